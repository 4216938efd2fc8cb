"""Documents for an auditor, to take along: made only once somebody asks for one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from aims_graph import clock
from aims_graph.present.document_kinds import document_of
from aims_graph.present.document_writers import DOCUMENT_FORMS, written
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.state import State
from aims_graph_app.state import library
from aims_graph_app.work import workspace

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
}


def take_document(state: State, person: Person | None, kind: str, of: str, called: str) -> None:
    """Offer a document in every form that there is.

    Args:
        state: the workspace.
        person: who takes it along, and stands in it as its author.
        kind: one of the kinds of document.
        of: what it is of: a framework's id or a record's.
        called: what it is called on the buttons.
    """

    def made(form: str) -> bytes:
        author = person.name if person else ""
        place = workspace() if kind == "audit" else None
        lines = place.whole_history() if place else ()
        return written(document_of(state, library(), kind, of, clock.today(), "", author, lines), form)

    with st.container(horizontal=True):
        for form in DOCUMENT_FORMS:
            name = f"{kind}-{of}".replace(":", "-").rstrip("-")
            st.download_button(
                f"{called} as {form.upper()}",
                data=partial(made, form),
                file_name=f"{name}.{form}",
                mime=_KINDS[form],
                key=f"{kind}-{of}-{form}",
                on_click="ignore",
            )
