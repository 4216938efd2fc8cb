"""What a database says, in the words of whoever runs the tool, and of whoever visits a page, who is told no address."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, make_url
from sqlalchemy.exc import IntegrityError, OperationalError

from aims_graph.errors import AimsError
from aims_graph.workspace import database

FILE, SERVER = make_url("sqlite:////w/workspace.db"), make_url("postgresql+psycopg://ada:secret@house/work")
HERE, THERE = "/w/workspace.db", "postgresql+psycopg://ada:***@house/work"
FULL = "Make room, then do it again."
BACK = "Bring back a copy into another folder: aims-graph workspace restore BACKUP.zip NEW-FOLDER."
RIGHT = "Ask for the right to write both, or bring a backup back into a folder of your own."
AGAIN = "Do it again; if it stays so, end the program that holds it."
LIMIT = "See whether it is full or a limit is reached, make room, then do it again."


@pytest.mark.parametrize(
    ("said", "what", "mend", "shown"),
    [
        ("database or disk is full", "The disk is full: nothing of this change was saved in {}.", FULL, "The disk is full: nothing of this change was saved in the workspace's database."),
        ("could not extend file: No space left on device", "The disk is full: nothing of this change was saved in {}.", FULL, "The disk is full: nothing of this change was saved in the workspace's database."),
        ("disk I/O error", "The disk took no more, or failed: nothing of this change was saved in {}.", LIMIT, "The disk took no more, or failed: nothing of this change was saved in the workspace's database."),
        *((held, "Somebody else has been writing to {} for 30 seconds: nothing of this change was saved.", AGAIN, "Somebody else has been writing to the workspace's database for 30 seconds: nothing of this change was saved.") for held in ("database is locked", "canceling statement due to lock timeout")),
        *((no, "{} or its folder may not be written by you: nothing was saved.", RIGHT, "The workspace's database or its folder may not be written by you: nothing was saved.") for no in ("attempt to write a readonly database", "cannot execute INSERT in a read-only transaction", "unable to open database file")),
        *((broken, "{} is damaged and was left as it is.", BACK, "The workspace's database is damaged and was left as it is.") for broken in ("database disk image is malformed", "file is not a database", "index is corrupt", "disk image", "could not decode to UTF-8")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("url", "name"), [(FILE, HERE), (SERVER, THERE)])
@pytest.mark.parametrize("is_unreachable", [True, False])
def test_each_fault_has_its_sentence(
    said: str, what: str, mend: str, shown: str, url: object, name: str, is_unreachable: bool
) -> None:
    error = database._sentence(url, said, is_unreachable)  # type: ignore[arg-type]
    assert (error.what, error.mend, error.shown) == (what.format(name), mend, shown)
    assert not isinstance(error, database._GoneError)


def test_what_is_none_of_these_is_told_as_it_was_said() -> None:
    gone = database._sentence(SERVER, "  connection refused\nIs it running?", True)
    assert isinstance(gone, database._GoneError)
    assert gone.what == f"The database {THERE} does not answer: connection refused."
    assert gone.mend == "See that it runs and that its address is right."
    assert gone.shown == "The workspace's database does not answer."
    other = database._sentence(FILE, "no such table: risk\nmore", False)
    assert other.what == f"The database sqlite:///{HERE} refused it: no such table: risk."
    assert (other.mend, other.shown) == (
        "Nothing of this change was saved; report it if it stays so.",
        "The workspace's database refused it.",
    )


@pytest.mark.parametrize(
    ("raised", "is_gone"),
    [
        (OperationalError("SELECT 1", {}, Exception("connection refused")), True),
        (IntegrityError("INSERT", {}, Exception("FOREIGN KEY constraint failed")), False),
        (IntegrityError("INSERT", {}, Exception("closed"), connection_invalidated=True), True),
        (sqlite3.OperationalError("connection refused"), True),
        (sqlite3.DatabaseError("no such thing"), False),
    ],
)
def test_only_a_database_that_does_not_answer_is_gone(raised: Exception, is_gone: bool) -> None:
    with pytest.raises(AimsError) as told, database._said(SERVER):
        raise raised
    assert isinstance(told.value, database._GoneError) is is_gone


def test_where_the_database_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the folder, whatever its name holds; an address as it is; either from a variable."""
    kept = database.url_of(tmp_path, "a%b?.db")
    assert database.is_file(kept) and kept.database == str(tmp_path.resolve() / "a%b?.db")
    assert database.url_of(tmp_path, str(SERVER.render_as_string(hide_password=False))) == SERVER
    monkeypatch.setenv("HERE", "other.db")
    assert database.url_of(tmp_path, "env:HERE").database == str(tmp_path.resolve() / "other.db")
    assert not database.is_file(SERVER)
    for variable in ("", None):
        monkeypatch.setenv("HERE", variable) if variable is not None else monkeypatch.delenv("HERE")
        with pytest.raises(AimsError) as told:
            database.url_of(tmp_path, "env:HERE")
        assert told.value.what == "The workspace's database is to be read from HERE, which is not set."
        assert (told.value.mend, told.value.shown) == (
            "Set HERE to its URL.",
            "The workspace's database is named nowhere.",
        )
    with pytest.raises(AimsError, match=r"^The address of the workspace's database cannot be read\.") as told:
        database.url_of(tmp_path, "post gres://ada:secret@house:x/work")
    assert "secret" not in str(told.value) and "secret" not in told.value.shown


