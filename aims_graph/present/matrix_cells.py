"""Lines of a cell of the matrix as a workbook holds them: in their looks, and over as many rows as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aims_graph.present.matrix import Line
from aims_graph.present.sheets import Run
from aims_graph.present.workbook import TALLEST, height


def fitting(cells: Sequence[Sequence[Line]], widths: Sequence[int]) -> Iterable[list[list[Line]]]:
    """Split cells taller than Excel can show over as many rows as they need, breaking between lines only; no line is lost."""
    rest = [list(cell) for cell in cells]
    first = True
    while first or any(rest):
        first = False
        part: list[list[Line]] = []
        for lines, width in zip(rest, widths, strict=True):
            taken: list[Line] = []
            while lines and (not taken or height([runs([*taken, lines[0]])], [width]) <= TALLEST):
                taken.append(lines.pop(0))
            part.append(taken)
        yield part


def runs(lines: Sequence[Line]) -> list[Run]:
    """Return lines as text of several looks, each line below the one before."""
    looks = {"counterpart": "name", "none": "name", "todo": "todo", "beyond": "plain", "plain": "plain"}
    found: list[Run] = []
    for n, line in enumerate(lines):
        gap = "\n" if n else ""
        text = f" {line.text}" if line.lead and line.text else line.text if line.lead else gap + line.text
        found += [(looks[line.kind], gap + line.lead), ("plain", text)]
    return found
