"""The command that asks the graph in SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.errors import AimsError


def query(
    name: Annotated[str, typer.Argument(help="A named query, a .rq file, or 'list'.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value, once for each parameter.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="When a query of your own is stopped.")] = 10.0,
    form: Format = "",
    output: Output = None,
) -> None:
    """Ask a named query, or run a SPARQL file of your own in an isolated, read-only process.

    Example: aims-graph query what-maps-to --param requirement=iso42001:A.6.2.8
    """
    from aims_graph.cli.opened import library as opened
    from aims_graph.graph.query import ask, named_queries, queries_table, run_foreign
    from aims_graph.present.console import show as show_table

    given_params: dict[str, str] = {}
    for key, value in map(_pair, param or []):
        if key in given_params:
            raise AimsError(f"The parameter '{key}' was given twice.", "Give it once.")
        given_params[key] = value
    if name == "list":
        show_table(queries_table(), form, output)
    elif name in named_queries():
        found = ask(opened(), name, {k: _as_id(v) for k, v in given_params.items()})
        show_table(found, form, output, opened().names)
    elif given_params:
        raise AimsError("A query file takes no parameters.", "Write the values into the query, and leave out --param.")
    else:
        show_table(run_foreign(opened(), _read(name), seconds), form, output, opened().names)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise AimsError(f"'{text}' is no parameter.", "Write --param name=value.")
    return name, value


def _as_id(value: str) -> str:
    """Read a parameter as people write it: a number or a framework's name becomes its id; ids, dates and other words stay."""
    from aims_graph.cli.opened import library as opened
    from aims_graph.errors import UnknownFrameworkError, UnknownRequirementError
    from aims_graph.identifiers import resolve, resolve_framework

    if ":" in value and " " not in value:
        return value
    try:
        return f"{resolve_framework(value, opened())}:"
    except UnknownFrameworkError:
        pass
    try:
        return resolve(value, opened())
    except UnknownRequirementError:
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
