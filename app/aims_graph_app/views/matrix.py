"""The unified control matrix: filter it, choose columns, read one row, take it along as a file."""

import streamlit as st

from aims_graph.present.matrix import joined as joined_lines
from aims_graph.present.matrix_view import ALL, ANSWERED, BEYOND, OPEN, matrix_rows
from aims_graph.present.matrix_workbook import matrix_file
from aims_graph.present.words import number_of
from aims_graph_app import look
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import ask_text, choose, choose_many, library, link, version
from aims_graph_app.tables import pick_row

WHICH = {
    ALL: "All requirements",
    ANSWERED: "With a counterpart",
    OPEN: "Without any counterpart",
    BEYOND: "What the others demand beyond",
}


@st.cache_data(max_entries=20, show_spinner="Writing the file …")
def file(version: int, form: str, lead: str) -> bytes:
    """Return the same bytes that ``aims-graph matrix`` writes."""
    return matrix_file(library(), form, lead)


names = {f.id: f for f in library().mapped}
st.title("Unified control matrix")
draw(
    html(
        '<p class="ag-lead">Each row is a requirement, each column a framework: its counterparts, then what is still to do if you hold that framework.</p>'
    )
)
lead_by, shown, rows, word = st.columns([1.3, 2.4, 1.6, 1.5])
with lead_by:
    lead = choose("Led by", "lead", list(names), "", lambda f: names[f].short)
with shown:
    others = [f for f in names if f != lead]
    columns = choose_many("Columns", "columns", others, words=lambda f: names[f].short, hint="All the others")
with rows:
    which = choose("Rows", "rows", list(WHICH), ALL, WHICH.__getitem__)
with word:
    words = ask_text("With the words", "words", "logging")
found = matrix_rows(library(), lead, columns, which, words)
heads = [names[f].short for f in others if not columns or f in columns]
if not found:
    st.info("No row fits. Take out a word, choose other rows, or add a column.")
else:
    table = {"Number": [number_of(r.requirement) for r in found], "Requirement": [r.title for r in found]}
    table |= {head: [joined_lines(r.cells[n]).replace("\n", " • ") for r in found] for n, head in enumerate(heads)}
    draw(
        html(
            '<p class="ag-quiet">{} rows. A heading sorts; choose a row at its left edge to read it in full.</p>',
            len(found),
        )
    )
    chosen = pick_row(
        table, [r.requirement.id for r in found], "row", "Unified control matrix", height=470, row_height=84
    )
    row = next((r for r in found if r.requirement.id == chosen), None)
    if row:
        with st.container(border=True, key="row-panel"):
            link(
                "requirement",
                f"{number_of(row.requirement)} {row.title}",
                {"id": row.requirement.id},
                ":material/open_in_new:",
            )
            cells = [
                html(
                    "<div>{}<br>{}</div>",
                    look.chip(names[f]),
                    joined([html("<p style='margin:.3rem 0'>{}</p>", line) for line in cell]),
                )
                for f, cell in zip([f for f in others if not columns or f in columns], row.cells, strict=True)
                if cell
            ]
            draw(html('<div class="ag-cells">{}</div>', joined(cells)))
st.header("Take it along")
st.write("The whole matrix with shared controls, mappings, gaps and method, as the command line writes it.")
offer(f"unified-control-matrix-{lead}", ("xlsx", "csv", "html", "json"), lambda form: file(version(), form, lead))
