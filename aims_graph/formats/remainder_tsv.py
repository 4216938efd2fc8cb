"""Remainders: what remains of each requirement when another framework is held whole, one table a direction."""

from __future__ import annotations

from pathlib import Path

from aims_graph.errors import Finding
from aims_graph.formats.tsv import canonical_text, read_tsv
from aims_graph.model import Remainder, Source
from aims_graph.pack.pack import Pack
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


def read_remainders(path: Path, pack: Pack) -> tuple[list[Remainder], list[Finding]]:
    """Read one table of remainders.

    The header's ``towards`` and ``held`` name the frameworks: what remains of ``towards`` for whoever holds ``held``.
    """
    table = read_tsv(path, pack, tuple(COLUMNS), tuple(COLUMNS))
    for key in ("towards", "held", "license"):
        if not table.header.get(key):
            table.fault(1, f"the header has no '{key}'", f"add a line '#{key}: …'")
    found, seen = [], dict[str, int]()
    for row in table.rows:
        name = row["requirement_id"]
        if name in seen:
            table.fault(row.line, f"{name} stands on line {seen[name]} already", "keep one row for a requirement")
            continue
        seen[name] = row.line
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
    return found, table.findings


def canonical_remainders(path: Path, pack: Pack, order: dict[str, int]) -> tuple[str, list[Finding]]:
    """Return the canonical text of a table of remainders, rows in the requirements' order, and its faults."""
    table = read_tsv(path, pack, tuple(COLUMNS), tuple(COLUMNS))
    rows = sorted((row.cells for row in table.rows), key=lambda c: order.get(c.get("requirement_id", ""), len(order)))
    return canonical_text(table.header, [c for c in COLUMNS if c in table.columns], rows), table.findings
