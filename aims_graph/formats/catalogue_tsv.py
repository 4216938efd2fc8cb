"""Catalogues: one table a framework and edition, read to :class:`Framework` and :class:`Requirement` records."""

from __future__ import annotations

from pathlib import Path

from aims_graph.errors import Finding
from aims_graph.formats.expressions import expression_fault
from aims_graph.formats.tsv import Row, TsvFile, canonical_text, is_date, is_web_address, read_tsv
from aims_graph.model import Applicability, Framework, Provision, Requirement, Source
from aims_graph.pack.names import Names
from aims_graph.pack.pack import Pack

#: Column -> what a person writes there; the column list of ontology/catalogues/README.md is printed from this table.
COLUMNS = {
    "id": "prefix and number, such as iso42001:6.1.2; never reused, so that mappings stay true",
    "number": "the number as printed; empty where the standard prints none",
    "kind": "clause, area, objective, control, theme, function, category, subcategory, article, paragraph, point …",
    "title": "the title as printed; in parentheses where the standard prints none and the words are ours",
    "parent": "id of the node it stands under; empty at the top",
    "assessable": "yes if an auditor could raise a nonconformity at this very node, no for headings and what binds nobody audited",
    "nature": "law only: obligation, prohibition, permission, yardstick, classification, scope, definition, power, penalty, application, content, heading",
    "bearer": "law only: who must act, separated by | (roles of ontology/law.ttl)",
    "condition": "law only: when it binds, beyond role and system, in a short phrase",
    "when": "law only: the same as an expression over the facts of ontology/facts.tsv, kinds of system and roles, with and, or, not and parentheses",
    "extent": "law only: how far it reaches, or when it falls due, which decides nothing about whether it binds, in a short phrase",
    "systems": "law only: the kinds of system it is about, separated by |",
    "applies_from": "law only: the formal date under Article 113, one for all, or system=date separated by |",
    "effective_from": "law only: the date it takes effect, not before the classification it depends on applies; written like applies_from",
    "state": "law only: kept, reworded, inserted or moved; in the superseded edition kept, reworded, deleted or moved",
    "amended_by": "law only: the point of the amending act that did it",
    "replaces": "law only: ids of the provisions of the earlier edition whose place it takes, separated by |",
    "harmonized": "management system standards: the Harmonized Structure clause whose text it carries, or own",
    "alias": "other ways to write the number (B.6.2.4 for A.6.2.4), separated by |",
    "summary": "one or two sentences in our words that tell this requirement from its neighbours",
    "documented_information": "what must exist in writing because this requirement says so, separated by '; '",
    "difference": "superseded edition only: what the amendment changed here",
}
REQUIRED = ("id", "number", "kind", "title", "parent", "assessable", "summary")
NATURES = {
    *("obligation", "prohibition", "permission", "yardstick", "classification", "scope"),
    *("definition", "power", "penalty", "application", "content", "heading"),
}
STATES = {"kept", "reworded", "inserted", "moved", "deleted"}
ROLES = ("framework", "spine", "superseded")
HEADER_KEYS = ("id", "title", "short", "edition", "role", "licence", "language", "sources", "counts")


def read_catalogue(path: Path, pack: Pack, names: Names) -> tuple[Framework | None, list[Requirement], list[Finding]]:
    """Read one catalogue.

    Returns:
        The framework (``None`` if the header does not say which it is), its requirements in row order, and every fault.
    """
    table = read_tsv(path, pack, tuple(COLUMNS), REQUIRED)
    framework = _framework(table, names)
    if framework is None or any(column not in table.columns for column in REQUIRED):
        return framework, [], table.findings
    requirements: list[Requirement] = []
    lines: dict[str, int] = {}
    for row in table.rows:
        if row["id"] in lines:
            table.fault(
                row.line, f"{row['id']} stands on line {lines[row['id']]} already", "give each requirement one row"
            )
            continue
        _check_row(table, row, framework, lines)
        if row["parent"] not in lines:
            row.cells["parent"] = ""  # else nobody could walk upwards
        lines[row["id"]] = row.line
        requirements.append(_requirement(row, framework, len(requirements) + 1, table.file))
    _check_counts(table, framework, requirements)
    return framework, requirements, table.findings


def _framework(table: TsvFile, names: Names) -> Framework | None:
    for key in HEADER_KEYS:
        if not table.header.get(key):
            table.fault(1, f"the header has no '{key}'", f"add a line '#{key}: …'")
    header, counts = table.header, table.header.get("counts") or {}
    if not header.get("id"):
        return None
    if str(header["id"]) not in names:
        table.fault(
            1, f"framework id '{header['id']}' is no prefix", "add it to ontology/prefixes.tsv or correct the header"
        )
        return None
    if header.get("licence") and not is_web_address(str(header["licence"])):
        table.fault(1, f"licence '{header['licence']}' is no web address", "write one")
    if not str(header.get("rank", 0)).isdigit():
        table.fault(1, f"rank '{header['rank']}' is no number", "write the framework's place among the others")
        header = {**header, "rank": 99}
    if header.get("role") not in ROLES:
        table.fault(1, f"role '{header.get('role')}' is unknown", f"use one of {', '.join(ROLES)}")
    if not isinstance(counts, dict) or not all(isinstance(n, int) for n in counts.values()):
        table.fault(
            1, "counts are no list of kind: number", "write for instance '#counts:' and below it '#  control: 38'"
        )
        counts = {}
    return Framework(
        str(header["id"]),
        str(header.get("title", header["id"])),
        str(header.get("short", header["id"])),
        str(header.get("edition", "")),
        str(header.get("role", "")),
        counts,
        header,
        Source(table.file, 1),
    )


