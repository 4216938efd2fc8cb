"""What a requirement hands over to others and takes from them, and which pairs people name that carry nothing over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from aims_graph.model import Library, Mapping, Support


@dataclass(frozen=True)
class Denied:
    """A row that says why a pair carries nothing over, seen from the requirement asked about or the part of it that it names."""

    requirement_id: str
    row: Mapping


@dataclass(frozen=True)
class Supports:
    """Of one requirement with all its parts: what it hands over, what it takes, and what is often named and carries nothing."""

    hands_over: tuple[Support, ...]
    takes: tuple[Support, ...]
    denied: tuple[Denied, ...]


def supports_of(library: Library, requirement_id: str) -> Supports:
    """Return the supports of a requirement and of its parts, and the denials of these or of what it is a part of.

    In the order of frameworks and requirements on the other side.

    Raises:
        KeyError: if there is no such requirement.
    """
    within = [library.requirements[requirement_id].id, *library.below(requirement_id)]
    found = [s for name in within for s in library.supports_at.get(name, ())]
    inside = set(within)
    hands_over = sorted((s for s in found if s.giver in inside), key=lambda s: library.place(s.taker))
    takes = sorted((s for s in found if s.taker in inside), key=lambda s: library.place(s.giver))
    denied = [Denied(name, row) for name in within for row in library.rows_at(name) if row.is_denied]
    denied += [
        Denied(name, row)
        for name in library.above(requirement_id)
        for row in library.rows_at(name)
        if row.is_denied and row.with_parts
    ]
    denied.sort(key=lambda d: library.place(d.row.object_id))
    return Supports(tuple(hands_over), tuple(takes), tuple(denied))


def handed_to(library: Library, requirement_id: str, held: Collection[str]) -> list[Support]:
    """Return what a requirement and its parts take from what is held: ids of frameworks held whole and of single requirements."""
    whole = {*held, *(part for name in held if name in library.requirements for part in library.below(name))}
    return [
        s
        for s in supports_of(library, requirement_id).takes
        if s.giver in whole or library.requirements[s.giver].framework in whole
    ]
