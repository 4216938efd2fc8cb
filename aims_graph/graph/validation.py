"""A graph held against SHACL shapes by pySHACL, whatever the graph and the shapes are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

from aims_graph.errors import Finding, first_line
from aims_graph.pack.names import Names

_STRING = NamedNode(str(XSD.string))


class ShapeError(ValueError):
    """A shape that no engine can run."""


def graph_of(lines: Iterable[str]) -> Graph:
    """Return lines of N-Triples or N-Quads as one rdflib graph, without the names of their graphs."""
    graph = Graph()
    statements = (quad.triple for quad in parse("".join(lines), format=RdfFormat.N_QUADS))
    # Term by term: written as text and parsed again, it takes more than twice as long.
    term = lru_cache(maxsize=None)(_term)
    graph.addN((term(t.subject), term(t.predicate), term(t.object), graph) for t in statements)
    return graph


def _term(term: NamedNode | BlankNode | Literal) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    # To rdflib a text with the datatype xsd:string is another than one without.
    plain = term.language or term.datatype == _STRING
    return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value))


#: How a shape says which nodes it is about, beside being a class itself.
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def by_themselves(shapes: Graph) -> Graph:
    """Return the same shapes with the properties that a shape of some nodes asks for as shapes of these nodes by themselves.

    They find the same; but the engine looks at all nodes of such a shape at once, and at each node for itself if it comes to it from another:
    three times as fast. Left as it is: what another shape, or being a class, leads to as well.
    """
    flat = Graph(namespace_manager=shapes.namespace_manager)
    flat += shapes
    led_to = Counter(shapes.objects())

    def targets(shape: Node) -> list[tuple[URIRef, Node]]:
        return [(way, node) for way in _TARGETS for node in shapes.objects(shape, way)]

    for shape, asked in shapes.subject_objects(SH.property):
        is_plain = not {SH.path, SH.deactivated}.intersection(shapes.predicates(shape))
        is_class = (shape, RDF.type, RDFS.Class) in shapes
        is_asked_once = led_to[asked] == 1 and (asked, SH.path, None) in shapes and not targets(asked)
        if is_plain and not is_class and not led_to[shape] and targets(shape) and is_asked_once:
            flat.addN((asked, way, node, flat) for way, node in targets(shape))
            flat.remove((shape, SH.property, asked))
    return flat


def validate(data: Graph, shapes: Graph, names: Names, among: Collection[Node] | None = None) -> Iterable[Finding]:
    """Validate any graph against shapes (pySHACL) and yield each result as a finding, its message as the shape states it.

    Args:
        data: the graph.
        shapes: the shapes.
        names: the prefixes.
        among: only what is found of these nodes; of the others the graph need not hold all. By default, of all.

    Raises:
        ShapeError: if a shape cannot be run.
    """
    from pyshacl import validate as run

    try:
        _, report, _ = run(data, shacl_graph=by_themselves(shapes), inference="none", advanced=False)
    except Exception as error:  # the engine lets through whatever its parser of queries or of patterns raises
        raise ShapeError(first_line(error)) from error
    if not isinstance(report, Graph):
        raise ShapeError(str(report).strip().partition("\n")[0])
    for result in report.subjects(predicate=SH.focusNode):
        node = report.value(result, SH.focusNode)
        if among is not None and node not in among:
            continue
        file = data.value(node, URIRef(names.iri("aims:sourceFile")))
        line = data.value(node, URIRef(names.iri("aims:sourceLine")))
        message = str(report.value(result, SH.resultMessage)).rstrip(".")
        what = f"{names.curie(str(node))}: {message}"
        yield Finding(str(file or "ontology/"), int(str(line or 0)), what, "correct the row")
