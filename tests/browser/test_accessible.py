"""axe-core finds nothing on any page, in light and dark, wide and on a tablet; nothing runs over the edge."""

from pathlib import Path

import pytest
from test_journeys import DEEP
from visitor import Visitor

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
