"""How far two readers who did not see each other agree on supports, and how many decoys they let through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.trust.kappa import nominal_kappa
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, SupportReading

#: The values of confidence (docs/reading.md).
SCALE = (0.9, 0.8, 0.7, 0.6)


def decided(readings: Sequence[SupportReading]) -> list[SupportReading] | None:
    """Return the readings of one pair that stand: the settled, else the first if no other found otherwise; ``None`` if nobody settled it."""
    settled = [r for r in readings if r.reading == "settled"]
    if settled:
        return settled
    first = [r for r in readings if r.reading == "first"]
    others = {r.reading for r in readings} - {"first"}
    for name in others:
        second = {(r.verdict, r.giver, r.taker, r.kind) for r in readings if r.reading == name}
        if second != {(r.verdict, r.giver, r.taker, r.kind) for r in first}:
            return None
    return first


def confidence_from(readings: Sequence[SupportReading]) -> float:
    """Return the confidence that the readings of a support, or of a reasoned no, give it (docs/reading.md).

    That of the less sure reading, rounded down to a value of the scale; 0.6 where they differed on whether, which way or how one supports the other.
    """
    blind = [r for r in readings if r.reading != "settled"]
    if len({(r.verdict, framework_of(r.giver), r.kind) for r in blind}) != 1:
        return min(SCALE)
    return max(value for value in SCALE if value <= min(SCALE[0], *(max(r.confidence, SCALE[-1]) for r in blind)))


@dataclass(frozen=True)
class SupportAgreement:
    """Counts of pairs read twice, and what the two readers found.

    Attributes:
        pairs: how many pairs were read twice, decoys included.
        both: how many both found to support.
        one: how many only one of them did.
        kappa: Cohen's kappa on whether the pair supports; NaN if chance alone agrees wholly.
        same_direction: of those both found, how many in the same direction.
        same_kind: of those, how many of the same kind.
        same_place: of those both found, how many at the same two places.
        decoys: how many decoys were read, each once a reader.
        taken: how many of these were taken for a support.
        named: how many pairs that people put together were read.
        kept: how many of these stand as supports now.
        shared: how many of them turned out to share something.
    """

    pairs: int
    both: int
    one: int
    kappa: float
    same_direction: int
    same_kind: int
    same_place: int
    decoys: int
    taken: int
    named: int
    kept: int
    shared: int


def support_agreement(library: Library) -> SupportAgreement:
    """Compare the first and second reading of every pair in ``mappings/supports/readings.tsv``."""
    verdicts: list[tuple[bool, bool]] = []
    same_direction = same_kind = same_place = decoys = taken = named = kept = shared = 0
    for readings in library.support_readings_of.values():
        by_name = {name: [r for r in readings if r.reading == name] for name in ("first", "second")}
        is_decoy = readings[0].drawn_as == "decoy"
        found = {name: any(r.verdict == "support" for r in rs) for name, rs in by_name.items()}
        if is_decoy:
            decoys += sum(bool(rs) for rs in by_name.values())
            taken += sum(found.values())
        else:
            named += 1
            standing = decided(readings) or []
            kept += any(r.verdict == "support" for r in standing)
            shared += any(r.verdict == "shared" for r in standing)
        if not all(by_name.values()):
            continue
        verdicts.append((found["first"], found["second"]))
        if all(found.values()):
            pairs = [(a, b) for a in by_name["first"] for b in by_name["second"]]
            framework = [(a, b) for a, b in pairs if framework_of(a.giver) == framework_of(b.giver)]
            same_direction += bool(framework)
            same_kind += any(a.kind == b.kind for a, b in framework)
            same_place += any((a.giver, a.taker) == (b.giver, b.taker) for a, b in framework)
    return SupportAgreement(
        len(verdicts),
        verdicts.count((True, True)),
        sum(a != b for a, b in verdicts),
        nominal_kappa(verdicts),
        same_direction,
        same_kind,
        same_place,
        decoys,
        taken,
        named,
        kept,
        shared,
    )
