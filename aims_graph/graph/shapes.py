"""SHACL: do the graph's records look as ``ontology/shapes/`` says? Results come back as findings with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import SH

from aims_graph.errors import Finding
from aims_graph.graph.build import quads
from aims_graph.model import Library
from aims_graph.vocabulary import curie, iri


def content_graph(library: Library, root: Path) -> Graph:
    """Return all statements of the content as one rdflib graph, without their graph names."""
    lines = "".join(f"{quad.triple} .\n" for quad in quads(library, root))
    return Graph().parse(data=lines, format="nt")


def shape_findings(library: Library, root: Path) -> list[Finding]:
    """Validate the content against every shape file."""
    shapes = Graph()
    for path in sorted((root / "ontology" / "shapes").glob("*.ttl")):
        shapes.parse(path)
    return list(validate(content_graph(library, root), shapes))


def validate(data: Graph, shapes: Graph) -> Iterable[Finding]:
    """Validate any graph against shapes (pySHACL) and yield each result as a finding, its message as the shape states it."""
    from pyshacl import validate as run
    from rdflib import URIRef

    _, report, _ = run(data, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, Graph)
    for result in report.subjects(predicate=SH.focusNode):
        node = report.value(result, SH.focusNode)
        file = data.value(node, URIRef(iri("aims:sourceFile")))
        line = data.value(node, URIRef(iri("aims:sourceLine")))
        message = str(report.value(result, SH.resultMessage)).rstrip(".")
        yield Finding(
            str(file or "ontology/"), int(str(line or 0)), f"{curie(str(node))}: {message}", "correct the row"
        )
