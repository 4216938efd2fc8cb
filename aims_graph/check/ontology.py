"""Does the ontology define a class or property as nothing? What is told directly is seen here; what only follows, HermiT finds.

Told directly is: below or the same as nothing, through any chain of classes and of what they are composed of (the complement of everything, a list
or union of none, something of a class that is nothing, more values of a property than it may have); below two that are apart; apart from itself.
Not seen is what needs the meaning of properties, domains, ranges or values, or one case after another: ``check --reason`` asks HermiT for that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.formats.turtle import parse_turtle
from aims_graph.pack.names import FIXED
from aims_graph.pack.text import sound_text

_OWL, _RDF, _RDFS = FIXED["owl"], FIXED["rdf"], FIXED["rdfs"]
_NOTHING = {_OWL + "Nothing", _OWL + "bottomObjectProperty", _OWL + "bottomDataProperty"}
_BELOW = {_RDFS + "subClassOf", _RDFS + "subPropertyOf"}
_SAME = {_OWL + "equivalentClass", _OWL + "equivalentProperty"}
_APART = {_OWL + "disjointWith", _OWL + "propertyDisjointWith", _OWL + "complementOf"}
_ALL_APART = {_OWL + "AllDisjointClasses", _OWL + "AllDisjointProperties"}
_NOT_ONE = {_OWL + "differentFrom"}
_UNIONS = {_OWL + "unionOf", _OWL + "disjointUnionOf"}
#: How a restriction says how many values there are at least, and at most.
_LEAST = {_OWL + way for way in ("minCardinality", "cardinality", "minQualifiedCardinality", "qualifiedCardinality")}
_MOST = {_OWL + way for way in ("maxCardinality", "cardinality", "maxQualifiedCardinality", "qualifiedCardinality")}
_OF = {_OWL + "onClass", _OWL + "onDataRange", _OWL + "someValuesFrom"}
#: What composes a class.
_COMPOSING = {
    *_UNIONS,
    *_LEAST,
    *_MOST,
    *_OF,
    *(_OWL + name for name in ("oneOf", "complementOf", "onProperty", "hasValue")),
}
_TYPE, _FIRST, _REST, _BOTH, _MEMBERS = (
    _RDF + "type",
    _RDF + "first",
    _RDF + "rest",
    _OWL + "intersectionOf",
    _OWL + "members",
)
#: All that is looked at; most of what a file says is labels and definitions.
_TELLING = {*_BELOW, *_SAME, *_APART, *_NOT_ONE, *_COMPOSING, _TYPE, _FIRST, _REST, _BOTH, _MEMBERS}


def ontology_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each class and property that can have no member: below nothing, or below two that are apart; and what differs from itself."""
    if not ground.holds("the ontology's definitions", terms=True):
        return
    told, files = _Told(), []
    for pack in ground.library.packs:
        for path in pack.glob("ontology/*.ttl"):
            files.append(parse_turtle(pack.named(path), sound_text(path)))
            for triple in files[-1].triples:
                told.add(triple)
    for name, what in told.empty(ground.library.names.curie):
        found = next(((file, line) for file in files if (line := file.line_of(name))), None)
        file, line = (found[0].file, found[1]) if found else (files[0].file, 0)
        mend = "correct the definition; nothing can be of it as it stands"
        yield Finding(file, line, f"{ground.library.names.curie(name)} {what}", mend)


