"""A graph held against SHACL shapes by pySHACL, whatever the graph and the shapes are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from aims_graph.errors import first_line
from aims_graph.pack.names import Names

_STRING = NamedNode(str(XSD.string))


class ShapeError(ValueError):
    """A shape that no engine can run."""


class Result(NamedTuple):
    """What a shape says against a node: the node, as its IRI or the name it has where it has none, and what is wrong."""

    node: str
    what: str


class _OneGraph(SimpleMemory):
    """The statements of one graph, which stay as they are: rdflib's usual store notes of each in which graphs it stands, and takes three times as long."""

    #: The engine insists on a store of many graphs and asks for no other than this one.
    context_aware = graph_aware = True

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        super().__init__()
        for triple in triples:
            self.add(triple, None)  # type: ignore[arg-type]  # there is one graph
        # The engine asks for it at every result, and here all are counted each time.
        self._count = super().__len__()

    def __len__(self, context: Graph | None = None) -> int:
        return self._count


def graph_of(lines: Iterable[str]) -> Graph:
    """Return lines of N-Triples or N-Quads as one rdflib graph, without the names of their graphs."""
    # Term by term: written as text and parsed again, it takes more than twice as long.
    term = lru_cache(maxsize=None)(_term)
    quads = parse("".join(lines), format=RdfFormat.N_QUADS)
    return Graph(store=_OneGraph((term(q.subject), term(q.predicate), term(q.object)) for q in quads))


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


def validate(data: Graph, shapes: Graph, names: Names, among: Collection[Node] | None = None) -> Iterable[Result]:
    """Validate any graph against shapes (pySHACL) and yield each result, its message as the shape states it.

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
        if among is None or node in among:
            message = str(report.value(result, SH.resultMessage)).rstrip(".")
            yield Result(str(node), f"{names.curie(str(node))}: {message}")
