"""The colours hold in greyscale and for colour-blind eyes; ink can be read on them; status has hues of its own."""

import ast
import math
import re
from itertools import combinations, pairwise

import pytest
from opened import APP

from aims_graph import load
from aims_graph.answers.coverage.coverage import FULL, NONE, PART
from aims_graph.present.colours import SORTS, framework_fills
from aims_graph_app.charts import LINES
from aims_graph_app.look import STATUS, STYLE

FILLS = framework_fills(load())


def painted(name: str, dark: bool) -> tuple[str, str]:
    """Return fill and ink of a status in one of the themes, out of the style itself."""
    found = re.findall(rf"--ag-{name}(-ink)?: light-dark\((#\w+), (#\w+)\)", STYLE)
    (fill, ink) = (pair[1 + dark] for pair in sorted(found))
    return fill, ink


#: Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour: str) -> float:
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, p)) for p in rgb)
    xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883  # fmt: skip
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", SEEN_BY)
def test_frameworks_differ_to_every_eye(eye: str) -> None:
    seen = {
        f: lab([sum(a * b for a, b in zip(row, linear(fill), strict=True)) for row in SEEN_BY[eye]])
        for f, fill in FILLS.items()
    }
    for a, b in combinations(seen, 2):
        assert math.dist(seen[a], seen[b]) > 20, (a, b)


@pytest.mark.parametrize("eye", SEEN_BY)
def test_topics_and_functions_differ_to_every_eye(eye: str) -> None:
    seen = [lab([sum(a * b for a, b in zip(row, linear(s), strict=True)) for row in SEEN_BY[eye]]) for s in SORTS]
    assert min(math.dist(a, b) for a, b in combinations(seen, 2)) > 20


def test_no_topic_has_the_colour_of_a_framework() -> None:
    frameworks = [lab(linear(fill)) for fill in FILLS.values()]
    assert min(math.dist(lab(linear(s)), f) for s in SORTS for f in frameworks) > 14


def test_frameworks_differ_in_greyscale() -> None:
    lightness = sorted(lab(linear(fill))[0] for fill in FILLS.values())
    assert all(b - a > 10 for a, b in pairwise(lightness)), lightness


@pytest.mark.parametrize("eye", SEEN_BY)
def test_lines_of_a_chart_differ_to_every_eye(eye: str) -> None:
    seen = [lab([sum(a * b for a, b in zip(row, linear(s), strict=True)) for row in SEEN_BY[eye]]) for s in LINES]
    assert min(math.dist(a, b) for a, b in combinations(seen, 2)) > 20


@pytest.mark.parametrize("page", ["#FFFFFF", "#12131A"])
def test_lines_of_a_chart_stand_out(page: str) -> None:
    assert all(contrast(line, page) >= 3 for line in LINES)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", STATUS.values())
def test_the_ink_of_a_status_can_be_read(name: str, dark: bool) -> None:
    assert contrast(*painted(name, dark)) >= 4.5


@pytest.mark.parametrize(("dark", "page"), [(False, "#FFFFFF"), (True, "#12131A")])
def test_the_more_is_covered_the_more_it_stands_out(dark: bool, page: str) -> None:
    shares = [contrast(painted(STATUS[s], dark)[0], page) for s in (FULL, PART, NONE)]
    assert shares == sorted(shares, reverse=True) and shares[0] > 2 * shares[1] > 2 * shares[2]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("eye", SEEN_BY)
def test_shares_of_a_bar_differ_to_every_eye(eye: str, dark: bool) -> None:
    fills = [linear(painted(STATUS[s], dark)[0]) for s in (FULL, PART, NONE)]
    seen = [lab([sum(a * b for a, b in zip(row, fill, strict=True)) for row in SEEN_BY[eye]]) for fill in fills]
    assert min(math.dist(a, b) for a, b in combinations(seen, 2)) > 20


def test_no_framework_wears_the_colour_of_a_status_or_of_a_link() -> None:
    own = re.findall(r"#[0-9A-Fa-f]{6}", STYLE)
    assert all(math.dist(lab(linear(fill)), lab(linear(used))) > 5 for fill in FILLS.values() for used in own)


#: What one does on a screen, and what paper cannot offer.
_ON_SCREEN = re.compile(
    r"\b(choose|click|double-click|scroll|drag|download|take out a|press)\b|\bopens (what|a|either)\b", re.IGNORECASE
)
#: What words on a page are drawn by; fields and buttons, which are not printed, have others.
_DRAWN = {"info", "caption", "write", "markdown", "header", "subheader", "html"}


def test_hints_for_the_screen_are_marked_as_such() -> None:
    """They were printed; ``look.hint`` and the class ``ag-screen`` leave them out of paper."""
    said = []
    for path in sorted(APP.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in _DRAWN:
                texts = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
                hints = [t for t in texts if _ON_SCREEN.search(t)]
                marked = any("ag-screen" in t for t in texts)
                said += [f"{path.name}:{call.lineno}: {t}" for t in hints if not marked]
    # What is left out of paper is said on it.
    assert [s for s in said if "not printed: each of the files to download" not in s] == []
