"""When duties begin: the days on which the law becomes more for one operator, and what begins on each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from aims_graph.answers.law.binds import Applicability, duties
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.situation import Situation
from aims_graph.model import Library


@dataclass(frozen=True)
class ApplicationDate:
    """A day on which provisions begin to bind, or to bind if something holds: how many begin, how many there are from then on."""

    day: str
    new: int
    total: int


def plan(library: Library, asked: Situation) -> dict[str, list[Applicability]]:
    """Return day -> what begins to bind on it, or to bind if something holds, the earliest day first; what never does is left out."""
    found: dict[str, list[Applicability]] = defaultdict(list)
    for answer in duties(library, asked, NEVER):
        if answer.day != NEVER:
            found[answer.day].append(answer)
    return dict(sorted(found.items()))


def timeline(library: Library, asked: Situation) -> list[ApplicationDate]:
    """Return every day on which something begins to bind, the earliest first."""
    found, total = [], 0
    for day, begins in plan(library, asked).items():
        total += len(begins)
        found.append(ApplicationDate(day, len(begins), total))
    return found
