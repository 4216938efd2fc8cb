"""Rows on an earlier edition carried to the later one, as far as the two relations entail it; the rest is what a person must look at.

If the earlier requirement is known to be, as a set of demands, such and such to the later one, and the row says what it is to the other
side, then composition (``reason/relations.py``) says what the later one is to that side. Where that leaves it open what they are to each
other, nothing is carried: that two share something is no "intersects", which denies that one contains the other, unless the set means any overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace

from aims_graph.answers.editions.succession import became, later_of
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, Mapping, MappingSet, Succession
from aims_graph.reason.relations import APART, ASSERTED, INSIDE, OVERLAP, compose, converse
from aims_graph.reason.statements import is_loose, meant, word_for
from aims_graph.vocabulary import NO_TERM_FOUND, SET_RELATIONS


@dataclass(frozen=True)
class CarriedRow:
    """A row of the later edition, the row it stems from, and by which successions."""

    row: Mapping
    stems_from: Mapping
    by: tuple[Succession, ...]


@dataclass(frozen=True)
class RowToReview:
    """A row that is not carried: ``why`` is dropped, unstated, unjudged, shares (something, and how they compare is open) or undecided.

    ``candidates`` are what it may speak of now.
    """

    row: Mapping
    why: str
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Migration:
    """What became of one set: the pair of frameworks it now speaks of, the rows carried, and what a person must look at, in file order."""

    of: MappingSet
    subject: str
    object: str
    carried: tuple[CarriedRow, ...]
    looks: tuple[RowToReview, ...]


def migrations(library: Library, to: str = "") -> list[Migration]:
    """Return the migration of every set that speaks of an earlier edition.

    Args:
        library: the content.
        to: the id of the edition to migrate to; without it every edition that mappings speak of now.
    """
    every = later_of(library).items()
    later = {f: p for f, p in every if (p == to if to else library.frameworks[p].is_mapped)}
    return [_migration(library, s, later) for s in library.sets if s.subject in later or s.object in later]


def _migration(library: Library, mapping_set: MappingSet, later: MappingABC[str, str]) -> Migration:
    carried: dict[tuple[str, str], CarriedRow] = {}
    looks: list[RowToReview] = []
    for row in mapping_set.rows:
        for found in _lifted(library, mapping_set, row, later):
            if isinstance(found, RowToReview):
                looks.append(found)
                continue
            pair = (found.row.subject_id, found.row.object_id)
            if pair not in carried:
                carried[pair] = found
            elif carried[pair].row.relation != found.row.relation:
                # Two parts of one later requirement say different things of the same other side; each holds, and neither alone is all.
                looks.append(RowToReview(row, "undecided", pair))
    sides = (later.get(mapping_set.subject, mapping_set.subject), later.get(mapping_set.object, mapping_set.object))
    return Migration(mapping_set, *sides, tuple(carried.values()), tuple(looks))


def _lifted(
    library: Library, mapping_set: MappingSet, row: Mapping, later: MappingABC[str, str]
) -> Iterator[CarriedRow | RowToReview]:
    missing_in = {row.subject_id: mapping_set.subject, row.object_id: mapping_set.object}.get(NO_TERM_FOUND, "")
    if missing_in in later:
        # That an edition has no counterpart says nothing of a later one.
        yield RowToReview(row, "undecided", ())
        return
    options: list[list[Succession | None]] = []
    for side in (row.subject_id, row.object_id):
        if framework_of(side) not in later:
            options.append([None])
            continue
        found = became(library, side)
        if not found:
            yield RowToReview(row, "unstated", ())
            return
        options.append([*found])
    for subject in options[0]:
        for object_ in options[1]:
            yield _one(library, mapping_set, row, subject, object_)


def _one(
    library: Library, mapping_set: MappingSet, row: Mapping, subject: Succession | None, object_: Succession | None
) -> CarriedRow | RowToReview:
    by = tuple(filter(None, (subject, object_)))
    candidates = tuple(s.present for s in by if s.present)
    if len(candidates) < len(by):
        return RowToReview(row, "dropped", ())
    if any(not s.relation for s in by):
        return RowToReview(row, "unjudged", candidates)
    lifted = row
    if subject:
        there = library.requirements[subject.present]
        lifted = replace(lifted, subject_id=there.id, subject_label=there.title)
    if object_:
        there = library.requirements[object_.present]
        lifted = replace(lifted, object_id=there.id, object_label=there.title)
    if all(s.relation == "equal" for s in by):
        return CarriedRow(lifted, row, by)
    loose = is_loose(mapping_set)
    # That a side has no counterpart says that it shares nothing with any of the other framework.
    if not (row.is_gap or row.relation in ASSERTED):
        return RowToReview(row, "undecided", candidates)
    relation = APART if row.is_gap else meant(row.relation, loose)
    if subject:
        relation = compose(converse(ASSERTED[subject.relation]), relation)
    if object_:
        relation = compose(relation, ASSERTED[object_.relation])
    word = word_for(relation, loose)
    if not word or (row.is_gap and relation != APART):
        return RowToReview(row, "undecided" if relation & ~OVERLAP else "shares", candidates)
    if not row.is_gap:
        modifier = "Not" if word == "no_relationship" else ""
        lifted = replace(lifted, relation=word, predicate=SET_RELATIONS[word][0], modifier=modifier)
    # How much is met, and what only one side asks, was said of the earlier text alone; what both ask, of a later one that may ask less of it.
    keeps = all(not ASSERTED[s.relation] & ~INSIDE for s in by)
    shared = row.shared if keeps and word != "no_relationship" else ""
    lifted = replace(lifted, shared=shared, subject_met="", object_met="", subject_only="", object_only="")
    return CarriedRow(lifted, row, by)
