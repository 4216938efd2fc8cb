"""An answer as text: CSV, JSON, Turtle. What a spreadsheet would run or misread, and what a screen would obey, is made harmless here."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from aims_graph.counting import enumerated
from aims_graph.errors import AimsError
from aims_graph.model import Cell, Number, Table
from aims_graph.pack.names import Names
from aims_graph.present.characters import escaped, visible
from aims_graph.present.forms import FORMS

#: The full-width signs too: Excel reads them as the others in some languages.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
#: Text that opening a CSV file turns into another number, a date or a time: 4.10, 7.5.1, 1/2, 007, 1e5, MAR-1. Whole numbers, parts in a
#: hundred and days of the calendar come through as what they are.
_MISREAD = re.compile(
    r"(?!\d{1,15}$|\d+(?:\.\d+)?%$|\d{4}-\d\d-\d\d$)[\s($€£]*[\d.,]*\d[\d.,:;/\s()%$€£'eE+-]*|0\d+|\d{16,}"
    r"|(?i:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*[\s.-]*\d[\d.]*|\d+[\s.-]*(?i:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
)
#: What Turtle can hold as an IRI, and as the name of a blank node; anything else is text.
_IRI = re.compile(r"[^\x00-\x20<>\"{}|\\^`\s]+")
_BLANK = re.compile(r"_:[A-Za-z0-9][\w-]*", re.ASCII)
#: Numbers with more decimals than these stay as they are.
_DECIMALS = 6
Content = TypeVar("Content")
#: A spreadsheet keeps no more digits of a number than these.
DIGITS = 15


def harmless(cell: Cell) -> Cell:
    """Return a cell as a CSV file may hold it.

    Requirement numbers get their framework's name, for a spreadsheet reads 4.10 as 4.1 and 7.5.1 as a day. Other text that would be
    read so, or run as a formula, gets an apostrophe before it.

    >>> harmless("=1+1"), harmless("plain"), harmless(-3), harmless("4.10"), harmless(Number("4.10", "ISO 9001"))
    ("'=1+1", 'plain', -3, "'4.10", 'ISO 9001 4.10')
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = number(cell)
        cell = str(cell) if isinstance(cell, int) and len(str(abs(cell))) > DIGITS else cell
    if not isinstance(cell, str):
        return cell
    text = visible(cell.in_full if isinstance(cell, Number) else cell)
    return f"'{text}" if text.startswith(_FORMULA) or _MISREAD.fullmatch(text) else text


def number(cell: float) -> float | str:
    """Return a number; one that is none or infinite as the word XML Schema has for it, since JSON and Excel have no sign for it.

    >>> number(0.5), number(math.inf), number(-math.inf), number(math.nan)
    (0.5, 'INF', '-INF', 'NaN')
    """
    if isinstance(cell, int) or math.isfinite(cell):
        return cell
    return "NaN" if math.isnan(cell) else "INF" if cell > 0 else "-INF"


def places(cells: Iterable[object]) -> int | None:
    """Return with how many decimals the numbers of a column are written so that all have as many; ``None`` if they stay as they are.

    >>> places([0.9, 0.85, "", None]), places([1400000.0, 600000.0]), places([1, 2]), places([1 / 3])
    (2, 0, None, None)
    """
    broken = [cell for cell in cells if isinstance(cell, float) and math.isfinite(cell)]
    behind = [repr(cell).partition(".")[2] for cell in broken]
    if not broken or any(
        len(digits) > _DECIMALS or "e" in repr(cell) for digits, cell in zip(behind, broken, strict=True)
    ):
        return None
    return max(0 if digits == "0" else len(digits) for digits in behind)


def figure(cell: Content, decimals: int | None) -> Content | str:
    """Return a number of a column as text with the decimals of :func:`places`; anything else as it is."""
    if decimals is None or isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        return cell
    return f"{cell:.{decimals}f}"


def to_csv(table: Table, names: Names | None = None) -> str:
    """Return RFC 4180 text with a byte order mark, which Excel needs to see UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in table.columns])
    writer.writerows([["" if c is None else harmless(c) for c in row] for row in table.rows])
    return "\ufeff" + stream.getvalue()


def json_text(value: Any) -> str:
    """Return JSON that can be read by eye: no sign in it acts on a screen, every number in it is one JSON knows."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


def to_json(table: Table, names: Names | None = None) -> str:
    """Return an object with title, notes and rows, each row an object by column."""
    rows = [
        {c: number(v) if isinstance(v, int | float) else v for c, v in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]
    return json_text({"title": table.title, "notes": table.notes, "rows": rows})


def to_turtle(table: Table, names: Names) -> str:
    """Return triples as Turtle for a table of subject, predicate, object; for any other table, the W3C result-set vocabulary."""
    from rdflib import BNode, Graph, Literal, Namespace, URIRef
    from rdflib.namespace import RDF

    graph = Graph()
    for prefix, namespace in names.table.items():
        graph.bind(prefix, namespace)

    def term(cell: Cell) -> URIRef | Literal | BNode:
        if isinstance(cell, str):
            if _BLANK.fullmatch(cell):
                return BNode(cell[2:])
            prefix, colon, _local = cell.partition(":")
            if colon and prefix in names and _IRI.fullmatch(cell):
                return URIRef(names.iri(cell))
            if cell.startswith(("http://", "https://")) and _IRI.fullmatch(cell):
                return URIRef(cell)
        return Literal(cell)

    if table.columns == ("subject", "predicate", "object"):
        for subject, predicate, value in table.rows:
            graph.add((term(subject), term(predicate), term(value)))
    else:
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
    return escaped(graph.serialize(format="turtle"), long=r"\U{:08X}")


WRITERS: dict[str, Callable[[Table, Names], str]] = {"csv": to_csv, "json": to_json, "turtle": to_turtle}


def render(table: Table, form: str, names: Names) -> str:
    """Return the table in one of the forms csv, json, turtle.

    Raises:
        AimsError: if the form is unknown.
    """
    if form not in WRITERS:
        raise AimsError(f"No format is called '{form}'.", f"Use {enumerated(FORMS, 'or')}.")
    return WRITERS[form](table, names)
