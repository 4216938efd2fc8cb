"""The way to a certificate, worked by hand on a small workspace over the real content: bodies, stages, days."""

import datetime as dt
from dataclasses import replace

import pytest
from assured import AI, ON, QUALITY, SECURITY, both, lines_now

from aims_graph.model import Library
from aims_graph.present.certification import accreditation_notes, days_table, index_table, stage_table
from aims_graph.workspace import bodies, certification, findings, held, milestones, review, soa
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.days import months_before
from aims_graph.workspace.records import (
    Answer,
    Assessment,
    Audit,
    Body,
    Certificate,
    Evidence,
    Finding,
    Impact,
    Milestone,
    Review,
    Risk,
)
from aims_graph.workspace.shown import shown
from aims_graph.workspace.store import Workspace

# --- certification ----------------------------------------------------------------------------------------------------


def _against(library: Library, body: Body, framework: str = AI, on: dt.date = ON) -> list[tuple[str, str]]:
    return [(f.what, f.about) for f in bodies.body_flags(library, body, framework, on)]


def test_what_is_said_against_a_body(made: Workspace, library: Library) -> None:
    good, bad = made.state().all(Body)
    assert _against(library, good) == []
    assert _against(library, bad) == [
        (bodies.UNACCREDITED, ""),
        (bodies.NOT_ITS_SCOPE, "ISO/IEC 42001"),
        (bodies.NOT_BY, "ISO/IEC 42006"),
        (bodies.NEVER_CHECKED, ""),
    ]
    # Of each of the two the catalogue says by which standard its certifiers work, of quality none does.
    assert _against(library, bad, SECURITY) == [
        (bodies.UNACCREDITED, ""),
        (bodies.NOT_BY, "ISO/IEC 27006-1"),
        (bodies.NEVER_CHECKED, ""),
    ]
    assert _against(library, replace(good, works_by=("ISO/IEC 17021-1", "ISO/IEC 27006-1:2024")), SECURITY) == []
    assert bodies.NOT_BY not in dict(_against(library, bad, QUALITY))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"accredited_by": "Someone in Nowhere"}, [(bodies.UNKNOWN_ACCREDITOR, "Someone in Nowhere")]),
        ({"accredited_by": "a member of the Global Accreditation Cooperation"}, []),
        ({"accredited_by": "a body with the IAF MLA mark"}, []),
        ({"accredited_by": "Anabolic Certs"}, [(bodies.UNKNOWN_ACCREDITOR, "Anabolic Certs")]),
        ({"accreditation_number": ""}, [(bodies.NO_CERTIFICATE_NUMBER, "")]),
        ({"works_by": ("ISO/IEC 17021-1", "ISO/IEC 420061")}, [(bodies.NOT_BY, "ISO/IEC 42006")]),
        ({"checked_on": dt.date(2026, 3, 1)}, []),
        ({"checked_on": dt.date(2026, 2, 28)}, [(bodies.OLD_CHECK, "2026-02-28")]),
        ({"checked_on": dt.date(2027, 3, 2)}, [(bodies.NEVER_CHECKED, "")]),
        ({"checked_by": ""}, [(bodies.NEVER_CHECKED, "")]),
        ({"certifies": (SECURITY,)}, [(bodies.NOT_ITS_SCOPE, "ISO/IEC 42001")]),
        ({"scope": "ISO/IEC 27001 and ISO 9001"}, [(bodies.NOT_ITS_SCOPE, "ISO/IEC 42001")]),
        ({"scope": "management systems to ISO/IEC 42001:2023"}, []),
        ({"scope": "ISO/IEC 420010"}, [(bodies.NOT_ITS_SCOPE, "ISO/IEC 42001")]),
        ({"scope": ""}, []),
    ],
)
def test_each_flag_alone(made: Workspace, library: Library, changed: dict, said: list) -> None:
    good = made.state().all(Body)[0]
    assert _against(library, replace(good, **changed)) == said


def test_the_arrangement_that_took_over_is_known_and_no_end_is_written(library: Library) -> None:
    known = {a.name: a for a in library.accreditation}
    assert known["Global Accreditation Cooperation"].since == "2026-01-01"
    assert known["IAF"].followed_by == known["ILAC"].followed_by == known["Global Accreditation Cooperation"].id
    assert known["ANAB"].country == "US"


