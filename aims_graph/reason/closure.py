"""All that follows from a network of statements about sets, in four passes over the order of inclusion.

The rules, complete for conjunctions of the six literals: inside is transitive; overlap goes up at both ends; apart goes down at both ends; "x is
not inside y" goes up at x and down at y, and follows where x overlaps something that is apart from y. (Give each stated overlap, each "not inside" and each
set a witness of its own in every set above it: that is a model in which nothing else holds.)

Sets of sets are Python integers used as bit sets, so that one pass is as many word-parallel unions as there are edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from aims_graph.model import Library
from aims_graph.reason.relations import (
    ANY,
    APART,
    CONTAINS,
    INSIDE,
    NOT_CONTAINING,
    NOT_INSIDE,
    OVERLAP,
)
from aims_graph.reason.statements import Edges, Network, network_of


class Closure:
    """The relations entailed by a network.

    Sets that are stated equal, directly or round a ring, share one *group*; groups are numbered so that a group comes after all that it is inside.
    ``up``, ``down``, ``overlap``, ``apart`` and ``not_inside`` hold for each group a bit set of groups. After a contradiction all of them
    still hold what follows by the rules; only the pairs for which no base relation is left say nothing.
    """

    def __init__(self, network: Network) -> None:
        """Close the network; linear in statements times the number of groups over the word length."""
        self.network = network
        self.groups = _groups(network)
        self.group = [0] * len(network.names)
        for number, members in enumerate(self.groups):
            for member in members:
                self.group[member] = number
        size = len(self.groups)
        above, below, across = (self._edges(e) for e in (network.above, network.below, network.overlaps))
        aparts, outside = self._edges(network.aparts), self._edges(network.not_inside)
        self.up, self.down = [0] * size, [0] * size
        self.overlap, self.apart, self.not_inside = [0] * size, [0] * size, [0] * size
        # An edge within a group adds nothing, for what the group has is still empty when it is its turn.
        for g in range(size):
            found = 1 << g
            for parent in above[g]:
                found |= self.up[parent]
            self.up[g] = found
        bottom_up = range(size - 1, -1, -1)
        for g in bottom_up:
            found, seen = 1 << g, self.up[g]
            for child in below[g]:
                found |= self.down[child]
                seen |= self.overlap[child]
            for other in across[g]:
                seen |= self.up[other]
            self.down[g], self.overlap[g] = found, seen
        for g in range(size):
            found = 0
            for other in aparts[g]:
                found |= self.down[other]
            for parent in above[g]:
                found |= self.apart[parent]
            self.apart[g] = found
        for g in bottom_up:
            found = self.apart[g]
            for other in across[g]:
                found |= self.apart[other]
            for other in outside[g]:
                found |= self.down[other]
            for child in below[g]:
                found |= self.not_inside[child]
            self.not_inside[g] = found

    def _edges(self, edges: Edges) -> list[list[int]]:
        """Return the same edges between groups."""
        group, to = self.group, edges.to
        return [[group[y] for x in members for y in to[x]] for members in self.groups]

    @property
    def is_consistent(self) -> bool:
        """Whether all statements can be true at once."""
        return not any(
            (overlap & apart) | (up & out)
            for overlap, apart, up, out in zip(self.overlap, self.apart, self.up, self.not_inside, strict=True)
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
        if self.up[g] >> h & 1:
            relation &= INSIDE
        if self.up[h] >> g & 1:
            relation &= CONTAINS
        if self.overlap[g] >> h & 1:
            relation &= OVERLAP
        if self.apart[g] >> h & 1:
            relation &= APART
        if self.not_inside[g] >> h & 1:
            relation &= NOT_INSIDE
        if self.not_inside[h] >> g & 1:
            relation &= NOT_CONTAINING
        return relation


@lru_cache(maxsize=4)
def closure_of(library: Library) -> Closure:
    """Return the closure of a library's rows, computed once."""
    return Closure(network_of(library))


def bits(number: int) -> Iterator[int]:
    """Yield the positions of a bit set, lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low


def _groups(network: Network) -> list[list[int]]:
    """Return the strongly connected parts of "is inside", each after all it is inside (Tarjan 1972, without recursion)."""
    above = network.above.to
    seen = [-1] * len(above)
    low = [0] * len(above)
    stacked = [False] * len(above)
    stack: list[int] = []
    groups: list[list[int]] = []
    count = 0
    for root in range(len(above)):
        if seen[root] >= 0:
            continue
        walk = [(root, iter(above[root]))]
        seen[root] = low[root] = count
        count += 1
        stack.append(root)
        stacked[root] = True
        while walk:
            x, edges = walk[-1]
            for y in edges:
                if seen[y] < 0:
                    seen[y] = low[y] = count
                    count += 1
                    stack.append(y)
                    stacked[y] = True
                    walk.append((y, iter(above[y])))
                    break
                if stacked[y]:
                    low[x] = min(low[x], seen[y])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[x])
                if low[x] == seen[x]:
                    members: list[int] = []
                    while not members or members[-1] != x:
                        members.append(stack.pop())
                        stacked[members[-1]] = False
                    groups.append(members)
    return groups
