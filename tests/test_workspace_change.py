"""What a change leaves behind: the lines of history, whole, and what an entry rests on from then on."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.basis import changed
from aims_graph.workspace.change import Change, ConflictError, Line
from aims_graph.workspace.records import Answer, Criteria, Person, Risk, Task
from aims_graph.workspace.store import Workspace, open_workspace

AT = dt.datetime(2027, 3, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)


@pytest.fixture
def own(folder: Path, empty_workspace: Path) -> Iterator[Workspace]:
    """A new workspace of one's own."""
    place = open_workspace(shutil.copytree(empty_workspace, folder))
    yield place
    place.engine.dispose()


def owner(place: Workspace) -> Person:
    return place.state().all(Person)[0]


def test_each_field_that_changes_is_a_line_of_history(own: Workspace, library: Library) -> None:
    before = own.state().seq
    with own.change(owner(own), library, "explorer", AT) as change:
        task = change.add(Task, title="„Logs“", targets="42001 A.6.2.8")
        change.set(task, title="„Logs“", due="2027-04-01", owner="")
        change.through = "workbook"
        change.set(task, due=None, targets=("iso42001:4.1", "iso42001:5.2"))
    with own.change(owner(own), library, at=AT) as change:
        change.withdraw(task)
        assert change.state.get(Task, task).withdrawn and change.add(Task, title="x") == "T-2"
    with own.change(owner(own), library) as change:
        change.set(task)
    lines = own.whole_history()[before:]
    head = {"at": "2027-03-01T12:00:00.123+00:00", "person": "P-1", "noun": "task", "record": "T-1"}
    made = '{"id": "T-1", "withdrawn": false, "title": "„Logs“", "targets": ["iso42001:A.6.2.8"], "why": "", "owner": "", "due": null, "effort": null, "state": "open", "source": "", "note": ""}'  # fmt: skip
    assert lines[:5] == [
        Line(seq=before + 1, change=2, through="explorer", field="", before=None, after=made, **head),
        Line(seq=before + 2, change=2, through="explorer", field="due", before=None, after='"2027-04-01"', **head),
        Line(seq=before + 3, change=2, through="workbook", field="targets", before='["iso42001:A.6.2.8"]', after='["iso42001:4.1", "iso42001:5.2"]', **head),
        Line(seq=before + 4, change=2, through="workbook", field="due", before='"2027-04-01"', after=None, **head),
        Line(seq=before + 5, change=3, through="python", field="withdrawn", before="false", after="true", **head),
    ]  # fmt: skip
    assert len(lines) == 6 and (lines[5].record, lines[5].field, lines[5].change) == ("T-2", "", 3)
    assert [line.seq for line in own.history("T-1", limit=2)] == [before + 5, before + 4]
    assert own.history(limit=1) == [lines[5]] and own.history("T-9") == [] and own.history() == own.whole_history()[::-1]  # fmt: skip


def test_whoever_says_a_status_again_has_looked_at_what_the_content_says_now(
    changing: Change, library: Library
) -> None:
    answer = next(a for a in changing.state.all(Answer) if a.target == "iso42001:5.2").id
    other = replace(library.requirements["iso42001:5.2"], summary="Says something else.")
    changing.library = replace(library, requirements={**library.requirements, other.id: other})

    def stale() -> bool:
        return bool(changed(changing.state, changing.library, changing.state.get(Answer, answer)))

    assert stale()
    changing.set(answer, note="a remark", owner="Bo")
    assert stale()
    changing.set(answer, status=changing.state.get(Answer, answer).status)
    assert not stale()
    changing.library = library
    assert stale()
    changing.set(answer, accepted_from="A-1")
    assert not stale()
    changing.set(answer, withdrawn=True)
    with pytest.raises(AimsError) as told:
        changing.set(answer, note="x")
    assert (told.value.what, told.value.mend, told.value.advice) == (
        f"{answer} was withdrawn.",
        "Bring it back first: withdrawn=no.",
        "Bring it back first.",
    )
    changing.set(answer, note="x", withdrawn=False)


def test_what_somebody_else_wrote_meanwhile_is_told_with_what_was_wanted(own: Workspace, library: Library) -> None:
    with own.change(owner(own), library, at=AT) as change:
        task = change.add(Task, title="x", targets="42001 4.1")
        risk = change.add(Risk, title="x", likelihood=2, consequence=2)
    seen = own.state().seq
    with own.change(owner(own), library, at=AT) as change:
        change.set(task, targets="42001 5.2", owner="Bo")
        change.add(Criteria, unacceptable_from=12)

    def told(record: str, **said: object) -> tuple[str, str]:
        with pytest.raises(ConflictError) as conflict, own.change(owner(own), library) as change:
            change.set(record, seen, **said)
        return conflict.value.what, conflict.value.mend

    when = "at 2027-03-01T12:00:00.123+00:00, after you looked."
    assert told(task, targets="42001 6.3") == (
        f'Ada changed targets of T-1 to "ISO/IEC 42001 5.2 AI policy" {when}',
        "Look again; to write ISO/IEC 42001 6.3 Planning of changes all the same, say so once more.",
    )
    assert told(task, note="y", owner="") == (
        f'Ada changed owner of T-1 to "Bo" {when}',
        "Look again; to write nothing all the same, say so once more.",
    )
    # Whoever accepts a risk accepts it by the criteria that they saw; whoever only rates it does not.
    assert told(risk, accepted_by="Cy", accepted_on=dt.date(2027, 3, 1)) == (
        f'Ada changed unacceptable_from of CRIT-1 to "12" {when}',
        "Look again; to write accepted by Cy all the same, say so once more.",
    )
    with own.change(owner(own), library) as change:
        change.set(risk, seen, likelihood=3)
        change.set(task, seen, note="y")
    # What was seen since is nobody's surprise; nor is what stands there already.
    with own.change(owner(own), library) as change:
        change.set(task, own.state().seq, owner="Cy")
        change.set(task, seen, targets="42001 5.2")


def test_a_person_who_is_no_more_makes_no_change(own: Workspace, library: Library) -> None:
    with own.change(owner(own), library) as change:
        bo = change.add(Person, name="Bo", role="editor")
    was = own.state().get(Person, bo)
    with own.change(owner(own), library) as change:
        change.set(bo, role="reader")
    # A right that was taken back a moment ago is gone.
    with pytest.raises(AimsError, match=r"^Bo is reader of this workspace"), own.change(was, library) as change:
        change.add(Task, title="x")
    with own.change(owner(own), library) as change:
        change.withdraw(bo)
    for nobody in (was, Person(id="P-9", name="Eve", role="owner")):
        with pytest.raises(AimsError) as told, own.change(nobody, library):
            pass
        assert told.value.what == f"{nobody.name} is not, or no longer, in this workspace."
        assert told.value.mend == "Ask an owner of the workspace."
    with pytest.raises(AimsError) as told, own.change(owner(own), library) as change:
        change.set("P-1", role="editor")
    assert (told.value.what, told.value.mend) == (
        "Nobody would be owner of this workspace.",
        "Make somebody else owner first.",
    )
