"""Frameworks and mappings as SKOS concept schemes, as thesaurus tools such as Skosmos read them.

Such tools reason little: top concepts, narrower concepts and matches are written from both sides, and every concept has a label.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from aims_graph.exchange.draft import Note
from aims_graph.exchange.leaving import Written
from aims_graph.exchange.part import Part, quads
from aims_graph.exchange.rdf_out import turtle_text
from aims_graph.model import Library
from aims_graph.pack.names import FIXED

_SKOS = FIXED["skos"]
_TYPE = NamedNode(FIXED["rdf"] + "type")
#: What is kept of another vocabulary, and what it becomes.
_KEPT = {
    FIXED["dcterms"] + "title": FIXED["dcterms"] + "title",
    FIXED["dcterms"] + "license": FIXED["dcterms"] + "license",
    FIXED["owl"] + "versionInfo": FIXED["owl"] + "versionInfo",
    FIXED["dcterms"] + "abstract": _SKOS + "definition",
    # SKOS has no word for a heading that nobody is audited against: without one, whoever reads it again takes all for requirements.
    **{FIXED["aims"] + name: FIXED["aims"] + name for name in ("assessable", "kind")},
}
#: A relation and how it reads from the other side.
_BACK = {
    "broader": "narrower",
    "broadMatch": "narrowMatch",
    "narrowMatch": "broadMatch",
    "exactMatch": "exactMatch",
    "relatedMatch": "relatedMatch",
}


def _skos(name: str) -> NamedNode:
    return NamedNode(_SKOS + name)


def skos(library: Library, part: Part) -> Written:
    """Return a framework, both frameworks of a mapping set with their matches, or everything, as concept schemes in Turtle."""
    found = quads(library, part, with_sides=True)
    schemes = {q.subject for q in found if q.predicate == _TYPE and q.object == _skos("ConceptScheme")}
    # A concept of no scheme, such as a fact of the law, has no place in such a tool.
    nodes = schemes | {q.subject for q in found if q.predicate == _skos("inScheme") and q.object in schemes}
    triples = set(_plain(found, nodes))
    triples |= set(_from_both_sides(triples, nodes))
    triples |= set(_tops(triples))
    triples |= set(_labels(triples))
    ordered = sorted(triples, key=str)
    lost = Note("", "why two requirements match, how sure that is, what is denied and where there is no counterpart")
    return Written(turtle_text(ordered, RdfFormat.TURTLE, library.names.table), (lost,))


def _plain(found: list[Quad], nodes: Set[object]) -> Iterator[Triple]:
    """Yield what is said in SKOS of the concepts and schemes, in one graph."""
    kinds = (_skos("Concept"), _skos("ConceptScheme"))
    for q in found:
        if q.subject not in nodes:
            continue
        name = q.predicate.value
        if q.predicate == _TYPE:
            if q.object in kinds:
                yield q.triple
        elif name in _KEPT:
            yield Triple(q.subject, NamedNode(_KEPT[name]), q.object)
        elif name.startswith(_SKOS):
            # A hidden label must have a language, or a search in one does not find it.
            hidden = name == _SKOS + "hiddenLabel" and isinstance(q.object, Literal) and not q.object.language
            yield Triple(q.subject, q.predicate, Literal(q.object.value, language="en") if hidden else q.object)  # type: ignore[union-attr]


def _from_both_sides(triples: set[Triple], nodes: Set[object]) -> Iterator[Triple]:
    for t in triples:
        back = _BACK.get(t.predicate.value.removeprefix(_SKOS))
        if back and t.object in nodes:
            yield Triple(t.object, _skos(back), t.subject)  # type: ignore[arg-type]


def _tops(triples: set[Triple]) -> Iterator[Triple]:
    """Yield which concepts stand at the top of their scheme."""
    below = {t.subject for t in triples if t.predicate == _skos("broader")}
    for t in triples:
        if t.predicate == _skos("inScheme") and t.subject not in below:
            yield Triple(t.subject, _skos("topConceptOf"), t.object)
            yield Triple(t.object, _skos("hasTopConcept"), t.subject)  # type: ignore[arg-type]


def _labels(triples: set[Triple]) -> Iterator[Triple]:
    """Yield a label for each concept that has none: its number, else the end of its IRI."""
    labelled = {t.subject for t in triples if t.predicate == _skos("prefLabel") and _text(t)}
    numbers = {t.subject: _text(t) for t in triples if t.predicate == _skos("notation")}
    for t in triples:
        if t.predicate == _TYPE and t.subject not in labelled and isinstance(t.subject, NamedNode):
            label = numbers.get(t.subject) or t.subject.value.rstrip("/#").replace("#", "/").rpartition("/")[2]
            yield Triple(t.subject, _skos("prefLabel"), Literal(label, language="en"))


def _text(triple: Triple) -> str:
    return triple.object.value if isinstance(triple.object, Literal) else ""
