"""What is asked of a day that has passed is answered from what stood on that day, whichever command asks; where history begins later, that is said."""

import datetime as dt
import json
from pathlib import Path

import pytest
from assured import AI, assured
from commands import page_text, run

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.past import as_of
from aims_graph.workspace.records import (
    Answer,
    Audit,
    Certificate,
    Evidence,
    Finding,
    Milestone,
    Person,
    Risk,
    Statement,
    System,
)
from aims_graph.workspace.store import Workspace, open_workspace

#: A day on which everything stood as it was first written, and one by which much had changed.
BEFORE, AFTER = dt.date(2027, 3, 5), dt.date(2027, 3, 20)
LINES = json.dumps([{"control": "iso42001:A.2.2", "applicable": "yes", "justification": "asked for"}])
#: Every command that takes a day and answers from the records, with what of it changes between the two.
ASKED = [
    ("risks",),
    ("risks", "--grid"),
    ("risks", "--impacts"),
    ("soa", "show", "42001"),
    ("soa", "show", "42001", "--versions"),
    ("audit", "plan", "AUD-2"),
    ("audit", "findings"),
    ("audit", "readiness", "42001"),
    ("audit", "review", "42001"),
    ("certify", "stage1", "42001"),
    ("certify", "stage1", "42001", "--index"),
    ("certify", "stage2", "42001"),
    ("certify", "body", "42001"),
    ("certify", "days", "42001"),
    ("evidence", "list"),
    ("evidence", "list", "42001 A.7.4"),
    ("document", "gap", "42001"),
    ("document", "soa", "42001"),
    ("document", "risks"),
    ("document", "impact"),
    ("document", "audit", "AUD-2"),
    ("document", "stage1", "42001"),
    ("soa", "proof", "42001"),
]


