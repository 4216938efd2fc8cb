"""Faults that a line of any list may have: another line has its name, or it says how certain it is in no word for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aims_graph.errors import Finding
from aims_graph.model import Source
from aims_graph.vocabulary import CERTAINTY


def told_twice(named: Iterable[tuple[str, Source]], mend: str) -> Iterator[Finding]:
    """Yield each line whose name an earlier one has."""
    first: dict[str, Source] = {}
    for name, source in named:
        if name in first:
            yield source.finding(f"{name} stands in {first[name]} already", mend)
        first.setdefault(name, source)


def uncertain(name: str, said: str, source: Source) -> Iterator[Finding]:
    """Yield a certainty that is no word of it."""
    if said not in CERTAINTY:
        yield source.finding(f"{name}: certainty '{said}' is unknown", f"write one of {', '.join(CERTAINTY)}")
