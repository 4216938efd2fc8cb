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
from aims_graph.present.table import figure, places, render
from aims_graph.present.words import DAY, days_in_words
from aims_graph.present.workbook import table_workbook
from aims_graph_app import look
from aims_graph_app.choices import ask_text
from aims_graph_app.faults import one_of
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import here_with, library

#: A column whose head and cells have no more characters is as narrow as its longest word.
_SHORT = 16
#: How wide the text of a column becomes, in rem, if there is room.
_WIDEST = 15.0
#: So much room has a table on a screen of 1280 pixels beside the sidebar, unfolded or not.
_ROOM = 53.5
#: A column gives no more of its own room away than its longest word leaves, if that is no longer than so much.
_LONGEST_WORD = 8.4


def dated(text: object) -> Markup:
    """Return a text whose days are as pages write them, and none broken at the end of a line; files keep the form of ISO 8601.

    >>> dated("until 2027-12-02, see audit-2027-12-02.pdf")
    Markup('until <span class="ag-day">2 Dec 2027</span>, see audit-2027-12-02.pdf')
    """
    said, found, end = str(text), [], 0
    for day in DAY.finditer(said):
        found += [html("{}", said[end : day.start()]), html('<span class="ag-day">{}</span>', days_in_words(day[0]))]
        end = day.end()
    return joined([*found, html("{}", said[end:])])


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


def wrapped(table: Table, words: str = "", under: Sequence[str] = ()) -> int:
    """Draw a table whose text is wrapped, its first column and head staying in place; return how many rows have all of these words.

    Args:
        table: the table.
        words: only rows that have all of these are drawn.
        under: columns of long texts, which stand under their row, as wide as the table.
    """
    wanted = words.lower().split()
    decimals = [places(row[n] for row in table.rows) for n in range(len(table.columns))]
    table = replace(table, rows=tuple(tuple(map(figure, row, decimals)) for row in table.rows))
    rows = [r for r in table.rows if _has(r, wanted)]
    beside = [n for n, name in enumerate(table.columns) if name not in under]
    below = [n for n, name in enumerate(table.columns) if name in under]
    texts = [[table.columns[n], *(str(row[n] or "") for row in table.rows)] for n in beside]
    widths = column_widths(texts)
    head = joined([
        html('<th scope="col" style="min-width:{:.1f}rem">{}</th>', width, _headed(table.columns[n]))
        for n, width in zip(beside, widths, strict=True)
    ])  # fmt: skip
    body = joined([_row(table, row, beside, [n for n in below if row[n]]) for row in rows])
    if rows:
        draw(in_place(table.title, head, body, fits=True))
    return len(rows)


def _has(row: Sequence[Cell], words: Sequence[str]) -> bool:
    """Whether a row has all of these words, a day in either of its forms."""
    text = " ".join(map(str, row))
    said = f"{text} {days_in_words(text)}".lower()
    return all(word in said for word in words)


def _headed(name: str) -> str:
    return name[:1].upper() + name[1:]


def _row(table: Table, row: Sequence[Cell], beside: Sequence[int], below: Sequence[int]) -> Markup:
    """Return a row, and under it its long texts, each after the name of its column."""
    first, *others = beside
    cells = joined([_cell(row[n], sized=True) for n in others])
    spans = html(' rowspan="2"') if below else ""
    drawn = html("<tr><th scope='row'{}>{}</th>{}</tr>", spans, dated(row[first]), cells)
    told = joined([html("<p><b>{}:</b> {}</p>", _headed(table.columns[n]), dated(row[n])) for n in below])
    return drawn + html('<tr class="ag-under"><td colspan="{}">{}</td></tr>', len(others), told) if below else drawn


#: A word of so many letters is not broken inside, however narrow the screen is: "implemented" had its last letter on a line of its own.
_UNBROKEN = 16


