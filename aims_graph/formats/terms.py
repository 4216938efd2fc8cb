"""Small vocabularies: the SKOS terms of a Turtle file under ``ontology/``, by the word that stands in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from aims_graph.content import shipped_root


@dataclass(frozen=True)
class Term:
    """A term: the word used in tables, its label and definition, and the word of the wider term (empty at the top)."""

    word: str
    label: str
    definition: str
    wider: str


@lru_cache(maxsize=8)
def terms(name: str, kind: str, root: Path | None = None) -> dict[str, Term]:
    """Return the terms of one class of ``ontology/NAME.ttl``, such as ``terms("law", "SystemKind")``, in file order.

    Raises:
        OSError: if there is no such file.
    """
    from rdflib import RDF, Graph, Namespace
    from rdflib.namespace import SKOS

    graph = Graph()
    graph.parse((root or shipped_root()) / "ontology" / f"{name}.ttl", format="turtle")
    aims = Namespace("https://w3id.org/aims-graph/ontology#")
    found = {}
    for node in graph.subjects(RDF.type, aims[kind]):
        wider = graph.value(node, SKOS.broader)
        found[str(graph.value(node, SKOS.notation))] = Term(
            str(graph.value(node, SKOS.notation)),
            str(graph.value(node, SKOS.prefLabel)),
            str(graph.value(node, SKOS.definition)),
            str(graph.value(wider, SKOS.notation)) if wider else "",
        )
    return found


def wider_terms(word: str, known: dict[str, Term]) -> list[str]:
    """Return a word and every wider one, narrowest first.

    >>> wider_terms("annex-iii-5-b", terms("law", "SystemKind"))
    ['annex-iii-5-b', 'annex-iii-5', 'annex-iii']
    """
    chain = [word]
    while known[chain[-1]].wider:
        chain.append(known[chain[-1]].wider)
    return chain
