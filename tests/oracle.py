"""A second, independent judge of the closure: the same statements as OWL classes, decided by HermiT through owlready2.

A requirement is a class of demands: inside is SubClassOf, apart is disjointness, and every set, every overlap and every "not inside" has a witness.
Whether something follows is asked as consistency, too: it does, if the network together with the opposite is inconsistent.
"""

from __future__ import annotations

import types
from collections.abc import Iterable

import owlready2

from aims_graph.reason.relations import APART, CONTAINS, INSIDE, NOT_CONTAINING, NOT_INSIDE, OVERLAP
from aims_graph.reason.statements import Network


def is_consistent(network: Network) -> bool:
    """Whether all statements can be true at once; each witness is an individual."""
    world = owlready2.World()
    with world.get_ontology("http://example.org/oracle.owl#"):
        for number, (needed, *rest) in enumerate(_witnesses(network, _classes(network, "set"))):
            needed(f"witness{number}").is_a.extend(rest)
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return True


def consistent(networks: Iterable[Network]) -> list[bool]:
    """Decide many networks in one call: here a network is a class, "there are all these witnesses", that may be unsatisfiable."""
    world = owlready2.World()
    models = []
    with world.get_ontology("http://example.org/oracle.owl#"):
        there_is = types.new_class("there_is", (owlready2.ObjectProperty,))
        for number, network in enumerate(networks):
            model = types.new_class(f"model{number}", (owlready2.Thing,))
            for witness in _witnesses(network, _classes(network, f"n{number}_")):
                model.is_a.append(there_is.some(witness[0] if len(witness) == 1 else owlready2.And(witness)))
            models.append(model)
    owlready2.sync_reasoner_hermit(world, debug=0)
    empty = set(world.inconsistent_classes())
    return [model not in empty for model in models]


def _classes(network, prefix):
    sets = [types.new_class(f"{prefix}{x}", (owlready2.Thing,)) for x in range(len(network.names))]
    for s in network.statements:
        x, y = sets[network.position[s.subject]], sets[network.position[s.object]]
        # Inside as "nothing is in the narrower and not in the wider", not by subclassing: Python's classes may not form rings.
        if not s.relation & ~INSIDE:
            _nothing_is(x & owlready2.Not(y))
        if not s.relation & ~CONTAINS:
            _nothing_is(y & owlready2.Not(x))
        if s.relation == APART:
            _nothing_is(x & y)
    return sets


def _nothing_is(expression):
    owlready2.GeneralClassAxiom(expression).is_a.append(owlready2.Nothing)


def _witnesses(network, sets):
    """Yield the classes of each witness that the statements need."""
    for one in sets:
        yield [one]
    for s in network.statements:
        x, y = sets[network.position[s.subject]], sets[network.position[s.object]]
        if not s.relation & ~OVERLAP:
            yield [x, y]
        if not s.relation & ~NOT_INSIDE:
            yield [x, owlready2.Not(y)]
        if not s.relation & ~NOT_CONTAINING:
            yield [y, owlready2.Not(x)]
