"""The context of a management system and its objectives: which entries are of a framework, and what the planning of an objective leaves open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TypeVar

from aims_graph.workspace.records.context import OPEN, Issue, Objective, Party
from aims_graph.workspace.state import State

E = TypeVar("E", Issue, Party, Objective)

#: What the planning of an objective has to say -> what is said where it does not.
PLANNED = {
    "action": "not said what is done for it",
    "resources": "not said with what",
    "owner": "no owner",
    "due": "no day",
    "measure": "not said how it is measured",
}
OVERDUE = "its day has passed"


def entries_of(state: State, cls: type[E], frameworks: Collection[str] = ()) -> list[E]:
    """Return the entries of a kind that are of one of these frameworks, those that name none included; all where none is asked for."""
    return [e for e in state.all(cls) if not (frameworks and e.frameworks) or set(frameworks) & set(e.frameworks)]


def open_at(objective: Objective, on: dt.date) -> tuple[str, ...]:
    """Return what is open at an objective on a day: what its planning does not say, and that its day has passed."""
    if objective.state != OPEN:
        return ()
    lacking = [words for name, words in PLANNED.items() if not getattr(objective, name)]
    return (*lacking, *([OVERDUE] if objective.due and objective.due < on else []))


def is_planned(objective: Objective) -> bool:
    """Return whether the planning of an objective says all that it has to."""
    return all(getattr(objective, name) for name in PLANNED)
