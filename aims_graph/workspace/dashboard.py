"""The state of everything on one page: how far, what is late, what is open, what expires, what the law brings next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.law.days import NEVER
from aims_graph.errors import check_number
from aims_graph.model import Library
from aims_graph.workspace.assessed import targets_of
from aims_graph.workspace.carry import Position, Standing
from aims_graph.workspace.certificates import frameworks_held
from aims_graph.workspace.certification import stage_1
from aims_graph.workspace.change import Line
from aims_graph.workspace.days import is_over
from aims_graph.workspace.duties import counted, duties_of
from aims_graph.workspace.findings import MAJOR, MINOR, Followed, findings
from aims_graph.workspace.gap import Action, Progress, actions, progress, stale_answers
from aims_graph.workspace.lapsed import Lapsed, lapsed
from aims_graph.workspace.milestones import Due, days
from aims_graph.workspace.past import standings
from aims_graph.workspace.records.assurance import MILESTONES
from aims_graph.workspace.records.scope import System
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.risks import OVERDUE, Rated, risks
from aims_graph.workspace.state import State
from aims_graph.workspace.tasks import Closing, closing
from aims_graph.workspace.validity import EXPIRED, EXPIRES, validity


@dataclass(frozen=True)
class Chapter:
    """A chapter of a framework, by the id of its heading, and how far it is."""

    heading: str
    progress: Progress


@dataclass(frozen=True)
class Coming:
    """A day on which provisions begin to bind systems: how many do for certain, how many only if an open question is answered so, and which systems."""

    day: str
    certain: int
    open: int
    systems: tuple[str, ...]


@dataclass(frozen=True)
class Dashboard:
    """All of it, for the frameworks that the organisation answers to."""

    frameworks: tuple[Progress, ...]
    chapters: dict[str, tuple[Chapter, ...]]
    late: tuple[Closing, ...]
    open_tasks: tuple[Closing, ...]
    open_findings: tuple[Followed, ...]
    high: tuple[Rated, ...]
    late_treatments: tuple[Rated, ...]
    expiring: tuple[Evidence, ...]
    stale: int
    next_audit: Due | None
    blocking: int | None
    coming: tuple[Coming, ...]
    actions: tuple[Action, ...]
    lapsed: tuple[Lapsed, ...]

    @property
    def late_findings(self) -> tuple[Followed, ...]:
        """The open findings whose day has passed."""
        return tuple(f for f in self.open_findings if f.is_overdue)

    def open(self, kind: str) -> int:
        """Return how many findings of a kind are open."""
        return sum(f.finding.kind == kind for f in self.open_findings)

    @property
    def majors(self) -> int:
        """How many major nonconformities are open."""
        return self.open(MAJOR)

    @property
    def minors(self) -> int:
        """How many minor nonconformities are open."""
        return self.open(MINOR)


def positions_of(state: State, library: Library, at: Standing, framework: str) -> list[Position]:
    """Return the positions that count in a framework: of a law those that bind our systems."""
    only = counted(state, library, framework)
    return [p for p in at.framework(framework) if only is None or p.requirement in only]


def dashboard(state: State, library: Library, standing: Standing, on: dt.date) -> Dashboard:
    """Return the dashboard of a day; well under a tenth of a second once the duties of the systems are known."""
    every, chapters = [], {}
    targets = targets_of(state, library)
    for framework in targets:
        positions = positions_of(state, library, standing, framework)
        every.append(progress(positions, framework))
        by: dict[str, list[Position]] = {}
        for p in positions:
            above = list(library.above(p.requirement))
            by.setdefault(above[-1] if above else p.requirement, []).append(p)
        chapters[framework] = tuple(Chapter(h, progress(own, framework)) for h, own in by.items())
    tasks = closing(state, library, standing, on)
    rated = risks(state, standing, on)
    expiring = sorted((e for e in state.all(Evidence) if validity(e, on) in (EXPIRED, EXPIRES)), key=_until)
    # What is held is surveyed, whether or not it was chosen to be worked at.
    certified = frameworks_held(state, library)
    held = [f.id for f in library.mapped if f.id in certified]
    audits = sorted(
        (
            d
            for f in dict.fromkeys([*targets, *held])
            for d in days(state, library, f, on)
            if d.milestone is None or not is_over(d.milestone.held_on, on)
        ),
        key=lambda d: d.by or dt.date.max,
    )
    first = next((d for d in audits if d.kind == MILESTONES[0]), None)
    blocking = len(stage_1(state, library, standing, first.framework, on)) if first else None
    return Dashboard(
        tuple(every),
        chapters,
        tuple(t for t in tasks if t.is_overdue),
        tuple(tasks),
        tuple(findings(state, on, only_open=True)),
        tuple(r for r in rated if r.is_unaccepted),
        tuple(r for r in rated if OVERDUE in r.open),
        tuple(expiring),
        len(stale_answers(state, library)),
        first or (audits[0] if audits else None),
        blocking,
        coming(state, library, on),
        tuple(actions(state, standing, targets, 5)),
        tuple(lapsed(state, library, standing, on)),
    )


def coming(state: State, library: Library, on: dt.date, most: int = 2) -> tuple[Coming, ...]:
    """Return the next days on which provisions begin to bind our systems, or may.

    Raises:
        AimsError: if at most none is asked for.
    """
    check_number("most", most, 1)
    begins: dict[str, dict[str, list[tuple[str, bool]]]] = {}
    for system in state.all(System):
        for duty in duties_of(library, system):
            if on.isoformat() < duty.day < NEVER:
                here = begins.setdefault(duty.day, {}).setdefault(duty.provision.id, [])
                here.append((system.id, duty.value is True))
    found = []
    for day in sorted(begins)[:most]:
        provisions = begins[day].values()
        certain = sum(any(so for _, so in systems) for systems in provisions)
        named = tuple(sorted({system for systems in provisions for system, _ in systems}))
        found.append(Coming(day, certain, len(provisions) - certain, named))
    return tuple(found)


@dataclass(frozen=True)
class Point:
    """How far a framework was on a day."""

    day: dt.date
    framework: str
    progress: Progress


#: Day, last line of history that decided it, framework, and what counts of it -> how far it was.
Past = dict[tuple[dt.date, int, str, frozenset[str] | None], Progress]


def burn_up(
    state: State,
    lines: Sequence[Line],
    library: Library,
    on: dt.date,
    points: int = 13,
    known: Past | None = None,
) -> list[Point]:
    """Return how far each framework was at evenly spaced days from the first change until a day.

    What counts is what counts now: of a law, what binds the systems as they are today.

    Args:
        state: the workspace now.
        lines: the whole history, oldest first.
        library: the content.
        on: the last day.
        points: how many days.
        known: what was worked out before from the same content and history; it is brought up to date.

    Raises:
        AimsError: if it is to be less than one day.
    """
    check_number("points", points, 1)
    if not lines:
        return []
    first = min(dt.date.fromisoformat(line.at[:10]) for line in lines)
    step = max((on - first).days / max(points - 1, 1), 1)
    chosen = sorted({min(first + dt.timedelta(days=round(n * step)), on) for n in range(points)} | {on})
    only = {f: counted(state, library, f) for f in targets_of(state, library)}
    found, before, now = [], known or {}, Past()
    for day, (seq, at) in zip(chosen, standings(lines, library, chosen), strict=True):
        for framework, counts in only.items():
            key = (day, seq, framework, None if counts is None else frozenset(counts))
            now[key] = before.get(key) or progress(positions_of(state, library, at, framework), framework)
            found.append(Point(day, framework, now[key]))
    if known is not None:
        known.clear()
        known.update(now)
    return found


def _until(evidence: Evidence) -> dt.date:
    return evidence.valid_until or dt.date.max
