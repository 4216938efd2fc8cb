"""Whose workspace it is, who works in it, and what is within its scope."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.workspace.records.base import Day, Record, Texts, said

ROLES = ("owner", "editor", "auditor", "reader")


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Somebody who may change the workspace, or answers for something in it. ``login`` is what an OpenID provider calls them."""

    PREFIX, CALLED = "P", "person"
    name: str = said(needed=True)
    role: str = said("reader", words=ROLES)
    login: str = ""


@dataclass(frozen=True, kw_only=True)
class Organisation(Record):
    """Whose workspace it is; one record. ``is_example`` marks an invented one."""

    PREFIX, CALLED = "O", "organisation"
    name: str = said(needed=True)
    scope: str = ""
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    """A place within the scope."""

    PREFIX, CALLED = "SITE", "site"
    name: str = said(needed=True)
    place: str = ""
    activities: str = ""


RETIRED = "retired"
SYSTEM_STATUSES = ("planned", "in development", "in use", RETIRED)


@dataclass(frozen=True, kw_only=True)
class System(Record):
    """An AI system (or, with kinds of model, a model) with the facts by which the law decides: the words of ``binds``."""

    PREFIX, CALLED = "SYS", "AI system"
    title: str = said(needed=True)
    purpose: str = ""
    owner: str = ""
    status: str = said("in use", words=SYSTEM_STATUSES)
    roles: Texts = said((), content="role")
    kinds: Texts = said((), content="kind")
    placed: Day = None
    changed: Day = None
    facts_true: Texts = ()
    facts_false: Texts = ()
    models: Texts = said((), of="model_used")
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ModelUsed(Record):
    """A general-purpose AI model that the organisation's systems are built on."""

    PREFIX, CALLED = "MOD", "model"
    title: str = said(needed=True)
    provider: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice(Record):
    """A framework that the organisation answers to, or has left out for a reason."""

    PREFIX, CALLED = "F", "framework chosen"
    framework: str = said(content="assessed", needed=True)
    is_target: bool = True
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnContent(Record):
    """A framework or crosswalk of the organisation's own: a file in the workspace's ``content/``, which is not there while the entry is withdrawn.

    ``text`` is what the file said when it was last brought in or taken out, by which it can be brought back.
    """

    PREFIX, CALLED = "OWN", "framework or crosswalk of our own"
    title: str = said(needed=True)
    file: str = said(needed=True)
    text: str = said("", derived=True)


@dataclass(frozen=True, kw_only=True)
class Certificate(Record):
    """A certificate that is held: of an edition of a framework held whole, within a scope and until a day."""

    PREFIX, CALLED = "CERT", "certificate"
    framework: str = said(content="edition", needed=True)
    number: str = ""
    body: str = said("", of="body")
    scope: str = ""
    issued: Day = said(None, happened=True)
    expires: Day = None
