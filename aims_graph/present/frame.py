"""Any answer as a table of pandas: records, or a table that is made for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from aims_graph.errors import AimsError
from aims_graph.model import Framework, Requirement, Source, Table

if TYPE_CHECKING:
    from pandas import DataFrame


def frame(found: Table | Iterable[Any]) -> DataFrame:
    """Return a table, or records of one kind, as a DataFrame: a row each, a column for each field.

    A requirement or framework inside a record stands as its id, a source as ``file:line``; everything else stays what it is.

    Raises:
        AimsError: if pandas is not installed, something is no record, or records are of several kinds.
    """
    try:
        from pandas import DataFrame
    except ImportError:
        raise AimsError("pandas is not installed.", "Install it too: pip install 'aims-graph[notebook]'.") from None
    if isinstance(found, Table):
        return DataFrame(list(found.rows), columns=list(found.columns))
    records = list(found)
    strange = next((r for r in records if not is_dataclass(r) or isinstance(r, type)), None)
    if strange is not None:
        raise AimsError(f"A {type(strange).__name__} is no record.", "Hand over records of one kind, or a table.")
    if len(kinds := {type(r).__name__: None for r in records}) > 1:
        raise AimsError(f"These are records of several kinds: {', '.join(kinds)}.", "Hand over those of one kind.")
    columns = [field.name for field in fields(records[0])] if records else []
    return DataFrame([[_cell(getattr(r, name)) for name in columns] for r in records], columns=columns)


def _cell(value: object) -> object:
    if isinstance(value, (Requirement, Framework)):
        return value.id
    if isinstance(value, Source):
        return str(value)
    return value.value if isinstance(value, Enum) else value
