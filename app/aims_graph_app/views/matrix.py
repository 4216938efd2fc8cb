"""The unified control matrix: choose rows and columns, read every cell in full, take it along as a file."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from aims_graph.present.matrix import Line
from aims_graph.present.matrix_columns import HANDS, MET, OWN, TAKEN, Column, chosen_columns, known_columns
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.matrix_view import ALL, ANSWERED, BEYOND, OPEN, SeenRow, matrix_rows
from aims_graph.present.matrix_workbook import matrix_file
from aims_graph.present.supports import NOTE
from aims_graph.present.words import number_of
from aims_graph.workspace.folder import asked_for
from aims_graph_app import look
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.ours import in_matrix
from aims_graph_app.state import address, ask_text, choose, choose_many, entitle, library, said, switch, version
from aims_graph_app.tables import in_place
from aims_graph_app.working import told

WHICH = {
    ALL: "All requirements",
    ANSWERED: "With a counterpart",
    OPEN: "Without any counterpart",
    BEYOND: "What the others demand beyond",
}


@st.cache_data(max_entries=20, show_spinner="Writing the file …")
def file(
    version: int,
    form: str,
    lead: str,
    columns: tuple[str, ...],
    by_topic: bool,
    _ours: Ours | None,
    seen: tuple[str | int, ...],
) -> bytes:
    """Return the same bytes that ``aims-graph matrix`` writes; ``seen`` names the workspace, the last line of its history in ``_ours`` and the day."""
    return matrix_file(library(), form, lead, columns=columns, by_topic=by_topic, ours=_ours)


def line(told: Line) -> Markup:
    """Return one line of a cell."""
    return html('<p><b class="ag-{}">{}</b> {}</p>', told.kind, told.lead, told.text)


def drawn(rows: Sequence[SeenRow], lead: str, columns: Sequence[Column], by_topic: bool, chosen: str) -> Markup:
    """Return the rows as a table whose first column and head stay in place; a chosen row is framed, and another framework than the one that leads is named."""
    heads = [html('<th scope="col">{}</th>', c.head) for c in columns]
    body, topic = [], ""
    for row in rows:
        r = row.requirement
        if by_topic and row.topic != topic:
            topic = row.topic
            body.append(html('<tr class="ag-topic"><th colspan="{}" scope="rowgroup"><span>{}</span></th></tr>', len(columns) + 1, topic))  # fmt: skip
        of = joined([look.chip(library().frameworks[r.framework]), Markup("<br>")] * (r.framework != lead))
        way = address("requirement", {"id": r.id})
        name = html('{}<a href="{}">{} {}</a>', of, way, number_of(r), row.title)
        cells = joined([html("<td>{}</td>", joined([line(told) for told in cell])) for cell in row.cells])
        body.append(html('<tr{}><th scope="row">{}</th>{}</tr>', Markup(' class="ag-chosen"') * (r.id == chosen), name, cells))  # fmt: skip
    return in_place("Unified control matrix", joined([html('<th scope="col">Requirement</th>'), *heads]), joined(body))


names = {f.id: f for f in library().mapped}
st.title("Unified control matrix", anchor=False)
lead_by, rows_at, word = st.columns([1.3, 1.6, 1.5])
with lead_by:
    lead = choose("Rows from", "lead", list(names), "", lambda f: names[f].short)
with rows_at:
    which = choose("Which rows", "rows", list(WHICH), ALL, WHICH.__getitem__)
with word:
    words = ask_text("Filter text", "words", "logging")
ours = in_matrix()
known = known_columns(library(), lead, ours is not None)
shown, under = st.columns([3, 1.3], vertical_alignment="bottom")
with shown:
    asked = choose_many("Columns", "columns", list(known), words=lambda c: known[c].head, hint="All other frameworks")
with under:
    by_topic = switch("Under topics", "by-topic", "Put the rows under what they are about first.")
columns = chosen_columns(library(), lead, asked, ours is not None)
if any(c.kind in (HANDS, TAKEN) for c in columns):
    draw(html('<p class="ag-quiet">{}</p>', NOTE))
with told():
    found = matrix_rows(library(), lead, asked, which, words, by_topic, ours)
if not found:
    hints = "Take out a word, choose other rows" + ", or add a framework as a column." * any(
        c.kind == MET for c in columns
    )
    st.info(f"No row fits. {hints.rstrip('.')}.")
else:
    chosen = said("row")
    number = f"{len(found)} row{'s' * (len(found) > 1)}"
    entitle(f"Control matrix: {number} from {names[lead].short}")
    of = ", ".join(dict.fromkeys("our workspace" if c.kind == OWN else c.head for c in columns))
    draw(html('<p class="ag-quiet" role="status"><b>{} of {}</b>, beside each what {} has for it, then what is still to do with that in place.</p>', number, names[lead].short, of))  # fmt: skip
    draw(drawn(found, lead, columns, by_topic, chosen))
st.header("Download", anchor=False)
said_of = (
    "The whole matrix with these columns, shared controls, mappings, gaps and method, as the command line writes it."
)
if ours and not asked:
    said_of += " Without columns chosen, status, owner, due and evidence of our workspace stand in it, too: the workbook can be filled in and brought back."
st.write(said_of)
offer(
    f"unified-control-matrix-{lead}",
    ("xlsx", "csv", "html", "json"),
    lambda form: file(
        version(),
        form,
        lead,
        tuple(asked),
        by_topic,
        ours,
        (str(asked_for()), ours.state.seq, str(ours.on)) if ours else (),
    ),
)
