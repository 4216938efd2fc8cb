"""The words of a text that carry meaning, cut to their stems (Snowball, English)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_COMMON = set(
    """
    a an and any are as at be by can do each every for from has have if in into is it its may must of on or other
    shall so such that the their them these they this those to under upon use used using when where which who
    whoever with within general
""".split()
)


def words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, cut to their stems.

    >>> words("Documentation of AI system design")
    ['document', 'ai', 'system', 'design']
    """
    return [_stem(w) for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in _COMMON]


@lru_cache(maxsize=20000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # which a check that compares no label need not have

    return snowballstemmer.stemmer("english")
