"""The search field, what narrows its answers, and the answers, as two pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from aims_graph.answers.requirement import facets
from aims_graph.answers.requirement.facets import Found, Narrowing
from aims_graph.errors import AimsError
from aims_graph.present.search import FACET_WORDS, facet_value
from aims_graph_app import look
from aims_graph_app.guard import draw, html
from aims_graph_app.state import choose, excuse, library, link, said, said_of, switch

#: So many answers are shown until one asks for all.
FIRST = 12
#: Facet -> its parameter of the link; "framework" and "topic" mean other things on other pages.
PARAMETERS = {"framework": "of", "topic": "about", "function": "by"}


def find(label: str) -> bool:
    """Draw the field, and what it found if the URL holds a question; return whether it does."""
    st.session_state["q"] = said("q")
    st.text_input(
        label, key="q", placeholder="A number, a title or a word: A.8.15, human oversight, logging", on_change=_asked
    )
    question = said("q").strip()
    if not question:
        return False
    try:
        found = facets.find(library(), question, _narrowing())
    except AimsError as error:
        excuse(error)
        return True
    if found.hits or any(found.counts.values()):
        _narrow(found)
    else:
        st.info("Nothing speaks of that. Try another word for it, or a number such as Art. 26(5) or A.8.15.")
        return True
    if not found.hits:
        st.info("Nothing of it is left. Take out a framework, a topic or a function.")
    every = len(found.hits) > FIRST and switch(f"Show all {len(found.hits)}", "every")
    with st.container(border=bool(found.hits), gap="xxsmall", key="hits"):
        for hit in found.hits if every else found.hits[:FIRST]:
            r = hit.requirement
            name, title, why = st.columns([1.3, 4.2, 4.5], vertical_alignment="center", gap="small")
            with name:
                draw(look.chip(library().frameworks[r.framework]))
            with title:
                link("requirement", r.name, {"id": r.id})
            with why:
                draw(html('<p class="ag-quiet">{}</p>', hit.why[0]))
    if len(found.hits) > FIRST and not every:
        draw(html('<p class="ag-quiet">The best {} of {}.</p>', FIRST, len(found.hits)))
    return True


def _narrowing() -> Narrowing:
    """Return what the URL says; what is not known narrows nothing."""
    known = {
        "framework": [f.id for f in library().mapped],
        **{
            f"{scheme[:-1]}": [t.id for t in library().topics if t.scheme == scheme]
            for scheme in ("topics", "functions")
        },
    }
    return Narrowing(**{facet: said_of(name, known[facet]) for facet, name in PARAMETERS.items()})


def _narrow(found: Found) -> None:
    """Draw a choice for each facet that has any, each value with how much it would leave."""
    chosen = vars(_narrowing())
    shown = [facet for facet in PARAMETERS if found.counts[facet] or chosen[facet]]
    for column, facet in zip(st.columns(len(PARAMETERS)), shown, strict=False):
        counts = found.counts[facet]
        options = ["", *dict.fromkeys([*counts, *[chosen[facet]] * bool(chosen[facet])])]
        with column:
            choose(
                FACET_WORDS[facet],
                PARAMETERS[facet],
                options,
                words=partial(_value, facet, counts),
            )


def _value(facet: str, counts: Mapping[str, int], value: str) -> str:
    return f"{facet_value(library(), facet, value)} ({counts.get(value, 0)})" if value else "All"


def _asked() -> None:
    """One step of history: the question replaces whatever the page showed."""
    question = st.session_state["q"].strip()
    st.query_params.from_dict({"q": question} if question else {})
