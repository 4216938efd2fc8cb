"""Which nodes the shapes found in order, kept for the next check: one that says the same as then is not looked at again.

What a verdict on a node rests on is read off the shapes (``sight.py``): what the node itself says (the first step of each path), and what is said further
along the paths, classes among it. What is further along may be any node's, so all of that together, with the shapes and the Turtle files, names what is
kept; where it changes, every node is looked at again. Shapes that look elsewhere (backwards, along paths without end, by a query) keep nothing.
What the shapes look at is kept as well: where nothing is new, neither they nor their engine need be read.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from aims_graph import cache
from aims_graph.blocks import BlockWriter
from aims_graph.graph.build import record_lines, turtle_lines
from aims_graph.graph.nodes import Pairs, Writer
from aims_graph.model import Library

_SHAPES = "ontology/shapes/*.ttl"
#: So many are kept.
_SIGHTS = 4


@dataclass(frozen=True)
class Sight:
    """What some shapes look at: predicates, as in N-Triples, of a node itself and further along; and how many steps a path of theirs takes at most."""

    near: frozenset[str]
    afar: frozenset[str]
    steps: int


@dataclass(frozen=True)
class Statements:
    """What the records of a library say, as far as some shapes look at it: node -> its statements, predicate and object as in N-Triples."""

    near: dict[str, list[str]] = field(default_factory=dict)
    afar: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, sight: Sight) -> Statements:
        """Collect them in one pass."""
        found = cls()
        for _ in record_lines(library, _Collector(library, sight, found)):
            pass
        return found

    def lines(self, nodes: Iterable[str] | None = None, steps: int = 0) -> Iterator[str]:
        """Yield lines of N-Triples: of some nodes, and what is said so many steps further along; of all by default."""
        if nodes is None:
            for kind in (self.near, self.afar):
                yield from (f"{node} {said} .\n" for node, every in kind.items() for said in every)
            return
        along, seen = dict.fromkeys(nodes), set[str]()
        yield from (f"{node} {said} .\n" for node in along for said in self.near.get(node, ()))
        reached = {said.partition(" ")[2] for node in along for said in self.near.get(node, ())} | {*along}
        for _ in range(steps + 1):
            seen |= reached
            said_of = {node: self.afar.get(node, ()) for node in reached}
            yield from (f"{node} {said} .\n" for node, every in said_of.items() for said in every)
            reached = {said.partition(" ")[2] for every in said_of.values() for said in every} - seen


class _Collector(Writer):
    """Writes no lines, but notes what is looked at of what it is to write."""

    def __init__(self, library: Library, sight: Sight, found: Statements) -> None:
        super().__init__(library)
        self._kinds = ((found.near, sight.near), (found.afar, sight.afar))
        self._wanted: dict[str, tuple[str, list[dict[str, list[str]]]]] = {}

    def within(self, about: str, pairs: Pairs, graph: str) -> Iterator[str]:
        for curie, value in pairs:
            wanted = self._wanted.get(curie)
            if wanted is None:
                predicate = self.node(curie)
                kinds = [kind for kind, looked_at in self._kinds if predicate in looked_at]
                wanted = self._wanted[curie] = (predicate, kinds)
            for kind in wanted[1]:
                kind.setdefault(about, []).append(f"{wanted[0]} {value}")
        return iter(())


class Conforming:
    """The nodes of a library that were found in order, by what each of them says."""

    def __init__(self, library: Library, sight: Sight) -> None:
        """Look up what is kept; ``sight`` is what the shapes look at."""
        self.statements = statements = Statements.of(library, sight)
        # A node of which no more than its class is said may lack all that is asked of it.
        nodes = dict.fromkeys((*statements.near, *statements.afar))
        self._now = {node: cache.mark(node, *statements.near.get(node, ())) for node in nodes}
        self._sight, self._sight_name = sight, _sight_name(library)
        files = [p for pack in library.packs for way in ("ontology/*.ttl", _SHAPES) for p in pack.glob(way)]
        afar = cache.mark(*(f"{node} {said}" for node, every in statements.afar.items() for said in every))
        code = cache.code_digest("graph", "formats", "model", "pack", ".")
        made_of = (code, _validator(), afar, [p.read_bytes() for p in files])
        self._name = f"conforming-{cache.digest(*made_of)}"

    @classmethod
    def as_kept(cls, library: Library) -> Conforming | None:
        """Return the same where it is kept what the shapes look at: they could be run when they were as they are; ``None`` if it is not."""
        kept = cache.kept_blocks(_sight_name(library))
        return cls(library, pickle.loads(kept.head)) if kept else None  # ours alone, and as it was written

    def new(self) -> list[str] | None:
        """Return the nodes that say something that was not found in order before; ``None`` if nothing is kept of what they hang on."""
        kept = cache.kept_marks(self._name)
        return None if kept is None else [node for node, mark in self._now.items() if mark not in kept]

    def keep(self) -> None:
        """Keep that all nodes were found in order."""
        cache.keep_marks(self._name, self._now.values())

    def keep_sight(self) -> None:
        """Keep what the shapes look at, all of which can be read."""

        def write(folder: Path) -> None:
            with cache.whole_file(folder / self._sight_name) as stream:
                BlockWriter(stream).finish(pickle.dumps(self._sight))
            cache.keep_newest(folder, "sight-*", _SIGHTS)

        with suppress(cache.NoCacheError):
            cache.on_first_folder(write)


def _sight_name(library: Library) -> str:
    shapes = [path.read_bytes() for pack in library.packs for path in pack.glob(_SHAPES)]
    return f"sight-{cache.digest(cache.code_digest('graph', '.'), _validator(), shapes)}"


@lru_cache(maxsize=1)
def _validator() -> str:
    return version("pyshacl")


def turtle_triples(library: Library) -> Iterator[str]:
    """Yield what the Turtle files say as lines of N-Triples."""
    return (f"{line[: line.rindex(' <')]} .\n" for line in turtle_lines(library))
