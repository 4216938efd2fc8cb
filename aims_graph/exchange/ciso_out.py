"""CISO Assistant libraries (YAML), written: a framework, or a mapping set between two frameworks written so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any

import yaml

from aims_graph.counting import count_of
from aims_graph.exchange.cells import urn_part
from aims_graph.exchange.ciso import RELATIONS
from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, above
from aims_graph.exchange.leaving import Written

_PACKAGER = "aims-graph"
_WORDS = {ours: theirs for theirs, ours in RELATIONS.items()}


def write_framework(framework: DraftFramework) -> Written:
    """Return a library that holds one framework. Its URNs are our own, made from the framework's namespace and each requirement's id."""
    slug = _slug(framework.key, framework.iri)
    urns = _node_urns(slug, (r.key for r in framework.requirements))
    parents = {r.key: r.parent for r in framework.requirements}
    # The topmost stand at depth 1.
    nodes = [_node(r, urns, 1 + len([*above(r.key, parents)])) for r in framework.requirements]
    about = _library(slug, framework.title, framework.description, framework.date, framework.language)
    about["copyright"] = framework.rights or framework.licence
    about["provider"] = framework.issuer
    body = {
        "urn": _urn("framework", slug),
        "ref_id": framework.short,
        "name": framework.title,
        "description": framework.description,
        "requirement_nodes": nodes,
    }
    lost = Counter(r.kind for r in framework.requirements if r.kind not in ("requirement", "heading"))
    notes = [Note("", f"what each requirement is ({', '.join(lost)}) has no place in this format")] if lost else []
    if not framework.language:
        notes.append(Note("", "its language is not stated; the format asks for one, and en stands there"))
    return Written(_dumped(about | {"objects": {"framework": _said(body)}}), tuple(notes))


def _node(requirement: DraftRequirement, urns: Mapping[str, str], depth: int) -> dict[str, Any]:
    node = {
        "urn": urns[requirement.key],
        "assessable": requirement.assessable,
        "depth": depth,
        "parent_urn": urns.get(requirement.parent, ""),
        "ref_id": requirement.number,
        "name": requirement.title,
        "description": requirement.text,
        "annotation": requirement.more.get("annotation", ""),
    }
    groups = requirement.more.get("implementation_groups", "")
    return _said(node | {"implementation_groups": groups.split("|") if groups else []})


def write_mapping(mapping: DraftMapping) -> Written:
    """Return a library that holds one mapping set. It needs the libraries of both frameworks as :func:`write_framework` writes them.

    A row in this format has one requirement on each side and a relationship: rows without counterpart, of sets, or without set relation are
    left out, and named.
    """
    left, right = (_slug(f, mapping.prefixes.get(f, "")) for f in (mapping.subject, mapping.object))
    fit = [row for row in mapping.rows if len(row.subjects) == len(row.objects) == 1 and row.relation in _WORDS]
    urns = (
        _node_urns(left, (row.subjects[0].name for row in fit)),
        _node_urns(right, (row.objects[0].name for row in fit)),
    )
    slug = f"{left}-to-{right}" + (f"-{urn_part(mapping.stated_by)}" if mapping.stated_by else "")
    about = _library(f"mapping-{slug}", mapping.title, mapping.description, mapping.date, "")
    about["copyright"] = mapping.rights or mapping.licence
    about["provider"] = mapping.stated_by
    body = {
        "urn": _urn("req_mapping_set", slug),
        "ref_id": f"mapping-{slug}",
        "name": mapping.title,
        "description": mapping.description,
        "source_framework_urn": _urn("framework", left),
        "target_framework_urn": _urn("framework", right),
    }
    rows = {
        "requirement_mappings": [
            _said(
                {
                    "source_requirement_urn": urns[0][row.subjects[0].name],
                    "target_requirement_urn": urns[1][row.objects[0].name],
                    "relationship": _WORDS[row.relation],
                    "annotation": row.comment,
                }
            )
            for row in fit
        ],
    }
    about["dependencies"] = [_urn("library", left), _urn("library", right)]
    return Written(
        _dumped(about | {"objects": {"requirement_mapping_sets": [_said(body) | rows]}}), tuple(_left_out(mapping))
    )


def _left_out(mapping: DraftMapping) -> Iterable[Note]:
    whys = Counter(why for row in mapping.rows if (why := _why_not(row)))
    for why, number in whys.items():
        yield Note("", f"{count_of(number, 'row')} {why}: this format has no place for that")
    if not mapping.any_overlap and any(row.relation == "intersects" for row in mapping.rows):
        yield Note("", "that 'intersect' here denies containment is not said in this format")


def _why_not(row: DraftRow) -> str:
    if not row.subjects or not row.objects:
        return "without a counterpart"
    if len(row.subjects) > 1 or len(row.objects) > 1:
        return "of sets"
    return "" if row.relation in _WORDS else "without a set relation"


def _library(slug: str, title: str, description: str, day: str, language: str) -> dict[str, Any]:
    """Return the head of a library; keys without a value go when it is written."""
    return {
        "urn": _urn("library", slug),
        "locale": language or "en",
        "ref_id": slug,
        "name": title,
        "description": description,
        "copyright": "",
        "version": 1,
        "publication_date": date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
        "provider": "",
        "packager": _PACKAGER,
        "dependencies": [],
    }


def _urn(kind: str, slug: str) -> str:
    return f"urn:{_PACKAGER}:risk:{kind}:{slug}"


def _slug(framework: str, iri: str) -> str:
    """Return the framework's part of URNs: the last part of its namespace, which tells the edition, else its name.

    >>> _slug("iso42001", "https://w3id.org/aims-graph/iso42001-2023/"), _slug("nist-csf-2.0", "https://nist-csf-2-0.invalid/")
    ('iso42001-2023', 'nist-csf-2.0')
    """
    last = iri.rstrip("/#").rpartition("/")[2]
    # A namespace that was made up for what had none (RFC 2606) says less than the name.
    return urn_part(framework if not last or last.endswith(".invalid") else last)


def _node_urns(slug: str, keys: Iterable[str]) -> dict[str, str]:
    """Give each key a URN of its own; keys that would share one get a number behind."""
    urns: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        if key not in urns:
            plain = _urn("req_node", f"{slug}:{urn_part(key)}")
            urns[key] = next(u for n in count(1) if (u := plain if n == 1 else f"{plain}-{n}") not in taken)
            taken.add(urns[key])
    return urns


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [])}


def _dumped(library: Mapping[str, Any]) -> bytes:
    text = yaml.dump(_said(library), Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()
