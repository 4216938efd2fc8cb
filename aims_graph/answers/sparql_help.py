"""What a SPARQL editor may offer: prefixes, the terms that the graph uses, and the named queries ready to edit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from aims_graph.graph.query import NamedQuery, are_words, prefix_block, spaced
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
        prefix_block(_TERMS, library.names) + _TERMS, use_default_graph_as_union=True
    ):  # type: ignore[union-attr]
        name, label = library.names.curie(solution["term"].value), solution["says"]
        if not name.startswith("http"):
            found[name] = label.value if label else ""
    return found


def prefixes_used(library: Library) -> Mapping[str, str]:
    """Return each prefix with its colon, and what it stands for."""
    return {f"{prefix}:": namespace for prefix, namespace in library.names.table.items()}


def example_of(what: str) -> str:
    """Return the first example that a parameter's explanation names; of words, which may be none, none.

    >>> example_of("a role such as aims:role-deployer or aims:role-provider")
    'aims:role-deployer'
    """
    if are_words(what):
        return ""
    found = re.search(r"such as (\S+?)[,.;)]?(?:\s|$)", what)
    return found[1] if found else "iso42001:" if "framework" in what else ""


#: Where a variable is chosen or grouped by, which a value cannot be.
_CHOSEN = re.compile(r"(SELECT\b[^{}]*?(?=\bWHERE\b|\{)|GROUP BY\b[^\n}]*)")


def editable(query: NamedQuery, given: Mapping[str, str]) -> str:
    """Return a named query as text to go on from: its values written in, so that they are no longer selected or grouped by."""
    text = re.sub(r"^# parameter:.*\n", "", query.text, flags=re.MULTILINE)
    for name, value in given.items():
        term = f'"{value}"^^xsd:date' if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else value
        if are_words(query.parameters.get(name, "")):
            term = json.dumps(spaced(value))
        parts = _CHOSEN.split(text)
        for n, part in enumerate(parts):
            # The odd parts are those that matched.
            parts[n] = (
                re.sub(rf"[?$]{name}\b ?", "", part) if n % 2 else re.sub(rf"[?$]{name}\b", lambda _, t=term: t, part)
            )
        text = "".join(parts)
    return text
