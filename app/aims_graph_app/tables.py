"""A table from which one row is chosen; the choice stands in the URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.elements.arrow import DataframeStateInput

from aims_graph.model import Cell
from aims_graph_app.state import said


def pick_row(
    columns: Mapping[str, Sequence[Cell]],
    ids: Sequence[str],
    name: str,
    alt: str,
    height: int = 380,
    row_height: int | None = None,
) -> str:
    """Draw a table and return the id of the chosen row, empty if none; another content is another table."""
    key = f"{name}-{hash(tuple(ids))}"
    chosen = said(name)

    def choose() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            st.query_params[name] = ids[rows[0]]
        else:
            st.query_params.pop(name, None)

    start: DataframeStateInput = {"selection": {"rows": [ids.index(chosen)] if chosen in ids else []}}
    st.dataframe(
        dict(columns),
        key=key,
        hide_index=True,
        height=min(height, 38 + (row_height or 35) * max(len(ids), 1)),
        row_height=row_height,
        on_select=choose,
        selection_mode="single-row",
        selection_default=start,
        alt=alt,
    )
    return chosen if chosen in ids else ""
