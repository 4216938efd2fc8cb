"""Workbooks for other programs are read by people too: no text lies over another, heads stay, and paper says which page it is."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from aims_graph.exchange.sheet_out import template
from aims_graph.exchange.sheets_out import write_sheet
from aims_graph.exchange.writers import write
from aims_graph.model import Framework, Library, MappingSet
from aims_graph.present.workbook import height


def _parts(library: Library) -> dict[str, tuple[Framework | MappingSet, str]]:
    pair = next(s for s in library.sets if s.id == "iso-42001--iso-27001")
    framework = library.frameworks["iso42001"]
    return {"framework": (framework, "xlsx"), "crosswalk": (pair, "xlsx"), "IR 8477": (pair, "ir8477")}


@pytest.mark.parametrize("what", ["framework", "crosswalk", "IR 8477"])
def test_each_row_is_as_high_as_its_text(library: Library, what: str) -> None:
    """LibreOffice gives a row whose height the file does not say one line, and draws the others over its neighbours."""
    book = load_workbook(BytesIO(write(library, *_parts(library)[what]).data))
    several = 0
    for sheet in book:
        widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        for row in sheet.iter_rows():
            tall = sheet.row_dimensions[row[0].row].height
            assert tall, (sheet.title, row[0].row)
            for cell in row:
                # Calibri 11: a line is 14.4 points high, and of common letters an eighth more fit than of digits.
                lines = -(-len(str(cell.value or "")) // (1.15 * widths[cell.column]))
                several += lines > 1
                assert tall >= min(14.4 * lines, 409), (sheet.title, cell.coordinate)
        assert sheet.auto_filter.ref == sheet.dimensions and sheet.freeze_panes == "A2"
        assert sheet.oddFooter.right.text == "Page &P of &N" and sheet.print_title_rows == "$1:$1"
    assert several > 20


def test_an_empty_table_has_heads_and_nothing_to_filter() -> None:
    for kind in ("framework", "mapping"):
        sheet = load_workbook(BytesIO(template(kind, "xlsx"))).active
        assert sheet.max_row == 1 and sheet.auto_filter.ref is None and sheet["A1"].comment.text


def test_a_column_of_running_text_is_wider_than_the_others() -> None:
    for kind, wide in (("framework", "Text"), ("mapping", "Comment")):
        sheet = load_workbook(BytesIO(template(kind, "xlsx"))).active
        widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        of = {cell.value: widths[cell.column] for cell in sheet[1]}
        assert of.pop(wide) > 2 * max(of.values()) and len({*of.values()}) == 1


def test_columns_of_a_workbook_of_ir_8477_are_as_wide_as_what_they_hold(library: Library) -> None:
    """Remarks are wider than titles, titles than numbers, and the longest word of each head stands on one line."""
    book = load_workbook(BytesIO(write(library, *_parts(library)["IR 8477"]).data))
    of: dict[str, float] = {}
    for name in ("Relationships", "Supportive", "No counterpart"):
        sheet = book[name]
        widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        of |= {str(cell.value): widths[cell.column] for cell in sheet[1]}
    for text, number in (("Reference Document Element Description", "Reference Document Element"), ("Focal Document Element Description", "Focal Document Element"), ("Description", "Element without counterpart")):  # fmt: skip
        assert of["Comments"] > 1.5 * of[text] > 3 * of[number]
    assert all(width >= max(map(len, head.split())) for head, width in of.items())


def test_a_sheet_for_other_programs_in_full() -> None:
    stream = BytesIO()
    columns, told = [("Number", 10), ("Head of several words", 20)], {"Number": "as printed", "Gone": "x"}
    rows = [["1", "short"], ["4.10", "a line of words " * 30], ["=1+1", "x" * 32_000]]
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        write_sheet(book, "Ours", columns, rows, told)
    sheet = load_workbook(stream)["Ours"]
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [["Number", "Head of several words"], *rows]
    assert {n: round(d.width) for n, d in sheet.column_dimensions.items()} == {"A": 11, "B": 21}
    for cell in sheet[1]:
        assert (cell.font.bold, cell.alignment.wrap_text, cell.alignment.vertical, cell.border.bottom.style) == (True, True, "top", "thin")  # fmt: skip
    assert [c.comment and c.comment.text for c in sheet[1]] == ["as printed", None]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert (cell.data_type, cell.number_format, cell.font.bold, cell.border.bottom.style) == ("s", "@", False, None)  # fmt: skip
            assert (cell.alignment.wrap_text, cell.alignment.vertical) == (True, "top")
    heights = [sheet.row_dimensions[n].height for n in (1, 2, 3, 4)]
    # Heads are bold and hold a filter's button, so less fits; no row is higher than a spreadsheet can draw.
    head = height(["Number", "Head of several words"], [6.5, 15], 11)
    assert heights == pytest.approx([head, *(height(row, [10, 20], 11) for row in rows[:2]), 409], abs=0.5)
    assert heights[1] < heights[0] < heights[2] < heights[3]
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A1:B4", "A2", "$1:$1")
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and setup.fitToWidth in (None, 1)
    assert "Ours" in str(sheet.oddFooter.left.text) and sheet.oddFooter.right.text == "Page &P of &N"
