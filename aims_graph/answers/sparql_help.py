"""What a SPARQL editor may offer: prefixes, the terms that the graph uses, and the named queries ready to edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aims_graph.graph.named import NamedQuery, Parameter, written
from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.pack.terms import asked_first

_TERMS = """SELECT DISTINCT ?term (SAMPLE(?label) AS ?says) WHERE {
  { SELECT DISTINCT ?term WHERE { ?s ?term ?o } } UNION { SELECT DISTINCT ?term WHERE { ?s a ?term } }
  OPTIONAL { ?term rdfs:label ?label }
} GROUP BY ?term ORDER BY ?term"""


def terms_used(library: Library) -> dict[str, str]:
    """Return every property and class of the graph that has a short name, with its label."""
    found = {}
    names = dict(library.names.table)
    solutions: Any = open_store(library).query(_TERMS, prefixes=names, use_default_graph_as_union=True)
    for solution in solutions:
        name, label = library.names.curie(solution["term"].value), solution["says"]
        if not name.startswith("http"):
            found[name] = label.value if label else ""
    return found


def prefixes_used(library: Library) -> Mapping[str, str]:
    """Return each prefix with its colon, and what it stands for."""
    return {f"{prefix}:": namespace for prefix, namespace in library.names.table.items()}


def examples(library: Library, query: NamedQuery) -> dict[str, str]:
    """Return a value for each parameter to begin with: that of the query's head where the content has it, else one of its own.

    Empty where the content has nothing of the kind.
    """
    frameworks = iter([f"{f.id}:" for f in library.mapped] * len(query.parameters))
    return {
        name: p.example if _is_there(library, p) else _instead(library, p, frameworks)
        for name, p in query.parameters.items()
    }


def _is_there(library: Library, parameter: Parameter) -> bool:
    prefix, _, local = parameter.example.partition(":")
    return {
        "framework": prefix in library.frameworks,
        "requirement": parameter.example in library.requirements,
        "role": local.removeprefix("role-") in library.terms.of("Role"),
        "system": local.removeprefix("system-") in library.terms.of("SystemKind"),
        **dict.fromkeys(("topic", "function"), parameter.example in library.topic_of),
        "group": parameter.example in library.group_of,
        "words": all(word in library.fact_of for word in parameter.example.replace(",", " ").split()),
    }.get(parameter.type, True)


def _instead(library: Library, parameter: Parameter, frameworks: Iterator[str]) -> str:
    if parameter.type == "framework":
        return next(frameworks, "")
    if parameter.type == "requirement":
        return library.example() if library.mapped else ""
    if parameter.type in ("topic", "function"):
        return next((t.id for t in library.topics if t.scheme == f"{parameter.type}s"), "")
    if parameter.type == "group":
        return next((g.id for g in library.groups), "")
    kind = {"role": "Role", "system": "SystemKind"}.get(parameter.type, "")
    word = asked_first(library.terms.of(kind))
    return f"aims:{parameter.type}-{word}" if word else ""


def editable(library: Library, query: NamedQuery, given: Mapping[str, str]) -> str:
    """Return a named query as text to go on from, with its values written in."""
    return written(query, given, library.names.table)
