"""The dashboard and what stood on an earlier day, on the example and on records made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from states import state_of

from aims_graph.model import Library
from aims_graph.present.certificates import lapsed_notes
from aims_graph.present.risks import high_in_words
from aims_graph.present.workspace import progress_in_words
from aims_graph.workspace.carry import standing
from aims_graph.workspace.dashboard import Past, burn_up, coming, dashboard
from aims_graph.workspace.demo import demo_workspace
from aims_graph.workspace.gap import Progress
from aims_graph.workspace.lapsed import lapsed
from aims_graph.workspace.past import played
from aims_graph.workspace.records.assurance import Finding, Milestone, Review
from aims_graph.workspace.records.risk import Risk
from aims_graph.workspace.records.scope import Certificate, Choice, System
from aims_graph.workspace.records.work import Answer, Evidence, Task
from aims_graph.workspace.review import inputs_of, looked_at
from aims_graph.workspace.store import Workspace

DAY = dt.date(2026, 11, 29)


@pytest.fixture(scope="module")
def example(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    place = demo_workspace(tmp_path_factory.mktemp("example") / "made", library, DAY)
    yield place
    place.engine.dispose()


def test_history_played_again_gives_the_records(example: Workspace) -> None:
    state, lines = example.state(), list(reversed(example.history()))
    again = played(lines)
    assert {n: dict(r) for n, r in again.records.items()} == {n: dict(r) for n, r in state.records.items()}
    assert again.seq == state.seq


def test_burn_up_ends_where_the_dashboard_stands_and_begins_with_nothing(example: Workspace, library: Library) -> None:
    state, lines = example.state(), list(reversed(example.history()))
    points = burn_up(state, lines, library, DAY)
    seen = dashboard(state, library, standing(state, library, DAY), DAY)
    last = {p.framework: p.progress for p in points if p.day == DAY}
    assert last == {p.framework: p for p in seen.frameworks}
    first = min(p.day for p in points)
    # The example's first answer is of the second week; nothing was met on the first day.
    assert {p.progress.least for p in points if p.day == first} == {0}
    assert [p.day for p in points] == sorted(p.day for p in points)


def test_a_law_that_binds_none_of_our_systems_counts_for_nothing(library: Library) -> None:
    """A retired system is bound by nothing, nor is one that is there for research alone; of one that is not described yet nobody knows."""
    law = Choice(id="F-1", framework="aiact")
    retired = System(id="SYS-1", title="Old", roles=("deployer",), kinds=("annex-iii-4",), status="retired")
    research = System(id="SYS-2", title="Lab", roles=("provider",), kinds=("any",), facts_true=("research-only",))
    unknown = System(id="SYS-3", title="New")

    def total(*systems: System) -> int:
        state = state_of(law, *systems)
        seen = dashboard(state, library, standing(state, library, DAY), DAY)
        return seen.frameworks[0].total

    assert [total(retired), total(research), total(retired, research)] == [0, 0, 0]
    assert total() == total(unknown) == total(retired, unknown) > 400
    assert 0 < total(retired, replace(retired, id="SYS-4", status="in use")) < total(unknown)
    none = Progress("aiact", 0, 0, 0, 0, {})
    assert progress_in_words(none) == "it binds none of our systems"


def test_what_was_worked_out_of_the_past_before_changes_nothing(
    example: Workspace, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, lines = example.state(), list(reversed(example.history()))
    known: Past = {}
    for end, day in ((len(lines) // 2, DAY), (len(lines), DAY), (len(lines), DAY + dt.timedelta(days=40))):
        fresh = burn_up(state, lines[:end], library, day)
        assert burn_up(state, lines[:end], library, day, known=known) == fresh
        assert len(known) == len(fresh)
    monkeypatch.setattr("aims_graph.workspace.dashboard.progress", None)
    assert burn_up(state, lines, library, day, known=known) == fresh


def test_what_is_late_open_high_and_expiring_is_counted_by_hand(library: Library) -> None:
    past, soon, far = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=59), DAY + dt.timedelta(days=61)
    state = state_of(
        Task(id="T-1", title="late", due=past),
        Task(id="T-2", title="late but done", due=past, state="done"),
        Task(id="T-3", title="today", due=DAY),
        Finding(id="N-1", title="a", kind="major nonconformity"),
        Finding(id="N-2", title="b", kind="minor nonconformity", correction="x", cause="y", action="z", done_on=past, effective=True, checked_by="Ada", checked_on=past),
        Finding(id="N-3", title="c", kind="minor nonconformity", due=past),
        Risk(id="R-1", title="open", likelihood=5, consequence=5, option="retain"),
        Risk(id="R-2", title="accepted", likelihood=5, consequence=5, option="retain", accepted_by="Ada", accepted_on=past),
        Risk(id="R-3", title="treated", likelihood=5, consequence=5, residual_likelihood=1, residual_consequence=3, controls=("iso42001:A.5.4",)),
        Evidence(id="E-1", title="gone", kind="policy", valid_until=past),
        Evidence(id="E-2", title="soon", kind="policy", valid_until=soon),
        Evidence(id="E-3", title="far", kind="policy", valid_until=far),
        Evidence(id="E-4", title="ever", kind="policy"),
        Evidence(id="E-5", title="not valid yet", kind="policy", valid_from=DAY + dt.timedelta(days=1), valid_until=soon),
        Milestone(id="M-1", framework="iso42001", kind="stage 2", planned_on=far),
        Milestone(id="M-2", framework="iso42001", kind="stage 1", planned_on=soon),
    )  # fmt: skip
    seen = dashboard(state, library, standing(state, library, DAY), DAY)
    assert [c.task.id for c in seen.late] == ["T-1"] and len(seen.open_tasks) == 2
    assert (seen.majors, seen.minors) == (1, 1)
    assert [r.risk.id for r in seen.high] == ["R-1"]
    assert [e.id for e in seen.expiring] == ["E-1", "E-2"]
    assert [f.finding.id for f in seen.open_findings] == ["N-1", "N-3"]
    assert [f.finding.id for f in seen.late_findings] == ["N-3"]
    assert high_in_words([]).endswith("nobody: none.")
    other = replace(seen.high[0], risk=Risk(id="R-9", title="leak", kind="information security"))
    assert high_in_words([*seen.high, other, other]) == (
        "Above our criterion and accepted by nobody: 1 AI, 2 information security."
    )
    assert seen.next_audit is not None and seen.next_audit.milestone is not None
    assert seen.next_audit.milestone.id == "M-2" and seen.blocking > 0


def test_chapters_add_up_to_their_framework(library: Library) -> None:
    state = state_of(Answer(id="A-1", target="iso42001:4.1", status="implemented"))
    seen = dashboard(state, library, standing(state, library, DAY), DAY)
    for whole in seen.frameworks:
        parts = [c.progress for c in seen.chapters[whole.framework]]
        assert (sum(p.total for p in parts), sum(p.least for p in parts), sum(p.most for p in parts)) == (
            whole.total,
            whole.least,
            whole.most,
        )


def test_the_example_shows_something_in_every_place(example: Workspace, library: Library) -> None:
    state = example.state()
    assert all(state.records[noun] for noun in state.records if noun not in ("statement", "own_content"))
    seen = dashboard(state, library, standing(state, library, DAY), DAY)
    assert seen.late and seen.open_findings and seen.expiring and seen.coming and seen.actions and seen.blocking
    by = {p.framework: p for p in seen.frameworks}
    # Certified for one, half way to the other.
    assert by["iso27001"].least == by["iso27001"].total
    assert 0.3 < by["iso42001"].least / by["iso42001"].total < 0.7


def test_the_review_of_the_example_is_one_to_go_by(example: Workspace, library: Library) -> None:
    """It keeps what it was to consider, each decision is a task of its own with owner and day, and both stages take it for both standards."""
    (held,) = example.state().all(Review)
    given = {i.item: [e.record for e in i.entries] for i in inputs_of(held)}
    asked = {p.item for p in library.particulars if "review.issues" in p.filled_from}
    assert asked <= given.keys() and len(given) == 10
    assert {r for i in inputs_of(held) for r in i.requirements} == {"iso42001:9.3.2", "iso27001:9.3.2"}
    assert (
        given["results of audits"] == ["AUD-1"] and "N-1" in given["trends in nonconformities and corrective actions"]
    )
    assert (
        "ISS-5" in given["changed external and internal issues"]
        and given["status of actions from earlier reviews"] == []
    )
    tasks = [t for t in example.state().all(Task) if t.source == held.id]
    assert [t.title for t in tasks] == list(held.decisions) and len(tasks) == 2
    assert all(t.owner and t.due and t.due > DAY for t in tasks)
    assert looked_at(library, held, "iso42001") and looked_at(library, held, "iso27001") and held.conclusions


def test_a_certificate_that_ended_says_what_nothing_else_meets_now(library: Library) -> None:
    """Held, it met clauses of 42001 and all of its own; once expired just these are missed, as far as nobody answered them."""
    until = DAY - dt.timedelta(days=1)
    held = [Choice(id="F-1", framework="iso42001"), Choice(id="F-2", framework="iso27001"), Certificate(id="CERT-1", framework="iso27001", expires=until)]  # fmt: skip
    state = state_of(*held)
    on_it, after = standing(state, library, until), standing(state, library, DAY)
    assert dashboard(state, library, on_it, until).lapsed == ()
    (one,) = dashboard(state, library, after, DAY).lapsed
    assert one.held.certificate.id == "CERT-1" and list(one.met) == ["iso42001", "iso27001"]
    for framework in ("iso42001", "iso27001"):
        met = [p.requirement for p in on_it.framework(framework) if p.is_met and p.carried]
        # What all parts together meet is no more theirs than its own.
        assert met and set(one.met[framework]) == set(met)
        part = [p.requirement for p in on_it.framework(framework) if not p.is_met and p.carried]
        assert set(one.in_part.get(framework, ())) == set(part)
    (note,) = lapsed_notes(library, [one])
    met, part = len(one.met["iso42001"]), len(one.in_part["iso42001"])
    assert note == (
        f"CERT-1: Nothing else meets now what it met: {met}, and {part} in part, of ISO/IEC 42001; {len(one.met['iso27001'])} of ISO/IEC 27001."
        " Enter the certificate that was issued since, or answer what it met."
    )
    # An answer of one's own is not missed, and what another one meets is not either.
    answered = state_of(*held, Answer(id="A-1", target=one.met["iso42001"][0], status="planned"))
    (less,) = lapsed(answered, library, standing(answered, library, DAY), DAY)
    assert less.met["iso42001"] == one.met["iso42001"][1:]


def test_a_certificate_whose_place_another_took_is_no_concern(library: Library) -> None:
    past, before = DAY - dt.timedelta(days=1), DAY - dt.timedelta(days=400)
    old = Certificate(id="CERT-1", framework="iso27001-2013", expires=before)

    def concerns(*others: Certificate) -> list[str]:
        state = state_of(old, *others)
        return [one.held.certificate.id for one in lapsed(state, library, standing(state, library, DAY), DAY)]

    assert concerns() == ["CERT-1"]
    assert concerns(Certificate(id="CERT-2", framework="iso27001-2013", expires=past)) == ["CERT-2"]
    assert concerns(Certificate(id="CERT-2", framework="iso27001", expires=past)) == ["CERT-2"]
    assert concerns(Certificate(id="CERT-2", framework="iso27001", expires=DAY)) == []
    assert concerns(Certificate(id="CERT-2", framework="iso27001")) == []
    assert concerns(Certificate(id="CERT-2", framework="iso42001")) == ["CERT-1"]
    # One that is not issued yet has taken no place.
    to_come = DAY + dt.timedelta(days=30)
    assert concerns(Certificate(id="CERT-2", framework="iso27001", issued=to_come)) == ["CERT-1"]
    # The transition of an edition ends it, too; the later one is named.
    quality = state_of(Certificate(id="CERT-3", framework="iso9001"))
    end = dt.date(2029, 10, 1)
    (one,) = lapsed(quality, library, standing(quality, library, end), end)
    assert "Enter the certificate that was issued since, of ISO 9001:2026" in lapsed_notes(library, [one])[0]


def test_what_is_next_is_called_by_its_standard_and_counts_lines_only_before_stage_1(library: Library) -> None:
    """A certificate calls for surveillance until it ends, then for its renewal alone; how many lines stand in the way is known of stage 1."""
    chosen = Choice(id="F-1", framework="iso27001")
    issued, until = DAY - dt.timedelta(days=300), DAY + dt.timedelta(days=800)
    state = state_of(chosen, Certificate(id="CERT-1", framework="iso27001", issued=issued, expires=until))
    seen = dashboard(state, library, standing(state, library, DAY), DAY)
    assert seen.next_audit and (seen.next_audit.kind, seen.next_audit.framework) == ("surveillance", "iso27001")
    assert seen.blocking is None
    # What is held is surveyed though another one was chosen to be worked at.
    other = state_of(Choice(id="F-1", framework="iso42001"), *state.all(Certificate))
    assert dashboard(other, library, standing(other, library, DAY), DAY).next_audit == seen.next_audit
    after = until + dt.timedelta(days=1)
    late = dashboard(state, library, standing(state, library, after), after).next_audit
    assert late and (late.kind, late.is_late) == ("recertification", True)
    planned = state_of(chosen, Milestone(id="D-1", framework="iso27001", kind="stage 1", planned_on=until))
    seen = dashboard(planned, library, standing(planned, library, DAY), DAY)
    assert seen.next_audit and seen.next_audit.framework == "iso27001" and seen.blocking


def test_what_hangs_on_an_open_question_is_not_said_to_begin_for_certain(library: Library) -> None:
    """On 2 December 2026 prohibitions begin that speak of what a system generates; on 2 December 2027 duties of every deployer of one of Annex III."""
    facts = {"id": "SYS-1", "title": "Hiring assistant", "roles": ("deployer",), "kinds": ("annex-iii-4-a",)}
    day = dt.date(2026, 11, 29)
    soon, later = coming(state_of(System(**facts)), library, day)
    assert (soon.day, soon.certain, soon.open, soon.systems) == ("2026-12-02", 0, 3, ("SYS-1",))
    assert later.day == "2027-12-02" and later.certain and later.open
    # What binds one system for certain begins for certain, whatever is open of another.
    known = System(**{**facts, "id": "SYS-2", "facts_true": ("controls-input-data", "controls-logs")})
    both = coming(state_of(System(**facts), known), library, day)[1]
    assert (both.certain, both.open) == (later.certain + 2, later.open - 2)
