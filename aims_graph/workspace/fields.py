"""What a field of a record may hold, read from its annotation; without the database, which only keeps it."""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import Field, fields
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from aims_graph.formats.tsv import is_date
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record


class FieldType(NamedTuple):
    """What a field holds: values of a plain type, which may be missing (``None``), or several texts."""

    plain: Any
    optional: bool
    several: bool

    def from_json(self, value: Any) -> Any:
        """Return a value of a field from what :func:`~aims_graph.workspace.values.as_json` made of it.

        Raises:
            ValueError: if it is no day, and should be.
        """
        if self.several:
            return tuple(value or ())
        if self.plain is not dt.date or not value:
            return value
        if not is_date(value):
            raise ValueError(f"'{value}' is no date")
        return dt.date.fromisoformat(value)


def field_types(cls: type[Record]) -> dict[str, FieldType]:
    """Return what each field of a noun holds, by its name."""
    return _types_of(NOUN_OF[cls])


@cache
def _types_of(noun: str) -> dict[str, FieldType]:
    cls = NOUNS[noun]
    found = {}
    hints = get_type_hints(cls)
    for f in fields(cls):
        hint = hints[f.name]
        if get_origin(hint) is tuple:
            found[f.name] = FieldType(str, False, True)
        elif get_origin(hint) in (Union, types.UnionType):
            found[f.name] = FieldType(next(a for a in get_args(hint) if a is not type(None)), True, False)
        else:
            found[f.name] = FieldType(hint, False, False)
    return found


def points_to(field: Field[Any]) -> str:
    """Return the noun whose ids a field holds; empty if it holds none."""
    return str(field.metadata.get("of", ""))
