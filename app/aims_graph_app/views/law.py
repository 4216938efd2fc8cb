"""What binds under the AI Act: in which role, for which system, on which day; and what changes if one becomes the provider."""

from dataclasses import replace
from datetime import date

import streamlit as st

from aims_graph.answers.law.binds import BECOMES, Situation, binds_table, situation
from aims_graph.answers.law.timeline import timeline
from aims_graph.errors import AimsError
from aims_graph.model import Cell
from aims_graph.present.table import render
from aims_graph_app import charts, look
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.legal import choose_systems, link_faults_of_law
from aims_graph_app.state import choose, choose_many, choose_segment, excuse, library, link, said, say
from aims_graph_app.tables import pick_row

WHICH = {"all": "All", "always": "Always", "only": "Only if"}
FIRST, LAST = date(2024, 8, 1), date(2031, 12, 31)


def day_slider() -> str:
    """Draw the slider and return its day; a day that is none counts as today."""
    try:
        day = date.fromisoformat(said("on"))
    except ValueError:
        day = date.today()
    st.session_state["on"] = min(max(day, FIRST), LAST)
    st.slider(
        "On this day",
        FIRST,
        LAST,
        key="on",
        format="D MMMM YYYY",
        on_change=lambda: say("on", st.session_state["on"].isoformat()),
    )
    return str(st.session_state["on"].isoformat())


def ask() -> Situation:
    """Draw the questions and return who asks."""
    roles, bearers = library().terms.of("Role"), library().terms.of("Qualifier")
    left, right = st.columns([1, 2])
    with left:
        role = choose("We are a", "role", list(roles), "deployer", lambda w: roles[w].label)
    with right:
        systems = choose_systems("Of a system of the kind")
    cases = ["", *BECOMES]
    becomes = choose(
        "Article 25: do we become its provider?",
        "becomes",
        cases,
        "",
        lambda c: BECOMES[c][1].capitalize() if c else "No",
    )
    with st.expander(
        "More about you and the system",
        icon=":material/tune:",
        expanded=any(said(n) for n in ("is", "isnot", "placed", "changed")),
    ):
        a, b = st.columns(2)
        with a:
            is_ = choose_many("We are", "is", list(bearers), words=lambda w: bearers[w].label, hint="Not said")
            placed = day_input("On the market or in service since", "placed")
        with b:
            is_not = choose_many(
                "We are not", "isnot", list(bearers), words=lambda w: bearers[w].label, hint="Not said"
            )
            changed = day_input("Design changed significantly on", "changed")
    return situation(library(), role, systems, placed, changed, is_, is_not, becomes)


def day_input(label: str, name: str) -> str:
    """Draw a date that may be left out."""
    try:
        st.session_state[name] = date.fromisoformat(said(name)) if said(name) else None
    except ValueError:
        st.session_state[name] = None
    st.date_input(
        label,
        key=name,
        min_value=date(2000, 1, 1),
        max_value=LAST,
        on_change=lambda: say(name, st.session_state[name].isoformat() if st.session_state[name] else ""),
    )
    return st.session_state[name].isoformat() if st.session_state[name] else ""


def decided(provision: str, words: Cell) -> str:
    """Return what decided, the provision's own condition first: what follows is the same for many rows and may be cut off."""
    found = library().requirements[provision].provision
    condition = found.condition if found else ""
    rest = [part for part in str(words or "").replace(condition, "", 1 if condition else 0).split("; ") if part]
    return "; ".join(filter(None, (condition, *rest)))


st.title("What binds under the EU AI Act")
link_faults_of_law("today is taken")
try:
    asked = ask()
    day = day_slider()
    milestones = timeline(library(), asked)
    table = binds_table(library(), asked, day)
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
st.header(plain(table.title), anchor=False)
certain = sum(not r[6] for r in table.rows)
which = (
    choose_segment("Show", "binds", list(WHICH), words=WHICH.__getitem__) if 0 < certain < len(table.rows) else "all"
)
every, table = (
    table,
    replace(table, rows=tuple(r for r in table.rows if which == "all" or (which == "only") == bool(r[6]))),
)
counts = (
    f"{len(table.rows)}" + f" of {len(every.rows)}" * (which != "all") + f" provision{'s' * (len(every.rows) != 1)}"
)
split = (
    f", {len(every.rows) - certain} of them only if something holds"
    if which == "all" and certain < len(every.rows)
    else ""
)
draw(html('<p class="ag-lead">{}{}.</p>', counts, split))
if table.rows:
    columns: dict[str, list[Cell]] = {
        "Number": [r[0] for r in table.rows],
        "Provision": [str(r[1]).strip("()") for r in table.rows],
        "Only if": [r[6] for r in table.rows],
        "In effect": [r[3] for r in table.rows],
        "Decided by": [decided(str(r[8]), r[7]) for r in table.rows],
        "Nature": [r[2] for r in table.rows],
    }
    chosen = pick_row(columns, [str(r[8]) for r in table.rows], "row", "The provisions that bind", height=430)
    if chosen:
        row = next(r for r in table.rows if r[8] == chosen)
        with st.container(border=True, key="row-panel"):
            link("requirement", f"{row[0]} {row[1]}", {"id": chosen}, ":material/open_in_new:")
            facts = [
                ("what it demands", library().requirements[chosen].summary),
                ("nature", row[2]),
                ("in effect", row[3]),
                ("formally", row[4]),
                ("only if", row[6]),
                ("decided by", decided(chosen, row[7])),
            ]
            draw(look.facts(facts))
    offer("binds", ("csv", "json"), lambda form: render(table, form, library().names))
    link(
        "what_if",
        "What we hold already for these",
        {"towards": library().laws[0].id, "role": asked.role, "system": ",".join(asked.systems), "on": day},
        ":material/rule:",
    )
else:
    st.info("Nothing binds yet on this day. Move the day, or choose another role or kind of system.")
for note in table.notes:
    draw(html('<p class="ag-note">{}</p>', note))
