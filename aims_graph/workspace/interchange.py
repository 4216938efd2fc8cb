"""The whole of a workspace as one JSON document, and back into a new folder: records as they are, and the history that made them.

What is read is believed only if both agree: the history, told from its beginning, must give the records.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from aims_graph.errors import AimsError
from aims_graph.files import check_ends
from aims_graph.version import VERSION
from aims_graph.workspace import database, tables
from aims_graph.workspace.change import Line
from aims_graph.workspace.fields import FieldType, field_types, points_to
from aims_graph.workspace.folder import DATABASE, make_folder, whole_folder
from aims_graph.workspace.past import played
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Organisation
from aims_graph.workspace.store import Workspace, check_version, open_workspace
from aims_graph.workspace.values import plain

FORM = "aims-graph workspace"
_MEND = "Name a file that 'aims-graph workspace export' wrote, as it was written."
_ADVICE = "Name a file that a workspace was exported to, as it was written."
_TYPES: dict[type, tuple[type, ...]] = {str: (str,), bool: (bool,), int: (int,), float: (int, float), dt.date: (str,)}


def as_document(workspace: Workspace) -> dict[str, Any]:
    """Return a workspace as JSON has it.

    ``records`` holds each noun's records in the order of their numbers, withdrawn ones too; ``history`` every line, the first first, values as
    they are in records. Files of evidence are named by their SHA-256; they are not in it: ``workspace backup`` keeps those.
    """
    # In one look: records and history are of the same moment.
    with database.reading(workspace.engine) as connection:
        history = connection.execute(select(tables.HISTORY).order_by(tables.HISTORY.c.seq)).mappings()
        return {
            "form": FORM,
            "version": database.version_of(connection),
            "program": VERSION,
            "records": {noun: [plain(r) for r in tables.read(connection, noun).values()] for noun in NOUNS},
            "history": [_line(Line(**line)) for line in history],
        }


def _line(line: Line) -> dict[str, Any]:
    said = asdict(line)
    return said | {side: None if said[side] is None else json.loads(said[side]) for side in ("before", "after")}


def read_document(path: Path, folder: Path, where: str = DATABASE) -> Workspace:
    """Make a workspace in a new folder from what :func:`as_document` gave, and return it.

    Args:
        path: the JSON file.
        folder: where to; it must not be there, or be empty.
        where: its database, as for a new workspace.

    Raises:
        AimsError: if the file is no such document, is of another version, or its records are not what its history gives; or if the
            folder or database holds something.
    """
    document = json_of(path, _unread)
    if not isinstance(document, dict) or document.get("form") != FORM:
        raise _unread(f"{path} is not the document of a workspace.")
    if check_version(path, str(document.get("version", ""))):
        raise AimsError(
            f"{path} was written by an earlier version of aims-graph ({document['version']}).",
            "Export it anew after 'aims-graph workspace upgrade'.",
            "Export it anew once its workspace is up to date.",
        )
    records, (lines, told) = _records(path, document), _history(path, document)
    if told != records:
        raise _unread(f"{path} was altered: its records are not what its history gives.")
    called = next(iter(records["organisation"].values()), None)
    with whole_folder(folder) as made:
        make_folder(made, called.name if isinstance(called, Organisation) else folder.name, where)
        engine = database.engine_of(database.url_of(made, where))
        with database.writing(engine, remakes=True) as connection:
            database.make_empty(connection)
            for noun, found in records.items():
                _insert(connection, noun, found.values())
            rows = [asdict(line) for line in lines]
            if rows:
                connection.execute(tables.HISTORY.insert(), rows)
            last = {cls.PREFIX: max(map(_number, records[noun]), default=0) for noun, cls in NOUNS.items()}
            connection.execute(tables.COUNTER.insert(), [{"kind": k, "last": n} for k, n in last.items() if n])
        engine.dispose()
    return open_workspace(folder)


def json_of(path: Path, unread: Callable[[str], AimsError]) -> Any:
    """Return what a file of JSON says.

    Raises:
        AimsError: if it is none, as ``unread`` makes it of the sentence that says so.
    """
    check_ends(path)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise unread(f"{path} is no JSON: {error}.") from None


def _unread(what: str) -> AimsError:
    """Return what is said of a file that was not written here, or was changed since."""
    return AimsError(what, _MEND, _ADVICE)


def record_of(cls: type[Record], said: Any) -> Record:
    """Return a record from what :func:`~aims_graph.workspace.values.plain` made of it.

    Raises:
        ValueError: if it has not exactly the fields of its noun, or a value is not of its type or words.
    """
    types = field_types(cls)
    if not isinstance(said, dict) or set(said) != set(types):
        raise ValueError(f"its fields are not those of the kind {cls.CALLED}")
    values: dict[str, Any] = {}
    for f in fields(cls):
        value, kind = said[f.name], types[f.name]
        words = f.metadata.get("words")
        texts = value if kind.several else [value]
        if not isinstance(texts, list) or not all(_fits(v, kind) for v in texts):
            raise ValueError(f"{f.name} cannot be {json.dumps(value)}")
        if words and not set(texts) <= {*words, f.default}:  # what may be empty has no word of its own for that
            raise ValueError(f"{f.name} cannot be {json.dumps(value)}")
        try:
            values[f.name] = kind.from_json(value)
        except ValueError as error:
            raise ValueError(f"{f.name}: {error}") from None
    return cls(**values)


def _fits(value: Any, kind: FieldType) -> bool:
    """Tell whether a field may hold one value, as JSON has it; a field of several has no missing ones among them."""
    if value is None:
        return kind.optional
    return isinstance(value, _TYPES[kind.plain]) and (kind.plain is bool or not isinstance(value, bool))


def _records(path: Path, document: Mapping[str, Any]) -> dict[str, dict[str, Record]]:
    said = document.get("records")
    if not isinstance(said, dict) or set(said) != set(NOUNS):
        raise _unread(f"{path} does not hold the records of every kind.")
    found: dict[str, dict[str, Record]] = {}
    for noun, cls in NOUNS.items():
        for one in said[noun] if isinstance(said[noun], list) else [None]:
            called = one.get("id", "?") if isinstance(one, dict) else "?"
            try:
                record = record_of(cls, one)
            except ValueError as error:
                raise _unread(f"{path}: {cls.CALLED} {called}: {error}.") from None
            found.setdefault(noun, {})[record.id] = record
    return {noun: found.get(noun, {}) for noun in NOUNS}


def _history(path: Path, document: Mapping[str, Any]) -> tuple[list[Line], Mapping[str, Mapping[str, Record]]]:
    """Return the lines of history, and the records that they make."""
    try:
        lines = []
        for said in document["history"]:
            texts = {
                s: None if said[s] is None else json.dumps(said[s], ensure_ascii=False) for s in ("before", "after")
            }
            lines.append(Line(**(said | texts)))
        numbers = [line.seq for line in lines]
        if numbers != list(range(1, len(lines) + 1)) or any(line.noun not in NOUNS for line in lines):
            raise ValueError("its lines are not numbered from 1, or name what there is not")
        return lines, played(lines).records
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unread(f"{path}: its history cannot be told: {error}.") from None


def _number(record_id: str) -> int:
    return tables.by_number(record_id)[1]


def _insert(connection: Any, noun: str, records: Iterable[Record]) -> None:
    """Write records of a noun; one may point to a later one of its own kind, so such fields follow."""
    cls = NOUNS[noun]
    own = [f.name for f in fields(cls) if points_to(f) == noun]
    nowhere: dict[str, Any] = dict.fromkeys(own, "")
    all_of = list(records)
    for record in all_of:
        tables.insert(connection, noun, replace(record, **nowhere))
    for record in all_of:
        tables.update(connection, noun, record, own)
