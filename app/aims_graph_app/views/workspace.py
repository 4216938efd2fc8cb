"""The workspace: start one, look at an example; once it is open, how far it is and what comes next."""

import datetime as dt

import streamlit as st

from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.present.soa import counted as counted_lines
from aims_graph.present.workspace import organisation_of, progress_in_words, status_table
from aims_graph.workspace import soa
from aims_graph.workspace.assessed import targets_of
from aims_graph.workspace.carry import Standing
from aims_graph.workspace.certification import stage_1
from aims_graph.workspace.dashboard import positions_of
from aims_graph.workspace.gap import Progress, progress
from aims_graph.workspace.records.scope import Organisation, System
from aims_graph.workspace.records.work import Answer, Evidence
from aims_graph.workspace.risks import risks
from aims_graph.workspace.state import State
from aims_graph_app import look
from aims_graph_app.begin import known_workspaces, look_at_the_example, start_our_own
from aims_graph_app.dashboard_parts import progress_table
from aims_graph_app.guard import draw, html
from aims_graph_app.state import excuse, library, link
from aims_graph_app.tables import take_along
from aims_graph_app.work import ask_who, choose_workspace, headline, now, serves_others, workspace


def road(state: State, standing: Standing, every: list[Progress]) -> None:
    """Draw the road from the scope to stage 1, each step with where it stands."""
    content, today = library(), dt.date.today()
    first = every[0].framework
    short = content.frameworks[first].short
    systems, answers, evidence = (len(state.all(cls)) for cls in (System, Answer, Evidence))
    known = len(risks(state, standing, today))
    steps = [
        ("scope", {}, "Say what is in the scope", count_of(systems, "AI system") if systems else "no AI system"),
        (
            "assess",
            {"framework": first},
            f"Answer the requirements of {short}",
            f"{count_of(answers, 'answer')} so far; {progress_in_words(every[0])}",
        ),
        (
            "evidence",
            {},
            "Attach what shows it",
            f"{count_of(evidence, 'piece') if evidence else 'no piece'} of evidence",
        ),
        ("risks", {}, "Assess the risks", f"{count_of(known, 'risk') if known else 'no risk'} in the register"),
    ]
    if soa.controls(content, first):
        lines = counted_lines(soa.lines(state, content, standing, first, today))
        steps.append(("soa", {"framework": first}, "Print the Statement of Applicability", lines.rstrip(".")))
    if first in certifiable(content):
        left = len(stage_1(state, content, standing, first, today))
        steps.append(
            (
                "certification",
                {"framework": first},
                "See what stage 1 still lacks",
                f"{count_of(left, 'thing')} missing",
            )
        )
    draw(look.part("What comes next"))
    way = st.container(key="road")
    for number, (page, query, words, stands) in enumerate(steps, 1):
        with way, st.container(horizontal=True, vertical_alignment="center"):
            link(page, f"{number}. {words}", query)
            draw(html('<span class="ag-quiet">{}</span>', stands), narrow=True)


place = None
try:
    place = workspace()
except AimsError as error:
    excuse(error)
content = library()
if place is not None:
    state, standing = now(place)
    ask_who(state)
    headline(organisation_of(state))
    every = [progress(positions_of(state, content, standing, f), f) for f in targets_of(state, content)]
    rows = [(content.frameworks[p.framework].short, p.framework, "", p) for p in every]
    road(state, standing, every)
    draw(look.part("How far we are"))
    draw(progress_table(rows, headed=True))
    with st.container(key="again"), st.expander("The same as a table, to take along"):
        take_along(status_table(content, state, every), "status")
    draw(html('<p class="ag-quiet">This workspace lies in {} and nowhere else.</p>', str(place.folder)))
    if not serves_others():
        if any(o.is_example for o in state.all(Organisation)):
            draw(look.part("Ready for our own?"))
            start_our_own()
        if st.button("Close this workspace"):
            choose_workspace(None)
            st.rerun()
    st.stop()

if serves_others():
    headline("No workspace is open")
    st.stop()
headline("Where do we stand? Start a workspace")
draw(
    html(
        '<p class="ag-lead">A workspace is a folder on this computer: our answers, tasks, evidence, risks, audits. Nothing in it is sent anywhere.</p>'
    )
)
one, two = st.columns(2, gap="large")
with one:
    draw(look.part("Look at an example"))
    look_at_the_example()
    known_workspaces()
with two:
    draw(look.part("Start our own"))
    start_our_own()
