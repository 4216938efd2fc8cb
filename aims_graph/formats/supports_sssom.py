"""Supports: SSSOM TSV files, one a pair of frameworks, apart from the rows of what is shared.

The predicate says which side gives: ``aims:supports`` (the subject) or ``aims:supportedBy`` (the object). Nothing here enters coverage or
inference.
"""

from __future__ import annotations

from aims_graph.formats.header import MAPPINGS, SLOTS
from aims_graph.formats.header import READINGS as KEYS
from aims_graph.formats.mapping_rules import JUSTIFICATIONS
from aims_graph.formats.tsv import Form, Row, TsvFile, canonical_text, is_date, is_share, number_of
from aims_graph.identifiers import framework_of
from aims_graph.model import Source, Support, SupportReading
from aims_graph.pack.pack import Pack

#: Column -> what a person writes there; printed into mappings/README.md.
COLUMNS = {
    "subject_id": "the requirement on the left",
    "subject_label": "its title; check compares it with the catalogue",
    "predicate_id": "aims:supports if the subject leaves the thing behind, aims:supportedBy if the object does",
    "object_id": "the requirement on the right",
    "object_label": "its title",
    "ext_support": "input, if whoever fulfils the other side would otherwise have to produce or obtain the thing; proof, if an auditor of it would ask to see the thing",
    "ext_thing": "what is left behind, in at most ten words",
    "ext_lacks": "what the thing does not give of what the other side asks",
    "comment": "the argument: which words leave it behind, and where the other side needs it",
    "ext_named_by": "what kinds of source commonly put the pair together, as far as the author knows; empty if none is known",
    "confidence": "0.9, 0.8, 0.7 or 0.6, as docs/reading.md defines them",
    "mapping_justification": "how the row came about, as in the mapping files",
    "mapping_tool": "what drafted the row",
    "mapping_date": "the day it was judged",
}
#: Column -> what a person writes there, of ``mappings/supports/readings.tsv``.
READING_COLUMNS = {
    "subject_id": "the requirement on the left",
    "object_id": "the requirement on the right",
    "drawn_as": "named, if people commonly put the pair together; decoy, if it was mixed in to see whether it is refused",
    "reading": "first or second, which did not see each other; settled, where they differ and the text decided",
    "verdict": "support; shared, if a row of the mapping file should say so; no, if neither",
    "giver": "the requirement that leaves the thing behind, at the place that was judged best",
    "taker": "the requirement that needs it, at the place that was judged best",
    "support": "input or proof",
    "confidence": "how sure that reading was, as docs/reading.md defines it; empty when settled",
    "note": "when settled: what decided",
    "date": "the day of the judgement",
}
PLACE, READINGS_PLACE = "mappings/supports/*.supports.sssom.tsv", "mappings/supports/readings.tsv"
GIVES = {"aims:supports": True, "aims:supportedBy": False}
KINDS = ("input", "proof")
READINGS, VERDICTS, DRAWN = ("first", "second", "settled"), ("support", "shared", "no"), ("named", "decoy")
#: A thing that takes more words is no one thing.
LONGEST_THING = 10
_NEEDED = ("mapping_set_id", "mapping_set_title", "license", "subject_source", "object_source")


def read_supports(table: TsvFile, pack: Pack) -> tuple[list[Support], TsvFile]:
    """Read one file of supports.

    Returns:
        The rows (none if the file's form cannot be trusted), and the table with every fault.
    """
    table = table.expect(Form(tuple(COLUMNS), tuple(COLUMNS), {**MAPPINGS, **SLOTS}, _NEEDED))
    set_id = "/".join(filter(None, (pack.slug, table.path.name.removesuffix(".sssom.tsv"))))
    found, seen = [], dict[tuple[str, str, str], int]()
    for row in table.rows if table.is_sound else ():
        key = (row["subject_id"], row["predicate_id"], row["object_id"])
        if key in seen:
            table.fault(row.line, f"{' '.join(key)} stands on line {seen[key]} already", "keep one row for a direction")
            continue
        seen[key] = row.line
        _check(table, row)
        sides = tuple((row[f"{side}_id"], row[f"{side}_label"]) for side in ("subject", "object"))
        giver, taker = sides if GIVES.get(row["predicate_id"], True) else sides[::-1]
        found.append(
            Support(
                set_id,
                *giver,
                *taker,
                row["ext_support"],
                row["ext_thing"],
                row["ext_lacks"],
                row["comment"],
                row["ext_named_by"],
                number_of(row["confidence"]) if is_share(row["confidence"]) else 0.0,
                row["mapping_justification"],
                row["mapping_tool"],
                row["mapping_date"],
                Source(table.file, row.line),
            )
        )
    return found, table


