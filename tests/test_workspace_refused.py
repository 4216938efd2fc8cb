"""What may not be in a workspace, each beside what just may: with what is wrong, how a command mends it and how a page does."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from states import state_of

from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.workspace.records import (
    Answer,
    Assessment,
    Audit,
    Certificate,
    Choice,
    Evidence,
    Finding,
    Impact,
    Milestone,
    Organisation,
    Person,
    Review,
    Risk,
    Statement,
    System,
)
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.risk import Criteria
from aims_graph.workspace.rules import check_record, criteria_levels, may_be_left_out

LIBRARY = load()
AI, SECURITY, QUALITY = "iso42001", "iso27001", "iso9001"
ON = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)
SUM = "0123456789abcdef" * 4

#: What stands in the workspace already.
STANDS: tuple[Record, ...] = (
    Person(id="P-1", name="Ada Moor", role="owner", login="ada@x.test"),
    Organisation(id="O-1", name="Larkfield"),
    System(id="SYS-1", title="Shortlist", owner="Ada Moor"),
    Choice(id="F-1", framework=AI),
    Answer(id="A-1", target=f"{AI}:5.2", status="planned", owner="Ada Moor"),
    Milestone(id="M-1", framework=AI, kind="stage 1", held_on=ON - DAY),
    Criteria(id="CRIT-1", kind="AI"),
    Risk(id="R-1", title="x", likelihood=2, consequence=5, residual_likelihood=4),
    Assessment(id="IA-1", system="SYS-1", title="x"),
    Impact(id="I-1", assessment="IA-1", description="x", consequence=5),
    Risk(id="R-2", title="y", kind="information security", likelihood=5),
)
LINES = json.dumps([{"control": "a", "applicable": "yes", "justification": "b"}])
INPUTS = json.dumps([{"item": "x", "requirements": [], "entries": []}])

ANSWER = Answer(id="A-2", target=f"{AI}:A.2.2")
CERTIFICATE = Certificate(id="CERT-1", framework=AI, issued=ON - DAY, expires=ON)
SYSTEM = System(id="SYS-2", title="x", roles=("deployer",), kinds=("annex-iii-4",), facts_true=("employer",))
PAPER = Evidence(id="E-1", title="x", kind="policy")
RISK = Risk(id="R-3", title="x")
STATEMENT = Statement(id="SOA-1", framework=AI, version="1", approved_by="A", lines=LINES)
REVIEW = Review(id="MR-1", inputs=INPUTS)
AUDIT = Audit(id="AUD-1", title="x", frameworks=(AI,), lead="Bo", areas=(f"{AI}:5",))
FINDING = Finding(id="N-1", title="x", action="a", found_on=ON - DAY, done_on=ON - DAY, checked_on=ON)
SCALES = Criteria(id="CRIT-1")
ACCEPTANCE = "Fill in “Treatment approved and residual risk accepted by” and “Approved and accepted on”."
STAGES = "Stage 2 of ISO/IEC 42001 ({}) would have been held before stage 1 ({})."
ONE_DAY, REASON = "Correct one of the days.", "Give a reason: reason=…"
HIGHER = "Rate what they name anew first, or name as many steps as before."
BY_HAND = (
    "Leave them out, or save the review with them: aims-graph audit review --hold --chair NAME.",
    "Leave them out, or hold the review on the page Audits and findings, which fills them in.",
)


def refused(old: Record | None, new: Record) -> tuple[str, ...]:
    """Return what is wrong and its mend, and what a page says to do if that is something else; nothing if it may be."""
    try:
        check_record(state_of(*STANDS), LIBRARY, old, new, ON)
    except AimsError as error:
        return (error.what, error.mend, *([error.advice] if error.advice != error.mend else []))
    return ()


def test_a_page_is_told_by_labels_what_a_command_line_is_told_by_names_of_fields():
    for wrong, shown in (
        (replace(RISK, residual_consequence=6), "“Consequence after treatment” 6 is not on the scale."),
        (replace(FINDING, done_on=ON - 2 * DAY), "“Done on” (2027-02-27) would lie before “Found on” (2027-02-28)."),
    ):
        with pytest.raises(AimsError) as error:
            check_record(state_of(*STANDS), LIBRARY, None, wrong, ON)
        assert error.value.shown == shown


def test_what_stood_in_a_workspace_before_a_rule_stays_as_long_as_nobody_touches_it():
    audit = replace(AUDIT, done_on=ON - DAY)
    late = Milestone(id="M-2", framework=AI, kind="stage 2", held_on=ON - 2 * DAY)
    unsaid = replace(FINDING, effective=True, checked_by="A", done_on=None)
    assert refused(audit, replace(audit, title="y")) == refused(late, replace(late, result="fine")) == ()
    assert refused(unsaid, replace(unsaid, cause="y")) == ()
    assert refused(audit, replace(audit, state="under way")) and refused(late, replace(late, held_on=ON - 3 * DAY))
    assert refused(unsaid, replace(unsaid, effective=False))


@pytest.mark.parametrize(
    ("fine", "said", "what"),
    [
        (ANSWER, {"target": f"{AI}:5.2"}, ("ISO/IEC 42001 5.2 AI policy has an answer already: A-1.", "Change that one.")),
        (ANSWER, {"target": f"{AI}:7.5"}, ("ISO/IEC 42001 7.5 Documented information is a heading and asks for nothing itself.", "Answer its parts: ISO/IEC 42001 7.5.1, ISO/IEC 42001 7.5.2, ISO/IEC 42001 7.5.3.")),
        (replace(ANSWER, status="not applicable", reason="r"), {"reason": ""}, ("ISO/IEC 42001 A.2.2 AI policy is not applicable for what reason?", REASON, "Give it under “Justification”.")),
        (Person(id="P-2", name="Bo"), {"name": "ADA moor"}, ("Somebody here is called ADA moor already.", "Write the name so that the two can be told apart.")),
        (Organisation(id="O-1", name="x"), {"id": "O-2"}, ("A workspace belongs to one organisation.", "Make another workspace for the other one.")),
        (Choice(id="F-2", framework=QUALITY), {"framework": AI}, ("ISO/IEC 42001 has been chosen already: F-1.", "Change that one.")),
        (Choice(id="F-2", framework=QUALITY, is_target=False, reason="r"), {"reason": ""}, ("ISO 9001 is left out for what reason?", REASON, "Give it under “Reason”.")),
        (CERTIFICATE, {"expires": ON - DAY}, ("The certificate would expire before it was issued.", ONE_DAY)),
        (replace(PAPER, valid_from=ON, valid_until=ON), {"valid_until": ON - DAY}, ("The evidence would end before it begins.", ONE_DAY)),
        (SYSTEM, {"facts_false": ("employer",)}, ("'employer' cannot be and not be.", "Say it once.")),
        *((replace(PAPER, link=f"{start}x"), {"link": "x.pdf"}, ("'x.pdf' is no web address.", "Write it whole, as in https://…; a file is attached with --file.", "Write it whole, as in https://….")) for start in ("http://", "HTTPS://", "file://", "mailto:")),
        *((replace(PAPER, file="a", sha256=SUM), said, ("A file of evidence has a name and a SHA-256.", "Attach it: aims-graph evidence add --file …", "Attach it.")) for said in ({"file": ""}, {"sha256": ""}, {"sha256": SUM[1:]}, {"sha256": SUM.upper()})),
        (SCALES, {"likelihoods": ("one",)}, ("A scale needs at least two steps.", "Name them from low to high, separated by semicolons.")),
        (SCALES, {"consequences": ("one",)}, ("A scale needs at least two steps.", "Name them from low to high, separated by semicolons.")),
        (SCALES, {"id": "CRIT-2"}, ("There are criteria for AI risks already: CRIT-1.", "Change those.")),
        # What is left of R-1 is rated 4, and R-1 and I-1 have a consequence of 5.
        (replace(SCALES, likelihoods=("a", "b", "c", "d")), {"likelihoods": ("a", "b", "c")}, ("R-1 is rated higher than these scales end.", HIGHER)),
        (SCALES, {"consequences": ("a", "b", "c", "d")}, ("R-1 and I-1 are rated higher than these scales end.", HIGHER)),
        (replace(SCALES, id="CRIT-2", kind="information security"), {"likelihoods": ("a", "b", "c", "d")}, ("R-2 is rated higher than these scales end.", HIGHER)),
        *((replace(RISK, **{f: 5}), {f: n}, (f"{f} {n} is not on the scale.", f"It is 1 ({low}) to 5 ({high}).")) for f, low, high in (("likelihood", "rare", "almost certain"), ("residual_consequence", "negligible", "severe")) for n in (0, 6)),
        (replace(RISK, accepted_by="A", accepted_on=ON), {"accepted_on": None}, ("A risk is accepted by somebody on a day: one of both is missing.", "Give accepted_by and accepted_on.", ACCEPTANCE)),
        (replace(RISK, accepted_by="A", accepted_on=ON), {"accepted_by": ""}, ("A risk is accepted by somebody on a day: one of both is missing.", "Give accepted_by and accepted_on.", ACCEPTANCE)),
        *((STATEMENT, {"lines": bad}, ("An approved Statement of Applicability keeps a line for each control, which nobody writes by hand.", "Approve what stands: aims-graph soa approve VERSION FRAMEWORK.", "Approve the statement as it stands.")) for bad in ("", "[]", "x", "{}", "[1]", '[{"control": "a", "applicable": "yes"}]', "[" * 100_000)),
        *((REVIEW, {"inputs": bad}, ("The inputs of a management review are filled from the workspace, and not written by hand.", *BY_HAND)) for bad in ("x", '["x"]', '[{"item": "x", "entries": []}]')),
        (AUDIT, {"lead": "ada@x.test"}, ("ada@x.test would audit ISO/IEC 42001 5.2 AI policy, which they are answerable for.", "Name another auditor, or leave that area to another audit.")),
        (AUDIT, {"auditors": ("Cy", "ADA MOOR"), "areas": (f"{AI}:4",), "systems": ("SYS-1",)}, ("ADA MOOR would audit SYS-1 (Shortlist), which they are answerable for.", "Name another auditor, or leave that area to another audit.")),
        (replace(AUDIT, state="done", done_on=ON), {"done_on": None}, ("An audit that is done was done on a day.", "Give done_on.", "Fill in “Done on”.")),
        *((replace(AUDIT, done_on=ON - DAY, state="done"), {"state": state}, (f"An audit that was done on a day is not {state}.", "Give state=done, or leave out done_on.", "Choose “done” under “State”, or empty “Done on”.")) for state in ("planned", "under way", "dropped")),
        (replace(FINDING, effective=False, checked_by="A"), {"done_on": None}, ("Whether an action worked is checked once it was done.", "Give done_on.", "Fill in “Done on”.")),
        (replace(FINDING, effective=True, checked_by="A"), {"done_on": None}, ("Whether an action worked is checked once it was done.", "Give done_on.", "Fill in “Done on”.")),
        (Assessment(id="IA-2", system="SYS-1", title="x", made_on=ON, approved_on=ON), {"made_on": ON - DAY, "approved_on": ON - 2 * DAY}, ("approved_on (2027-02-27) would lie before made_on (2027-02-28).", ONE_DAY)),
        (Milestone(id="M-2", framework=AI, kind="stage 2", held_on=ON - DAY), {"held_on": ON - 2 * DAY}, (STAGES.format("2027-02-27", "2027-02-28"), ONE_DAY)),
        (Milestone(id="M-2", framework=QUALITY, kind="stage 2", held_on=ON - 2 * DAY), {"framework": AI}, (STAGES.format("2027-02-27", "2027-02-28"), ONE_DAY)),
        *((replace(FINDING, effective=effective, checked_by="A"), {lacking: nothing}, ("Whether an action worked was checked by somebody on a day.", "Give checked_by and checked_on.", "Fill in “Checked by” and “Checked on”.")) for effective in (True, False) for lacking, nothing in (("checked_by", ""), ("checked_on", None))),
        (replace(FINDING, effective=False, checked_by="A"), {"action": ""}, ("No action is named whose effect was checked.", "Give the action first.")),
        (FINDING, {"done_on": ON - 2 * DAY}, ("done_on (2027-02-27) would lie before found_on (2027-02-28).", ONE_DAY)),
        (FINDING, {"done_on": None, "checked_on": ON - 2 * DAY}, ("checked_on (2027-02-27) would lie before found_on (2027-02-28).", ONE_DAY)),
        (FINDING, {"found_on": ON - 3 * DAY, "checked_on": ON - 2 * DAY}, ("checked_on (2027-02-27) would lie before done_on (2027-02-28).", ONE_DAY)),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused_beside_what_just_may(
    fine: Record, said: dict[str, Any], what: tuple[str, ...]
) -> None:
    assert refused(None, fine) == () and refused(None, replace(fine, **said)) == what


def test_what_stood_there_already_is_not_asked_about_again() -> None:
    """Whoever writes a remark is not held up by a day, or an auditor, that was let in before there was a rule."""
    done = replace(AUDIT, state="done", done_on=ON, lead="Ada Moor")
    assert refused(done, replace(done, summary="s")) == ()
    # Who is answerable by now audits no more than before; who and what are looked at anew where they are written.
    for said in ({"auditors": ("Cy",)}, {"areas": ()}, {"frameworks": (AI, QUALITY)}, {"systems": ("SYS-1",)}):
        assert refused(done, replace(done, **said))[0].startswith("Ada Moor would audit "), said
    assert refused(replace(done, lead="Bo"), done) and refused(replace(done, state="planned"), done) == ()
    planned = replace(done, state="planned", done_on=None)
    assert refused(planned, replace(planned, summary="s"))
    crooked = replace(FINDING, found_on=ON)
    assert refused(crooked, replace(crooked, title="y")) == ()
    assert refused(crooked, replace(crooked, checked_on=ON - DAY))
    # What is withdrawn is looked at no more; of criteria, those that count from then on are.
    assert refused(None, replace(CERTIFICATE, expires=ON - DAY, withdrawn=True)) == ()
    wide = replace(SCALES, likelihoods=tuple("abcdef"), withdrawn=True)
    assert refused(SCALES, wide) == ()
    narrow = Criteria(id="CRIT-1", kind="information security", withdrawn=True)
    high = replace(STANDS[-1], likelihood=6)
    assert isinstance(high, Risk)
    with pytest.raises(AimsError, match=r"^R-2 is rated higher"):
        check_record(state_of(high), LIBRARY, None, narrow, ON)


def test_criteria_that_become_those_of_another_kind_leave_the_usual_ones_behind() -> None:
    """R-1 is rated 6 on a scale of six steps: once the criteria are those of information security, five count for it."""
    six = replace(SCALES, likelihoods=tuple("abcdef"))
    state = state_of(six, Risk(id="R-1", title="x", likelihood=6))
    with pytest.raises(AimsError, match=r"^R-1 is rated higher than these scales end\."):
        check_record(state, LIBRARY, six, replace(six, kind="information security"), ON)
    check_record(state, LIBRARY, six, replace(six, levels=("1:low",)), ON)
    check_record(state_of(six), LIBRARY, six, replace(six, kind="information security"), ON)


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        (("1:low",), [(1, "low")]),
        (("1: low ", " 2 :so: so"), [(1, "low"), (2, "so: so")]),
        (("1:low", "x:high"), "'x:high' is no level of risk."),
        (("1:low", "7"), "'7' is no level of risk."),
        (("1:low", "7: "), "'7: ' is no level of risk."),
        (("1:low", ":high"), "':high' is no level of risk."),
        (("1:low", "-5:high"), "'-5:high' is no level of risk."),
        ((), "The levels of risk do not rise from 1."),
        (("2:low",), "The levels of risk do not rise from 1."),
        (("0:none", "1:low"), "The levels of risk do not rise from 1."),
        (("1:low", "9:high", "5:medium"), "The levels of risk do not rise from 1."),
        (("1:low", "5:medium", "5:high"), "The levels of risk do not rise from 1."),
    ],
)
def test_levels_rise_from_one(levels: tuple[str, ...], found: list[tuple[int, str]] | str) -> None:
    if isinstance(found, list):
        assert criteria_levels(Criteria(id="", levels=levels)) == found
        return
    with pytest.raises(AimsError) as told:
        criteria_levels(Criteria(id="", levels=levels))
    rising = "Write them from low to high: 1:low; 5:medium; 10:high."
    one = "Write from which product it holds and its word: 10:high."
    assert (told.value.what, told.value.mend) == (found, rising if "rise" in found else one)


@pytest.mark.parametrize(
    ("target", "may"),
    [
        # Of ISO/IEC 42001 and 27001 the controls of Annex A (6.1.3), of ISO 9001 what stands under 8 and 7.1.5 (4.3).
        *((f"{AI}:A.2.2", True), (f"{AI}:6.1.3", False), (f"{SECURITY}:A.5.1", True), (f"{SECURITY}:10.1", False)),
        *((f"{QUALITY}:8.3.2", True), (f"{QUALITY}:8", True), (f"{QUALITY}:7.1.5.1", True)),
        *((f"{QUALITY}:7.1.5", True), (f"{QUALITY}:7.1.4", False), (f"{QUALITY}:9.1.1", False)),
        # The law and the framework of NIST say nothing of it.
        *(("aiact:art-50-1", True), ("airmf:GOVERN-1.1", True)),
    ],
)
def test_what_may_be_left_out_is_what_its_catalogue_says(target: str, may: bool) -> None:
    assert target in LIBRARY.requirements and may_be_left_out(LIBRARY, target) is may


def test_a_group_may_be_left_out_if_each_of_its_members_may() -> None:
    told = {g.id: may_be_left_out(LIBRARY, g.id) for g in LIBRARY.groups}
    for group, may in told.items():
        assert may == all(may_be_left_out(LIBRARY, m.requirement_id) for m in LIBRARY.memberships_in[group])
    assert set(told.values()) == {True, False}


def test_a_source_of_risk_is_one_that_a_catalogue_lists() -> None:
    """42001 C.3.1 is a source, C.2.1 an objective of its Annex C; neither stands for the other."""
    of = {
        kind: [r for r in LIBRARY.requirements.values() if r.kind == kind] for kind in ("risk-source", "ai-objective")
    }
    source, objective = of["risk-source"][0], of["ai-objective"][0]
    assert refused(None, replace(RISK, source=source.id, objective=objective.id)) == ()
    for field, article, wrong, listed in (
        ("source", "a", objective, of["risk-source"]),
        ("objective", "an", source, of["ai-objective"]),
    ):
        what, mend = refused(None, replace(RISK, **{field: wrong.id}))
        assert what == f"ISO/IEC 42001 {wrong.number} {wrong.title} is not listed as {article} {field} of risk."
        assert mend == f"There are: {', '.join(r.name for r in listed)}."
    # A content that lists none leaves it to the organisation.
    bare = replace(LIBRARY, requirements={k: v for k, v in LIBRARY.requirements.items() if v.kind not in of})
    check_record(state_of(), bare, None, replace(RISK, source=f"{AI}:5.2"), ON)


def test_a_finding_is_not_due_before_it_was_found() -> None:
    found, day = Finding(id="N-1", title="x", found_on=dt.date(2027, 3, 1)), dt.date(2027, 4, 1)
    early = replace(found, due=dt.date(2027, 2, 28))
    with pytest.raises(AimsError, match=r"due \(2027-02-28\) would lie before found_on \(2027-03-01\)"):
        check_record(state_of(), LIBRARY, found, early, day)
    check_record(state_of(), LIBRARY, found, replace(found, due=found.found_on), day)
    # What stood so before is in nobody's way.
    check_record(state_of(), LIBRARY, early, replace(early, owner="Ada"), day)
