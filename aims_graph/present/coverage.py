"""Coverage in words: counts, what remains, requirement by requirement, and the best next questions."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from aims_graph.answers.coverage.coverage import (
    FULL,
    NONE,
    PART,
    STATUSES,
    UNKNOWN,
    Covered,
    Held,
    Reason,
    Remains,
    UndecidedPair,
    bounds,
    counts,
)
from aims_graph.answers.coverage.overview import PairCounts
from aims_graph.answers.requirement.supports import handed_to
from aims_graph.counting import count_of, enumerated, some_of
from aims_graph.model import Cell, Library, Table
from aims_graph.model.naming import full_name
from aims_graph.present.console import room
from aims_graph.present.remainder import extend_in_words
from aims_graph.present.supports import KINDS
from aims_graph.present.topics import labels
from aims_graph.present.words import in_place, number_cell

PREMISE = "Read within one integrated management system: what is covered still has to be carried out for the framework wanted (an audit or review made for another counts once its programme covers this one)."
#: Status -> how a line that names several of them says it.
_BRIEFLY = {FULL: "covered", PART: "partly", NONE: "not", UNKNOWN: "not known"}
#: Why a requirement has its status, as a person reads it.
REASONS = {
    Reason.HELD_ITSELF: "it is held itself",
    Reason.INSIDE: "it is inside one that is held",
    Reason.TOGETHER: "a curator judged that those held meet all of it together",
    Reason.BY_ITS_PARTS: "its parts say all that it says, and each is covered",
    Reason.SHARES: "it shares demands with those held",
    Reason.CONSIDERED: "rows say that it has no counterpart in what is held",
    Reason.NO_ROW: "no row says anything about what is held",
}
#: Of many requirements so many are named.
_NAMED = 4


def bounds_in_words(covered: Sequence[Covered]) -> str:
    """Return how many may be covered at most, once all that is open is answered."""
    return f"at most {bounds(covered)[1]} of {len(covered)} covered"


def counts_in_words(found: Mapping[str, int]) -> str:
    """Return counts by status in one line; a status that nothing has is left out, but for what is covered.

    >>> counts_in_words({FULL: 15, PART: 33, NONE: 22, UNKNOWN: 0})
    '15 covered, 33 partly, 22 not'
    """
    return ", ".join(f"{n} {_BRIEFLY[status]}" for status, n in found.items() if n or status == FULL)


def held_in_words(library: Library, held: Held) -> str:
    """Return what is held in words."""
    names = [library.frameworks[f].short for f in held.frameworks] + [full_name(library, r) for r in held.requirements]
    return enumerated(names, "and")


def analysis_in_words(library: Library, held: Held, towards: str) -> str:
    """Return what a gap analysis is of: the target, and what is in place."""
    return f"{library.frameworks[towards].short}, with {held_in_words(library, held)} fully in place"


def analysis_title(library: Library, held: Held, towards: str) -> str:
    """Return the title of a gap analysis."""
    return f"Gap analysis: {analysis_in_words(library, held, towards)}"


def beside(library: Library, remains: Remains) -> str:
    """Return the name of what the rest remains beside."""
    frameworks = library.frameworks
    return " and ".join(frameworks[i].short if i in frameworks else full_name(library, i) for i in remains.held)


def still_to_do(library: Library, c: Covered) -> str:
    """Return what is left to do, as one task; empty if that is not known."""
    return next((r.words for r in c.remains if r.words), "") or extend(library, c)


def otherwise_said(library: Library, c: Covered) -> list[tuple[str, str]]:
    """Return beside what else it was said what is left to do, and how; the task itself is not among it."""
    return [(beside(library, r), r.words) for r in [r for r in c.remains if r.words][1:]]


def why(library: Library, c: Covered) -> str:
    """Return why a requirement has its status."""
    if c.reason is Reason.CONSIDERED:
        return " ".join(gap.comment for gap in c.gaps)
    lead = {
        Reason.INSIDE: "it is inside ",
        Reason.TOGETHER: "together they meet all of it: ",
        Reason.SHARES: "it shares demands with ",
    }.get(c.reason)
    return f"{lead}{_listed(library, c.by)}" if lead else REASONS[c.reason]


def why_sentence(library: Library, c: Covered) -> str:
    """Return the same as a sentence of its own."""
    text = why(library, c)
    return text[:1].upper() + text[1:]


def _listed(library: Library, ids: Sequence[str]) -> str:
    return some_of([full_name(library, i) for i in ids], _NAMED)


def handed_in_words(library: Library, c: Covered, held: Held) -> list[str]:
    """Return what is handed over to a requirement by what is held, which meets nothing of it."""
    found = handed_to(library, c.requirement.id, (*held.frameworks, *held.requirements))
    return [f"{full_name(library, s.giver)}: {s.thing} ({KINDS[s.kind]})" for s in found]


def extend(library: Library, c: Covered) -> str:
    """Return what is to be extended of a requirement that is met in full by another discipline's; empty for any other."""
    met_by = {library.requirements[i].framework for i in c.by}
    return extend_in_words(library, c.requirement.id, met_by) if c.status == FULL else ""


