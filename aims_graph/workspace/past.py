"""What a workspace was on an earlier day: its history played again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from aims_graph.model import Library
from aims_graph.workspace.carry import Standing, standing
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Line
from aims_graph.workspace.tables import field_types


def played(lines: Iterable[Line]) -> State:
    """Return the records after some lines of history, oldest first; lines of several times make what stood after the last."""
    records: dict[str, dict[str, Record]] = {noun: {} for noun in NOUNS}
    seq = 0
    for line in lines:
        cls, seq = NOUNS[line.noun], line.seq
        value = None if line.after is None else json.loads(line.after)
        if not line.field:
            # A field that a later version has taken away says nothing any more.
            known = {n: _value(cls, n, v) for n, v in (value or {}).items() if n in field_types(cls)}
            records[line.noun][line.record] = cls(**known)
        elif line.field in field_types(cls):
            old = records[line.noun][line.record]
            changed: dict[str, Any] = {line.field: _value(cls, line.field, value)}
            records[line.noun][line.record] = replace(old, **changed)
    return State(seq, records)


def standings(lines: Sequence[Line], library: Library, days: Sequence[dt.date]) -> list[Standing]:
    """Return where the organisation stood at the end of each of some days, given in order; each is made from the one before.

    Args:
        lines: the whole history, oldest first.
        library: the content, as it is now.
        days: the days.
    """
    found: list[Standing] = []
    for day in days:
        state = played(line for line in lines if line.at[:10] <= day.isoformat())
        found.append(standing(state, library, day, found[-1] if found else None))
    return found


def _value(cls: type[Record], name: str, value: Any) -> Any:
    kind, _, several = field_types(cls)[name]
    if several:
        return tuple(value or ())
    return dt.date.fromisoformat(value) if kind is dt.date and value else value
