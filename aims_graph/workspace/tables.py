"""The tables of a workspace, made from its records, and the way between a row and a record.

A field that holds several values is a table of its own, with one row a value; what points to another record is a foreign key. Beside the nouns
stand ``history`` (who changed what, when, from what to what) and ``counter`` (the next number of each kind of id).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import Field, fields
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Float, ForeignKey, Integer, MetaData, Table, Text, select
from sqlalchemy.types import TypeEngine

from aims_graph.workspace.fields import field_types, points_to
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record

METADATA = MetaData(
    naming_convention={
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
#: One type for all columns that hold the same: what a database makes of a type is worked out once for each.
_TEXT, _NUMBER = Text(), Integer()
_TYPES: dict[Any, TypeEngine[Any]] = {str: _TEXT, bool: Boolean(), int: _NUMBER, float: Float(), dt.date: Date()}


def _table(noun: str, cls: type[Record]) -> Table:
    columns: list[Column[Any]] = []
    for f in fields(cls):
        plain, optional, several = field_types(cls)[f.name]
        if several:
            continue
        keys = [ForeignKey(f"{points_to(f)}.id")] if points_to(f) else []
        columns.append(
            Column(f.name, _TYPES[plain], *keys, primary_key=f.name == "id", nullable=optional or bool(keys))
        )
    return Table(noun, METADATA, *columns)


def _several(noun: str, field: Field[Any]) -> Table:
    keys = [ForeignKey(f"{points_to(field)}.id")] if points_to(field) else []
    return Table(
        f"{noun}_{field.name}",
        METADATA,
        Column("record", _TEXT, ForeignKey(f"{noun}.id"), primary_key=True),
        Column("place", _NUMBER, primary_key=True, autoincrement=False),
        Column("value", _TEXT, *keys, nullable=False, index=True),
    )


TABLES = {noun: _table(noun, cls) for noun, cls in NOUNS.items()}
#: Noun and field -> the table of a field that holds several values.
SEVERAL = {
    (noun, f.name): _several(noun, f)
    for noun, cls in NOUNS.items()
    for f in fields(cls)
    if field_types(cls)[f.name].several
}
HISTORY = Table(
    "history",
    METADATA,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("change", _NUMBER, nullable=False, index=True),
    Column("at", _TEXT, nullable=False),
    Column("person", _TEXT, ForeignKey("person.id"), nullable=False),
    Column("through", _TEXT, nullable=False),
    Column("noun", _TEXT, nullable=False),
    Column("record", _TEXT, nullable=False, index=True),
    Column("field", _TEXT, nullable=False),
    Column("before", _TEXT),
    Column("after", _TEXT),
    Column("reason", _TEXT, nullable=False, server_default=""),
)
COUNTER = Table("counter", METADATA, Column("kind", _TEXT, primary_key=True), Column("last", _NUMBER, nullable=False))


def insert(connection: Connection, noun: str, record: Record) -> None:
    """Write a new record."""
    connection.execute(TABLES[noun].insert().values(_row(noun, record)))
    for f in fields(record):
        if (noun, f.name) in SEVERAL:
            _write_several(connection, noun, f.name, record.id, getattr(record, f.name))


def update(connection: Connection, noun: str, record: Record, changed: Iterable[str]) -> None:
    """Write the changed fields of a record."""
    row = _row(noun, record)
    single = {name: row[name] for name in changed if name in row}
    if single:
        table = TABLES[noun]
        connection.execute(table.update().where(table.c.id == record.id).values(single))
    for name in changed:
        if (noun, name) in SEVERAL:
            _write_several(connection, noun, name, record.id, getattr(record, name))


def read(connection: Connection, noun: str, ids: Iterable[str] | None = None) -> dict[str, Record]:
    """Return the records of a noun by id, in the order of their numbers.

    Args:
        connection: an open transaction.
        noun: one of ``NOUNS``.
        ids: the records wanted; all by default.
    """
    cls = NOUNS[noun]
    wanted = None if ids is None else list(ids)
    rows = {row["id"]: row for row in _rows(connection, TABLES[noun], "id", wanted)}
    for f in fields(cls):
        if (noun, f.name) not in SEVERAL:
            continue
        several: dict[str, dict[int, str]] = {}
        for value in _rows(connection, SEVERAL[noun, f.name], "record", wanted):
            several.setdefault(value["record"], {})[value["place"]] = value["value"]
        for i, row in rows.items():
            values = several.get(i, {})
            row[f.name] = tuple(values[place] for place in sorted(values))
    return {i: _record(cls, rows[i]) for i in sorted(rows, key=by_number)}


def _rows(connection: Connection, table: Table, key: str, wanted: list[str] | None) -> list[dict[str, Any]]:
    """Return rows of a table, all of them or those whose key is wanted, in any order."""
    if wanted is not None:
        chosen = connection.execute(select(table).where(table.c[key].in_(wanted)))
        return [dict(row) for row in chosen.mappings()]
    # A workspace that is opened reads all tables once: to work out what to ask of each would take longer than to ask it.
    names = [c.name for c in table.columns]
    asked = ", ".join(f'"{table.name}"."{name}"' for name in names)
    found = connection.exec_driver_sql(f'SELECT {asked} FROM "{table.name}"')
    rows = [dict(zip(names, row, strict=True)) for row in found]
    # A database may keep these as something else.
    for c in (c for c in table.columns if c.type in (_TYPES[bool], _TYPES[dt.date])):
        read = c.type.dialect_impl(connection.dialect).result_processor(connection.dialect, None)
        if read:
            for row in rows:
                row[c.name] = read(row[c.name])
    return rows


def by_number(record_id: str) -> tuple[str, int]:
    """Return what sorts ids as people count them.

    >>> sorted(["R-10", "R-9"], key=by_number)
    ['R-9', 'R-10']
    """
    prefix, _, number = record_id.rpartition("-")
    return prefix, int(number) if number.isdigit() else 0


def _row(noun: str, record: Record) -> dict[str, Any]:
    """Return a record as a row: what points nowhere is null."""
    return {
        f.name: (getattr(record, f.name) or None) if points_to(f) else getattr(record, f.name)
        for f in fields(record)
        if (noun, f.name) not in SEVERAL
    }


def _record(cls: type[Record], row: Mapping[str, Any]) -> Record:
    """Return a row as a record: a null that points nowhere is an empty text."""
    values: dict[str, Any] = {
        f.name: (row[f.name] or "") if points_to(f) and not field_types(cls)[f.name].several else row[f.name]
        for f in fields(cls)
    }
    return cls(**values)


def _write_several(connection: Connection, noun: str, field: str, record: str, values: tuple[str, ...]) -> None:
    table = SEVERAL[noun, field]
    connection.execute(table.delete().where(table.c.record == record))
    if values:
        connection.execute(table.insert(), [{"record": record, "place": n, "value": v} for n, v in enumerate(values)])
