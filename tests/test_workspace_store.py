"""The store of a workspace: what is written is read back, by whatever database and after whatever version, and two who write at once are both heard."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trials
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from stores import ada, add, refusal

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace import database, store, tables
from aims_graph.workspace.change import ConflictError
from aims_graph.workspace.records.assurance import Finding, Review
from aims_graph.workspace.records.scope import Person, Site, System
from aims_graph.workspace.records.work import Answer, Evidence, Task
from aims_graph.workspace.setup import backup, init_workspace, restore, upgrade_workspace
from aims_graph.workspace.store import Workspace, open_workspace


@pytest.fixture
def workspace(folder: Path, where: str, library: Library, empty_workspace: Path) -> Iterator[Workspace]:
    if "://" in where:
        made = init_workspace(folder, "Anyone Ltd", "Ada", library, where)
    else:
        made = open_workspace(shutil.copytree(empty_workspace, folder))
    yield made
    made.engine.dispose()


# --- over both databases ----------------------------------------------------------------------------------------------


def test_what_is_written_is_read_back_by_another(workspace: Workspace, library: Library) -> None:
    add(workspace, library, Person, name="Åsa Öst", role="auditor")
    system = add(workspace, library, System, title="Ranker", placed="2027-12-02")
    wanted = {
        "title": "Log shipping stops — „sometimes“ 🙂\n\tsecond line",
        "found_on": dt.date(2026, 2, 28),
        "effective": None,
        "at": ("iso42001:A.6.2.8", "iso27001:A.8.15"),
    }
    finding = add(workspace, library, Finding, **wanted)
    task = add(workspace, library, Task, title="t", effort=0.25)
    evidence = add(workspace, library, Evidence, title="e", kind="log", systems=(system,))
    with workspace.change(ada(workspace), library) as change:
        change.set(
            finding,
            action="restart",
            done_on="2026-03-01",
            effective="no",
            checked_by="Åsa Öst",
            checked_on="2026-03-01",
        )
    again = open_workspace(workspace.folder).state()
    found = again.get(Finding, finding)
    assert {name: getattr(found, name) for name in wanted} == wanted | {"effective": False}
    assert found.effective is False and again.get(Task, task).effort == 0.25
    assert again.get(System, system).placed == dt.date(2027, 12, 2) and again.get(System, system).changed is None
    assert again.get(Evidence, evidence).systems == (system,)
    assert again.records == workspace.state().records


def test_after_an_error_nothing_is_kept(workspace: Workspace, library: Library) -> None:
    before, lines = workspace.state(), len(workspace.history())
    with pytest.raises(AimsError, match="no AI system 'SYS-9'"), workspace.change(ada(workspace), library) as change:
        change.add(Site, name="Here")
        change.add(Evidence, title="e", kind="log", systems="SYS-9")
    with pytest.raises(AimsError, match="Nobody would be owner"), workspace.change(ada(workspace), library) as change:
        change.add(Site, name="Here")
        change.set("P-1", role="reader")
    assert workspace.state() is before and len(workspace.history()) == lines
    # The number that was not used is given to the next.
    assert add(workspace, library, Site, name="Here") == "SITE-1"


def test_a_key_that_leads_nowhere_is_refused_by_the_database_itself(workspace: Workspace) -> None:
    for table, values in (
        ("evidence_systems", {"record": "E-1", "place": 0, "value": "SYS-1"}),
        ("finding", {"id": "N-1", "withdrawn": False, "title": "x", "kind": "", "source": "", "audit": "AUD-7"}),
    ):
        with pytest.raises(AimsError, match="Nothing of this change was saved"):  # noqa: SIM117
            with database.writing(workspace.engine) as connection:
                known = tables.METADATA.tables[table]
                empty = {c.name: "" for c in known.columns if not c.nullable}
                connection.execute(known.insert().values(empty | values))


def test_the_second_to_answer_what_nobody_had_answered_is_asked(workspace: Workspace, library: Library) -> None:
    target = next(r.id for r in library.requirements.values() if r.assessable)
    seen = workspace.state().seq
    answer = add(workspace, library, Answer, target=target, status="implemented")
    with pytest.raises(ConflictError, match='Ada changed status of A-1 to "implemented"'):  # noqa: SIM117
        with workspace.change(ada(workspace), library) as change:
            change.set(answer, seen=seen, status="planned")
    # What the first said nothing of is nobody's yet.
    with workspace.change(ada(workspace), library) as change:
        change.set(answer, seen=seen, owner="Bo")
    assert workspace.state().get(Answer, answer).owner == "Bo"


def test_the_second_writer_of_a_field_is_asked(workspace: Workspace, library: Library) -> None:
    task = add(workspace, library, Task, title="t", owner="Ada")
    seen = workspace.state().seq
    other = open_workspace(workspace.folder)
    with other.change(ada(other), library) as change:
        change.set(task, seen=seen, owner="Bo")
    with pytest.raises(ConflictError, match='Ada changed owner of T-1 to "Bo"'):  # noqa: SIM117
        with workspace.change(ada(workspace), library) as change:
            change.set(task, seen=seen, owner="Cy")
    with workspace.change(ada(workspace), library) as change:
        change.set(task, seen=seen, due="2027-01-01")
        change.set(task, owner="Cy")
    assert workspace.state().get(Task, task).owner == "Cy" and other.state().get(Task, task).due == dt.date(2027, 1, 1)
    other.engine.dispose()


def test_what_was_withdrawn_changes_no_more(workspace: Workspace, library: Library) -> None:
    task = add(workspace, library, Task, title="t")
    with workspace.change(ada(workspace), library) as change:
        change.withdraw(task)
    with pytest.raises(AimsError, match="withdrawn=no"), workspace.change(ada(workspace), library) as change:
        change.set(task, owner="Ada")
    with workspace.change(ada(workspace), library) as change:
        change.set(task, withdrawn="no", owner="Ada")
    assert workspace.state().all(Task)[0].owner == "Ada"


def test_only_who_is_in_the_workspace_changes_it(workspace: Workspace, library: Library) -> None:
    stranger = Person(id="P-7", name="Eve", role="owner")
    with pytest.raises(AimsError, match="Eve is not"), workspace.change(stranger, library) as change:
        change.add(Site, name="Here")
    forged = Person(id=add(workspace, library, Person, name="Rae"), name="Rae", role="owner")
    with pytest.raises(AimsError, match="Rae is reader"), workspace.change(forged, library) as change:
        change.add(Site, name="Here")


def test_what_may_not_be_empty_is_not_left_out(workspace: Workspace, library: Library) -> None:
    for noun, said in ((System, "title of an AI system is empty"), (Evidence, "title of an evidence"), (Site, "name")):
        with pytest.raises(AimsError, match=said):
            add(workspace, library, noun)


@pytest.mark.parametrize("text", ["nul \0", "turned \u202e", "half \ud83d", "no character \uffff"])
def test_a_text_that_a_database_cannot_hold_is_refused(workspace: Workspace, library: Library, text: str) -> None:
    with pytest.raises(AimsError, match="cannot be shown"):
        add(workspace, library, Task, title=text)


def test_a_semicolon_in_a_value_is_refused(workspace: Workspace, library: Library) -> None:
    with pytest.raises(AimsError, match="semicolon"):
        add(workspace, library, Review, decisions=("Buy; then train",))
    review = add(workspace, library, Review, decisions=(" Buy ", "Train"))
    assert workspace.state().get(Review, review).decisions == ("Buy", "Train")


def test_tables_and_migrations_agree(workspace: Workspace) -> None:
    with database.reading(workspace.engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.METADATA) == []


def test_a_backup_comes_back_in_either_database(
    workspace: Workspace, library: Library, tmp_path: Path, postgres: object
) -> None:
    first = add(workspace, library, Answer, target="iso42001:4.1", status="implemented")
    second = add(workspace, library, Answer, target="iso27001:4.1", status="planned", accepted_from=first)
    with workspace.change(ada(workspace), library) as change:
        change.set(first, note="It points to a later one, too.", accepted_from=second)
    (workspace.evidence_folder / "a.txt").write_text("seen", encoding="utf-8")
    assert backup(workspace, tmp_path / "copy.zip") == 1
    for where in ("workspace.db", postgres.empty()):  # type: ignore[attr-defined]
        target = tmp_path / f"back in {where[:4]}"
        back = restore(tmp_path / "copy.zip", target, where)
        assert back.state().records == workspace.state().records and back.history() == workspace.history()
        assert (back.evidence_folder / "a.txt").read_text(encoding="utf-8") == "seen"
        assert add(back, library, Task, title="goes on") == "T-1"
        back.engine.dispose()
        with pytest.raises(AimsError, match="not empty"):
            restore(tmp_path / "copy.zip", target, where)
        if where != "workspace.db":
            with pytest.raises(AimsError, match="holds a workspace already"):
                restore(tmp_path / "copy.zip", tmp_path / "third", where)
            assert not (tmp_path / "third").exists()
    with pytest.raises(AimsError, match="there already"):
        backup(workspace, tmp_path / "copy.zip")


def test_where_a_clock_was_set_back_is_said(
    workspace: Workspace, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return dt.datetime(2001, 2, 3, tzinfo=dt.UTC)

    assert workspace.clock_set_back() == []
    monkeypatch.setattr(store.dt, "datetime", Clock)
    add(workspace, library, Task, title="one")
    add(workspace, library, Task, title="two")
    monkeypatch.undo()
    add(workspace, library, Task, title="three")
    assert [json.loads(line.after or "")["title"] for line in workspace.history()[:3]] == ["three", "two", "one"]
    (line,) = workspace.clock_set_back()
    assert (line.record, line.at[:10]) == ("T-1", "2001-02-03")


def test_writers_at_once_are_all_heard(workspace: Workspace, library: Library) -> None:
    """Threads, each with its own workspace; processes in benchmarks/workspace_trials.py."""

    def write(name: str) -> None:
        mine = open_workspace(workspace.folder)
        for number in range(4):
            add(mine, library, Task, title=f"{name} {number}")
        mine.engine.dispose()

    threads = [threading.Thread(target=write, args=(f"writer {n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    titles = [t.title for t in workspace.state().all(Task)]
    assert len(titles) == len(set(titles)) == 12
    lines = workspace.history()
    assert [line.seq for line in lines] == list(range(len(lines), 0, -1))


def test_a_state_is_refreshed_by_what_another_process_wrote(workspace: Workspace, library: Library) -> None:
    before = workspace.state()
    done = subprocess.run(trials.writer_of(workspace.folder, 1), check=True, capture_output=True, text=True)
    after = workspace.state()
    assert [t.title for t in after.all(Task)] == done.stdout.split("\n")[:-1] and not before.all(Task)
    assert after.records["person"] is before.records["person"]
    assert trials.whole(workspace, done.stdout.split("\n")[:-1]) == []


# --- versions ---------------------------------------------------------------------------------------------------------

_SECOND = '''"""A later version: a column more, and a table made anew to which others point."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{newest}"
branch_labels = depends_on = None


