"""The terms triples are made of: CURIEs, literals and the graph a content file is kept in."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from aims_graph.vocabulary import iri

Value = NamedNode | Literal
Pairs = Iterator[tuple[str, Value]]


def node(curie: str) -> NamedNode:
    """Return the IRI of a CURIE as a node."""
    return NamedNode(iri(curie))


def english(text: str) -> Literal:
    """Return an English text."""
    return Literal(text, language="en")


def typed(text: str, datatype: str) -> Literal:
    """Return a literal of an XML Schema datatype, named without its prefix."""
    return Literal(text, datatype=node(f"xsd:{datatype}"))


def boolean(value: bool) -> Literal:
    """Return a boolean literal."""
    return typed("true" if value else "false", "boolean")


def graph_name(file: str) -> NamedNode:
    """Return the name of the graph that holds what a content file says."""
    return node(f"file:{file}")


def stand(subject: str, pairs: Pairs, file: str) -> Iterator[Quad]:
    """Yield what a file says of one subject, in the graph of that file."""
    graph, about = graph_name(file), node(subject)
    for predicate, value in pairs:
        yield Quad(about, node(predicate), value, graph)