def _at(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.combine(day, dt.time(12), dt.UTC))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, library: Library) -> tuple[Workspace, dict[tuple[str, ...], str]]:
    """A workspace in which everything changed on a later day, and what each command said of the earlier one when that was today."""
    folder = tmp_path_factory.mktemp("past") / "ws"
    place = assured(folder, library)
    person = place.state().all(Person)[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIMS_GRAPH_WORKSPACE", str(folder))
        patch.setenv("AIMS_GRAPH_PERSON", person.name)
        _at(patch, BEFORE)
        told = {asked: run(*asked).stdout for asked in ASKED}
    assert all(told.values())
    with place.change(person, library, at=dt.datetime(2027, 3, 10, tzinfo=dt.UTC)) as change:
        change.add(Answer, target="42001 4.1", status="implemented")
        change.add(Answer, target="42001 A.8.3", status="planned", reason="asked for by the works council", owner="Cy")
        change.add(Answer, target="42001 A.5.4", status="planned", reason="calls for it")
        change.set("R-1", residual_consequence=2, accepted_by="Ada Moor", accepted_on=dt.date(2027, 3, 9))
        change.add(Risk, title="Later", likelihood=1, consequence=1)
        change.add(Evidence, title="Data sheet", kind="record", shows="42001 A.7.4; 42001 4.1")
        change.set("E-1", title="AI policy 3.0")
        change.set("SYS-1", status="retired")
        change.add(System, title="Help in writing", owner="Cy Hale", roles="deployer", kinds="transparency")
        change.set("AUD-2", lead="Zoe Ash", areas="iso42001:A.5; iso42001:A.7", title="Audit of data and policy")
        change.add(Audit, title="Of planning", planned_on=dt.date(2027, 9, 1), frameworks=AI, areas="iso42001:6", lead="Ben Low")  # fmt: skip
        change.set("N-1", cause="nobody was asked")
        change.set("B-1", works_by="")
        change.set(
            "IA-1", state="approved", approved_by="Ada Moor", foreseeable_misuse="as the only reason of a refusal"
        )
        change.add(Milestone, framework=AI, kind="surveillance", planned_on=dt.date(2028, 6, 1))
        change.add(Statement, framework=AI, version="0.9", approved_by="Ada Moor", approved_on=dt.date(2027, 3, 9), lines=LINES)  # fmt: skip
    return place, told


@pytest.fixture
def later(changed: tuple[Workspace, dict[tuple[str, ...], str]], monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(changed[0].folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Ada Moor")
    _at(monkeypatch, AFTER)
    return changed[0]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_day_that_has_passed_is_answered_as_it_was_on_it(
    asked: tuple[str, ...], later: Workspace, changed: tuple[Workspace, dict[tuple[str, ...], str]]
) -> None:
    then = run(*asked, "--on", BEFORE.isoformat())
    assert then.returncode == 0, then.stderr
    assert then.stdout == changed[1][asked]
    # It is worth nothing if today's answer were the same but for its date.
    assert run(*asked).stdout.replace(AFTER.isoformat(), BEFORE.isoformat()) != then.stdout


def test_a_document_of_a_past_day_bears_what_stood_then(later: Workspace) -> None:
    then, now = (page_text("document", "risks", *on) for on in (("--on", "2027-03-09"), ()))
    assert "Ada Moor, 2027-03-09" in now and "Later" in now
    assert "Ada Moor, 2027-03-09" not in then and "R-4" not in then and "accepted by nobody" in then
    assert "4.1 Understanding" not in then
    # The day of a change itself has all of it.
    assert "Ada Moor, 2027-03-09" in page_text("document", "risks", "--on", "2027-03-10")


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_before_the_history_begins_nobody_knows(asked: tuple[str, ...], later: Workspace) -> None:
    done = run(*asked, "--on", "2027-02-28")
    assert (done.returncode, done.stdout) == (2, "")
    assert "on 2027-02-28 is not known: the history of this workspace begins on 2027-03-01" in " ".join(done.stderr.split())  # fmt: skip


def test_a_review_from_before_the_history_is_kept_without_inputs(later: Workspace) -> None:
    done = run("audit", "review", "42001", "--hold", "--chair", "Ada Moor", "--on", "2027-02-28")
    assert done.returncode == 2 and "workspace set review held_on=2027-02-28" in " ".join(done.stderr.split())


def test_what_binds_by_a_past_day_is_asked_of_the_systems_of_that_day(later: Workspace) -> None:
    """One is retired since, one made since, and what one of them is used for is said otherwise since."""
    asked = ("workspace", "duties", "-f", "json", "--on")
    then, at_last, now = (json.loads(run(*asked, on).stdout) for on in (BEFORE.isoformat(), "2027-03-10", "2028-01-01"))
    assert {r["system"] for r in then["rows"]} == {"SYS-1", "SYS-2"}
    assert then["notes"][0] == "The systems and their facts are those kept on 2027-03-05."
    assert {r["system"] for r in at_last["rows"]} == {"SYS-2", "SYS-3"}
    assert at_last["notes"][:2] == ["The systems and their facts are those kept on 2027-03-10.", "SYS-1 Shortlist: it is retired."]  # fmt: skip
    assert now["notes"][0] == "SYS-1 Shortlist: it is retired." and {r["system"] for r in now["rows"]} == {"SYS-2", "SYS-3"}  # fmt: skip
    done = run("workspace", "duties", "SYS-3", "--on", BEFORE.isoformat())
    assert (done.returncode, done.stdout) == (2, "")
    assert "SYS-3 was entered on 2027-03-10; on 2027-03-05 it was not there yet." in done.stderr
    assert "Name a day from 2027-03-10 on with --on" in " ".join(done.stderr.split())
    done = run("workspace", "duties", "SYS-9", "--on", BEFORE.isoformat())
    assert done.returncode == 2 and "There is no AI system 'SYS-9'" in done.stderr
    done = run("workspace", "duties", "--on", "2027-02-28")
    assert (done.returncode, done.stdout) == (2, "") and "is not known: the history of this" in done.stderr


def test_what_was_entered_since_is_said_to_be_so(later: Workspace) -> None:
    then, now = as_of(later, BEFORE), later.state()
    since = [r for noun, records in now.records.items() for i, r in records.items() if i not in then.records[noun]]
    assert len(since) > 3
    for record in since:
        with pytest.raises(AimsError, match=f"^{record.id} was entered on 2027-03-[01][0-9]; on 2027-03-05 it was not"):
            then.get(type(record), record.id)


def test_a_day_to_come_is_asked_of_what_stands_now(later: Workspace) -> None:
    assert "Ada Moor, 2027-03-09" in run("risks", "--on", "2027-08-01", "-f", "csv").stdout
    assert as_of(later, dt.date(2027, 8, 1)) is later.state()


def test_what_is_kept_of_a_past_day_is_what_stood_on_it(
    later: Workspace, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement that was approved on a day, and a review that was held on it, have what there was on that day."""
    copy = tmp_path / "ws.zip"
    assert run("workspace", "backup", str(later.folder), str(copy)).returncode == 0
    assert run("workspace", "restore", str(copy), str(tmp_path / "ws")).returncode == 0
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(tmp_path / "ws"))
    place = open_workspace(tmp_path / "ws")
    # On the earlier day A.8.3 was not decided yet.
    done = run("soa", "approve", "1.0", "42001", "--on", BEFORE.isoformat())
    assert done.returncode == 2 and "not decided with a reason: A.8.3" in " ".join(done.stderr.split())
    done = run("soa", "approve", "1.0", "42001", "--on", "2027-03-10")
    assert done.returncode == 0, done.stderr
    with place.change(place.state().all(Person)[0], library) as change:
        change.set(next(a.id for a in change.state.all(Answer) if a.target == "iso42001:A.8.3"), reason="otherwise")
    assert run("soa", "approve", "1.1", "42001", "--on", "2027-03-11").returncode == 0
    assert run("soa", "approve", "1.2", "42001").returncode == 0
    said = {
        s.version: next(line["justification"] for line in json.loads(s.lines) if line["control"] == "iso42001:A.8.3")
        for s in place.state().all(Statement)
        if s.version > "1"
    }
    assert said == {"1.0": "asked for by the works council", "1.1": "asked for by the works council", "1.2": "otherwise"}  # fmt: skip
    # Of two reviews the one of the earlier day knew nothing of the cause found since.
    for on in (("--on", BEFORE.isoformat()), ()):
        assert run("audit", "review", "42001", "--hold", "--chair", "Ada Moor", *on).returncode == 0
    then, now = (place.history(r)[0].after or "" for r in ("MR-2", "MR-3"))
    assert "find the cause" in then and "find the cause" not in now and "name an action" in now


def test_a_past_day_needs_no_change_of_today(later: Workspace, library: Library) -> None:
    """What was withdrawn since stood then; what was not there then is not there."""
    state = as_of(later, BEFORE)
    assert [a.id for a in state.all(Audit)] == ["AUD-1", "AUD-2"] and state.get(Audit, "AUD-2").lead == "Ben Low"
    assert state.get(Finding, "N-1").cause == "" and state.all(Certificate)[0].number == "IS 1"
    with pytest.raises(AimsError, match="begins on 2027-03-01"):
        as_of(later, dt.date(2027, 2, 28))
