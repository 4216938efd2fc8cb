"""The supports against the rows and their own readings: nothing that shares is said to support, and each row is what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.answers.trust.support_agreement import confidence_from, decided
from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, Mapping, Source, Support

ONE_OF_TWO = "remove one of the two"


def support_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each support between two that share something, and each row of supports, or reasoned no, that its readings did not decide."""
    library = ground.library
    if not library.supports and not library.support_readings:
        return
    sides = {framework_of(name) for s in library.supports for name in (s.giver, s.taker)}
    files = {s.source.file for s in library.supports} | {r.source.file for r in library.support_readings}
    # A crosswalk out of form may hold any of the rows.
    files |= {f for f in ground.unsound_in("mappings/") if f.endswith(".sssom.tsv")}
    if not ground.holds("the supports", files, sides):
        return
    rows = {frozenset((r.subject_id, r.object_id)): r for r in library.mappings if r.is_counterpart}
    seen: dict[tuple[str, str], Source] = {}
    for support in library.supports:
        at, name = support.source, f"{support.giver} is said to support {support.taker}"
        row = rows.get(frozenset((support.giver, support.taker)))
        if row:
            yield Finding(at.file, at.line, f"{name}, but {row.source} says that they share something", ONE_OF_TWO)
        for denial in _denials(library, support):
            what = f"{name}, but {denial.source} says that nothing carries over"
            yield Finding(at.file, at.line, what, ONE_OF_TWO)
        other = seen.setdefault((support.giver, support.taker), at)
        if other is not at:
            yield Finding(at.file, at.line, f"{name}, and in {other} already", "keep one row for a direction")
        # Who takes may be a classification or a right that binds nobody; who gives must leave something behind.
        if not library.requirements[support.giver].assessable:
            what = f"{support.giver} is a heading or binds nobody who is audited, and leaves nothing behind"
            yield Finding(at.file, at.line, what, "name the requirement below it")
    yield from _readings(ground)
    if not any(ground.distrusts(*pair) for pair in library.support_readings_of):
        yield from _undecided(library)
        yield from _unsure(library)


def _denials(library: Library, support: Support) -> Iterator[Mapping]:
    """Yield each row that denies what a support says, at its two places or, for all their parts, at what these are parts of."""
    takers = {support.taker, *library.above(support.taker)}
    for name in (support.giver, *library.above(support.giver)):
        for row in library.rows_at(name):
            exact = (name, row.object_id) == (support.giver, support.taker)
            if row.is_denied and row.object_id in takers and (exact or row.with_parts):
                yield row


def _undecided(library: Library) -> Iterator[Finding]:
    """Yield each support whose readings, if it was read, decided otherwise, or give it another confidence."""
    settled = {pair: stand for pair, readings in library.support_readings_of.items() if (stand := decided(readings))}
    naming: dict[str, list[tuple[str, str]]] = {}
    for pair in settled:
        for one in dict.fromkeys(pair):
            naming.setdefault(one, []).append(pair)
    place = {pair: n for n, pair in enumerate(settled)}
    for support in library.supports:
        at, name = support.source, f"{support.giver} supporting {support.taker}"
        sides = [{n, *library.above(n)} for n in (support.giver, support.taker)]
        read = {
            pair: library.support_readings_of[pair]
            for pair in sorted({p for n in sides[0] for p in naming.get(n, ())}, key=place.__getitem__)
            if any(a in sides[0] and b in sides[1] for a, b in (pair, pair[::-1]))
        }
        sure = [
            confidence_from(readings)
            for pair, readings in read.items()
            if any((r.giver, r.taker, r.kind) == (support.giver, support.taker, support.kind) for r in settled[pair])
        ]
        if read and not sure:
            lines = ", ".join(str(readings[0].source) for readings in read.values())
            what = f"{name} ({support.kind}) is not what its readings decided ({lines})"
            yield Finding(at.file, at.line, what, "remove the row, or settle the readings")
        if sure and support.confidence not in sure:
            what = f"{name}: confidence {support.confidence} is not that of its readings, {max(sure)}"
            yield Finding(at.file, at.line, what, f"write {max(sure)}")


def _unsure(library: Library) -> Iterator[Finding]:
    """Yield each reasoned no that is surer, or less sure, than its readings make it.

    A row that names no kind of source that puts the pair together was judged as a mapping, and has the confidence of those readings.
    """
    denied = {frozenset((r.subject_id, r.object_id)): r for r in library.mappings if r.is_denied and r.named_by}
    for pair, readings in library.support_readings_of.items():
        row, verdict = denied.get(frozenset(pair)), decided(readings)
        if row and verdict and verdict[0].verdict == "no" and row.confidence != confidence_from(readings):
            expected = confidence_from(readings)
            stated = "none" if row.confidence is None else row.confidence
            what = f"{pair[0]} to {pair[1]}, a reasoned no: confidence {stated} is not that of its readings, {expected}"
            yield row.source.finding(what, f"write {expected}")


def _readings(ground: Ground) -> Iterator[Finding]:
    library = ground.library
    stated = {(s.giver, s.taker, s.kind) for s in library.supports}
    denied = {frozenset((r.subject_id, r.object_id)) for r in library.mappings if r.is_denied}
    shared = {frozenset((r.subject_id, r.object_id)) for r in library.mappings if r.is_counterpart}
    for (subject, object_), readings in library.support_readings_of.items():
        if ground.distrusts(subject, object_):
            continue
        at, verdict = readings[0].source, decided(readings)
        near = [{n, *library.above(n), *library.below(n)} for n in (subject, object_)]
        for found in readings:
            places = (found.giver, found.taker)
            if found.verdict == "support" and not any(places[0] in a and places[1] in b for a, b in (near, near[::-1])):
                what = f"{subject} to {object_}: {found.giver} and {found.taker} are not of this pair"
                yield found.source.finding(what, "name each side, or a part of it")
        name = f"{subject} to {object_}"
        if verdict is None:
            yield Finding(
                at.file,
                at.line,
                f"{name}: the readings differ and nobody settled it",
                "add a line with reading settled",
            )
            continue
        for found in verdict:
            if found.verdict == "support" and (found.giver, found.taker, found.kind) not in stated:
                what = f"{name}: decided as {found.giver} supporting {found.taker} ({found.kind}), but no row says so"
                yield found.source.finding(what, "add the row, or decide again")
        if verdict[0].verdict == "no" and verdict[0].drawn_as == "named" and {subject, object_} not in denied:
            yield Finding(
                at.file, at.line, f"{name}: decided as no, but no row says why", "add a row with no_relationship"
            )
        within = [{n, *library.below(n)} for n in (subject, object_)]
        if verdict[0].verdict == "shared" and not any(all(pair & side for side in within) for pair in shared):
            yield Finding(at.file, at.line, f"{name}: decided as shared, but no row says so", "add a row for the two")
