"""Mappings: SSSOM TSV files with declared extension columns, one a pair of frameworks.

A thin reader of our own, because a dropped row is a wrong answer nobody sees; SSSOM tools read the same files.
Format: https://mapping-commons.github.io/sssom/ (version 1.0), set relations of NIST IR 8477 in ``ext_set_relation``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import replace

from aims_graph.errors import RUN_FORMAT, Finding
from aims_graph.formats.curies import BUILT_IN, FileCuries
from aims_graph.formats.header import MAPPINGS, SLOTS, read_header
from aims_graph.formats.mapping_rules import SAYS, SSSOM, check_row
from aims_graph.formats.tsv import Form, Row, TsvFile, canonical_text, is_share, number_of
from aims_graph.model import Joint, Mapping, MappingSet, Source
from aims_graph.pack.names import Names
from aims_graph.pack.pack import Pack
from aims_graph.vocabulary import NO_TERM_FOUND, SET_RELATIONS

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
    "ext_with_parts": "yes on a no-counterpart row that speaks for the node and all its parts, or on a no_relationship row that speaks for both sides with all theirs",
    "ext_named_by": "on a no_relationship row: what kinds of source commonly put the pair together, as far as the author knows",
    "confidence": "0.9, 0.8, 0.7 or 0.6, as docs/reading.md defines them",
    "mapping_justification": "how the row came about: semapv:LLMBasedMatching; ManualMappingCuration and MappingReview are for named persons",
    "mapping_tool": "what drafted the row",
    "mapping_date": "the day it was judged",
    "ext_other_source": "a published source that names the same pair, if one was read",
    **dict.fromkeys(("author_id", "author_label"), "who wrote the row, if that is a named person"),
    **dict.fromkeys(("reviewer_id", "reviewer_label"), "who reviewed it, if a named person did"),
}
#: Who wrote or reviewed a row.
PEOPLE = ("author_id", "author_label", "reviewer_id", "reviewer_label")
#: Where a row stood in the file it was entered from.
SOURCE_ROW = "ext_source_row"
_OPTIONAL = ("ext_named_by", "ext_other_source", "author_id", "author_label", "reviewer_id", "reviewer_label")
#: What every one of the project's own files has; and, of another pack's, what a row cannot do without.
REQUIRED = tuple(c for c in COLUMNS if c not in _OPTIONAL)
#: What a set of another pack's own cannot do without; and one that claims to be complete.
_LEAST = (*SSSOM, "ext_set_relation")
_CLAIMED = (
    *_LEAST,
    *("subject_label", "object_label", "ext_subject_met", "ext_object_met"),
    *("ext_shared", "ext_subject_only", "ext_object_only", "confidence"),
)
#: What SSSOM 1.1 calls a side that is several things together; they stand in its id, separated by ``|``.
JOINT = "composed entity expression"
EXTENSIONS = tuple(c for c in COLUMNS if c.startswith("ext_"))
_OWN_KEYS = ("mapping_set_id", "mapping_set_title", "license", "subject_source", "object_source")
_SSSOM_KEYS = ("mapping_set_id", "license")
#: The columns that name something by a short name.
_NAMING = ("subject_id", "predicate_id", "object_id", "mapping_justification", "ext_nearest")
#: The set relation that a SKOS predicate says by itself, for rows of another hand without one.
SAID_BY = {SET_RELATIONS[r][0]: r for r in ("equal", "subset_of", "superset_of")}

#: Behind the last dot of a file's name: whose set it is, unless that is a number (``nist-csf-2.0``) or a version (``v2``).
_HAND = re.compile(r"\.(?![Vv]\d)([A-Za-z][\w-]*)$")


def hand_in(file: str) -> str:
    """Return whose set a mapping file is, as its name says: empty for the project's own.

    >>> [hand_in(f"iso-42001--{end}.sssom.tsv") for end in ("iso-27001.elsewhere", "nist-csf-2.0", "iso-27001.v2")]
    ['elsewhere', '', '']
    """
    found = _HAND.search(file.rpartition("/")[2].removesuffix(".sssom.tsv"))
    return found[1] if found else ""


def whose(table: TsvFile) -> str:
    """Return whose set a mapping file is, as its header or else its name says: empty for the project's own."""
    return str(table.head.values.get("stated_by") or hand_in(table.file))