@pytest.mark.parametrize(
    ("url", "what", "shown"),
    [
        ("mysql://house/work", "A workspace cannot live in mysql.", "A workspace cannot live in mysql."),
        (
            "postgresql+nothing://house/work",
            "The database of the workspace cannot be opened: ",
            "The database of the workspace cannot be opened.",
        ),
    ],
)
def test_another_kind_of_database_is_refused(url: str, what: str, shown: str) -> None:
    with pytest.raises(AimsError) as told:
        database.engine_of(url)
    assert told.value.what.startswith(what) and told.value.shown == shown
    assert told.value.advice == "Ask whoever keeps this workspace: its settings name where its database lies."


def test_a_file_is_looked_at_whole(tmp_path: Path) -> None:
    for content, said in ((None, "missing"), (b"", "damaged"), (b"no database at all" * 99, "damaged")):
        path = tmp_path / "w.db"
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(AimsError) as told:
            database.check_whole(path)
        assert said in told.value.what and str(path) in told.value.what and told.value.mend == BACK
        assert told.value.shown.startswith(f"The workspace's database is {said}")
        assert told.value.advice == "Whoever keeps this workspace brings back a backup into another folder."
    with sqlite3.connect(path := tmp_path / "fine.db") as made:
        made.execute("CREATE TABLE a (b)")
    database.check_whole(path)
    made.close()


def test_how_a_file_is_written(tmp_path: Path) -> None:
    """Keys hold but while tables are made anew, what was acknowledged is on disk, and a writer waits half a minute."""
    engine = database.engine_of(database.file_url(tmp_path / "w.db"))

    def asked(remakes: bool) -> list[int]:
        with database.writing(engine, remakes=remakes) as connection:
            names = ("foreign_keys", "synchronous", "busy_timeout")
            return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]  # type: ignore[misc]

    assert asked(remakes=False) == [1, 2, 30_000] and asked(remakes=True) == [0, 2, 30_000]
    # Whoever writes has the lock from the beginning, whoever reads has none.
    for door, is_locked in ((database.writing, True), (database.reading, False)):
        with door(engine), closing(sqlite3.connect(tmp_path / "w.db", timeout=0)) as another:
            try:
                another.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                assert is_locked and "locked" in str(error)
            else:
                assert not is_locked
    # Whoever reads sees one state of everything, and holds nobody up.
    with database.writing(engine) as first:
        first.exec_driver_sql("CREATE TABLE a (b)")
    with database.reading(engine) as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM a").scalar() == 0
        with database.writing(engine) as second:
            second.exec_driver_sql("INSERT INTO a VALUES (1)")
        assert reader.exec_driver_sql("SELECT count(*) FROM a").scalar() == 0
    with database.reading(engine) as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM a").scalar() == 1
        assert reader.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    copy = tmp_path / "copy.db"
    database.copy_file(engine, copy)
    engine.dispose()
    with sqlite3.connect(copy) as found:
        assert found.execute("SELECT b FROM a").fetchall() == [(1,)]
        assert found.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    found.close()
    assert not (tmp_path / "copy.db-wal").exists()


def test_rows_that_point_nowhere_once_tables_were_made_anew_are_refused(tmp_path: Path) -> None:
    engine = database.engine_of(database.file_url(tmp_path / "w.db"))
    with database.writing(engine, remakes=True) as connection:
        connection.exec_driver_sql("CREATE TABLE a (b INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE c (d INTEGER REFERENCES a)")
    with (
        pytest.raises(AimsError, match=r"is damaged and was left as it is"),
        database.writing(engine, remakes=True) as connection,
    ):
        connection.exec_driver_sql("INSERT INTO c VALUES (7)")
    with database.reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM c").scalar() == 0
        assert database.version_of(connection) == ""
    engine.dispose()


def test_a_change_of_which_nobody_knows_is_told_as_such(tmp_path: Path) -> None:
    """Went it away before all was done, nothing was kept; while it was to be kept, nobody knows."""
    engine = database.engine_of(database.file_url(tmp_path / "w.db"))
    with pytest.raises(AimsError) as told, database.writing(engine):
        raise OperationalError("INSERT", {}, Exception("server closed the connection"))
    assert told.value.mend == "Nothing of this change was saved. See that it runs and that its address is right."
    assert told.value.advice == told.value.mend and told.value.shown == "The workspace's database does not answer."

    def away(_connection: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("server closed the connection"))

    event.listen(engine, "commit", away)
    with pytest.raises(AimsError) as told, database.writing(engine):
        pass
    assert told.value.mend.startswith("It went away while it was to save a change, and whether it did is not known")
    assert told.value.shown == "The workspace's database does not answer."
    engine.dispose()
