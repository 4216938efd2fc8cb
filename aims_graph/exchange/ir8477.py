"""Workbooks of NIST's Online Informative References (OLIR) and of IR 8477, read; docs/formats/ir8477.md says what is kept.

A table is told by its columns, whatever the sheet is called: one row relates a focal element to a reference element by a word. Set words become set
relations, supportive words stay what they are: that one supports another says nothing of what either contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from aims_graph.errors import ContentError, Finding
from aims_graph.exchange.draft import Draft, DraftMapping, DraftRow, Note, Side
from aims_graph.exchange.texts import bytes_of
from aims_graph.exchange.workbook import filled_rows, is_loose, loose_note, opened
from aims_graph.unpacking import check_unpacked

FORMAT = "NIST OLIR or IR 8477 workbook (XLSX)"
#: A set word -> our set relation, read from the focal element.
RELATIONS = {
    "subset of": "subset_of",
    "superset of": "superset_of",
    "intersects with": "intersects",
    "equal": "equal",
    "equal to": "equal",
    "not related to": "no_relationship",
    "no relationship": "no_relationship",
}
#: The supportive words of IR 8477; none of them is a set relation.
SUPPORTIVE = ("supports", "is supported by", "identical", "equivalent", "contrary")
#: In words of either style: it is read as the style of the table's other words.
_EITHER = "no relationship"
FOCAL, REFERENCE = "focal document element", "reference document element"
GAP = "element without counterpart"
#: A row of the sheet on the document as a whole that says how "intersects with" is meant; ours.
DENIES = ("Meaning of intersects with", "each side has content the other lacks")
#: Rows of that sheet that name the two documents, the reference's version, its author and date.
_ABOUT = {
    "focal document version": "subject",
    "focal document": "subject",
    "reference document": "object",
    "reference document author": "author",
    "reference developer": "stated_by",
    "reference document date": "date",
    "informative reference name": "title",
    "summary": "description",
    "informative reference version": "version",
}
#: A heading stands in one of the first rows.
_TOP = 30
_ERRORS = re.compile(r"#(REF|N/A|NAME\?|VALUE|DIV/0|NULL|NUM)!?")


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a workbook has such a table, by the two columns of its elements."""
    if not head.startswith(b"PK"):
        return False
    try:
        check_unpacked(path, "")  # who reads it as another format says what is wrong
        # Of a path, openpyxl would judge the ending of the name.
        workbook = load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
    except (
        Exception
    ):  # whatever openpyxl makes of a file that is no workbook: the question is only whether it is one of these
        return False
    try:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size may be wrong
        return any(_heading(list(sheet.iter_rows(max_row=_TOP, values_only=True))) for sheet in workbook.worksheets)
    except Exception:  # a sheet that openpyxl cannot walk is none of these
        return False
    finally:
        workbook.close()


def read(path: Path) -> Draft:
    """Return the crosswalks of a workbook, one for each table.

    Raises:
        AimsError: if it cannot be read.
        ContentError: with every fault, each with its sheet and cell.
    """
    data = bytes_of(path)
    workbook = opened(path)
    about: dict[str, str] = {}
    tables, notes, faults = [], [], []
    for sheet in workbook.worksheets:
        filled = dict(filled_rows(sheet))
        found = {n: [_cell(cell.value if cell else None) for cell in cells] for n, cells in filled.items()}
        rows = [found.get(n, []) for n in range(1, max(found, default=0) + 1)]
        heading = _heading(rows[:_TOP])
        if heading:
            tables.append(_Table(path, sheet.title, rows, *heading))
            for name in (FOCAL, REFERENCE, GAP):
                at = heading[1].get(name)
                loose = [c.coordinate for row in filled.values() for n, c in enumerate(row) if n == at and c and is_loose(c.value)]  # fmt: skip
                notes += [loose_note(f"{sheet.title}!{loose[0]}", loose)] if loose else []
        elif said := _described(rows):
            about |= said
        elif any(any(row) for row in rows):
            notes.append(Note(sheet.title, "this sheet has no table of elements and is not kept"))
    if all(table.is_gaps for table in tables):
        what = "has no table with the columns Focal Document Element and Reference Document Element"
        raise ContentError([Finding(str(path), 0, what, "name a workbook that has one")])
    drafts: list[DraftMapping] = []
    gaps: list[DraftRow] = []
    for table in tables:
        rows_read = table.read(about)
        faults += table.faults
        notes += table.notes
        if table.is_gaps:
            gaps += rows_read
        else:
            drafts.append(_draft(path, table, tuple(rows_read), about))
    if faults:
        raise ContentError(faults)
    merged = _together(path.stem, drafts, gaps)
    return Draft(FORMAT, path, sha256(data).hexdigest(), mappings=merged, notes=tuple(notes))


