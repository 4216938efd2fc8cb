"""The commands that reason: ``closure``, ``explain`` and ``retract``."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output, Requirement, format_option


def closure(
    stated_by: Annotated[
        str,
        typer.Option(
            "--stated-by", help="Close somebody else's mapping sets, files named subject--object.NAME.sssom.tsv."
        ),
    ] = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Print every relation between frameworks that follows from the rows, whether it is worth showing, and how many rows it takes.

    Example: aims-graph closure --format csv -o closure.csv
    """
    from aims_graph.answers.inference.inference import everything_entailed
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show
    from aims_graph.present.inference import entailed_table

    library = asked_library()
    found = everything_entailed(library, stated_by)
    show(entailed_table(library, found, stated_by), form, output, library.names)


def explain(
    first: Requirement,
    second: Requirement,
    form: Annotated[
        str, format_option("table (in words), csv, json, turtle, xlsx, html or svg; by default what --output ends in.")
    ] = "",
    output: Output = None,
) -> None:
    """Say what is known of two requirements and why: the shortest argument, down to the rows and where they stand.

    Example: {explain}
    """
    from aims_graph.answers.inference.inference import explained
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve
    from aims_graph.present.console import answer, prose, show
    from aims_graph.present.forms import FORMS, form_of
    from aims_graph.present.inference import explained_table, explained_text

    library = asked_library()
    form = form_of(form, output, (*FORMS, "svg"))
    found = explained(library, resolve(first, library), resolve(second, library))
    if form == "table":
        prose(explained_text(library, found), output)
    elif form == "svg":
        from aims_graph.present.chain_svg import chain_svg

        answer(chain_svg(library, found.pair), output)
    else:
        show(explained_table(library, found), form, output, library.names)


def retract(
    row: Annotated[str, typer.Argument(help="A row as FILE:LINE, or one of its two requirements.")],
    other: Annotated[str, typer.Argument(help="The other requirement, if the first argument is one.")] = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what falls if a mapping row is rejected: what no longer follows, and what is no longer certainly met.

    Example: {retract}
    """
    from aims_graph.answers.inference.inference import fallen_with, row_between, stated_row
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve
    from aims_graph.present.console import show
    from aims_graph.present.inference import fallen_table

    library = asked_library()
    found = row_between(library, resolve(row, library), resolve(other, library)) if other else stated_row(library, row)
    show(fallen_table(library, fallen_with(library, found)), form, output, library.names)
