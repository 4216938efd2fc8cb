"""Does the author of a row mean the requirement whose number stands there? Compares the typed label with the catalogue.

The commonest fault of public crosswalks is a number that exists, with another control in mind; no check of numbers sees it.
So a row carries titles typed before looking them up, and this module holds the one rule by which they agree:

1. the title in full, in any order of its words, agrees; a hint in brackets after it is ignored;
2. any other label (a short form, or our words where the source prints no title) is weighed by how rare its words are in the framework: enough of it
   must stand in this requirement's title, headings and summary, and no other requirement may hold clearly more of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache, partial
from importlib.metadata import version
from typing import NamedTuple

from aims_graph import cache
from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.model import Library
from aims_graph.stems import words

#: A label may fall this far behind the best match of the framework, and must reach this share of its own weight.
TOLERANCE = 0.25
LEAST = 0.25
#: So much of a label's weight must stand in the requirement that is offered for a number that does not exist.
SURE = 0.7


class _Texts(NamedTuple):
    """All of a requirement that a label is compared with; ``above`` are the ids of its headings."""

    id: str
    number: str
    title: str
    summary: str
    above: tuple[str, ...]
    assessable: bool


def labels_of(library: Library, framework: str) -> Labels:
    """Return the labels of a framework: indexed once for each state of its texts, whatever else of the content changes."""
    return _indexed(_texts_of(library, framework))


def _texts_of(library: Library, framework: str) -> tuple[_Texts, ...]:
    return tuple(
        _Texts(r.id, r.number, r.title, r.summary, tuple(library.above(r.id)), r.assessable)
        for r in library.members(framework)
    )


@lru_cache(maxsize=16)
def _indexed(members: tuple[_Texts, ...]) -> Labels:
    return Labels(members)


class Labels:
    """The labels of one framework: compares a typed label with the requirement it stands for."""

    def __init__(self, members: tuple[_Texts, ...]) -> None:
        """Index the titles, summaries and headings of one framework."""
        self._members = members
        self._kept_rival = lru_cache(maxsize=20_000)(self._rival)
        self._titles = {r.id: set(words(r.title)) for r in self._members}
        self._wide = {
            r.id: self._titles[r.id] | {w for above in r.above for w in self._titles[above]} | set(words(r.number))
            for r in self._members
        }
        self._full = {r.id: self._wide[r.id] | set(words(r.summary)) for r in self._members}
        self._by_id = {r.id: r for r in self._members}

    @cached_property
    def _weight(self) -> dict[str, float]:
        counts = Counter(w for bag in self._full.values() for w in bag)
        return {w: math.log(1 + len(self._members) / n) for w, n in counts.items()}

    def rival(self, label: str, requirement: str) -> str:
        """Return '' if the label means this requirement, else the id it fits better, or the same id if it fits none."""
        return self._kept_rival(_without_hint(label), requirement)

    def _rival(self, label: str, requirement: str) -> str:
        bag = set(words(label))
        if bag == self._titles[requirement]:
            return ""
        scores = self._scores(frozenset(bag))
        own = scores.get(requirement, 0.0)
        best = max(scores, key=scores.__getitem__, default="")
        ahead = scores.get(best, 0.0)
        if own >= LEAST and own + TOLERANCE >= ahead:
            return ""
        return best if ahead > own else requirement

    def meant(self, label: str) -> str:
        """Return the id of the one requirement that a label means, whatever number stands beside it; empty if none is meant clearly."""
        label = _without_hint(label)
        bag = set(words(label))
        titled = self.titled(label)
        if titled:
            # Several requirements may bear one title, a heading and its only part for one.
            return next((i for i in titled if self._by_id[i].assessable), titled[0])
        scores = self._scores(frozenset(bag))
        best, *others = sorted(scores, key=lambda i: -scores[i])[:2] or [""]
        ahead = scores[best] - (scores[others[0]] if others else 0.0) if best else 0.0
        return best if best and scores[best] >= SURE and ahead >= TOLERANCE else ""

    def titled(self, label: str) -> list[str]:
        """Return the ids of the requirements whose title has just the words of a label, in their order."""
        bag = set(words(_without_hint(label)))
        return [i for i, title in self._titles.items() if bag == title and bag]

    @cached_property
    def _postings(self) -> dict[str, list[tuple[str, float]]]:
        """Word -> the requirements that have it: in title, number or headings it counts in full, in the summary for most."""
        found: dict[str, list[tuple[str, float]]] = {}
        for requirement, bag in self._full.items():
            for word in bag:
                found.setdefault(word, []).append((requirement, 1.0 if word in self._wide[requirement] else 0.8))
        return found

    def _scores(self, bag: frozenset[str]) -> dict[str, float]:
        """Return requirement -> share of the label's weight found in it, for every requirement that has any of it."""
        rare = max(self._weight.values(), default=1.0)
        total = sum(self._weight.get(word, rare) for word in bag)
        scores: dict[str, float] = {}
        for word in sorted(bag):
            for requirement, part in self._postings.get(word, ()):
                scores[requirement] = scores.get(requirement, 0.0) + part * self._weight[word] / total
        return scores


