"""What binds under a law: in which roles, for which system, on which day; what is open; and what an infringement costs."""

from datetime import date

import streamlit as st

from aims_graph.answers.law.fines import fines
from aims_graph.answers.law.situation import Situation, situation
from aims_graph.answers.law.timeline import timeline
from aims_graph.errors import AimsError
from aims_graph.pack.terms import asked_first
from aims_graph.present.fines import fines_table, maximum_words, nothing
from aims_graph.present.law import asked_in, asked_table, notes, provisions, title
from aims_graph.present.law_groups import binds_workbook
from aims_graph.present.law_plan import plan_calendar, plan_workbook
from aims_graph.present.table import render
from aims_graph_app import charts
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.law_parts import answers_given, ask_questions, show_groups
from aims_graph_app.legal import DAYS, choose_act, choose_systems, day_said, link_faults_of_law
from aims_graph_app.state import choose_many, excuse, library, link, said, said_many, say

FIRST, LAST = DAYS["on"]


def day_slider() -> str:
    """Draw the slider and return its day; a day that is none counts as today."""
    st.session_state["on"] = day_said("on") or min(max(date.today(), FIRST), LAST)
    st.slider(
        "On this day",
        FIRST,
        LAST,
        key="on",
        format="D MMMM YYYY",
        on_change=lambda: say("on", st.session_state["on"].isoformat()),
    )
    return str(st.session_state["on"].isoformat())


def ask() -> tuple[Situation, str]:
    """Draw the questions; return who asks, and the act that is asked about."""
    roles, facts = library().terms.of("Role"), list(library().fact_of)
    first = asked_first(roles)
    left, right = st.columns([1, 2])
    with left:
        role = choose_many("We are", "role", list(roles), [first] if first else [], lambda w: roles[w].label)
    with right:
        systems = choose_systems("Of a system of the kind")
    becomes = choose_act()
    with st.expander("Since when", icon=":material/event:", expanded=bool(said("placed") or said("changed"))):
        a, b = st.columns(2)
        with a:
            placed = day_input("On the market or in service since", "placed")
        with b:
            changed = day_input("Design changed significantly on", "changed")
    asked = situation(library(), role, systems, placed, changed, said_many("is", facts), said_many("isnot", facts))
    return asked, becomes


def day_input(label: str, name: str) -> str:
    """Draw a date that may be left out."""
    first, last = DAYS[name]
    st.session_state[name] = day_said(name)
    st.date_input(
        label,
        key=name,
        min_value=first,
        max_value=last,
        on_change=lambda: say(name, st.session_state[name].isoformat() if st.session_state[name] else ""),
    )
    return st.session_state[name].isoformat() if st.session_state[name] else ""


def show_fines(asked: Situation, day: str) -> None:
    """Draw the card of the maximum fines."""
    with st.expander("What an infringement costs at most", icon=":material/euro:"):
        turnover = st.number_input(
            "Worldwide annual turnover in euro, if you are an undertaking",
            min_value=0.0,
            value=None,
            step=1e6,
            format="%.0f",
        )
        found = fines(library(), asked, day, turnover)
        rows = [
            html(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                library().requirements[m.fine.provision].number,
                m.fine.infringement,
                maximum_words(library(), m),
                m.begins,
            )
            for m in found
        ]
        draw(
            html(
                '<div class="ag-wide"><table class="ag-table"><thead><tr><th>Paragraph</th><th>Infringement</th><th>At most</th><th>From</th></tr></thead><tbody>{}</tbody></table></div>',
                joined(rows),
            )
        )
        for note in nothing(library(), asked, found):
            draw(html('<p class="ag-note">{}</p>', note))
        offer(
            "fines",
            ("csv",),
            lambda form: render(fines_table(library(), asked, found, day, turnover), form, library().names),
        )


if not library().laws:
    st.title("What binds under a law")
    st.info("No framework of this content is a law: none says whom its provisions bind.")
    st.stop()
st.title(plain(f"What binds under the {library().laws[0].short}"), anchor=False)
link_faults_of_law("today is taken")
try:
    asked, becomes = ask()
    day = day_slider()
    milestones = timeline(library(), asked)
    found = asked_in(library(), asked, day, becomes=becomes)
except AimsError as error:
    excuse(error)
    st.stop()
if milestones:
    charts.steps(milestones, day)
    with st.container(horizontal=True, gap="small"):
        for m in milestones:
            st.button(
                plain(f"{m.day}: {m.new} begin"),
                key=f"day-{m.day}",
                type="primary" if m.day == day else "secondary",
                on_click=say,
                args=("on", m.day),
            )
st.header(plain(title(library(), found)), anchor=False)
sure, may = (sum(x.value is v for x in found.found) for v in (True, None))
draw(
    html(
        '<p class="ag-lead">{} bind{}, {} bind{} if an open question is answered so.</p>',
        *(provisions(sure), "s" * (sure == 1), may, "s" * (may == 1)),
    )
)
if not sure and not may:
    st.info(
        "Nothing binds on this day; that is no all-clear. Below stands what holds it off, and until when. Move the day, or choose another role or kind."
    )
answers_given(asked.is_, [f for f in asked.is_not if f in said_many("isnot", list(library().fact_of))])
ask_questions(found.questions)
show_groups(found)
for note in notes(library(), found):
    draw(html('<p class="ag-note">{}</p>', note))
show_fines(asked, day)


def written(form: str) -> str | bytes:
    """Return the answer as a file."""
    return (
        binds_workbook(library(), found)
        if form == "xlsx"
        else render(asked_table(library(), found), form, library().names)
    )


offer("binds", ("xlsx", "csv", "json"), written)
st.subheader("The plan: when what begins", anchor=False)
offer(
    "plan",
    ("xlsx", "ics"),
    lambda form: plan_calendar(library(), asked) if form == "ics" else plan_workbook(library(), asked),
)
link(
    "what_if",
    "What we hold already for these",
    {"towards": library().laws[0].id, "role": asked.roles[0], "system": ",".join(asked.systems), "on": day},
    ":material/rule:",
)