class _Told:
    """What Turtle files tell of classes and properties: which lie below which, and which are apart."""

    def __init__(self) -> None:
        self.above: dict[str, set[str]] = {}
        self.apart: dict[str, set[str]] = {}
        self.groups: list[set[str]] = []
        self.defined: set[str] = set()
        self._lists: dict[str, tuple[str, str]] = {}
        self._members: dict[str, str] = {}
        self._whole: set[str] = set()
        self._both: list[tuple[str, str]] = []
        #: Class -> (how it is composed, of what).
        self._composed: dict[str, list[tuple[str, str]]] = {}

    def add(self, triple: Any) -> None:
        """Take one triple."""
        predicate = triple.predicate.value
        if predicate not in _TELLING:
            return
        subject, value = _plain(str(triple.subject)), _plain(str(triple.object))
        if predicate in _BELOW or predicate in _SAME:
            self.above.setdefault(subject, set()).add(value)
            self.defined.add(subject)
        if predicate in _SAME:
            self.above.setdefault(value, set()).add(subject)
            self.defined.add(value)
        if predicate in _APART or predicate in _NOT_ONE:
            self.apart.setdefault(subject, set()).add(value)
            self.apart.setdefault(value, set()).add(subject)
            self.defined.add(subject)
        if predicate in _COMPOSING:
            self._composed.setdefault(subject, []).append((predicate, value))
            self.defined.add(subject)
        if predicate == _BOTH:
            self.defined.add(subject)
            self._both.append((subject, value))
        if predicate in (_FIRST, _REST):
            first, rest = self._lists.get(subject, ("", ""))
            self._lists[subject] = (value, rest) if predicate == _FIRST else (first, value)
        if predicate == _MEMBERS:
            self._members[subject] = value
        if predicate == _TYPE:
            if value in _ALL_APART:
                self._whole.add(subject)
            if value in _NOTHING:
                self.above.setdefault(subject, set()).add(value)
            self.defined.add(subject)

    def empty(self, short: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Yield each named class or property that can have no member, and why; not those that only lie inside another such one."""
        for node, head in self._both:
            self.above.setdefault(node, set()).update(self._listed(head))
        for node in self._whole & set(self._members):
            members = self._listed(self._members[node])
            self.groups.append(set(members))
            for name in (name for name, times in Counter(members).items() if times > 1):
                self.apart.setdefault(name, set()).add(name)
        for whole, head in self._values(_OWL + "disjointUnionOf"):
            members = self._listed(head)
            self.groups.append(set(members))
            for name in members:
                self.above.setdefault(name, set()).add(whole)
            for name in (name for name, times in Counter(members).items() if times > 1):
                self.apart.setdefault(name, set()).add(name)
                self.defined.add(name)
        self._put_below_nothing(short)
        over = {name: self._over(name) for name in self.defined if not name.startswith("_:")}
        reasons = {name: why for name in sorted(over) if (why := self._why(name, over[name], short))}
        for name, why in reasons.items():
            if not any(other in reasons and name not in over[other] for other in over[name] - {name}):
                yield name, why

    def _why(self, name: str, over: set[str], short: Callable[[str], str]) -> str:
        if name in self.apart.get(name, ()):
            return "is said to be apart from itself"
        if over & _NOTHING:
            return "is defined as nothing (owl:Nothing)" if name not in _NOTHING else ""
        numbers = self._numbers(over, short)
        if numbers:
            return numbers
        pairs = [(one, other) for one in over for other in self.apart.get(one, set()) & over]
        pairs += [(min(both), max(both)) for group in self.groups if len(both := over & group) > 1]
        return f"lies inside both {' and '.join(sorted(map(short, min(pairs))))}, which are apart" if pairs else ""

    def _values(self, predicate: str) -> list[tuple[str, str]]:
        return [(node, value) for node, told in self._composed.items() for way, value in told if way == predicate]

    def _put_below_nothing(self, short: Callable[[str], str]) -> None:
        """Put each class that is composed of what leaves nothing below nothing, until there is no more of them."""
        waiting = set(self._composed)
        while found := {node for node in waiting if self._is_of_nothing(node, short)}:
            waiting -= found
            for node in found:
                self.above.setdefault(node, set()).add(_OWL + "Nothing")

    def _is_of_nothing(self, node: str, short: Callable[[str], str]) -> bool:
        def empty(name: str) -> bool:
            return name in _NOTHING or bool(self._why(name, self._over(name), short))

        told = self._composed[node]
        for way, value in told:
            if way == _OWL + "complementOf" and self._is_everything(value, empty):
                return True
            if way == _OWL + "oneOf" and value == _RDF + "nil":
                return True
            if (
                way in _UNIONS
                and (value == _RDF + "nil" or value in self._lists)
                and all(map(empty, self._listed(value)))
            ):
                return True
        is_some = any(
            way in (_OWL + "someValuesFrom", _OWL + "hasValue") or (way in _LEAST and _number(value))
            for way, value in told
        )
        return is_some and any(way in _OF | {_OWL + "onProperty"} and empty(value) for way, value in told)

    def _is_everything(self, name: str, empty: Callable[[str], bool]) -> bool:
        complements = [value for way, value in self._composed.get(name, ()) if way == _OWL + "complementOf"]
        return name == _OWL + "Thing" or any(map(empty, complements))

    def _numbers(self, over: set[str], short: Callable[[str], str]) -> str:
        """Say which property must have more values than it may have; empty if none."""
        least: dict[tuple[str, str], int] = {}
        most: dict[tuple[str, str], int] = {}
        for node in over & set(self._composed):
            told = dict(self._composed[node])
            of = next((told[way] for way in _OF if way in told and told[way] != _OWL + "Thing"), "")
            key = (told.get(_OWL + "onProperty", ""), of)
            some = [1] if {_OWL + "someValuesFrom", _OWL + "hasValue"} & set(told) else []
            lower = [*some, *(_number(told[way]) for way in _LEAST if way in told)]
            upper = [_number(told[way]) for way in _MOST if way in told]
            least[key] = max([least.get(key, 0), *lower])
            if upper:
                most[key] = min([most.get(key, upper[0]), *upper])
        for (name, of), number in sorted(least.items()):
            bounds = [most[key] for key in ((name, of), (name, "")) if key in most]
            if name and bounds and number > min(bounds):
                return f"must have at least {number} and at most {min(bounds)} of {short(name)}"
        return ""

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


def _number(term: str) -> int:
    """Return the number that a literal is; 0 if it is none."""
    found = re.match(r'"\+?([0-9]{1,9})"', term)
    return int(found[1]) if found else 0


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term
