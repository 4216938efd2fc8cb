"""What the graph says of each name of ours, as HTML: one entry a name, which is its own anchor; what lies below a name stands within its entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from html import escape

from pyoxigraph import Literal, NamedNode, Quad

from aims_graph.counting import count_of
from aims_graph.exchange.published.places import Place, Places
from aims_graph.model import Library
from aims_graph.pack.names import FIXED

_LABELS = (FIXED["skos"] + "prefLabel", FIXED["dcterms"] + "title", FIXED["rdfs"] + "label")
#: What says in words what a name means, in the order in which it is looked for.
_WORDS = (
    *(FIXED["skos"] + "definition", FIXED["dcterms"] + "abstract", FIXED["aims"] + "question"),
    *(FIXED["aims"] + "thing", FIXED["aims"] + "shared", FIXED["dcterms"] + "description"),
)
_NUMBER, _ORDER = FIXED["skos"] + "notation", FIXED["aims"] + "order"
_SIDES = (FIXED["owl"] + "annotatedSource", FIXED["owl"] + "annotatedTarget")
_TYPE = FIXED["rdf"] + "type"


class Entries:
    """Everything that is said of the names of a library, by name."""

    def __init__(self, library: Library, places: Places, quads: Iterable[Quad]) -> None:
        self._names, self._places = library.names, places
        self._said: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self._said[quad.subject.value].append(quad)
        #: Page -> the names that lie on it, in an order for people.
        self.on: dict[str, list[str]] = defaultdict(list)
        for iri in sorted(self._said, key=lambda i: (int(self._first(i, (_ORDER,)) or 0), _in_order(i))):
            place = places.of(iri)
            if place is not None:
                self.on[place.page].append(iri)

    def label(self, iri: str) -> str:
        """Return what a name is called: its title; of a row both its sides; else its short name."""
        sides = [self._names.curie(v) for side in _SIDES for v in self.values(iri, side)]
        return self._first(iri, _LABELS) or " – ".join(sides) or self._names.curie(iri)

    def types(self, iri: str) -> list[str]:
        """Return the classes of a name."""
        return self.values(iri, _TYPE)

    def values(self, iri: str, predicate: str) -> list[str]:
        """Return the names that a name is tied to by a predicate."""
        said = self._said.get(iri, ())
        return [q.object.value for q in said if q.predicate.value == predicate and isinstance(q.object, NamedNode)]

    def page(self, page: str, iris: Iterable[str], level: int = 3) -> Iterator[str]:
        """Yield the entries of names on a page, each with those that lie below it; their headings begin at a level."""
        given = list(iris)
        known = set(given)
        within: dict[str, list[str]] = defaultdict(list)
        for iri in given:
            within[_above(iri, known)].append(iri)
        for iri in within[""]:
            yield self._entry(page, iri, within, level)

    def _entry(self, page: str, iri: str, within: dict[str, list[str]], level: int) -> str:
        place = self._places.of(iri) or Place(page)
        # Of a requirement it is the number, of a word of a vocabulary what stands in tables.
        number = self._first(iri, (_NUMBER,)) if place.page in self._places.frameworks else ""
        label = self.label(iri)
        words = next((w for p in _WORDS if (w := self._first(iri, (p,)))), "")
        head = f"{escape(number)} {escape(label)}" if number and number != label else escape(label)
        parts = "".join(self._entry(page, one, within, level + 1) for one in within[iri])
        return (
            f"<article{_anchor(place)}><h{level}>{head}</h{level}>"
            + (f"<p>{escape(words)}</p>" if words else "")
            + f'<p class="iri">{escape(iri)}</p><details><summary>{count_of(len(self._said[iri]), "statement")}</summary>'
            f"<dl>{self._statements(page, iri)}</dl></details>{parts}</article>\n"
        )

    def _statements(self, page: str, iri: str) -> str:
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._said[iri]:
            found[quad.predicate.value].append(self.value(page, quad.object))
        return "".join(
            f"<dt>{self.value(page, NamedNode(p))}</dt>" + "".join(f"<dd>{v}</dd>" for v in values)
            for p, values in found.items()
        )

    def value(self, page: str, node: object) -> str:
        """Return a value: a text as it is, a name of ours as a link to its entry, another's as a link to where it says it lies."""
        if isinstance(node, Literal):
            return escape(node.value)
        if not isinstance(node, NamedNode):
            return "(see the Turtle file)"
        place = self._places.of(node.value)
        short = escape(self._names.curie(node.value))
        if place is not None:
            return f'<a href="{escape(place.link(page) or "#")}">{short}</a>'
        return f'<a href="{escape(node.value)}">{short}</a>' if re.match("https?:", node.value) else short

    def _first(self, iri: str, predicates: Iterable[str]) -> str:
        for predicate in predicates:
            for quad in self._said.get(iri, ()):
                if quad.predicate.value == predicate and isinstance(quad.object, Literal):
                    return quad.object.value
        return ""


def _anchor(place: Place) -> str:
    return f' id="{escape(place.anchor)}"' if place.anchor else ""


def _above(iri: str, known: Collection[str]) -> str:
    """Return the nearest of the known names that a name lies below, as the condition of a fine below the fine; empty if there is none."""
    above = iri.rpartition("/")[0]
    while above and above not in known:
        above = above.rpartition("/")[0]
    return above


def _in_order(iri: str) -> list[tuple[int, int, str]]:
    """Sort numbers in names as numbers."""
    return [(0, int(x), "") if x.isdigit() else (1, 0, x) for x in re.split(r"(\d+)", iri) if x]
