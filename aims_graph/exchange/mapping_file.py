"""The mapping file of one pair of frameworks, of the rows that an import or a decision enters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aims_graph.exchange.cells import header_lines, one_line
from aims_graph.exchange.crosswalks import Crosswalk
from aims_graph.exchange.draft import DraftMapping
from aims_graph.exchange.slots import MULTIVALUED
from aims_graph.formats.header import ADDRESS, SLOTS
from aims_graph.formats.mapping_sssom import COLUMNS
from aims_graph.formats.tsv import canonical_text
from aims_graph.pack.names import Names

#: What SSSOM has where no licence is stated.
UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"


def mapping_text(
    crosswalk: Crosswalk, mapping: DraftMapping, names: Names, origin: Mapping[str, str], stated_by: str
) -> str:
    """Return the mapping file of one pair.

    Args:
        crosswalk: its rows.
        mapping: the crosswalk they come from.
        names: the prefixes, those of frameworks entered with it included.
        origin: header lines about the file it came from.
        stated_by: whose set it is; empty for the folder's own.
    """
    used = dict.fromkeys((*COLUMNS, *(c for row in crosswalk.rows for c in row)))
    columns = [c for c in used if c == "ext_set_relation" or any(row.get(c) for row in crosswalk.rows)]
    extensions = [c for c in columns if c.startswith("ext_")]
    licence = ADDRESS.read(one_line(mapping.licence)) or ""
    slots = {k: v.split("|") if k in MULTIVALUED else v for k, v in mapping.more.items() if k in SLOTS}
    header: dict[str, Any] = {
        "mapping_set_id": mapping.id or f"urn:sha256:{origin['source_sha256']}",
        "mapping_set_title": mapping.title,
        "mapping_set_description": mapping.description,
        "license": licence or UNSPECIFIED,
        "mapping_set_version": mapping.version,
        **slots,
        "rights": mapping.rights or ("" if licence else mapping.licence),
        "subject_source": f"{crosswalk.subject}:",
        "object_source": f"{crosswalk.object}:",
        "stated_by": stated_by,
        "complete": "no",
        "intersects_means": "any overlap" if mapping.any_overlap else "",
        **origin,
        "source_rows": len(mapping.rows),
        "source_says": {
            **{
                "stated_by": mapping.stated_by,
                "date": mapping.date,
                "subject": mapping.subject,
                "object": mapping.object,
            },
            **{k: v for k, v in mapping.more.items() if k not in SLOTS},
        },
        "curie_map": dict(_prefixes(crosswalk, mapping, names)),
        "extension_definitions": [
            {"slot_name": c, "property": f"aims:{c}", "type_hint": "xsd:string", **mapping.extensions.get(c, {})}
            for c in extensions
        ],
    }
    return canonical_text(header_lines(header), columns, crosswalk.rows)


def _prefixes(crosswalk: Crosswalk, mapping: DraftMapping, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what the short names of the file stand for: ours first, then those of the file that nothing of ours contradicts."""
    needed = {crosswalk.subject, crosswalk.object, "aims", "map", "semapv", "skos", "sssom", "xsd"}
    for row in crosswalk.rows:
        needed |= {row[c].partition(":")[0] for c in ("predicate_id", "mapping_justification") if "://" not in row[c]}
    for prefix in sorted(needed & names.table.keys()):
        yield prefix, names.table[prefix]
    for prefix, iri in mapping.prefixes.items():
        if prefix not in needed and names.table.get(prefix, iri) == iri:
            yield prefix, iri
