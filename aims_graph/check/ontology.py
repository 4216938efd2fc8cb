"""Does the ontology define a class or property as nothing? What is told directly is seen here; what only follows, HermiT finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.pack.names import FIXED

_OWL, _RDF, _RDFS = FIXED["owl"], FIXED["rdf"], FIXED["rdfs"]
_NOTHING = {_OWL + "Nothing", _OWL + "bottomObjectProperty", _OWL + "bottomDataProperty"}
_BELOW = {_RDFS + "subClassOf", _RDFS + "subPropertyOf"}
_SAME = {_OWL + "equivalentClass", _OWL + "equivalentProperty"}
_APART = {_OWL + "disjointWith", _OWL + "propertyDisjointWith", _OWL + "complementOf"}
_ALL_APART = {_OWL + "AllDisjointClasses", _OWL + "AllDisjointProperties"}
_NOT_ONE = {_OWL + "differentFrom"}


def ontology_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each class and property that can have no member: below nothing, or below two that are apart; and what differs from itself."""
    from pyoxigraph import RdfFormat, parse

    if not ground.holds("the ontology's definitions", terms=True):
        return
    told = _Told()
    for pack in ground.library.packs:
        for path in pack.glob("ontology/*.ttl"):
            for triple in parse(path.read_bytes(), format=RdfFormat.TURTLE):
                told.add(triple, pack.named(path))
    for name, what in told.empty():
        mend = "correct the definition; nothing can be of it as it stands"
        yield Finding(told.file[name], 0, f"{ground.library.names.curie(name)} {what}", mend)


class _Told:
    """What Turtle files tell of classes and properties: which lie below which, and which are apart."""

    def __init__(self) -> None:
        self.above: dict[str, set[str]] = {}
        self.apart: set[frozenset[str]] = set()
        self.file: dict[str, str] = {}
        self._lists: dict[str, tuple[str, str]] = {}
        self._members: dict[str, str] = {}
        self._whole: set[str] = set()
        self._both: list[tuple[str, str]] = []

    def add(self, triple: Any, file: str) -> None:
        """Take one triple."""
        subject, predicate, value = str(triple.subject), triple.predicate.value, str(triple.object)
        subject, value = (_plain(x) for x in (subject, value))
        if predicate in _BELOW | _SAME:
            self.above.setdefault(subject, set()).add(value)
            self.file.setdefault(subject, file)
        if predicate in _SAME:
            self.above.setdefault(value, set()).add(subject)
            self.file.setdefault(value, file)
        if predicate in _APART or predicate in _NOT_ONE:
            self.apart.add(frozenset((subject, value)))
            self.file.setdefault(subject, file)
        if predicate == _OWL + "intersectionOf":
            self._both.append((subject, value))
        if predicate in (_RDF + "first", _RDF + "rest"):
            first, rest = self._lists.get(subject, ("", ""))
            self._lists[subject] = (value, rest) if predicate.endswith("first") else (first, value)
        if predicate == _OWL + "members":
            self._members[subject] = value
        if predicate == _RDF + "type":
            if value in _ALL_APART:
                self._whole.add(subject)
            if value in _NOTHING:
                self.above.setdefault(subject, set()).add(value)
            self.file.setdefault(subject, file)

    def empty(self) -> Iterator[tuple[str, str]]:
        """Yield each named class or property that can have no member, and why."""
        for node, head in self._both:
            self.above.setdefault(node, set()).update(self._listed(head))
        for node in self._whole & set(self._members):
            members = self._listed(self._members[node])
            for n, one in enumerate(members):
                self.apart |= {frozenset((one, other)) for other in members[n + 1 :]}
        itself = {name for pair in self.apart if len(pair) == 1 for name in pair}
        for name in sorted(self.file):
            if name.startswith("_:"):
                continue
            over = self._over(name)
            if name in itself:
                yield name, "is said to be apart from itself"
            elif over & _NOTHING and name not in _NOTHING:
                yield name, "is defined as nothing (owl:Nothing)"
            elif over & itself:
                yield name, f"lies inside {min(over & itself)}, which is apart from itself"
            elif any(pair <= over for pair in self.apart):
                one, other = sorted(next(pair for pair in self.apart if pair <= over))
                yield name, f"lies inside both {one} and {other}, which are apart"

    def _over(self, name: str) -> set[str]:
        found, waiting = {name}, [name]
        while waiting:
            for other in self.above.get(waiting.pop(), ()):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def _listed(self, head: str) -> list[str]:
        found: list[str] = []
        seen: set[str] = set()
        while head in self._lists and head not in seen:
            seen.add(head)
            first, head = self._lists[head]
            found.append(first)
        return found


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term
