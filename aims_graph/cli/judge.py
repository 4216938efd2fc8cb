"""Commands that judge and suggest crosswalks without entering anything: lint, suggest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aims_graph.cli.options import Columns, Format, Output, SheetName, finite, format_option


def lint(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Crosswalks in any format that import reads.")],
    at_least: Annotated[
        str, typer.Option("--at-least", help="error, warning or note: what is shown and counted, and graver than it.")
    ] = "note",
    columns: Columns = "",
    sheet: SheetName = "",
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", min=0.0, callback=finite, help="How long to look for contradictions, in all files together."
        ),
    ] = 45.0,
    form: Annotated[
        str, format_option("table, json or sarif; by default what --output ends in (.txt, .json, .sarif).")
    ] = "",
    output: Output = None,
) -> None:
    """Judge somebody's crosswalk without entering it: ids, titles, editions, relations, contradictions, and what this content has against a row.

    Each finding says file, line, what is wrong and what is right. Exit code 0 without findings, 1 with, 2 if a file cannot be read or contradictions could not all be looked for.

    Example: aims-graph lint theirs.sssom.tsv --at-least warning
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.errors import CONTENT_IS_WRONG, COULD_NOT_RUN, AimsError
    from aims_graph.lint import judge_files
    from aims_graph.present.console import answer, say
    from aims_graph.present.faults import LEVELS, counted, faults_json, faults_text
    from aims_graph.present.forms import form_of
    from aims_graph.present.sarif import sarif

    if at_least not in LEVELS:
        raise AimsError(f"No level is called '{at_least}'.", f"Use {', '.join(LEVELS)}.")
    form = form_of(form, output, ("table", "json", "sarif"))
    judgement = judge_files(asked_library(), files, columns, sheet, seconds)
    faults = judgement.at_least(at_least)
    if form == "sarif":
        answer(sarif(faults), output)
    elif form == "json":
        answer(faults_json(faults, judgement.notes), output)
    elif faults or output:
        answer(faults_text(faults), output)
    for note in judgement.notes:
        say(note)
    if judgement.unfinished:
        say("Mend what is found, or give it longer with --seconds.")
    say(f"{counted(faults)}.")
    if judgement.unread or judgement.unfinished:
        raise typer.Exit(COULD_NOT_RUN)
    if faults:
        raise typer.Exit(CONTENT_IS_WRONG)


def suggest(
    framework: Annotated[
        str, typer.Argument(help="The framework whose requirements look for counterparts, as people write it.")
    ] = "",
    towards: Annotated[
        str, typer.Option("--towards", help="The framework to look in; by default each other one.")
    ] = "",
    each: Annotated[int, typer.Option("--each", min=1, max=50, help="How many candidates for each requirement.")] = 5,
    least: Annotated[
        float, typer.Option("--least", min=0.0, max=1.0, callback=finite, help="Leave out what has a lower score.")
    ] = 0.02,
    accept: Annotated[
        Path | None, typer.Option("--accept", help="A table of suggestions with verdicts filled in, to be entered.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="With --accept: the person who decided.")] = "",
    into: Annotated[
        Path | None, typer.Option("--into", help="With --accept: the folder of content to enter it in.")
    ] = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Rank counterparts for a framework's requirements, to accept, change or refuse. Nothing enters unless a table with verdicts is given to --accept.

    Accepted suggestions become rows with the person's name that say no more than the person did; refused ones are not suggested again.

    Example: {suggest}
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.errors import AimsError

    if accept is not None:
        _enter_decisions(accept, by, into)
        return
    if by or into:
        raise AimsError("--by and --into say who accepts, and where.", "Name the table too: --accept candidates.csv.")
    if not framework:
        raise AimsError(
            "For which framework?", "Name it: aims-graph suggest FRAMEWORK; aims-graph frameworks lists them."
        )
    from aims_graph.answers.suggest.suggest import suggest as suggested
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import show
    from aims_graph.present.suggestions import suggestions_table

    library = asked_library()
    one = resolve_framework(framework, library)
    others = [resolve_framework(towards, library)] if towards else [f.id for f in library.mapped if f.id != one]
    if one in others:
        raise AimsError("A framework has no counterparts in itself.", "Name another one with --towards.")
    found = [c for other in others for c in suggested(library, one, other, each) if c.score >= least]
    short = library.frameworks[one].short
    table = suggestions_table(library, f"Suggested counterparts of {short}", found)
    show(table.noted("Then: aims-graph suggest --accept FILE --by NAME --into FOLDER."), form, output, library.names)


def _enter_decisions(table: Path, by: str, into: Path | None) -> None:
    """Enter what a person decided in a folder, all or nothing, and say what was written.

    Raises:
        AimsError: if nobody or no folder is named, or nothing is decided.
    """
    from aims_graph.cli.opened import packs
    from aims_graph.errors import AimsError
    from aims_graph.exchange.decisions import decisions, proposal
    from aims_graph.exchange.entry import enter
    from aims_graph.formats.library import library_of
    from aims_graph.present.console import say

    if into is None:
        raise AimsError("Accepted rows go into a folder of content.", "Name it: --into my-content.")
    library = library_of(packs(over=into))
    decided = decisions(table, library)
    if not decided:
        raise AimsError(f"{table} has no verdict.", "Write accept or refuse in the column verdict.")
    found = proposal(decided, by, library, into)
    enter(found.files, into)
    for place in found.files:
        say(f"Written: {into / place}")
    say(f"{found.accepted} accepted, {found.refused} refused, by {by}.")
