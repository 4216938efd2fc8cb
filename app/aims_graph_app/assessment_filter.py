"""Which requirements the assessment shows: by view, owner, topic, system and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from aims_graph.model import Library
from aims_graph.workspace.gap import Gap
from aims_graph.workspace.records.scope import System

ALL, OPEN, MINE, LATE, STALE, UNANSWERED, UNJUSTIFIED = (
    "all",
    "open",
    "mine",
    "late",
    "changed",
    "unanswered",
    "unjustified",
)
#: The views that are saved for everybody, by what they are called.
VIEWS = {
    ALL: "All",
    OPEN: "Open",
    UNANSWERED: "Unanswered",
    UNJUSTIFIED: "Controls to justify",
    MINE: "Mine",
    LATE: "Overdue",
    STALE: "To look at again",
}


@dataclass(frozen=True)
class Wish:
    """What is asked for; empty is everything. ``me`` is the name of whoever asks."""

    view: str
    owner: str
    topic: str
    system: str
    words: str
    me: str


def fitting(
    library: Library,
    gaps: Sequence[Gap],
    wish: Wish,
    duties: Mapping[str, Sequence[System]],
    today: dt.date,
    unjustified: Collection[str] = (),
    stay: Collection[str] = (),
) -> list[Gap]:
    """Return the gaps that fit, in their order.

    Args:
        library: the content.
        gaps: of one framework.
        wish: what is asked for.
        duties: provision -> the systems it binds.
        today: the day from which something is overdue.
        unjustified: the controls that have no decision or no reason.
        stay: what is at hand, and stays in view although an edit of it just made it fit no more.
    """
    return [
        g
        for g in gaps
        if g.requirement.id in stay
        or (
            (g.requirement.id in unjustified if wish.view == UNJUSTIFIED else _is_in_view(g, wish, today))
            and _is_asked_for(library, g, wish, duties)
        )
    ]


def _is_in_view(gap: Gap, wish: Wish, today: dt.date) -> bool:
    answer, position = gap.position.answer, gap.position
    if wish.view == OPEN:
        return position.is_open
    if wish.view == UNANSWERED:
        return position.given is None
    if wish.view == MINE:
        return answer is not None and bool(wish.me) and answer.owner == wish.me
    if wish.view == LATE:
        return position.is_open and answer is not None and answer.due is not None and answer.due < today
    return wish.view != STALE or bool(gap.stale) or position.conflict


def _is_asked_for(library: Library, gap: Gap, wish: Wish, duties: Mapping[str, Sequence[System]]) -> bool:
    requirement, answer = gap.requirement, gap.position.answer
    if wish.owner and (answer is None or answer.owner != wish.owner):
        return False
    about = library.about_of.get(requirement.id)
    if wish.topic and (about is None or wish.topic not in about.topics):
        return False
    if wish.system:
        bound = {s.id for s in duties.get(requirement.id, ())} | {s for e in gap.evidence for s in e.systems}
        if wish.system not in bound:
            return False
    text = f"{requirement.number} {requirement.title} {requirement.summary}".lower()
    return all(word in text for word in wish.words.lower().split())
