"""Migrate an edition: what becomes of our work at the later edition of a framework, and one press that carries what can be carried."""

import streamlit as st

from aims_graph.answers.editions.succession import later_of
from aims_graph.counting import count_of
from aims_graph.model import Table
from aims_graph.present.records import history_table
from aims_graph.present.transition import UNTOUCHED, counts_in_words, kept_in_words, looks_in_words, transition_table
from aims_graph.workspace import transition as t
from aims_graph.workspace.change import Change
from aims_graph.workspace.people import RIGHTS
from aims_graph_app.choices import choose, choose_segment
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.linked import an_edition, link_faults
from aims_graph_app.state import framework_names
from aims_graph_app.tables import take_along
from aims_graph_app.work import change, headline, may, opened, why_not

ALL, KEPT = "all", "kept"
WORDS = {
    ALL: "All",
    t.CARRIED: "Carried",
    t.IN_PART: "Counts in part",
    t.LOOK: "Look",
    t.THERE: "There already",
    KEPT: "What was carried so far",
}

place, state, standing, content, person, today = opened("Migrate an edition")
later, in_use = later_of(content), t.editions_in_use(state, content)
if not later:
    headline("No framework here has two editions")
    st.stop()
offered = in_use + [f for f in later if f not in in_use]
title = st.container()
link_faults({"from": an_edition(offered)})
names = framework_names([*offered, *later.values()])
former = choose("From", "from", {f: f"{names[f]} to {names[later[f]]}" for f in offered})
found = t.transition(state, content, former, later[former])
carried = found.of(t.CARRIED)
entries = len({m.record for m in carried})
earlier, present = found.former.short, found.present.short
with title:
    if former not in in_use:
        headline(f"Nothing to migrate: no entry of ours names {earlier}")
    elif not carried:
        headline(f"{earlier} to {present}: nothing can be carried")
    else:
        headline(f"{earlier} to {present}: {count_of(entries, 'entry')} can be carried")
if former in in_use:
    draw(html("<p>{} {}</p>", counts_in_words(found), UNTOUCHED))
    draw(html("<ul>{}</ul>", joined([html("<li>{}</li>", words) for words in looks_in_words(found)])))

# What whoever presses has before their eyes; if the workspace changed since, nothing is written.
seen = st.session_state.get("migration")
st.session_state["migration"] = (place.folder, found)
if carried:
    lacks = next((noun for noun in t.rights_for(found) if not may(person, noun)), "")
    if lacks:
        able = " or ".join(role for role, nouns in RIGHTS.items() if set(t.rights_for(found)) <= nouns)
        st.caption(plain(f"{why_not(person)} To carry it over, be {able}." if person else why_not(person)))
    if st.button(f"Carry {len(carried)} over", type="primary", disabled=bool(lacks), icon=":material/move_up:"):
        wanted = seen[1] if seen and seen[0] == place.folder and seen[1].former.id == former else found
        made: list[int] = []

        def write(given: Change) -> None:
            """Carry over what was seen, and remember of how many entries."""
            made.append(t.carry_over(given, wanted))

        if change(place, person, write):
            st.session_state["kept"] = kept_in_words(made[-1])
            st.rerun()

view = choose_segment("Show", "show", WORDS, t.CARRIED if carried else t.LOOK if found.of(t.LOOK) else ALL)
if view == KEPT:
    lines = [line for line in place.history() if t.CARRIED_FROM in line.through]
    take_along(history_table(content, state, lines, on_page=True), f"carried-{former}")
else:
    whole = transition_table(content, state, found, "" if view == ALL else view)
    take_along(Table(whole.title, whole.columns, whole.rows), f"migrate-{former}")
