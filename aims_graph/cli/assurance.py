"""Commands of risks and of the Statement of Applicability."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, opened, who
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aims_graph.model import Library
    from aims_graph.workspace.soa import Line
    from aims_graph.workspace.state import State

FrameworkArgument = Annotated[
    str, typer.Argument(help="The framework; by default the first it can be of that the organisation answers to.")
]
Day = Annotated[str, typer.Option("--on", help="The day that counts, as in 2027-03-01; today by default.")]
Months = Annotated[
    int, typer.Option("--cycle", min=1, max=36, help="For how many months an internal audit and a review count.")
]


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
    place, library = opened(workspace)
    state, day = place.state(), day_of(on)
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


# --- the Statement of Applicability -----------------------------------------------------------------------------------


def soa_show(
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
    from aims_graph.present.console import show
    from aims_graph.present.soa import soa_table, versions_table
    from aims_graph.workspace import soa

    place, library = opened(workspace)
    state = place.state()
    wanted = with_controls(state, library, framework)
    if versions:
        show(versions_table(library, wanted, soa.versions(state, wanted)), form, output, library.names)
        return
    lines = _lines(state, library, wanted, version, day_of(on))
    show(soa_table(library, state, wanted, lines, version), form, output, library.names)


def soa_approve(
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

    place, library = opened(workspace)
    person, day = who(place, as_), day_of(on)
    wanted = with_controls(place.state(), library, framework)
    with place.change(person, library, THROUGH) as change:
        lines = _lines(change.state, library, wanted, "", day)
        made = soa.approve(change, lines, wanted, version, by or person.name, day)
    answer(f"{made}: version {version} of the Statement of Applicability for {library.frameworks[wanted].short}.")


def soa_compare(
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
    from aims_graph.present.console import show
    from aims_graph.present.soa import differences_table
    from aims_graph.workspace import soa

    place, library = opened(workspace)
    state, day = place.state(), day_of(on)
    wanted = with_controls(state, library, framework)
    found = soa.compare(_lines(state, library, wanted, before, day), _lines(state, library, wanted, after, day))
    names = (f"version {before}", f"version {after}" if after else "now")
    show(differences_table(library, wanted, *names, found), form, output, library.names)


def _lines(state: State, library: Library, framework: str, version: str, day: dt.date) -> Sequence[Line]:
    from aims_graph.workspace import soa
    from aims_graph.workspace.carry import standing

    if version:
        return soa.from_json(soa.version_named(state, framework, version).lines)
    return soa.lines(state, library, standing(state, library, day), framework, day)


def with_controls(state: State, library: Library, named: str) -> str:
    """Return the framework named, or the first target that has controls which one may leave out."""
    from aims_graph.identifiers import resolve_framework
    from aims_graph.workspace import soa
    from aims_graph.workspace.assessed import mapped_targets_of

    if named:
        return resolve_framework(named, library)
    able = soa.frameworks(library)
    found = next((f for f in mapped_targets_of(state, library) if f in able), "")
    if not found:
        raise AimsError("No framework is chosen that has a Statement of Applicability.", "Name one.")
    return found


def day_of(text: str) -> dt.date:
    """Return the day that ``--on`` names, or today.

    Raises:
        AimsError: if it is no day.
    """
    if not text:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise AimsError(f"'{text}' is no day.", "Write it as 2027-03-01.") from None
