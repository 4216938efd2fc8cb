"""Readings: who judged a pair how, before it was settled."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.model.record import Record
from aims_graph.model.source import Source

#: Each reading that is held against what stood before it -> the line that decides where the two differ.
DECIDED_BY = {"second": "settled", "third": "final", "fourth": "resettled", "fifth": "concluded"}
LATER, DECISIONS = tuple(DECIDED_BY), tuple(DECIDED_BY.values())
#: The readings of which the majority decides; each later one is decided by a line of its own.
BY_MAJORITY = ("first", *LATER[:2])
#: Every kind of line about a pair, in the order in which they come.
READINGS = ("first", *(line for both in DECIDED_BY.items() for line in both))


@dataclass(frozen=True, slots=True)
class Reading(Record):
    """One judgement of a pair: the first, a later one that did not see it, or how a difference was settled.

    ``drawn_as`` says what the pair was when it was read again: ``row``, ``decoy``, ``named`` or ``new``
    (docs/reading.md). ``confidence`` is NaN where none was given.
    """

    set_id: str
    subject_id: str
    object_id: str
    drawn_as: str
    reading: str
    subject_met: str
    object_met: str
    confidence: float
    outcome: str
    note: str
    date: str
    source: Source

    @property
    def shares(self) -> bool:
        """Whether this reading found a shared demand."""
        return self.subject_met != "none"

    @property
    def verdict(self) -> tuple[str, str]:
        """How much of the subject and of the object is met."""
        return self.subject_met, self.object_met


@dataclass(frozen=True)
class Trial:
    """One trial of whether a row's phrases tell its pair: the row's pair, and the pair that a reader chose for them."""

    mapping_set: str
    subject_id: str
    object_id: str
    chosen_subject: str
    chosen_object: str
    date: str
    source: Source
