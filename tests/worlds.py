"""Small contents drawn at random, as records: three frameworks, a law in two editions, rows of several hands, remainders, links, lists.

Nothing in them is sensible, and rows may contradict each other; they hold what the shipped content happens not to have (rows between
headings, parts that exhaust parts, a set the other way round, a requirement without number, rows that leave out what they may), so that a query
that forgets it is seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import chain

from pyoxigraph import Store

from aims_graph.graph.build import record_lines, turtle_lines
from aims_graph.graph.derived import derived_lines
from aims_graph.graph.store import fill
from aims_graph.model import (
    Concept,
    Evidence,
    Fine,
    Framework,
    Library,
    Link,
    Mapping,
    MappingSet,
    Provision,
    Reading,
    Remainder,
    Requirement,
    Source,
)
from aims_graph.pack.names import Names
from aims_graph.vocabulary import MET, NO_TERM_FOUND, SET_RELATIONS

NAMES = {name: f"https://example.org/{name}/" for name in ("old", "red", "blue", "green", "law")}
#: The sets: subject, object, whose.
SETS = (
    *(("red", "blue", ""), ("blue", "green", ""), ("law", "red", ""), ("green", "law", "")),
    # Rows on a former edition, from both sides: a way through it leads from red to blue.
    *(("old", "red", ""), ("blue", "old", "")),
    *(("red", "blue", "somebody"), ("blue", "red", "another"), ("red", "green", "somebody"), ("red", "law", "another")),
)


def world(shipped: Library, seed: int) -> Library:
    """Return a content of about seventy requirements; the small vocabularies and the ontology are the shipped ones."""
    return _World(random.Random(seed)).library(shipped)


def store(library: Library) -> Store:
    """Return the graph of a content, kept in memory."""
    built = Store()
    fill(built, chain(record_lines(library), derived_lines(library)), "".join(turtle_lines(library)))
    return built


class _World:
    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        # In no order, so that a query that sorts by them alone is seen.
        self.lines = iter(draw.sample(range(2, 10_000), 9_000))
        self.members: dict[str, list[Requirement]] = {}
        for name in NAMES:
            self.members[name] = []
            for number in range(1, 4):
                self._grow(name, f"{number}", "")
        self.sets: list[MappingSet] = []
        for sides in SETS:
            self._map(*sides)

    def library(self, shipped: Library) -> Library:
        kinds = list(shipped.terms.of("EvidenceKind"))
        pairs = [(row.subject_id, row.object_id, s.id) for s in self.sets for row in s.rows if not s.stated_by]
        return Library(
            shipped.packs,
            Names({**shipped.names.table, **NAMES}),
            shipped.terms,
            frameworks={name: self._framework(name) for name in NAMES},
            requirements={r.id: r for members in self.members.values() for r in members},
            sets=self.sets,
            remainders=[r for held in NAMES for towards in NAMES for r in self._remainders(held, towards)],
            readings=[
                Reading(set_id, s, o, "row", name, "some", "some", 0.9, "", "", "", self._at("mappings/readings/x.tsv"))
                for s, o, set_id in pairs
                for name in self._some(["first", "second", "third", "final"], 4)
            ],
            links=[self._link(name, kind) for name in NAMES for kind in ("needs", *["said_by_parts"] * 4)],
            evidence=[
                Evidence(name, (kinds[0],), "Show it.", self._at("ontology/evidence.tsv"))
                for name in self._any(6)
            ],
            thesaurus=[
                Concept(f"aims:term-{n}", f"word {n}", (), self._any(3), self._at("ontology/thesaurus.tsv"))
                for n in range(4)
            ],
            fines=[
                Fine("aims:fine-1", "law:1", "", (), "", self._any(3), "", "", "", "", (), "", "2026-08-02", self._at("ontology/fines.tsv"))
            ],
        )  # fmt: skip

    def _at(self, file: str) -> Source:
        return Source(file, next(self.lines))

    def _is(self, share: float) -> bool:
        return self.draw.random() < share

    def _some(self, found: Iterable[str], most: int) -> tuple[str, ...]:
        known = list(found)
        return tuple(self.draw.sample(known, self.draw.randint(0, min(most, len(known)))))

    def _any(self, most: int) -> tuple[str, ...]:
        return self._some((r.id for members in self.members.values() for r in members), most)

    def _of(self, framework: str) -> str:
        """One of its requirements; mostly one that rows may name."""
        members = self.members[framework]
        fit = [r for r in members if r.assessable] if self._is(0.9) else members
        return self.draw.choice(fit or members).id

    def _framework(self, name: str) -> Framework:
        role = "superseded" if name == "old" else "framework"
        rank = list(NAMES).index(name)
        return Framework(
            name, name, name, "first", role, {}, {"rank": rank}, Source(f"ontology/catalogues/{name}.tsv", 1)
        )

    def _grow(self, framework: str, number: str, parent: str) -> None:
        name, depth = f"{framework}:{number}", number.count(".")
        parts = self.draw.randint(1, 3) if depth == 0 else self.draw.choice((0, 0, 2)) if depth == 1 else 0
        written = {
            "number": number if self._is(0.9) else "",
            "assessable": self._is(0.4 if parts else 0.8),
            "documented_information": self._some(["plan", "record", "list"], 2),
            "provision": self._provision(framework) if framework in ("law", "old") else None,
        }
        empty = {"summary": "", "aliases": (), "harmonized": "", "title_is_ours": False, "kind": "control"}
        self.members[framework].append(
            Requirement(
                **empty,
                **written,
                id=name,
                framework=framework,
                parent=parent,
                title=f"Title {number}",
                order=len(self.members[framework]) + 1,
                source=self._at(f"ontology/catalogues/{framework}.tsv"),
            )  # type: ignore[arg-type]
        )
        for part in range(1, parts + 1):
            self._grow(framework, f"{number}.{part}", name)

    def _provision(self, framework: str) -> Provision:
        return Provision(
            bearers=self._some(["provider", "deployer", "importer"], 2),
            state=self.draw.choice(["", "kept", "reworded", "moved", "inserted", "deleted"]),
            amended_by="point 7" if self._is(0.5) else "",
            replaces=self._some((r.id for f in ("old", "law") for r in self.members[f]), 2)
            if framework == "law"
            else (),
            difference="said otherwise" if self._is(0.5) else "",
        )

    def _map(self, subject: str, object_: str, whose: str) -> None:
        name = f"{subject}--{object_}" + f".{whose}" * bool(whose)
        pairs = {(self._of(subject), self._of(object_)) for _ in range(10)}
        # Of the pairs that we relate, another hand relates some, too.
        ours = [row for s in self.sets if whose and {s.subject, s.object} == {subject, object_} for row in s.rows]
        for row in ours[::2]:
            if not row.is_gap:
                turned = row.subject_id.startswith(f"{object_}:")
                pairs.add((row.object_id, row.subject_id) if turned else (row.subject_id, row.object_id))
        rows = [self._row(name, whose, pair, self._relation(whose)) for pair in sorted(pairs)]
        for side, other in ((subject, object_), (object_, subject)):
            for requirement in sorted({self._of(side) for _ in range(4)}):
                pair = (requirement, NO_TERM_FOUND) if side == subject else (NO_TERM_FOUND, requirement)
                rows.append(self._row(name, whose, pair, "", self._of(other) if whose or self._is(0.8) else ""))
        self.sets.append(
            MappingSet(
                name, subject, object_, whose, {"license": "https://example.org/"}, tuple(rows), rows[0].source.file
            )
        )

    def _relation(self, whose: str) -> str:
        """A set relation, or none: that somebody put the two together."""
        return self.draw.choice([*SET_RELATIONS, ""]) if whose or self._is(0.3) else self.draw.choice([*SET_RELATIONS])

    def _row(self, name: str, whose: str, pair: tuple[str, str], relation: str, nearest: str = "") -> Mapping:
        less = self.draw.choice(MET[1:3])
        is_gap, is_bare = NO_TERM_FOUND in pair, self._is(0.2)
        met = {
            "equal": ("all", "all"),
            "subset_of": ("all", less),
            "superset_of": (less, "all"),
            "intersects": (less, self.draw.choice(MET[1:3])),
            "no_relationship": ("none", "none"),
        }.get("" if is_bare else relation, ("", ""))
        return Mapping(
            set_id=name,
            subject_id=pair[0],
            subject_label="",
            object_id=pair[1],
            object_label="",
            relation=relation,
            subject_met=met[0],
            object_met=met[1],
            shared="demand" if met[0] not in ("", "none") else "",
            subject_only="more here" if met[0] == less else "",
            object_only="more there" if met[1] in MET[1:3] else "",
            comment="Because." if self._is(0.8 if is_gap else 0.5) else "",
            nearest=nearest,
            with_parts=(is_gap or relation == "no_relationship") and self._is(0.5),
            confidence=None if is_gap or is_bare else self.draw.choice((0.6, 0.7, 0.8, 0.9)),
            justification="semapv:ManualMappingCuration",
            tool="",
            date="",
            other_source="",
            source=self._at(f"mappings/{name}.sssom.tsv"),
            predicate=SET_RELATIONS[relation][0] if relation else "skos:relatedMatch",
        )

    def _remainders(self, held: str, towards: str) -> list[Remainder]:
        if "old" in (held, towards) or held == towards or self._is(0.4):
            return []
        file = f"mappings/remainders/{towards}--{held}.tsv"
        found = []
        for r in self.members[towards]:
            if self._is(0.4):
                met, by = self.draw.choice(MET), self._some((m.id for m in self.members[held]), 2)
                words = "the rest" if met != "all" and self._is(0.8) else ""
                found.append(Remainder(r.id, "", held, met, by, words, "", self._at(file)))
        return found

    def _link(self, framework: str, kind: str) -> Link:
        parents = [r.parent for r in self.members[framework] if r.parent]
        one, other = self.draw.choice(parents), self._of(framework)
        return Link(one, kind, "" if kind == "said_by_parts" else other, "", self._at("ontology/links.tsv"))
