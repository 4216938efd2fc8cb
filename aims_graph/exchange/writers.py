"""The forms in which a framework or a crosswalk of ours leaves, each by one function; what a form cannot hold comes back as notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import NamedTuple

from aims_graph.errors import AimsError
from aims_graph.exchange.draft import DraftFramework, DraftMapping, Note
from aims_graph.exchange.leaving import Written, framework_draft, mapping_draft
from aims_graph.exchange.part import Part
from aims_graph.model import Framework, Joint, Library, Mapping, MappingSet


class Writer(NamedTuple):
    """The functions of this package that write a framework and a mapping set (module:function; empty: neither of that kind).

    They take the library and the record, or the draft that ``leaving`` makes of it, and the notation where they write in several.
    """

    framework: str
    mapping: str
    takes_draft: bool = False
    notation: str = ""


#: Form -> what writes it.
WRITERS = {
    "csv": Writer("sheet_out:write_framework", "sheet_out:write_set", notation="csv"),
    "xlsx": Writer("sheet_out:write_framework", "sheet_out:write_set", notation="xlsx"),
    "sssom": Writer("", "sssom_out:write_set"),
    "ciso-assistant": Writer("ciso_out:write_framework", "ciso_out:write_mapping", True),
    "oscal": Writer("oscal_out:write_framework", "oscal_out:write_mapping", True, "json"),
    "oscal-yaml": Writer("oscal_out:write_framework", "oscal_out:write_mapping", True, "yaml"),
    "oscal-xml": Writer("oscal_out:write_framework", "oscal_out:write_mapping", True, "xml"),
    "ir8477": Writer("", "ir8477_out:write_set"),
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
    "oscal-xml": ".oscal.xml",
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


def write(library: Library, part: Part, form: str) -> Written:
    """Return a framework, a mapping set, or without either the whole graph, in a form.

    Raises:
        AimsError: if there is no such form, or it does not hold what is to be written.
    """
    if form in GRAPH_WRITERS:
        return _with_note(_function(GRAPH_WRITERS[form])(library, part), part)
    if form not in WRITERS:
        raise AimsError(f"No form is called '{form}'.", f"Use one of {', '.join(ENDINGS)}.")
    if part is None:
        mend = f"Name a framework, or use {', '.join(GRAPH_WRITERS)}."
        raise AimsError(f"{form} does not hold the whole graph.", mend)
    kind, called = ("mapping", "crosswalks") if isinstance(part, MappingSet) else ("framework", "frameworks")
    writer = WRITERS[form]
    where = getattr(writer, kind)
    if not where:
        holding = [*(name for name, other in WRITERS.items() if getattr(other, kind)), *GRAPH_WRITERS]
        raise AimsError(f"{form} holds no {called}.", f"Use one of {', '.join(holding)}.")
    given = (_draft(library, part),) if writer.takes_draft else (library, part)
    written = _function(where)(*given, **({"notation": writer.notation} if writer.notation else {}))
    return written if form == "sssom" else _with_note(written, part)


def _with_note(written: Written, part: Part) -> Written:
    """Return what is written with a note of the columns that its file adds: only SSSOM has a place for them."""
    rows: tuple[Mapping | Joint, ...] = (*part.rows, *part.joint) if isinstance(part, MappingSet) else ()
    added = part.added if isinstance(part, Framework) else [c for row in rows for c, _ in row.more]
    if not added:
        return written
    what = f"columns that only its own file has: {', '.join(dict.fromkeys(added))}"
    return replace(written, notes=(*written.notes, Note("", what)))


def _draft(library: Library, part: Framework | MappingSet) -> DraftFramework | DraftMapping:
    return framework_draft(library, part) if isinstance(part, Framework) else mapping_draft(library, part)


def _function(where: str) -> Callable[..., Written]:
    module, _, name = where.partition(":")
    function: Callable[..., Written] = getattr(import_module(f"aims_graph.exchange.{module}"), name)
    return function
