"""A filled-in workbook of a few rows, written by hand: each cell that says something else, and each row that cannot be read, with its line and mend."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from states import state_of

from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.workspace.assessment_sheet import HEADS, SHEET, SHOWN, TOLD, ChangedCell, base_of, read_back, told
from aims_graph.workspace.records import Answer
from aims_graph.workspace.state import State

LIBRARY = load()
DUE = dt.date(2027, 4, 1)
A1 = Answer(id="A-1", target="iso42001:4.1", status="planned", owner="Ada", due=DUE, note="n")
STATE = state_of(A1)
HEAD = (*SHOWN, *HEADS.values(), TOLD)
Row = dict[str, Any]


def row(number: str, state: State = STATE, **cells: Any) -> Row:
    """A row as it went out, with what somebody wrote into its cells."""
    target = f"iso42001:{number}"
    base = base_of(next((a for a in state.all(Answer) if a.target == target), None))
    shown = {HEADS[f]: v for f, v in (base | cells).items()}
    return {"Number": number, **shown, TOLD: told(target, number, base, state)}


def book(
    path: Path, *rows: Row, head: tuple[str, ...] = HEAD, title: str = SHEET, at: int = 3, more: tuple[str, ...] = ()
) -> Path:
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for column, name in enumerate(head, 1):
        sheet.cell(at, column).value = name
    for line, cells in enumerate(rows, at + 1):
        for name, value in cells.items():
            if name in head:
                cell = sheet.cell(line, head.index(name) + 1)
                cell.value = value
    for name in more:
        made.create_sheet(name)
    made.save(path)
    return path


def read(path: Path, state: State = STATE) -> tuple[list[ChangedCell], list[ChangedCell], list[tuple[int, str, str]]]:
    found = read_back(path, state, LIBRARY)
    assert all(f.file == path.name for f in found.faults)
    return list(found.changes), list(found.conflicts), [(f.line, f.what, f.mend) for f in found.faults]


@pytest.mark.parametrize(
    ("cells", "changes"),
    [
        ({}, []),
        ({"status": "Planned", "owner": " Ada ", "due": "2027-04-01"}, []),
        ({"due": dt.datetime(2027, 4, 1)}, []),
        ({"status": "in_progress"}, [("status", "planned", "in progress")]),
        ({"due": dt.datetime(2027, 5, 2)}, [("due", "2027-04-01", "2027-05-02")]),
        ({"due": None}, [("due", "2027-04-01", None)]),
        ({"owner": None, "note": ""}, [("owner", "Ada", ""), ("note", "n", "")]),
        ({"reason": 7}, [("reason", None, "7")]),
    ],
)
def test_a_cell_that_says_something_else_is_a_change(
    cells: Row, changes: list[tuple[str, Any, Any]], tmp_path: Path
) -> None:
    found, conflicts, faults = read(book(tmp_path / "a.xlsx", row("4.1", **cells), row("4.2")))
    assert found == [ChangedCell("iso42001:4.1", f, 4, b, t, b) for f, b, t in changes]
    assert (conflicts, faults) == ([], [])
    # Changed here meanwhile to something else it is a conflict; to the same, nothing.
    for field, before, theirs in changes:
        same = state_of(Answer(**{**A1.__dict__, field: DUE.fromisoformat(theirs) if theirs and field == "due" else theirs}))  # fmt: skip
        other = state_of(Answer(**{**A1.__dict__, field: dt.date(2030, 1, 1) if field == "due" else "planned" if field == "reason" else "not started"}))  # fmt: skip
        path = book(tmp_path / "b.xlsx", row("4.1", **{field: cells[field]}))
        assert read(path, same) == ([], [], [])
        _, conflicts, _ = read(path, other)
        ours = "2030-01-01" if field == "due" else "planned" if field == "reason" else "not started"
        assert conflicts == [ChangedCell("iso42001:4.1", field, 4, before, theirs, ours)] and conflicts[0].is_conflict


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([row("4.1", status="done")], [(4, "The status of an answer cannot be 'done'", "It is one of: not started, planned, in progress, implemented, not applicable")]),
        ([row("4.1", due="soon"), row("4.2", due=7)], [(4, "'soon' is no date, which the due of an answer must be", "Write it as 2027-12-02"), (5, "'7' is no date, which the due of an answer must be", "Write it as 2027-12-02")]),
        ([row("4.1", due="2027-W48-4"), row("4.2", due=20271202)], [(4, "'2027-W48-4' is no date, which the due of an answer must be", "Write it as 2027-12-02"), (5, "'20271202' is no date, which the due of an answer must be", "Write it as 2027-12-02")]),
        ([row("4.1", status=None)], [(4, "the status of 4.1 was emptied", "choose a status, or withdraw the answer in the tool")]),
        ([row("4.1", note="=1+1"), row("4.2")], [(4, "Note of 4.1 holds a formula or an error", "write the value itself")]),
        ([row("4.1"), row("4.2"), row("4.1", owner="Bo")], [(6, "4.1 stands here again, after line 4", "keep one of the two")]),
        ([row("4.1"), row("99")], [(5, "the content has no requirement iso42001:99 any more", "leave it out")]),
        ([row("4.1"), row("4.2") | {TOLD: None}], [(5, "the row '4.2' does not know which requirement it is", "take the row as it went out")]),
        ([row("4.1"), {"Owner": "Bo"}], [(5, "the row '' does not know which requirement it is", "take the row as it went out")]),
        ([row("4.1"), row("4.2") | {"Number": "4.3"}], [(5, "the row '4.3' was mixed up with another one", "sort whole rows, the hidden column with them")]),
        ([row("4.1"), row("4.2") | {TOLD: "{"}], [(5, "the row '4.2' was mixed up with another one", "sort whole rows, the hidden column with them")]),
        ([row("4.1"), row("4.2") | {TOLD: row("4.2")[TOLD].replace('"seq": 1', '"seq": 2')}], [(5, "the row '4.2' was mixed up with another one", "sort whole rows, the hidden column with them")]),
        ([row("4.1"), row("4.2", State(1, STATE.records, origin="x"))], [(5, "the row '4.2' went out of another workspace", "bring it back into that one")]),
        # What nobody wrote into is no row.
        ([row("4.1"), {}, {"Requirement": "a remark"}], []),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_has_its_line_and_mend(
    rows: list[Row], faults: list[tuple[int, str, str]], tmp_path: Path
) -> None:
    """It keeps no row below it from being read."""
    last = ChangedCell("iso42001:4.4", "owner", 4 + len(rows), None, "Zoe", None)
    assert read(book(tmp_path / "a.xlsx", *rows, row("4.4", owner="Zoe"))) == ([last], [], faults)


def test_where_the_table_stands_and_what_was_added_to_it(tmp_path: Path) -> None:
    """Under another name and further down; sheets and columns that somebody added are told, in their order."""
    head = (*HEAD[:3], "Remark", *HEAD[3:])
    cells = row("4.1", status="implemented") | {"Remark": "x"}
    path = book(tmp_path / "a.xlsx", cells, head=head, title="Ours", at=30, more=("Other",))
    found = read_back(path, STATE, LIBRARY)
    assert [(c.field, c.line) for c in found.changes] == [("status", 31)] and found.rows == 1
    assert found.unread == ("the sheet 'Other'", "the column 'Remark'")
    with pytest.raises(AimsError) as caught:
        read_back(book(tmp_path / "b.xlsx", cells, title="Ours", at=31), STATE, LIBRARY)
    assert caught.value.what == f"{tmp_path / 'b.xlsx'} has no sheet 'Assessment', nor one of a matrix to fill in."
    assert (caught.value.mend, caught.value.advice) == (
        "Give the workbook that 'workspace export' or 'matrix --workspace' wrote, as .xlsx.",
        "Give the workbook as it was downloaded, as .xlsx.",
    )


def test_columns_that_are_lost_are_named_in_their_order(tmp_path: Path) -> None:
    lost = tuple(h for h in HEAD if h not in ("Number", "Owner", "Due"))
    with pytest.raises(AimsError) as caught:
        read_back(book(tmp_path / "a.xlsx", row("4.1"), head=lost), STATE, LIBRARY)
    assert caught.value.what == f"{tmp_path / 'a.xlsx'} lost the column Number, Owner, Due of its head in line 3."
    assert caught.value.mend == "Put it back, or take the workbook as it went out."
    # Where no row can be understood, the first is told why.
    with pytest.raises(AimsError) as caught:
        read_back(book(tmp_path / "a.xlsx", row("4.1") | {TOLD: "x"}), STATE, LIBRARY)
    assert caught.value.what.startswith(f"{tmp_path / 'a.xlsx'} holds no row that can be understood: a.xlsx:4: the row '4.1' was mixed up")  # fmt: skip


def test_a_matrix_has_fewer_columns_and_rows_that_are_only_read(tmp_path: Path) -> None:
    """Headings, and what goes on from the row above; without the column for notes, and nothing added is told."""
    head = ("Number", "Ours", "Status", "Owner", "Due", "Justification", TOLD)
    heading = {"Number": "4", "Ours": "Context"}
    path = book(tmp_path / "a.xlsx", heading, row("4.1", owner="Bo"), {"Ours": "goes on"}, {"Owner": "Cy"}, head=head, title="Matrix")  # fmt: skip
    found = read_back(path, STATE, LIBRARY)
    assert [(c.field, c.theirs, c.line) for c in found.changes] == [("owner", "Bo", 5)] and found.unread == ()
    assert [(f.line, f.what) for f in found.faults] == [(7, "the row '' does not know which requirement it is")]
    with pytest.raises(AimsError, match="lost the column Justification of its head in line 3"):
        read_back(book(tmp_path / "b.xlsx", row("4.1"), head=(*head[:5], TOLD), title="Matrix"), STATE, LIBRARY)
