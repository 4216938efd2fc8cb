"""A class diagram of an ontology, drawn by Graphviz from what its Turtle says: nothing in it is placed or written by hand.

A box is a class of ours with the properties whose domain it is: those that hold a text, a number or a word of a vocabulary are lines of the
box, those that lead to another class are arrows. A hollow arrow leads to the class above. Vocabularies are boxes of their own colour with how many
words they have; one that a single property leads to is named in its line alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from html import escape
from itertools import pairwise, product

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from aims_graph.counting import count_of

_FONT = "Arial"
_BOX, _WORDS, _LINE, _TEXT = "#eef4fb", "#f3f8ec", "#5b6b7d", "#1b2733"
#: A class with more classes below it is named in their boxes, without an arrow from each.
_MANY = 9
_A_ROW = 4
_ONE_VALUE = (OWL.DatatypeProperty, OWL.AnnotationProperty)


def diagram(graph: Graph, namespace: str, title: str) -> bytes:
    """Return the classes of a namespace as SVG; each box and arrow leads to the anchor of its name.

    Args:
        graph: the ontology, with the labels of the classes it points to.
        namespace: whose classes and properties are drawn.
        title: what the picture is called, for those who hear it.
    """
    import pygraphviz

    text = _dot(graph, Namespace(namespace), title)
    drawn: bytes = pygraphviz.AGraph(string=text).draw(format="svg", prog="dot")
    # Graphviz counts its ids on from picture to picture of one process, and they would be anchors of the page.
    return re.sub(rb'<g id="[^"]*"', b"<g", drawn)


def _dot(graph: Graph, ours: Namespace, title: str) -> str:
    found, title = _Drawn(graph, ours), _plain(title)
    out = [
        f'digraph "{title}" {{',
        f'graph [rankdir=LR, nodesep=0.22, ranksep=0.9, fontname="{_FONT}", bgcolor=white, tooltip="{title}"]',
        f'node [shape=plain, fontname="{_FONT}", fontsize=11, fontcolor="{_TEXT}"]',
        f'edge [fontname="{_FONT}", fontsize=9, color="{_LINE}", fontcolor="{_TEXT}", arrowsize=0.7]',
    ]
    out += [found.box(cls) for cls in found.boxes]
    out += sorted(found.arrows())
    return "\n".join([*out, "}"])


class _Drawn:
    """What of an ontology is drawn as a box, as a line of a box, and as an arrow."""

    def __init__(self, graph: Graph, ours: Namespace) -> None:
        self._graph, self._ours = graph, str(ours)
        classes = {c for c in graph.subjects(RDF.type, OWL.Class) if self._mine(c)}
        self._words = {c: n for c in classes if (n := len(set(graph.subjects(RDF.type, c))))}
        self._lines: dict[Node, list[tuple[str, str, Node]]] = defaultdict(list)
        self._edges: dict[tuple[Node, Node], list[Node]] = defaultdict(list)
        used: dict[Node, set[Node]] = defaultdict(set)
        for prop in sorted(set(graph.subjects(RDF.type, OWL.ObjectProperty)), key=str):
            for domain, value in product(self._named(prop, RDFS.domain), self._named(prop, RDFS.range)):
                if self._mine(prop) and value in classes:
                    used[value].add(domain)
        single = {c for c in self._words if len(used[c]) == 1}
        kinds = (*_ONE_VALUE, OWL.ObjectProperty)
        for prop in sorted({p for kind in kinds for p in graph.subjects(RDF.type, kind) if self._mine(p)}, key=str):
            values = self._named(prop, RDFS.range)
            ends = [v for v in values if v in classes - single]
            for domain in (d for d in self._named(prop, RDFS.domain) if d in classes):
                if (prop, RDF.type, OWL.ObjectProperty) in graph and ends:
                    for end in ends:
                        self._edges[domain, end].append(prop)
                else:
                    self._lines[domain].append((self._label(prop), self._value(values), prop))
        self._above = {c: [o for o in graph.objects(c, RDFS.subClassOf) if o in classes] for c in classes}
        below = Counter(above for found in self._above.values() for above in found)
        self._everywhere = {c for c, n in below.items() if n > _MANY}
        tied = {c for pair in self._edges for c in pair} | set(self._lines) | set(below)
        tied |= {c for c, found in self._above.items() if found}
        self.boxes = sorted(classes - (single - tied), key=str)

    def box(self, cls: Node) -> str:
        """Return one class as a node: its label, then its lines."""
        words = self._words.get(cls, 0)
        colour = _WORDS if words else _BOX
        under = [f"under {self._label(c)}" for c in self._above[cls] if c in self._everywhere]
        under += [count_of(words, "word")] if words else []
        head = f"<b>{escape(self._label(cls))}</b>" + "".join(f"<br/><i>{escape(x)}</i>" for x in under)
        rows = "".join(
            f'<tr><td align="left" href="{self._link(p)}" tooltip="{escape(name)}">{escape(name)}{escape(value)}</td></tr>'
            for name, value, p in self._lines[cls]
        )
        table = (
            f'<table border="1" cellborder="0" cellspacing="0" cellpadding="3" color="{_LINE}" bgcolor="white">'
            f'<tr><td bgcolor="{colour}" href="{self._link(cls)}" tooltip="{escape(self._label(cls))}">{head}</td></tr>{rows}</table>'
        )
        return f'"{cls}" [label=<{table}>, tooltip="{_plain(self._label(cls))}"]'

    def arrows(self) -> list[str]:
        """Return arrows: one for all properties between two classes, one to each class above."""
        out, tied = [], {cls for pair in self._edges for cls in pair}
        for (start, end), props in self._edges.items():
            label = "\\n".join(_plain(self._label(p)) for p in props)
            out.append(f'"{start}" -> "{end}" [label="{label}", href="{self._link(props[0])}", tooltip="{label}"]')
        for cls in self.boxes:
            for above in self._above[cls]:
                if above not in self._everywhere:
                    out.append(f'"{above}" -> "{cls}" [dir=back, arrowtail=onormal]')
                    tied |= {above, cls}
        # What nothing leads to or from would stand in one long column: rows of it instead.
        alone = [cls for cls in self.boxes if cls not in tied]
        rows = [alone[n : n + _A_ROW] for n in range(0, len(alone), _A_ROW)]
        out += [f'"{one}" -> "{other}" [style=invis]' for row in rows for one, other in pairwise(row)]
        return out

    def _named(self, prop: Node, side: URIRef) -> list[Node]:
        """Return the classes or datatypes on one side of a property; of a union each."""
        found: list[Node] = []
        for node in self._graph.objects(prop, side):
            union = self._graph.value(node, OWL.unionOf)
            found += list(Collection(self._graph, union)) if union else [node]
        return sorted(set(found), key=str)

    def _mine(self, node: Node) -> bool:
        return isinstance(node, URIRef) and node.startswith(self._ours)

    def _link(self, node: Node) -> str:
        return f"#{str(node).removeprefix(self._ours)}"

    def _label(self, node: Node) -> str:
        found = self._graph.value(node, RDFS.label) or self._graph.value(node, SKOS.prefLabel)
        return str(found) if found else str(node).rpartition("#")[2].rpartition("/")[2]

    def _value(self, values: list[Node]) -> str:
        """Return what a line says of the values: a datatype, the words they are among, or their class."""
        if not values:
            return ""
        listed = self._graph.value(values[0], OWL.oneOf)
        if listed:
            return f": {', '.join(map(str, Collection(self._graph, listed)))}"
        kind = str(values[0])
        return f": {kind.removeprefix(str(XSD)) if kind.startswith(str(XSD)) else self._label(values[0])}"


def _plain(text: str) -> str:
    """Return a text for between quotes in Graphviz's language, which knows its backslash and HTML's characters."""
    return escape(text.replace("\\", "\\\\"))
