"""A graph as it is asked while SKOS is read: values by property, and texts in one language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import pyoxigraph as ox

from aims_graph.counting import count_of
from aims_graph.exchange.draft import Note
from aims_graph.pack.names import FIXED

SKOS, OWL, RDF, RDFS, DCTERMS = (FIXED[prefix] for prefix in ("skos", "owl", "rdf", "rdfs", "dcterms"))
#: So that what we wrote ourselves is read again: terms of our own graph, and of SSSOM.
AIMS, SSSOM = FIXED["aims"], FIXED["sssom"]
DC = "http://purl.org/dc/elements/1.1/"
TYPE = RDF + "type"
#: What our own graph names its words by: its classes, kinds of evidence, topics, search words. They come with what is written of it.
_OURS = tuple(FIXED[prefix] for prefix in ("aims", "wsp"))
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: Properties whose texts say which languages a file has.
LABELS = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title", DC + "title")


class Graph:
    """Subject -> property -> values, in file order; blank nodes by their own names."""

    def __init__(self, quads: Iterable[ox.Quad], language: str = "") -> None:
        """Take the statements of all graphs of a file as one, each once."""
        self.subjects: dict[str, dict[str, list[_Term]]] = {}
        for quad in dict.fromkeys(ox.Triple(q.subject, q.predicate, q.object) for q in quads):
            values = self.subjects.setdefault(_name(quad.subject), {})
            values.setdefault(quad.predicate.value, []).append(quad.object)
        self.languages = Counter(
            value.language.lower().partition("-")[0] if value.language else ""
            for properties in self.subjects.values()
            for label in LABELS
            for value in properties.get(label, [])
            if isinstance(value, ox.Literal)
        )
        self.language = language.lower() or self._commonest()
        self._elsewhere: set[tuple[str, str]] = set()
        self._several: set[tuple[str, str]] = set()

    def _commonest(self) -> str:
        """Return English if the file has it, else the language it has most of; empty if it names none."""
        spoken = [language for language, _ in self.languages.most_common() if language]
        return "en" if "en" in spoken else spoken[0] if spoken else ""

    def iris(self, subject: str, *properties: str) -> list[str]:
        """Return the things that a subject's properties name, blank nodes among them, each once."""
        found = self.subjects.get(subject, {})
        return list(
            dict.fromkeys(_name(v) for p in properties for v in found.get(p, []) if not isinstance(v, ox.Literal))
        )

    def literals(self, subject: str, *properties: str) -> list[ox.Literal]:
        """Return the literals of a subject's properties."""
        found = self.subjects.get(subject, {})
        return [v for p in properties for v in found.get(p, []) if isinstance(v, ox.Literal)]

    def pairs(self, prop: str) -> Iterator[tuple[str, str]]:
        """Yield subject and thing of every statement of a property."""
        for subject, properties in self.subjects.items():
            for value in properties.get(prop, []):
                if not isinstance(value, ox.Literal):
                    yield subject, _name(value)

    def of_type(self, *types: str) -> list[str]:
        """Return the subjects of one of these types."""
        wanted = set(types)
        return [s for s in self.subjects if wanted.intersection(self.iris(s, TYPE))]

    def text(self, subject: str, *properties: str) -> str:
        """Return the text of the first property that has one, in the language chosen.

        Where it has none in it, it is one in another; where it has several, one of them: both are counted.
        """
        for prop in properties:
            found = sorted(self.literals(subject, prop), key=self._distance)
            if found:
                if self._distance(found[0]) == _FAR:
                    self._elsewhere.add((subject, prop))
                if any(v.value != found[0].value and self._distance(v) == self._distance(found[0]) for v in found[1:]):
                    self._several.add((subject, prop))
                return " ".join(found[0].value.split())
        return ""

    def texts(self, subject: str, prop: str) -> list[str]:
        """Return all texts of a property in the language chosen, or in none."""
        return [" ".join(v.value.split()) for v in self.literals(subject, prop) if self._distance(v) < _FAR]

    def plain(self, subject: str, *properties: str) -> str:
        """Return the first value of the first property that has one, be it text or an IRI."""
        for prop in properties:
            for value in self.subjects.get(subject, {}).get(prop, []):
                return " ".join(value.value.split()) if isinstance(value, ox.Literal) else _name(value)
        return ""

    def _distance(self, value: ox.Literal) -> int:
        """Return how far a text is from the language chosen: the same, a kind of it, none, another."""
        said = (value.language or "").lower()
        if said == self.language:
            return 0
        if said.partition("-")[0] == self.language.partition("-")[0]:
            return 1
        return 2 if not said else _FAR

    def notes(self) -> Iterator[Note]:
        """Say which language was chosen, which others the file has, and how many texts are in another for want of one."""
        others = ", ".join(
            f"{name} ({n})" for name, n in self.languages.most_common() if name not in ("", self.language)
        )
        if others:
            yield Note("", f"titles and texts are in '{self.language}'; labels in {others} are not kept")
        if self._elsewhere:
            yield Note(
                "",
                f"{count_of(len(self._elsewhere), 'text is', 'texts are')} in another language: the file has none in '{self.language}' there",
            )
        if self._several:
            found = sorted({f"<{subject}>" for subject, _ in self._several})
            names = ", ".join(found[:3]) + " …" * (len(found) > 3)
            yield Note(
                "",
                f"{count_of(len(self._several), 'title or text stands', 'titles or texts stand')} there more than once, and one is kept ({names})",
            )


_FAR = 3


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def is_word_of_ours(name: str) -> bool:
    """Return whether a name is one of the words of our own graph, and not of a framework or crosswalk."""
    return name.startswith(_OURS)


def is_blank(name: str) -> bool:
    """Whether a name is that of a blank node."""
    return name.startswith("_:")


def local_name(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local_name("https://example.org/a#B%201"), local_name("https://example.org/a/")
    ('B 1', 'a')
    """
    return unquote(re.split(r"[#/]", iri.rstrip("#/"))[-1])


def namespace(iri: str) -> str:
    """Return an IRI without its last part.

    >>> namespace("https://example.org/a#B")
    'https://example.org/a#'
    """
    found = re.match(r".*[#/](?=[^#/]+$)", iri)
    return found[0] if found else iri
