"""The unified control matrix as one looks through it: some columns, some rows, a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.matrix.matrix import build_matrix
from aims_graph.model import Library, Requirement
from aims_graph.present.matrix import Line, cell_lines, gap_line, gap_title, joined
from aims_graph.present.words import number_of

ALL, ANSWERED, OPEN, BEYOND = "all", "answered", "open", "beyond"


@dataclass(frozen=True)
class SeenRow:
    """One row looked at: the requirement, its title (it may speak for its parts), and the lines of each column shown."""

    requirement: Requirement
    title: str
    cells: tuple[tuple[Line, ...], ...]


def matrix_rows(
    library: Library, lead: str, columns: Sequence[str] = (), which: str = ALL, words: str = ""
) -> list[SeenRow]:
    """Return the rows that fit.

    Args:
        library: the content.
        lead: the framework whose requirements lead.
        columns: the frameworks to show; all others by default.
        which: all requirements, those with a counterpart in a column shown, those with none, or what the others demand beyond.
        words: only rows in which every one of these words stands.
    """
    matrix = build_matrix(library, lead)
    places = [n for n, f in enumerate(matrix.columns) if not columns or f.id in columns]
    rows = []
    if which == BEYOND:
        for n in places:
            for gap in matrix.unanswered[matrix.columns[n].id]:
                line: tuple[Line, ...] = (gap_line(gap),)
                cells = tuple(line if m == n else () for m in places)
                rows.append(SeenRow(gap.requirement, gap_title(gap), cells))
    else:
        for row in (r for r in matrix.rows if r.cells):
            answered = any(row.cells[n].counterparts for n in places)
            if which == ALL or answered == (which == ANSWERED):
                cells = tuple(tuple(cell_lines(library, row.cells[n])) for n in places)
                rows.append(SeenRow(row.requirement, row.requirement.title, cells))
    wanted = words.lower().split()
    return [row for row in rows if all(word in _text(row) for word in wanted)]


def _text(row: SeenRow) -> str:
    return " ".join((number_of(row.requirement), row.title, *map(joined, row.cells))).lower()
