"""A workspace's first and last things: made, brought up to date, copied while in use, brought back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.version import VERSION
from aims_graph.workspace import database, tables
from aims_graph.workspace.folder import SETTINGS, make_folder, settings_of
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Change, Workspace, open_workspace

_MANIFEST = "backup.json"


def init_workspace(
    folder: Path,
    organisation: str,
    person: str,
    library: Library,
    where: str = "workspace.db",
    through: str = "python",
    at: dt.datetime | None = None,
) -> Workspace:
    """Make a workspace and return it; the person who makes it is its first owner.

    Args:
        folder: where; it must not be there, or be empty.
        organisation: whose it is.
        person: who makes it.
        library: the content.
        where: its database: a file in the folder, or a URL of PostgreSQL (or ``env:NAME``).
        through: by which door.
        at: when; by default now.

    Raises:
        AimsError: if the folder holds something, or the database holds a workspace already or cannot be reached.
    """
    url = database.url_of(folder, where)
    engine = database.engine_of(url)
    if not url.startswith("sqlite"):
        with database.reading(engine) as connection:
            if database.version_of(connection):
                raise AimsError(
                    f"The database {engine.url.render_as_string()} holds a workspace already.",
                    "Name another database, or open that one's folder.",
                )
    make_folder(folder, organisation, where)
    database.upgrade(engine)
    with database.writing(engine) as connection:
        nobody = Person(id="", name=person, role="owner")
        change = Change(connection, State(0, {noun: {} for noun in NOUNS}), nobody, library, through, at)
        change.add(Person, name=person, role="owner")
        change.add(Organisation, name=organisation)
        change.finish()
    return open_workspace(folder)


def upgrade_workspace(folder: Path) -> Path:
    """Bring a workspace's tables to the newest version; return where the backup lies that was made before."""
    settings = settings_of(folder)
    engine = database.engine_of(database.url_of(folder, settings.database))
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = folder / f"before-upgrade-{stamp}.zip"
    _write_backup(folder, engine, copy)
    database.upgrade(engine)
    engine.dispose()
    return copy


# --- backup and restore -----------------------------------------------------------------------------------------------


def backup(workspace: Workspace, target: Path, force: bool = False) -> int:
    """Write a copy of the whole workspace to one file, while others use it; return how many files of evidence are in it.

    Raises:
        AimsError: if the file is there and ``force`` is not set, or a file of evidence is missing.
    """
    if target.exists() and not force:
        raise AimsError(f"{target} is there already.", "Name another file, or say --force.")
    return _write_backup(workspace.folder, workspace.engine, target)


def _write_backup(folder: Path, engine: Any, target: Path) -> int:
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and _belongs(folder, p)]
    with tempfile.TemporaryDirectory(dir=target.parent if target.parent.is_dir() else None) as room:
        copy = Path(room) / "workspace.db"
        _copy_database(engine, copy)
        made = Path(room) / "backup.zip"
        sums = {"workspace.db": _sum(copy)} | {p.relative_to(folder).as_posix(): _sum(p) for p in files}
        manifest = {"program": VERSION, "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "sha256": sums}
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
            archive.write(copy, "workspace.db")
            for path in files:
                archive.write(path, path.relative_to(folder).as_posix())
        made.replace(target)
    return sum(p.is_relative_to(folder / "evidence") for p in files)


def _belongs(folder: Path, path: Path) -> bool:
    local = path.relative_to(folder)
    return local.parts[0] in ("evidence", "content", "README.md", SETTINGS) and not path.name.startswith(".")


def _copy_database(engine: Any, copy: Path) -> None:
    """Write a SQLite copy of a database as it is at one moment."""
    if engine.dialect.name == "sqlite":
        source = sqlite3.connect(engine.url.database)
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
            # A copy in one file, without a log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            source.close()
            target.close()
        return
    into = database.engine_of(f"sqlite:///{copy}")
    database.upgrade(into)
    with database.reading(engine) as source_connection, database.writing(into) as target_connection:
        _copy_rows(source_connection, target_connection)
    into.dispose()
    with sqlite3.connect(copy) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in tables.METADATA.sorted_tables:
        rows = [dict(r) for r in source.execute(select(table)).mappings()]
        if table.name == "answer":
            # An answer may point to a later one.
            rows.sort(key=lambda r: tables.by_number(r["id"]))
            later = [(r["id"], r["accepted_from"]) for r in rows if r["accepted_from"]]
            rows = [r | {"accepted_from": None} for r in rows]
        if rows:
            target.execute(table.insert(), rows)
        if table.name == "answer":
            for answer, origin in later:
                target.execute(table.update().where(table.c.id == answer).values(accepted_from=origin))


def restore(archive: Path, folder: Path, where: str = "workspace.db") -> Workspace:
    """Bring a backup back into a new folder and return the workspace; never over anything that is there.

    Args:
        archive: the file that :func:`backup` wrote.
        folder: where to; it must not be there, or be empty.
        where: the database: a file in the folder, or the URL of an empty PostgreSQL database.

    Raises:
        AimsError: if the file is no backup, was damaged, or the folder or database holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AimsError(
            f"{folder} is not empty: nothing is restored over what is there.", "Name a new folder, or an empty one."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restoring-") as room:
        made = Path(room) / "workspace"
        made.mkdir()
        _unpack(archive, made)
        (made / "content" / "ontology").mkdir(parents=True, exist_ok=True)
        (made / "evidence").mkdir(exist_ok=True)
        database.check_whole(made / "workspace.db")
        (made / SETTINGS).write_text(f'database = "{where}"\n', encoding="utf-8")
        if where != "workspace.db":
            _into(made, where)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return open_workspace(folder)


def _unpack(archive: Path, made: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as packed:
            sums = json.loads(packed.read(_MANIFEST))["sha256"]
            for name, expected in sums.items():
                data = packed.read(name)
                if hashlib.sha256(data).hexdigest() != expected:
                    raise AimsError(f"{archive} was damaged: {name} is not what was written.", "Take another backup.")
                path = (made / name).resolve()
                if not path.is_relative_to(made.resolve()):
                    raise AimsError(f"{archive} names a file outside of itself: {name}.", "Take another backup.")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    except FileNotFoundError:
        raise AimsError(f"{archive} is not there.", "Name the file that 'workspace backup' wrote.") from None
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise AimsError(
            f"{archive} is no backup of a workspace: {error}.", "Name the file that 'workspace backup' wrote."
        ) from None


def _into(made: Path, where: str) -> None:
    """Move the unpacked database into another one, which must be empty."""
    source = database.engine_of(f"sqlite:///{made / 'workspace.db'}")
    database.upgrade(source)
    target = database.engine_of(database.url_of(made, where))
    with database.reading(target) as connection:
        if database.version_of(connection):
            raise AimsError(
                f"The database {target.url.render_as_string()} holds a workspace already.", "Name an empty one."
            )
    database.upgrade(target)
    with database.reading(source) as read, database.writing(target) as write:
        _copy_rows(read, write)
    source.dispose()
    target.dispose()
    for left in made.glob("workspace.db*"):
        left.unlink()


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