def column_widths(columns: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each column is at least, in rem, so that all stand beside each other on a screen of 1280 pixels if words let them.

    Args:
        columns: the texts of each column, its head among them.
    """
    longest = [max(map(len, texts)) for texts in columns]
    words = [max((len(word) for text in texts for word in text.split()), default=0) for texts in columns]
    least = [min(_LONGEST_WORD, max(4.0, 1.25 + 0.44 * word)) for word in words]
    wanted = [
        max(low, min(_WIDEST, max(0.0 if long <= _SHORT else 7.0, 2 + long / 9)))
        for low, long in zip(least, longest, strict=True)
    ]
    beyond = sum(wanted) - sum(least)
    share = min(1.0, max(0.0, (_ROOM - sum(least)) / beyond)) if beyond else 1.0
    return [low + share * (wish - low) for wish, low in zip(wanted, least, strict=True)]


def _cell(value: Cell, sized: bool = False) -> Markup:
    """Return a cell. ``sized``: the head of its column says how wide it is at least."""
    text = dated("" if value is None else value)
    if not sized:
        return html("<td>{}</td>", text)
    longest = max(map(len, re.split(r"\s+|(?<=-)", str(value or ""))))
    return html('<td class="{}">{}</td>', "ag-sized ag-long" if longest > _UNBROKEN else "ag-sized", text)


#: So many rows of a table that a screen scrolls through are laid out for paper: some twenty pages.
PRINTED = 1000


def for_paper(table: Table) -> Markup:
    """Return a table for paper alone, where what the screen draws holds only the rows in sight; say how many of them do not stand there."""
    head = joined([html('<th scope="col">{}</th>', name) for name in table.columns])
    # The answer of a query stands as the graph has it.
    body = joined([
        html("<tr>{}</tr>", joined([html("<td>{}</td>", "" if c is None else c) for c in row])) for row in table.rows[:PRINTED]
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


def take_along(
    table: Table,
    name: str,
    beside: Mapping[str, str] | None = None,
    under: Sequence[str] = (),
    above: Sequence[str] = (),
    whole: Callable[[], Table] | None = None,
) -> None:
    """Draw what a page is about as a wrapped table with its notes, a field for words, and files of the whole of it.

    Args:
        table: the table.
        name: what the files are called.
        beside: columns that are read on their own below, so that the others fit on a screen -> what they say.
        under: columns of long texts, which stand under their row.
        above: notes that the page has said above already, in its heading; the files have them.
        whole: makes the table that the files hold, where that says more than is read on a page.
    """
    words = ask_text("Filter text", "words", "audit")
    draw(joined([look.quiet(dated(note)) for note in table.notes if note not in above]))
    apart = beside or {}
    shown = wrapped(without(table, apart), words, under)
    if not shown:
        st.info("No row fits." if table.rows else "Nothing is here yet.")
        if table.rows:
            draw(look.hint(f"Take out a word. The files hold all of {count_of(len(table.rows), 'row')}."))
    elif shown < len(table.rows):
        draw(look.quiet(f"{shown} of {count_of(len(table.rows), 'row')}; the files hold all of them."))

    for column, says in apart.items():
        own = without(table, set(table.columns[1:]) - {column})
        told = replace(own, title=says, rows=tuple(row for row in own.rows if row[1]))
        if told.rows:
            with st.expander(says):
                wrapped(told)
    offer(name, ("xlsx", "csv", "json"), lambda form: as_file(whole() if whole else table, form))


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
    chosen = one_of(name, ids, "row of the table")
    draw(rows_to_pick(columns, ids, chosen, alt, to or partial(here_with, name)))
    return chosen


def rows_to_pick(
    columns: Mapping[str, Sequence[Cell]], ids: Sequence[str], chosen: str, alt: str, to: Callable[[str], str]
) -> Markup:
    """Return such a table; the arguments are those of :func:`pick_row`, ``chosen`` the id of the row that is marked."""
    decimals = [places(cells) for cells in columns.values()]
    counted = {head for head, cells in columns.items() if all(isinstance(c, int | float | None) for c in cells)}
    kinds = [Markup(' class="n"') if head in counted else Markup("") for head in columns]
    heads = joined([html('<th scope="col"{}>{}</th>', kind, head) for kind, head in zip(kinds, columns, strict=True)])
    rows = []
    for identity, (first, *others) in zip(ids, zip(*columns.values(), strict=True), strict=True):
        here = identity == chosen
        mark = Markup(' aria-current="true"') if here else ""
        way = html('<a href="{}"{}>{}</a>', to(identity), mark, first)
        cells = joined([html("<td{}>{}</td>", kind, "" if c is None else dated(figure(c, n))) for kind, n, c in zip(kinds[1:], decimals[1:], others, strict=True)])  # fmt: skip
        rows.append(
            html('<tr{}><th scope="row">{}</th>{}</tr>', Markup(' class="ag-chosen"') if here else "", way, cells)
        )
    return in_place(alt, heads, joined(rows), fits=True)
