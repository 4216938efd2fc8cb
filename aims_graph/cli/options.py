"""The options every command that answers shares: learnt once, known everywhere."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer


def finite(value: float) -> float:
    """Return an option's number; refuse what no comparison ends at: nan passes every min and max, inf has no end.

    Raises:
        typer.BadParameter: if it is nan or infinite.
    """
    if not isfinite(value):
        raise typer.BadParameter(f"{value} is no number to count with.")
    return value


def format_option(forms: str) -> Any:
    """Return the option ``--format``; ``forms`` says which there are."""
    return typer.Option("--format", "-f", help=forms)


Format = Annotated[
    str,
    format_option(
        "table, csv, json, turtle, xlsx or html; by default what --output ends in (.txt, .csv, .json, .ttl, .xlsx, .html)."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Write the answer to this file instead of the screen; its ending names the format.",
    ),
]
Endpoint = Annotated[
    str,
    typer.Option(
        "--endpoint",
        help="Ask the SPARQL endpoint at this address instead, by a named query; what it cannot answer is said.",
    ),
]
Requirement = Annotated[str, typer.Argument(help="A requirement as people write it ({requirement}) or an id.")]
Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        help="For a table: which column is what, as in 'number=Control ID,title=Name' or 'subject=Ours,object=Theirs'; 'relation.full=subset of' says what a word for a relation means.",
    ),
]
SheetName = Annotated[
    str, typer.Option("--sheet", help="For a workbook: which sheet; by default the only one with a table.")
]
