"""How far two readings that did not see each other agree, and what was done where they did not.

Weighted kappa with quadratic weights on the ordered scale none < some < most < all (Cohen 1968, Psychological Bulletin
70:213; weights of Fleiss and Cohen 1973, Educational and Psychological Measurement 33:613); plain kappa (Cohen 1960,
ibid. 20:37) on whether anything is shared.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aims_graph.errors import Finding
from aims_graph.model import Library, Mapping, Reading, Table
from aims_graph.vocabulary import MET

Pair = tuple[str, str]
NOTHING = ("none", "none")


def weighted_kappa(pairs: Sequence[tuple[int, int]], categories: int) -> float:
    """Return Cohen's kappa with quadratic weights for pairs of category numbers; NaN if chance alone agrees wholly.

    >>> round(weighted_kappa([(0, 0), (1, 1), (2, 2), (0, 1)], 3), 3)
    0.8
    """
    total = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) * total
    chance = sum((a - b) ** 2 * left[a] * right[b] for a in range(categories) for b in range(categories))
    return 1 - seen / chance if chance else float("nan")


@dataclass(frozen=True)
class Compared:
    """One pair that was read twice: both verdicts, what stands now, and the line that settled it, if any."""

    set_id: str
    pair: Pair
    drawn_as: str
    first: tuple[str, str]
    second: tuple[str, str]
    readings: tuple[Reading, ...]
    settled: Reading | None

    @property
    def agree(self) -> bool:
        """Whether both found the same of both sides."""
        return self.first == self.second


def compared(library: Library, set_id: str) -> list[Compared]:
    """Return every pair of one file that was read a second time; a decoy's first verdict is that nobody mapped it."""
    found = []
    for pair, by_name in library.readings_of.items():
        second = by_name.get("second")
        if second is None or second.set_id != set_id:
            continue
        first = by_name["first"].verdict if "first" in by_name else NOTHING
        readings = tuple(r for name, r in by_name.items() if name != "settled")
        found.append(Compared(set_id, pair, second.drawn_as, first, second.verdict, readings, by_name.get("settled")))
    return found


def confidence_from(row: Mapping, readings: Sequence[Reading]) -> float:
    """Return the confidence that the readings of a row give it (docs/reading.md).

    0.9 if every reading found what the row says; 0.8 if one is a step of "met" away on one side; 0.7 if further;
    0.6 if one found nothing. Never more than the least sure of the readings.
    """
    verdict = (row.subject_met, row.object_met)
    away = max(sum(abs(MET.index(a) - MET.index(b)) for a, b in zip(r.verdict, verdict, strict=True)) for r in readings)
    # A decoy that was taken up had been passed over by the first reading.
    passed_over = any(r.drawn_as == "decoy" for r in readings) and not any(r.reading == "first" for r in readings)
    value = 0.6 if passed_over or not all(r.shares for r in readings) else (0.9, 0.8, 0.7)[min(away, 2)]
    return min([value, *(r.confidence for r in readings if r.shares)])


def agreement_table(library: Library) -> Table:
    """Return one line for each mapping file: agreement of the two readings, and what became of the differences."""
    lines = []
    for mapping_set in library.sets:
        pairs = compared(library, mapping_set.id)
        if not mapping_set.stated_by and pairs:
            lines.append((mapping_set.id, *_figures(library, mapping_set.id, pairs)))
    everything = [c for s in library.sets for c in compared(library, s.id)]
    if len(lines) > 1:
        lines.append(("all files", *_figures(library, "", everything)))
    return Table(
        "Two readings that did not see each other",
        (
            *("mapping file", "rows read", "decoys mixed in", "rows confirmed", "decoys accepted", "same on existence"),
            *("kappa on existence", "weighted kappa on met", "on pairs both accept", "same on met"),
            *("kept", "changed", "dropped", "added", "left out", "rows read once"),
        ),
        tuple(lines),
        (
            "Rows confirmed and decoys accepted: the second reader found something shared. Weighted kappa: quadratic weights, none < some < most < all, both sides of every pair.",
        ),
    )


def _figures(library: Library, set_id: str, pairs: Sequence[Compared]) -> tuple[float | int | str | None, ...]:
    rows = [c for c in pairs if c.drawn_as == "row"]
    decoys = [c for c in pairs if c.drawn_as == "decoy"]
    existence = [(int(c.first != NOTHING), int(c.second != NOTHING)) for c in pairs]
    met = [(MET.index(a), MET.index(b)) for c in pairs for a, b in zip(c.first, c.second, strict=True)]
    both = [c for c in pairs if NOTHING not in (c.first, c.second)]
    met_of_both = [(MET.index(a), MET.index(b)) for c in both for a, b in zip(c.first, c.second, strict=True)]
    outcome = Counter(c.settled.outcome for c in pairs if c.settled)
    once = sum(
        r.is_counterpart and library.times_read(r) < 2 for s in library.sets if set_id in ("", s.id) for r in s.rows
    )
    return (
        len(rows),
        len(decoys),
        sum(c.second != NOTHING for c in rows),
        sum(c.second != NOTHING for c in decoys),
        f"{sum(a == b for a, b in existence) / len(existence):.0%}",
        _round(weighted_kappa(existence, 2)),
        _round(weighted_kappa(met, 4)),
        _round(weighted_kappa(met_of_both, 4)),
        f"{sum(a == b for a, b in met) / len(met):.0%}",
        *(outcome[o] for o in ("kept", "changed", "dropped", "added", "left out")),
        once,
    )


def _round(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 2)


def reading_findings(library: Library) -> Iterator[Finding]:
    """Yield what the readings and the rows say differently: an unsettled difference, or a row that is not what was settled."""
    rows = {(r.subject_id, r.object_id): r for r in library.mappings}
    for (subject, object_), by_name in library.readings_of.items():
        readings = [r for name, r in by_name.items() if name != "settled"]
        last = by_name.get("settled") or readings[-1]
        name = f"{subject} to {object_}"

        def fault(what: str, mend: str, last: Reading = last) -> Finding:
            return Finding(last.source.file, last.source.line, what, mend)

        for side in (subject, object_):
            if side not in library.requirements:
                yield fault(f"{name}: {side} does not exist", "correct the id")
        verdicts = {r.verdict for r in readings} | (set() if "first" in by_name else {NOTHING})
        if len(verdicts) > 1 and "settled" not in by_name:
            yield fault(f"{name}: the readings differ and nobody settled it", "add a line with reading settled")
            continue
        row = rows.get((subject, object_))
        stands = (row.subject_met, row.object_met) if row and not row.is_gap else NOTHING
        if stands != last.verdict:
            yield fault(
                f"{name}: settled as {'/'.join(last.verdict)}, but the mapping file says {'/'.join(stands)}",
                "correct the row, or settle it again",
            )
        elif row and row.is_counterpart and readings:
            expected = confidence_from(row, readings)
            if abs(row.confidence - expected) > 1e-9:
                yield Finding(
                    row.source.file,
                    row.source.line,
                    f"{name}: confidence {row.confidence} is not what its readings give, {expected}",
                    "correct the confidence",
                )
