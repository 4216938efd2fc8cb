"""What the endpoint says of itself, in the W3C vocabulary for services (https://www.w3.org/TR/sparql11-service-description/) and in VoID."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from aims_graph.graph.store import open_store, store_path
from aims_graph.graph.written import GRAPHS
from aims_graph.model import Library
from aims_graph.pack.names import FIXED

_SD, _VOID, _FORMATS = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/formats/",
)
_RDF_TYPE = NamedNode(FIXED["rdf"] + "type")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_RDF = ("Turtle", "TriG", "N-Triples", "N-Quads", "JSON-LD", "RDF_XML")
_COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
_ALL = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"


def description(library: Library, address: str, form: str) -> bytes:
    """Return the description of the service in one of the forms of a graph.

    Args:
        library: the content that is served.
        address: where it is served.
        form: a form of :data:`aims_graph.graph.written.GRAPHS`.
    """
    graphs, merged = _counts(library)
    prefixes = {"sd": _SD, "void": _VOID, "formats": _FORMATS, "xsd": FIXED["xsd"]}
    written = pyoxigraph.serialize(_triples(NamedNode(address), graphs, merged), format=GRAPHS[form], prefixes=prefixes)
    assert written is not None
    return written


def _triples(endpoint: NamedNode, graphs: tuple[tuple[str, int], ...], merged: int) -> Iterator[Triple]:
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    yield Triple(service, _RDF_TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in (*_RESULTS, *_RDF):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(service, _sd("availableGraphs"), dataset)
    yield Triple(dataset, _RDF_TYPE, _sd("Dataset"))
    yield Triple(dataset, _RDF_TYPE, _sd("GraphCollection"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, _RDF_TYPE, _sd("Graph"))
    yield Triple(default, NamedNode(_VOID + "triples"), Literal(merged))
    for number, (name, triples) in enumerate(graphs):
        named, graph = BlankNode(f"n{number}"), BlankNode(f"g{number}")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield Triple(named, _RDF_TYPE, _sd("NamedGraph"))
        yield Triple(named, _sd("name"), NamedNode(name))
        yield Triple(named, _sd("graph"), graph)
        yield Triple(graph, _RDF_TYPE, _sd("Graph"))
        yield Triple(graph, NamedNode(_VOID + "triples"), Literal(triples))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _counts(library: Library) -> tuple[tuple[tuple[str, int], ...], int]:
    """Return the triples of each graph, by name, and those of all together, each counted once."""
    return _counted(library, str(store_path(library)))


@lru_cache(maxsize=2)
def _counted(library: Library, _store: str) -> tuple[tuple[tuple[str, int], ...], int]:
    store = open_store(library)
    rows: Any = store.query(_COUNTS)
    whole: Any = store.query(_ALL, use_default_graph_as_union=True)
    return tuple((row["graph"].value, int(row["triples"].value)) for row in rows), int(next(whole)["triples"].value)