def coverage_table(library: Library, held: Held, towards: str, covered: Sequence[Covered]) -> Table:
    """Return the list behind the counts."""
    rows: list[tuple[Cell, ...]] = [
        (
            number_cell(library, c.requirement),
            c.requirement.title,
            c.status,
            labels(library, c.requirement.id, "functions"),
            ", ".join(full_name(library, i) for i in c.by),
            still_to_do(library, c),
            "; ".join(handed_in_words(library, c, held)),
            why(library, c),
            "; ".join(f"beside {held}: {words}" for held, words in otherwise_said(library, c)),
            c.requirement.id,
        )
        for c in covered
    ]
    found = counts(covered)
    notes = (
        f"{counts_in_words(found)}; {bounds_in_words(covered)}.",
        PREMISE,
        "Certain is what follows from the rows and the judged remainders; parts never add up to a whole.",
    )
    columns = (
        "number",
        "requirement",
        "status",
        "done by",
        "by",
        "still to do",
        "handed over",
        "why",
        "said otherwise",
        "id",
    )
    title = analysis_title(library, held, towards)
    return Table(title, columns, tuple(rows), notes)


def coverage_text(library: Library, held: Held, towards: str, covered: Sequence[Covered]) -> str:
    """Return the same as text: four counts and the bounds, then what is left, the untouched first."""
    found = counts(covered)
    lines = [
        analysis_title(library, held, towards),
        "",
        f"Of {count_of(len(covered), 'requirement')}: {counts_in_words(found)}; {bounds_in_words(covered)}.",
        "Covered and partly are certain; not: considered, and nothing in place covers it; parts never add up to a whole.",
        *textwrap.wrap(PREMISE, room(116)),
    ]
    for status, head in ((s, s.capitalize()) for s in (NONE, UNKNOWN, PART)):
        chosen = [c for c in covered if c.status == status]
        if chosen:
            lines += ["", f"{head} ({len(chosen)}):"]
        for c in chosen:
            by = ", ".join(full_name(library, i) for i in c.by)
            most = " for the most part" if any(r.met == "most" for r in c.remains) else ""
            lines.append(f"  {c.requirement.name}" + (f" (shares demands{most} with {by})" if by else ""))
            for words in handed_in_words(library, c, held):
                lines += textwrap.wrap(words, room(112), initial_indent="      takes from ", subsequent_indent="      ")
            if words := still_to_do(library, c):
                lines += textwrap.wrap(
                    words, room(112), initial_indent="      still to do: ", subsequent_indent="      "
                )
    full = [c for c in covered if c.status == FULL]
    if full:
        lines += ["", f"{FULL.capitalize()} ({len(full)}):"]
    for c in full:
        lines.append(f"  {c.requirement.name}")
        if words := extend(library, c):
            lines += textwrap.wrap(words, room(112), initial_indent="      ", subsequent_indent="      ")
    return "\n".join(lines) + "\n"


def questions_table(library: Library, questions: Sequence[UndecidedPair]) -> Table:
    """Return the best next questions as sentences, with how many pairs each would settle."""
    rows = tuple(
        (
            f"Does whoever does {full_name(library, q.held)} do all of {full_name(library, q.wanted)}?",
            q.settles,
            q.wanted,
            q.held,
        )
        for q in questions
    )
    notes = () if rows else ("No pair is open: every overlap known so far is decided.",)
    return Table("The best next questions", ("question", "pairs it settles", "wanted", "held"), rows, notes)


def pair_in_words(pair: PairCounts) -> str:
    """Return what one framework, held whole, gives towards another, in one sentence."""
    return f"I{in_place(pair.held.short)[1:]}: of {count_of(pair.total, 'requirement')} of {pair.towards.short}, {counts_in_words(pair.counts)}."


def pairs_table(pairs: Sequence[PairCounts]) -> Table:
    """Return, for every ordered pair of frameworks, the four counts of what is certainly met; never one percentage."""
    rows: list[tuple[Cell, ...]] = [(p.held.short, p.towards.short, *p.counts.values(), p.total) for p in pairs]
    columns = ("fully in place", "towards", *STATUSES, "requirements")
    return Table("Coverage", columns, tuple(rows))
