"""Queries: named ``.rq`` files with bound parameters in this process, anybody's SPARQL in an isolated worker.

A named query is one of ours and is trusted; a foreign one could reach the network (SERVICE) or never end, so it runs in a
process of its own that can open no file and no socket and is stopped at a time limit.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
    Variable,
)

from aims_graph.errors import AimsError, QueryError
from aims_graph.formats.tsv import is_date, is_web_address
from aims_graph.graph.store import open_store, store_path
from aims_graph.model import Cell, Library, Table
from aims_graph.pack.names import FIXED, Names

QUERIES = Path(__file__).parent / "queries"
SECONDS = 10.0
LONGEST = 86_400.0
ROWS = 10_000

_INCLUDE = re.compile(r"^(.*)#include ([\w-]+)$", re.MULTILINE)
_HEAD = re.compile(r"^# (title|question|parameter): (.*)$", re.MULTILINE)
_QUOTED = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*"
)
#: Everything a SERVICE keyword could hide in: strings, IRIs, comments, variables and prefixed names, which are skipped.
_SKIP = re.compile(_QUOTED + r"|[?$]\w+|[\w.-]*:[\w.%/-]*", re.DOTALL)
#: A prefixed name with two dots or more, and what must stay as it is.
_DOTTED = re.compile(_QUOTED + r"|(?P<dotted>(?:[A-Za-z][\w.-]*)?:[\w%-]+(?:\.[\w%-]+){2,})", re.DOTALL)
_POSITION = re.compile(r"error at (\d+):(\d+)(?::)? ?(.*)", re.DOTALL)


@dataclass(frozen=True)
class NamedQuery:
    """A query file: its name, title, question, parameters (name -> what to give) and text."""

    name: str
    title: str
    question: str
    parameters: Mapping[str, str]
    text: str


@lru_cache(maxsize=1)
def named_queries() -> dict[str, NamedQuery]:
    """Return every named query, by name."""
    return {path.stem: read_query(path) for path in sorted(QUERIES.glob("*.rq"))}


def queries_table() -> Table:
    """Return the named queries with their questions and parameters."""
    rows = [
        (q.name, q.question, "; ".join(f"{name}: {what}" for name, what in q.parameters.items()))
        for q in named_queries().values()
    ]
    return Table("Named queries", ("name", "question", "parameters"), tuple(rows))


def read_query(path: Path) -> NamedQuery:
    """Read a query file and the head that explains it."""
    text = _included(path.read_text(encoding="utf-8"), path.parent / "parts")
    head: dict[str, str] = {}
    parameters: dict[str, str] = {}
    for key, value in _HEAD.findall(text):
        if key == "parameter":
            name, _, what = value.partition(", ")
            parameters[name] = what
        else:
            head[key] = value
    return NamedQuery(path.stem, head.get("title", path.stem), head.get("question", ""), parameters, text)


def _included(text: str, parts: Path) -> str:
    """Put the parts in that a query names by ``#include name``, so that the text stands by itself."""

    def part(match: re.Match[str]) -> str:
        lines = _included((parts / f"{match[2]}.rq").read_text(encoding="utf-8").rstrip("\n"), parts).split("\n")
        return match[1] + ("\n" + " " * len(match[1])).join(lines)

    return _INCLUDE.sub(part, text)


def ask(library: Library, name: str, parameters: Mapping[str, str] | None = None) -> Table:
    """Answer a named query in this process.

    Args:
        library: the content.
        name: the file's name without ``.rq``.
        parameters: name -> CURIE, IRI or date; every parameter of the head must be given.

    Raises:
        AimsError: if there is no such query, or a parameter is missing, unknown, or names nothing in the graph.
    """
    query = named_queries().get(name)
    if query is None:
        raise AimsError(f"No query is called '{name}'.", f"The named queries are {', '.join(named_queries())}.")
    bound = substitutions(query, parameters or {}, library.names)
    store, names = open_store(library), library.names
    for variable, value in bound.items():
        # An answer of no rows would look as if there were none.
        if isinstance(value, NamedNode) and not any(store.quads_for_pattern(value, None, None)):
            what = query.parameters[variable.value]
            raise AimsError(f"Nothing is called '{names.curie(value.value)}'.", f"{variable.value}: {what}.")
    solutions = store.query(
        prefix_block(query.text, names) + query.text, use_default_graph_as_union=True, substitutions=bound
    )
    return _table(query.title, solutions, names)


