"""Tools about the law: binds, fines."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aims_graph import clock
from aims_graph.answers.law.asked import LawAnswer, asked_in
from aims_graph.answers.law.binds import BINDS, BINDS_IF, NOT, Applicability
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.fines import Maximum, all_kinds
from aims_graph.answers.law.fines import fines as maxima
from aims_graph.answers.law.questions import Question
from aims_graph.answers.law.reliefs import softened
from aims_graph.answers.law.situation import situation
from aims_graph.answers.law.words import role_word
from aims_graph.model import Exclusion, Fact, Fine, Library, Source, Transition
from aims_graph.model import Standing as Rule
from aims_graph.present.fines import how, maximum_in_words, nothing
from aims_graph.present.law import decided_by, no_advice, notes, relief_in_words, stage_in_words, title
from aims_graph.serve.assistant.records import Named, named
from aims_graph.serve.assistant.tool import COUNTED, Arguments, Day, OneOf, Page, Paged, Record, Tool, Words, page

_VERDICTS = (BINDS, BINDS_IF, NOT)
Verdict = Annotated[str, OneOf(_VERDICTS)]

_ROLES = Field(min_length=1, max_length=10, description="The operator's roles: 'provider', 'deployer', 'importer' …")
_IS = Field((), max_length=100, description="Facts that hold: 'employer', 'SME' …; open questions name them.")
_IS_NOT = Field((), max_length=100, description="Facts that do not hold.")


class Binds(Paged):
    """Who asks, about which system, on which day."""

    roles: tuple[Words, ...] = _ROLES
    systems: tuple[Words, ...] = Field(
        min_length=1, max_length=20, description="Kinds of system: 'annex-iii', 'Annex III 5(b)', 'any', 'gpai-model' …"
    )
    on: Day = Field("", description="The day, as 2027-12-02; today by default.")
    since: Day = Field("", description="Only what is new since this day.")
    placed: Day = Field("", description="When the system came on the market or into service.")
    changed: Day = Field("", description="When its design changed significantly.")
    is_true: tuple[Words, ...] = _IS
    is_false: tuple[Words, ...] = _IS_NOT
    becomes: Words = Field(
        "", description="An act by which one counts as provider: 'name', 'modified', 'purpose' …; shows what appears."
    )
    verdicts: tuple[Verdict, ...] = Field((BINDS, BINDS_IF), description="Only provisions of which this is said.")


class Open(Record):
    """An open question: the fact to answer with is_true or is_false, and on how many provisions it bears."""

    fact: Fact
    provisions: int


class Decided(Record):
    """A fact, and the answer that decided."""

    fact: str
    value: bool


class Bound(Record):
    """A provision and what is said of it: at which stage one acts on it, from when, what is open, what decided, which rule stands behind it, and what softens it.

    ``day`` is empty where it never begins; ``text`` is the provision whose words stood on that day.
    """

    provision: Named
    text: Named
    verdict: Verdict
    nature: str
    stage: str
    day: str
    formal: str
    opens: tuple[str, ...]
    decided: tuple[Decided, ...]
    decided_by: str
    exclusion: Exclusion | None
    standing: Rule | None
    disputed: Transition | None
    softened: str
    sources: tuple[Source, ...]


class Binding(Record):
    """What binds: how many provisions of each verdict, these, the questions that would settle most, and what a reader must know. No legal advice."""

    question: str
    day: str
    counts: dict[str, int]
    provisions: Page[Bound]
    open_questions: tuple[Open, ...]
    notes: tuple[str, ...]


#: So many open questions are handed over, first those on which most provisions hang.
_QUESTIONS = 8


def binds(library: Library, asked: Binds) -> Binding:
    """Say what binds an operator on a day, what binds if a question is answered so, and what does not bind, each with what decided.

    Answer open questions by asking again with is_true or is_false; nothing is guessed, and what is assumed stands in the notes.
    """
    who = situation(library, asked.roles, asked.systems, asked.placed, asked.changed, asked.is_true, asked.is_false)
    found = asked_in(library, who, asked.on or clock.today().isoformat(), asked.since, asked.becomes)
    chosen = [a for a in found.found if a.answer in asked.verdicts]
    chosen.sort(key=lambda a: _VERDICTS.index(a.answer))
    return Binding(
        question=title(library, found),
        day=found.day,
        counts={v: sum(a.answer == v for a in found.found) for v in _VERDICTS},
        provisions=page(library, asked, [_bound(library, found, a) for a in chosen]),
        open_questions=tuple(_open(q) for q in found.questions[:_QUESTIONS]),
        notes=tuple(notes(library, found)),
    )


def _open(question: Question) -> Open:
    return Open(fact=question.fact, provisions=len(question.provisions))


def _bound(library: Library, found: LawAnswer, answer: Applicability) -> Bound:
    provision = answer.provision.provision
    reliefs = softened(library, found, answer)
    rules = (answer.exclusion, answer.standing, answer.disputed, answer.reach.rule, *(s.relief for s in reliefs))
    written = (answer.text.source, *(rule.source for rule in rules if rule))
    return Bound(
        provision=named(library, answer.provision.id),
        text=named(library, answer.text.id),
        verdict=answer.answer,
        nature=provision.nature if provision else "",
        stage=stage_in_words(library, (answer,)),
        day="" if answer.day == NEVER else answer.day,
        formal=answer.formal,
        opens=answer.opens,
        decided=tuple(Decided(fact=f, value=v) for f, v in answer.decided),
        decided_by=decided_by(library, found.asked, answer, found.day),
        exclusion=answer.exclusion,
        standing=answer.standing,
        disputed=answer.disputed,
        softened=relief_in_words(library, reliefs),
        sources=tuple(dict.fromkeys(written)),
    )


class Fines(Arguments):
    """Who asks, how large it is, on which day."""

    roles: tuple[Words, ...] = _ROLES
    systems: tuple[Words, ...] = Field((), max_length=20, description="Kinds of system; any by default.")
    turnover: Annotated[float | None, COUNTED] = Field(
        None,
        ge=0,
        allow_inf_nan=False,
        description="Total worldwide annual turnover of the preceding financial year in euro.",
    )
    on: Day = Field("", description="The day, as 2027-12-02; today by default.")
    is_true: tuple[Words, ...] = _IS
    is_false: tuple[Words, ...] = _IS_NOT


class Most(Record):
    """The maximum of one fine: in euro where there is a sum (else null), in words, how it is found, from when, and on which open facts it hangs."""

    fine: Fine
    provision: Named
    applies: Literal["yes", "if a question is answered so"]
    euro: float | None
    words: str
    how: str
    begins: str
    opens: tuple[str, ...]


class Maxima(Record):
    """The maximum fine for each kind of infringement, and what a reader must know. No legal advice."""

    day: str
    fines: tuple[Most, ...]
    notes: tuple[str, ...]


def fines(library: Library, asked: Fines) -> Maxima:
    """Say the maximum fine for each kind of infringement: by role, size and turnover, on a day, with its paragraph."""
    day = asked.on or clock.today().isoformat()
    kinds = asked.systems or all_kinds(library, [role_word(library, r) for r in asked.roles])
    who = situation(library, asked.roles, kinds, is_=asked.is_true, is_not=asked.is_false)
    found = maxima(library, who, day, asked.turnover)
    without = [s.text for s in library.said("fines_without_turnover")] if asked.turnover is None else []
    said = (*nothing(library, who, found), *without, *(s.text for s in library.said("fines")), *no_advice(library))
    return Maxima(day=day, fines=tuple(_most(library, m) for m in found), notes=said)


def _most(library: Library, found: Maximum) -> Most:
    return Most(
        fine=found.fine,
        provision=named(library, found.fine.provision),
        applies="yes" if found.value else "if a question is answered so",
        euro=found.most,
        words=maximum_in_words(library, found),
        how=how(found),
        begins="" if found.begins == NEVER else found.begins,
        opens=found.opens,
    )


TOOLS = (Tool("What binds an operator", binds), Tool("Maximum fines", fines))
