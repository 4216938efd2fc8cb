"""Readings: every judgement of a pair of requirements that was ever made, one table a pair of frameworks.

A mapping file says what the project holds; the readings say who held what before it was settled. Columns in ``COLUMNS``.
"""

from __future__ import annotations

from pathlib import Path

from aims_graph.errors import Finding
from aims_graph.formats.tsv import canonical_text, read_tsv
from aims_graph.model import DECISIONS, Reading, Source
from aims_graph.pack.pack import Pack
from aims_graph.vocabulary import MET

#: Column -> what a person writes there; printed into mappings/README.md.
COLUMNS = {
    "subject_id": "the requirement on the left",
    "object_id": "the requirement on the right",
    "drawn_as": "row, if the pair stood in the mapping file when it was read again; decoy, if it was mixed in to see whether it is refused; new, if neither",
    "reading": "first, second or third; settled, where the first two differ or rows contradict each other and the text decided; final, what the third reading turned or what was decided when all rows of a kind were judged again",
    "subject_met": "how much of the subject is met by whoever does all of the object: all, most, some, none",
    "object_met": "how much of the object is met by whoever does all of the subject: all, most, some, none",
    "confidence": "how sure that reading was, as docs/reading.md defines it; empty when settled",
    "outcome": "when settled or final: kept (as it stood), changed, dropped, added or left out; else empty",
    "note": "the demand that decided",
    "date": "the day of the judgement",
}
READINGS = ("first", "second", "settled", "third", "final")
DRAWN = ("row", "decoy", "new")
OUTCOMES = ("kept", "changed", "dropped", "added", "left out")


def read_readings(path: Path, pack: Pack) -> tuple[list[Reading], list[Finding]]:
    """Read one table of readings; its name is that of the mapping file, ``subject--object.tsv``."""
    table = read_tsv(path, pack, tuple(COLUMNS), tuple(COLUMNS))
    found: list[Reading] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in table.rows:
        key = (row["subject_id"], row["object_id"], row["reading"])
        name = f"{key[0]} to {key[1]}, {key[2]} reading"

        def fault(what: str, mend: str, name: str = name, line: int = row.line) -> None:
            table.fault(line, f"{name}: {what}", mend)

        if key in seen:
            fault(f"stands on line {seen[key]} already", "keep one line for a reading")
            continue
        seen[key] = row.line
        broken = False
        for column, allowed in (("reading", READINGS), ("drawn_as", DRAWN), ("subject_met", MET), ("object_met", MET)):
            if row[column] not in allowed:
                broken = True
                fault(f"{column} is '{row[column]}'", f"write one of {', '.join(allowed)}")
        if (row["subject_met"] == "none") != (row["object_met"] == "none"):
            fault("one side is met and the other is not", "what is shared is shared by both; correct one side")
        if (row["outcome"] in OUTCOMES) != (row["reading"] in DECISIONS):
            fault(f"outcome is '{row['outcome']}'", f"write one of {', '.join(OUTCOMES)} exactly when settled or final")
        if broken:
            continue
        try:
            confidence = float(row["confidence"] or "nan")
        except ValueError:
            fault(f"confidence '{row['confidence']}' is no number", "write 0.9, 0.8, 0.7 or 0.6")
            continue
        found.append(
            Reading(
                path.stem,
                row["subject_id"],
                row["object_id"],
                row["drawn_as"],
                row["reading"],
                row["subject_met"],
                row["object_met"],
                confidence,
                row["outcome"],
                row["note"],
                row["date"],
                Source(table.file, row.line),
            )
        )
    return found, table.findings


def canonical_readings(path: Path, pack: Pack, order: dict[str, int]) -> tuple[str, list[Finding]]:
    """Return the canonical text of a table of readings: by subject, object, reading; and its faults."""
    table = read_tsv(path, pack, tuple(COLUMNS), tuple(COLUMNS))

    def place(cells: dict[str, str]) -> tuple[int, int, int]:
        last = len(order)
        reading = cells.get("reading", "")
        return (
            order.get(cells.get("subject_id", ""), last),
            order.get(cells.get("object_id", ""), last),
            READINGS.index(reading) if reading in READINGS else last,
        )

    rows = sorted((row.cells for row in table.rows), key=place)
    return canonical_text(table.header, [c for c in COLUMNS if c in table.columns], rows), table.findings
