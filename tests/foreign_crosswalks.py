"""Planted rows (``faulty_crosswalks``) as others write crosswalks: CISO Assistant libraries, OSCAL mapping collections, SKOS; and which rows each has words for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape

import yaml
from faulty_crosswalks import Planted, Row
from written_crosswalks import NAMES

from aims_graph.exchange.oscal_xml_out import xml_bytes

#: How others name the frameworks in URNs.
_URNS = {
    **{"iso42001": "iso42001-2023", "iso27001": "iso27001-2022", "iso9001": "iso9001-2015"},
    **{"airmf": "nist-ai-rmf-1.0", "aiact": "eu-ai-act"},
}
_DENIED = "Not skos:relatedMatch/no_relationship"
#: Our word -> theirs.
_CISO = {
    **{"equal": "equal", "subset_of": "subset", "superset_of": "superset", "intersects": "intersect"},
    **{"no_relationship": "not_related", _DENIED: "not_related"},
}
_OSCAL = {
    **{"equal": "equal-to", "subset_of": "subset-of", "superset_of": "superset-of", "intersects": "intersects-with"},
    **{"no_relationship": "no-relationship", _DENIED: "no-relationship"},
}
_SKOS = {"equal": "exactMatch", "subset_of": "broadMatch", "superset_of": "narrowMatch", "intersects": "relatedMatch"}
#: Rules that rest on the title beside a number.
_OF_TITLES = {"wrong-title", "shifted-number", "odd-title", "mistaken-number"}


def as_ciso(pair: tuple[str, str], rows: Iterable[Row]) -> str:
    """Write rows as a library of CISO Assistant (YAML): URNs in small letters, no titles."""

    def urn(name: str) -> str:
        framework, _, local = name.partition(":")
        return f"urn:intuitem:risk:req_node:{_URNS[framework]}:{local.lower()}"

    mappings = [
        {"source_requirement_urn": urn(subject), "target_requirement_urn": urn(object_), "relationship": _CISO[said]}
        | ({"annotation": comment} if comment else {})
        for subject, _, said, object_, _, comment in rows
    ]
    ends = {
        f"{side}_framework_urn": f"urn:intuitem:risk:framework:{_URNS[f]}"
        for side, f in zip(("source", "target"), pair, strict=True)
    }
    body = {"urn": "urn:intuitem:risk:req_mapping_set:theirs", "name": "Theirs"} | ends
    library = {"urn": "urn:intuitem:risk:library:theirs", "locale": "en", "ref_id": "theirs", "name": "Theirs"}
    objects = {"objects": {"requirement_mapping_set": body | {"requirement_mappings": mappings}}}
    return yaml.safe_dump(library | {"provider": "Them"} | objects, sort_keys=False)


def as_oscal(pair: tuple[str, str], rows: Iterable[Row], notation: str = "json") -> bytes:
    """Write rows as a mapping collection of OSCAL (JSON, YAML, XML): ids without a framework, titles in the remarks."""
    uuids = (str(UUID(int=n, version=4)) for n in range(1, 10_000))
    resources = [{"uuid": next(uuids), "title": NAMES[framework]} for framework in pair]
    maps, gaps = [], []
    for subject, title, said, object_, other, comment in rows:
        if not object_:
            gaps.append(_id(subject))
            continue
        skos = said.partition(":")[2] if said.startswith("skos:") else ""
        told = {"relationship": skos or _OSCAL[said]} | ({"ns": "http://www.w3.org/2004/02/skos/core#"} if skos else {})
        maps.append(
            {"uuid": next(uuids)}
            | told
            | {"sources": [_item(subject, title)], "targets": [_item(object_, other)]}
            | ({"remarks": comment} if comment else {})
        )
    mapping = {
        "uuid": next(uuids),
        "source-resource": {"type": "catalog", "href": f"#{resources[0]['uuid']}"},
        "target-resource": {"type": "catalog", "href": f"#{resources[1]['uuid']}"},
        "maps": maps,
    }
    if gaps:
        mapping["source-gap-summary"] = {"uuid": next(uuids), "unmapped-controls": [{"with-ids": gaps}]}
    document = {
        "mapping-collection": {
            "uuid": next(uuids),
            "metadata": {
                **{"title": "Theirs", "last-modified": "2026-11-01T00:00:00Z", "version": "1"},
                "oscal-version": "1.2.1",
            },
            "provenance": {
                **{"method": "human", "matching-rationale": "semantic", "status": "draft"},
                "mapping-description": "Theirs",
            },
            "mappings": [mapping],
            "back-matter": {"resources": resources},
        }
    }
    if notation == "xml":
        return xml_bytes(document)
    text = json.dumps(document, indent=1) if notation == "json" else yaml.safe_dump(document, sort_keys=False)
    return text.encode()


def _id(name: str) -> str:
    return name.partition(":")[2].lower()


def _item(name: str, title: str) -> dict[str, str]:
    return {"type": "control", "id-ref": _id(name)} | ({"remarks": title} if title else {})


def as_skos(rows: Iterable[Row], prefixes: Mapping[str, str], syntax: str = "ttl") -> str:
    """Write rows as SKOS (Turtle ``ttl``, RDF/XML ``rdf``): a concept for each side with the title as its label, and matches, a line a match."""
    rows = list(rows)
    labels = {name: title for row in rows for name, title in ((row[0], row[1]), (row[3], row[4])) if title}
    if syntax == "rdf":
        lines = [
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
            f' xmlns:skos="{prefixes["skos"]}">',
        ]
        for name, title in labels.items():
            about = f'<skos:Concept rdf:about="{_iri(name, prefixes)}">'
            lines.append(f"{about}<skos:prefLabel>{escape(title)}</skos:prefLabel></skos:Concept>")
        for row in rows:
            match = f'<skos:{_match(row)} rdf:resource="{_iri(row[3], prefixes)}"/>'
            lines.append(f'<rdf:Description rdf:about="{_iri(row[0], prefixes)}">{match}</rdf:Description>')
        return "\n".join((*lines, "</rdf:RDF>\n"))
    lines = [f"@prefix {p}: <{prefixes[p]}> ." for p in ("skos", *NAMES)]
    lines += [
        f'<{_iri(name, prefixes)}> a skos:Concept ; skos:prefLabel """{title}"""@en .' for name, title in labels.items()
    ]
    lines += [_stated(row, prefixes) for row in rows]
    return "\n".join(lines) + "\n"


def _stated(row: Row, prefixes: Mapping[str, str]) -> str:
    return f"<{_iri(row[0], prefixes)}> skos:{_match(row)} <{_iri(row[3], prefixes)}> ."


def _iri(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local


def _match(row: Row) -> str:
    return row[2].partition(":")[2] if row[2].startswith("skos:") else _SKOS[row[2]]


def fits_ciso(of: Iterable[Planted], pair: tuple[str, str]) -> Iterator[Planted]:
    """Yield what can be planted in such a library: each side named and where it belongs, no predicate; what rests on a title is lost."""
    for planted in of:
        titled = any(row[1] or row[4] for row in planted.rows)
        if planted.rule in _OF_TITLES or (titled and planted.rule == "other-edition"):
            continue
        if _between(planted) == {pair} and all(row[2] in _CISO for row in planted.rows):
            yield replace(planted, right=()) if titled else planted


def fits_oscal(of: Iterable[Planted], pair: tuple[str, str]) -> Iterator[Planted]:
    """Yield what can be planted in a mapping collection: a relation, a predicate of SKOS, or no counterpart."""
    for planted in of:
        if _between(planted) <= {pair, (pair[0], "")} and all(
            row[2] in _OSCAL or _is_skos(row) for row in planted.rows
        ):
            # What overlaps with an intersects-with, which denies containment, does not follow from a subset: it contradicts it.
            yield replace(planted, rule="contradiction") if planted.rule == "follows" else planted


def fits_skos(of: Iterable[Planted], pair: tuple[str, str]) -> Iterator[Planted]:
    """Yield what can be planted in SKOS: matches between two schemes, each said once, nothing denied or commented; no match means an overlap."""
    for planted in of:
        if planted.name in ("what follows", "a support, taken for an overlap") or planted.rule == "pair-twice":
            continue
        plain = all((row[2] in _SKOS or _is_skos(row)) and not row[5] for row in planted.rows)
        if plain and _between(planted) <= {pair, pair[::-1]}:
            yield planted


def places(path: Path, rows: Iterable[Row], prefixes: Mapping[str, str]) -> list[str]:
    """Return where in a file of these each row stands: the line, the JSON pointer, in RDF/XML the subject; nothing of another file."""
    lines = path.read_text(encoding="utf-8").split("\n") if path.suffix != ".xlsx" else []
    if path.name.endswith("ciso.yaml"):
        return [str(n) for n, line in enumerate(lines, 1) if "- source_requirement_urn:" in line]
    if path.name.endswith("skos.ttl"):
        return [str(lines.index(_stated(row, prefixes)) + 1) for row in rows]
    if path.name.endswith("skos.rdf"):
        return [f"<{_iri(row[0], prefixes)}>" for row in rows]
    if ".oscal." not in path.name:
        return []
    mapping = "/mapping-collection/mappings/0"
    at = [f"{mapping}/maps/{n}" for n in range(sum(bool(row[3]) for row in rows))]
    gaps = f"{mapping}/source-gap-summary/unmapped-controls/0"
    if path.suffix == ".yaml":
        first = lines.index("    maps:") + 1
        at = [str(n) for n, line in enumerate(lines[first:], first + 1) if line.startswith("    - uuid:")]
        gaps = str(next((n for n, line in enumerate(lines, 1) if "- with-ids:" in line), 0))
    counted = iter(at)
    return [next(counted) if row[3] else gaps for row in rows]


def _is_skos(row: Row) -> bool:
    return row[2].startswith("skos:") and "/" not in row[2]


def _between(planted: Planted) -> set[tuple[str, str]]:
    """Return the frameworks of both sides of each row."""
    return {(row[0].partition(":")[0], row[3].partition(":")[0]) for row in planted.rows}
