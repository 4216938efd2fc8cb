"""Answers as a person works: by when one acts, an article a card, an annex under the article that calls it, and on what each waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aims_graph.answers.law.articles import head_of
from aims_graph.answers.law.binds import Applicability
from aims_graph.model import Library, Requirement, Timing
from aims_graph.pack.terms import Term

#: On what an answer waits: on nothing; on something that is done or happens; on who one is or what the system is; nothing binds.
ALWAYS, EVENT, OPEN, NOT = "always", "event", "open", "not"
WAITS = (ALWAYS, EVENT, OPEN, NOT)
#: Of what a fact is that is done or happens.
_ACT = ("act",)


@dataclass(frozen=True)
class Card:
    """An article or annex at one stage: the answers to its provisions, and the annexes that it calls."""

    head: Requirement
    answers: tuple[Applicability, ...]
    annexes: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Stage:
    """When one acts, and what on; ``term`` is ``None`` for what no table says anything of."""

    term: Term | None
    cards: tuple[Card, ...]


def waits_on(library: Library, answer: Applicability) -> str:
    """Return on what an answer waits (one of :data:`WAITS`).

    A provision waits on an event if every open question asks for something done or happening, or if that it happened was what
    decided; it is open if one asks who the operator is or what the system is.
    """
    if answer.value is False:
        return NOT
    if answer.value is None:
        return EVENT if answer.opens and all(_is_act(library, w) for w in answer.opens) else OPEN
    return EVENT if any(holds and _is_act(library, w) for w, holds in answer.decided) else ALWAYS


def _is_act(library: Library, word: str) -> bool:
    return word in library.fact_of and library.fact_of[word].of == _ACT


def timing(library: Library, requirement: Requirement) -> Timing | None:
    """Return when one acts on a provision: what is said of it, or of the nearest of what it stands in; None if of none."""
    lines = library.timing_of
    return next((lines[i] for i in (requirement.id, *library.above(requirement.id)) if i in lines), None)


def by_stage(library: Library, answers: Iterable[Applicability]) -> list[Stage]:
    """Return answers by when one acts, in the order of the vocabulary, each article in the order of the law."""
    found: dict[tuple[str, str], list[Applicability]] = {}
    for a in answers:
        said = timing(library, a.provision)
        found.setdefault((said.stage if said else "", head_of(library, a.provision).id), []).append(a)
    callers = {key: t.called_by for key in found if (t := library.timing_of.get(key[1])) and t.called_by}
    below: dict[tuple[str, str], list[Card]] = {}
    for key, caller in callers.items():
        # An annex whose article does not stand here is a card of its own.
        if (key[0], caller) in found:
            below.setdefault((key[0], caller), []).append(Card(library.requirements[key[1]], tuple(found[key])))
    nested = {key for key, caller in callers.items() if (key[0], caller) in found}
    terms = library.terms.of("Stage")
    stages = []
    for word in (*terms, *sorted({stage for stage, _ in found} - set(terms))):
        cards = [
            Card(library.requirements[head], tuple(members), tuple(below.get((stage, head), ())))
            for (stage, head), members in found.items()
            if stage == word and (stage, head) not in nested
        ]
        if cards:
            stages.append(Stage(terms.get(word), tuple(sorted(cards, key=lambda c: library.position(c.head.id)))))
    return stages
