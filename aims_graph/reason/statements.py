"""What the closure starts from: sets by name, and statements about pairs of them, each with the row it stems from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from aims_graph.model import Library, Mapping, MappingSet
from aims_graph.reason.relations import (
    APART,
    ASSERTED,
    CONTAINS,
    INSIDE,
    NOT_CONTAINING,
    NOT_INSIDE,
    OVERLAP,
    PART_OF,
    PO,
    converse,
)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """That ``subject`` is ``relation`` (a set of base relations) to ``object``: a mapping row's word, or, without row, a place in the catalogue."""

    subject: str
    object: str
    relation: int
    row: Mapping | None = None

    def seen_from(self, name: str) -> int:
        """Return the relation with ``name`` as its first side."""
        return self.relation if name == self.subject else converse(self.relation)


class Edges:
    """For each set (by position) the sets it has an edge to, and beside them the number of the statement each edge stems from.

    Two flat lists and no pairs: at half a million rows pairs would cost more memory than all the rest.
    """

    def __init__(self, size: int) -> None:
        """Begin without edges."""
        self.to: list[list[int]] = [[] for _ in range(size)]
        self.by: list[list[int]] = [[] for _ in range(size)]

    def add(self, x: int, y: int, statement: int) -> None:
        """Add an edge from x to y."""
        self.to[x].append(y)
        self.by[x].append(statement)

    def of(self, x: int) -> Iterable[tuple[int, int]]:
        """Return the edges of one set as (the other set, number of the statement)."""
        return zip(self.to[x], self.by[x], strict=True)


@dataclass
class Network:
    """Sets and statements, and the statements once more as edges between positions, one list for each literal.

    ``above`` leads from x to the sets that x is stated to be inside, ``below`` the same turned round; ``overlaps`` and ``aparts`` are
    symmetric; ``not_inside`` leads from x to the sets that x is stated not to be inside.
    """

    names: tuple[str, ...]
    statements: tuple[Statement, ...]
    position: dict[str, int] = field(init=False)
    above: Edges = field(init=False)
    below: Edges = field(init=False)
    overlaps: Edges = field(init=False)
    aparts: Edges = field(init=False)
    not_inside: Edges = field(init=False)

    def __post_init__(self) -> None:
        self.position = {name: n for n, name in enumerate(self.names)}
        size = len(self.names)
        self.above, self.below = Edges(size), Edges(size)
        self.overlaps, self.aparts, self.not_inside = Edges(size), Edges(size), Edges(size)
        for number, statement in enumerate(self.statements):
            self._add(number, self.position[statement.subject], self.position[statement.object], statement.relation)

    def _add(self, number: int, x: int, y: int, relation: int) -> None:
        if not relation & ~INSIDE:
            self.above.add(x, y, number)
            self.below.add(y, x, number)
        if not relation & ~CONTAINS:
            self.above.add(y, x, number)
            self.below.add(x, y, number)
        # Inside says overlap by itself, for no set is empty: only a bare overlap needs an edge of its own.
        if relation & PO and not relation & APART:
            self.overlaps.add(x, y, number)
            self.overlaps.add(y, x, number)
        if relation == APART:
            self.aparts.add(x, y, number)
            self.aparts.add(y, x, number)
        elif relation:
            if not relation & ~NOT_INSIDE:
                self.not_inside.add(x, y, number)
            if not relation & ~NOT_CONTAINING:
                self.not_inside.add(y, x, number)

    @cached_property
    def rows(self) -> frozenset[Mapping]:
        """The mapping rows among the statements."""
        return frozenset(s.row for s in self.statements if s.row)

    def without(self, rows: Iterable[Mapping]) -> Network:
        """Return the network as if these rows had not been written."""
        gone = {id(row) for row in rows}
        return Network(self.names, tuple(s for s in self.statements if id(s.row) not in gone))

    def only(self, rows: Iterable[Mapping]) -> Network:
        """Return the network of these rows alone: their two sides, and all that the catalogue says these are inside."""
        kept = {id(row) for row in rows}
        chosen = [s for s in self.statements if id(s.row) in kept]
        names = dict.fromkeys(name for s in chosen for name in (s.subject, s.object))
        queue = list(names)
        while queue:
            for number in self.above.by[self.position[queue.pop()]]:
                statement = self.statements[number]
                if statement.row is None:
                    chosen.append(statement)
                    if statement.object not in names:
                        names[statement.object] = None
                        queue.append(statement.object)
        return Network(tuple(names), tuple(dict.fromkeys(chosen)))


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
    # Rows of ids that do not exist are a finding of check's own.
    rows = [
        Statement(m.subject_id, m.object_id, _asserted(m, mapping_set), m)
        for mapping_set in library.sets
        if mapping_set.stated_by == stated_by
        for m in mapping_set.rows
        if m.relation and m.subject_id in known and m.object_id in known
    ]
    return Network(names, (*parts, *rows))


def _asserted(row: Mapping, mapping_set: MappingSet) -> int:
    loose = mapping_set.header.get("intersects_means") == "any overlap"
    return OVERLAP if loose and row.relation == "intersects" else ASSERTED[row.relation]
