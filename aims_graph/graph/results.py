"""The answer of a query with its terms kept: what every form that is written is made of."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)
from pyoxigraph import Literal as Text

from aims_graph.model import Cell, Table
from aims_graph.pack.names import FIXED

Term: TypeAlias = NamedNode | BlankNode | Text | Triple
Kind: TypeAlias = Literal["select", "ask", "graph"]

_XSD = FIXED["xsd"]
_RDF_TYPE = NamedNode(FIXED["rdf"] + "type")
_RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TRIPLE = ("subject", "predicate", "object")
_LEXICAL = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    _XSD + "double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"),
}


@dataclass(frozen=True)
class Result:
    """The answer of a query.

    Args:
        kind: ``select``, ``ask``, or ``graph`` for CONSTRUCT and DESCRIBE.
        variables: the names of the columns; of a graph ``subject``, ``predicate``, ``object``; of ask none.
        rows: one term a column, None where a variable is unbound; of ask none.
        truth: the answer of ask.
        cut: why not all rows are here, as a sentence; empty if they are.
    """

    kind: Kind
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truth: bool | None = None
    cut: str = ""

    @property
    def complete(self) -> bool:
        """Whether every row is here."""
        return not self.cut


def from_engine(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    """Take a whole answer of pyoxigraph."""
    if isinstance(answer, QueryBoolean):
        return Result("ask", (), (), truth=bool(answer))
    if isinstance(answer, QueryTriples):
        return _graph(answer)
    return Result("select", tuple(v.value for v in answer.variables), tuple(map(tuple, answer)))


def from_bytes(kind: Kind, payload: bytes, cut: str = "") -> Result:
    """Take an answer as the isolated worker writes it: ``true`` or ``false``, N-Triples, or tab-separated values with terms."""
    if kind == "ask":
        return Result(kind, (), (), truth=payload == b"true")
    if kind == "graph":
        return _graph((q.triple for q in pyoxigraph.parse(payload, RdfFormat.N_TRIPLES)), cut)
    solutions: Any = pyoxigraph.parse_query_results(payload, QueryResultsFormat.TSV)
    return Result(kind, tuple(v.value for v in solutions.variables), tuple(map(tuple, solutions)), cut=cut)


def _graph(triples: Iterable[Triple], cut: str = "") -> Result:
    """A graph is a set: a triple that is constructed twice is one."""
    rows = dict.fromkeys((t.subject, t.predicate, t.object) for t in triples)
    return Result("graph", _TRIPLE, tuple(rows), cut=cut)


def as_table(result: Result, title: str, short: Callable[[str], str]) -> Table:
    """Return an answer for people: IRIs as ``short`` writes them, numbers as numbers, and what was cut as a note.

    Args:
        result: the answer.
        title: what the table is called.
        short: IRI -> what a person reads, such as a CURIE.
    """
    notes = (result.cut,) if result.cut else ()
    if result.kind == "ask":
        return Table(title, ("answer",), (("yes" if result.truth else "no",),), notes)
    # Answers name the same requirements again and again; finding the prefix takes longer than all the rest of a row.
    shorten = lru_cache(maxsize=None)(short)
    return Table(title, result.variables, tuple(tuple(_cell(t, shorten) for t in row) for row in result.rows), notes)


def _cell(term: Term | None, short: Callable[[str], str]) -> Cell:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return short(term.value)
    if isinstance(term, Text):
        # Only a literal without language can be a number, and asking costs less than reading the datatype.
        return term.value if term.language else number(term.value, term.datatype.value)
    return str(term)


def number(text: str, datatype: str) -> Cell:
    """Return a literal as a number if it is one that loses nothing thereby, else its text.

    >>> XSD = "http://www.w3.org/2001/XMLSchema#"
    >>> number("93", XSD + "integer"), number("0.70", XSD + "decimal"), number("abc", XSD + "integer"), number("NaN", XSD + "double")
    (93, 0.7, 'abc', 'NaN')
    """
    form = _LEXICAL.get(datatype)
    if form is None or not form.fullmatch(text) or len(text) > 400:
        return text
    if datatype == _XSD + "integer":
        return int(text)
    value = float(text)
    if not math.isfinite(value) or (datatype == _XSD + "decimal" and Decimal(repr(value)) != Decimal(text)):
        return text
    return value


def to_turtle(result: Result, prefixes: Mapping[str, str]) -> str:
    """Return a graph as it is, and rows in the W3C vocabulary for result sets, in Turtle; a note that rows are missing stands on top.

    Args:
        result: the answer.
        prefixes: prefix -> IRI, for shorter text.
    """
    triples = (Triple(*row) for row in result.rows) if result.kind == "graph" else _result_set(result)  # type: ignore[arg-type]
    names = dict(prefixes) if result.kind == "graph" else {**prefixes, "rs": _RESULT_SET}
    written = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=names)
    assert written is not None
    lines = written.decode().split("\n")
    body = next((n for n, line in enumerate(lines) if not line.startswith("@prefix ")), len(lines))
    # The engine writes all prefixes, in an order that changes from run to run.
    text = "\n".join(lines[body:])
    used = sorted(line for line in lines[:body] if line.split()[1] in text)
    return (f"# {result.cut}\n" if result.cut else "") + "\n".join([*used, text])


def _result_set(result: Result) -> Iterable[Triple]:
    """Yield https://www.w3.org/2001/sw/DataAccess/tests/result-set.n3 for rows, or for the truth of ask."""

    def rs(name: str) -> NamedNode:
        return NamedNode(_RESULT_SET + name)

    whole = BlankNode("result")
    yield Triple(whole, _RDF_TYPE, rs("ResultSet"))
    if result.kind == "ask":
        yield Triple(whole, rs("boolean"), Text(bool(result.truth)))
    for name in result.variables:
        yield Triple(whole, rs("resultVariable"), Text(name))
    for index, row in enumerate(result.rows, 1):
        solution = BlankNode(f"row{index}")
        yield Triple(whole, rs("solution"), solution)
        yield Triple(solution, rs("index"), Text(index))
        for column, (name, term) in enumerate(zip(result.variables, row, strict=True)):
            if term is not None:
                binding = BlankNode(f"row{index}column{column}")
                yield Triple(solution, rs("binding"), binding)
                yield Triple(binding, rs("variable"), Text(name))
                yield Triple(binding, rs("value"), term)
