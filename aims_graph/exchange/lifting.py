"""From a former edition to the present one: what became of a requirement, and what of a row's relation that entails.

What is known is what the present catalogue says: ``replaces`` names the requirements of the former edition whose place one takes, ``state``
whether its text was kept, moved or reworded. Where one takes the place of several, or several of one, only part of it is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from aims_graph.model import Library, Requirement
from aims_graph.reason.relations import ANY, ASSERTED, EQ, OVERLAP, compose, converse

#: The states in which a text says the same as before.
_SAME = ("kept", "moved")


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
    heirs = _heirs(library).get(former, ())
    if not heirs:
        return (Lift(former, "", ANY, "nothing takes its place in the present edition"),)
    if len(heirs) == 1:
        return (_lift(former, heirs[0]),)
    whole = [heir for heir in heirs if heir.provision and heir.provision.state in _SAME and _is_sole(heir)]
    # Of several heirs, one that was kept as it stands is the same text; the others were drawn from it beside.
    kept = [heir for heir in whole if heir.provision and heir.provision.state == "kept"]
    if len(kept) == 1:
        return (_lift(former, kept[0]),)
    return tuple(Lift(former, heir.id, OVERLAP, f"it was split, into {heir.id} among others") for heir in heirs)


def _lift(former: str, heir: Requirement) -> Lift:
    state = heir.provision.state if heir.provision else ""
    if not _is_sole(heir):
        return Lift(former, heir.id, OVERLAP, f"it went into {heir.id} together with others")
    if state in _SAME:
        return Lift(
            former, heir.id, EQ, f"{'it is' if state == 'kept' else 'it was moved to'} {heir.id}, its text the same"
        )
    return Lift(former, heir.id, OVERLAP, f"it is {heir.id}, reworded")


def _is_sole(heir: Requirement) -> bool:
    return bool(heir.provision) and len(heir.provision.replaces) == 1  # type: ignore[union-attr]


@lru_cache(maxsize=4)
def _heirs(library: Library) -> dict[str, tuple[Requirement, ...]]:
    """Requirement of a former edition -> those of later ones that take its place, in order."""
    found: dict[str, tuple[Requirement, ...]] = {}
    for requirement in library.requirements.values():
        for former in requirement.provision.replaces if requirement.provision else ():
            found[former] = (*found.get(former, ()), requirement)
    return found


def entailed(relation: str, subject: Lift | None, object_: Lift | None) -> str:
    """Return the set relation that follows for the present requirements from one stated of former ones; empty if none does.

    >>> entailed("subset_of", None, Lift("old:1", "new:1", EQ, ""))
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
