"""Mappings: what one framework has for another, row by row; and what remains if one is held whole."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace
from typing import Any

from aims_graph.model.record import Record
from aims_graph.model.source import Source
from aims_graph.vocabulary import CONVERSE, NO_TERM_FOUND


@dataclass(frozen=True, slots=True)
class Mapping(Record):
    """One row of a mapping file. A side without counterpart is ``sssom:NoTermFound`` and has no relation.

    ``predicate`` is what the row says in SKOS or another vocabulary: a CURIE, or an IRI of a namespace that has no prefix here. Another
    hand's row may say no set relation: its ``relation`` is then empty too. ``modifier`` is ``Not`` where the row denies its predicate.
    ``confidence`` is ``None`` where none is stated; 0 is a confidence. ``named_by`` says of a row that denies what kinds of source commonly put the pair together.
    ``people`` are those who wrote or reviewed it: slot of SSSOM and value. ``more`` is what else the row says as its file is
    written (turned round or not): column and text, which mean nothing here and leave again as they came.
    """

    set_id: str
    subject_id: str
    subject_label: str
    object_id: str
    object_label: str
    relation: str
    subject_met: str
    object_met: str
    shared: str
    subject_only: str
    object_only: str
    comment: str
    nearest: str
    with_parts: bool
    confidence: float | None
    justification: str
    tool: str
    date: str
    other_source: str
    source: Source
    predicate: str = "skos:relatedMatch"
    named_by: str = ""
    modifier: str = ""
    people: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, str], ...] = ()

    @property
    def is_counterpart(self) -> bool:
        """Whether the row states that the two share something."""
        return self.relation not in ("", "no_relationship")

    @property
    def is_denied(self) -> bool:
        """Whether the row states that the two share nothing."""
        return self.relation == "no_relationship"

    @property
    def is_gap(self) -> bool:
        """Whether the row states that a side has no counterpart."""
        return NO_TERM_FOUND in (self.subject_id, self.object_id)

    @property
    def missing_for(self) -> str:
        """For a no-counterpart row, the requirement that has none; else empty."""
        if self.object_id == NO_TERM_FOUND:
            return self.subject_id
        return self.object_id if self.subject_id == NO_TERM_FOUND else ""

    @property
    def row_id(self) -> str:
        """A stable id of the row: its set and its two sides."""
        return f"{self.set_id}/{self.subject_id}..{self.object_id}".replace(":", "_")

    def seen_from(self, requirement: str) -> Mapping:
        """Return the row with ``requirement`` as its subject, turning the relation round where needed.

        Raises:
            ValueError: if ``requirement`` is neither side.
        """
        if requirement == self.subject_id:
            return self
        if requirement != self.object_id:
            raise ValueError(f"{requirement} is no side of {self.row_id}")
        return replace(
            self,
            subject_id=self.object_id,
            subject_label=self.object_label,
            object_id=self.subject_id,
            object_label=self.subject_label,
            relation=CONVERSE.get(self.relation, ""),
            subject_met=self.object_met,
            object_met=self.subject_met,
            subject_only=self.object_only,
            object_only=self.subject_only,
        )


@dataclass(frozen=True)
class Joint:
    """What another hand says of several requirements together: all ``subjects`` against all ``objects``, not each against each.

    ``relation`` is the set relation of the two sides as wholes, empty where none is stated. Nothing follows from it for a single one.
    ``more`` is what else the row says, as in :class:`Mapping`.
    """

    set_id: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    relation: str
    predicate: str
    comment: str
    justification: str
    source: Source
    more: tuple[tuple[str, str], ...] = ()

    @property
    def row_id(self) -> str:
        """A stable id of it: its set and its line."""
        return f"{self.set_id}/joint-{self.source.line}"


@dataclass(frozen=True)
class MappingSet:
    """One mapping file: the pair of frameworks it speaks of, who states it, its rows, and what it says of several requirements together."""

    id: str
    subject: str
    object: str
    stated_by: str
    header: MappingABC[str, Any]
    rows: tuple[Mapping, ...]
    file: str
    joint: tuple[Joint, ...] = ()

    @property
    def title(self) -> str:
        """Its title, or its identifier where it states none."""
        return str(self.header.get("mapping_set_title") or self.header.get("mapping_set_id") or self.id)

    @property
    def is_complete(self) -> bool:
        """Whether it claims to speak of every requirement of both sides."""
        return self.header.get("complete") == "yes"


@dataclass(frozen=True, slots=True)
class Remainder(Record):
    """What remains of a requirement when another framework is held whole."""

    requirement_id: str
    requirement_label: str
    held: str
    met: str
    by: tuple[str, ...]
    remains: str
    comment: str
    source: Source


@dataclass(frozen=True)
class Combined:
    """What remains of a requirement when several frameworks are held whole at once and meet more of it together than the best of them alone.

    ``held`` are the ids of the frameworks; ``by`` the requirements of theirs that do it, with some of each.
    """

    requirement_id: str
    requirement_label: str
    held: tuple[str, ...]
    met: str
    by: tuple[str, ...]
    remains: str
    comment: str
    source: Source
