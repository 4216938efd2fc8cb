"""Is everything the ontology and the content say consistent? HermiT decides (needs Java).

Only what OWL 2 DL can reason over is handed to it: the object and data properties of the ontology and the direct triples of the rows. Annotations
(titles, summaries, dates: xsd:date is no OWL 2 datatype) cannot make an ontology inconsistent and stay out. Frameworks are declared all different,
for without that "a control in two frameworks" is consistent.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from aims_graph.errors import Finding
from aims_graph.graph.build import lines
from aims_graph.model import Library
from aims_graph.reason.hermit import is_consistent

_REASONED = (
    *("skos:inScheme", "aims:equal", "aims:subsetOf", "aims:supersetOf", "aims:intersects", "aims:noRelationship"),
    *("aims:bearer", "aims:nature", "aims:aboutSystem", "aims:assessable", "aims:carriesTextOf"),
)


def projection(library: Library) -> list[Triple]:
    """Return the statements a reasoner is asked about: the ontology, the types, and the properties that carry logic."""
    iri = library.names.iri
    kept = {iri(name) for name in _REASONED}
    # A row is no statement about the domain; a set relation is used as a property here, not as an individual. What the files import is all here.
    imports = iri("owl:imports")
    rdf_type, left_out = iri("rdf:type"), (iri("owl:Axiom"), iri("aims:SetRelation"))
    triples = []
    for quad in parse("".join(lines(library)), format=RdfFormat.N_QUADS):
        from_ontology = str(getattr(quad.graph_name, "value", "")).endswith(".ttl")
        types = quad.predicate.value == rdf_type
        if (types and getattr(quad.object, "value", "") in left_out) or quad.predicate.value == imports:
            continue
        if from_ontology or types or quad.predicate.value in kept:
            triples.append(quad.triple)
    return triples + _all_different(library, [NamedNode(iri(f"{f}:")) for f in library.frameworks])


def _all_different(library: Library, frameworks: list[NamedNode]) -> list[Triple]:
    def node(curie: str) -> NamedNode:
        return NamedNode(library.names.iri(curie))

    head, cells = BlankNode("different"), [BlankNode(f"member{n}") for n in range(len(frameworks))]
    triples = [
        Triple(head, node("rdf:type"), node("owl:AllDifferent")),
        Triple(head, node("owl:distinctMembers"), cells[0] if cells else node("rdf:nil")),
    ]
    for n, framework in enumerate(frameworks):
        rest = cells[n + 1] if n + 1 < len(cells) else node("rdf:nil")
        triples += [Triple(cells[n], node("rdf:first"), framework), Triple(cells[n], node("rdf:rest"), rest)]
    return triples


def consistency_findings(library: Library) -> list[Finding]:
    """Return one finding if ontology and content contradict each other."""
    if is_consistent(projection(library)):
        return []
    return [
        Finding(
            "ontology/aims.ttl",
            0,
            "ontology and content contradict each other",
            "look for two relations on one pair, or a control in two frameworks",
        )
    ]
