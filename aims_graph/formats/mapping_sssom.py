"""Mappings: SSSOM TSV files with declared extension columns, one a pair of frameworks.

A thin reader of our own, because a dropped row is a wrong answer nobody sees; SSSOM tools read the same files.
Format: https://mapping-commons.github.io/sssom/ (version 1.0), set relations of NIST IR 8477 in ``ext_set_relation``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from pathlib import Path
from typing import Any

from aims_graph.errors import Finding
from aims_graph.formats.tsv import Row, TsvFile, canonical_text, is_date, is_web_address, read_tsv
from aims_graph.model import Mapping, MappingSet, Source
from aims_graph.pack.names import Names
from aims_graph.pack.pack import Pack
from aims_graph.vocabulary import MET, NO_TERM_FOUND, SET_RELATIONS

#: Column -> what a person writes there; the column list of mappings/README.md is printed from this table.
COLUMNS = {
    "subject_id": "the requirement on the left, or sssom:NoTermFound if the right one has no counterpart",
    "subject_label": "its title, typed by the author before looking it up; check compares it with the catalogue",
    "predicate_id": "the SKOS relation that follows from ext_set_relation",
    "predicate_modifier": "Not, for no_relationship only",
    "object_id": "the requirement on the right, or sssom:NoTermFound if the left one has no counterpart",
    "object_label": "its title, typed like subject_label",
    "ext_set_relation": "equal, subset_of, superset_of, intersects or no_relationship; empty on a no-counterpart row",
    "ext_subject_met": "how much of the subject is met by whoever does all of the object: all, most, some, none",
    "ext_object_met": "how much of the object is met by whoever does all of the subject: all, most, some, none",
    "ext_shared": "what both demand, in a short phrase about these two and no others",
    "ext_subject_only": "what only the subject demands; empty exactly when the subject is met in full",
    "ext_object_only": "what only the object demands; empty exactly when the object is met in full",
    "comment": "the argument: the hardest demand of the contained side and where the other side makes it; or why the nearest does not count",
    "ext_nearest": "on a no-counterpart row: the nearest requirement that was considered",
    "ext_with_parts": "yes on a no-counterpart row that speaks for the node and all its parts",
    "confidence": "0.9, 0.8, 0.7 or 0.6, as docs/reading.md defines them",
    "mapping_justification": "how the row came about: semapv:LLMBasedMatching; ManualMappingCuration and MappingReview are for named persons",
    "mapping_tool": "what drafted the row",
    "mapping_date": "the day it was judged",
    "ext_other_source": "a published source that names the same pair, if one was read",
}
REQUIRED = tuple(c for c in COLUMNS if c not in ("ext_other_source",))
EXTENSIONS = tuple(c for c in COLUMNS if c.startswith("ext_"))
JUSTIFICATIONS = ("semapv:LLMBasedMatching", "semapv:ManualMappingCuration", "semapv:MappingReview")
HEADER_KEYS = ("mapping_set_id", "mapping_set_title", "license", "subject_source", "object_source", "curie_map")

#: (subject met, object met) that each relation allows; ``less`` is most or some.
_LESS = ("most", "some")
_ALLOWED = {
    "equal": (("all",), ("all",)),
    "subset_of": (("all",), _LESS),
    "superset_of": (_LESS, ("all",)),
    "intersects": (_LESS, _LESS),
    "no_relationship": (("none",), ("none",)),
}


#: Behind the last dot of a file's name: whose set it is, unless that is a number (``nist-csf-2.0``).
_HAND = re.compile(r"\.([A-Za-z][\w-]*)$")


def hand_in(file: str) -> str:
    """Return whose set a mapping file is, as its name says: empty for the project's own.

    >>> hand_in("iso-42001--iso-27001.elsewhere.sssom.tsv"), hand_in("iso-42001--nist-csf-2.0.sssom.tsv")
    ('elsewhere', '')
    """
    found = _HAND.search(file.rpartition("/")[2].removesuffix(".sssom.tsv"))
    return found[1] if found else ""


def read_mappings(
    path: Path, pack: Pack, own: MappingABC[frozenset[str], str]
) -> tuple[MappingSet | None, list[Finding]]:
    """Read one mapping file.

    The header's ``stated_by``, or else the name, ``subject--object.SOURCE.sssom.tsv``, says whose set it is; another hand's
    is kept apart from the project's own. So is the set of an added pack for a pair of which there is one already.

    Args:
        path: the file.
        pack: the folder of content it lies in.
        own: pair of frameworks -> the file in which the project's own set of it was read already.

    Returns:
        The set (``None`` if its header does not say which it is) and every fault a row shows by itself.
    """
    table = read_tsv(path, pack, tuple(COLUMNS), REQUIRED)
    header = table.header
    for key in HEADER_KEYS:
        if not header.get(key):
            table.fault(1, f"the header has no '{key}'", f"add a line '#{key}: …'")
    if header.get("license") and not is_web_address(str(header["license"])):
        table.fault(1, f"license '{header['license']}' is no web address", "write one")
    declared = {d.get("slot_name") for d in header.get("extension_definitions") or [] if isinstance(d, dict)}
    for column in EXTENSIONS:
        if column in table.columns and column not in declared:
            table.fault(
                1, f"extension column '{column}' is not declared", "add it to extension_definitions in the header"
            )
    if (
        any(c not in table.columns for c in REQUIRED)
        or not header.get("subject_source")
        or not header.get("object_source")
    ):
        return None, table.findings
    set_id = "/".join(filter(None, (pack.slug, path.name.removesuffix(".sssom.tsv"))))
    subject, object_ = (str(header[k]).removesuffix(":") for k in ("subject_source", "object_source"))
    stated_by = str(header.get("stated_by") or hand_in(path.name))
    twin = own.get(frozenset((subject, object_)), "")
    if twin and not stated_by and pack.is_shipped:
        table.fault(1, f"{subject} and {object_} have a set in {twin} already", "remove the copy, or name whose it is")
    elif twin and not stated_by:
        stated_by = pack.slug
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for row in table.rows:
        pair = (row["subject_id"], row["object_id"])
        if pair in seen:
            table.fault(
                row.line, f"{pair[0]} and {pair[1]} stand on line {seen[pair]} already", "keep one row for a pair"
            )
            continue
        seen[pair] = row.line
        _check_row(table, row)
        rows.append(_mapping(row, set_id, table.file))
    return MappingSet(set_id, subject, object_, stated_by, header, tuple(rows), table.file), table.findings


def _check_row(table: TsvFile, row: Row) -> None:
    name = f"{row['subject_id']} to {row['object_id']}"

    def fault(what: str, mend: str) -> None:
        table.fault(row.line, f"{name}: {what}", mend)

    if NO_TERM_FOUND in (row["subject_id"], row["object_id"]):
        _check_gap(row, fault)
    else:
        _check_relation(row, fault)
    if row["ext_with_parts"] not in ("", "yes"):
        fault(f"ext_with_parts is '{row['ext_with_parts']}'", "write yes or leave it empty")
    if row["mapping_justification"] not in JUSTIFICATIONS:
        fault(
            f"mapping_justification '{row['mapping_justification']}' is not used here",
            f"write one of {', '.join(JUSTIFICATIONS)}",
        )
    if row["mapping_date"] and not is_date(row["mapping_date"]):
        fault(f"mapping_date '{row['mapping_date']}' is no date", "write it as 2027-12-02")
    if _confidence(row) is None and not (
        NO_TERM_FOUND in (row["subject_id"], row["object_id"]) and not row["confidence"]
    ):
        fault(
            f"confidence '{row['confidence']}' is no number from 0 to 1", "write 0.9, 0.8, 0.7 or 0.6 (docs/reading.md)"
        )


def _check_gap(row: Row, fault: Any) -> None:
    for column in (
        "ext_set_relation",
        "ext_subject_met",
        "ext_object_met",
        "ext_shared",
        "ext_subject_only",
        "ext_object_only",
    ):
        if row[column]:
            fault(f"a no-counterpart row has a {column}", "leave it empty, or name the counterpart")
    if row["subject_id"] == row["object_id"]:
        fault("both sides are sssom:NoTermFound", "name the requirement that has no counterpart")
    if not row["ext_nearest"]:
        fault("ext_nearest is empty", "name the nearest requirement that was considered")
    if not row["comment"]:
        fault("the comment is empty", "say why the nearest requirement does not count")
    if row["predicate_modifier"]:
        fault("a no-counterpart row has a predicate_modifier", "leave it empty")


def _check_relation(row: Row, fault: Any) -> None:
    relation, met = row["ext_set_relation"], (row["ext_subject_met"], row["ext_object_met"])
    if relation not in _ALLOWED:
        fault(f"ext_set_relation '{relation}' is unknown", f"write one of {', '.join(_ALLOWED)}")
        return
    if any(m not in MET for m in met):
        fault(f"met is '{met[0]}' and '{met[1]}'", f"write one of {', '.join(MET)}")
    elif met[0] not in _ALLOWED[relation][0] or met[1] not in _ALLOWED[relation][1]:
        fault(
            f"{relation} does not go with subject met {met[0]}, object met {met[1]}",
            "count the demands again: docs/reading.md says which relation follows",
        )
    if row["predicate_id"] != SET_RELATIONS[relation][0]:
        fault(f"predicate_id is '{row['predicate_id']}'", f"for {relation} write {SET_RELATIONS[relation][0]}")
    if row["predicate_modifier"] != ("Not" if relation == "no_relationship" else ""):
        fault(
            f"predicate_modifier is '{row['predicate_modifier']}'", "write Not for no_relationship, nothing otherwise"
        )
    if bool(row["ext_shared"]) == (relation == "no_relationship"):
        fault(
            "ext_shared and the relation contradict each other",
            "say what both demand; leave it empty for no_relationship",
        )
    for column, side in (("ext_subject_only", met[0]), ("ext_object_only", met[1])):
        if relation != "no_relationship" and bool(row[column]) == (side == "all"):
            fault(
                f"{column} and met '{side}' contradict each other",
                "leave it empty exactly when that side is met in full",
            )
    if relation in ("equal", "subset_of", "superset_of") and not row["comment"]:
        fault("the comment is empty", "name the hardest demand of the contained side and where the other side makes it")
    if row["ext_nearest"] or row["ext_with_parts"]:
        fault(
            "ext_nearest or ext_with_parts on a row with both sides",
            "leave them empty; they belong to no-counterpart rows",
        )


def _confidence(row: Row) -> float | None:
    try:
        value = float(row["confidence"])
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _mapping(row: Row, set_id: str, file: str) -> Mapping:
    return Mapping(
        set_id=set_id,
        subject_id=row["subject_id"],
        subject_label=row["subject_label"],
        object_id=row["object_id"],
        object_label=row["object_label"],
        relation=row["ext_set_relation"],
        subject_met=row["ext_subject_met"],
        object_met=row["ext_object_met"],
        shared=row["ext_shared"],
        subject_only=row["ext_subject_only"],
        object_only=row["ext_object_only"],
        comment=row["comment"],
        nearest=row["ext_nearest"],
        with_parts=row["ext_with_parts"] == "yes",
        confidence=_confidence(row) or 0.0,
        justification=row["mapping_justification"],
        tool=row["mapping_tool"],
        date=row["mapping_date"],
        other_source=row["ext_other_source"],
        source=Source(file, row.line),
    )


def canonical_mappings(path: Path, pack: Pack, names: Names, order: dict[str, int]) -> tuple[str, list[Finding]]:
    """Return the canonical text of a mapping file and its faults.

    Rows stand in the subject's order, then the object's (``order``: requirement id -> rank); rows without subject last. The header's
    ``curie_map`` and the declarations of the extension columns are written from what the rows use; labels are never touched.
    """
    table = read_tsv(path, pack, tuple(COLUMNS), REQUIRED)
    last = len(order)
    rows = sorted(
        (row.cells for row in table.rows),
        key=lambda c: (order.get(c.get("subject_id", ""), last), order.get(c.get("object_id", ""), last)),
    )
    columns = [c for c in COLUMNS if c in table.columns and (c != "ext_other_source" or any(r.get(c) for r in rows))]
    header = dict(table.header)
    header["curie_map"] = {p: names.iri(f"{p}:") for p in sorted(_used_prefixes(rows)) if p in names}
    header["extension_definitions"] = [
        {"slot_name": c, "property": f"aims:{c}", "type_hint": "xsd:string"} for c in columns if c in EXTENSIONS
    ]
    return canonical_text(header, columns, rows), table.findings


def _used_prefixes(rows: list[dict[str, str]]) -> set[str]:
    columns = ("subject_id", "predicate_id", "object_id", "mapping_justification", "ext_nearest")
    used = {row[c].partition(":")[0] for row in rows for c in columns if ":" in row.get(c, "")}
    return used | {"aims", "map", "xsd"}
