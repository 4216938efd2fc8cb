"""Internal audits: a programme over a year by itinerary, the plan of one audit, who may audit it, and what no audit has looked at.

One audit serves several standards where their requirements are looked at together (:mod:`aims_graph.answers.controls.itinerary`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.controls.itinerary import Itinerary, Stop, Visit, alone, certifiable, itinerary
from aims_graph.errors import AimsError, check_number
from aims_graph.model import Library
from aims_graph.workspace.assessed import mapped_targets_of
from aims_graph.workspace.carry import Position, Standing
from aims_graph.workspace.certificates import frameworks_held
from aims_graph.workspace.change import Change
from aims_graph.workspace.days import months_before
from aims_graph.workspace.findings import Followed, findings
from aims_graph.workspace.impartiality import Partial, audited, impartiality
from aims_graph.workspace.records.assurance import MILESTONES, Audit, Milestone
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.shown import Shown, shown
from aims_graph.workspace.state import State

#: An internal audit of everything counts for so many months, unless the organisation says otherwise.
CYCLE = 12


@dataclass(frozen=True)
class Proposed:
    """One audit of a programme that is not kept yet: which stops, which requirements, and who could lead it without auditing their own work."""

    title: str
    planned_on: dt.date
    frameworks: tuple[str, ...]
    stops: tuple[Stop, ...]
    areas: tuple[str, ...]
    requirements: int
    impartial: tuple[str, ...]


@dataclass(frozen=True)
class TooLate:
    """A stage 2 that is planned, the audits of a programme that come on its day or after it, and how many requirements of its framework no internal audit looks at before."""

    stage_2: Milestone
    audits: tuple[Proposed, ...]
    requirements: int


@dataclass(frozen=True)
class Look:
    """What is looked at together in an audit: its visit, where each requirement stands, what evidence lies there, what was found there before."""

    visit: Visit
    positions: tuple[Position, ...]
    evidence: tuple[Shown, ...]
    found: tuple[Followed, ...]


@dataclass(frozen=True)
class AuditedAt:
    """A requirement, the last internal audit that looked at it within the cycle, the next one that will, and the planned stage 2 that this one comes too late for."""

    requirement: str
    last: Audit | None
    next: Audit | None
    late_for: Milestone | None = None


def standards(state: State, library: Library) -> list[str]:
    """Return what is to be audited: the frameworks the organisation answers to or holds and that one is certified against, in their rank."""
    chosen = {*mapped_targets_of(state, library), *frameworks_held(state, library)}
    return [f for f in certifiable(library) if f in chosen]


def _plan_of(library: Library, frameworks: Sequence[str]) -> Itinerary:
    return alone(library, frameworks[0]) if len(frameworks) == 1 else itinerary(library, frameworks)


def programme(state: State, library: Library, frameworks: Sequence[str], year: int, audits: int = 4) -> list[Proposed]:
    """Return a programme that looks at every requirement of the frameworks in the year, stop by stop, in audits of about one size.

    Args:
        state: the workspace, for who could audit.
        library: the content.
        frameworks: the leading one first.
        year: the year, 2000 to 2999.
        audits: in how many audits, 1 to 12.

    Raises:
        AimsError: if no framework is named, or the year or the number of audits cannot be.
    """
    check_number("year", year, 2000, 2999)
    if not frameworks:
        raise AimsError("No framework is named.", "Name those that are audited, the leading one first.")
    check_number("audits", audits, 1, 12)
    stops: dict[Stop, dict[str, None]] = {}
    for visit in _plan_of(library, frameworks).visits:
        stops.setdefault(visit.stop, {}).update(dict.fromkeys(r.id for r in visit.serves))
    found = []
    parts = _divided(list(stops), [len(ids) for ids in stops.values()], audits)
    for n, part in enumerate(parts):
        ids = tuple(dict.fromkeys(i for stop in part for i in stops[stop]))
        day = _working_day(dt.date(year, 1 + (2 * n + 1) * 12 // (2 * len(parts)), 15))
        areas = _areas(library, ids)
        served = tuple(f for f in frameworks if any(library.requirements[i].framework == f for i in ids))
        title = f"Internal audit {n + 1} of {len(parts)}, {year}"
        found.append(
            Proposed(title, day, served, tuple(part), areas, len(ids), _impartial(state, library, served, areas))
        )
    return found


def too_late(state: State, library: Library, proposed: Sequence[Proposed]) -> list[TooLate]:
    """Return each stage 2 planned for a programme's year before which it leaves something of the framework unaudited, by day.

    What an internal audit that is kept looked at, or is planned to look at, within the cycle before that day is not left.
    """
    years = {p.planned_on.year for p in proposed}
    looks = [(p, {i for area in p.areas for i in (area, *library.below(area))}) for p in proposed]
    ours = [a for a in state.all(Audit) if a.kind == "internal" and a.state != "dropped"]
    days = [(a.done_on or a.planned_on, audited(library, a)) for a in ours] + [(p.planned_on, ids) for p, ids in looks]
    found = []
    for stage in state.all(Milestone):
        day = stage.planned_on
        if stage.kind != MILESTONES[1] or stage.held_on or day is None or day.year not in years:
            continue
        since = months_before(day, CYCLE)
        left = {r.id for r in library.members(stage.framework) if r.assessable}
        left = left.difference(*(ids for on, ids in days if on and since <= on < day))
        late = [(p, left & ids) for p, ids in looks if p.planned_on >= day and left & ids]
        if late:
            found.append(TooLate(stage, tuple(p for p, _ in late), len(set().union(*(ids for _, ids in late)))))
    return sorted(found, key=lambda one: (one.stage_2.planned_on or dt.date.max, one.stage_2.id))


def _impartial(state: State, library: Library, frameworks: tuple[str, ...], areas: tuple[str, ...]) -> tuple[str, ...]:
    """Return who could audit these areas, those whose role is to audit first."""
    people = sorted(state.all(Person), key=lambda p: p.role != "auditor")
    audits = {p.name: Audit(id="", title="", lead=p.name, frameworks=frameworks, areas=areas) for p in people}
    return tuple(name for name, audit in audits.items() if not impartiality(state, library, audit))


def _divided(stops: list[Stop], sizes: list[int], parts: int) -> list[list[Stop]]:
    """Return the stops in their order, in at most so many parts whose sizes are as even as the stops allow."""
    found: list[list[Stop]] = [[]]
    total, done = sum(sizes), 0
    for stop, size in zip(stops, sizes, strict=True):
        # A stop belongs to the part in which its middle lies.
        if found[-1] and (done + size / 2) * parts > total * len(found) and len(found) < parts:
            found.append([])
        found[-1].append(stop)
        done += size
    return found


def _working_day(day: dt.date) -> dt.date:
    """Return the day, or the Monday after a weekend."""
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _areas(library: Library, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the fewest requirements and headings below which exactly these assessable requirements lie."""
    wanted = set(ids)

    def is_whole(name: str) -> bool:
        inside = [i for i in (name, *library.below(name)) if library.requirements[i].assessable]
        return bool(inside) and wanted.issuperset(inside)

    found: dict[str, None] = {}
    for name in ids:
        chain = [name, *library.above(name)]
        found[next((c for c in reversed(chain) if is_whole(c)), name)] = None
    return tuple(found)


