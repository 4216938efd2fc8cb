"""Workbooks on paper: A4 landscape, letters of 8 points or more, no column wider than a page, no head and no text cut."""

import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from aims_graph.answers.controls.itinerary import certifiable, itinerary
from aims_graph.answers.coverage.coverage import Held, coverage
from aims_graph.model import Library, Table
from aims_graph.present import workbook
from aims_graph.present.console import as_text
from aims_graph.present.coverage import coverage_table
from aims_graph.present.itinerary import itinerary_table
from aims_graph.present.matrix_workbook import matrix_file
from aims_graph.present.page import table_page
from aims_graph.present.paper import CAPACITY, SMALLER, breaks, by_content, filled, is_tall, pressed, shares
from aims_graph.present.workbook import TALLEST, height, table_workbook

WORDS = st.text("abcdef \n", max_size=400)
#: A4 in landscape between its margins, in inches; a character of Calibri 11 has 7 pixels, at 96 to the inch, and widths in a file count the padding.
ROOM = 297 / 25.4 - 0.8


def inches(widths: list[float], percent: float) -> float:
    return sum(7 * w for w in widths) / 96 * percent / 100


def widths_of(sheet: Worksheet) -> list[float]:
    """The width of each column; those beside each other that are alike stand in the file as one."""
    found = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
    return [float(found[n]) for n in sorted(found)]


def pages(sheet: Worksheet) -> list[list[float]]:
    """The widths of the columns on each page, those that stand on every page first."""
    widths = widths_of(sheet)
    cuts = [b.id for b in sheet.col_breaks.brk]
    kept = int(str(sheet.print_title_cols).count(":")) and ord(str(sheet.print_title_cols).rpartition("$")[2]) - 64
    found = [widths[a:b] for a, b in zip([0, *cuts], [*cuts, len(widths)], strict=True)]
    return [found[0], *([*widths[:kept], *part] for part in found[1:])]


def check(sheet: Worksheet) -> None:
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    seen = pages(sheet)
    # As many pages across as are meant, also where another font makes columns wider than they are counted.
    assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (int(setup.fitToWidth or 1), int(setup.fitToHeight or 0)) == (len(seen), 0)
    # And what goes on beside a page comes right behind it.
    assert (setup.pageOrder == "overThenDown") == (len(seen) > 1)
    percent = min(100.0, *(100 * ROOM / inches(widths, 100) for widths in seen))
    letters = min(float(c.font.sz) for row in sheet.iter_rows() for c in row if c.value)
    assert letters * percent / 100 >= 8
    for widths in seen:
        assert inches(widths, percent) <= ROOM + 0.001, (sheet.title, widths)
    # Excel shows a row no higher than TALLEST; each is as high as its text asks for, the heads too.
    widths = widths_of(sheet)
    first = int(str(sheet.print_title_rows).rpartition("$")[2])
    for row in sheet.iter_rows(min_row=first):
        texts = [str(c.value) if c.value is not None else "" for c in row]
        if sum(map(bool, texts)) == 1 and len(texts) > 1:
            continue  # The text of a section runs over the cells beside it.
        wanted = height(texts, widths)
        assert wanted <= TALLEST
        assert float(sheet.row_dimensions[row[0].row].height or 0) >= wanted - 0.75


def test_every_sheet_of_the_matrix_lies_on_a4(library: Library) -> None:
    book = load_workbook(io.BytesIO(matrix_file(library, "xlsx", "iso42001")))
    assert len(book.worksheets) == 8
    for sheet in book.worksheets:
        check(sheet)
    assert len(pages(book["By requirement"])) == 2 and "$A:$B" in str(book["By requirement"].print_title_cols)


def pages_of(sheet: Worksheet) -> int:
    """On how many pages a sheet is printed: rows are not cut, and the head stands on each page."""
    across = pages(sheet)
    room = 72 * (210 / 25.4 - 1) / min(1.0, *(ROOM / inches(widths, 100) for widths in across))
    head, found, used = int(str(sheet.print_title_rows).rpartition("$")[2]), 1, 0.0
    for n in range(1, sheet.max_row + 1):
        high = float(sheet.row_dimensions[n].height or 15)
        if used + high > room:
            found, used = found + 1, float(sheet.row_dimensions[head].height) if n > head else 0.0
        used += high
    return found * len(across)


