"""What must stand before a requirement can be done: drawn from left to right, as a list, and to take along."""

import base64
import re

import streamlit as st

from aims_graph.answers.requirement.before import Plan
from aims_graph.present.plan_picture import plan_graphml
from aims_graph.present.supports import NOTE, plan_in_words, plan_table, plan_title, rings_in_words, waits
from aims_graph_app import look
from aims_graph_app.before_parts import choices, view
from aims_graph_app.choices import choose, choose_many
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html
from aims_graph_app.linked import a_framework, a_requirement, link_faults
from aims_graph_app.state import entitle, framework_names, library
from aims_graph_app.support_parts import steps
from aims_graph_app.tables import as_file

#: Of a picture that is wider (pixels), the letters are too small to read on a page of paper.
_ON_PAPER = 1100


def width_of(picture: str) -> float:
    """Return how wide an SVG document of ours is, in pixels."""
    found = re.search(r'<svg[^>]* width="([\d.]+)"', picture)
    return float(found[1]) if found else 0.0


def written(plan: Plan, picture: str, form: str) -> str | bytes:
    """Return the plan as a file of this form."""
    if form in ("svg", "graphml"):
        return picture if form == "svg" else plan_graphml(library(), plan)
    table = plan_table(library(), plan)
    return as_file(table, form)


st.title("Order of work: what must stand before", anchor=False)
names = framework_names()
known = choices()
link_faults({"id": a_requirement(known), "in": a_framework(names)})
which, over = st.columns([3, 2])
with which:
    identity = choose("Requirement", "id", known)
with over:
    chosen = choose_many("Over the frameworks", "in", names, hint="All of them")
plan, picture = view(identity, tuple(chosen))
entitle(f"What must stand before {known[identity]}")
draw(html('<p class="ag-lead">{}</p><p class="ag-quiet">{}</p>', plan_in_words(library(), plan), NOTE))
if waits(plan):
    for ring in rings_in_words(library(), plan):
        draw(look.note(ring))
    # On paper letters that small are read by nobody; the list below says the same.
    small = " ag-small" if width_of(picture) > _ON_PAPER else ""
    dark = " ag-dark" if st.context.theme.type == "dark" else ""
    encoded = base64.b64encode(picture.encode()).decode()
    draw(
        html(
            '<div class="ag-wide ag-picture{}" tabindex="0" role="region" aria-label="{}"><img alt="{}: the same steps stand in the list below" src="data:image/svg+xml;base64,{}"></div>',
            *(small + dark, "The plan from left to right", plan_title(library(), plan), encoded),
        )
    )
    offer("plan", ("xlsx", "csv", "svg", "graphml"), lambda form: written(plan, picture, form))
    st.header("The same as a list")
    steps(plan)
