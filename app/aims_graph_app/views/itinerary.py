"""One audit for several certificates: what is looked at once, what each standard leaves over, which evidence serves whom."""

import streamlit as st

from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph_app import look
from aims_graph_app.guard import draw
from aims_graph_app.shared_parts import choose_order, one_audit
from aims_graph_app.state import entitle, excuse, library
from aims_graph_app.tables import take_along

st.title("Audit itinerary", anchor=False)
draw(
    look.lead(
        "One audit, several certificates: stop by stop what an auditor looks at once, what each standard leaves over, and which evidence is read, sampled, heard and seen."
    )
)
order = choose_order(certifiable(library()))
try:
    table = one_audit(order)
except AimsError as error:
    excuse(error)
    st.stop()
entitle(f"Audit itinerary: {count_of(len(table.rows), 'stop')}")
take_along(table, "itinerary", under=("what exactly", "also ask"))
