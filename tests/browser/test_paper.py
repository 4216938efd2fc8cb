"""What is printed says at the foot of each sheet what it is, of which day and which sheet, and nothing on it is cut, dark or too small to read."""

import datetime as dt
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from visitor import LONG, Visitor

from aims_graph.present.words import days_in_words


def sheets(page) -> list[str]:
    """The text of each sheet that is printed, blanks made one."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in printed.pages]


@pytest.mark.parametrize("path", ["/topics", "/before?id=aiact%3Aart-43"])
def test_each_sheet_says_of_what_it_is_and_of_which_day(visit: Visitor, path: str) -> None:
    """No sheet bore a name, a day or a number."""
    page, today = visit.go(path), days_in_words(str(dt.date.today()))
    found, name = sheets(page), page.title()
    assert len(found) > 1 and "aims-graph" in name
    for n, text in enumerate(found, 1):
        assert f"{name} · {today}" in text and f"Page {n} of {len(found)}" in text


@pytest.mark.parametrize(
    ("path", "hint", "stays"),
    [
        ("/groups", "A group opens what to set up", "groups serve"),
        ("/law?on=2024-08-01", "Move the day", "that is no all-clear"),
        ("/what_if?held=iso27001&towards=iso42001", "Download all", "Gap analysis"),
        ("/matrix?words=zzzz", "Take out a word", "No row fits"),
    ],
)
def test_what_to_do_on_the_screen_is_not_printed(visit: Visitor, path: str, hint: str, stays: str) -> None:
    """Sheets said what to click and what to download."""
    page = visit.go(path)
    page.get_by_text(hint).first.wait_for(timeout=LONG)
    found = " ".join(sheets(page))
    assert stays in found and hint not in found


def test_the_names_of_groups_have_room_beside_their_counts(visit: Visitor) -> None:
    """At 1280 pixels the first column was as wide as a word, and a name took four lines."""
    page = visit.go("/groups")
    page.set_viewport_size({"width": 1280, "height": 800})
    names = page.locator(".ag-matrix tbody th[scope=row]").first
    assert names.bounding_box()["width"] > 200
    assert page.locator(".ag-matrix").evaluate("frame => frame.scrollWidth <= frame.clientWidth + 1")


@pytest.mark.parametrize("look", ["phone"], indirect=True)
@pytest.mark.parametrize("path", ["/documents", "/itinerary"])
def test_on_a_phone_a_row_is_called_by_words_and_not_by_one_letter_below_the_other(look: Visitor, path: str) -> None:
    """Columns that ask for room took it from the first, which was a letter wide."""
    names = look.go(path).locator(".ag-matrix tbody th[scope=row]").first
    names.wait_for(timeout=LONG)
    assert 100 < names.bounding_box()["width"] < 150


@pytest.mark.parametrize("look", ["dark"], indirect=True)
def test_a_picture_is_dark_in_the_dark_and_left_out_of_paper_where_nobody_could_read_it(look: Visitor) -> None:
    """It was a white slab on the screen, and on paper eight thousand pixels pressed into a hand's breadth."""
    page = look.go("/before?id=aiact%3Aart-43")
    picture = page.locator(".ag-picture")
    expect(picture.locator("img")).to_have_css("filter", re.compile(r"invert\(1\)"), timeout=LONG)
    expect(picture).to_have_css("background-color", "rgb(0, 0, 0)")
    page.emulate_media(media="print", color_scheme="dark")
    expect(picture).not_to_be_visible()
    expect(page.get_by_role("heading", name="The same as a list")).to_be_visible()
    page.emulate_media(media="screen", color_scheme="dark")


@pytest.mark.parametrize("look", ["dark"], indirect=True)
def test_the_editor_is_black_on_white_on_paper_and_has_no_button(look: Visitor) -> None:
    page = look.go("/sparql?mode=own")
    line = page.locator(".cm-line").first
    line.wait_for(timeout=LONG)
    page.emulate_media(media="print", color_scheme="dark")
    expect(line).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator(".cm-editor")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.get_by_role("button", name="Run", exact=True)).not_to_be_visible()
    page.emulate_media(media="screen", color_scheme="dark")


def test_a_picture_of_everything_stands_on_the_first_sheet(visit: Visitor) -> None:
    """The first sheet, laid across for the list, held a heading alone."""
    page = visit.go("/graph?show=all")
    page.locator("canvas").first.wait_for(timeout=LONG)
    first = sheets(page)[0]
    assert "All that bears a relation" in first and "mapped; the wider, the more is covered" in first


#: How wide A4 is laid across, between margins of 12 mm, in pixels.
ACROSS = round((297 - 24) / 25.4 * 96)


@pytest.mark.parametrize(
    "command", ["groups", "frameworks", "binds --role deployer --system annex-iii --on 2027-12-02"]
)
def test_a_page_taken_along_prints_dark_on_white_with_nothing_cut(chromium, tmp_path: Path, command: str) -> None:
    """From a dark screen it printed pale letters; a wide table ran over the edge."""
    file = tmp_path / "answer.html"
    subprocess.run([sys.executable, "-m", "aims_graph.cli.main", *command.split(), "-o", str(file)], check=True)
    page = chromium.new_context(color_scheme="dark", viewport={"width": ACROSS, "height": 700}).new_page()
    page.goto(file.as_uri())
    expect(page.locator("body")).to_have_css("background-color", "rgb(20, 24, 29)")
    # One table is called by the title of its page: no heading says "Answer".
    assert page.get_by_role("heading").count() == 1 and not page.get_by_role("navigation").count()
    assert page.get_by_role("region").get_attribute("aria-label") == page.title()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("body")).to_have_css("color", "rgb(28, 39, 51)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert page.evaluate("document.documentElement.scrollWidth") <= ACROSS
    page.context.close()


@pytest.mark.parametrize(
    ("command", "sheets_at_most"),
    [("binds --role provider --system annex-iii --on 2027-12-02", 36), ("controls 42001 27001 9001", 54)],
)
def test_a_page_taken_along_prints_on_as_few_sheets_as_its_text_needs(
    chromium, tmp_path: Path, command: str, sheets_at_most: int
) -> None:
    """It took 116, two or three rows a sheet: what is said of a provision stood in a narrow column, and again for each point of its article. The other took 59."""
    file = tmp_path / "answer.html"
    subprocess.run([sys.executable, "-m", "aims_graph.cli.main", *command.split(), "-o", str(file)], check=True)
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert len(sheets(page)) <= sheets_at_most
    page.close()


#: Words of letters alone that lie on two lines inside a table in sight.
BROKEN = r"""() => [...document.querySelectorAll('.ag-matrix td, .ag-matrix th')].flatMap(cell => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  for (let node; (node = texts.nextNode()); )
    for (const word of node.data.matchAll(/\b[A-Za-z]{3,15}\b/g)) {
      const range = document.createRange();
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1) found.push(word[0]);
    }
  return found;
})"""


@pytest.mark.own
def test_no_word_of_a_table_is_broken_inside_however_narrow_the_screen_is(visit: Visitor) -> None:
    """The last letter of "implemented" stood on a line of its own, and "nonconformities" on two."""
    page = visit.go("/workspace")
    if page.get_by_role("button", name="Open the example").count():
        page.get_by_role("button", name="Open the example").click()
        visit.heading("Talvana Recruitment")
    for path in ("/assess?framework=iso42001", "/documents"):
        visit.go(path)
        page.locator(".ag-matrix tbody tr").first.wait_for(timeout=LONG)
        for width in (390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            visit.settle()
            assert page.evaluate(BROKEN) == []
