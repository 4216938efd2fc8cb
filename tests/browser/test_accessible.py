"""axe-core finds nothing on any page, in light and dark, wide and on a tablet; nothing runs over the edge."""

from pathlib import Path

import pytest
from test_journeys import DEEP
from visitor import LONG, Visitor

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
PAGES = [
    "/",
    "/?q=human+oversight",
    "/requirement?q=human+oversight",
    "/requirement",
    "/graph",
    "/graph?show=all&sel=iso42001%3AA.6.2.8",
    "/sparql?mode=own",
    "/sparql?mode=own&text=SELCT",
    "/what_if",
    "/topics",
    "/topics?topic=aims%3Atopic-logging",
    "/suggestions",
    "/itinerary",
    "/documents",
    *DEEP,
]


@pytest.mark.parametrize("look", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(look: Visitor, path: str) -> None:
    page = look.go(path)
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    said = [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} {node['any'][:1]}" for v in found for node in v["nodes"][:2]
    ]
    assert not said, "\n".join(said)


@pytest.mark.parametrize("look", ["tablet"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_over_the_edge_of_a_tablet(look: Visitor, path: str) -> None:
    page = look.go(path)
    assert page.evaluate(
        "document.querySelector('.stMainBlockContainer').scrollWidth <= document.querySelector('.stMainBlockContainer').clientWidth + 1"
    )


#: What runs out of what it stands in, and whether the title can be seen: the letters of a cell end within it, nothing lies over the heading.
CUT = """() => {
  const main = document.querySelector('.stMain'), title = document.querySelector('h1').getBoundingClientRect();
  const seen = document.elementFromPoint(title.left + 8, title.top + 12);
  return [...(main.scrollWidth > main.clientWidth ? ['page'] : []), ...(seen?.closest('h1') ? [] : ['title']),
    ...[...document.querySelectorAll('.ag-heat td a')].filter(a => a.scrollWidth > a.clientWidth).map(a => a.innerText)];
}"""


@pytest.mark.parametrize("look", ["phone"], indirect=True)
@pytest.mark.parametrize("path", ["/", "/what_if?towards=aiact&role=deployer", "/requirement?id=iso42001%3A4.1", "/topics"])  # fmt: skip
def test_a_phone_shows_the_page_and_cuts_nothing(look: Visitor, path: str) -> None:
    assert look.go(path).evaluate(CUT) == []
    assert look.page.locator('[data-testid="stSidebar"]').bounding_box()["x"] < 0


@pytest.mark.parametrize("look", ["phone"], indirect=True)
def test_on_a_phone_what_is_chosen_in_the_sidebar_uncovers_the_page(look: Visitor) -> None:
    page = look.go("/")
    for choose in (lambda: page.get_by_role("link", name="Topics", exact=True).click(), lambda: page.get_by_label("Look up").press("Enter")):  # fmt: skip
        page.get_by_test_id("stExpandSidebarButton").click()
        page.wait_for_function("document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().x === 0")
        page.get_by_label("Look up").fill("logging")
        choose()
        look.settle()
        page.wait_for_function("document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right <= 0")
    assert page.url.endswith("/requirement?q=logging")


@pytest.mark.parametrize("look", ["light"], indirect=True)
@pytest.mark.parametrize("path", ["/itinerary", "/documents"])
def test_each_column_of_a_table_is_in_sight(look: Visitor, path: str) -> None:
    page = look.go(path)
    page.wait_for_function(
        "() => (table => table && table.scrollWidth <= table.clientWidth)(document.querySelector('.ag-matrix'))",
        timeout=LONG,
    )


#: Whether what stands under a row is in sight beside its row's name, however far the table is moved; and how wide the frame and the table are.
UNDER = """() => {
  const frame = document.querySelector('.ag-matrix'), row = frame.querySelector('.ag-under'), told = row.querySelector('p');
  const name = row.previousElementSibling.querySelector('th'), seen = [];
  for (const moved of [0, 1e6]) {
    frame.scrollLeft = moved;
    const box = frame.getBoundingClientRect(), text = told.getBoundingClientRect();
    seen.push(text.left >= name.getBoundingClientRect().right - 1 && text.right <= box.right + 1);
  }
  return [seen, frame.scrollWidth > frame.clientWidth];
}"""


@pytest.mark.parametrize("look", ["phone", "tablet"], indirect=True)
@pytest.mark.parametrize("path", ["/documents", "/itinerary"])
def test_a_narrow_screen_shows_long_texts_without_moving_the_table(look: Visitor, path: str) -> None:
    """Each line of them was wider than the screen."""
    page = look.go(path)
    page.locator(".ag-under").first.wait_for(timeout=LONG)
    assert page.evaluate(UNDER) == [[True, True], True]
