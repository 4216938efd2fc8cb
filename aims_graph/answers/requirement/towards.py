"""What one framework has for a requirement of another: stated, set apart, derived, missing, and what remains if it is held whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from aims_graph.model import Framework, Library, Mapping, Remainder, Requirement
from aims_graph.reason.closure import closure_of
from aims_graph.reason.derived import Pair, least_sure, shown


@dataclass(frozen=True)
class Counterpart:
    """One stated row, seen from the requirement: the other side, the row, and how many readings stand behind it."""

    requirement: Requirement
    row: Mapping
    read: int


@dataclass(frozen=True)
class Derived:
    """One relation nobody wrote down: the other side, the pair with its derivations, and how sure it is (0 to 1), ``None`` if no row says so."""

    requirement: Requirement
    pair: Pair
    confidence: float | None


@dataclass(frozen=True)
class Towards:
    """What one other framework has for the requirement.

    ``apart`` are rows that say nothing is shared; ``gap`` is the row that denies any counterpart, which may stand at a
    node above and speak for its parts; ``mapped`` says whether the two frameworks were compared at all.
    """

    framework: Framework
    counterparts: tuple[Counterpart, ...]
    apart: tuple[Counterpart, ...]
    derived: tuple[Derived, ...]
    gap: Mapping | None
    remainder: Remainder | None
    mapped: bool


def towards(library: Library, requirement: Requirement, framework: Framework) -> Towards:
    """Return what a framework has for a requirement of another, counterparts in the framework's order."""
    mine = [m for m in library.rows_at(requirement.id) if library.requirements[m.object_id].framework == framework.id]
    mine.sort(key=lambda m: library.requirements[m.object_id].order)
    found = [Counterpart(library.requirements[m.object_id], m, library.times_read(m)) for m in mine]
    return Towards(
        framework,
        tuple(c for c in found if c.row.is_counterpart),
        tuple(c for c in found if c.row.is_denied),
        tuple(d for d in _derived(library, requirement.id) if d.requirement.framework == framework.id),
        library.gap(requirement.id, framework.id),
        library.remainder_of.get((requirement.id, framework.id)),
        frozenset((requirement.framework, framework.id)) in library.own_pairs,
    )


@lru_cache(maxsize=4)
def shown_pairs(library: Library) -> tuple[Pair, ...]:
    """Return the derived pairs worth showing, computed once."""
    return tuple(shown(library, closure_of(library)))


def sureness(library: Library, pair: Pair) -> float | None:
    """Return how sure a derived pair is (0 to 1): the least sure of what it says first, each by all derivations that share no row.

    ``None`` if of one of these nobody says how sure it is.
    """
    return least_sure(closure_of(library), pair)


def _derived(library: Library, requirement: str) -> list[Derived]:
    return [
        Derived(library.requirements[p.object if p.subject == requirement else p.subject], p, sureness(library, p))
        for p in shown_pairs(library)
        if requirement in (p.subject, p.object)
    ]
