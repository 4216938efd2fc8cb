"""Audits, findings and management reviews, worked by hand on a small workspace over the real content."""

import datetime as dt
from dataclasses import replace

import pytest
from assured import AI, ON, QUALITY, SECURITY, both
from states import state_of

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.audits import audits_table, plan_table, programme_table, readiness_table
from aims_graph.present.certification import stage_table
from aims_graph.present.document_kinds import document_of
from aims_graph.workspace import audits, certification, findings, review
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.impartiality import Partial, audited, impartiality
from aims_graph.workspace.records import (
    Answer,
    Audit,
    Finding,
    Milestone,
    Person,
    Review,
    Risk,
    Task,
)
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.store import Workspace

# --- audits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [[AI], [AI, SECURITY], [SECURITY, QUALITY, AI]])
def test_a_programme_looks_at_everything(made: Workspace, library: Library, order: list[str]) -> None:
    state, _ = both(made, library)
    found = audits.programme(state, library, order, 2027, 4)
    assert len(found) == 4 and all(p.planned_on.weekday() < 5 and p.planned_on.year == 2027 for p in found)
    assert [p.planned_on for p in found] == sorted(p.planned_on for p in found)
    seen = {i for p in found for area in p.areas for i in (area, *library.below(area))}
    wanted = {r.id for f in order for r in library.members(f) if r.assessable}
    assert {i for i in seen if library.requirements[i].assessable} == wanted
    sizes = [p.requirements for p in found]
    assert max(sizes) < 2 * min(sizes)
    # Each is of the standards of its areas, the leading one first, in the middle of its quarter.
    for n, p in enumerate(found, 1):
        of = {library.requirements[area].framework for area in p.areas}
        assert p.frameworks == tuple(f for f in order if f in of) and of
        assert (p.title, p.planned_on.month) == (f"Internal audit {n} of 4, 2027", 3 * n - 1)


def test_a_programme_says_which_of_its_audits_come_too_late_for_stage_2(library: Library) -> None:
    """Stage 2 looks for an internal audit of everything within twelve months before: one on its day, or before those, is none."""

    def late(*records: Record, year: int = 2027) -> list[tuple[str, list[str], int]]:
        state = state_of(*records)
        found = audits.too_late(state, library, audits.programme(state, library, [AI, SECURITY], year, 4))
        return [(one.stage_2.id, [p.title[:16] for p in one.audits], one.requirements) for one in found]

    stage_2 = Milestone(id="M-2", framework=AI, kind="stage 2", planned_on=dt.date(2027, 5, 17))
    every = {r.id for r in library.members(AI) if r.assessable}
    first = audits.programme(state_of(), library, [AI, SECURITY], 2027, 4)[0]
    early = every & {i for area in first.areas for i in (area, *library.below(area))}
    assert late(stage_2) == [("M-2", ["Internal audit 2", "Internal audit 3"], len(every) - len(early))]
    # A day later the second is in time; after all audits, one that was held, and one of another year, miss nothing.
    assert late(replace(stage_2, planned_on=dt.date(2027, 5, 18)))[0][1] == ["Internal audit 3"]
    assert not late(replace(stage_2, planned_on=dt.date(2027, 12, 1))) and not late(stage_2, year=2028)
    assert not late(replace(stage_2, kind="stage 1")) and not late(replace(stage_2, planned_on=None))
    assert not late(replace(stage_2, held_on=dt.date(2027, 5, 17)))
    # What another internal audit looks at in the cycle before is not left.
    mine = Audit(id="AUD-1", title="All", frameworks=(AI,), planned_on=dt.date(2026, 5, 17))
    assert not late(stage_2, mine)
    assert not late(stage_2, replace(mine, planned_on=None, done_on=dt.date(2027, 5, 16), state="done"))
    for none in (
        replace(mine, planned_on=dt.date(2026, 5, 16)),
        replace(mine, planned_on=dt.date(2027, 5, 17)),
        replace(mine, state="dropped"),
        replace(mine, kind="supplier"),
        replace(mine, frameworks=(SECURITY,)),
    ):
        assert late(stage_2, none) == late(stage_2)
    assert late(stage_2, replace(mine, areas=(f"{AI}:10",)))[0][2] == late(stage_2)[0][2] - 2

    state = state_of(stage_2)
    proposed = audits.programme(state, library, [AI, SECURITY], 2027, 4)
    told = programme_table(library, 2027, proposed, late=audits.too_late(state, library, proposed)).notes[1]
    assert told == (
        "Stage 2 of ISO/IEC 42001 is planned for 2027-05-17 (M-2) and looks for an internal audit of everything before: too late for it come Internal audit 2 of 4, 2027 (2027-05-17) "
        f"and Internal audit 3 of 4, 2027 (2027-08-16), with {len(every) - len(early)} requirements that no internal audit looks at in the 12 months before. Hold them earlier, or plan stage 2 later."
    )


