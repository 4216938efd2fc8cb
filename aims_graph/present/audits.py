"""Internal audits, findings and management reviews as tables."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.answers.controls.itinerary import Stop
from aims_graph.counting import count_of, enumerated
from aims_graph.model import Cell, Library, Table
from aims_graph.model.naming import short_name
from aims_graph.present.risks import numbers
from aims_graph.present.words import number_cell
from aims_graph.present.workspace import NO_ANSWER, OWN_ASSESSMENT, entries, named, organisation_of
from aims_graph.workspace.audits import CYCLE, AuditedAt, Look, Proposed, TooLate
from aims_graph.workspace.carry import Standing
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.findings import Followed
from aims_graph.workspace.impartiality import Partial, called
from aims_graph.workspace.records.assurance import Audit, Milestone
from aims_graph.workspace.review import Input
from aims_graph.workspace.state import State


def stop_in_words(library: Library, stop: Stop) -> str:
    """Return a stop of an itinerary."""
    if stop.area is None:
        return f"chapter {stop.chapter}"
    return short_name(library, stop.area.id)


def too_late_in_words(library: Library, one: TooLate) -> str:
    """Return before which stage 2 a programme leaves something unaudited, which of its audits come too late for it, and what to do."""
    audits = enumerated([f"{p.title} ({p.planned_on})" for p in one.audits], "and")
    left = count_of(one.requirements, "requirement that", "requirements that")
    return (
        f"Stage 2 of {library.frameworks[one.stage_2.framework].short} is planned for {one.stage_2.planned_on} ({one.stage_2.id}) and looks for an internal audit of everything before: "
        f"too late for it {'comes' if len(one.audits) == 1 else 'come'} {audits}, with {left} no internal audit looks at in the {CYCLE} months before. Hold them earlier, or plan stage 2 later."
    )


def late_for_in_words(stage_2: Milestone | None) -> str:
    """Return for which planned stage 2 an internal audit comes too late, to follow its name; empty for none."""
    return f": too late for stage 2, planned for {stage_2.planned_on} ({stage_2.id})" if stage_2 else ""


def programme_table(
    library: Library, year: int, proposed: Sequence[Proposed], is_kept: bool = False, late: Sequence[TooLate] = ()
) -> Table:
    """Return a programme, an audit a row; ``is_kept`` says that its audits were kept, ``late`` for which stage 2 they come too late."""
    rows: list[tuple[Cell, ...]] = [
        (
            p.title,
            p.planned_on.isoformat(),
            ", ".join(library.frameworks[f].short for f in p.frameworks),
            p.requirements,
            "; ".join(stop_in_words(library, s) for s in p.stops),
            ", ".join(p.impartial) or "nobody: all are answerable for something in it",
            numbers(library, p.areas),
        )
        for p in proposed
    ]
    columns = ("audit", "on", "for", "requirements", "stops", "could lead it", "areas")
    notes = (
        "Planned: each is one of our audits." if is_kept else "Proposed, not planned yet.",
        *(too_late_in_words(library, one) for one in late),
        "Who could lead it is answerable for no requirement, group, risk, objective or impact assessment in its areas; whose evidence lies there is not looked at.",
    )
    return Table(f"Internal audits in {year}", columns, tuple(rows), notes)


def partial_in_words(library: Library, state: State, one: Partial) -> str:
    """Return who would audit what of their own, with what it is called and by what the audit comes upon it."""
    through = f", which the audit comes upon at {numbers(library, one.at)}" if one.at else ""
    return f"{one.auditor} is answerable for {called(state, library, one.what)}{through}"


def audits_table(
    library: Library, state: State, audits: Sequence[Audit], partial: Sequence[tuple[Audit, Partial]]
) -> Table:
    """Return the audits that are kept, with what makes one of them partial."""
    unfair: dict[str, list[str]] = {}
    for audit, one in partial:
        unfair.setdefault(audit.id, []).append(partial_in_words(library, state, one))
    rows: list[tuple[Cell, ...]] = [
        (
            a.id,
            a.title,
            a.programme,
            a.kind,
            a.state,
            as_iso(a.planned_on),
            as_iso(a.done_on),
            ", ".join(filter(None, (a.lead, *a.auditors))),
            a.objective,
            ", ".join(named(library, f) for f in a.frameworks),
            numbers(library, a.areas) or "all",
            "; ".join(unfair.get(a.id, ())),
        )
        for a in audits
    ]
    columns = (
        *("audit", "title", "programme", "kind", "state", "planned", "done", "auditors", "objective", "for", "areas"),
        "not impartial",
    )
    return Table(f"Audits of {organisation_of(state)}", columns, tuple(rows))


def plan_table(library: Library, audit: Audit, looks: Sequence[Look]) -> Table:
    """Return what is looked at in an audit, and to find out what: what is asked for, what is there, what was found before."""
    rows: list[tuple[Cell, ...]] = []
    for look in looks:
        visit = look.visit
        kinds = "; ".join(
            f"{how}: {', '.join(k.replace('-', ' ') for k in kinds)}" for how, kinds in visit.kinds.items()
        )
        rows.append(
            (
                stop_in_words(library, visit.stop),
                visit.title or ", ".join(r.title for r in visit.serves),
                numbers(library, [r.id for r in visit.serves]),
                "; ".join(
                    f"{library.requirements[p.requirement].number}: {p.status or NO_ANSWER}" for p in look.positions
                ),
                kinds,
                ", ".join(f"{s.evidence.id} {s.evidence.title}" for s in look.evidence),
                ", ".join(f"{f.finding.id} {f.finding.title} ({f.next})" for f in look.found),
                "; ".join(f"{short_name(library, a.requirement.id)}: {a.words}" for a in visit.adds),
            )
        )
    columns = ("stop", "looked at", "serves", "stands", "look for", "evidence there", "found before", "also ask")
    notes = (f"Objective: {audit.objective}",) if audit.objective else ()
    return Table(f"{audit.id} {audit.title}", columns, tuple(rows), notes)


def findings_table(library: Library, state: State, found: Sequence[Followed], for_programs: bool = False) -> Table:
    """Return findings with how far each has come; the audit that one is from with its title, or by id alone for programs."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        f = one.finding
        effect = (
            ""
            if f.effective is None
            else f"{'worked' if f.effective else 'did not work'}, {f.checked_by} {f.checked_on}"
        )
        rows.append(
            (
                f.id,
                f.kind,
                f.title,
                numbers(library, f.at),
                entries(state, [f.audit], for_programs) if f.audit else f.source,
                as_iso(f.found_on),
                f.correction,
                f.cause,
                f.action,
                f.owner,
                as_iso(f.due) + (" (overdue)" if one.is_overdue else ""),
                effect,
                one.next,
            )
        )
    columns = (
        *(
            "finding",
            "kind",
            "what",
            "at",
            "from" if for_programs else "found in",
            "found" if for_programs else "found on",
        ),
        *("correction", "cause", "action", "owner", "due"),
        *("effect", "next"),
    )
    open_ = sum(f.is_open for f in found)
    notes = (f"{count_of(len(found), 'finding')}, {open_} open, {sum(f.is_overdue for f in found)} overdue.",)
    return Table(f"Findings at {organisation_of(state)}", columns, tuple(rows), notes)


