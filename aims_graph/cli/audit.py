"""Commands of internal audits: the programme of a year, the plan of one audit, findings, what no audit has looked at, management reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph import clock
from aims_graph.cli.options import Format, Output
from aims_graph.cli.subject import Day, FrameworkArgument, Months, certified_on, day_of, opened_on
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, opened, who
from aims_graph.counting import count_of
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.workspace.state import State

_Frameworks = Annotated[
    list[str] | None,
    typer.Argument(help="The standards, the leading one first; by default those the organisation answers to or holds."),
]


def programme(
    frameworks: _Frameworks = None,
    year: Annotated[
        int | None, typer.Option("--year", min=2000, max=2999, help="The year; the next one by default.")
    ] = None,
    audits: Annotated[int, typer.Option("--audits", help="In how many audits.")] = 4,
    keep: Annotated[bool, typer.Option("--keep", help="Enter them as planned audits.")] = False,
    called: Annotated[
        str, typer.Option("--called", help="With --keep: the programme's name; the year by default.")
    ] = "",
    kept: Annotated[bool, typer.Option("--kept", help="List the audits that are entered instead.")] = False,
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Propose the internal audits of a year: one audit for several standards, stop by stop, with who could lead it impartially.

    Example: aims-graph audit programme 42001 27001 --year 2027
    """

    from aims_graph.present.audits import audits_table, programme_table
    from aims_graph.present.console import say, show
    from aims_graph.workspace import audits as answers
    from aims_graph.workspace.records.assurance import Audit

    if keep and kept:
        raise AimsError("--keep makes audits, --kept lists them.", "Name one of them.")
    place, library = opened(workspace)
    state = place.state()
    if kept:
        table = audits_table(library, state, state.all(Audit), answers.partial(state, library))
        show(table, form, output, library.names)
        return
    year = year or clock.today().year + 1
    order = _standards(state, library, frameworks)
    proposed = answers.programme(state, library, order, year, audits)
    late = answers.too_late(state, library, proposed)
    if keep:
        with place.change(who(place, as_), library, THROUGH) as change:
            ids = answers.keep(change, proposed, called or str(year))
        say(f"Saved {', '.join(ids)}.")
    show(programme_table(library, year, proposed, keep, late), form, output, library.names)
    if not keep:
        say("--keep makes planned audits of it.")


def _standards(state: State, library: Library, named: list[str] | None) -> list[str]:
    """Return the standards named, or those that the organisation answers to or holds and that one is certified against."""
    from aims_graph.identifiers import resolve_framework
    from aims_graph.workspace.audits import standards

    if named:
        return list(dict.fromkeys(resolve_framework(f, library) for f in named))
    found = standards(state, library)
    if not found:
        raise AimsError("No framework is chosen that one is certified against.", "Name the standards to audit.")
    return found


def plan(
    audit: Annotated[str, typer.Argument(help="The id of an audit.")],
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what is looked at in one audit, visit by visit: what stands there, what to look for, what evidence lies there, what was found before.

    Example: aims-graph audit plan AUD-1
    """
    from aims_graph.present.audits import plan_table
    from aims_graph.present.console import show
    from aims_graph.workspace import audits as answers
    from aims_graph.workspace.carry import standing
    from aims_graph.workspace.records.assurance import Audit

    state, library, day = opened_on(workspace, on)
    one = state.get(Audit, audit)
    looks = answers.plan(state, library, standing(state, library, day), one, day)
    show(plan_table(library, one, looks), form, output, library.names)


def findings(
    open_: Annotated[bool, typer.Option("--open", help="Only what is not closed.")] = False,
    audit: Annotated[str, typer.Option("--audit", help="Only those of this audit.")] = "",
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List nonconformities and opportunities with correction, cause, action and effect, and what is to be done next about each.

    Example: aims-graph audit findings --open
    """
    from aims_graph.present.audits import findings_table
    from aims_graph.present.console import show
    from aims_graph.present.forms import is_for_programs
    from aims_graph.workspace.findings import findings as findings_of
    from aims_graph.workspace.records.assurance import Audit

    state, library, day = opened_on(workspace, on)
    if audit:
        state.get(Audit, audit)
    ids = is_for_programs(form, output)
    show(findings_table(library, state, findings_of(state, day, audit, open_), ids), form, output, library.names)


def readiness(
    framework: FrameworkArgument = "",
    cycle: Months = 12,
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say which requirements no internal audit has looked at within the cycle, and which planned one will.

    Example: aims-graph audit readiness 42001
    """
    from aims_graph.present.audits import readiness_table
    from aims_graph.present.console import show
    from aims_graph.workspace.audits import coverage
    from aims_graph.workspace.carry import standing

    state, library, wanted, day = certified_on(workspace, framework, on)
    stands = standing(state, library, day)
    found = coverage(state, library, stands, wanted, day, cycle)
    show(readiness_table(library, stands, wanted, found), form, output, library.names)


def review(
    frameworks: _Frameworks = None,
    hold: Annotated[
        bool, typer.Option("--hold", help="Enter a review with these inputs; each decision becomes a task.")
    ] = False,
    chair: Annotated[str, typer.Option("--chair", help="With --hold: who led it.")] = "",
    participants: Annotated[
        list[str] | None, typer.Option("--participant", help="With --hold: who else took part; repeatable.")
    ] = None,
    conclusions: Annotated[str, typer.Option("--conclusions", help="With --hold: what was concluded.")] = "",
    decisions: Annotated[
        list[str] | None, typer.Option("--decision", help="With --hold: what was decided; repeatable.")
    ] = None,
    on: Day = "",
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what a management review is to consider, filled from the workspace; or enter one that was held.

    Example: aims-graph audit review 42001 27001
    """
    from aims_graph.present.audits import inputs_table
    from aims_graph.present.console import say, show
    from aims_graph.workspace import review as answers
    from aims_graph.workspace.carry import standing
    from aims_graph.workspace.past import as_of

    if not hold and (chair or participants or conclusions or decisions):
        raise AimsError(
            "A chair, participants, conclusions and decisions belong to a review that is entered.", "Add --hold."
        )
    if hold and not chair:
        raise AimsError("Who led the review?", "Name them with --chair.")
    place, library = opened(workspace)
    day = day_of(on)
    try:
        state = as_of(place, day)
    except AimsError as error:
        if not hold:
            raise
        mend = f"Keep it without inputs: aims-graph workspace set review held_on={day} chair=NAME."
        raise AimsError(error.what, mend) from None
    order = _standards(state, library, frameworks)
    found = answers.inputs(state, library, standing(state, library, day), order, day)
    if hold:
        with place.change(who(place, as_), library, THROUGH) as change:
            made = answers.hold(change, found, day, chair, participants or (), conclusions, decisions or ())
        say(f"{made} is saved, with {count_of(len(decisions or ()), 'decision as a task', 'decisions as tasks')}.")
    show(inputs_table(library, state, found, "Inputs of a management review"), form, output, library.names)
