"""Commands that a store elsewhere can answer by a named query."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from aims_graph.graph.results import Result
    from aims_graph.model import Library


def answer_at(endpoint: str, library: Library, name: str, given: Mapping[str, str]) -> Result:
    """Answer a named query at an endpoint.

    Raises:
        AimsError: if the endpoint cannot be reached or cannot answer it, or a parameter is wrong.
    """
    from aims_graph.cli.serve import need

    need("--endpoint")
    from aims_graph.serve.elsewhere import answer_there
    from aims_graph.serve.remote import Remote

    remote = Remote(endpoint)
    try:
        return answer_there(remote, name, given, library.names.table)
    finally:
        remote.close()


def show_at(
    endpoint: str, library: Library, name: str, given: Mapping[str, str], form: str, output: Path | None
) -> None:
    """Show what :func:`answer_at` finds as a table, and say by which query it was found."""
    from dataclasses import replace

    from aims_graph.graph.query import named_queries
    from aims_graph.graph.results import as_table
    from aims_graph.present.console import show

    found = as_table(answer_at(endpoint, library, name, given), named_queries()[name].title, library.names.curie)
    note = f"Answered at {endpoint} by the named query {name}."
    show(replace(found, notes=(*found.notes, note)), form, output, library.names)


def not_there(**options: object) -> None:
    """See that none of the options is given that a named query has no place for.

    Raises:
        AimsError: if one is.
    """
    for name, value in options.items():
        if value:
            option = name.rstrip("_").replace("_", "-")
            raise AimsError(f"--{option} is answered here only.", "Leave it out, or leave out --endpoint.")
