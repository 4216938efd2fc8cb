"""How everything looks: framework colours and shapes, words for relations, meters, and the few rules of style.

A framework's colour stands in its catalogue. The shipped ones differ in lightness, so that they hold in greyscale, and keep apart under the three kinds of colour blindness
(``tests/app/test_look.py`` measures both). A colour never speaks alone: the framework's name or shape stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from aims_graph.answers.coverage.coverage import FULL, NONE, PART, UNKNOWN
from aims_graph.model import Framework, Library
from aims_graph.present.colours import OTHER, framework_fills, ink_on
from aims_graph_app.guard import html
from aims_graph_app.state import library


@dataclass(frozen=True)
class Paint:
    """A fill and the ink that can be read on it."""

    fill: str
    ink: str


#: What is met, from everything to unknown: one hue that pales, then hollow.
STATUS = {
    FULL: Paint("#08646A", "#FFFFFF"),
    PART: Paint("#8CC5C4", "#000000"),
    NONE: Paint("#E4E4EA", "#000000"),
    UNKNOWN: Paint("#FFFFFF", "#000000"),
}

RELATION = {
    "equal": "the same demands",
    "subset_of": "it demands all of this, and more",
    "superset_of": "contained in this",
    "intersects": "overlap",
    "no_relationship": "nothing shared",
}
_STEPS = {"none": 0, "some": 1, "most": 2, "all": 3}

STYLE = Markup(
    """<style>
