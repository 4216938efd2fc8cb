"""The database of a workspace: SQLite in one file by default, PostgreSQL by its URL.

One writer at a time, several readers beside it, several processes at once. A change that was acknowledged is on disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from aims_graph.errors import AimsError

#: How long a writer waits for the one before it, in seconds.
PATIENCE = 30
#: Any number that no other program is likely to lock on in the same PostgreSQL database.
_LOCK = 42_001_2023
_MIGRATIONS = Path(__file__).parent / "migrations"
_HOW = (
    'In workspace.toml write database = "workspace.db", or postgresql+psycopg://user@host/name with '
    "pip install 'aims-graph[postgres]'; 'env:NAME' takes it from a variable."
)
#: The same for whoever visits a page, who has no business with the folder.
_KEEPER = "Ask whoever keeps this workspace: its settings name where its database lies."


def engine_of(url: URL | str) -> Engine:
    """Return the engine of a database.

    Raises:
        AimsError: if it is neither SQLite nor PostgreSQL, or its driver is not installed.
    """
    url = make_url(url)
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise AimsError(f"A workspace cannot live in {url.get_backend_name()}.", _HOW, _KEEPER)
    try:
        # A server may have been started anew since the last question.
        engine = create_engine(url, pool_pre_ping=not is_file(url))
    except (SQLAlchemyError, ImportError, ValueError) as error:
        what = "The database of the workspace cannot be opened"
        raise AimsError(f"{what}: {error}.", _HOW, _KEEPER, f"{what}.") from None
    if is_file(url):
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def is_file(url: URL) -> bool:
    """Whether a database is a file of SQLite."""
    return url.get_backend_name() == "sqlite"


def _prepare(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late and without a lock: we begin them ourselves.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={PATIENCE * 1000}", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    # Only outside of a transaction; a migration makes tables anew to which others point, and looks at the keys when it is done.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if options.get('remakes') else 'ON'}")
    # A writer takes the lock at once: what it read cannot change under it, and it never has to begin again.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that sees one state of everything and changes nothing."""
    with _said(engine.url), engine.connect() as plain:
        connection = (
            plain if engine.dialect.name == "sqlite" else plain.execution_options(isolation_level="REPEATABLE READ")
        )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, remakes: bool = False) -> Iterator[Connection]:
    """Give a transaction that writes alone: all of it is kept, or nothing.

    Args:
        engine: the database.
        remakes: whether tables are made or made anew, not only rows written.

    Raises:
        AimsError: if the database refuses, or rows would point nowhere once tables were made anew; if it went away just while it was to
            keep the change, that nobody knows whether it did.
    """
    is_whole = False
    try:
        with _said(engine.url), engine.connect() as plain:
            connection = plain.execution_options(writes=True, remakes=remakes)
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
                if (
                    remakes
                    and engine.dialect.name == "sqlite"
                    and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                ):
                    raise damaged(str(engine.url.database))
                is_whole = True
    except _GoneError as error:
        if is_whole:
            unknown = "It went away while it was to save a change, and whether it did is not known: look whether the change is there before you make it again."
            raise AimsError(error.what, unknown, shown=error.shown) from None
        none = "Nothing of this change was saved."
        raise AimsError(error.what, f"{none} {error.mend}", f"{none} {error.advice}", error.shown) from None


#: What a page calls the database: whoever visits it has no business with the address.
_OURS = "The workspace's database"


class _GoneError(AimsError):
    """The database does not answer, or not any more."""


@contextmanager
def _said(url: URL) -> Iterator[None]:
    """Turn what a database says into one sentence with its mend."""
    try:
        yield
    except DBAPIError as error:
        is_gone = isinstance(error, OperationalError) or error.connection_invalidated
        raise _sentence(url, str(error.orig), is_gone) from None
    except sqlite3.Error as error:
        raise _sentence(url, str(error), isinstance(error, sqlite3.OperationalError)) from None


def _sentence(url: URL, said: str, is_unreachable: bool) -> AimsError:
    """Return what is said of a fault: with address and cause to who runs the tool, without either to who visits a page."""
    where = url.render_as_string(hide_password=True)
    told = f": {said.strip().splitlines()[0]}"
    error = _worded(str(url.database) if is_file(url) else where, f"The database {where}", told, said, is_unreachable)
    ours = f"{_OURS[0].lower()}{_OURS[1:]}"
    shown = _worded(ours, ours, "", said, is_unreachable).what
    error.shown = f"{shown[0].upper()}{shown[1:]}"
    return error


