"""What softens a duty or a fine for this operator: by its size, its sector, or what it has done."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.answers.law.situation import Situation
from aims_graph.model import Known, Library, Relief, Requirement


@dataclass(frozen=True)
class Softened:
    """A relief and whether its condition holds; if that is open, the facts that decide."""

    relief: Relief
    value: Known
    opens: tuple[str, ...]


def reliefs(library: Library, requirement: Requirement, asked: Situation, opened: bool = True) -> list[Softened]:
    """Return what softens a provision, at itself or as a part of what a relief names.

    Args:
        library: the content.
        requirement: the provision.
        asked: who asks.
        opened: also what would soften it if an open question were answered so.
    """
    place = {requirement.id, *library.above(requirement.id)}
    found = []
    for relief in library.reliefs:
        if place & set(relief.softens):
            value = relief.holds.value(asked.world.value)
            if value or (opened and value is None):
                words = {w for d in relief.holds.residual(asked.world.value) for w in d.words} if value is None else ()
                found.append(Softened(relief, value, tuple(sorted(words))))
    return found
