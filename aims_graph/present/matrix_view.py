"""The unified control matrix as one looks through it: some columns, some rows, a word."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.answers.matrix.matrix import Matrix, build_matrix
from aims_graph.model import Library

ALL, ANSWERED, OPEN, BEYOND = "all", "answered", "open", "beyond"


def matrix_rows(
    library: Library, lead: str, columns: Sequence[str] = (), which: str = ALL, words: str = ""
) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return rows as (id, number, title, a cell for each column).

    Args:
        library: the content.
        lead: the framework whose requirements lead.
        columns: the frameworks to show; all others by default.
        which: all requirements, those with a counterpart in a column shown, those with none, or what the others demand beyond.
        words: only rows in which every one of these words stands.
    """
    matrix = build_matrix(library, lead)
    places = [n for n, f in enumerate(matrix.columns) if not columns or f.id in columns]
    wanted = words.lower().split()
    found = []
    for row in matrix.rows:
        cells = _cells(matrix, row.id, row.kind, [[str(line) for line in cell] for cell in row.cells])
        kinds = {line.kind for n in places if row.kind == "requirement" for line in row.cells[n]}
        fits = {
            ALL: row.kind == "requirement",
            ANSWERED: "counterpart" in kinds,
            OPEN: row.kind == "requirement" and "counterpart" not in kinds,
            BEYOND: row.kind == "unanswered" and any(cells[n] for n in places),
        }
        shown = tuple(cells[n] for n in places)
        text = " ".join((row.number, row.title, *shown)).lower()
        if fits[which] and all(word in text for word in wanted):
            found.append((row.id, row.number, row.title, shown))
    return found


def _cells(matrix: Matrix, identity: str, kind: str, lines: list[list[str]]) -> list[str]:
    if kind != "unanswered":
        return ["\n".join(cell) for cell in lines] or [""] * len(matrix.columns)
    framework = identity.partition(":")[0]
    return ["\n".join(lines[0]) if f.id == framework else "" for f in matrix.columns]