def _missing(found: list[certification.Missing]) -> dict[str, set[str]]:
    by: dict[str, set[str]] = {}
    for one in found:
        by.setdefault(one.what, set()).add(one.requirement.number if one.requirement else "")
    return by


def test_stage_1_names_each_document_that_is_missing(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    found = certification.stage_1(state, library, stands, AI, ON)
    missing = _missing(found)
    demanded = {r.number for r in library.members(AI) if r.documented_information}
    # The policy and the logs are shown; the scope has expired; audits, reviews and findings are kept in the workspace itself.
    assert missing[certification.EXPIRED] == {"4.3"}
    there = {"5.2", "A.6.2.8", "9.2.2", "9.3.3", "10.2"}
    assert demanded - missing[certification.NOT_WRITTEN] == {"4.3"} | there
    assert missing[certification.NOT_APPROVED] == {""} and missing[certification.WRONG_LINE] == {""}
    (open_,) = (m for m in found if m.what == certification.OPEN_RISK)
    assert open_.about == ("R-3", "R-1")
    here = {m.requirement.number: m.here for m in found if m.here and m.requirement}
    assert here["6.1.3"] == ("held.statement", "held.treatment.AI") and here["8.4"] == ("held.assessments",)
    assert "4.4" not in here
    (scope,) = (m for m in found if m.what == certification.EXPIRED)
    assert scope.about == ("E-2",) and scope.asked_for == library.evidence_at["iso42001:4.3"]


def test_evidence_counts_where_the_graph_says_that_it_counts(changing: Change, library: Library) -> None:
    """Control of documents is the same demand in both standards; policies for security share a demand with the review of the AI policy."""
    changing.add(Evidence, title="Control of documents", kind="procedure", shows="27001 7.5.3; 27001 A.5.1")
    found = shown(changing.state, library)
    assert [(s.through, s.in_full) for s in found["iso42001:7.5.3"]] == [("iso27001:7.5.3", True)]
    assert [(s.through, s.in_full) for s in found["iso42001:A.2.4"]] == [("iso27001:A.5.1", False)]
    assert not any(s.in_full for s in found.get("iso42001:5.1", ()))
    # In part only where a row says so, not where an overlap merely follows.
    changing.add(Evidence, title="Method", kind="procedure", shows="42001 6.1.2")
    found = shown(changing.state, library)
    part = [r for r, at in found.items() if any(s.through == "iso42001:6.1.2" and not s.in_full for s in at)]
    assert len(part) > 3 and all(library.has_row(r, "iso42001:6.1.2") for r in part)
    heading = changing.add(Evidence, title="Minutes of the board", kind="minutes", shows="42001 5")
    for part in ("5.1", "5.2", "5.3"):
        assert heading in [s.evidence.id for s in shown(changing.state, library)[f"iso42001:{part}"] if s.in_full]


def test_stage_1_is_closed_by_what_it_names(changing: Change, library: Library) -> None:
    def lines() -> dict[str, certification.IndexedDocument]:
        stands = standing(changing.state, library, ON)
        return {w.requirement.number: w for w in certification.index(changing.state, library, stands, AI, ON)}

    assert lines()["6.1.3"].missing == lines()["6.1.3"].documents
    changing.add(Evidence, title="How we treat risks", kind="procedure", shows="42001 6.1.3")
    assert lines()["6.1.3"].missing == ()
    changing.set("E-2", valid_until="")
    assert "4.3" not in _missing(certification.stage_1(changing.state, library, standing(changing.state, library, ON), AI, ON)).get(certification.EXPIRED, ())  # fmt: skip
    # What is valid only later has not expired.
    later = changing.add(Evidence, title="Plan", kind="plan", shows="42001 4.4", valid_from=ON + dt.timedelta(days=1))
    missing = _missing(certification.stage_1(changing.state, library, standing(changing.state, library, ON), AI, ON))
    assert "4.4" in missing[certification.NOT_WRITTEN] - missing.get(certification.EXPIRED, set())
    assert [s.evidence.id for s in lines()["4.4"].evidence] == [later] and lines()["4.4"].expired == ()
    (shown_so,) = {r[-1] for r in index_table(library, changing.state, AI, [lines()["4.4"]]).rows}
    assert shown_so == "not valid yet"
    # What was declared not applicable needs no document.
    assert "A.10.4" not in lines() and "A.10.3" in lines()


def test_the_index_and_the_list_of_stage_1_say_what_they_count(changing: Change, library: Library) -> None:
    """One counts documents, the other a requirement once, however many documents it wants: who reads both can reconcile them."""

    def said(framework: str = AI) -> tuple[str, str]:
        stands = standing(changing.state, library, ON)
        index = certification.index(changing.state, library, stands, framework, ON)
        first = certification.stage_1(changing.state, library, stands, framework, ON)
        by_document = index_table(library, changing.state, framework, index)
        by_thing = stage_table(library, changing.state, framework, "stage 1", first)
        # Each number is that of lines which can be counted.
        gone = [row for row in by_document.rows if row[-1] != "there"]
        things = [row for row in by_thing.rows if row[2] in (certification.NOT_WRITTEN, certification.EXPIRED)]
        at = {row[0] for row in gone}
        assert len(at) == len(things) and sum(len(one.documents) for one in first) == len(gone)
        if gone:
            counted = f"{len(gone)} documents at {len(at)} requirements, is {len(things)} things in the list"
            assert counted in by_document.notes[0]
            assert f": {len(things)} requirements whose documents are not all there ({len(gone)} documents," in by_thing.notes[0]  # fmt: skip
        return by_document.notes[0], by_thing.notes[0]

    index, first = said()
    assert index == (
        "7 of 63 documents are there. What is not there, 56 documents at 44 requirements, is 44 things in the list of what"
        " stage 1 would find missing: one a requirement."
    )
    assert first == (
        "48 things missing, at 44 requirements: 44 requirements whose documents are not all there (56 documents, which the"
        " index counts one by one), and 4 other things."
    )
    # An expired one is not there, whatever the requirement wants beside it; of a standard without controls nothing else is missing.
    assert "expired" in {r[-1] for r in index_table(library, changing.state, AI, certification.index(changing.state, library, standing(changing.state, library, ON), AI, ON)).rows}  # fmt: skip
    assert "other thing" not in said(QUALITY)[1]
    changing.add(Evidence, title="everything", kind="record", shows="; ".join(r.id for r in library.members(AI) if r.documented_information))  # fmt: skip
    index, first = said()
    assert index == "63 of 63 documents are there." and "documents" not in first


def test_an_approved_statement_that_no_longer_holds(changing: Change, library: Library) -> None:
    changing.add(Answer, target="42001 A.8.3", status="planned", reason="outsiders must reach us")
    soa.approve(changing, lines_now(changing, library), AI, "1.0", "Ada Moor", ON)

    def found() -> dict[str, tuple[str, ...]]:
        stands = standing(changing.state, library, ON)
        return {m.what: m.about for m in certification.stage_1(changing.state, library, stands, AI, ON)}

    assert not {certification.NOT_APPROVED, certification.APPROVED_OTHERWISE, certification.WRONG_LINE} & set(found())
    left = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.10.4")
    changing.set(left.id, status="planned", reason="the first customer signed")
    assert found()[certification.APPROVED_OTHERWISE] == ("iso42001:A.10.4",)


def test_stage_2_requirement_by_requirement(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    found = certification.stage_2(state, library, stands, AI, ON)
    missing = _missing(found)
    applies = {r.number for r in library.members(AI) if r.assessable} - {"A.10.4"}
    assert missing[certification.NOT_DONE] == {r for r in applies if not stands.of(f"iso42001:{r}").is_met}
    assert missing[certification.NOT_AUDITED] == applies - {"5.1", "5.2", "5.3"}
    # Logs are a record of operation. The policy is only read, yet at 5.2 auditors ask for more than reading.
    assert "A.6.2.8" not in missing[certification.NO_OPERATION] and "5.2" in missing[certification.NO_OPERATION]
    assert not missing[certification.NO_OPERATION] & {"9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.2"}
    assert missing[certification.NOT_REVIEWED] == {""} and missing[certification.MAJOR_OPEN] == {"5.3"}
    planned = {m.requirement.number: m.planned for m in found if m.what == certification.NOT_AUDITED and m.requirement}
    assert planned["A.7.4"] == "AUD-2" and planned["4.1"] == ""
    (major,) = (m for m in found if m.what == certification.MAJOR_OPEN)
    assert (major.about, major.planned) == (("N-1",), findings.FIND_CAUSE)


def test_stage_2_is_closed_by_a_review_an_audit_and_a_closed_finding(changing: Change, library: Library) -> None:
    changing.add(Review, held_on=dt.date(2026, 12, 1), chair="Ada Moor")
    changing.set("N-1", cause="c", action="a", done_on=ON, effective=True, checked_by="Ben Low", checked_on=ON)
    changing.add(
        Audit, title="all", state="done", done_on=dt.date(2027, 2, 1), frameworks=AI, lead="Zoe", summary="fine"
    )
    stands = standing(changing.state, library, ON)
    found = _missing(certification.stage_2(changing.state, library, stands, AI, ON))
    assert set(found) == {certification.NOT_DONE, certification.NO_OPERATION}
    # A finding of another standard is no obstacle here, one that names no place is.
    changing.add(Finding, title="x", kind="major nonconformity", at="27001 A.8.15")
    assert certification.MAJOR_OPEN not in _missing(certification.stage_2(changing.state, library, stands, AI, ON))
    changing.add(Finding, title="y", kind="major nonconformity")
    assert _missing(certification.stage_2(changing.state, library, stands, AI, ON))[certification.MAJOR_OPEN] == {""}


def test_what_is_said_to_be_done_on_a_day_to_come_counts_for_nothing_before_it(
    changing: Change, library: Library
) -> None:
    later = ON + dt.timedelta(days=30)
    changing.set("AUD-1", done_on=later)
    changing.set("MR-1", held_on=later)
    changing.set("N-2", checked_on=later)
    changing.set("N-1", cause="c", action="a", done_on=later)
    changing.set("M-2", held_on=later)

    def seen(on: dt.date) -> tuple[set[str], list[tuple[str, ...]], dict[str, str], bool]:
        stands = standing(changing.state, library, on)
        stages = [f(changing.state, library, stands, AI, on) for f in (certification.stage_1, certification.stage_2)]
        here = held.held(changing.state, library, AI, on)
        steps = {f.finding.id: f.next for f in findings.findings(changing.state, on)}
        late = any(d.is_late and d.kind == "stage 2" for d in milestones.days(changing.state, library, AI, on))
        told = [m.about for found in stages for m in found if m.what == certification.AHEAD]
        items = {i for item in here.values() for ids in item.values() for i in ids}
        return items & {"AUD-1", "MR-1", "N-2"}, told, steps, late

    both_stages = [("AUD-1", "MR-1", "N-1", "N-2", "M-2")] * 2
    # A finding is a record of itself, whatever became of it.
    assert seen(ON) == ({"N-2"}, both_stages, {"N-1": findings.ACT, "N-2": findings.CHECK}, True)
    assert "results of corrective action" not in held.held(changing.state, library, AI, ON)["iso42001:10.2"]
    assert seen(later) == ({"AUD-1", "MR-1", "N-2"}, [], {"N-1": findings.CHECK, "N-2": findings.CLOSED}, False)
    lacks = certification.stage_1(changing.state, library, standing(changing.state, library, ON), AI, ON)
    for programs, told in (
        (True, "AUD-1, MR-1, N-1, N-2, M-2"),
        (False, "AUD-1 Audit of leadership; MR-1; N-1 Nobody has authority over retraining; N-2 Policy not dated; M-2"),
    ):
        table = stage_table(library, changing.state, AI, "stage 1", lacks, for_programs=programs)
        (row,) = (r for r in table.rows if r[2] == certification.AHEAD)
        assert row[3] == told and str(row[4]).startswith("correct the day")


def test_what_the_workspace_itself_holds(changing: Change, library: Library) -> None:
    def items() -> dict[str, dict[str, tuple[str, ...]]]:
        return held.held(changing.state, library, AI)

    assert items()["iso42001:9.2.2"] == {
        "evidence of the audit programme's implementation": ("AUD-1",),
        "audit results": ("AUD-1",),
    }
    # One risk is not rated, one system has no assessment: the results are not all there.
    assert not {"iso42001:8.2", "iso42001:8.4", "iso42001:8.3"} & items().keys()
    changing.set("R-3", likelihood=1, consequence=1, treatment="a test before each update")
    assert "iso42001:8.3" not in items()  # nobody is named for it
    changing.set("R-3", owner="Ada Moor")
    assert items()["iso42001:8.2"]["results of all AI risk assessments"] == ("R-1", "R-2", "R-3")
    assert items()["iso42001:8.3"]["results of all AI risk treatments"] == ("R-1", "R-3")
    changing.set("IA-1", state="approved", approved_by="Ada Moor")
    assert "iso42001:8.4" not in items()  # the other system has none
    changing.set("SYS-2", status="retired")
    assert items()["iso42001:8.4"]["results of all AI system impact assessments"] == ("IA-1",)
    assert "iso27001:8.2" not in held.held(changing.state, library, SECURITY)
    changing.set("AUD-1", summary="")
    assert "iso42001:9.2.2" not in items()  # of what was found nothing is written
    # A finding is a record of itself; a result there is once somebody has looked whether the action worked.
    finding = changing.add(
        Finding, title="z", kind="minor nonconformity", at="42001 8.1", correction="redone", cause="haste"
    )
    records, results = "record of nonconformities and actions taken", "results of corrective action"
    assert finding in items()["iso42001:10.2"][records]
    assert finding not in items()["iso42001:10.2"].get(results, ())
    changing.set(finding, action="a second look", done_on=ON, effective=False, checked_by="Ada Moor", checked_on=ON)
    assert finding in items()["iso42001:10.2"][results]


def test_an_approved_assessment_is_a_record_of_what_it_says_and_of_no_more(changing: Change, library: Library) -> None:
    """It says nothing of misuse and society: approved or not, what 6.1.4 and A.5.5 want is not in writing."""
    changing.set("SYS-2", status="retired")
    changing.set("IA-1", state="approved", approved_by="Ada Moor")
    own = ("iso42001:6.1.4", "iso42001:8.4", "iso42001:A.5.4", "iso42001:A.5.5")

    def there() -> set[str]:
        return set(own) & held.held(changing.state, library, AI).keys()

    assert there() == {"iso42001:8.4", "iso42001:A.5.4"}
    stands = standing(changing.state, library, ON)
    missing = _missing(certification.stage_1(changing.state, library, stands, AI, ON))[certification.NOT_WRITTEN]
    assert {"6.1.4", "A.5.5"} <= missing and not {"8.4", "A.5.4"} & missing
    changing.set("IA-1", foreseeable_misuse="a ranking taken for a decision")
    changing.add(Impact, assessment="IA-1", affected="societies", description="none is to be expected at this size")
    assert there() == set(own)


def test_a_review_counts_for_the_standards_it_looked_at(changing: Change, library: Library) -> None:
    """Held with the inputs of one standard it is no review of another; without inputs nobody knows, and it counts."""

    def not_reviewed(framework: str) -> bool:
        found = certification.stage_2(changing.state, library, standing(changing.state, library, ON), framework, ON)
        return certification.NOT_REVIEWED in _missing(found)

    assert not_reviewed(AI) and not_reviewed(SECURITY)
    given = review.inputs(changing.state, library, standing(changing.state, library, ON), [AI], ON)
    held_of_ai = review.hold(changing, given, ON, "Ada Moor")
    assert not not_reviewed(AI) and not_reviewed(SECURITY)
    assert (
        held_of_ai in held.held(changing.state, library, AI)["iso42001:9.3.3"]["evidence of management review results"]
    )
    assert (
        held_of_ai
        not in held.held(changing.state, library, SECURITY)["iso27001:9.3.3"]["results of management reviews"]
    )
    # A framework that asks for no inputs is content with any.
    assert not not_reviewed("airmf")
    changing.add(Review, held_on=ON)
    assert not not_reviewed(SECURITY)


def test_stage_1_looks_at_risks_of_the_kind_that_the_standard_asks_for(changing: Change, library: Library) -> None:
    def about(framework: str, what: str) -> list[tuple[str, ...]]:
        stands = standing(changing.state, library, ON)
        return [m.about for m in certification.stage_1(changing.state, library, stands, framework, ON) if m.what == what]  # fmt: skip

    # The risks there are are all of AI: none of them says anything of information security.
    assert about(AI, certification.NO_RISKS) == [] and about(AI, certification.OPEN_RISK) == [("R-3", "R-1")]
    assert about(SECURITY, certification.NO_RISKS) == [("information security",)]
    assert about(SECURITY, certification.OPEN_RISK) == []
    leak = changing.add(Risk, title="Applications leak", kind="information security", owner="Cy Hale")
    assert about(AI, certification.OPEN_RISK) == [("R-3", "R-1")]
    assert about(SECURITY, certification.NO_RISKS) == [] and about(SECURITY, certification.OPEN_RISK) == [(leak,)]


def test_stage_1_wants_each_risk_accepted_by_whom_the_standard_says(changing: Change, library: Library) -> None:
    def told(framework: str) -> dict[str, tuple[str, tuple[str, ...]]]:
        found = certification.stage_1(changing.state, library, standing(changing.state, library, ON), framework, ON)
        wanted = (certification.NO_APPROVAL, certification.NOT_THE_OWNER)
        return {m.what: (m.requirement.id if m.requirement else "", m.about) for m in found if m.what in wanted}

    # R-1 is above the criterion and R-3 not rated: these are told of as such.
    assert told(AI) == {certification.NO_APPROVAL: ("iso42001:6.1.3", ("R-2",))}
    assert told(SECURITY) == {}
    low = {"likelihood": 1, "consequence": 2, "option": "retain", "kind": "information security", "owner": "Cy Hale"}
    keys, doors = (changing.add(Risk, title=title, **low) for title in ("Keys leak", "Doors stand open"))
    assert told(SECURITY) == {certification.NO_APPROVAL: ("iso27001:6.1.3", (keys, doors))}
    changing.set("R-2", accepted_by="Ada Moor", accepted_on=ON)
    changing.set(keys, accepted_by="Ada Moor", accepted_on=ON)
    assert told(AI) == {}
    assert told(SECURITY) == {
        certification.NO_APPROVAL: ("iso27001:6.1.3", (doors,)),
        certification.NOT_THE_OWNER: ("iso27001:6.1.3", (keys,)),
    }
    item = "risk owners approved the treatment plan and accepted the residual risks"
    assert item not in held.held(changing.state, library, SECURITY).get("iso27001:6.1.3", {})
    for name in (keys, doors):
        changing.set(name, accepted_by="Cy Hale", accepted_on=ON)
    assert told(SECURITY) == {}
    assert held.held(changing.state, library, SECURITY)["iso27001:6.1.3"][item] == (keys, doors)
    table = stage_table(library, changing.state, AI, "stage 1", [certification.Missing(certification.NO_APPROVAL, library.requirements["iso42001:6.1.3"], ("R-2",))])  # fmt: skip
    assert table.rows[0][2:4] == (certification.NO_APPROVAL, "R-2 Nobody can say why an applicant was refused")
    assert str(table.rows[0][4]).startswith("name in each risk who approved its treatment and accepted what is left")


def test_an_assessment_that_nobody_approved_is_no_result(changing: Change, library: Library) -> None:
    """It is kept as it is; but where results are demanded in writing there is none, and both stages say who is missing."""
    changing.set("SYS-2", status="retired")
    changing.set("IA-1", state="approved")

    def told(on_the_way: str) -> list[tuple[str, tuple[str, ...]]]:
        stands = standing(changing.state, library, ON)
        stages = (certification.stage_1, certification.stage_2)
        return [
            (m.requirement.id if m.requirement else "", m.about)
            for stage in stages
            for m in stage(changing.state, library, stands, on_the_way, ON)
            if m.what == certification.UNNAMED
        ]

    assert told(AI) == [("iso42001:6.1.4", ("IA-1",))] * 2 and told(SECURITY) == []
    assert "iso42001:8.4" not in held.held(changing.state, library, AI)
    found = certification.stage_2(changing.state, library, standing(changing.state, library, ON), AI, ON)
    assert "8.4" in _missing(found)[certification.NO_OPERATION]
    assert changing.state.get(Assessment, "IA-1").state == "approved"
    changing.set("IA-1", approved_by="Ada Moor")
    assert told(AI) == []
    assert held.held(changing.state, library, AI)["iso42001:8.4"]["results of all AI system impact assessments"] == ("IA-1",)  # fmt: skip
    found = certification.stage_2(changing.state, library, standing(changing.state, library, ON), AI, ON)
    assert "8.4" not in _missing(found)[certification.NO_OPERATION]
    # What is retired needs none.
    changing.set("IA-1", approved_by="")
    changing.set("SYS-1", status="retired")
    assert told(AI) == []


def test_days_before_and_after_a_certificate(changing: Change, library: Library) -> None:
    def days(framework: str) -> list[tuple[str, dt.date | None, bool, bool]]:
        return [(d.kind, d.by, d.milestone is not None, d.is_late) for d in milestones.days(changing.state, library, framework, ON)]  # fmt: skip

    assert days(AI) == [
        ("stage 2", dt.date(2027, 2, 1), True, True),
        ("stage 1", dt.date(2027, 6, 7), True, False),
    ]
    assert days(SECURITY) == [
        ("surveillance", dt.date(2027, 5, 4), False, False),
        ("surveillance", dt.date(2028, 5, 4), False, False),
        ("recertification", dt.date(2029, 5, 3), False, False),
    ]
    changing.add(Milestone, framework=SECURITY, kind="surveillance", planned_on=dt.date(2027, 4, 20))
    assert days(SECURITY)[0] == ("surveillance", dt.date(2027, 4, 20), True, False)
    assert [d[0] for d in days(SECURITY)] == ["surveillance", "surveillance", "recertification"]
    certificate = changing.state.all(Certificate)[0]
    changing.set(certificate.id, issued=dt.date(2025, 5, 4), expires="")
    assert days(SECURITY)[-1][:2] == ("recertification", dt.date(2028, 5, 4))
    # A former edition has the same rhythm; no certificate lasts longer than the transition of its edition.
    changing.set(certificate.id, framework="27001:2013")
    assert days(SECURITY)[-1][:2] == ("recertification", dt.date(2028, 5, 4))
    changing.set(certificate.id, framework=QUALITY, expires="2030-05-04")
    assert days(QUALITY)[-1][:2] == ("recertification", dt.date(2029, 9, 30)) and len(days(SECURITY)) == 1
    (_, note) = days_table(library, changing.state, QUALITY, [], ON).notes
    assert note.startswith(f"{certificate.id} ISO 9001: counts until 2029-09-30. ISO 9001:2026 took the place")


def test_a_surveillance_held_late_does_not_stand_for_the_next(changing: Change, library: Library) -> None:
    """Of a certificate issued on 4 May 2026: the first by 4 May 2027, the second by 4 May 2028."""

    def due(on: dt.date = ON) -> list[tuple[str, dt.date | None]]:
        return [(d.kind, d.by) for d in milestones.days(changing.state, library, SECURITY, on) if not d.milestone]

    first, second, last = dt.date(2027, 5, 4), dt.date(2028, 5, 4), ("recertification", dt.date(2029, 5, 3))
    held_late = changing.add(Milestone, framework=SECURITY, kind="surveillance", held_on=dt.date(2027, 5, 20))
    assert due() == [("surveillance", second), last]
    planned = changing.add(Milestone, framework=SECURITY, kind="surveillance", planned_on=dt.date(2028, 4, 10))
    assert due() == [last]
    # More than half a year after the first was due it is the second, and the first was left out.
    changing.set(held_late, held_on=dt.date(2028, 1, 10))
    assert due() == [("surveillance", first), last]
    changing.set(held_late, held_on=dt.date(2027, 11, 5))
    assert due() == [("surveillance", first), last]
    changing.set(held_late, held_on=dt.date(2027, 11, 4))
    assert due() == [last]
    # Two in the first year are one too early for the second.
    changing.set(held_late, held_on=dt.date(2026, 9, 1))
    changing.set(planned, planned_on=dt.date(2027, 3, 1))
    assert due() == [("surveillance", second), last]


def test_what_is_planned_in_the_wrong_order_or_after_its_day_is_said(changing: Change, library: Library) -> None:
    """Of a certificate issued on 4 May 2026: surveillance by 4 May 2027 and 2028, recertification by 3 May 2029."""

    def said(framework: str) -> list[tuple[str, str]]:
        found = milestones.days(changing.state, library, framework, ON)
        rows = days_table(library, changing.state, framework, found, ON).rows
        return [(str(row[1]), str(row[-1])) for row in rows]

    assert said(AI) == [("2027-02-01", "late; before stage 1"), ("2027-06-07", "")]
    first = changing.add(Milestone, framework=AI, kind="stage 1", held_on=dt.date(2027, 1, 10))
    assert ("2027-02-01", "late") in said(AI)
    changing.withdraw(first)
    changing.set("M-2", planned_on="")
    assert said(AI)[1] == ("", "")
    changing.add(Milestone, framework=SECURITY, kind="surveillance", planned_on=dt.date(2027, 7, 1))
    changing.add(Milestone, framework=SECURITY, kind="surveillance", planned_on=dt.date(2028, 5, 4))
    renewal = changing.add(Milestone, framework=SECURITY, kind="recertification", planned_on=dt.date(2029, 6, 1))
    assert said(SECURITY) == [
        ("2027-07-01", "after 2027-05-04, by which it was due"),
        ("2028-05-04", ""),
        ("by 2029-05-03", "not planned yet"),
        ("2029-06-01", "after 2029-05-03, by which it was due"),
    ]
    changing.set(renewal, planned_on=dt.date(2029, 4, 1))
    assert said(SECURITY)[-1] == ("2029-04-01", "") and len(said(SECURITY)) == 3
    # The last day of the certificate is still in time, the next is not.
    changing.set(renewal, planned_on=dt.date(2029, 5, 3))
    assert said(SECURITY)[-1] == ("2029-05-03", "") and len(said(SECURITY)) == 3
    changing.set(renewal, planned_on=dt.date(2029, 5, 4))
    assert said(SECURITY)[2:] == [
        ("by 2029-05-03", "not planned yet"),
        ("2029-05-04", "after 2029-05-03, by which it was due"),
    ]


def test_a_stage_after_its_certificate_says_what_to_enter(changing: Change, library: Library) -> None:
    """The certificate of ISO/IEC 27001 was issued on 4 May 2026."""
    stage = changing.add(Milestone, framework=SECURITY, kind="stage 1", planned_on=dt.date(2027, 3, 20))
    certificate = changing.state.all(Certificate)[0].id

    def said() -> str:
        found = milestones.days(changing.state, library, SECURITY, ON)
        return str(days_table(library, changing.state, SECURITY, found, ON).rows[0][-1])

    planned = f"still planned, though {certificate} was issued on 2026-05-04: enter the day on which it was held, or withdraw it"
    assert said() == planned
    changing.set(stage, planned_on=dt.date(2027, 2, 20))
    assert said() == f"late; {planned}"
    changing.set(stage, held_on=dt.date(2026, 2, 20))
    assert said() == ""


def test_where_no_day_follows_it_is_said_why_and_how_to_begin(changing: Change, library: Library) -> None:
    table = days_table(library, changing.state, QUALITY, [], ON)
    assert "no certificate of ISO 9001 with its day of issue" in table.notes[1] and "stage 1" in table.notes[1]
    assert "Nothing is planned" not in " ".join(days_table(library, changing.state, SECURITY, [], ON).notes)


def test_that_an_accreditation_body_is_not_listed_says_nothing_against_it(library: Library) -> None:
    assert accreditation_notes(library)[-1].startswith("This list is not complete")


def test_days_of_short_months() -> None:
    assert months_before(dt.date(2028, 2, 29), 12) == dt.date(2027, 2, 28)
    assert months_before(dt.date(2027, 12, 31), -2) == dt.date(2028, 2, 29)
    assert months_before(dt.date(2027, 1, 31), 1) == dt.date(2026, 12, 31)
