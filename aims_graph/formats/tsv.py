"""Tab-separated tables with a YAML header in ``#`` lines, the form of every catalogue and mapping.

The reader keeps true line numbers and refuses what would otherwise be lost in silence: a cell too many, a
column nobody knows, a file cut short. It collects every fault instead of stopping at the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from aims_graph.errors import Finding
from aims_graph.pack.pack import Pack


@dataclass
class Row:
    """One line of a table: column -> text, and the line it stands on."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell, empty if the table has no such column."""
        return self.cells.get(column, "")


@dataclass
class TsvFile:
    """A table as read: its header, columns, rows, and what was wrong with it."""

    path: Path
    file: str
    header: dict[str, Any] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, line: int, what: str, mend: str) -> None:
        """Record one fault."""
        self.findings.append(Finding(self.file, line, what, mend))


def read_tsv(path: Path, pack: Pack, known: Sequence[str], required: Sequence[str]) -> TsvFile:
    """Read one table.

    Args:
        path: the file.
        pack: the folder of content it lies in, by which it is named.
        known: every column that may stand in the file.
        required: the columns that must stand in it.

    Returns:
        The table with all faults found; a line that cannot be trusted is left out of ``rows`` and named in ``findings``.
    """
    table = TsvFile(path, pack.named(path))
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        table.fault(line, f"not UTF-8 (byte {error.start})", "save the file as UTF-8 without a byte order mark")
        return table
    except OSError as error:
        table.fault(0, f"cannot be read ({error.strerror})", "check that the file exists and may be read")
        return table
    if text.startswith("\ufeff"):
        table.fault(1, "begins with a byte order mark", "save the file as UTF-8 without a byte order mark")
        text = text[1:]
    if "\r" in text:
        table.fault(1, "has Windows line ends", "run aims-graph format")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        table.fault(
            text.count("\n") + 1,
            "ends without a line end: it may be cut short",
            "compare the last row with the file's history, then add a line end",
        )
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    start = _read_header(table, lines)
    if start < len(lines):
        _read_columns(table, lines[start], start + 1, known, required)
        _read_rows(table, lines, start + 1)
    else:
        table.fault(len(lines), "has no column line", "add the line of column names after the # header")
    return table


def _read_header(table: TsvFile, lines: list[str]) -> int:
    """Parse the leading ``#`` lines as YAML; return the index of the first line after them."""
    end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    try:
        header = yaml.safe_load("\n".join(line[1:] for line in lines[:end])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        table.fault(
            line,
            f"the header is no YAML ({getattr(error, 'problem', 'unreadable')})",
            "write it as 'key: value' lines that begin with #",
        )
        return end
    if isinstance(header, dict):
        table.header = header
    else:
        table.fault(1, "the header is no list of keys and values", "write it as 'key: value' lines that begin with #")
    return end


def _read_columns(table: TsvFile, line: str, number: int, known: Sequence[str], required: Sequence[str]) -> None:
    table.columns = line.split("\t")
    for column in table.columns:
        if column not in known:
            table.fault(number, f"column '{column}' is unknown", f"use one of {', '.join(known)}")
    for column in {c for c in table.columns if table.columns.count(c) > 1}:
        table.fault(number, f"column '{column}' stands twice", "remove one of them")
    for column in required:
        if column not in table.columns:
            table.fault(number, f"column '{column}' is missing", f"add it; needed are {', '.join(required)}")


def _read_rows(table: TsvFile, lines: list[str], start: int) -> None:
    for number, line in enumerate(lines[start:], start + 1):
        if not line.strip():
            table.fault(number, "empty line", "remove it")
            continue
        cells = line.split("\t")
        if len(cells) != len(table.columns):
            table.fault(
                number,
                f"{len(cells)} cells, but {len(table.columns)} columns",
                "separate the cells by single tabs, one for each column",
            )
            continue
        stray = [c for c, text in zip(table.columns, cells, strict=True) if text != text.strip()]
        if stray:
            table.fault(number, f"blanks around {', '.join(stray)}", "run aims-graph format")
        table.rows.append(Row(number, {c: text.strip() for c, text in zip(table.columns, cells, strict=True)}))


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar, written as 2027-12-02.

    >>> is_date("2027-12-02"), is_date("2027-13-02"), is_date("20271202")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_web_address(text: str) -> bool:
    """Tell whether a text can stand as an IRI in the graph."""
    return re.fullmatch(r"https?://[^\s<>\"{}|\\^`\[\]]+", text) is not None


def canonical_text(header: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write a table in its one canonical form, so that a diff shows only what a person meant."""
    head = yaml.safe_dump(dict(header), sort_keys=False, allow_unicode=True, width=118, default_flow_style=False)
    body = ["\t".join(columns)] + ["\t".join(" ".join(row.get(c, "").split()) for c in columns) for row in rows]
    return "".join(f"#{line}\n" for line in head.rstrip("\n").split("\n")) + "\n".join(body) + "\n"
