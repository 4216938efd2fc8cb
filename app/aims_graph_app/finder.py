"""The search field and its answers, as two pages show them."""

from __future__ import annotations

import streamlit as st

from aims_graph.answers.requirement.search import search
from aims_graph.errors import AimsError
from aims_graph_app import look
from aims_graph_app.guard import draw, html
from aims_graph_app.state import excuse, library, link, said


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
        hits = search(library(), question, limit=12)
    except AimsError as error:
        excuse(error)
        return True
    if not hits:
        st.info("Nothing speaks of that. Try another word for it, or a number such as Art. 26(5) or A.8.15.")
    with st.container(border=bool(hits), gap="xxsmall", key="hits"):
        for hit in hits:
            r = hit.requirement
            name, title, why = st.columns([1.3, 4.2, 4.5], vertical_alignment="center", gap="small")
            with name:
                draw(look.chip(library().frameworks[r.framework]))
            with title:
                link("requirement", r.name, {"id": r.id})
            with why:
                draw(html('<p class="ag-quiet">{}</p>', hit.why[0]))
    return True


def _asked() -> None:
    """One step of history: the question replaces whatever the page showed."""
    question = st.session_state["q"].strip()
    st.query_params.from_dict({"q": question} if question else {})
