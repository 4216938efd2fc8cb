"""The road of a compliance lead with a questionnaire of her own: hand it over, say what its columns are, look, enter, and answer it."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect
from test_accessible import AXE
from test_workspace import opened
from visitor import LONG

ROWS = (
    ("Nr.", "Question", "What we look for", "Clause"),
    ("Q-1", "Who may switch the assistant off?", "A named person, and a way that works at night.", "A.9.2"),
    ("Q-2", "What does the assistant record?", "Requests and answers, for a year.", "A.6.2.8"),
    ("Q-3", "Who is taught what may go wrong?", "Everybody who uses it.", "7.2"),
)

#: What Streamlit draws by itself, which no parameter and no other widget for the same draws otherwise: rule of axe -> in what it is broken. The frame of the
#: field for files has a role that its own label contradicts; where lists unfold lies outside the landmarks of the page.
STREAMLITS = {
    "presentation-role-conflict": '[data-testid="stFileUploaderDropzone"]',
    "region": "#stFloatingOverlayPortal",
}

#: What breaks a rule and is not Streamlit's: (rule, HTML) of each.
FAULTS = """async streamlits => (await axe.run({resultTypes: ['violations']})).violations.flatMap(v => v.nodes
    .filter(n => !(v.id in streamlits && document.querySelector(n.target[0])?.closest(streamlits[v.id])))
    .map(n => [v.id, n.html.slice(0, 160)]))"""


def questionnaire(folder: Path) -> Path:
    """A workbook as a customer sends one: two columns that could be its numbers."""
    book, stream = Workbook(), BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(stream)
    path = folder / "Customer questionnaire.xlsx"
    path.write_bytes(stream.getvalue())
    return path


@pytest.mark.own
def test_a_questionnaire_is_handed_over_looked_at_entered_and_answered(visit, tmp_path):
    page = opened(visit)
    if page.get_by_role("combobox", name="Who are you").count():
        page.get_by_role("combobox", name="Who are you").click()
        page.get_by_role("option", name="Mara Lindqvist").click()
        page.get_by_role("combobox", name="I am").wait_for()
    visit.go("/scope?kind=choice")
    page.get_by_role("link", name="Bring in a framework of our own").click()
    visit.heading("of our own")
    page.locator("input[type=file]").set_input_files(questionnaire(tmp_path))
    visit.says("number could be Nr. or Clause.")
    visit.settle()
    for label, text in (("Short name", "Customer"), ("Id", "customer")):
        page.get_by_role("textbox", name=label, exact=True).fill(text)
        page.keyboard.press("Tab")
        visit.settle()
    page.get_by_text("Which column is what", exact=True).click()
    visit.settle()  # it unfolds
    for column, means in (("Nr", "number"), ("Clause", "object")):
        field = page.get_by_role("combobox", name=column)
        field.scroll_into_view_if_needed()
        visit.settle()  # a list shuts when the page moves
        field.click()
        page.get_by_role("option", name=means, exact=True).click()
        visit.settle()
    page.get_by_role("textbox", name="For every row").fill("object_framework==ISO/IEC 42001:2023")
    page.keyboard.press("Tab")
    visit.settle()
    expect(page.locator(".ag-preview")).to_contain_text("3 rows, 3 to enter", timeout=LONG)
    expect(page.locator(".ag-preview")).to_contain_text("becomes customer: 3 requirement", timeout=LONG)
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, STREAMLITS) == []
    # On a telephone the preview is read without moving the page sideways.
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => (main => main.scrollWidth <= main.clientWidth)(document.querySelector('.stMain'))")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Enter it").click()
    visit.heading("1 framework and 1 crosswalk of our own")
    visit.settle()
    assert page.locator(".ag-preview").count() == 0
    page.get_by_role("link", name="Assess Customer").click()
    visit.heading("Customer")
    page.locator('.line[data-target="customer:Q-2"]').wait_for(timeout=LONG)
    visit.go("/requirement?id=customer:Q-2")
    visit.heading("Q-2")
    visit.says("A.6.2.8")
