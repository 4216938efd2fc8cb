"""The rows of the unified control matrix as a table."""

from __future__ import annotations

from markupsafe import Markup

from aims_graph.model import Library
from aims_graph.model.naming import number_of
from aims_graph.present.matrix import Line
from aims_graph.present.matrix_columns import chosen_columns
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.matrix_view import matrix_rows
from aims_graph_app import look
from aims_graph_app.guard import html, joined
from aims_graph_app.remember import remembered
from aims_graph_app.state import address
from aims_graph_app.tables import dated, in_place


def drawn(
    content: Library,
    lead: str,
    asked: tuple[str, ...],
    which: str,
    words: str,
    by_topic: bool,
    chosen: str,
    ours: Ours | None = None,
) -> tuple[int, Markup]:
    """Return how many rows fit, and the rows as a table whose first column and head stay in place.

    A chosen row is framed, and another framework than the one that leads is named. The arguments are those of :func:`matrix_rows`,
    ``chosen`` the id of a requirement.
    """
    rows = matrix_rows(content, lead, asked, which, words, by_topic, ours)
    columns = chosen_columns(content, lead, asked, ours is not None)
    heads = [html('<th scope="col">{}</th>', c.head) for c in columns]
    body, topic = [], ""
    for row in rows:
        r = row.requirement
        if by_topic and row.topic != topic:
            topic = row.topic
            body.append(html('<tr class="ag-topic"><th colspan="{}" scope="rowgroup"><span>{}</span></th></tr>', len(columns) + 1, topic))  # fmt: skip
        of = joined([look.chip(content.frameworks[r.framework]), Markup("<br>")] * (r.framework != lead))
        way = address("requirement", {"id": r.id})
        name = html('{}<a href="{}">{} {}</a>', of, way, number_of(r), row.title)
        cells = joined([html("<td>{}</td>", joined([_line(told) for told in cell])) for cell in row.cells])
        body.append(html('<tr{}><th scope="row">{}</th>{}</tr>', Markup(' class="ag-chosen"') * (r.id == chosen), name, cells))  # fmt: skip
    heads = [html('<th scope="col">Requirement</th>'), *heads]
    return len(rows), in_place("Unified control matrix", joined(heads), joined(body))


#: The same without a workspace, which is equal for all visitors.
drawn_for_all = remembered(20)(drawn)


def _line(told: Line) -> Markup:
    """Return one line of a cell."""
    return html('<p><b class="ag-{}">{}</b> {}</p>', told.kind, told.lead, dated(told.text))
