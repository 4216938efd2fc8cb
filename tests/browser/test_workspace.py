"""The road of a newcomer through the example: one answer by keyboard, one piece of evidence, the Statement of Applicability, what stage 1 lacks."""

import json
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from visitor import LONG

from aims_graph.workspace.records.work import STATUSES, Answer
from aims_graph.workspace.store import open_workspace


def number(visit, pattern: str) -> int:
    """Return the number that the heading of the page has at a place."""
    visit.page.wait_for_function(
        "pattern => new RegExp(pattern).test(document.querySelector('h1')?.innerText)", arg=pattern, timeout=LONG
    )
    visit.settle()
    return int(re.search(pattern, visit.page.locator("h1").inner_text())[1])


@pytest.mark.own
def test_from_the_example_to_what_stage_1_still_lacks(visit, tmp_path):
    page = visit.go("/workspace")
    page.get_by_role("button", name="Open the example").click()
    visit.heading("Talvana Recruitment")

    # A line of what stage 1 lacks leads to where it is closed, with the requirement written down already.
    page.get_by_role("link", name="See what stage 1 still lacks").click()
    lacking = number(visit, r"(\d+) things? missing for stage 1")
    page.get_by_role("region").get_by_role("link", name="4.4", exact=True).click()
    visit.heading("pieces of evidence")
    proof = tmp_path / "Map of our processes.txt"
    proof.write_text("From intake to decommissioning.", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(proof)
    visit.settle()
    expect(page.get_by_label("Title")).to_have_value("Map of our processes", timeout=LONG)
    expect(page.locator("[data-tag]")).to_have_text(["ISO/IEC 42001 4.4 AI management system"], timeout=LONG)
    page.get_by_role("button", name="Add", exact=True).click()
    visit.settle()
    page.get_by_role("link", name="What stage 1 still lacks").click()
    assert number(visit, r"(\d+) things? missing for stage 1") == lacking - 1

    # By keyboard alone: what was pressed stands in its row for whoever loads the page anew.
    visit.go("/assess?framework=iso42001&at=iso42001:A.4.5")
    page.locator('.line[tabindex="0"]').focus()
    for key in ("4", "ArrowDown", "4"):
        page.keyboard.press(key)
        visit.settle()
    visit.go("/assess?framework=iso42001&at=iso42001:A.4.5")
    for row in ("A.4.5", "A.4.6"):
        status = page.locator(f'.line[data-target="iso42001:{row}"] .status')
        expect(status).to_contain_text("implemented", timeout=LONG)

    visit.go("/soa?framework=iso42001")
    # Up to what is to be mended, each column is in sight.
    table = page.locator(".ag-matrix").first
    assert page.viewport_size["width"] < 1280 or table.evaluate("e => e.scrollWidth <= e.clientWidth")
    with page.expect_download() as download:
        page.get_by_role("button", name="Statement of Applicability as HTML").click()
    statement = Path(download.value.path()).read_text(encoding="utf-8")
    # What one shows to a board fits on two sheets: how far we are, then what comes.
    visit.go("/dashboard")
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert len(sheets) == 2 and "A.10 Third-party" in sheets[0] and "Risks after treatment" in sheets[1]
    assert "Talvana Recruitment" in statement and all(f"A.{n}.2" in statement for n in range(2, 11))


def opened(visit):
    """Open the example, if no workspace is open yet."""
    page = visit.go("/workspace")
    if page.get_by_role("button", name="Open the example").count():
        page.get_by_role("button", name="Open the example").click()
        visit.heading("Talvana Recruitment")
    visit.settle()
    return page


#: Whether there are tables, and each shows all its columns.
WHOLE = "() => (all => all.length && all.every(e => e.scrollWidth <= e.clientWidth))([...document.querySelectorAll('.ag-matrix')].filter(e => e.clientWidth))"
#: Whether nothing scrolls the page sideways, and every label above a number says all of itself.
FITS = """() => (labels => labels.length === 4 && labels.every(e => e.scrollWidth <= e.clientWidth))([...document.querySelectorAll('[data-testid="stMetricLabel"] *')].filter(e => e.matches('[data-testid="stMarkdownContainer"]')))
  && (main => main.scrollWidth <= main.clientWidth)(document.querySelector('.stMain')) && !!document.querySelector('.ag-risks')"""


@pytest.mark.own
def test_each_column_of_its_tables_is_in_sight(visit):
    page = opened(visit)
    pages = (
        "/tasks",
        "/assess?framework=iso42001",
        "/audits?show=programme",
        "/audits?show=audits&id=AUD-2",
        "/certification?show=index",
    )
    for path in pages:
        visit.go(path)
        page.wait_for_function(WHOLE, timeout=LONG)


@pytest.mark.own
def test_a_phone_shows_the_dashboard_and_cuts_no_label(visit):
    page = opened(visit)
    page.set_viewport_size({"width": 390, "height": 844})
    visit.go("/dashboard")
    page.wait_for_function(FITS, timeout=LONG)
    page.set_viewport_size({"width": 1280, "height": 900})
    # What may be counted ends before what comes next to it.
    page.wait_for_function(
        "() => (grid => grid && grid.scrollWidth <= grid.clientWidth)(document.querySelector('.ag-wide:has(.ag-risks)'))",
        timeout=LONG,
    )


@pytest.mark.own
def test_what_is_typed_faster_than_the_page_follows_is_kept_once_and_in_order(visit):
    page = opened(visit)
    if page.get_by_role("combobox", name="Who are you").count():
        page.get_by_role("combobox", name="Who are you").click()
        page.get_by_role("option", name="Mara Lindqvist").click()
    page.get_by_role("combobox", name="I am").wait_for()
    visit.settle()
    place = open_workspace(Path(os.environ["AIMS_GRAPH_HOME"]) / "example")
    stood = {a.target: a.status for a in place.state().all(Answer)}
    begun = place.state().seq
    visit.go("/assess?framework=iso42001&at=iso42001:A.5.2")
    rows = page.locator(".line").evaluate_all("rows => rows.map(row => row.dataset.target)")
    page.locator('.line[tabindex="0"]').focus()
    at, wanted = rows.index("iso42001:A.5.2"), []
    for n in range(60):
        key = 1 + (n * 7 + n // 4) % 4
        page.keyboard.press(str(key))
        if stood.get(rows[at]) != STATUSES[key - 1]:
            stood[rows[at]] = STATUSES[key - 1]
            wanted.append((rows[at], STATUSES[key - 1]))
        page.wait_for_timeout(20)
        if n % 3 == 2:
            page.keyboard.press("ArrowDown" if n % 4 else "ArrowUp")
            at += 1 if n % 4 else -1
    # An editor writes where it was opened, whatever the rows are by then.
    for key in ("o", *"Ada", "Enter", "ArrowDown"):
        page.keyboard.press(key)
    page.locator(".bar .count", has_text="saved").wait_for(timeout=120000)
    visit.settle()
    state = place.state()
    targets = {a.id: a.target for a in state.all(Answer)}
    lines = [(line, json.loads(line.after or '""')) for line in place.history()[::-1] if line.seq > begun]
    kept = [
        (targets[line.record], after if line.field else after["status"])
        for line, after in lines
        if line.field in ("", "status")
    ]
    assert kept == wanted and len(kept) > 40
    assert next(a.owner for a in state.all(Answer) if a.target == rows[at]) == "Ada"
    place.engine.dispose()
    # No row shows between the two heads that stay.
    head, chapter = (
        page.locator(".head").bounding_box(),
        page.locator(".chapter").evaluate_all(
            "all => Math.max(...all.map(one => one.getBoundingClientRect().top).filter(top => top < all[0].parentElement.parentElement.getBoundingClientRect().top + 60))"
        ),
    )
    assert chapter <= head["y"] + head["height"]


@pytest.mark.own
def test_a_field_of_several_lines_shows_that_it_has_the_keyboard(visit) -> None:
    """It wore a line of one pixel; one outside a field is cut by what it stands in."""
    opened(visit)
    page = visit.go("/tasks")
    page.keyboard.press("Tab")
    page.get_by_label("Note", exact=True).focus()
    field = page.get_by_test_id("stTextAreaRootElement").last
    for name, value in (("width", "3px"), ("style", "solid"), ("offset", "-3px")):
        expect(field).to_have_css(f"outline-{name}", value)


@pytest.mark.own
@pytest.mark.parametrize("path", ["/risks", "/audits"])
def test_no_empty_frame_stands_where_one_is_asked_for_a_name(visit, path: str) -> None:
    opened(visit)
    visit.page.context.clear_cookies()
    page = visit.go(path)
    asked = page.locator(".st-key-asked")
    asked.wait_for(timeout=LONG)
    page.emulate_media(media="print")
    expect(asked).not_to_be_visible()
