"""A workspace handed out and taken back: the whole of it for programs, an assessment as a workbook for people without the tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.workplace import AsOption, WorkspaceOption, ask_to_keep, check_installed, opened, who
from aims_graph.counting import count_of
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.workspace.assessment_sheet import Returned
    from aims_graph.workspace.store import Workspace


def export(
    framework: Annotated[
        str,
        typer.Argument(help="For a workbook: whose assessment; by default the first framework that is answered to."),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The file: .xlsx for an assessment to fill in, .json for the whole workspace, .trig for the whole as a graph.",
        ),
    ] = None,
    base: Annotated[
        str,
        typer.Option(
            "--base",
            help="For a .trig: what identifiers of your records begin with, so that those of several organisations do not meet.",
        ),
    ] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Hand a workspace out: an assessment as a workbook to fill in and bring back, or the whole of it for another program, as JSON or TriG.

    The JSON can be brought back into a new folder; files of evidence and of content/ are in neither, 'workspace backup' takes those.

    Example: aims-graph workspace export 42001 -o assessment.xlsx
    """
    from aims_graph.present.console import STANDARD, data, file_for_a_workbook, save

    place, library = opened(workspace)
    # Standard output has no ending: what is of one framework is its workbook.
    unsaid = ".xlsx" if output == STANDARD and framework else ".json"
    ending = output.suffix.lower() if output and output != STANDARD else unsaid
    if base and ending != ".trig":
        raise AimsError("--base is for a graph.", "Leave it out, or write -o workspace.trig.")
    if ending in (".json", ".trig"):
        if framework:
            raise AimsError(
                f"The whole workspace leaves as {ending[1:].upper()}, not one framework.",
                "Leave the framework out, or write -o assessment.xlsx.",
            )
        data(_graph(place, library, base) if ending == ".trig" else _document(place), output)
        return
    if ending != ".xlsx" or output is None:
        raise AimsError(f"A workspace does not leave as '{ending}'.", "Name a file that ends in .xlsx, .json or .trig.")
    save(file_for_a_workbook(output, "assessment.xlsx"), _assessment(place, library, framework))


def _graph(place: Workspace, library: Library, base: str) -> bytes:
    """Return the whole workspace as TriG; ``base`` is what identifiers of its records begin with, empty for the usual."""
    from aims_graph.progress import step
    from aims_graph.workspace.graph import trig
    from aims_graph.workspace.rdf import BASE

    with step("Writing the workspace"):
        return trig(place, library, base or BASE)


def _document(place: Workspace) -> bytes:
    """Return the whole workspace as JSON."""
    import json

    from aims_graph.progress import step
    from aims_graph.workspace.interchange import as_document

    with step("Writing the workspace"):
        return (json.dumps(as_document(place), ensure_ascii=False, indent=1) + "\n").encode()


def _assessment(place: Workspace, library: Library, framework: str) -> bytes:
    """Return the workbook in which an assessment is filled in; of the first framework that is answered to, if none is named.

    Raises:
        AimsError: if the framework is unknown.
    """
    from aims_graph.present.assessment_workbook import assessment_workbook
    from aims_graph.progress import step
    from aims_graph.workspace.assessed import edition_assessed, targets_of
    from aims_graph.workspace.carry import standing
    from aims_graph.workspace.duties import counted
    from aims_graph.workspace.gap import gap

    state = place.state()
    wanted = edition_assessed(library, framework) if framework else targets_of(state, library)[0]
    with step("Working out the gaps"):
        gaps = gap(state, standing(state, library), wanted, counted(state, library, wanted))
    return assessment_workbook(library, state, wanted, gaps)


def import_(
    file: Annotated[
        Path, typer.Argument(help="What 'workspace export' wrote: an .xlsx that was filled in, or a .json.")
    ],
    into: Annotated[Path | None, typer.Option("--into", help="For a .json: the new folder of the workspace.")] = None,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where a cell was changed on both sides, take what the workbook says.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Save it without asking.")] = False,
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Take back what was handed out: shows what would change, what conflicts and what is not understood, then asks.

    Example: aims-graph workspace import assessment.xlsx
    """
    if file.suffix.lower() == ".json":
        _bring_whole(file, into)
        return
    if into is not None:
        raise AimsError("A workbook comes back into the workspace it went out from.", "Leave --into out.")
    from aims_graph.present.console import answer, say
    from aims_graph.workspace.assessment_sheet import apply, read_back

    place, library = opened(workspace)
    person = who(place, as_)
    found = read_back(file, place.state(), library)
    _show(found, library, theirs)
    chosen = [*found.changes, *(found.conflicts if theirs else ())]
    if not chosen:
        say("Nothing was saved: nothing was filled in or changed.")
        raise typer.Exit(1 if found.faults or found.conflicts else 0)
    ask_to_keep(yes)
    with place.change(person, library, "workbook") as change:
        n = apply(change, chosen)
    answer(f"Saved what was said of {count_of(n, 'requirement')}.")
    if found.faults or (found.conflicts and not theirs):
        raise typer.Exit(1)


def _bring_whole(file: Path, into: Path | None) -> None:
    """Make a workspace in a new folder of what was handed out as JSON, and say so, and what of our own content is not in it.

    Raises:
        AimsError: if no folder is named, the file cannot be read, or the folder holds something.
    """
    check_installed()
    if into is None:
        raise AimsError("A whole workspace goes into a new folder.", "Name it with --into.")
    from aims_graph.own.moving import can_come_back
    from aims_graph.present.console import answer, say
    from aims_graph.present.records import counted
    from aims_graph.workspace.interchange import read_document
    from aims_graph.workspace.records.scope import OwnContent

    made = read_document(file, into)
    answer(f"Brought {file} into {into}, up to line {made.state().seq} of its history.")
    if gone := [r for r in can_come_back(made.state(), into / "content") if not r.withdrawn]:
        say(f"Not in it: {counted(OwnContent, len(gone))} ({', '.join(r.title for r in gone)}). Copy content/ of the former folder into {into}; 'aims-graph workspace backup' takes it along.")  # fmt: skip


def _show(found: Returned, library: Library, theirs: bool) -> None:
    from aims_graph.present.console import answer, say
    from aims_graph.present.workspace import returned_text

    answer(returned_text(library, found, theirs))
    for fault in found.faults:
        say(str(fault))
