"""The workspace: start one, look at an example, see whose it is and who works in it."""

from pathlib import Path

import streamlit as st

from aims_graph.errors import AimsError
from aims_graph.present.workspace import organisation_of, status_table
from aims_graph.workspace.demo import demo_workspace
from aims_graph.workspace.duties import counted
from aims_graph.workspace.gap import progress, targets_of
from aims_graph.workspace.setup import init_workspace
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.state import excuse, library, link
from aims_graph_app.tables import take_along
from aims_graph_app.work import THROUGH, ask_who, choose_workspace, headline, home, now, serves_others, workspace

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
    draw(html('<p class="ag-lead">This workspace lies in {} and nowhere else.</p>', str(place.folder)))
    every = []
    for framework in targets_of(state, content):
        only = counted(state, content, framework)
        every.append(
            progress([p for p in standing.framework(framework) if only is None or p.requirement in only], framework)
        )
    take_along(status_table(content, state, every), "status")
    link("assess", "Assess, requirement by requirement")
    if not serves_others() and st.button("Close this workspace"):
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
    st.subheader("Look at an example")
    st.write("An invented recruiter with three AI systems, certified for ISO/IEC 27001, half way to ISO/IEC 42001.")
    if st.button("Open the example", type="primary"):
        folder = home() / "example"
        try:
            if not (folder / "workspace.toml").exists():
                with st.spinner("Making the example …"):
                    demo_workspace(folder, content, through=THROUGH)
            choose_workspace(folder)
        except AimsError as error:
            excuse(error)
        else:
            st.rerun()
with two:
    st.subheader("Start our own")
    with st.form("own"):
        organisation = st.text_input("Organisation")
        person = st.text_input("My name", help="Every change is kept with the name of who made it")
        where = st.text_input("Folder", str(home() / "workspace"), help="A new folder on this computer")
        if st.form_submit_button("Start"):
            try:
                if not organisation.strip() or not person.strip():
                    raise AimsError("Organisation and name are needed.", "Fill in both.")
                init_workspace(Path(where).expanduser(), organisation.strip(), person.strip(), content, through=THROUGH)
                choose_workspace(Path(where).expanduser())
            except AimsError as error:
                excuse(error)
            else:
                st.rerun()
known = [p for p in sorted(home().glob("*")) if (p / "workspace.toml").exists()] if home().is_dir() else []
if known:
    st.subheader("Open one that is here")
    for folder in known:
        if st.button(plain(folder.name), key=f"open-{folder}"):
            try:
                choose_workspace(folder)
            except AimsError as error:
                excuse(error)
            else:
                st.rerun()
