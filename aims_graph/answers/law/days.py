"""From when a provision reaches a system: the day it takes effect, and what holds it off for a system from before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aims_graph.answers.law.situation import ANY, Situation
from aims_graph.model import Applicability, Known, Library, Requirement, Transition
from aims_graph.model.expression import greatest, least, negated
from aims_graph.pack.terms import wider_terms

NEVER = "9999-12-31"


@dataclass(frozen=True)
class Reach:
    """How a provision reaches a system in one way: through which kind, whether that is known, from when.

    ``day`` is the day in effect under the transition ``rule``; ``other`` the one that comes true if an open question of a further
    rule, ``open_rule``, goes the other way.
    """

    kind: str
    value: Known
    formal: str
    effective: str
    day: str
    other: str
    rule: Transition | None = None
    open_rule: Transition | None = None

    def by(self, day: str) -> Known:
        """Whether it binds through this kind on a day."""
        if self.value is False or min(self.day, self.other) > day:
            return False
        return self.value if max(self.day, self.other) <= day else None


def reaches(library: Library, requirement: Requirement, asked: Situation, roles: Iterable[str]) -> list[Reach]:
    """Return every way in which a provision reaches the system or may, the surest and earliest first."""
    provision = requirement.provision
    if provision is None:
        return []
    found = []
    for applies in provision.applies:
        for kind in [applies.system] if applies.system else provision.systems:
            value = is_of(asked, kind)
            if value is not False:
                found.append(_reach(library, requirement, asked, tuple(roles), kind, value, applies))
    return sorted(found, key=lambda r: (r.value is None, r.day, r.other))


def is_of(asked: Situation, kind: str) -> Known:
    """Whether the system is of a kind; every system is of the widest."""
    if kind == ANY:
        return "system" in asked.things
    return asked.world.value(kind)


def _reach(
    library: Library,
    requirement: Requirement,
    asked: Situation,
    roles: tuple[str, ...],
    kind: str,
    value: Known,
    applies: Applicability,
) -> Reach:
    rules = list(_rules(library, requirement, asked, roles, kind)) if asked.placed else []
    certain, open_ = [t for t, v in rules if v], [t for t, v in rules if v is None]
    return Reach(
        kind,
        value,
        applies.formal,
        applies.effective,
        _held_until(applies.effective, certain, asked),
        _held_until(applies.effective, certain + open_, asked),
        _first_to_end(certain, asked),
        _first_to_end(open_, asked),
    )


def disputed(
    library: Library, requirement: Requirement, asked: Situation, roles: Iterable[str], day: str
) -> Transition | None:
    """Return the transition of which it is contested whether it holds off this provision too, though it speaks of every system."""
    if not asked.placed or ANY not in (requirement.provision.systems if requirement.provision else ()):
        return None
    place = {requirement.id, *library.above(requirement.id)}
    for t in library.transitions:
        about = any(is_of(asked, k) for k in t.systems)
        if t.disputed and about and asked.placed < t.placed_before <= day and set(roles) & set(t.bearer):
            spared = place & set(t.spares)
            if not spared and _applies(library, t, asked) and min(_ends(t, asked)) > day:
                return t
    return None


def _rules(
    library: Library, requirement: Requirement, asked: Situation, roles: tuple[str, ...], kind: str
) -> Iterator[tuple[Transition, Known]]:
    """Yield the transitions that hold a provision off, and those that may."""
    place = {requirement.id, *library.above(requirement.id)}
    kinds = {ANY, *(wider_terms(kind, library.terms.of("SystemKind")))}
    for t in library.transitions:
        if (
            asked.placed < t.placed_before
            and set(roles) & set(t.bearer)
            and kinds & set(t.systems)
            and (not t.reaches or place & set(t.reaches))
            and not place & set(t.spares)
        ):
            value = _applies(library, t, asked)
            if value is not False:
                yield t, value


def _applies(library: Library, t: Transition, asked: Situation) -> Known:
    """Whether the condition of a transition holds and none to which it gives way is about the system."""
    others = (o for o in library.transitions if o.id in t.gives_way_to and asked.placed < o.placed_before)
    prior = greatest(
        least((o.holds.value(asked.world.value), greatest(is_of(asked, k) for k in o.systems))) for o in others
    )
    return least((t.holds.value(asked.world.value), negated(prior)))


def _first_to_end(rules: list[Transition], asked: Situation) -> Transition | None:
    return min(rules, key=lambda t: min(_ends(t, asked)), default=None)


def _held_until(effective: str, rules: list[Transition], asked: Situation) -> str:
    """Return the day in effect under some transitions: the first on which one of them ends."""
    if not rules:
        return effective
    return max(effective, min(end for t in rules for end in _ends(t, asked)))


def _ends(t: Transition, asked: Situation) -> Iterator[str]:
    yield t.comply_by or NEVER
    if t.lost_by and asked.changed >= t.placed_before:
        yield asked.changed
    elif t.lost_when and not asked.changed and t.ended.value(asked.world.value):
        # A change that is asserted without its day is one from the first day on which it counts.
        yield t.placed_before
