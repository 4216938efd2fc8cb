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


def shape_query_findings(file: str, shapes: Graph, text: str = "") -> Iterator[Finding]:
    """Yield each query of a shape file that is none, hides its words, changes something or asks elsewhere; the file is not to be run then.

    Args:
        file: how the file is called.
        shapes: what stands in it.
        text: the file as it is written, from which the line is taken.
    """
    for kind in _QUERIES:
        for query in shapes.objects(None, kind):
            for what, mend, word in _faults(query):
                yield Finding(file, _line_of(word, str(query), text), f"a shape {what}", mend, form=True)


def _faults(query: object) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a query, how to mend it, and the word of the query that it is about; of the query as a whole none."""
    if not isinstance(query, Literal):
        yield "has a query that is no text", "write the query in quotes", ""
        return
    if _ESCAPE.search(query):
        yield "has a query with signs written by their numbers (\\u…)", "write the signs themselves", "\\u"
        return
    try:
        tree = parsed(str(query))
    except QueryError as error:
        yield f"has a query that cannot be run ({error.what})", "correct the query", ""
        return
    for kind in ("SERVICE", "FROM"):
        word = next(tokens(tree, kind), None)
        if word is not None:
            yield f"asks another place ({kind})", "ask the graph that is checked and nothing else", str(word)


def _line_of(word: str, query: str, text: str) -> int:
    """Return the line of a file that has a word of a query: the first from where the query begins, if it stands there as it is; 0 if none has."""
    wanted = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    place = wanted.search(text, max(text.find(query), 0)) if word else None
    return text.count("\n", 0, place.start()) + 1 if place else 0
