"""The folder of a workspace in which something is amiss, a file, the settings, the disk: it is said with its mend, and nothing is half kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import trials
from stores import add, refusal

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace import change, database
from aims_graph.workspace.records.scope import Organisation
from aims_graph.workspace.records.work import Task
from aims_graph.workspace.setup import backup, init_workspace, restore, upgrade_workspace
from aims_graph.workspace.store import Workspace, open_workspace


@pytest.fixture
def kept(folder: Path, library: Library, empty_workspace: Path) -> Workspace:
    """A workspace in SQLite with a task in it, closed."""
    made = open_workspace(shutil.copytree(empty_workspace, folder))
    add(made, library, Task, title="Write it down")
    made.engine.dispose()
    return made


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2 + 100]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": _cut,
    "cut at a page": lambda data: data[: 4096 * 3],
    "emptied": lambda data: b"",
    "of zeros": lambda data: bytes(len(data)),
    "another file": lambda data: b"PK\x03\x04" + data[4:],
    "its middle overwritten": lambda data: data[:8192] + b"\xff" * 40_000 + data[48_192:],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_database_is_named_and_left_as_it_is(kept: Workspace, damage: str) -> None:
    path = kept.folder / "workspace.db"
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    before = path.read_bytes()
    said = refusal(kept.folder)
    assert "is damaged" in said and "workspace restore BACKUP.zip" in said
    with pytest.raises(AimsError, match="is damaged"):
        upgrade_workspace(kept.folder)
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_no_workspace(kept: Workspace) -> None:
    path = kept.folder / "workspace.db"
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title)")
    assert "holds no workspace" in refusal(kept.folder)


def test_a_missing_database_or_settings_are_named(kept: Workspace, tmp_path: Path) -> None:
    (kept.folder / "workspace.db").rename(tmp_path / "away.db")
    assert "is missing" in refusal(kept.folder)
    (tmp_path / "away.db").rename(kept.folder / "workspace.db")
    (kept.folder / "workspace.toml").unlink()
    assert "write one line into" in refusal(kept.folder)
    (kept.folder / "workspace.toml").write_text('database = "workspace.db"\n', encoding="utf-8")
    assert open_workspace(kept.folder).state().all(Task)
    assert "aims-graph workspace init" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("database = workspace.db", "cannot be read"),
        ("databse = 'workspace.db'", "not known: databse"),
        ("database = 7", "names no database"),
        ("database = 'env:AIMS_GRAPH_NO_SUCH'", "AIMS_GRAPH_NO_SUCH, which is not set"),
        ("database = 'mysql://u:secret@h/d'", "cannot live in mysql"),
        ("database = 'postgresql+psycopg://u:secret@127.0.0.1:1/d'", "does not answer"),
        ("database = 'postgresql+psycopg://u:secret@h:port/d'", "cannot be read"),
        ("database = 'postgresql+nosuch://u:secret@h/d'", "cannot be opened"),
    ],
)
def test_settings_that_cannot_be_used_are_named(kept: Workspace, settings: str, said: str) -> None:
    (kept.folder / "workspace.toml").write_text(settings, encoding="utf-8")
    found = refusal(kept.folder)
    assert said in found and "secret" not in found


def test_whoever_visits_a_page_is_told_no_address_of_the_database(kept: Workspace) -> None:
    settings = "database = 'postgresql+psycopg://u:secret@127.0.0.1:1/d'"
    (kept.folder / "workspace.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(AimsError) as gone:
        open_workspace(kept.folder)
    assert "postgresql+psycopg://u:***@127.0.0.1:1/d" in str(gone.value) and "secret" not in str(gone.value)
    assert gone.value.shown == "The workspace's database does not answer."
    assert "127" not in gone.value.advice


def test_a_folder_that_may_not_be_written_is_named(kept: Workspace, library: Library) -> None:
    """Root may write everything: as root this is tried as another user, within this process."""
    as_root = os.geteuid() == 0
    for path in (kept.folder, *kept.folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    opened_up = [p for p in kept.folder.parents if p.stat().st_uid == os.getuid() and not p.stat().st_mode & 1]
    for path in opened_up:
        path.chmod(path.stat().st_mode | 0o11)
    try:
        if as_root:
            os.seteuid(65_534)
        said = refusal(kept.folder)
    finally:
        if as_root:
            os.seteuid(0)
        for path in opened_up:
            path.chmod(path.stat().st_mode & ~0o11)
        for path in (kept.folder, *kept.folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert "may not be written by you" in said
    assert open_workspace(kept.folder).state().all(Task)


def test_a_full_disk_is_named_and_nothing_is_half_kept(kept: Workspace, library: Library) -> None:
    """A child that may write no file beyond a size meets the error of a full disk in the middle of its change."""
    said = trials.writes(kept.folder, library, changes=60, size=400_000)
    assert "took no more, or failed" in said.refused and not said.broken
    workspace = open_workspace(kept.folder)
    assert trials.whole(workspace, said.acknowledged) == []
    # When there is room again all goes on.
    add(workspace, library, Task, title="goes on")


def test_a_kill_in_the_middle_loses_nothing_acknowledged(kept: Workspace, library: Library) -> None:
    """Twenty rounds in benchmarks/workspace_trials.py; two here."""
    acknowledged: list[str] = []
    for _ in range(2):
        acknowledged += trials.killed(kept.folder, after=0.4)
        assert acknowledged and trials.whole(open_workspace(kept.folder), acknowledged) == []


def test_a_workspace_is_made_whole_or_not_at_all(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change.Change, "finish", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        init_workspace(folder, "Anyone Ltd", "Ada", library)
    assert list(folder.parent.iterdir()) == []
    monkeypatch.undo()
    assert init_workspace(folder, "Anyone Ltd", "Ada", library).state().all(Organisation)[0].name == "Anyone Ltd"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "no backup"), (b"PK\x05\x06" + bytes(18), "no backup"), (None, "is not there")],
)
def test_a_file_that_is_no_backup_is_named(tmp_path: Path, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(AimsError, match=said):
        restore(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("manifest", ["[]", '{"sha256": 7}', '{"sha256": ' + "[" * 5_000, "7" * 5_000])
def test_a_backup_whose_list_of_files_is_none_is_named(tmp_path: Path, manifest: str) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr("backup.json", manifest)
    with pytest.raises(AimsError, match="no backup"):
        restore(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_damaged_backup_is_named_and_brings_nothing(kept: Workspace, tmp_path: Path) -> None:
    (kept.evidence_folder / "a.bin").write_bytes(os.urandom(50_000))
    backup(open_workspace(kept.folder), tmp_path / "b.zip")
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[-30_000] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(AimsError, match=r"no backup|was damaged"):
        restore(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_into_a_full_disk_leaves_the_old_one(
    kept: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    workspace = open_workspace(kept.folder)
    (tmp_path / "b.zip").write_bytes(b"the old one")
    real = sqlite3.connect

    class Full(sqlite3.Connection):
        backup = full

    monkeypatch.setattr(database.sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Full))
    with pytest.raises(AimsError, match="disk is full"):
        backup(workspace, tmp_path / "b.zip", force=True)
    assert (tmp_path / "b.zip").read_bytes() == b"the old one"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, library: Library) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(AimsError, match="file/w cannot be made: ") as caught:
        init_workspace(tmp_path / "file/w", "Anyone Ltd", "Ada", library)
    assert "in-the-making" not in str(caught.value)
