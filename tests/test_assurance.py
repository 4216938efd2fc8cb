"""The way to a certificate, worked by hand on a small workspace over the real content: levels, lines, audits, stages, flags."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from assured import AI, ON, QUALITY, SECURITY, assured, both
from packs import sixth_and_seventh

from aims_graph import load
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.certification import days_table
from aims_graph.present.soa import justification
from aims_graph.present.workspace import position_in_words
from aims_graph.workspace import audits, certification, findings, held, impacts, rdf, review, risks, soa
from aims_graph.workspace.carry import standing
from aims_graph.workspace.proof import pack_of
from aims_graph.workspace.records import (
    Answer,
    Assessment,
    Audit,
    Body,
    Certificate,
    Evidence,
    Finding,
    Milestone,
    Person,
    Review,
    Risk,
    Task,
)
from aims_graph.workspace.records.risk import Criteria
from aims_graph.workspace.rules import impartiality
from aims_graph.workspace.shown import shown
from aims_graph.workspace.store import Change, Workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Workspace:
    """The workspace as it is; whoever changes it takes ``changing``."""
    return assured(tmp_path_factory.mktemp("assured") / "ws", library)


class _UndoneError(Exception):
    pass


@pytest.fixture
def changing(made: Workspace, library: Library):
    """A change of the workspace that is never kept."""
    person = made.state().all(Person)[0]
    with suppress(_UndoneError), made.change(person, library) as change:
        yield change
        raise _UndoneError


# --- risks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("likelihood", "consequence", "word"),
    [
        (1, 1, "low"),
        (2, 2, "low"),
        (1, 5, "medium"),
        (3, 3, "medium"),
        (2, 5, "high"),
        (4, 4, "high"),
        (4, 5, "very high"),
    ],
)
def test_a_level_is_read_off_the_criteria(likelihood: int, consequence: int, word: str) -> None:
    """The levels of the usual criteria begin at 1, 5, 10 and 17."""
    found = risks.level(Criteria(id=""), likelihood, consequence)
    assert found is not None and (found.product, found.word) == (likelihood * consequence, word)


def test_own_criteria_decide() -> None:
    own = Criteria(id="", likelihoods=("no", "yes"), consequences=("small", "big"), levels=("1:fine", "4:bad"))
    assert [risks.level(own, a, b).word for a, b in ((1, 1), (1, 2), (2, 2))] == ["fine", "fine", "bad"]  # type: ignore[union-attr]
    assert risks.level(own, None, 2) is None


def test_what_is_open_at_each_risk(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    found = {r.risk.id: r for r in risks.risks(state, stands, ON)}
    assert list(found) == ["R-3", "R-1", "R-2"]
    bias = found["R-1"]
    assert (bias.before.product, bias.after.product, bias.is_unacceptable) == (20, 10, True)  # type: ignore[union-attr]
    assert bias.waits_for == ("iso42001:A.5.4",)
    assert bias.open == (risks.NOT_ACCEPTED, risks.NOT_IMPLEMENTED, risks.OVERDUE)
    assert found["R-2"].open == ()
    # On its day a treatment is not overdue yet.
    assert risks.OVERDUE not in risks.risks(state, stands, dt.date(2027, 2, 1))[1].open
    assert found["R-3"].open == (risks.NOT_RATED, risks.NO_OWNER, risks.NO_TREATMENT)
    cells = risks.grid(state, list(found.values()), "AI")
    assert {at: ids for at, ids in cells.items() if ids} == {(2, 5): ["R-1"], (3, 3): ["R-2"]} and len(cells) == 25


def test_a_named_acceptance_and_what_was_left_out(changing: Change, library: Library) -> None:
    changing.set("R-1", accepted_by="Ada Moor", accepted_on="2027-02-20")
    changing.set("R-2", controls="42001 A.10.4", residual_likelihood=4, residual_consequence=3)
    stands = standing(changing.state, library, ON)
    found = {r.risk.id: r.open for r in risks.risks(changing.state, stands, ON)}
    assert risks.NOT_ACCEPTED not in found["R-1"]
    assert found["R-2"] == (risks.WORSE, risks.NOT_ACCEPTED, risks.LEFT_OUT)


def test_sources_and_objectives_are_choices_of_the_content(changing: Change, library: Library) -> None:
    assert [r.number for r in risks.sources(library)] == [f"C.3.{n}" for n in range(1, 8)]
    assert [r.number for r in risks.objectives(library)] == [f"C.2.{n}" for n in range(1, 12)]
    with pytest.raises(AimsError, match=r"A\.5 is not listed as a source of risk"):
        changing.add(Risk, title="x", source="iso42001:A.5")
    with pytest.raises(AimsError, match=r"C\.3\.1 is not listed as an objective"):
        changing.add(Risk, title="x", objective="iso42001:C.3.1")


# --- impacts ----------------------------------------------------------------------------------------------------------


def test_what_an_assessment_has_to_say(made: Workspace, library: Library) -> None:
    """A public body deploys the system for recruitment: Article 27 binds. Of 42001, misuse and society are missing."""
    state, _ = both(made, library)
    one = impacts.assessed(state, library, state.all(Assessment)[0])
    assert {m.requirement.id for m in one.missing} == {
        *("iso42001:6.1.4", "iso42001:A.5.5", "aiact:art-27-1-b", "aiact:art-27-1-f", "aiact:art-27-3"),
    }
    assert {m.item for m in one.missing if not m.is_law} == {"foreseeable misuse", "effects on societies"}
    said = {a.requirement.id: a.values for a in one.asked}
    assert said["aiact:art-27-1-c"] == ("applicants; women",)
    # A benefit is no harm.
    assert said["aiact:art-27-1-d"] == ("a suited applicant is not seen; ranked lower than men",)
    assert [one.levels[i.id].product for i in one.impacts["individuals"] if not i.is_benefit] == [12]  # type: ignore[union-attr]


def test_the_law_asks_only_where_it_binds(changing: Change, library: Library) -> None:
    """A private company that serves no public is outside Article 27 for recruitment; unsaid, it is a question."""

    def asked() -> dict[str, bool | None]:
        one = impacts.assessed(changing.state, library, changing.state.all(Assessment)[0])
        return {a.requirement.id: a.binds for a in one.asked if a.is_law}

    assert set(asked().values()) == {True}
    changing.set("SYS-1", facts_true="")
    assert set(asked().values()) == {None}
    changing.set("SYS-1", facts_false="public-body; private-public-service")
    assert asked() == {}


def test_how_far_each_system_is(changing: Change) -> None:
    assert [s.state for s in impacts.systems(changing.state, ON)] == [impacts.DRAFT, impacts.NONE]
    changing.set("IA-1", state="approved")
    changing.add(Assessment, system="SYS-1", title="next one")
    assert [s.state for s in impacts.systems(changing.state, ON)] == [impacts.APPROVED, impacts.NONE]
    assert impacts.systems(changing.state, dt.date(2028, 2, 1))[0].state == impacts.REVIEW_DUE
    changing.set("SYS-2", status="retired")
    assert len(impacts.systems(changing.state, ON)) == 1


# --- the Statement of Applicability -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("framework", "count"), [(AI, 38), (SECURITY, 93)])
def test_every_control_is_a_line(made: Workspace, library: Library, framework: str, count: int) -> None:
    state, stands = both(made, library)
    lines = soa.lines(state, library, stands, framework, ON)
    assert len(lines) == count == library.frameworks[framework].counts["control"]
    assert [line.control for line in lines] == [r.id for r in library.members(framework) if r.kind == "control"]


def test_a_framework_of_ones_own_has_a_statement_too(made: Workspace, tmp_path: Path) -> None:
    """Its controls are those of that kind; what it shares with another framework that is held is re-used."""
    own = load(*sixth_and_seventh(tmp_path))
    assert soa.frameworks(own) == [AI, SECURITY, "house", "plant"]
    person = made.state().all(Person)[0]
    with suppress(_UndoneError), made.change(person, own) as change:
        change.add(Answer, target="house:1.2", status="not applicable", reason="no plants")
        lines = soa.lines(change.state, own, standing(change.state, own, ON), "house", ON)
        assert [(line.control, line.applicable) for line in lines] == [("house:1.1", "undecided"), ("house:1.2", "no")]
        (reuse,) = lines[0].reuses
        assert (reuse.framework, reuse.by, reuse.met) == (AI, ("iso42001:A.6.2.8",), "some")
        raise _UndoneError


def test_what_has_no_controls_has_no_statement(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    assert soa.frameworks(library) == [AI, SECURITY]
    with pytest.raises(AimsError, match="no controls that one may leave out") as refused:
        soa.lines(state, library, stands, QUALITY, ON)
    assert "Name one of: ISO/IEC 42001, ISO/IEC 27001." in str(refused.value)


def test_a_line_says_whether_why_how_far_and_by_what(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    lines = {line.control.partition(":")[2]: line for line in soa.lines(state, library, stands, AI, ON)}
    logs = lines["A.6.2.8"]
    assert (logs.applicable, logs.justification, logs.implemented) == ("yes", "needed for every system", "implemented")
    assert (logs.evidence, logs.owner, logs.wrong) == (("E-3",), "Cy Hale", ())
    (reuse,) = logs.reuses
    row = library.counterparts("iso42001:A.6.2.8", SECURITY)
    assert reuse.by == ("iso27001:A.8.15",) == reuse.implemented and reuse.framework == SECURITY
    assert reuse.adds == library.remainder_of["iso42001:A.6.2.8", SECURITY].remains and row
    left = lines["A.10.4"]
    assert (left.applicable, left.justification, left.reuses) == ("no", "there are no customers yet", ())
    assert (lines["A.5.4"].applicable, lines["A.5.4"].risks, lines["A.5.4"].wrong) == ("yes", ("R-1",), ())
    assert (lines["A.8.3"].applicable, lines["A.8.3"].wrong) == ("undecided", (soa.NOT_DECIDED,))
    assert lines["A.7.4"].wrong == (soa.NO_EVIDENCE,) and lines["A.7.4"].risks == ("R-1",)


def test_what_shows_a_part_shows_no_control(changing: Change, library: Library) -> None:
    """Policies for security share a demand with the review of the AI policy, and no more; what has expired shows nothing."""
    changing.add(Evidence, title="policies", kind="policy", shows="27001 A.5.1")
    changing.add(Evidence, title="old", kind="record", shows="42001 A.4.2", valid_until=dt.date(2027, 2, 28))
    lines = {line.control: line.evidence for line in _now(changing, library)}
    assert shown(changing.state, library)["iso42001:A.2.4"] and lines["iso42001:A.2.4"] == ()
    assert lines["iso42001:A.4.2"] == ()


def test_what_a_certificate_carries_implements_and_decides_nothing(made: Workspace, library: Library) -> None:
    """All 93 controls are implemented by the certificate; whether each applies, nobody said."""
    state, stands = both(made, library)
    lines = soa.lines(state, library, stands, SECURITY, ON)
    assert {(line.applicable, line.implemented) for line in lines} == {("undecided", "implemented")}
    assert all(SECURITY in line.carried_from for line in lines)


INVENTORY = "aims:group-ai-inventory-and-resources"


def _of(changing: Change, library: Library) -> dict[str, soa.Line]:
    return {line.control.partition(":")[2]: line for line in _now(changing, library)}


def test_an_answer_at_a_group_decides_its_members_and_a_direct_one_wins(changing: Change, library: Library) -> None:
    """The core of the group is all of A.4.4 and A.4.5, and a part of A.4.2, A.4.3 and A.4.6."""
    members = {m.requirement_id.partition(":")[2]: m.met for m in library.memberships_in[INVENTORY]}
    assert {n: m for n, m in members.items() if n.startswith("A.4")} == {
        "A.4.2": "most", "A.4.3": "some", "A.4.4": "all", "A.4.5": "all", "A.4.6": "some",
    }  # fmt: skip
    for number in ("A.4.3", "A.4.4", "A.4.5", "A.4.6"):
        changing.withdraw(next(a.id for a in changing.state.all(Answer) if a.target == f"{AI}:{number}"))
    assert _of(changing, library)["A.4.4"].applicable == "undecided"
    group = changing.add(Answer, target=INVENTORY, status="in progress", reason="contracts ask for it", owner="Cy Hale")
    lines = _of(changing, library)
    part = lines["A.4.3"]
    assert (part.applicable, part.justification, part.decided_from, part.owner) == ("yes", "contracts ask for it", INVENTORY, "Cy Hale")  # fmt: skip
    # Begun is not done: what is met in part follows from the certificate alone.
    assert (part.implemented, part.carried_from, part.wrong) == ("in part", (SECURITY,), ())
    assert (
        justification(library, part)
        == f"contracts ask for it (as decided at group {library.group_of[INVENTORY].label})"
    )
    own = lines["A.4.2"]
    assert (own.justification, own.decided_from, own.owner) == ("needed for every system", "", "Cy Hale")
    assert justification(library, own) == "needed for every system"
    stands = standing(changing.state, library, ON)
    assert not soa.unjustified(changing.state, stands, AI) & {f"{AI}:{n}" for n in ("A.4.3", "A.4.4", "A.4.5", "A.4.6")}
    # Implemented: each line as far as the core reaches, from that answer.
    changing.set(group, status="implemented")
    lines = _of(changing, library)
    assert (lines["A.4.4"].implemented, lines["A.4.3"].implemented) == ("implemented", "in part")
    assert INVENTORY in lines["A.4.4"].carried_from and lines["A.4.4"].applicable == "yes"
    # Without a reason it is still no justification.
    changing.set(group, reason="")
    assert soa.NOT_JUSTIFIED in _of(changing, library)["A.4.4"].wrong


def test_a_group_that_is_left_out_leaves_out_what_its_core_is_all_of(changing: Change, library: Library) -> None:
    for number in ("A.4.3", "A.4.4", "A.4.5", "A.4.6"):
        changing.withdraw(next(a.id for a in changing.state.all(Answer) if a.target == f"{AI}:{number}"))
    group = changing.add(Answer, target=INVENTORY, status="not applicable", reason="we own no system")
    lines = _of(changing, library)
    assert [(lines[n].applicable, lines[n].justification) for n in ("A.4.4", "A.4.5")] == [
        ("no", "we own no system")
    ] * 2
    # Of the others the core is a part: of the rest nobody decided; an answer given there stays.
    assert {lines[n].applicable for n in ("A.4.3", "A.4.6")} == {"undecided"} and lines["A.4.2"].applicable == "yes"
    at = standing(changing.state, library, ON)
    left = at.of(f"{AI}:A.4.4")
    assert (left.status, left.is_left_out, at.of(f"{AI}:A.4.3").is_left_out) == ("not applicable", True, False)
    assert position_in_words(library, left).startswith(f"left out by answer {group} (group ")
    (proven,) = (x for x in pack_of(changing.state, library, AI, ON)["lines"] if x["control"] == f"{AI}:A.4.4")
    assert [x["by"] for x in proven["rests_on"]] == [group]
    assert any("leftOutThrough" in line and f"{group}>" in line for line in rdf.lines(changing.state, [], library, ON))
    # What something else certainly meets is not left out.
    changing.add(Certificate, framework=AI)
    assert _of(changing, library)["A.4.4"].applicable == "undecided"


def test_an_answer_that_certainly_implements_all_of_a_control_decides_it(changing: Change, library: Library) -> None:
    """Article 17(1)(f) of the AI Act asks for all that 42001 A.7.2 asks; 27001 A.5.1 shares a demand with A.2.4, which decides nothing."""
    for number, target, decides in (("A.7.2", "aiact:art-17-1-f", True), ("A.2.4", "iso27001:A.5.1", False)):
        changing.withdraw(next(a.id for a in changing.state.all(Answer) if a.target == f"{AI}:{number}"))
        changing.add(Answer, target=target, status="implemented", reason="the law asks for it")
        line = _of(changing, library)[number]
        assert target in line.carried_from
        assert (line.applicable, line.decided_from) == (("yes", target) if decides else ("undecided", ""))
        assert line.justification == ("the law asks for it" if decides else "")


def test_left_out_though_a_risk_calls_for_it(changing: Change, library: Library) -> None:
    changing.set("R-2", controls="42001 A.10.4")
    lines = soa.lines(changing.state, library, standing(changing.state, library, ON), AI, ON)
    assert [line.control for line in lines if soa.RISK_CALLS in line.wrong] == ["iso42001:A.10.4"]
    target = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.2.2")
    changing.set(target.id, reason="")
    lines = soa.lines(changing.state, library, standing(changing.state, library, ON), AI, ON)
    assert [line.control for line in lines if soa.NOT_JUSTIFIED in line.wrong] == ["iso42001:A.2.2"]


def _now(change: Change, library: Library) -> list[soa.Line]:
    return soa.lines(change.state, library, standing(change.state, library, ON), AI, ON)


def test_versions_are_approved_kept_and_compared(changing: Change, library: Library) -> None:
    with pytest.raises(AimsError, match=r"1 of 38 controls are not decided with a reason: A\.8\.3\."):
        soa.approve(changing, _now(changing, library), AI, "1.0", "Ada Moor", ON)
    changing.add(Answer, target="42001 A.8.3", status="planned", reason="outsiders must reach us")
    first = _now(changing, library)
    made = soa.approve(changing, first, AI, "1.0", "Ada Moor", ON)
    kept = soa.version_named(changing.state, AI, "1.0")
    assert kept.id == made and soa.from_json(kept.lines) == first
    assert soa.compare(soa.from_json(kept.lines), _now(changing, library)) == []
    with pytest.raises(AimsError, match="approved already"):
        soa.approve(changing, first, AI, "1.0", "Ada Moor", ON)
    with pytest.raises(AimsError, match="not changed"):
        changing.set(made, lines="[]")
    left = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.10.4")
    changing.set(left.id, status="planned", reason="the first customer signed", owner="Cy Hale")
    assert soa.compare(first, _now(changing, library)) == [
        soa.Difference("iso42001:A.10.4", "applicable", "no", "yes"),
        soa.Difference("iso42001:A.10.4", "justification", "there are no customers yet", "the first customer signed"),
        soa.Difference("iso42001:A.10.4", "implemented", "not applicable", "planned"),
        soa.Difference("iso42001:A.10.4", "owner", "", "Cy Hale"),
    ]
    with pytest.raises(AimsError, match=r"There are: 1\.0\."):
        soa.version_named(changing.state, AI, "2.0")


def test_what_is_approved_has_a_reason_everywhere_and_leaves_out_nothing_a_risk_calls_for(
    changing: Change, library: Library
) -> None:
    changing.add(Answer, target="42001 A.8.3", status="planned", reason="outsiders must reach us")
    answer = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.3.2")
    changing.set(answer.id, reason="")
    with pytest.raises(AimsError, match=r"1 of 38 controls are not decided with a reason: A\.3\.2\."):
        soa.approve(changing, _now(changing, library), AI, "1.0", "Ada Moor", ON)
    changing.set(answer.id, reason="needed")
    changing.set("R-2", controls="42001 A.10.4")
    with pytest.raises(AimsError, match=r"1 of 38 controls are not decided with a reason: A\.10\.4\."):
        soa.approve(changing, _now(changing, library), AI, "1.0", "Ada Moor", ON)
    changing.set("R-2", controls="")
    assert soa.approve(changing, _now(changing, library), AI, "1.0", "Ada Moor", ON) == "SOA-1"


def test_a_control_that_only_one_version_has(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    lines = soa.lines(state, library, stands, AI, ON)
    gone = soa.Difference(lines[0].control, "", lines[0].title, "")
    new = soa.Difference(lines[-1].control, "", "", lines[-1].title)
    assert soa.compare(lines[:-1], lines[1:]) == [new, gone]


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


def test_one_audit_takes_no_more_parts_than_there_are(made: Workspace, library: Library) -> None:
    state, _ = both(made, library)
    assert len(audits.programme(state, library, [AI], 2027, 1)) == 1
    assert len(audits.programme(state, library, [AI], 2027, 12)) <= 12
    with pytest.raises(AimsError, match="cannot have 13 audits"):
        audits.programme(state, library, [AI], 2027, 13)
    with pytest.raises(AimsError, match="No framework is named"):
        audits.programme(state, library, [], 2027)


def test_nobody_leads_an_audit_of_their_own_area(changing: Change, library: Library) -> None:
    """Cy Hale owns A.4.2, A.6.2.8 and A.7.4, Ada Moor the other controls, 4.3 and 5.2; Ben Low nothing."""
    state = changing.state

    def names(lead: str, areas: str) -> list[str]:
        return [what for _, what in impartiality(state, library, Audit(id="", title="", lead=lead, areas=(areas,)))]

    assert names("cy hale", "iso42001:A.7") == ["iso42001:A.7.4"]
    assert names("Cy Hale", "iso42001:A.6") == ["iso42001:A.6.2.8"]
    assert names("Cy Hale", "iso42001:5") == [] and names("Ada Moor", "iso42001:5") == ["iso42001:5.2"]
    whole = Audit(id="", title="", auditors=("Cy Hale",), frameworks=(AI,), systems=("SYS-1",))
    assert [what for _, what in impartiality(state, library, whole)] == [
        *("iso42001:A.4.2", "iso42001:A.6.2.8", "iso42001:A.7.4", "SYS-1"),
    ]
    with pytest.raises(AimsError, match=r"Cy Hale would audit iso42001:A\.7\.4"):
        changing.set("AUD-2", lead="Cy Hale")
    programme = audits.programme(state, library, [AI], 2027, 4)
    assert all(p.impartial[0] == "Ben Low" for p in programme)
    assert [("Cy Hale" in p.impartial) for p in programme] == [
        not any(i in audits.audited(library, Audit(id="", title="", areas=p.areas)) for i in ("iso42001:A.4.2", "iso42001:A.6.2.8", "iso42001:A.7.4"))
        for p in programme
    ]  # fmt: skip


def test_an_answer_at_a_group_makes_its_owner_answerable_for_the_members(changing: Change, library: Library) -> None:
    member = next(m for m in library.memberships if m.requirement_id == "iso42001:5.3")
    changing.add(Answer, target=member.group, status="planned", owner="Ben Low")
    audit = Audit(id="", title="", lead="Ben Low", areas=("iso42001:5",))
    assert impartiality(changing.state, library, audit) == [("Ben Low", member.group)]


def test_an_auditor_who_became_owner_is_named_and_what_is_done_stays(changing: Change, library: Library) -> None:
    answer = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.7.2")
    changing.set(answer.id, owner="Ben Low")
    leads = next(a for a in changing.state.all(Answer) if a.target == "iso42001:5.2")
    changing.set(leads.id, owner="Ben Low")
    assert [(a.id, who, what) for a, who, what in audits.partial(changing.state, library)] == [
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


# --- certification ----------------------------------------------------------------------------------------------------


def _against(library: Library, body: Body, framework: str = AI, on: dt.date = ON) -> list[tuple[str, str]]:
    return [(f.what, f.about) for f in certification.body_flags(library, body, framework, on)]


def test_what_is_said_against_a_body(made: Workspace, library: Library) -> None:
    good, bad = made.state().all(Body)
    assert _against(library, good) == []
    assert _against(library, bad) == [
        (certification.UNACCREDITED, ""),
        (certification.NOT_ITS_SCOPE, "ISO/IEC 42001"),
        (certification.NOT_BY, "ISO/IEC 42006"),
        (certification.NEVER_CHECKED, ""),
    ]
    # Of information security no catalogue says by which standard its certifiers work.
    assert _against(library, bad, SECURITY) == [(certification.UNACCREDITED, ""), (certification.NEVER_CHECKED, "")]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"accredited_by": "Someone in Nowhere"}, [(certification.UNKNOWN_ACCREDITOR, "Someone in Nowhere")]),
        ({"accredited_by": "a member of the Global Accreditation Cooperation"}, []),
        ({"accredited_by": "a body with the IAF MLA mark"}, []),
        ({"accredited_by": "Anabolic Certs"}, [(certification.UNKNOWN_ACCREDITOR, "Anabolic Certs")]),
        ({"accreditation_number": ""}, [(certification.NO_CERTIFICATE_NUMBER, "")]),
        ({"works_by": ("ISO/IEC 17021-1", "ISO/IEC 420061")}, [(certification.NOT_BY, "ISO/IEC 42006")]),
        ({"checked_on": dt.date(2026, 3, 1)}, []),
        ({"checked_on": dt.date(2026, 2, 28)}, [(certification.OLD_CHECK, "2026-02-28")]),
        ({"checked_on": dt.date(2027, 3, 2)}, [(certification.NEVER_CHECKED, "")]),
        ({"checked_by": ""}, [(certification.NEVER_CHECKED, "")]),
        ({"certifies": (SECURITY,)}, [(certification.NOT_ITS_SCOPE, "ISO/IEC 42001")]),
        ({"scope": "ISO/IEC 27001 and ISO 9001"}, [(certification.NOT_ITS_SCOPE, "ISO/IEC 42001")]),
        ({"scope": "management systems to ISO/IEC 42001:2023"}, []),
        ({"scope": "ISO/IEC 420010"}, [(certification.NOT_ITS_SCOPE, "ISO/IEC 42001")]),
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
    def lines() -> dict[str, certification.Written]:
        stands = standing(changing.state, library, ON)
        return {w.requirement.number: w for w in certification.index(changing.state, library, stands, AI, ON)}

    assert lines()["6.1.3"].missing == lines()["6.1.3"].documents
    changing.add(Evidence, title="How we treat risks", kind="procedure", shows="42001 6.1.3")
    assert lines()["6.1.3"].missing == ()
    changing.set("E-2", valid_until="")
    assert "4.3" not in _missing(certification.stage_1(changing.state, library, standing(changing.state, library, ON), AI, ON)).get(certification.EXPIRED, ())  # fmt: skip
    # What was declared not applicable needs no document.
    assert "A.10.4" not in lines() and "A.10.3" in lines()


def test_an_approved_statement_that_no_longer_holds(changing: Change, library: Library) -> None:
    changing.add(Answer, target="42001 A.8.3", status="planned", reason="outsiders must reach us")
    soa.approve(changing, _now(changing, library), AI, "1.0", "Ada Moor", ON)

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
    changing.set("IA-1", state="approved")
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


def test_days_before_and_after_a_certificate(changing: Change, library: Library) -> None:
    def days(framework: str) -> list[tuple[str, dt.date | None, bool, bool]]:
        return [(d.kind, d.by, d.milestone is not None, d.is_late) for d in certification.days(changing.state, library, framework, ON)]  # fmt: skip

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


def test_days_of_short_months() -> None:
    assert audits.months_before(dt.date(2028, 2, 29), 12) == dt.date(2027, 2, 28)
    assert audits.months_before(dt.date(2027, 12, 31), -2) == dt.date(2028, 2, 29)
    assert audits.months_before(dt.date(2027, 1, 31), 1) == dt.date(2026, 12, 31)
