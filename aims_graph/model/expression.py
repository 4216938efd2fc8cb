"""A condition of the law as an expression over words: ``and``, ``or``, ``not`` and parentheses, kept in disjunctive normal form.

A word is a fact, a kind of system or a role. What is known of it is True, False, or None (nothing); the value of an expression
follows by Kleene's strong logic of three values, read on the normal form, so that a query over the graph says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from math import prod

from aims_graph.counting import count_of

#: What is known of a word, or follows for an expression: it holds, it does not, or nothing is known.
Known = bool | None
#: A condition has at most so many characters, so many parentheses in one another, and so many ways to hold when it is multiplied out
#: ("(a or b) and (c or d)" has four). The law as shipped needs 317, 2 and 24.
LONGEST, DEEPEST, MOST_WAYS = 2_000, 20, 100
WORDS_ALONE = "write words of ontology/facts.tsv with and, or, not and parentheses"
_FEWER = "say it with fewer words: give what is said often a fact of its own, or the line a second one beside it"
_TOKEN = re.compile(r"\s*(?:(\()|(\))|([a-z0-9][a-z0-9-]*)|(\S))")


class ExpressionError(ValueError):
    """What is no condition, or too much of one: what is wrong with it, and how to mend that."""

    def __init__(self, what: str, mend: str = WORDS_ALONE) -> None:
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True)
class Disjunct:
    """One way for an expression to hold: all of some words, none of some others."""

    all_of: frozenset[str]
    none_of: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Every word it names."""
        return self.all_of | self.none_of

    def value(self, known: Callable[[str], Known]) -> Known:
        """Return what follows from what is known of the words."""
        return least(
            (*(known(w) for w in self.all_of), *(negated(known(w)) for w in self.none_of)),
        )


@dataclass(frozen=True)
class Expression:
    """A condition: its text as people wrote it, and the ways for it to hold; an empty text always holds."""

    text: str
    disjuncts: tuple[Disjunct, ...]

    @property
    def words(self) -> frozenset[str]:
        """Every word it names."""
        return frozenset(w for d in self.disjuncts for w in d.words)

    def value(self, known: Callable[[str], Known]) -> Known:
        """Return what follows from what is known of the words."""
        return greatest(d.value(known) for d in self.disjuncts)

    def residual(self, known: Callable[[str], Known]) -> tuple[Disjunct, ...]:
        """Return what is left to ask: the ways that may still hold, of each the words of which nothing is known."""
        return _reduced(
            [
                Disjunct(*(frozenset(w for w in part if known(w) is None) for part in (d.all_of, d.none_of)))
                for d in self.disjuncts
                if d.value(known) is not False
            ]
        )


#: A word, and whether it is to hold.
Literal = tuple[str, bool]


def literals(way: Disjunct) -> list[Literal]:
    """Return what one way takes: the words that are to hold, then those that are not, each in order."""
    return [*((word, True) for word in sorted(way.all_of)), *((word, False) for word in sorted(way.none_of))]


def clauses(disjuncts: Sequence[Disjunct]) -> tuple[tuple[Literal, ...], ...] | None:
    """Return ways to hold as what is needed together, of each part one of some answers; None if they cannot be said so.

    >>> clauses(parse("(a or b) and not c").disjuncts), clauses(parse("a or b and c").disjuncts)
    (((('a', True), ('b', True)), (('c', False),)), None)
    """
    ways = [frozenset(literals(d)) for d in disjuncts]
    parts: list[list[Literal]] = []
    for literal in sorted({x for way in ways for x in way}):
        # Of a product of parts, two answers stand in one part if and only if no way takes both.
        beside = {x for way in ways if literal in way for x in way}
        part = next((p for p in parts if beside.isdisjoint(p)), None)
        if part is None:
            parts.append([literal])
        else:
            part.append(literal)
    # Counted first: two ways of thirty answers each make thirty parts, and 2^30 products.
    is_product = prod(map(len, parts)) == len(ways) and {frozenset(taken) for taken in product(*parts)} == set(ways)
    return tuple(tuple(part) for part in parts) if is_product else None


def negated(value: Known) -> Known:
    """Return the opposite; of nothing known, nothing.

    >>> negated(True), negated(None)
    (False, None)
    """
    return None if value is None else not value


def least(values: Iterable[Known]) -> Known:
    """Return what follows for all of some values together.

    >>> least([True, None]), least([None, False]), least([])
    (None, False, True)
    """
    found: Known = True
    for value in values:
        if value is False:
            return False
        found = found if value else None
    return found


