"""Asking the shipped content's graph: the named queries in this process, anybody's SPARQL in an isolated one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Store

from aims_graph.content import content_files, shipped_root
from aims_graph.errors import AimsError
from aims_graph.graph.isolated import Limits, Worker
from aims_graph.graph.named import NamedQuery, read_queries, run
from aims_graph.graph.results import Result, as_table
from aims_graph.graph.sparql import judge
from aims_graph.graph.store import open_store, store_path
from aims_graph.model import Table
from aims_graph.vocabulary import curie, prefixes

QUERIES = Path(__file__).parent / "queries"


@lru_cache(maxsize=1)
def named_queries() -> dict[str, NamedQuery]:
    """Return every named query, by name."""
    return read_queries(QUERIES)


def queries_table() -> Table:
    """Return the named queries with their questions and parameters."""
    rows = [(q.name, q.question, "; ".join(map(str, q.parameters.values()))) for q in named_queries().values()]
    return Table("Named queries", ("name", "question", "parameters"), tuple(rows))


def answer(name: str, parameters: Mapping[str, str] | None = None, root: Path | None = None) -> Result:
    """Answer a named query in this process.

    Args:
        name: the file's name without ``.rq``.
        parameters: name -> CURIE, IRI or date; every parameter of the head must be given.
        root: the content folder; the shipped one by default.

    Raises:
        AimsError: if there is no such query, or a parameter is missing, unknown, not of its type, or names nothing in the graph.
    """
    query = named_queries().get(name)
    if query is None:
        raise AimsError(f"No query is called '{name}'.", f"The named queries are {', '.join(named_queries())}.")
    root = root or shipped_root()
    return run(query, parameters or {}, _opened(root, _stamp(root)), prefixes())


def ask(name: str, parameters: Mapping[str, str] | None = None, root: Path | None = None) -> Table:
    """Answer a named query as :func:`answer` does, as a table for people."""
    found = answer(name, parameters, root)
    return as_table(found, named_queries()[name].title, curie)


def foreign(text: str, limits: Limits | None = None, root: Path | None = None) -> Result:
    """Answer somebody's SPARQL in an isolated, read-only process, which is started for it.

    Args:
        text: a SELECT, ASK, CONSTRUCT or DESCRIBE query; known prefixes need not be declared.
        limits: when it is stopped and where its answer is cut; ``cut`` of the result then says so.
        root: the content folder; the shipped one by default.

    Raises:
        QueryError: if the query is malformed (with line and column), asks another server, or breaks a limit.
    """
    worker = Worker(current_store(root))
    try:
        return worker.ask(judge(text, prefixes()), prefixes(), limits or Limits())
    finally:
        worker.end()


def run_foreign(text: str, limits: Limits | None = None, root: Path | None = None) -> Table:
    """Answer somebody's SPARQL as :func:`foreign` does, as a table for people."""
    return as_table(foreign(text, limits, root), "Result", curie)


def current_store(root: Path | None = None) -> Path:
    """Return the folder of the store for the content as it is now; the content is read for that only if a file was touched since."""
    root = root or shipped_root()
    path = _built(root, _stamp(root))
    if not path.exists():
        # Swept away by another process, which keeps only the stores of the last few states of the content.
        _built.cache_clear()
        path = _built(root, _stamp(root))
    return path


def _stamp(root: Path) -> tuple[tuple[Path, int, int, int, int], ...]:
    found = ((path, path.stat()) for path in content_files(root))
    return tuple((path, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for path, s in found)


@lru_cache(maxsize=4)
def _built(root: Path, stamp: tuple[tuple[Path, int, int, int, int], ...]) -> Path:
    return store_path(root)


@lru_cache(maxsize=4)
def _opened(root: Path, stamp: tuple[tuple[Path, int, int, int, int], ...]) -> Store:
    return open_store(root)
