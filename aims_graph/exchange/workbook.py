"""Workbooks of others, opened: whatever is wrong with one is said in a sentence, and only cells that hold something are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from aims_graph.counting import count_of
from aims_graph.errors import AimsError, first_line
from aims_graph.exchange.draft import Note
from aims_graph.unpacking import check_unpacked


def opened(path: Path, with_formulas: bool = False) -> Any:
    """Return a workbook, with what its formulas came to, or with the formulas themselves.

    Raises:
        AimsError: if it cannot be read, or unpacks to more than a workbook should.
    """
    from openpyxl import load_workbook

    check_unpacked(path, "Save the sheet that is meant alone, as .xlsx or .csv.")
    try:
        # Of a path, openpyxl would judge the ending of the name.
        return load_workbook(BytesIO(path.read_bytes()), data_only=not with_formulas)
    except Exception as error:  # of a damaged file openpyxl lets out whatever it stumbled over, of whichever parser
        why = first_line(error).rstrip(".")
        raise AimsError(f"{path} cannot be read as a workbook: {why}.", "Save it anew as .xlsx.") from error


def filled_rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Yield each row that holds something: its number, and its cells up to the last that does, ``None`` where there is none.

    A blank left in the last cell of a sheet is a million rows and sixteen thousand columns away; what lies between is not there, and is not made.
    """
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None:
            rows.setdefault(row, {})[column] = cell
    for row in sorted(rows):
        yield row, [rows[row].get(column) for column in range(1, max(rows[row]) + 1)]


def is_loose(value: Any) -> bool:
    """Whether a cell holds a number with a fraction, of which a spreadsheet drops the last zero."""
    return isinstance(value, float) and not value.is_integer()


def loose_note(column: str, cells: Sequence[str]) -> Note:
    """Say which cells of a column of requirements' numbers are no text."""
    shown = ", ".join(cells[:3]) + " …" * (len(cells) > 3)
    what = f"{count_of(len(cells), 'number is', 'numbers are')} no text in the workbook ({shown}): 4.10 would read as 4.1; look, or format the column as text"
    return Note(column, what)
