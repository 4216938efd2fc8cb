"""OSCAL, written (JSON, YAML, XML): a framework as a catalogue, a crosswalk as a mapping collection.

What OSCAL has no word for stands in props of our own namespace, so that what is read again is the same. Every uuid follows from what it names:
the same content gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from aims_graph import clock
from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, Side
from aims_graph.exchange.leaving import Written
from aims_graph.exchange.oscal_catalog import OURS, UNSTATED
from aims_graph.exchange.oscal_mapping import ANY_OVERLAP, NO_COUNTERPART, RELATIONS, SKOS
from aims_graph.exchange.oscal_xml_out import xml_bytes

#: The version of OSCAL that is written.
VERSION = "1.2.1"
_WORDS = {ours: theirs for theirs, ours in RELATIONS.items()}
#: How a row came about -> OSCAL's word for the method.
_METHODS = {
    "semapv:ManualMappingCuration": "human",
    "semapv:MappingReview": "human",
    "semapv:LLMBasedMatching": "automation",
    "semapv:LexicalMatching": "automation",
    "semapv:SemanticSimilarityThresholdMatching": "automation",
}

_STATED_METHODS = ("human", "automation", "hybrid")


def write_framework(framework: DraftFramework, when: datetime | None = None, notation: str = "json") -> Written:
    """Return a catalogue.

    Args:
        framework: what is written.
        when: the time the document says it was last modified, with its zone; by default now.
        notation: json, yaml (1.2) or xml.
    """
    name = framework.iri or framework.key
    ids = tokens(r.key for r in framework.requirements)
    about = {"framework": framework.key, "namespace": framework.iri, "short-name": framework.short}
    metadata = _metadata(framework.title, when, framework.edition, about, framework.licence)
    if framework.language:
        metadata["props"] = [*metadata.get("props", []), {"name": "language", "value": framework.language}]
    if issuer := _line(framework.issuer):
        metadata |= _party(issuer, name)
    if framework.description.strip():
        metadata["remarks"] = framework.description.strip()
    children: dict[str, list[DraftRequirement]] = {}
    for requirement in framework.requirements:
        children.setdefault(requirement.parent, []).append(requirement)
    catalogue = {"uuid": _uuid("catalog", name), "metadata": metadata} | _below("", children, ids)
    lost = [] if children else [Note("", "the framework has no requirements")]
    return Written(_bytes({"catalog": catalogue}, notation), tuple(lost))


def _below(parent: str, children: Mapping[str, list[DraftRequirement]], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return what stands beneath a node: groups if all of it are headings, else controls (a group holds groups or controls, never both)."""
    nodes = children.get(parent, [])
    if not nodes:
        return {}
    as_groups = not any(node.assessable or node.more.get("status") for node in nodes)
    return {"groups" if as_groups else "controls": [_node(node, children, ids, as_groups) for node in nodes]}


def _node(
    node: DraftRequirement, children: Mapping[str, list[DraftRequirement]], ids: Mapping[str, str], as_group: bool
) -> dict[str, Any]:
    status = node.more.get("status", "")
    props = [_prop("requirement", node.key)]
    if not as_group and not node.assessable and status != "withdrawn":
        props.append(_prop("assessable", "no"))
    props += [{"name": "label", "value": value} for value in filter(None, [_line(node.number)])]
    props += [{"name": "alt-identifier", "value": _line(alias)} for alias in node.aliases if _line(alias)]
    if status:
        props.append({"name": "status", "value": status})
    links = [
        {"href": f"#{ids[target]}", "rel": rel.replace("_", "-")}
        for rel in ("incorporated_into", "moved_to", "required", "related")
        for target in filter(None, node.more.get(rel, "").split("|"))
        if target in ids
    ]
    found = {
        "id": ids[node.key],
        "class": _token(node.kind),
        "title": _line(node.title) or _line(node.number) or ids[node.key],
        "props": props,
    }
    if links:
        found["links"] = links
    if node.text.strip():
        found["parts"] = [
            {"id": f"{ids[node.key]}_smt", "name": "overview" if as_group else "statement", "prose": node.text.strip()}
        ]
    below = _below(node.key, children, ids) if as_group else {}
    if not as_group and (inner := children.get(node.key)):
        below = {"controls": [_node(child, children, ids, False) for child in inner]}
    return found | below