#: A pair of frameworks and whose set it is (empty: the project's own) -> the file of that set, and its pack.
Stated = dict[tuple[frozenset[str], str], tuple[str, Pack]]


def read_mappings(table: TsvFile, pack: Pack, names: Names, stated: Stated) -> tuple[MappingSet | None, TsvFile]:
    """Read one mapping file.

    The header's ``stated_by``, or else the name, ``subject--object.SOURCE.sssom.tsv``, says whose set it is; another hand's
    is kept apart from the project's own, and asked for no more than SSSOM itself asks. So is the set of an added pack for a pair
    of which there is one already kept apart.

    Args:
        table: the file as read.
        pack: the folder of content it lies in.
        names: the prefixes of all packs.
        stated: what was read already; this set is added to it.

    Returns:
        The set (``None`` if it does not say which it is; without rows if the file's form cannot be trusted), and the table with
        every fault a row shows by itself.
    """
    stated_by = whose(table)
    whole = pack.is_shipped or table.head.values.get("complete") == "yes"
    if stated_by:
        table = table.expect(Form(tuple(COLUMNS), SSSOM, MAPPINGS, _SSSOM_KEYS, free=True))
    else:
        required = REQUIRED if pack.is_shipped else _CLAIMED if whole else _LEAST
        added = () if pack.is_shipped else added_columns(table)
        table = table.expect(Form((*COLUMNS, *added), required, {**MAPPINGS, **SLOTS}, _OWN_KEYS))
        _check_declared(table, names)
    curies = FileCuries(table.header.get("curie_map", {}), names, ours=not stated_by)
    _check_prefixes(table, names, ours=not stated_by)
    rows = {row.line: _named(row, curies) for row in table.rows} if table.is_sound else {}
    # In an own file such a row names what does not exist, and is named with its line.
    for prefix in sorted(curies.undeclared) if stated_by else ():
        mend = f"add '#  {prefix}: https://…' to its curie_map"
        table.fault(1, f"prefix '{prefix}' is used but not declared", mend, form=True)
    sides = [_side(table, curies, key, (row[column] for row in rows.values())) for key, column in _SIDES.items()]
    if not all(sides) or not (table.is_sound or all(side in names for side in sides)):
        return None, table
    subject, object_ = sides
    if subject == object_ and not stated_by:
        what = f"both sides are {subject}, and a set of one's own is between two frameworks"
        mend = "write what one requirement has to do with another of its framework into ontology/links.tsv"
        table.fault(table.head.at.get("object_source", 1), what, mend, form=True)
    set_id = "/".join(filter(None, (pack.slug, table.path.name.removesuffix(".sssom.tsv"))))
    found = MappingSet(set_id, subject, object_, stated_by, table.header, (), table.file)
    by, other = stated_as(found, table, pack, stated)
    if other != table.file:
        mend = "remove the copy, or name whose it is"
        table.fault(1, f"{subject} and {object_} have a set in {other} already", mend, form=True)
    mappings, joint = [], []
    for row in _once_a_pair(table, rows.values() if table.is_sound else ()):
        check_row(table, row, bool(stated_by), whole)
        if stated_by and is_joint(row.cells):
            joint.append(_joint(row, set_id, table.file))
        else:
            mappings.append(_mapping(row, set_id, table.file, bool(stated_by)))
    return replace(found, stated_by=by, rows=tuple(mappings), joint=tuple(joint)), table


def stated_as(found: MappingSet, table: TsvFile, pack: Pack, stated: Stated) -> tuple[str, str]:
    """Note that a set is read, and return whose it is among those read before, and the file of their set of the pair: its own, unless it is there twice."""
    pair, stated_by = frozenset((found.subject, found.object)), whose(table)
    twin, where = stated.get((pair, ""), ("", pack))
    # The set of an added pack beside the project's own of that pair is the pack's.
    by = pack.slug if twin and where != pack and not stated_by else stated_by
    other, _ = stated.setdefault((pair, by), (table.file, pack))
    return by, other


