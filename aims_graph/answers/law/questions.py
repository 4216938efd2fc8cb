"""Which answers are missing: the open questions in the order of how many provisions hang on them, and what was only assumed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aims_graph.answers.law.binds import Applicability, answer_of
from aims_graph.answers.law.days import is_of
from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.words import the_day
from aims_graph.answers.law.world import denying, rules_of
from aims_graph.model import Exclusion, Fact, Library, Standing


@dataclass(frozen=True)
class Question:
    """An open question, and the ids of the provisions that hang on it, in the order of the law."""

    fact: Fact
    provisions: tuple[str, ...]


def questions(library: Library, asked: Situation, found: Sequence[Applicability], day: str) -> list[Question]:
    """Return the open questions of some answers: first the one on which most provisions hang.

    A provision hangs on a question if an answer to it bears on the condition, or settles it by what follows from the answer.

    Raises:
        AimsError: if the day is none.
    """
    the_day(day)
    hanging: dict[str, dict[str, None]] = defaultdict(dict)
    rules = rules_of(library)
    for a in found:
        for word in a.opens:
            hanging[word][a.provision.id] = None
    # A wider question, such as whether a whole chapter is of concern, is in no condition: a no to it settles many at once.
    wider = {w for word in list(hanging) for w in rules.implied.get(word, ()) if asked.world.value(w) is None}
    for word in wider:
        world = denying(library, asked.world, word)
        if world is None:
            continue
        without = replace(asked, world=world)
        for a in found:
            if any(word in rules.implied.get(o, ()) for o in a.opens):
                other = answer_of(library, a.provision, without, day)
                if other is None or other.value is not None:
                    hanging[word][a.provision.id] = None
    place = {f.id: n for n, f in enumerate(library.facts)}
    asked_for = [
        Question(library.fact_of[w], tuple(sorted(ids, key=library.position)))
        for w, ids in hanging.items()
        if w in library.fact_of
    ]
    return sorted(asked_for, key=lambda q: (-len(q.provisions), place[q.fact.id]))


def assumptions(library: Library, asked: Situation, found: Iterable[Applicability]) -> list[tuple[Fact, bool]]:
    """Return the facts that nobody has spoken of and that bear on some answers, each with the answer that was assumed."""
    words = {w for a in found for w in (a.provision.provision.holds.words if a.provision.provision else ())}
    rules: list[Exclusion | Standing] = [*library.scope, *library.standing]
    for rule in rules:
        about = any(is_of(asked, k) is not False for k in rule.systems)
        if about and (not rule.bearer or set(rule.bearer) & set(asked.roles)):
            words |= rule.holds.words
    if asked.placed:
        words |= {w for t in library.transitions if asked.placed < t.placed_before for w in t.holds.words}
    kinds = library.terms.of("SystemKind")
    return [
        (f, bool(asked.world.value(f.id)))
        for f in library.facts
        if f.id in words and f.id in asked.world.assumed and f.id not in kinds
    ]
