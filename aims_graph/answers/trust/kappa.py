"""Cohen's kappa: how much more two readers agree than chance would have them agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def nominal_kappa(pairs: Sequence[tuple[object, object]]) -> float:
    """Return Cohen's kappa for categories without order (J. Cohen, Educational and Psychological Measurement 20:37, 1960).

    NaN where there is nothing to compare, or chance alone agrees wholly.

    >>> round(nominal_kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 3)
    0.5
    """
    total = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[c] * second[c] for c in first)
    seen = sum(a == b for a, b in pairs) * total
    return (seen - chance) / (total**2 - chance) if total**2 != chance else float("nan")


def weighted_kappa(pairs: Sequence[tuple[int, int]], categories: int) -> float:
    """Return Cohen's kappa with quadratic weights for pairs of category numbers, or, of two categories, plain kappa.

    Cohen 1968, Psychological Bulletin 70:213; weights of Fleiss and Cohen 1973, Educational and Psychological Measurement 33:613.
    NaN where there is nothing to compare, or chance alone agrees wholly.

    >>> round(weighted_kappa([(0, 0), (1, 1), (2, 2), (0, 1)], 3), 3)
    0.8
    """
    total = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) * total
    chance = sum((a - b) ** 2 * left[a] * right[b] for a in range(categories) for b in range(categories))
    return 1 - seen / chance if chance else float("nan")
