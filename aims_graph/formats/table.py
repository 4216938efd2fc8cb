"""An answer as a file: CSV, JSON, Turtle. Text that a spreadsheet would run as a formula is made harmless here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from aims_graph.errors import AimsError
from aims_graph.model import Cell, Table
from aims_graph.vocabulary import iri, prefixes

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Cell) -> Cell:
    """Put an apostrophe before text that Excel or LibreOffice would read as a formula.

    >>> harmless("=1+1"), harmless("plain"), harmless(-3)
    ("'=1+1", 'plain', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def to_csv(table: Table) -> str:
    """Return RFC 4180 text with a byte order mark, which Excel needs to see UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([["" if c is None else harmless(c) for c in row] for row in table.rows])
    return "\ufeff" + stream.getvalue()


def to_json(table: Table) -> str:
    """Return an object with title, notes and rows, each row an object by column."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps({"title": table.title, "notes": table.notes, "rows": rows}, ensure_ascii=False, indent=1) + "\n"


def to_turtle(table: Table) -> str:
    """Return the W3C vocabulary for result sets. What a query answers has its terms, see ``graph.results``; here they are read off the text."""
    from rdflib import BNode, Graph, Literal, Namespace, URIRef
    from rdflib.namespace import RDF

    graph = Graph()
    for prefix, namespace in prefixes().items():
        graph.bind(prefix, namespace)

    def term(cell: Cell) -> URIRef | Literal | BNode:
        if isinstance(cell, str):
            if cell.startswith("_:"):
                return BNode(cell[2:])
            prefix, colon, _local = cell.partition(":")
            if colon and prefix in prefixes() and " " not in cell:
                return URIRef(iri(cell))
            if cell.startswith(("http://", "https://")) and " " not in cell:
                return URIRef(cell)
        return Literal(cell)

    rs = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    graph.bind("rs", rs)
    result = BNode()
    graph.add((result, RDF.type, rs.ResultSet))
    for column in table.columns:
        graph.add((result, rs.resultVariable, Literal(column)))
    for number, row in enumerate(table.rows, 1):
        solution = BNode()
        graph.add((result, rs.solution, solution))
        graph.add((solution, rs["index"], Literal(number)))
        for column, cell in zip(table.columns, row, strict=True):
            if cell is not None:
                binding = BNode()
                graph.add((solution, rs.binding, binding))
                graph.add((binding, rs.variable, Literal(column)))
                graph.add((binding, rs.value, term(cell)))
    return graph.serialize(format="turtle")


WRITERS: dict[str, Callable[[Table], str]] = {"csv": to_csv, "json": to_json, "turtle": to_turtle}


def render(table: Table, form: str) -> str:
    """Return the table in one of the forms csv, json, turtle.

    Raises:
        AimsError: if the form is unknown.
    """
    if form not in WRITERS:
        raise AimsError(f"No format is called '{form}'.", f"Use table, {', '.join(WRITERS)} or xlsx.")
    return WRITERS[form](table)
