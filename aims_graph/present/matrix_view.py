"""The unified control matrix as one looks through it: some columns, some rows, a word, under topics if one likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.matrix.matrix import Matrix, MatrixRow, Unmatched, build_matrix
from aims_graph.answers.topics.topics import main_topic
from aims_graph.model import Library, Requirement
from aims_graph.model.naming import number_of
from aims_graph.present.matrix import Line, cell_lines, gap_line, gap_title, joined
from aims_graph.present.matrix_columns import MET, Column, chosen_columns, lines_beside
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.topics import topic_label

ALL, ANSWERED, OPEN, BEYOND = "all", "answered", "open", "beyond"
NO_TOPIC = "Without a topic"


@dataclass(frozen=True)
class SeenRow:
    """One row looked at: the requirement, its title (it may speak for its parts), the lines of each column shown, and its main topic in words."""

    requirement: Requirement
    title: str
    cells: tuple[tuple[Line, ...], ...]
    topic: str


def matrix_rows(
    library: Library,
    lead: str,
    columns: Sequence[str] = (),
    which: str = ALL,
    words: str = "",
    by_topic: bool = False,
    ours: Ours | None = None,
) -> list[SeenRow]:
    """Return the rows that fit.

    Args:
        library: the content.
        lead: the framework whose requirements lead.
        columns: ids of the columns to show; by default what each other framework answers.
        which: all requirements, those with a counterpart in a framework shown (in any, if none is), those with none, or what the others demand beyond.
        words: only rows in which every one of these words stands.
        by_topic: in the order of the topics instead of that of the framework.
        ours: the workspace, for its columns.
    """
    matrix, shown = build_matrix(library, lead), chosen_columns(library, lead, columns, ours is not None)
    looked_at = {c.framework for c in shown if c.kind == MET} or {f.id for f in matrix.columns}
    rows: list[SeenRow] = []
    if which == BEYOND:
        rows = [
            gap_row(library, shown, gap, ours)
            for f in matrix.columns
            if f.id in looked_at
            for gap in matrix.unanswered[f.id]
        ]
    else:
        for row in (r for r in matrix.rows if r.cells):
            answered = any(cell.counterparts for cell in row.cells if cell.framework.id in looked_at)
            if which == ALL or answered == (which == ANSWERED):
                rows.append(row_seen(library, matrix, shown, row, ours))
    wanted = words.lower().split()
    found = [row for row in rows if all(word in _text(row) for word in wanted)]
    return under_topics(library, found) if by_topic else found


def row_seen(
    library: Library, matrix: Matrix, columns: Sequence[Column], row: MatrixRow, ours: Ours | None = None
) -> SeenRow:
    """Return a row of the framework that leads, with what each column says of it."""
    answers = {f.id: cell for f, cell in zip(matrix.columns, row.cells, strict=True)}
    cells = [
        tuple(
            cell_lines(library, answers[c.framework])
            if c.kind == MET
            else lines_beside(library, c, row.requirement, ours)
        )
        for c in columns
    ]
    return SeenRow(row.requirement, row.requirement.title, tuple(cells), _topic(library, row.requirement))


def gap_row(library: Library, columns: Sequence[Column], gap: Unmatched, ours: Ours | None = None) -> SeenRow:
    """Return what another framework demands and the leading one does not answer; the reason stands in its framework's column."""
    r = gap.requirement
    cells = [
        ((gap_line(gap),) if c.framework == r.framework else ())
        if c.kind == MET
        else tuple(lines_beside(library, c, r, ours))
        for c in columns
    ]
    return SeenRow(r, gap_title(gap), tuple(cells), _topic(library, r))


def under_topics(library: Library, rows: Sequence[SeenRow]) -> list[SeenRow]:
    """Return rows in the order of their main topics; those of one topic stay in theirs, and those without come last."""
    order = {topic_label(library, t): n for n, t in enumerate(library.topics)}
    return sorted(rows, key=lambda row: order.get(row.topic, len(order)))


def _topic(library: Library, requirement: Requirement) -> str:
    topic = main_topic(library, requirement.id)
    return topic_label(library, topic) if topic else NO_TOPIC


def _text(row: SeenRow) -> str:
    return " ".join((number_of(row.requirement), row.title, *map(joined, row.cells))).lower()
