"""Frameworks and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any

from aims_graph.model.law import Provision
from aims_graph.model.record import Record
from aims_graph.model.source import Source


@dataclass(frozen=True)
class Framework:
    """One edition of a framework, as the header of its catalogue states it.

    ``counts`` holds what the standard itself has of each kind (38 controls, 72 subcategories), ``role`` is
    ``framework`` (requirements that mappings speak of), ``spine`` (the Harmonized Structure),
    ``superseded`` (an earlier edition) or ``outline`` (an edition of which only some numbers are known). ``added`` are columns that its
    table adds of its own, which mean nothing here.
    """

    id: str
    title: str
    short: str
    edition: str
    role: str
    counts: MappingABC[str, int]
    header: MappingABC[str, Any]
    source: Source
    added: tuple[str, ...] = ()

    @property
    def is_mapped(self) -> bool:
        """Whether mappings speak of it; earlier editions and the Harmonized Structure bear none."""
        return self.role == "framework"

    @property
    def rank(self) -> int:
        """Its place among the others, as its header states it; after all that state one, if it states none."""
        return int(self.header.get("rank", 99))

    @property
    def licence(self) -> str:
        """The web address of the licence its catalogue is under; empty if it states none."""
        return str(self.header.get("license", ""))

    def listed(self, key: str) -> tuple[str, ...]:
        """Return the list that the header has under a key; empty if it says nothing."""
        return tuple(self.header.get(key, ()))


@dataclass(frozen=True, slots=True)
class Requirement(Record):
    """One node of a catalogue: a clause, control, subcategory or provision; or a heading (``assessable`` is false).

    ``has_one_demand`` is true of one that was judged to ask for a single result or act, which is met in part or whole, never mostly.
    """

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
    has_one_demand: bool = False

    @property
    def name(self) -> str:
        """Number and title, as a person reads them."""
        return f"{self.number} {self.title}".strip()
