"""Tab-separated tables with a YAML header in ``#`` lines, the form of every catalogue and mapping.

The reader keeps true line numbers and refuses what would otherwise be lost in silence: a cell too many, a column nobody knows, a
file cut short, a spreadsheet's quotes. It collects every fault instead of stopping at the first, and names a cause once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from aims_graph.counting import count_of
from aims_graph.errors import RUN_FORMAT, Finding
from aims_graph.formats.header import ADDRESS, FORMER, Header, Keys, read_header
from aims_graph.pack.pack import Pack
from aims_graph.pack.text import NAMED, read_text

#: What a cell of a workbook holds at most.
LONGEST_CELL = 32_767
#: A blank that is no tab, of whatever script, at an edge of a cell.
_EDGE = re.compile(r"(?:^|\t)[^\S\t]|[^\S\t](?:\t|$)")
#: A cell as a spreadsheet writes it that quotes what holds commas or quotes.
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True)
class Form:
    """What a kind of table may hold, and must: columns, and keys of the header. ``free``: others may stand in it too, and stay."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    keys: Keys
    needed: tuple[str, ...] = ()
    free: bool = False


@dataclass(slots=True)
class Row:
    """One line of a table: the line it stands on, which columns the table has (column -> place, the same for all its rows), and their cells."""

    line: int
    places: Mapping[str, int]
    texts: Sequence[str]

    @classmethod
    def of(cls, line: int, cells: Mapping[str, str]) -> Row:
        """Return a row of its own: column -> text."""
        return cls(line, {column: place for place, column in enumerate(cells)}, tuple(cells.values()))

    def __getitem__(self, column: str) -> str:
        """Return the cell, empty if the table has no such column."""
        try:
            return self.texts[self.places[column]]
        except KeyError:
            return ""

    @property
    def cells(self) -> dict[str, str]:
        """Column -> text, in the order of the columns."""
        return {column: self.texts[place] for column, place in self.places.items()}

    def having(self, cells: Mapping[str, str]) -> Row:
        """Return the row with other texts in some of its columns."""
        texts = list(self.texts)
        for column, text in cells.items():
            texts[self.places[column]] = text
        return Row(self.line, self.places, texts)


@dataclass
class TsvFile:
    """A table as read: its header, columns, rows, and what was wrong with it; ``text`` is the whole of it."""

    path: Path
    file: str
    text: str = ""
    head: Header = field(default_factory=Header)
    header: dict[str, Any] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, line: int, what: str, mend: str, form: bool = False) -> None:
        """Record one fault; ``form`` marks one because of which the file cannot be trusted as a whole."""
        self.findings.append(Finding(self.file, line, what, mend, form))

    @property
    def is_sound(self) -> bool:
        """Whether all of the file was read as it was meant; what ``format`` mends by itself does no harm."""
        return all(not f.form or f.mend == RUN_FORMAT for f in self.findings)

    def expect(self, form: Form) -> TsvFile:
        """Return the table as one of a kind: the header's values as declared, and what it lacks or has too much added to its faults."""
        values, faults = self.head.typed(form.keys, form.free)
        table = replace(self, header=values, findings=list(self.findings))
        for fault in faults:
            table.fault(*fault, form=True)
        if not self.columns:
            return table
        unread = bool(self.head.lines) and not self.head.values
        given = {(form.keys[k].now if k in form.keys else "") or k for k, value in self.head.values.items() if value}
        for key in form.needed if not unread else ():
            if key not in given:
                former = next((k for k in given if FORMER.get(k) == key), "")
                mend = f"write it instead of '{former}'" if former else f"add a line '#{key}: …'"
                table.fault(1, f"the header has no '{key}'", mend, form=True)
        line = len(self.head.lines) + 1
        for column in self.columns if not form.free else ():
            if column.strip() and column not in form.columns:
                table.fault(line, f"column '{column}' is unknown", f"use one of {', '.join(form.columns)}", form=True)
        for column in form.required:
            if column not in self.columns:
                mend = f"add it; needed are {', '.join(form.required)}"
                table.fault(line, f"column '{column}' is missing", mend, form=True)
        return table


def read_tsv(path: Path, pack: Pack, known: Mapping[str, str] | None = None) -> TsvFile:
    """Read one table of a pack, whatever it holds.

    Args:
        path: the table.
        pack: the pack.
        known: texts that are held already, each under itself: where a cell says one of them, no other is held.

    Returns:
        The table with the faults of its form; a line that cannot be trusted is left out of ``rows`` and named in ``findings``.
    """
    file = pack.named(path)
    text, findings = read_text(path, file)
    table = TsvFile(path, file, text or "", findings=findings)
    if text is None:
        return table
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    table.head, faults = read_header(lines[:start])
    for fault in faults:
        table.fault(*fault, form=True)
    if any(line.endswith("\t") for line in lines[:start]):
        table.fault(1, "lines of the header end in tabs", RUN_FORMAT, form=True)
    if not text.strip():
        table.fault(0, "is empty", "restore it from its history, or remove it", form=True)
    elif start == len(lines):
        table.fault(len(lines), "has no column line", "add the line of column names after the # header", form=True)
    elif lines[start].startswith('"#'):
        mend = "save it as tab-separated text without quotes"
        table.fault(start + 1, "lines of the header stand in quotes, as a spreadsheet writes them", mend, form=True)
    elif "\t" not in lines[start] and any(line.startswith("#") for line in lines[start + 1 :]):
        what = "stands among the lines of the header, but does not begin as they do"
        table.fault(start + 1, what, "begin it with '#', or remove it", form=True)
    else:
        _read_columns(table, lines[start], start + 1)
        _read_rows(table, lines, start + 1, dict(known or {}))
    return table


