"""The forms in which a framework or a crosswalk of ours leaves, each by one function; what a form cannot hold comes back as notes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from aims_graph.errors import AimsError
from aims_graph.exchange.leaving import Written
from aims_graph.model import Framework, Library, MappingSet

#: Form -> the functions of this package that write a framework and a mapping set (module:function; empty if it holds none).
#: Those named with ``draft`` take the draft that ``leaving`` makes, the others the library and the record.
WRITERS: dict[str, tuple[str, str]] = {
    "csv": ("sheet_out:framework_csv", "sheet_out:mapping_csv"),
    "xlsx": ("sheet_out:framework_xlsx", "sheet_out:mapping_xlsx"),
    "sssom": ("", "sssom_out:write_set"),
    "ciso-assistant": ("draft ciso_out:write_framework", "draft ciso_out:write_mapping"),
    "oscal": ("draft oscal_out:framework_json", "draft oscal_out:mapping_json"),
    "oscal-yaml": ("draft oscal_out:framework_yaml", "draft oscal_out:mapping_yaml"),
    "ir8477": ("", "ir8477_out:write_set"),
}
#: Form of the graph -> the function that writes everything, a framework or a mapping set (module:function).
GRAPH_WRITERS: dict[str, str] = {
    "trig": "rdf_out:trig",
    "nquads": "rdf_out:nquads",
    "turtle": "rdf_out:turtle",
    "jsonld": "jsonld_out:jsonld",
    "rdfxml": "rdf_out:rdfxml",
    "skos": "skos_out:skos",
    "owl": "owl_out:owl",
    "graphml": "network_out:graphml",
    "gexf": "network_out:gexf",
}
#: Form -> how its files end; what ends in two parts before what ends in the last of them alone.
ENDINGS = {
    "oscal": ".oscal.json",
    "oscal-yaml": ".oscal.yaml",
    "ir8477": ".ir8477.xlsx",
    "sssom": ".sssom.tsv",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "ciso-assistant": ".yaml",
    "skos": ".skos.ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "turtle": ".ttl",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "owl": ".owl",
    "graphml": ".graphml",
    "gexf": ".gexf",
}


def write_graph(library: Library, part: Framework | MappingSet | None, form: str) -> Written:
    """Return the graph, or a part of it, in one of the forms of :data:`GRAPH_WRITERS`.

    Raises:
        AimsError: if the form holds no whole graph, or cannot hold this one.
    """
    if form not in GRAPH_WRITERS:
        raise AimsError(f"{form} does not hold a whole graph.", f"Name a framework, or use {', '.join(GRAPH_WRITERS)}.")
    return _function(GRAPH_WRITERS[form])(library, part)


def write_framework(library: Library, framework: Framework, form: str) -> Written:
    """Return a framework in a form.

    Raises:
        AimsError: if there is no such form, or it holds no frameworks.
    """
    from aims_graph.exchange.leaving import framework_draft

    return _write(library, framework, form, 0, framework_draft)


def write_set(library: Library, mapping_set: MappingSet, form: str) -> Written:
    """Return a mapping set in a form.

    Raises:
        AimsError: if there is no such form, or it holds no crosswalks.
    """
    from aims_graph.exchange.leaving import mapping_draft

    return _write(library, mapping_set, form, 1, mapping_draft)


def _write(library: Library, record: Any, form: str, place: int, draft: Callable[[Library, Any], Any]) -> Written:
    if form in GRAPH_WRITERS:
        return write_graph(library, record, form)
    if form not in WRITERS:
        raise AimsError(f"No form is called '{form}'.", f"Use one of {', '.join(ENDINGS)}.")
    named = WRITERS[form][place]
    if not named:
        holding = [*(name for name, both in WRITERS.items() if both[place]), *GRAPH_WRITERS]
        raise AimsError(f"{form} holds no {('frameworks', 'crosswalks')[place]}.", f"Use one of {', '.join(holding)}.")
    kind, _, where = named.rpartition(" ")
    write = _function(where)
    return write(draft(library, record)) if kind else write(library, record)


def _function(where: str) -> Callable[..., Written]:
    module, _, name = where.partition(":")
    function: Callable[..., Written] = getattr(import_module(f"aims_graph.exchange.{module}"), name)
    return function
