"""How everything looks: names of frameworks, status, meters, lists of facts; colours and measures stand in ``look.css``.

A framework's name is a neutral tag, so that none is read as a status; its colour, which stands in its catalogue, is for pictures. The shipped ones differ in lightness, so
that they hold in greyscale, and keep apart under the three kinds of colour blindness (``tests/app/test_look.py`` measures both). No colour speaks alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from aims_graph.answers.coverage.coverage import FULL, NONE, PART, UNKNOWN
from aims_graph.model import Framework
from aims_graph.present.words import MET, days_in_words
from aims_graph.vocabulary import MET as STEPS
from aims_graph_app.guard import draw, html, joined

#: Status -> the name its look has in ``look.css``: a hue, and a shape beside the word.
STATUS = {FULL: "covered", PART: "partly", NONE: "not", UNKNOWN: "unknown"}

STYLE = html("<style>{}</style>", Markup(Path(__file__).with_name("look.css").read_text(encoding="utf-8")))


def dress() -> None:
    """Draw the style; for a browser that just came, draw nothing else until it shows it, for all that is drawn before would be moved by it.

    A page without a browser, as in tests, has no address and waits for none.
    """
    draw(STYLE)
    if st.context.url and "dressed" not in st.session_state:
        script = Path(__file__).with_name("dress.js").read_text(encoding="utf-8")
        shown = st.components.v2.component("aims_graph_dress", js=script)
        with st.container(key="dressing"):
            shown(key="dress", height=1, on_shown_change=lambda: st.session_state.update(dressed=True))
        st.stop()


def chip(framework: Framework) -> Markup:
    """Return a framework's name as a neutral tag."""
    return html('<span class="ag-chip">{}</span>', framework.short)


def part(words: object, on_paper: bool = True) -> Markup:
    """Return the heading of a part of a page: the level below its title, in letters that leave the answer above it the larger."""
    return html('<h2 class="ag-of {}">{}</h2>', "" if on_paper else "ag-screen", words)


def quiet(words: object) -> Markup:
    """Return a paragraph of what goes without being read first."""
    return html('<p class="ag-quiet">{}</p>', words)


def lead(words: object) -> Markup:
    """Return the paragraph that says what a page is about."""
    return html('<p class="ag-lead">{}</p>', words)


def answer(words: object) -> Markup:
    """Return the paragraph that answers what a page was asked; a screen reader says it when it changes."""
    return html('<p class="ag-answer" role="status">{}</p>', words)


def note(words: object) -> Markup:
    """Return a paragraph that is set apart."""
    return html('<p class="ag-note">{}</p>', words)


def hint(words: object) -> Markup:
    """Return what to do on the screen, or what can be taken along from it; paper goes without."""
    return html('<p class="ag-quiet ag-screen">{}</p>', words)


def tag(text: object, kind: str = "") -> Markup:
    """Return a word in a thin frame."""
    return html('<span class="ag-tag {}">{}</span>', kind, text)


def folded(name: object, text: object) -> Markup:
    """Return what opens on demand."""
    return html('<details class="ag-quiet"><summary>{}</summary><p>{}</p></details>', name, text)


def boxes(met: str) -> Markup:
    """Return three boxes, as many filled as is met; the word must stand beside them."""
    three = Markup("").join(
        Markup('<i class="on"></i>' if n < (STEPS.index(met) if met in STEPS else 0) else "<i></i>") for n in range(3)
    )
    return html('<span class="ag-meter" aria-hidden="true">{}</span>', three)


def meter(met: str, of_what: str) -> Markup:
    """Return how much of a side is covered: three boxes and the word."""
    return html("<span>{}{}: {}</span>", boxes(met), of_what, MET.get(met, "not judged"))


def status(word: str, text: object = "") -> Markup:
    """Return a status as its shape, its hue and its word, or another text of the same meaning."""
    return html('<span class="ag-status {}">{}</span>', STATUS[word], text or word)


def facts(pairs: Iterable[tuple[str, object]], stacked: bool = False) -> Markup:
    """Return a list of terms and what is said of them, its days as a person reads them; empty values are left out, a repeated term is said once."""
    lines, last = [], ""
    for name, text in pairs:
        if text:
            lines.append(
                html(
                    "<dt>{}</dt><dd>{}</dd>",
                    "" if name == last and not stacked else name,
                    text if isinstance(text, Markup) else days_in_words(str(text)),
                )
            )
            last = name
    return html('<dl class="ag-facts {}">{}</dl>', "stacked" if stacked else "", Markup("").join(lines))


def bar(counts: Mapping[str, int], thin: bool = False) -> Markup:
    """Return counts by status as one bar of 100 %; its numbers stand in it where they fit, and always in its label.

    A thin one has no number and no label: the words must stand beside it.
    """
    total = sum(counts.values()) or 1
    words = ", ".join(f"{n} {status}" for status, n in counts.items())
    parts = joined([
        html('<span class="{}" style="width:{:.2f}%">{}</span>', STATUS[status], 100 * n / total, n if n / total > 0.04 and not thin else "")
        for status, n in counts.items()
        if n
    ])  # fmt: skip
    told = html(' role="img" aria-label="{}" title="{}"', words, words) if not thin else Markup(' aria-hidden="true"')
    return html('<div class="ag-bar{}"{}>{}</div>', " thin" * thin, told, parts)


def legend(counts: Mapping[str, int]) -> Markup:
    """Return what a bar's hues mean, with its numbers; a status that nothing has is left out."""
    return html('<div class="ag-legend">{}</div>', joined([status(s, f"{n} {s}") for s, n in counts.items() if n]))


def key(entries: Mapping[str, str]) -> Markup:
    """Return a legend of colours that stand in the content: a patch and its word."""
    return joined(
        [
            html('<span class="ag-key"><b style="background:{}"></b>{}</span>', fill, word)
            for word, fill in entries.items()
        ]
    )
