"""Sets of small numbers: the bits of an integer, or a tuple of the numbers where that takes less memory.

In a network of tens of thousands of sets most have something to do with some hundred others. As bits a row of the closure takes an eighth of
a byte for every set there is, as a tuple eight bytes for every one that is in it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse
from typing import cast

Row = int | tuple[int, ...]
#: For each number, the numbers of the rows that belong to its union.
Heads = Mapping[int, Sequence[int]] | Sequence[Sequence[int]]
#: A set as it is looked into for many numbers.
Asked = int | frozenset[int]
#: What a union is made of: for each number, the numbers of the rows that belong to its union, and these rows; and whether row n of them holds n
#: and, for each number in it, the row of that number too, so that what has n has all of row n.
Part = tuple[Heads, list[Row], bool]


def bits(number: int) -> Iterator[int]:
    """Yield the positions of a bit set, lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    size = (number.bit_length() + 63) // 64
    # Word by word, for on the whole number each step would take as long as the number is.
    for start, word in enumerate(struct.unpack(f"<{size}Q", number.to_bytes(size * 8, "little"))):
        rest = word
        while rest:
            low = rest & -rest
            yield start * 64 + low.bit_length() - 1
            rest ^= low


def as_bits(row: Row) -> int:
    """Return the set as the bits of an integer.

    >>> bin(as_bits((3, 1)))
    '0b1010'
    """
    if isinstance(row, int):
        return row
    marked = bytearray(max(row, default=0) // 8 + 1)
    for n in row:
        marked[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(marked, "little")


def members(row: Row) -> Iterable[int]:
    """Return the numbers in the set."""
    return bits(row) if isinstance(row, int) else row


def to_ask(row: Row) -> Asked:
    """Return a set in a form that says quickly whether a number is in it."""
    return row if isinstance(row, int) else frozenset(row)


def has(row: Row | Asked, n: int) -> bool:
    """Whether a number is in the set."""
    return bool(row >> n & 1) if isinstance(row, int) else n in row


def meet(row: Row, other: Row) -> bool:
    """Whether two sets have a number in common."""
    if isinstance(row, tuple) and isinstance(other, tuple):
        return not set(row).isdisjoint(other)
    if isinstance(row, int) and isinstance(other, int):
        return bool(row & other)
    few, many = (row, other) if isinstance(row, tuple) else (other, row)
    return any(has(many, n) for n in members(few))


def count(row: Row) -> int:
    """Return how many numbers are in the set."""
    return row.bit_count() if isinstance(row, int) else len(row)


def same(row: Row, other: Row) -> bool:
    """Whether two sets hold the same numbers; a tuple has no order."""
    if isinstance(row, tuple) and isinstance(other, tuple):
        return len(row) == len(other) and set(row) == set(other)
    return row == other


def unions(parts: Sequence[Part], with_itself: bool, most: int) -> Callable[[int], Row]:
    """Return the function that makes row n: the union of all parts for n, with n itself if wanted.

    Args:
        parts: what is united.
        with_itself: whether n is in row n.
        most: how many numbers are kept as a tuple; with 0, all rows are bits.
    """

    all_bits = [(heads, cast("list[int]", rows)) for heads, rows, _ in parts]

    def united_bits(n: int) -> Row:
        found = 1 << n if with_itself else 0
        for heads, rows in all_bits:
            for head in heads[n]:
                found |= rows[head]
        return found

    def united(n: int) -> Row:
        few, many = {n} if with_itself else set(), 0
        for heads, rows, closed in parts:
            # What the rows before held is looked up head by head, when it is a head's turn.
            for head in filterfalse(few.__contains__, heads[n]) if closed else heads[n]:
                row = rows[head]
                if isinstance(row, int):
                    many |= row
                else:
                    few.update(row)
        if many or len(few) > most:
            return many | as_bits(tuple(few))
        return tuple(few)

    return united if most else united_bits


def ordered(heads: Sequence[Sequence[int]], rows: list[Row], upwards: bool, most: int) -> list[tuple[int, ...]]:
    """Make all rows of an order: n itself and the rows of its heads, which are made before it.

    Args:
        heads: the numbers of the rows that row n holds.
        rows: where the rows come to stand.
        upwards: whether the heads of a number, but for itself, are lower than it; else they are higher.
        most: how many numbers are kept as a tuple.

    Returns:
        for each number those of its heads that suffice, for the others are in their rows.
    """
    sufficient: list[tuple[int, ...]] = [()] * len(rows)
    for n in range(len(rows)) if upwards else reversed(range(len(rows))):
        few, many, used = {n}, 0, []
        # The nearest comes first: its row may hold others, and theirs cannot hold it.
        for head in filterfalse(few.__contains__, sorted(heads[n], reverse=upwards)):
            used.append(head)
            row = rows[head]
            if isinstance(row, int):
                many |= row
            else:
                few.update(row)
        sufficient[n] = tuple(used)
        rows[n] = many | as_bits(tuple(few)) if many or len(few) > most else tuple(few)
    return sufficient


class BitMatrix:
    """A relation between numbers: for each number the bits of those it has the relation to."""

    __slots__ = ("rows",)

    def __init__(self, rows: list[Row]) -> None:
        """Take rows in whatever form."""
        self.rows = rows

    def __getitem__(self, n: int) -> int:
        """Return a row as bits."""
        row = self.rows[n]
        return row if isinstance(row, int) else as_bits(row)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[int]:
        """Yield the rows as bits."""
        return map(as_bits, self.rows)
