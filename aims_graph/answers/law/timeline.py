"""When duties begin: the days on which the law becomes more for one operator, and what is new on each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aims_graph.answers.law.binds import NEVER, Situation, duties
from aims_graph.model import Library


@dataclass(frozen=True)
class Milestone:
    """A day on which provisions begin to bind: how many begin, how many bind from then on."""

    day: str
    new: int
    total: int


def timeline(library: Library, asked: Situation) -> list[Milestone]:
    """Return every day on which something begins to bind, the earliest first; what Article 111 holds off for good is left out."""
    begins = Counter(d.effective for d in duties(library, asked, NEVER) if d.effective != NEVER)
    found, total = [], 0
    for day, new in sorted(begins.items()):
        total += new
        found.append(Milestone(day, new, total))
    return found