def _read_columns(table: TsvFile, line: str, number: int) -> None:
    table.columns = line.split("\t")
    for column, times in Counter(table.columns).items():
        if not column.strip():
            table.fault(number, "a column has no name", "name it, or remove the tab too many", form=True)
        elif times > 1:
            table.fault(number, f"column '{column}' stands twice", "remove one of them", form=True)


def _read_rows(table: TsvFile, lines: list[str], start: int, once: dict[str, str]) -> None:
    columns, width = table.columns, len(table.columns)
    places = {column: place for place, column in enumerate(columns)}
    faults: dict[str, list[tuple[int, str, str]]] = {}
    widths: Counter[int] = Counter()

    def fault(kind: str, line: int, what: str, mend: str) -> None:
        faults.setdefault(kind, []).append((line, what, mend))

    for number, line in enumerate(lines[start:], start + 1):
        if not line.strip():
            fault("empty", number, "empty line", RUN_FORMAT)
            continue
        cells = line.split("\t")
        if len(cells) != width:
            widths[len(cells)] += 1
            mend = "separate the cells by single tabs, one for each column"
            fault(
                "too many or too few cells",
                number,
                f"{count_of(len(cells), 'cell')}, but {count_of(width, 'column')}",
                mend,
            )
            continue
        if _has_blank_edge(line):
            stray = [c for c, text in zip(columns, cells, strict=True) if text != text.strip()]
            cells = [text.strip(" ") for text in cells]
            plain = all(text == text.strip() for text in cells)
            mend = RUN_FORMAT if plain else "remove them: they are no plain blanks"
            fault("blanks around a cell", number, f"blanks around {', '.join(stray)}", mend)
        if '"' in line:
            for column in (c for c, text in zip(columns, cells, strict=True) if _QUOTED.fullmatch(text)):
                what = f"{column} stands in quotes, as a spreadsheet writes it"
                fault("such quotes", number, what, "save the table without quotes; write “…” where quotes are meant")
        if len(line) > LONGEST_CELL:
            for column in (c for c, text in zip(columns, cells, strict=True) if len(text) > LONGEST_CELL):
                what = f"{column} has more than {LONGEST_CELL:,} characters, which no workbook can hold"
                fault("cells as long", number, what, "shorten it")
        # Much stands on many lines: an id, a word, a day. It is kept once.
        table.rows.append(Row(number, places, tuple(map(once.setdefault, cells, cells))))
    other, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    if times > len(table.rows) and times > 1:
        # The cause is one: the line of column names.
        del faults["too many or too few cells"]
        mend = "write one name for each column, separated by single tabs"
        table.fault(
            start,
            f"{count_of(width, 'column')}, but {count_of(times, 'line has', 'lines have')} {count_of(other, 'cell')}",
            mend,
            form=True,
        )
    for kind, found in faults.items():
        for line_of_fault in found[:NAMED]:
            table.fault(*line_of_fault, form=True)
        if len(found) > NAMED:
            line_, _, mend = found[NAMED]
            table.fault(line_, f"{count_of(len(found) - NAMED, 'more line')} of this kind: {kind}", mend, form=True)


def _has_blank_edge(line: str) -> bool:
    if "\t " in line or " \t" in line or line[0] == " " or line[-1] == " ":
        return True
    return not line.isascii() and _EDGE.search(line) is not None


@lru_cache(maxsize=4096)
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
    return ADDRESS.read(text) is not None


@lru_cache(maxsize=4096)
def is_share(text: str) -> bool:
    """Tell whether a text is a number from 0 to 1, written with a point.

    >>> is_share("0.9"), is_share("1"), is_share("nan"), is_share("1.2")
    (True, True, False, False)
    """
    return re.fullmatch(r"0(\.[0-9]{1,9})?|1(\.0{1,9})?", text) is not None


@lru_cache(maxsize=4096)
def number_of(text: str) -> float:
    """Return a number; what is written alike is kept once, for many rows say one of a few.

    Raises:
        ValueError: if it is none.
    """
    return float(text)


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that names several, kept once likewise.

    >>> parts_of("a | b||")
    ('a', 'b')
    """
    return tuple(filter(None, map(str.strip, text.split("|"))))


def canonical_text(header: Sequence[str], columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write a table in its one canonical form, so that a diff shows only what a person meant; the header's lines stay."""
    lines = [line.rstrip("\t") for line in header]
    lines.append("\t".join(columns))
    for row in rows:
        cells = [row.get(c, "") for c in columns]
        line = "\t".join(cells)
        # Nearly every line is as it should be already.
        if "  " in line or "\t " in line or " \t" in line or line[:1] == " " or line[-1:] == " ":
            line = "\t".join(re.sub(" {2,}", " ", cell.strip(" ")) for cell in cells)
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)
