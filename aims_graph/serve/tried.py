"""Which named queries a store answers as they should be answered: each is asked there with its examples when the content is published.

Stores differ in what of SPARQL they can do, and some answer otherwise than the standard has it. What came out is published beside the content, so that
nobody is given an answer that was seen to be wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from aims_graph.errors import AimsError
from aims_graph.graph.named import NamedQuery, standalone
from aims_graph.graph.query import answer, named_queries
from aims_graph.graph.results import Result, Term
from aims_graph.model import Library
from aims_graph.pack.names import FIXED
from aims_graph.serve.compared import alike, text_of
from aims_graph.serve.publication import POINTER, PublishedGraph
from aims_graph.serve.remote import Remote

#: What says how a query was answered.
RESULT = "http://schema.org/result"
#: What our queries put between the members of a list; behind a question a blank.
_BETWEEN = re.compile(r"; |, | or |(?<=\?) ")
SAME = "the same rows"


def tried(remote: Remote, library: Library, whole: str) -> Iterator[tuple[str, str]]:
    """Yield each named query with how the store answers it: :data:`SAME`, or what is wrong.

    Args:
        remote: the store.
        library: the content that is published there.
        whole: the graph of all of it there.
    """
    for query in named_queries().values():
        yield query.name, how_answered(remote, library, whole, query)


def how_answered(remote: Remote, library: Library, whole: str, query: NamedQuery) -> str:
    """Ask one named query there with each of its examples; return :data:`SAME`, or what is wrong. Arguments as of :func:`tried`."""
    for given in query.examples or ({},):
        try:
            wanted = answer(library, query.name, given)
        except AimsError:
            continue  # of other content, which has nothing of that name
        try:
            there = remote.query(standalone(query, given, library.names.table), (whole,))
        except AimsError as error:
            return f"refused: {error.what[:300]}"
        if there.cut or rows_of(wanted) != rows_of(there):
            return f"other rows: {len(there.rows)}, and {len(wanted.rows)} are right"
    return SAME


def as_graph(whole: str, found: dict[str, str]) -> PublishedGraph:
    """Return what came out as a graph to publish."""
    said = [Triple(NamedNode(_node(name)), NamedNode(RESULT), Literal(text)) for name, text in sorted(found.items())]
    return PublishedGraph(name_of(whole), tuple(said))


def name_of(whole: str) -> str:
    """Return the name of the graph that says how queries of a publication were answered."""
    return f"{whole}/tried"


def was_tried(remote: Remote, whole: str) -> dict[str, str]:
    """Return what is published of that: query -> how it was answered."""
    rows = remote.query(f"SELECT ?query ?result {{ GRAPH <{name_of(whole)}> {{ ?query <{RESULT}> ?result }} }}").rows
    return {text_of(query).rpartition("/")[2]: text_of(result) for query, result in rows}


def rows_of(found: Result) -> Counter[tuple[object, ...]]:
    """Return rows so that those which say the same are the same: values instead of how they are written, lists in whatever order.

    A list is what GROUP_CONCAT made, in an order that SPARQL leaves open.
    """
    return Counter(tuple(_said(term) for term in row) for row in found.rows)


def _said(term: Term | None) -> object:
    if isinstance(term, Literal) and not term.language and term.datatype.value == FIXED["xsd"] + "string":
        return tuple(sorted(_BETWEEN.split(term.value)))
    return alike(term)


def _node(name: str) -> str:
    return f"{POINTER}/query/{name}"
