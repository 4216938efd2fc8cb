"""Planted rows (``faulty_crosswalks``) as files of the kinds that people write by hand: SSSOM TSV, and the rows of a sheet with numbers and names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from faulty_crosswalks import Planted, Row, draft_row


def number(name: str) -> str:
    """Return an id's number as people write it: Article 9(4)(a), MAP 5.3, A.6.2.4."""
    local = name.partition(":")[2]
    if local.startswith("art-"):
        article, *points = local.removeprefix("art-").split("-")
        return f"Article {article}" + "".join(f"({point})" for point in points)
    return local.replace("-", " ")


def as_sssom(pair: tuple[str, str], rows: Iterable[Row], prefixes: Mapping[str, str]) -> str:
    """Write rows as an SSSOM TSV file."""
    lines = [
        "#mapping_set_id: https://example.org/theirs",
        "#license: https://creativecommons.org/licenses/by/4.0/",
        "#intersects_means: any overlap",
        "#curie_map:",
        *(f"#  {p}: {prefixes[p]}" for p in (*pair, "skos", "semapv")),
        *(f"#{side}_source: '{name}:'" for side, name in zip(("subject", "object"), pair, strict=True)),
        "#extension_definitions:\n#- slot_name: ext_set_relation\n#  property: https://w3id.org/aims-graph/ontology#setRelation",
        "\t".join(SSSOM),
    ]
    for row in rows:
        found = draft_row(row, "")
        ids = (row[0] or "sssom:NoTermFound", row[3] or "sssom:NoTermFound")
        predicate = found.predicate or "skos:relatedMatch"
        cells = (ids[0], row[1], predicate, found.modifier, ids[1], row[4], found.relation, row[5])
        lines.append("\t".join((*cells, "semapv:ManualMappingCuration")))
    return "\n".join(lines) + "\n"


SSSOM = (
    *("subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label"),
    *("ext_set_relation", "comment", "mapping_justification"),
)
SHEET = (
    "Source ID",
    "Source title",
    "Source framework",
    "Relationship",
    "Target ID",
    "Target title",
    "Target framework",
    "Comments",
)
NAMES = {
    **{"iso42001": "ISO/IEC 42001:2023", "iso27001": "ISO/IEC 27001:2022", "iso9001": "ISO 9001:2015"},
    **{"airmf": "NIST AI RMF 1.0", "aiact": "EU AI Act"},
}


def as_cells(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Write rows as those of a sheet, with numbers as people write them and frameworks by name."""
    table = [SHEET]
    for subject, title, relation, object_, other, comment in rows:
        one, two = (NAMES[i.partition(":")[0]] for i in (subject, object_))
        table.append((number(subject), title, one, relation.replace("_", " "), number(object_), other, two, comment))
    return table


def fits_a_sheet(planted: Planted) -> bool:
    """Whether a sheet has words for it: no predicate, and both sides named."""
    return not any(":" in row[2] or not row[0] or not row[3] for row in planted.rows)
