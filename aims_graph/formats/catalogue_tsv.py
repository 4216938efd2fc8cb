"""Catalogues: one table a framework and edition, read to :class:`Framework` and :class:`Requirement` records."""

from __future__ import annotations

from collections import Counter

from aims_graph.counting import count_of
from aims_graph.formats.expressions import expression_fault
from aims_graph.formats.header import CATALOGUE
from aims_graph.formats.tsv import Form, Row, TsvFile, canonical_text, is_date
from aims_graph.model import Applicability, Framework, Provision, Requirement, Source
from aims_graph.model.expression import DEEPEST, LONGEST, MOST_WAYS
from aims_graph.pack.names import FIXED, Names
from aims_graph.pack.pack import Pack

#: Column -> what a person writes there; the column list of ontology/catalogues/README.md is printed from this table.
COLUMNS = {
    "id": "prefix and number, the framework id before the colon; never reused, so that mappings stay true",
    "number": "the number as printed; empty where the standard prints none",
    "kind": "clause, area, objective, control, theme, function, category, subcategory, article, paragraph, point …",
    "title": "the title as printed; in parentheses where the standard prints none and the words are ours",
    "parent": "id of the node it stands under; empty at the top",
    "assessable": "yes if an auditor could raise a nonconformity at this very node, no for headings and what binds nobody audited",
    "nature": "law only: what kind of provision it is (a nature of ontology/law.ttl)",
    "bearer": "law only: who must act, separated by | (roles of ontology/law.ttl)",
    "condition": "law only: when it binds, beyond role and system, in a short phrase",
    "when": "law only: the same as an expression over the facts of ontology/facts.tsv, kinds of system and roles, with and, or, not and parentheses; "
    f"at most {LONGEST} characters, {DEEPEST} parentheses in one another, and {MOST_WAYS} ways to hold when it is multiplied out "
    '("(a or b) and (c or d)" has four)',
    "extent": "law only: how far it reaches, or when it falls due, which decides nothing about whether it binds, in a short phrase",
    "systems": "law only: the kinds of system it is about, separated by |",
    "applies_from": "law only: the formal date of application, one for all, or system=date separated by |",
    "effective_from": "law only: the date it takes effect, not before the classification it depends on applies; written like applies_from",
    "state": "law only: kept, reworded, inserted or moved; in the superseded edition kept, reworded, deleted or moved",
    "amended_by": "law only: the point of the amending act that did it",
    "replaces": "law only: ids of the provisions of the earlier edition whose place it takes, separated by |",
    "harmonized": "management system standards: the Harmonized Structure clause whose text it carries, or own",
    "alias": "other ways to write the number (B.6.2.4 for A.6.2.4), separated by |",
    "demands": "one if its own sentence asks for one result or one act, however many objects it names (docs/reading.md); empty if for more, or nobody has judged it",
    "summary": "one or two sentences in our words that tell this requirement from its neighbours; only a set that claims to be complete needs it",
    "documented_information": "what must exist in writing because this requirement says so, separated by '; '",
    "difference": "superseded edition only: what the amendment changed here",
}
REQUIRED = ("id", "number", "kind", "title", "parent", "assessable")
#: How columns begin that another pack adds; they are kept and mean nothing here.
ADDED = "ext_"
DEMANDS = ("", "one")
STATES = {"kept", "reworded", "inserted", "moved", "deleted"}
ROLES = ("framework", "spine", "superseded", "outline")
#: What the project's own catalogues say of themselves; of another pack's fewer are asked.
_WHOLE = ("id", "title", "short", "edition", "role", "license", "language", "sources", "counts")
_LEAST = ("id", "title", "role")


