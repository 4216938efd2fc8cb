"""From a former edition to the present one: what became of a requirement, and what of a row's relation that entails.

What became of it is what the content states of its editions (``answers/editions``). Where it was split or dropped no row is carried.
"""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.answers.editions.succession import became
from aims_graph.model import Library, Succession
from aims_graph.reason.relations import ANY, ASSERTED, OVERLAP, compose, converse

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
    return Lift(former, found.present, ASSERTED.get(found.relation, OVERLAP), words)


def entailed(relation: str, subject: Lift | None, object_: Lift | None) -> str:
    """Return the set relation that follows for the present requirements from one stated of former ones; empty if none does.

    >>> entailed("subset_of", None, Lift("old:1", "new:1", ASSERTED["subset_of"], ""))
    'subset_of'
    >>> entailed("equal", None, Lift("old:1", "new:1", OVERLAP, ""))
    ''
    """
    if relation not in ASSERTED:
        return ""
    mask = ASSERTED[relation]
    if subject:
        mask = compose(converse(subject.relation), mask)
    if object_:
        mask = compose(mask, object_.relation)
    return next((word for word, base in ASSERTED.items() if base == mask), "")