def greatest(values: Iterable[Known]) -> Known:
    """Return what follows for one of some values.

    >>> greatest([False, None]), greatest([None, True]), greatest([])
    (None, True, False)
    """
    found: Known = False
    for value in values:
        if value:
            return True
        found = found if value is False else None
    return found


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Read an expression.

    >>> [sorted(d.all_of) for d in parse("sme and (a or not b)").disjuncts]
    [['a', 'sme'], ['sme']]

    Raises:
        ExpressionError: if it is none, or longer, deeper or wider than one may be; says what is wrong and where.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"has {count_of(len(text), 'character')}, which is more than {LONGEST}", _FEWER)
    if not text.strip():
        return Expression("", (Disjunct(frozenset(), frozenset()),))
    if max(accumulate((sign == "(") - (sign == ")") for sign in text)) > DEEPEST:
        raise ExpressionError(
            f"has more than {DEEPEST} parentheses in one another", "leave out those that join nothing"
        )
    tokens = _Tokens(text)
    found = _either(tokens, True)
    if tokens.next:
        raise ExpressionError(f"'{tokens.next}' is not expected at character {tokens.at}")
    return Expression(text, _reduced(found))


class _Tokens:
    """The words and signs of an expression, one at a time."""

    def __init__(self, text: str) -> None:
        self._found = [(m.group().strip(), m.end()) for m in _TOKEN.finditer(text) if m.group().strip()]
        self._place = 0
        self._end = len(text)

    @property
    def next(self) -> str:
        return self._found[self._place][0] if self._place < len(self._found) else ""

    @property
    def at(self) -> int:
        return self._found[self._place][1] if self._place < len(self._found) else self._end

    def take(self) -> str:
        word = self.next
        self._place += 1
        return word


def _either(tokens: _Tokens, plain: bool) -> list[Disjunct]:
    """Read what ``or`` joins; of a negated one, its normal form is that of the negation."""
    parts = [_both(tokens, plain)]
    while tokens.next == "or":
        tokens.take()
        parts.append(_both(tokens, plain))
    return _sum(parts) if plain else _product(parts)


def _both(tokens: _Tokens, plain: bool) -> list[Disjunct]:
    parts = [_single(tokens, plain)]
    while tokens.next == "and":
        tokens.take()
        parts.append(_single(tokens, plain))
    return _product(parts) if plain else _sum(parts)


def _single(tokens: _Tokens, plain: bool) -> list[Disjunct]:
    while tokens.next == "not":
        tokens.take()
        plain = not plain
    at, word = tokens.at, tokens.take()
    if word == "(":
        found = _either(tokens, plain)
        if tokens.take() != ")":
            raise ExpressionError(f"the parenthesis before character {at} is not closed")
        return found
    if not word or word in ("and", "or", ")") or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", word):
        raise ExpressionError(f"a word is expected at character {at}" + (f", not '{word}'" if word else ""))
    named = frozenset({word})
    return [Disjunct(named, frozenset()) if plain else Disjunct(frozenset(), named)]


def _sum(parts: list[list[Disjunct]]) -> list[Disjunct]:
    _few(sum(map(len, parts)))
    return [d for p in parts for d in p]


def _product(parts: list[list[Disjunct]]) -> list[Disjunct]:
    found = [Disjunct(frozenset(), frozenset())]
    for part in parts:
        _few(len(found) * len(part))
        found = [Disjunct(a.all_of | b.all_of, a.none_of | b.none_of) for a in found for b in part]
    return found


def _few(ways: int) -> None:
    """Refuse what would multiply out to too many ways, before it is done."""
    if ways > MOST_WAYS:
        raise ExpressionError(f"multiplies out to more than {MOST_WAYS} ways to hold", _FEWER)


def _reduced(found: list[Disjunct]) -> tuple[Disjunct, ...]:
    """Leave out what contradicts itself, stands twice, or only narrows another."""
    sound = list(dict.fromkeys(d for d in found if not d.all_of & d.none_of))

    def narrows(a: Disjunct, b: Disjunct) -> bool:
        return a != b and b.all_of <= a.all_of and b.none_of <= a.none_of

    return tuple(d for d in sound if not any(narrows(d, other) for other in sound))


def worlds(expression: Expression) -> Iterator[dict[str, bool]]:
    """Yield for each way to hold the answers it takes."""
    for d in expression.disjuncts:
        yield {**dict.fromkeys(sorted(d.all_of), True), **dict.fromkeys(sorted(d.none_of), False)}