def _check_row(table: TsvFile, row: Row, framework: Framework, lines: dict[str, int]) -> None:
    prefix, _, local = row["id"].partition(":")
    if prefix != framework.id or not local or " " in local:
        table.fault(
            row.line,
            f"id '{row['id']}' does not belong to {framework.id}",
            f"begin it with '{framework.id}:' and write no blank",
        )
    if row["number"] and not row["kind"].startswith(("chapter", "section", "article", "annex", "para", "point", "sub")):
        expected = row["number"].replace(" ", "-")
        if row["kind"] != "characteristic" and local != expected:
            table.fault(
                row.line, f"id '{row['id']}' and number '{row['number']}' differ", f"write {framework.id}:{expected}"
            )
    if not row["title"]:
        table.fault(row.line, f"{row['id']} has no title", "give the printed title, or one of ours in parentheses")
    if row["parent"] and row["parent"] not in lines:
        table.fault(
            row.line,
            f"parent '{row['parent']}' does not stand above {row['id']}",
            "correct the parent, or move the row below it",
        )
    if row["assessable"] not in ("yes", "no"):
        table.fault(row.line, f"assessable is '{row['assessable']}'", "write yes or no")
    if not row["summary"] and framework.role != "superseded":
        table.fault(row.line, f"{row['id']} has no summary", "say in one or two sentences of your own what it demands")
    if row["nature"] and row["nature"] not in NATURES:
        table.fault(row.line, f"nature '{row['nature']}' is unknown", f"use one of {', '.join(sorted(NATURES))}")
    if row["state"] and row["state"] not in STATES:
        table.fault(row.line, f"state '{row['state']}' is unknown", f"use one of {', '.join(sorted(STATES))}")
    if row["assessable"] == "yes" and row["nature"] and not (row["bearer"] and row["systems"]):
        table.fault(
            row.line,
            f"{row['id']} is assessable but names no bearer or no systems",
            "say who must act, and for which systems",
        )
    for column in ("applies_from", "effective_from"):
        for part in filter(None, row[column].split("|")):
            if not is_date(part.rpartition("=")[2]):
                table.fault(row.line, f"{column} '{part}' is no date", "write 2026-08-02, or annex-iii=2027-12-02")
    fault = expression_fault(row["when"])
    if fault:
        table.fault(row.line, f"when: {fault}", "write words of ontology/facts.tsv with and, or, not and parentheses")
    if row["applies_from"] and row["effective_from"]:
        for applies in _applicability(row):
            if applies.effective < applies.formal:
                table.fault(
                    row.line,
                    f"{row['id']} takes effect on {applies.effective}, before {applies.formal}",
                    "correct one of the two dates",
                )


def _check_counts(table: TsvFile, framework: Framework, requirements: list[Requirement]) -> None:
    for kind, stated in framework.counts.items():
        found = sum(requirement.kind == kind for requirement in requirements)
        if found != stated:
            table.fault(
                1,
                f"{found} rows of kind '{kind}', but the standard has {stated}",
                "restore the missing rows, or correct the count in the header",
            )


def _pairs(text: str) -> dict[str, str]:
    """Read ``2026-08-02`` or ``annex-iii=2027-12-02|annex-i-a=2028-08-02``; the key '' stands for every system."""
    return {part.rpartition("=")[0]: part.rpartition("=")[2] for part in text.split("|") if part}


def _applicability(row: Row) -> tuple[Applicability, ...]:
    formal, effective = _pairs(row["applies_from"]), _pairs(row["effective_from"])
    systems = sorted({*formal, *effective} - {""}) or [""]
    found = []
    for system in systems:
        start = formal.get(system, formal.get("", ""))
        found.append(Applicability(system, start, effective.get(system, effective.get("", start))))
    return tuple(a for a in found if a.formal)


def _list(text: str, separator: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _requirement(row: Row, framework: Framework, order: int, file: str) -> Requirement:
    ours = row["title"].startswith("(") and row["title"].endswith(")")
    provision = None
    if row["nature"] or row["state"]:
        provision = Provision(
            row["nature"],
            _list(row["bearer"]),
            row["condition"],
            row["when"],
            row["extent"],
            _list(row["systems"]),
            _applicability(row),
            row["state"],
            row["amended_by"],
            _list(row["replaces"]),
            row["difference"],
        )
    return Requirement(
        id=row["id"],
        framework=framework.id,
        number=row["number"],
        kind=row["kind"],
        title=row["title"][1:-1] if ours else row["title"],
        title_is_ours=ours,
        parent=row["parent"],
        order=order,
        assessable=row["assessable"] == "yes",
        summary=row["summary"],
        documented_information=_list(row["documented_information"], ";"),
        aliases=_list(row["alias"]),
        harmonized=row["harmonized"],
        source=Source(file, row.line),
        provision=provision,
    )


def canonical_catalogue(path: Path, pack: Pack) -> tuple[str, list[Finding]]:
    """Return the canonical text of a catalogue (row order is the standard's order and stays) and its faults."""
    table = read_tsv(path, pack, tuple(COLUMNS), REQUIRED)
    columns = [column for column in COLUMNS if column in table.columns]
    return canonical_text(table.header, columns, [row.cells for row in table.rows]), table.findings
