"""What speaks for two requirements as counterparts: words, titles, search words, topics, a common clause, and mappings that exist.

Every feature is a number from 0 to 1. Words are asked from both sides (:mod:`aims_graph.answers.suggest.bm25`): how well the object answers the
subject's words, and the subject the object's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from aims_graph.answers.requirement.fulltext import Concept, index_of, stems_of
from aims_graph.answers.requirement.search import concepts_in
from aims_graph.answers.suggest.bm25 import texts_of
from aims_graph.model import Library, Requirement
from aims_graph.model import Mapping as Row

#: How much a row carries on to a third framework, seen from the requirement it is left at.
CARRIES = {"equal": 1.0, "subset_of": 0.8, "superset_of": 0.8, "intersects": 0.5}
#: Of so many requirements that read most like one, wherever they stand, what they are about and map to is taken for a hint.
NEIGHBOURS = 10


@dataclass
class Features:
    """What speaks for one pair: feature -> how much; and by name the search words, the topics and the bridges: rows to a third framework and on."""

    values: dict[str, float] = field(default_factory=dict)
    concepts: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    bridges: list[tuple[Row, Row]] = field(default_factory=list)
    #: Rows of requirements of third frameworks that read like the subject.
    likened: list[Row] = field(default_factory=list)


class Pairs:
    """Every pair of assessable requirements of two frameworks, with what speaks for it."""

    def __init__(self, library: Library, framework: str, towards: str) -> None:
        """Take the framework whose requirements are asked about, and the one where counterparts are looked for; nothing is compared yet."""
        self.library = library
        self.subjects = [r for r in library.members(framework) if r.assessable]
        self.objects = [r for r in library.members(towards) if r.assessable]
        self._texts = texts_of(library)

    def of(self, subject: Requirement) -> dict[str, Features]:
        """Return object id -> what speaks for it as a counterpart, for every object of which anything does."""
        found = {r.id: Features() for r in self.objects}
        for name, value in self._texts.answers(subject.id).items():
            if name in found:
                found[name].values["words"] = value
        for name, value in self._answering.get(subject.id, {}).items():
            found[name].values["answers"] = value
        self._by_title(subject, found)
        self._by_concept(subject, found)
        self._by_topic(subject, found)
        self._by_clause(subject, found)
        self._by_bridge(subject, found)
        near = self._near(subject)
        self._by_guessed_topic(near, found)
        self._by_likeness(near, found)
        return {name: evidence for name, evidence in found.items() if evidence.values}

    def _by_title(self, subject: Requirement, found: dict[str, Features]) -> None:
        """How much the words of both titles have in common, the rare ones most."""
        asked = self._titles[subject.id]
        for other in self.objects:
            title = self._titles[other.id]
            if common := self._weight(asked & title):
                found[other.id].values["title"] = common / self._weight(asked | title)

    def _by_concept(self, subject: Requirement, found: dict[str, Features]) -> None:
        """Objects that are at home under a search word which stands in the subject's text."""
        for concept in self._concepts[subject.id]:
            for name in found.keys() & set(concept.requirements):
                found[name].values["concept"] = 1.0
                found[name].concepts.append(concept.label)

    def _by_topic(self, subject: Requirement, found: dict[str, Features]) -> None:
        """Objects that share a topic: wholly if it is the main one of both."""
        about = self.library.about_of.get(subject.id)
        for other in self.objects if about else ():
            theirs = self.library.about_of.get(other.id)
            common = [t for t in about.topics if theirs and t in theirs.topics] if about else []
            if common and about and theirs:
                found[other.id].values["topic"] = 1.0 if about.topics[0] == theirs.topics[0] else 0.5
                found[other.id].topics = [self.library.topic_of[t].label for t in common]

    def _by_clause(self, subject: Requirement, found: dict[str, Features]) -> None:
        """Objects that carry the text of the same clause of the Harmonized Structure."""
        for other in self.objects if subject.harmonized not in ("", "own") else ():
            if other.harmonized == subject.harmonized:
                found[other.id].values["clause"] = 1.0

    def _by_bridge(self, subject: Requirement, found: dict[str, Features]) -> None:
        """Objects reached by two rows through a third framework; several ways support each other."""
        for first in self.library.rows_at(subject.id):
            for second in self.library.rows_at(first.object_id) if first.object_id not in found else ():
                if first.relation in CARRIES and second.relation in CARRIES and second.object_id in found:
                    found[second.object_id].bridges.append((first, second))
        for evidence in found.values():
            if evidence.bridges:
                doubt = prod(1 - CARRIES[a.relation] * CARRIES[b.relation] for a, b in evidence.bridges)
                evidence.values["through"] = 1 - doubt

    def _near(self, subject: Requirement) -> list[tuple[str, float]]:
        """Return the requirements of all other frameworks that answer the subject's words best, each with how well."""
        scores = self._texts.answers(subject.id)
        others = [(n, v) for n, v in scores.items() if self.library.requirements[n].framework != subject.framework]
        return sorted(others, key=lambda pair: (-pair[1], pair[0]))[:NEIGHBOURS]

    def _by_guessed_topic(self, near: list[tuple[str, float]], found: dict[str, Features]) -> None:
        """Objects about what the requirements that read like the subject are about."""
        votes: dict[str, float] = {}
        for name, value in near:
            about = self.library.about_of.get(name)
            for place, topic in enumerate(about.topics if about else ()):
                votes[topic] = votes.get(topic, 0.0) + value * (0.5 if place else 1.0)
        total = sum(value for _, value in near)
        for name, evidence in found.items() if votes else ():
            about = self.library.about_of.get(name)
            shares = [
                votes.get(t, 0.0) * (0.5 if place else 1.0) for place, t in enumerate(about.topics if about else ())
            ]
            if any(shares):
                evidence.values["like_topic"] = max(shares) / total

    def _by_likeness(self, near: list[tuple[str, float]], found: dict[str, Features]) -> None:
        """Objects that requirements of third frameworks which read like the subject are mapped to."""
        for name, value in near:
            for row in self.library.rows_at(name) if name not in found else ():
                if row.relation in CARRIES and row.object_id in found:
                    evidence = found[row.object_id]
                    left = 1 - evidence.values.get("like_through", 0.0)
                    evidence.values["like_through"] = 1 - left * (1 - value * CARRIES[row.relation])
                    evidence.likened.append(row)

    @cached_property
    def _answering(self) -> dict[str, dict[str, float]]:
        """Subject -> the objects whose words it answers."""
        back: dict[str, dict[str, float]] = {}
        subjects = {r.id for r in self.subjects}
        for requirement in self.objects:
            for name, value in self._texts.answers(requirement.id).items():
                if name in subjects:
                    back.setdefault(name, {})[requirement.id] = value
        return back

    @cached_property
    def _titles(self) -> dict[str, frozenset[str]]:
        return {r.id: frozenset(stems_of(r.title)) for r in (*self.subjects, *self.objects)}

    def _weight(self, asked: frozenset[str]) -> float:
        return sum(map(self._texts.rarity, asked))

    @cached_property
    def _concepts(self) -> dict[str, list[Concept]]:
        return {r.id: concepts_in(stems_of(f"{r.title} {r.summary}"), index_of(self.library)) for r in self.subjects}
