"""What the closure starts from: sets by name, and statements about pairs of them, each with the row it stems from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from aims_graph.model import Library, Mapping, MappingSet
from aims_graph.reason.relations import (
    ANY,
    APART,
    ASSERTED,
    CONTAINS,
    INSIDE,
    NOT_CONTAINING,
    NOT_INSIDE,
    OVERLAP,
    PART_OF,
    converse,
)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """That ``subject`` is ``relation`` (a set of base relations) to ``object``.

    It is a mapping row's word of its own two sides or, without row, a place in the catalogue.

    Raises:
        ValueError: if the row is about two others.
    """

    subject: str
    object: str
    relation: int
    row: Mapping | None = None

    def __post_init__(self) -> None:
        if self.row is not None and (self.row.subject_id, self.row.object_id) != (self.subject, self.object):
            raise ValueError(f"The row at {self.row.source} is not about {self.subject} and {self.object}.")

    def seen_from(self, name: str) -> int:
        """Return the relation with ``name`` as its first side."""
        return self.relation if name == self.subject else converse(self.relation)


#: Literal -> for each relation whether it states that literal. An overlap that "inside" shows, and a "not inside" that "apart" shows, are left to
#: those: no set is empty.
STATES = {
    literal: bytes(
        relation <= ANY and not relation & ~literal and all(relation & ~shown_by for shown_by in stronger)
        for relation in range(256)
    )
    for literal, stronger in {
        **{INSIDE: (), CONTAINS: (), APART: ()},
        **{OVERLAP: (INSIDE, CONTAINS), NOT_INSIDE: (APART,), NOT_CONTAINING: (APART,)},
    }.items()
}
_CONVERSES = tuple(converse(relation) for relation in range(ANY + 1))


class Network:
    """Sets, known by their names and by their positions among them, and statements about pairs of them.

    Each statement is an edge at both its ends: beside ``to[x]``, the other ends, run ``relations[x]``, what x is stated to be to each of them, and
    ``by[x]``, the statements. Three flat lists and no triples: at half a million rows triples would cost more memory than all the rest. A network
    never changes; one that differs by a few rows shares with it what is the same.
    """

    def __init__(self, names: Iterable[str], statements: Iterable[Statement]) -> None:
        """Link the statements; linear in their number.

        Raises:
            KeyError: if a statement is about a set that has no name here.
        """
        self.names = tuple(names)
        self.position = {name: n for n, name in enumerate(self.names)}
        self.to: list[list[int]] = [[] for _ in self.names]
        self.relations = [bytearray() for _ in self.names]
        self.by: list[list[Statement]] = [[] for _ in self.names]
        #: What was stated at first, the ``id`` of the rows among it that are no longer there, and what was stated since.
        self._first, self._gone, self._since = tuple(statements), frozenset[int](), tuple[Statement, ...]()
        self._link(self._first)

    def _link(self, statements: Iterable[Statement]) -> None:
        position, to, relations, by = self.position, self.to, self.relations, self.by
        for statement in statements:
            x, y, relation = position[statement.subject], position[statement.object], statement.relation
            to[x].append(y)
            relations[x].append(relation)
            by[x].append(statement)
            to[y].append(x)
            relations[y].append(_CONVERSES[relation])
            by[y].append(statement)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in order."""
        if not self._gone and not self._since:
            return self._first
        return *(s for s in self._first if id(s.row) not in self._gone), *self._since

    @cached_property
    def rows(self) -> frozenset[Mapping]:
        """The mapping rows among the statements."""
        return frozenset(s.row for s in self.statements if s.row)

    def stated(self, x: int, literal: int) -> Iterator[int]:
        """Return the sets to which a set is stated to have a literal, in the order of the statements."""
        return compress(self.to[x], self.relations[x].translate(STATES[literal]))

    def edges(self, x: int, literal: int) -> Iterator[tuple[int, Statement]]:
        """Return the same sets, each with the statement."""
        chosen = self.relations[x].translate(STATES[literal])
        return zip(compress(self.to[x], chosen), compress(self.by[x], chosen), strict=True)

    def of_rows(self, rows: Iterable[Mapping]) -> list[Statement]:
        """Return the statements that stem from these rows, looked up at the rows' sides."""
        found: dict[Statement, None] = {}
        for row in rows:
            if row.subject_id in self.position:
                found |= dict.fromkeys(s for s in self.by[self.position[row.subject_id]] if s.row is row)
        return list(found)

    def without(self, rows: Iterable[Mapping]) -> Network:
        """Return the network as if these rows had not been written."""
        struck = self.of_rows(rows)
        gone = {id(s.row) for s in struck}
        since = tuple(s for s in self._since if id(s.row) not in gone)
        after = self._beside(self._gone | gone, since)
        for x in self.ends(struck):
            kept = [id(s.row) not in gone for s in self.by[x]]
            after.to[x] = list(compress(self.to[x], kept))
            after.relations[x] = bytearray(compress(self.relations[x], kept))
            after.by[x] = list(compress(self.by[x], kept))
        return after

    def adding(self, statements: Iterable[Statement]) -> Network:
        """Return the network with these statements as well.

        Raises:
            KeyError: if one is about a set that has no name here.
        """
        more = tuple(statements)
        after = self._beside(self._gone, (*self._since, *more))
        for x in self.ends(more):
            after.to[x], after.relations[x], after.by[x] = self.to[x][:], self.relations[x][:], self.by[x][:]
        after._link(more)
        return after

    def _beside(self, gone: frozenset[int], since: tuple[Statement, ...]) -> Network:
        """Return a network of other statements that still shares the edges of every set with this one."""
        after = Network.__new__(Network)
        after.names, after.position, after._first, after._gone, after._since = (
            *(self.names, self.position, self._first),
            *(gone, since),
        )
        after.to, after.relations, after.by = self.to[:], self.relations[:], self.by[:]
        return after

    def ends(self, statements: Iterable[Statement]) -> set[int]:
        """Return the sets that some statements are about."""
        return {self.position[name] for s in statements for name in (s.subject, s.object)}

    def only(self, rows: Iterable[Mapping]) -> Network:
        """Return the network of these rows alone: their two sides, and all that the catalogue says these are inside."""
        chosen = sorted(self.of_rows(rows), key=_place)
        names = dict.fromkeys(name for s in chosen for name in (s.subject, s.object))
        queue = list(names)
        while queue:
            for above, statement in self.edges(self.position[queue.pop()], INSIDE):
                if statement.row is None:
                    chosen.append(statement)
                    if self.names[above] not in names:
                        names[self.names[above]] = None
                        queue.append(self.names[above])
        return Network(names, dict.fromkeys(chosen))


