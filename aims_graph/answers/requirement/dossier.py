"""Everything known of one requirement, in the order a person asks for it; what the explorer's page draws."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.answers.requirement.towards import Counterpart, Towards, towards
from aims_graph.model import Evidence, Framework, Library, Requirement


@dataclass(frozen=True)
class OfPart:
    """A part of a heading: what an auditor asks for there, and the stated counterparts, framework by framework."""

    part: Requirement
    evidence: Evidence | None
    counterparts: tuple[Counterpart, ...]


@dataclass(frozen=True)
class Dossier:
    """One requirement with its place, its neighbours in the standard's order, and what answers it elsewhere."""

    requirement: Requirement
    framework: Framework
    above: tuple[Requirement, ...]
    parts: tuple[Requirement, ...]
    before: Requirement | None
    after: Requirement | None
    towards: tuple[Towards, ...]
    of_parts: tuple[OfPart, ...] = ()


def dossier(library: Library, requirement_id: str) -> Dossier:
    """Return everything known of a requirement.

    Raises:
        KeyError: if there is none of this id.
    """
    r = library.requirements[requirement_id]
    members = library.members(r.framework)
    place = members.index(r)
    return Dossier(
        r,
        library.frameworks[r.framework],
        tuple(library.requirements[a] for a in reversed(list(library.above(r.id)))),
        tuple(library.requirements[c] for c in library.children.get(r.id, [])),
        members[place - 1] if place else None,
        members[place + 1] if place + 1 < len(members) else None,
        tuple(towards(library, r, f) for f in library.mapped if f.id != r.framework),
        () if r.assessable else tuple(_of_part(library, library.requirements[p]) for p in library.below(r.id)),
    )


def _of_part(library: Library, part: Requirement) -> OfPart:
    found = [
        c
        for framework in library.mapped
        if framework.id != part.framework
        for c in towards(library, part, framework).counterparts
    ]
    return OfPart(part, library.evidence_at.get(part.id), tuple(found))
