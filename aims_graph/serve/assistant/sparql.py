"""The tool that asks the graph: a named query, or SPARQL of one's own in an isolated process that can open nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field
from pyoxigraph import Literal, NamedNode

from aims_graph.errors import AimsError, QueryError
from aims_graph.graph.isolated import Limits
from aims_graph.graph.query import answer, foreign, named_queries
from aims_graph.graph.results import Kind, Result, as_table
from aims_graph.graph.sparql import address, parsed, tokens
from aims_graph.graph.store import open_store
from aims_graph.model import Cell, Library, Source
from aims_graph.serve.assistant.tool import Page, Paged, Record, Tool, Words, page

#: When a query is stopped (seconds), and how many rows of its answer are kept.
LIMITS = Limits(seconds=10.0, rows=5_000, size=4 << 20)


class Query(Paged):
    """A query: named, or in SPARQL."""

    name: Words = Field(
        "", description="A named query; leave it out to write SPARQL. A wrong name is answered with all there are."
    )
    parameters: dict[Words, Words] = Field(
        {},
        description="Of a named query: parameter -> id or date; a framework or a requirement also as written in the other tools.",
    )
    sparql: str = Field(
        "", max_length=50_000, description="SELECT, ASK, CONSTRUCT or DESCRIBE; known prefixes need not be declared."
    )


class Rows(Record):
    """The answer: rows of cells, IRIs shortened by known prefixes; or the truth of ASK. ``cut`` says why rows are missing, empty if none are.

    ``sources`` says of the requirements and mapping rows on this page in which file and line each stands.
    """

    kind: Kind
    columns: tuple[str, ...]
    rows: Page[tuple[Cell, ...]]
    truth: bool | None
    cut: str
    sources: dict[str, Source]


def query(library: Library, asked: Query) -> Rows:
    """Ask the graph: a named query with its parameters, or SPARQL of your own, read-only, in an isolated process with limits on time and size.

    Each file of the content is a named graph (file:…); without GRAPH and FROM all are asked together. SERVICE, updates and addresses that
    would be loaded are refused.
    """
    if bool(asked.name) == bool(asked.sparql.strip()):
        raise AimsError("Name a query, or write one in sparql, not both.", _known())
    if asked.name:
        found = answer(library, asked.name, asked.parameters)
    else:
        if asked.parameters:
            raise AimsError("A query in sparql takes no parameters.", "Write the values into it.")
        _only_known_graphs(library, asked.sparql)
        found = foreign(library, asked.sparql, LIMITS)
    places = page(library, asked, range(len(found.rows)))
    shown = Result(found.kind, found.variables, tuple(found.rows[i] for i in places.entries), found.truth)
    cells = as_table(shown, "", library.names.curie).rows if found.kind != "ask" else ()
    return Rows(
        kind=found.kind,
        columns=found.variables,
        rows=Page[tuple[Cell, ...]](entries=cells, total=places.total, next_cursor=places.next_cursor),
        truth=found.truth,
        cut=found.cut,
        sources=dict(_sources(library, shown)),
    )


def _known() -> str:
    return f"The named queries are {', '.join(named_queries())}."


def _only_known_graphs(library: Library, text: str) -> None:
    """Refuse FROM with a graph that is not there: nothing is loaded, and an empty answer would look as if there were nothing.

    Raises:
        QueryError: at the first such graph.
    """
    tree = parsed(text)
    prefixes = dict(library.names.table)
    for rule in tree.find_data("prefix"):
        (name,), (whole,) = tokens(rule, "PNAME"), tokens(rule, "IRIREF")
        prefixes[name.removesuffix(":")] = address(whole)
    known = {g.value for g in open_store(library).named_graphs() if isinstance(g, NamedNode)}
    for rule in tree.find_data("from"):
        for token in (*tokens(rule, "IRIREF"), *tokens(rule, "PNAME")):
            prefix, _, local = token.partition(":")
            named = prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
            iri = address(token) if token.type == "IRIREF" else named
            if iri not in known:
                near = [g for g in sorted(known) if g.rpartition("/")[2] == iri.rpartition("/")[2]]
                mend = (
                    f"Did you mean <{near[0]}>?" if near else "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists them."
                )
                what = f"Line {token.line}, column {token.column}: there is no graph {token}, and none is loaded."
                raise QueryError(what, mend, token.line or 0, token.column or 0)


def _sources(library: Library, shown: Result) -> Iterator[tuple[str, Source]]:
    """Yield each node of an answer that stands on a line of a content file, with that line."""
    store = open_store(library)
    file, line = (NamedNode(library.names.iri(f"aims:source{part}")) for part in ("File", "Line"))
    for node in dict.fromkeys(term for row in shown.rows for term in row if isinstance(term, NamedNode)):
        name, number = (next(store.quads_for_pattern(node, part, None), None) for part in (file, line))
        if name and number and isinstance(name.object, Literal) and isinstance(number.object, Literal):
            yield library.names.curie(node.value), Source(name.object.value, int(number.object.value))


TOOLS = (Tool("Ask the graph in SPARQL", query, apart=True),)
