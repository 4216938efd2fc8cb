"""The database of a workspace: SQLite in one file by default, PostgreSQL by its URL.

One writer at a time, several readers beside it, several processes at once. A change that was acknowledged is on disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from aims_graph.errors import AimsError

#: How long a writer waits for the one before it, in seconds.
PATIENCE = 30
#: Any number that no other program is likely to lock on in the same PostgreSQL database.
_LOCK = 42_001_2023
_MIGRATIONS = Path(__file__).parent / "migrations"


def engine_of(url: str) -> Engine:
    """Return the engine of a database.

    Raises:
        AimsError: if the URL is none, or its driver is not installed.
    """
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise AimsError(
            f"The database of the workspace cannot be opened: {error}.",
            'In workspace.toml write database = "workspace.db", or postgresql+psycopg://user@host/name with '
            "pip install 'aims-graph[postgres]'; 'env:NAME' takes it from a variable.",
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late and without a lock: we begin them ourselves.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={PATIENCE * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: what it read cannot change under it, and it never has to begin again.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that sees one state of everything and changes nothing."""
    with _said(engine), engine.connect() as plain:
        connection = (
            plain if engine.dialect.name == "sqlite" else plain.execution_options(isolation_level="REPEATABLE READ")
        )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that writes alone: all of it is kept, or nothing."""
    with _said(engine), engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection


@contextmanager
def _said(engine: Engine) -> Iterator[None]:
    """Turn what a database says into one sentence with its mend."""
    try:
        yield
    except DatabaseError as error:
        raise _sentence(engine, error) from None


def _sentence(engine: Engine, error: DatabaseError) -> AimsError:
    where, said = engine.url.render_as_string(hide_password=True), str(error.orig)
    name = engine.url.database or where
    if "database or disk is full" in said or "disk I/O" in said or "No space left" in said:
        return AimsError(
            f"The disk is full: nothing of this change was kept in {name}.", "Make room, then do it again."
        )
    if "locked" in said:
        return AimsError(
            f"Somebody else has been writing to {name} for {PATIENCE} seconds: nothing of this change was kept.",
            "Do it again; if it stays so, end the program that holds it.",
        )
    if "readonly" in said or "read-only" in said:
        return AimsError(
            f"{name} may not be written: nothing of this change was kept.", "Ask for the right to write it."
        )
    if any(word in said for word in ("malformed", "not a database", "corrupt", "disk image")):
        return damaged(name)
    if isinstance(error, OperationalError):
        return AimsError(
            f"The database {where} does not answer: {said.strip().splitlines()[0]}.",
            "See that it runs and that its address is right.",
        )
    return AimsError(
        f"The database {where} refused it: {said.strip().splitlines()[0]}.",
        "Nothing of this change was kept; report it if it stays so.",
    )


def damaged(name: str) -> AimsError:
    """Return what is said of a database that is damaged."""
    return AimsError(
        f"{name} is damaged and was left as it is.",
        "Bring back a copy into another folder: aims-graph workspace restore BACKUP.zip NEW-FOLDER.",
    )


def check_whole(path: Path) -> None:
    """Refuse a SQLite file that was cut or damaged; reads every page once, milliseconds for thousands of records.

    Raises:
        AimsError: if it is not there or not whole.
    """
    if not path.exists():
        raise AimsError(
            f"The database {path} is missing.", "Bring back a copy: aims-graph workspace restore BACKUP.zip NEW-FOLDER."
        )
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=PATIENCE) as connection:
            said = connection.execute("PRAGMA quick_check").fetchone()[0]
        connection.close()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error) or "unable to open" in str(error):
            raise AimsError(
                f"{path} cannot be read: {error}.", "See that you may read it and that its disk is there."
            ) from None
        raise damaged(str(path)) from None
    if said != "ok" or path.stat().st_size == 0:
        raise damaged(str(path))


# --- versions ---------------------------------------------------------------------------------------------------------


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """Return the version of the tables that this program writes."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return str(ScriptDirectory.from_config(config).get_current_head())


def version_of(connection: Connection) -> str:
    """Return the version of the tables in a database; empty if it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def known_versions() -> list[str]:
    """Return every version there was, newest first."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return [s.revision for s in ScriptDirectory.from_config(config).walk_revisions()]


def upgrade(engine: Engine) -> None:
    """Make the tables, or bring them to the newest version; all in one transaction."""
    with writing(engine) as connection:
        command.upgrade(_config(connection), "head")


def url_of(folder: Path, database: str) -> str:
    """Return the URL of what ``workspace.toml`` names.

    Raises:
        AimsError: if it is taken from a variable that is not set.
    """
    if database.startswith("env:"):
        name = database.removeprefix("env:")
        database = os.environ.get(name, "")
        if not database:
            raise AimsError(
                f"The workspace's database is to be read from {name}, which is not set.", f"Set {name} to its URL."
            )
    if "://" in database:
        return database
    return f"sqlite:///{(folder / database).resolve()}"
