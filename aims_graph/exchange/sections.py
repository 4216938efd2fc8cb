"""Rows of a list that hold one text alone: headings of the rows below them, and notes below the last one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

#: What numbers a heading, before its title: "A.", "3", "5.2)", "VII".
_LABEL = re.compile(r"((?:\d+(?:\.\d+)*|[IVXLC]+)(?=[.):\s])|[A-Z](?=[.):]))[.):]?\s+(\S.*)")


@dataclass(frozen=True)
class Heading:
    """A row that heads those below it: its number, if it begins with one, its title, and the row of the heading that it stands under (0: none)."""

    number: str
    title: str
    under: int


@dataclass
class Sections:
    """The headings of a list by row; ``under``: each other row with that of its heading; ``notes``: rows below the last requirement, with their texts."""

    headings: dict[int, Heading] = field(default_factory=dict)
    under: dict[int, int] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


def sections_of(rows: Iterable[tuple[int, list[str]]], number: int | None, title: int | None) -> Sections:
    """Return how a list is parted, whose requirements have a number and something beside it.

    Args:
        rows: the rows with their cells.
        number: the column of numbers; without one nothing is told.
        title: the column of titles, where a heading may stand as well.
    """
    found = Sections()
    if number is None:
        return found
    kept = list(rows)
    last = max((row for row, cells in kept if cells[number] and sum(map(bool, cells)) > 1), default=0)
    taken = {cells[number] for _, cells in kept}
    at = 0
    for row, cells in kept:
        filled = [n for n, cell in enumerate(cells) if cell]
        text = cells[filled[0]] if len(filled) == 1 else ""
        # One word with a digit in it is a number whose title is missing, and no heading.
        if not text or (filled[0] == number and not _is_words(text)) or filled[0] not in (number, title):
            found.under |= {row: at} if at else {}
        elif row < last:
            said = _LABEL.fullmatch(text)
            label = said[1] if said and said[1] not in taken else ""
            taken.add(label)
            above = (r for r, h in found.headings.items() if h.number and label.startswith(f"{h.number}."))
            found.headings[row] = Heading(label, said[2] if said and label else text, max(above, default=0))
            at = row
        elif last and filled[0] == number:
            found.notes[row] = text
        else:
            found.under |= {row: at} if at else {}
    return found


def number_above(number: str, numbers: Container[str]) -> str:
    """Return the longest number that one begins with, up to a sign between its parts; empty if there is none.

    >>> number_above("4.10", {"4", "4.1"}), number_above("3.2 b)", {"3", "3.2"}), number_above("10", {"1"})
    ('4', '3.2', '')
    """
    cuts = (number[: at.start()].rstrip() for at in re.finditer(r"[.\s(/-]", number))
    return next((cut for cut in reversed([*cuts]) if cut and cut in numbers), "")


def _is_words(text: str) -> bool:
    return " " in text or not re.search(r"\d", text)
