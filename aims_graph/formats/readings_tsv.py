"""Readings: every judgement of a pair of requirements that was ever made, one table a pair of frameworks.

A mapping file says what the project holds; the readings say who held what before it was settled. Columns in ``COLUMNS``.
"""

from __future__ import annotations

from aims_graph.formats.header import READINGS as KEYS
from aims_graph.formats.tsv import Form, Row, TsvFile, canonical_text, is_date, is_share, number_of
from aims_graph.model import DECISIONS, READINGS, Reading, Source
from aims_graph.pack.pack import Pack
from aims_graph.vocabulary import MET

#: Column -> what a person writes there; printed into mappings/README.md.
COLUMNS = {
    "subject_id": "the requirement on the left",
    "object_id": "the requirement on the right",
    "drawn_as": "row, if the pair stood in the mapping file when it was read again; decoy, if it was mixed in to see whether it is refused; named, if it had no row and somebody who had not seen the rows put it together; new, if none of these",
    "reading": "first, second, third, fourth or fifth; settled, where the first two differ or rows contradict each other and the text decided; final, what the third reading turned or what was decided when all rows of a kind were judged again; resettled, what was decided where the fourth differs from all that stood before; concluded, the same of the fifth",
    "subject_met": "how much of the subject is met by whoever does all of the object: all, most, some, none",
    "object_met": "how much of the object is met by whoever does all of the subject: all, most, some, none",
    "confidence": "how sure that reading was, as docs/reading.md defines it; empty when settled, final, resettled or concluded",
    "outcome": "when settled, final, resettled or concluded: kept (as it stood), changed, dropped, added or left out; else empty",
    "note": "the demand that decided",
    "date": "the day of the judgement",
}
DRAWN = ("row", "decoy", "named", "new")
_WORDS = {"reading": READINGS, "drawn_as": DRAWN, "subject_met": MET, "object_met": MET}
OUTCOMES = ("kept", "changed", "dropped", "added", "left out")


def read_readings(table: TsvFile, pack: Pack) -> tuple[list[Reading], TsvFile]:
    """Read one table of readings; its name is that of the mapping file, ``subject--object.tsv``.

    Returns:
        The readings (none if the file's form cannot be trusted), and the table with every fault.
    """
    table = table.expect(Form(tuple(COLUMNS), tuple(COLUMNS), KEYS))
    set_id = "/".join(filter(None, (pack.slug, table.path.stem)))
    if not (pack.root / "mappings" / f"{table.path.stem}.sssom.tsv").exists():
        what = f"there is no mapping file {table.path.stem}.sssom.tsv, of which these would be the readings"
        table.fault(1, what, "give it the name of its mapping file, or remove the copy", form=True)
    found: list[Reading] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in table.rows if table.is_sound else ():
        cells = row.cells
        key = (cells["subject_id"], cells["object_id"], cells["reading"])
        if key in seen:
            what = f"{_called(row)}: stands on line {seen[key]} already"
            table.fault(row.line, what, "keep one line for a reading")
            continue
        seen[key] = row.line
        if _says_a_reading(table, row, cells):
            found.append(_reading(cells, set_id, Source(table.file, row.line)))
    return found, table


def _called(row: Row) -> str:
    return f"{row['subject_id']} to {row['object_id']}, {row['reading']} reading"


def _says_a_reading(table: TsvFile, row: Row, cells: dict[str, str]) -> bool:
    """Name each fault of a row, and return whether what it says can be kept all the same."""
    can_be_kept = True

    def fault(what: str, mend: str) -> None:
        table.fault(row.line, f"{_called(row)}: {what}", mend)

    for column, allowed in _WORDS.items():
        if cells[column] not in allowed:
            can_be_kept = False
            fault(f"{column} is '{cells[column]}'", f"write one of {', '.join(allowed)}")
    if (cells["subject_met"] == "none") != (cells["object_met"] == "none"):
        fault("one side is met and the other is not", "what is shared is shared by both; correct one side")
    if (cells["outcome"] in OUTCOMES) != (cells["reading"] in DECISIONS):
        fault(
            f"outcome is '{row['outcome']}'",
            f"write one of {', '.join(OUTCOMES)} exactly when {' or '.join(DECISIONS)}",
        )
    if bool(cells["confidence"]) == (cells["reading"] in DECISIONS):
        mend = f"say how sure a reading was; leave it empty where the line is {' or '.join(DECISIONS)}"
        fault(f"confidence is '{row['confidence']}'", mend)
    if cells["confidence"] and not is_share(cells["confidence"]):
        can_be_kept = False
        fault(f"confidence '{row['confidence']}' is no number from 0 to 1", "write 0.9, 0.8, 0.7 or 0.6")
    if not is_date(cells["date"]):
        fault(f"date '{row['date']}' is no date", "write it as 2027-12-02")
    return can_be_kept


def _reading(cells: dict[str, str], set_id: str, source: Source) -> Reading:
    return Reading(
        set_id,
        cells["subject_id"],
        cells["object_id"],
        cells["drawn_as"],
        cells["reading"],
        cells["subject_met"],
        cells["object_met"],
        number_of(cells["confidence"] or "nan"),
        cells["outcome"],
        cells["note"],
        cells["date"],
        source,
    )


def canonical_readings(table: TsvFile, order: dict[str, int]) -> str:
    """Return the canonical text of a table of readings: by subject, object, reading."""
    last = len(order)

    def place(cells: dict[str, str]) -> tuple[int, int, int]:
        reading = cells.get("reading", "")
        return (
            order.get(cells.get("subject_id", ""), last),
            order.get(cells.get("object_id", ""), last),
            READINGS.index(reading) if reading in READINGS else last,
        )

    rows = sorted((row.cells for row in table.rows), key=place)
    return canonical_text(table.head.lines, [c for c in COLUMNS if c in table.columns], rows)
