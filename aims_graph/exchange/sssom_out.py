"""A mapping set of ours as SSSOM TSV that other tools read: rows with every slot we fill, our own words as declared extensions."""

from __future__ import annotations

from typing import Any

from aims_graph.exchange.cells import header_lines
from aims_graph.exchange.leaving import Written
from aims_graph.exchange.slots import MULTIVALUED
from aims_graph.formats.header import SLOTS
from aims_graph.formats.mapping_sssom import COLUMNS, JOINT
from aims_graph.formats.tsv import canonical_text
from aims_graph.model import Joint, Library, Mapping, MappingSet
from aims_graph.vocabulary import NO_TERM_FOUND

_VERSION = "1.0"


def write_set(library: Library, mapping_set: MappingSet) -> Written:
    """Return a mapping set as SSSOM TSV (1.0; 1.1 where it holds what is said of several requirements together), with all that another hand's says."""
    rows = [*(_row(m, library) for m in mapping_set.rows), *(_joint(j) for j in mapping_set.joint)]
    kept = dict.fromkeys((*COLUMNS, "subject_type", "object_type", *(c for row in rows for c in row)))
    needed = ("subject_id", "predicate_id", "object_id", "mapping_justification")
    columns = [c for c in kept if c in needed or any(row.get(c) for row in rows)]
    header = mapping_set.header
    slots = {
        k: _listed(k, v) for k, v in header.items() if k in SLOTS and k not in ("extension_definitions", "mapping_date")
    }
    used = {mapping_set.subject, mapping_set.object, "aims", "xsd"}
    for row in rows:
        used |= {
            p
            for c in columns
            if c.endswith("_id") or c == "mapping_justification"
            for p in [row.get(c, "").partition(":")[0]]
        }
    names = library.names.table
    declared = {d.get("slot_name"): d for d in header.get("extension_definitions", [])}
    theirs = {k: v for k, v in header.get("source_says", {}).items() if k.startswith("ext_")}
    values: dict[str, Any] = {
        "sssom_version": "1.1" if mapping_set.joint else _VERSION,
        "mapping_set_id": header.get("mapping_set_id", mapping_set.id),
        "mapping_set_title": mapping_set.title,
        **slots,
        "license": header.get("license", ""),
        "subject_source": f"{mapping_set.subject}:",
        "object_source": f"{mapping_set.object}:",
        "intersects_means": header.get("intersects_means", ""),
        # The file's own prefixes first: its people and tools are named by them.
        "curie_map": {**header.get("curie_map", {}), **{p: names[p] for p in sorted(used) if p in names}},
        "extension_definitions": [
            declared.get(c, {"slot_name": c, "property": f"aims:{c}", "type_hint": "xsd:string"})
            for c in (*(c for c in columns if c.startswith("ext_")), *(c for c in theirs if c not in columns))
        ],
        **theirs,
    }
    cells = [{c: _quoted(text) for c, text in row.items()} for row in rows]
    return Written(canonical_text(header_lines(values), columns, cells).encode())


def _quoted(text: str) -> str:
    """Return a cell as readers of SSSOM take it, for whom a quote at its beginning opens one."""
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text


def _listed(key: str, value: Any) -> Any:
    return value.split("|") if key in MULTIVALUED and isinstance(value, str) else value


def _row(m: Mapping, library: Library) -> dict[str, str]:
    titles = {i: library.requirements[i].title for i in (m.subject_id, m.object_id) if i in library.requirements}
    return {
        "subject_id": m.subject_id,
        "subject_label": m.subject_label or titles.get(m.subject_id, ""),
        "predicate_id": m.predicate,
        "predicate_modifier": m.modifier,
        "object_id": m.object_id,
        "object_label": m.object_label or titles.get(m.object_id, ""),
        "ext_set_relation": m.relation,
        "ext_subject_met": m.subject_met,
        "ext_object_met": m.object_met,
        "ext_shared": m.shared,
        "ext_subject_only": m.subject_only,
        "ext_object_only": m.object_only,
        "comment": m.comment,
        "ext_nearest": m.nearest,
        "ext_with_parts": "yes" if m.with_parts else "",
        "ext_named_by": m.named_by,
        "confidence": "" if m.confidence is None else f"{m.confidence:.9f}".rstrip("0").rstrip("."),
        "mapping_justification": m.justification,
        "mapping_tool": m.tool,
        "mapping_date": m.date,
        "ext_other_source": m.other_source,
        **dict(m.people),
        **dict(m.more),
    }


def _joint(j: Joint) -> dict[str, str]:
    return {
        "subject_id": "|".join(j.subjects) or NO_TERM_FOUND,
        "subject_type": JOINT if len(j.subjects) > 1 else "",
        "predicate_id": j.predicate,
        "object_id": "|".join(j.objects) or NO_TERM_FOUND,
        "object_type": JOINT if len(j.objects) > 1 else "",
        "ext_set_relation": j.relation,
        "comment": j.comment,
        "mapping_justification": j.justification,
        **dict(j.more),
    }
