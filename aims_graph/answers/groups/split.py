"""Split the requirements into groups by their ties: three ways, each deterministic, each kept within a least and a largest size.

- *greedy*: modularity merged greedily (Clauset, Newman, Moore: Physical Review E 70:066111, 2004).
- *louvain*: modularity by moving nodes (Blondel et al.: J. Stat. Mech. P10008, 2008), of one seed.
- *consensus*: many runs of louvain, those that most runs put together tied and split once more, until all runs agree
  (Lancichinetti, Fortunato: Scientific Reports 2:336, 2012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations

import networkx as nx

#: A split: groups of places, in the order of their first.
Split = list[list[int]]
#: A group smaller than this goes to the one it is tied to most; one larger than that is split again.
SMALLEST, LARGEST = 3, 18
#: How finely modularity divides (its parameter gamma); chosen with benchmarks/groups.py.
RESOLUTION = 3.0
#: Beyond this a group that is too large has no seam.
FINEST = 8.0
RUNS = 20
#: The share of runs two must be together in, to be tied in the next round.
THRESHOLD = 0.5
ROUNDS = 10


def greedy(graph: nx.Graph[int], resolution: float = RESOLUTION, seed: int = 1) -> Split:
    """Return the groups that merging greedily finds; the seed has no effect."""
    found = nx.community.greedy_modularity_communities(graph, weight="weight", resolution=resolution)
    return fitted(graph, [sorted(group) for group in found])


def louvain(graph: nx.Graph[int], resolution: float = RESOLUTION, seed: int = 1) -> Split:
    """Return the groups that moving nodes finds, in an order drawn with the seed."""
    return fitted(graph, _louvain(graph, resolution, seed))


def consensus(graph: nx.Graph[int], resolution: float = RESOLUTION, seed: int = 1) -> Split:
    """Return the groups that many runs agree on; the seed is that of the first."""
    current = graph
    runs: list[Split] = []
    for turn in range(ROUNDS):
        runs = [_louvain(current, resolution if turn == 0 else 1.0, seed + n) for n in range(RUNS)]
        if all(run == runs[0] for run in runs):
            break
        together = Counter(pair for run in runs for group in run for pair in combinations(group, 2))
        current = nx.Graph()
        current.add_nodes_from(sorted(graph))
        current.add_weighted_edges_from(
            (a, b, n / RUNS) for (a, b), n in sorted(together.items()) if n >= THRESHOLD * RUNS
        )
    return fitted(graph, runs[0])


METHODS: dict[str, Callable[[nx.Graph[int], float, int], Split]] = {
    "greedy": greedy,
    "louvain": louvain,
    "consensus": consensus,
}


def _louvain(graph: nx.Graph[int], resolution: float, seed: int) -> Split:
    found = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    return sorted(sorted(group) for group in found)


def fitted(graph: nx.Graph[int], groups: Sequence[list[int]]) -> Split:
    """Return the groups with the large ones split further where that is possible, and the small ones joined to what they are tied to most."""
    parts: Split = []
    for group in groups:
        parts += _divided(graph, list(group))
    while True:
        small = min((g for g in parts if len(g) < SMALLEST), key=lambda g: (len(g), g), default=None)
        if small is None:
            return sorted(parts)
        others = [g for g in parts if g is not small and len(g) + len(small) <= LARGEST]
        pull = [(_tie(graph, small, other) / len(other), other) for other in others]
        strongest = max(pull, key=lambda p: (p[0], [-n for n in p[1]]), default=(0.0, []))
        parts.remove(small)
        if strongest[0] > 0:
            parts.remove(strongest[1])
            parts.append(sorted(strongest[1] + small))
        else:
            # Tied to nothing that has room: it stays as it is, at the end, where it is not looked at again.
            return sorted([*parts, small])


def _divided(graph: nx.Graph[int], group: list[int], resolution: float = 1.0) -> Split:
    """Split a group that is too large within itself, more finely where it does not come apart; one that has no seam stays whole."""
    if len(group) <= LARGEST or resolution > FINEST:
        return [sorted(group)]
    found = _louvain(graph.subgraph(group).copy(), resolution, 1)
    finer = 1.0 if len(found) > 1 else resolution * 1.5
    return [part for piece in found for part in _divided(graph, piece, finer)]


def _tie(graph: nx.Graph[int], left: list[int], right: list[int]) -> float:
    return sum(float(graph[a][b]["weight"]) for a in left for b in right if graph.has_edge(a, b))
