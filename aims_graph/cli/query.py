"""The command that asks the graph in SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.options import Endpoint, Format, Output
from aims_graph.cli.workplace import WorkspaceOption, is_named, opened
from aims_graph.errors import CONTENT_IS_WRONG, AimsError

if TYPE_CHECKING:
    from aims_graph.graph.named import NamedQuery
    from aims_graph.graph.results import Result
    from aims_graph.model import Library
    from aims_graph.workspace.store import Workspace

#: The forms for people, of every answer.
READABLE = ("table", "xlsx", "html")


def query(
    name: Annotated[str, typer.Argument(help="A named query, a .rq file, or 'list'.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value, once for each parameter.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="When a query of your own is stopped.")] = 10.0,
    workspace: WorkspaceOption = None,
    endpoint: Endpoint = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Ask a named query, or run a SPARQL file of your own in an isolated, read-only process.

    Each file of the content is a graph of its own; without GRAPH and FROM all are asked together. A path such as
    skos:broader* inside one GRAPH stops at the edge of that graph. Formats: table, xlsx and html for people; json, xml, csv and tsv as
    SPARQL 1.1 has them; turtle, trig, ntriples, nquads, jsonld and rdfxml for graphs. Exit code 1: ASK answers no, or the answer was cut.

    With --workspace its records, what follows from them and its history are asked together with the content (ws:R-1 names an entry, wsp: its
    terms), and there are more named queries.

    Example: {query}
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.graph.query import named_queries, queries_table
    from aims_graph.graph.results import as_table
    from aims_graph.graph.written import FORMS, written
    from aims_graph.present.console import data, say, show
    from aims_graph.present.forms import form_of

    given_params = _pairs(param or [])
    place = None
    if is_named(workspace):
        from aims_graph.workspace.graph import workspace_queries

        place, library = opened(workspace)
        named = {**named_queries(), **workspace_queries()}
    else:
        library, named = asked_library(), named_queries()
    if name == "list":
        show(queries_table(named), form, output, library.names)
        return
    query = named.get(name)
    if query:
        found = _answer(query, library, place, endpoint, given_params)
    elif endpoint:
        raise AimsError(
            "An endpoint is asked named queries only.", "Send a query of your own to it with curl, or ask it here."
        )
    elif given_params:
        raise AimsError("A query file takes no parameters.", "Write the values into the query, and leave out --param.")
    else:
        found = _run(_read(name, named), library, place, seconds)
    form = form_of(form, output, (*READABLE, *FORMS))
    if form in READABLE:
        title = query.title if query else "Result"
        show(as_table(found, title, library.names.curie), form, output, library.names)
    else:
        data(written(found, form, library.names.table), output)
    if found.cut:
        say(found.cut)
    if found.cut or found.truth is False:
        raise typer.Exit(CONTENT_IS_WRONG)


def _answer(
    query: NamedQuery, library: Library, place: Workspace | None, endpoint: str, given: Mapping[str, str]
) -> Result:
    """Answer a named query: at an endpoint if one is named, of the workspace if it is one of its own, else of the content.

    Raises:
        AimsError: if a parameter is wrong, or the endpoint cannot answer.
    """
    from aims_graph.cli.elsewhere import answer_at
    from aims_graph.graph.query import answer, by_id, named_queries

    if endpoint:
        return answer_at(endpoint, library, query.name, by_id(library, query, given))
    if place and query.name not in named_queries():
        from aims_graph.workspace import graph as over_both

        return over_both.answer(place, library, query.name, given)
    return answer(library, query.name, given)


def _run(text: str, library: Library, place: Workspace | None, seconds: float) -> Result:
    """Run somebody's own SPARQL over the content, and the workspace if there is one.

    Raises:
        QueryError: if it is malformed, asks another server, or breaks a limit.
    """
    from aims_graph.graph.isolated import Limits

    if place:
        from aims_graph.workspace import graph as over_both

        return over_both.foreign(place, library, text, Limits(seconds))
    from aims_graph.graph.query import foreign

    return foreign(library, text, Limits(seconds))


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise AimsError(f"'{text}' is no parameter.", "Write --param name=value.")
        if name in found:
            raise AimsError(f"The parameter '{name}' was given twice.", "Give it once.")
        found[name] = value
    return found


def _read(name: str, named: Iterable[str]) -> str:
    path = Path(name)
    if not path.is_file():
        raise AimsError(f"No query and no file is called '{name}'.", f"The named queries are {', '.join(named)}.")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AimsError(f"{name} cannot be read as UTF-8 text.", str(error)) from None
