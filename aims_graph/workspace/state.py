"""All records of a workspace as they stood after one change: what every page and command answers from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aims_graph.errors import AimsError
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class State:
    """The records by noun and id; ``seq`` is the number of the last line of history that is in it."""

    seq: int
    records: Mapping[str, Mapping[str, Record]]
    #: What was worked out from this state, by name: a state never changes, so neither does that.
    kept: dict[str, Any] = field(default_factory=dict)
    #: Which workspace it is of: a sum over the first line of its history, the same in each of its backups; empty if there is no history yet.
    origin: str = ""
    #: Of the state on an earlier day: that day, and the ids of the records that were entered since, each with the day on which it was.
    on: str = ""
    later: Mapping[str, str] = field(default_factory=dict)

    def all(self, cls: type[R]) -> list[R]:
        """Return the records of a noun that are not withdrawn, in the order of their numbers."""
        return [r for r in self.records[NOUN_OF[cls]].values() if not r.withdrawn]  # type: ignore[misc]

    def get(self, cls: type[R], record_id: str) -> R:
        """Return one record, withdrawn or not.

        Raises:
            AimsError: if there is none.
        """
        found = self.records[NOUN_OF[cls]].get(record_id)
        if found is None and record_id in self.later:
            day = self.later[record_id]
            raise AimsError(
                f"{record_id} was entered on {day}; on {self.on} it was not there yet.",
                f"Name a day from {day} on with --on, or leave --on out.",
                f"Choose a day from {day} on.",
            )
        if found is None:
            near = ", ".join(list(self.records[NOUN_OF[cls]])[:8]) or "none yet"
            raise AimsError(f"There is no {cls.CALLED} '{record_id}'.", f"There are: {near}.")
        return found  # type: ignore[return-value]

    def known(self, record_id: str) -> Record | None:
        """Return the record of an id, whatever its noun; ``None`` if there is none."""
        return next((records[record_id] for records in self.records.values() if record_id in records), None)

    def find(self, record_id: str) -> tuple[str, Record]:
        """Return the noun of an id and its record.

        Raises:
            AimsError: if there is none.
        """
        prefix = record_id.rpartition("-")[0]
        for noun, cls in NOUNS.items():
            if prefix == cls.PREFIX:
                return noun, self.get(cls, record_id)
        raise AimsError(
            f"'{record_id}' is no id of a workspace.",
            "Ids begin with " + ", ".join(f"{c.PREFIX}- ({c.CALLED})" for c in NOUNS.values()) + ".",
        )
