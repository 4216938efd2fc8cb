"""Answers to take along: one row of buttons; a file is written only when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

#: Form -> what the button says, the ending, the kind of content.
FORMS = {
    "xlsx": ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "csv", "text/csv"),
    "html": ("HTML", "html", "text/html"),
    "json": ("JSON", "json", "application/json"),
    "turtle": ("Turtle", "ttl", "text/turtle"),
    "text": ("Text", "txt", "text/plain"),
    "svg": ("SVG", "svg", "image/svg+xml"),
    "ics": ("Calendar", "ics", "text/calendar"),
    "graphml": ("GraphML", "graphml", "application/xml"),
}


def offer(name: str, forms: Iterable[str], write: Callable[[str], str | bytes]) -> None:
    """Draw a button for each form; ``write`` makes the file of a form."""
    with st.container(horizontal=True):
        for form in forms:
            word, ending, kind = FORMS[form]
            st.download_button(
                word, partial(write, form), f"{name}.{ending}", kind, icon=":material/download:", on_click="ignore"
            )