def write_mapping(mapping: DraftMapping, when: datetime | None = None, notation: str = "json") -> Written:
    """Return a mapping collection of one mapping; a row of sets stays one map, a row without counterpart stands in the gap summary.

    For the arguments see :func:`write_framework`.

    Raises:
        AimsError: if no row can be written.
    """
    fit = [row for row in mapping.rows if row.subjects and row.objects and _relationship(row, mapping)]
    if not fit:
        raise AimsError(f"{mapping.title or mapping.id} has no row that OSCAL can hold.", "Export it as SSSOM.")
    sides = [s.name for row in mapping.rows for s in (*row.subjects, *row.objects)]
    ids = tokens(sides)
    resources = {f: _uuid("resource", mapping.prefixes.get(f, f)) for f in (mapping.subject, mapping.object)}
    # What the source says of the rows that say nothing themselves holds of them as long as they are its own.
    stated = mapping.more.get("method", "") if mapping.more.get("whole") else ""
    stated = stated if stated in _STATED_METHODS else ""
    methods = {_METHODS.get(row.justification, stated) for row in fit}
    provenance: dict[str, Any] = {
        "method": methods.pop() or "hybrid" if len(methods) == 1 else "hybrid",
        "matching-rationale": mapping.more.get("matching-rationale") or "semantic",
        "status": _status(mapping),
        "mapping-description": mapping.description.strip() or mapping.title or mapping.id,
    }
    unsaid = []
    if not stated and any(row.justification not in _METHODS for row in fit):
        unsaid.append("How all or some rows came about is not stated.")
    if not mapping.more.get("matching-rationale"):
        unsaid.append("The rationale is not stated; semantic is assumed.")
    if unsaid:
        provenance["remarks"] = " ".join(unsaid)
    body: dict[str, Any] = {
        "uuid": _uuid("mapping", mapping.id),
        "source-resource": _resource(mapping.subject, mapping, resources),
        "target-resource": _resource(mapping.object, mapping, resources),
        "maps": [_map(row, mapping, ids, number) for number, row in enumerate(fit)],
    }
    body |= _gaps(mapping, ids)
    metadata = _metadata(mapping.title or mapping.id, when, mapping.version, {}, mapping.licence)
    if stated_by := _line(mapping.stated_by):
        metadata |= _party(stated_by, mapping.id)
    collection = {
        "uuid": _uuid("mapping-collection", mapping.id),
        "metadata": metadata,
        "provenance": provenance,
        "mappings": [body],
        "back-matter": {
            "resources": [_described(f, mapping, resources) for f in dict.fromkeys((mapping.subject, mapping.object))]
        },
    }
    return Written(_bytes({"mapping-collection": collection}, notation), tuple(_lost(mapping)))


def _status(mapping: DraftMapping) -> str:
    """Return how far a mapping is: as its source says, but complete only if none of the source's rows was left out or can be left here."""
    stated = mapping.more.get("status", "")
    if stated in ("draft", "deprecated", "superseded"):
        return stated
    still = stated == "complete" and mapping.more.get("whole") and not any(_lost(mapping))
    return "complete" if still or mapping.more.get("complete") == "yes" else "not-complete"


def _relationship(row: DraftRow, mapping: DraftMapping) -> tuple[str, str] | None:
    """Return the namespace and word of a row's relation, the namespace empty for OSCAL's own words; none if there is no word for it."""
    if row.relation == "intersects" and mapping.any_overlap:
        return OURS, ANY_OVERLAP
    if row.relation in _WORDS:
        return "", _WORDS[row.relation]
    if row.predicate.startswith("skos:") and not row.modifier:
        return SKOS, row.predicate.partition(":")[2]
    return None


def _map(row: DraftRow, mapping: DraftMapping, ids: Mapping[str, str], number: int) -> dict[str, Any]:
    namespace, word = _relationship(row, mapping) or ("", "")
    told = [sorted(s.name for s in side) for side in (row.subjects, row.objects)]
    found: dict[str, Any] = {"uuid": _uuid("map", f"{mapping.id} {number} {told}")}
    if namespace:
        found["ns"] = namespace
    found |= {"relationship": word, "sources": _items(row.subjects, ids), "targets": _items(row.objects, ids)}
    if row.confidence:
        found["confidence-score"] = {"percentage": float(row.confidence)}
    if row.comment.strip():
        found["remarks"] = row.comment.strip()
    return found


