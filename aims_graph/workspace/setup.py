"""A workspace's first and last things: made, brought up to date, copied while in use, brought back."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, select

from aims_graph import clock, unpacking
from aims_graph.errors import AimsError
from aims_graph.files import check_ends, sha256_of
from aims_graph.model import Library
from aims_graph.version import VERSION
from aims_graph.workspace import database
from aims_graph.workspace.change import Change
from aims_graph.workspace.folder import DATABASE, SETTINGS, make_folder, settings_text, whole_folder
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace, check_version, open_workspace, reach

_MANIFEST = "backup.json"
#: What a file lets out that is no backup: no zip, damaged, packed or locked in a way that is not read here, or with another list of files.
_NO_BACKUP = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError),
)
#: Where Alembic keeps the version.
_VERSION_TABLE = "alembic_version"


def init_workspace(
    folder: Path,
    organisation: str,
    person: str,
    library: Library,
    where: str = DATABASE,
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
    with whole_folder(folder) as made:
        make_folder(made, organisation, where)
        engine = database.engine_of(database.url_of(made, where))
        with database.writing(engine, remakes=True) as connection:
            database.make_empty(connection)
            nobody = Person(id="", name=person, role="owner")
            change = Change(connection, State(0, {noun: {} for noun in NOUNS}), nobody, library, through, at)
            change.add(Person, name=person, role="owner")
            change.add(Organisation, name=organisation)
            change.finish()
        engine.dispose()
    return open_workspace(folder)


def upgrade_workspace(folder: Path) -> Path | None:
    """Bring a workspace's tables to the newest version; return where the backup lies that was made before, ``None`` if they were new already.

    Raises:
        AimsError: if it holds no workspace, was written by a newer version, or cannot be read or written.
    """
    engine = reach(folder)
    with database.reading(engine) as connection:
        version = database.version_of(connection)
    copy = None
    if check_version(folder, version):
        stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
        copy = folder / f"before-upgrade-{stamp}.zip"
        _write_backup(folder, engine, copy)
        with database.writing(engine, remakes=True) as connection:
            database.make_tables(connection)
    engine.dispose()
    return copy


# --- backup and restore -----------------------------------------------------------------------------------------------


def backup(workspace: Workspace, target: Path, force: bool = False) -> int:
    """Write a copy of the whole workspace to one file, while others use it; return how many files of evidence are in it.

    Raises:
        AimsError: if the file is there and ``force`` is not set, or the disk is full.
    """
    if target.exists() and not force:
        raise AimsError(f"{target} is there already.", "Name another file, or say --force.", "Name another file.")
    return _write_backup(workspace.folder, workspace.engine, target)


def _write_backup(folder: Path, engine: Engine, target: Path) -> int:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backing-up-") as room:
        copy = Path(room) / DATABASE
        _copy_database(engine, copy)
        # After the database: what it names was there before.
        files = [p for p in sorted(folder.rglob("*")) if p.is_file() and _belongs(folder, p)]
        made = Path(room) / "backup.zip"
        sums = {DATABASE: sha256_of(copy)} | {p.relative_to(folder).as_posix(): sha256_of(p) for p in files}
        manifest = {"program": VERSION, "made": clock.now().isoformat(timespec="seconds"), "sha256": sums}
        with made.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
                archive.write(copy, DATABASE)
                for path in files:
                    archive.write(path, path.relative_to(folder).as_posix())
            file.flush()
            os.fsync(file.fileno())
        made.replace(target)
    return sum(p.is_relative_to(folder / "evidence") for p in files)


def _belongs(folder: Path, path: Path) -> bool:
    local = path.relative_to(folder)
    return local.parts[0] in ("evidence", "content", "README.md", SETTINGS) and not path.name.startswith(".")


def _copy_database(engine: Engine, copy: Path) -> None:
    """Write a SQLite copy of a database as it is at one moment, its tables of the same version."""
    if database.is_file(engine.url):
        database.copy_file(engine, copy)
        return
    into = database.engine_of(database.file_url(copy))
    with database.reading(engine) as source, database.writing(into, remakes=True) as target:
        database.make_tables(target, database.version_of(source))
        _copy_rows(source, target)
    into.dispose()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _copy_rows(source: Connection, target: Connection) -> None:
    """Copy all rows between two databases of the same version, whatever that is, each table after those it points to."""
    known = MetaData()
    known.reflect(target)
    for table in known.sorted_tables:
        if table.name == _VERSION_TABLE:
            continue
        rows = [dict(r) for r in source.execute(select(table)).mappings()]
        # A row may point to a later one of its own table: such columns are filled when all are there.
        own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
        if rows:
            target.execute(table.insert(), [r | dict.fromkeys(own) for r in rows])
        for name in own:
            for row in rows:
                if row[name]:
                    target.execute(table.update().where(table.c.id == row["id"]).values({name: row[name]}))


def restore(archive: Path, folder: Path, where: str = DATABASE) -> Workspace:
    """Bring a backup back into a new folder and return the workspace; never over anything that is there.

    A backup of an earlier version is brought up to date on the way; the file itself stays as it is.

    Args:
        archive: the file that :func:`backup` wrote.
        folder: where to; it must not be there, or be empty.
        where: the database: a file in the folder, or the URL of an empty PostgreSQL database.

    Raises:
        AimsError: if the file is no backup, was damaged, or the folder or database holds something.
    """
    with whole_folder(folder) as made:
        _unpack(archive, made)
        (made / "content" / "ontology").mkdir(parents=True, exist_ok=True)
        (made / "evidence").mkdir(exist_ok=True)
        (made / SETTINGS).write_bytes(settings_text(where))
        _into(made, folder, where)
    return open_workspace(folder)


def _unpack(archive: Path, made: Path) -> None:
    check_ends(archive)
    mend = "Name a backup that is smaller, or make room where its workspace shall be."
    unpacking.check_unpacked(archive, mend, most=shutil.disk_usage(made).free)
    try:
        with zipfile.ZipFile(archive) as packed:
            with packed.open(_MANIFEST) as stream:
                sums = json.loads(stream.read(unpacking.MOST))["sha256"]
            for name, expected in sums.items():
                path = (made / name).resolve()
                if not path.is_relative_to(made.resolve()):
                    raise AimsError(f"{archive} names a file outside of itself: {name}.", "Take another backup.")
                path.parent.mkdir(parents=True, exist_ok=True)
                # Evidence may be large: it goes to the disk in pieces.
                with packed.open(name) as stream, path.open("wb") as file:
                    shutil.copyfileobj(stream, file)
                if sha256_of(path) != expected:
                    raise AimsError(f"{archive} was damaged: {name} is not what was written.", "Take another backup.")
            if DATABASE not in sums:
                raise ValueError(f"it holds no {DATABASE}")
    except FileNotFoundError:
        raise _no_backup(f"{archive} is not there.") from None
    except _NO_BACKUP as error:
        raise _no_backup(f"{archive} is no backup of a workspace: {error}.") from None


def _no_backup(what: str) -> AimsError:
    return AimsError(what, "Name the file that 'workspace backup' wrote.", "Name a backup of a workspace.")


def _into(made: Path, folder: Path, where: str) -> None:
    """Bring the unpacked database up to date and, if another one was named, into that, which must be empty."""
    kept = made / DATABASE
    database.check_whole(kept)
    source = database.engine_of(database.file_url(kept))
    with database.writing(source, remakes=True) as connection:
        if check_version(folder, database.version_of(connection)):
            database.make_tables(connection)
    if where != DATABASE:
        target = database.engine_of(database.url_of(made, where))
        with database.reading(source) as read, database.writing(target, remakes=True) as write:
            database.make_empty(write)
            _copy_rows(read, write)
        target.dispose()
    source.dispose()
    if where != DATABASE:
        for left in made.glob(f"{DATABASE}*"):
            left.unlink()
