"""Which relations between frameworks follow from the rows, and which of them are worth a line in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aims_graph.model import Library
from aims_graph.progress import each
from aims_graph.reason.bitsets import BitMatrix, as_bits, meet, members
from aims_graph.reason.closure import Closure
from aims_graph.reason.explanation import Derivation, confidence, explain
from aims_graph.reason.relations import ANY, CONTAINS, EQ, INSIDE, NOTHING, OVERLAP


@dataclass(frozen=True)
class Pair:
    """An entailed relation between requirements of two frameworks, with the shortest derivations of what it says first."""

    subject: str
    object: str
    relation: int
    derivations: tuple[Derivation, ...]

    @property
    def rows(self) -> int:
        """How many mapping rows the derivations rest on together."""
        return len({id(row) for derivation in self.derivations for row in derivation.rows})


def sureness_of(closure: Closure, pair: Pair) -> float | None:
    """Return how sure a pair is (0 to 1): the least sure of what it says first, each by all derivations that share no row; ``None`` if no row says it of one."""
    every = [confidence(closure, pair.subject, pair.object, d.literal) for d in pair.derivations]
    stated = [sure for sure in every if sure is not None]
    return min(stated) if stated and len(stated) == len(every) else None


def entailed(
    library: Library, closure: Closure, sets: Iterable[int] | None = None, sharing: bool = False
) -> Iterator[tuple[str, str, int]]:
    """Yield every pair of requirements of two frameworks of which something follows, with its relation.

    The subject's framework ranks before the object's; pairs come in the standards' order. Pairs on which the rows contradict each other are withheld.

    Args:
        library: the content.
        closure: what follows from its rows.
        sets: positions in the network; only pairs with one of these requirements are yielded. All, if not said.
        sharing: only pairs that must share something, which are few beside those of which one is not inside the other.
    """
    names = closure.network.names
    rank = [_rank(library, name) for name in names]
    order = sorted(range(len(names)), key=lambda x: (rank[x], x))
    place = {x: n for n, x in enumerate(order)}

    def beside(x: int) -> list[int]:
        g = closure.group[x]
        # What is inside another, or contains it, overlaps it.
        known = set(members(closure.overlap.rows[g]))
        if not sharing:
            known.update(members(closure.not_inside.rows[g]), members(closure.not_containing.rows[g]))
        return [y for h in known for y in closure.groups[h] if rank[y] != rank[x]]

    pairs: Iterable[tuple[int, int]]
    if sets is None:
        pairs = (
            (x, y)
            for x in each(order, len(order), "Looking for what follows from the rows")
            for y in sorted(beside(x), key=place.__getitem__)
            if place[x] < place[y]
        )
    else:
        found = {(x, y) if place[x] < place[y] else (y, x) for x in sets for y in beside(x)}
        pairs = sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))
    for x, y in pairs:
        relation = closure.between(closure.group[x], closure.group[y])
        if relation not in (NOTHING, ANY):
            yield names[x], names[y], relation


def shown(library: Library, closure: Closure) -> list[Pair]:
    """Return the derived pairs that inform a reader.

    Both ends are assessable, the rows say that they share something, the shortest derivation takes two rows or more, and no
    other pair of the same two frameworks says it already: no narrower one the overlap, no wider one the subset.
    """
    narrower = _Narrower(library, closure)
    found = []
    for x, y, relation in entailed(library, closure, sharing=True):
        both = library.requirements[x].assessable and library.requirements[y].assessable
        if both and not relation & ~OVERLAP and not narrower.says(x, y, relation):
            pair = Pair(x, y, relation, tuple(explain(closure, x, y)))
            if pair.rows >= 2:
                found.append(pair)
    return found


class _Narrower:
    """Whether a pair only repeats what another pair of the same two frameworks says."""

    def __init__(self, library: Library, closure: Closure) -> None:
        self.closure = closure
        self.framework = {name: library.requirements[name].framework for name in closure.network.names}
        found: dict[str, set[int]] = {framework: set() for framework in self.framework.values()}
        for name, framework in self.framework.items():
            if library.requirements[name].assessable:
                found[framework].add(closure.group[closure.network.position[name]])
        #: Framework -> the groups in which an assessable requirement of it stands, by number and as bits.
        self.assessable = {framework: (groups, as_bits(tuple(groups))) for framework, groups in found.items()}

    def says(self, x: str, y: str, relation: int) -> bool:
        c = self.closure
        g, h = (c.group[c.network.position[name]] for name in (x, y))
        if relation == EQ:
            return False
        if not relation & ~INSIDE:
            return self._meets(c.up, g, x, c.down, h) or self._meets(c.down, h, y, c.up, g)
        if not relation & ~CONTAINS:
            return self._meets(c.up, h, y, c.down, g) or self._meets(c.down, g, x, c.up, h)
        return self._meets(c.down, g, x, c.overlap, h) or self._meets(c.down, h, y, c.overlap, g)

    def _meets(self, order: BitMatrix, g: int, requirement: str, other: BitMatrix, h: int) -> bool:
        """Whether the row of a group has another group with an assessable requirement of the same framework that is in a second row, too."""
        groups, as_one = self.assessable[self.framework[requirement]]
        row = order.rows[g]
        if isinstance(row, int):
            return meet(row & as_one & ~(1 << g), other.rows[h])
        return meet(tuple(n for n in row if n != g and n in groups), other.rows[h])


def _rank(library: Library, requirement: str) -> tuple[int, str]:
    """Return the framework's rank as its catalogue states it."""
    framework = library.frameworks[library.requirements[requirement].framework]
    return framework.rank, framework.id
