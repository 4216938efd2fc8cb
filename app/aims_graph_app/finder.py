"""The search field, what narrows its answers, and the answers, as two pages show them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from aims_graph.answers.requirement import facets
from aims_graph.answers.requirement.facets import Found, Narrowing
from aims_graph.answers.requirement.fulltext import stems_of
from aims_graph.answers.requirement.search import Hit
from aims_graph.counting import count_of, enumerated
from aims_graph.errors import AimsError
from aims_graph.model.naming import short_name
from aims_graph.present.search import FACET_WORDS, facet_value, why_in_words
from aims_graph_app import look
from aims_graph_app.choices import choose
from aims_graph_app.faults import Faults
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.linked import a_topic, an_edition, read_link
from aims_graph_app.state import address, excuse, here_with, library, said, said_of

#: So many answers of a framework are shown until one asks for all.
FIRST = 4
#: Facet -> its parameter of the link; "framework" and "topic" mean other things on other pages.
PARAMETERS = {"framework": "of", "topic": "about", "function": "by"}


def ask(label: str) -> str:
    """Draw the field, and return the question that the URL holds."""
    st.session_state["q"] = said("q")
    st.text_input(label, key="q", placeholder="Number, title or word", on_change=_asked)
    return said("q").strip()


def answer(question: str) -> None:
    """Draw what a question finds: how much, by framework, the best first, what matches in bold."""
    try:
        faults, narrowing = _narrowing()
        faults.show()
        found = facets.find(library(), question, narrowing)
    except AimsError as error:
        excuse(error)
        return
    if not found.hits and not any(found.counts.values()):
        examples = dict.fromkeys(library().example(place) for place in (-1, 0) if library().mapped)
        numbers = enumerated((short_name(library(), name) for name in examples if name), "or")
        st.info("No requirement found.")
        draw(look.hint("Try another word for it" + (f", or a number such as {numbers}." if numbers else ".")))
        return
    by: dict[str, list[Hit]] = {f.id: [] for f in library().mapped}
    for hit in found.hits:
        # One of a former edition, asked for by its number, is found as well.
        by.setdefault(hit.requirement.framework, []).append(hit)
    counted = ", ".join(f"{len(own)} {library().frameworks[f].short}" for f, own in by.items() if own)
    number = count_of(len(found.hits), "requirement")
    draw(look.answer(f"{number}: {counted}" if counted else number))
    _narrow(found, narrowing)
    if not found.hits:
        st.info("Nothing of it is left.")
        draw(look.hint("Take out a framework, a topic or a function."))
    best = {h.requirement.framework: n for n, h in reversed([*enumerate(found.hits)])}
    stems = frozenset(stems_of(question))
    whole = bool(narrowing.framework) or len(best) == 1
    draw(joined([_of_framework(f, by[f], stems, whole) for f in sorted(best, key=best.__getitem__)]))


def _of_framework(framework: str, hits: Sequence[Hit], stems: frozenset[str], whole: bool) -> Markup:
    """Return the best of one framework, or all of them, each with its summary."""
    name = library().frameworks[framework].short
    shown = hits if whole else hits[:FIRST]
    rows = joined([
        html('<li><a href="{}">{}</a><p>{} <span class="ag-quiet">{}</span></p></li>', address("requirement", {"id": h.requirement.id}),
             marked(h.requirement.name, stems), marked(h.requirement.summary, stems), _why(h, stems))
        for h in shown
    ])  # fmt: skip
    rest = (
        html('<p><a href="{}">All {} of {}</a></p>', here_with("of", framework), len(hits), name)
        if len(shown) < len(hits)
        else ""
    )
    return html('<h2 class="ag-of">{} <span class="ag-quiet">{}</span></h2><ul class="ag-hits">{}</ul>{}', look.chip(library().frameworks[framework]), len(hits), rows, rest)  # fmt: skip


def _why(hit: Hit, stems: frozenset[str]) -> str:
    """Return why something was found, where no word in bold says it."""
    seen = stems_of(f"{hit.requirement.name} {hit.requirement.summary}")
    return "" if stems & set(seen) else why_in_words(hit.why[0])


def marked(text: str, stems: frozenset[str]) -> Markup:
    """Return a text with each word marked that has one of these stems."""
    parts = re.split(r"(\w+)", text)
    return joined(
        [html("<mark>{}</mark>" if part.isalnum() and stems & set(stems_of(part)) else "{}", part) for part in parts]
    )


def _narrowing() -> tuple[Faults, Narrowing]:
    """Return what in the URL is not known, which narrows nothing, and what the rest of it says."""
    topics, functions = ([t.id for t in library().topics if t.scheme == scheme] for scheme in ("topics", "functions"))
    known = {
        "framework": an_edition(library().frameworks),
        "topic": a_topic(topics, "topic", "topics"),
        "function": a_topic(functions, "function", "functions"),
    }
    faults = read_link({name: known[facet] for facet, name in PARAMETERS.items()})
    return faults, Narrowing(**{facet: said_of(name, list(known[facet].known)) for facet, name in PARAMETERS.items()})


def _narrow(found: Found, narrowing: Narrowing) -> None:
    """Draw a choice for each facet that has any, each value with how much it would leave."""
    chosen = vars(narrowing)
    shown = [facet for facet in PARAMETERS if found.counts[facet] or chosen[facet]]
    for column, facet in zip(st.columns(len(PARAMETERS)), shown, strict=False):
        counts = dict(found.counts[facet])
        if chosen[facet]:  # stays to be seen, though nothing be left of it
            counts.setdefault(chosen[facet], 0)
        words = {value: f"{facet_value(library(), facet, value)} ({n})" for value, n in counts.items()}
        with column:
            choose(FACET_WORDS[facet], PARAMETERS[facet], {"": "All", **words})


def _asked() -> None:
    """One step of history: the question replaces whatever the page showed."""
    question = st.session_state["q"].strip()
    st.query_params.from_dict({"q": question} if question else {})
