"""The dataset behind rdflib's API, with terms as rdflib itself would have read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.query import Result

from aims_graph.graph.sparql import for_engine
from aims_graph.graph.store import open_store
from aims_graph.model import Library


class _PlainStrings(OxigraphStore):
    """An Oxigraph store that hands text without a type back as rdflib parses it.

    oxrdflib 0.5 gives it the type xsd:string, which for rdflib is another term: a shape that lists values (sh:in, sh:hasValue) then
    finds none of them.
    """

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """Yield the triples of a pattern, each with its graphs."""
        for triple, graphs in super().triples(triple_pattern, context):
            yield tuple(map(_plain, triple)), graphs

    def query(self, query: Any, *arguments: Any, **options: Any) -> Result:
        """Answer a query of SPARQL; ids are written in it as they are, with several dots too."""
        found = super().query(for_engine(query) if isinstance(query, str) else query, *arguments, **options)
        if found.type == "SELECT":
            found.bindings = [{name: _plain(term) for name, term in row.items()} for row in found.bindings]
        elif found.type in ("CONSTRUCT", "DESCRIBE") and found.graph is not None:
            plain = Graph()
            for triple in found.graph:
                plain.add(tuple(map(_plain, triple)))
            found.graph = plain
        return found


def _plain(term: Any) -> Any:
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


def dataset(library: Library) -> Dataset:
    """Return the dataset behind rdflib's API, all named graphs together as the default graph.

    It reads the same Oxigraph store and refuses changes; the prefixes of the content are bound. Numbers are as that store keeps them, each in its
    shortest form.
    """
    found = Dataset(store=_PlainStrings(store=open_store(library)), default_union=True)
    for prefix, namespace in library.names.table.items():
        found.bind(prefix, URIRef(namespace), replace=True)
    return found
