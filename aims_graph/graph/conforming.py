"""Which nodes the shapes found in order, kept for the next check: one that says the same as then is not looked at again.

What a verdict on a node rests on is read off the shapes: what the node itself says (the first step of each path), and what is said further along the
paths, classes among it. What is further along may be any node's, so all of that together, with the shapes and the Turtle files, names what is
kept; where it changes, every node is looked at again. Shapes that look elsewhere (backwards, along paths without end, by a query) keep nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from aims_graph import cache
from aims_graph.graph.build import record_lines, turtle_lines
from aims_graph.model import Library

#: What leads from one shape to others.
_LEADING = (SH.property, SH.node, SH["or"], SH["and"], SH.xone, SH["not"])
#: The words of SHACL by which a shape looks at no more than is said at the top of this file. (A message or a name looks at nothing.)
_KNOWN = {SH[word] for word in (
    *("path", "alternativePath", "property", "or", "and", "xone", "not", "targetClass", "targetSubjectsOf"),
    *("minCount", "maxCount", "datatype", "class", "nodeKind", "in", "hasValue", "uniqueLang", "languageIn", "pattern", "flags"),
    *("minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
    *("lessThan", "lessThanOrEquals", "equals", "disjoint", "message", "severity", "name", "description", "order", "group"),
)}  # fmt: skip
_CLASSES = (RDF.type, RDFS.subClassOf)


@dataclass(frozen=True)
class Sight:
    """What some shapes look at: predicates, as in N-Triples, of a node itself and further along; and how many steps a path of theirs takes at most."""

    near: frozenset[str]
    afar: frozenset[str]
    steps: int


def sight_of(shapes: Graph) -> Sight | None:
    """Return what some shapes look at; ``None`` if that cannot be told from the words known here."""
    if any(str(word).startswith(str(SH)) and word not in _KNOWN for word in shapes.predicates()):
        return None
    near = {o for way in (SH.targetSubjectsOf, SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint) for o in shapes.objects(None, way)}  # fmt: skip
    afar, longest = set[Node](_CLASSES), 1
    for shape, path in shapes.subject_objects(SH.path):
        steps = [_alternatives(shapes, step) for step in _steps(shapes, path)]
        if not all(steps) or any((led, SH.path, None) in shapes for led in _led_to(shapes, shape)):
            return None
        near |= steps[0]
        afar.update(*steps[1:])
        longest = max(longest, len(steps))
    return Sight(frozenset(f"<{p}>" for p in near), frozenset(f"<{p}>" for p in afar), longest)


def _steps(shapes: Graph, path: Node) -> list[Node]:
    """Return the steps of a path, one after another; a path of one step is that step."""
    return [*Collection(shapes, path)] if (path, RDF.first, None) in shapes else [path]


def _alternatives(shapes: Graph, step: Node) -> set[Node]:
    """Return the predicates that a step of a path can take; none if it is of another kind."""
    if isinstance(step, URIRef):
        return {step}
    ways = shapes.value(step, SH.alternativePath)
    found = [*Collection(shapes, ways)] if ways is not None else []
    return set(found) if all(isinstance(way, URIRef) for way in found) else set()


def _led_to(shapes: Graph, shape: Node) -> Iterator[Node]:
    """Yield every shape that a shape leads to, in whatever number of steps."""
    waiting, seen = [shape], {shape}
    while waiting:
        at = waiting.pop()
        ways = (*_LEADING, RDF.first, RDF.rest) if isinstance(at, BNode) else _LEADING
        for led in (o for way in ways for o in shapes.objects(at, way) if o not in seen):
            seen.add(led)
            waiting.append(led)
            yield led


@dataclass(frozen=True)
class Statements:
    """What the records of a library say, as far as some shapes look at it: node -> its statements, predicate and object as in N-Triples."""

    near: dict[str, list[str]] = field(default_factory=dict)
    afar: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, sight: Sight) -> Statements:
        """Collect them in one pass."""
        found = cls()
        kinds = ((found.near, sight.near), (found.afar, sight.afar))
        kinds_of = {p: [kind for kind, wanted in kinds if p in wanted] for p in sight.near | sight.afar}
        for line in record_lines(library):
            node, predicate, rest = line.split(" ", 2)
            for kind in kinds_of.get(predicate, ()):
                kind.setdefault(node, []).append(f"{predicate} {rest[: rest.rindex(' <')]}")
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


class Conforming:
    """The nodes of a library that were found in order, by what each of them says."""

    def __init__(self, library: Library, statements: Statements) -> None:
        """Look up what is kept."""
        # A node of which no more than its class is said may lack all that is asked of it.
        nodes = dict.fromkeys((*statements.near, *statements.afar))
        self._now = {node: cache.mark(node, *statements.near.get(node, ())) for node in nodes}
        files = [p for pack in library.packs for way in ("ontology/*.ttl", "ontology/shapes/*.ttl") for p in pack.glob(way)]  # fmt: skip
        afar = cache.mark(*(f"{node} {said}" for node, every in statements.afar.items() for said in every))
        code = cache.code_digest("graph", "formats", "model", "pack", ".")
        made_of = (code, _validator(), afar, [p.read_bytes() for p in files])
        self._name = f"conforming-{cache.digest(*made_of)}"

    def new(self) -> list[str] | None:
        """Return the nodes that say something that was not found in order before; ``None`` if nothing is kept of what they hang on."""
        kept = cache.kept_marks(self._name)
        return None if kept is None else [node for node, mark in self._now.items() if mark not in kept]

    def keep(self) -> None:
        """Keep that all nodes were found in order."""
        cache.keep_marks(self._name, self._now.values())


@lru_cache(maxsize=1)
def _validator() -> str:
    return version("pyshacl")


def turtle_triples(library: Library) -> Iterator[str]:
    """Yield what the Turtle files say as lines of N-Triples."""
    return (f"{line[: line.rindex(' <')]} .\n" for line in turtle_lines(library))
