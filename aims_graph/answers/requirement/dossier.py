"""Everything known of one requirement, in the order a person asks for it; what the explorer's page draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from aims_graph.model import Evidence, Framework, Library, Mapping, Remainder, Requirement
from aims_graph.reason.argument import argument, sentence
from aims_graph.reason.closure import closure_of
from aims_graph.reason.derived import Pair, shown


@dataclass(frozen=True)
class Counterpart:
    """One stated row, seen from the requirement: the other side, the row, and how many readings stand behind it."""

    requirement: Requirement
    row: Mapping
    read: int


@dataclass(frozen=True)
class Derived:
    """One relation nobody wrote down: the other side, the conclusion, its confidence and the argument, step by step."""

    requirement: Requirement
    conclusion: str
    confidence: float
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Towards:
    """What one other framework has for the requirement; ``holder`` bears the gap row, perhaps for this requirement too."""

    framework: Framework
    counterparts: tuple[Counterpart, ...]
    apart: tuple[Counterpart, ...]
    derived: tuple[Derived, ...]
    gap: Mapping | None
    remainder: Remainder | None
    mapped: bool


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
        tuple(_towards(library, r, f) for f in library.mapped if f.id != r.framework),
        () if r.assessable else tuple(_of_part(library, library.requirements[p]) for p in library.below(r.id)),
    )


@lru_cache(maxsize=4)
def shown_pairs(library: Library) -> tuple[Pair, ...]:
    """Return the derived pairs worth showing, computed once."""
    return tuple(shown(library, closure_of(library)))


def _towards(library: Library, r: Requirement, framework: Framework) -> Towards:
    stated = [m.seen_from(r.id) for m in library.by_side.get(r.id, []) if not m.is_gap]
    mine = [m for m in stated if library.requirements[m.object_id].framework == framework.id]
    mine.sort(key=lambda m: library.requirements[m.object_id].order)
    found = [(m, Counterpart(library.requirements[m.object_id], m, library.times_read(m))) for m in mine]
    pairs = [p for p in shown_pairs(library) if r.id in (p.subject, p.object)]
    others = [(p, library.requirements[p.object if p.subject == r.id else p.subject]) for p in pairs]
    return Towards(
        framework,
        tuple(c for m, c in found if m.is_counterpart),
        tuple(c for m, c in found if not m.is_counterpart),
        tuple(_derived(library, p, other) for p, other in others if other.framework == framework.id),
        library.gap(r.id, framework.id),
        library.remainder_of.get((r.id, framework.id)),
        frozenset((r.framework, framework.id)) in library.own_pairs,
    )


def _of_part(library: Library, part: Requirement) -> OfPart:
    found = [
        Counterpart(library.requirements[row.object_id], row, library.times_read(row))
        for framework in library.mapped
        for row in library.counterparts(part.id, framework.id)
    ]
    return OfPart(part, library.evidence_at.get(part.id), tuple(found))


def _derived(library: Library, pair: Pair, other: Requirement) -> Derived:
    steps = tuple(line for d in pair.derivations for line in argument(library, d))
    confidence = min(d.confidence for d in pair.derivations)
    words = sentence(library, pair.subject, pair.object, pair.relation)
    return Derived(other, words, confidence, steps)
