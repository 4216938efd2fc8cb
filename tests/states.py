"""States of a workspace made without a database, for what is answered from records alone."""

from __future__ import annotations

from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.state import State


def state_of(*records: Record, seq: int = 1) -> State:
    """Return a state with these records and no others."""
    found: dict[str, dict[str, Record]] = {noun: {} for noun in NOUNS}
    for record in records:
        found[NOUN_OF[type(record)]][record.id] = record
    return State(seq, found)
