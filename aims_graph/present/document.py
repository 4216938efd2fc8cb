"""A document as an auditor is handed it: a head with organisation, version, day and author, then headings, sentences and tables; no layout yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.model import Cell, Table
from aims_graph.present.characters import visible
from aims_graph.present.paper import CAPACITY, SMALLER, by_content

#: What every document of a workspace says of itself.
NOTICE = "Own assessment, no audit."
#: No column is made wider than so many characters for its text alone.
_WIDEST = 120
#: What the two margins of a cell take, in characters.
_PADDING = 3
#: A row of more lines than this may be divided between two pages.
_TALL = 20
#: A word longer than this may be broken anywhere.
_LONGEST_WORD = 18


@dataclass(frozen=True)
class Heading:
    """A heading within the document."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table: the names of its columns, their widths in parts of the whole, and its rows; a row of one text is a heading over all columns."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def stays_whole(self, row: tuple[str, ...]) -> bool:
        """Return whether a row is low enough to stand on one page."""
        whole = sum(self.widths)
        return all(
            text.count("\n") + len(text) * whole / (width * CAPACITY[SMALLER]) < _TALL
            for text, width in zip(row, self.widths, strict=False)
        )


@dataclass(frozen=True)
class Document:
    """The whole: ``facts`` are the lines of its head (label and text), ``running`` what stands on every page."""

    title: str
    running: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Heading | Text | Grid, ...]
    day: str
    author: str


def grid(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Grid:
    """Return a table for paper, its columns as wide as what they hold calls for.

    Args:
        columns: their names.
        rows: the cells; a row of one text is a heading over all columns.
    """
    texts = tuple(tuple("" if cell is None else visible(str(cell)) for cell in row) for row in rows)
    whole = [row for row in texts if len(row) == len(columns)]
    return Grid(tuple(columns), tuple(width + _PADDING for width in by_content(columns, whole, _WIDEST)), texts)


def chosen(table: Table, *columns: str) -> Grid:
    """Return some columns of an answer's table for paper, in this order; all of them by default."""
    names = columns or table.columns
    places = [table.columns.index(name) for name in names]
    return grid(names, [[row[n] for n in places] for row in table.rows])


def breakable(text: str) -> str:
    """Return a text whose long words may be broken, by signs of no width; for writers that never break a word themselves.

    >>> breakable("short words stay"), len(breakable("x" * 40))
    ('short words stay', 42)
    """
    return re.sub(rf"\S{{{_LONGEST_WORD}}}(?=\S)", lambda found: found.group() + "\u200b", text)
