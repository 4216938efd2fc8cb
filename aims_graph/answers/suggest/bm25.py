"""BM25 over the requirements of some frameworks, as numbers that can be compared between questions.

Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), with the words of titles, headings and summaries weighed before they are
counted (its extension to fields, section 3.6.2). The search's own index ranks a page of answers; here a question is asked of every requirement.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from aims_graph.answers.requirement.fulltext import stems_of
from aims_graph.model import Library, Requirement

#: How soon more of a word says no more, and how much a long text is held back: the usual values.
K1, B = 1.2, 0.75
#: How much a word counts by where it stands.
TITLE, HEADING, SUMMARY = 3.0, 1.0, 1.0


class Texts:
    """The words of requirements, weighed."""

    def __init__(self, library: Library, requirements: Iterable[Requirement]) -> None:
        """Index titles, headings and summaries; linear in the text."""
        self._words: dict[str, dict[str, float]] = {}
        self._asked: dict[str, Counter[str]] = {}
        for r in requirements:
            headings = " ".join(library.requirements[above].title for above in library.above(r.id))
            words: dict[str, float] = {}
            for text, weight in ((r.title, TITLE), (headings, HEADING), (r.summary, SUMMARY)):
                for stem in stems_of(text):
                    words[stem] = words.get(stem, 0.0) + weight
            self._words[r.id] = words
            self._asked[r.id] = Counter(stems_of(f"{r.title} {r.summary}"))
        self._length = {name: sum(words.values()) for name, words in self._words.items()}
        self._average = sum(self._length.values()) / max(1, len(self._length))
        holders: dict[str, list[str]] = {}
        for name, words in self._words.items():
            for stem in words:
                holders.setdefault(stem, []).append(name)
        self._holders = holders
        self._answers: dict[str, dict[str, float]] = {}

    def rarity(self, stem: str) -> float:
        """Return how much a word tells: the logarithm of how few requirements have it (Robertson and Spärck Jones), never below 0."""
        count, of = len(self._holders.get(stem, ())), len(self._words)
        return math.log(1 + (of - count + 0.5) / (count + 0.5))

    def answers(self, name: str) -> dict[str, float]:
        """Return id -> how well each requirement answers the words of one, where that one itself answers with 1."""
        if name in self._answers:
            return self._answers[name]
        scores: dict[str, float] = {}
        for stem, times in self._asked[name].items():
            rarity = self.rarity(stem) * times
            for holder in self._holders.get(stem, ()):
                count = self._words[holder][stem]
                held_back = K1 * (1 - B + B * self._length[holder] / self._average)
                scores[holder] = scores.get(holder, 0.0) + rarity * count * (K1 + 1) / (count + held_back)
        own = scores.get(name, 0.0)
        self._answers[name] = {h: min(1.0, score / own) for h, score in scores.items()} if own else {}
        return self._answers[name]


@lru_cache(maxsize=4)
def texts_of(library: Library) -> Texts:
    """Return the words of every assessable requirement that mappings speak of, indexed once."""
    return Texts(library, (r for f in library.mapped for r in library.members(f.id) if r.assessable))
