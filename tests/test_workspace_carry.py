"""What an answer settles elsewhere: the same as coverage says of what is held, and no further; made anew only where it is touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from assured import ON
from hypothesis import given, settings
from hypothesis import strategies as st
from states import state_of

from aims_graph import load
from aims_graph.answers.coverage import coverage
from aims_graph.model import Library
from aims_graph.present.workspace import choice_notes, tasks_table, to_extend
from aims_graph.workspace.assessed import targets_of
from aims_graph.workspace.basis import basis_of, changed
from aims_graph.workspace.carry import FULL, PART, Standing, standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.duties import bound
from aims_graph.workspace.gap import actions, gap, progress
from aims_graph.workspace.records.scope import Certificate, Choice, System
from aims_graph.workspace.records.work import Answer, Task
from aims_graph.workspace.state import State
from aims_graph.workspace.tasks import closing, make_tasks, wanted

LIBRARY = load()
ASSESSABLE = [r.id for f in LIBRARY.mapped for r in LIBRARY.members(f.id) if r.assessable]
TODAY = dt.date(2026, 11, 29)


def answered(targets: Iterable[str], status: str = "implemented") -> list[Answer]:
    return [Answer(id=f"A-{n}", target=t, status=status) for n, t in enumerate(targets, 1)]


def said(library: Library, held: coverage.Held, towards: str) -> dict[str, str]:
    words = {coverage.FULL: "implemented", coverage.PART: PART}
    return {c.requirement.id: words.get(c.status, "") for c in coverage.coverage(library, held, towards)}


def statuses(at: Standing, towards: str) -> dict[str, str]:
    return {p.requirement: p.status for p in at.framework(towards)}


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.sampled_from(ASSESSABLE), min_size=1, max_size=40, unique=True),
    st.sampled_from([f.id for f in LIBRARY.mapped]),
)
def test_answers_carry_what_coverage_says_of_holding_them(targets, towards):
    held = coverage.Held((), tuple(targets))
    if all(LIBRARY.requirements[t].framework == towards for t in targets):
        return
    at = standing(state_of(*answered(targets)), LIBRARY, TODAY)
    assert statuses(at, towards) == said(LIBRARY, held, towards)


@pytest.mark.parametrize("held", [f.id for f in LIBRARY.mapped])
def test_a_certificate_carries_what_coverage_says_of_the_framework(held):
    at = standing(state_of(Certificate(id="CERT-1", framework=held)), LIBRARY, TODAY)
    for framework in LIBRARY.mapped:
        if framework.id == held:
            assert set(statuses(at, held).values()) == {"implemented"}
        else:
            assert statuses(at, framework.id) == said(LIBRARY, coverage.Held((held,), ()), framework.id)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(ASSESSABLE), st.sampled_from(["implemented", "planned", "not started"])),
            max_size=12,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_a_standing_made_from_an_earlier_one_is_the_one_made_from_nothing(steps):
    before = None
    for step in steps:
        records = [Answer(id=f"A-{t}", target=t, status=s) for t, s in dict(step).items()]
        state = state_of(*records)
        before = standing(state, LIBRARY, TODAY, before)
        fresh = standing(state, LIBRARY, TODAY)
        assert (before.carried, before.by_parts, before.held) == (fresh.carried, fresh.by_parts, fresh.held)


def test_a_row_that_says_equal_carries_in_full_both_ways():
    # 42001 7.5.3 and 27001 7.5.3 ask the same (row "equal").
    for here, there in (("iso42001:7.5.3", "iso27001:7.5.3"), ("iso27001:7.5.3", "iso42001:7.5.3")):
        found = standing(state_of(*answered([here])), LIBRARY, TODAY).of(there)
        assert found.is_met and found.status == "implemented" and found.answer is None
        source, carried = found.carried[0]
        assert (source, carried.extent, carried.source) == ("A-1", FULL, here)
        assert carried.row is not None and carried.row.relation == "equal"


def test_a_part_carries_with_what_remains_in_the_words_of_its_row():
    row = next(
        m
        for m in LIBRARY.mappings
        if m.subject_id == "iso42001:A.3.3" and m.relation == "intersects" and m.object_id.startswith("iso27001")
    )
    found = standing(state_of(*answered([row.object_id])), LIBRARY, TODAY).of("iso42001:A.3.3")
    assert found.status == PART and not found.is_met
    assert (row.object_id, row.subject_only) in found.remains


def test_only_what_is_implemented_carries():
    for status in ("planned", "in progress", "not started"):
        at = standing(state_of(*answered(["iso27001:7.5.3"], status)), LIBRARY, TODAY)
        assert not at.carried and at.of("iso27001:7.5.3").status == status


def test_a_direct_answer_wins_and_the_conflict_is_seen():
    state = state_of(*answered(["iso27001:7.5.3"]), Answer(id="A-9", target="iso42001:7.5.3", status="not started"))
    found = standing(state, LIBRARY, TODAY).of("iso42001:7.5.3")
    assert (found.status, found.is_met, found.conflict, found.carried_in_full) == ("not started", False, True, True)


def test_a_group_carries_as_far_as_its_core_meets_a_member():
    group = next(g for g in LIBRARY.groups if {"all", "some", "none"} <= {m.met for m in LIBRARY.memberships_in[g.id]})
    at = standing(state_of(*answered([group.id])), LIBRARY, TODAY)
    for member in LIBRARY.memberships_in[group.id]:
        found = at.of(member.requirement_id)
        extents = {c.extent for _, c in found.carried if c.through == member.requirement_id}
        if member.met in ("most", "some"):
            # A member that the core meets in part may follow in full from another that it meets whole.
            assert extents == {PART} or found.carried_in_full
        else:
            assert extents == ({FULL} if member.met == "all" else set())
        if member.met in ("most", "some") and not found.is_met:
            assert (group.id, member.adds) in found.remains


def test_a_certificate_counts_until_its_last_day():
    certificate = Certificate(id="CERT-1", framework="iso27001", expires=TODAY)
    assert standing(state_of(certificate), LIBRARY, TODAY).of("iso27001:5.1").is_met
    assert not standing(state_of(certificate), LIBRARY, TODAY + dt.timedelta(days=1)).of("iso27001:5.1").carried


def test_progress_is_bounds():
    # Of 42001: one met, one denied, one left out; of the 70 that are assessed.
    state = state_of(
        Answer(id="A-1", target="iso42001:4.2", status="implemented"),
        Answer(id="A-2", target="iso42001:6.3", status="not started"),
        Answer(id="A-3", target="iso42001:A.10.4", status="not applicable", reason="we have no customers"),
    )
    at = standing(state, LIBRARY, TODAY)
    found = progress(at.framework("iso42001"), "iso42001")
    assert (found.total, found.most, found.left_out) == (69, 68, 1)
    assert found.least == sum(p.is_met for p in at.framework("iso42001"))


def test_the_frameworks_answered_to_are_those_chosen():
    assert targets_of(state_of(), LIBRARY) == [f.id for f in LIBRARY.mapped]
    chosen = [
        Choice(id="F-1", framework="iso9001"),
        Choice(id="F-2", framework="aiact", is_target=False, reason="none of our systems"),
    ]
    assert targets_of(state_of(*chosen), LIBRARY) == ["iso9001"]


def test_tasks_are_what_remains_and_none_is_made_twice():
    state = state_of(*answered(["iso27001:A.6.8"]), Task(id="T-1", title="begun", targets=("iso42001:4.1",)))
    at = standing(state, LIBRARY, TODAY)
    asked = {target: title for target, title, _ in wanted(gap(state, at, "iso42001"))}
    assert "iso42001:4.1" not in asked
    for position in at.framework("iso42001"):
        if position.remains:
            assert asked[position.requirement] in {words for _, words in position.remains}
        elif not position.is_met and position.requirement != "iso42001:4.1":
            assert asked[position.requirement] == LIBRARY.requirements[position.requirement].name


def test_a_task_closes_no_provision_that_binds_none_of_our_systems():
    """42001 A.7.2 is inside Article 17(1)(f), which binds providers of high-risk systems; nobody deploys one here, either."""
    tasks = [
        Task(id="T-1", title="quality management", targets=("aiact:art-17-1-f",)),
        Task(id="T-2", title="tell people", targets=("aiact:art-50-1", "aiact:art-26")),
    ]
    chat = System(id="SYS-1", title="Chat", roles=("provider",), kinds=("transparency",))

    def found(*systems: System) -> list[tuple[dict[str, tuple[str, ...]], tuple[str, ...]]]:
        state = state_of(*tasks, *systems)
        return [(c.closes, c.binds_none) for c in closing(state, LIBRARY, standing(state, LIBRARY, TODAY), TODAY)]

    assert "aiact:art-50-1" in bound(state_of(chat), LIBRARY)
    (quality, idle), (told, also_idle) = found(chat)
    assert set(quality) == {"iso42001"} and "iso42001:A.7.2" in quality["iso42001"] and idle == ("aiact:art-17-1-f",)
    assert told["aiact"] == ("aiact:art-50-1",) and also_idle == ("aiact:art-26",)
    words = tasks_table(LIBRARY, state_of(*tasks, chat), closing(state_of(*tasks, chat), LIBRARY, standing(state_of(), LIBRARY, TODAY), TODAY))  # fmt: skip
    assert [row[6].count("(binds none of our systems)") for row in words.rows] == [1, 1]
    assert "17(1)(f)" not in words.rows[0][7]
    # A provider of a high-risk system is bound by it; without any facts of systems nothing is known, and all counts.
    recruiter = System(id="SYS-2", title="Ranking", roles=("provider",), kinds=("annex-iii",))
    for systems in ((chat, recruiter), ()):
        (quality, idle), _ = found(*systems)
        assert "aiact:art-17-1-f" in quality["aiact"] and idle == ()


def test_two_certificates_leave_one_task_beside_both():
    certificates = [Certificate(id=f"CERT-{n}", framework=f) for n, f in enumerate(("iso27001", "iso9001"), 1)]
    state = state_of(*certificates, *answered(["iso27001:A.8.32"]))
    found = {g.requirement.id: g for g in gap(state, standing(state, LIBRARY, TODAY), "iso42001")}
    (one,) = (c for c in LIBRARY.combined if c.requirement_id == "iso42001:A.6.2.5")
    first, *others = found[one.requirement_id].remains
    # The answer of one's own says what it leaves; the certificates say it together, not one by one.
    assert first == (one.held, one.remains) and [sources for sources, _ in others] == [("iso27001:A.8.32",)]
    beside = [r for r in LIBRARY.remainders_of["iso42001:4.1"] if r.held in one.held]
    ((sources, words),) = found["iso42001:4.1"].remains
    assert words == min((r.remains for r in beside), key=len) and len(sources) == 1
    assert wanted([found["iso42001:4.1"]])[0][:2] == ("iso42001:4.1", words)


def test_one_action_closes_what_would_then_be_met():
    state = state_of(*answered(["iso27001:7.5.3"]))
    at = standing(state, LIBRARY, TODAY)
    order = [f.id for f in LIBRARY.mapped]
    for action in actions(state, at, order, 6):
        after = standing(state_of(*answered(["iso27001:7.5.3", action.target])), LIBRARY, TODAY)
        gained = {p.requirement for f in order for p in after.framework(f) if p.is_met} - {
            p.requirement for f in order for p in at.framework(f) if p.is_met
        }
        # Its own parts are met as well, but no gain; a parent that its parts exhaust may follow on top.
        assert set(action.closes) <= gained
        assert not set(action.closes) & set(LIBRARY.below(action.target))
    lengths = [len(a.closes) for a in actions(state, at, order, 30)]
    assert lengths == sorted(lengths, reverse=True) and lengths[0] > 1


def test_what_takes_no_effort_at_all_comes_before_what_takes_a_day():
    order = [f.id for f in LIBRARY.mapped]
    most = actions(state_of(), standing(state_of(), LIBRARY, TODAY), order, 3)
    efforts = dict(zip([a.target for a in most], (1.0, 0.0, 0.5), strict=True))
    tasks = [Task(id=f"T-{n}", title=t, targets=(t,), effort=days) for n, (t, days) in enumerate(efforts.items(), 1)]
    state = state_of(*tasks)
    found = actions(state, standing(state, LIBRARY, TODAY), order, 30, by_effort=True)
    first, second, third = efforts
    assert [a.target for a in found[:3]] == [second, third, first]
    assert all(a.effort is None for a in found[3:])


def _edited(state: State, target: str, accepted_from: str = "") -> Answer:
    answer = Answer(id="A-5", target=target, status="implemented", accepted_from=accepted_from)
    return Answer(**{**answer.__dict__, "basis": basis_of(state, LIBRARY, answer)})


def test_an_answer_is_stale_once_what_it_rests_on_says_something_else():
    state = state_of(*answered(["iso27001:7.5.3"]))
    fine = _edited(state, "iso42001:7.5.3", "A-1")
    assert [b.partition("=")[0] for b in fine.basis] == [
        "requirement:iso42001:7.5.3",
        "row:iso27001:7.5.3--iso42001:7.5.3",
    ]
    assert changed(state, LIBRARY, fine) == []
    other = Answer(**{**fine.__dict__, "basis": (fine.basis[0], fine.basis[1][:-1] + "x")})
    assert [(c.kind, c.name, c.is_gone) for c in changed(state, LIBRARY, other)] == [
        ("row", "iso27001:7.5.3--iso42001:7.5.3", False)
    ]
    gone = Answer(**{**fine.__dict__, "target": "iso42001:99"})
    assert {c.is_gone for c in changed(state, LIBRARY, gone)} == {True}


def test_what_security_meets_in_full_is_still_to_be_extended_to_ai():
    at = standing(state_of(Certificate(id="CERT-1", framework="iso27001")), LIBRARY, TODAY)
    words = to_extend(LIBRARY, at.of("iso42001:10.2"))
    assert words.startswith("extend to AI: ") and LIBRARY.evidence_at["iso42001:10.2"].note in words
    # Whoever answered it themselves has said that it is done; what the same subject meets is done.
    own = standing(
        state_of(Certificate(id="CERT-1", framework="iso27001"), *answered(["iso42001:10.2"])), LIBRARY, TODAY
    )
    assert to_extend(LIBRARY, own.of("iso42001:10.2")) == ""
    assert (
        to_extend(
            LIBRARY,
            standing(state_of(Certificate(id="CERT-1", framework="iso42001")), LIBRARY, TODAY).of("iso42001:10.2"),
        )
        == ""
    )


def test_a_chosen_framework_that_is_gone_is_told() -> None:
    state = state_of(
        Choice(id="F-1", framework="iso42001", is_target=True),
        Choice(id="F-2", framework="house", is_target=True),
        Choice(id="F-3", framework="gone", is_target=False, reason="not ours"),
    )
    assert targets_of(state, LIBRARY) == ["iso42001"]
    assert choice_notes(state, LIBRARY) == [
        "F-2: house was chosen and is not in the content: its catalogue is gone, or has faults."
    ]


def test_a_task_made_from_a_gap_has_owner_and_day_of_the_answer_there(changing: Change, library: Library) -> None:
    """A.2.2 is planned, A.8.3 undecided; A.6.2.8 is done and A.10.4 left out. Whoever says whose they are, and until when, is heard."""
    chosen = [f"iso42001:{number}" for number in ("A.2.2", "A.8.3", "A.6.2.8", "A.10.4")]
    planned = next(a for a in changing.state.all(Answer) if a.target == chosen[0])
    changing.set(planned.id, due="2027-09-01")

    def made(owner: str = "", due: dt.date | None = None) -> list[Task]:
        gaps = gap(changing.state, standing(changing.state, library, ON), "iso42001", chosen)
        return [changing.state.get(Task, i) for i in make_tasks(changing, gaps, owner, due)]

    first = made()
    assert [(t.targets, t.owner, t.due, t.source) for t in first] == [
        ((chosen[0],), "Ada Moor", dt.date(2027, 9, 1), "gap"),
        ((chosen[1],), "", None, "gap"),
    ]
    assert made() == []
    changing.set(first[0].id, state="done")
    changing.set(first[1].id, state="dropped")
    assert [(t.targets[0], t.owner, t.due) for t in made("Cy Hale", ON)] == [
        (name, "Cy Hale", ON) for name in chosen[:2]
    ]
