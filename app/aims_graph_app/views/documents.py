"""The register of documents: what must exist in writing, and which documents serve several frameworks."""

import streamlit as st

from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.errors import AimsError
from aims_graph_app import look
from aims_graph_app.guard import draw
from aims_graph_app.shared_parts import choose_order, register
from aims_graph_app.state import entitle, excuse, library
from aims_graph_app.tables import take_along

st.title("Documents", anchor=False)
draw(look.lead("What must exist in writing, the documents that serve most of the frameworks first."))
order = choose_order(certifiable(library()))
try:
    table = register(order)
except AimsError as error:
    excuse(error)
    st.stop()
entitle(f"Documents: {len(table.rows)} must exist in writing")
take_along(table, "documents", under=("what the others add",))
