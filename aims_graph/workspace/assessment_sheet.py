"""The assessment workbook on its way back: what people filled in, against what stood when it went out and what stands now.

A cell that says what it said when it went out says nothing. One that was changed is a change; if the same cell was changed here meanwhile, to something else, it is
a conflict that a person decides. Nothing is written before somebody has seen all of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook

from aims_graph import clock
from aims_graph.errors import AimsError, Finding, first_line
from aims_graph.files import check_ends
from aims_graph.model import Library
from aims_graph.unpacking import check_unpacked
from aims_graph.workspace.answering import write_answer
from aims_graph.workspace.days import latest_day
from aims_graph.workspace.labels import label
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.rules import check_record
from aims_graph.workspace.state import State
from aims_graph.workspace.values import as_json, value_of

if TYPE_CHECKING:
    from aims_graph.workspace.change import Change

#: The worksheet, the row (from 0) of its first requirement, the hidden column that knows which row is which, and the columns to read.
SHEET, FIRST, TOLD = "Assessment", 3, "aims-graph"
SHOWN = ("Number", "Requirement", "What it asks", "Met elsewhere, and what remains")
#: The fields that people fill in, and the heads of their columns, by which a workbook that comes back is read.
HEADS = {field: label("answer", field) for field in ("status", "owner", "due", "note", "reason")}
FIELDS = tuple(HEADS)
#: Those of a matrix, where there is less room.
IN_MATRIX = ("status", "owner", "due", "reason")
_MEND = "Give the workbook that 'workspace export' or 'matrix --workspace' wrote, as .xlsx."
_ADVICE = "Give the workbook as it was downloaded, as .xlsx."
#: The head of a matrix stands below some lines that say what it is.
_HEADS_UNTIL = 30


#: Line, what the row carries, its number as shown, and its cells by field.
_Row = tuple[int, dict[str, Any], str, dict[str, Any]]


@dataclass(frozen=True)
class ChangedCell:
    """One cell that was filled in or changed: what stood when it went out, what they say, what stands here now."""

    target: str
    field: str
    line: int
    before: Any
    theirs: Any
    ours: Any

    @property
    def is_conflict(self) -> bool:
        """Whether it was changed on both sides, to different values."""
        return bool(self.ours != self.before)


@dataclass(frozen=True)
class Returned:
    """What a workbook brings back: changes and conflicts, and the rows that cannot be understood, or make of an answer what it cannot be."""

    changes: tuple[ChangedCell, ...]
    conflicts: tuple[ChangedCell, ...]
    faults: tuple[Finding, ...]
    rows: int
    #: Sheets and columns that somebody added: they are not read.
    unread: tuple[str, ...] = ()
    #: Requirements without an answer whose row is filled in without a status: what is kept there claims nothing.
    without_status: tuple[str, ...] = ()


def base_of(answer: Answer | None, fields: Sequence[str] = FIELDS) -> dict[str, Any]:
    """Return what stands at a requirement, as a workbook with these fields carries it."""
    return {f: as_json(getattr(answer, f)) if answer else None for f in fields}


def told(requirement: str, number: str, base: Mapping[str, Any], state: State) -> str:
    """Return what a row carries, hidden: its requirement, what stood in its cells, of which workspace and when, and a mark over all of it."""
    carried = {"id": requirement, "number": number, "base": base, "seq": state.seq, "of": state.origin}
    return json.dumps(carried | {"mark": _mark(carried)}, ensure_ascii=False)


def _mark(carried: Mapping[str, Any]) -> str:
    """Return the mark over what a row carries, which a mixed-up row does not have."""
    said = json.dumps(
        {k: carried[k] for k in ("id", "number", "base", "seq", "of")}, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def read_back(path: Path, state: State, library: Library) -> Returned:
    """Return what a filled-in workbook says; nothing is written.

    Args:
        path: the workbook.
        state: the workspace now.
        library: the content.

    Raises:
        AimsError: if it is no workbook, or none that went out from here.
    """
    rows, faults, unread = _rows(path, state.origin)
    answers = {a.target: a for a in state.all(Answer)}
    changes: list[ChangedCell] = []
    conflicts: list[ChangedCell] = []
    seen: dict[str, int] = {}
    for line, carried, number, cells in rows:
        target = str(carried["id"])
        if target in seen:
            faults.append(
                _fault(path, line, f"{number} stands here again, after line {seen[target]}", "keep one of the two")
            )
            continue
        seen[target] = line
        if target not in library.requirements:
            faults.append(_fault(path, line, f"the content has no requirement {target} any more", "leave it out"))
            continue
        now = base_of(answers.get(target))
        row: list[ChangedCell] = []
        for field in cells:
            before, text = carried["base"].get(field), cells[field]
            try:
                theirs = (
                    as_json(value_of(Answer, field, text, state, library))
                    if text not in ("", None)
                    else ("" if field != "due" else None)
                )
            except AimsError as error:
                faults.append(_fault(path, line, error.what.rstrip("."), error.advice.rstrip(".")))
                continue
            if (theirs or None) == (before or None) or (theirs or None) == (now[field] or None):
                continue
            if field == "status" and not theirs:
                # An emptied status takes nothing back: an answer is withdrawn by a person, not by an empty cell.
                faults.append(
                    _fault(
                        path,
                        line,
                        f"the status of {number} was emptied",
                        "choose a status, or withdraw the answer in the tool",
                    )
                )
                continue
            row.append(ChangedCell(target, field, line, before or None, theirs, now[field] or None))
        if refused := _refused(state, library, answers.get(target), row):
            # One row that cannot be is told here, with its line, and keeps nothing of the others out.
            faults.append(_fault(path, line, refused.what.rstrip("."), refused.advice.rstrip(".")))
            continue
        for found in row:
            (conflicts if found.is_conflict else changes).append(found)
    given = {one.target for one in changes if one.field == "status"}
    begun = tuple(dict.fromkeys(c.target for c in changes if c.target not in answers and c.target not in given))
    return Returned(tuple(changes), tuple(conflicts), tuple(faults), len(rows), unread, begun)


def _refused(state: State, library: Library, old: Answer | None, row: Sequence[ChangedCell]) -> AimsError | None:
    """Return why an answer cannot be what a row makes of it, such as not applicable without a reason; ``None`` if it can."""
    if not row:
        return None
    said = {cell.field: value_of(Answer, cell.field, cell.theirs, state, library) for cell in row}
    new = replace(old or Answer(id="", target=row[0].target), **said)
    try:
        check_record(state, library, old, new, latest_day(clock.now()))
    except AimsError as error:
        return error
    return None


def apply(change: Change, found: Iterable[ChangedCell]) -> int:
    """Write what a workbook brings back; return how many requirements changed.

    Raises:
        AimsError: if one of the values cannot be, such as not applicable without a reason; nothing is then kept.
    """
    by_target: dict[str, dict[str, Any]] = {}
    for one in found:
        by_target.setdefault(one.target, {})[one.field] = one.theirs
    for target, values in by_target.items():
        write_answer(change, target, **values)
    return len(by_target)


def _rows(path: Path, origin: str) -> tuple[list[_Row], list[Finding], tuple[str, ...]]:
    """Return the rows that know which requirement they are, what is wrong with the others, and what was added and is not read."""
    book = _book(path)
    sheet, head = _table(book)
    if sheet is None:
        raise _no_sheet(f"{path} has no sheet '{SHEET}', nor one of a matrix to fill in.")
    heads: dict[str, int] = {}
    for cell in sheet[head]:
        if cell.value is not None:
            heads.setdefault(str(cell.value), cell.column)
    is_matrix = sheet.title != SHEET and not set(SHOWN) <= heads.keys()
    columns = {f: head for f, head in HEADS.items() if not is_matrix or f in IN_MATRIX}
    lost = [name for name in (TOLD, "Number", *columns.values()) if name not in heads]
    if lost:
        raise AimsError(
            f"{path} lost the column {', '.join(lost)} of its head in line {head}.",
            "Put it back, or take the workbook as it went out.",
        )
    found: list[_Row] = []
    findings: list[Finding] = []
    for line in range(head + 1, sheet.max_row + 1):
        raw = sheet.cell(line, heads[TOLD]).value
        number = str(sheet.cell(line, heads["Number"]).value or "")
        cells = {f: _plain(sheet.cell(line, heads[name]).value) for f, name in columns.items()}
        if raw in (None, ""):
            # In a matrix stand rows to read as well: headings, and what goes on from the row above.
            if (number and not is_matrix) or any(v not in ("", None) for v in cells.values()):
                findings.append(
                    _fault(
                        path,
                        line,
                        f"the row '{number}' does not know which requirement it is",
                        "take the row as it went out",
                    )
                )
            continue
        carried, what, mend = _carried(raw, number, origin)
        if what:
            findings.append(_fault(path, line, what, mend))
            continue
        formulas = [name for f, name in columns.items() if sheet.cell(line, heads[name]).data_type in ("f", "e")]
        if formulas:
            findings.append(
                _fault(path, line, f"{formulas[0]} of {number} holds a formula or an error", "write the value itself")
            )
            continue
        found.append((line, carried, number, cells))
    findings += _merged(path, sheet, head, {heads[name]: name for name in columns.values()})
    if findings and not found:
        raise _no_sheet(f"{path} holds no row that can be understood: {findings[0]}")
    return found, findings, () if is_matrix else _added(book, sheet, heads)


def _book(path: Path) -> Workbook:
    """Open a workbook from elsewhere; refuse what is none, or unpacks to too much."""
    check_ends(path)
    check_unpacked(path, _MEND, _ADVICE)
    try:
        # Of a path, openpyxl would judge the ending of the name.
        return load_workbook(BytesIO(path.read_bytes()), read_only=False, data_only=False, keep_links=False)
    except FileNotFoundError:
        raise _no_sheet(f"{path} is not there.") from None
    except Exception as error:  # of a damaged file openpyxl lets out whatever it stumbled over, of whichever parser
        raise _no_sheet(f"{path} is no workbook that can be read: {first_line(error).rstrip('.')}.") from None


def _no_sheet(what: str) -> AimsError:
    return AimsError(what, _MEND, _ADVICE)


def _carried(raw: Any, number: str, origin: str) -> tuple[dict[str, Any], str, str]:
    """Return what a row carries, and what keeps it from being read, with the mend (both empty if nothing does)."""
    try:
        carried = json.loads(str(raw))
        whole = carried["mark"] == _mark(carried) and carried["number"] == number
    except (ValueError, KeyError, TypeError, RecursionError):
        carried, whole = {}, False
    if not whole:
        return {}, f"the row '{number}' was mixed up with another one", "sort whole rows, the hidden column with them"
    if carried["of"] != origin:
        return {}, f"the row '{number}' went out of another workspace", "bring it back into that one"
    return carried, "", ""


def _merged(path: Path, sheet: Any, head: int, columns: Mapping[int, str]) -> list[Finding]:
    """Return where cells to fill in were made one over several lines: only the first of them has what was written."""
    return [
        _fault(
            path,
            area.min_row,
            f"{columns[column]} is one cell for lines {area.min_row} to {area.max_row} and counts for the first alone",
            "part the cells again, and write it in each line for which it is meant",
        )
        for area in sheet.merged_cells.ranges
        for column in range(area.min_col, area.max_col + 1)
        if column in columns and area.max_row > area.min_row > head
    ]


def _added(book: Workbook, read: Any, heads: Mapping[str, int]) -> tuple[str, ...]:
    """Return the sheets and columns that an assessment did not go out with."""
    ours = {*SHOWN, *HEADS.values(), TOLD}
    sheets = [f"the sheet '{sheet.title}'" for sheet in book.worksheets if sheet is not read]
    return (*sheets, *(f"the column '{name}'" for name in heads if name not in ours))


def _table(book: Workbook) -> tuple[Any, int]:
    """Return the sheet that was filled in and the line of its head: an assessment, or the table of a matrix that tells its rows."""
    for sheet in sorted(book.worksheets, key=lambda s: s.title != SHEET):
        for line, row in enumerate(sheet.iter_rows(max_row=_HEADS_UNTIL, values_only=True), 1):
            if TOLD in row:
                return sheet, line
    return (book[SHEET], FIRST) if SHEET in book.sheetnames else (None, 0)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    return value.strip() if isinstance(value, str) else value


def _fault(path: Path, line: int, what: str, mend: str) -> Finding:
    return Finding(path.name, line, what, mend)
