"""What rows say, word against word: predicate and set relation, denial and statement, a pair and its inverse, a side without counterpart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from aims_graph.check.rows import gap_findings
from aims_graph.formats.mapping_rules import contradiction
from aims_graph.lint.crosswalk import SAID_BY, ResolvedCrosswalk, ResolvedRow
from aims_graph.present.faults import Fault
from aims_graph.reason.relations import ANY, ASSERTED, OVERLAP, converse
from aims_graph.vocabulary import PREDICATES, SET_RELATIONS, contradicts, relation_name

#: The last part of a predicate -> the predicate as it is compared with set relations.
_PREDICATES = {predicate.partition(":")[2]: predicate for predicate in PREDICATES}
_PREDICATE_OF = {relation: predicate.partition(":")[2] for relation, (predicate, _) in SET_RELATIONS.items()}


def form_faults(crosswalk: ResolvedCrosswalk) -> Iterator[Fault]:
    """Yield every row that contradicts itself or another row of the same pair."""
    for row in crosswalk.rows:
        yield from _predicate(crosswalk, row)
        yield from _negation(crosswalk, row)
        yield from _gap(crosswalk, row)
        yield from _met(crosswalk, row)
    yield from _pairs(crosswalk)
    for mapping_set in crosswalk.put_together.sets:
        for finding in gap_findings(crosswalk.put_together, list(mapping_set.rows)):
            yield crosswalk.as_fault("no-counterpart", finding)


def _predicate(crosswalk: ResolvedCrosswalk, row: ResolvedRow) -> Iterator[Fault]:
    """The SKOS predicate and the set relation beside it."""
    said, relation = row.predicate, row.draft.relation
    if not relation or row.is_gap or row.is_negated or relation == "no_relationship":
        return
    if said in SAID_BY and SAID_BY[said] != relation:
        what = f"{said} says {relation_name(SAID_BY[said])}, the set relation {relation_name(relation)}"
        mend = f"write {_PREDICATE_OF[relation]}, or {relation_name(SAID_BY[said])}; broadMatch says that the object demands more"
        yield crosswalk.fault("predicate", row, what, mend, _PREDICATE_OF[relation])


def _negation(crosswalk: ResolvedCrosswalk, row: ResolvedRow) -> Iterator[Fault]:
    """Not beside what states something, and a denial without Not."""
    relation = row.draft.relation
    if row.draft.modifier and not row.is_negated:
        what = f"the predicate modifier is '{row.draft.modifier}'"
        yield crosswalk.fault("negation", row, what, "write Not, or leave it empty")
    elif row.is_negated and row.is_gap:
        what = "Not stands beside a side without counterpart: it says that there is one"
        yield crosswalk.fault("negation", row, what, "leave the modifier empty")
    elif row.is_negated and contradicts(_PREDICATES.get(row.predicate, ""), True, relation):
        what = f"Not denies {row.predicate}, the set relation {relation_name(relation)} states it"
        yield crosswalk.fault("negation", row, what, "remove Not, or write another set relation")
    elif relation == "no_relationship" and row.draft.predicate and not row.is_negated:
        what = f"{row.predicate} without Not reads as a match, the set relation says that nothing is shared"
        yield crosswalk.fault("negation", row, what, "write Not as predicate modifier")


def _gap(crosswalk: ResolvedCrosswalk, row: ResolvedRow) -> Iterator[Fault]:
    if not row.draft.subjects and not row.draft.objects:
        what = "neither side names a requirement"
        yield crosswalk.fault("no-counterpart", row, what, "name the one that has no counterpart, or remove the row")
    elif row.is_gap and row.draft.relation:
        what = f"a side has no counterpart, yet the row says {relation_name(row.draft.relation)}"
        yield crosswalk.fault("no-counterpart", row, what, "leave the set relation empty, or name the counterpart")


def _met(crosswalk: ResolvedCrosswalk, row: ResolvedRow) -> Iterator[Fault]:
    """How much of each side is met, beside what the row states; of one that denies what it states, that is told already."""
    said = (_PREDICATES.get(row.predicate, row.draft.predicate), "Not" if row.is_negated else "", row.draft.relation)
    if not contradiction(*said, row.is_gap) and (
        against := contradiction(*said, row.is_gap, row.draft.met, crosswalk.draft.any_overlap)
    ):
        yield crosswalk.fault("met", row, *against)


def _pairs(crosswalk: ResolvedCrosswalk) -> Iterator[Fault]:
    """A requirement beside itself, a pair on two rows, and two rows that read one pair in ways that cannot both be true."""
    seen: dict[frozenset[str], list[tuple[ResolvedRow, str, int]]] = defaultdict(list)
    for row, subject, object_ in crosswalk.placed():
        one, other = subject.requirement, object_.requirement
        if one == other:
            what = f"{one} stands on both sides"
            yield crosswalk.fault("same-requirement", row, what, "name two requirements, or remove the row")
            continue
        said = ASSERTED.get(row.relation, OVERLAP if row.puts_together else ANY)
        if row.relation == "intersects" and crosswalk.draft.any_overlap:
            said = OVERLAP
        first = min(one, other)
        said = said if one == first else converse(said)
        for before, subject_before, said_before in seen[frozenset((one, other))]:
            turned = ", the other way round," if subject_before != one else ""
            if said & said_before:
                what = f"{one} and {other} stand{turned} at {before.where or 'an earlier row'} already"
                yield crosswalk.fault("pair-twice", row, what, "keep one row for a pair")
            else:
                what = (
                    f"{one} and {other}: {_said(row)} here, {_said(before)}{turned} at {before.where};"
                    " both cannot be true"
                )
                mend = "keep the row that the texts bear out; read from the other side subset_of is superset_of"
                yield crosswalk.fault("against-inverse", row, what, mend)
            break
        seen[frozenset((one, other))].append((row, one, said))


def _said(row: ResolvedRow) -> str:
    """Return the relation of a row in words; one that states none says that its sides have something in common."""
    return relation_name(row.relation) or "put together"