def test_the_matrix_takes_less_paper_than_by_widths_that_look_at_no_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken() -> int:
        return sum(map(pages_of, load_workbook(io.BytesIO(matrix_file(library, "xlsx", "iso42001"))).worksheets))

    shared = taken()
    monkeypatch.setattr(workbook, "filled", lambda widths, *_: widths)
    assert shared < 0.9 * taken()


@given(st.lists(st.tuples(st.integers(4, 80), WORDS), min_size=3, max_size=12), st.integers(0, 2))
@settings(deadline=None)
def test_a_page_is_shared_by_what_stands_in_its_columns(columns: list[tuple[int, str]], frozen: int) -> None:
    widths = pressed([w for w, _ in columns], frozen)
    heads, texts = ["head"] * len(widths), [[text] for _, text in columns]
    found = filled(widths, frozen, heads, texts, {frozen})
    assert found[: frozen + 1] == widths[: frozen + 1]
    assert len(breaks(found, frozen)[1]) <= len(breaks(widths, frozen)[1])
    assert filled(widths, len(widths), heads, texts) == widths


def test_more_text_gets_more_room() -> None:
    texts = [["4.1"], ["word " * 10], ["word " * 200], ["word " * 10], ["word " * 400]]
    found = filled([10, 60, 60, 60, 60], 1, list("abcde"), texts)
    assert found[0] == 10 and found[2] > found[1] and found[4] > found[3] and sum(found[:3]) <= CAPACITY[SMALLER]
    low, high = (
        sum(height([t], [w]) for (t,), w in zip(texts, ws, strict=True)) for ws in (found, [10, 60, 60, 60, 60])
    )
    assert low < high


def test_answers_lie_on_one_page_across(library: Library) -> None:
    held, order = Held(("iso27001",), ()), certifiable(library)
    for table in (
        coverage_table(library, held, "iso42001", coverage(library, held, "iso42001")),
        itinerary_table(library, itinerary(library, order)),
    ):
        sheet = load_workbook(io.BytesIO(table_workbook(table))).active
        assert isinstance(sheet, Worksheet) and len(pages(sheet)) == 1
        check(sheet)


@given(st.integers(1, 14).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), max_size=4)))
@settings(max_examples=60, deadline=None)
def test_any_table_lies_on_paper(rows: list[list[str]]) -> None:
    heads = tuple(f"column {n}" for n in range(len(rows[0]) if rows else 1))
    sheet = load_workbook(io.BytesIO(table_workbook(Table("t " * 150, heads, tuple(map(tuple, rows)), ("n " * 300,))))).active  # fmt: skip
    assert isinstance(sheet, Worksheet)
    check(sheet)
    # No line above the table is wider than the page.
    first = int(str(sheet.print_title_rows).rpartition("$")[2])
    assert all(len(str(sheet.cell(n, 1).value or "")) < 220 for n in range(1, first))


def test_a_text_too_high_for_a_row_goes_on_below() -> None:
    text = " ".join(f"word{n}" for n in range(3000))
    sheet = load_workbook(io.BytesIO(table_workbook(Table("t", ("a", "b"), (("x", text),))))).active
    assert isinstance(sheet, Worksheet)
    parts = [str(row[1].value).removeprefix("(continued) ") for row in sheet.iter_rows(min_row=3)]
    assert "".join(parts) == text and len(parts) > 3
    check(sheet)


@given(st.lists(st.integers(4, 200), min_size=1, max_size=14), st.integers(0, 2))
def test_no_page_is_wider_than_paper(widths: list[int], frozen: int) -> None:
    frozen = min(frozen, len(widths))
    widths[:frozen] = [min(w, 40) for w in widths[:frozen]]
    fitted = pressed(widths, frozen)
    assert all(a <= b for a, b in zip(fitted, widths, strict=True))
    percent, cuts = breaks(fitted, frozen)
    starts = [0, *cuts]
    for start, end in zip(starts, [*cuts, len(fitted)], strict=True):
        kept = fitted[:frozen] if start else []
        assert sum([*kept, *fitted[start:end]]) <= CAPACITY[percent]


