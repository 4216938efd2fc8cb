"""Certification: what stage 1 and stage 2 would find missing, which body, and the days of the cycle."""

import streamlit as st

from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.counting import count_of
from aims_graph.model import Cell, Table
from aims_graph.present.certification import bodies_table, days_table, index_table, stage_table
from aims_graph.workspace import certification as answers
from aims_graph.workspace.assessed import mapped_targets_of
from aims_graph.workspace.bodies import body_flags
from aims_graph.workspace.milestones import days
from aims_graph.workspace.records.assurance import Body, Milestone
from aims_graph_app.choices import choose, choose_segment
from aims_graph_app.linked import a_framework, link_faults
from aims_graph_app.papers import take_document
from aims_graph_app.record_form import New, chosen_of, form_head, record_form, record_list, withdrawn
from aims_graph_app.state import address, framework_names, link, said_of, say
from aims_graph_app.tables import pick_row, take_along
from aims_graph_app.work import headline, opened


def close_lines(framework: str, table: Table, found: list[answers.Missing]) -> None:
    """Draw what stage 1 lacks, each line with the way to the page on which it is closed."""
    statement = {answers.NOT_APPROVED, answers.APPROVED_OTHERWISE, answers.WRONG_LINE}
    # What is to be put right in a risk or an assessment, whichever requirement wants it.
    elsewhere = {
        answers.NO_APPROVAL: address("risks"),
        answers.NOT_AS_ACCEPTED: address("risks"),
        answers.UNDER_OTHER: address("risks"),
        answers.NOT_THE_OWNER: address("risks"),
        answers.UNNAMED: address("risks", {"show": "impacts"}),
    }
    ways = [
        elsewhere[one.what]
        if one.what in elsewhere
        else address("evidence", {"shows": one.requirement.id})
        if one.requirement
        else address("soa", {"framework": framework})
        if one.what in statement
        else address("audits", {"show": "audits"})
        if one.what == answers.AHEAD
        else address("risks")
        for one in found
    ]
    if found:
        number, *names = (name.capitalize() for name in table.columns[:5])
        columns: dict[str, list[Cell]] = {number: [row[0] or "close it" for row in table.rows]}
        columns |= {name: [row[n] for row in table.rows] for n, name in enumerate(names, 1)}
        pick_row(columns, [str(n) for n in range(len(found))], "line", table.title, lambda n: ways[int(n)])


here = opened("Certification")
place, state, standing, content, person, today = here
able = certifiable(content)
order = [f for f in mapped_targets_of(state, content) if f in able] or able
link_faults({"framework": a_framework(order)})
framework = said_of("framework", order, order[0])
first = answers.stage_1(state, content, standing, framework, today)
second = answers.stage_2(state, content, standing, framework, today)
headline(
    f"{content.frameworks[framework].short}: {count_of(len(first), 'thing')} missing for stage 1, {len(second)} for stage 2"
)
choose("Standard", "framework", framework_names(order))
view = choose_segment(
    "Show",
    "show",
    {
        "1": "Stage 1: documents",
        "2": "Stage 2: in operation",
        "index": "Index of documents",
        "bodies": "Certification body",
        "days": "Days",
    },
    leaves=["id"],
)
if view == "1":
    whole = stage_table(content, state, framework, "stage 1", first, commands=False)
    st.write(f"{whole.notes[0]} Each line leads to where it is closed." if first else whole.notes[0])
    close_lines(framework, whole, first)
    take_document(state, person, "stage1", framework, "Document index for stage 1")
    with st.container(key="again"), st.expander("The same as a table, to take along"):
        take_along(whole, f"stage-1-{framework}")
elif view == "2":
    st.write("Lines close by what is done and shown to be done: answers, evidence of operation, audits, a review.")
    with st.container(horizontal=True):
        link("assess", "Assessment", {"framework": framework}, ":material/checklist:")
        link("audits", "Propose the internal audits", {"show": "programme"}, ":material/event:")
        link("audits", "Hold a management review", {"show": "review"}, ":material/groups:")
    take_along(stage_table(content, state, framework, "stage 2", second, commands=False), f"stage-2-{framework}")
elif view == "index":
    take_along(
        index_table(content, state, framework, answers.index(state, content, standing, framework, today)),
        f"index-{framework}",
    )
else:
    cls = Body if view == "bodies" else Milestone
    records = state.all(cls)
    chosen = chosen_of(state, cls)
    if view == "bodies":
        found = [(b, body_flags(content, b, framework, today)) for b in state.all(Body)]
        take_along(bodies_table(content, framework, found), f"bodies-{framework}")
    else:
        due = days(state, content, framework, today)
        take_along(days_table(content, state, framework, due, today), f"days-{framework}")
    left, right = st.columns([1, 1], gap="large")
    with left:
        record_list(records, chosen, lambda record: "")
        if not records:
            st.write(
                "No certification body yet. Whoever is asked for a quote is written at the right, with what accredits it."
                if view == "bodies"
                else "No day is set yet: write when stage 1 is planned at the right."
            )
    with right:
        form_head(cls, chosen)
        preset = {"framework": framework} if cls is Milestone else {"certifies": (framework,)}
        record_form(here, cls, chosen, new=New(preset=preset), told=lambda done: say("id", done))
        withdrawn(here, cls)
