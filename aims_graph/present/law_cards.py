"""Words of the cards on which duties stand: who asks in a line, how many there are and on what they wait, what is covered already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from aims_graph.answers.law.articles import ArticleAnswers
from aims_graph.answers.law.asked import LawAnswer
from aims_graph.answers.law.binds import Applicability
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.stages import ALWAYS, EVENT, NOT, OPEN, WAITS, Card, waits_on
from aims_graph.counting import count_of
from aims_graph.model import Framework, Library
from aims_graph.present.law import provisions
from aims_graph.present.law_groups import why
from aims_graph.present.words import days_in_words

#: On what a provision waits, after a number of them.
WAITING = {
    ALWAYS: "always",
    EVENT: "on an event",
    OPEN: "depend on you",
    NOT: "do not bind",
}
_ONE = {**WAITING, OPEN: "depends on you", NOT: "does not bind"}


def parts(count: int) -> str:
    """Return a number of parts.

    >>> parts(1), parts(14)
    ('1 part', '14 parts')
    """
    return count_of(count, "part")


def situation_parts(library: Library, asked: Situation, day: str) -> list[str]:
    """Return who asks, about what, and on which day, then the days of the system that are known: parts of one line."""
    roles, kinds = library.terms.of("Role"), library.terms.of("SystemKind")
    who = " and ".join(roles[r].label for r in asked.roles_said)
    what = "; ".join(kinds[k].label for k in asked.systems_said)
    said = [who[:1].upper() + who[1:], what, days_in_words(day)]
    said += [f"on the market or in service since {days_in_words(asked.placed)}"] if asked.placed else []
    said += [f"design changed on {days_in_words(asked.changed)}"] if asked.changed else []
    return said


def counted(library: Library, answers: Iterable[Applicability]) -> dict[str, int]:
    """Return on what answers wait -> how many; what no answer waits on has 0."""
    found = Counter(waits_on(library, a) for a in answers)
    return {wait: found[wait] for wait in WAITS}


def heads(cards: Iterable[Card]) -> str:
    """Return how many articles, and annexes, some cards are of, in words of their kinds; each is counted once."""
    ids = {c.head.id: c.head.kind for card in cards for c in (card, *card.annexes)}
    kinds = Counter(ids.values())
    return " and ".join(f"{n} {kind if n == 1 else _many(kind)}" for kind, n in kinds.most_common())


def _many(kind: str) -> str:
    return kind + ("es" if kind.endswith(("s", "x")) else "s")


def number_waiting(number: int, wait: str) -> str:
    """Return how many provisions wait so.

    >>> number_waiting(1, OPEN), number_waiting(2, NOT)
    ('1 depends on you', '2 do not bind')
    """
    return f"{number} {(_ONE if number == 1 else WAITING)[wait]}"


def waits_in_words(library: Library, answers: Sequence[Applicability]) -> str:
    """Return on what the parts of a card wait; how many of them each, if they differ."""
    found = {wait: n for wait, n in counted(library, answers).items() if n}
    if len(found) == 1:
        (wait,) = found
        return (_ONE if len(answers) == 1 else WAITING)[wait]
    return ", ".join(number_waiting(n, wait) for wait, n in found.items())


def card_duty(card: Card) -> str:
    """Return what a card is about in a sentence: the article's summary, or, if one part alone is asked, that part's."""
    alone = card.answers[0].text if len(card.answers) == 1 else card.head
    return alone.summary or card.head.summary


def card_days(card: Card, day: str) -> str:
    """Return when the parts of a card begin, if that is not all before the day that is asked about."""
    days = sorted({a.day for a in card.answers} - {NEVER})
    return f"From {' and '.join(map(days_in_words, days))}." if days and days[-1] > day else ""


def card_conditions(library: Library, a: LawAnswer, card: Card) -> Iterator[str]:
    """Yield what the parts of a card hang on, why they do not bind, and what is spared: a line for each of the three answers."""
    for value in (True, None, False):
        mine = tuple(x for x in card.answers if x.value is value)
        text = why(library, a, ArticleAnswers(card.head, value, mine)) if mine else ""
        if text:
            yield text


def covered(library: Library, answers: Sequence[Applicability], held: Iterable[Framework]) -> Iterator[str]:
    """Yield how much of some parts each framework held covers, of the parts of which that is known; one that covers none is left out."""
    for framework in held:
        known = [r for a in answers if (r := library.remainder_of.get((a.provision.id, framework.id)))]
        met = Counter("all" if r.met == "all" else "none" if r.met == "none" else "part" for r in known)
        if met["all"] or met["part"]:
            words = [("all", "whole"), ("part", "in part"), ("none", "not")]
            said = ", ".join(f"{met[how]} {word}" for how, word in words if met[how])
            rest = len(answers) - len(known)
            yield f"{framework.short}: {said}" + (f", {rest} unknown" if rest else "")


def hanging(count: int) -> str:
    """Return how much hangs on a question.

    >>> hanging(14)
    'decides 14 parts'
    """
    return f"decides {parts(count)}"


def decided_in_words(was: int, now: int) -> str:
    """Return what an answer did to the number of provisions that are open."""
    if was == now:
        return f"Your answer decided none; {provisions(now)} open."
    return f"{'−' if now < was else '+'}{abs(was - now)} by your answer; {provisions(now)} still open."