def substitutions(
    query: NamedQuery, given: Mapping[str, str], names: Names
) -> dict[Variable, NamedNode | BlankNode | Literal | Triple]:
    """Turn parameters as people write them into bound terms; values never become query text.

    Raises:
        AimsError: if a parameter is missing or unknown, or its value is neither a date nor an id.
    """
    for name in given:
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            raise AimsError(f"The query '{query.name}' has no parameter '{name}'.", f"Its parameters: {known}.")
    # Words may be none.
    given = {name: "" for name, what in query.parameters.items() if are_words(what)} | dict(given)
    for name, what in query.parameters.items():
        if name not in given:
            raise AimsError(f"The query '{query.name}' needs '{name}'.", f"Add --param {name}=… ({what}).")
    return {Variable(name): _term(name, value, query.parameters[name], names) for name, value in given.items()}


def _term(name: str, value: str, what: str, names: Names) -> NamedNode | Literal:
    """Read a parameter: a date or words if its explanation speaks of them, else an IRI or a CURIE of a known prefix."""
    if are_words(what):
        return Literal(spaced(value))
    if re.search(r"\bdate\b", what):
        if is_date(value):
            return Literal(value, datatype=NamedNode(FIXED["xsd"] + "date"))
        raise AimsError(f"'{value}' is no date.", f"{name}: {what}.")
    if is_web_address(value):
        return NamedNode(value)
    if value.partition(":")[0] in names and ":" in value:
        return NamedNode(names.iri(value))
    raise AimsError(f"'{value}' is no id.", f"{name}: {what}.")


def spaced(words: str) -> str:
    """Return words between blanks, so that a query can look for a whole one.

    >>> spaced("employer, sme")
    ' employer sme '
    """
    return f" {' '.join(words.replace(',', ' ').split())} "


def are_words(what: str) -> bool:
    """Whether a parameter takes any number of words, by its explanation."""
    return re.search(r"\bwords\b", what) is not None


@lru_cache(maxsize=64)
def prefix_block(text: str, names: Names) -> str:
    """Declare every known prefix that the query uses and does not declare itself, on one line, so that line numbers hold."""
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*):", text, re.IGNORECASE))
    used = {p for p in names if re.search(rf"(?<![\w.-]){re.escape(p)}:", text)} - declared
    return "".join(f"PREFIX {p}: <{names.table[p]}> " for p in sorted(used))


def run_foreign(library: Library, text: str, seconds: float = SECONDS, rows: int = ROWS) -> Table:
    """Answer somebody's SPARQL in an isolated, read-only process.

    Args:
        library: the content.
        text: a SELECT, ASK, CONSTRUCT or DESCRIBE query; known prefixes need not be declared.
        seconds: when the process is stopped.
        rows: after how many rows the answer is cut (a note then says so).

    Raises:
        QueryError: if the query is malformed (with line and column), asks another server, or exceeds a limit.
        AimsError: if the time limit is none.
    """
    if not 0 < seconds <= LONGEST:
        raise AimsError(f"{seconds:g} seconds are no time limit.", f"Name a number above 0, up to {LONGEST:g}.")
    refuse_service(text)
    block = prefix_block(text, library.names)
    sent = block + escape_dots(text)
    job = {"store": str(store_path(library)), "query": sent, "rows": rows}
    worker = Path(__file__).with_name("worker.py")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(worker)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"The query was stopped after {seconds:g} seconds.", "Name more of what you look for, or add LIMIT."
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        limit = "It needs too much memory." if done.returncode else "It gave no answer."
        raise QueryError(f"The query was stopped. {limit}", "Name more of what you look for, or add LIMIT.") from None
    if "error" in answer:
        raise _malformed(answer["error"], sent, len(block))
    notes = () if answer["complete"] else (f"Cut after {rows} rows: add LIMIT or name more of what you look for.",)
    return Table(
        "Result",
        tuple(answer["columns"]),
        tuple(tuple(_short(c, library.names) for c in row) for row in answer["rows"]),
        notes,
    )


