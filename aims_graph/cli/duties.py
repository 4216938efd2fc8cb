"""The command that asks the law about the organisation's own systems, by the facts kept with each of them."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph import clock
from aims_graph.cli.options import Format, Output
from aims_graph.cli.subject import day_of
from aims_graph.cli.workplace import WorkspaceOption, opened


def duties(
    system: Annotated[
        str, typer.Argument(help="The id of an AI system (SYS-1); all that are not retired by default.")
    ] = "",
    on: Annotated[
        str,
        typer.Option(
            "--on",
            help="Only what binds, or may, by this day; all days by default. Of a day that has passed, the systems and facts as kept on it.",
        ),
    ] = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List what binds the organisation's own AI systems and from which day, by the facts kept with them; 'plan' says it of any other.

    Example: aims-graph workspace duties --on 2027-12-02
    """
    from aims_graph.present.console import show
    from aims_graph.present.forms import is_for_programs
    from aims_graph.present.law_plan import plans_table
    from aims_graph.present.records import record_name
    from aims_graph.present.workspace import organisation_of
    from aims_graph.workspace.days import as_iso
    from aims_graph.workspace.duties import situation_of
    from aims_graph.workspace.past import as_of
    from aims_graph.workspace.records.scope import RETIRED, System

    place, library = opened(workspace)
    day = day_of(on) if on else None
    state = as_of(place, day) if day else place.state()
    chosen = [state.get(System, system)] if system else state.all(System)
    ids = is_for_programs(form, output)
    situations = {s.id: situation_of(library, s) for s in chosen}
    asked = [(s.id if ids else record_name(library, s), found) for s in chosen if (found := situations[s.id])]
    silent = [
        f"{record_name(library, s)}: {'it is retired' if s.status == RETIRED else 'our role and its kind are not both entered, so that the law cannot be asked'}."
        for s in chosen
        if not situations[s.id]
    ]
    title = f"When what binds the AI systems of {organisation_of(state)}"
    then = [f"The systems and their facts are those kept on {day}."] if day and day < clock.today() else []
    last = as_iso(day)
    show(plans_table(library, title, asked, last, [*then, *silent]), form, output, library.names)
