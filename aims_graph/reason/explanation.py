"""Why something follows: the shortest chain of statements that entails it, found on demand.

On these networks every entailed literal has a derivation that is one chain: down from x by inclusion, at most one step across (an overlap, an
apart, a "not inside"; for "not inside" perhaps an overlap and an apart), and on by inclusion to y. A chain is found as a shortest path through states (set,
stretch of the chain), rows first, then places in the catalogue; the closure tells which states can still reach y, so that the search meets little else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from math import prod

from aims_graph.model import Mapping
from aims_graph.reason.closure import Closure
from aims_graph.reason.relations import (
    ANY,
    APART,
    CONTAINS,
    EQ,
    INSIDE,
    LITERALS,
    NOT_CONTAINING,
    NOT_INSIDE,
    OVERLAP,
    compose,
)
from aims_graph.reason.statements import Statement


@dataclass(frozen=True)
class Step:
    """One step of a chain: ``start`` is ``relation`` to ``end``, because the statement says so (from one side or the other)."""

    start: str
    end: str
    relation: int
    statement: Statement


@dataclass(frozen=True)
class Derivation:
    """A chain of steps from ``subject`` to ``object`` that entails ``literal`` (a mask) between them."""

    subject: str
    object: str
    literal: int
    steps: tuple[Step, ...]

    @property
    def rows(self) -> list[Mapping]:
        """The mapping rows it rests on, each once, in order of use."""
        return list({id(s.statement.row): s.statement.row for s in self.steps if s.statement.row}.values())

    @property
    def confidence(self) -> float | None:
        """The product of its rows' confidences, ``None`` if one of them states none; a place in the catalogue is certain."""
        stated = [row.confidence for row in self.rows if row.confidence is not None]
        return prod(stated) if len(stated) == len(self.rows) else None

    def replay(self) -> int:
        """Compose the steps by the table alone and return the relation they give.

        Raises:
            ValueError: if a step does not begin where the one before ended, or says more than its statement.
        """
        here, relation = self.subject, EQ
        for step in self.steps:
            stated = step.statement
            if step.start != here or {step.start, step.end} != {stated.subject, stated.object}:
                raise ValueError(f"The step from {step.start} to {step.end} does not continue from {here}.")
            if stated.seen_from(here) & ~step.relation:
                raise ValueError(f"The step from {step.start} to {step.end} says more than its statement.")
            here, relation = step.end, compose(relation, step.relation)
        if here != self.object:
            raise ValueError(f"The chain ends at {here}, not at {self.object}.")
        return relation


#: The stretches a chain may have. From x down to narrower sets; up to wider ones; and, once apart or "not inside" is crossed, down again.
_DOWN, _UP, _DOWN_AGAIN = range(3)
#: From each stretch, the literals that lead on, and to which stretch.
_MOVES = {
    _DOWN: ((CONTAINS, _DOWN), (OVERLAP, _UP), (NOT_INSIDE, _DOWN_AGAIN)),
    _UP: ((INSIDE, _UP), (APART, _DOWN_AGAIN)),
    _DOWN_AGAIN: ((CONTAINS, _DOWN_AGAIN),),
}
#: Where a chain stands: a set, and the stretch it is on.
_State = tuple[int, int]


def shortest(closure: Closure, x: str, y: str, literal: int, struck: frozenset[int] = frozenset()) -> Derivation | None:
    """Return the derivation of a literal with the fewest mapping rows, then the fewest steps; None if it does not follow.

    Args:
        closure: the closed network.
        x: the first set.
        y: the second set.
        literal: INSIDE, CONTAINS, OVERLAP, APART, NOT_INSIDE or NOT_CONTAINING.
        struck: ``id`` of each mapping row that may not be used.
    """
    if literal in (CONTAINS, NOT_CONTAINING):
        turned = shortest(closure, y, x, INSIDE if literal == CONTAINS else NOT_INSIDE, struck)
        return turned and _turned(turned)
    position = closure.network.position
    start, goal = position[x], position[y]
    group = closure.group
    if not closure.entails(group[start], group[goal], literal):
        return None
    reach = _reach(closure, goal, literal)
    first, last = (start, min(reach)), (goal, max(reach))
    came: dict[_State, tuple[_State, Statement | None]] = {}
    # Before the statement, which has no order, stands how many were queued before it.
    queue: list[tuple[int, int, _State, _State, int, Statement | None]] = [(0, 0, first, first, 0, None)]
    queued = 1
    while queue:
        rows, steps, state, origin, _, by = heappop(queue)
        if state in came:
            continue
        came[state] = origin, by
        if state == last:
            return Derivation(x, y, literal, tuple(_steps(closure, came, last, first)))
        for to, then, statement in _moves(closure, state):
            if then not in reach or (to, then) in came or not reach[then] >> group[to] & 1:
                continue
            row = statement.row if statement else None
            if row is None or id(row) not in struck:
                heappush(
                    queue,
                    (rows + (row is not None), steps + (statement is not None), (to, then), state, queued, statement),
                )
                queued += 1
    return None


