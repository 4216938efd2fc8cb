"""What the grid was told: written, conflicts and reasons asked for, taken back; all of it through the one way by which a workspace changes.

Streamlit 1.67 cuts a callback off, without a word, at whatever it touches of Streamlit's once the next request is there: what it did stays, what it
would have done is lost; and for a moment two threads may run for one visitor. So what is told is dealt with in plain objects, from the first edit to
the last, by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from aims_graph.present.workspace import named
from aims_graph.workspace.answering import answer_at, write_answer
from aims_graph.workspace.change import Change, ConflictError
from aims_graph.workspace.labels import label
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import NOT_APPLICABLE, Answer
from aims_graph.workspace.rules import may_be_left_out
from aims_graph.workspace.store import Workspace
from aims_graph.workspace.values import as_text
from aims_graph_app.assessment_grid import sent
from aims_graph_app.assessment_panel import form_of
from aims_graph_app.guard import plain
from aims_graph_app.state import excuses, library, say
from aims_graph_app.work import attempt, change, conflicts, look_again, looked, why_not

#: What came of an edit: kept; not kept, and said why; waiting for an answer, or nothing was to be done.
SAVED, REFUSED, OPEN = "saved", "not saved", ""


@dataclass
class Heard:
    """What one visitor's grids said, and what came of it.

    Attributes:
        done: name of a grid -> the number of its last edit that was dealt with.
        undo: what can be taken back: field, what was written, target -> what stood there (``None`` where there was no answer).
        wrote: (target, field) -> the last line of history when this visitor wrote it.
        last: the targets of the last edit, which stay in view until another row is current.
        left_out: what waits for the reason why it does not apply.
        asked: how often a reason was given or declined, after which the grid has the focus again.
        told: what is to be said on the page.
        outcome: what came of the last edits, of which the page says so beside the grid.
        lock: held by whoever deals with what a grid said.
    """

    done: dict[str, int] = field(default_factory=dict)
    undo: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    wrote: dict[tuple[str, str], int] = field(default_factory=dict)
    last: tuple[str, ...] = ()
    left_out: list[str] = field(default_factory=list)
    asked: int = 0
    told: list[str] = field(default_factory=list)
    outcome: str = OPEN
    lock: Lock = field(default_factory=Lock, repr=False)

    def close_question(self) -> None:
        """Note that the question why something does not apply was answered, or will not be."""
        self.left_out.clear()
        self.asked += 1

    def note(self, outcome: str) -> None:
        """Remember what came of an edit; that one was refused stays until it was said why."""
        if not (self.outcome == REFUSED and self.told):
            self.outcome = outcome


class Edits:
    """Changes made in the grid by one person."""

    def __init__(self, place: Workspace, person: Person | None) -> None:
        """Remember where, who, over which content, and all that will be needed of Streamlit's."""
        self.place, self.person, self.content = place, person, library()
        self.heard: Heard = st.session_state.setdefault("heard", Heard())
        self._conflicts, self._looked = conflicts(), looked()

    def on_told(self) -> None:
        """Do what the grid says; cut off before, it says it again, cut off after, all is done."""
        told = sent()
        if told:
            self.hear(told)
            say("at", str(told["at"] or ""))

    def hear(self, told: Mapping[str, Any]) -> None:
        """Do what the grid says and has not been done yet, in order."""
        done, grid = self.heard.done, str(told["grid"])
        with self.heard.lock:
            for edit in told["edits"]:
                if edit["n"] <= done.get(grid, 0):
                    continue
                if not self.heard.told:
                    # What was refused has been said.
                    self.heard.outcome = OPEN
                outcome = REFUSED
                try:
                    if edit["field"]:
                        outcome = self.edit(
                            list(edit["targets"]), str(edit["field"]), str(edit["value"]), int(edit["seen"])
                        )
                    else:
                        outcome = self.take_back()
                finally:
                    # Only now, since the grid says of what is acknowledged what came of it; and in any case, since it
                    # would be said, and done, again otherwise.
                    self.heard.note(outcome)
                    done[grid] = edit["n"]

    def ask_reason(self) -> None:
        """Ask for the reason without which nothing is declared not applicable, as long as it was neither given nor declined."""
        if self.heard.left_out:
            _ask_reason(self.place, self.person, self.heard)

    def keep(self, targets: list[str], name: str, value: str, seen: int | None) -> str:
        """Write one field of the answers at some requirements, and remember what stood there; return what came of it."""
        before: dict[str, Any] = {}
        wrote = self.heard.wrote

        def write(made: Change, seen: int | None = seen) -> None:
            for target in targets:
                old = answer_at(made.state, target)
                before[target] = getattr(old, name) if old else None
                # Whoever types faster than the grid follows has seen what they wrote themselves.
                knew = None if seen is None else max(seen, wrote.get((target, name), 0))
                if old or value:
                    write_answer(made, target, knew, **{name: value})

        self.heard.last = tuple(targets)
        outcome = self._written(write, lambda made: write(made, None))
        if outcome == SAVED:
            self.heard.undo.append((name, value, before))
            for target in targets:
                self._looked.pop(form_of(target), None)
            wrote.update(dict.fromkeys(((t, name) for t in targets), self.place.state().seq))
        return outcome

    def _written(self, what: Callable[[Change], object], again: Callable[[Change], object]) -> str:
        """Make a change and return what came of it; what stood in the way is said, or asked, when the page is drawn."""
        if self.person is None:
            self.heard.told.append(why_not(None))
            return REFUSED
        error = attempt(self.place, self.person, self.content, what, again, self._conflicts)
        if error is None:
            return SAVED
        if isinstance(error, ConflictError):
            return OPEN
        self.heard.told.append(" ".join(excuses(error)))
        return REFUSED

    def edit(self, targets: list[str], name: str, value: str, seen: int) -> str:
        """Write what the grid was told and return what came of it; what is left out needs a reason first, and must be allowed to be."""
        if name != "status" or value != NOT_APPLICABLE:
            return self.keep(targets, name, value, seen)
        fixed = [t for t in targets if not may_be_left_out(self.content, t)]
        if fixed:
            self.heard.told.append(
                f"{self._named(fixed)} cannot be left out: whoever claims conformity with this standard meets all of its clauses."
            )
            return REFUSED
        reasons = {a.target for a in self.place.state().all(Answer) if a.reason}
        given = [t for t in targets if t in reasons]
        outcome = self.keep(given, name, value, seen) if given else OPEN
        asks = [t for t in targets if t not in reasons]
        self.heard.left_out += [t for t in asks if t not in self.heard.left_out]
        return OPEN if asks and outcome == SAVED else outcome

    def take_back(self) -> str:
        """Take the last change of this session back, field by field; what somebody else has written since stays theirs.

        Returns what came of it.
        """
        if not self.heard.undo:
            self.heard.told.append("There is nothing to take back.")
            return OPEN
        name, written, before = self.heard.undo.pop()
        back: list[str] = []

        def write(made: Change) -> None:
            for target, value in before.items():
                old = answer_at(made.state, target)
                if old is None or as_text(getattr(old, name)) != written:
                    continue
                back.append(target)
                if value is None:
                    made.withdraw(old.id)
                else:
                    made.set(old.id, **{name: value})

        outcome = self._written(write, write)
        if outcome == SAVED:
            for target in back:
                self._looked.pop(form_of(target), None)
            self.heard.told.append(
                f"Taken back: {label('answer', name).lower()} of {self._named(back)}."
                if back
                else "Somebody has changed it since: nothing was taken back."
            )
        return OPEN if outcome == SAVED and not back else outcome

    def _named(self, targets: list[str]) -> str:
        return ", ".join(named(self.content, t) for t in targets[:4]) + (
            f" and {len(targets) - 4} more" if len(targets) > 4 else ""
        )


def _ask_reason(place: Workspace, person: Person | None, heard: Heard) -> None:
    """Ask for it in a dialog, which stays while the page behind is drawn anew, until the reason is given or the dialog closed."""
    targets = list(heard.left_out)

    @st.dialog("Why does it not apply?", on_dismiss=heard.close_question)
    def ask() -> None:
        st.write(plain(", ".join(named(library(), t) for t in targets)))
        reason = st.text_input(label("answer", "reason"), key="left-out-reason")
        st.caption("One reason for all of them; an auditor reads it in the Statement of Applicability.")

        def without(made: Change) -> None:
            for target in targets:
                write_answer(made, target, None, status=NOT_APPLICABLE, reason=reason)

        if st.button("Save", type="primary") and change(place, person, without):
            for target in targets:
                look_again(form_of(target))
            heard.close_question()
            st.rerun()

    ask()
