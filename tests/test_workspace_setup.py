"""A workspace's folder, its backups and its document: what each holds, and what is said of one that is none."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.version import VERSION
from aims_graph.workspace import database
from aims_graph.workspace.folder import Settings, asked_for, make_folder, settings_of, whole_folder
from aims_graph.workspace.interchange import as_document, read_document
from aims_graph.workspace.records import Answer, Evidence, Person, Task
from aims_graph.workspace.setup import backup, restore
from aims_graph.workspace.store import Workspace, check_version, open_workspace

NOW = dt.datetime(2027, 3, 1, 12, 30, 15, tzinfo=dt.UTC)
LINE = 'Write in it one line: database = "workspace.db".'


@pytest.fixture
def own(folder: Path, empty_workspace: Path, library: Library) -> Iterator[Workspace]:
    """A workspace with a file of evidence, content of its own, and what does not belong to it."""
    place = open_workspace(shutil.copytree(empty_workspace, folder))
    with place.change(place.state().all(Person)[0], library) as change:
        change.add(Task, title="x")
        change.add(Answer, target="42001 5.2")
        change.withdraw("T-1")
    (folder / "evidence/ab.pdf").write_bytes(b"shown")
    (folder / "evidence/.half").write_bytes(b"half")
    (folder / "content/mappings/x.tsv").write_text("x", encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    yield place
    place.engine.dispose()


def told(error: AimsError) -> tuple[str, str, str, str]:
    return error.what, error.mend, error.advice, error.shown


# --- the folder ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        (None, "is no workspace: it has no workspace.toml", ""),
        (b"database = ", "cannot be read: ", LINE),
        (b"\xff", "cannot be read: ", LINE),
        (b'database = "a.db"\nb = 1\na = 2\n', "has a setting that is not known: a, b", "There is one: database."),
        (b'database = ""\n', "names no database", 'Write: database = "workspace.db".'),
        (b"database = 7\n", "names no database", 'Write: database = "workspace.db".'),
    ],
)
def test_settings_that_say_no_database_are_named(tmp_path: Path, text: bytes | None, what: str, mend: str) -> None:
    path = tmp_path / "workspace.toml"
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(AimsError) as caught:
        settings_of(tmp_path)
    error = caught.value
    if text is None:
        assert told(error) == (
            f"{tmp_path} {what}.",
            f"Make one: aims-graph workspace init {tmp_path}.",
            "Start a workspace, or open another one.",
            "The folder is no workspace: it has no workspace.toml.",
        )
        (tmp_path / "workspace.db").write_bytes(b"")
        with pytest.raises(AimsError) as caught:
            settings_of(tmp_path)
        there = 'Its database is there: {} one line into {}: database = "workspace.db".'
        assert told(caught.value)[1:3] == (
            there.format("write", path),
            there.format("whoever keeps it writes", "workspace.toml"),
        )
        return
    assert error.what.startswith(f"{path} {what}") and error.mend == mend
    assert error.shown.startswith(f"The workspace's workspace.toml {what}")


def test_settings_are_read_as_they_were_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("workspace.db", 'a "quoted" \\ name.db', "env:WHERE", "postgresql+psycopg://ada@house/work"):
        make_folder(tmp_path, "Larkfield", name)
        assert settings_of(tmp_path) == Settings(name)
    (tmp_path / "workspace.toml").write_text("", encoding="utf-8")
    assert settings_of(tmp_path) == Settings("workspace.db")
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("# The workspace of Larkfield\n")
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_dir()} == {"evidence", "content", "content/ontology", "content/mappings"}  # fmt: skip
    monkeypatch.delenv("AIMS_GRAPH_WORKSPACE", raising=False)
    assert asked_for() is None and asked_for("a") == Path("a")
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", "b")
    assert (asked_for(), asked_for("a")) == (Path("b"), Path("a"))


def test_a_folder_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    for there in (False, True):
        place = tmp_path / f"w-{there}"
        if there:
            place.mkdir()
        with whole_folder(place) as made:
            (made / "a").mkdir()
            (made / "workspace.toml").write_text("x", encoding="utf-8")
            assert (made.name == place.name and not place.exists()) or not any(place.iterdir())
        assert sorted(p.name for p in place.iterdir()) == ["a", "workspace.toml"]
        for what in (place, place / "workspace.toml"):
            with pytest.raises(AimsError) as caught, whole_folder(what):
                pass
            assert caught.value.what == f"{what} is not empty: nothing is written over it."
            assert caught.value.mend == "Name a new folder, or an empty one."
    deep = tmp_path / "deep/er/w"
    with pytest.raises(KeyError), whole_folder(deep) as made:
        (made / "a").mkdir()
        raise KeyError
    assert not deep.exists() and list(deep.parent.iterdir()) == []


# --- backups ------------------------------------------------------------------------------------------------------------


def test_a_backup_holds_what_belongs_to_a_workspace_with_the_sum_of_each(
    own: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    archive = tmp_path / "b.zip"
    assert backup(own, archive) == 1
    with zipfile.ZipFile(archive) as packed:
        names, manifest = packed.namelist(), json.loads(packed.read("backup.json"))
        sums = {n: hashlib.sha256(packed.read(n)).hexdigest() for n in names if n != "backup.json"}
    assert names == ["backup.json", "workspace.db", "README.md", "content/mappings/x.tsv", "evidence/ab.pdf", "workspace.toml"]  # fmt: skip
    assert manifest == {"program": VERSION, "made": "2027-03-01T12:30:15+00:00", "sha256": sums}
    with pytest.raises(AimsError) as caught:
        backup(own, archive)
    assert told(caught.value)[:3] == (
        f"{archive} is there already.",
        "Name another file, or say --force.",
        "Name another file.",
    )
    assert backup(own, archive, force=True) == 1
    back = restore(archive, tmp_path / "back")
    assert back.state().records == own.state().records and back.state().origin == own.state().origin
    assert (back.evidence_folder / "ab.pdf").read_bytes() == b"shown" and not (back.folder / "notes.txt").exists()
    assert [p for p in back.folder.parent.iterdir() if "in-the-making" in p.name or "backing" in p.name] == []
    back.engine.dispose()


@pytest.mark.parametrize(
    ("name", "data", "sums", "what"),
    [
        ("evidence/a", b"x", "0" * 64, "{} was damaged: evidence/a is not what was written."),
        ("../a", b"x", "", "{} names a file outside of itself: ../a."),
        ("/tmp/a", b"x", "", "{} names a file outside of itself: /tmp/a."),
    ],
)
def test_a_backup_that_says_something_else_is_refused(
    tmp_path: Path, name: str, data: bytes, sums: str, what: str
) -> None:
    archive = tmp_path / "b.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("backup.json", json.dumps({"sha256": {name: sums or hashlib.sha256(data).hexdigest()}}))
        packed.writestr(name, data)
    with pytest.raises(AimsError) as caught:
        restore(archive, tmp_path / "back")
    assert (caught.value.what, caught.value.mend) == (what.format(archive), "Take another backup.")
    assert not (tmp_path / "back").exists() and not (tmp_path / "a").exists()


def test_a_file_that_is_no_backup_has_its_mend(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    for path, what in ((tmp_path / "gone.zip", "is not there."), (tmp_path / "x.zip", "is no backup of a workspace: ")):
        with pytest.raises(AimsError) as caught:
            restore(path, tmp_path / "back")
        assert caught.value.what.startswith(f"{path} {what}")
        assert told(caught.value)[1:3] == (
            "Name the file that 'workspace backup' wrote.",
            "Name a backup of a workspace.",
        )


def test_the_version_of_tables_decides_who_reads_them(tmp_path: Path) -> None:
    newest, *before = database.known_versions()
    assert check_version(tmp_path, newest) is False and all(check_version(tmp_path, v) for v in before) and before
    with pytest.raises(AimsError) as caught:
        check_version(tmp_path, "9999")
    assert told(caught.value) == (
        f"The workspace {tmp_path} was written by a newer version of aims-graph (9999).",
        "Install that version: pip install --upgrade aims-graph.",
        "It opens with that version of aims-graph, or a later one.",
        "The workspace was written by a newer version of aims-graph (9999).",
    )
    with pytest.raises(AimsError) as caught:
        check_version(tmp_path, "")
    assert caught.value.what == f"The database of {tmp_path} holds no workspace."
    assert caught.value.shown == "The workspace's database holds no workspace."


# --- the document -------------------------------------------------------------------------------------------------------


def test_a_document_holds_all_records_and_all_of_history(own: Workspace, tmp_path: Path, library: Library) -> None:
    said = as_document(own)
    assert list(said) == ["form", "version", "program", "records", "history"]
    assert (said["form"], said["version"], said["program"]) == ("aims-graph workspace", database.known_versions()[0], VERSION)  # fmt: skip
    assert [r["withdrawn"] for r in said["records"]["task"]] == [True]
    assert [(h["record"], h["field"], h["before"], h["after"]) for h in said["history"]][-1] == ("T-1", "withdrawn", False, True)  # fmt: skip
    assert said["history"][0]["before"] is None and said["history"][0]["after"]["name"] == "Ada"
    path = tmp_path / "w.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    back = read_document(path, tmp_path / "back")
    assert as_document(back) == said
    assert (back.folder / "README.md").read_text(encoding="utf-8").startswith("# The workspace of Anyone Ltd\n")
    # Numbers that were given are given to nobody else.
    with back.change(back.state().all(Person)[0], library) as change:
        assert [change.add(Task, title="y"), change.add(Answer, target="42001 4.1"), change.add(Evidence, title="z", kind="log")] == ["T-2", "A-2", "E-1"]  # fmt: skip
    back.engine.dispose()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"form": "x"}, "{} is not the document of a workspace."),
        ({"records": {}}, "{} does not hold the records of every kind."),
        ({"history": None}, "{}: its history cannot be told: "),
        ({"history": []}, "{} was altered: its records are not what its history gives."),
    ],
)
def test_a_document_that_says_something_else_is_refused(
    own: Workspace, tmp_path: Path, change: dict[str, Any], what: str
) -> None:
    path = tmp_path / "w.json"
    path.write_text(json.dumps(as_document(own) | change), encoding="utf-8")
    with pytest.raises(AimsError) as caught:
        read_document(path, tmp_path / "back")
    assert caught.value.what.startswith(what.format(path))
    assert told(caught.value)[1:3] == (
        "Name a file that 'aims-graph workspace export' wrote, as it was written.",
        "Name a file that a workspace was exported to, as it was written.",
    )
    assert not (tmp_path / "back").exists()


def test_lines_that_are_missing_and_records_that_were_changed_are_noticed(own: Workspace, tmp_path: Path) -> None:
    whole = as_document(own)
    path = tmp_path / "w.json"

    def refused(document: dict[str, Any]) -> str:
        path.write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(AimsError) as caught:
            read_document(path, tmp_path / "back")
        return caught.value.what.removeprefix(f"{path}")

    altered = " was altered: its records are not what its history gives."
    numbered = ": its history cannot be told: its lines are not numbered from 1, or name what there is not."
    assert refused(whole | {"history": whole["history"][1:]}) == numbered
    assert refused(whole | {"history": [*whole["history"][:-2], whole["history"][-1]]}) == numbered
    assert refused(whole | {"history": whole["history"][:-1]}) == altered
    assert refused(whole | {"history": [h | {"noun": "weather"} for h in whole["history"]]}) == numbered
    task = whole["records"]["task"][0]
    assert refused(whole | {"records": whole["records"] | {"task": [task | {"title": "y"}]}}) == altered
    assert refused(whole | {"records": whole["records"] | {"task": [task | {"state": "over"}]}}) == ': task T-1: state cannot be "over".'  # fmt: skip
    for text in ("20271202", "2027-W48-4", "soon"):
        day = whole["records"] | {"task": [task | {"due": text}]}
        assert refused(whole | {"records": day}) == f": task T-1: due: '{text}' is no date."
    dated = [h | {"after": h["after"] | {"due": "20271202"}} if h["noun"] == "task" and not h["field"] else h for h in whole["history"]]  # fmt: skip
    assert refused(whole | {"history": dated}) == ": its history cannot be told: '20271202' is no date."
    assert refused(whole | {"records": whole["records"] | {"task": 7}}) == ": task ?: its fields are not those of the kind task."  # fmt: skip
    earlier = refused(whole | {"version": database.known_versions()[-1]})
    assert earlier == f" was written by an earlier version of aims-graph ({database.known_versions()[-1]})."
    path.write_bytes(b"\xff")
    with pytest.raises(AimsError, match="is no JSON: "):
        read_document(path, tmp_path / "back")
