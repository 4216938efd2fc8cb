"""A question put to the law, with its answers: what binds on a day, what is new since an earlier one, what an act brings."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.answers.law.binds import Applicability, answers
from aims_graph.answers.law.questions import Question, questions
from aims_graph.answers.law.situation import Situation, situation
from aims_graph.answers.law.words import iso_date, the_day
from aims_graph.errors import AimsError
from aims_graph.model import Library


@dataclass(frozen=True)
class LawAnswer:
    """A question with its answers: who asks, on which day, since when, in the case of which act; and what was found."""

    asked: Situation
    day: str
    since: str
    becomes: str
    found: tuple[Applicability, ...]
    before: int
    questions: tuple[Question, ...]


def ask_law(
    library: Library, asked: Situation, day: str, since: str = "", before: Situation | None = None
) -> LawAnswer:
    """Answer a question; with ``since``, what is new since that day; with ``before``, what appears against that situation.

    Raises:
        AimsError: if a day is none, or the days contradict each other.
    """
    if iso_date(since) and since > the_day(day):
        raise AimsError(
            f"Since {since} lies after {day}.",
            "Name an earlier day with --since, or a later one with --on.",
            "Choose an earlier day, or a later one that counts.",
        )
    if asked.placed and asked.placed > day:
        raise AimsError(
            f"Placed on {asked.placed} lies after {day}.",
            "Ask for a day on or after it, or leave out when the system was placed: a new system is then meant.",
        )
    if asked.changed and not asked.placed:
        raise AimsError(
            "When the design changed says nothing without when it was placed.", "Add --placed.", "Say that too."
        )
    found = answers(library, asked, day)
    had: set[str] = set()
    if before:
        had = {a.provision.id for a in answers(library, before, day) if a.value is not False}
    if since:
        had |= {a.provision.id for a in answers(library, asked, since) if a.value is not False}
    if since or before:
        found = [a for a in found if a.value is not False and a.provision.id not in had]
    gained = tuple(sorted(set(asked.is_) - set(before.is_))) if before else ()
    return LawAnswer(
        asked,
        day,
        since,
        gained[0] if gained else "",
        tuple(found),
        len(had),
        tuple(questions(library, asked, found, day)),
    )


def asked_in(library: Library, asked: Situation, day: str, since: str = "", becomes: str = "") -> LawAnswer:
    """Answer a question, in the case of an act too: what appears against the situation without it.

    Raises:
        AimsError: as :func:`ask_law`, and if the act cannot be one of this operator.
    """
    if not becomes:
        return ask_law(library, asked, day, since)
    after = situation(
        library, asked.roles_said, asked.systems_said, asked.placed, asked.changed, asked.is_, asked.is_not, becomes
    )
    return ask_law(library, after, day, since, before=asked)
