"""Supports: what one requirement leaves behind that another needs, where the two share nothing."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.model.record import Record
from aims_graph.model.source import Source


@dataclass(frozen=True)
class Support:
    """One row of a file of supports: the giver leaves a thing behind that the taker would otherwise have to produce or obtain.

    The labels are the titles as the author typed them. ``kind`` is ``input``, or ``proof`` where an auditor of the taker would ask to see the thing. ``lacks`` is what the thing does not
    give of what the taker asks. ``named_by`` says what kinds of source commonly put the pair together.
    """

    set_id: str
    giver: str
    giver_label: str
    taker: str
    taker_label: str
    kind: str
    thing: str
    lacks: str
    comment: str
    named_by: str
    confidence: float
    justification: str
    tool: str
    date: str
    source: Source

    @property
    def row_id(self) -> str:
        """A stable id of the row: its set, its giver and its taker."""
        return f"{self.set_id}/{self.giver}..{self.taker}".replace(":", "_")


@dataclass(frozen=True, slots=True)
class SupportReading(Record):
    """One judgement of a pair that people put together and that has no row of shared demands, or how a difference was settled.

    ``verdict`` is ``support``, ``shared`` or ``no``; giver, places and kind are empty unless it is ``support``. ``drawn_as`` is ``named``
    for a pair that people put together, ``decoy`` for one that nobody does.
    """

    subject_id: str
    object_id: str
    drawn_as: str
    reading: str
    verdict: str
    giver: str
    taker: str
    kind: str
    confidence: float
    note: str
    date: str
    source: Source
