"""The command that writes a document for an auditor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aims_graph.cli.options import format_option
from aims_graph.cli.subject import Day, certified, day_of, target, with_controls
from aims_graph.cli.workplace import AsOption, WorkspaceOption, opened, who
from aims_graph.errors import AimsError


def document(
    kind: Annotated[str, typer.Argument(help="soa, gap, risks, impact, audit, review, stage1 or context.")],
    of: Annotated[
        str,
        typer.Argument(
            help="For soa, gap and stage1 the framework, for context one if not all; for impact, audit and review the entry's id (the latest by default)."
        ),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file: its ending (.docx, .pdf, .html) names the format.")
    ] = None,
    form: Annotated[str, format_option("docx, pdf or html; by default what --output ends in.")] = "",
    version: Annotated[
        str,
        typer.Option(
            "--version", help="Of soa an approved version; of the others what the document's version is called."
        ),
    ] = "",
    author: Annotated[str, typer.Option("--author", help="Who answers for it; whoever works here by default.")] = "",
    on: Day = "",
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Write a document for an auditor: Statement of Applicability, gap report, risk register, impact assessment, audit report, minutes, index, context and objectives.

    Example: aims-graph document soa 42001 -o soa.docx
    """
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import answer_file
    from aims_graph.present.document_kinds import KINDS, document_of
    from aims_graph.present.document_writers import DOCUMENT_FORMS, written
    from aims_graph.present.forms import form_of
    from aims_graph.workspace.past import as_of

    if kind not in KINDS:
        raise AimsError(f"No document is called '{kind}'.", f"There are: {', '.join(KINDS)}.")
    chosen = form_of(form, output, DOCUMENT_FORMS)
    if output is None and chosen != "html":
        raise AimsError("A document is no text for the screen.", f"Add -o {kind}.{chosen}.")
    place, library = opened(workspace)
    day = day_of(on)
    state = as_of(place, day)
    if kind in ("soa", "gap", "stage1"):
        chooser = {"soa": with_controls, "gap": target, "stage1": certified}[kind]
        of = chooser(state, library, of)
    elif kind == "context" and of:
        of = resolve_framework(of, library)
    lines = place.whole_history() if kind == "audit" else ()
    author = author or who(place, as_, "a document says who answers for it (--author names anybody)").name
    found = document_of(state, library, kind, of, day, version, author, lines)
    answer_file(written(found, chosen), output)
