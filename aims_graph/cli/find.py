"""The command that finds requirements by words."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output


def search(
    question: Annotated[str, typer.Argument(help="Words, a title or a number.")],
    framework: Annotated[str, typer.Option("--in", help="Only this framework.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many answers.")] = 10,
    form: Format = "table",
    output: Output = None,
) -> None:
    """Find requirements by word, title or number, and say why each was found.

    Example: aims-graph search "human oversight"
    """
    from aims_graph.answers.search import search_table
    from aims_graph.cli.console import show
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve_framework

    library = load()
    where = resolve_framework(framework, library) if framework else ""
    show(search_table(library, question, where, limit), form, output)
