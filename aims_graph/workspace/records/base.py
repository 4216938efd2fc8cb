"""The base of every noun of a workspace, and what may be said of a field.

Each class is one table and each field one column (:mod:`aims_graph.workspace.tables` makes them); a new column is one line and one
migration. ``said`` says of a field what its values may be: words of a closed list, ids of another noun, or ids of the content, which
live in files and not in the database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar

Texts = tuple[str, ...]
Day = dt.date | None


def said(
    default: Any = "",
    *,
    words: Texts = (),
    of: str = "",
    content: str = "",
    needed: bool = False,
    happened: bool = False,
    derived: bool = False,
) -> Any:
    """Return a field with what is said of its values.

    Args:
        default: its value where none is given.
        words: the only values it may have.
        of: the noun whose ids it holds.
        content: what ids of the content it holds: ``requirement``, ``framework``, ``edition`` (a framework, or another edition of one), ``assessed`` (one of both in which something can be answered), ``target`` (a requirement or a group), ``evidence`` (a kind),
            ``role`` and ``kind`` (of system: words of the law).
        needed: whether it may not be empty.
        happened: whether it is a day on which something happened, and therefore none that is yet to come.
        derived: whether it is worked out as the record is kept, and nobody writes it.
    """
    metadata = {
        **{"words": words, "of": of, "content": content},
        **{"needed": needed, "happened": happened, "derived": derived},
    }
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: an id that never changes, and whether it was withdrawn (nothing is deleted)."""

    #: What an id begins with; a number follows.
    PREFIX: ClassVar[str] = ""
    #: What a person calls one.
    CALLED: ClassVar[str] = ""

    id: str
    withdrawn: bool = False
