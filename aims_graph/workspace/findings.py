"""Nonconformities and opportunities: how far each has come, and what is the next thing to do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from aims_graph.workspace.days import is_ahead, is_over
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


def next_step(finding: Finding, on: dt.date = dt.date.max) -> str:
    """Return what is to be done next about a finding on a day: what is said to be done later is not done yet."""
    is_done = is_over(finding.done_on, on)
    effective = None if is_ahead(finding.checked_on, on) else finding.effective
    if finding.kind == OPPORTUNITY:
        return CLOSED if is_done else ACT if finding.action else NAME_ACTION
    if effective is False:
        return ACT_AGAIN
    # That it worked closes nothing of which no cause was found, or that was never done.
    for text, step in ((finding.correction, CORRECT), (finding.cause, FIND_CAUSE), (finding.action, NAME_ACTION)):
        if not text:
            return step
    if not is_done:
        return ACT
    return CLOSED if effective else CHECK


def findings(state: State, on: dt.date, audit: str = "", only_open: bool = False) -> list[Followed]:
    """Return the findings, open before closed, major before minor before opportunities.

    Args:
        state: the workspace.
        on: the day that counts.
        audit: only those of this audit.
        only_open: leave out what is closed.
    """
    found = []
    for finding in state.all(Finding):
        if audit in ("", finding.audit):
            step = next_step(finding, on)
            late = step != CLOSED and finding.due is not None and finding.due < on
            found.append(Followed(finding, step, late))
    rank = {kind: n for n, kind in enumerate(FINDING_KINDS)}
    return sorted((f for f in found if f.is_open or not only_open), key=lambda f: (not f.is_open, rank[f.finding.kind]))
