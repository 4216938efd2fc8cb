"""A sheet as a grid of texts, from CSV, TSV or a workbook; each row knows its number, so that a fault names its cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

from aims_graph.counting import count_of
from aims_graph.errors import ContentError, Finding
from aims_graph.exchange.cells import trimmed
from aims_graph.exchange.draft import Note
from aims_graph.exchange.texts import head_of, text_of
from aims_graph.exchange.workbook import filled_rows, is_loose, opened
from aims_graph.formats.header import read_header
from aims_graph.present.table import harmless


@dataclass
class Grid:
    """One sheet: its name, the ``#`` header above it, its line of column names with its number, and the rows below with theirs.

    ``loose`` are the cells (as ``B7``) of each column that a spreadsheet holds as numbers with a fraction: of 4.10 it keeps 4.1. ``faults`` are
    the cells of a workbook that cannot be read as they stand: row, column, whether all the same they have a text (a date), and the fault.
    """

    name: str
    columns: list[str] = field(default_factory=list)
    at: int = 0
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    header: dict[str, Any] = field(default_factory=dict)
    loose: dict[int, list[str]] = field(default_factory=dict)
    faults: list[tuple[int, int, bool, Finding]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_workbook: bool = False
    #: The text that stands alone in the first row, above the column names.
    title: str = ""

    def cell(self, row: int, column: int) -> str:
        """Return how a person finds a cell (column from 0): ``B7`` in a workbook, else the line and the column's name."""
        return self.in_line(row, column) if self.is_workbook else f"line {row}, {self.in_line(row, column)}"

    def check(self, columns: Collection[int]) -> None:
        """Refuse what cannot be read; a date is one only in a column of which it is said what it is.

        Raises:
            ContentError: with every such cell.
        """
        wrong = [f for row, n, has_text, f in self.faults if not has_text or (n in columns and row > self.at)]
        if wrong:
            raise ContentError([*dict.fromkeys(wrong)])

    def nameless(self) -> list[Note]:
        """Say how many cells stand in columns without a name, which nobody can call them by."""
        cells = [
            (row, n)
            for row, texts in self.rows
            for n, text in enumerate(texts)
            if text and not "".join(self.columns[n : n + 1])
        ]
        if not cells:
            return []
        row, n = cells[0]
        where = f"{letters(n)}{row}" if self.is_workbook else f"line {row}"
        what = "cell stands in a column without a name and is", "cells stand in columns without a name and are"
        return [Note(where, f"{count_of(len(cells), *what)} not kept")]

    def in_line(self, row: int, column: int) -> str:
        """Return the same where the line is said beside it."""
        return f"{letters(column)}{row}" if self.is_workbook else self.columns[column]


#: What a spreadsheet reads as the sign between cells, on a line before all others; and a line of a header that stands among rows.
SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
HEADER_LINE = re.compile(r"#\s*[A-Za-z_][\w-]*\s*:|#\s*-\s|##")