def refuse_service(text: str) -> None:
    """Refuse a query that would ask another server, before it runs.

    Raises:
        QueryError: if SERVICE stands in the query outside strings, IRIs, comments and names.
    """
    bare = _SKIP.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    found = re.search(r"\bSERVICE\b", bare, re.IGNORECASE)
    if found:
        line = bare.count("\n", 0, found.start()) + 1
        raise QueryError(
            f"Line {line}: SERVICE would ask another server.",
            "Queries here read the aims-graph dataset only: remove SERVICE.",
            line,
            found.start() - bare.rfind("\n", 0, found.start()),
        )


def escape_dots(text: str) -> str:
    """Write a name such as ``iso42001:A.6.2.8`` with its dots escaped: pyoxigraph 0.5 reads no more than one dot otherwise.

    >>> escape_dots('iso42001:A.6.2.8 a "iso42001:A.6.2.8" .')
    'iso42001:A\\\\.6\\\\.2\\\\.8 a "iso42001:A.6.2.8" .'
    """

    def escaped(match: re.Match[str]) -> str:
        prefix, colon, local = (match["dotted"] or "").partition(":")
        return prefix + colon + local.replace(".", "\\.") if colon else match.group()

    return _DOTTED.sub(escaped, text)


#: A longer list of what a parser expects helps nobody.
_LONG = 160


def _malformed(message: str, sent: str, shift: int) -> QueryError:
    found = _POSITION.search(message)
    if not found:
        return QueryError(
            f"The query cannot be run: {message}", "Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here."
        )
    line, column, expected = int(found[1]), int(found[2]), " ".join(found[3].split())
    # Count as in the text that was given: without the prefixes before it and the escapes within it.
    before = sent.split("\n")[line - 1][: column - 1] if line <= sent.count("\n") + 1 else ""
    column -= (shift if line == 1 else 0) + before.count("\\.")
    # The parser names every character it would have taken; a person needs to know where, and an undeclared prefix by name.
    unknown = re.search(r"([A-Za-z][\w-]*):\S*$", before) or re.match(
        r"([A-Za-z][\w-]*):", sent.split("\n")[line - 1][len(before) :]
    )
    if unknown and not re.search(rf"\bPREFIX\s+{re.escape(unknown[1])}:", sent, re.IGNORECASE):
        expected = f"the prefix {unknown[1]}: is not declared"
    elif len(expected) > _LONG:
        expected = "something else is expected here"
    return QueryError(
        f"Line {line}, column {max(column, 1)}: the query is malformed; {expected or 'it ends too early'}.",
        "Mend it there. Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here.",
        line,
        max(column, 1),
    )


def _table(title: str, answer: Any, names: Names) -> Table:
    if isinstance(answer, QueryBoolean):
        return Table(title, ("answer",), (("yes" if bool(answer) else "no",),))
    if isinstance(answer, QueryTriples):
        return Table(
            title,
            ("subject", "predicate", "object"),
            tuple((_cell(t.subject, names), _cell(t.predicate, names), _cell(t.object, names)) for t in answer),
        )
    assert isinstance(answer, QuerySolutions)
    columns = tuple(variable.value for variable in answer.variables)
    return Table(title, columns, tuple(tuple(_cell(v, names) for v in solution) for solution in answer))


def _cell(value: Any, names: Names) -> Cell:
    if value is None:
        return None
    if isinstance(value, NamedNode):
        return names.curie(value.value)
    if isinstance(value, Literal):
        # Only a literal without language can be a number, and asking costs less than reading the datatype.
        return value.value if value.language else _number(value.value, value.datatype.value)
    if isinstance(value, BlankNode):
        return f"_:{value.value}"
    return str(value)


_INTEGER, _DECIMAL, _DOUBLE = (FIXED["xsd"] + name for name in ("integer", "decimal", "double"))


def _number(text: str, datatype: str) -> Cell:
    if datatype == _INTEGER:
        return int(text)
    if datatype in (_DECIMAL, _DOUBLE):
        return float(text)
    return text


def _short(cell: Any, names: Names) -> Cell:
    """Turn the worker's cell (kind, text, datatype) into what a person reads."""
    if cell is None:
        return None
    kind, text, datatype = cell
    return names.curie(text) if kind == "iri" else _number(text, datatype)
