"""What must stand before a requirement can be done: the chain of supports and of what the frameworks themselves put first, in order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from aims_graph.identifiers import check_ids
from aims_graph.model import Library, Requirement

#: The kinds of link inside a framework in which the subject waits for the object -> how: it needs it, has its content there, or carries it out.
WAITS = {"needs": "needed", "repeats": "content", "performs": "carried out"}


@dataclass(frozen=True)
class Handover:
    """One edge of the plan: who gives what to whom, and where that is written."""

    giver: Requirement
    taker: Requirement
    thing: str
    kind: str
    source: str


@dataclass(frozen=True)
class Step:
    """A requirement of the plan: how many steps it stands from the first (0), and what it waits for.

    ``ring`` holds all requirements that wait for each other, this one among them; they are done together. It is empty where there is no ring.
    """

    rank: int
    requirement: Requirement
    waits_for: tuple[Handover, ...]
    ring: tuple[Requirement, ...]


@dataclass(frozen=True)
class Plan:
    """What must stand before some requirement: its steps, first things first, the parts of what is waited for among them."""

    target: Requirement
    steps: tuple[Step, ...]


def plan_before(library: Library, requirement_id: str, frameworks: Collection[str] = ()) -> Plan:
    """Return the plan of work before a requirement and its parts, over some frameworks.

    Requirements that wait for each other are put into one rank (strongly connected components, R. Tarjan 1972); the ranks are the
    topological generations of what is left.

    Args:
        library: the content.
        requirement_id: what is to be done.
        frameworks: ids of the frameworks to look in beside that of the requirement; by default all.

    Raises:
        KeyError: if there is no such requirement.
        AimsError: if there is no framework of an id.
    """
    check_ids(frameworks, library)
    target = library.requirements[requirement_id]
    chosen = frozenset((target.framework, *(frameworks or library.frameworks)))
    graph = _graph(library, chosen)
    part = graph.subgraph({target.id, *nx.ancestors(graph, target.id)} if target.id in graph else ())
    whole = nx.condensation(part)
    steps = []
    for rank, components in enumerate(nx.topological_generations(whole)):
        for component in components:
            members = sorted(whole.nodes[component]["members"], key=library.place)
            ring = tuple(library.requirements[m] for m in members) if len(members) > 1 else ()
            for name in members:
                edges = [e["handover"] for _, _, e in part.in_edges(name, data=True) if "handover" in e]
                edges.sort(key=lambda h: library.place(h.giver.id))
                steps.append(Step(rank, library.requirements[name], tuple(edges), ring))
    steps.sort(key=lambda s: (s.rank, library.place(s.requirement.id)))
    return Plan(target, tuple(steps))


@lru_cache(maxsize=8)
def _graph(library: Library, chosen: frozenset[str]) -> nx.MultiDiGraph[str]:
    """Return giver -> taker, over the requirements of the chosen frameworks, and part -> whole; an edge for each line that says so."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    at = library.requirements
    graph.add_edges_from((r.id, r.parent) for r in at.values() if r.parent and r.framework in chosen)
    edges = [
        *((x.object_id, x.subject_id, x.note, WAITS[x.kind], str(x.source)) for x in library.links if x.kind in WAITS),
        *((s.giver, s.taker, s.thing, s.kind, str(s.source)) for s in library.supports),
    ]
    for giver, taker, thing, kind, source in edges:
        if at[giver].framework in chosen and at[taker].framework in chosen:
            graph.add_edge(giver, taker, handover=Handover(at[giver], at[taker], thing, kind, source))
    return graph