def letters(column: int) -> str:
    """Return a column's letters, the first being 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))


def is_workbook(path: Path, head: bytes) -> bool:
    """Whether a file is a workbook of the Open XML kind."""
    return head.startswith(b"PK") and is_zipfile(path)


#: Whether a row is one of column names that somebody understands.
Understood = Callable[[list[str]], bool]
#: In so many rows that hold something the column names are looked for.
_TOP = 20


def grids_of(path: Path, understood: Understood) -> list[Grid]:
    """Return the sheets of a file that hold a table.

    Args:
        path: the file.
        understood: tells column names; without a row of them the first with two cells or more is taken for one.

    Raises:
        AimsError: if it cannot be read.
        ContentError: with every fault of its form.
    """
    found = _workbook(path, understood) if is_workbook(path, head_of(path, 4)) else [_text(path, understood)]
    return [g for g in found if g.columns]


def separator_of(lines: list[str], understood: Understood) -> str:
    """Return what stands between the cells of the first line of column names that is understood; empty if none is."""
    top = [line for line in lines[: 2 * _TOP] if line.strip()][:_TOP]
    return next((s for line in top for s in "\t,;" if s in line and understood(_cells_of(line, s))), "")


def _cells_of(line: str, separator: str) -> list[str]:
    return [trimmed(c) for c in next(csv.reader([line], delimiter=separator), [])]


def _text(path: Path, understood: Understood) -> Grid:
    text = text_of(path)
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip('"').startswith("#")), 0)
    separator = separator_of(lines[start:], understood) or max("\t,;", key=lines[start].count)
    if said := SEPARATOR.fullmatch(lines[start]):
        start, separator = start + 1, said[1]
    grid = Grid(path.stem)
    above = [line for line in lines[:start] if line.startswith("#")]
    if above:
        header, ill = read_header(above)
        grid.header = header.values
        grid.notes += [Note(f"line {line}", what) for line, what, _ in ill]
    reader = csv.reader(StringIO("\n".join(lines[start:])), delimiter=separator)
    faults: list[Finding] = []
    rows: list[tuple[int, list[str]]] = []
    number = start + 1
    mend = "close each quote that is opened"
    try:
        for cells in reader:
            end = start + reader.line_num
            if end > number or lines[number - 1].count('"') % 2:
                _well_quoted(lines[number - 1 : end], separator)
            rows.append((number, [_bare(trimmed(c)) for c in cells]))
            number = end + 1
    except csv.Error as error:
        faults.append(Finding(str(path), number, f"cannot be read as a table ({error})", mend))
    _fill(grid, rows, understood)
    below = [number for number, cells in grid.rows if HEADER_LINE.match(cells[0])]
    if below:
        what = f"{count_of(len(below), 'line begins', 'lines begin')} with # as those above a table do"
        faults.append(Finding(str(path), below[0], what, "put them above the column names, or remove them"))
    for number, cells in grid.rows if not below else ():
        if len(cells) > len(grid.columns) and any(cells[len(grid.columns) :]):
            what = f"{count_of(len(cells), 'cell')}, but {count_of(len(grid.columns), 'column')} (line {grid.at})"
            faults.append(Finding(str(path), number, what, f"one cell for each column; {mend}"))
    if faults:
        raise ContentError(faults)
    return grid


def _well_quoted(lines: list[str], separator: str) -> None:
    """Ask of the lines of one row that each quote stands where it may: one that is never closed swallows the rows below it, if there are any.

    Raises:
        csv.Error: if one does not.
    """
    for _ in csv.reader([f"{line}\n" for line in lines], delimiter=separator, strict=True):
        pass


def is_left_open(lines: list[str], separator: str) -> bool:
    """Whether the lines of one row end within a quote that is never closed."""
    if "".join(lines).count('"') % 2 == 0:
        return False
    try:
        _well_quoted(lines, separator)
    except csv.Error:
        return True
    return False


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from reading it as something else."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


def _fill(grid: Grid, rows: Iterable[tuple[int, list[str]]], understood: Understood) -> None:
    """Take the rows of a sheet: what stands above the column names is told, and column names that stand again are no row."""
    filled = [(number, cells) for number, cells in rows if any(cells)]
    wide = [n for n, (_, cells) in enumerate(filled) if sum(map(bool, cells)) > 1]
    top = next((n for n in wide if n < _TOP and understood(filled[n][1])), _likely_top(filled, wide))
    for n, (number, cells) in enumerate(filled[:top]):
        texts = [*filter(None, cells)]
        if n == 0 and len(texts) == 1 and top < len(filled):
            grid.title = texts[0]
        what = "taken for the title" if n == 0 and grid.title else "not kept"
        grid.notes.append(Note(f"row {number}", f"'{', '.join(texts)}' stands above the column names and is {what}"))
    for number, cells in filled[top : top + 1]:
        while not cells[-1]:
            cells.pop()
        grid.columns, grid.at = cells, number
    for number, cells in filled[top + 1 :]:
        if [*filter(None, cells)] == [*filter(None, grid.columns)]:
            grid.notes.append(Note(f"row {number}", "the column names stand here again; not kept"))
        else:
            grid.rows.append((number, cells + [""] * (len(grid.columns) - len(cells))))


def _likely_top(filled: list[tuple[int, list[str]]], wide: list[int]) -> int:
    """Return where the column names are likely to stand if nobody understands any: in the first row as wide as a table is, not in a title of some cells."""
    width = max((sum(map(bool, filled[n][1])) for n in wide if n < _TOP), default=0)
    return next((n for n in wide if sum(map(bool, filled[n][1])) > width / 2), len(filled))


def _hidden(sheet: Any, grid: Grid) -> Iterable[Note]:
    """Yield what of a table a workbook does not show, and is read all the same."""
    spans = [range(d.min - 1, d.max) for d in sheet.column_dimensions.values() if d.hidden and d.min and d.max]
    if names := [c for n, c in enumerate(grid.columns) if c and any(n in span for span in spans)]:
        what = "column is", "columns are"
        yield Note(
            "", f"{count_of(len(names), *what)} hidden in the workbook, and read all the same: {', '.join(names)}"
        )
    rows = [row for row, _ in grid.rows if sheet.row_dimensions[row].hidden]
    if rows:
        shown = ", ".join(map(str, rows[:8])) + " …" * (len(rows) > 8)
        yield Note(
            "", f"{count_of(len(rows), 'row is', 'rows are')} hidden in the workbook, and read all the same: {shown}"
        )


def _workbook(path: Path, understood: Understood) -> list[Grid]:
    values, formulas = (opened(path, with_formulas) for with_formulas in (False, True))
    grids = []
    for sheet in values.worksheets:
        grid = Grid(sheet.title, is_workbook=True)
        if sheet.sheet_state != "visible":
            grid.notes.append(Note(sheet.title, "is a hidden sheet"))
        rows: list[tuple[int, list[str]]] = []
        for number, row in filled_rows(formulas[sheet.title]):
            cells: list[str] = []
            for column, written in enumerate(row):
                if written is None:
                    cells.append("")
                    continue
                cell = sheet.cell(number, column + 1)
                text, fault = _value(cell, written)
                if fault:
                    found = Finding(str(path), number, f"{sheet.title}!{written.coordinate} {fault[0]}", fault[1])
                    grid.faults.append((number, column, bool(text), found))
                if is_loose(cell.value) and _places(cell) < 2:
                    grid.loose.setdefault(column, []).append(written.coordinate)
                cells.append(text)
            rows.append((number, cells))
        _fill(grid, rows, understood)
        grid.notes += _hidden(sheet, grid)
        grid.faults += _merged(path, sheet)
        grids.append(grid)
    return grids


def _merged(path: Path, sheet: Any) -> Iterable[tuple[int, int, bool, Finding]]:
    """Yield each cell that is one with those below it: of these a workbook keeps the first alone, and the others are empty."""
    for area in sheet.merged_cells.ranges:
        if area.max_row > area.min_row and sheet.cell(area.min_row, area.min_col).value is not None:
            what = f"{sheet.title}!{area.coord} is one merged cell, which holds a text in its first row alone"
            found = Finding(str(path), area.min_row, what, "split it, and write the text in each row that it is of")
            yield from ((area.max_row, column - 1, True, found) for column in range(area.min_col, area.max_col + 1))


def _places(cell: Any) -> int:
    """Return how many places behind the point a cell always shows: with 0.00 it shows 5.1 as 5.10, and that is what people read."""
    shown = re.fullmatch(r"#?0\.(0+)", str(cell.number_format))
    return len(shown[1]) if shown else 0


def _value(cell: Any, written: Any) -> tuple[str, tuple[str, str] | None]:
    """Return a cell's text, and what is wrong with it: it has none, or one that may not be what was written."""
    value = cell.value
    if value is None:
        if written.data_type == "f":
            return "", ("is a formula whose value was never computed", "open and save the workbook, or write the value")
        return "", None
    if cell.data_type == "e":
        return "", (f"holds an error ({value})", "mend the formula, or write the value")
    if isinstance(value, (datetime, date, time)):
        what = "is a time of day" if isinstance(value, time) else f"is a date ({value:%Y-%m-%d})"
        text = value.isoformat() if not isinstance(value, datetime) else value.isoformat(" ").removesuffix(" 00:00:00")
        return text, (what, "format the cell as text and write what is meant, if it is a number")
    if isinstance(value, bool):
        return ("yes" if value else "no"), None
    if isinstance(value, float):
        shown = f"{value:.{_places(cell)}f}"
        return (str(int(value)) if value.is_integer() else shown if float(shown) == value else repr(value)), None
    return trimmed(re.sub(r"_x000D_|\r", "", str(value))), None
