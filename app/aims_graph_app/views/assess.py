"""Assessment: where we stand at each requirement, what other answers settle, what remains, what shows it."""

import datetime as dt

import streamlit as st

from aims_graph.present.workspace import (
    gap_table,
    named,
    progress_in_words,
)
from aims_graph.workspace.duties import bound, counted
from aims_graph.workspace.gap import gap, progress, targets_of
from aims_graph.workspace.records.scope import Person, System
from aims_graph.workspace.records.work import NOT_APPLICABLE, Answer
from aims_graph.workspace.rules import may_be_left_out
from aims_graph.workspace.store import Change, ConflictError
from aims_graph_app.assessment_filter import ALL, VIEWS, Wish, fitting
from aims_graph_app.assessment_grid import grid, rows_of, sent
from aims_graph_app.assessment_panel import find_answer, panel
from aims_graph_app.guard import plain
from aims_graph_app.state import ask_text, choose, choose_segment, library, said, say
from aims_graph_app.tables import take_along
from aims_graph_app.work import ask_who, change, headline, may, now, required, why_not

place = required("Assessment")
state, standing = now(place)
content, today = library(), dt.date.today()
person = ask_who(state)
frameworks = targets_of(state, content)
wanted = said("framework") if said("framework") in frameworks else frameworks[0]
matters = counted(state, content, wanted)
gaps = gap(state, standing, wanted, matters)
done = progress([g.position for g in gaps], wanted)
short = content.frameworks[wanted].short
headline(f"{short}: {progress_in_words(done)}")


def keep(targets: list[str], field: str, value: str, seen: int | None) -> None:
    """Write one field of the answers at some requirements, and remember what stood there."""
    before = {t: (getattr(a, field) if (a := standing.answers.get(t)) else None) for t in targets}

    def write(made: Change) -> None:
        for target in targets:
            old = find_answer(made, target)
            if old:
                made.set(old.id, seen, **{field: value})
            elif value:
                made.add(Answer, target=target, **{field: value})

    if change(place, person, write):
        st.session_state.setdefault("undo", []).append((field, before))


def on_edit() -> None:
    """Write what the grid was told."""
    told = sent("edit")
    if not told:
        return
    if told["field"] == "status" and told["value"] == NOT_APPLICABLE:
        fixed = [t for t in told["targets"] if not may_be_left_out(content, t)]
        if fixed:
            names = ", ".join(named(content, t) for t in fixed)
            st.session_state["told"] = (
                f"{names} cannot be left out: whoever claims conformity with this standard meets all of its clauses."
            )
        else:
            st.session_state["left_out"] = list(told["targets"])
        return
    keep(list(told["targets"]), str(told["field"]), str(told["value"]), int(told["seen"]))


@st.dialog("Why does it not apply?")
def ask_reason(targets: list[str]) -> None:
    """Ask for the reason without which nothing is declared not applicable."""
    st.write(plain(", ".join(named(content, t) for t in targets)))
    reason = st.text_input("Reason", help="An auditor reads it in the Statement of Applicability")

    def without(made: Change) -> None:
        for target in targets:
            old = find_answer(made, target)
            values = {"status": NOT_APPLICABLE, "reason": reason}
            if old:
                made.set(old.id, None, **values)
            else:
                made.add(Answer, target=target, **values)

    if st.button("Keep", type="primary") and change(place, person, without):
        st.rerun()


def on_select() -> None:
    """Move to the row that the grid was told."""
    told = sent("select")
    if told:
        say("at", str(told))


def on_undo() -> None:
    """Take the last change of this session back, field by field."""
    stack = st.session_state.get("undo") or []
    if not stack:
        st.session_state["told"] = "There is nothing to take back."
        return
    field, before = stack.pop()

    def write(made: Change) -> None:
        for target, value in before.items():
            old = find_answer(made, target)
            if old and value is None:
                made.withdraw(old.id)
            elif old:
                made.set(old.id, **{field: value})

    change(place, person, write)


systems = {s.id: s.title for s in state.all(System)}
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("Framework", "framework", frameworks, frameworks[0], lambda f: content.frameworks[f].short)
    owners = sorted({a.owner for a in standing.answers.values() if a.owner})
    owner = choose("Owner", "owner", ["", *owners], "", lambda o: o or "anybody")
    topics = {t.id: t.label for t in content.topics}
    topic = choose("Topic", "topic", ["", *topics], "", lambda t: topics.get(t, "any"))
    system = choose("System", "system", ["", *systems], "", lambda s: systems.get(s, "any"))
    words = ask_text("Find", "find")
view = choose_segment("Show", "show", list(VIEWS), ALL, VIEWS.__getitem__)

wish = Wish(view, owner, topic, system, words, person.name if person else "")
shown = fitting(content, gaps, wish, bound(state, content), today)

conflict = st.session_state.pop("conflict", None)
if isinstance(conflict, ConflictError):
    who = state.get(Person, conflict.line.person).name
    st.warning(
        plain(
            f"{who} changed {conflict.line.field} of {conflict.line.record} to {conflict.line.after} after you looked; yours was not kept."
        )
    )
    if st.button(f"Write mine all the same: {conflict.wanted}"):
        change(place, person, lambda made: made.set(conflict.line.record, **{conflict.line.field: conflict.wanted}))
        st.rerun()
if st.session_state.get("told"):
    st.info(plain(st.session_state.pop("told")))
left_out: list[str] = st.session_state.pop("left_out", [])
if left_out:
    ask_reason(left_out)

at = said("at")
if not any(g.requirement.id == at for g in shown):
    at = shown[0].requirement.id if shown else ""
left, right = st.columns([2, 1], gap="medium")
with left:
    st.caption(
        f"{len(shown)} of {len(gaps)} requirements; saved {dt.datetime.now():%H:%M}"
        + ("" if matters is None else "; those that bind our systems")
    )
    if shown:
        names = [p.name for p in state.all(Person)]
        grid(
            rows_of(content, shown, today),
            f"Requirements of {short}",
            state.seq,
            at,
            names,
            may(person, "answer"),
            why_not(person),
            {"edit": on_edit, "select": on_select, "undo": on_undo},
        )
    else:
        st.write("Nothing here: choose another view above.")
with right:
    found = next((g for g in shown if g.requirement.id == at), None)
    if found:
        panel(place, state, person, found)
take_along(gap_table(content, state, wanted, shown, done), f"gap-{wanted}")


@st.fragment(run_every="5s")
def watch() -> None:
    """Draw the page anew when somebody else has changed something."""
    if place.state().seq != state.seq:
        st.rerun()


watch()
