"""How far the readings agree, as the page on method and quality says it."""

from __future__ import annotations

from markupsafe import Markup

from aims_graph.answers.trust.trust import Trust, trust
from aims_graph.model import LATER, Library, Table
from aims_graph.present.agreement import agreement_table, by_frameworks, supports_agree, topics_agree
from aims_graph_app.guard import html, joined
from aims_graph_app.remember import remembered

#: How far the readings agree of what is no row: its heading, and what says so.
BESIDE_ROWS = {"Supports and reasoned noes": supports_agree, "Topics and functions": topics_agree}


@remembered(2)
def sentences(content: Library) -> dict[str, tuple[str, ...]]:
    """Return the same sentences as the report on the content's quality, by heading; those that say nothing are left out."""
    found = {head: said(content) for head, said in BESIDE_ROWS.items()}
    return {head: said for head, said in found.items() if said}


@remembered(2, "Looking for contradictions …")
def view(content: Library) -> Trust:
    """Return what one may rely on."""
    return trust(content)


@remembered(2)
def agreement(content: Library) -> tuple[tuple[str, Markup, tuple[str, ...]], ...]:
    """Return how each later reading agrees with what stood before it: its title, a table and notes."""
    tables = (by_frameworks(content, agreement_table(content, reading)) for reading in LATER)
    return tuple((figures.title, _table(figures), tuple(figures.notes)) for figures in tables if figures.rows)


def _table(figures: Table) -> Markup:
    """Return figures with a column for each pair of frameworks."""
    head = joined(
        [html('<th scope="col" class="n" style="white-space:normal">{}</th>', row[0]) for row in figures.rows]
    )
    body = joined([
        html("<tr><th scope='row'>{}</th>{}</tr>", column, joined([html('<td class="n">{}</td>', "–" if row[n] is None else row[n]) for row in figures.rows]))
        for n, column in enumerate(figures.columns)
        if n
    ])  # fmt: skip
    return html(
        '<div class="ag-wide" tabindex="0" role="region" aria-label="{}"><table class="ag-table"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>',
        *(figures.title, head, body),
    )
