"""What softens a duty or a fine for this operator: by its size, its sector, or what it has done."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.answers.law.asked import LawAnswer
from aims_graph.answers.law.binds import Applicability
from aims_graph.answers.law.situation import Situation
from aims_graph.model import Known, Library, Relief, Requirement


@dataclass(frozen=True)
class Softened:
    """A relief and whether its condition holds; if that is open, the facts that decide."""

    relief: Relief
    value: Known
    opens: tuple[str, ...]


def in_force(library: Library, relief: Relief, day: str) -> bool:
    """Whether the provision that gives a relief applies on a day, and says so by then."""
    provision = library.requirements[relief.provision].provision
    days = [a.formal for a in provision.applies] if provision else []
    return relief.since <= day and (not days or min(days) <= day)


def reliefs(
    library: Library, requirement: Requirement, asked: Situation, opened: bool = True, day: str = ""
) -> list[Softened]:
    """Return what softens a provision, at itself or as a part of what a relief names.

    Args:
        library: the content.
        requirement: the provision.
        asked: who asks.
        opened: also what would soften it if an open question were answered so.
        day: leave out what is given by a provision that does not apply yet on this day; empty for none.
    """
    place = {requirement.id, *library.above(requirement.id)}
    found = []
    for relief in library.reliefs:
        if day and not in_force(library, relief, day):
            continue
        if place & set(relief.softens) and not place & set(relief.spares):
            value = relief.holds.value(asked.world.value)
            if value or (opened and value is None):
                words = {w for d in relief.holds.residual(asked.world.value) for w in d.words} if value is None else ()
                found.append(Softened(relief, value, tuple(sorted(words))))
    return found


def softened(library: Library, found: LawAnswer, answer: Applicability, opened: bool = True) -> list[Softened]:
    """Return what softens a provision of an answer on the day that is asked for, or when it begins if that is later; nothing of what does not bind.

    Args:
        library: the content.
        found: the whole answer.
        answer: what it says of the provision.
        opened: as in :func:`reliefs`.
    """
    if answer.value is False:
        return []
    return reliefs(library, answer.provision, found.asked, opened, max(found.day, answer.day))
