"""The workspace: start one, look at an example; once it is open, how far it is and what comes next."""

import streamlit as st

from aims_graph.errors import AimsError
from aims_graph.present.records import history_table
from aims_graph.present.workspace import organisation_of, status_table
from aims_graph.workspace.assessed import targets_of
from aims_graph.workspace.dashboard import positions_of
from aims_graph.workspace.gap import progress
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph_app import look
from aims_graph_app.begin import known_workspaces, look_at_the_example, offer_backup, start_our_own
from aims_graph_app.choices import choose_segment
from aims_graph_app.dashboard_parts import progress_table
from aims_graph_app.guard import draw
from aims_graph_app.road import road
from aims_graph_app.state import excuse, library
from aims_graph_app.tables import take_along
from aims_graph_app.work import ask_who, choose_workspace, headline, may, now, serves_others, workspace

place = None
try:
    place = workspace()
except AimsError as error:
    excuse(error)
content = library()
if place is not None:
    state, standing = now(place)
    person = ask_who(state)
    headline(organisation_of(state))
    view = choose_segment("Show", "show", {"": "What comes next", "history": "Who changed what"})
    if view == "history":
        lines = [line for line in place.history() if may(person, "person") or NOUNS[line.noun] is not Person]
        take_along(history_table(content, state, lines, place.clock_set_back(), on_page=True), "history")
        st.stop()
    every = [progress(positions_of(state, content, standing, f), f) for f in targets_of(state, content)]
    rows = [(content.frameworks[p.framework].short, p.framework, "", p) for p in every]
    road(state, standing, every)
    draw(look.part("How far we are"))
    draw(progress_table(rows))
    with st.container(key="again"), st.expander("The same as a table, to take along"):
        take_along(status_table(content, state, every), "status")
    draw(look.quiet(f"This workspace lies in {place.folder} and nowhere else."))
    offer_backup(place, person)
    if not serves_others():
        if any(o.is_example for o in state.all(Organisation)):
            with st.container(key="begin"):
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
    look.lead(
        "A workspace is a folder on this computer: our answers, tasks, evidence, risks, audits. Nothing in it is sent anywhere."
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