def _without_hint(label: str) -> str:
    """Return a label without the hint in brackets at its end, which is the author's own.

    >>> [_without_hint(label) for label in ("Logging (of events)", "Sites (own)(shared) ", "Logging (own) sites", "(Govern)")]
    ['Logging', 'Sites (own)', 'Logging (own) sites', '(Govern)']
    """
    text = label.rstrip()
    inside = text[text.rfind(")", 0, -1) + 1 :] if text.endswith(")") else ""
    place = inside.find("(")
    return text[: len(text) - len(inside) + place].rstrip() or label if place >= 0 else label


class _Compared:
    """The typed labels of a library: one that was found to fit is not compared again while the texts of its framework stay as they are."""

    def __init__(self, library: Library) -> None:
        """Look up which are kept."""
        self._library = library
        made_of = (cache.code_digest("check", "."), version("snowballstemmer"), [pack.root for pack in library.packs])
        self._name = f"labels-{cache.digest(*made_of)}"
        self._before, self._fitting = cache.kept_marks(self._name) or set(), set[bytes]()
        self._texts = lru_cache(maxsize=None)(lambda framework: cache.digest(_texts_of(library, framework)))
        self._labels = lru_cache(maxsize=None)(partial(labels_of, library))

    def rival(self, label: str, requirement: str) -> str:
        """Return the same as :meth:`Labels.rival` of the requirement's framework."""
        framework = self._library.requirements[requirement].framework
        mark = cache.mark(self._texts(framework), requirement, label)
        other = "" if mark in self._before else self._labels(framework).rival(label, requirement)
        if not other:
            self._fitting.add(mark)
        return other

    def keep(self) -> None:
        """Keep those that fit."""
        if self._fitting != self._before:
            cache.keep_marks(self._name, self._fitting)


def label_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each label of a mapping row, remainder or support that does not mean the requirement whose number stands there."""
    library = ground.library
    compared, trusted = _Compared(library), dict[str, bool]()
    typed = [
        (row.source, i, t)
        for s in library.sets
        for row in s.rows
        for i, t in ((row.subject_id, row.subject_label), (row.object_id, row.object_label))
        # Titles are typed where a set claims to be complete; those of another hand are judged before it is entered, by lint.
        if not s.stated_by and (t or s.is_complete)
    ]
    typed += [(r.source, r.requirement_id, r.requirement_label) for r in library.judged_left]
    typed += [
        (s.source, i, t) for s in library.supports for i, t in ((s.giver, s.giver_label), (s.taker, s.taker_label))
    ]
    for source, requirement, label in typed:
        if requirement not in library.requirements:
            continue
        framework = library.requirements[requirement].framework
        if framework not in trusted:
            trusted[framework] = ground.holds(f"the labels of {framework}", frameworks=[framework])
        other = compared.rival(label, requirement) if trusted[framework] else ""
        if other:
            what = (
                f"{requirement}: the label '{label}' does not fit its title '{library.requirements[requirement].title}'"
            )
            hint = f"; it fits {other} '{library.requirements[other].title}' better" if other != requirement else ""
            mend = "correct the id if you meant the label, else type the title you meant"
            yield source.finding(what + hint, mend)
    compared.keep()
