"""The nouns of this project: framework, requirement, mapping, remainder; and a table, the shape of every answer."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from aims_graph.vocabulary import CONVERSE, NO_TERM_FOUND

Cell = str | int | float | None


@dataclass(frozen=True)
class Source:
    """Where a statement stands: a content file, relative to the content folder, and its line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Framework:
    """One edition of a framework, as the header of its catalogue states it.

    ``counts`` holds what the standard itself has of each kind (38 controls, 72 subcategories), ``role`` is
    ``framework`` (requirements that mappings speak of), ``spine`` (the Harmonized Structure) or ``superseded``.
    """

    id: str
    title: str
    short: str
    edition: str
    role: str
    counts: MappingABC[str, int]
    header: MappingABC[str, Any]
    source: Source


@dataclass(frozen=True)
class Applicability:
    """From when a provision applies to one kind of system: formally (Article 113), and in effect (ISO dates)."""

    system: str
    formal: str
    effective: str


@dataclass(frozen=True)
class Provision:
    """What only a legal provision has: its nature, who bears it, what it is about, from when, and its text's state."""

    nature: str = ""
    bearers: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    condition: str = ""
    systems: tuple[str, ...] = ()
    applies: tuple[Applicability, ...] = ()
    state: str = ""
    amended_by: str = ""
    replaces: tuple[str, ...] = ()
    difference: str = ""


@dataclass(frozen=True)
class Requirement:
    """One node of a catalogue: a clause, control, subcategory or provision; or a heading (``assessable`` is false)."""

    id: str
    framework: str
    number: str
    kind: str
    title: str
    title_is_ours: bool
    parent: str
    order: int
    assessable: bool
    summary: str
    documented_information: tuple[str, ...]
    aliases: tuple[str, ...]
    harmonized: str
    source: Source
    provision: Provision | None = None

    @property
    def name(self) -> str:
        """Number and title, as a person reads them."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Mapping:
    """One row of a mapping file. A side without counterpart is ``sssom:NoTermFound`` and has no relation."""

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
    confidence: float
    justification: str
    tool: str
    date: str
    other_source: str
    source: Source

    @property
    def is_counterpart(self) -> bool:
        """Whether the row states that the two share something."""
        return self.relation not in ("", "no_relationship")

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
class MappingSet:
    """One mapping file: the pair of frameworks it speaks of, who states it, and its rows."""

    id: str
    subject: str
    object: str
    stated_by: str
    header: MappingABC[str, Any]
    rows: tuple[Mapping, ...]
    file: str


@dataclass(frozen=True)
class Remainder:
    """What remains of a requirement when another framework is held whole."""

    requirement_id: str
    requirement_label: str
    held: str
    met: str
    by: tuple[str, ...]
    remains: str
    comment: str
    source: Source


#: The lines among the readings that are no reading: how a difference was decided, before and after the third.
DECISIONS = ("settled", "final")


@dataclass(frozen=True)
class Reading:
    """One judgement of a pair: the first, a later one that did not see it, or how a difference was settled.

    ``drawn_as`` says what the pair was when it was read again: ``row``, ``decoy`` or ``new``. ``confidence`` is NaN
    where none was given.
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


@dataclass(eq=False)
class Library:
    """All content, read and linked; what every answer is computed from. Treat it as read-only.

    Two libraries are one only if they are the same object: what takes long to compute is kept by that.
    """

    frameworks: dict[str, Framework]
    requirements: dict[str, Requirement]
    sets: list[MappingSet]
    remainders: list[Remainder]
    editions: list[dict[str, str]] = field(default_factory=list)
    transitions: list[dict[str, str]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    evidence: list[dict[str, str]] = field(default_factory=list)
    thesaurus: list[dict[str, str]] = field(default_factory=list)
    discrimination: list[dict[str, str]] = field(default_factory=list)

    @property
    def mappings(self) -> Iterator[Mapping]:
        """Every row of the project's own sets, in file order; second sets of a pair stay apart."""
        for mapping_set in self.sets:
            if not mapping_set.stated_by:
                yield from mapping_set.rows

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Parent id -> ids of its children, in order."""
        found: dict[str, list[str]] = {}
        for requirement in self.requirements.values():
            found.setdefault(requirement.parent, []).append(requirement.id)
        return found

    @cached_property
    def by_side(self) -> dict[str, list[Mapping]]:
        """Requirement id -> every row it stands on, whichever side."""
        found: dict[str, list[Mapping]] = {}
        for row in self.mappings:
            for side in (row.subject_id, row.object_id):
                if side != NO_TERM_FOUND:
                    found.setdefault(side, []).append(row)
        return found

    @cached_property
    def remainder_of(self) -> dict[tuple[str, str], Remainder]:
        """(requirement id, framework held) -> what remains."""
        return {(r.requirement_id, r.held): r for r in self.remainders}

    @cached_property
    def readings_of(self) -> dict[tuple[str, str], dict[str, Reading]]:
        """(subject id, object id) -> reading ("first", "second", …) -> what it found."""
        found: dict[tuple[str, str], dict[str, Reading]] = {}
        for reading in self.readings:
            found.setdefault((reading.subject_id, reading.object_id), {})[reading.reading] = reading
        return found

    @cached_property
    def _pair_of(self) -> dict[str, tuple[str, str]]:
        return {s.id: (s.subject, s.object) for s in self.sets}

    def times_read(self, row: Mapping) -> int:
        """Return how many readings that did not see each other stand behind a row; 1 where it was not read again."""
        readings = self.readings_of.get((row.subject_id, row.object_id), {})
        return max(1, sum(name not in DECISIONS for name in readings))

    def members(self, framework: str) -> list[Requirement]:
        """Return the requirements of one framework, in the standard's order."""
        return [r for r in self.requirements.values() if r.framework == framework]

    def below(self, requirement: str) -> Iterator[str]:
        """Yield the ids of all descendants, in order."""
        for child in self.children.get(requirement, []):
            yield child
            yield from self.below(child)

    def above(self, requirement: str) -> Iterator[str]:
        """Yield the ids of all ancestors, nearest first."""
        parent = self.requirements[requirement].parent
        while parent:
            yield parent
            parent = self.requirements[parent].parent

    def counterparts(self, requirement: str, framework: str) -> list[Mapping]:
        """Return the positive rows towards one framework, each seen from ``requirement``."""
        rows = [row.seen_from(requirement) for row in self.by_side.get(requirement, []) if row.is_counterpart]
        # By prefix and not by record: check asks this of rows whose ids do not exist, too.
        return [row for row in rows if row.object_id.partition(":")[0] == framework]

    def gap(self, requirement: str, framework: str) -> Mapping | None:
        """Return the row that says ``requirement`` has no counterpart in ``framework``, at itself or at an ancestor."""
        for holder in (requirement, *self.above(requirement)):
            for row in self.by_side.get(holder, []):
                speaks = holder == requirement or row.with_parts
                if row.missing_for == holder and speaks and framework in self._pair_of[row.set_id]:
                    return row
        return None


@dataclass(frozen=True)
class Table:
    """An answer: named columns, rows of text and numbers, a title and notes a person should read with it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
