"""Asking the content's graph: the named queries in this process, anybody's SPARQL in an isolated one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from aims_graph.errors import AimsError, UnknownFrameworkError, UnknownRequirementError
from aims_graph.graph.isolated import Limits, Worker
from aims_graph.graph.named import NamedQuery, read_queries, run
from aims_graph.graph.results import Result, as_table
from aims_graph.graph.sparql import judge
from aims_graph.graph.store import open_store, store_path
from aims_graph.identifiers import resolve, resolve_framework
from aims_graph.model import Library, Table

QUERIES = Path(__file__).parent / "queries"


@lru_cache(maxsize=1)
def named_queries() -> dict[str, NamedQuery]:
    """Return every named query, by name."""
    return read_queries(QUERIES)


def queries_table(named: Mapping[str, NamedQuery] | None = None) -> Table:
    """Return named queries with their questions and parameters; by default those of the content."""
    every = (named_queries() if named is None else named).values()
    rows = [(q.name, q.question, "; ".join(map(str, q.parameters.values()))) for q in every]
    return Table("Named queries", ("name", "question", "parameters"), tuple(rows))


def answer(library: Library, name: str, parameters: Mapping[str, str] | None = None) -> Result:
    """Answer a named query in this process.

    Args:
        library: the content.
        name: the file's name without ``.rq``.
        parameters: name -> CURIE, IRI or date, or a requirement or framework as people write it; every parameter of the head must be given.

    Raises:
        AimsError: if there is no such query, or a parameter is missing, unknown, not of its type, or names nothing in the graph.
    """
    query = named_queries().get(name)
    if query is None:
        raise AimsError(f"No query is called '{name}'.", f"The named queries are {', '.join(named_queries())}.")
    return run(query, by_id(library, query, parameters or {}), open_store(library), library.names.table)


def by_id(library: Library, query: NamedQuery, parameters: Mapping[str, str]) -> dict[str, str]:
    """Return parameters as people write them with an id for each number of a requirement and each name of a framework; all else stays."""
    types = {parameter.name: parameter.type for parameter in query.parameters.values()}
    return {name: _as_id(library, value, types.get(name, "")) for name, value in parameters.items()}


def _as_id(library: Library, value: str, kind: str) -> str:
    try:
        # An id stays: a query may be about an edition that mappings do not speak of.
        if kind == "framework" and not (value.endswith(":") and value[:-1] in library.frameworks):
            return f"{resolve_framework(value, library)}:"
        if kind == "requirement":
            return resolve(value, library)
    except (UnknownFrameworkError, UnknownRequirementError):
        pass  # The query says what it takes.
    return value


def ask(library: Library, name: str, parameters: Mapping[str, str] | None = None) -> Table:
    """Answer a named query as :func:`answer` does, as a table for people."""
    found = answer(library, name, parameters)
    return as_table(found, named_queries()[name].title, library.names.curie)


def foreign(library: Library, text: str, limits: Limits | None = None) -> Result:
    """Answer somebody's SPARQL in an isolated, read-only process, which is started for it.

    Args:
        library: the content.
        text: a SELECT, ASK, CONSTRUCT or DESCRIBE query; known prefixes need not be declared.
        limits: when it is stopped and where its answer is cut; ``cut`` of the result then says so.

    Raises:
        QueryError: if the query is malformed (with line and column), asks another server, or breaks a limit.
    """
    return foreign_over(store_path(library), library, text, limits)


def foreign_over(path: Path, library: Library, text: str, limits: Limits | None = None) -> Result:
    """Answer somebody's SPARQL as :func:`foreign` does, from another store over the same content.

    Raises:
        QueryError: as there.
    """
    prefixes = library.names.table
    worker = Worker(path)
    try:
        return worker.ask(judge(text, prefixes), prefixes, limits or Limits())
    finally:
        worker.end()


def run_foreign(library: Library, text: str, limits: Limits | None = None) -> Table:
    """Answer somebody's SPARQL as :func:`foreign` does, as a table for people."""
    return as_table(foreign(library, text, limits), "Result", library.names.curie)
