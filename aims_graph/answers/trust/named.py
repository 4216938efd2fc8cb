"""Which pairs were missed: what people who had not seen the rows put together, and two blind readings of it.

Agreement is measured on rows and decoys (``agreement.py``); it says nothing of counterparts that nobody thought of. So somebody who knows the
requirements and not the rows names every pair that practice puts together; those without a row are read blind by a first reader, and what it
accepts, with as many or fewer that it refused, by a second one that does not see the first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from aims_graph.answers.trust.agreement import weighted_kappa
from aims_graph.model import Cell, Library, Reading, Table

#: How such a pair is drawn (readings_tsv.py).
NAMED = "named"
_HEADS = ("mapping file", "named", "refused by the first", "read twice", "accepted by both", "by one", "by neither")


def named_table(library: Library) -> Table:
    """Return one line for each mapping file: pairs named, what the two readings found, rows that came of it, and their kappa on existence."""
    by_file: dict[str, list[tuple[tuple[Reading, ...], bool]]] = {}
    for (subject, object_), by_name in library.readings_of.items():
        readings = tuple(by_name[name] for name in ("first", "second") if name in by_name)
        if readings and readings[0].drawn_as == NAMED:
            by_file.setdefault(readings[0].set_id, []).append((readings, library.has_row(subject, object_)))
    lines = [(s.id, *_figures(by_file[s.id])) for s in library.sets if s.id in by_file]
    if len(lines) > 1:
        lines.append(("all files", *_figures([pair for pairs in by_file.values() for pair in pairs])))
    return Table("Pairs that were named and had no row", (*_HEADS, "rows now", "kappa on existence"), tuple(lines))


def _figures(pairs: Sequence[tuple[tuple[Reading, ...], bool]]) -> tuple[Cell, ...]:
    twice = [(int(r[0].shares), int(r[1].shares)) for r, _ in pairs if len(r) == 2]
    kappa = weighted_kappa(twice, 2) if twice else float("nan")
    return (
        len(pairs),
        sum(not r[0].shares for r, _ in pairs),
        len(twice),
        *(sum(a + b == n for a, b in twice) for n in (2, 1, 0)),
        sum(has_row for _, has_row in pairs),
        None if math.isnan(kappa) else round(kappa, 2),
    )
