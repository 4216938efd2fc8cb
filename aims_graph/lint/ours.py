"""Each row beside what this content says of the same pair: where it agrees, and where a row of ours gives a reason against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aims_graph.lint.crosswalk import ResolvedCrosswalk, ResolvedRow
from aims_graph.model import Library, Mapping
from aims_graph.present.faults import Fault
from aims_graph.vocabulary import CONVERSE, relation_name


@dataclass
class Tally:
    """How many rows of one requirement with one this content also judged: the same, another relation, or a reason against; and how many not."""

    same: int = 0
    other: int = 0
    against: int = 0
    unsaid: int = 0


def beside_ours(crosswalk: ResolvedCrosswalk) -> tuple[list[Fault], Tally]:
    """Return the rows that differ from ours, with our reason, and the counts."""
    agreement, faults = Tally(), []
    for row, one, other in crosswalk.placed():
        if one.requirement == other.requirement:
            continue
        fault, kind = _judged(crosswalk, row, one.requirement, other.requirement)
        setattr(agreement, kind, getattr(agreement, kind) + 1)
        if fault:
            faults.append(fault)
    for row in crosswalk.rows:
        faults += _gap(crosswalk, row)
    return faults, agreement


def _judged(crosswalk: ResolvedCrosswalk, row: ResolvedRow, one: str, other: str) -> tuple[Fault | None, str]:
    """Return what ours has against one row, if anything, and which of the counts of :class:`Tally` it is."""
    library = crosswalk.library
    ours = next((m for m in library.rows_at(one) if m.object_id == other), None)
    if row.relation == "no_relationship":
        if ours is None or not ours.is_counterpart:
            return None, "same" if ours else "unsaid"
        what = (
            f"denies {one} and {other}; ours ({ours.source}) finds them {relation_name(ours.relation)}: {_shared(ours)}"
        )
        return crosswalk.fault("ours-shares", row, what, "judge the pair again on the texts"), "against"
    if not row.puts_together:
        return None, "unsaid"
    if ours is not None and ours.is_counterpart:
        return _differs(crosswalk, row, ours)
    denied = ours or _denied_with_parts(library, one, other)
    if denied is not None:
        named = f"; the pair is commonly named in {denied.named_by}" if denied.named_by else ""
        what = f"{one} and {other}: ours ({denied.source}) says that they share nothing: {_reason(denied)}{named}"
        return crosswalk.fault("ours-against", row, what, "remove the row, or say which demand both make"), "against"
    support = next((s for s in library.supports_at.get(one, ()) if {s.giver, s.taker} == {one, other}), None)
    if support is not None and row.relation:
        what = (
            f"{one} and {other}: ours ({support.source}) says that {support.giver} only leaves behind what {support.taker} needs"
            f" ({support.thing}), no shared demand: {_sentence(support.comment)}"
        )
        return crosswalk.fault("ours-against", row, what, "state it as a support, not as an overlap"), "against"
    for name, towards in ((one, other), (other, one)):
        gap = library.gap(name, library.requirements[towards].framework)
        if gap is not None:
            short = library.frameworks[library.requirements[towards].framework].short
            what = f"{name} and {towards}: ours ({gap.source}) says that {gap.missing_for} has no counterpart in {short}: {_reason(gap)}"
            return crosswalk.fault(
                "ours-against", row, what, "remove the row, or say which demand both make"
            ), "against"
    return None, "unsaid"


def _differs(crosswalk: ResolvedCrosswalk, row: ResolvedRow, ours: Mapping) -> tuple[Fault | None, str]:
    """A pair of which both say that it shares something: the same relation, or ours with what it rests on."""
    claimed = row.relation
    if claimed in ("", ours.relation) or (claimed == "intersects" and crosswalk.draft.any_overlap):
        return None, "same"
    only = "; ".join(
        f"only {side} asks: {text}"
        for side, text in ((ours.subject_id, ours.subject_only), (ours.object_id, ours.object_only))
        if text
    )
    what = f"{ours.subject_id} and {ours.object_id}: {relation_name(claimed)} here, ours ({ours.source}) has {relation_name(ours.relation)}{': ' + only if only else ''}"
    return crosswalk.fault(
        "ours-differs", row, what, "compare the demands that only one side makes", ours.relation
    ), "other"


def _gap(crosswalk: ResolvedCrosswalk, row: ResolvedRow) -> Iterator[Fault]:
    """A row that denies any counterpart where ours has one."""
    if not row.is_gap or len(row.places) != 1 or row.mapping is None:
        return
    missing = row.mapping.missing_for
    in_header = crosswalk.draft.object if row.draft.subjects else crosswalk.draft.subject
    framework = crosswalk.sides.framework(in_header).id
    ours = crosswalk.library.counterparts(missing, framework) if framework else []
    if ours:
        first = max(ours, key=lambda m: (m.relation != "intersects", -1 if m.confidence is None else m.confidence))
        what = f"says that {missing} has no counterpart; ours ({first.source}) finds {first.object_id} {relation_name(CONVERSE[first.relation])}: {_shared(first)}"
        yield crosswalk.fault(
            "ours-shares", row, what, "name the counterpart, or say why it does not count", first.object_id
        )


def _denied_with_parts(library: Library, one: str, other: str) -> Mapping | None:
    """Return the row by which two requirements above these, with all their parts, share nothing."""
    wider = {other, *library.above(other)}
    for holder in (one, *library.above(one)):
        for row in library.rows_at(holder):
            if row.is_denied and row.with_parts and row.object_id in wider:
                return row
    return None


def _reason(row: Mapping) -> str:
    return _sentence(row.comment) or "no reason is written"


def _shared(row: Mapping) -> str:
    return row.shared or _reason(row)


def _sentence(text: str) -> str:
    return f"“{text.strip().rstrip('.')}”" if text.strip() else ""
