"""The maximum fines of an operator as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.fines import Maximum, left_outside
from aims_graph.answers.law.reliefs import reliefs
from aims_graph.answers.law.situation import Situation
from aims_graph.model import Cell, Library, Table
from aims_graph.present.law import no_advice, operator_in_words, relief_in_words

COLUMNS = ("paragraph", "infringement", "maximum", "euro", "how", "by", "from", "only if", "spared", "id")


def fines_table(library: Library, asked: Situation, found: list[Maximum], day: str, turnover: float | None) -> Table:
    """Return the maximum for each kind of infringement; what cannot be fined yet on the day says from when."""
    rows = tuple(_row(library, asked, m, day) for m in found)
    title = f"Maximum fines of {operator_in_words(library, asked)} on {day}" + (
        f" at a turnover of {euro(turnover)}" if turnover is not None else ""
    )
    return Table(title, COLUMNS, rows, (*nothing(library, asked, found), *_notes(library, turnover)))


def nothing(library: Library, asked: Situation, found: Sequence[Maximum]) -> Iterator[str]:
    """Yield why there is no fine, where there is none: that is no all-clear."""
    if found:
        return
    outside = left_outside(library, asked)
    for e in outside:
        yield f"Out of scope, {library.requirements[e.provision].number}: {e.summary}"
    if not outside:
        yield f"No fine of this law is for {operator_in_words(library, asked)}; other law may set some."


def _row(library: Library, asked: Situation, m: Maximum, day: str) -> tuple[Cell, ...]:
    provision = library.requirements[m.fine.provision]
    start = "" if m.begins == NEVER else m.begins
    later = f"{start} (no fine before)" if start > day else start
    return (
        provision.number,
        m.fine.infringement,
        maximum_in_words(library, m),
        m.most,
        how(m),
        m.fine.by,
        later,
        " ".join(library.fact_of[w].question for w in m.opens if w in library.fact_of),
        relief_in_words(library, reliefs(library, provision, asked, opened=False, day=max(day, m.begins))),
        m.fine.id,
    )


def euro(amount: float) -> str:
    """Return an amount of euro as people write it.

    >>> euro(15000000)
    'EUR 15 000 000'
    """
    return f"EUR {amount:,.0f}".replace(",", " ")


def maximum_in_words(library: Library, m: Maximum) -> str:
    """Return the maximum in words: a sum, or amount and percentage where the turnover is not known."""
    if m.most is not None:
        other = "".join(f"; {euro(sum_)} if: {library.fact_of[size].question}" for size, sum_ in m.otherwise)
        return euro(m.most) + other
    if m.fine.amount and m.fine.percent:
        return f"{euro(float(m.fine.amount))} or {m.fine.percent} % of {m.fine.of}, the {m.rule}"
    if m.fine.percent:
        return f"{m.fine.percent} % of {m.fine.of}"
    return "set by national rules"


def how(m: Maximum) -> str:
    """Return how the maximum is found."""
    if not (m.fine.amount and m.fine.percent):
        return ""
    return f"the {m.rule} of {euro(float(m.fine.amount))} and {m.fine.percent} % of {m.fine.of}"


def _notes(library: Library, turnover: float | None) -> Iterator[str]:
    if turnover is None:
        yield from (s.text for s in library.said("fines_without_turnover"))
    yield from (s.text for s in library.said("fines"))
    yield from no_advice(library)
