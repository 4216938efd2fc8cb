"""What follows from the rows, as RDF in a named graph of its own, so that asserted and derived never mix.

Only what is worth showing is written down; everything else that follows is a path away (``queries/touches.rq``, ``queries/contained-in.rq``).
A derived mapping is in no set and has no place in a file, so no query over mapping rows meets it by accident.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from aims_graph.graph.build import mapping_iri
from aims_graph.graph.nodes import Pairs, english, node, typed
from aims_graph.model import Library
from aims_graph.reason.argument import argument
from aims_graph.reason.closure import Closure, closure_of
from aims_graph.reason.derived import Pair, shown
from aims_graph.reason.explanation import confidence
from aims_graph.reason.relations import ASSERTED, CONTAINS, EQ, INSIDE
from aims_graph.vocabulary import SET_RELATIONS

GRAPH = "map:derived"


def derived_quads(library: Library) -> Iterator[Quad]:
    """Yield every derived mapping that is worth showing, with the rows it rests on."""
    closure, graph = closure_of(library), node(GRAPH)
    for pair in shown(library, closure):
        about = node(f"{GRAPH}/" + f"{pair.subject}..{pair.object}".replace(":", "_"))
        for predicate, value in _facts(library, closure, pair):
            yield Quad(about, node(predicate), value, graph)


def _facts(library: Library, closure: Closure, pair: Pair) -> Pairs:
    yield "rdf:type", node("owl:Axiom")
    yield "rdf:type", node("aims:DerivedMapping")
    yield "owl:annotatedSource", node(pair.subject)
    yield "owl:annotatedProperty", node(_predicate(pair.relation))
    yield "owl:annotatedTarget", node(pair.object)
    for name, mask in ASSERTED.items():
        if pair.relation & mask:
            yield "aims:allows", node(SET_RELATIONS[name][1])
    yield "sssom:mapping_justification", node("semapv:MappingChaining")
    sure = min(confidence(closure, pair.subject, pair.object, d.literal) for d in pair.derivations)
    yield "sssom:confidence", typed(f"{sure:.3g}", "decimal")
    for row in {mapping_iri(row) for d in pair.derivations for row in d.rows}:
        yield "prov:wasDerivedFrom", node(row)
    yield "rdfs:comment", english(" ".join(line for d in pair.derivations for line in argument(library, d)))


def _predicate(relation: int) -> str:
    if relation == EQ:
        return "skos:exactMatch"
    if not relation & ~INSIDE:
        return "skos:broadMatch"
    return "skos:narrowMatch" if not relation & ~CONTAINS else "skos:relatedMatch"
