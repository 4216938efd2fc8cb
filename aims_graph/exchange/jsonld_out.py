"""The graph as JSON-LD 1.1 with a context of ours: short names for ids and predicates, and of each predicate what its values are.

Every value is a text, a confidence too: a JSON number of the type xsd:decimal becomes "9.0E-1", which is no decimal.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from aims_graph.exchange.leaving import Written
from aims_graph.exchange.part import Part, quads
from aims_graph.graph.quads import quad_lines
from aims_graph.model import Library
from aims_graph.pack.names import FIXED

_TYPE, _STRING = FIXED["rdf"] + "type", FIXED["xsd"] + "string"
_LINE = re.compile(r'(?:\S+) <([^>]+)> (?:(<|_:)|"(?:[^"\\]|\\.)*"(?:@([\w-]+)|\^\^<([^>]+)>)?)')
_SCHEME = re.compile(r"[<]([A-Za-z][A-Za-z0-9+.-]*):(?!//)")

#: What the values of a predicate are: ``@type`` or ``@language`` as a context has it; nothing for plain texts.
_Kind = tuple[str, str]


def jsonld(library: Library, part: Part) -> Written:
    """Return a part as JSON-LD, graph by graph, each node once a graph."""
    names = _Names(library)
    graphs: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for quad in sorted(quads(library, part), key=lambda q: str(q.graph_name)):
        assert isinstance(quad.graph_name, NamedNode)
        node = graphs[names.short(quad.graph_name)][names.short(quad.subject)]
        key, value = names.said(quad)
        node.setdefault(key, []).append(value)
    found = [
        {"@id": graph, "@graph": [{"@id": name, **facts} for name, facts in nodes.items()]}
        for graph, nodes in graphs.items()
    ]
    # A node a line: whoever compares two files sees what changed.
    return Written(_lines({"@context": names.context(), "@graph": found}))


def _lines(document: dict[str, Any]) -> bytes:
    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    graphs = ",\n".join(
        f'{{"@id": {text(g["@id"])}, "@graph": [\n' + ",\n".join(map(text, g["@graph"])) + "\n]}"
        for g in document["@graph"]
    )
    context = json.dumps(document["@context"], ensure_ascii=False, indent=1)
    return f'{{"@context": {context},\n"@graph": [\n{graphs}\n]}}\n'.encode()


class _Names:
    """The context: the same for every part of one library, whatever of it leaves."""

    def __init__(self, library: Library) -> None:
        lines = quad_lines(library)
        kinds: dict[str, set[_Kind]] = defaultdict(set)
        schemes: set[str] = set()
        for line in lines:
            found = _LINE.match(line)
            assert found is not None
            predicate, node, language, datatype = found.groups()
            kinds[predicate].add(
                ("@type", "@id") if node else ("@language", language) if language else ("@type", datatype or _STRING)
            )
            schemes.update(_SCHEME.findall(line))
        # A prefix that is also the scheme of an address in the graph would take that address over.
        self._prefixes = {p: iri for p, iri in library.names.table.items() if p not in schemes and iri[-1] in ":/?#[]@"}
        #: What was shortened before: a graph names the same things again and again.
        self._known: dict[str, str] = {}
        self._longest = sorted(self._prefixes.items(), key=lambda p: -len(p[1]))
        self._kind = {p: next(iter(found)) if len(found) == 1 else ("", "") for p, found in kinds.items()}
        self._key = self._keys(kinds)

    def _keys(self, predicates: Iterable[str]) -> dict[str, str]:
        """Return predicate -> its own last part, if no other predicate ends so and no prefix is called so; else its short name."""
        by_end: dict[str, list[str]] = defaultdict(list)
        for predicate in predicates:
            by_end[re.split(r"[/#]", predicate)[-1]].append(predicate)
        return {
            p: end
            if len(alike) == 1 and re.fullmatch(r"[A-Za-z]\w*", end) and end not in self._prefixes
            else self._curie(p)
            for end, alike in by_end.items()
            for p in alike
        }

    def context(self) -> dict[str, Any]:
        """Return the context: prefixes, then predicates."""
        terms: dict[str, Any] = {"@version": 1.1, **dict(sorted(self._prefixes.items()))}
        for predicate, key in sorted(self._key.items(), key=lambda p: p[1]):
            kind, value = self._kind[predicate]
            if predicate != _TYPE:
                of = {kind: value if value.startswith("@") or kind != "@type" else self._curie(value)} if kind else {}
                terms[key] = (
                    {"@id": self._curie(predicate), **of} if value != _STRING else {"@id": self._curie(predicate)}
                )
        return terms

    def short(self, node: object) -> str:
        """Return an IRI as short as the context lets it be, a blank node as it is."""
        if isinstance(node, BlankNode):
            return str(node)
        assert isinstance(node, NamedNode)
        return self._curie(node.value)

    def said(self, quad: Quad) -> tuple[str, Any]:
        """Return key and value of one statement."""
        predicate, value = quad.predicate.value, quad.object
        if predicate == _TYPE:
            return "@type", self.short(value)
        kind, _ = self._kind[predicate]
        if not isinstance(value, Literal):
            return self._key[predicate], self.short(value) if kind else {"@id": self.short(value)}
        if kind:
            return self._key[predicate], value.value
        if value.language:
            return self._key[predicate], {"@value": value.value, "@language": value.language}
        typed = {} if value.datatype.value == _STRING else {"@type": self._curie(value.datatype.value)}
        return self._key[predicate], {"@value": value.value, **typed}

    def _curie(self, iri: str) -> str:
        found = self._known.get(iri)
        if found is None:
            found = self._known[iri] = self._shortened(iri)
        return found

    def _shortened(self, iri: str) -> str:
        for prefix, namespace in self._longest:
            if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri
