"""Whether a store holds what was sent: term by term, and where it holds a term in another form, which forms those are.

Some stores keep the value of a literal and not how it was written (Virtuoso 7: 5.0 becomes 5, true becomes 1, language tags become lower case).
Such changes are allowed and said; anything else is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Triple

from aims_graph.graph.results import Term
from aims_graph.pack.names import FIXED

_XSD = FIXED["xsd"]
_NUMBERS = {
    _XSD + name
    for name in ("integer", "decimal", "double", "float", "positiveInteger", "nonNegativeInteger", "int", "long")
}


@dataclass(frozen=True)
class Difference:
    """What a store holds otherwise than it was sent: what is missing, what is too much, each in the form of N-Triples; ``values`` if the values are the same."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    values: bool

    def __str__(self) -> str:
        """Name one of each."""
        told = [f"{word} {lines[0]}" for word, lines in (("sent", self.missing), ("holds", self.surplus)) if lines]
        return "; ".join(told)


def compared(sent: Iterable[Triple], held: Iterable[tuple[Term | None, ...]]) -> Difference | None:
    """Return how what is held differs from what was sent; None if it does not."""
    wanted = {(t.subject, t.predicate, t.object) for t in sent}
    found = set(held)
    if wanted == found:
        return None
    missing, surplus = wanted - found, found - wanted
    same = {_value(row) for row in wanted} == {_value(row) for row in found}
    return Difference(_lines(missing), _lines(surplus), same)


def text_of(term: Term | None) -> str:
    """Return what a name or a literal of a row says."""
    assert isinstance(term, NamedNode | Literal)
    return term.value


def values(triples: Iterable[Triple]) -> int:
    """Return how many triples are left if those of equal values are one."""
    return len({_value((t.subject, t.predicate, t.object)) for t in triples})


def alike(term: Term | None) -> object:
    """Return what is the same for two terms of equal value: a number, a text with its language in lower case and its datatype, else the term."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return (term.value, term.language.lower())
    kind = term.datatype.value
    if kind == _XSD + "boolean":
        return Decimal(term.value in ("true", "1"))
    if kind in _NUMBERS:
        try:
            return Decimal(term.value)
        except InvalidOperation:
            pass
    return (term.value, "", kind)


def _value(row: tuple[Term | None, ...]) -> tuple[object, ...]:
    return tuple(map(alike, row))


def _lines(rows: Iterable[tuple[Term | None, ...]]) -> tuple[str, ...]:
    return tuple(sorted(" ".join(map(str, row)) for row in rows))
