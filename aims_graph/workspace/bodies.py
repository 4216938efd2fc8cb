"""Certification bodies: what is to be said against one for a framework, by what was checked of its accreditation."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from aims_graph.model import Accreditation, Library
from aims_graph.workspace.days import months_before
from aims_graph.workspace.records.assurance import Body

UNACCREDITED = "not accredited"
UNKNOWN_ACCREDITOR = "accredited by a body that the content does not list"
NO_CERTIFICATE_NUMBER = "no number of its accreditation"
NOT_ITS_SCOPE = "its accreditation does not name the framework"
NOT_BY = "does not work by the standard for bodies that certify this framework"
NEVER_CHECKED = "its accreditation was never checked"
OLD_CHECK = "its accreditation was last checked more than a year ago"


@dataclass(frozen=True)
class Flag:
    """One thing to be said against a body for a framework; ``about`` is what it is about, such as the standard it should work by."""

    body: str
    framework: str
    what: str
    about: str = ""


def body_flags(library: Library, body: Body, framework: str, on: dt.date) -> list[Flag]:
    """Return what is to be said against a certification body for a framework on a day; nothing is the best answer."""
    known = library.frameworks[framework]
    flags = []
    if not body.accredited_by:
        flags.append(Flag(body.id, framework, UNACCREDITED))
    else:
        if not accreditors(library, body.accredited_by):
            flags.append(Flag(body.id, framework, UNKNOWN_ACCREDITOR, body.accredited_by))
        if not body.accreditation_number:
            flags.append(Flag(body.id, framework, NO_CERTIFICATE_NUMBER))
    called = (known.short, *known.listed("names"))
    if framework not in body.certifies or (body.scope and not any(_names(body.scope.casefold(), n) for n in called)):
        flags.append(Flag(body.id, framework, NOT_ITS_SCOPE, known.short))
    works_by = " ".join(body.works_by).casefold()
    for standard in known.listed("certifiers_work_by"):
        if not _names(works_by, standard):
            flags.append(Flag(body.id, framework, NOT_BY, standard))
    if not body.checked_on or not body.checked_by or body.checked_on > on:
        flags.append(Flag(body.id, framework, NEVER_CHECKED))
    elif body.checked_on < months_before(on, 12):
        flags.append(Flag(body.id, framework, OLD_CHECK, body.checked_on.isoformat()))
    return flags


def accreditors(library: Library, text: str) -> list[Accreditation]:
    """Return the accreditation bodies and arrangements that a text names, as the content lists them."""
    return [a for a in library.accreditation if any(_names(text.casefold(), name) for name in (a.name, *a.names))]


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) is not None
