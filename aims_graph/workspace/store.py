"""A workspace: one folder, one database, and what stands in it now and stood in it before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from aims_graph.errors import AimsError, check_number
from aims_graph.model import Library
from aims_graph.workspace import database, tables
from aims_graph.workspace.change import Change, Line
from aims_graph.workspace.folder import Settings, settings_of
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.state import State

#: No database counts further than this, and no history has so many lines.
_MOST_LINES = 1 << 31


class Workspace:
    """An organisation's own work, over the content that it answers to."""

    def __init__(self, folder: Path, settings: Settings, engine: Engine) -> None:
        """Remember where it lives; :func:`open_workspace` makes one."""
        self.folder, self.settings, self.engine = folder, settings, engine
        self._state: State | None = None
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"<aims_graph workspace at {self.folder}>"

    @property
    def evidence_folder(self) -> Path:
        """Where files of evidence are kept."""
        return self.folder / "evidence"

    def state(self) -> State:
        """Return all records as they are now; reads only what changed since the last look."""
        with self._lock, database.reading(self.engine) as connection:
            self._state = _refreshed(connection, self._state)
            return self._state

    @contextmanager
    def change(
        self, person: Person, library: Library, through: str = "python", at: dt.datetime | None = None
    ) -> Iterator[Change]:
        """Give the way to change records: all that is done inside is kept together when the block ends, or, after an error, none of it.

        Args:
            person: who makes the change.
            library: the content, against which ids of requirements are checked.
            through: by which door it is made: ``command line``, ``explorer``, ``workbook``, ``assistant``; :attr:`Change.through` says more of a part of it.
            at: when; by default now.

        Raises:
            AimsError: if the person may not, a value cannot be, or the database refuses.
        """
        with database.writing(self.engine) as connection:
            with self._lock:
                before = self._state
            change = Change(connection, _refreshed(connection, before), person, library, through, at)
            yield change
            change.finish()

    def history(self, record: str = "", limit: int = 0) -> list[Line]:
        """Return lines of history, newest first.

        Args:
            record: the id of the record they are about; of all by default.
            limit: at most so many; all by default.

        Raises:
            AimsError: if the limit is below 0.
        """
        check_number("limit", limit, 0)
        query = select(tables.HISTORY).order_by(tables.HISTORY.c.seq.desc())
        if record:
            query = query.where(tables.HISTORY.c.record == record)
        if limit:
            query = query.limit(min(limit, _MOST_LINES))
        return self._lines(query)

    def whole_history(self) -> list[Line]:
        """Return every line of history, oldest first."""
        return self._lines(select(tables.HISTORY).order_by(tables.HISTORY.c.seq))

    def clock_set_back(self) -> list[Line]:
        """Return each line of history whose time lies before that of the line before it: history counts by ``seq``, and there a clock went back."""
        h = tables.HISTORY
        before = select(h, func.lag(h.c.at).over(order_by=h.c.seq).label("earlier")).subquery()
        return self._lines(
            select(*(before.c[c.name] for c in h.c)).where(before.c.at < before.c.earlier).order_by(before.c.seq)
        )

    def _lines(self, query: Select[Any]) -> list[Line]:
        with database.reading(self.engine) as connection:
            return [Line(**row) for row in connection.execute(query).mappings()]


def _refreshed(connection: Connection, known: State | None) -> State:
    """Return the state a transaction sees, reading only the records that history names since the one that is known."""
    h = tables.HISTORY.c
    seq = connection.execute(select(func.max(h.seq))).scalar() or 0
    if known is not None and known.seq == seq:
        return known
    if known is None or known.seq > seq:
        return State(seq, {noun: tables.read(connection, noun) for noun in NOUNS}, origin=_origin(connection))
    records = dict(known.records)
    touched: dict[str, list[str]] = {}
    for noun, record in connection.execute(select(h.noun, h.record).where(h.seq > known.seq).distinct()):
        touched.setdefault(noun, []).append(record)
    for noun, ids in touched.items():
        merged = {**records[noun], **tables.read(connection, noun, ids)}
        records[noun] = {i: merged[i] for i in sorted(merged, key=tables.by_number)}
    return State(seq, records, origin=known.origin or _origin(connection))


def _origin(connection: Connection) -> str:
    """Return what tells one workspace from all others: a sum over who began its history when."""
    h = tables.HISTORY.c
    first = connection.execute(select(h.at, h.person, h.record, h.after).order_by(h.seq).limit(1)).first()
    return hashlib.sha256(json.dumps(tuple(first)).encode()).hexdigest()[:16] if first else ""


def open_workspace(folder: str | Path) -> Workspace:
    """Return the workspace of a folder.

    Raises:
        AimsError: if the folder is none, or its database is missing, damaged, or of another version.
    """
    folder = Path(folder)
    engine = reach(folder)
    with database.reading(engine) as connection:
        version = database.version_of(connection)
    if check_version(folder, version):
        engine.dispose()
        raise AimsError(
            f"The workspace {folder} was written by an earlier version of aims-graph ({version}).",
            f"Bring it up to date; a backup is made first: aims-graph workspace upgrade {folder}.",
            "Whoever keeps this workspace brings it up to date; a backup is made first.",
            f"The workspace was written by an earlier version of aims-graph ({version}).",
        )
    return Workspace(folder, settings_of(folder), engine)


def reach(folder: Path) -> Engine:
    """Return the engine of a workspace's database, of whatever version, after a look whether it is whole.

    Raises:
        AimsError: if the folder is no workspace, or its database is missing or damaged.
    """
    url = database.url_of(folder, settings_of(folder).database)
    if database.is_file(url):
        database.check_whole(Path(str(url.database)))
    return database.engine_of(url)


def check_version(folder: Path, version: str) -> bool:
    """Return whether tables of this version are to be brought up to date.

    Raises:
        AimsError: if there are none, or a newer version wrote them.
    """
    if not version:
        raise database.bring_back(
            f"The database of {folder} holds no workspace.", "The workspace's database holds no workspace."
        )
    known = database.known_versions()
    if version not in known:
        raise AimsError(
            f"The workspace {folder} was written by a newer version of aims-graph ({version}).",
            "Install that version: pip install --upgrade aims-graph.",
            "It opens with that version of aims-graph, or a later one.",
            f"The workspace was written by a newer version of aims-graph ({version}).",
        )
    return version != known[0]