def _place(statement: Statement) -> tuple[str, int]:
    return (statement.row.source.file, statement.row.source.line) if statement.row else ("", 0)


def network_of(library: Library, stated_by: str = "") -> Network:
    """Return the network of the rows of one hand, by default the project's own, and of the hierarchy of its frameworks.

    Rows without counterpart stay outside: "no counterpart in this framework" would be DR against all of it. Superseded editions and the
    Harmonized Structure bear no rows and stay out. Sets of different hands follow different readings and never share a network; where
    the header of a set says ``intersects_means: any overlap``, its "intersects" does not deny that one side contains the other.
    """
    members = [r for r in library.requirements.values() if library.frameworks[r.framework].role == "framework"]
    names = tuple(r.id for r in members)
    known = set(names)
    parts = [Statement(r.id, r.parent, PART_OF) for r in members if r.parent in known]
    # Rows of ids or relations that do not exist are findings of check's own.
    rows = [
        statement_of(row, mapping_set)
        for mapping_set in library.sets
        if mapping_set.stated_by == stated_by
        for row in mapping_set.rows
        if row.relation in ASSERTED and row.subject_id in known and row.object_id in known
    ]
    return Network(names, (*parts, *rows))


def statement_of(row: Mapping, mapping_set: MappingSet) -> Statement:
    """Return what a row of a set states, in the set's own reading; its relation is one of ``ASSERTED``."""
    return Statement(row.subject_id, row.object_id, meant(row.relation, is_loose(mapping_set)), row)


def is_loose(mapping_set: MappingSet) -> bool:
    """Whether "intersects" says in a set no more than that both sides share something."""
    return mapping_set.header.get("intersects_means") == "any overlap"


def meant(word: str, loose: bool) -> int:
    """Return the set of base relations that a word of ``ASSERTED`` allows; ``loose``: whether its "intersects" is any overlap."""
    return OVERLAP if loose and word == "intersects" else ASSERTED[word]


def word_for(relation: int, loose: bool) -> str:
    """Return the word by which a row says all that is known, or in a loose set at least that something is shared; empty where none is true for sure.

    >>> word_for(CONTAINS & ~INSIDE, False), word_for(OVERLAP, False), word_for(OVERLAP, True), word_for(ANY, True)
    ('superset_of', '', 'intersects', '')
    """
    exact = next((word for word, base in ASSERTED.items() if base == relation), "")
    return exact or ("intersects" if loose and relation and not relation & ~OVERLAP else "")
