"""Requirements as sets of demands: what a row between two of them may say is read off the sets, and nothing else decides it."""

from __future__ import annotations

from hypothesis import strategies as st

SETS = st.sets(st.integers(0, 3), min_size=1).map(frozenset)


def relation_of(x: frozenset[int], y: frozenset[int]) -> str:
    """Return what two sets are to each other."""
    if x == y:
        return "equal"
    if x < y:
        return "subset_of"
    return "superset_of" if x > y else "intersects" if x & y else "no_relationship"
