"""What a workspace was on an earlier day: its history played again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.carry import Standing, standing
from aims_graph.workspace.change import Line
from aims_graph.workspace.fields import field_types
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.scope import Certificate
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace

#: What decides where the organisation stands.
_DECIDING = tuple(NOUN_OF[cls] for cls in (Answer, Certificate))


def played(lines: Iterable[Line], before: State | None = None) -> State:
    """Return the records after some lines of history, oldest first; lines of several times make what stood after the last.

    Args:
        lines: the lines.
        before: what stood before them; by default nothing.
    """
    records = {noun: dict(before.records[noun]) if before else {} for noun in NOUNS}
    seq = before.seq if before else 0
    for line in lines:
        cls, seq = NOUNS[line.noun], line.seq
        value = None if line.after is None else json.loads(line.after)
        types = field_types(cls)
        if not line.field:
            # A field that a later version has taken away says nothing any more.
            made = {n: types[n].from_json(v) for n, v in (value or {}).items() if n in types}
            records[line.noun][line.record] = cls(**made)
        elif line.field in types:
            old = records[line.noun][line.record]
            changed: dict[str, Any] = {line.field: types[line.field].from_json(value)}
            records[line.noun][line.record] = replace(old, **changed)
    return State(seq, records)


def _over(lines: Sequence[Line], day: dt.date) -> int:
    """Return how many of the lines were written by the end of a day.

    A clock that was set back puts a line's day before that of an earlier one: it is played as soon as both are over.
    """
    return next((n for n, line in enumerate(lines) if line.at[:10] > day.isoformat()), len(lines))


def state_on(lines: Sequence[Line], day: dt.date) -> State | None:
    """Return the records as they were at the end of a day; ``None`` of a day before the history begins.

    Args:
        lines: the whole history, oldest first.
        day: the day.
    """
    n = _over(lines, day)
    if not n:
        return None
    later = {line.record: line.at[:10] for line in lines[n:] if not line.field}
    return replace(played(lines[:n]), on=day.isoformat(), later=later)


def as_of(place: Workspace, day: dt.date, now: State | None = None) -> State:
    """Return the records as they stood at the end of a day; for today and any day to come, as they stand now.

    Args:
        place: the workspace.
        day: the day.
        now: what stands now, where a change is in the making; by default what the workspace holds.

    Raises:
        AimsError: if the history begins after that day.
    """
    if day >= clock.today():
        return now or place.state()
    lines = place.whole_history()
    found = state_on(lines, day)
    if found is None:
        raise AimsError(
            f"How things stood on {day} is not known: the history of this workspace begins on {lines[0].at[:10]}.",
            "Name a day from then on with --on.",
            "Choose a day from then on.",
        )
    return found


def standings(lines: Sequence[Line], library: Library, days: Sequence[dt.date]) -> list[tuple[int, Standing]]:
    """Return where the organisation stood at the end of each of some days, given in order, with the last line of history that decided it; each is made from the one before.

    Args:
        lines: the whole history, oldest first.
        library: the content, as it is now.
        days: the days.
    """
    found: list[tuple[int, Standing]] = []
    state, left = State(0, {noun: {} for noun in NOUNS}), [line for line in lines if line.noun in _DECIDING]
    for day in days:
        now = _over(left, day)
        state, left = played(left[:now], state), left[now:]
        found.append((state.seq, standing(state, library, day, found[-1][1] if found else None)))
    return found