@pytest.mark.parametrize("columns", [1, 5, 9])
def test_what_fits_is_as_wide_as_its_text(columns: int) -> None:
    rows = [["x" * 9 for _ in range(columns)]] * 3
    assert by_content(["n"] * columns, rows) == [9] * columns
    long = [["word " * 60 for _ in range(columns)]] * 3
    found = by_content(["n"] * columns, long)
    assert sum(found) <= CAPACITY[SMALLER] and math.isclose(max(found), min(found), abs_tol=1)


def test_a_head_of_several_words_leaves_the_room_to_the_texts_of_others() -> None:
    """Nine columns of counts, each as wide as its head, left a column of sentences fourteen characters."""
    heads = ["purpose", *["mostly covered"] * 9, "owner"]
    found = by_content(heads, [["word " * 30, *["2"] * 9, "word " * 8]] * 20)
    assert found[1:10] == [len("covered") + 3] * 9 and found[0] > 30 and sum(found) <= CAPACITY[SMALLER]


def test_each_further_page_of_a_table_says_which_row_is_which() -> None:
    """The second page of a risk register across named owner and due day, and not the risk."""
    wide = Table("t", tuple(f"column{n}" for n in range(18)), (tuple(f"word{n} " * 12 for n in range(18)),) * 3)
    sheet = load_workbook(io.BytesIO(table_workbook(wide))).active
    assert isinstance(sheet, Worksheet) and sheet.col_breaks.brk
    assert sheet.print_title_cols == "$A:$A" and str(sheet.freeze_panes).startswith("B")
    # Above the column that stands on each page is nothing: a title there was printed on each, cut where the column ends.
    assert (sheet["A1"].value, sheet["B1"].value) == (None, "t")
    check(sheet)
    narrow = load_workbook(io.BytesIO(table_workbook(Table("t", ("a", "b"), (("x", "y"),))))).active
    assert isinstance(narrow, Worksheet) and not narrow.print_title_cols and str(narrow.freeze_panes).startswith("A")
    assert narrow["A1"].value == "t"


def test_numbers_of_a_column_have_as_many_decimals() -> None:
    table = Table("t", ("kappa", "euro", "count"), ((0.9, 1400000.0, 3), (0.85, 600000.0, 4)))
    sheet = load_workbook(io.BytesIO(table_workbook(table))).active
    assert isinstance(sheet, Worksheet)
    assert [c.number_format for c in sheet[4]] == ["0.00", "General", "General"] and sheet["A3"].value == 0.9
    assert "0.90" in as_text(table) and "1400000 " in as_text(table) and "1400000.0" not in as_text(table)
    page = table_page(table)
    assert "<td>0.90</td><td>1400000</td><td>3</td>" in page and "<td>0.85</td>" in page


@given(st.integers(1, 40).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1, max_size=8)))
@settings(deadline=None, max_examples=60)
def test_a_printed_web_page_is_shared_among_all_columns(rows: list[list[str]]) -> None:
    """Columns that weigh alike lent each other the same character for ever."""
    found = shares(["head"] * len(rows[0]), rows)
    assert len(found) == len(rows[0]) and min(found) > 0 and sum(found) == pytest.approx(100, abs=0.06 * len(found))


def test_a_printed_web_page_leaves_no_room_beside_what_is_short() -> None:
    """What is long in one row alone got as much room as what is long in each."""
    once = ["word " * 90, *["1"] * 40]
    number, rare, often = shares(["number", "rare", "often"], [["4.1", text, "word " * 60] for text in once])
    assert number < 8 and rare < often / 2
    assert is_tall(["4.1", "word " * 600, ""], [number, rare, often]) and not is_tall(["4.1", "1", "1"], [5, 5, 90])


def test_a_web_page_says_how_wide_each_column_is_on_paper() -> None:
    long = "word " * 400
    page = table_page(Table("t", ("a", "b"), (("x", long), ("y", "z"))))
    assert page.count('<col style="--share: ') == 2
    assert '<tr class="body tall">' in page and '<tr class="body"><td>y</td>' in page
