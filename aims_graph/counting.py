"""A number and what it counts, and names one after the other, as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: From here on a number is set in threes; shorter ones read as well without.
_LONG = 10_000
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, in the form that the number asks for.

    Args:
        number: how many there are.
        one: what there is one of, with its verb if it has one that changes.
        many: the same of several, where they are not made by an s or -ies.

    >>> count_of(1, "risk"), count_of(0, "risk"), count_of(2, "entry"), count_of(3, "day")
    ('1 risk', '0 risks', '2 entries', '3 days')
    >>> count_of(1, "control serves", "controls serve"), count_of(2, "control serves", "controls serve")
    ('1 control serves', '2 controls serve')
    """
    if number == 1:
        return f"1 {one}"
    shown = f"{number:,}" if abs(number) >= _LONG else str(number)
    return f"{shown} {many or (f'{one[:-1]}ies' if _CONSONANT_Y.search(one) else f'{one}s')}"


def enumerated(names: Iterable[str], last: str) -> str:
    """Return names with commas, and a word before the last of several.

    >>> enumerated(["a", "b", "c"], "or"), enumerated(["a", "b"], "and"), enumerated(["a"], "or"), enumerated([], "or")
    ('a, b or c', 'a and b', 'a', '')
    """
    *most, end = list(names) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


def some_of(names: Sequence[str], most: int, between: str = ", ") -> str:
    """Return the first of many names, and how many more there are, so that nobody takes some for all.

    >>> some_of(["a", "b", "c"], 2), some_of(["a", "b"], 2), some_of(["x, y", "z"], 1, "; ")
    ('a, b and 1 more', 'a, b', 'x, y; and 1 more')
    """
    more = f"{between.strip(', ')} and {len(names) - most} more" if len(names) > most else ""
    return between.join(names[:most]) + more


def with_article(words: str) -> str:
    """Return words with their indefinite article, by the letter they begin with.

    >>> with_article("answer"), with_article("risk")
    ('an answer', 'a risk')
    """
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"
