"""The supports against the rows and their own readings: nothing that shares is said to support, and each row is what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.answers.trust.support_agreement import decided
from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.model import Library


def support_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each support between two that share something, and each row of supports, or reasoned no, that its readings did not decide."""
    library = ground.library
    if not library.supports and not library.support_readings:
        return
    sides = {name.partition(":")[0] for s in library.supports for name in (s.giver, s.taker)}
    files = {s.source.file for s in library.supports} | {r.source.file for r in library.support_readings}
    files |= {s.file for s in library.sets if not s.stated_by}
    if not ground.holds("the supports", files, sides):
        return
    rows = {frozenset((r.subject_id, r.object_id)): r for r in library.mappings if r.is_counterpart}
    for support in library.supports:
        row = rows.get(frozenset((support.giver, support.taker)))
        if row:
            what = (
                f"{support.giver} is said to support {support.taker}, but {row.source} says that they share something"
            )
            yield Finding(support.source.file, support.source.line, what, "remove one of the two")
        # Who takes may be a classification or a right that binds nobody; who gives must leave something behind.
        if not library.requirements[support.giver].assessable:
            what = f"{support.giver} is a heading or binds nobody who is audited, and leaves nothing behind"
            yield Finding(support.source.file, support.source.line, what, "name the requirement below it")
    yield from _readings(library)


def _readings(library: Library) -> Iterator[Finding]:
    stated = {(s.giver, s.taker, s.kind) for s in library.supports}
    denied = {(r.subject_id, r.object_id) for r in library.mappings if r.relation == "no_relationship"}
    for (subject, object_), readings in library.support_readings_of.items():
        at, verdict = readings[0].source, decided(readings)
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
                yield Finding(found.source.file, found.source.line, what, "add the row, or decide again")
        if verdict[0].verdict == "no" and verdict[0].drawn_as == "named" and (subject, object_) not in denied:
            yield Finding(
                at.file, at.line, f"{name}: decided as no, but no row says why", "add a row with no_relationship"
            )
