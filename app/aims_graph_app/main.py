"""The list of pages; the script that Streamlit runs."""

import streamlit as st

from aims_graph_app.guard import draw
from aims_graph_app.look import STYLE
from aims_graph_app.state import VIEWS

PAGES = {
    "": [("overview", "Overview", "home", True)],
    "Look up": [
        ("requirement", "Requirement", "find_in_page", False),
        ("graph", "Graph", "hub", False),
        ("matrix", "Control matrix", "table_chart", False),
    ],
    "Ask": [
        ("what_if", "What if", "rule", False),
        ("shared_controls", "Shared controls", "join_inner", False),
        ("law", "AI Act: what binds", "gavel", False),
        ("sparql", "SPARQL", "terminal", False),
    ],
    "Trust": [("quality", "Quality and about", "verified", False)],
}

ICON = str(VIEWS.parent / "icon.svg")
st.set_page_config(page_title="aims-graph", page_icon=ICON, layout="wide")
page = st.navigation(
    {
        section: [
            st.Page(VIEWS / f"{name}.py", title=title, icon=f":material/{icon}:", url_path=name, default=first)
            for name, title, icon, first in pages
        ]
        for section, pages in PAGES.items()
    }
)
st.logo(ICON, size="large")
draw(STYLE)
page.run()
