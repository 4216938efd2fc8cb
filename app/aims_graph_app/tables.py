"""Tables: one from which a row is chosen, the choice standing in the URL; one that wraps its text; one to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup
from streamlit.elements.arrow import DataframeStateInput

from aims_graph.model import Cell, Table
from aims_graph.present.table import render
from aims_graph.present.workbook import table_workbook
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import ask_text, library, said


def in_place(name: str, head: Markup, body: Markup, fits: bool = False) -> Markup:
    """Return a table whose text wraps, in a frame of its own in which its head and first column stay where they are.

    Args:
        name: what a screen reader calls it.
        head: the cells of the head.
        body: the rows.
        fits: whether its columns say themselves how wide they are.
    """
    return html(
        '<div class="{}" tabindex="0" role="region" aria-label="{}"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        *("ag-matrix ag-fit" if fits else "ag-matrix", name, head, body),
    )


def wrapped(table: Table, words: str = "") -> int:
    """Draw a table whose text is wrapped, its first column and head staying in place; return how many rows have all of these words."""
    wanted = words.lower().split()
    rows = [r for r in table.rows if all(word in " ".join(map(str, r)).lower() for word in wanted)]
    longest = [
        max([len(name), *(len(str(row[n] or "")) for row in table.rows)]) for n, name in enumerate(table.columns)
    ]
    head = joined([
        html('<th scope="col" style="min-width:{:.1f}rem">{}</th>', min(15.0, max(4.0, 2 + long / 9)), name[:1].upper() + name[1:])
        for name, long in zip(table.columns, longest, strict=True)
    ])  # fmt: skip
    body = joined([
        html("<tr><th scope='row'>{}</th>{}</tr>", row[0], joined([html("<td>{}</td>", "" if c is None else c) for c in row[1:]]))
        for row in rows
    ])  # fmt: skip
    if rows:
        draw(in_place(table.title, head, body, fits=True))
    return len(rows)


def as_file(table: Table, form: str) -> str | bytes:
    """Return a table as a file of one of the forms that :func:`offer` has buttons for."""
    return table_workbook(table) if form == "xlsx" else render(table, form, library().names)


def take_along(table: Table, name: str) -> None:
    """Draw what a page is about as a wrapped table with its notes, a field for words, and files of the whole of it."""
    words = ask_text("With the words", "words", "audit")
    draw(joined([html('<p class="ag-quiet">{}</p>', note) for note in table.notes]))
    shown = wrapped(table, words)
    if not shown:
        st.info("No row fits. Take out a word.")
    elif shown < len(table.rows):
        draw(html('<p class="ag-quiet">{} of {} rows.</p>', shown, len(table.rows)))

    offer(name, ("xlsx", "csv", "json"), partial(as_file, table))


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