.stMainBlockContainer { padding-top: 2.6rem; max-width: 80rem; }
.stApp { --ag-link: light-dark(#2E2585, #BDB8F6); --ag-line: light-dark(#C9C9D6, #4A4D5C); --ag-panel: light-dark(#F7F7FA, #1A1C25); }
.stMainBlockContainer [data-testid="stPageLink-NavLink"] { background: none; padding: .1rem 0; }
.stMainBlockContainer [data-testid="stPageLink-NavLink"] p { white-space: normal; overflow: visible; }
.stMainBlockContainer [data-testid="stPageLink-NavLink"] * { color: var(--ag-link); font-weight: 600; }
.stMainBlockContainer [data-testid="stPageLink-NavLink"]:hover p { text-decoration: underline; text-underline-offset: .2em; }
.stApp [data-testid="stBaseButton-primary"], .stApp [data-testid="stBaseButton-primary"] * , .stApp [data-tag], .stApp [data-tag] * { color: light-dark(#fff, #000); }
.ag-chip { display: inline-block; padding: .05rem .5rem; border-radius: .3rem; font-size: .82rem; font-weight: 600; white-space: nowrap; border: 1px solid light-dark(#0007, #fff7); }
h3 .ag-chip, .ag-chip.big { font-size: 1rem; padding: .12rem .65rem; }
.ag-tag { display: inline-block; padding: .05rem .5rem; border-radius: .3rem; font-size: .82rem; border: 1px solid var(--ag-line); background: var(--ag-panel); }
.ag-tag.derived { border-style: dashed; border-color: currentColor; }
.ag-quiet { font-size: .87rem; color: light-dark(#45455A, #C3C5D2); margin: 0; }
.ag-lead { font-size: 1.12rem; line-height: 1.5; max-width: 64rem; margin: 0; }
.ag-facts { display: grid; grid-template-columns: minmax(8.5rem, max-content) 1fr; gap: .3rem 1.1rem; margin: 0; padding: 0 !important; line-height: 1.45; max-width: 68rem; }
.ag-facts dt { font-weight: 600; } .ag-facts dt::first-letter { text-transform: uppercase; } .ag-facts dd { margin: 0; }
.ag-facts.stacked { display: block; } .ag-facts.stacked dd { margin: 0 0 .7rem; }
.ag-phrases { display: grid; grid-template-columns: repeat(3, 1fr); gap: .9rem 1.4rem; margin: 0; padding: 0 !important; line-height: 1.42; }
.ag-phrases dt { font-size: .8rem; font-weight: 650; margin-bottom: .1rem; } .ag-phrases dd { margin: 0; font-size: .94rem; }
@media (max-width: 60rem) { .ag-phrases, .ag-facts { grid-template-columns: 1fr; gap: .4rem; } .ag-facts dd { margin-bottom: .3rem; } }
.ag-row { display: flex; flex-wrap: wrap; gap: .35rem 1.2rem; align-items: center; font-size: .9rem; }
.ag-meter { display: inline-flex; gap: 2px; vertical-align: .02em; margin-right: .45rem; }
.ag-meter i { width: .95rem; height: .55rem; border: 1px solid currentColor; border-radius: 1px; display: block; }
.ag-meter i.on { background: currentColor; }
.ag-bar { display: flex; height: 1.5rem; border-radius: .25rem; overflow: hidden; border: 1px solid light-dark(#0007, #fff7); font-size: .82rem; line-height: 1.45rem; }
.ag-bar span { text-align: center; overflow: hidden; white-space: nowrap; font-weight: 600; }
.ag-bar span + span { border-left: 1px solid #0006; }
.ag-table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.4; }
.ag-table th, .ag-table td { text-align: left; vertical-align: top; padding: .35rem .6rem; border: 0; border-bottom: 1px solid var(--ag-line); }
.ag-table a { color: var(--ag-link); }
.ag-table td.n, .ag-table th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.ag-key { display: inline-flex; gap: .4rem; align-items: center; margin-right: 1rem; font-size: .87rem; }
.ag-key i { width: 1.7rem; color: inherit; }
.ag-key b { width: .95rem; height: .95rem; border-radius: .15rem; border: 1px solid light-dark(#0009, #fff9); display: inline-block; }
.ag-cells { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 1.2rem; line-height: 1.45; font-size: .94rem; }
.ag-table tbody th { white-space: nowrap; }
.ag-wide { overflow-x: auto; }
.ag-matrix { overflow: auto; max-height: 78vh; border: 1px solid var(--ag-line); border-radius: .375rem; }
.ag-matrix table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-size: .86rem; line-height: 1.4; }
.ag-matrix th, .ag-matrix td { text-align: left; vertical-align: top; padding: .45rem .6rem; border: 0; border-bottom: 1px solid var(--ag-line); min-width: 10.2rem; max-width: 26rem; }
.ag-matrix th { background: var(--ag-panel); font-weight: 600; } .ag-matrix thead th { position: sticky; top: 0; z-index: 2; }
.ag-matrix tbody th[scope=row], .ag-matrix thead th:first-child { position: sticky; left: 0; z-index: 1; min-width: 9rem; max-width: 12rem; border-right: 1px solid var(--ag-line); }
.ag-matrix thead th:first-child { z-index: 3; } .ag-matrix p { margin: 0 0 .3rem; font-size: inherit; line-height: inherit; } .ag-matrix a { color: var(--ag-link); }
.ag-matrix.ag-fit th, .ag-matrix.ag-fit td { min-width: 0; }
.ag-topic th span { position: sticky; left: .6rem; } .ag-matrix .ag-topic th { max-width: none; background: light-dark(#E4E4EE, #2A2D3A); }
.ag-chosen > * { border-top: 2px solid var(--ag-link) !important; border-bottom: 2px solid var(--ag-link) !important; }
.ag-todo { color: light-dark(#9C3D00, #FFB27A); }
.ag-picture { overflow: auto; max-height: 80vh; border: 1px solid var(--ag-line); border-radius: .375rem; background: #fff; }
.ag-picture img { display: block; max-width: none; }
.ag-steps { margin: 0; padding-left: 1.3rem; line-height: 1.5; }
.ag-note { border-left: 3px solid var(--ag-line); padding: .1rem 0 .1rem .8rem; margin: 0; line-height: 1.5; max-width: 68rem; }
.ag-glance { display: grid; grid-template-columns: repeat(4, 1fr); gap: .8rem; }
.ag-glance > div { border: 1px solid var(--ag-line); border-radius: .375rem; padding: .6rem .8rem; line-height: 1.5; font-size: .92rem; background: var(--ag-panel); }
@media (max-width: 60rem) { .ag-glance { grid-template-columns: repeat(2, 1fr); } }
</style>"""
)


def paints(library: Library) -> dict[str, Paint]:
    """Return framework -> its colour and the ink on it."""
    return {name: Paint(fill, ink_on(fill)) for name, fill in framework_fills(library).items()}


def chip(framework: Framework) -> Markup:
    """Return a framework's name on its colour."""
    p = paints(library()).get(framework.id, Paint(OTHER, ink_on(OTHER)))
    return html('<span class="ag-chip" style="background:{};color:{}">{}</span>', p.fill, p.ink, framework.short)


def section(framework: Framework) -> Markup:
    """Return a heading for what one framework has."""
    return html('<h3 style="padding:.6rem 0 .2rem">{}</h3>', chip(framework))


def tag(text: object, kind: str = "") -> Markup:
    """Return a word in a thin frame."""
    return html('<span class="ag-tag {}">{}</span>', kind, text)


def boxes(met: str) -> Markup:
    """Return three boxes, as many filled as is met; the word must stand beside them."""
    three = Markup("").join(Markup('<i class="on"></i>' if n < _STEPS.get(met, 0) else "<i></i>") for n in range(3))
    return html('<span class="ag-meter" aria-hidden="true">{}</span>', three)


def meter(met: str, of_what: str) -> Markup:
    """Return how much of a side is met: three boxes and the word."""
    return html("<span>{}{} of {} is met</span>", boxes(met), met, of_what)


def facts(pairs: Iterable[tuple[str, object]], stacked: bool = False) -> Markup:
    """Return a list of terms and what is said of them; empty values are left out, a repeated term is said once."""
    lines, last = [], ""
    for name, text in pairs:
        if text:
            lines.append(html("<dt>{}</dt><dd>{}</dd>", "" if name == last and not stacked else name, text))
            last = name
    return html('<dl class="ag-facts {}">{}</dl>', "stacked" if stacked else "", Markup("").join(lines))


def bar(counts: dict[str, int]) -> Markup:
    """Return counts by status as one stacked bar; its numbers stand in it where they fit, and always in its label."""
    total = sum(counts.values()) or 1
    words = ", ".join(f"{n} {status}" for status, n in counts.items())
    parts = Markup("").join(
        html(
            '<span style="width:{:.2f}%;background:{};color:{}">{}</span>',
            100 * n / total, STATUS[status].fill, STATUS[status].ink, n if n / total > 0.04 else "",
        )
        for status, n in counts.items()
        if n
    )  # fmt: skip
    return html('<div class="ag-bar" role="img" aria-label="{}" title="{}">{}</div>', words, words, parts)


def key(entries: dict[str, Paint]) -> Markup:
    """Return a legend: a patch of colour and its word."""
    return Markup("").join(
        html('<span class="ag-key"><b style="background:{}"></b>{}</span>', p.fill, word) for word, p in entries.items()
    )
