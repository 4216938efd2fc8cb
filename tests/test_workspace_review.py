"""What a management review is given (9.3.2 of each standard): every entry whole, since the review before, and nothing of a day to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from states import state_of

from aims_graph.formats.library import load
from aims_graph.workspace import review
from aims_graph.workspace.carry import standing
from aims_graph.workspace.records import Answer, Audit, Evidence, Finding, Review, Risk, Task
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.review import Entry

LIBRARY = load()
AI, SECURITY, QUALITY = "iso42001", "iso27001", "iso9001"
LAST, ON = dt.date(2026, 9, 1), dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)
#: What is done about a nonconformity, down to the day on which its effect is looked at.
DONE = {"correction": "c", "cause": "d", "action": "e", "done_on": LAST - 9 * DAY, "effective": True, "checked_by": "A"}
MAJOR, OPPORTUNITY = {"kind": "major nonconformity"}, {"kind": "opportunity for improvement"}


def given(*records: Record, frameworks: tuple[str, ...] = (AI,), on: dt.date = ON) -> dict[str, list[Entry]]:
    """Return item -> what a review on a day is given, after one that was held on the first of September."""
    state = state_of(Review(id="MR-1", held_on=LAST), *records)
    found = review.inputs(state, LIBRARY, standing(state, LIBRARY, on), frameworks, on)
    return {i.item: list(i.entries) for i in found if i.entries}


TRENDS, ACTIONS, AUDITS = (
    "trends in nonconformities and corrective actions",
    "status of actions from earlier reviews",
    "results of audits",
)
CHANCES, LEVELS = (
    "opportunities for continual improvement",
    "results of the risk assessment and status of the treatment plan",
)


@pytest.mark.parametrize(
    ("item", "records", "entries"),
    [
        # What an earlier review decided, and nobody else; one of the same day is no earlier one.
        (ACTIONS, [Task(id="T-1", title="a", source="MR-1", state="done", due=ON)], [Entry("T-1", "a", "done", "2027-03-01")]),
        (ACTIONS, [Task(id="T-1", title="a", source="MR-1")], [Entry("T-1", "a", "open", "")]),
        (ACTIONS, [Task(id="T-1", title="a", source="gap"), Review(id="MR-2", held_on=ON), Task(id="T-2", title="b", source="MR-2"), Review(id="MR-3"), Task(id="T-3", title="c", source="MR-3")], []),
        # What is open is given always, however long ago it was found; what was closed, if that was since.
        (TRENDS, [Finding(id="N-1", title="x", found_on=dt.date(2020, 1, 1))], [Entry("N-1", "minor nonconformity: x", "correct it", "2020-01-01")]),
        (TRENDS, [Finding(id="N-1", title="x", checked_on=LAST + DAY, **DONE, **MAJOR)], [Entry("N-1", "major nonconformity: x", "closed", "")]),
        (TRENDS, [Finding(id="N-1", title="x", checked_on=LAST, **DONE)], []),
        (TRENDS, [Finding(id="N-1", title="x", **DONE)], []),
        (TRENDS, [Finding(id="N-1", title="x", checked_on=ON + DAY, **DONE)], [Entry("N-1", "minor nonconformity: x", "check whether it worked", "")]),
        (TRENDS, [Finding(id="N-1", title="x", **OPPORTUNITY)], []),
        (CHANCES, [Finding(id="N-1", title="x", found_on=LAST, **OPPORTUNITY)], [Entry("N-1", "x", "name an action", "2026-09-01")]),
        (CHANCES, [Finding(id="N-1", title="x", done_on=LAST + DAY, **OPPORTUNITY)], [Entry("N-1", "x", "closed", "")]),
        (CHANCES, [Finding(id="N-1", title="x", done_on=LAST, **OPPORTUNITY), Finding(id="N-2", title="y")], []),
        # Audits that were held since, with what they found; who audits is of no matter here.
        (AUDITS, [Audit(id="AUD-1", title="a", state="done", done_on=LAST + DAY, kind="supplier")], [Entry("AUD-1", "a", "0 findings", "2026-09-02")]),
        (AUDITS, [Audit(id="AUD-1", title="a", state="done", done_on=ON), Finding(id="N-1", title="x", audit="AUD-1"), Finding(id="N-2", title="x")], [Entry("AUD-1", "a", "1 finding", "2027-03-01")]),
        (AUDITS, [Audit(id="AUD-1", title="a", state="done", done_on=LAST), Audit(id="AUD-2", title="b", state="done", done_on=ON + DAY), Audit(id="AUD-3", title="c", done_on=ON), Audit(id="AUD-4", title="d", state="done")], []),
    ],
)  # fmt: skip
def test_what_came_since_the_review_before_is_given(item: str, records: list[Record], entries: list[Entry]) -> None:
    assert given(*records).get(item, []) == entries


def test_risks_are_given_with_their_level_and_what_is_open() -> None:
    fine = Risk(id="R-1", title="x", likelihood=1, consequence=2, owner="A", option="retain", accepted_by="A", accepted_on=ON)  # fmt: skip
    late = Risk(id="R-2", title="y", likelihood=4, consequence=5, owner="A", treatment="t", due=ON - DAY)
    bare = Risk(id="R-3", title="z", option="retain", owner="A")
    assert given(late, fine, bare, frameworks=(SECURITY,))[LEVELS] == [
        Entry("R-3", "z", "not rated", ""),
        Entry("R-2", "y", "very high; not rated after treatment; above the criterion, accepted by nobody", "2027-02-28"),
        Entry("R-1", "x", "low", ""),
    ]  # fmt: skip


def test_what_stands_at_the_requirement_that_asks_is_given_beside_it() -> None:
    """Nonconformities are dealt with at 10.2: what was answered there, and what shows it in full."""
    answer = Answer(id="A-1", target=f"{AI}:10.2", status="in progress", due=ON)
    papers = (
        Evidence(id="E-1", title="procedure", kind="procedure", shows=(f"{AI}:10.2",), valid_from=LAST),
        Evidence(id="E-2", title="old", kind="procedure", shows=(f"{AI}:10",), valid_until=ON - DAY),
        Evidence(id="E-3", title="other", kind="procedure", shows=(f"{AI}:10.1",)),
    )
    assert given(answer, *papers)[TRENDS] == [
        Entry("A-1", LIBRARY.requirements[f"{AI}:10.2"].name, "in progress", "2027-03-01"),
        Entry("E-1", "procedure", "valid", "2026-09-01"),
        Entry("E-2", "old", "not valid", ""),
    ]
    said = replace(answer, note="two are late", due=None)
    assert given(said)[TRENDS] == [Entry("A-1", "two are late", "in progress", "")]
    # Given for two standards that ask for the same item, an entry stands there once.
    both = given(said, papers[0], frameworks=(AI, QUALITY))[TRENDS]
    assert [e.record for e in both] == ["A-1", "E-1"]


def test_an_item_that_several_standards_ask_for_stands_once_with_each() -> None:
    state = state_of()
    at = standing(state, LIBRARY, ON)
    found = {i.item: i.requirements for i in review.inputs(state, LIBRARY, at, (QUALITY, AI), ON)}
    assert found[AUDITS] == (f"{AI}:9.3.2", f"{QUALITY}:9.3.2") and found["opportunities for improvement"] == (f"{QUALITY}:9.3.2",)  # fmt: skip
    # What the workspace holds of reviews themselves is no input; a law asks for no review.
    assert "what reviews were given" not in found
    assert review.inputs(state, LIBRARY, at, ("aiact",), ON) == []
    assert [review.last_review(state_of(*r), ON) for r in ([], [Review(id="MR-1")], [Review(id="MR-1", held_on=ON)])] == [None] * 3  # fmt: skip
