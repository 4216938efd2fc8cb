"""All that follows from a network of statements about sets, in one pass over the order of inclusion for each relation.

The rules, complete for conjunctions of the six literals: inside is transitive; overlap goes up at both ends; apart goes down at both ends; "x is
not inside y" goes up at x and down at y, and follows where x overlaps something that is apart from y. (Give each stated overlap, each "not inside" and each
set a witness of its own in every set above it: that is a model in which nothing else holds.)

So the row of a set in each relation is the union of certain rows of the sets it is stated to be something to (``_MADE_OF``). Where some rows of
a mapping change, only the rows of the closure that rest on them are made again, in the same order; and what rests on a row that comes out as it
was is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from heapq import heapify, heappop, heappush
from itertools import accumulate, chain, compress, islice, pairwise

from aims_graph.model import Library, Mapping
from aims_graph.reason.bitsets import BitMatrix, Heads, Row, bits, count, has, meet, members, ordered, same, unions
from aims_graph.reason.groups import strongly_connected
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
    converse,
)
from aims_graph.reason.statements import STATES, Network, Statement, network_of

__all__ = ["Closure", "bits", "closed", "closure_of"]

#: Relation -> what the row of a set in it is the union of: for each set that it is stated to have the literal to, that set's row in the relation.
#: (Each set equals itself.) Each relation is made of itself, which comes first, going up or down the order of inclusion, and of relations before it:
#: what has most in it first, for of what is there already no more is united.
_MADE_OF = {
    "up": ((INSIDE, "up"),),
    "down": ((CONTAINS, "down"),),
    "overlap": ((CONTAINS, "overlap"), (EQ, "up"), (OVERLAP, "up")),
    "apart": ((INSIDE, "apart"), (APART, "down")),
    "not_inside": ((CONTAINS, "not_inside"), (EQ, "apart"), (OVERLAP, "apart"), (NOT_INSIDE, "down")),
    "not_containing": ((INSIDE, "not_containing"), (APART, "overlap"), (NOT_CONTAINING, "up")),
}
#: Each set is inside itself and contains itself. What has a set in such a row has all that this set has in its own.
_ORDERS = ("up", "down")
_AT_ONCE = ("up", "down", "overlap", "apart", "not_inside")
_OF_LITERAL = {INSIDE: "up", OVERLAP: "overlap", APART: "apart", NOT_INSIDE: "not_inside"}
#: Up to so many groups all rows are bits, two kibibytes at most: shorter ones would save little and take as long.
_ONLY_BITS = 1 << 14
#: A tuple takes 64 bits for a number. Up to four times the memory of bits is spent on it, for to make bits of many numbers takes long.
_NUMBER = 16

#: Literal -> group -> the groups that it is stated to.
_AllNear = dict[int, list[tuple[int, ...]]]


class Closure:
    """The relations entailed by a network.

    Sets that are stated equal, directly or round a ring, share one *group*. ``up``, ``down``, ``overlap``, ``apart``, ``not_inside`` and
    ``not_containing`` hold for each group a bit set of groups. After a contradiction all of them still hold what follows by the rules; only the pairs for
    which no base relation is left say nothing.

    A closure never changes; ``without`` and ``adding`` make another that shares what is the same. There a group that is still the same keeps its number,
    and no other group ever gets it: the numbers of groups that are no more have no members.
    """

    up: BitMatrix
    down: BitMatrix
    overlap: BitMatrix
    apart: BitMatrix
    not_inside: BitMatrix

    def __init__(self, network: Network) -> None:
        """Close the network; linear in statements times the length of the rows they unite."""
        self.network = network
        self.groups = strongly_connected(range(len(network.names)), lambda x: network.stated(x, INSIDE))
        self.group = [0] * len(network.names)
        for number, group in enumerate(self.groups):
            for member in group:
                self.group[member] = number
        size = len(self.groups)
        #: How many numbers a row may keep as a tuple.
        self._most = size // _NUMBER if size > _ONLY_BITS else 0
        self._nothing: Row = () if self._most else 0
        near = self._all_near(_AT_ONCE)
        for relation in _AT_ONCE:
            self._close(relation, range(size), near)

    def without(self, rows: Iterable[Mapping]) -> Closure:
        """Return the closure as if these rows had not been written."""
        rows = list(rows)
        return self._changed(self.network.without(rows), self.network.of_rows(rows))

    def adding(self, statements: Iterable[Statement]) -> Closure:
        """Return the closure with these statements as well.

        Raises:
            KeyError: if one is about a set that has no name in the network.
        """
        statements = list(statements)
        return self._changed(self.network.adding(statements), statements)

    @cached_property
    def not_containing(self) -> BitMatrix:
        """The converse of ``not_inside``, made when first asked for."""
        self._close(
            "not_containing", sorted(range(len(self.groups)), key=self._depth), self._all_near(["not_containing"])
        )
        return self.not_containing

    @property
    def is_consistent(self) -> bool:
        """Whether all statements can be true at once."""
        rows = (getattr(self, relation).rows for relation in ("overlap", "apart", "up", "not_inside"))
        return not any(
            meet(overlap, apart) or meet(up, outside) for overlap, apart, up, outside in zip(*rows, strict=True)
        )

    def relation(self, x: str, y: str) -> int:
        """Return what two sets may be to each other: a set of base relations, empty where the rows contradict each other on this very pair.

        Raises:
            KeyError: if a name is not in the network.
        """
        return self.between(self.group[self.network.position[x]], self.group[self.network.position[y]])

    def between(self, g: int, h: int) -> int:
        """Return the same for two groups."""
        relation = ANY
        for literal in LITERALS.values():
            if self.entails(g, h, literal):
                relation &= literal
        return relation

    def entails(self, g: int, h: int, literal: int) -> bool:
        """Whether one of the six literals holds between two groups."""
        if literal in (CONTAINS, NOT_CONTAINING):
            g, h, literal = h, g, converse(literal)
        return has(getattr(self, _OF_LITERAL[literal]).rows[g], h)

    def differing(self, other: Closure) -> list[int]:
        """Return sets, one at least of each pair of which the other closure says something else, if one was made from the other."""
        pairs = [(self.groups, other.groups)]
        pairs += [(getattr(self, relation).rows, getattr(other, relation).rows) for relation in _AT_ONCE]
        unlike = {g for ours, theirs in pairs for g, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a is not b}
        return [x for x, (g, h) in enumerate(zip(self.group, other.group, strict=False)) if g != h or g in unlike]

    def _depth(self, g: int) -> int:
        """Return a number that grows from each group to all that it contains."""
        return count(self.up.rows[g])

    def _near(self) -> dict[int, _Near]:
        return {literal: _Near(self, literal) for literal in (EQ, *LITERALS.values())}

    def _all_near(self, relations: Iterable[str]) -> _AllNear:
        """Return the same of all groups at once, for the literals that some relations are made of.

        Tuples, for so many lists would make the garbage collector go over all that the program holds.
        """
        network = self.network
        order = list(chain.from_iterable(self.groups))
        to = list(map(self.group.__getitem__, chain.from_iterable(map(network.to.__getitem__, order))))
        stated = b"".join(map(network.relations.__getitem__, order))
        ends = accumulate((sum(len(network.to[x]) for x in members) for members in self.groups), initial=0)
        stretches = list(pairwise(ends))
        near: _AllNear = {EQ: [(g,) for g in range(len(self.groups))]}
        for literal in {literal for relation in relations for literal, _ in _MADE_OF[relation]} - {EQ}:
            chosen = stated.translate(STATES[literal])
            found = compress(to, chosen)
            near[literal] = [tuple(islice(found, chosen.count(1, start, end))) for start, end in stretches]
        return near

    def _maker(self, relation: str, parts: Iterable[tuple[Heads, str]]) -> Callable[[int], Row]:
        """Return the function that makes the row of a group from those it rests on."""
        united = [(near, getattr(self, of).rows, of in _ORDERS) for near, of in parts]
        return unions(united, relation in _ORDERS, self._most)

    def _close(self, relation: str, top_down: Sequence[int], near: _AllNear) -> None:
        """Make all rows of a relation; of the sets that a set is stated to be inside, or to contain, only the nearest are left then."""
        rows = [self._nothing] * len(self.groups)
        setattr(self, relation, BitMatrix(rows))
        itself, *others = _MADE_OF[relation]
        if relation in _ORDERS and self._most:
            near[itself[0]] = ordered(near[itself[0]], rows, _goes_down(relation), self._most)
            return
        parts = [(near[literal], of) for literal, of in others if any(near[literal]) and any(getattr(self, of).rows)]
        if parts or relation in _ORDERS:
            make = self._maker(relation, [(near[itself[0]], relation), *parts])
            for g in top_down if _goes_down(relation) else reversed(top_down):
                rows[g] = make(g)

    def _changed(self, network: Network, statements: list[Statement]) -> Closure:
        """Return the closure of a network that differs from this one's by these statements."""
        if len(self.groups) > 2 * len(network.names):
            return Closure(network)  # By now most numbers are of groups that are no more.
        after = Closure.__new__(Closure)
        after.network, after._most, after._nothing = network, self._most, self._nothing
        after.group, after.groups = self.group[:], self.groups[:]
        for relation in _AT_ONCE:
            setattr(after, relation, BitMatrix(getattr(self, relation).rows[:]))
        ends = [(network.position[s.subject], s.relation) for s in statements]
        ends += [(network.position[s.object], converse(s.relation)) for s in statements]
        region, new = after._part_again({self.group[x] for x, stated in ends if STATES[INSIDE][stated]})
        place = {g: n for n, g in enumerate(region)}
        near = after._near()
        beside = {h for g in new for groups in near.values() for h in groups[g]}
        unlike: dict[str, set[int]] = {}
        for relation in _AT_ONCE:
            to_make = set(beside)
            for literal, of in _MADE_OF[relation]:
                if literal != EQ:
                    to_make |= {after.group[x] for x, stated in ends if STATES[literal][stated]}
                to_make |= {h for g in unlike.get(of, ()) for h in near[converse(literal)][g]}
            if relation == "up":
                unlike["up"] = after._make_again("up", to_make & place.keys(), near, place.__getitem__)
            else:
                unlike[relation] = after._make_again(relation, to_make, near, after._depth)
        return after

    def _part_again(self, changed: set[int]) -> tuple[list[int], list[int]]:
        """Find the groups anew among all that groups with other sets above them contain.

        Returns:
            these groups, each after all that it is inside, and those of them that are new.
        """
        within = {h for g in changed for h in members(self.down.rows[g])}
        group, groups = self.group[:], self.groups
        parts = strongly_connected(
            [x for g in sorted(within) for x in groups[g]],
            lambda x: [y for y in self.network.stated(x, INSIDE) if group[y] in within],
        )
        region, new = [], []
        for part in parts:
            g = group[part[0]]
            if len(part) != len(groups[g]) or any(group[x] != g for x in part):
                g = len(groups)
                new.append(g)
                groups.append(part)
                for relation in _AT_ONCE:
                    getattr(self, relation).rows.append(self._nothing)
                for x in part:
                    self.group[x] = g
            region.append(g)
        for g in within.difference(region):
            groups[g] = ()
            for relation in _AT_ONCE:
                getattr(self, relation).rows[g] = self._nothing
        return region, new

    def _make_again(
        self, relation: str, to_make: Iterable[int], near: dict[int, _Near], depth: Callable[[int], int]
    ) -> set[int]:
        """Make rows of a relation again, and those that rest on what became of them; return which are unlike before."""
        make = self._maker(relation, [(near[literal], of) for literal, of in _MADE_OF[relation]])
        rows, resting = getattr(self, relation).rows, near[_resting(relation)]
        sign = 1 if _goes_down(relation) else -1
        queue = [(sign * depth(g), g) for g in to_make]
        heapify(queue)
        queued, unlike = set(to_make), set()
        while queue:
            _, g = heappop(queue)
            before, rows[g] = rows[g], self._nothing
            row = make(g)
            if same(row, before):
                rows[g] = before
                continue
            rows[g] = row
            unlike.add(g)
            for h in resting[g]:
                if h not in queued:
                    queued.add(h)
                    heappush(queue, (sign * depth(h), h))
        return unlike


class _Near(dict[int, list[int]]):
    """For each group asked for, the groups that one literal is stated to, from any member to any member; equal is a group to itself."""

    def __init__(self, closure: Closure, literal: int) -> None:
        """Begin empty."""
        super().__init__()
        self.closure, self.literal = closure, literal

    def __missing__(self, g: int) -> list[int]:
        """Look a group up, once."""
        if self.literal == EQ:
            return [g]
        group, network = self.closure.group, self.closure.network
        found = self[g] = [group[y] for x in self.closure.groups[g] for y in network.stated(x, self.literal)]
        return found


def _goes_down(relation: str) -> bool:
    """Whether a relation goes down the order of inclusion, from each set to what is inside it."""
    return _MADE_OF[relation][0][0] == INSIDE


def _resting(relation: str) -> int:
    """Return the literal a group is stated to have to those whose rows rest on its own."""
    return converse(_MADE_OF[relation][0][0])


@lru_cache(maxsize=4)
def closed(network: Network) -> Closure:
    """Return the closure of a network, computed once."""
    return Closure(network)


@lru_cache(maxsize=4)
def closure_of(library: Library) -> Closure:
    """Return the closure of a library's rows, computed once."""
    return closed(network_of(library))
