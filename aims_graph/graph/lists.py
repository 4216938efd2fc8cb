"""The plain lists beside catalogues and mappings as RDF: editions, transitions, links, evidence, search words, readings."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Quad

from aims_graph.graph.nodes import Pairs, boolean, english, node, stand, typed
from aims_graph.model import Library
from aims_graph.vocabulary import LINKS


def list_quads(library: Library) -> Iterator[Quad]:
    """Yield every statement of the plain lists."""
    for edition in library.editions:
        yield from stand(edition["id"], _edition(edition), edition["file"])
    for transition in library.transitions:
        yield from stand(transition["id"], _transition(transition), transition["file"])
    for link in library.links:
        yield from stand(link["subject_id"], _link(link), link["file"])
    for evidence in library.evidence:
        yield from stand(evidence["requirement_id"], _evidence(evidence), evidence["file"])
    for term in library.thesaurus:
        yield from stand(term["concept"], _term(term), term["file"])


def _link(link: dict[str, str]) -> Pairs:
    whole = link["link"] == "said_by_parts"
    yield LINKS[link["link"]], boolean(True) if whole else node(link["object_id"])


def _evidence(evidence: dict[str, str]) -> Pairs:
    for kind in evidence["evidence"].split("|"):
        yield "aims:evidence", node(f"aims:evidence-{kind}")
    yield "aims:evidenceNote", english(evidence["note"])


def _term(term: dict[str, str]) -> Pairs:
    yield "rdf:type", node("skos:Concept")
    yield "skos:inScheme", node("aims:Thesaurus")
    yield "skos:prefLabel", english(term["label"])
    for other in filter(None, term["alternatives"].split("|")):
        yield "skos:altLabel", english(other)
    for requirement in filter(None, term["requirements"].split("|")):
        yield "dcterms:references", node(requirement)


def _edition(edition: dict[str, str]) -> Pairs:
    yield "rdf:type", node("dcterms:Standard")
    yield "dcterms:isVersionOf", node(f"{edition['framework']}:")
    yield "dcterms:title", english(edition["title"])
    yield "owl:versionInfo", Literal(edition["edition"])
    yield "dcterms:description", english(f"{edition['status']}; {edition['known_changes']}")
    yield "dcterms:issued", Literal(edition["published"])
    yield "dcterms:source", english(f"{edition['source']} ({edition['certainty']})")


def _transition(transition: dict[str, str]) -> Pairs:
    yield "rdf:type", node("aims:Transition")
    yield "dcterms:source", node(transition["provision"])
    yield "dcterms:abstract", english(transition["summary"])
    yield "aims:placedBefore", typed(transition["placed_before"], "date")
    yield (
        "aims:complyBy" if transition["comply_by"] else "aims:lostBy",
        (typed(transition["comply_by"], "date") if transition["comply_by"] else english(transition["lost_by"])),
    )
    for column in ("reaches", "spares"):
        if transition[column]:
            yield f"aims:{column}", node(transition[column])
    for column, predicate, prefix in (
        ("bearer", "aims:bearer", "role"),
        ("qualifier", "aims:qualifier", "qualifier"),
        ("systems", "aims:aboutSystem", "system"),
    ):
        for token in filter(None, transition[column].split("|")):
            yield predicate, node(f"aims:{prefix}-{token}")
