"""Remainders: what remains of each requirement when another framework is held whole, one table a direction."""

from __future__ import annotations

from aims_graph.formats.header import REMAINDERS
from aims_graph.formats.tsv import Form, TsvFile, canonical_text
from aims_graph.identifiers import framework_of
from aims_graph.model import Remainder, Source
from aims_graph.vocabulary import MET

#: Column -> what a person writes there; printed into mappings/README.md.
COLUMNS = {
    "requirement_id": "the requirement to be met",
    "requirement_label": "its title, typed by the author; check compares it with the catalogue",
    "met": "how much of it is met by whoever holds the whole other framework: all, most, some, none",
    "by": "the counterparts that together do it, separated by |; each has a row in the mapping file",
    "remains": "what is still to be done, in one phrase; empty exactly when all is met",
    "comment": "why two counterparts together do what neither does alone",
}


def read_remainders(table: TsvFile) -> tuple[list[Remainder], TsvFile]:
    """Read one table of remainders.

    The header's ``towards`` and ``held`` name the frameworks: what remains of ``towards`` for whoever holds ``held``.

    Returns:
        The remainders (none if the file's form cannot be trusted), and the table with every fault.
    """
    table = table.expect(Form(tuple(COLUMNS), tuple(COLUMNS), REMAINDERS, ("towards", "held", "license")))
    found, seen = [], dict[str, int]()
    for row in table.rows if table.is_sound else ():
        name = row["requirement_id"]
        if name in seen:
            table.fault(row.line, f"{name} stands on line {seen[name]} already", "keep one row for a requirement")
            continue
        seen[name] = row.line
        for column, key, ids in (("requirement_id", "towards", [name]), ("by", "held", row["by"].split("|"))):
            framework = str(table.header.get(key, ""))
            for other in (i for i in ids if i and framework_of(i) != framework):
                what = f"{column} names {other}, but the header says {key}: {framework}"
                table.fault(row.line, what, f"name a requirement of {framework}, or correct the header")
        if row["met"] not in MET:
            table.fault(row.line, f"{name}: met is '{row['met']}'", f"write one of {', '.join(MET)}")
        if bool(row["remains"]) == (row["met"] == "all"):
            table.fault(
                row.line,
                f"{name}: remains and met '{row['met']}' contradict each other",
                "leave remains empty exactly when all is met",
            )
        if bool(row["by"]) == (row["met"] == "none"):
            table.fault(
                row.line,
                f"{name}: by and met '{row['met']}' contradict each other",
                "name the counterparts that do it; none when nothing is met",
            )
        found.append(
            Remainder(
                name,
                row["requirement_label"],
                str(table.header.get("held", "")),
                row["met"],
                tuple(filter(None, row["by"].split("|"))),
                row["remains"],
                row["comment"],
                Source(table.file, row.line),
            )
        )
    return found, table


def canonical_remainders(table: TsvFile, order: dict[str, int]) -> str:
    """Return the canonical text of a table of remainders, rows in the requirements' order."""
    rows = sorted((row.cells for row in table.rows), key=lambda c: order.get(c.get("requirement_id", ""), len(order)))
    return canonical_text(table.head.lines, [c for c in COLUMNS if c in table.columns], rows)
