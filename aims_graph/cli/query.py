"""The command that asks the graph in SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.options import Endpoint, Format, Output
from aims_graph.errors import CONTENT_IS_WRONG, AimsError

if TYPE_CHECKING:
    from aims_graph.model import Library

#: The forms for people, of every answer.
READABLE = ("table", "xlsx", "html")


def query(
    name: Annotated[str, typer.Argument(help="A named query, a .rq file, or 'list'.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value, once for each parameter.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="When a query of your own is stopped.")] = 10.0,
    endpoint: Endpoint = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Ask a named query, or run a SPARQL file of your own in an isolated, read-only process.

    Each file of the content is a graph of its own; without GRAPH and FROM all are asked together. A path such as
    skos:broader* inside one GRAPH stops at the edge of that graph. Formats: table, xlsx and html for people; json, xml, csv and tsv as
    SPARQL 1.1 has them; turtle, trig, ntriples, nquads, jsonld and rdfxml for graphs. Exit code 1: ASK answers no, or the answer was cut.

    Example: aims-graph query what-maps-to --param requirement=iso42001:A.6.2.8
    """
    from aims_graph.cli.elsewhere import answer_at
    from aims_graph.cli.opened import library as opened
    from aims_graph.graph.isolated import Limits
    from aims_graph.graph.query import answer, foreign, named_queries, queries_table
    from aims_graph.graph.results import as_table
    from aims_graph.graph.written import FORMS, written
    from aims_graph.present.console import data, say
    from aims_graph.present.console import show as show_table
    from aims_graph.present.forms import form_of

    given_params: dict[str, str] = {}
    for key, value in map(_pair, param or []):
        if key in given_params:
            raise AimsError(f"The parameter '{key}' was given twice.", "Give it once.")
        given_params[key] = value
    if name == "list":
        show_table(queries_table(), form, output, opened().names)
        return
    library = opened()
    named = named_queries().get(name)
    if named:
        types = {parameter.name: parameter.type for parameter in named.parameters.values()}
        given = {k: _as_id(library, v, types.get(k, "")) for k, v in given_params.items()}
        found = answer_at(endpoint, library, name, given) if endpoint else answer(library, name, given)
    elif endpoint:
        raise AimsError(
            "An endpoint is asked named queries only.", "Send a query of your own to it with curl, or ask it here."
        )
    elif given_params:
        raise AimsError("A query file takes no parameters.", "Write the values into the query, and leave out --param.")
    else:
        found = foreign(library, _read(name), Limits(seconds))
    form = form_of(form, output, (*READABLE, *FORMS))
    if form in READABLE:
        title = named.title if named else "Result"
        show_table(as_table(found, title, library.names.curie), form, output, library.names)
    else:
        data(written(found, form, library.names.table), output)
    if found.cut:
        say(found.cut)
    if found.cut or found.truth is False:
        raise typer.Exit(CONTENT_IS_WRONG)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise AimsError(f"'{text}' is no parameter.", "Write --param name=value.")
    return name, value


def _as_id(library: Library, value: str, kind: str) -> str:
    """Read a parameter as people write it: the number of a requirement or the name of a framework becomes its id; all else stays."""
    from aims_graph.errors import UnknownFrameworkError, UnknownRequirementError
    from aims_graph.identifiers import resolve, resolve_framework

    if ":" in value and " " not in value:
        return value
    try:
        if kind == "framework":
            return f"{resolve_framework(value, library)}:"
        if kind == "requirement":
            return resolve(value, library)
    except (UnknownFrameworkError, UnknownRequirementError):
        pass  # The query says what it takes.
    return value


def _read(name: str) -> str:
    from aims_graph.graph.query import named_queries

    path = Path(name)
    if not path.is_file():
        raise AimsError(
            f"No query and no file is called '{name}'.", f"The named queries are {', '.join(named_queries())}."
        )
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AimsError(f"{name} cannot be read as UTF-8 text.", str(error)) from None