def _draft(path: Path, table: _Table, rows: tuple[DraftRow, ...], about: dict[str, str]) -> DraftMapping:
    name = about.get("title") or path.stem
    return DraftMapping(
        id=f"{path.stem} {table.sheet}",
        title=name,
        rows=rows,
        subject=about.get("subject", ""),
        object=about.get("object", ""),
        stated_by=about.get("stated_by") or about.get("author", ""),
        version=about.get("version", ""),
        date=about.get("date", ""),
        description=about.get("description", ""),
        any_overlap=DENIES[0].lower() not in about,
    )


def _together(name: str, drafts: list[DraftMapping], gaps: list[DraftRow]) -> tuple[DraftMapping, ...]:
    """Put the tables of one workbook that name the same two documents into one crosswalk, called as the file: set words, supports, and what has no counterpart."""
    first, *others = drafts
    if others and (len({(d.subject, d.object) for d in drafts}) > 1 or not (first.subject and first.object)):
        return (replace(first, rows=(*first.rows, *gaps)), *others)
    rows = tuple(row for draft in drafts for row in draft.rows)
    return (replace(first, id=name, rows=(*rows, *gaps)),)


def _cell(value: Any) -> str:
    """Return a cell as text, blanks as one; a whole number without a point, a day without a time."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        # A day is held as its first moment.
        value = value.isoformat(" ").removesuffix(" 00:00:00")
    return " ".join(str(value).replace("_x000D_", " ").split())


def _named(heading: str) -> str:
    """Return a column's heading without stars, brackets and blanks: "Fulfilled By (Y/N)*" is fulfilled by."""
    return " ".join(re.sub(r"\([^)]*\)|\*", " ", heading).lower().split())


def _heading(rows: list[Any]) -> tuple[int, dict[str, int]] | None:
    """Return which row names the columns, and where each stands; none if no row does."""
    for number, row in enumerate(rows):
        names = [_named(_cell(value)) for value in row]
        if (FOCAL in names and REFERENCE in names) or GAP in names:
            return number, {name: names.index(name) for name in names if name}
    return None


def _described(rows: list[list[str]]) -> dict[str, str]:
    """Return what a sheet of names and values says of the document: the name in one cell, the value in the next that is filled."""
    found: dict[str, str] = {}
    for row in rows:
        cells = [cell for cell in row if cell]
        name = _named(cells[0]).rstrip(":") if cells else ""
        if len(cells) > 1 and name in _ABOUT:
            found.setdefault(_ABOUT[name], cells[1])
        elif len(cells) > 1 and name == DENIES[0].lower() and cells[1] == DENIES[1]:
            found[name] = cells[1]
    return found