def kept(state: State, programme_name: str) -> list[Audit]:
    """Return the audits of a programme that were not dropped, in the order of their days."""
    found = [a for a in state.all(Audit) if a.programme == programme_name and a.state != "dropped"]
    return sorted(found, key=lambda a: (a.planned_on or dt.date.max, a.id))


def keep(change: Change, proposed: Sequence[Proposed], programme_name: str) -> list[str]:
    """Keep a programme as planned audits and return their ids; the first who could lead one does, if there is anybody.

    Raises:
        AimsError: if the programme was kept already.
    """
    if kept(change.state, programme_name):
        raise AimsError(
            f"There is a programme {programme_name} already.", "Change its audits, or name this one otherwise."
        )
    return [
        change.add(
            Audit,
            title=p.title,
            programme=programme_name,
            planned_on=p.planned_on,
            frameworks=p.frameworks,
            areas=p.areas,
            lead=p.impartial[0] if p.impartial else "",
        )
        for p in proposed
    ]


def plan(state: State, library: Library, standing: Standing, audit: Audit, on: dt.date) -> list[Look]:
    """Return what is looked at in an audit, visit by visit.

    Raises:
        AimsError: if the audit names no framework.
    """
    if not audit.frameworks:
        raise AimsError(f"{audit.id} names no framework.", "Give it frameworks: frameworks=…", "Give it frameworks.")
    areas = audited(library, audit)
    evidence = shown(state, library)
    earlier = findings(state, on)
    found = []
    for visit in _plan_of(library, audit.frameworks).visits:
        here = tuple(r for r in visit.serves if r.id in areas)
        if not here:
            continue
        ids = {r.id for r in here}
        proof = {s.evidence.id: s for i in ids for s in evidence.get(i, ()) if s.in_full}
        found.append(
            Look(
                Visit(visit.stop, visit.title, visit.alone, here, visit.kinds, visit.asked, visit.adds),
                tuple(standing.of(r.id) for r in here),
                tuple(proof[i] for i in sorted(proof)),
                tuple(f for f in earlier if ids & set(f.finding.at)),
            )
        )
    return found


