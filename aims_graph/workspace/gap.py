"""The gap of a framework: where each of its requirements stands, what remains, and which one action would close most."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aims_graph.answers.coverage.coverage import least_left
from aims_graph.errors import check_number
from aims_graph.model import Library, Requirement
from aims_graph.workspace.basis import Changed, changed
from aims_graph.workspace.carry import FULL, Position, Standing, effects
from aims_graph.workspace.duties import counted
from aims_graph.workspace.records.work import Answer, Evidence, Task
from aims_graph.workspace.state import State

T = TypeVar("T")


@dataclass(frozen=True)
class Gap:
    """One requirement of a framework: its position, what shows it, who works at what is left, and whether its answer still rests on what the content says.

    ``remains`` is what is left, in words, beside each source that meets a part, and once beside all certificates: (sources, words).
    """

    requirement: Requirement
    position: Position
    evidence: tuple[Evidence, ...]
    tasks: tuple[Task, ...]
    stale: tuple[Changed, ...]
    remains: tuple[tuple[tuple[str, ...], str], ...] = ()


@dataclass(frozen=True)
class Progress:
    """How far a framework is: between ``least`` certainly met and ``most`` possibly met of ``total`` that count; ``by_status`` counts the statuses."""

    framework: str
    total: int
    least: int
    most: int
    left_out: int
    by_status: dict[str, int]


@dataclass(frozen=True)
class Action:
    """One thing to implement and what of the frameworks asked for it would certainly close, and what it would touch; ``effort`` if its tasks say it."""

    target: str
    closes: tuple[str, ...]
    touches: tuple[str, ...]
    effort: float | None


def gap(state: State, standing: Standing, framework: str, only: Iterable[str] | None = None) -> list[Gap]:
    """Return where each assessable requirement of a framework stands, in its order.

    Args:
        state: the workspace.
        standing: where it stands.
        framework: the framework's id.
        only: the requirements that matter (such as those that bind our systems); all by default.
    """
    chosen = None if only is None else set(only)
    shown, worked = shown_by(state), worked_at(state)
    library = standing.library
    found = []
    for position in standing.framework(framework):
        name = position.requirement
        if chosen is not None and name not in chosen:
            continue
        stale = tuple(changed(state, library, position.answer)) if position.answer else ()
        evidence, tasks, left = tuple(shown.get(name, ())), tuple(worked.get(name, ())), _left(library, position)
        found.append(Gap(library.requirements[name], position, evidence, tasks, stale, left))
    return found


def _left(library: Library, position: Position) -> tuple[tuple[tuple[str, ...], str], ...]:
    certified = [source for source, _ in position.remains if source in library.frameworks]
    task = least_left(library, position.requirement, certified)
    one = [(task.held, task.words)] if task else []
    return (*one, *(((s,), words) for s, words in position.remains if not task or s not in certified))


def progress(positions: Sequence[Position], framework: str) -> Progress:
    """Return how far a framework is, for the positions of what counts in it."""
    counted = [p for p in positions if not p.is_left_out]
    denied = sum(p.given is not None and not p.is_met for p in counted)
    return Progress(
        framework,
        len(counted),
        sum(p.is_met for p in counted),
        len(counted) - denied,
        len(positions) - len(counted),
        dict(Counter(p.status for p in positions)),
    )


def shown_by(state: State) -> dict[str, list[Evidence]]:
    """Return requirement or group id -> the evidence attached to it."""
    return _by_target((e, e.shows) for e in state.all(Evidence))


def worked_at(state: State) -> dict[str, list[Task]]:
    """Return requirement or group id -> the tasks for it that are neither done nor dropped."""
    return _by_target((t, t.targets) for t in state.all(Task) if not t.is_over)


def _by_target(pairs: Iterable[tuple[T, tuple[str, ...]]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing, targets in pairs:
        for target in targets:
            found.setdefault(target, []).append(thing)
    return found


def stale_answers(state: State, library: Library) -> list[tuple[Answer, tuple[Changed, ...]]]:
    """Return the answers that rest on something the content now says otherwise, with what that is."""
    return [(a, tuple(c)) for a in state.all(Answer) if (c := changed(state, library, a))]


def actions(
    state: State,
    standing: Standing,
    frameworks: Sequence[str],
    limit: int = 10,
    by_effort: bool = False,
    groups: bool = False,
) -> list[Action]:
    """Return the open things whose implementation would certainly close most, most first.

    Args:
        state: the workspace.
        standing: where it stands.
        frameworks: ids of the frameworks whose open requirements count.
        limit: at most so many.
        by_effort: order by what is closed for each day of effort; what has no effort comes last.
        groups: of implementation groups, not of single requirements.

    Raises:
        AimsError: if the limit is below 1.
    """
    check_number("limit", limit, 1)
    library = standing.library
    # Of a law what binds our systems: to close what asks nothing of us is no gain.
    matter = {f: counted(state, library, f) for f in frameworks}
    open_ = {
        p.requirement
        for f, only in matter.items()
        for p in standing.framework(f)
        if p.is_open and (only is None or p.requirement in only)
    }
    sources = [g.id for g in library.groups] if groups else sorted(open_, key=library.place)
    efforts: dict[str, float] = {}
    for target, tasks in worked_at(state).items():
        known = [t.effort for t in tasks if t.effort is not None]
        if known:
            efforts[target] = sum(known)
    found = []
    for source in sources:
        settled = effects(library, source)
        own = (source,) if source in open_ else ()
        # Its own parts are no gain: whoever implements it does them.
        beyond = [y for y in sorted(settled, key=library.place) if y in open_ and y not in set(library.below(source))]
        closes = own + tuple(y for y in beyond if settled[y].extent == FULL)
        touches = tuple(y for y in beyond if settled[y].extent != FULL)
        if len(closes) > len(own) or (groups and closes):
            found.append(Action(source, closes, touches, efforts.get(source)))
    if by_effort:
        found.sort(key=lambda a: (a.effort is None, -_a_day(a), -len(a.touches)))
    else:
        found.sort(key=lambda a: (-len(a.closes), -len(a.touches)))
    return found[:limit]


def _a_day(action: Action) -> float:
    """Return how many requirements an action closes for a day of effort, without end if it takes none; the number itself if nobody estimated it."""
    if action.effort is None:
        return len(action.closes)
    return len(action.closes) / action.effort if action.effort else math.inf
