"""A crosswalk as it is judged: each row with the requirements it names, and all of them as a library in which they stand in place of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from aims_graph.errors import Finding
from aims_graph.exchange.draft import DraftMapping, DraftRow
from aims_graph.exchange.sides import Entered, ResolvedSide, Sides
from aims_graph.formats.tsv import is_share
from aims_graph.model import Library, Mapping, MappingSet, Source
from aims_graph.model.naming import full_name
from aims_graph.present.faults import Fault
from aims_graph.progress import each
from aims_graph.vocabulary import NO_TERM_FOUND, SET_RELATIONS

#: The last part of a SKOS predicate -> the set relation that it says by itself.
SAID_BY = {SET_RELATIONS[r][0].partition(":")[2]: r for r in ("equal", "subset_of", "superset_of")}


@dataclass(frozen=True)
class Spot(Source):
    """Where a row stands in a file that need not have lines: its place among the rows, and the place as the file has it."""

    where: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.where.removeprefix('line ')}"


@dataclass(frozen=True)
class ResolvedRow:
    """One row with where its sides stand; ``mapping`` if it puts one requirement beside one, or says that one has no counterpart."""

    draft: DraftRow
    subjects: tuple[ResolvedSide, ...]
    objects: tuple[ResolvedSide, ...]
    mapping: Mapping | None

    @property
    def where(self) -> str:
        """The line, cell, JSON pointer or IRI."""
        return self.draft.where

    @property
    def places(self) -> tuple[ResolvedSide, ...]:
        """Both sides, left first."""
        return (*self.subjects, *self.objects)

    @property
    def predicate(self) -> str:
        """The last part of its predicate (exactMatch), whatever its prefix."""
        return re.split(r"[:#/]", self.draft.predicate)[-1]

    @property
    def is_gap(self) -> bool:
        """Whether it says that a side has no counterpart."""
        return not self.draft.subjects or not self.draft.objects

    @property
    def is_negated(self) -> bool:
        """Whether its modifier turns its predicate round."""
        return self.draft.modifier.lower() == "not"

    @property
    def relation(self) -> str:
        """The set relation it states: its own word, else what its predicate says; empty if neither says one."""
        if self.is_gap or self.draft.supportive:
            return ""
        if self.draft.relation:
            return self.draft.relation
        if self.is_negated:
            # That two are not the same, or not inside each other, leaves open what they are.
            return "no_relationship" if self.predicate == "relatedMatch" else ""
        return SAID_BY.get(self.predicate, "")

    @property
    def puts_together(self) -> bool:
        """Whether it says, in whatever words, that its sides have something in common."""
        is_denied = self.is_negated and not self.draft.relation
        return not (self.is_gap or is_denied or self.draft.supportive or self.relation == "no_relationship")


class ResolvedCrosswalk:
    """One crosswalk of a file, looked up in a library."""

    def __init__(self, library: Library, draft: DraftMapping, file: str, entered: Iterable[Entered] = ()) -> None:
        """Look up every side of every row.

        Args:
            library: the content it is judged by.
            draft: the crosswalk as its file has it.
            file: the file, as a person named it.
            entered: the frameworks that the file brings, which the library has too.
        """
        self.library = library
        self.draft = draft
        self.file = file
        self.sides = Sides(library, draft, entered)
        drafts = each(draft.rows, len(draft.rows), "Looking the rows up")
        self.rows = tuple(self._row(number, row) for number, row in enumerate(drafts, 1))

    def fault(self, rule: str, row: ResolvedRow | None, what: str, mend: str, *right: str) -> Fault:
        """Return a fault at a row, or of the whole file."""
        return Fault(rule, self.file, row.where if row else "", what, mend, right)

    def as_fault(self, rule: str, finding: Finding) -> Fault:
        """Return what a check found at one of the rows as a fault."""
        where = self.rows[finding.line - 1].where if finding.line else ""
        return Fault(rule, self.file, where, finding.what, finding.mend)

    def full_name(self, requirement: str) -> str:
        """Return framework, number and title of a requirement."""
        return full_name(self.library, requirement)

    def shown(self, place: ResolvedSide) -> str:
        """Return a side as the file writes it, with what it stands for."""
        name = place.side.name
        return name if name == place.requirement or not place.requirement else f"{name} ({place.requirement})"

    def placed(self) -> Iterator[tuple[ResolvedRow, ResolvedSide, ResolvedSide]]:
        """Yield each row that puts one requirement of the library beside one, with both."""
        for row in self.rows:
            if len(row.subjects) == len(row.objects) == 1:
                one, other = row.subjects[0], row.objects[0]
                if self.is_known(one) and self.is_known(other):
                    yield row, one, other

    def is_known(self, place: ResolvedSide) -> bool:
        """Whether a side is a requirement of a framework that mappings speak of."""
        return place.requirement in self.library.requirements

    @cached_property
    def stated(self) -> Library:
        """The library with what the crosswalk states, and nothing else, in place of our rows."""
        return self._with(lambda row: row.mapping if row.mapping and (row.relation or row.is_gap) else None)

    @cached_property
    def put_together(self) -> Library:
        """The same with what it only puts together as well, as an overlap."""

        def counted(row: ResolvedRow) -> Mapping | None:
            if row.mapping and row.puts_together and not row.relation:
                return replace(row.mapping, relation="intersects")
            return row.mapping if row.relation or row.is_gap else None

        return self._with(counted)

    def _with(self, kept: Callable[[ResolvedRow], Mapping | None]) -> Library:
        groups: dict[tuple[str, str], dict[tuple[str, str], Mapping]] = {}
        for row in self.rows:
            mapping = kept(row)
            pair = self._pair(row) if mapping else None
            if mapping and pair:
                # Of a pair that stands twice the first row is judged; the second is a fault of its own.
                groups.setdefault(pair, {}).setdefault((mapping.subject_id, mapping.object_id), mapping)
        header = {"intersects_means": "any overlap"} if self.draft.any_overlap else {}
        sets = [
            MappingSet(f"{subject}--{object_}", subject, object_, "", header, tuple(rows.values()), self.file)
            for (subject, object_), rows in groups.items()
        ]
        return replace(self.library, sets=sets, remainders=[], readings=[], supports=[], support_readings=[])

    def _pair(self, row: ResolvedRow) -> tuple[str, str] | None:
        """Return the two frameworks of a row; of one without counterpart, as the row or the file's header names the missing one."""
        missing = row.draft.missing_in
        subject = row.subjects[0].framework if row.subjects else self.sides.framework(missing or self.draft.subject).id
        object_ = row.objects[0].framework if row.objects else self.sides.framework(missing or self.draft.object).id
        known = {f.id for f in self.library.mapped}
        return (subject, object_) if subject in known and object_ in known else None

    def _row(self, number: int, draft: DraftRow) -> ResolvedRow:
        subjects, objects = tuple(map(self.sides.subject, draft.subjects)), tuple(map(self.sides.object, draft.objects))
        row = ResolvedRow(draft, subjects, objects, None)
        if max(len(subjects), len(objects)) != 1 or not all(map(self.is_known, row.places)):
            return row
        one, other = subjects[0] if subjects else None, objects[0] if objects else None
        source = Spot(self.file, number, draft.where)
        mapping = Mapping(
            self.draft.id or self.file,
            *(one.requirement if one else NO_TERM_FOUND, one.side.label if one else ""),
            *(other.requirement if other else NO_TERM_FOUND, other.side.label if other else ""),
            row.relation,
            *("", "", "", "", ""),
            draft.comment,
            "",
            draft.more.get("ext_with_parts", "") == "yes",
            float(draft.confidence) if is_share(draft.confidence) else None,
            *(draft.justification, "", "", ""),
            source,
            draft.predicate,
        )
        return replace(row, mapping=mapping)
