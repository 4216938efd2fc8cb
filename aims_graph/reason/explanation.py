"""Why something follows: the shortest chain of statements that entails it, found on demand.

On these networks every entailed literal has a derivation that is one chain: down from x by inclusion, at most one step across (an overlap, an
apart, a "not inside"; for "not inside" perhaps an overlap and an apart), and on by inclusion to y. A chain is found as a shortest path through states (set,
stretch of the chain), rows first, then places in the catalogue; the closure tells which states can still reach y, so that the search meets little else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from math import prod
from weakref import WeakKeyDictionary

from aims_graph.model import Mapping
from aims_graph.reason.bitsets import Asked, has, to_ask
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
        """The product of its rows' confidences; a place in the catalogue is certain. ``None`` if a row does not say how sure it is."""
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
    # What was queued for each state and would be taken first: what would not be taken before it is not queued, so that no two are alike up to the
    # statement, which has no order.
    best: dict[_State, tuple[int, int, _State]] = {}
    known = _KNOWN.setdefault(closure, {})
    queue: list[tuple[int, int, _State, _State, Statement | None]] = [(0, 0, first, first, None)]
    while queue:
        rows, steps, state, origin, by = heappop(queue)
        if state in came:
            continue
        came[state] = origin, by
        if state == last:
            return Derivation(x, y, literal, tuple(_steps(closure, came, last, first)))
        moves = known.get(state)
        if moves is None:
            moves = known[state] = _moves(closure, state)
        for to, then, g, row, step, statement in moves:
            if then not in reach or to in came or not has(reach[then], g):
                continue
            taken = rows + (row is not None), steps + step, state
            if (row is None or row not in struck) and (to not in best or taken < best[to]):
                best[to] = taken
                heappush(queue, (taken[0], taken[1], to, state, statement))
    return None


#: A step: the state it leads to, that state's stretch and group, the ``id`` of its row, if it has one, whether it is a step of the chain, and its
#: statement; for turning from down to up where one stands there is none.
_Move = tuple[_State, int, int, int | None, int, Statement | None]
#: For each closure the steps from the states that a search came through.
_KNOWN: WeakKeyDictionary[Closure, dict[_State, tuple[_Move, ...]]] = WeakKeyDictionary()


def _moves(closure: Closure, state: _State) -> tuple[_Move, ...]:
    """Return what is reachable in one step."""
    at, stretch = state
    group = closure.group
    turned: list[_Move] = [((at, _UP), _UP, group[at], None, 0, None)] if stretch == _DOWN else []
    return *turned, *(
        ((to, then), then, group[to], id(statement.row) if statement.row else None, 1, statement)
        for literal, then in _MOVES[stretch]
        for to, statement in closure.network.edges(at, literal)
    )


def _reach(closure: Closure, goal: int, literal: int) -> dict[int, Asked]:
    """Return for each stretch a chain for the literal may have the groups from which the rest of it is entailed."""
    g = closure.group[goal]
    if literal == INSIDE:
        found = {_UP: closure.down}
    elif literal == OVERLAP:
        found = {_DOWN: closure.overlap, _UP: closure.down}
    else:
        found = {_UP: closure.apart, _DOWN_AGAIN: closure.up}
        if literal == NOT_INSIDE:
            found[_DOWN] = closure.not_containing
    return {stretch: to_ask(relation.rows[g]) for stretch, relation in found.items()}


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


@lru_cache(maxsize=64)
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
    """Return how sure a derived literal is, from 0 to 1: independent derivations support each other. ``None`` if no derivation says it.

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
