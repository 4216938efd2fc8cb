"""What speaks for two requirements as counterparts: words, titles, search words, topics, a common clause, and mappings that exist.

Every feature is a number from 0 to 1. Words are asked from both sides (:mod:`aims_graph.answers.suggest.bm25`): how well the object answers the
subject's words, and the subject the object's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from aims_graph.answers.requirement.search import Concept, concepts_in, index_of, stems
from aims_graph.answers.suggest.bm25 import texts_of
from aims_graph.model import Library, Requirement
from aims_graph.model import Mapping as Row

#: How much a row carries on to a third framework, seen from the requirement it is left at.
CARRIES = {"equal": 1.0, "subset_of": 0.8, "superset_of": 0.8, "intersects": 0.5}
#: Of so many requirements that read most like one, wherever they stand, what they are about and map to is taken for a hint.
NEIGHBOURS = 10
FEATURES = ("words", "answers", "title", "concept", "topic", "like_topic", "clause", "through", "like_through")


@dataclass
class Evidence:
    """What speaks for one pair: feature -> how much; and by name the search words, the topics and the bridges: rows to a third framework and on."""

    values: dict[str, float] = field(default_factory=dict)
    concepts: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    bridges: list[tuple[Row, Row]] = field(default_factory=list)
    #: Rows of requirements of third frameworks that read like the subject.
    likened: list[Row] = field(default_factory=list)


class Pairs:
    """Every pair of assessable requirements of two frameworks, with what speaks for it."""

    def __init__(self, library: Library, framework: str, towards: str, hidden: frozenset[str] = frozenset()) -> None:
        """Take two frameworks; nothing is compared yet.

        Args:
            library: the content.
            framework: whose requirements are asked about.
            towards: where counterparts are looked for.
            hidden: features that are left out.
        """
        self.library = library
        self.subjects = [r for r in library.members(framework) if r.assessable]
        self.objects = [r for r in library.members(towards) if r.assessable]
        self._texts = texts_of(library)
        self._hidden = hidden

    def of(self, subject: Requirement) -> dict[str, Evidence]:
        """Return object id -> what speaks for it as a counterpart, for every object of which anything does."""
        found: dict[str, Evidence] = {}
        known = {r.id for r in self.objects}

        def at(name: str) -> Evidence:
            return found.setdefault(name, Evidence())

        for name, value in self._texts.answers(subject.id).items():
            if name in known:
                at(name).values["words"] = value
        for name, value in self._answering.get(subject.id, {}).items():
            at(name).values["answers"] = value
        asked = self._titles[subject.id]
        for name, title in ((o.id, self._titles[o.id]) for o in self.objects):
            if common := self._weight(asked & title):
                at(name).values["title"] = common / self._weight(asked | title)
        for concept in self._concepts[subject.id]:
            for name in known.intersection(concept.requirements):
                at(name).values["concept"] = 1.0
                at(name).concepts.append(concept.label)
        for name, value, topics in self._by_topic(subject):
            at(name).values["topic"] = value
            at(name).topics = topics
        if subject.harmonized not in ("", "own"):
            for other in self.objects:
                if other.harmonized == subject.harmonized:
                    at(other.id).values["clause"] = 1.0
        for name, bridges in self._by_bridge(subject).items():
            doubt = 1.0
            for first, second in bridges:
                doubt *= 1 - CARRIES[first.relation] * CARRIES[second.relation]
            at(name).values["through"] = 1 - doubt
            at(name).bridges = bridges
        near = self._near(subject)
        guessed = self._guessed_topics(near)
        for other in self.objects if guessed else ():
            about = self.library.about_of.get(other.id)
            value = (
                max((guessed.get(t, 0.0) * (1.0 if t == about.topics[0] else 0.5) for t in about.topics), default=0.0)
                if about
                else 0.0
            )
            if value:
                at(other.id).values["like_topic"] = value
        for name, (value, rows) in self._by_likeness(near).items():
            at(name).values["like_through"] = value
            at(name).likened = rows
        for evidence in found.values():
            evidence.values = {f: v for f, v in evidence.values.items() if f not in self._hidden}
        return {name: evidence for name, evidence in found.items() if evidence.values}

    def _near(self, subject: Requirement) -> list[tuple[str, float]]:
        """Return the requirements of all other frameworks that answer the subject's words best, each with how well."""
        scores = self._texts.answers(subject.id)
        others = [(n, v) for n, v in scores.items() if self.library.requirements[n].framework != subject.framework]
        return sorted(others, key=lambda pair: (-pair[1], pair[0]))[:NEIGHBOURS]

    def _guessed_topics(self, near: list[tuple[str, float]]) -> dict[str, float]:
        """Return topic -> how much of what reads like the subject is about it."""
        votes: dict[str, float] = {}
        for name, value in near:
            about = self.library.about_of.get(name)
            for place, topic in enumerate(about.topics if about else ()):
                votes[topic] = votes.get(topic, 0.0) + value * (0.5 if place else 1.0)
        total = sum(value for _, value in near)
        return {topic: vote / total for topic, vote in votes.items()} if total else {}

    def _by_likeness(self, near: list[tuple[str, float]]) -> dict[str, tuple[float, list[Row]]]:
        """Objects that third requirements which read like the subject are mapped to."""
        known = {r.id for r in self.objects}
        doubt: dict[str, float] = {}
        rows: dict[str, list[Row]] = {}
        for name, value in near:
            for row in self.library.rows_at(name) if name not in known else ():
                if row.relation in CARRIES and row.object_id in known:
                    doubt[row.object_id] = doubt.get(row.object_id, 1.0) * (1 - value * CARRIES[row.relation])
                    rows.setdefault(row.object_id, []).append(row)
        return {name: (1 - left, rows[name]) for name, left in doubt.items()}

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
        return {r.id: frozenset(stems(r.title)) for r in (*self.subjects, *self.objects)}

    def _weight(self, asked: frozenset[str]) -> float:
        return sum(map(self._texts.rarity, asked))

    @cached_property
    def _concepts(self) -> dict[str, list[Concept]]:
        return {r.id: concepts_in(stems(f"{r.title} {r.summary}"), index_of(self.library)) for r in self.subjects}

    def _by_topic(self, subject: Requirement) -> Iterator[tuple[str, float, list[str]]]:
        """Objects that share a topic: all of it if it is the main one of both."""
        about = self.library.about_of.get(subject.id)
        topics = about.topics if about else ()
        for other in self.objects:
            theirs = self.library.about_of.get(other.id)
            common = [t for t in topics if theirs and t in theirs.topics]
            if common and theirs:
                value = 1.0 if topics[0] == theirs.topics[0] else 0.5
                yield other.id, value, [self.library.topic_of[t].label for t in common]

    def _by_bridge(self, subject: Requirement) -> dict[str, list[tuple[Row, Row]]]:
        """Objects reached by two rows through a third framework."""
        known = {r.id for r in self.objects}
        found: dict[str, list[tuple[Row, Row]]] = {}
        for first in self.library.rows_at(subject.id):
            if first.relation in CARRIES and first.object_id not in known:
                for second in self.library.rows_at(first.object_id):
                    if second.relation in CARRIES and second.object_id in known:
                        found.setdefault(second.object_id, []).append((first, second))
        return found
