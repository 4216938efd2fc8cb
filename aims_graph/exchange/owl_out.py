"""The ontology with requirements and rows as OWL in RDF/XML, as owlready2 and Protégé's OWL API read it: the rationale of a row as its axiom's annotation.

owlready2 reads no Turtle, and finds the annotations of an axiom only if this is a blank node: the row's IRI then stands beside as dcterms:identifier.
A file of OWL has one header: that of the file, in the place of those of the ontology's own files, which import each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from aims_graph.counting import count_of
from aims_graph.exchange.described import licences
from aims_graph.exchange.draft import Note
from aims_graph.exchange.leaving import Written
from aims_graph.exchange.part import Part, files_of
from aims_graph.exchange.rdf_out import xml_text
from aims_graph.graph.quads import quad_lines, quads_of
from aims_graph.model import Library
from aims_graph.pack.names import FIXED
from aims_graph.version import VERSION

_TYPE = NamedNode(FIXED["rdf"] + "type")
_AXIOM, _ONTOLOGY = NamedNode(FIXED["owl"] + "Axiom"), NamedNode(FIXED["owl"] + "Ontology")
_SIDES = tuple(NamedNode(FIXED["owl"] + f"annotated{part}") for part in ("Source", "Property", "Target"))
_IDENTIFIER = NamedNode(FIXED["dcterms"] + "identifier")


def owl(library: Library, part: Part) -> Written:
    """Return the ontology with a framework, with a mapping set and both its frameworks, or with everything.

    A row whose relation nobody states as a triple (denied, without counterpart, another hand's, derived) is left out: OWL would read it as stated.
    """
    files = files_of(library, part, with_sides=True)
    if files is not None:
        files += [pack.named(path) for pack in library.packs for path in pack.glob("ontology/*.ttl")]
    found = quads_of(quad_lines(library, files))
    stated = {q.triple for q in found}
    axioms = {
        q.subject for q in found if q.predicate == _TYPE and q.object == _AXIOM and isinstance(q.subject, NamedNode)
    }
    sides = {(q.subject, q.predicate): q.object for q in found if q.predicate in _SIDES}
    kept = {a for a in axioms if Triple(*(sides[a, side] for side in _SIDES)) in stated}  # type: ignore[arg-type]
    names = {axiom: BlankNode(f"row{n}") for n, axiom in enumerate(sorted(kept, key=str))}
    headers = {q.subject for q in found if q.predicate == _TYPE and q.object == _ONTOLOGY}
    out, left = (axioms - kept) | headers, len(axioms - kept)
    triples = list(dict.fromkeys(_renamed(q, names) for q in found if q.subject not in out))
    triples += [Triple(node, _IDENTIFIER, Literal(axiom.value)) for axiom, node in names.items()]
    triples += _header(library, part)
    notes = (
        [
            Note(
                "",
                f"{count_of(left, 'row')} that OWL would read as stated: denied, without counterpart, another hand's or derived",
            )
        ]
        if left
        else []
    )
    return Written(xml_text(triples, library.names.table), tuple(notes))


def _renamed(quad: Quad, names: Mapping[Any, BlankNode]) -> Triple:
    return Triple(names.get(quad.subject, quad.subject), quad.predicate, quad.object)


def _header(library: Library, part: Part) -> Iterator[Triple]:
    """Yield what the file is: an ontology of its own name, for it says more than the ontology does."""
    whole = NamedNode(
        f"{FIXED['aims'].rstrip('#')}/with/{quote(part.id.removeprefix('map:') if part else 'everything')}"
    )
    title = f"aims-graph ontology with {part.title if part else 'all frameworks and mappings'}"
    yield Triple(whole, _TYPE, _ONTOLOGY)
    yield Triple(whole, NamedNode(FIXED["dcterms"] + "title"), Literal(title, language="en"))
    yield Triple(whole, NamedNode(FIXED["owl"] + "versionInfo"), Literal(VERSION))
    yield from (Triple(whole, NamedNode(FIXED["dcterms"] + "license"), NamedNode(x)) for x in licences(library, part))
