"""The matrix with what a workspace has: its columns everywhere, and the workbook that is filled in and comes back."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from commands import run
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from states import state_of

from aims_graph import load
from aims_graph.errors import AimsError
from aims_graph.present.matrix_columns import MET, OWN, chosen_columns, known_columns
from aims_graph.present.matrix_ours import OURS, Ours
from aims_graph.present.matrix_view import matrix_rows
from aims_graph.present.matrix_workbook import BY_REQUIREMENT, matrix_file
from aims_graph.workspace.assessment_sheet import TOLD, read_back
from aims_graph.workspace.carry import standing
from aims_graph.workspace.records.scope import Certificate, Organisation, Person
from aims_graph.workspace.records.work import STATUSES, Answer, Evidence

LIBRARY = load()
TODAY, LEAD = dt.date(2026, 11, 29), "iso42001"
NOTE = "Whole, however long: " + "a reason of many words, " * 150 + "and its end."
STATE = state_of(
    Organisation(id="O-1", name="Anyone Ltd"),
    Person(id="P-1", name="Ada", role="owner"),
    Person(id="P-2", name="=Bo", role="editor"),
    Answer(id="A-1", target="iso42001:4.1", status="implemented", owner="Ada"),
    Answer(id="A-2", target="iso42001:7.2", status="planned", due=dt.date(2027, 1, 31), owner="=Bo"),
    Answer(id="A-3", target="iso42001:A.6.2.8", status="not applicable", reason=NOTE),
    Evidence(id="E-1", title="Charter", kind="policy", shows=("iso42001:4.1",), valid_until=dt.date(2026, 11, 1)),
    Certificate(id="CERT-1", framework="iso27001"),
)
OWN_VIEW = Ours(LIBRARY, STATE, standing(STATE, LIBRARY, TODAY), TODAY)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matrix") / "m.xlsx"
    path.write_bytes(matrix_file(LIBRARY, "xlsx", LEAD, columns=["ours", "iso27001"], ours=OWN_VIEW))
    return path


def opened(path: Path) -> tuple[Workbook, Worksheet, int, dict[str, int]]:
    book = load_workbook(path)
    sheet = book[BY_REQUIREMENT]
    head = next(n for n, row in enumerate(sheet.iter_rows(values_only=True, max_row=30), 1) if TOLD in row)
    return book, sheet, head, {str(c.value): c.column for c in sheet[head] if c.value}


def line_of(sheet: Worksheet, head: int, at: dict[str, int], requirement: str) -> int:
    lines = range(head + 1, sheet.max_row + 1)
    return next(n for n in lines if f'"{requirement}"' in str(sheet.cell(n, at[TOLD]).value))


def test_what_nobody_touched_says_nothing_though_cells_go_on_below(written: Path) -> None:
    found = read_back(written, STATE, LIBRARY)
    assert (found.changes, found.conflicts, found.faults) == ((), (), ())
    led = [r for r in LIBRARY.members(LEAD) if r.assessable]
    _, sheet, head, at = opened(written)
    told = [json.loads(c) for (c,) in sheet.iter_rows(head + 1, None, at[TOLD], at[TOLD], True) if c]
    assert found.rows == len(told) and {r.id for r in led} <= {t["id"] for t in told}
    assert sheet.cell(line_of(sheet, head, at, "iso42001:A.6.2.8"), at["Justification"]).value == NOTE


def test_the_workbook_leads_with_what_is_filled_in_and_offers_lists(written: Path) -> None:
    book, sheet, head, at = opened(written)
    assert book.sheetnames[0] == BY_REQUIREMENT
    lists = {v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert lists == {f'"{",".join(STATUSES)}"', '"=Bo,Ada"'}
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}
    line = line_of(sheet, head, at, "iso42001:7.2")
    assert (
        sheet.cell(line, at["Due"]).value == dt.datetime(2027, 1, 31) and sheet.cell(line, at["Owner"]).value == "=Bo"
    )


def test_filled_in_and_sorted_it_says_what_was_filled_in(written: Path, tmp_path: Path) -> None:
    book, sheet, head, at = opened(written)
    sheet.cell(line_of(sheet, head, at, "iso42001:7.2"), at["Status"]).value = "in progress"
    sheet.cell(line_of(sheet, head, at, "iso42001:4.1"), at["Due"]).value = "2027-03-03"
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=head + 1)][::-1]
    for n, row in enumerate(rows, head + 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(n, column)
            cell.hyperlink = None
            cell.value = value
            if cell.data_type == "f":
                cell.data_type = "s"
    book.save(tmp_path / "m.xlsx")
    found = read_back(tmp_path / "m.xlsx", STATE, LIBRARY)
    said = {(c.target, c.field): c.theirs for c in found.changes}
    assert said == {("iso42001:7.2", "status"): "in progress", ("iso42001:4.1", "due"): "2027-03-03"}
    assert (found.conflicts, found.faults) == ((), ())


def test_a_cell_filled_in_where_no_requirement_is_answered_is_said(written: Path, tmp_path: Path) -> None:
    book, sheet, head, at = opened(written)
    line = next(n for n in range(head + 1, sheet.max_row) if not sheet.cell(n, at[TOLD]).value)
    sheet.cell(line, at["Status"]).value = "planned"
    book.save(tmp_path / "m.xlsx")
    assert [f.line for f in read_back(tmp_path / "m.xlsx", STATE, LIBRARY).faults] == [line]


def test_some_of_its_columns_are_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(matrix_file(LIBRARY, "xlsx", LEAD, columns=["status", "evidence"], ours=OWN_VIEW))
    above = load_workbook(path)[BY_REQUIREMENT].iter_rows(max_row=12, max_col=1, values_only=True)
    assert any("for reading here" in str(text) for (text,) in above)
    with pytest.raises(AimsError, match="nor one of a matrix"):
        read_back(path, STATE, LIBRARY)


def test_columns_are_those_of_the_workspace_where_one_is_open() -> None:
    assert [c.id for c in known_columns(LIBRARY, LEAD, True).values() if c.kind == OWN] == list(OURS)
    assert {c.kind for c in chosen_columns(LIBRARY, LEAD, with_ours=True)} == {MET}
    with pytest.raises(AimsError, match="is of a workspace"):
        chosen_columns(LIBRARY, LEAD, ["status"])
    rows = {
        r.requirement.id: [" / ".join(map(str, c)) for c in r.cells]
        for r in matrix_rows(LIBRARY, LEAD, list(OURS), ours=OWN_VIEW)
    }
    assert rows["iso42001:4.1"] == ["implemented", "Ada", "", "", "", "E-1 Charter (expired)"]
    assert rows["iso42001:7.2"][:3] == ["planned", "=Bo", "2027-01-31"]
    assert "in full from certificate CERT-1" in rows["iso42001:7.2"][4] or "in part from" in rows["iso42001:7.2"][4]


def test_the_command_writes_it_once_and_never_over_a_colleagues(tmp_path: Path, empty_workspace: Path) -> None:
    place, book = shutil.copytree(empty_workspace, tmp_path / "w"), tmp_path / "m.xlsx"
    run("workspace", "set", "42001 4.1", "status=planned", "owner=Ada", "--workspace", str(place))
    csv = run("matrix", "--workspace", str(place), "--column", "ours", "-f", "csv").stdout
    assert "4.1,Understanding the organization and its context,planned,Ada" in csv
    book.write_bytes(b"a colleague's")
    for command in (("matrix", "--workspace", str(place)), ("search", "logging"), ("frameworks",)):
        done = run(*command, "-o", str(book))
        assert done.returncode == 2 and "--force" in done.stderr and book.read_bytes() == b"a colleague's"
    assert run("frameworks", "-o", str(book), "--force").returncode == 0
    assert load_workbook(book).sheetnames
