"""The register of documents: what must exist in writing, and which documents serve several frameworks."""

import streamlit as st

from aims_graph.answers.controls.documents import documents
from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.errors import AimsError
from aims_graph.model import Table
from aims_graph.present.documents import documents_table
from aims_graph_app import look
from aims_graph_app.guard import draw
from aims_graph_app.shared_parts import choose_order
from aims_graph_app.state import entitle, excuse, library, version
from aims_graph_app.tables import take_along


@st.cache_resource(max_entries=20, show_spinner="Putting the documents together …")
def view(version: int, order: tuple[str, ...]) -> Table:
    """Return it for these frameworks, the leading one first; computed once for all visitors."""
    return documents_table(library(), documents(library(), order), order)


st.title("Documents", anchor=False)
draw(look.lead("What must exist in writing, the documents that serve most of the frameworks first."))
order = choose_order(certifiable(library()))
try:
    table = view(version(), order)
except AimsError as error:
    excuse(error)
    st.stop()
entitle(f"Documents: {len(table.rows)} must exist in writing")
take_along(table, "documents", under=("what the others add",))
