"""The list of pages, by section; the script that Streamlit runs."""

import streamlit as st

from aims_graph.errors import AimsError
from aims_graph_app import faults
from aims_graph_app.login import ask_for_login
from aims_graph_app.look import dress
from aims_graph_app.state import HOME, VIEWS, arrive, excuse, read_content, tell_what_is_left_out
from aims_graph_app.ways import look_up, sections

#: Heading of a section -> its pages: name and title. A section that has no page yet is not drawn.
SECTIONS = {
    "": ((HOME, "Home"),),
    "Explore": (
        ("requirement", "Requirements"),
        ("topics", "Topics"),
        ("what_if", "Gap analysis"),
        ("law", "Duties under the law"),
    ),
    "Compare": (
        ("matrix", "Matrix"),
        ("shared_controls", "Shared controls"),
        ("graph", "Graph"),
        ("suggestions", "Suggestions"),
    ),
    "Plan": (
        ("groups", "Groups to implement"),
        ("before", "Order of work"),
        ("documents", "Documents"),
        ("itinerary", "Audit itinerary"),
    ),
    "Our programme": (
        ("workspace", "Our workspace"),
        ("scope", "Scope and AI systems"),
        ("own", "Our own frameworks"),
        ("context", "Context and objectives"),
        ("assess", "Assessment"),
        ("tasks", "Tasks"),
        ("evidence", "Evidence"),
        ("risks", "Risks and impacts"),
        ("migrate", "Migrate an edition"),
    ),
    "Assurance": (
        ("dashboard", "Dashboard"),
        ("soa", "Statement of Applicability"),
        ("audits", "Audits and findings"),
        ("certification", "Certification"),
    ),
    "Reference": (
        ("quality", "Method and quality"),
        ("sparql", "SPARQL"),
    ),
}
ICON = str(VIEWS.parent / "icon.svg")
st.set_page_config(page_title="aims-graph", page_icon=ICON, layout="wide", initial_sidebar_state="auto")
# Streamlit's own navigation with headings between is no valid list for a screen reader, so ours is drawn.
page = st.navigation(
    [
        st.Page(VIEWS / f"{name}.py", title=title, url_path=name, default=name == HOME)
        for pages in SECTIONS.values()
        for name, title in pages
    ],
    position="hidden",
)
here = page.url_path or HOME
arrive(here)
st.logo(ICON, size="large")
dress()
ask_for_login()
with st.sidebar:
    look_up(here, "requirement")
    sections(SECTIONS, here)
try:
    read_content()
except AimsError as error:
    st.title("The content cannot be read")
    excuse(error)
    st.stop()
tell_what_is_left_out()
faults.begin()
try:
    page.run()
except AimsError as error:
    # The database of a workspace may go away at any moment. What this visitor has at hand stays with them, so the page is drawn anew, not loaded.
    st.title("This page cannot be shown now", anchor=False)
    excuse(error)
    st.button("Try again")
