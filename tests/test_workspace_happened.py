"""A day to come is refused where something can only have happened, whichever door it comes by; what is planned, and what stands already, is not."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from assured import AI, ON, WRITTEN, assured
from commands import run

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.carry import standing
from aims_graph.workspace.certification import AHEAD, NOT_APPROVED, stage_1, stage_2
from aims_graph.workspace.change import Change
from aims_graph.workspace.demo import demo_workspace
from aims_graph.workspace.interchange import as_document, read_document
from aims_graph.workspace.labels import label
from aims_graph.workspace.records import NOUNS, Evidence, Finding, Person
from aims_graph.workspace.risks import NOT_ACCEPTED, NOT_AGREED, risks
from aims_graph.workspace.setup import backup, restore
from aims_graph.workspace.store import Workspace, open_workspace

TOMORROW = (ON + dt.timedelta(days=1)).isoformat()
#: Each day on which something happened, with an entry that has it and nothing else that could be in the way.
HAPPENED = {
    ("audit", "done_on"): {"title": "x", "lead": "Zoe", "state": "done"},
    ("finding", "found_on"): {"title": "x"},
    ("finding", "done_on"): {"title": "x"},
    ("finding", "checked_on"): {"title": "x", "checked_by": "Zoe"},
    ("review", "held_on"): {"chair": "Zoe"},
    ("body", "checked_on"): {"name": "x", "checked_by": "Zoe"},
    ("milestone", "held_on"): {"framework": AI},
    ("risk", "accepted_on"): {"title": "x", "accepted_by": "Zoe"},
    ("assessment", "made_on"): {"title": "x", "system": "SYS-1"},
    ("assessment", "approved_on"): {"title": "x", "system": "SYS-1"},
    ("assessment", "notified_on"): {"title": "x", "system": "SYS-1"},
    ("statement", "approved_on"): {
        "framework": AI,
        "version": "9",
        "approved_by": "Zoe",
        "lines": '[{"control": "iso42001:A.2.2", "applicable": "yes", "justification": "asked for"}]',
    },
    ("certificate", "issued"): {"framework": AI},
    ("issue", "considered_on"): {"title": "x"},
    ("party", "considered_on"): {"title": "x"},
    ("objective", "evaluated_on"): {"title": "x"},
}
#: Days that may lie ahead: they are planned, or the end of something.
AHEAD_OF_US = {
    ("answer", "due"), ("task", "due"), ("finding", "due"), ("risk", "due"), ("objective", "due"), ("audit", "planned_on"), ("milestone", "planned_on"),
    ("assessment", "review_by"), ("certificate", "expires"), ("evidence", "valid_from"), ("evidence", "valid_until"),
    ("system", "placed"), ("system", "changed"),
}  # fmt: skip


@pytest.fixture
def today(made: Workspace, library: Library) -> Iterator[Change]:
    """A change made on the day of the tests, and never kept."""
    from assured import never_kept

    with never_kept(made, library, at=WRITTEN) as change:
        yield change


def test_of_every_day_it_is_said_whether_it_may_lie_ahead() -> None:
    every = {(noun, f.name) for noun, cls in NOUNS.items() for f in fields(cls) if "Day" in str(f.type)}
    assert every == HAPPENED.keys() | AHEAD_OF_US
    assert {(n, f.name) for n, cls in NOUNS.items() for f in fields(cls) if f.metadata.get("happened")} == HAPPENED.keys()  # fmt: skip


@pytest.mark.parametrize("what", HAPPENED, ids=" ".join)
def test_what_can_only_have_happened_has_no_day_to_come(what: tuple[str, str], today: Change) -> None:
    (noun, field), cls = what, NOUNS[what[0]]
    with pytest.raises(AimsError) as caught:
        today.add(cls, **HAPPENED[what], **{field: TOMORROW})
    assert field in caught.value.what and f"{TOMORROW} is yet to come" in caught.value.what
    assert "Enter it once it has happened" in caught.value.mend and "Enter it once" in caught.value.advice
    # A page says what the field is called there.
    assert (
        f"“{label(noun, field)}” of a" in caught.value.shown and field not in caught.value.shown + caught.value.advice
    )
    # What is planned has a place of its own, and the message names it where there is one.
    if noun in ("audit", "milestone"):
        assert "planned_on" in caught.value.mend and "“Planned for”" in caught.value.advice
    if noun == "finding":
        assert ("due" in caught.value.mend) == (field == "done_on")
    # Today it can have happened, and no later change of the same entry may say otherwise.
    done = today.add(cls, **HAPPENED[what], **{field: ON.isoformat()})
    if noun != "statement":
        with pytest.raises(AimsError, match="yet to come"):
            today.set(done, **{field: TOMORROW})


@pytest.mark.parametrize("what", sorted(AHEAD_OF_US), ids=" ".join)
def test_what_is_planned_or_ends_may_lie_ahead(what: tuple[str, str], today: Change) -> None:
    (noun, field), cls = what, NOUNS[what[0]]
    given = {
        "answer": {"target": "42001 4.1"},
        "assessment": {"title": "x", "system": "SYS-1"},
        "milestone": {"framework": AI},
        "certificate": {"framework": AI},
        "evidence": {"title": "x", "kind": "policy"},
    }.get(noun, {"title": "x"})
    done = today.add(cls, **given, **{field: "2028-01-02"})
    assert getattr(today.state.records[noun][done], field) == dt.date(2028, 1, 2)


def test_evidence_of_what_is_done_begins_on_no_day_to_come(today: Change) -> None:
    """A policy may come into force later; a log of next month is none."""
    assert today.add(Evidence, title="Policy of next year", kind="policy", valid_from=TOMORROW)
    for kind in ("log", "minutes", "interview"):
        with pytest.raises(AimsError, match=f"{kind} shows what was done, and {TOMORROW}.*is yet to come"):
            today.add(Evidence, title="Of next month", kind=kind, valid_from=TOMORROW)
    kept = today.add(Evidence, title="Of today", kind="log", valid_from=ON, valid_until=TOMORROW)
    with pytest.raises(AimsError, match="yet to come"):
        today.set(kept, valid_from=TOMORROW)
    plan = today.add(Evidence, title="Plan", kind="plan", valid_from=TOMORROW)
    with pytest.raises(AimsError, match="yet to come"):
        today.set(plan, kind="record")


@pytest.fixture
def old(tmp_path: Path, library: Library) -> Workspace:
    """A workspace as it may stand from before: with days to come of what can only have happened."""
    place = assured(tmp_path / "old", library)
    with place.change(place.state().all(Person)[0], library, at=dt.datetime(2027, 6, 1, tzinfo=dt.UTC)) as change:
        change.set("AUD-1", done_on="2027-05-01")
        change.set("E-3", valid_from="2027-05-01")
    return place


def test_what_stands_from_before_opens_changes_and_moves(
    old: Workspace, library: Library, tmp_path: Path, on_the_day: None
) -> None:
    place = open_workspace(old.folder)
    state = place.state()
    told = [m.about for m in stage_2(state, library, standing(state, library, ON), AI, ON) if m.what == AHEAD]
    assert told == [("AUD-1",)]
    # Whoever changes something else of the entry is not stopped by its day, and the day itself can be put right.
    with place.change(state.all(Person)[0], library) as change:
        change.set("AUD-1", summary="put anew")
        change.set("E-3", note="put anew")
        with pytest.raises(AimsError, match="yet to come"):
            change.set("AUD-1", done_on="2027-05-02")
    document = tmp_path / "old.json"
    document.write_text(json.dumps(as_document(place)), encoding="utf-8")
    assert read_document(document, tmp_path / "read").state().records == place.state().records
    backup(place, tmp_path / "old.zip")
    assert restore(tmp_path / "old.zip", tmp_path / "again").state().records == place.state().records
    with place.change(state.all(Person)[0], library) as change:
        change.set("AUD-1", done_on=ON)


def test_an_approval_of_a_day_to_come_is_none_before_it(made: Workspace, library: Library) -> None:
    """One that stands from before: of a risk it is not accepted until then, of a statement there is no version; both are told of."""
    from assured import never_kept

    later = ON + dt.timedelta(days=30)
    with never_kept(made, library) as change:
        change.set("R-1", accepted_by="Ada Moor", accepted_on=later)
        change.set("R-2", accepted_by="Ada Moor", accepted_on=later)
        soa = change.add(NOUNS["statement"], **HAPPENED["statement", "approved_on"], approved_on=later)

        def seen(on: dt.date) -> tuple[set[str], tuple[str, ...], set[str]]:
            stands = standing(change.state, library, on)
            found = {m.what: m.about for m in stage_1(change.state, library, stands, AI, on)}
            risks_ = {r.risk.id: r.open for r in risks(change.state, stands, on)}
            lacking = {r for r in ("R-1", "R-2") if {NOT_ACCEPTED, NOT_AGREED} & {*risks_[r]}}
            return lacking, found.get(AHEAD, ()), {NOT_APPROVED} & found.keys()

        assert seen(ON) == ({"R-1", "R-2"}, ("R-1", "R-2", soa), {NOT_APPROVED})
        assert seen(later) == (set(), (), set())


def test_commands_refuse_in_one_message(old: Workspace, monkeypatch: pytest.MonkeyPatch, on_the_day: None) -> None:
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(old.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Ada Moor")
    refused = [
        ("workspace", "set", "AUD-2", "state=done", f"done_on={TOMORROW}"),
        ("workspace", "set", "review", f"held_on={TOMORROW}", "chair=Ada"),
        ("workspace", "set", "R-1", "accepted_by=Ada", f"accepted_on={TOMORROW}"),
        ("audit", "review", "42001", "--hold", "--chair", "Ada", "--on", TOMORROW),
        ("evidence", "add", "kind=log", "title=x", "link=https://example.org", f"valid_from={TOMORROW}"),
    ]
    seen = old.state().seq
    for asked in refused:
        done = run(*asked)
        assert (done.returncode, done.stdout) == (2, "") and "is yet to come" in " ".join(done.stderr.split()), asked
    # A statement of applicability is approved today, or was.
    assert run("workspace", "set", "42001 A.8.3", "status=planned", "reason=x").returncode == 0
    assert run("workspace", "set", "42001 A.5.4", "status=planned", "reason=x").returncode == 0
    done = run("soa", "approve", "1.0", "42001", "--on", TOMORROW)
    assert done.returncode == 2 and "approved_on" in done.stderr and "yet to come" in " ".join(done.stderr.split())
    assert run("soa", "approve", "1.0", "42001").returncode == 0
    assert old.state().seq == seen + 3
    assert run("workspace", "set", "AUD-2", f"planned_on={TOMORROW}").returncode == 0


def test_the_day_counts_on_which_the_change_is_made(made: Workspace, library: Library) -> None:
    """Where it is a day later already than where history counts its days, that day has come, too."""
    from assured import never_kept

    east = dt.datetime(2027, 3, 2, 1, tzinfo=dt.timezone(dt.timedelta(hours=13)))
    with never_kept(made, library, at=east) as change:
        assert change.add(NOUNS["review"], held_on=east.astimezone(dt.UTC).date(), chair="Zoe")
        with pytest.raises(AimsError, match="yet to come"):
            change.add(NOUNS["review"], held_on="2027-03-04", chair="Zoe")


def test_the_example_can_be_made_on_any_day(tmp_path: Path, library: Library) -> None:
    for n, day in enumerate((dt.date(2019, 1, 1), dt.date(2031, 12, 31))):
        state = demo_workspace(tmp_path / str(n), library, day).state()
        told = [getattr(r, field) for (noun, field) in HAPPENED for r in state.records[noun].values()]
        assert len(state.all(Finding)) == 4 and state.get(Finding, "N-1").effective and max(filter(None, told)) < day