def readiness_table(library: Library, standing: Standing, framework: str, found: Sequence[AuditedAt]) -> Table:
    """Return which requirements no internal audit has looked at within the cycle, and which audit will."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        if one.last is None:
            requirement = library.requirements[one.requirement]
            planned = f"{one.next.id}, {one.next.state}, planned for {one.next.planned_on}" if one.next else "no audit"
            planned += late_for_in_words(one.late_for)
            rows.append(
                (
                    number_cell(library, requirement),
                    requirement.title,
                    standing.of(one.requirement).status or NO_ANSWER,
                    planned,
                )
            )
    seen = sum(one.last is not None for one in found)
    note = f"{seen} of {count_of(len(found), 'requirement that applies was', 'requirements that apply were')} looked at by an internal audit within the cycle."
    title = f"{library.frameworks[framework].short}: what no internal audit has looked at"
    return Table(title, ("number", "requirement", "stands", "to be looked at by"), tuple(rows), (note, OWN_ASSESSMENT))


def inputs_table(library: Library, state: State, found: Sequence[Input], title: str) -> Table:
    """Return what a management review is to consider, an entry a row; what nothing fills has a row that says so."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        where = numbers(library, one.requirements)
        if not one.entries:
            rows.append((one.item, where, "", "nothing here: to be brought by people", "", ""))
        rows += [(one.item, where, e.record, e.title, e.state, e.day) for e in one.entries]
    empty = sum(not one.entries for one in found)
    notes = (f"{count_of(len(found), 'input')}, {empty} that nothing in the workspace fills.",)
    return Table(
        f"{title} of {organisation_of(state)}",
        ("input", "asked for by", "entry", "what", "state", "day"),
        tuple(rows),
        notes,
    )
