"""The list of pages; the script that Streamlit runs."""

import streamlit as st

from aims_graph.errors import AimsError
from aims_graph_app.guard import draw
from aims_graph_app.login import ask_for_login
from aims_graph_app.look import STYLE
from aims_graph_app.state import VIEWS, arrive, excuse, read_content

PAGES = [
    ("overview", "Overview", "home"),
    ("requirement", "Requirement", "find_in_page"),
    ("graph", "Graph", "hub"),
    ("what_if", "What if", "rule"),
    ("groups", "Groups to implement", "workspaces"),
    ("topics", "Topics", "label"),
    ("before", "What must stand before", "account_tree"),
    ("shared_controls", "Shared controls", "join_inner"),
    ("itinerary", "Audit itinerary", "route"),
    ("documents", "Documents", "description"),
    ("law", "Law: what binds", "gavel"),
    ("matrix", "Control matrix", "table_chart"),
    ("workspace", "Our workspace", "domain"),
    ("dashboard", "Dashboard", "dashboard"),
    ("scope", "Scope and AI systems", "category"),
    ("assess", "Assessment", "checklist"),
    ("tasks", "Tasks", "task_alt"),
    ("risks", "Risks and impacts", "warning"),
    ("soa", "Statement of Applicability", "fact_check"),
    ("audits", "Audits and findings", "policy"),
    ("certification", "Certification", "workspace_premium"),
    ("sparql", "SPARQL", "terminal"),
    ("quality", "Quality and about", "verified"),
]
ICON = str(VIEWS.parent / "icon.svg")
st.set_page_config(page_title="aims-graph", page_icon=ICON, layout="wide")
# One flat list: with headings between, Streamlit's navigation is no valid list for a screen reader.
page = st.navigation(
    [
        st.Page(
            VIEWS / f"{name}.py", title=title, icon=f":material/{icon}:", url_path=name, default=name == PAGES[0][0]
        )
        for name, title, icon in PAGES
    ],
    expanded=True,
)
st.logo(ICON, size="large")
draw(STYLE)
ask_for_login()
try:
    read_content()
except AimsError as error:
    st.title("The content cannot be read")
    excuse(error)
    st.stop()
arrive(page.url_path)
page.run()