def _check(table: TsvFile, row: Row) -> None:
    name = f"{row['subject_id']} to {row['object_id']}"

    def fault(what: str, mend: str) -> None:
        table.fault(row.line, f"{name}: {what}", mend)

    for column, key in (("subject_id", "subject_source"), ("object_id", "object_source")):
        framework = str(table.header.get(key, "")).removesuffix(":")
        if framework_of(row[column]) != framework:
            fault(f"{column} is no requirement of {framework}, which the header names", "correct one of the two")
    if framework_of(row["subject_id"]) == framework_of(row["object_id"]):
        fault("both are of one framework", "write a line of ontology/links.tsv instead")
    for column, allowed in (("predicate_id", tuple(GIVES)), ("ext_support", KINDS)):
        if row[column] not in allowed:
            fault(f"{column} is '{row[column]}'", f"write one of {', '.join(allowed)}")
    for column in ("ext_thing", "ext_lacks", "comment"):
        if not row[column]:
            fault(f"{column} is empty", COLUMNS[column])
    if len(row["ext_thing"].split()) > LONGEST_THING:
        fault(f"ext_thing has more than {LONGEST_THING} words", "name the one thing that is left behind")
    if row["mapping_justification"] not in JUSTIFICATIONS:
        what = f"mapping_justification '{row['mapping_justification']}' is not used here"
        fault(what, f"write one of {', '.join(JUSTIFICATIONS)}")
    if not is_date(row["mapping_date"]):
        fault(f"mapping_date '{row['mapping_date']}' is no date", "write it as 2027-12-02")
    if not is_share(row["confidence"]):
        fault(f"confidence '{row['confidence']}' is no number from 0 to 1", "write 0.9, 0.8, 0.7 or 0.6")


def read_support_readings(table: TsvFile) -> tuple[list[SupportReading], TsvFile]:
    """Read the table of readings of supports; as :func:`read_supports`."""
    table = table.expect(Form(tuple(READING_COLUMNS), tuple(READING_COLUMNS), KEYS))
    words = {"drawn_as": DRAWN, "reading": READINGS, "verdict": VERDICTS}
    found = []
    drawn, seen = dict[tuple[str, str], Row](), dict[tuple[str, ...], int]()
    for row in table.rows if table.is_sound else ():
        name = f"{row['subject_id']} to {row['object_id']}, {row['reading']} reading"
        for column, allowed in {**words, "support": (*KINDS, "")}.items():
            if row[column] not in allowed:
                table.fault(row.line, f"{name}: {column} is '{row[column]}'", f"write one of {', '.join(allowed)}")
        if any(bool(row[c]) != (row["verdict"] == "support") for c in ("giver", "taker", "support")):
            what = f"{name}: giver, taker and support do not go with {row['verdict']}"
            table.fault(row.line, what, "fill all three for a support, none of them otherwise")
        if bool(row["confidence"]) == (row["reading"] == "settled"):
            what = f"{name}: confidence is '{row['confidence']}'"
            table.fault(row.line, what, "say how sure a reading was; leave it empty where it is settled")
        if row["confidence"] and not is_share(row["confidence"]):
            what = f"{name}: confidence '{row['confidence']}' is no number from 0 to 1"
            table.fault(row.line, what, "write 0.9, 0.8, 0.7 or 0.6")
        other = drawn.setdefault((row["subject_id"], row["object_id"]), row)
        if other["drawn_as"] != row["drawn_as"]:
            what = f"{name}: drawn_as is '{row['drawn_as']}', on line {other.line} '{other['drawn_as']}'"
            table.fault(row.line, what, "a pair was drawn as one of them")
        key = tuple(row[c] for c in ("subject_id", "object_id", "reading", "giver", "taker"))
        if seen.setdefault(key, row.line) != row.line:
            table.fault(row.line, f"{name} stands on line {seen[key]} already", "keep one line for a reading")
        if not is_date(row["date"]):
            table.fault(row.line, f"{name}: date '{row['date']}' is no date", "write it as 2027-12-02")
        found.append(
            SupportReading(
                row["subject_id"],
                row["object_id"],
                row["drawn_as"],
                row["reading"],
                row["verdict"],
                row["giver"],
                row["taker"],
                row["support"],
                number_of(row["confidence"] if is_share(row["confidence"]) else "nan"),
                row["note"],
                row["date"],
                Source(table.file, row.line),
            )
        )
    return found, table


def canonical_supports(table: TsvFile, order: dict[str, int]) -> str:
    """Return the canonical text of a file of supports, or of their readings: by the requirements' order, subject first."""
    last = len(order)
    columns = READING_COLUMNS if table.path.name == "readings.tsv" else COLUMNS

    def place(cells: dict[str, str]) -> tuple[object, ...]:
        subject, object_ = (order.get(cells.get(c, ""), last) for c in ("subject_id", "object_id"))
        reading = cells.get("reading", "")
        rank = READINGS.index(reading) if reading in READINGS else last
        # What is unknown to the order, or alike in all this, by its cells: the text hangs on nothing but what the rows say.
        return subject, object_, rank, *(cells.get(c, "") for c in columns)

    rows = sorted((row.cells for row in table.rows), key=place)
    return canonical_text(table.head.lines, [c for c in columns if c in table.columns], rows)