def _moves(closure: Closure, state: _State) -> Iterator[tuple[int, int, Statement | None]]:
    """Yield (set, stretch, statement) reachable in one step; no statement for turning from down to up where one stands."""
    at, stretch = state
    if stretch == _DOWN:
        yield at, _UP, None
    for literal, then in _MOVES[stretch]:
        for to, statement in closure.network.edges(at, literal):
            yield to, then, statement


def _reach(closure: Closure, goal: int, literal: int) -> dict[int, int]:
    """Return for each stretch a chain for the literal may have the bit set of groups from which the rest of it is entailed."""
    g = closure.group[goal]
    if literal == INSIDE:
        return {_UP: closure.down[g]}
    if literal == OVERLAP:
        return {_DOWN: closure.overlap[g], _UP: closure.down[g]}
    reach = {_UP: closure.apart[g], _DOWN_AGAIN: closure.up[g]}
    return {_DOWN: closure.not_containing[g], **reach} if literal == NOT_INSIDE else reach


def _steps(
    closure: Closure, came: dict[_State, tuple[_State, Statement | None]], state: _State, start: _State
) -> list[Step]:
    names = closure.network.names
    found: list[Step] = []
    while state != start:
        before, statement = came[state]
        if statement:
            name = names[before[0]]
            found.append(Step(name, names[state[0]], statement.seen_from(name), statement))
        state = before
    return found[::-1]


def _turned(derivation: Derivation) -> Derivation:
    steps = tuple(Step(s.end, s.start, s.statement.seen_from(s.end), s.statement) for s in reversed(derivation.steps))
    literal = CONTAINS if derivation.literal == INSIDE else NOT_CONTAINING
    return Derivation(derivation.object, derivation.subject, literal, steps)


#: What cannot both be true, the gravest first.
_OPPOSED = ((OVERLAP, APART), (INSIDE, NOT_INSIDE), (CONTAINS, NOT_CONTAINING))
#: What one reads first of a relation, the most telling first: the literals that together say it.
_HEADLINES = (
    (INSIDE, CONTAINS),
    (INSIDE,),
    (CONTAINS,),
    (OVERLAP,),
    (APART,),
    (NOT_INSIDE, NOT_CONTAINING),
    (NOT_INSIDE,),
    (NOT_CONTAINING,),
)


def headline(relation: int) -> tuple[int, ...]:
    """Return the literals one reads first of a relation: equal as inside and contains; else inside, contains, overlap, apart, "not inside".

    Empty if nothing is known, or if the rows contradict each other on the pair.
    """
    if not relation or relation == ANY:
        return ()
    return next(found for found in _HEADLINES if all(not relation & ~literal for literal in found))


def explain(closure: Closure, x: str, y: str, whole: bool = False) -> list[Derivation]:
    """Return the shortest derivations of what is known of a pair, as few as say its headline; empty if nothing is known.

    Where the rows contradict each other on the pair, both sides of the contradiction are derived.

    Args:
        closure: the closed network.
        x: the first set.
        y: the second set.
        whole: derive all that is known, such as that what is inside is not equal, and not only what one reads first.
    """
    relation = closure.relation(x, y)
    if not relation:
        sides = ([shortest(closure, x, y, literal) for literal in opposed] for opposed in _OPPOSED)
        return [d for d in next(both for both in sides if all(both)) if d]
    found: list[Derivation] = []
    shown = ANY
    rest = [literal for literal in LITERALS.values() if not relation & ~literal] if whole else []
    for literal in (*headline(relation), *rest):
        if shown & ~literal and (derivation := shortest(closure, x, y, literal)):
            found.append(derivation)
            shown &= derivation.replay()
    return found


def confidence(closure: Closure, x: str, y: str, literal: int) -> float | None:
    """Return how sure a derived literal is, from 0 to 1: independent derivations support each other. ``None`` if none of them says how sure it is.

    Only derivations that share no row are combined, by 1 - (1 - a)(1 - b); else one row would count twice. They are found greedily: the
    shortest, then the shortest without its rows, and so on.
    """
    struck: frozenset[int] = frozenset()
    doubt: float | None = None
    while derivation := shortest(closure, x, y, literal, struck):
        if not derivation.rows:
            return 1.0
        if (sure := derivation.confidence) is not None:
            doubt = (1.0 if doubt is None else doubt) * (1 - sure)
        struck |= {id(row) for row in derivation.rows}
    return None if doubt is None else 1 - doubt