def _gaps(mapping: DraftMapping, ids: Mapping[str, str]) -> dict[str, Any]:
    """Return the gap summaries of both sides; they hold ids only, so names and comments stand in props of the mapping."""
    found: dict[str, Any] = {}
    props = []
    for key, is_source in (("source-gap-summary", True), ("target-gap-summary", False)):
        named: dict[str, DraftRow] = {}
        for row in mapping.rows:
            here, there = (row.subjects, row.objects) if is_source else (row.objects, row.subjects)
            named |= {s.name: row for s in here} if not there else {}
        for name, row in named.items():
            props.append(
                _prop(NO_COUNTERPART, name) | {"class": ids[name]} | ({"remarks": row.comment} if row.comment else {})
            )
        whole = [ids[name] for name, row in named.items() if row.more.get("with_parts") == "yes"]
        alone = [ids[name] for name, row in named.items() if row.more.get("with_parts") != "yes"]
        choices = [{"with-child-controls": "yes", "with-ids": whole}] if whole else []
        choices += [{"with-ids": alone}] if alone else []
        if choices:
            found[key] = {"uuid": _uuid(key, mapping.id), "unmapped-controls": choices}
    return found | ({"props": props} if props else {})


def _items(sides: Iterable[Side], ids: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"type": "control", "id-ref": ids[s.name], "props": [_prop("requirement", s.name)]} for s in sides]


def _resource(framework: str, mapping: DraftMapping, resources: Mapping[str, str]) -> dict[str, Any]:
    props = [_prop("framework", framework)]
    props += [_prop("namespace", mapping.prefixes[framework])] if framework in mapping.prefixes else []
    return {"type": "catalog", "href": f"#{resources[framework]}", "props": props}


def _described(framework: str, mapping: DraftMapping, resources: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"uuid": resources[framework], "title": framework}
    if iri := mapping.prefixes.get(framework):
        found["rlinks"] = [{"href": iri}]
    return found


def _lost(mapping: DraftMapping) -> Iterable[Note]:
    left_out = [r for r in mapping.rows if r.subjects and r.objects and not _relationship(r, mapping)]
    denied = sum(bool(row.modifier) for row in left_out)
    if unsaid := len(left_out) - denied:
        yield Note(
            "",
            f"{count_of(unsaid, 'row has', 'rows have')} neither a set relation nor a predicate of SKOS: OSCAL has no word for that",
        )
    if denied:
        what = f"{count_of(denied, 'row denies', 'rows deny')} a predicate: OSCAL has no word for that"
        yield Note("", what)


def tokens(keys: Iterable[str]) -> dict[str, str]:
    """Return for each key the id it gets: a token of OSCAL, of letters, digits and ``. - _``, that begins with no digit.

    >>> tokens(["iso27001:A.5.1", "iso27001:a b"])
    {'iso27001:A.5.1': 'iso27001_A.5.1', 'iso27001:a b': 'iso27001_a_b-85d694'}
    """
    return {key: _token(key.replace(":", "_", 1), key) for key in keys}


def _token(text: str, key: str = "") -> str:
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", text)
    plain = plain if re.match(r"[A-Za-z_]", plain) else f"_{plain}"
    return plain if not key or plain == text else f"{plain}-{sha256(key.encode()).hexdigest()[:6]}"


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": OURS, "value": value}


def _line(text: str) -> str:
    """Return a text on one line without outer blanks, as OSCAL wants its strings."""
    return " ".join(text.split())


def _metadata(
    title: str, when: datetime | None, version: str, about: Mapping[str, str], licence: str
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": _line(title),
        "last-modified": (when or clock.now()).isoformat(timespec="seconds"),
        "version": _line(version) or UNSTATED,
        "oscal-version": VERSION,
    }
    if props := [_prop(name, _line(value)) for name, value in about.items() if _line(value)]:
        found["props"] = props
    if re.match(r"[a-z]+://\S+$", licence):
        found["links"] = [{"href": licence, "rel": "license"}]
    return found


def _party(name: str, of: str) -> dict[str, Any]:
    uuid = _uuid("party", f"{of} {name}")
    return {
        "roles": [{"id": "creator", "title": "Creator"}],
        "parties": [{"uuid": uuid, "type": "organization", "name": name}],
        "responsible-parties": [{"role-id": "creator", "party-uuids": [uuid]}],
    }


def _uuid(kind: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{OURS}{kind}/{name}"))


class _Quoted(yaml.SafeDumper):
    """Writes every text in quotes, so that readers of YAML 1.1 and 1.2 take it for text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


_Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def _bytes(document: Mapping[str, Any], notation: str) -> bytes:
    if notation == "xml":
        return xml_bytes(document)
    if notation == "yaml":
        return yaml.dump(dict(document), Dumper=_Quoted, sort_keys=False, allow_unicode=True, width=1000).encode()
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
