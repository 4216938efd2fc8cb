"""A workspace asked in SPARQL together with the content: one graph in which frameworks, answers, evidence, risks and history stand side by side.

It is made for the asking, from the database as it is at that moment and the content's kept graph, in a folder of its own that is gone afterwards:
what an organisation says of itself is kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse, serialize

from aims_graph import cache
from aims_graph.errors import AimsError
from aims_graph.formats.tsv import is_web_address
from aims_graph.graph.amend import copy_store
from aims_graph.graph.isolated import Limits
from aims_graph.graph.named import NamedQuery, read_queries, run
from aims_graph.graph.query import by_id, foreign_over
from aims_graph.graph.results import Result
from aims_graph.graph.store import load_at_once, store_path
from aims_graph.model import Library
from aims_graph.workspace.rdf import BASE, lines
from aims_graph.workspace.store import Workspace

QUERIES = Path(__file__).parent / "queries"


@lru_cache(maxsize=1)
def workspace_queries() -> dict[str, NamedQuery]:
    """Return the named queries that ask a workspace, by name."""
    return read_queries(QUERIES)


def answer(workspace: Workspace, library: Library, name: str, parameters: Mapping[str, str]) -> Result:
    """Answer a named query of a workspace in this process.

    Args:
        workspace: the workspace.
        library: the content.
        name: one of :func:`workspace_queries`.
        parameters: name -> CURIE, IRI or date, or a requirement or framework as people write it; ``ws:R-1`` names a record.

    Raises:
        AimsError: if a parameter is missing, unknown, not of its type, or names nothing in the graph.
    """
    query = workspace_queries()[name]
    with graph_of(workspace, library) as path:
        return run(query, by_id(library, query, parameters), Store.read_only(str(path)), library.names.table)


def foreign(workspace: Workspace, library: Library, text: str, limits: Limits | None = None) -> Result:
    """Answer somebody's SPARQL over content and workspace in an isolated, read-only process.

    Raises:
        QueryError: if the query is malformed, asks another server, or breaks a limit.
    """
    with graph_of(workspace, library) as path:
        return foreign_over(path, library, text, limits)


@contextmanager
def graph_of(workspace: Workspace, library: Library) -> Iterator[Path]:
    """Give the folder of a store that holds content and workspace, for as long as it is asked."""
    content = store_path(library)
    # Beside the content's, so that its tables need not be copied.
    with cache.half_made(content.parent.parent) as room:
        path = room / "store"
        copy_store(content, path)
        store = Store(str(path))
        load_at_once(store, "".join(statements(workspace, library)))
        store.flush()
        del store
        yield path


def statements(workspace: Workspace, library: Library, base: str = BASE) -> Iterator[str]:
    """Yield what a workspace says as lines of N-Quads, as it is now."""
    state, history = workspace.state(), workspace.whole_history()
    return lines(state, [line for line in history if line.seq <= state.seq], library, base=base)


def trig(workspace: Workspace, library: Library, base: str = BASE) -> bytes:
    """Return a workspace as TriG: its records, what follows from them over the content, and its history, a named graph each.

    Args:
        workspace: the workspace.
        library: the content.
        base: what identifiers of its records begin with, so that those of several organisations do not meet; it ends in / or #.

    Raises:
        AimsError: if the base cannot be one.
    """
    if not is_web_address(base) or base[-1] not in "/#":
        raise AimsError(
            f"'{base}' can begin no identifier.", "Write it as https://example.org/aims/, with / or # at its end."
        )
    quads = parse("".join(statements(workspace, library, base)).encode(), format=RdfFormat.N_QUADS)
    written = serialize(quads, format=RdfFormat.TRIG, prefixes=library.names.table | {"ws": base})
    assert written is not None
    return written
