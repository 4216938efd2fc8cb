"""SHACL: do the graph's records look as ``ontology/shapes/`` says? Results come back as findings with file and line."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph
from rdflib.namespace import SH

from aims_graph.errors import Finding
from aims_graph.graph.build import lines
from aims_graph.model import Library
from aims_graph.pack.names import Names


def content_graph(library: Library) -> Graph:
    """Return all statements of the content as one rdflib graph, without their graph names."""
    from pyoxigraph import RdfFormat, parse, serialize

    quads = parse("".join(lines(library)), format=RdfFormat.N_QUADS)
    data = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


def shape_findings(library: Library) -> list[Finding]:
    """Validate the content against every shape file of its packs."""
    shapes = Graph()
    for pack in library.packs:
        for path in pack.glob("ontology/shapes/*.ttl"):
            shapes.parse(path)
    return list(validate(content_graph(library), shapes, library.names))


def validate(data: Graph, shapes: Graph, names: Names) -> Iterable[Finding]:
    """Validate any graph against shapes (pySHACL) and yield each result as a finding, its message as the shape states it."""
    from pyshacl import validate as run
    from rdflib import URIRef

    _, report, _ = run(data, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, Graph)
    for result in report.subjects(predicate=SH.focusNode):
        node = report.value(result, SH.focusNode)
        file = data.value(node, URIRef(names.iri("aims:sourceFile")))
        line = data.value(node, URIRef(names.iri("aims:sourceLine")))
        message = str(report.value(result, SH.resultMessage)).rstrip(".")
        what = f"{names.curie(str(node))}: {message}"
        yield Finding(str(file or "ontology/"), int(str(line or 0)), what, "correct the row")