def read_catalogue(table: TsvFile, pack: Pack, names: Names) -> tuple[Framework | None, list[Requirement], TsvFile]:
    """Read one catalogue.

    Returns:
        The framework (``None`` if the header does not say which it is), its requirements in row order (none if the file's form
        cannot be trusted), and the table with every fault. An id that is wrong, and a row that is missing, are faults of form: which
        requirements there are, and in which order, nobody can tell then.
    """
    # Summaries are asked only of a catalogue that claims to be complete; what another pack's adds of its own stays.
    whole = pack.is_shipped or table.head.values.get("complete") == "yes"
    added = () if pack.is_shipped else _added(table)
    required = (*REQUIRED, "summary") if whole else REQUIRED
    # Of what only some numbers are known nobody can say how many there are.
    keys = _WHOLE if table.head.values.get("role") != "outline" else _WHOLE[:-1]
    table = table.expect(Form((*COLUMNS, *added), required, CATALOGUE, keys if pack.is_shipped else _LEAST))
    framework = _framework(table, names)
    if framework is None or not table.is_sound:
        return framework, [], table
    requirements: list[Requirement] = []
    lines: dict[str, int] = {}
    orphans: dict[str, list[Row]] = {}
    for row in table.rows:
        prefix, _, local = row["id"].partition(":")
        if prefix != framework.id or not local or " " in local:
            what = f"id '{row['id']}' does not belong to {framework.id}"
            table.fault(row.line, what, f"begin it with '{framework.id}:' and write no blank", form=True)
            continue
        if row["id"] in lines:
            what = f"{row['id']} stands on line {lines[row['id']]} already"
            table.fault(row.line, what, "give each requirement one row", form=True)
            continue
        _check_row(table, row, framework, whole)
        # Of a row whose id is wrong nobody can tell whether it is the parent.
        if row["parent"] and row["parent"] not in lines and table.is_sound:
            orphans.setdefault(row["parent"], []).append(row)
        fault = expression_fault(row["when"])
        if fault:
            what, mend = fault
            table.fault(row.line, f"when: {what}", mend)
        lines[row["id"]] = row.line
        # A parent that does not stand above is none, else nobody could walk upwards.
        parent = row["parent"] if row["parent"] in lines and row["parent"] != row["id"] else ""
        # Nobody could ask whether such a condition holds; in the table it stands as it was written.
        said = row.having({"when": ""}) if fault else row
        requirements.append(_requirement(said, framework, parent, len(requirements) + 1, table.file))
    for name, (first, *others) in orphans.items():
        # The cause is one: its row is missing, or stands too far below.
        nor = f", nor above {count_of(len(others), 'more row')} that name it" if others else ""
        mend = "restore its row above them" if others else "correct the parent, or move the row below it"
        table.fault(first.line, f"parent '{name}' does not stand above {first['id']}{nor}", mend)
    _check_counts(table, framework, requirements)
    return framework, requirements, table


def _added(table: TsvFile) -> tuple[str, ...]:
    """Return the columns that another pack adds."""
    return tuple(c for c in table.columns if c.startswith(ADDED))


def _framework(table: TsvFile, names: Names) -> Framework | None:
    header = table.header
    name = header.get("id", "")
    if not name:
        return None
    if name not in names:
        mend = "add it to ontology/prefixes.tsv or correct the header"
        table.fault(table.head.at["id"], f"framework id '{name}' is no prefix", mend, form=True)
        return None
    if name in FIXED:
        mend = "give the framework a prefix of its own in ontology/prefixes.tsv"
        table.fault(table.head.at["id"], f"framework id '{name}' is a prefix of {FIXED[name]}", mend, form=True)
        return None
    if "role" in header and header["role"] not in ROLES:
        mend = f"use one of {', '.join(ROLES)}"
        table.fault(table.head.at["role"], f"role '{header['role']}' is unknown", mend, form=True)
    if header.get("numbers_of") and not header.get("annex"):
        what = "numbers_of names documents, and nothing says which annex has their numbers"
        table.fault(table.head.at["numbers_of"], what, "add a line '#annex: A' with its letter", form=True)
    return Framework(
        name,
        header.get("title", name),
        header.get("short", header.get("title", name)),
        header.get("edition", ""),
        header.get("role", ""),
        header.get("counts", {}),
        header,
        Source(table.file, 1),
        _added(table),
    )


