"""On the page of our own frameworks: what is taken out after a look at what falls with it, and what was taken out and comes back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from aims_graph.errors import AimsError
from aims_graph.own.going import Going, going
from aims_graph.own.moving import bring_back, can_come_back, take_out, taken_out
from aims_graph.own.words import faulty_as_before, going_in_words, in_the_way
from aims_graph.present.records import history_table
from aims_graph.workspace.records import NOUN_OF
from aims_graph.workspace.records.scope import OwnContent, Person
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace
from aims_graph_app import look
from aims_graph_app.bringing import as_here
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.record_form import ask_back, made_in_words
from aims_graph_app.state import excuse, excuses, library, say, stack, version, warn
from aims_graph_app.tables import dated, wrapped
from aims_graph_app.work import THROUGH
from aims_graph_app.working import kept

NOUN = NOUN_OF[OwnContent]


def ask_to_take_out(place: Workspace, state: State, person: Person, into: Path, part: str) -> None:
    """Show what would fall with a framework or crosswalk, and take it out once that is said."""

    def looked() -> Going | list[str]:
        try:
            return going(stack().packs, into, state, part)
        except AimsError as error:
            return excuses(error)

    found = kept(looked, "taking out", version(), str(into), part, state.seq, state.origin)
    if not isinstance(found, Going):
        warn([as_here(line, into) for line in found])
        return
    with st.container(border=True, key="own-going"):
        draw(look.part(f"Take out {found.called}?", on_paper=False))
        draw(
            html("<ul>{}</ul>", joined([html("<li>{}</li>", dated(line)) for line in going_in_words(library(), found)]))
        )
        if why := in_the_way(library(), found):
            warn([*(as_here(line, into) for line in why), "Nothing is taken out as long as this stands."])
        else:
            with st.form("take-out", border=False):
                reason = st.text_input("Why", key="own-why").strip()
                pressed = st.form_submit_button("Take it out", type="primary", icon=":material/output:")
            if pressed and not reason:
                warn(["Say why: the history keeps it."])
            elif pressed:
                try:
                    take_out(place, person, library(), found, THROUGH, reason)
                except AimsError as error:
                    warn([as_here(line, into) for line in excuses(error)])
                    return
                st.session_state["kept"] = f"{found.called}: taken out"
                say("out", "")
                st.rerun()
        if st.button("Leave it in"):
            say("out", "")
            st.rerun()


def taken_out_before(place: Workspace, state: State, person: Person | None, into: Path) -> None:
    """Draw, folded, what was taken out, by whom, when and why, or whose file is gone, and bring one back with what went with it; ``person``: who may, if anybody."""
    gone = can_come_back(state, into)
    if not gone:
        return
    with st.expander(f"Taken out: {len(gone)}", icon=":material/history:"):
        while gone:
            # What went together comes back together, so it is asked for once.
            entry, *others = taken_out(place, state, into, gone[0])
            gone = [r for r in gone if r.id not in {entry.id, *(o.id for o in others)}]
            last = next((one for one in place.history(entry.id) if one.field == "withdrawn"), None)
            how = f"taken out {made_in_words(state, last)}" if last and entry.withdrawn else "its file is gone"
            draw(html('<p class="ag-quiet"><b>{}</b>, {}, {}</p>', entry.title, f"content/{entry.file}", how))
            draw(
                joined([html('<p class="ag-quiet">With it: {}, {}</p>', o.title, f"content/{o.file}") for o in others])
            )
            if (into / entry.file).exists():
                draw(
                    look.hint(
                        "Another version of it is here. Take that one out first; then this one can be brought back."
                    )
                )
                continue
            reason = ask_back(entry.id) if person else ""
            if person and reason:
                try:
                    back, faults = bring_back(place, person, library(), stack().packs, into, entry.id, THROUGH, reason)
                except AimsError as error:
                    excuse(AimsError(*(as_here(text, into) for text in (error.shown, error.advice))))
                    continue
                st.session_state["kept"] = f"{', '.join(one.title for one in back)}: brought back"
                st.session_state["back-faults"] = [as_here(line, into) for line in faulty_as_before(faults)]
                st.rerun()


def own_history(place: Workspace, state: State) -> None:
    """Draw, folded, who brought in, took out and brought back what."""
    lines = [line for line in place.history() if line.noun == NOUN]
    if lines:
        with st.expander("Who brought in and took out what", icon=":material/history:"):
            wrapped(history_table(library(), state, lines, on_page=True))
