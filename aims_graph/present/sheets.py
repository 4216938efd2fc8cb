"""An answer of several tables with looks and links, before it becomes a workbook, a web page or data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aims_graph.model import Table
from aims_graph.present.characters import visible
from aims_graph.present.paper import CAPACITY, SMALLER, by_content
from aims_graph.present.table import number

#: A first column of up to so many characters stays in sight: a wider one would leave too little beside it.
_NAMING = 40
#: A run of text in a cell: its look (plain, name or todo) and the text.
Run = tuple[str, str]
#: What one cell holds: plain text, number or day, or runs of text.
Content = str | int | float | dt.date | None | Sequence[Run]
#: A name of a sheet has no more characters, and does not end with a word that leads on to another.
_LONGEST_NAME = 31
_LEADING_ON = frozenset(
    "a an and as at before by for from in is it of on or than that the to under what which with".split()
)


@dataclass(frozen=True)
class Entry:
    """How a column of a workbook is filled in: from a list, of which other words are let through if it is open, or with a day, or as one likes."""

    choices: Sequence[str] = ()
    is_open: bool = False
    is_day: bool = False


@dataclass(frozen=True)
class SheetRow:
    """One row: its cells, its style, and for some columns the sheet and row (from 0) they link to; ``level`` 1 is folded under the row above.

    ``told`` is what the row of a workbook carries unseen, so that it is known when it comes back.
    """

    cells: Sequence[Content]
    style: str = "body"
    links: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    level: int = 0
    told: str = ""


@dataclass(frozen=True)
class Sheet:
    """One worksheet: name, an introduction above the table, its title first, on so many lines; column titles and widths (characters), rows.

    ``entries`` says of columns how they are filled in, ``told`` what the column is called that carries what rows are told, if it has one. ``foot`` stands at the
    foot of what is printed; its name, if nothing is said.
    """

    name: str
    intro: Sequence[str]
    columns: Sequence[tuple[str, int]]
    rows: Sequence[SheetRow]
    frozen_columns: int = 0
    filters: bool = True
    title_lines: int = 1
    entries: Mapping[int, Entry] = field(default_factory=dict)
    told: str = ""
    foot: str = ""

    @property
    def first_row(self) -> int:
        """Return the worksheet row (from 0) of the first table row."""
        return len(self.intro) + (1 if self.columns else 0)


def plain(cell: Content) -> str:
    """Return the text of a cell without its looks."""
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, str | int | float | dt.date) else "".join(text for _, text in cell)


def sheet_name(title: str) -> str:
    """Return what a sheet is called whose table has this title: as much of it as Excel lets a name have, to the end of a word.

    A name has at most 31 characters (as UTF-16 counts them), none of ``[]:*?/\\``, no apostrophe at either end, and is not "History".

    >>> sheet_name("Risks of Talvana Recruitment"), sheet_name("What no longer holds: ISO/IEC 42001 of an organisation")
    ('Risks of Talvana Recruitment', 'What no longer holds ISO-IEC')
    >>> sheet_name("History"), sheet_name("'?'")
    ('The history', 'Answer')
    """
    said = re.sub(r"(?<!\w)'(\w[^']*)'(?!\w)", r'"\1"', visible(title)).replace("/", "-").replace("\\", "-")
    words = re.sub(r"[\[\]:*?]", " ", said).split()
    whole = " ".join(words)
    while len(words) > 1 and (_units(" ".join(words)) > _LONGEST_NAME or _leads_on(words, whole)):
        words.pop()
    name = " ".join(words)
    # A long word that begins early is cut, and not left out with all that follows.
    if (name != whole and _units(name) < _LONGEST_NAME // 2) or _units(name) > _LONGEST_NAME:
        name = whole.encode("utf-16-le")[: 2 * _LONGEST_NAME].decode("utf-16-le", "ignore")
    name = name.strip("' ") if name == whole else name.strip("' ,;-")
    return "The history" if name.casefold() == "history" else name or "Answer"


def _units(text: str) -> int:
    """Return how many characters Excel counts in a text."""
    return len(text.encode("utf-16-le")) // 2


def _leads_on(words: Sequence[str], whole: str) -> bool:
    """Return whether what was cut off belongs to the last of the words that are left."""
    return " ".join(words) != whole and words[-1].casefold() in _LEADING_ON


def table_sheet(table: Table) -> Sheet:
    """Return any table as one sheet, its columns as wide (characters) as their text asks for, up to 60, and a page of paper has room for.

    Of one that goes on beyond the page, the first column stays in sight and stands on each further page: it says which row it is.
    """
    widths = by_content(table.columns, [["" if c is None else str(c) for c in row] for row in table.rows])
    rows = [SheetRow(row) for row in table.rows]
    columns = list(zip(table.columns, widths, strict=True))
    stays = int(sum(widths) > CAPACITY[SMALLER] and widths[0] <= _NAMING)
    # On paper it is known by its title.
    intro = (table.title or "Answer", *table.notes)
    return Sheet(sheet_name(table.title), intro, columns, rows, stays, foot=table.title)


def as_data(sheets: Sequence[Sheet], title: str) -> dict[str, Any]:
    """Return the tables as plain data: each row an object by column, headings with their kind."""
    tables = [
        {
            "name": sheet.name,
            "title": sheet.intro[0] if sheet.intro else sheet.name,
            "notes": list(sheet.intro[1:]),
            "rows": [
                {"kind": row.style}
                | {
                    column: number(cell) if isinstance(cell, int | float) else plain(cell)
                    for (column, _), cell in zip(sheet.columns, row.cells, strict=True)
                }
                for row in sheet.rows
            ],
        }
        for sheet in sheets
    ]
    return {"title": title, "tables": tables}
