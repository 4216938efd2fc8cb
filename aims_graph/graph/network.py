"""The mappings as a networkx multigraph: neighbourhoods, paths, hubs, and GraphML for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from aims_graph.model import Library

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]


def mapping_network(library: Library) -> Network:
    """Return requirements as nodes and positive rows as edges, keyed by their row id, with all the row says as edge data.

    Hierarchy stands in it as edges of kind ``broader``, so that a path may go by way of a parent.
    """
    network: Network = nx.MultiDiGraph()
    for r in library.requirements.values():
        if library.frameworks[r.framework].role == "framework":
            network.add_node(
                r.id, framework=r.framework, number=r.number, title=r.title, kind=r.kind, assessable=r.assessable
            )
            if r.parent:
                network.add_edge(r.id, r.parent, key="broader", kind="broader")
    for row in library.mappings:
        if row.is_counterpart:
            network.add_edge(
                row.subject_id,
                row.object_id,
                key=row.row_id,
                kind="mapping",
                relation=row.relation,
                subject_met=row.subject_met,
                object_met=row.object_met,
                shared=row.shared,
                subject_only=row.subject_only,
                object_only=row.object_only,
                confidence=row.confidence,
                source=str(row.source),
            )
    return network


def neighbourhood(network: Network, requirement: str, steps: int = 1) -> Network:
    """Return the part of the network within so many mappings of a requirement, in either direction.

    Raises:
        networkx.NodeNotFound: if the requirement is no node.
    """
    mappings = [(a, b, k) for a, b, k, data in network.edges(keys=True, data=True) if data["kind"] == "mapping"]
    rows_only: Any = network.edge_subgraph(mappings)  # type: ignore[arg-type]  # a multigraph wants the key
    if requirement not in rows_only:
        alone: Network = network.subgraph([requirement]).copy()
        return alone
    near: Network = nx.ego_graph(rows_only, requirement, radius=steps, undirected=True)
    return near


def graphml(network: Network) -> str:
    """Return the network as GraphML text."""
    return "\n".join(nx.generate_graphml(network)) + "\n"
