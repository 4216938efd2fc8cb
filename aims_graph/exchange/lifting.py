"""From a former edition to the present one: what became of a requirement, and what of a row's relation that entails.

What became of it is what the content states of its editions (``answers/editions``). Where it was split or dropped no row is carried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.editions.succession import became
from aims_graph.model import Library, Succession
from aims_graph.reason.relations import ANY, ASSERTED, EQ, compose, converse
from aims_graph.reason.statements import meant, word_for

_WORDS = {
    "kept": "it is {now}",
    "moved": "it was moved to {now}, its text the same",
    "reworded": "it is {now}, reworded",
    "merged": "it went into {now} together with others",
    "split": "it was split, into {now} among others",
}


@dataclass(frozen=True)
class Lift:
    """What one requirement of a former edition is now: ``now`` is empty if nothing takes its place.

    ``relation`` is what the former is to the present one, a set of base relations (:mod:`aims_graph.reason.relations`).
    """

    former: str
    now: str
    relation: int
    words: str


def lifts(former: str, library: Library) -> tuple[Lift, ...]:
    """Return what a requirement of a former edition became: mostly one, several if it was split, one without ``now`` if it was dropped."""
    found = tuple(_lift(former, s) for s in became(library, former))
    return found or (Lift(former, "", ANY, "nothing is stated of what became of it"),)


def _lift(former: str, found: Succession) -> Lift:
    if not found.present:
        return Lift(former, "", ANY, "nothing takes its place in the present edition")
    words = _WORDS.get(found.change, "it became {now}").format(now=found.present)
    # Where nobody judged it, nothing is known.
    return Lift(former, found.present, ASSERTED.get(found.relation, ANY), words)


def entailed(relation: str, subjects: Sequence[int], objects: Sequence[int], loose: bool = False) -> str:
    """Return the set relation that follows for the present requirements from one stated of former ones; empty if none does.

    Args:
        relation: what is stated of the two sides as wholes.
        subjects: what each requirement on the left is to the present one: the relation of its lift, ``EQ`` if it is of the present edition.
        objects: the same of the right.
        loose: whether "intersects" is any overlap to whoever states it.

    >>> entailed("subset_of", [EQ], [ASSERTED["subset_of"]])
    'subset_of'
    >>> entailed("equal", [EQ], [ANY])
    ''
    """
    if relation not in ASSERTED:
        return ""
    return word_for(_carried(meant(relation, loose), subjects, objects), loose)


def is_still_denied(relation: str, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Whether a relation that is denied of former requirements is certainly none of the present ones; for the arguments see :func:`entailed`.

    What did not lie inside another does so no more since it demands more; that it was not the same says nothing of what it is now.

    >>> is_still_denied("subset_of", [ASSERTED["subset_of"]], [EQ]), is_still_denied("equal", [ASSERTED["subset_of"]], [EQ])
    (True, False)
    """
    if relation not in ASSERTED:
        return False
    denied = ASSERTED[relation]
    return not _carried(ANY & ~denied, subjects, objects) & denied


def _carried(mask: int, subjects: Sequence[int], objects: Sequence[int]) -> int:
    """Return what the present requirements may be to each other if the former ones are one of ``mask``."""
    return compose(compose(converse(_whole(subjects)), mask), _whole(objects))


def _whole(ways: Sequence[int]) -> int:
    """Return what the requirements of one side, taken together, are to the present ones; where one of several changed, that is not known."""
    if all(way == EQ for way in ways):
        return EQ
    return ways[0] if len(ways) == 1 else ANY
