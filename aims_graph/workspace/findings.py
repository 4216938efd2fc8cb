"""Nonconformities and opportunities: how far each has come, and what is the next thing to do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from aims_graph.workspace.records.assurance import FINDING_KINDS, Finding
from aims_graph.workspace.state import State

MAJOR, MINOR, OPPORTUNITY = FINDING_KINDS
#: What is left to do, in the order in which it is done; an opportunity needs neither correction nor cause nor a check.
CORRECT, FIND_CAUSE, NAME_ACTION, ACT, CHECK, ACT_AGAIN, CLOSED = (
    "correct it",
    "find the cause",
    "name an action",
    "do the action",
    "check whether it worked",
    "act again: it did not work",
    "closed",
)


@dataclass(frozen=True)
class Followed:
    """A finding, what is to be done next, and whether its day has passed."""

    finding: Finding
    next: str
    is_overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.next != CLOSED


def next_step(finding: Finding) -> str:
    """Return what is to be done next about a finding."""
    if finding.kind == OPPORTUNITY:
        return CLOSED if finding.done_on else ACT if finding.action else NAME_ACTION
    if finding.effective is False:
        return ACT_AGAIN
    # That it worked closes nothing of which no cause was found, or that was never done.
    for text, step in ((finding.correction, CORRECT), (finding.cause, FIND_CAUSE), (finding.action, NAME_ACTION)):
        if not text:
            return step
    if not finding.done_on:
        return ACT
    return CLOSED if finding.effective else CHECK


def findings(state: State, on: dt.date, audit: str = "", only_open: bool = False) -> list[Followed]:
    """Return the findings, open before closed, major before minor before opportunities.

    Args:
        state: the workspace.
        on: the day on which something is overdue.
        audit: only those of this audit.
        only_open: leave out what is closed.
    """
    found = []
    for finding in state.all(Finding):
        if audit in ("", finding.audit):
            step = next_step(finding)
            late = step != CLOSED and finding.due is not None and finding.due < on
            found.append(Followed(finding, step, late))
    rank = {kind: n for n, kind in enumerate(FINDING_KINDS)}
    return sorted((f for f in found if f.is_open or not only_open), key=lambda f: (not f.is_open, rank[f.finding.kind]))
