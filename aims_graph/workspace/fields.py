"""What a field of a record may hold, read from its annotation; without the database, which only keeps it."""

from __future__ import annotations

import types
from dataclasses import Field, fields
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record


def field_types(cls: type[Record]) -> dict[str, tuple[Any, bool, bool]]:
    """Return field -> its plain type, whether it may be None, and whether it holds several values."""
    return _types_of(NOUN_OF[cls])


@cache
def _types_of(noun: str) -> dict[str, tuple[Any, bool, bool]]:
    cls = NOUNS[noun]
    found = {}
    hints = get_type_hints(cls)
    for f in fields(cls):
        hint = hints[f.name]
        if get_origin(hint) is tuple:
            found[f.name] = (str, False, True)
        elif get_origin(hint) in (Union, types.UnionType):
            found[f.name] = (next(a for a in get_args(hint) if a is not type(None)), True, False)
        else:
            found[f.name] = (hint, False, False)
    return found


def points_to(field: Field[Any]) -> str:
    """Return the noun whose ids a field holds; empty if it holds none."""
    return str(field.metadata.get("of", ""))
