"""Commands that judge and suggest crosswalks without entering anything: lint, suggest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aims_graph.cli.options import Output


def lint(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Crosswalks in any format that import reads.")],
    at_least: Annotated[
        str, typer.Option("--at-least", help="error, warning or note: what is shown and counted, and graver than it.")
    ] = "note",
    columns: Annotated[
        str,
        typer.Option("--columns", help="For a table: which column is what, as in 'subject=Ours,object=Theirs'."),
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", help="For a workbook: which sheet; by default the only one with a table.")
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="table, json or sarif; by default what --output ends in (.txt, .json, .sarif)."
        ),
    ] = "",
    output: Output = None,
) -> None:
    """Judge somebody's crosswalk without entering it: ids, titles, editions, relations, contradictions, and what this content has against a row.

    Each finding says file, line, what is wrong and what is right. Exit code 0 without findings, 1 with, 2 if a file cannot be read.

    Example: aims-graph lint theirs.sssom.tsv --at-least warning
    """
    from aims_graph.cli.opened import library as opened
    from aims_graph.errors import CONTENT_IS_WRONG, COULD_NOT_RUN, AimsError
    from aims_graph.lint import judge_files
    from aims_graph.present.console import answer, say
    from aims_graph.present.faults import LEVELS, counted, faults_json, faults_text
    from aims_graph.present.forms import form_of
    from aims_graph.present.sarif import sarif

    if at_least not in LEVELS:
        raise AimsError(f"No level is called '{at_least}'.", f"Use {', '.join(LEVELS)}.")
    form = form_of(form, output, ("table", "json", "sarif"))
    judgement = judge_files(opened(), files, columns, sheet)
    faults = judgement.at_least(at_least)
    if form == "sarif":
        answer(sarif(faults), output)
    elif form == "json":
        answer(faults_json(faults, judgement.notes), output)
    elif faults or output:
        answer(faults_text(faults), output)
    for note in judgement.notes:
        say(note)
    say(f"{counted(faults)}.")
    if judgement.unread:
        raise typer.Exit(COULD_NOT_RUN)
    if faults:
        raise typer.Exit(CONTENT_IS_WRONG)
