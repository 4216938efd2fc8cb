"""Which sets are one: the strongly connected parts of "is inside"."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def strongly_connected(sets: Iterable[int], above: Callable[[int], Iterable[int]]) -> list[tuple[int, ...]]:
    """Return the strongly connected parts, each after all that it is inside (Tarjan 1972, without recursion).

    Args:
        sets: the sets to part.
        above: the sets a set is stated to be inside; all of them must be among ``sets``.
    """
    seen: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    groups: list[tuple[int, ...]] = []
    for root in sets:
        if root in seen:
            continue
        walk = [(root, iter(above(root)))]
        seen[root] = low[root] = len(seen)
        stack.append(root)
        stacked.add(root)
        while walk:
            x, edges = walk[-1]
            for y in edges:
                if y not in seen:
                    seen[y] = low[y] = len(seen)
                    stack.append(y)
                    stacked.add(y)
                    walk.append((y, iter(above(y))))
                    break
                if y in stacked:
                    low[x] = min(low[x], seen[y])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[x])
                if low[x] == seen[x]:
                    members: list[int] = []
                    while not members or members[-1] != x:
                        members.append(stack.pop())
                        stacked.discard(members[-1])
                    groups.append(tuple(members))
    return groups
