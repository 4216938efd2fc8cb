"""What the queries of shapes ask: each is judged by its parse tree before any engine sees it, and refused by name if it reaches for another place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import Graph, Literal
from rdflib.namespace import SH

from aims_graph.errors import Finding, QueryError
from aims_graph.graph.sparql import parsed, tokens

_QUERIES = (SH.select, SH.ask, SH.construct, SH.update)
#: A sign written by its number, as engines read it; they differ in where such a number ends.
_ESCAPE = re.compile(r"(?i)\\u[0-9a-f]{4}")


def query_findings(file: str, shapes: Graph) -> Iterator[Finding]:
    """Yield each query of a shape file that is none, hides its words, changes something or asks elsewhere; the file is not to be run then.

    Args:
        file: how the file is called.
        shapes: what stands in it.
    """
    for word in _QUERIES:
        for query in shapes.objects(None, word):
            for what, mend in _faults(query):
                yield Finding(file, 0, f"a shape {what}", mend, form=True)


def _faults(query: object) -> Iterator[tuple[str, str]]:
    if not isinstance(query, Literal):
        yield "has a query that is no text", "write the query in quotes"
        return
    if _ESCAPE.search(query):
        yield "has a query with signs written by their numbers (\\u…)", "write the signs themselves"
        return
    try:
        tree = parsed(str(query))
    except QueryError as error:
        yield f"has a query that cannot be run ({error.what})", "correct the query"
        return
    for word in ("SERVICE", "FROM"):
        if next(tokens(tree, word), None) is not None:
            yield f"asks another place ({word})", "ask the graph that is checked and nothing else"
