"""How a sheet lies on paper: A4 landscape, letters of 8 points or more, and columns that go on a further page where one is too narrow for all."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Collection, Sequence

#: A4 in Excel's list of papers, and the margins in inches: left, right, top, bottom.
A4, MARGINS = 9, (0.4, 0.4, 0.5, 0.5)
#: Percent of its size at which a sheet is printed: letters of 9 points are then 8 high. What fits whole is printed whole.
SMALLER, WHOLE = 89, 100
#: Columns of so many characters (of the 11-point font that widths are counted in) fit side by side on a page, at either size.
CAPACITY = {SMALLER: 152, WHOLE: 135}
#: Up to this much more is pressed into one page, by narrower columns.
_PRESSED = 1.35
#: So many characters of 8 points stand side by side on A4 laid across as a browser prints it, and so many are as wide as what is left free beside a cell's text.
_BROWSER, _BESIDE = 168, 2
#: So many characters of a line are lost where its last word ends, and so much of a line where a text begins a new one.
_RAGGED, _SHORT = 3, 0.5
#: A row of more lines, a quarter of a page, need not stand on one.
_TALL = 11
#: So many rows say well enough how those of a long table are.
_ENOUGH = 150
#: No column of text is pressed below this.
_NARROWEST = 14
#: Nor is one narrower than its longest word, up to so much, where a page is shared anew.
_READABLE = 22


def pressed(widths: Sequence[int], frozen: int) -> list[int]:
    """Return the widths of columns, the widest narrowed so that what is a little too wide fits on one page, and each beside what stays in place.

    Args:
        widths: how wide each is, in characters.
        frozen: how many at the left stand on each page.

    >>> pressed([20, 60, 60, 60], 1), pressed([30, 60, 60, 60, 60], 1), pressed([26, 200], 0)
    ([20, 44, 44, 44], [30, 60, 60, 60, 60], [26, 126])
    """
    room = CAPACITY[SMALLER]
    beside = room - sum(widths[:frozen])
    fitting = [w if n < frozen else min(w, max(beside, _NARROWEST)) for n, w in enumerate(widths)]
    if not room < sum(fitting) <= room * _PRESSED and len(fitting) > 2:
        return fitting
    most = max(fitting, default=0)
    while most > _NARROWEST and sum(min(w, most) for w in fitting) > room:
        most -= 1
    return [min(w, most) for w in fitting]


def filled(
    widths: Sequence[int],
    frozen: int,
    heads: Sequence[str],
    texts: Sequence[Sequence[str]],
    fixed: Collection[int] = (),
) -> list[int]:
    """Return the widths of columns, those of each page shared anew so that it is full and its rows are low: what has more text gets more room.

    Args:
        widths: how wide each is, in characters.
        frozen: how many at the left stand on each page; they stay as they are.
        heads: what each column is called.
        texts: what stands in each.
        fixed: which others stay as they are.

    >>> filled([20, 60, 60, 60], 1, ["a", "b", "c", "d"], [["x"], ["word " * 9], ["word " * 9], ["word " * 72]])
    [20, 45, 45, 132]
    """
    cuts = breaks(widths, frozen)[1]
    found = list(widths)
    for start, end in zip([frozen, *cuts], [*cuts, len(widths)], strict=True):
        free = [n for n in range(start, end) if n not in fixed]
        room = CAPACITY[SMALLER] - sum(widths[:frozen]) - sum(widths[n] for n in range(start, end) if n in fixed)
        own = [[line for text in texts[n] for line in text.split("\n")] for n in free]
        high = [max([len(heads[n]) + 3, *map(len, lines_)]) for n, lines_ in zip(free, own, strict=True)]
        low = [min(word, _READABLE) for word in _words([heads[n] for n in free], own)]
        low = [min(pair) for pair in zip(low, high, strict=True)]
        if sum(low) <= room:
            for n, width in zip(free, _shared([texts[n] for n in free], low, high, room), strict=True):
                found[n] = width
    return found


def foot(text: str) -> str:
    """Return what stands at the foot of each printed page, as Excel writes it: a text at the left, which page it is at the right.

    >>> foot("Risks & impacts")
    '&L&8 Risks && impacts&R&8Page &P of &N'
    """
    # Behind a blank: digits would be read as the size of the letters.
    return f"&L&8 {text.replace('&', '&&')}&R&8Page &P of &N"


def by_content(heads: Sequence[str], rows: Sequence[Sequence[str]], most: int = 60) -> list[int]:
    """Return how wide each column of a table is, so that it fits on one page if it can and its rows are as low as that allows.

    Each is as wide as its text, up to ``most``. Where that is too much for a page, the columns share it so that the sum of the squares of all
    lines' numbers is least: a column's share grows with the cube root of the sum of the squares of its texts' lengths. None is narrower than its longest word;
    its head goes over several lines where that leaves room to the texts of others.

    >>> by_content(["a", "b"], [["x", "y" * 10]])
    [4, 10]
    >>> by_content(["mostly covered", "b"], [["1", "word " * 80]] * 3, most=150)
    [10, 142]
    >>> widths = by_content(["number", "short", "long", "longer"], [["4.1", "yes " * 20, "word " * 40, "word " * 80]] * 3)
    >>> widths, sum(widths) <= CAPACITY[SMALLER]
    ([9, 29, 54, 60], True)
    """
    texts = [[row[n] for row in rows] for n in range(len(heads))]
    high = [min(most, max([len(head) + 3, *map(len, own)])) for head, own in zip(heads, texts, strict=True)]
    if sum(high) <= CAPACITY[SMALLER]:
        return high
    low = [min(word, _NARROWEST, top) for word, top in zip(_words(heads, texts), high, strict=True)]
    return _shared(texts, low, high, CAPACITY[SMALLER])


def shares(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how many percent of a printed web page each column of a table has, so that its rows are as low as that allows.

    A browser that decides it looks at the longest text of a column alone, and leaves room beside what is short.

    >>> shares(["a", "b"], [["x", "word " * 40], ["y", ""]]), shares([], [])
    ([1.8, 98.2], [])
    """
    columns = [[head, *(row[n] for row in rows)] for n, head in enumerate(heads)]
    high = [_BESIDE + max(len(line) for text in column for line in text.split("\n")) for column in columns]
    widths = high
    if sum(high) > _BROWSER:
        words = [
            _BESIDE + max((len(word) for text in column for word in re.split(r"\s+|(?<=-)", text)), default=0)
            for column in columns
        ]
        lows = ([min(word, most) for word in words] for most in (_READABLE, _NARROWEST, _BESIDE + 4))
        low = next((found for found in lows if sum(found) <= _BROWSER), None)
        if low is None:
            return [round(100 / len(heads), 1)] * len(heads)
        widths = _lowest(rows[:: 1 + len(rows) // _ENOUGH], low, _shared(columns, low, high, _BROWSER))
    return [round(100 * width / sum(widths), 1) for width in widths]


def is_tall(texts: Sequence[str], percents: Sequence[float]) -> bool:
    """Return whether a row of a printed web page is so high that it may go on on the next: kept whole, it left much of a page empty.

    >>> is_tall(["x", "word " * 40], [2.2, 97.8]), is_tall(["x", "word " * 400], [2.2, 97.8])
    (False, True)
    """
    widths = [max(1.0, _BROWSER * percent / 100 - _BESIDE) for percent in percents]
    return any(
        sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n")) > _TALL
        for text, width in zip(texts, widths, strict=True)
    )


def _lowest(rows: Sequence[Sequence[str]], low: Sequence[int], widths: Sequence[int]) -> list[int]:
    """Move the width of a character from one column to another as long as all rows together become lower."""
    lengths = [[(len(text), _SHORT * text.count("\n")) for text in row] for row in rows]

    def high(cell: tuple[int, float], width: int) -> float:
        return cell[0] / max(1, width - _BESIDE - _RAGGED) + cell[1]

    found, last, lowest = list(widths), list(widths), math.inf
    while True:
        total, gain, loss = 0.0, [0.0] * len(found), [0.0] * len(found)
        for row in lengths:
            highs = [high(cell, width) for cell, width in zip(row, found, strict=True)]
            tallest = max(range(len(row)), key=highs.__getitem__)
            second = max((h for n, h in enumerate(highs) if n != tallest), default=0.0)
            total += highs[tallest]
            gain[tallest] += highs[tallest] - max(second, high(row[tallest], found[tallest] + 1))
            for n, cell in enumerate(row):
                if found[n] > low[n]:
                    loss[n] += max(0.0, high(cell, found[n] - 1) - highs[tallest])
        # Both are estimated apart: of a table whose columns weigh alike, the same character would go to and fro for ever.
        if total >= lowest:
            return last
        last, lowest = list(found), total
        to = max(range(len(found)), key=gain.__getitem__)
        least = min((n for n, w in enumerate(found) if n != to and w > low[n]), key=loss.__getitem__, default=to)
        if least == to:
            return last
        found[to] += 1
        found[least] -= 1


def _words(heads: Sequence[str], texts: Sequence[Sequence[str]]) -> list[int]:
    """Return how long the longest word of each column is; beside a head there is a filter's button."""
    return [
        max([*(len(w) + 3 for w in head.split()), *(len(w) for text in own for w in text.split())], default=0)
        for head, own in zip(heads, texts, strict=True)
    ]


def _shared(texts: Sequence[Sequence[str]], low: Sequence[int], high: Sequence[int], room: int) -> list[int]:
    """Share some room among columns by the cube root of the sum of the squares of their texts' lengths, none below its least and above its most."""
    needs = [sum(len(text) ** 2 for text in own) ** (1 / 3) for own in texts]

    def shared(part: float) -> list[int]:
        return [min(top, max(least, int(part * need))) for top, least, need in zip(high, low, needs, strict=True)]

    # Of all parts that fit, the largest, by halving.
    fits, too_much = 0.0, float(room)
    for _ in range(50):
        part = (fits + too_much) / 2
        fits, too_much = (part, too_much) if sum(shared(part)) <= room else (fits, part)
    return shared(fits)


def breaks(widths: Sequence[int], frozen: int) -> tuple[int, list[int]]:
    """Return at how many percent a sheet is printed, and before which columns a further page begins (from 0).

    >>> breaks([20, 40, 40], 1), breaks([11, 30, 55, 55, 55, 55], 2)
    ((100, []), (89, [4]))
    """
    if sum(widths) <= CAPACITY[WHOLE]:
        return WHOLE, []
    found, used, kept = [], sum(widths[:frozen]), sum(widths[:frozen])
    for n, width in enumerate(widths[frozen:], frozen):
        if used + width > CAPACITY[SMALLER] and used > kept:
            found.append(n)
            used = kept
        used += width
    return SMALLER, found


def above(widths: Sequence[int], frozen: int) -> int:
    """Return in which column (from 0) what is said above a table begins.

    What stands above columns that are printed on each page would be printed there again, cut where they end: there it begins beside them.

    >>> above([20, 40, 40], 1), above([11, 30, 55, 55, 55, 55], 2)
    (0, 2)
    """
    return frozen if breaks(widths, frozen)[1] else 0


def lines(text: str, widths: Sequence[int], frozen: int, points: float) -> list[str]:
    """Return a text that stands above a table as lines that each fit on its first page, whatever columns lie below."""
    _, further = breaks(widths, frozen)
    beside = above(widths, frozen)
    room = (
        sum(widths[beside : further[0]]) if further else CAPACITY[WHOLE if sum(widths) <= CAPACITY[WHOLE] else SMALLER]
    )
    # Half of the letters are narrower than a digit, by which widths are counted.
    return textwrap.wrap(text, math.floor(room * 11 / points * 1.05), break_on_hyphens=False) or [""]
