"""The plain lists beside catalogues and mappings, a record a line; a field is a column, a tuple is separated by ``|``.

Where the column has another name than the field, the field's annotation says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from aims_graph.model.record import Record
from aims_graph.model.source import Source


@dataclass(frozen=True)
class Edition:
    """One edition of a framework that exists, whether it is catalogued or not, with where that is known from, and how certainly."""

    id: str
    framework: str
    title: str
    edition: str
    status: str
    published: str
    known_changes: str
    origin: Annotated[str, "source"]
    certainty: str
    source: Source


#: What may have become of a requirement of an earlier edition; ``inserted`` has no earlier one, ``dropped`` no later one.
CHANGES = ("kept", "moved", "reworded", "split", "merged", "inserted", "dropped")


@dataclass(frozen=True)
class Succession:
    """What became of a requirement of an earlier edition in a later one.

    ``relation`` (a key of ``vocabulary.SET_RELATIONS``) says what the earlier one is to the later as sets of demands; empty: nobody has judged it.
    """

    former: str
    present: str
    change: str
    relation: str
    certainty: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Link(Record):
    """A relation between two requirements of one framework (``kind``: a key of ``vocabulary.LINKS``), with the words that make it."""

    subject_id: str
    kind: Annotated[str, "link"]
    object_id: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """What an auditor asks to see at a requirement: the kinds it is of, and what exactly."""

    requirement_id: str
    kinds: Annotated[tuple[str, ...], "evidence"]
    note: str
    source: Source


@dataclass(frozen=True)
class Concept:
    """An entry of the thesaurus: a word as practitioners say it, other words for it, and the requirements that are its home."""

    id: Annotated[str, "concept"]
    label: str
    alternatives: tuple[str, ...]
    requirements: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Topic:
    """A topic, or a function that does work: a word practitioners use, with its definition and its border (``scheme``: topics or functions)."""

    id: Annotated[str, "concept"]
    scheme: str
    label: str
    broader: str
    alternatives: tuple[str, ...]
    definition: str
    scope_note: str
    source: Source


#: The readings of what a requirement is about; of several an earlier one here decides.
ABOUT_READINGS = ("settled", "first", "second")


@dataclass(frozen=True, slots=True)
class About(Record):
    """One reading of what a requirement is about (topics, the main one first) and who usually does the work (functions, the leading one first)."""

    requirement_id: str
    reading: str
    topics: tuple[str, ...]
    functions: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Group:
    """What a team sets up as one process or one record, and which demands that is for: purpose, process and records are the *core*.

    ``function`` is the id of the function that owns it. ``correction`` says why the group is not as it was computed; empty if it is.
    """

    id: Annotated[str, "group"]
    label: str
    function: str
    purpose: str
    process: str
    records: tuple[str, ...]
    correction: str
    source: Source


@dataclass(frozen=True, slots=True)
class Membership(Record):
    """A requirement in its group: how much of it the core meets (one of ``MET`` of :mod:`aims_graph.vocabulary`, by whoever does it exactly as it is described) and what it adds to the core.

    ``moved_from`` is the group in which the computed split would have it, with ``reason``; both are empty where it was not moved by hand.
    """

    requirement_id: str
    group: str
    met: str
    adds: str
    moved_from: str
    reason: str
    source: Source


@dataclass(frozen=True)
class Option:
    """Items of a requirement that its text, or guidance on it, introduces with "can" or "may", so that no judgement rests on them.

    ``words`` are how they begin to be named, in lower case.
    """

    requirement_id: str
    words: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Alike:
    """Requirements of which a further one asks the same: it has a row with each of them, in all of which as much of it is met."""

    requirement_id: str
    others: tuple[str, ...]
    because: str
    source: Source


@dataclass(frozen=True)
class Particular:
    """One item that a record has to name because a requirement asks for it: an input of a management review, a part of an impact assessment.

    ``filled_from`` says by words such as ``review.audits`` or ``assessment.process`` from which entries of a workspace it is filled (none: people
    write it); ``at`` are requirements whose own answers and evidence belong to it.
    """

    requirement_id: str
    item: str
    filled_from: tuple[str, ...]
    at: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Accreditation:
    """An arrangement by which accreditation is recognised (``kind``: arrangement), or a body that accredits (body).

    ``names`` are other words for it, ``followed_by`` the arrangement that took its place, ``since`` the day it exists from as far as it is known.
    """

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    country: str
    followed_by: str
    since: str
    says: str
    origin: Annotated[str, "source"]
    certainty: str
    source: Source


#: What an :class:`Accreditation` is.
ACCREDITATION_KINDS = ("arrangement", "body")
#: Where what the content says of itself is shown.
SECTIONS = ("method", "not_said", "licence", "trust", "law", "fines", "fines_without_turnover", "help")


@dataclass(frozen=True)
class Statement:
    """A sentence that the content says of itself, with a name, for one section of what is shown."""

    section: str
    name: str
    text: str
    source: Source


#: What the answer to a competency question is.
ANSWER_KINDS = ("requirement", "text", "file", "day", "number")


@dataclass(frozen=True)
class CompetencyQuestion:
    """A question that the content is there to answer, in plain words, and the command behind ``aims-graph`` that answers it.

    ``answer`` is which of :data:`ANSWER_KINDS` it is, ``column`` where in the command's table it stands.
    """

    question: str
    command: str
    answer: str
    column: str
    source: Source


@dataclass(frozen=True)
class Trap:
    """A fault known from published crosswalks: a requirement of ``left`` with one of ``right``, in one of the relations.

    ``relations`` are set relations (keys of ``vocabulary.SET_RELATIONS``); none means any that share something.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    relations: tuple[str, ...]
    what: str
    mend: str
    source: Source


@dataclass(frozen=True)
class Misnumber:
    """A number that published crosswalks write for another: ``written`` may exist or not, ``meant`` are the requirements it stands for there.

    ``words`` are what the row then speaks of. Each is a name or a phrase; where ``edition`` is given, that edition, or draft, numbers it so.
    """

    written: str
    words: tuple[str, ...]
    meant: tuple[str, ...]
    edition: str
    source: Source


@dataclass(frozen=True)
class Refusal:
    """A pair that was suggested and that a person refused as counterparts, with the reason. It says no more than that; no set relation."""

    subject_id: str
    object_id: str
    reason: str
    by: str
    date: str
    source: Source
