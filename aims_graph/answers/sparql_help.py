"""What a SPARQL editor may offer: prefixes, the terms that the graph uses, and the named queries ready to edit."""

from __future__ import annotations

from collections.abc import Mapping

from aims_graph.graph.named import NamedQuery, written
from aims_graph.graph.store import open_store
from aims_graph.model import Library

_TERMS = """SELECT DISTINCT ?term (SAMPLE(?label) AS ?says) WHERE {
  { SELECT DISTINCT ?term WHERE { ?s ?term ?o } } UNION { SELECT DISTINCT ?term WHERE { ?s a ?term } }
  OPTIONAL { ?term rdfs:label ?label }
} GROUP BY ?term ORDER BY ?term"""


def terms_used(library: Library) -> dict[str, str]:
    """Return every property and class of the graph that has a short name, with its label."""
    found = {}
    for solution in open_store(library).query(
        _TERMS, prefixes=dict(library.names.table), use_default_graph_as_union=True
    ):  # type: ignore[union-attr]
        name, label = library.names.curie(solution["term"].value), solution["says"]
        if not name.startswith("http"):
            found[name] = label.value if label else ""
    return found


def prefixes_used(library: Library) -> Mapping[str, str]:
    """Return each prefix with its colon, and what it stands for."""
    return {f"{prefix}:": namespace for prefix, namespace in library.names.table.items()}


def editable(library: Library, query: NamedQuery, given: Mapping[str, str]) -> str:
    """Return a named query as text to go on from, with its values written in."""
    return written(query, given, library.names.table)