def upgrade():
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="grey"))
    with op.batch_alter_table("system", recreate="{recreate}") as table:
        table.alter_column("note", new_column_name="remark")
'''


@contextmanager
def _later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_file: bool) -> Iterator[None]:
    """Be a later version, with one migration more."""
    folder = tmp_path / "migrations"
    shutil.copytree(database._MIGRATIONS, folder)
    second = _SECOND.format(newest=database.known_versions()[0], recreate="always" if is_file else "auto")
    (folder / "versions" / "9999_later.py").write_text(second, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(database, "_MIGRATIONS", folder)
        yield


def test_an_earlier_version_is_brought_up_to_date_and_a_later_one_refused(
    workspace: Workspace, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: object
) -> None:
    system = add(workspace, library, System, title="Ranker", note="kept")
    add(workspace, library, Evidence, title="e", kind="log", systems=system)
    backup(workspace, tmp_path / "old.zip")
    workspace.engine.dispose()
    old = database.known_versions()[0]
    is_file = database.is_file(workspace.engine.url)
    with _later(tmp_path, monkeypatch, is_file):
        assert f"earlier version of aims-graph ({old})" in refusal(workspace.folder)
        copy = upgrade_workspace(workspace.folder)
        assert copy and copy.is_file()
        made = open_workspace(workspace.folder)
        with database.reading(made.engine) as connection:
            assert connection.execute(text("SELECT remark FROM system")).scalars().all() == ["kept"]
            assert connection.execute(text("SELECT value FROM evidence_systems")).scalars().all() == [system]
        with pytest.raises(AimsError, match="Nothing of this change"), database.writing(made.engine) as connection:
            connection.execute(text("INSERT INTO evidence_systems VALUES ('E-9', 0, 'SYS-9')"))
        made.engine.dispose()
        assert upgrade_workspace(workspace.folder) is None
        # An older backup is brought up to date on its way back.
        restore(tmp_path / "old.zip", tmp_path / "back").engine.dispose()
    assert "newer version of aims-graph (9999)" in refusal(workspace.folder)
    with pytest.raises(AimsError, match="newer version"):
        upgrade_workspace(workspace.folder)
    assert restore(copy, tmp_path / "before").state().get(System, system).note == "kept"


def test_a_workspace_is_made_in_the_folder_one_stands_in(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = init_workspace(Path(), "Anyone Ltd", "Ada", library)
    assert place.state().all(Person)
    assert {p.name for p in tmp_path.iterdir()} >= {
        "README.md",
        "content",
        "evidence",
        "workspace.db",
        "workspace.toml",
    }
    place.engine.dispose()
