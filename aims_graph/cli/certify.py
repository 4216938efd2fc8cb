"""Commands on the way to a certificate: what the stages would find missing, certification bodies, days."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.cli.subject import Day, FrameworkArgument, Months, certified_on
from aims_graph.cli.workplace import WorkspaceOption
from aims_graph.errors import AimsError


def stage_1(
    framework: FrameworkArgument = "",
    index: Annotated[
        bool, typer.Option("--index", help="The index of documents: each that is demanded, and what shows it.")
    ] = False,
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what stage 1 of a certification audit would find missing: what must be in writing, and what would close each line.

    Example: aims-graph certify stage1 42001
    """
    from aims_graph.present.certification import index_table, stage_table
    from aims_graph.present.console import show
    from aims_graph.present.forms import is_for_programs
    from aims_graph.workspace import certification
    from aims_graph.workspace.carry import standing

    state, library, wanted, day = certified_on(workspace, framework, on)
    stands, ids = standing(state, library, day), is_for_programs(form, output)
    if index:
        table = index_table(library, state, wanted, certification.index(state, library, stands, wanted, day))
    else:
        found = certification.stage_1(state, library, stands, wanted, day)
        table = stage_table(library, state, wanted, "stage 1", found, for_programs=ids)
    show(table, form, output, library.names)


def stage_2(
    framework: FrameworkArgument = "",
    cycle: Months = 12,
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what stage 2 would find missing: what is not done, not shown in operation, not audited, not reviewed; and what would close each line.

    Example: aims-graph certify stage2 42001
    """
    from aims_graph.present.certification import stage_table
    from aims_graph.present.console import show
    from aims_graph.present.forms import is_for_programs
    from aims_graph.workspace import certification
    from aims_graph.workspace.carry import standing

    state, library, wanted, day = certified_on(workspace, framework, on)
    found = certification.stage_2(state, library, standing(state, library, day), wanted, day, cycle)
    ids = is_for_programs(form, output)
    show(stage_table(library, state, wanted, "stage 2", found, for_programs=ids), form, output, library.names)


def body(
    framework: FrameworkArgument = "",
    name: Annotated[str, typer.Option("--body", help="Only this body: its id or its name.")] = "",
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what is to be said against each certification body for a framework: accreditation, its scope, when it was checked.

    Example: aims-graph certify body 42001
    """
    from aims_graph.present.certification import bodies_table
    from aims_graph.present.console import show
    from aims_graph.workspace.bodies import body_flags
    from aims_graph.workspace.records.assurance import Body

    state, library, wanted, day = certified_on(workspace, framework, on)
    chosen = [b for b in state.all(Body) if not name or name.casefold() in (b.id.casefold(), b.name.casefold())]
    if name and not chosen:
        there = ", ".join(b.name for b in state.all(Body)) or "none yet"
        raise AimsError(f"There is no certification body '{name}'.", f"There are: {there}.")
    found = [(b, body_flags(library, b, wanted, day)) for b in chosen]
    show(bodies_table(library, wanted, found), form, output, library.names)


def days(
    framework: FrameworkArgument = "",
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List the days on the way to a certificate and after it: stages, surveillance, recertification; what is late, what is not planned.

    Example: aims-graph certify days 42001
    """
    from aims_graph.present.certification import days_table
    from aims_graph.present.console import show
    from aims_graph.workspace import milestones

    state, library, wanted, day = certified_on(workspace, framework, on)
    found = milestones.days(state, library, wanted, day)
    show(days_table(library, state, wanted, found, day), form, output, library.names)
