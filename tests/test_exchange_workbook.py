"""Workbooks of others as they lie about: a mark at the end of a sheet, a file that is cut off within."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from aims_graph.errors import AimsError
from aims_graph.exchange import ir8477
from aims_graph.exchange.readers import read


@pytest.fixture
def doors(tmp_path: Path) -> Path:
    """A list of one control."""
    book = Workbook()
    for row in (["Number", "Title"], ["C1", "Doors"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "doors.xlsx")
    return tmp_path / "doors.xlsx"


@pytest.mark.parametrize("cell", ["XFD1048576", "B1048576"])
def test_a_blank_left_at_the_end_of_a_sheet_is_nowhere_near(doors: Path, cell: str) -> None:
    workbook = load_workbook(doors)
    workbook.active[cell] = " "  # type: ignore[index]
    workbook.save(doors)
    assert [r.title for r in read(doors).frameworks[0].requirements] == ["Doors"]


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_a_workbook_that_is_cut_off_within_is_said_in_a_sentence(doors: Path, part: str) -> None:
    path = doors.with_name("cut.xlsx")
    with ZipFile(doors) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: 90 if name == part else None])
    assert not ir8477.recognises(path.read_bytes(), path)
    with pytest.raises(AimsError, match=r"cut\.xlsx cannot be read as a workbook: .*\.\n  Save it anew as \.xlsx\."):
        read(path)
