"""Days on the edge: on the last day a thing still counts, or is in time; on the day after it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from states import state_of

from aims_graph import load
from aims_graph.workspace import audits, certificates, certification, findings, milestones, review
from aims_graph.workspace.carry import standing
from aims_graph.workspace.records.assurance import Audit, Finding, Milestone, Review
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Certificate
from aims_graph.workspace.records.work import Evidence, Task
from aims_graph.workspace.tasks import closing
from aims_graph.workspace.validity import EXPIRES, SOON, VALID, is_valid, validity

LIBRARY = load()
AI = "iso42001"
LAST = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)

LOG = {"id": "E-1", "title": "Logs", "kind": "log"}
AUDIT = Audit(id="AUD-1", title="Leadership", state="done", frameworks=(AI,), areas=("iso42001:5.2",), done_on=LAST)


def _audited(audit: Audit, on: dt.date) -> bool:
    state = state_of(audit)
    found = audits.coverage(state, LIBRARY, standing(state, LIBRARY, on), AI, on)
    return any(a.last is not None for a in found)


def _reviewed(on: dt.date) -> bool:
    state = state_of(Review(id="MR-1", held_on=LAST))
    missing = certification.stage_2(state, LIBRARY, standing(state, LIBRARY, on), AI, on)
    return all(m.what != certification.NOT_REVIEWED for m in missing)


def _given(item: str, on: dt.date, *records: Record) -> bool:
    """Whether a review is given an entry for an item."""
    state = state_of(*records)
    given = review.inputs(state, LIBRARY, standing(state, LIBRARY, on), [AI], on)
    return any(i.entries for i in given if item in i.item)


#: What is asked on a day -> whether it is so on the first day that is named, and no more, or not yet, on the second.
ON_THE_EDGE: dict[str, tuple[Callable[[dt.date], bool], dt.date, dt.date]] = {
    "evidence is valid until": (lambda on: is_valid(Evidence(**LOG, valid_until=LAST), on), LAST, LAST + DAY),
    "evidence is valid from": (lambda on: is_valid(Evidence(**LOG, valid_from=LAST), on), LAST, LAST - DAY),
    "evidence has not expired": (
        lambda on: validity(Evidence(**LOG, valid_until=LAST), on) == EXPIRES,
        LAST,
        LAST + DAY,
    ),
    "evidence expires soon": (
        lambda on: validity(Evidence(**LOG, valid_until=LAST), on) == EXPIRES,
        LAST - SOON * DAY,
        LAST - (SOON + 1) * DAY,
    ),
    "evidence has begun": (
        lambda on: validity(Evidence(**LOG, valid_from=LAST), on) == VALID,
        LAST,
        LAST - DAY,
    ),
    "a certificate counts until": (
        lambda on: certificates.counts(LIBRARY, Certificate(id="CERT-1", framework=AI, expires=LAST), on),
        LAST,
        LAST + DAY,
    ),
    "a certificate counts from": (
        lambda on: certificates.counts(LIBRARY, Certificate(id="CERT-1", framework=AI, issued=LAST), on),
        LAST,
        LAST - DAY,
    ),
    "a finding is in time": (
        lambda on: not findings.findings(state_of(Finding(id="N-1", title="x", due=LAST)), on)[0].is_overdue,
        LAST,
        LAST + DAY,
    ),
    "a task is in time": (
        lambda on: not closing(state_of(Task(id="T-1", title="x", due=LAST)), LIBRARY, standing(state_of(), LIBRARY, on), on)[0].is_overdue,
        LAST,
        LAST + DAY,
    ),
    "a stage is in time": (
        lambda on: not milestones.days(state_of(Milestone(id="M-1", framework=AI, planned_on=LAST)), LIBRARY, AI, on)[0].is_late,
        LAST,
        LAST + DAY,
    ),
    "an audit has been": (lambda on: _audited(AUDIT, on), LAST, LAST - DAY),
    "an audit counts for a year": (lambda on: _audited(AUDIT, on), dt.date(2028, 3, 1), dt.date(2028, 3, 2)),
    "a review has been": (_reviewed, LAST, LAST - DAY),
    "a review counts for a year": (_reviewed, dt.date(2028, 3, 1), dt.date(2028, 3, 2)),
    "a review is given the audits that were": (lambda on: _given("audit", on, AUDIT), LAST, LAST - DAY),
    "a review is given the tasks of those before it": (
        lambda on: _given("actions", on, Review(id="MR-1", held_on=LAST), Task(id="T-1", title="x", source="MR-1")),
        LAST + DAY,
        LAST,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ON_THE_EDGE)
def test_on_the_last_day_it_is_still_so_and_on_the_next_it_is_not(what: str) -> None:
    asked, so, not_so = ON_THE_EDGE[what]
    assert asked(so) and not asked(not_so)
