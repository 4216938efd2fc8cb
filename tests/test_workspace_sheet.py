"""The assessment workbook goes out, is sorted, filtered, filled in, changed on both sides, and says what it says when it comes back."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from states import state_of

from aims_graph import load
from aims_graph.errors import AimsError
from aims_graph.present.assessment_workbook import assessment_workbook
from aims_graph.present.workspace import returned_text
from aims_graph.workspace.assessment_sheet import FIELDS, FIRST, SHEET, ChangedCell, apply, read_back
from aims_graph.workspace.carry import standing
from aims_graph.workspace.gap import gap
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph.workspace.records.work import STATUSES, Answer
from aims_graph.workspace.state import State

LIBRARY = load()
TODAY = dt.date(2026, 11, 29)
PEOPLE = (Organisation(id="O-1", name="Anyone Ltd"), Person(id="P-1", name="Ada", role="owner"))
BEFORE = state_of(
    *PEOPLE,
    Answer(id="A-1", target="iso42001:4.1", status="implemented", owner="Ada", note="=2+2"),
    Answer(id="A-2", target="iso42001:4.2", status="planned", due=dt.date(2027, 1, 31)),
)
COLUMN = {"status": 5, "owner": 6, "due": 7, "note": 8, "reason": 9}
IDS = [r.id for r in LIBRARY.members("iso42001") if r.assessable]


def written(path: Path, state: State = BEFORE) -> Path:
    at = standing(state, LIBRARY, TODAY)
    path.write_bytes(assessment_workbook(LIBRARY, state, "iso42001", gap(state, at, "iso42001")))
    return path


def line_of(number: str) -> int:
    numbers = [LIBRARY.requirements[i].number for i in IDS]
    return FIRST + 1 + numbers.index(number)


def edited(path: Path, cells: dict[tuple[str, str], object]) -> Path:
    book = load_workbook(path)
    for (number, field), value in cells.items():
        book[SHEET].cell(line_of(number), COLUMN[field]).value = value
    book.save(path)
    return path


def test_what_nobody_touched_says_nothing(tmp_path):
    found = read_back(written(tmp_path / "a.xlsx"), BEFORE, LIBRARY)
    assert (found.changes, found.conflicts, found.faults, found.rows) == ((), (), (), 70)


def test_nothing_in_a_cell_is_a_formula(tmp_path):
    sheet = load_workbook(written(tmp_path / "a.xlsx"))[SHEET]
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}
    assert sheet.cell(line_of("4.1"), COLUMN["note"]).value == "=2+2"


def test_a_status_is_chosen_from_a_list_and_the_hidden_column_is_hidden(tmp_path):
    sheet = load_workbook(written(tmp_path / "a.xlsx"))[SHEET]
    lists = [v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert f'"{",".join(STATUSES)}"' in lists
    assert sheet.column_dimensions["J"].hidden


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(IDS), st.sampled_from(FIELDS)),
        st.integers(0, 3),
        max_size=10,
    ),
    st.integers(0, 1000),
    st.integers(0, 30),
)
def test_sorted_and_partly_sent_back_it_says_exactly_what_was_filled_in(tmp_path, filled, seed, dropped):
    values = {
        "status": STATUSES[:4], "owner": ["Ada", "Bo", "Cy", "Ünal"], "note": ["a", "b", "c; d", "‘e’"], "reason": ["x", "y", "z", "w"],
        "due": [dt.date(2027, 1, 1), dt.date(2027, 2, 2), "2027-03-03", dt.datetime(2027, 4, 4)],
    }  # fmt: skip
    path = written(tmp_path / "a.xlsx")
    book = load_workbook(path)
    sheet = book[SHEET]
    wanted = {}
    for (target, field), n in filled.items():
        value = values[field][n]
        sheet.cell(line_of(LIBRARY.requirements[target].number), COLUMN[field]).value = value
        as_kept = str(value)[:10] if field == "due" else value
        old = next((a for a in BEFORE.all(Answer) if a.target == target), None)
        stood = getattr(old, field) if old else ""
        if as_kept != str(stood or ""):
            wanted[target, field] = as_kept
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=FIRST + 1)]
    random.Random(seed).shuffle(rows)
    gone = {row[0] for row in rows[:dropped]}
    rows = rows[dropped:]
    sheet.delete_rows(FIRST + 1, 70)
    for n, row in enumerate(rows, FIRST + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(n, column).value = value
    for row in sheet.iter_rows(min_row=FIRST + 1):
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
    book.save(path)
    found = read_back(path, BEFORE, LIBRARY)
    assert (found.conflicts, found.faults, found.rows) == ((), (), 70 - dropped)
    kept = {(t, f): v for (t, f), v in wanted.items() if LIBRARY.requirements[t].number not in gone}
    assert {(c.target, c.field): c.theirs for c in found.changes} == kept


def test_a_cell_changed_on_both_sides_is_a_conflict_unless_both_say_the_same(tmp_path):
    path = edited(written(tmp_path / "a.xlsx"), {("4.2", "status"): "implemented", ("4.2", "due"): dt.date(2027, 5, 5)})
    meanwhile = state_of(
        *PEOPLE,
        *BEFORE.all(Answer)[:1],
        Answer(id="A-2", target="iso42001:4.2", status="in progress", due=dt.date(2027, 5, 5)),
    )
    found = read_back(path, meanwhile, LIBRARY)
    assert found.changes == ()
    assert [(c.field, c.before, c.theirs, c.ours) for c in found.conflicts] == [
        ("status", "planned", "implemented", "in progress")
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({("4.3", "status"): "done"}, "cannot be 'done'"),
        ({("4.3", "due"): "soon"}, "no date"),
        ({("4.3", "note"): "=HYPERLINK(1)"}, "formula"),
        ({("4.1", "status"): None}, "emptied"),
    ],
)
def test_a_row_that_cannot_be_understood_says_its_line_and_mend(tmp_path, cells, says):
    path = edited(written(tmp_path / "a.xlsx"), cells)
    found = read_back(path, BEFORE, LIBRARY)
    ((number, _),) = cells
    assert [f.line for f in found.faults] == [line_of(number)] and says in str(found.faults[0])


def test_rows_that_were_mixed_up_are_noticed(tmp_path):
    path = written(tmp_path / "a.xlsx")
    book = load_workbook(path)
    sheet = book[SHEET]
    here, there = line_of("4.1"), line_of("4.2")
    for column in range(1, 10):  # whoever sorts the shown columns alone leaves the hidden one where it was
        one, other = sheet.cell(here, column), sheet.cell(there, column)
        one.value, other.value = other.value, one.value
    sheet.cell(there, COLUMN["note"]).data_type = "s"
    book.save(path)
    found = read_back(path, BEFORE, LIBRARY)
    assert [f.line for f in found.faults] == [here, there] and all("mixed up" in f.what for f in found.faults)
    assert found.changes == ()


def test_what_is_no_workbook_is_refused_by_name(tmp_path):
    path = tmp_path / "x.xlsx"
    with pytest.raises(AimsError, match="is not there"):
        read_back(path, BEFORE, LIBRARY)
    path.write_text("hello", encoding="utf-8")
    with pytest.raises(AimsError, match="is no workbook"):
        read_back(path, BEFORE, LIBRARY)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_a_workbook_that_is_cut_off_within_is_refused_by_name(tmp_path, part):
    whole, cut = written(tmp_path / "a.xlsx"), tmp_path / "cut.xlsx"
    with ZipFile(whole) as old, ZipFile(cut, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: 90 if name == part else None])
    with pytest.raises(AimsError, match=r"cut\.xlsx is no workbook that can be read: "):
        read_back(cut, BEFORE, LIBRARY)


def test_what_comes_back_is_written_whole_or_not_at_all(tmp_path, library):
    from aims_graph.workspace.setup import init_workspace

    place = init_workspace(tmp_path / "w", "Anyone Ltd", "Ada", library)
    ada = place.state().all(Person)[0]
    path = edited(
        written(tmp_path / "a.xlsx", place.state()),
        {("4.3", "status"): "planned", ("A.2.4", "status"): "not applicable"},
    )
    found = read_back(path, place.state(), library)
    left_out = ChangedCell(
        "iso42001:A.2.4", "status", line_of("A.2.4"), before=None, theirs="not applicable", ours=None
    )
    with pytest.raises(AimsError, match="for what reason"), place.change(ada, library, "workbook") as change:
        apply(change, [*found.changes, left_out])
    assert not place.state().all(Answer)
    edited(path, {("A.2.4", "reason"): "no policy of its own"})
    with place.change(ada, library, "workbook") as change:
        assert apply(change, read_back(path, place.state(), library).changes) == 2
    assert {a.target: a.status for a in place.state().all(Answer)} == {
        "iso42001:4.3": "planned",
        "iso42001:A.2.4": "not applicable",
    }
    place.engine.dispose()


@pytest.mark.parametrize(
    ("number", "cells", "told"),
    [
        ("A.2.4", {"status": "not applicable"}, "ISO/IEC 42001 A.2.4 Review of the AI policy is not applicable for what reason?; Give it under “Justification”"),
        ("A.2.4", {"status": "not applicable", "reason": " ", "owner": "Ada"}, "ISO/IEC 42001 A.2.4 Review of the AI policy is not applicable for what reason?; Give it under “Justification”"),
        ("6.3", {"status": "not applicable", "reason": "we change nothing"}, "ISO/IEC 42001 6.3 Planning of changes cannot be left out: whoever claims conformity with this standard meets all of its clauses; Of ISO/IEC 42001, only what stands under A can be declared not applicable"),
    ],
)  # fmt: skip
def test_a_row_that_an_answer_cannot_be_is_told_with_its_line_and_keeps_no_other_out(tmp_path, number, cells, told):
    others = {("4.3", "status"): "planned", ("A.10.2", "status"): "not applicable", ("A.10.2", "reason"): "no partners"}
    path = edited(written(tmp_path / "a.xlsx"), others | {(number, field): value for field, value in cells.items()})
    found = read_back(path, BEFORE, LIBRARY)
    assert [str(f) for f in found.faults] == [f"a.xlsx:{line_of(number)}: {told}"]
    assert {(c.target, c.field, c.theirs) for c in found.changes} == {
        (f"iso42001:{n}", field, value) for (n, field), value in others.items()
    }


def test_what_is_filled_in_without_a_status_claims_nothing_and_is_said(tmp_path):
    """Whoever only names an owner says nothing of where it stands, and is told so before it is saved."""
    cells = {
        ("5.1", "owner"): "Ada",
        ("5.2", "due"): "2027-03-01",
        ("5.3", "status"): "planned",
        ("5.3", "owner"): "Ada",
    }
    # At 4.1 stands an answer with its status; of 6.3 nothing is kept.
    path = edited(written(tmp_path / "a.xlsx"), cells | {("4.1", "owner"): "Bo", ("6.3", "due"): "soon"})
    found = read_back(path, BEFORE, LIBRARY)
    assert found.without_status == ("iso42001:5.1", "iso42001:5.2")
    told = "Filled in without a status, so that nothing is claimed: ISO/IEC 42001 5.1, ISO/IEC 42001 5.2. Where it stands goes on following from what else settles it."
    assert returned_text(LIBRARY, found, False).splitlines()[-1].strip() == told
    assert read_back(written(tmp_path / "b.xlsx"), BEFORE, LIBRARY).without_status == ()


def test_a_row_may_rest_on_the_reason_that_stands_here_and_may_not_take_it_away(tmp_path):
    stands = state_of(
        *PEOPLE, Answer(id="A-1", target="iso42001:A.2.4", status="not applicable", reason="none of ours")
    )
    path = edited(written(tmp_path / "a.xlsx", stands), {("A.2.4", "owner"): "Ada"})
    assert [(c.field, c.theirs) for c in read_back(path, stands, LIBRARY).changes] == [("owner", "Ada")]
    found = read_back(edited(path, {("A.2.4", "reason"): None}), stands, LIBRARY)
    assert not found.changes and [f.line for f in found.faults] == [line_of("A.2.4")]


def test_a_workbook_of_another_workspace_is_refused_and_one_of_a_backup_is_not(tmp_path, library):
    from aims_graph.workspace.setup import backup, init_workspace, restore

    ours, theirs = (init_workspace(tmp_path / name, "Anyone Ltd", "Ada", library) for name in ("ours", "theirs"))
    path = edited(written(tmp_path / "a.xlsx", theirs.state()), {("4.3", "status"): "planned"})
    with pytest.raises(AimsError, match="went out of another workspace; bring it back into that one"):
        read_back(path, ours.state(), library)
    backup(theirs, tmp_path / "b.zip")
    again = restore(tmp_path / "b.zip", tmp_path / "again")
    for place in (theirs, again):
        assert [c.theirs for c in read_back(path, place.state(), library).changes] == ["planned"]
    for place in (ours, theirs, again):
        place.engine.dispose()


def test_sheets_and_columns_that_were_added_are_said_not_to_be_read(tmp_path):
    path = written(tmp_path / "a.xlsx")
    assert read_back(path, BEFORE, LIBRARY).unread == ()
    book = load_workbook(path)
    book.create_sheet("Ideas").append(["Status"])
    book[SHEET].cell(FIRST, 11).value = "Remark"
    book.save(path)
    found = read_back(path, BEFORE, LIBRARY)
    assert found.unread == ("the sheet 'Ideas'", "the column 'Remark'")
    assert "Not read, because it went out without: the sheet 'Ideas', the column 'Remark'." in returned_text(
        LIBRARY, found, False
    )


def test_an_assessment_is_one_under_any_name_of_its_sheet_and_further_down(tmp_path):
    path = edited(written(tmp_path / "a.xlsx"), {("4.2", "note"): "typed"})
    book = load_workbook(path)
    book[SHEET].insert_rows(1, 2)
    book[SHEET].title = "Sheet1"
    book.create_sheet("Mine")
    book.save(path)
    found = read_back(path, BEFORE, LIBRARY)
    assert [(c.field, c.theirs) for c in found.changes] == [("note", "typed")]
    assert found.unread == ("the sheet 'Mine'",)


def test_cells_made_one_over_several_lines_are_told(tmp_path):
    path = edited(written(tmp_path / "a.xlsx"), {("6.1.2", "status"): "planned"})
    book = load_workbook(path)
    book[SHEET].merge_cells(start_row=line_of("6.1.2"), end_row=line_of("6.1.2") + 2, start_column=5, end_column=5)
    book[SHEET].merge_cells("A1:E2")
    book.save(path)
    found = read_back(path, BEFORE, LIBRARY)
    assert [(c.target, c.theirs) for c in found.changes] == [("iso42001:6.1.2", "planned")]
    assert [f.line for f in found.faults] == [line_of("6.1.2")] and "counts for the first alone" in str(found.faults[0])
