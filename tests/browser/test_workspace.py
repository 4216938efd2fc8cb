"""The road of a newcomer through the example: one answer by keyboard, one piece of evidence, the Statement of Applicability, what stage 1 lacks."""

import re
from pathlib import Path

import pytest


def number(visit, pattern: str) -> int:
    """Return the number that the heading of the page has at a place."""
    visit.page.wait_for_function(
        "pattern => new RegExp(pattern).test(document.querySelector('h1')?.innerText)", arg=pattern, timeout=15000
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
    assert page.get_by_label("Title").input_value() == "Map of our processes"
    assert page.get_by_role("textbox", name="Shows which requirements").input_value() == "ISO/IEC 42001 4.4"
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
        assert "implemented" in page.locator(f'.line[data-target="iso42001:{row}"] .status').inner_text()

    visit.go("/soa?framework=iso42001")
    with page.expect_download() as download:
        page.get_by_role("button", name="Statement of Applicability as HTML").click()
    statement = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Talvana Recruitment" in statement and all(f"A.{n}.2" in statement for n in range(2, 11))
