"""Answers, what is left to do, and what shows that it was done."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.workspace.records.base import Day, Record, Texts, said

NOT_STARTED, PLANNED, IN_PROGRESS, IMPLEMENTED, NOT_APPLICABLE = STATUSES = (
    "not started",
    "planned",
    "in progress",
    "implemented",
    "not applicable",
)


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """Where the organisation stands at one requirement, shared control (the id of its anchor) or implementation group.

    An empty ``status`` claims nothing: where it stands follows from what is carried, and owner, day and note stand beside it.
    ``reason`` justifies: why it does not apply, or, of a control, why it was chosen. ``accepted_from`` names the answer this one was taken over from.
    ``basis`` is what the content said when the answer was given: ``name=digest`` of each thing it rests on.
    """

    PREFIX, CALLED = "A", "answer"
    target: str = said(content="target", needed=True)
    status: str = said("", words=STATUSES)
    reason: str = ""
    owner: str = ""
    due: Day = None
    note: str = ""
    accepted_from: str = said("", of="answer")
    basis: Texts = said((), derived=True)


_OVER = ("done", "dropped")
TASK_STATES = ("open", "in progress", *_OVER)


@dataclass(frozen=True, kw_only=True)
class Task(Record):
    """Something left to do, in words, and what it is for. ``effort`` is in person-days."""

    PREFIX, CALLED = "T", "task"
    title: str = said(needed=True)
    targets: Texts = said((), content="target")
    why: str = ""
    owner: str = ""
    due: Day = None
    effort: float | None = None
    state: str = said("open", words=TASK_STATES)
    source: str = ""
    note: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nobody works at it any more."""
        return self.state in _OVER


@dataclass(frozen=True, kw_only=True)
class Evidence(Record):
    """A document or record that shows something: a link, or a file kept in the workspace with its SHA-256."""

    PREFIX, CALLED = "E", "evidence"
    title: str = said(needed=True)
    kind: str = said(content="evidence", needed=True)
    link: str = ""
    file: str = ""
    sha256: str = ""
    owner: str = ""
    valid_from: Day = None
    valid_until: Day = None
    systems: Texts = said((), of="system")
    shows: Texts = said((), content="target")
    note: str = ""