def partial(state: State, library: Library) -> list[tuple[Audit, Partial]]:
    """Return who is to audit what they are answerable for by now, in audits that are not over."""
    return [
        (audit, one) for audit in state.all(Audit) if not audit.is_over for one in impartiality(state, library, audit)
    ]


def coverage(
    state: State, library: Library, standing: Standing, framework: str, on: dt.date, months: int = CYCLE
) -> list[AuditedAt]:
    """Return for each requirement that applies which internal audit looked at it within the cycle before a day, and which one will.

    One that will, on the day of a planned stage 2 or after it, comes too late for that (``late_for``).

    Raises:
        AimsError: if the cycle has less than one month, or more than 36.
    """
    check_number("months", months, 1, 36)
    since = months_before(on, months)
    internal = [a for a in state.all(Audit) if a.kind == "internal"]
    over = [(a, audited(library, a)) for a in internal if a.state == "done" and a.done_on and since <= a.done_on <= on]
    to_come = [(a, audited(library, a)) for a in internal if not a.is_over]
    over.sort(key=lambda pair: pair[0].done_on or on)
    to_come.sort(key=lambda pair: pair[0].planned_on or dt.date.max)
    stage = _stage_2(state, framework, on)
    found = []
    for requirement in library.members(framework):
        if requirement.assessable and not standing.of(requirement.id).is_left_out:
            last = next((a for a, ids in reversed(over) if requirement.id in ids), None)
            will = next((a for a, ids in to_come if requirement.id in ids), None)
            is_late = will and will.planned_on and stage and stage.planned_on and will.planned_on >= stage.planned_on
            found.append(AuditedAt(requirement.id, last, will, stage if is_late else None))
    return found


def _stage_2(state: State, framework: str, on: dt.date) -> Milestone | None:
    """Return the first stage 2 of a framework that is planned for a day or after it; one whose day has passed has to be planned anew."""
    planned = [
        m for m in state.all(Milestone) if m.framework == framework and m.kind == MILESTONES[1] and not m.held_on
    ]
    planned = [m for m in planned if m.planned_on and m.planned_on >= on]
    return min(planned, key=lambda m: (m.planned_on or on, m.id), default=None)
