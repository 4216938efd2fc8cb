"""How well two splits agree, and how stable one is when a few rows are struck or another seed is drawn."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import comb, log
from statistics import mean, median

import networkx as nx

from aims_graph.answers.groups.split import METHODS, RESOLUTION, Split
from aims_graph.answers.groups.ties import TieWeights, ties
from aims_graph.errors import check_number
from aims_graph.model import Library


def adjusted_rand(left: Split, right: Split) -> float:
    """Return the adjusted Rand index of two splits of the same things: 1 the same, 0 what chance gives (Hubert, Arabie: J. Classification 2:193, 1985).

    >>> adjusted_rand([[1, 2], [3, 4]], [[1, 2], [3, 4]]), round(adjusted_rand([[1, 2], [3, 4]], [[1, 3], [2, 4]]), 3)
    (1.0, -0.5)
    >>> adjusted_rand([[1, 2, 3]], [[1, 2, 3]]), adjusted_rand([[1], [2], [3]], [[1], [2], [3]])
    (1.0, 1.0)
    >>> adjusted_rand([[1]], [[1]]), adjusted_rand([], [])
    (1.0, 1.0)
    """
    both = sum(comb(n, 2) for n in _cells(left, right).values())
    a, b = (sum(comb(len(group), 2) for group in split) for split in (left, right))
    chance = a * b / max(1, comb(sum(map(len, left)), 2))  # of one thing alone there is no pair
    return (both - chance) / ((a + b) / 2 - chance) if (a + b) / 2 != chance else 1.0


def mutual_information(left: Split, right: Split) -> float:
    """Return the normalised mutual information of two splits of the same things, by the mean of their entropies (0 to 1).

    >>> mutual_information([[1, 2], [3, 4]], [[3, 4], [1, 2]]), mutual_information([[1, 2, 3]], [[1, 2, 3]])
    (1.0, 1.0)
    """
    total = sum(map(len, left))
    entropy = [-sum(len(g) / total * log(len(g) / total) for g in split) for split in (left, right)]
    shared = sum(
        n / total * log(n * total / (len(left[i]) * len(right[j]))) for (i, j), n in _cells(left, right).items()
    )
    return 2 * shared / sum(entropy) if sum(entropy) else 1.0


def _cells(left: Split, right: Split) -> Counter[tuple[int, int]]:
    place = {member: j for j, group in enumerate(right) for member in group}
    return Counter((i, place[member]) for i, group in enumerate(left) for member in group)


@dataclass(frozen=True)
class Figures:
    """How one method splits at one resolution, and how stable it is.

    ``modularity`` is that of the split in the graph of ties, at resolution 1. ``struck`` and ``struck_information`` are the mean adjusted Rand index and mutual information
    between the split and that without 1 % of the rows, ``struck_worst`` the lowest index; ``tenth`` the mean index without 10 % of them; ``seeds`` the mean index between splits of other seeds.
    """

    method: str
    resolution: float
    groups: int
    median_size: float
    smallest: int
    largest: int
    modularity: float
    struck: float
    struck_worst: float
    struck_information: float
    tenth: float
    seeds: float


def figures(
    library: Library,
    method: str,
    resolution: float = RESOLUTION,
    weights: TieWeights | None = None,
    trials: int = 20,
    seeds: int = 5,
) -> Figures:
    """Return the figures of one method; the same rows are struck for every method and resolution.

    Raises:
        AimsError: if the trials are below 1, or the seeds, of which pairs are compared, below 2.
    """
    check_number("trials", trials, 1)
    check_number("seeds", seeds, 2)
    how = METHODS[method]
    graph = ties(library, weights=weights)
    whole = how(graph, resolution, 1)
    rows = [row for row in library.mappings if row.is_counterpart]
    draw = random.Random(1)

    def without(share: float) -> list[Split]:
        struck = (draw.sample(rows, max(1, round(len(rows) * share))) for _ in range(trials))
        return [how(ties(library, gone, weights), resolution, 1) for gone in struck]

    changed = without(0.01)
    indices = [adjusted_rand(whole, split) for split in changed]
    drawn = [how(graph, resolution, 1000 * n + 1) for n in range(seeds)]
    sizes = sorted(map(len, whole))
    return Figures(
        *(method, resolution, len(whole), median(sizes), sizes[0], sizes[-1]),
        nx.community.modularity(graph, [set(group) for group in whole], weight="weight"),
        *(mean(indices), min(indices), mean(mutual_information(whole, split) for split in changed)),
        mean(adjusted_rand(whole, split) for split in without(0.1)),
        mean(adjusted_rand(a, b) for a, b in combinations(drawn, 2)),
    )
