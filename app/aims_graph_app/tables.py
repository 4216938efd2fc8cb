"""Tables in HTML, which a keyboard walks and paper holds whole: one of links, one that wraps its text, one to download."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from aims_graph.counting import count_of
from aims_graph.model import Cell, Table
from aims_graph.present.table import render
from aims_graph.present.workbook import table_workbook
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import ask_text, here_with, library, said

#: A column whose head and cells have no more characters is as narrow as its longest word.
_SHORT = 16
#: So many columns stand beside each other on a screen of 1280 pixels only if none is wide.
_MANY = 9
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


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
    widest = 15.0 if len(table.columns) < _MANY else 10.0
    head = joined([
        html('<th scope="col" style="min-width:{:.1f}rem">{}</th>', min(widest, max(4.0, 2 + long / 9)), name[:1].upper() + name[1:])
        for name, long in zip(table.columns, longest, strict=True)
    ])  # fmt: skip
    short = [long <= _SHORT for long in longest]
    body = joined([
        html("<tr><th scope='row'>{}</th>{}</tr>", row[0], joined([_cell(c, is_short) for c, is_short in zip(row[1:], short[1:], strict=True)]))
        for row in rows
    ])  # fmt: skip
    if rows:
        draw(in_place(table.title, head, body, fits=True))
    return len(rows)


def _cell(value: Cell, is_short: bool = False) -> Markup:
    """Return a cell; a day in it is not broken, and one of a column of short words takes no more room than they need."""
    text = "" if value is None else str(value)
    if _DAY.fullmatch(text):
        return html('<td class="ag-day">{}</td>', text)
    return html('<td class="ag-short">{}</td>' if is_short else "<td>{}</td>", text)


#: So many rows of a table that a screen scrolls through are laid out for paper: some twenty pages.
PRINTED = 1000


def for_paper(table: Table) -> Markup:
    """Return a table for paper alone, where what the screen draws holds only the rows in sight; say how many of them do not stand there."""
    head = joined([html('<th scope="col">{}</th>', name) for name in table.columns])
    body = joined([
        html("<tr>{}</tr>", joined([_cell(c) for c in row])) for row in table.rows[:PRINTED]
    ])  # fmt: skip
    left = len(table.rows) - PRINTED
    rest = html(
        "<p>{} not printed: each of the files to download holds all of them.</p>",
        count_of(left, "more row is", "more rows are"),
    )
    return html(
        '<div class="ag-paper">{}{}</div>', in_place(table.title, head, body, fits=True), rest if left > 0 else ""
    )


def as_file(table: Table, form: str) -> str | bytes:
    """Return a table as a file of one of the forms that :func:`offer` has buttons for."""
    return table_workbook(table) if form == "xlsx" else render(table, form, library().names)


def without(table: Table, names: Collection[str]) -> Table:
    """Return a table without some of its columns."""
    kept = [n for n, name in enumerate(table.columns) if name not in names]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[n] for n in kept), rows=rows)


def take_along(table: Table, name: str, beside: Mapping[str, str] | None = None) -> None:
    """Draw what a page is about as a wrapped table with its notes, a field for words, and files of the whole of it.

    Args:
        table: the table.
        name: what the files are called.
        beside: columns that are read on their own below, so that the others fit on a screen -> what they say.
    """
    words = ask_text("Filter text", "words", "audit")
    draw(joined([html('<p class="ag-quiet">{}</p>', note) for note in table.notes]))
    apart = beside or {}
    shown = wrapped(without(table, apart), words)
    if not shown:
        left = f" The files hold all of {count_of(len(table.rows), 'row')}."
        st.info("No row fits. Take out a word." + left if table.rows else "Nothing is here yet.")
    elif shown < len(table.rows):
        draw(
            html(
                '<p class="ag-quiet">{} of {}; the files hold all of them.</p>', shown, count_of(len(table.rows), "row")
            )
        )

    for column, says in apart.items():
        own = without(table, set(table.columns[1:]) - {column})
        told = replace(own, title=says, rows=tuple(row for row in own.rows if row[1]))
        if told.rows:
            with st.expander(says):
                wrapped(told)
    offer(name, ("xlsx", "csv", "json"), partial(as_file, table))


def pick_row(
    columns: Mapping[str, Sequence[Cell]],
    ids: Sequence[str],
    name: str,
    alt: str,
    to: Callable[[str], str] | None = None,
) -> str:
    """Draw a table whose first column are links, and return the id of the chosen row, which is marked; empty if none.

    Args:
        columns: head of a column -> its cells.
        ids: what each row stands for.
        name: the parameter of the link that names the chosen row.
        alt: what a screen reader calls the table.
        to: id -> where its link goes; by default to this very page with the row chosen.
    """
    chosen = said(name) if said(name) in ids else ""
    draw(rows_to_pick(columns, ids, chosen, alt, to or partial(here_with, name)))
    return chosen


def rows_to_pick(
    columns: Mapping[str, Sequence[Cell]], ids: Sequence[str], chosen: str, alt: str, to: Callable[[str], str]
) -> Markup:
    """Return such a table; the arguments are those of :func:`pick_row`, ``chosen`` the id of the row that is marked."""
    counted = {head for head, cells in columns.items() if all(isinstance(c, int | float | None) for c in cells)}
    kinds = [Markup(' class="n"') if head in counted else Markup("") for head in columns]
    heads = joined([html('<th scope="col"{}>{}</th>', kind, head) for kind, head in zip(kinds, columns, strict=True)])
    rows = []
    for identity, (first, *others) in zip(ids, zip(*columns.values(), strict=True), strict=True):
        here = identity == chosen
        mark = Markup(' aria-current="true"') if here else ""
        way = html('<a href="{}"{}>{}</a>', to(identity), mark, first)
        cells = joined([html("<td{}>{}</td>", kind, "" if c is None else c) for kind, c in zip(kinds[1:], others, strict=True)])  # fmt: skip
        rows.append(
            html('<tr{}><th scope="row">{}</th>{}</tr>', Markup(' class="ag-chosen"') if here else "", way, cells)
        )
    return in_place(alt, heads, joined(rows), fits=True)
