"""Commands of the Statement of Applicability: show, approve, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.cli.subject import Day, FrameworkArgument, day_of, opened_on, with_controls
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, opened, who

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from aims_graph.model import Library
    from aims_graph.workspace.soa import ControlLine
    from aims_graph.workspace.state import State


def show(
    framework: FrameworkArgument = "",
    version: Annotated[str, typer.Option("--version", help="An approved version; the state of today by default.")] = "",
    versions: Annotated[bool, typer.Option("--versions", help="List the approved versions.")] = False,
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Show the Statement of Applicability: each control, whether it applies and why, how far it is done, its risks, evidence and owner.

    Example: aims-graph soa show 42001 -o soa.xlsx
    """
    from aims_graph.present.console import show as show_table
    from aims_graph.present.forms import is_for_programs
    from aims_graph.present.soa import soa_table, versions_table
    from aims_graph.workspace import soa

    state, library, day = opened_on(workspace, on)
    wanted = with_controls(state, library, framework)
    if versions:
        show_table(versions_table(library, wanted, soa.versions(state, wanted)), form, output, library.names)
        return
    lines = _lines(state, library, wanted, version, day)
    ids = is_for_programs(form, output)
    show_table(soa_table(library, state, wanted, lines, version, ids), form, output, library.names)


def approve(
    version: Annotated[str, typer.Argument(help="What the version is called, as in 1.0.")],
    framework: FrameworkArgument = "",
    by: Annotated[str, typer.Option("--by", help="Who approves it; whoever makes the change by default.")] = "",
    on: Day = "",
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Keep the Statement of Applicability as it stands as an approved version, which is never changed afterwards.

    Example: aims-graph soa approve 1.0 42001 --by "Ada Example"
    """
    from aims_graph.present.console import answer
    from aims_graph.workspace import soa
    from aims_graph.workspace.past import as_of

    place, library = opened(workspace)
    person, day = who(place, as_), day_of(on)
    wanted = with_controls(place.state(), library, framework)
    with place.change(person, library, THROUGH) as change:
        lines = _lines(as_of(place, day, change.state), library, wanted, "", day)
        made = soa.approve(change, lines, wanted, version, by or person.name, day)
    answer(f"{made}: version {version} of the Statement of Applicability for {library.frameworks[wanted].short}.")


def compare(
    before: Annotated[str, typer.Argument(help="An approved version.")],
    after: Annotated[str, typer.Argument(help="A later one; the state of today by default.")] = "",
    framework: Annotated[
        str, typer.Option("--framework", help="The framework; by default the first that has controls to leave out.")
    ] = "",
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what a Statement of Applicability says otherwise than an earlier version of it, control by control.

    Example: aims-graph soa compare 1.0
    """
    from aims_graph.present.console import show as show_table
    from aims_graph.present.soa import differences_table
    from aims_graph.workspace import soa

    state, library, day = opened_on(workspace, on)
    wanted = with_controls(state, library, framework)
    found = soa.compare(_lines(state, library, wanted, before, day), _lines(state, library, wanted, after, day))
    names = (f"version {before}", f"version {after}" if after else "now")
    show_table(differences_table(library, wanted, *names, found), form, output, library.names)


def _lines(state: State, library: Library, framework: str, version: str, day: dt.date) -> Sequence[ControlLine]:
    from aims_graph.workspace import soa
    from aims_graph.workspace.carry import standing

    if version:
        return soa.from_json(soa.version_named(state, framework, version).lines)
    return soa.lines(state, library, standing(state, library, day), framework, day)
