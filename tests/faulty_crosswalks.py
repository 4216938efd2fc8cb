"""Crosswalks with faults planted in them, as published ones have them; each fault with the rule that must find it, and what is right.

A row is (subject, its title, relation, object, its title, comment). A relation is a set relation, a SKOS predicate, ``Not`` before either, or
``predicate/relation``; an empty side says that there is no counterpart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aims_graph.exchange.draft import Draft, DraftMapping, DraftRow, Side

Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Planted:
    """One fault: the rows that have it, the rule that finds it at the last of them, and the ids that should stand there."""

    name: str
    rule: str
    rows: tuple[Row, ...]
    right: tuple[str, ...] = ()


def one(name: str, rule: str, row: Row, *right: str) -> Planted:
    return Planted(name, rule, (row,), right)


A, S, Q, R, L = "iso42001:", "iso27001:", "iso9001:", "airmf:", "aiact:"
TO_LAW = ("iso42001", "aiact")
TO_SECURITY = ("iso42001", "iso27001")
TO_QUALITY = ("iso27001", "iso9001")
TO_RMF = ("iso42001", "airmf")

#: Pair of frameworks -> the faults planted in a crosswalk of it.
PLANTED: dict[tuple[str, str], tuple[Planted, ...]] = {
    TO_SECURITY: (
        one(
            "A.2.5 of 42001",
            "unknown-id",
            (f"{A}A.2.5", "Review of the AI policy", "intersects", f"{S}A.5.1", "", ""),
            f"{A}A.2.4",
        ),
        one(
            "A.3.4 of 42001",
            "unknown-id",
            (f"{A}A.3.4", "Reporting of concerns", "intersects", f"{S}A.6.8", "", ""),
            f"{A}A.3.3",
        ),
        one(
            "A.5.1 of 42001",
            "unknown-id",
            (f"{A}A.5.1", "AI system impact assessment process", "intersects", f"{S}8.2", "", ""),
            f"{A}A.5.2",
        ),
        one(
            "A.6.2.9 of 42001",
            "unknown-id",
            (f"{A}A.6.2.9", "AI system recording of event logs", "intersects", f"{S}A.8.15", "", ""),
            f"{A}A.6.2.8",
        ),
        one(
            "A.8.1 of 42001",
            "unknown-id",
            (f"{A}A.8.1", "External reporting", "intersects", f"{S}A.5.5", "", ""),
            f"{A}A.8.3",
        ),
        one(
            "a number near another",
            "unknown-id",
            (f"{A}A.6.2.88", "", "intersects", f"{S}A.8.16", "", ""),
            f"{A}A.6.2.8",
        ),
        one(
            "27001 has no A.5.38",
            "unknown-id",
            (f"{A}7.5.3", "", "intersects", f"{S}A.5.38", "Documented operating procedures", ""),
            f"{S}A.5.37",
        ),
        one(
            "A.12.4.1 of 27001:2013",
            "other-edition",
            (f"{A}A.6.2.8", "AI system recording of event logs", "intersects", f"{S}A.12.4.1", "Event logging", ""),
            f"{S}A.8.15",
        ),
        one(
            "A.9.2.3 of 27001:2013",
            "other-edition",
            (f"{A}A.3.2", "", "intersects", f"{S}A.9.2.3", "", ""),
            f"{S}A.8.2",
        ),
        one(
            "A.18.1.4 of 27001:2013",
            "other-edition",
            (
                f"{A}A.7.2",
                "",
                "intersects",
                f"{S}A.18.1.4",
                "Privacy and protection of personally identifiable information",
                "",
            ),
            f"{S}A.5.34",
        ),
        one(
            "A.15.1, a heading of 27001:2013",
            "other-edition",
            (f"{A}A.10.3", "", "intersects", f"{S}A.15.1", "", ""),
            f"{S}A.5.19",
        ),
        one(
            "A.6.2 with the title of 2013",
            "other-edition",
            (f"{A}A.9.3", "", "intersects", f"{S}A.6.2", "Mobile devices and teleworking", ""),
            f"{S}A.6.7",
        ),
        one(
            "A.8.3 with the title of 2013",
            "other-edition",
            (f"{A}A.7.3", "", "intersects", f"{S}A.8.3", "Media handling", ""),
            f"{S}A.7.10",
        ),
        one(
            "Annex B for A",
            "guidance-number",
            (
                f"{A}B.6.2.6",
                "AI system operation and monitoring",
                "intersects",
                f"{S}A.8.16",
                "Monitoring activities",
                "",
            ),
            f"{A}A.6.2.6",
        ),
        one(
            "the title of another control",
            "wrong-title",
            (
                f"{A}A.5.4",
                "Assessing AI system impact on individuals or groups of individuals",
                "intersects",
                f"{S}A.5.1",
                "Privacy and protection of PII",
                "",
            ),
            f"{S}A.5.34",
        ),
        one(
            "the title of the next control",
            "shifted-number",
            (f"{A}A.6.2.5", "AI system deployment", "intersects", f"{S}A.8.31", "Change management", ""),
            f"{S}A.8.32",
        ),
        one(
            "a title that nobody has",
            "odd-title",
            (f"{A}A.4.3", "Data resources", "intersects", f"{S}A.5.9", "Purchase of stationery", ""),
        ),
        one(
            "A.8.4 for logging",
            "mistaken-number",
            (f"{A}A.8.4", "Event logging", "intersects", f"{S}A.8.17", "", ""),
            f"{A}A.6.2.8",
        ),
        one("A.8.4 with A.8.15", "known-trap", (f"{A}A.8.4", "", "intersects", f"{S}A.8.15", "", "")),
        one(
            "A.4.2 for literacy",
            "mistaken-number",
            (f"{A}A.4.2", "AI literacy", "intersects", f"{S}A.6.3", "", ""),
            f"{A}A.4.6",
        ),
        one("improvement with correction", "known-trap", (f"{A}10.1", "", "equal", f"{S}10.2", "", "")),
        one(
            "the titles of 10.1 and 10.2 crossed",
            "mistaken-number",
            (f"{A}10.2", "Continual improvement", "equal", f"{S}10.1", "Continual improvement", ""),
            f"{A}10.1",
        ),
        one(
            "8.2 called impact assessment",
            "mistaken-number",
            (f"{A}8.2", "AI system impact assessment", "intersects", f"{S}8.3", "", ""),
            f"{A}8.4",
        ),
        one("a heading", "heading", (f"{A}A.6.2", "", "intersects", f"{S}A.8.25", "", "")),
        one("a theme with a theme", "theme-with-theme", (f"{A}A.6", "", "intersects", f"{S}A.8", "", "")),
        one("ours says no", "ours-against", (f"{A}6.1.4", "", "intersects", f"{S}6.1.2", "", "")),
        Planted(
            "a pair twice",
            "pair-twice",
            (
                (f"{A}5.2", "", "intersects", f"{S}5.2", "", ""),
                (f"{A}5.2", "AI policy", "skos:relatedMatch", f"{S}5.2", "Policy", ""),
            ),
        ),
        Planted(
            "against its inverse",
            "against-inverse",
            ((f"{A}9.3.1", "", "subset_of", f"{S}9.3.1", "", ""), (f"{S}9.3.1", "", "subset_of", f"{A}9.3.1", "", "")),
        ),
        one("exact against subset", "predicate", (f"{A}9.1", "", "skos:exactMatch/subset_of", f"{S}9.1", "", "")),
        one(
            "narrower taken for narrower than",
            "predicate",
            (f"{A}7.4", "", "skos:narrowMatch/subset_of", f"{S}7.4", "", ""),
        ),
        one(
            "Not beside what states", "negation", (f"{A}7.1", "", "Not skos:relatedMatch/intersects", f"{S}7.1", "", "")
        ),
        one(
            "a denial without Not",
            "negation",
            (f"{A}A.9.2", "", "skos:relatedMatch/no_relationship", f"{S}A.7.4", "", ""),
        ),
        one("Not beside no counterpart", "negation", (f"{A}A.6.1.2", "", "Not skos:relatedMatch", "", "", "")),
        Planted(
            "no counterpart, and one",
            "no-counterpart",
            (
                (f"{A}A.10.4", "", "intersects", f"{S}A.5.24", "", ""),
                (f"{A}A.10.4", "", "skos:relatedMatch", "", "", ""),
            ),
        ),
        one(
            "no counterpart, yet a relation",
            "no-counterpart",
            (f"{A}A.5.5", "", "skos:relatedMatch/intersects", "", "", ""),
        ),
        one("a requirement beside itself", "same-requirement", (f"{A}6.3", "", "equal", f"{A}6.3", "", "")),
    ),
    TO_LAW: (
        one(
            "Article 29 of the proposal",
            "other-edition",
            (f"{A}A.9.2", "", "intersects", f"{L}art-29", "Obligations of deployers of high-risk AI systems", ""),
            f"{L}art-26",
        ),
        one(
            "Article 28 of the proposal",
            "other-edition",
            (f"{A}A.10.2", "", "intersects", f"{L}art-28", "Responsibilities along the AI value chain", ""),
            f"{L}art-25",
        ),
        one(
            "Article 52 of the proposal",
            "other-edition",
            (f"{A}A.8.2", "", "intersects", f"{L}art-52", "Transparency obligations for certain AI systems", ""),
            f"{L}art-50",
        ),
        one(
            "Article 52(1) of the proposal",
            "other-edition",
            (
                f"{A}A.8.2",
                "",
                "intersects",
                f"{L}art-52-1",
                "Transparency: telling people that they interact with AI",
                "",
            ),
            f"{L}art-50",
        ),
        one(
            "Article 60 of the proposal",
            "other-edition",
            (f"{A}A.8.3", "", "intersects", f"{L}art-60", "EU database for high-risk AI systems", ""),
            f"{L}art-71",
        ),
        one(
            "Article 61 of the proposal",
            "other-edition",
            (f"{A}A.6.2.6", "", "intersects", f"{L}art-61", "Post-market monitoring", ""),
            f"{L}art-72",
        ),
        one(
            "Article 62 of the proposal",
            "other-edition",
            (f"{A}A.8.4", "", "intersects", f"{L}art-62", "Reporting of serious incidents", ""),
            f"{L}art-73",
        ),
        one(
            "Article 9(4)(a)",
            "unknown-id",
            (f"{A}6.1.3", "", "intersects", f"{L}art-9-4-a", "Eliminate or reduce by design", ""),
            f"{L}art-9-5-a",
        ),
        one("Article 50(1)(b)", "unknown-id", (f"{A}A.8.5", "", "intersects", f"{L}art-50-1-b", "", "")),
        one(
            "Article 9 shifted",
            "shifted-number",
            (f"{A}6.1.2", "", "intersects", f"{L}art-9-4", "Acceptable residual risk", ""),
            f"{L}art-9-5",
        ),
        one(
            "Article 10 shifted",
            "shifted-number",
            (f"{A}A.7.4", "", "intersects", f"{L}art-10-2-e", "Examination for possible biases", ""),
            f"{L}art-10-2-f",
        ),
        one(
            "Article 15 shifted",
            "shifted-number",
            (f"{A}A.6.2.4", "", "intersects", f"{L}art-15-4", "Resilience against attacks", ""),
            f"{L}art-15-5",
        ),
        one(
            "Article 17 shifted",
            "shifted-number",
            (f"{A}7.5.3", "", "intersects", f"{L}art-17-1-j", "Record-keeping systems and procedures", ""),
            f"{L}art-17-1-k",
        ),
        one(
            "Article 26 shifted",
            "shifted-number",
            (f"{A}A.6.2.8", "", "intersects", f"{L}art-26-5", "Deployer log retention of at least six months", ""),
            f"{L}art-26-6",
        ),
        one(
            "Article 26 shifted, the comment says so",
            "comment-elsewhere",
            (
                f"{A}A.8.5",
                "",
                "intersects",
                f"{L}art-26-8",
                "",
                "Both ask that workers and their representatives are informed.",
            ),
            f"{L}art-26-7",
        ),
        one(
            "Article 52 without a title",
            "likely-edition",
            (f"{A}A.8.2", "", "intersects", f"{L}art-52-2", "", ""),
            f"{L}art-50",
        ),
        one(
            "Article 61 without a title",
            "likely-edition",
            (f"{A}A.6.2.6", "", "intersects", f"{L}art-61-1", "", ""),
            f"{L}art-72",
        ),
        one("6.1.2 for the rights impact assessment", "known-trap", (f"{A}6.1.2", "", "equal", f"{L}art-27-1", "", "")),
        one(
            "6.1.2 called impact assessment",
            "mistaken-number",
            (f"{A}6.1.2", "AI impact assessment", "intersects", f"{L}art-27-3", "", ""),
            f"{A}6.1.4",
        ),
        one("an article, no paragraph", "heading", (f"{A}A.6.2.3", "", "intersects", f"{L}art-11", "", "")),
    ),
    TO_QUALITY: (
        one(
            "4.2.3 of 9001:2008",
            "other-edition",
            (f"{S}7.5.3", "", "intersects", f"{Q}4.2.3", "Control of documents", ""),
            f"{Q}7.5.3.1",
        ),
        one(
            "5.5.2 of 9001:2008",
            "other-edition",
            (f"{S}5.3", "", "intersects", f"{Q}5.5.2", "Management representative", ""),
            f"{Q}5.3",
        ),
        one(
            "8.5.2 with the title of 2008",
            "other-edition",
            (f"{S}10.2", "", "intersects", f"{Q}8.5.2", "Corrective action", ""),
            f"{Q}10.2.1",
        ),
        one(
            "8.2.2 with the title of 2008",
            "other-edition",
            (f"{S}9.2.1", "", "intersects", f"{Q}8.2.2", "Internal audit", ""),
            f"{Q}9.2.1",
        ),
        one("10.2 of 9001 for improvement", "known-trap", (f"{S}10.1", "", "equal", f"{Q}10.2.1", "", "")),
        # 4.1 within 4.2, which is within 4.3, with which 4.1 has nothing in common.
        Planted(
            "a chain that cannot be",
            "contradiction",
            (
                (f"{S}9.2.2", "", "subset_of", f"{Q}9.2.2", "", ""),
                (f"{S}9.2", "", "Not skos:relatedMatch/no_relationship", f"{Q}9.2.2", "", ""),
            ),
        ),
        Planted(
            "a gap that is answered",
            "answered-gap",
            ((f"{S}7.5.1", "", "equal", f"{Q}7.5.1", "", ""), (f"{S}7.5", "", "skos:relatedMatch", "", "", "")),
        ),
    ),
    TO_RMF: (
        Planted(
            "what follows",
            "follows",
            (
                (f"{A}A.6.2.4", "", "subset_of", f"{R}MEASURE-2.5", "", ""),
                (f"{A}A.6.2.4", "", "intersects", f"{R}MEASURE-2", "", ""),
            ),
        ),
        one("a support, taken for an overlap", "ours-against", (f"{A}A.7.3", "", "intersects", f"{R}MAP-4.1", "", "")),
        one("MAP 5.3", "unknown-id", (f"{A}A.5.4", "", "intersects", f"{R}MAP-5.3", "", ""), f"{R}MAP-5.2"),
        one("MANAGE 5.1", "unknown-id", (f"{A}10.2", "", "intersects", f"{R}MANAGE-5.1", "", ""), f"{R}MANAGE-4.1"),
        one(
            "a subcategory with another's title",
            "wrong-title",
            (f"{A}A.6.2.4", "", "intersects", f"{R}GOVERN-1.1", "Training data bias and fairness evaluated", ""),
            f"{R}MEASURE-2.11",
        ),
    ),
}


def draft_row(row: Row, where: str) -> DraftRow:
    """Return a planted row as a reader would."""
    subject, subject_title, said, object_, object_title, comment = row
    modifier, said = ("Not", said.removeprefix("Not ")) if said.startswith("Not ") else ("", said)
    predicate, _, relation = said.partition("/") if ":" in said else ("", "", said)
    subjects = (Side(subject, "", subject_title),) if subject else ()
    objects = (Side(object_, "", object_title),) if object_ else ()
    return DraftRow(subjects, objects, where, predicate, modifier, relation, comment=comment)


def draft(pair: tuple[str, str], rows: Iterable[Row], prefixes: dict[str, str], **more: object) -> Draft:
    """Return a file of rows, the first on line 10."""
    found = tuple(draft_row(row, str(line)) for line, row in enumerate(rows, 10))
    mapping = DraftMapping("theirs", "Theirs", found, *pair, prefixes=prefixes, **more)  # type: ignore[arg-type]
    return Draft("SSSOM", Path("theirs.sssom.tsv"), "", (), (mapping,))


# As files


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
