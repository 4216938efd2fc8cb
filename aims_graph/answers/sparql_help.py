"""What a SPARQL editor may offer: prefixes, the terms that the graph uses, and the named queries ready to edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aims_graph.graph.named import NamedQuery, written
from aims_graph.graph.store import open_store
from aims_graph.vocabulary import curie, prefixes

_TERMS = """SELECT DISTINCT ?term (SAMPLE(?label) AS ?says) WHERE {
  { SELECT DISTINCT ?term WHERE { ?s ?term ?o } } UNION { SELECT DISTINCT ?term WHERE { ?s a ?term } }
  OPTIONAL { ?term rdfs:label ?label }
} GROUP BY ?term ORDER BY ?term"""


def terms_used(root: Path | None = None) -> dict[str, str]:
    """Return every property and class of the graph that has a short name, with its label."""
    found = {}
    for solution in open_store(root).query(_TERMS, prefixes=dict(prefixes()), use_default_graph_as_union=True):  # type: ignore[union-attr]
        name, label = curie(solution["term"].value), solution["says"]
        if not name.startswith("http"):
            found[name] = label.value if label else ""
    return found


def prefixes_used() -> Mapping[str, str]:
    """Return each prefix with its colon, and what it stands for."""
    return {f"{prefix}:": namespace for prefix, namespace in prefixes().items()}


def editable(query: NamedQuery, given: Mapping[str, str]) -> str:
    """Return a named query as text to go on from, with its values written in."""
    return written(query, given, prefixes())
