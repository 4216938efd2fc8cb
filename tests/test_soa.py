"""The Statement of Applicability, worked by hand on a small workspace over the real content: lines, versions, groups."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from assured import AI, ON, QUALITY, SECURITY, both, lines_now, never_kept
from packs import sixth_and_seventh

from aims_graph import load
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.soa import justification
from aims_graph.present.workspace import position_in_words
from aims_graph.workspace import rdf, soa
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.proof import pack_of
from aims_graph.workspace.records import (
    Answer,
    Certificate,
    Evidence,
)
from aims_graph.workspace.shown import shown
from aims_graph.workspace.store import Workspace

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
    with never_kept(made, own) as change:
        change.add(Answer, target="house:1.2", status="not applicable", reason="no plants")
        lines = soa.lines(change.state, own, standing(change.state, own, ON), "house", ON)
        assert [(line.control, line.applicable) for line in lines] == [("house:1.1", "undecided"), ("house:1.2", "no")]
        (reuse,) = lines[0].reuses
        assert (reuse.framework, reuse.by, reuse.met) == (AI, ("iso42001:A.6.2.8",), "some")


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
    lines = {line.control: line.evidence for line in lines_now(changing, library)}
    assert shown(changing.state, library)["iso42001:A.2.4"] and lines["iso42001:A.2.4"] == ()
    assert lines["iso42001:A.4.2"] == ()


def test_what_a_certificate_carries_implements_and_decides_nothing(made: Workspace, library: Library) -> None:
    """All 93 controls are implemented by the certificate; whether each applies, nobody said."""
    state, stands = both(made, library)
    lines = soa.lines(state, library, stands, SECURITY, ON)
    assert {(line.applicable, line.implemented) for line in lines} == {("undecided", "implemented")}
    assert all(SECURITY in line.carried_from for line in lines)


INVENTORY = "aims:group-ai-inventory-and-resources"


def _of(changing: Change, library: Library) -> dict[str, soa.ControlLine]:
    return {line.control.partition(":")[2]: line for line in lines_now(changing, library)}


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


def test_versions_are_approved_kept_and_compared(changing: Change, library: Library) -> None:
    with pytest.raises(AimsError, match=r"1 of 38 controls is not decided with a reason: A\.8\.3\."):
        soa.approve(changing, lines_now(changing, library), AI, "1.0", "Ada Moor", ON)
    changing.add(Answer, target="42001 A.8.3", status="planned", reason="outsiders must reach us")
    first = lines_now(changing, library)
    made = soa.approve(changing, first, AI, "1.0", "Ada Moor", ON)
    kept = soa.version_named(changing.state, AI, "1.0")
    assert kept.id == made and soa.from_json(kept.lines) == first
    assert soa.compare(soa.from_json(kept.lines), lines_now(changing, library)) == []
    with pytest.raises(AimsError, match="approved already"):
        soa.approve(changing, first, AI, "1.0", "Ada Moor", ON)
    with pytest.raises(AimsError, match="not changed"):
        changing.set(made, lines="[]")
    left = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.10.4")
    changing.set(left.id, status="planned", reason="the first customer signed", owner="Cy Hale")
    assert soa.compare(first, lines_now(changing, library)) == [
        soa.Difference("iso42001:A.10.4", "applicable", "no", "yes"),
        soa.Difference("iso42001:A.10.4", "justification", "there are no customers yet", "the first customer signed"),
        soa.Difference("iso42001:A.10.4", "implemented", "not applicable", "planned"),
        soa.Difference("iso42001:A.10.4", "owner", "", "Cy Hale"),
    ]
    with pytest.raises(AimsError, match=r"There are: 1\.0\."):
        soa.version_named(changing.state, AI, "2.0")


@pytest.mark.parametrize(("wrong", "more"), [(8, "."), (9, " and 1 more."), (11, " and 3 more.")])
def test_of_many_undecided_controls_the_first_eight_are_named(
    changing: Change, library: Library, wrong: int, more: str
) -> None:
    marks = [(soa.NOT_DECIDED,)] * wrong + [()] * (38 - wrong)
    lines = [replace(line, wrong=so) for line, so in zip(lines_now(changing, library), marks, strict=True)]
    with pytest.raises(AimsError) as refused:
        soa.approve(changing, lines, AI, "1.0", "Ada Moor", ON)
    first = "A.2.2, A.2.3, A.2.4, A.3.2, A.3.3, A.4.2, A.4.3, A.4.4"
    assert refused.value.what == f"{wrong} of 38 controls are not decided with a reason: {first}{more}"


def test_what_is_approved_has_a_reason_everywhere_and_leaves_out_nothing_a_risk_calls_for(
    changing: Change, library: Library
) -> None:
    changing.add(Answer, target="42001 A.8.3", status="planned", reason="outsiders must reach us")
    answer = next(a for a in changing.state.all(Answer) if a.target == "iso42001:A.3.2")
    changing.set(answer.id, reason="")
    with pytest.raises(AimsError, match=r"1 of 38 controls is not decided with a reason: A\.3\.2\."):
        soa.approve(changing, lines_now(changing, library), AI, "1.0", "Ada Moor", ON)
    changing.set(answer.id, reason="needed")
    changing.set("R-2", controls="42001 A.10.4")
    with pytest.raises(AimsError, match=r"1 of 38 controls is not decided with a reason: A\.10\.4\."):
        soa.approve(changing, lines_now(changing, library), AI, "1.0", "Ada Moor", ON)
    changing.set("R-2", controls="")
    assert soa.approve(changing, lines_now(changing, library), AI, "1.0", "Ada Moor", ON) == "SOA-1"


def test_a_control_that_only_one_version_has(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    lines = soa.lines(state, library, stands, AI, ON)
    gone = soa.Difference(lines[0].control, "", lines[0].title, "")
    new = soa.Difference(lines[-1].control, "", "", lines[-1].title)
    assert soa.compare(lines[:-1], lines[1:]) == [new, gone]
