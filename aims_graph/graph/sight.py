"""What some SHACL shapes look at, read off the words they are written in."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from aims_graph.graph.conforming import Sight

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
