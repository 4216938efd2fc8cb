"""The command of risks: the register, the grid, the choices, how far impact assessments are."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.cli.subject import Day, opened_on
from aims_graph.cli.workplace import WorkspaceOption
from aims_graph.errors import AimsError


def risks(
    kind: Annotated[str, typer.Option("--kind", help="Only AI, or only information security, risks.")] = "",
    impacts: Annotated[
        bool, typer.Option("--impacts", help="How far the impact assessment of each AI system is, and what is missing.")
    ] = False,
    grid: Annotated[
        bool, typer.Option("--grid", help="The risks of one kind by likelihood and consequence; AI by default.")
    ] = False,
    choices: Annotated[
        bool, typer.Option("--choices", help="What a risk may come from, and the objectives it may harm.")
    ] = False,
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List the risks with their levels before and after treatment, by the organisation's own criteria, and what is open at each.

    Example: aims-graph risks --kind AI
    """
    from aims_graph.present import risks as words
    from aims_graph.present.console import show
    from aims_graph.workspace import impacts as impacts_of
    from aims_graph.workspace import risks as answers
    from aims_graph.workspace.carry import standing
    from aims_graph.workspace.records.risk import RISK_KINDS, Assessment
    from aims_graph.workspace.rules import criteria_of

    if sum((impacts, grid, choices)) > 1:
        raise AimsError("--impacts, --grid and --choices are three lists.", "Name one of them.")
    chosen = next((k for k in RISK_KINDS if kind.casefold() == k.casefold()), "")
    if kind and not chosen:
        raise AimsError(f"No kind of risk is called '{kind}'.", f"There are: {', '.join(RISK_KINDS)}.")
    state, library, day = opened_on(workspace, on)
    if choices:
        table = words.choices_table(library, answers.sources(library), answers.objectives(library))
    elif impacts:
        found = impacts_of.systems(state, day)
        made = [impacts_of.assessed(state, library, a) for a in state.all(Assessment)]
        table = words.impacts_table(library, state, found, made)
    else:
        rated = answers.risks(state, standing(state, library, day), day, chosen)
        if grid:
            own = chosen or RISK_KINDS[0]
            table = words.grid_table(criteria_of(state, own), answers.grid(state, rated, own))
        else:
            criteria = [criteria_of(state, k) for k in RISK_KINDS if any(r.risk.kind == k for r in rated)]
            table = words.risks_table(library, state, rated, criteria)
    show(table, form, output, library.names)
