"""Tools that ask about requirements and mappings: search, show, map, explain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from aims_graph.answers.inference.inference import explained
from aims_graph.answers.requirement.dossier import dossier
from aims_graph.answers.requirement.facets import Narrowing, find
from aims_graph.answers.requirement.towards import Towards, towards
from aims_graph.answers.topics.topics import find_topic
from aims_graph.identifiers import resolve, resolve_framework
from aims_graph.model import (
    About,
    Evidence,
    Group,
    Library,
    Link,
    Mapping,
    Membership,
    Reading,
    Remainder,
    Requirement,
    Source,
    Succession,
)
from aims_graph.present.search import why_in_words
from aims_graph.reason.argument import said, sentence
from aims_graph.reason.explanation import Derivation
from aims_graph.reason.relations import names
from aims_graph.serve.assistant.records import Named, all_named, named, sources
from aims_graph.serve.assistant.tool import Arguments, Name, Page, Paged, Record, Tool, Words, page


class Search(Paged):
    """What is looked for."""

    question: Name = Field(description="Words, a title or a number: 'human oversight', '42001 A.6.2.8'.")
    framework: Name = Field("", description="Only this framework.")
    topic: Words = Field("", description="Only what is about this topic, as it is called.")
    function: Words = Field("", description="Only what this function of an organisation does, as it is called.")


class Hit(Record):
    """A requirement that was found, and why."""

    requirement: Named
    summary: str
    why: tuple[str, ...]


class Found(Record):
    """What was found, best first, and facet -> value -> how many of the hits it would leave."""

    hits: Page[Hit]
    counts: dict[str, dict[str, int]]


def search(library: Library, asked: Search) -> Found:
    """Find requirements by word, title or number, the best first, with the reason for each. Start here if you do not know the number."""
    narrowing = Narrowing(
        resolve_framework(asked.framework, library) if asked.framework else "",
        find_topic(library, asked.topic, "topics").id if asked.topic else "",
        find_topic(library, asked.function, "functions").id if asked.function else "",
    )
    found = find(library, asked.question, narrowing)
    hits = [
        Hit(
            requirement=named(library, h.requirement.id),
            summary=h.requirement.summary,
            why=tuple(map(why_in_words, h.why)),
        )
        for h in found.hits
    ]
    return Found(hits=page(library, asked, hits), counts=found.counts)


class Show(Arguments):
    """Which requirement is meant."""

    requirement: Name = Field(
        description="Its id, or framework and number: '42001 A.6.2.8', 'Art. 26(5)', 'GOVERN 1.1'."
    )


class Shown(Record):
    """What is known of one requirement by itself; summaries are the project's own words, never a standard's."""

    requirement: Requirement
    above: tuple[Named, ...]
    parts: tuple[Named, ...]
    before: Named | None
    after: Named | None
    about: About | None
    evidence: Evidence | None
    membership: Membership | None
    group: Group | None
    links: tuple[Link, ...]
    became: tuple[Succession, ...]
    came_from: tuple[Succession, ...]


def show(library: Library, asked: Show) -> Shown:
    """Show one requirement: what it demands, where it stands, who bears it and from when, what an auditor asks to see, which group serves it."""
    return shown(library, resolve(asked.requirement, library))


def shown(library: Library, requirement: str) -> Shown:
    """Return what is known of a requirement, by id."""
    found = dossier(library, requirement)
    membership = library.membership_of.get(requirement)
    return Shown(
        requirement=found.requirement,
        above=all_named(library, (r.id for r in found.above)),
        parts=all_named(library, (r.id for r in found.parts)),
        before=named(library, found.before.id) if found.before else None,
        after=named(library, found.after.id) if found.after else None,
        about=library.about_of.get(requirement),
        evidence=library.evidence_at.get(requirement),
        membership=membership,
        group=library.group_of.get(membership.group) if membership else None,
        links=tuple(library.links_at.get(requirement, ())),
        became=tuple(library.became.get(requirement, ())),
        came_from=tuple(library.came_from.get(requirement, ())),
    )


class Map(Paged):
    """Which requirement is meant, and towards what."""

    requirement: Name = Field(description="Its id, or framework and number.")
    framework: Name = Field("", description="Only what this framework has for it.")


Kind = Literal["counterpart", "set apart", "derived", "no counterpart"]


class Reasoned(Record):
    """A relation that follows: in words, by the names of set relations, and how sure it is (0 to 1; null if a row does not say)."""

    sentence: str
    relation: str
    confidence: float | None


class Answering(Record):
    """What one framework has for a requirement, or for the part ``of`` it.

    ``row`` is what is stated, seen from ``of``: its relation is that of ``of`` to ``requirement``, ``subject_met`` how much of ``of`` is met.
    A derived relation has no row of its own: ``derived`` says which rows it follows from. ``read`` is how many readings stand behind the row, null where there is no row.
    """

    of: Named
    framework: str
    kind: Kind
    requirement: Named | None
    row: Mapping | None
    read: int | None
    derived: Reasoned | None
    sources: tuple[Source, ...]


class Mapped(Record):
    """What answers a requirement elsewhere; a heading is answered part by part.

    ``remainders`` say what is left to do if a framework is held whole; ``not_compared`` are frameworks that nobody compared with this one.
    """

    requirement: Named
    answers: Page[Answering]
    remainders: tuple[Remainder, ...]
    not_compared: tuple[str, ...]


def map_(library: Library, asked: Map) -> Mapped:
    """Say what answers a requirement in the other frameworks, how far, why, how sure, and in which file and line that is written.

    What is missing is stated too: 'no counterpart' with the nearest, and what remains if a framework is held whole.
    """
    requirement = library.requirements[resolve(asked.requirement, library)]
    chosen = resolve_framework(asked.framework, library) if asked.framework else ""
    others = [f for f in library.mapped if f.id != requirement.framework and chosen in ("", f.id)]
    parts = [] if requirement.assessable else [library.requirements[p] for p in library.below(requirement.id)]
    seen = [(r, towards(library, r, f)) for f in others for r in (requirement, *parts)]
    answers = [a for r, t in seen for a in _answering(library, r, t, requirement.id)]
    return Mapped(
        requirement=named(library, requirement.id),
        answers=page(library, asked, answers),
        remainders=tuple(library.remainders_of.get(requirement.id, ())),
        not_compared=tuple(t.framework.id for r, t in seen if r is requirement and not t.mapped),
    )


def _answering(library: Library, of: Requirement, found: Towards, asked: str) -> Iterator[Answering]:
    """Yield what a framework has for a requirement; that there is nothing also where a node above it says so, if it is the one that is asked about."""
    rows: list[tuple[Kind, str, Mapping, int]] = []
    rows += [("counterpart", c.requirement.id, c.row, c.read) for c in found.counterparts]
    rows += [("set apart", c.requirement.id, c.row, c.read) for c in found.apart]
    gap = found.gap
    if gap and of.id in (asked, gap.missing_for):
        rows.append(("no counterpart", gap.nearest, gap, library.times_read(gap)))
    for kind, other, row, read in rows:
        yield Answering(
            of=named(library, of.id),
            framework=found.framework.id,
            kind=kind,
            requirement=named(library, other) if other else None,
            row=row,
            read=read,
            derived=None,
            sources=(row.source,),
        )
    for d in found.derived:
        pair = d.pair
        words = f"{sentence(library, pair.subject, pair.object, pair.relation)}."
        yield Answering(
            of=named(library, of.id),
            framework=found.framework.id,
            kind="derived",
            requirement=named(library, d.requirement.id),
            row=None,
            read=None,
            derived=Reasoned(sentence=words, relation=names(pair.relation), confidence=d.confidence),
            sources=sources(*(row for derivation in pair.derivations for row in derivation.rows)),
        )


class Explain(Arguments):
    """Which two requirements are meant."""

    first: Name = Field(description="The one: its id, or framework and number.")
    second: Name = Field(description="The other.")


class Step(Record):
    """One step of an argument: a mapping row, or a place in a catalogue where there is no row; in words, and where it stands."""

    start: Named
    relation: str
    end: Named
    says: str
    row: Mapping | None
    source: Source


class Argument(Record):
    """A chain of steps that entails a relation; how sure it is, and how sure with all chains that share no row with it.

    Both from 0 to 1, and null where a row does not say how sure it is.
    """

    steps: tuple[Step, ...]
    confidence: float | None
    together: float | None


class Judgement(Record):
    """What one reading, or a decision on those that differed, said of two requirements: how much of each the other meets (none, some, most, all)."""

    reading: str
    date: str
    met_of_first: str
    met_of_second: str
    outcome: str
    note: str
    source: Source


class Reasons(Record):
    """What is known of two requirements, in words and by the names of set relations, and the shortest arguments for it; none: nothing is known.

    EQ equal, PP the first inside the second, PPI it contains it, PO each shares a part, DR apart; of several, one is true. ``judged``: what each
    reading said if no row speaks of the pair.
    """

    first: Named
    second: Named
    sentence: str
    relation: str
    arguments: tuple[Argument, ...]
    judged: tuple[Judgement, ...]


def explain(library: Library, asked: Explain) -> Reasons:
    """Say what is known of two requirements and why: the shortest argument, step by step, down to the rows and where they stand."""
    first, second = (resolve(n, library) for n in (asked.first, asked.second))
    found = explained(library, first, second)
    pair = found.pair
    return Reasons(
        first=named(library, first),
        second=named(library, second),
        sentence=f"{sentence(library, pair.subject, pair.object, pair.relation)}.",
        relation=names(pair.relation),
        arguments=tuple(
            Argument(steps=tuple(_steps(library, d)), confidence=d.confidence, together=together)
            for d, together in zip(pair.derivations, found.sureness, strict=True)
        ),
        judged=tuple(_judgement(r, first) for r in found.judged),
    )


def _judgement(reading: Reading, first: str) -> Judgement:
    met = dict(zip((reading.subject_id, reading.object_id), reading.verdict, strict=True))
    return Judgement(
        reading=reading.reading,
        date=reading.date,
        met_of_first=met.pop(first),
        met_of_second=next(iter(met.values())),
        outcome=reading.outcome,
        note=reading.note,
        source=reading.source,
    )


def _steps(library: Library, derivation: Derivation) -> Iterator[Step]:
    for step in derivation.steps:
        row = step.statement.row
        yield Step(
            start=named(library, step.start),
            relation=names(step.relation),
            end=named(library, step.end),
            says=f"{said(library, step)}.",
            row=row,
            source=row.source if row else library.requirements[step.statement.subject].source,
        )


TOOLS = (
    Tool("Find requirements", search),
    Tool("Show a requirement", show),
    Tool("What answers a requirement elsewhere", map_),
    Tool("Why two requirements are related", explain),
)
