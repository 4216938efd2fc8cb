"""The graph: what surrounds a requirement, a shared control, a path, two frameworks, or all of it."""

import streamlit as st

from aims_graph.answers.picture.picture import PART, Picture
from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.present.picture import picture_graphml, picture_svg
from aims_graph.present.picture_words import title_of
from aims_graph_app import look, network
from aims_graph_app.choices import choose, choose_segment
from aims_graph_app.files import offer
from aims_graph_app.graph_parts import choose_filters, controls, listing, requirements, view
from aims_graph_app.guard import draw, html
from aims_graph_app.linked import a_framework, a_requirement, link_faults
from aims_graph_app.state import (
    entitle,
    excuse,
    framework_names,
    library,
    link,
    said,
    say,
    version,
)

SCOPES = {
    "near": "Around a requirement",
    "control": "A shared control",
    "path": "A path",
    "pair": "Two frameworks",
    "all": "Everything",
}
CROWDED = "Every line is a relation: click a requirement to bring its own forward, double-click to open it; scroll to zoom in until every number appears."


def scope_controls(scope: str) -> tuple[str, str, int]:
    """Draw what the scope needs to know, and return it: first, second, steps."""
    names = framework_names()
    left, right = st.columns(2)
    with left:
        if scope == "near":
            first = choose("Requirement", "id", requirements(), library().example())
        elif scope == "control":
            first = choose("Shared control", "id", controls())
        elif scope == "path":
            first = choose("From", "id", requirements(), library().example())
        elif scope == "pair":
            first = choose("Framework", "a", names, leaves=lambda now: ["b"] * (said("b") == now))
        else:
            first = ""
    with right:
        if scope == "near":
            return first, "", int(choose_segment("How far", "steps", {"1": "one step", "2": "two steps"}))
        if scope == "path":
            return first, choose("To", "to", requirements(), library().example(-1)), 1
        if scope == "pair":
            return first, choose("And", "b", {f: short for f, short in names.items() if f != first}), 1
    return first, "", 1


def panel(seen: Picture, chosen: str) -> None:
    """Draw the requirement chosen in a crowded picture."""
    node = next((n for n in seen.nodes if n.requirement.id == chosen), None)
    with st.container(border=True, key="panel"):
        if node is None:
            st.write("No requirement is chosen. The list below names every one.")
            return
        r = node.requirement
        draw(
            html(
                "{} <b>{}</b><p class='ag-quiet'>{}</p>",
                look.chip(library().frameworks[r.framework]),
                r.name,
                r.summary,
            )
        )
        with st.container(horizontal=True, gap="large"):
            link("requirement", "Open it", {"id": r.id}, ":material/open_in_new:")
            st.button(
                "Draw what surrounds it",
                type="tertiary",
                icon=":material/hub:",
                on_click=st.query_params.from_dict,
                args=({"show": "near", "id": r.id},),
            )


st.title("Graph", anchor=False)
# A link from elsewhere names only the requirement.
scope = choose_segment(
    "What to draw", "show", SCOPES, leaves=lambda now: ["id"] * (now == "control" and said("id") not in controls())
)
ids = a_requirement(requirements(), "requirement that bears relations")
mine = a_requirement(controls(), "shared control") if scope == "control" else ids
framework = a_framework(framework_names())
link_faults({"id": mine, "to": ids, "a": framework, "b": framework, "frameworks": framework, "sel": ids})
first, second, steps = scope_controls(scope)
filters, colour = choose_filters(scope)
try:
    seen, drawn, legend = view(scope, first, second, steps, filters, colour)
except AimsError as error:
    excuse(error)
    st.stop()
title = title_of(library(), seen)
entitle(f"Graph: {title}")
draw(html('<p class="ag-answer" role="status">{}</p><p class="ag-quiet">{}, {}. <span class="ag-screen">{}</span></p>', title, count_of(len(seen.nodes), "requirement"), count_of(sum(e.kind != PART for e in seen.edges), "relation"),
          CROWDED if seen.crowded else "A click opens a requirement; drag to move, scroll to zoom."))  # fmt: skip
if len(seen.nodes) < 2:
    st.info("Nothing relates to it under these filters.")
    draw(look.hint("Allow more frameworks, any overlap, or every topic and function."))
key = f"{version()}|{scope}|{first}|{second}|{steps}|{sorted(filters.frameworks)}|{filters.least}|{filters.derived}|{filters.supports}|{filters.topic}|{filters.leads}|{colour}"
picked = network.show(drawn, key, said("sel"))
if picked and picked != said("sel"):
    say("sel", picked)
draw(legend)
if seen.crowded:
    panel(seen, said("sel"))
offer(
    "aims-graph",
    ("svg", "graphml"),
    lambda form: picture_svg(library(), seen, colour) if form == "svg" else picture_graphml(library(), seen),
)
st.header("The same as a list")
sel = said("sel")
chosen = sel if any(n.requirement.id == sel for n in seen.nodes) else ""
draw(listing(scope, first, second, steps, filters, colour, chosen))
