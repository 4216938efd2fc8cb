"""What follows from the rows, as RDF in a named graph of its own, so that asserted and derived never mix.

Only what is worth showing is written down; everything else that follows is a path away (``queries/touches.rq``, ``queries/contained-in.rq``).
A derived mapping is in no set and has no place in a file, so no query over mapping rows meets it by accident.
"""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.graph.build import mapping_iri
from aims_graph.graph.nodes import Pairs, Writer, english, typed
from aims_graph.model import Library
from aims_graph.reason.argument import argument
from aims_graph.reason.closure import Closure, closure_of
from aims_graph.reason.derived import Pair, least_sure, shown
from aims_graph.reason.relations import ASSERTED, CONTAINS, EQ, INSIDE
from aims_graph.vocabulary import SET_RELATIONS

GRAPH = "map:derived"


def derived_lines(library: Library) -> Iterator[str]:
    """Yield every derived mapping that is worth showing, with the rows it rests on, as lines of N-Quads."""
    w, closure = Writer(library), closure_of(library)
    for pair in shown(library, closure):
        about = w.node(f"{GRAPH}/" + f"{pair.subject}..{pair.object}".replace(":", "_"))
        yield from w.within(about, _facts(w, library, closure, pair), w.node(GRAPH))


def _facts(w: Writer, library: Library, closure: Closure, pair: Pair) -> Pairs:
    yield "rdf:type", w.node("owl:Axiom")
    yield "rdf:type", w.node("aims:DerivedMapping")
    yield "owl:annotatedSource", w.node(pair.subject)
    yield "owl:annotatedProperty", w.node(_predicate(pair.relation))
    yield "owl:annotatedTarget", w.node(pair.object)
    for name, mask in ASSERTED.items():
        if pair.relation & mask:
            yield "aims:allows", w.node(SET_RELATIONS[name][1])
    yield "sssom:mapping_justification", w.node("semapv:MappingChaining")
    sure = least_sure(closure, pair)
    if sure is not None:
        yield "sssom:confidence", typed(f"{sure:.3g}", "decimal")
    for row in {mapping_iri(row) for d in pair.derivations for row in d.rows}:
        yield "prov:wasDerivedFrom", w.node(row)
    yield "rdfs:comment", english(" ".join(line for d in pair.derivations for line in argument(library, d)))


def _predicate(relation: int) -> str:
    if relation == EQ:
        return "skos:exactMatch"
    if not relation & ~INSIDE:
        return "skos:broadMatch"
    return "skos:narrowMatch" if not relation & ~CONTAINS else "skos:relatedMatch"
