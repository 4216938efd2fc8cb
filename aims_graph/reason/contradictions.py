"""Which rows cannot all be true: minimal sets of them, and rows without counterpart that other rows answer.

Every contradiction contains one row that speaks of a pair and a chain of others that says the opposite of the same pair. So each row is
asked one question, whether the opposite of one of its literals follows, and the shortest chain gives the set; a deletion filter makes it minimal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aims_graph.model import Library, Mapping, MappingSet
from aims_graph.reason.closure import Closure, bits
from aims_graph.reason.explanation import Derivation, shortest
from aims_graph.reason.relations import (
    APART,
    CONTAINS,
    INSIDE,
    NOT_CONTAINING,
    NOT_INSIDE,
    OVERLAP,
)
from aims_graph.reason.statements import Network, Statement

#: Overlap against apart, in whatever reading; and inside against not inside, which rests on subset and intersects being strict.
HARD, STRICTNESS = "hard", "strictness"

#: Literals in the order in which a contradiction reads best: a row that denies any overlap against the chain that shows one.
_FIRST_TO_LAST = (APART, OVERLAP, NOT_INSIDE, NOT_CONTAINING, INSIDE, CONTAINS)
_OPPOSITE = {
    OVERLAP: APART,
    APART: OVERLAP,
    INSIDE: NOT_INSIDE,
    NOT_INSIDE: INSIDE,
    CONTAINS: NOT_CONTAINING,
    NOT_CONTAINING: CONTAINS,
}


@dataclass(frozen=True)
class Contradiction:
    """A minimal set of rows that cannot all be true: ``statement`` says a literal of a pair, ``against`` derives its opposite."""

    severity: str
    rows: tuple[Mapping, ...]
    statement: Statement
    against: Derivation


@dataclass(frozen=True)
class AnsweredGap:
    """A row that denies any counterpart in a framework, and a derivation of an overlap with a requirement of it."""

    row: Mapping
    overlap: Derivation


def contradictions(closure: Closure) -> list[Contradiction]:
    """Return minimal sets of rows that cannot all be true, each once: smallest first, then by the row that most of them share.

    Every row that a chain of others contradicts is in one of them. Of several chains against one row those are followed that share no row;
    any that is left shows once these are mended.
    """
    if closure.is_consistent:
        return []
    sets = {frozenset(map(id, rows)): rows for rows in _candidates(closure)}
    found = {}
    for rows in sets.values():
        kept, rest = _minimal(closure.network, rows)
        found[frozenset(map(id, kept))] = _argued(kept, rest)
    return in_order(found.values())


def for_each_row(closure: Closure) -> Iterator[Contradiction | None]:
    """Yield for each statement of the network, in their order, a minimal set of rows that it cannot be true with, or None.

    None too where its row, or all of its rows and those against it, are in sets that were yielded before: so each row against which there is a chain
    is in a set, unless rows of that chain contradict each other already, and the time grows with the rows, not with the ways in which they disagree.
    """
    told: set[int] = set()
    for statement in closure.network.statements:
        found = None
        if statement.row is None or id(statement.row) not in told:
            chains = [d for literal in _FIRST_TO_LAST if (d := _opposite(closure, statement, literal))]
            against = min(chains, key=lambda d: len(d.rows), default=None)
            # The first that can be spared is struck: what was told before sooner than what was not, and the statement's own row last.
            rows = sorted(against.rows if against else [], key=lambda row: id(row) not in told)
            rows += [statement.row] if statement.row else []
            if against and not told.issuperset(map(id, rows)):
                found = _argued(*_minimal(closure.network, rows))
                told.update(map(id, found.rows))
        yield found


def in_order(found: Iterable[Contradiction]) -> list[Contradiction]:
    """Return contradictions smallest first, then by the row that most of them share; of the same rows one."""
    found = list({frozenset(map(id, c.rows)): c for c in found}.values())
    shared = Counter(id(row) for c in found for row in c.rows)

    def key(c: Contradiction) -> tuple[int, int, str, int]:
        first = _most_shared(c, shared)
        return len(c.rows), -shared[id(first)], first.source.file, first.source.line

    return sorted(found, key=key)


def by_shared_row(found: list[Contradiction]) -> dict[str, list[Contradiction]]:
    """Group contradictions by the row most of them share, named by file and line: one wrong row makes many."""
    shared = Counter(id(row) for c in found for row in c.rows)
    groups: dict[str, list[Contradiction]] = {}
    for c in found:
        groups.setdefault(str(_most_shared(c, shared).source), []).append(c)
    return groups


def answered_gaps(library: Library, closure: Closure) -> Iterator[AnsweredGap]:
    """Yield each row of ours without counterpart whose requirement nevertheless overlaps one of that framework."""
    for mapping_set in library.sets:
        if not mapping_set.stated_by:
            yield from filter(None, (answered_gap(library, closure, mapping_set, row) for row in mapping_set.rows))


def answered_gap(library: Library, closure: Closure, mapping_set: MappingSet, row: Mapping) -> AnsweredGap | None:
    """Return the shortest derivation of an overlap with a requirement of the framework in which a row says that there is no counterpart.

    Of several requirements it overlaps, an assessable one is named, and of these the one with the shortest derivation. None if there is none, or
    if the row says no such thing.
    """
    position, names = closure.network.position, closure.network.names
    if row.missing_for not in position:
        return None
    sides = (mapping_set.subject, mapping_set.object)
    other = sides[1] if library.requirements[row.missing_for].framework == sides[0] else sides[0]
    touched = [
        names[member]
        for h in bits(closure.overlap[closure.group[position[row.missing_for]]])
        for member in closure.groups[h]
        if library.requirements[names[member]].framework == other
    ]
    derivations = [d for name in touched if (d := shortest(closure, row.missing_for, name, OVERLAP))]
    return AnsweredGap(row, min(derivations, key=lambda d: _plainness(library, d))) if derivations else None


def _plainness(library: Library, derivation: Derivation) -> tuple[bool, int, int, int]:
    there = library.requirements[derivation.object]
    return not there.assessable, len(derivation.rows), len(derivation.steps), there.order


def _candidates(closure: Closure) -> Iterator[list[Mapping]]:
    """Yield each row with the rows of a chain against it; further chains against the same row share no row with the first ones."""
    for statement, _, against in _opposed(closure):
        struck: frozenset[int] = frozenset()
        chain: Derivation | None = against
        while chain:
            yield [*([statement.row] if statement.row else []), *chain.rows]
            if not chain.rows:
                break
            struck |= {id(row) for row in chain.rows}
            chain = shortest(closure, chain.subject, chain.object, chain.literal, struck)


def _opposed(closure: Closure) -> Iterator[tuple[Statement, str, Derivation]]:
    """Yield each statement one of whose literals is contradicted, with the severity and the shortest chain against it."""
    for literal in _FIRST_TO_LAST:
        severity = HARD if literal in (OVERLAP, APART) else STRICTNESS
        for statement in closure.network.statements:
            if against := _opposite(closure, statement, literal):
                yield statement, severity, against


def _opposite(closure: Closure, statement: Statement, literal: int) -> Derivation | None:
    """Return the shortest chain against a literal of a statement; None if it does not state it, or nothing is against it."""
    if statement.relation & ~literal:
        return None
    return shortest(closure, statement.subject, statement.object, _OPPOSITE[literal])


def _minimal(network: Network, rows: list[Mapping]) -> tuple[list[Mapping], Closure]:
    """Strike every row without which the rest still contradict each other, and return those left with their closure.

    Places in the catalogue are no rows.
    """
    kept = list({id(row): row for row in rows}.values())
    closure = Closure(network.only(kept))
    for row in list(kept):
        rest = closure.without([row])
        if not rest.is_consistent:
            kept = [other for other in kept if other is not row]
            closure = rest
    return kept, closure


def _argued(rows: list[Mapping], closure: Closure) -> Contradiction:
    """Find the plainest argument from these rows alone: overlap against apart if there is one."""
    statement, severity, against = next(_opposed(closure))
    return Contradiction(severity, tuple(rows), statement, against)


def _most_shared(c: Contradiction, shared: Counter[int]) -> Mapping:
    return max(c.rows, key=lambda row: (shared[id(row)], row.source.file, -row.source.line))