@dataclass
class _Table:
    """One table of a sheet: all its rows, which of them names the columns, and where each column stands."""

    path: Path
    sheet: str
    rows: list[list[str]]
    top: int
    columns: dict[str, int]

    def __post_init__(self) -> None:
        self.faults: list[Finding] = []
        self.notes: list[Note] = []

    @property
    def is_gaps(self) -> bool:
        """Whether it lists what has no counterpart."""
        return GAP in self.columns

    def read(self, about: dict[str, str]) -> list[DraftRow]:
        """Return its rows."""
        found = [row for n in range(self.top + 1, len(self.rows)) if self.rows[n] and (row := self._row(n, about))]
        words = {row.more.get("word", "") for row in found}
        is_supportive = bool(words & set(SUPPORTIVE)) and not words & (set(RELATIONS) - {_EITHER})
        rows = [self._styled(row, is_supportive) for row in found]
        return list(self._grouped(rows))

    def _fault(self, row: int, column: str, what: str, mend: str) -> None:
        cell = f"{self.sheet}!{get_column_letter(self.columns.get(column, 0) + 1)}{row + 1}"
        self.faults.append(Finding(str(self.path), row + 1, f"{cell}: {what}", mend))

    def _at(self, row: int, column: str) -> str:
        place = self.columns.get(column)
        cells = self.rows[row]
        text = cells[place] if place is not None and place < len(cells) else ""
        if _ERRORS.fullmatch(text):
            self._fault(row, column, f"holds the error {text}", "mend the formula, or write the value")
        return text

    def _row(self, row: int, about: dict[str, str]) -> DraftRow | None:
        where = f"{self.sheet}!{row + 1}"
        if self.is_gaps:
            name, document = self._at(row, GAP), self._at(row, "document")
            side = (Side(name, document, self._at(row, "description")),)
            of_subject = document == about.get("subject", "")
            if name and document not in (about.get("subject", ""), about.get("object", "")):
                self._fault(
                    row,
                    "document",
                    f"'{document}' is neither of the two documents",
                    "write its name as on the first sheet",
                )
            comment = self._at(row, "comments")
            return (
                DraftRow(side if of_subject else (), () if of_subject else side, where, comment=comment)
                if name
                else None
            )
        focal, reference = self._at(row, FOCAL), self._at(row, REFERENCE)
        word = self._at(row, "relationship").lower().replace("-", " ").replace("_", " ").rstrip(".")
        if not (focal and reference):
            if focal and word:
                self._fault(row, REFERENCE, "names no reference element", "name it, or empty the relationship")
            elif reference:
                self._fault(row, FOCAL, "names no focal element", "name it, or empty the row")
            return None  # a focal element alone is a line of the form that nobody filled in
        if word and word not in RELATIONS and word not in SUPPORTIVE:
            mend = f"write {', '.join((*RELATIONS, *SUPPORTIVE))}"
            self._fault(row, "relationship", f"'{word}' is no relationship of IR 8477", mend)
        kept = {
            "rationale": self._at(row, "rationale").lower(),
            "fulfilled_by": self._at(row, "fulfilled by"),
            "group": self._at(row, "group identifier"),
            "strength": self._at(row, "strength of relationship"),
            "word": word,
        }
        return DraftRow(
            subjects=(Side(focal, about.get("subject", ""), self._at(row, "focal document element description")),),
            objects=(
                Side(reference, about.get("object", ""), self._at(row, "reference document element description")),
            ),
            where=where,
            comment=self._at(row, "comments"),
            more={key: value for key, value in kept.items() if value},
        )

    def _styled(self, row: DraftRow, is_supportive: bool) -> DraftRow:
        """Take the word of a row as a set relation or as a supportive one."""
        word = row.more.get("word", "")
        more = {k: v for k, v in row.more.items() if k != "word"}
        if word in SUPPORTIVE or (word == _EITHER and is_supportive):
            return replace(row, supportive=word, more=more)
        return replace(row, relation=RELATIONS.get(word, ""), more=more)

    def _grouped(self, rows: list[DraftRow]) -> Iterator[DraftRow]:
        """Yield the rows; those of one focal element, group and word as one of a set, for what they say they say together."""
        groups: dict[tuple[str, str, str, str], list[DraftRow]] = {}
        for row in rows:
            if row.subjects and (group := row.more.get("group", "")):
                groups.setdefault((row.subjects[0].name, group, row.relation, row.supportive), []).append(row)
        done: set[int] = set()
        for row in rows:
            key = (
                row.subjects[0].name if row.subjects else "",
                row.more.get("group", ""),
                row.relation,
                row.supportive,
            )
            members = groups.get(key, [])
            if len(members) < 2:
                yield row
            elif id(members) not in done:
                done.add(id(members))
                objects = tuple(side for member in members for side in member.objects)
                comment = " ".join(dict.fromkeys(m.comment for m in members if m.comment))
                self._tell_others(members)
                # What the first leaves open, another of the group may say.
                more = {k: v for member in reversed(members) for k, v in member.more.items()}
                yield replace(row, objects=objects, comment=comment, more=more)

    def _tell_others(self, members: list[DraftRow]) -> None:
        """Say where rows of one group say different things of what a row says once."""
        for key in dict.fromkeys(k for member in members for k in member.more):
            said = [*dict.fromkeys(v for member in members if (v := member.more.get(key, "")))]
            if len(said) > 1:
                what = f"{key.replace('_', ' ')} of the group is {said[0]}, and {', '.join(said[1:])} in other rows of it: not kept"
                self.notes.append(Note(members[0].where, what))