def _worded(name: str, whole: str, told: str, said: str, is_unreachable: bool) -> AimsError:
    if "database or disk is full" in said or "No space left" in said:
        return AimsError(
            f"The disk is full: nothing of this change was saved in {name}.", "Make room, then do it again."
        )
    if "disk I/O" in said:
        return AimsError(
            f"The disk took no more, or failed: nothing of this change was saved in {name}.",
            "See whether it is full or a limit is reached, make room, then do it again.",
        )
    if "locked" in said or "lock timeout" in said:
        return AimsError(
            f"Somebody else has been writing to {name} for {PATIENCE} seconds: nothing of this change was saved.",
            "Do it again; if it stays so, end the program that holds it.",
        )
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return unwritable(name)
    if any(word in said for word in ("malformed", "not a database", "corrupt", "disk image", "decode")):
        return damaged(name)
    if is_unreachable:
        return _GoneError(
            f"{whole} does not answer{told}.",
            "See that it runs and that its address is right.",
        )
    return AimsError(
        f"{whole} refused it{told}.",
        "Nothing of this change was saved; report it if it stays so.",
    )


def damaged(name: str) -> AimsError:
    """Return what is said of a database that is damaged."""
    return bring_back(f"{name} is damaged and was left as it is.", f"{_OURS} is damaged and was left as it is.")


def bring_back(what: str, shown: str) -> AimsError:
    """Return an error whose only mend is a backup: what is wrong, and the same as a page says it."""
    return AimsError(
        what,
        "Bring back a copy into another folder: aims-graph workspace restore BACKUP.zip NEW-FOLDER.",
        "Whoever keeps this workspace brings back a backup into another folder.",
        shown,
    )


def unwritable(name: str) -> AimsError:
    """Return what is said of a database that this person may not write; even to read it, SQLite writes beside it."""
    return AimsError(
        f"{name} or its folder may not be written by you: nothing was saved.",
        "Ask for the right to write both, or bring a backup back into a folder of your own.",
    )


def check_whole(path: Path) -> None:
    """Refuse a SQLite file that was cut or damaged; reads every page once, milliseconds for thousands of records.

    Raises:
        AimsError: if it is not there, not whole, or may not be read.
    """
    if not path.exists():
        raise bring_back(f"The database {path} is missing.", f"{_OURS} is missing.")
    with _said(file_url(path)), closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
        said = connection.execute("PRAGMA quick_check").fetchone()[0]
    if said != "ok" or path.stat().st_size == 0:
        raise damaged(str(path))


def copy_file(engine: Engine, copy: Path) -> None:
    """Write what a SQLite database holds at one moment into one file, without a log beside it, while others use it.

    Raises:
        AimsError: if it cannot be read, or the copy not be written.
    """
    with (
        _said(engine.url),
        closing(sqlite3.connect(str(engine.url.database), timeout=PATIENCE)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


# --- versions ---------------------------------------------------------------------------------------------------------


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


@lru_cache
def _versions(folder: Path) -> tuple[str, ...]:
    return tuple(s.revision for s in ScriptDirectory.from_config(_config(folder)).walk_revisions())


def known_versions() -> tuple[str, ...]:
    """Return every version of the tables there was, newest first; this program writes the first."""
    return _versions(_MIGRATIONS)


def version_of(connection: Connection) -> str:
    """Return the version of the tables in a database; empty if it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def make_tables(connection: Connection, version: str = "head") -> None:
    """Make the tables, or bring them to a version, within a transaction of :func:`writing` that remakes."""
    config = _config(_MIGRATIONS)
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def make_empty(connection: Connection) -> None:
    """Make the tables in a database that must hold none, within a transaction of :func:`writing` that remakes.

    Raises:
        AimsError: if it holds a workspace.
    """
    if version_of(connection):
        raise AimsError(
            f"The database {connection.engine.url.render_as_string()} holds a workspace already.",
            "Name another database, or open that one's folder.",
        )
    make_tables(connection)


def file_url(path: Path) -> URL:
    """Return the URL of a SQLite file; its name may hold any character."""
    return URL.create("sqlite", database=str(path.resolve()))


def url_of(folder: Path, database: str) -> URL:
    """Return the URL of what ``workspace.toml`` names.

    Raises:
        AimsError: if it is none, or is taken from a variable that is not set.
    """
    if database.startswith("env:"):
        name = database.removeprefix("env:")
        database = os.environ.get(name, "")
        if not database:
            what = f"The workspace's database is to be read from {name}, which is not set."
            raise AimsError(what, f"Set {name} to its URL.", _KEEPER, f"{_OURS} is named nowhere.")
    try:
        return file_url(folder / database) if "://" not in database else make_url(database)
    except (SQLAlchemyError, ValueError):
        # What it says holds the password.
        raise AimsError("The address of the workspace's database cannot be read.", _HOW, _KEEPER) from None
