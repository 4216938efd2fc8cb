"""What follows from the records of a workspace, each case made of a few records by hand: order, empties, ties, and what counts from when."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from types import SimpleNamespace

import pytest
from states import state_of

from aims_graph.answers.editions.succession import later_of
from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.workspace import acceptance, audits, context, findings, gap, people, review, soa, tasks
from aims_graph.workspace.ahead import ahead
from aims_graph.workspace.bodies import body_flags
from aims_graph.workspace.carry import Standing, standing
from aims_graph.workspace.certificates import (
    EXPIRED,
    PAST_TRANSITION,
    certificate_statuses,
    edition_held,
    frameworks_held,
)
from aims_graph.workspace.days import is_ahead, is_over
from aims_graph.workspace.evidence import gone, place_of
from aims_graph.workspace.held import held
from aims_graph.workspace.lapsed import lapsed
from aims_graph.workspace.milestones import days
from aims_graph.workspace.records import (
    Answer,
    Assessment,
    Audit,
    Body,
    Certificate,
    Choice,
    Evidence,
    Finding,
    Issue,
    Milestone,
    Objective,
    Party,
    Person,
    Review,
    Risk,
    Statement,
    System,
    Task,
)
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.risk import Criteria
from aims_graph.workspace.rules import check_record
from aims_graph.workspace.state import State

LIBRARY = load()
AI, SECURITY, QUALITY = "iso42001", "iso27001", "iso9001"
ON = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)


def stands(state: State, on: dt.date = ON) -> Standing:
    return standing(state, LIBRARY, on)


# --- days -------------------------------------------------------------------------------------------------------------


def test_a_day_that_nobody_knows_is_neither_over_nor_ahead() -> None:
    assert [is_over(day, ON) for day in (None, ON - DAY, ON, ON + DAY)] == [False, True, True, False]
    assert [is_ahead(day, ON) for day in (None, ON - DAY, ON, ON + DAY)] == [False, False, False, True]


def test_what_is_said_to_be_done_later_is_told_of_its_own_framework_alone() -> None:
    later, over = ON + DAY, ON
    records: list[Record] = [
        Audit(id="AUD-1", title="a", state="done", done_on=later, frameworks=(AI,)),
        Audit(id="AUD-2", title="a", state="done", done_on=over, frameworks=(AI,)),
        Audit(id="AUD-3", title="a", state="planned", done_on=later, frameworks=(AI,)),
        Audit(id="AUD-4", title="a", state="done", done_on=later, frameworks=(SECURITY,)),
        Review(id="MR-1", held_on=later),
        Review(id="MR-2", held_on=over),
        Finding(id="N-1", title="f", done_on=later, at=("iso42001:5.2",)),
        Finding(id="N-2", title="f", checked_on=later),
        Finding(id="N-3", title="f", checked_on=later, at=("iso27001:5.2",)),
        Finding(id="N-4", title="f", done_on=over, checked_on=over),
        # What the content does not know any more is of no framework, so of each.
        Finding(id="N-5", title="f", done_on=later, at=("gone:1",)),
        Milestone(id="M-1", framework=AI, held_on=later),
        Milestone(id="M-2", framework=SECURITY, held_on=later),
        Risk(id="R-1", title="r", accepted_on=later),
        Risk(id="R-2", title="r", accepted_on=later, kind="information security"),
        Risk(id="R-3", title="r", accepted_on=over),
        Statement(id="SOA-1", framework=AI, version="1", approved_by="A", approved_on=later),
        Statement(id="SOA-2", framework=SECURITY, version="1", approved_by="A", approved_on=later),
    ]
    state = state_of(*records)
    assert ahead(state, LIBRARY, AI, ON) == ("AUD-1", "MR-1", "N-1", "N-2", "N-5", "M-1", "R-1", "SOA-1")
    assert ahead(state, LIBRARY, SECURITY, ON) == ("AUD-4", "MR-1", "N-2", "N-3", "N-5", "M-2", "R-2", "SOA-2")
    # Of a framework that demands the assessment of no kind of risk, each may be one.
    assert ahead(state, LIBRARY, QUALITY, ON) == ("MR-1", "N-2", "N-5", "R-1", "R-2")
    assert ahead(state, LIBRARY, AI, later) == ()


# --- certificates -----------------------------------------------------------------------------------------------------


def _certificate(
    n: int, framework: str = SECURITY, issued: dt.date | None = None, expires: dt.date | None = None
) -> Certificate:
    return Certificate(id=f"CERT-{n}", framework=framework, issued=issued, expires=expires)


def test_certificates_stand_as_they_do_on_a_day() -> None:
    """Certificates of ISO 9001:2015 count until 30 September 2029, as its catalogue says, whatever day is printed on them."""
    end = dt.date(2029, 9, 30)
    state = state_of(
        _certificate(1, QUALITY, expires=end + 9 * DAY),
        _certificate(2),
        _certificate(3, expires=end),
        _certificate(4, issued=end + DAY),
    )

    def told(on: dt.date) -> list[tuple[str, bool]]:
        return [(h.ended, h.counts) for h in certificate_statuses(state, LIBRARY, on)]

    assert told(end) == [("", True), ("", True), ("", True), ("", False)]
    assert told(end + DAY) == [(PAST_TRANSITION, False), ("", True), (EXPIRED, False), ("", True)]
    # What has expired as well is told as expired.
    assert told(end + 10 * DAY)[0] == (EXPIRED, False)
    first, second, *_ = certificate_statuses(state, LIBRARY, end)
    assert (first.later, first.transition_ends) == (later_of(LIBRARY).get(QUALITY, ""), end)
    assert (second.later, second.transition_ends) == ("", None)
    assert frameworks_held(state, LIBRARY) == {SECURITY, QUALITY}
    assert certificate_statuses(state_of(_certificate(1, "iso27001-2013")), LIBRARY, end)[0].later == SECURITY
    assert edition_held(LIBRARY, _certificate(4, "gone")) == ""


def test_of_certificates_that_have_ended_only_the_last_of_each_framework_has_lapsed() -> None:
    end = ON - 10 * DAY

    def told(*certificates: Certificate) -> list[str]:
        state = state_of(*certificates)
        return [one.held.certificate.id for one in lapsed(state, LIBRARY, stands(state), ON)]

    old, older = _certificate(1, expires=end), _certificate(2, expires=end - DAY)
    assert told(old, older) == ["CERT-1"] and told(older, old) == ["CERT-1"]
    # Two that ended on one day took each other's place in nothing.
    assert told(old, _certificate(3, expires=end)) == ["CERT-1", "CERT-3"]
    assert told(old, _certificate(3)) == [] == told(old, _certificate(3, expires=ON))
    # One that is issued later has taken no place yet, and one of another framework takes none.
    assert told(old, _certificate(3, issued=ON + DAY)) == ["CERT-1"] == told(old, _certificate(3, QUALITY))
    assert told(_certificate(1, "gone", expires=end)) == []
    # A later edition takes the place of the former, not the former of the later.
    former = _certificate(1, "iso27001-2013", expires=end)
    assert told(former, _certificate(2, expires=ON)) == []
    assert told(old, replace(former, id="CERT-2", expires=ON)) == ["CERT-1"]


def test_what_a_lapsed_certificate_alone_met_is_open_again() -> None:
    end = ON - DAY
    both = (_certificate(1, expires=end), Choice(id="F-1", framework=AI), Choice(id="F-2", framework=SECURITY))
    state = state_of(*both)
    (one,) = lapsed(state, LIBRARY, stands(state), ON)
    before = standing(state, LIBRARY, end)
    full = {p.requirement for p in before.framework(AI) if p.is_met}
    part = {p.requirement for p in before.framework(AI) if not p.is_met and p.carried}
    assert {*one.met[AI]} == full and {*one.in_part[AI]} == part and full and part
    assert {*one.met[SECURITY]} == {p.requirement for p in before.framework(SECURITY)} and SECURITY not in one.in_part
    first, second = (min(ids, key=LIBRARY.place) for ids in (full, part))
    answered = state_of(
        *both, *(Answer(id=f"A-{n}", target=i, status="planned") for n, i in enumerate((first, second), 1))
    )
    (less,) = lapsed(answered, LIBRARY, stands(answered), ON)
    assert {*one.met[AI]} - {*less.met[AI]} == {first} and {*one.in_part[AI]} - {*less.in_part[AI]} == {second}


# --- context, findings, tasks -----------------------------------------------------------------------------------------


def test_entries_of_a_framework_are_those_that_name_it_or_none() -> None:
    state = state_of(Issue(id="ISS-1", title="a"), Issue(id="ISS-2", title="b", frameworks=(AI,)), Issue(id="ISS-3", title="c", frameworks=(SECURITY, QUALITY)))  # fmt: skip

    def told(*frameworks: str) -> list[str]:
        return [i.id for i in context.entries_of(state, Issue, frameworks)]

    assert told() == ["ISS-1", "ISS-2", "ISS-3"]
    assert told(AI) == ["ISS-1", "ISS-2"] and told(QUALITY) == ["ISS-1", "ISS-3"]
    assert told(AI, SECURITY) == ["ISS-1", "ISS-2", "ISS-3"]


def test_what_is_open_at_an_objective() -> None:
    bare = Objective(id="OBJ-1", title="x")
    assert context.open_at(bare, ON) == tuple(context.PLANNED.values())
    whole = replace(bare, action="a", resources="b", owner="c", due=ON, measure="d")
    assert context.open_at(whole, ON) == () and context.open_at(whole, ON + DAY) == (context.OVERDUE,)
    assert context.open_at(replace(whole, owner=""), ON + DAY) == ("no owner", context.OVERDUE)
    assert [context.is_planned(o) for o in (bare, whole, replace(whole, due=None))] == [False, True, False]
    for state in ("reached", "not reached", "dropped"):
        assert context.open_at(replace(bare, state=state), ON + DAY) == ()


def _finding(**said: object) -> Finding:
    return Finding(**{"id": "N-1", "title": "x", **said})


def test_what_is_next_about_a_finding() -> None:
    """A nonconformity is corrected, its cause found, an action named and done, and its effect checked, in this order; an opportunity is only done."""
    steps: list[tuple[dict[str, object], str]] = [
        ({}, findings.CORRECT),
        ({"correction": "c"}, findings.FIND_CAUSE),
        ({"cause": "d"}, findings.NAME_ACTION),
        ({"action": "e"}, findings.ACT),
        ({"done_on": ON}, findings.CHECK),
        ({"effective": True, "checked_by": "A", "checked_on": ON}, findings.CLOSED),
        ({"effective": False}, findings.ACT_AGAIN),
    ]
    said: dict[str, object] = {}
    for more, step in steps:
        said |= more
        assert findings.next_step(_finding(**said), ON) == step
        assert findings.next_step(_finding(**said, kind="major nonconformity"), ON) == step
    # That it worked closes nothing that was not done by then.
    done = said | {"effective": True}
    assert findings.next_step(_finding(**(done | {"cause": ""})), ON) == findings.FIND_CAUSE
    assert findings.next_step(_finding(**(done | {"done_on": None})), ON) == findings.ACT
    assert findings.next_step(_finding(**(done | {"done_on": ON + DAY})), ON) == findings.ACT
    assert findings.next_step(_finding(**(done | {"checked_on": ON + DAY})), ON) == findings.CHECK
    assert findings.next_step(_finding(**(said | {"checked_on": ON + DAY})), ON) == findings.CHECK
    for more, step in (({}, findings.NAME_ACTION), ({"action": "e"}, findings.ACT), ({"done_on": ON}, findings.CLOSED)):
        assert findings.next_step(_finding(kind=findings.OPPORTUNITY, **more), ON) == step


def test_findings_stand_open_before_closed_and_the_gravest_first() -> None:
    closed = {"correction": "c", "cause": "d", "action": "e", "done_on": ON, "effective": True}
    state = state_of(
        _finding(id="N-1", **closed, kind="major nonconformity", due=ON - DAY),
        _finding(id="N-2", kind=findings.OPPORTUNITY, due=ON - DAY),
        _finding(id="N-3", audit="AUD-1", due=ON),
        _finding(id="N-4", kind="major nonconformity", audit="AUD-2"),
    )
    found = findings.findings(state, ON)
    assert [f.finding.id for f in found] == ["N-4", "N-3", "N-2", "N-1"]
    assert [f.is_overdue for f in found] == [False, False, True, False]
    assert [f.finding.id for f in findings.findings(state, ON, only_open=True)] == ["N-4", "N-3", "N-2"]
    assert [f.finding.id for f in findings.findings(state, ON, audit="AUD-1")] == ["N-3"]


def test_tasks_stand_by_their_day_and_say_what_they_close() -> None:
    """ISO/IEC 42001 4.1 and 27001 4.1 are one demand: whoever does the one does the other, and what is met is closed by nothing."""
    records: list[Record] = [
        Task(id="T-1", title="no day", targets=("iso42001:5.2",)),
        Task(id="T-2", title="late", due=ON - DAY, targets=("iso42001:5.2", "iso42001:5.2")),
        Task(id="T-3", title="done", due=ON - 9 * DAY, state="done", targets=("iso42001:5.2",)),
        Task(id="T-4", title="today", due=ON, targets=("iso27001:5.2",)),
        Task(id="T-5", title="dropped", state="dropped"),
    ]
    state = state_of(*records)
    found = tasks.closing(state, LIBRARY, stands(state), ON)
    assert [c.task.id for c in found] == ["T-2", "T-4", "T-1"]
    assert [c.is_overdue for c in found] == [True, False, False]
    assert found[0].closes[AI] == ("iso42001:5.2",) and found[0].binds_none == ()
    every = tasks.closing(state, LIBRARY, stands(state), ON, done_too=True)
    assert [c.task.id for c in every] == ["T-2", "T-4", "T-1", "T-3", "T-5"] and not every[3].is_overdue
    met = state_of(*records, Answer(id="A-1", target="iso42001:5.2", status="implemented"))
    assert AI not in tasks.closing(met, LIBRARY, stands(met), ON)[0].closes


# --- audits and reviews -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2027-02-12", "2027-02-12"),
        ("2027-02-13", "2027-02-15"),
        ("2027-02-14", "2027-02-15"),
        ("2027-02-15", "2027-02-15"),
    ],
)
def test_an_audit_is_planned_for_a_working_day(day: str, found: str) -> None:
    assert audits._working_day(dt.date.fromisoformat(day)) == dt.date.fromisoformat(found)


@pytest.mark.parametrize(
    ("sizes", "parts", "found"),
    [
        ([1, 1, 1, 1], 2, [2, 2]),
        ([1, 1, 1, 1], 1, [4]),
        ([1, 1], 5, [1, 1]),
        # The first alone is as long as the others: it is a part of its own.
        ([4, 1, 1, 1, 1], 2, [1, 4]),
        ([1, 1, 1, 1, 4], 2, [4, 1]),
        # A stop is of the part in which its middle lies.
        ([1, 4, 1], 2, [2, 1]),
        ([3, 3, 3], 2, [2, 1]),
    ],
)
def test_a_programme_is_divided_as_evenly_as_its_stops_allow(sizes: list[int], parts: int, found: list[int]) -> None:
    stops = [SimpleNamespace(n=n) for n in range(len(sizes))]
    divided = audits._divided(stops, sizes, parts)
    assert [len(part) for part in divided] == found
    assert [stop.n for part in divided for stop in part] == list(range(len(sizes)))


def test_which_audit_looked_at_a_requirement_last_and_which_will_next() -> None:
    def audit(n: int, state: str = "done", **said: object) -> Audit:
        return Audit(
            **{"id": f"AUD-{n}", "title": "a", "state": state, "frameworks": (AI,), "areas": ("iso42001:5",), **said}
        )

    state = state_of(
        audit(1, done_on=ON - DAY),
        audit(2, done_on=ON - 30 * DAY),
        audit(3, done_on=ON, kind="external"),
        audit(4, done_on=None),
        audit(5, "planned", planned_on=None),
        audit(6, "under way", planned_on=ON + 9 * DAY),
        audit(7, "planned", planned_on=ON + 8 * DAY, areas=("iso42001:4",)),
        audit(8, "dropped", planned_on=ON + DAY),
    )
    found = {a.requirement: a for a in audits.coverage(state, LIBRARY, stands(state), AI, ON)}

    def told(name: str) -> tuple[str, str]:
        return tuple(a.id if a else "" for a in (found[name].last, found[name].next))

    assert (told("iso42001:5.2"), told("iso42001:4.1"), told("iso42001:9.2.1")) == (
        *(("AUD-1", "AUD-6"), ("", "AUD-7")),
        ("", ""),
    )
    for months in (0, 37):
        with pytest.raises(AimsError, match="'months' cannot be"):
            audits.coverage(state, LIBRARY, stands(state), AI, ON, months)


def test_what_a_review_is_told_of_issues_parties_and_objectives() -> None:
    """Since the last review before it; on the day of that review itself a thing was considered for that one."""
    last = ON - 100 * DAY
    state = state_of(
        Review(id="MR-1", held_on=last - DAY),
        Review(id="MR-2", held_on=last),
        Review(id="MR-3", held_on=ON),
        Review(id="MR-4"),
        Issue(id="ISS-1", title="a"),
        Issue(id="ISS-2", title="b", kind="internal", considered_on=last),
        Issue(id="ISS-3", title="c", considered_on=last + DAY),
        Issue(id="ISS-4", title="d", considered_on=ON + DAY),
        Party(id="PARTY-1", title="Owners", needs="profit", considered_on=ON),
        Party(id="PARTY-2", title="Guests"),
        Objective(id="OBJ-1", title="Less", state="reached", result="much less", due=ON),
    )
    found = review.last_review(state, ON)
    assert found is not None and found.id == "MR-2" and review.last_review(state, last - DAY) is None
    entries = {e.record: e for i in review.inputs(state, LIBRARY, stands(state), [AI, SECURITY], ON) for e in i.entries}
    assert {n: (e.title, e.state, e.day) for n, e in entries.items() if not n.startswith("MR")} == {
        "ISS-1": ("a", "external; never considered", ""),
        "ISS-2": ("b", "internal; not considered since the last review", last.isoformat()),
        "ISS-3": ("c", "external; considered", (last + DAY).isoformat()),
        "ISS-4": ("d", "external; never considered", (ON + DAY).isoformat()),
        "PARTY-1": ("Owners: profit", "considered", ON.isoformat()),
        "PARTY-2": ("Guests", "never considered", ""),
        "OBJ-1": ("Less", "reached; much less", ON.isoformat()),
    }


def test_a_review_that_was_given_nothing_is_of_each_framework() -> None:
    assert review.looked_at(LIBRARY, Review(id="MR-1"), AI)
    asked = next(p.requirement_id for p in LIBRARY.particulars if p.requirement_id.startswith("iso42001:9.3"))
    given = f'[{{"item": "x", "requirements": ["{asked}"], "entries": []}}]'
    assert review.looked_at(LIBRARY, Review(id="MR-1", inputs=given), AI)
    assert not review.looked_at(LIBRARY, Review(id="MR-1", inputs=given), SECURITY)
    # The law asks for no inputs of a review.
    assert review.looked_at(LIBRARY, Review(id="MR-1", inputs=given), "aiact")


# --- the body, and the days with it -----------------------------------------------------------------------------------


def test_what_is_to_be_said_against_a_body() -> None:
    good = Body(
        **{"id": "B-1", "name": "Larkfield", "accredited_by": "ANAB", "accreditation_number": "MS-1"},
        certifies=(AI,),
        works_by=("ISO/IEC 42006:2025",),
        checked_on=ON,
        checked_by="Ada",
    )

    def said(**other: object) -> list[tuple[str, str]]:
        return [(f.what, f.about) for f in body_flags(LIBRARY, replace(good, **other), AI, ON)]

    assert said() == [] == said(scope="Management systems by ISO/IEC 42001 and others")
    assert said(accredited_by="", accreditation_number="") == [("not accredited", "")]
    assert said(accredited_by="Anabel") == [("accredited by a body that the content does not list", "Anabel")]
    assert said(accreditation_number="") == [("no number of its accreditation", "")]
    outside = [("its accreditation does not name the framework", "ISO/IEC 42001")]
    # 420011 is another standard than 42001.
    assert said(scope="ISO/IEC 420011") == outside == said(certifies=(SECURITY,)) == said(certifies=())
    assert [what for what, _ in said(works_by=("ISO/IEC 17021-1",))] == ["does not work by the standard for bodies that certify this framework"]  # fmt: skip
    never = [("its accreditation was never checked", "")]
    assert said(checked_on=None) == never == said(checked_by="") == said(checked_on=ON + DAY)
    year = dt.date(2026, 3, 1)
    assert said(checked_on=year) == []
    assert said(checked_on=year - DAY) == [("its accreditation was last checked more than a year ago", "2026-02-28")]


def test_the_days_that_a_certificate_calls_for() -> None:
    """Issued on 4 May 2026: surveillance by 4 May 2027 and 2028, each held up to six months late, renewal by its end."""
    issued = dt.date(2026, 5, 4)
    certificate = _certificate(1, AI, issued, dt.date(2029, 5, 3))

    def told(*records: Record, on: dt.date = ON) -> list[tuple[str, str, str, bool]]:
        found = days(state_of(*(records or (certificate,))), LIBRARY, AI, on)
        return [(d.kind, d.milestone.id if d.milestone else "", str(d.by or ""), d.is_late) for d in found]

    open_ = [
        ("surveillance", "", "2027-05-04", False),
        ("surveillance", "", "2028-05-04", False),
        ("recertification", "", "2029-05-03", False),
    ]
    assert told() == open_
    # Without an end it is three years; by the last day of a transition, where that comes first.
    assert told(replace(certificate, expires=None))[-1][2] == "2029-05-04"
    assert told(certificate, on=dt.date(2027, 5, 5))[0] == ("surveillance", "", "2027-05-04", True)
    held_on = Milestone(id="M-1", framework=AI, kind="surveillance", held_on=dt.date(2027, 11, 4))
    assert [d[1] for d in told(certificate, held_on)] == ["M-1", "", ""]
    late = days(state_of(certificate, held_on), LIBRARY, AI, ON)
    assert [(d.kind, d.missed) for d in late if d.milestone] == [("surveillance", dt.date(2027, 5, 4))]
    # A day more, and it is the second that it stands for.
    next_ = days(state_of(certificate, replace(held_on, held_on=dt.date(2027, 11, 5))), LIBRARY, AI, ON)
    assert [d.by for d in next_ if not d.milestone] == [dt.date(2027, 5, 4), dt.date(2029, 5, 3)]
    # What has ended is not surveyed any more, only renewed.
    over = told(certificate, on=dt.date(2029, 5, 4))
    assert over == [("recertification", "", "2029-05-03", True)]
    # Of several certificates the last that was issued counts.
    older = _certificate(2, AI, dt.date(2025, 1, 1), dt.date(2028, 1, 1))
    assert told(certificate, older) == open_ == told(older, certificate)
    # One without its day of issue calls for nothing, nor does one of another framework.
    assert told(replace(certificate, issued=None)) == [] == told(replace(certificate, framework=SECURITY))
    # What was planned but has no day yet answers none, and stands at the end; another kind of audit answers none either.
    plan = Milestone(id="M-9", framework=AI, kind="surveillance")
    assert told(certificate, plan)[:-1] == open_ and told(certificate, plan)[-1] == ("surveillance", "M-9", "", False)
    stage = replace(plan, kind="stage 2", planned_on=dt.date(2027, 4, 1))
    assert [d for d in told(certificate, stage) if not d[1]] == open_
    # Only a renewal after its day is told as such: by the last day it was due.
    for kind, day, missed in (
        ("stage 2", dt.date(2029, 9, 1), None),
        ("surveillance", dt.date(2029, 9, 1), None),
        ("recertification", dt.date(2029, 5, 4), dt.date(2029, 5, 3)),
        ("recertification", dt.date(2029, 5, 3), None),
        ("recertification", None, None),
    ):
        found = days(state_of(certificate, replace(plan, kind=kind, planned_on=day)), LIBRARY, AI, ON)
        assert [d.missed for d in found if d.milestone] == [missed], (kind, day)
        answered = (kind, day) == ("recertification", dt.date(2029, 5, 3))
        assert (dt.date(2029, 5, 3) in [d.by for d in found if not d.milestone]) is not answered
    # An audit on the day of issue belongs to what came before it.
    for day, answers in ((issued, False), (issued + DAY, True)):
        found = told(certificate, replace(plan, held_on=day))
        assert (open_[0] not in found) is answers


def test_a_certificate_that_ends_with_the_transition_is_surveyed_until_then_and_renewed_before() -> None:
    """Certificates of ISO 9001:2015 count until 30 September 2029; whoever has one of 4 May 2028 has one surveillance audit before that day."""
    quality = _certificate(1, QUALITY, dt.date(2028, 5, 4), dt.date(2031, 5, 3))
    renewed = Milestone(id="M-1", framework=QUALITY, kind="recertification", held_on=dt.date(2029, 9, 1))

    def told(*records: Record) -> list[tuple[str, str, str]]:
        found = days(state_of(quality, *records), LIBRARY, QUALITY, ON)
        return [(d.kind, d.milestone.id if d.milestone else "", str(d.by or "")) for d in found]

    surveyed = ("surveillance", "", "2029-05-04")
    assert told() == [surveyed, ("recertification", "", "2029-09-30")]
    assert told(renewed) == [surveyed, ("recertification", "M-1", "")]


def test_a_stage_2_before_every_stage_1_is_told() -> None:
    def stage(n: int, day: dt.date | None, held: dt.date | None = None) -> Milestone:
        return Milestone(id=f"M-{n}", framework=AI, kind=f"stage {n}", planned_on=day, held_on=held)

    def told(*milestones: Milestone) -> bool:
        return any(d.is_before_stage_1 for d in days(state_of(*milestones), LIBRARY, AI, ON))

    assert told(stage(1, ON), stage(2, ON - DAY)) and not told(stage(1, ON), stage(2, ON))
    assert not told(stage(1, None), stage(2, ON)) and not told(stage(2, ON)) and not told(stage(1, ON), stage(2, None))
    # The day on which it was held, where it was.
    assert not told(stage(1, ON, ON - 9 * DAY), stage(2, ON - DAY))


def test_a_stage_that_is_still_planned_after_the_certificate_is_told() -> None:
    """It is over by then, or the certificate is of something else; after a certificate has ended, one begins anew."""
    issued = ON - 9 * DAY
    certificate = Certificate(id="CERT-1", framework=AI, issued=issued, expires=ON + 900 * DAY)

    def told(*records: Record) -> list[str]:
        return [d.certified.id if d.certified else "" for d in days(state_of(*records), LIBRARY, AI, ON) if d.milestone]

    stage = Milestone(id="M-1", framework=AI, kind="stage 1", planned_on=ON + DAY)
    assert told(certificate, stage, replace(stage, id="M-2", kind="stage 2", planned_on=ON + 2 * DAY)) == ["CERT-1"] * 2
    assert told(certificate, replace(stage, planned_on=issued + DAY)) == ["CERT-1"]
    later = replace(certificate, id="CERT-2", issued=issued + DAY)
    assert told(later, certificate, stage) == told(certificate, later, stage) == ["CERT-2"]
    assert told(replace(certificate, expires=ON + DAY), stage) == ["CERT-1"]
    # One whose day to come was entered as that on which it was held is not over yet.
    assert told(certificate, replace(stage, held_on=ON + DAY)) == ["CERT-1"]
    for none, kept in (
        (replace(stage, planned_on=issued), certificate),
        (replace(stage, planned_on=None), certificate),
        (replace(stage, held_on=ON), certificate),
        (replace(stage, kind="surveillance"), certificate),
        (replace(stage, kind="recertification"), certificate),
        (stage, replace(certificate, framework=SECURITY)),
        (stage, replace(certificate, issued=None)),
        (stage, replace(certificate, issued=ON + DAY)),
        (stage, replace(certificate, expires=ON)),
    ):
        assert told(none, kept) == [""], (none, kept)


# --- risks ------------------------------------------------------------------------------------------------------------


def test_an_acceptance_is_of_a_risk_as_it_stood_and_by_the_criteria_of_that_day() -> None:
    usual = Criteria(id="")
    risk = Risk(id="R-1", title="x", likelihood=2, consequence=3, treatment="t", accepted_by="Ada", accepted_on=ON)
    kept = replace(risk, accepted=acceptance.as_it_stands(risk, usual))
    assert (acceptance.changed(kept), acceptance.other_criteria(kept, usual)) == ((), ())
    assert acceptance.accepted_by(kept, usual, ON) == "Ada" and acceptance.accepted_by(kept, usual, ON - DAY) == ""
    for field, value in (("likelihood", 1), ("option", "share"), ("controls", ("x",)), ("treatment", ""), ("residual_consequence", 1)):  # fmt: skip
        other = replace(kept, **{field: value})
        assert acceptance.changed(other) == (field,) and acceptance.accepted_by(other, usual, ON) == ""
    # Its title and owner are no part of what is accepted.
    assert acceptance.changed(replace(kept, title="y", owner="Bo", due=ON)) == ()
    for field, value in (("unacceptable_from", 5), ("levels", ("1:low",)), ("likelihoods", ("no", "yes"))):
        criteria = replace(usual, **{field: value})
        assert acceptance.other_criteria(kept, criteria) == (field,)
        assert acceptance.accepted_by(kept, criteria, ON) == ""
    # Of one that was accepted before that was kept nobody can say so.
    assert acceptance.changed(risk) == () == acceptance.other_criteria(risk, replace(usual, unacceptable_from=5))


def test_what_is_accepted_is_entered_with_who_and_stays_when_the_risk_changes() -> None:
    state = state_of()
    old = Risk(id="R-1", title="x", likelihood=2, consequence=3)
    named = replace(old, accepted_by="Ada", accepted_on=ON)
    now = acceptance.as_it_stands(named, Criteria(id=""))
    assert acceptance.accepting(state, old, named, ["accepted_by"]).accepted == now
    kept = replace(named, accepted=now)
    worse = replace(kept, likelihood=4)
    assert acceptance.accepting(state, kept, worse, ["likelihood"]) == worse
    again = acceptance.accepting(state, kept, worse, ["likelihood", "accepted_on"])
    assert "likelihood=4" in again.accepted and "likelihood=2" not in again.accepted
    # One accepted before it was kept what of: what stands until now is what was accepted.
    assert acceptance.accepting(state, named, replace(named, likelihood=4), ["likelihood"]).accepted == now
    assert acceptance.accepting(state, named, replace(named, title="y"), ["title"]).accepted == ()
    assert acceptance.accepting(state, kept, replace(kept, accepted_by=""), ["accepted_by"]).accepted == ()


def test_who_accepted_keeps_the_criteria_when_they_change() -> None:
    bare = Risk(id="R-1", title="x", likelihood=2, consequence=3, accepted_by="Ada", accepted_on=ON)
    half = replace(bare, id="R-2", accepted=("likelihood=2",))
    whole = replace(bare, id="R-3", accepted=acceptance.as_it_stands(bare, Criteria(id="")))
    others = (replace(bare, id="R-4", accepted_by=""), replace(bare, id="R-5", kind="information security"))
    found = acceptance.before_criteria_change(
        state_of(bare, half, whole, *others), Criteria(id="CRIT-1", levels=("1:x",))
    )
    assert [r.id for r in found] == ["R-1", "R-2"]
    assert found[0].accepted == whole.accepted
    assert found[1].accepted[0] == "likelihood=2" and "unacceptable_from=10" in found[1].accepted


# --- what the workspace itself holds ----------------------------------------------------------------------------------


def test_of_what_has_to_be_whole_nothing_is_held_while_a_part_of_it_is_missing() -> None:
    def holds(record_id: str, *records: Record, framework: str = AI) -> bool:
        found = held(state_of(*records), LIBRARY, framework, ON)
        return any(record_id in ids for items in found.values() for ids in items.values())

    rated = Risk(id="R-1", title="x", likelihood=1, consequence=2, owner="Ada", treatment="t")
    assert holds("R-1", rated) and not holds("R-1", replace(rated, likelihood=None, owner=""))
    # One of several that is not rated leaves the whole unrated; of another kind it is another's.
    bad = Risk(id="R-2", title="y")
    assert not holds("R-1", rated, bad) and holds("R-1", rated, replace(bad, kind="information security"))
    system = System(id="SYS-1", title="s")
    fine = Audit(id="AUD-1", title="a", state="done", summary="s", frameworks=(AI,), done_on=ON)
    assert holds("AUD-1", fine)
    for field, value in (("state", "planned"), ("summary", ""), ("frameworks", (SECURITY,)), ("kind", "external"), ("done_on", ON + DAY)):  # fmt: skip
        assert not holds("AUD-1", replace(fine, **{field: value})), field
    assert holds("MR-1", Review(id="MR-1", held_on=ON)) and not holds("MR-1", Review(id="MR-1", held_on=ON + DAY))
    assert not holds("MR-1", Review(id="MR-1"))
    checked = Finding(id="N-1", title="x", effective=False, checked_on=ON)
    found = held(state_of(checked, replace(checked, id="N-2", effective=None)), LIBRARY, AI, ON)
    assert {ids for items in found.values() for ids in items.values()} == {("N-1", "N-2"), ("N-1",)}
    statement = Statement(id="SOA-1", framework=AI, version="1", approved_by="A", approved_on=ON)
    later = replace(statement, id="SOA-2", approved_on=ON + DAY)
    assert not holds("SOA-1", statement, framework=SECURITY)
    assert not holds("SOA-1", replace(statement, framework=SECURITY)) and not holds(
        "SOA-1", statement, framework=QUALITY
    )
    assert holds("SOA-1", statement, later) and not holds("SOA-2", statement, later)
    newer = replace(statement, id="SOA-2")
    assert holds("SOA-2", statement, newer) and not holds("SOA-1", statement, newer)
    said = Assessment(id="IA-1", system="SYS-1", title="x", state="approved", approved_by="A")
    assert not holds("IA-1", system, replace(said, state="draft")) and not holds("IA-1", system, replace(said, approved_by=""))  # fmt: skip


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_person_is_one_by_name_id_and_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(people.VARIABLE, raising=False)
    ada, bo = Person(id="P-1", name="Ada Moor", role="owner", login="ada@x.test"), Person(id="P-2", name="Bo")
    state = state_of(ada, bo)
    for name in ("ADA moor", "p-1", "Ada@X.test"):
        assert people.person_named(state, name) is ada
    assert people.person_named(state, "bo") is bo and people.person_named(state_of(bo)) is bo
    monkeypatch.setenv(people.VARIABLE, "P-2")
    assert people.person_named(state) is bo and people.person_named(state, "Ada Moor") is ada
    monkeypatch.delenv(people.VARIABLE)
    with pytest.raises(
        AimsError, match=r"^Nobody is named, and every change is made by a named person\.\s.*Ada Moor, Bo\."
    ):
        people.person_named(state)
    with pytest.raises(AimsError, match=r"^Nobody is named, and a risk has an owner\."):
        people.person_named(state, why="a risk has an owner")
    for nobody in ("", "Cy"):
        with pytest.raises(AimsError, match="Nobody"):
            people.person_named(state_of(), nobody)
    who = people.who_is(state)
    assert (
        who(" ada  MOOR ") == who("P-1") == "P-1" and who("Cy  Hale") == "cy hale" == who("cy hale") and who("") == ""
    )


# --- gaps -------------------------------------------------------------------------------------------------------------


def test_how_far_a_framework_is_between_certainly_and_possibly() -> None:
    first, second, third, fourth = [r.id for r in LIBRARY.members(AI) if r.assessable and r.number.startswith("A.")][:4]
    said = {first: "implemented", second: "planned", third: "not applicable", fourth: "not started"}
    state = state_of(*(Answer(id=f"A-{n}", target=t, status=s, reason="r") for n, (t, s) in enumerate(said.items(), 1)))
    positions = [standing(state, LIBRARY, ON).of(i) for i in (first, second, third, fourth, "iso42001:4.1")]
    found = gap.progress(positions, AI)
    assert (found.framework, found.total, found.least, found.most, found.left_out) == (AI, 4, 1, 2, 1)
    assert found.by_status == {"implemented": 1, "planned": 1, "not applicable": 1, "not started": 1, "": 1}


def test_which_action_closes_most_and_which_most_a_day() -> None:
    state = state_of()
    found = gap.actions(state, stands(state), [AI, SECURITY, QUALITY], limit=1_000)
    sizes = [(-len(a.closes), -len(a.touches)) for a in found]
    assert sizes == sorted(sizes) and all(a.target == a.closes[0] and len(a.closes) > 1 for a in found)
    assert gap.actions(state, stands(state), [AI, SECURITY, QUALITY], limit=3) == found[:3]
    one, two, three = (a.target for a in found[:3])
    worked = state_of(
        Task(id="T-1", title="x", targets=(one,), effort=2.0),
        Task(id="T-2", title="x", targets=(one,), effort=3.0),
        Task(id="T-3", title="x", targets=(one,), effort=50.0, state="done"),
        Task(id="T-4", title="x", targets=(two,), effort=0.0),
        Task(id="T-5", title="x", targets=(three,)),
    )
    by_day = gap.actions(worked, stands(worked), [AI, SECURITY, QUALITY], 1_000, by_effort=True)
    assert [(a.target, a.effort) for a in by_day[:3]] == [(two, 0.0), (one, 5.0), (by_day[2].target, None)]
    assert gap._a_day(by_day[0]) == math.inf and gap._a_day(by_day[1]) == len(by_day[1].closes) / 5
    assert {a.effort for a in by_day[2:]} == {None} and three in {a.target for a in by_day[2:]}
    # As in the catalogues, where A.2 comes before A.10.
    assert all(list(ys) == sorted(ys, key=LIBRARY.place) for a in found for ys in (a.closes[1:], a.touches))
    assert any(list(a.touches) != sorted(a.touches) for a in found)
    # What binds none of our systems is no gain, and nothing is closed of what is met or left out.
    assert not any(y.startswith("aiact:") for a in found for y in a.closes + a.touches)
    met = state_of(Answer(id="A-1", target=found[0].closes[1], status="implemented"))
    after = {a.target: a.closes for a in gap.actions(met, stands(met), [AI, SECURITY, QUALITY], 1_000)}
    assert found[0].closes[1] not in {y for closes in after.values() for y in closes}
    with pytest.raises(AimsError, match="'limit' cannot be 0"):
        gap.actions(state, stands(state), [AI], 0)


# --- the Statement of Applicability -----------------------------------------------------------------------------------


def _line(control: str, **other: object) -> soa.ControlLine:
    plain = soa.ControlLine(control, "Title", soa.YES, "because", (), "planned", (), "Ada", (), (), ())
    return replace(plain, **other)


def test_what_two_statements_say_otherwise_stands_in_the_order_of_the_later() -> None:
    before = [_line("a"), _line("b", risks=("R-1",)), _line("gone")]
    after = [_line("new"), _line("b", risks=("R-1", "R-2"), applicable=soa.NO), _line("a", title="Other", carried_from=("x",), wrong=("y",))]  # fmt: skip
    assert [(d.control, d.field, d.before, d.after) for d in soa.compare(before, after)] == [
        ("new", "", "", "Title"),
        ("b", "applicable", "yes", "no"),
        ("b", "risks", "R-1", "R-1, R-2"),
        ("gone", "", "Title", ""),
    ]
    reuse = soa.Reuse(SECURITY, "most", ("x",), ("x",), "more")
    whole = [_line("a", reuses=(reuse,), risks=("R-1",), evidence=("E-1",), wrong=("w",), decided_from="g")]
    assert soa.from_json(soa.to_json(whole)) == whole
    assert soa.from_json("") == [] and soa.from_json('[{"control": "a"}]')[0] == _line(
        **{"control": "a", "title": "", "applicable": "", "justification": "", "implemented": "", "owner": ""}
    )


def test_a_control_wants_a_decision_and_a_reason_or_a_risk_that_calls_for_it() -> None:
    every = {r.id for r in soa.controls(LIBRARY, AI)}
    state = state_of(
        Answer(id="A-1", target=f"{AI}:A.2.2", status="implemented"),
        Answer(id="A-2", target=f"{AI}:A.2.3", status="planned", reason="of use"),
        Answer(id="A-3", target=f"{AI}:A.2.4", status="not applicable", reason="none such"),
        Risk(id="R-1", title="x", controls=(f"{AI}:A.3.2", f"{SECURITY}:A.5.1")),
    )
    assert len(every) == 38 and soa.unjustified(state_of(), stands(state_of()), AI) == every
    assert soa.unjustified(state, stands(state), AI) == every - {f"{AI}:{n}" for n in ("A.2.3", "A.2.4", "A.3.2")}


def test_of_what_gives_a_part_of_a_control_only_what_is_implemented_is_re_used() -> None:
    """27001 A.5.4 and A.6.8 give some of 42001 A.3.3, 9001 nothing; A.5.9 is only planned, so of A.4.3 nothing is re-used."""
    state = state_of(
        Answer(id="A-1", target=f"{SECURITY}:A.6.8", status="implemented"),
        Answer(id="A-2", target=f"{SECURITY}:A.5.9", status="planned"),
        *(Choice(id=f"F-{n}", framework=f) for n, f in enumerate((AI, SECURITY, QUALITY), 1)),
    )
    lines = {line.control: line for line in soa.lines(state, LIBRARY, stands(state), AI, ON)}
    (reuse,) = lines[f"{AI}:A.3.3"].reuses
    assert (reuse.framework, reuse.met, reuse.by) == (SECURITY, "some", (f"{SECURITY}:A.5.4", f"{SECURITY}:A.6.8"))
    assert reuse.implemented == (f"{SECURITY}:A.6.8",) and lines[f"{AI}:A.4.3"].reuses == ()


@pytest.mark.parametrize(
    ("target", "mend"),
    [
        (f"{AI}:4.1", "Of ISO/IEC 42001, only what stands under A can be declared not applicable."),
        ("aims:group-leadership", "A group can be declared not applicable if each of its members can; answer them one by one."),
    ],
)  # fmt: skip
def test_who_leaves_out_a_clause_is_told_what_may_be_left_out(target: str, mend: str) -> None:
    out = Answer(id="A-1", target=target, status="not applicable", reason="none such")
    with pytest.raises(AimsError, match="meets all of its clauses") as refused:
        check_record(state_of(), LIBRARY, None, out, ON)
    assert refused.value.mend == mend


def test_a_version_is_named_by_its_name_or_id_and_only_of_its_framework() -> None:
    first = Statement(id="SOA-1", framework=AI, version="1.0", approved_by="A")
    state = state_of(first, Statement(id="SOA-2", framework=SECURITY, version="2.0", approved_by="A"))
    assert soa.version_named(state, AI, "1.0") is first is soa.version_named(state, AI, "SOA-1")
    with pytest.raises(AimsError, match=r"no approved version '2.0' of this statement\.\s+There are: 1\.0\."):
        soa.version_named(state, AI, "2.0")
    with pytest.raises(AimsError, match=r"There are: none yet\."):
        soa.version_named(state, QUALITY, "1.0")


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_that_is_a_link_has_no_place_and_is_not_gone(tmp_path) -> None:
    link = Evidence(id="E-1", title="x", kind="log", link="https://example.org/")
    kept = Evidence(id="E-2", title="x", kind="log", file="a.txt", sha256="0" * 64)
    assert place_of(tmp_path, link) is None
    place = place_of(tmp_path, kept)
    assert place is not None and [e.id for e in gone(tmp_path, state_of(link, kept))] == ["E-2"]
    place.parent.mkdir(exist_ok=True)
    place.write_text("x")
    assert gone(tmp_path, state_of(link, kept)) == []
