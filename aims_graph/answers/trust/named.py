"""Which pairs were missed: what people who had not seen the rows put together, and two blind readings of it.

Agreement is measured on rows and decoys (``agreement.py``); it says nothing of counterparts that nobody thought of. So somebody who knows the
requirements and not the rows names every pair that practice puts together; those without a row are read blind by a first reader, and what it
accepts, with as many or fewer that it refused, by a second one that does not see the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.trust.kappa import weighted_kappa
from aims_graph.model import Library, Reading

#: How such a pair is drawn (readings_tsv.py).
NAMED = "named"


@dataclass(frozen=True)
class Named:
    """What two readings found of the pairs that were named, in one mapping file or in all together (``set_id`` is empty).

    Attributes:
        set_id: the mapping set.
        named: how many were named.
        refused: how many of them the first reader refused.
        twice: how many were read twice.
        both, one, neither: how many of these both readers accepted, only one, or none.
        rows: how many are rows now.
        kappa: kappa on existence; NaN where chance alone agrees wholly, or nothing was read twice.
    """

    set_id: str
    named: int
    refused: int
    twice: int
    both: int
    one: int
    neither: int
    rows: int
    kappa: float


def named_pairs(library: Library) -> list[Named]:
    """Return the figures of each mapping file with such pairs; of more than one, those of all together last."""
    by_file: dict[str, list[tuple[tuple[Reading, ...], bool]]] = {}
    for (subject, object_), by_name in library.readings_of.items():
        readings = tuple(by_name[name] for name in ("first", "second") if name in by_name)
        if readings and readings[0].drawn_as == NAMED:
            by_file.setdefault(readings[0].set_id, []).append((readings, library.has_row(subject, object_)))
    found = [_named(s.id, by_file[s.id]) for s in library.sets if s.id in by_file]
    if len(found) > 1:
        found.append(_named("", [pair for pairs in by_file.values() for pair in pairs]))
    return found


def _named(set_id: str, pairs: Sequence[tuple[tuple[Reading, ...], bool]]) -> Named:
    twice = [(int(r[0].shares), int(r[1].shares)) for r, _ in pairs if len(r) == 2]
    both, one, neither = (sum(a + b == n for a, b in twice) for n in (2, 1, 0))
    return Named(
        set_id,
        len(pairs),
        sum(not r[0].shares for r, _ in pairs),
        len(twice),
        both,
        one,
        neither,
        sum(has_row for _, has_row in pairs),
        weighted_kappa(twice, 2),
    )
