"""What the grid was told: written, conflicts and reasons asked for, taken back; all of it through the one way by which a workspace changes."""

from __future__ import annotations

import streamlit as st

from aims_graph.present.workspace import named
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import NOT_APPLICABLE, Answer
from aims_graph.workspace.rules import may_be_left_out
from aims_graph.workspace.store import Change, Workspace
from aims_graph.workspace.values import as_text
from aims_graph_app.assessment_grid import sent
from aims_graph_app.assessment_panel import find_answer, form_of
from aims_graph_app.guard import plain
from aims_graph_app.state import library, say
from aims_graph_app.work import change, look_again

_FIELDS = {"status": "status", "owner": "owner", "due": "due", "note": "note", "reason": "justification"}


class Edits:
    """Changes made in the grid by one person."""

    def __init__(self, place: Workspace, person: Person | None) -> None:
        """Remember where and who."""
        self.place, self.person = place, person

    def ask_reason(self, targets: list[str]) -> None:
        """Ask for the reason without which nothing is declared not applicable."""
        _ask_reason(self.place, self.person, targets)

    def keep(self, targets: list[str], field: str, value: str, seen: int | None) -> None:
        """Write one field of the answers at some requirements, and remember what stood there."""
        before: dict[str, object] = {}
        # Whoever types faster than the grid follows has seen what they wrote themselves.
        wrote: dict[tuple[str, str], int] = st.session_state.setdefault("wrote", {})

        def write(made: Change, seen: int | None = seen) -> None:
            for target in targets:
                old = find_answer(made, target)
                before[target] = getattr(old, field) if old else None
                if old:
                    knew = None if seen is None else max(seen, wrote.get((target, field), 0))
                    made.set(old.id, knew, **{field: value})
                elif value:
                    made.add(Answer, target=target, **{field: value})

        if change(self.place, self.person, write, lambda made: write(made, None)):
            st.session_state.setdefault("undo", []).append((field, value, before))
            for target in targets:
                look_again(form_of(target))
            wrote.update(dict.fromkeys(((t, field) for t in targets), self.place.state().seq))

    def on_edit(self) -> None:
        """Do what the grid was told and has not been done yet."""
        for told in sent("edit") or ():
            if told["n"] > st.session_state.get("edited", 0):
                st.session_state["edited"] = told["n"]
                say("at", str(told["at"]))
                if told["field"]:
                    self.edit(list(told["targets"]), str(told["field"]), str(told["value"]), int(told["seen"]))
                else:
                    self.take_back()

    def edit(self, targets: list[str], field: str, value: str, seen: int) -> None:
        """Write what the grid was told; what is left out needs a reason first, and must be allowed to be."""
        if field != "status" or value != NOT_APPLICABLE:
            self.keep(targets, field, value, seen)
            return
        fixed = [t for t in targets if not may_be_left_out(library(), t)]
        if fixed:
            names = ", ".join(named(library(), t) for t in fixed)
            st.session_state["told"] = (
                f"{names} cannot be left out: whoever claims conformity with this standard meets all of its clauses."
            )
        else:
            st.session_state["left_out"] = targets

    def take_back(self) -> None:
        """Take the last change of this session back, field by field; what somebody else has written since stays theirs."""
        stack = st.session_state.get("undo") or []
        if not stack:
            st.session_state["told"] = "There is nothing to take back."
            return
        field, written, before = stack.pop()
        back: list[str] = []

        def write(made: Change) -> None:
            for target, value in before.items():
                old = find_answer(made, target)
                if old is None or as_text(getattr(old, field)) != written:
                    continue
                back.append(named(library(), target))
                if value is None:
                    made.withdraw(old.id)
                else:
                    made.set(old.id, **{field: value})

        if change(self.place, self.person, write):
            names = ", ".join(back[:4]) + (" …" if len(back) > 4 else "")
            st.session_state["told"] = (
                f"Taken back: {_FIELDS[field]} of {names}."
                if back
                else "Somebody has changed it since: nothing was taken back."
            )


@st.dialog("Why does it not apply?")
def _ask_reason(place: Workspace, person: Person | None, targets: list[str]) -> None:
    """Ask for the reason without which nothing is declared not applicable."""
    st.write(plain(", ".join(named(library(), t) for t in targets)))
    reason = st.text_input("Reason")
    st.caption("One reason for all of them; an auditor reads it in the Statement of Applicability.")

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
