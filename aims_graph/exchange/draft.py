"""A draft: what a file of somebody else's holds, before any of it is content of ours.

Every reader of a foreign format returns one and decides nothing: names stay as the file writes them, relations as it says them. What
they are here is looked up by :mod:`aims_graph.exchange.sides`; what is written where, by :mod:`aims_graph.exchange.entry`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

#: What a file calls a requirement by.
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Note:
    """What was not understood or is not kept: where in the file, and what."""

    where: str
    what: str


@dataclass(frozen=True)
class DraftRequirement:
    """One node of a framework as the file has it.

    ``key`` is the file's own name of it (an id, a URN, an IRI), which mappings of the same file use; ``number`` is how people write it;
    ``kind`` is the field's word for its level (function, category, control …). ``where`` is a line, a cell or a JSON pointer.
    """

    key: str
    number: str
    title: str
    kind: str
    parent: str = ""
    assessable: bool = True
    text: str = ""
    where: str = ""
    #: Other ways to write the number, as the file lists them.
    aliases: tuple[str, ...] = ()
    #: What else the file says of it, under the file's own names.
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftFramework:
    """A framework as the file has it: ``key`` is the file's name of it, ``iri`` a namespace if it gives one."""

    key: str
    title: str
    requirements: tuple[DraftRequirement, ...]
    short: str = ""
    edition: str = ""
    issuer: str = ""
    iri: str = ""
    language: str = ""
    licence: str = ""
    rights: str = ""
    date: str = ""
    description: str = ""
    #: What else its header says.
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """One side of a row as the file writes it: the name, the framework the file says it belongs to (empty if none), and its title there."""

    name: str
    framework: str = ""
    label: str = ""


@dataclass(frozen=True)
class DraftRow:
    """One row of a crosswalk, or one map of sets: all of ``subjects`` together against all of ``objects`` together.

    ``predicate`` and ``modifier`` are SSSOM's (an IRI or CURIE, ``Not`` or empty). ``relation`` is one of our set relations where the file
    says one, read from where ``subjects`` stand; ``supportive`` a supportive word of NIST IR 8477, which is no set relation. A row
    that says neither says only that somebody put the two together. No ``objects`` (or no ``subjects``): the file says there is no counterpart,
    ``missing_in`` in which framework, where that is another than the crosswalk's.
    """

    subjects: tuple[Side, ...]
    objects: tuple[Side, ...]
    where: str
    predicate: str = ""
    modifier: str = ""
    relation: str = ""
    supportive: str = ""
    justification: str = ""
    confidence: str = ""
    comment: str = ""
    #: Other slots of SSSOM, or what else the file says of the row, under the file's own names.
    more: Mapping[str, str] = field(default_factory=dict)
    missing_in: str = ""

    @property
    def met(self) -> tuple[str, str]:
        """How much of the subject and of the object is met, as the file says it; empty where it does not, or states no set relation but a support."""
        subject, object_ = (self.more.get(f"ext_{side}_met", "") for side in ("subject", "object"))
        return ("", "") if self.supportive else (subject, object_)


@dataclass(frozen=True)
class DraftMapping:
    """A crosswalk as the file has it. ``subject`` and ``object`` are the file's names of the two frameworks; ``prefixes`` its ``curie_map``.

    ``any_overlap`` says that its "intersects" denies no containment, which is so unless the format or the file says otherwise.
    """

    id: str
    title: str
    rows: tuple[DraftRow, ...]
    subject: str = ""
    object: str = ""
    stated_by: str = ""
    licence: str = ""
    rights: str = ""
    version: str = ""
    date: str = ""
    description: str = ""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    any_overlap: bool = True
    #: What else its header says (authors, reviewers, tools), multi-valued slots joined by ``|``.
    more: Mapping[str, str] = field(default_factory=dict)
    #: What its header declares of the slots it adds (``ext_…``): slot -> ``property`` and ``type_hint``.
    extensions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """What one file holds: frameworks, crosswalks, and what of it is not kept.

    Faults are no part of it: a reader raises :class:`~aims_graph.errors.ContentError` with all of them at once.
    """

    format: str
    file: Path
    sha256: str
    frameworks: tuple[DraftFramework, ...] = ()
    mappings: tuple[DraftMapping, ...] = ()
    notes: tuple[Note, ...] = ()


def above(key: K, parents: Mapping[K, K]) -> Iterator[K]:
    """Yield what stands above a requirement, the nearest first, each once: one that is in a ring stands above itself.

    >>> [*above("3.1.2", {"3.1.2": "3.1", "3.1": "3", "3": ""})], [*above("a", {"a": "b", "b": "a"})]
    (['3.1', '3'], ['b', 'a'])
    """
    seen: set[K] = set()
    at = parents.get(key)
    while at and at not in seen:
        seen.add(at)
        yield at
        at = parents.get(at)