def test_one_audit_takes_no_more_parts_than_there_are(made: Workspace, library: Library) -> None:
    state, _ = both(made, library)
    assert len(audits.programme(state, library, [AI], 2027, 1)) == 1
    assert len(audits.programme(state, library, [AI], 2027, 12)) <= 12
    with pytest.raises(AimsError, match="'audits' cannot be 13"):
        audits.programme(state, library, [AI], 2027, 13)
    with pytest.raises(AimsError, match="No framework is named"):
        audits.programme(state, library, [], 2027)


def test_nobody_leads_an_audit_of_their_own_area(changing: Change, library: Library) -> None:
    """Cy Hale owns A.4.2, A.6.2.8 and A.7.4, Ada Moor the other controls, 4.3 and 5.2; Ben Low nothing."""
    state = changing.state

    def names(lead: str, areas: str) -> list[str]:
        return [p.what for p in impartiality(state, library, Audit(id="", title="", lead=lead, areas=(areas,)))]

    assert names("cy hale", "iso42001:A.7") == ["iso42001:A.7.4", "R-1"]
    assert names("Cy Hale", "iso42001:A.6") == ["iso42001:A.6.2.8"]
    assert names("Cy Hale", "iso42001:5") == [] and names("Ada Moor", "iso42001:5") == ["iso42001:5.2"]
    whole = Audit(id="", title="", auditors=("Cy Hale",), frameworks=(AI,), systems=("SYS-1",))
    assert [p.what for p in impartiality(state, library, whole)] == [
        *("iso42001:A.4.2", "iso42001:A.6.2.8", "iso42001:A.7.4", "SYS-1", "R-1", "R-2", "IA-1"),
    ]
    with pytest.raises(
        AimsError, match=r"Cy Hale would audit ISO/IEC 42001 A\.7\.4 Quality of data for AI systems, which they are"
    ):
        changing.set("AUD-2", lead="Cy Hale")
    programme = audits.programme(state, library, [AI], 2027, 4)
    assert all(p.impartial[0] == "Ben Low" for p in programme)
    assert [("Cy Hale" in p.impartial) for p in programme] == [
        not any(i in audited(library, Audit(id="", title="", areas=p.areas)) for i in (*(f"iso42001:{n}" for n in ("A.4.2", "A.6.2.8", "A.7.4", "A.5.4", "A.5.5", "6.1.3", "6.1.4", "8.2", "8.3", "8.4")),))
        for p in programme
    ]  # fmt: skip


