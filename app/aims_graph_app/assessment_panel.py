"""Beside the grid: one requirement whole, with what an auditor asks for, what is carried to it and why, and its answer to fill in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from aims_graph.present.records import line_value
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import (
    NO_ANSWER,
    asked_in_words,
    carried_in_words,
    changed_in_words,
    left_out_in_words,
    to_extend,
)
from aims_graph.workspace.answering import write_answer
from aims_graph.workspace.carry import FULL
from aims_graph.workspace.change import Change
from aims_graph.workspace.gap import Gap
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import IMPLEMENTED, STATUSES, Answer
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace
from aims_graph_app import look
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.state import library, link
from aims_graph_app.tables import dated
from aims_graph_app.work import change, conflicts, look_again, looked_at, may

#: So many things that are carried are named; the rest stands in the table below.
_NAMED = 6


def form_of(target: str) -> str:
    """Return what the form of the answer at a target is called."""
    return f"answer-{target}"


def panel(place: Workspace, state: State, person: Person | None, found: Gap) -> None:
    """Draw it; what is kept there begins the page anew."""
    content, position, requirement = library(), found.position, found.requirement
    draw(look.part(requirement.name))
    draw(html("<p>{}</p>", asked_in_words(content, requirement)))
    if found.stale:
        words = changed_in_words(content, found.stale)
        st.warning(plain(f"{words[:1].upper()}{words[1:]}. Say its status again once you have looked."))
    if position.conflict:
        st.warning("Another answer entails that it is met, but it is answered as open.")
    _carried(place, person, found)
    _form(place, state, person, found)
    asked = content.evidence_at.get(requirement.id)
    if asked and asked.note:
        draw(html('<p class="ag-quiet"><b>An auditor asks for:</b> {}</p>', asked.note))
    link("evidence", "Attach evidence", {"shows": requirement.id}, ":material/attach_file:")
    link("tasks", "Make a task of it", {"for": requirement.id}, ":material/add_task:")
    if found.evidence:
        st.markdown("**Evidence**")
        for one in found.evidence:
            until = f", valid until {one.valid_until}" if one.valid_until else ""
            draw(html('<p class="ag-quiet">{} {}{}</p>', one.id, one.title, days_in_words(until)))
    if found.tasks:
        st.markdown("**Tasks**")
        for task in found.tasks:
            draw(
                html(
                    '<p class="ag-quiet">{} {}{}</p>',
                    task.id,
                    task.title,
                    days_in_words(f", due {task.due}") if task.due else "",
                )
            )
    if content.frameworks[requirement.framework].is_mapped:
        link("requirement", "Open its page", {"id": requirement.id})
    if position.answer:
        with st.expander("History"):
            for line in place.history(position.answer.id, 30):
                by = state.get(Person, line.person).name
                sides = [line_value(content, state, line, said) or "nothing" for said in (line.before, line.after)]
                was = " → ".join(sides) if line.field else "made"
                at = line.at[:16].replace("T", " ")
                draw(html('<p class="ag-quiet">{} {}: {} {}</p>', days_in_words(at), by, line.field, dated(was)))


def _carried(place: Workspace, person: Person | None, found: Gap) -> None:
    """Say what other answers and certificates settle, and offer to take it over."""
    content, position = library(), found.position
    for source, carried in position.carried[:_NAMED]:
        draw(html('<p class="ag-quiet">{}</p>', dated(carried_in_words(content, source, carried))))
    if len(position.carried) > _NAMED:
        draw(html('<p class="ag-quiet">and {} more, in the table below</p>', len(position.carried) - _NAMED))
    if words := left_out_in_words(content, position):
        draw(html('<p class="ag-quiet">{}</p>', words))
    if words := to_extend(content, position):
        draw(html("<p><b>Still to do:</b> {}</p>", words))
    full = next((pair for pair in position.carried if pair[1].extent == FULL), None)
    if full is None or position.given is not None or not may(person, "answer"):
        return
    if st.button("Take it over as our answer", help="Keeps it as an answer of its own, with what it rests on"):
        values: dict[str, Any] = {"status": IMPLEMENTED}
        if full[0].startswith(f"{Answer.PREFIX}-"):
            values["accepted_from"] = full[0]
        if change(place, person, lambda made: write_answer(made, found.requirement.id, **values)):
            st.rerun()


def _form(place: Workspace, state: State, person: Person | None, found: Gap) -> None:
    """Draw the answer to fill in; what somebody types stays while others change the workspace."""
    target, form = found.requirement.id, form_of(found.requirement.id)
    seen, shown = looked_at(form, state, found.position.answer)
    answer = shown if isinstance(shown, Answer) else None
    if found.position.answer != answer:
        st.info("Its answer was changed after you came here. What you save changes only what you touch.")
    # Of this workspace: another one may have the same record, and as many lines of history.
    with st.form(f"{form}-{seen}-{hash(place.folder)}"):
        place_of = STATUSES.index(answer.status) + 1 if answer and answer.status else 0
        status = st.selectbox("Status", ["", *STATUSES], index=place_of, format_func=lambda s: s or NO_ANSWER)
        owner = st.text_input("Owner", answer.owner if answer else "")
        due = st.date_input("Due", answer.due if answer else None, format="YYYY-MM-DD")
        note = st.text_area("Note", answer.note if answer else "", height=80)
        reason = st.text_input(
            "Justification",
            answer.reason if answer else "",
            help="Needed where it does not apply; for a control, why it was chosen",
        )
        pressed = st.form_submit_button("Save", disabled=not may(person, "answer"))
    if not pressed:
        return
    values = {"owner": owner, "due": due, "note": note, "reason": reason, "status": status}
    begun = answer or Answer(id="", target=target)
    touched = {n: v for n, v in values.items() if v != getattr(begun, n)}
    if found.stale and status:
        touched["status"] = status

    def write(made: Change, seen: int | None = seen) -> None:
        write_answer(made, target, seen, **touched)

    if change(place, person, write, lambda made: write(made, None), f"{found.requirement.number}: saved"):
        look_again(form)
        st.rerun()
    if conflicts():
        look_again(form)
        st.rerun()
