"""Commands on the way to a certificate: risks, the Statement of Applicability, the stages, certification bodies, documents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
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
    wanted = _with_controls(state, library, framework)
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
    wanted = _with_controls(place.state(), library, framework)
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
    wanted = _with_controls(state, library, framework)
    found = soa.compare(_lines(state, library, wanted, before, day), _lines(state, library, wanted, after, day))
    names = (f"version {before}", f"version {after}" if after else "now")
    show(differences_table(library, wanted, *names, found), form, output, library.names)


def _lines(state: State, library: Library, framework: str, version: str, day: dt.date) -> Sequence[Line]:
    from aims_graph.workspace import soa
    from aims_graph.workspace.carry import standing

    if version:
        return soa.from_json(soa.version_named(state, framework, version).lines)
    return soa.lines(state, library, standing(state, library, day), framework, day)


def _with_controls(state: State, library: Library, named: str) -> str:
    """Return the framework named, or the first target that has controls which one may leave out."""
    from aims_graph.identifiers import resolve_framework
    from aims_graph.workspace import soa
    from aims_graph.workspace.gap import targets_of

    if named:
        return resolve_framework(named, library)
    able = soa.frameworks(library)
    found = next((f for f in targets_of(state, library) if f in able), "")
    if not found:
        raise AimsError("No framework is chosen that has a Statement of Applicability.", "Name one.")
    return found


# --- certification ----------------------------------------------------------------------------------------------------


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
    from aims_graph.workspace import certification
    from aims_graph.workspace.carry import standing

    place, library = opened(workspace)
    state, day = place.state(), day_of(on)
    wanted, stands = certified(state, library, framework), standing(state, library, day)
    if index:
        table = index_table(library, state, wanted, certification.index(state, library, stands, wanted, day))
    else:
        found = certification.stage_1(state, library, stands, wanted, day)
        table = stage_table(library, state, wanted, "stage 1", found)
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
    from aims_graph.workspace import certification
    from aims_graph.workspace.carry import standing

    place, library = opened(workspace)
    state, day = place.state(), day_of(on)
    wanted = certified(state, library, framework)
    found = certification.stage_2(state, library, standing(state, library, day), wanted, day, cycle)
    show(stage_table(library, state, wanted, "stage 2", found), form, output, library.names)


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
    from aims_graph.workspace import certification
    from aims_graph.workspace.records.assurance import Body

    place, library = opened(workspace)
    state, day = place.state(), day_of(on)
    wanted = certified(state, library, framework)
    chosen = [b for b in state.all(Body) if not name or name.casefold() in (b.id.casefold(), b.name.casefold())]
    if name and not chosen:
        there = ", ".join(b.name for b in state.all(Body)) or "none yet"
        raise AimsError(f"There is no certification body '{name}'.", f"There are: {there}.")
    found = [(b, certification.body_flags(library, b, wanted, day)) for b in chosen]
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
    from aims_graph.workspace import certification

    place, library = opened(workspace)
    state = place.state()
    wanted = certified(state, library, framework)
    show(days_table(library, state, wanted, certification.days(state, wanted, day_of(on))), form, output, library.names)


def certified(state: State, library: Library, named: str) -> str:
    """Return the framework named, or the first target that organisations are certified against.

    Raises:
        AimsError: if it is none of these.
    """
    from aims_graph.answers.controls.itinerary import certified as certifiable
    from aims_graph.identifiers import resolve_framework
    from aims_graph.workspace.gap import targets_of

    able = certifiable(library)
    shorts = ", ".join(library.frameworks[f].short for f in able) or "none"
    if named:
        found = resolve_framework(named, library)
        if found not in able:
            raise AimsError(
                f"Nobody is certified against {library.frameworks[found].short}.",
                f"Of these a catalogue says so: {shorts}.",
            )
        return found
    first = next((f for f in targets_of(state, library) if f in able), "")
    if not first:
        raise AimsError("No framework is chosen that one is certified against.", f"Name one: {shorts}.")
    return first


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


def document(
    kind: Annotated[str, typer.Argument(help="soa, gap, risks, impact, audit, review or stage1.")],
    of: Annotated[
        str,
        typer.Argument(
            help="For soa, gap and stage1 the framework; for impact, audit and review the entry's id (the latest by default)."
        ),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file: its ending (.docx, .pdf, .html) names the format.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="docx, pdf or html; by default what --output ends in.")
    ] = "",
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
    """Write a document for an auditor: Statement of Applicability, gap report, risk register, impact assessment, audit report, minutes, index.

    Example: aims-graph document soa 42001 -o soa.docx
    """
    from aims_graph.present.console import answer, save
    from aims_graph.present.document_kinds import KINDS, document_of
    from aims_graph.present.document_writers import DOCUMENT_FORMS, written
    from aims_graph.present.forms import form_of

    if kind not in KINDS:
        raise AimsError(f"No document is called '{kind}'.", f"There are: {', '.join(KINDS)}.")
    chosen = form_of(form, output, DOCUMENT_FORMS)
    if output is None and chosen != "html":
        raise AimsError("A document is no text for the screen.", f"Add -o {kind}.{chosen}.")
    place, library = opened(workspace)
    state = place.state()
    if kind in ("soa", "gap", "stage1"):
        chooser = {"soa": _with_controls, "gap": _target, "stage1": certified}[kind]
        of = chooser(state, library, of)
    found = document_of(state, library, kind, of, day_of(on), version, author or who(place, as_).name)
    data = written(found, chosen)
    if output is None:
        answer(data.decode())
    else:
        save(output, data)


def _target(state: State, library: Library, named: str) -> str:
    from aims_graph.identifiers import resolve_framework
    from aims_graph.workspace.gap import targets_of

    return resolve_framework(named, library) if named else targets_of(state, library)[0]
