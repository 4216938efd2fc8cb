"""A list of records from which one is chosen: a button each, with what is to be known of it right below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

from aims_graph.workspace.records.base import Record
from aims_graph_app import look
from aims_graph_app.guard import draw, plain
from aims_graph_app.record_form import name_of
from aims_graph_app.state import said, say

R = TypeVar("R", bound=Record)


def chosen_of(records: Iterable[R]) -> R | None:
    """Return the record that the URL names; ``None`` if none of these is it."""
    return next((r for r in records if r.id == said("id")), None)


def record_list(records: Iterable[R], chosen: Record | None, words: Callable[[R], str]) -> None:
    """Draw it; pressing one writes it into the URL and begins the page anew.

    Args:
        records: in their order.
        chosen: the one that is shown beside the list.
        words: what is to be known of one; nothing is drawn where there is none.
    """
    for record in records:
        with st.container(key=f"listed-{record.id}", gap="xxsmall"):
            if st.button(
                plain(name_of(record)),
                key=record.id,
                type="primary" if record is chosen else "secondary",
                width="stretch",
            ):
                say("id", record.id)
                st.rerun()
            if known := words(record):
                draw(look.quiet(known))
