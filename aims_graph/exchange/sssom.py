"""SSSOM as others write it: TSV or CSV with the metadata above or in a file beside, and JSON.

Asked for is only what SSSOM 1.0 itself asks for; every other slot is kept. Short names stand for what the file's own ``curie_map`` says.
Specification: https://mapping-commons.github.io/sssom/spec/ (1.0); "composed entity expression" from 1.1.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from aims_graph.counting import count_of
from aims_graph.errors import ContentError, Finding
from aims_graph.exchange.cells import trimmed
from aims_graph.exchange.draft import Draft, DraftMapping, DraftRow, Note, Side
from aims_graph.exchange.framework_names import expanded
from aims_graph.exchange.grid import HEADER_LINE, SEPARATOR, is_left_open
from aims_graph.exchange.slots import LITERAL, PROPAGATED
from aims_graph.exchange.sssom_metadata import METADATA, metadata_beside, unquoted
from aims_graph.exchange.texts import looks_like_text, text_of
from aims_graph.exchange.tree import json_tree
from aims_graph.files import sha256_of
from aims_graph.formats.curies import BUILT_IN
from aims_graph.formats.header import read_header
from aims_graph.formats.mapping_sssom import JOINT
from aims_graph.vocabulary import NO_TERM_FOUND, SET_RELATIONS

FORMAT = "SSSOM (TSV, CSV, JSON)"
_NEEDED = ("mapping_set_id", "license")
_NONE = "https://w3id.org/sssom/NoTermFound"
_ANY = re.compile(r"[A-Za-z][\w.+-]*:\S+", re.ASCII)
#: What becomes a field of the draft and is not kept a second time.
_SET_FIELDS = {
    *("mapping_set_id", "mapping_set_title", "mapping_set_description", "mapping_set_version", "license", "curie_map"),
    *("subject_source", "object_source", "mapping_date", "extension_definitions", "mappings", "intersects_means"),
}
_ROW_FIELDS = {
    *("subject_id", "subject_label", "object_id", "object_label", "predicate_id", "predicate_modifier"),
    *("mapping_justification", "confidence", "comment", "subject_source", "object_source", "ext_set_relation"),
}


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a file is SSSOM: rows that name a predicate and a justification, or metadata of a mapping set above a table or in JSON."""
    del path
    text = looks_like_text(head)
    if text.lstrip().startswith("{"):
        return '"mapping_set_id"' in text or ('"predicate_id"' in text and '"mapping_justification"' in text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tops = [line for line in lines if line.strip() and not line.lstrip('"').startswith("#")][:2]
    top = next((line for line in tops if not SEPARATOR.fullmatch(line)), "")
    columns = {trimmed(trimmed(c).strip('"')) for c in re.split(r"[\t,;]", top)}
    above = any(re.match(r'"?#\s*mapping_set_id\s*:', line) for line in lines)
    return above or {"predicate_id", "mapping_justification"} <= columns or bool(METADATA.search(text))


def read(path: Path) -> Draft:
    """Return the crosswalk of a mapping set.

    Raises:
        AimsError: if the file cannot be read.
        ContentError: with every fault, each with its line or JSON pointer.
    """
    text = text_of(path)
    if METADATA.search(text):
        # The metadata of a set whose table stands beside.
        stem = path.name.removesuffix(path.suffix).removesuffix(".sssom").removesuffix(".meta").removesuffix("-meta")
        tables = [
            t
            for ending in (".sssom.tsv", ".tsv", ".sssom.csv", ".csv")
            if (t := path.with_name(stem + ending)).is_file()
        ]
        if not tables:
            what = "holds only the metadata of a mapping set"
            raise ContentError([Finding(str(path), 1, what, f"put its table beside it as {stem}.sssom.tsv", form=True)])
        return read(tables[0])
    parsed = _Json(path, text) if text.lstrip().startswith("{") else _Table(path, text)
    if not parsed.is_whole:
        raise ContentError(parsed.faults)
    mapping = _Reading(parsed).mapping()
    if parsed.faults:
        raise ContentError(parsed.faults)
    return Draft(FORMAT, path, sha256_of(path), (), (mapping,), tuple(parsed.notes))


class _Source:
    """A file taken apart: the slots of the set and of each row, all as text (several values joined by ``|``), and where each row stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.slots: dict[str, str] = {}
        self.prefixes: dict[str, str] = {}
        self.extensions: dict[str, dict[str, str]] = {}
        self.rows: list[tuple[str, int, dict[str, str]]] = []
        self.notes: list[Note] = []
        self.faults: list[Finding] = []
        #: Whether all of it could be taken apart.
        self.is_whole = True

    def fault(self, line: int, what: str, mend: str) -> None:
        self.faults.append(Finding(str(self.path), line, what, mend))

    def take_slots(self, values: Mapping[str, Any]) -> None:
        """Keep the slots of the set; a structure that SSSOM does not know is kept as JSON."""
        for key, value in values.items():
            if key in ("curie_map", "@context"):
                prefixes = value if isinstance(value, Mapping) else {}
                # JSON-LD may also write a prefix out, as {"@id": "https://…", "@prefix": true}.
                prefixes = {
                    p: v.get("@id") if isinstance(v, Mapping) and v.get("@prefix") is True else v
                    for p, v in prefixes.items()
                }
                self.prefixes |= {
                    p: v for p, v in prefixes.items() if isinstance(v, str) and not p.startswith("@") and _ANY.match(v)
                }
            elif key == "extension_definitions":
                entries = value if isinstance(value, list) else []
                for entry in (e for e in entries if isinstance(e, Mapping)):
                    said = {k: _text(v) for k, v in entry.items() if k in ("property", "type_hint") and v}
                    self.extensions[_text(entry.get("slot_name"))] = said
            elif key not in ("mappings", "@type"):
                self.slots[key] = _text(value)


class _Table(_Source):
    def __init__(self, path: Path, text: str) -> None:
        super().__init__(path)
        lines = text.split("\n")
        start = next(
            (n for n, line in enumerate(lines) if line.strip() and not line.lstrip('"').startswith("#")), len(lines)
        )
        above = [unquoted(line) for line in lines[:start]]
        self._head([line for line in above if line.strip()] and above, "")
        beside = next((p for p in metadata_beside(path) if p.is_file()), None)
        if beside and not self.slots.get("mapping_set_id"):
            self._head([f"#{line}" for line in text_of(beside).split("\n")], f" of {beside.name}")
            self.notes.append(Note("", f"its metadata stand in {beside.name}"))
        if start == len(lines):
            self.fault(len(lines), "has no line of column names", "add it below the metadata")
            return
        said = SEPARATOR.fullmatch(lines[start])
        start += bool(said)
        separator = said[1] if said else "\t" if "\t" in lines[start] else max(",;", key=lines[start].count)
        self._rows(lines, start, separator)

    def _head(self, lines: list[str], of: str) -> None:
        if not lines:
            return
        header, faults = read_header([line if line.startswith("#") else f"#{line}" for line in lines])
        for line, what, mend in faults:
            self.fault(line, f"{what}{of}", mend)
        self.take_slots(header.values)

    def _rows(self, lines: list[str], start: int, separator: str) -> None:
        reader = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=separator)
        columns: list[str] = []
        at = 0
        while True:
            before = start + reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                self.fault(before, f"cannot be read as a table ({error})", "close each quote that is opened")
                return
            if cells is None:
                return
            if not any(c.strip() for c in cells):
                continue
            if not columns:
                columns, at = [trimmed(c) for c in cells], before
                while not columns[-1]:
                    columns.pop()
                if not self._are_columns(columns, before, lines):
                    return
                continue
            if list(map(trimmed, cells))[: len(columns)] == columns:
                self.notes.append(Note(f"line {before}", "the column names stand here again; not kept"))
                continue
            if HEADER_LINE.match(cells[0]):
                self.fault(
                    before, "begins with # as the metadata above a table do", "put all of them above the column names"
                )
                self.is_whole = False
                return
            last = start + reader.line_num
            if (last > before and any("\n" in c and separator in c for c in cells)) or (
                last >= len(lines) - 1 and is_left_open(lines[before - 1 : last], separator)
            ):
                self.fault(
                    before, "a quote is opened and not closed on this line", "close it, or write it twice inside quotes"
                )
                continue
            while len(cells) > len(columns) and not cells[-1].strip():
                cells.pop()
            if len(cells) > len(columns):
                self.fault(
                    before,
                    f"{count_of(len(cells), 'cell')}, but {count_of(len(columns), 'column')} (line {at})",
                    "one cell for each column",
                )
                continue
            row = {c: text for c, v in zip(columns, cells, strict=False) if (text := trimmed(v))}
            if "" in row:
                self.fault(
                    before, f"'{row['']}' stands in a column without a name", f"name it on line {at}, or remove it"
                )
            self.rows.append((f"line {before}", before, row))

    def _are_columns(self, columns: list[str], at: int, lines: list[str]) -> bool:
        """Whether a line names the columns of rows; if not, one fault says what it lacks, and that is all there is to say."""
        for column in sorted({c for c in columns if c and columns.count(c) > 1}):
            self.fault(at, f"column '{column}' stands twice", "remove one of them")
        held = {*columns, *self.slots}
        sides = ((f"{side}_id", f"{side}_label") for side in ("subject", "object"))
        lacking = [names[0] for names in (*sides, ("predicate_id",), ("mapping_justification",)) if not held & {*names}]
        if not lacking:
            return True
        otherwise = [c for c in columns if c.lower() in lacking]
        below = next((n for n, line in enumerate(lines[at:], at + 1) if {*lacking} <= {*re.split(r"[\t,;]", line)}), 0)
        mend = f"write {', '.join(c.lower() for c in otherwise)} small" if otherwise else "name them there"
        mend = f"line {below} names them: put a # before what stands above it" if below else mend
        self.fault(at, f"the line of column names lacks {', '.join(lacking)}", mend)
        return False


class _Json(_Source):
    def __init__(self, path: Path, text: str) -> None:
        super().__init__(path)
        tree = json_tree(path, text.encode()).root
        self.take_slots(tree)
        mappings = tree.get("mappings", [])
        if not isinstance(mappings, list):
            self.fault(0, "/mappings: is no list", "write the rows as a list")
            return
        for n, row in enumerate(mappings):
            if not isinstance(row, dict):
                self.fault(0, f"/mappings/{n}: is no object", "write the slots of a row as an object")
                continue
            self.rows.append(
                (
                    f"/mappings/{n}",
                    0,
                    {k: _text(v) for k, v in row.items() if not k.startswith("@") and v not in (None, "", [])},
                )
            )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(_text, value))
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=float)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


class _Reading:
    """The slots of a file as a draft."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self._prefixes = {**source.prefixes, **BUILT_IN}
        self._undeclared: dict[str, tuple[int, str]] = {}
        for prefix, iri in source.prefixes.items():
            if BUILT_IN.get(prefix, iri) != iri:
                source.fault(
                    1,
                    f"prefix '{prefix}' stands for {iri}, but SSSOM fixes it as {BUILT_IN[prefix]}",
                    "use another prefix",
                )

    def mapping(self) -> DraftMapping:
        source, slots = self.source, self.source.slots
        for key in _NEEDED:
            if not slots.get(key):
                source.fault(1, f"the metadata have no '{key}', which SSSOM asks for", f"add a line '#{key}: …'")
        rows = [self._row(*row) for row in self._propagated()]
        for prefix, (line, where) in self._undeclared.items():
            mend = f"add '{prefix}: https://…' to the curie_map"
            what = f"prefix '{prefix}' is declared nowhere"
            source.fault(line, what if line else f"{where}: {what}", mend)
        return DraftMapping(
            id=slots.get("mapping_set_id", ""),
            title=slots.get("mapping_set_title", "") or slots.get("mapping_set_id", ""),
            rows=tuple(rows),
            subject=self._framework("subject", rows),
            object=self._framework("object", rows),
            stated_by=slots.get("creator_label", "") or slots.get("stated_by", ""),
            licence=slots.get("license", ""),
            version=slots.get("mapping_set_version", ""),
            date=slots.get("publication_date", "") or slots.get("mapping_date", ""),
            description=slots.get("mapping_set_description", ""),
            prefixes=source.prefixes,
            any_overlap=slots.get("intersects_means", "any overlap") == "any overlap"
            and "ext_set_relation" not in self._own_slots(),
            more={k: v for k, v in slots.items() if k not in _SET_FIELDS},
            extensions=source.extensions,
        )

    def _own_slots(self) -> set[str]:
        """Return the slots of rows that are written in our own reading, unless the header says otherwise."""
        return (
            {k for _, _, row in self.source.rows for k in row} if "intersects_means" not in self.source.slots else set()
        )

    def _propagated(self) -> Iterator[tuple[str, int, dict[str, str]]]:
        """Yield the rows with what the set says for each of them: a slot that no row has of its own."""
        own = {key for _, _, row in self.source.rows for key in row}
        held = {k: v for k, v in self.source.slots.items() if k in PROPAGATED and v and k not in own}
        for where, line, row in self.source.rows:
            yield where, line, {**held, **row}

    def _row(self, where: str, line: int, row: dict[str, str]) -> DraftRow:
        def fault(what: str, mend: str) -> None:
            self.source.fault(line, what if line else f"{where}: {what}", mend)

        for slot in ("predicate_id", "mapping_justification"):
            if not row.get(slot):
                fault(f"has no {slot}, which SSSOM asks for", "fill it")
        sides = {side: self._sides(side, row, where, line, fault) for side in ("subject", "object")}
        self._declared(row.get("predicate_id", ""), line, where)
        modifier = row.get("predicate_modifier", "")
        if modifier not in ("", "Not"):
            fault(f"predicate_modifier is '{modifier}'", "write Not, or leave it empty")
        relation = row.get("ext_set_relation", "")
        if relation and relation not in SET_RELATIONS:
            fault(f"ext_set_relation is '{relation}'", f"write one of {', '.join(SET_RELATIONS)}")
        subjects, objects = sides["subject"], sides["object"]
        return DraftRow(
            subjects=subjects,
            objects=objects,
            where=where,
            predicate=row.get("predicate_id", ""),
            modifier=modifier,
            relation=relation,
            justification=row.get("mapping_justification", ""),
            confidence=row.get("confidence", ""),
            comment=row.get("comment", ""),
            more={k: v for k, v in row.items() if k not in _ROW_FIELDS},
        )

    def _sides(self, side: str, row: Mapping[str, str], where: str, line: int, fault: Any) -> tuple[Side, ...]:
        name, label, kind = (row.get(f"{side}_{slot}", "") for slot in ("id", "label", "type"))
        framework = row.get(f"{side}_source", "")
        if kind == LITERAL and not name:
            if not label:
                fault(f"the {side} is a literal without {side}_label", "write the literal there")
            return (Side("", framework, label),)
        if not name:
            fault(f"has no {side}_id, which SSSOM asks for", f"fill it, or write {NO_TERM_FOUND}")
            return ()
        if expanded(name, self._prefixes) == _NONE:
            return ()
        parts = name.split("|") if kind == JOINT else [name]
        names = [part.strip() for part in parts if part.strip()]
        for one in names:
            self._declared(one, line, where)
        return tuple(Side(n, framework, label if len(parts) == 1 else "") for n in names)

    def _declared(self, name: str, line: int, where: str) -> None:
        prefix, colon, local = name.partition(":")
        if (
            not colon
            or local.startswith("//")
            or prefix in self._prefixes
            or prefix.lower() in ("urn", "http", "https")
        ):
            return
        self._undeclared.setdefault(prefix, (line, where))

    def _framework(self, side: str, rows: Iterable[DraftRow]) -> str:
        """Return what the file calls the framework of one side: its source, or else the namespace that all its names share."""
        stated = self.source.slots.get(f"{side}_source", "")
        if stated:
            return stated
        names = [s.name for row in rows for s in (row.subjects if side == "subject" else row.objects) if s.name]
        spaces = {n.partition(":")[0] for n in names if "://" not in n}
        only = next(iter(spaces)) if len(spaces) == 1 and all("://" not in n for n in names) else ""
        return self.source.prefixes.get(only, "")