def _once_a_pair(table: TsvFile, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows but those whose pair stands above already, which are faults of the table."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        ids = (row["subject_id"], row["object_id"])
        if ids in seen:
            what = f"{ids[0]} and {ids[1]} stand on line {seen[ids]} already"
            table.fault(row.line, what, "keep one row for a pair")
        else:
            seen[ids] = row.line
            yield row


def unstated_findings(sets: Sequence[MappingSet], files: Collection[str]) -> Iterator[Finding]:
    """Yield every set that only a word in its file's name gives to another hand, where that word may as well be a version or a copy's.

    So it is where the pair has no set of its own, or one that calls itself the same: rows of one's own that are kept apart count nowhere.

    Args:
        sets: all sets that were read.
        files: the mapping files there are, those left out included.
    """
    own = {frozenset((s.subject, s.object)): s for s in sets if not s.stated_by}
    for said in sets:
        word = hand_in(said.file)
        if not word or said.header.get("stated_by"):
            continue
        beside = own.get(frozenset((said.subject, said.object)))
        written = f"add '#stated_by: {word}' to its header"
        if word == "supports":
            mend = f"move it into mappings/supports/; if it is that of '{word}', {written}"
        elif beside is None and said.file.replace(f".{word}.sssom.tsv", ".sssom.tsv") not in files:
            mend = f"if it is your own, take '.{word}' out of the name; if it is that of '{word}', {written}"
        elif beside and beside.header.get("mapping_set_id") == said.header.get("mapping_set_id"):
            mend = f"it has the mapping_set_id of {beside.file}: if it is a copy, remove it; if it is that of '{word}', {written}"
        else:
            continue
        yield Finding(said.file, 1, f"only its name says that it is the set of '{word}'", mend, form=True)


def added_columns(table: TsvFile) -> tuple[str, ...]:
    """Return the columns that another pack adds of its own; they are kept and mean nothing here."""
    return tuple(c for c in table.columns if c.startswith("ext_") and c not in COLUMNS)


_SIDES = {"subject_source": "subject_id", "object_source": "object_id"}


def _side(table: TsvFile, curies: FileCuries, key: str, ids: Iterable[str]) -> str:
    """Return the framework of one side: as the header states it, or else the one that all rows name."""
    stated = table.header.get(key, "")
    if stated:
        return curies.read(stated).removesuffix(":")
    # An IRI of which nobody here has the prefix stands for its framework itself.
    each = (part for i in ids for part in i.split("|"))
    found = sorted({i if "://" in i else i.partition(":")[0] for i in each if i != NO_TERM_FOUND})
    if len(found) != 1 and table.is_sound:
        named = ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
        what = f"the header has no '{key}', and {_SIDES[key]} names {named or 'no framework'}"
        table.fault(1, what, f"add a line '#{key}: …'; one file speaks of one framework on each side", form=True)
    return found[0] if len(found) == 1 else ""


def _check_declared(table: TsvFile, names: Names) -> None:
    """The header of an own file declares what its columns and rows need; ``format`` adds it, where entries stand one to a line."""
    wanted = {"extension_definitions": _undeclared_columns(table), "curie_map": _undeclared_prefixes(table, names)}
    for key, missing in wanted.items():
        if missing and table.is_sound:
            writable = table.head.with_entries(key, ["- x"]) is not None
            mend = RUN_FORMAT if writable else "write its entries one to a line, then run aims-graph format"
            shown = ", ".join(entry.partition(":")[0] for entry in missing)
            table.fault(table.head.at.get(key, 1), f"{key} does not declare {shown}", mend, form=True)


def _check_prefixes(table: TsvFile, names: Names, ours: bool) -> None:
    """A prefix that SSSOM fixes, or in an own file one of the packs, stands for one thing only."""
    known = names.table if ours else BUILT_IN
    for prefix, iri in table.header.get("curie_map", {}).items():
        if known.get(prefix, iri) != iri:
            what = f"curie_map: prefix '{prefix}' stands for {iri} here, but for {known[prefix]} everywhere else"
            table.fault(table.head.at["curie_map"], what, "use that IRI, or another prefix", form=True)


def _named(row: Row, curies: FileCuries) -> Row:
    """Return a row whose short names are those of the packs."""
    named = {c: "|".join(map(curies.read, text.split("|"))) for c in _NAMING if (text := row[c])}
    return row.having(named) if any(text != row[c] for c, text in named.items()) else row


def is_joint(cells: MappingABC[str, str]) -> bool:
    """Whether a row speaks of several requirements together, on one side or both."""
    return JOINT in (cells.get("subject_type"), cells.get("object_type"))


def _joint(row: Row, set_id: str, file: str) -> Joint:
    subjects, objects = (tuple(row[c].split("|")) for c in ("subject_id", "object_id"))
    said = (row["ext_set_relation"], row["predicate_id"], row["comment"], row["mapping_justification"])
    read = ("subject_id", "object_id", "ext_set_relation", "predicate_id", "comment", "mapping_justification")
    return Joint(
        set_id,
        subjects,
        objects,
        *said,
        source=Source(file, row.line),
        more=tuple(m for m in _more(row, read) if m[1] != JOINT),
    )


def _more(row: Row, read: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return what another hand's row says beside the columns that are read, but for where it stood before it was entered here."""
    return tuple((c, text) for c, text in row.cells.items() if text and c not in read and c != SOURCE_ROW)


def _mapping(row: Row, set_id: str, file: str, theirs: bool) -> Mapping:
    relation = row["ext_set_relation"]
    is_gap = NO_TERM_FOUND in (row["subject_id"], row["object_id"])
    if theirs and not relation and not row["predicate_modifier"] and not is_gap:
        relation = SAID_BY.get(row["predicate_id"], "")
    # What a relation says of how much is met need not be written.
    met = [row[c] or SAYS.get(relation, ("", ""))[n] for n, c in enumerate(("ext_subject_met", "ext_object_met"))]
    return Mapping(
        set_id=set_id,
        subject_id=row["subject_id"],
        subject_label=row["subject_label"],
        object_id=row["object_id"],
        object_label=row["object_label"],
        relation=relation,
        subject_met=met[0],
        object_met=met[1],
        shared=row["ext_shared"],
        subject_only=row["ext_subject_only"],
        object_only=row["ext_object_only"],
        comment=row["comment"],
        nearest=row["ext_nearest"],
        with_parts=row["ext_with_parts"] == "yes",
        confidence=number_of(row["confidence"]) if is_share(row["confidence"]) else None,
        justification=row["mapping_justification"],
        tool=row["mapping_tool"],
        date=row["mapping_date"],
        other_source=row["ext_other_source"],
        source=Source(file, row.line),
        named_by=row["ext_named_by"],
        predicate=row["predicate_id"],
        modifier=row["predicate_modifier"],
        people=tuple((slot, row[slot]) for slot in PEOPLE if row[slot]),
        more=_more(row, COLUMNS),
    )


def canonical_mappings(table: TsvFile, names: Names, order: dict[str, int]) -> str:
    """Return the canonical text of a mapping file.

    Of an own file: rows stand in the subject's order, then the object's (``order``: requirement id -> rank), rows without subject last;
    prefixes and extension columns that the header does not declare are added. Another hand's rows and columns stay in their order, and
    its header as it is. Labels are never touched.
    """
    if whose(table):
        return canonical_text(table.head.lines, table.columns, (row.cells for row in table.rows))
    last = len(order)
    curies = FileCuries(table.header.get("curie_map", {}), names, ours=True)

    def place(cells: dict[str, str]) -> tuple[int, int]:
        subject, object_ = (curies.read(cells.get(c, "")) for c in _SIDES.values())
        return order.get(subject, last), order.get(object_, last)

    rows = sorted((row.cells for row in table.rows), key=place)
    columns = [c for c in COLUMNS if c in table.columns and (c not in _OPTIONAL or any(r.get(c) for r in rows))]
    columns += added_columns(table)
    lines = table.head.with_entries("curie_map", _undeclared_prefixes(table, names)) or table.head.lines
    definitions = [
        line
        for column in _undeclared_columns(table)
        for line in (f"- slot_name: {column}", f"  property: aims:{column}", "  type_hint: xsd:string")
    ]
    lines = read_header(lines)[0].with_entries("extension_definitions", definitions) or lines
    return canonical_text(lines, columns, rows)


def _undeclared_columns(table: TsvFile) -> list[str]:
    declared = {d.get("slot_name") for d in table.header.get("extension_definitions", [])}
    filled = (c for c in COLUMNS if c in EXTENSIONS and c in table.columns and c not in declared)
    return [c for c in filled if c not in _OPTIONAL or any(row[c] for row in table.rows)]


def _undeclared_prefixes(table: TsvFile, names: Names) -> list[str]:
    """Return the entries of ``curie_map`` that an own file's rows and header need and do not have."""
    used = {row[c].partition(":")[0] for row in table.rows for c in _NAMING if ":" in row[c]} | {"aims", "map", "xsd"}
    declared = table.header.get("curie_map", {})
    return [f"{p}: {names.table[p]}" for p in sorted(used) if p in names and p not in declared]
