"""The mappings as a graph."""

import networkx as nx

from aims_graph.graph.network import graphml, mapping_network, neighbourhood


def test_rows_are_edges_with_their_data(library):
    network = mapping_network(library)
    rows = [row for row in library.mappings if row.is_counterpart]
    edges = [d for *_, d in network.edges(data=True) if d["kind"] == "mapping"]
    assert len(edges) == len(rows)
    assert nx.has_path(network.to_undirected(), "iso27001:A.8.15", "airmf:MEASURE-2.4")


def test_a_neighbourhood_is_what_the_rows_say(library):
    near = neighbourhood(mapping_network(library), "iso42001:A.6.2.8")
    expected = {
        row.object_id for row in library.mappings if row.subject_id == "iso42001:A.6.2.8" and row.is_counterpart
    }
    assert set(near) == expected | {"iso42001:A.6.2.8"}


def test_graphml_is_readable_again(library):
    near = neighbourhood(mapping_network(library), "iso42001:A.6.2.8")
    assert set(nx.parse_graphml(graphml(near), force_multigraph=True)) == set(near)
