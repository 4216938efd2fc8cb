"""What binds, in words and tables: why a provision binds or does not, what is open, what was assumed, what comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from aims_graph.answers.law.asked import LawAnswer
from aims_graph.answers.law.binds import BINDS, BINDS_IF, NOT, Applicability
from aims_graph.answers.law.days import NEVER, is_of
from aims_graph.answers.law.questions import Question, assumptions
from aims_graph.answers.law.reliefs import Softened, softened
from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.stages import timing
from aims_graph.counting import count_of, enumerated, with_article
from aims_graph.model import Cell, Library, Provision, Table, Transition
from aims_graph.model.expression import Literal, clauses, literals

#: So many ways to answer are told apart; of more, the questions alone are named.
_ALTERNATIVES = 4
COLUMNS = (
    *("number", "provision", "answer", "nature", "stage", "in effect", "formally", "text", "only if", "decided by"),
    *("relief", "id"),
)


def no_advice(library: Library) -> list[str]:
    """Return what the content says of every answer about the law."""
    return [s.text for s in library.said("law")]


def provisions(count: int) -> str:
    """Return a number of provisions.

    >>> provisions(1), provisions(2)
    ('1 provision', '2 provisions')
    """
    return count_of(count, "provision")


def operator_in_words(library: Library, asked: Situation) -> str:
    """Return who asks, in words: the roles as they were said, with the article."""
    roles = library.terms.of("Role")
    who = enumerated((roles[r].label for r in asked.roles_said), "or")
    return with_article(who)


def subject_in_words(library: Library, asked: Situation) -> str:
    """Return who asks and about which kinds of system or model, in words."""
    kinds = library.terms.of("SystemKind")
    return f"{operator_in_words(library, asked)} ({', '.join(kinds[s].label for s in asked.systems_said)})"


def title(library: Library, a: LawAnswer) -> str:
    """Return what the answer is about in one line."""
    who = subject_in_words(library, a.asked)
    text = f"What binds {who} on {a.day}"
    if a.becomes:
        text = f"What appears on {a.day} for {who}, if: {library.fact_of[a.becomes].question}"
    return text + (f" and did not on {a.since}" if a.since else "")


def asked_table(library: Library, a: LawAnswer, chosen: Sequence[Applicability] | None = None) -> Table:
    """Return every provision with its answer: first what binds, then what binds if, then what does not, each in the law's order.

    ``chosen`` are the answers that are told, some of those that were found; all of them by default.
    """
    order = (BINDS, BINDS_IF, NOT)
    told = a.found if chosen is None else chosen
    rows = [_row(library, a, answer) for answer in sorted(told, key=lambda x: order.index(x.answer))]
    return Table(title(library, a), COLUMNS, tuple(rows), (*left_out(a, told), *notes(library, a)))


def left_out(a: LawAnswer, told: Sequence[Applicability]) -> Iterator[str]:
    """Yield that not all answers are told, if they are not."""
    if len(told) < len(a.found):
        yield f"Chosen were {len(told)} of {provisions(len(a.found))}; the others are left out."


def _row(library: Library, a: LawAnswer, x: Applicability) -> tuple[Cell, ...]:
    provision = x.provision.provision
    assert provision is not None
    return (
        x.text.number,
        x.text.title,
        x.answer,
        nature_in_words(library, provision),
        stage_in_words(library, (x,)),
        "" if x.day == NEVER else x.day,
        x.formal,
        provision_text(x),
        only_if(library, x),
        decided_by(library, a.asked, x, a.day),
        relief_in_words(library, softened(library, a, x)),
        x.text.id,
    )


def nature_in_words(library: Library, provision: Provision) -> str:
    """Return what a provision does, by the word of the ontology; as it is written where the ontology has none."""
    return term.label if (term := library.terms.of("Nature").get(provision.nature)) else provision.nature


def provision_text(x: Applicability) -> str:
    """Return which text of a provision was read: an earlier one, or what became of it since."""
    assert x.provision.provision is not None
    return f"{x.text.number} as it stood on that day" if x.text.id != x.provision.id else x.provision.provision.state


def stage_in_words(library: Library, found: Iterable[Applicability]) -> str:
    """Return when one acts on some provisions, in words of the vocabulary and in its order; empty for what no table says anything of."""
    stages = {said.stage for x in found if (said := timing(library, x.provision))}
    return "; ".join(term.label for name, term in library.terms.of("Stage").items() if name in stages)


def only_if(library: Library, x: Applicability) -> str:
    """Return the questions that are open, with which answers suffice where that can be said: of each part one, of all parts each.

    What is asked is to be answered with yes, unless "No" stands behind it.
    """
    parts: list[str] = []
    for ways in x.needs:
        if not all(word in library.fact_of for way in ways for word, _ in literals(way)):
            break  # a role is asked for otherwise
        needed = clauses(ways)
        if needed is None and len(ways) <= _ALTERNATIVES:
            either_way = (" and: ".join(_asked(library, w) for w in literals(d)) for d in ways)
            parts.append(f"one of these: {' Or: '.join(either_way)}")
        elif needed is None:
            break
        else:
            parts += [
                (f"one of these: {' '.join(asked)}" if len(asked) > 1 else asked[0])
                for asked in ([_asked(library, literal) for literal in part] for part in needed)
            ]
    else:
        if parts:
            joined = " And: ".join(parts)
            return joined[0].upper() + joined[1:]
    return " ".join(library.fact_of[w].question for w in x.opens if w in library.fact_of)


def _asked(library: Library, literal: Literal) -> str:
    word, holds = literal
    return library.fact_of[word].question + ("" if holds else " No.")


def decided_by(library: Library, asked: Situation, x: Applicability, day: str) -> str:
    """Return what decided, in words: scope, standing, the day or a transition, the condition and the answers to it."""
    provision = x.provision.provision
    assert provision is not None
    if x.exclusion:
        return f"{library.requirements[x.exclusion.provision].number}: {x.exclusion.summary}"
    parts = []
    if x.standing:
        number = library.requirements[x.standing.provision].number
        roles = library.terms.of("Role")
        gains = f"counts as {roles[x.standing.becomes].label}" if x.standing.becomes else x.standing.summary.rstrip(".")
        parts.append(f"{number}: {gains}" + ("" if x.acting.value is not None else ", if the question is answered so"))
    parts += _day_in_words(library, asked, x, day)
    failed = x.value is False and bool(x.decided)
    if provision.condition and (x.value is not False or failed):
        parts.append(provision.condition)
    if x.value or failed:
        parts += [f"{_statement(library, w)}: {'yes' if v else 'no'}" for w, v in x.decided if w in library.fact_of]
    if provision.extent and x.value is not False:
        parts.append(provision.extent)
    return "; ".join(parts)


def _statement(library: Library, word: str) -> str:
    return library.fact_of[word].question.rstrip("?")


def _day_in_words(library: Library, asked: Situation, x: Applicability, day: str) -> Iterator[str]:
    """Yield why it takes effect when it does, or why it does not yet."""
    for rule in filter(None, (x.reach.rule, x.reach.open_rule)):
        yield f"{library.requirements[rule.provision].number}: {held_off_in_words(library, asked, x, rule)}"
        if rule.doubts:
            yield f"{library.requirements[rule.provision].number}: {rule.doubts.rstrip('.')}"
    if x.disputed:
        yield f"{library.requirements[x.disputed.provision].number}: {x.disputed.disputed.rstrip('.')}"
    if not x.reach.rule and x.day > day and x.day != NEVER:
        yield f"applies from {x.day}"
        if x.formal <= day:
            yield f"formally since {x.formal}: that it waits for the kind of system it speaks of is disputed"
    if x.standing and x.day == x.acting.since > x.reach.day:
        yield f"{library.requirements[x.standing.provision].number} applies from {x.acting.since}"


def held_off_in_words(library: Library, asked: Situation, x: Applicability, rule: Transition) -> str:
    """Return how a transition bears on a provision, in words."""
    words = f"on the market or in service before {rule.placed_before}"
    if rule is x.reach.open_rule:
        opens = " ".join(library.fact_of[w].question for w in sorted(rule.holds.words) if asked.world.value(w) is None)
        return f"{words}, comply by {rule.comply_by}, if: {opens}"
    if asked.changed and x.reach.day == asked.changed:
        return f"the design changed significantly on {asked.changed}"
    if rule.comply_by:
        return f"{words}, comply by {rule.comply_by}"
    if x.reach.day != NEVER:
        return f"{words}; {_statement(library, rule.lost_when)}: yes"
    return words + (f", without a {rule.lost_by} since" if rule.lost_by else ", and what it asks was due before")


def relief_in_words(library: Library, found: Iterable[Softened]) -> str:
    """Return what softens one provision or several, each once and with its number; of one that hangs on an answer, on which."""
    said = (
        f"{library.requirements[s.relief.provision].number}: {s.relief.words}"
        if s.value
        else f"{library.requirements[s.relief.provision].number}, if: "
        + " ".join(library.fact_of[w].question for w in s.opens if w in library.fact_of)
        for s in found
    )
    return " ".join(dict.fromkeys(said))


def notes(library: Library, a: LawAnswer) -> Iterator[str]:
    """Yield what a person should read with the answer: how it was read, what holds the rest off, what was taken for granted."""
    asked = a.asked
    if asked.is_read_otherwise:
        roles, kinds = library.terms.of("Role"), library.terms.of("SystemKind")
        yield (
            "Read as: "
            + " and ".join(roles[r].label for r in asked.roles)
            + ", of the kind "
            + ", ".join(kinds[k].label for k in asked.systems)
            + "."
        )
    if a.becomes or a.since:
        yield f"{count_of(a.before, 'provision binds', 'provisions bind')}, or may, already; {'it is' if a.before == 1 else 'they are'} not repeated here."
    yield from _outside(library, a)
    yield from _earlier_text(library, a)
    yield from _coming(library, a)
    taken = [f"{f.question} {'Yes' if v else 'No'}." for f, v in assumptions(library, asked, a.found)]
    if taken:
        yield "Taken for granted unless you say otherwise: " + " ".join(taken)
    if not asked.placed and any(
        is_of(asked, k) for t in library.transitions if t.placed_before > "" for k in t.systems if k in library.fact_of
    ):
        yield "Read for a new system or model; for one that was on the market or in service before, say since when."
    yield from no_advice(library)


def _outside(library: Library, a: LawAnswer) -> Iterator[str]:
    out = Counter(x.exclusion.id for x in a.found if x.exclusion)
    for e in library.scope:
        if out[e.id]:
            rest = sum(x.value is not False for x in a.found)
            whole = "Out of scope" if not rest else f"Out of scope, but for {provisions(rest)}"
            yield f"{whole}, {library.requirements[e.provision].number}: {e.summary}"


def _earlier_text(library: Library, a: LawAnswer) -> Iterator[str]:
    for law in library.laws:
        since = str(law.header.get("in_force", ""))
        if a.day < since:
            ids = (i for r in library.members(law.id) if r.provision for i in r.provision.replaces)
            earlier = library.frameworks[library.requirements[next(ids)].framework]
            yield f"{law.title} is in force since {since}. Before that the text was that of {earlier.title}; it is answered so."


def _coming(library: Library, a: LawAnswer) -> Iterator[str]:
    """Yield what holds the other provisions off, and until when."""
    if not any(x.value is not False for x in a.found) and not (a.since or a.becomes):
        yield "Nothing binds on this day, which is no all-clear: read on what holds the rest off, and until when."
    later = [x for x in a.found if x.value is False and x.day != NEVER and x.day > a.day and not x.exclusion]
    coming = Counter(x.day for x in later)
    if coming:
        yield "More follows: " + ", ".join(f"{n} on {day}" for day, n in sorted(coming.items())) + "."
    yield from held_off(library, a)


def held_off(library: Library, a: LawAnswer) -> Iterator[str]:
    """Yield what the rules for systems from before hold off, or may, and until when."""
    for t in library.transitions:
        held = [
            x for x in a.found if x.value is False and t in (x.reach.rule, x.reach.open_rule) and x.reach.day > a.day
        ]
        if held:
            until = (
                f"until {t.comply_by}" if t.comply_by else f"until there is a {t.lost_by}" if t.lost_by else "for good"
            )
            number = library.requirements[t.provision].number
            if held[0].reach.rule is t:
                yield f"{count_of(len(held), 'provision is', 'provisions are')} held off by {number} {until}: {t.summary}"
            else:
                asks = " ".join(
                    library.fact_of[w].question for w in sorted(t.holds.words) if a.asked.world.value(w) is None
                )
                yield f"{asks} If so, {count_of(len(held), 'provision binds', 'provisions bind')} from {t.comply_by or 'never'} ({number}): {t.summary}"


def question_table(library: Library, found: Sequence[Question]) -> Table:
    """Return the open questions, first the one on which most provisions hang."""
    rows = [
        (
            q.fact.question,
            len(q.provisions),
            ", ".join(library.requirements[i].number for i in q.provisions),
            "|".join(library.requirements[s].number for s in q.fact.origin if s in library.requirements),
            q.fact.id,
        )
        for q in found
    ]
    return Table("Open questions", ("question", "provisions", "which", "asked by", "fact"), tuple(rows))


def facts_table(library: Library) -> Table:
    """Return every fact: its question, whose it is, what is assumed, and other words for it."""
    rows = [
        (
            f.id,
            f.question,
            ", ".join(f.of),
            f.assumed,
            ", ".join(f.also),
            ", ".join(f.implies),
            ", ".join(library.requirements[s].number for s in f.origin),
        )
        for f in library.facts
    ]
    columns = ("fact", "question", "of", "assumed", "also", "implies", "asked by")
    return Table("Facts on which provisions hang", columns, tuple(rows))


def begin_in_words(certain: int, may: int) -> str:
    """Return how many provisions begin on a day, and how many begin only if an open question is answered so; "to bind …" follows.

    >>> begin_in_words(2, 0), begin_in_words(0, 3), begin_in_words(5, 1)
    ('2 provisions of law begin', '3 provisions of law may begin', '5 provisions of law begin, and 1 more may begin,')
    """
    if not certain:
        return count_of(may, "provision of law may begin", "provisions of law may begin")
    words = count_of(certain, "provision of law begins", "provisions of law begin")
    return f"{words}, and {may} more may begin," if may else words


def counted_note(library: Library, law: str, only: Collection[str] | None) -> str:
    """Return what of a law is counted for an organisation: what binds its systems (perhaps nothing), or all where no system in use says whom it makes of us."""
    short = library.frameworks[law].short
    if only is not None and not only:
        return f"{short}: nothing counts, because none of our AI systems that is in use is bound by it."
    if only is None:
        return f"{short}: every requirement counts, because no AI system in use names our role and its kind."
    assessed = sum(library.requirements[i].assessable for i in only)
    return f"{short}: what counts is what binds our AI systems some day, or may ({count_of(assessed, 'requirement')})."
