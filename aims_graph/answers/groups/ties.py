"""How strongly two requirements pull towards one process or record: a weighted graph of all that may be assessed.

Four things tie, each with a weight of its own (``TieWeights``): a row of what both demand, the more of each is met and the surer the row, the stronger; a
support; common topics and the function that leads the work; and the place in the framework, where children of one parent share
one unit of tie each, so that three points of a paragraph hold together and thirty controls of a chapter do not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import networkx as nx

from aims_graph.model import About, Library, Mapping, Requirement

#: How much of a side is met, in numbers: the middle of what docs/reading.md calls by each word.
SHARES = {"all": 1.0, "most": 0.75, "some": 0.3, "none": 0.0}
#: What a topic weighs at its place: the main topic first.
PLACES = (1.0, 0.5, 0.25)


@dataclass(frozen=True)
class TieWeights:
    """How much a tie of each kind counts when it is as strong as it can be."""

    row: float = 2.0
    support: float = 0.5
    about: float = 1.0
    place: float = 2.0
    #: What remains of a common topic where another function leads the work.
    other_function: float = 0.6


def assessable(library: Library) -> list[Requirement]:
    """Return every requirement of the mapped frameworks that can be assessed, in the order of frameworks and standards."""
    return [r for framework in library.mapped for r in library.members(framework.id) if r.assessable]


def ties(library: Library, without: Collection[Mapping] = (), weights: TieWeights | None = None) -> nx.Graph[int]:
    """Return the graph of ties: nodes are places in ``assessable``, edges have a ``weight`` (above 0).

    Numbers and not ids are the nodes because networkx walks through sets of them: of numbers the order is always the same.

    Args:
        library: what is read.
        without: rows that are left out.
        weights: how much each kind of tie counts; as tried in benchmarks/groups.py if none are given.
    """
    w = weights or TieWeights()
    members = assessable(library)
    number = {r.id: n for n, r in enumerate(members)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(members)))

    def tie(left: str, right: str, weight: float) -> None:
        if left in number and right in number and weight > 0:
            a, b = sorted((number[left], number[right]))
            before = graph.get_edge_data(a, b, {}).get("weight", 0.0)
            graph.add_edge(a, b, weight=before + weight)

    struck = {row.row_id for row in without}
    for row in library.mappings:
        if row.is_counterpart and row.row_id not in struck:
            strength = (SHARES.get(row.subject_met, 0) + SHARES.get(row.object_met, 0)) / 2
            # A row that does not say how sure it is counts as it stands.
            sure = 1.0 if row.confidence is None else row.confidence
            tie(row.subject_id, row.object_id, w.row * strength * sure)
    for support in library.supports:
        tie(support.giver, support.taker, w.support * support.confidence)
    for left, right in combinations([r.id for r in members if r.id in library.about_of], 2):
        a, b = library.about_of[left], library.about_of[right]
        if set(a.topics) & set(b.topics):
            same = a.functions[:1] == b.functions[:1]
            tie(left, right, w.about * likeness(a, b) * (1 if same else w.other_function))
    for parent, children in library.children.items():
        # A parent with a text of its own is one of its family.
        family = [name for name in (parent, *children) if name in number]
        for left, right in combinations(family, 2):
            tie(left, right, w.place / (len(family) - 1))
    return graph


def likeness(left: About, right: About) -> float:
    """Return how like two requirements are in their topics: the cosine between them, the main topic weighing most (0 to 1)."""
    a, b = (dict(zip(about.topics, PLACES, strict=False)) for about in (left, right))
    dot = sum(weight * b.get(topic, 0) for topic, weight in a.items())
    lengths = sqrt(sum(x * x for x in a.values())) * sqrt(sum(x * x for x in b.values()))
    return dot / lengths if lengths else 0.0