def test_nobody_audits_the_risks_they_own(changing: Change, library: Library) -> None:
    """An audit comes upon a risk at the controls that treat it, at what demands its assessment or treatment, and at its systems."""
    leak = changing.add(
        Risk, title="Keys leak", kind="information security", owner="Ben Low", controls="27001 A.8; 42001 A.4.3"
    )

    def met(lead: str = "Ben Low", **audit: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        found = impartiality(changing.state, library, Audit(id="", title="", lead=lead, **audit))
        return [(p.what, p.at) for p in found]

    assert met(areas=("iso27001:5", "iso42001:8")) == [] == met(frameworks=(QUALITY,))
    # A control that is treated as a whole chapter is audited where a part of it is.
    assert met(areas=("iso27001:A.8.10",)) == [(leak, ("iso27001:A.8.10",))]
    assert met(areas=("iso42001:A.4",)) == [(leak, ("iso42001:A.4.3",))]
    # Its assessment and treatment are demanded by the standard for its kind of risk alone.
    assert met(areas=("iso27001:8", "iso42001:8", "iso27001:6")) == [
        (leak, ("iso27001:6.1.3", "iso27001:8.2", "iso27001:8.3"))
    ]
    # Cy Hale owns R-1 of the system Shortlist, and made its impact assessment.
    assert met("Cy Hale", systems=("SYS-1",)) == [("SYS-1", ()), ("R-1", ("SYS-1",)), ("IA-1", ("SYS-1",))]
    assert met("Cy Hale", areas=("iso42001:8.4",)) == [("IA-1", ("iso42001:8.4",))]
    assert met("Ada Moor", areas=("iso42001:8.4",)) == []
    changing.set("IA-1", state="approved", approved_by="Ada Moor")
    assert met("Ada Moor", areas=("iso42001:8.4",)) == [("IA-1", ("iso42001:8.4",))]
    changing.set("IA-1", state="superseded")
    changing.withdraw(leak)
    assert met("Ada Moor", areas=("iso42001:8.4",)) == [] == met(areas=("iso27001:A.8",))


def test_a_risk_owner_is_refused_as_auditor_and_told_where(changing: Change, library: Library) -> None:
    with pytest.raises(AimsError) as caught:
        changing.add(Audit, title="Of impacts", lead="Zoe", auditors="Cy Hale", areas="42001 A.5.4")
    assert (
        caught.value.what
        == "Cy Hale would audit R-1 (Applicants of one sex are ranked lower), which they are answerable for:"
        " the audit comes upon it at ISO/IEC 42001 A.5.4 Assessing AI system impact on individuals or groups of individuals."
    )
    audit = changing.add(Audit, title="Of impacts", lead="Zoe", frameworks=AI, areas="42001 A.5.4", planned_on=ON)
    changing.set("R-1", owner="Zoe")
    found = audits.partial(changing.state, library)
    assert [(a.id, p.auditor, p.what, p.at) for a, p in found] == [(audit, "Zoe", "R-1", ("iso42001:A.5.4",))]
    words = "Zoe is answerable for R-1 (Applicants of one sex are ranked lower), which the audit comes upon at ISO/IEC 42001 A.5.4"
    table = audits_table(library, changing.state, changing.state.all(Audit), found)
    assert [row[-1] for row in table.rows if row[0] == audit] == [words]
    report = document_of(changing.state, library, "audit", audit, ON, "", "Ada Moor")
    assert dict(report.facts)["Impartiality"] == words
    stage = certification.stage_2(changing.state, library, standing(changing.state, library, ON), AI, ON)
    assert [m.about for m in stage if m.what == certification.PARTIAL_AUDITOR] == [
        (audit, "Zoe", "R-1", "iso42001:A.5.4")
    ]


def test_one_person_is_one_by_name_id_and_login(changing: Change, library: Library) -> None:
    cy = next(p for p in changing.state.all(Person) if p.name == "Cy Hale")
    changing.set(cy.id, login="cy@example.org")
    for written in ("Cy  Hale ", cy.id.lower(), "CY@example.org"):
        audit = Audit(id="", title="", lead=written, areas=("iso42001:A.7",))
        assert impartiality(changing.state, library, audit) == [
            Partial(written, "iso42001:A.7.4"),
            Partial(written, "R-1", ("iso42001:A.7.4",)),
        ]
    stranger = Audit(id="", title="", lead="Cy", areas=("iso42001:A.7",))
    assert impartiality(changing.state, library, stranger) == []


def test_an_answer_at_a_group_makes_its_owner_answerable_for_the_members(changing: Change, library: Library) -> None:
    member = next(m for m in library.memberships if m.requirement_id == "iso42001:5.3")
    changing.add(Answer, target=member.group, status="planned", owner="Ben Low")
    audit = Audit(id="", title="", lead="Ben Low", areas=("iso42001:5",))
    assert impartiality(changing.state, library, audit) == [Partial("Ben Low", member.group, ("iso42001:5.3",))]


def test_an_auditor_who_became_owner_is_named_and_what_is_done_stays(changing: Change, library: Library) -> None:
    answer = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.7.2")
    changing.set(answer.id, owner="Ben Low")
    leads = next(a for a in changing.state.all(Answer) if a.target == "iso42001:5.2")
    changing.set(leads.id, owner="Ben Low")
    assert [(a.id, p.auditor, p.what) for a, p in audits.partial(changing.state, library)] == [
        ("AUD-2", "Ben Low", "iso42001:A.7.2")
    ]
    stands = standing(changing.state, library, ON)
    for framework, named in ((AI, [("AUD-2", "Ben Low", "iso42001:A.7.2")]), (QUALITY, [])):
        found = certification.stage_2(changing.state, library, stands, framework, ON)
        assert [m.about for m in found if m.what == certification.PARTIAL_AUDITOR] == named
    changing.set("AUD-1", summary="as it was")
    with pytest.raises(AimsError, match="Ben Low would audit"):
        changing.set("AUD-1", areas="iso42001:5.2")


def test_a_programme_is_kept_once(changing: Change, library: Library) -> None:
    found = audits.programme(changing.state, library, [AI, SECURITY], 2028, 3)
    ids = audits.keep(changing, found, "2028")
    kept = [changing.state.get(Audit, i) for i in ids]
    assert [(a.planned_on, a.areas, a.lead, a.state) for a in kept] == [
        (p.planned_on, p.areas, "Ben Low", "planned") for p in found
    ]
    with pytest.raises(AimsError, match="programme 2028 already"):
        audits.keep(changing, found, "2028")


def test_the_plan_of_an_audit(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    looks = audits.plan(state, library, stands, state.get(Audit, "AUD-1"), ON)
    (look,) = looks
    assert [r.number for r in look.visit.serves] == ["5.1", "5.2", "5.3"]
    assert [s.evidence.id for s in look.evidence] == ["E-1"]
    assert [f.finding.id for f in look.found] == ["N-1", "N-2"]
    shared = audits.plan(state, library, stands, state.get(Audit, "AUD-2"), ON)
    assert {r.id for one in shared for r in one.visit.serves} == {
        *(r.id for r in library.members(AI) if r.number.startswith("A.7.")),
        "iso27001:A.8.10",
    }


def test_an_audit_says_what_it_is_to_find_out(changing: Change, library: Library) -> None:
    """Objective, criteria and scope stand together (9.2.2); one that was entered without says so in its report alone."""
    stands = standing(changing.state, library, ON)

    def told() -> tuple[tuple[str, ...], object, str]:
        audit = changing.state.get(Audit, "AUD-1")
        notes = plan_table(library, audit, audits.plan(changing.state, library, stands, audit, ON)).notes
        listed = audits_table(library, changing.state, [audit], [])
        facts = dict(document_of(changing.state, library, "audit", "AUD-1", ON, "", "Ada Moor").facts)
        return notes, listed.rows[0][listed.columns.index("objective")], facts["Objective"]

    assert told() == ((), "", "none stated")
    changing.set("AUD-1", objective="whether leadership does as it says")
    assert told() == (("Objective: whether leadership does as it says",), *["whether leadership does as it says"] * 2)


def test_what_no_audit_looked_at(made: Workspace, library: Library) -> None:
    """A year before 1 March 2027 lies 1 March 2026: the audit of June 2026 counts, nine months later it does not."""
    state, stands = both(made, library)
    found = {a.requirement: a for a in audits.coverage(state, library, stands, AI, ON)}
    assert len(found) == 69  # 70 requirements, one left out
    assert {i for i, a in found.items() if a.last} == {"iso42001:5.1", "iso42001:5.2", "iso42001:5.3"}
    assert {i for i, a in found.items() if a.next} == {f"iso42001:A.7.{n}" for n in range(2, 7)}
    assert sum(a.last is not None for a in audits.coverage(state, library, stands, AI, dt.date(2026, 6, 1))) == 0
    later = audits.coverage(state, library, stands, AI, dt.date(2027, 6, 3))
    assert not any(a.last for a in later)
    assert sum(a.last is not None for a in audits.coverage(state, library, stands, AI, dt.date(2027, 6, 2))) == 3


def test_an_audit_that_will_look_says_the_stage_2_it_comes_too_late_for(changing: Change, library: Library) -> None:
    """The audit of data (A.7) is planned for 15 May 2027: too late for a stage 2 on that day, in time a day later."""
    plan = next(a for a in changing.state.all(Audit) if not a.is_over)
    day = dt.date(2027, 5, 15)
    changing.set(plan.id, planned_on=day)
    stage = next(m for m in changing.state.all(Milestone) if m.kind == "stage 2")

    def late(on: dt.date = ON) -> set[str]:
        found = audits.coverage(changing.state, library, standing(changing.state, library, on), AI, on)
        assert {a.late_for.id for a in found if a.late_for} <= {stage.id}
        return {a.requirement for a in found if a.late_for}

    def told() -> tuple[str, str]:
        stands = standing(changing.state, library, ON)
        found = audits.coverage(changing.state, library, stands, AI, ON)
        row = next(r for r in readiness_table(library, stands, AI, found).rows if str(r[0]).endswith("A.7.2"))
        lacks = certification.stage_2(changing.state, library, stands, AI, ON)
        stage_2 = stage_table(library, changing.state, AI, "stage 2", lacks, for_programs=True).rows
        closes = next(r[4] for r in stage_2 if str(r[0]).endswith("A.7.2") and r[2] == certification.NOT_AUDITED)
        return str(row[3]), str(closes)

    data = {f"iso42001:A.7.{n}" for n in range(2, 7)}
    changing.set(stage.id, planned_on=day)
    assert late() == data
    late_words = f"too late for stage 2, planned for 2027-05-15 ({stage.id})"
    assert told() == (f"{plan.id}, planned, planned for 2027-05-15: {late_words}", f"planned: {plan.id}: {late_words}")
    # An earlier stage 2 of another framework, or one whose day has passed, says nothing; of two that are planned the first counts.
    changing.add(Milestone, framework=SECURITY, kind="stage 2", planned_on=dt.date(2027, 4, 1))
    changing.add(Milestone, framework=AI, kind="stage 1", planned_on=dt.date(2027, 4, 1))
    changing.add(Milestone, framework=AI, kind="stage 2", planned_on=dt.date(2027, 9, 1))
    assert late() == data and late(day) == data and not late(day + dt.timedelta(days=1))
    changing.set(stage.id, planned_on=dt.date(2027, 5, 16))
    assert not late() and told() == (f"{plan.id}, planned, planned for 2027-05-15", f"planned: {plan.id}")
    changing.set(stage.id, planned_on=day)
    changing.set(plan.id, planned_on="")
    assert not late()
    changing.set(plan.id, planned_on=day)
    changing.set(stage.id, planned_on="")
    assert not late()


def test_an_audit_from_outside_is_no_internal_audit(changing: Change, library: Library) -> None:
    for kind in ("external", "supplier"):
        changing.add(Audit, title=kind, kind=kind, state="done", done_on=dt.date(2027, 1, 5), frameworks=AI)
        changing.add(Audit, title=kind, kind=kind, planned_on=dt.date(2027, 5, 5), frameworks=AI)
    found = audits.coverage(changing.state, library, standing(changing.state, library, ON), AI, ON)
    assert sum(a.last is not None for a in found) == 3 and sum(a.next is not None for a in found) == 5


def _finding(**values) -> Finding:
    return Finding(id="N-9", title="x", **values)


@pytest.mark.parametrize(
    ("finding", "step"),
    [
        (_finding(), findings.CORRECT),
        (_finding(correction="c"), findings.FIND_CAUSE),
        (_finding(correction="c", cause="b"), findings.NAME_ACTION),
        (_finding(correction="c", cause="b", action="a"), findings.ACT),
        (_finding(correction="c", cause="b", action="a", done_on=ON), findings.CHECK),
        (_finding(correction="c", cause="b", action="a", done_on=ON, effective=False), findings.ACT_AGAIN),
        (_finding(correction="c", cause="b", action="a", done_on=ON, effective=True), findings.CLOSED),
        (_finding(correction="c", cause="b", action="a", effective=True), findings.ACT),
        (_finding(correction="c", action="a", done_on=ON, effective=True), findings.FIND_CAUSE),
        (_finding(action="a", done_on=ON, effective=False), findings.ACT_AGAIN),
        (_finding(kind=findings.OPPORTUNITY), findings.NAME_ACTION),
        (_finding(kind=findings.OPPORTUNITY, action="a"), findings.ACT),
        (_finding(kind=findings.OPPORTUNITY, action="a", done_on=ON), findings.CLOSED),
    ],
)
def test_what_is_next_about_a_finding(finding: Finding, step: str) -> None:
    assert findings.next_step(finding) == step


def test_open_findings_come_first(made: Workspace) -> None:
    state = made.state()
    found = findings.findings(state, ON)
    assert [(f.finding.id, f.is_open, f.is_overdue) for f in found] == [("N-1", True, True), ("N-2", False, False)]
    assert [f.finding.id for f in findings.findings(state, ON, only_open=True)] == ["N-1"]
    assert findings.findings(state, ON, audit="AUD-2") == []


# --- management reviews -----------------------------------------------------------------------------------------------


def test_what_a_review_is_given(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    found = {i.item: i for i in review.inputs(state, library, stands, [AI, SECURITY], ON)}
    assert len(found) == 10  # what 27001 asks for; 42001 asks for seven of them
    assert found["results of audits"].requirements == ("iso42001:9.3.2", "iso27001:9.3.2")
    assert [e.record for e in found["status of actions from earlier reviews"].entries] == ["T-1"]
    assert [e.record for e in found["trends in nonconformities and corrective actions"].entries] == ["N-1", "N-2"]
    assert [(e.record, e.state) for e in found["results of audits"].entries] == [("AUD-1", "2 findings")]
    assert found["feedback from interested parties"].entries == ()
    only = {i.item for i in review.inputs(state, library, stands, [AI], ON)}
    assert len(only) == 7 and only < set(found)


def test_a_review_that_is_held_keeps_its_inputs_and_makes_tasks(changing: Change, library: Library) -> None:
    stands = standing(changing.state, library, ON)
    given = review.inputs(changing.state, library, stands, [AI], ON)
    made = review.hold(changing, given, ON, "Ada Moor", ["Ben Low"], "it stands", ["train the reviewers"])
    kept = changing.state.get(Review, made)
    assert review.inputs_of(kept) == given
    assert [(t.title, t.source) for t in changing.state.all(Task)][-1] == ("train the reviewers", made)
    changing.set("N-1", title="something else")
    assert review.inputs_of(kept) == given
    # What an audit found on the day of the last review, that review was given.
    changing.set("MR-1", held_on=dt.date(2026, 6, 2))
    before = {i.item: i for i in review.inputs(changing.state, library, stands, [AI], ON - dt.timedelta(days=1))}
    assert before["results of audits"].entries == ()
    changing.set("MR-1", held_on=dt.date(2026, 2, 10))
    # Of the same day it is no earlier one.
    same = {i.item: i for i in review.inputs(changing.state, library, stands, [AI], ON)}
    assert [e.record for e in same["results of audits"].entries] == ["AUD-1"]
    assert [e.record for e in same["status of actions from earlier reviews"].entries] == ["T-1"]
    # The next one is given the new action, and of what was closed before nothing more.
    later = ON + dt.timedelta(days=100)
    found = {i.item: i for i in review.inputs(changing.state, library, stands, [AI], later)}
    assert [e.title for e in found["status of actions from earlier reviews"].entries][-1] == "train the reviewers"
    assert [e.record for e in found["trends in nonconformities and corrective actions"].entries] == ["N-1"]
    assert found["results of audits"].entries == ()
