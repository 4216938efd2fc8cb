"""An invented organisation, half way to a certificate: read from tables, so that whoever knows one better corrects them without Python.

``demo/NOUN.tsv`` has a row a record: ``key`` (its name within the tables), ``by`` (the key of who made it), ``day`` (days from today, when it was made), then
fields. A second row with the same key is a later change; its empty cells change nothing. ``@key`` points to another record, ``+30`` in a
field of days is thirty days from today. A review is held: it keeps the inputs of its day, and the task of its second decision is the record ``KEY.2``, to which
a later row gives owner and day.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.pack.pack import shipped
from aims_graph.workspace import review
from aims_graph.workspace.audits import standards
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.fields import field_types
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.assurance import Review
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph.workspace.records.work import Task
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.store import Workspace
from aims_graph.workspace.values import value_of

#: Who made the workspace, and whose it is: keys that the tables use.
_FIRST, _OWN = "mara", "org"
_PERSON = "Mara Lindqvist"
_DAYS = re.compile(r"[+-]\d+")


@dataclass(frozen=True)
class _Row:
    file: str
    line: int
    noun: str
    key: str
    by: str
    day: int
    values: dict[str, str]


def demo_workspace(folder: Path, library: Library, today: dt.date | None = None, through: str = "python") -> Workspace:
    """Make a workspace of the invented organisation and return it.

    Args:
        folder: where; it must not be there, or be empty.
        library: the content.
        today: the day all days are counted from; by default the day it is.
        through: by which door.

    Raises:
        AimsError: if the folder holds something, or a table has a fault; with file and line.
    """
    day = today or clock.today()
    rows = _rows(shipped().root / "demo")
    name = next(r.values["name"] for r in rows if r.key == _OWN)
    first = min(r.day for r in rows)
    place = init_workspace(folder, name, _PERSON, library, through=through, at=_at(day, first, 0))
    ids = {_FIRST: place.state().all(Person)[0].id, _OWN: place.state().all(Organisation)[0].id}
    order = {noun: n for n, noun in enumerate(NOUNS)}
    rows.sort(key=lambda r: (r.day, order[r.noun]))
    while rows:
        # What one person did on one day is one change; a record comes after those it points to.
        batch = [r for r in rows if (r.day, r.by) == (rows[0].day, rows[0].by)]
        rows = [r for r in rows if (r.day, r.by) != (batch[0].day, batch[0].by)]
        person = place.state().get(Person, ids[batch[0].by])
        with place.change(person, library, through, _at(day, batch[0].day, 10)) as change:
            for row in batch:
                values = {n: _value(row, n, text, ids, day) for n, text in row.values.items() if text}
                try:
                    if row.key in ids:
                        change.set(ids[row.key], None, **values)
                    elif NOUNS[row.noun] is Review and values.get("held_on"):
                        ids |= _held(change, row.key, values)
                    else:
                        ids[row.key] = change.add(NOUNS[row.noun], **values)
                except AimsError as error:
                    raise AimsError(f"{row.file}:{row.line}: {error.what}", error.mend, error.advice) from None
    return place


def _held(change: Change, key: str, values: dict[str, str]) -> dict[str, str]:
    """Hold a review of all standards with what it is to consider on its day; return key -> id of it and of the tasks of its decisions."""
    state, library = change.state, change.library
    read = {name: value_of(Review, name, text, state, library) for name, text in values.items()}
    on = read.pop("held_on")
    given = review.inputs(state, library, standing(state, library, on), standards(state, library), on)
    made = review.hold(change, given, on, read.pop("chair", ""), **read)
    tasks = [t.id for t in change.state.all(Task) if t.source == made]
    return {key: made, **{f"{key}.{n}": task for n, task in enumerate(tasks, 1)}}


def _at(today: dt.date, day: int, hour: int) -> dt.datetime:
    return dt.datetime.combine(today + dt.timedelta(days=day), dt.time(hour), dt.UTC)


def _rows(folder: Path) -> list[_Row]:
    found = []
    for noun in NOUNS:
        path = folder / f"{noun}.tsv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for line, cells in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
                values = {n: v for n, v in cells.items() if n not in ("key", "by", "day")}
                found.append(_Row(f"demo/{noun}.tsv", line, noun, cells["key"], cells["by"], int(cells["day"]), values))
    return found


def _value(row: _Row, name: str, text: str, ids: dict[str, str], today: dt.date) -> str:
    """Return a cell as the workspace reads it: keys as ids, days from today as days."""
    field = field_types(NOUNS[row.noun]).get(name)
    if field and field.plain is dt.date and _DAYS.fullmatch(text):
        return (today + dt.timedelta(days=int(text))).isoformat()
    parts = [p.strip() for p in text.split(";")] if "@" in text else [text]
    try:
        return "; ".join(ids[p[1:]] if p.startswith("@") else p for p in parts)
    except KeyError as error:
        raise AimsError(
            f"{row.file}:{row.line}: no record is called {error}.", "Name one that stands before it."
        ) from None
