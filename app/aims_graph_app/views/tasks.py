"""Tasks: what is left to do, who does it by when, what each closes in every framework, and which one thing would close most."""

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import actions_table, named, targets_in_words, tasks_table
from aims_graph.workspace.assessed import targets_of
from aims_graph.workspace.duties import counted
from aims_graph.workspace.gap import actions, gap
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import TASK_STATES, Task
from aims_graph.workspace.tasks import closing, make_tasks, wanted
from aims_graph_app import look
from aims_graph_app.choices import choose, choose_segment
from aims_graph_app.guard import draw
from aims_graph_app.linked import a_requirement, an_edition, link_faults
from aims_graph_app.record_form import New, chosen_of, form_head, record_form, record_list, withdrawn
from aims_graph_app.state import framework_names, link, said, say
from aims_graph_app.tables import take_along
from aims_graph_app.work import change, headline, may, opened

here = opened("Tasks")
place, state, standing, content, person, today = here
everything = closing(state, content, standing, today, done_too=True)
open_ = [c for c in everything if not c.task.is_over]
late = sum(c.is_overdue for c in open_)
headline(
    f"{count_of(len(open_), 'task')} open, {late} overdue"
    if everything
    else "No task yet: the gap says what is to be done"
)
view = choose_segment(
    "Show", "show", {"open": "Open", "mine": "Mine", "late": "Overdue", "all": "All", "most": "What closes most"}
)

if view == "most":
    what = choose_segment("Of", "of", {"requirements": "requirements", "groups": "groups"})
    order = choose_segment("Order", "order", {"closes": "closes most", "effort": "closes most for a day of effort"})
    found = actions(state, standing, targets_of(state, content), 20, order == "effort", what == "groups")
    take_along(actions_table(content, state, found), "closes-most")
    st.stop()

names = {p.name for p in state.all(Person)} | {c.task.owner for c in everything if c.task.owner}
owner = choose("Owner", "owner", {"": "anybody", **{name: name for name in sorted(names)}})
shown = everything if view == "all" else open_
shown = [
    c
    for c in shown
    if (not owner or c.task.owner == owner)
    and (view != "mine" or (person and c.task.owner == person.name))
    and (view != "late" or c.is_overdue)
]
chosen = chosen_of(state, Task)


def task_in_words(task: Task) -> str:
    """Return whose it is, by when, and what it would close."""
    one = next(c for c in shown if c.task is task)
    due = f"{'overdue since' if one.is_overdue else 'due'} {days_in_words(str(task.due))}" if task.due else "no date"
    closes = ", ".join(named(content, y) for names_ in one.closes.values() for y in names_)
    ends = f" Would close {closes}." if closes else f" {targets_in_words(content, one)}." if one.binds_none else ""
    return f"{task.state}; {task.owner or 'no owner'}; {due}.{ends}"


left, right = st.columns([3, 2], gap="large")
with left:
    record_list([one.task for one in shown], chosen, task_in_words)
    if not shown:
        st.write("Nothing here." if everything else "No task yet: make them from the gap below, or write one.")
with right:
    form_head(Task, chosen)
    if chosen and may(person, "task"):
        with st.container(horizontal=True):
            pressed = [w for w in TASK_STATES if w != chosen.state and st.button(w, key=f"to-{w}")]
        task_id = chosen.id
        if pressed and change(place, person, lambda made: made.set(task_id, state.seq, state=pressed[0])):
            st.rerun()
    link_faults({"for": a_requirement(content.requirements)})
    preset = {"targets": (said("for"),)} if said("for") in content.requirements else {}
    record_form(here, Task, chosen, new=New(preset=preset), told=lambda done: say("id", done))
    withdrawn(here, Task)
    if chosen:
        for target in chosen.targets:
            if target in content.requirements:
                link("requirement", named(content, target), {"id": target})

draw(look.part("From the gap"))
frameworks = targets_of(state, content)
link_faults({"framework": an_edition(frameworks)})
framework = choose("Framework", "framework", framework_names(frameworks))
gaps = gap(state, standing, framework, counted(state, content, framework))
asked = wanted(gaps)
st.write(f"Open requirements without a task: {len(asked)}.")
if (
    asked
    and st.button(f"Make {count_of(len(asked), 'task')}", disabled=not may(person, "task"))
    and change(place, person, lambda made: make_tasks(made, gaps))
):
    st.rerun()
take_along(tasks_table(content, state, shown), "tasks")
