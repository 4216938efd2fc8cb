"""The library: all content, read and linked, and every index of it, each built once when it is first asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from aims_graph.errors import Finding
from aims_graph.model import indexes
from aims_graph.model.framework import Framework, Requirement
from aims_graph.model.indexes import Index, K, R, V
from aims_graph.model.law import Exclusion, Fact, Fine, Relief, Standing, Timing, Transition
from aims_graph.model.lists import (
    About,
    Accreditation,
    Alike,
    CompetencyQuestion,
    Concept,
    Edition,
    Evidence,
    Group,
    Link,
    Membership,
    Misnumber,
    Option,
    Particular,
    Refusal,
    Statement,
    Succession,
    Topic,
    Trap,
)
from aims_graph.model.mapping import Combined, Joint, Mapping, MappingSet, Remainder
from aims_graph.model.reading import DECISIONS, Reading, Trial
from aims_graph.model.support import Support, SupportReading
from aims_graph.pack.names import Names
from aims_graph.pack.pack import Digests, Pack, Stamp
from aims_graph.pack.terms import Terms


@dataclass(eq=False)
class Library:
    """All content, read and linked; what every answer is computed from. Treat it as read-only.

    Two libraries are one only if they are the same object: what takes long to compute is kept by that.
    ``packs``, ``names`` and ``terms`` are where it was read from, its prefixes and its small vocabularies.
    """

    packs: tuple[Pack, ...]
    names: Names
    terms: Terms
    #: What the file system said of the content when it was read.
    stamp: Stamp = ()
    frameworks: MappingABC[str, Framework] = field(default_factory=dict)
    requirements: MappingABC[str, Requirement] = field(default_factory=dict)
    sets: list[MappingSet] = field(default_factory=list)
    remainders: list[Remainder] = field(default_factory=list)
    combined: list[Combined] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    supports: list[Support] = field(default_factory=list)
    support_readings: list[SupportReading] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    scope: list[Exclusion] = field(default_factory=list)
    standing: list[Standing] = field(default_factory=list)
    reliefs: list[Relief] = field(default_factory=list)
    fines: list[Fine] = field(default_factory=list)
    stages: list[Timing] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    about: list[About] = field(default_factory=list)
    thesaurus: list[Concept] = field(default_factory=list)
    discrimination: list[Trial] = field(default_factory=list)
    traps: list[Trap] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    misnumbers: list[Misnumber] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    questions: list[CompetencyQuestion] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)
    particulars: list[Particular] = field(default_factory=list)
    accreditation: list[Accreditation] = field(default_factory=list)
    #: Files of added packs, and other hands' mapping sets, that were left out, with what is wrong in them.
    left_out: list[Finding] = field(default_factory=list)

    #: When it began to be read, without a fault (nanoseconds since 1970); 0: what is made from it must not be kept for the next run.
    read_at = 0
    #: The digests of the files that changed shortly before it was read: another edit of these may not show in the stamp.
    recent = Digests()
    #: When these files were last found as they were read (nanoseconds since 1970).
    looked_at = 0

    def whole(self) -> Library:
        """Return it with everything read, as a process wants it that lives long."""
        return self

    def at(self, index: Index[K, R, V]) -> MappingABC[K, V]:
        """Return an index: key -> what is found there. It is built at every call; whoever asks keeps it."""
        return index.build(self.listed(index.of))

    def listed(self, name: str) -> Iterable[Any]:
        """Return all records of one list, called as the field that holds them, or of the project's own rows (``mappings``)."""
        return self.requirements.values() if name == "requirements" else getattr(self, name)

    @property
    def heads(self) -> list[MappingSet]:
        """The mapping sets for whoever asks not for their rows, which may be missing here."""
        return self.sets

    @property
    def mappings(self) -> Iterator[Mapping]:
        """Every row of the project's own sets, in file order; second sets of a pair stay apart."""
        for mapping_set in self.sets:
            if not mapping_set.stated_by:
                yield from mapping_set.rows

    @cached_property
    def mapped(self) -> tuple[Framework, ...]:
        """The frameworks that mappings speak of, in the order their catalogues' headers rank them."""
        return tuple(sorted((f for f in self.frameworks.values() if f.is_mapped), key=lambda f: (f.rank, f.id)))

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {framework.id: place for place, framework in enumerate(self.mapped)}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.requirements)}

    def position(self, requirement: str) -> int:
        """Return where a requirement stands among all as they are read, counted from 0.

        Raises:
            KeyError: if there is no such requirement.
        """
        return self._order[requirement]

    def place(self, requirement: str) -> tuple[int, int]:
        """Return where a requirement stands among all: the rank of its framework, those not mapped last, and its order there.

        Raises:
            KeyError: if there is no such requirement.
        """
        found = self.requirements[requirement]
        return self._rank.get(found.framework, len(self._rank)), found.order

    @cached_property
    def laws(self) -> tuple[Framework, ...]:
        """Those of them that are law: some of their provisions say whom they bind."""
        lawful = {r.framework for r in self.requirements.values() if r.provision and r.provision.bearers}
        return tuple(f for f in self.mapped if f.id in lawful)

    def example(self, place: int = 0) -> str:
        """Return the id of a requirement to begin with, as the catalogue of a mapped framework names it; else its first that is assessable.

        Args:
            place: the framework's place among those mapped; negative from the end.
        """
        framework = self.mapped[place]
        named = str(framework.header.get("example", ""))
        if named in self.requirements:
            return named
        return next((r.id for r in self.members(framework.id) if r.assessable), "")

    @cached_property
    def fact_of(self) -> dict[str, Fact]:
        """Word -> the fact it stands for."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def timing_of(self) -> dict[str, Timing]:
        """Provision id -> when one acts on it, where it has a line of its own."""
        return {timing.provision: timing for timing in self.stages}

    @cached_property
    def _members(self) -> dict[str, list[Requirement]]:
        found: dict[str, list[Requirement]] = {f: [] for f in self.frameworks}
        for requirement in self.requirements.values():
            found[requirement.framework].append(requirement)
        return found

    @cached_property
    def evidence_at(self) -> MappingABC[str, Evidence]:
        """Requirement id -> what an auditor asks to see there."""
        return self.at(indexes.EVIDENCE_AT)

    @cached_property
    def topic_of(self) -> MappingABC[str, Topic]:
        """Id -> the topic or function."""
        return self.at(indexes.TOPIC_OF)

    @cached_property
    def about_of(self) -> MappingABC[str, About]:
        """Requirement id -> what it is about and who does the work: as settled, else as the first reading found."""
        return self.at(indexes.ABOUT_OF)

    @cached_property
    def group_of(self) -> MappingABC[str, Group]:
        """Id -> the group."""
        return self.at(indexes.GROUP_OF)

    @cached_property
    def membership_of(self) -> MappingABC[str, Membership]:
        """Requirement id -> its place in its group."""
        return self.at(indexes.MEMBERSHIP_OF)

    @cached_property
    def memberships_in(self) -> dict[str, list[Membership]]:
        """Group id -> its members' places in it, in the order of frameworks and standards."""
        found: dict[str, list[Membership]] = {g.id: [] for g in self.groups}
        for membership in sorted(self.memberships, key=lambda m: self.place(m.requirement_id)):
            found.setdefault(membership.group, []).append(membership)
        return found

    @cached_property
    def replaced_by(self) -> MappingABC[str, list[Requirement]]:
        """Id of a provision of an earlier edition -> the provisions whose catalogue says that they take its place."""
        return self.at(indexes.REPLACED_BY)

    @cached_property
    def became(self) -> MappingABC[str, list[Succession]]:
        """Requirement id -> what the table of successions says it became."""
        return self.at(indexes.BECAME)

    @cached_property
    def came_from(self) -> MappingABC[str, list[Succession]]:
        """Requirement id -> what the table of successions says it came from."""
        return self.at(indexes.CAME_FROM)

    @cached_property
    def links_at(self) -> MappingABC[str, list[Link]]:
        """Requirement id -> the links it stands in, from either side, in file order."""
        return self.at(indexes.LINKS_AT)

    @cached_property
    def remainders_of(self) -> MappingABC[str, list[Remainder]]:
        """Requirement id -> what remains of it, for each framework held, in file order."""
        return self.at(indexes.REMAINDERS_OF)

    @cached_property
    def combined_of(self) -> MappingABC[str, list[Combined]]:
        """Requirement id -> what remains of it beside several frameworks held at once, in file order."""
        return self.at(indexes.COMBINED_OF)

    @cached_property
    def supports_at(self) -> MappingABC[str, list[Support]]:
        """Requirement id -> the supports it gives or takes, in file order."""
        return self.at(indexes.SUPPORTS_AT)

    @cached_property
    def support_readings_of(self) -> MappingABC[tuple[str, str], list[SupportReading]]:
        """(subject id, object id) -> the readings of that pair as one that people put together, in file order."""
        return self.at(indexes.SUPPORT_READINGS_OF)

    @cached_property
    def own_pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of frameworks for which the project itself, or a pack put over it, states a set."""
        return frozenset(frozenset((s.subject, s.object)) for s in self.heads if not s.stated_by)

    @cached_property
    def children(self) -> MappingABC[str, list[str]]:
        """Parent id -> ids of its children, in order."""
        return self.at(indexes.CHILDREN)

    @cached_property
    def by_side(self) -> MappingABC[str, list[Mapping]]:
        """Requirement id -> every row it stands on, whichever side."""
        return self.at(indexes.BY_SIDE)

    @cached_property
    def theirs_at(self) -> dict[str, list[tuple[MappingSet, Mapping | Joint]]]:
        """Requirement id -> what sets of other hands say of it, in file order; none of it is ours."""
        found: dict[str, list[tuple[MappingSet, Mapping | Joint]]] = {}
        if not any(s.stated_by for s in self.heads):
            return found  # mostly; then no row need be read
        for mapping_set in self.sets:
            if mapping_set.stated_by:
                for row in mapping_set.rows:
                    for side in (row.subject_id, row.object_id):
                        found.setdefault(side, []).append((mapping_set, row))
                for joint in mapping_set.joint:
                    for side in (*joint.subjects, *joint.objects):
                        found.setdefault(side, []).append((mapping_set, joint))
        return found

    @cached_property
    def remainder_of(self) -> dict[tuple[str, str], Remainder]:
        """(requirement id, framework held) -> what remains."""
        return {(r.requirement_id, r.held): r for r in self.remainders}

    @property
    def judged_left(self) -> list[Remainder | Combined]:
        """All that was judged to remain: beside one framework, then beside several."""
        return [*self.remainders, *self.combined]

    def combined_for(self, requirement_id: str, held: Collection[str]) -> Combined | None:
        """Return what a curator judged to remain beside several of the frameworks held, taken together; of two judgements the one of more frameworks."""
        judged = [c for c in self.combined_of.get(requirement_id, ()) if set(c.held) <= set(held)]
        return max(judged, key=lambda c: len(c.held), default=None)

    @cached_property
    def readings_of(self) -> MappingABC[tuple[str, str], dict[str, Reading]]:
        """(subject id, object id) -> reading ("first", "second", …) -> what it found."""
        return self.at(indexes.READINGS_OF)

    @cached_property
    def readings_at(self) -> MappingABC[str, list[Reading]]:
        """Requirement id -> what was found of each pair that it is in, pair by pair."""
        return self.at(indexes.READINGS_AT)

    @cached_property
    def _pair_of(self) -> dict[str, tuple[str, str]]:
        return {s.id: (s.subject, s.object) for s in self.heads}

    def times_read(self, row: Mapping) -> int:
        """Return how many readings that did not see each other stand behind a row, seen from either side; 1 where it was not read again."""
        sides = (row.subject_id, row.object_id)
        readings = self.readings_of.get(sides) or self.readings_of.get(sides[::-1], {})
        times = sum(name not in DECISIONS for name in readings)
        named = self.support_readings_of
        as_named = {r.reading for r in named.get(sides, named.get(sides[::-1], []))}
        return max(1, times, len(as_named.difference(DECISIONS)))

    def members(self, framework: str) -> list[Requirement]:
        """Return the requirements of one framework, in the standard's order; empty for a framework nobody knows."""
        return self._members.get(framework, [])

    def below(self, requirement: str) -> Iterator[str]:
        """Yield the ids of all descendants, in order."""
        # Without recursion: a catalogue may be as deep as it likes.
        waiting = self.children.get(requirement, [])[::-1]
        while waiting:
            name = waiting.pop()
            yield name
            waiting += reversed(self.children.get(name, []))

    def above(self, requirement: str) -> Iterator[str]:
        """Yield the ids of all ancestors, nearest first."""
        parent = self.requirements[requirement].parent
        while parent:
            yield parent
            parent = self.requirements[parent].parent

    @cached_property
    def _seen(self) -> dict[str, list[Mapping]]:
        return {}

    def rows_at(self, requirement: str) -> list[Mapping]:
        """Return every row that names two requirements, one of them this, seen from it; in file order."""
        found = self._seen.get(requirement)
        if found is None:
            rows = self.by_side.get(requirement, [])
            found = self._seen[requirement] = [row.seen_from(requirement) for row in rows if not row.is_gap]
        return found

    def counterparts(self, requirement: str, framework: str) -> list[Mapping]:
        """Return the positive rows towards one framework, each seen from ``requirement``."""
        # By prefix and not by record: check asks this of rows whose ids do not exist, too.
        start = f"{framework}:"
        return [row for row in self.rows_at(requirement) if row.is_counterpart and row.object_id.startswith(start)]

    def said(self, section: str) -> list[Statement]:
        """Return what the content says of itself in one section (one of :data:`SECTIONS`)."""
        return [s for s in self.statements if s.section == section]

    def has_row(self, one: str, other: str) -> bool:
        """Tell whether a positive row relates two requirements."""
        return any(row.is_counterpart and row.object_id == other for row in self.rows_at(one))

    def gap(self, requirement: str, framework: str) -> Mapping | None:
        """Return the row that says ``requirement`` has no counterpart in ``framework``, at itself or at an ancestor."""
        for holder in (requirement, *self.above(requirement)):
            for row in self.by_side.get(holder, []):
                speaks = holder == requirement or row.with_parts
                if row.missing_for == holder and speaks and framework in self._pair_of[row.set_id]:
                    return row
        return None