def _check_row(table: TsvFile, row: Row, framework: Framework, whole: bool) -> None:
    if row["number"] and row["kind"] not in framework.listed("own_ids"):
        expected = f"{framework.id}:{row['number'].replace(' ', '-')}"
        if row["id"] != expected:
            what = f"id '{row['id']}' and number '{row['number']}' differ"
            mend = f"write {expected}, or list the kind '{row['kind']}' under own_ids in the header"
            table.fault(row.line, what, mend, form=True)
    if not row["title"]:
        table.fault(row.line, f"{row['id']} has no title", "give the printed title, or one of ours in parentheses")
    if row["assessable"] not in ("yes", "no"):
        table.fault(row.line, f"assessable is '{row['assessable']}'", "write yes or no")
    if not row["summary"] and framework.role not in ("superseded", "outline") and whole:
        table.fault(row.line, f"{row['id']} has no summary", "say in one or two sentences of your own what it demands")
    if row["demands"] not in DEMANDS:
        table.fault(row.line, f"demands is '{row['demands']}'", "write one or nothing")
    if row["state"] and row["state"] not in STATES:
        table.fault(row.line, f"state '{row['state']}' is unknown", f"use one of {', '.join(sorted(STATES))}")
    if row["assessable"] == "yes" and row["nature"] and not (row["bearer"] and row["systems"]):
        table.fault(
            row.line,
            f"{row['id']} is assessable but names no bearer or no systems",
            "say who must act, and for which systems",
        )
    for column in ("applies_from", "effective_from"):
        parts = list(filter(None, row[column].split("|")))
        for part in parts:
            if not is_date(part.rpartition("=")[2]):
                table.fault(row.line, f"{column} '{part}' is no date", "write 2026-08-02, or annex-iii=2027-12-02")
        for system, times in Counter(part.rpartition("=")[0] for part in parts).items():
            if times > 1:
                what = f"{column} has several dates for {system or 'every kind of system'}"
                table.fault(row.line, what, "keep one")
    formal = _pairs(row["applies_from"])
    for system in _pairs(row["effective_from"]):
        if not formal or (system and not formal.keys() & {system, ""}):
            what = f"effective_from has a date for {system or 'every kind of system'}, and applies_from has none"
            table.fault(row.line, what, "fill applies_from, too, or take the date out")
    if row["applies_from"] and row["effective_from"]:
        for applies in _applicability(row):
            if applies.effective < applies.formal:
                table.fault(
                    row.line,
                    f"{row['id']} takes effect on {applies.effective}, before {applies.formal}",
                    "correct one of the two dates",
                )


def _check_counts(table: TsvFile, framework: Framework, requirements: list[Requirement]) -> None:
    for kind, stated in framework.counts.items() if table.is_sound else ():
        found = sum(requirement.kind == kind for requirement in requirements)
        if found != stated:
            table.fault(
                1,
                f"{count_of(found, 'row')} of kind '{kind}', but the standard has {stated}",
                "restore the missing rows, or correct the count in the header",
                form=True,
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


def _requirement(row: Row, framework: Framework, parent: str, order: int, file: str) -> Requirement:
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
        parent=parent,
        order=order,
        assessable=row["assessable"] == "yes",
        summary=row["summary"],
        documented_information=_list(row["documented_information"], ";"),
        aliases=_list(row["alias"]),
        harmonized=row["harmonized"],
        source=Source(file, row.line),
        provision=provision,
        has_one_demand=row["demands"] == "one",
    )


def canonical_catalogue(table: TsvFile) -> str:
    """Return the canonical text of a catalogue; row order is the standard's order and stays."""
    columns = [*(c for c in COLUMNS if c in table.columns), *_added(table)]
    return canonical_text(table.head.lines, columns, (row.cells for row in table.rows))
