"""The workspace of the explorer: which one is open, who works in it, and where it stands now.

On one's own machine a person says who they are by choosing their name; where a login is configured, the login says it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import streamlit as st
from platformdirs import user_data_dir

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import named, organisation_of
from aims_graph.workspace.carry import Standing, standing
from aims_graph.workspace.change import Change, ConflictError
from aims_graph.workspace.dashboard import Past
from aims_graph.workspace.folder import VARIABLE, asked_for
from aims_graph.workspace.labels import label
from aims_graph.workspace.people import RIGHTS
from aims_graph.workspace.people import VARIABLE as PERSON
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace, open_workspace
from aims_graph_app.guard import plain
from aims_graph_app.state import entitle, excuse, library, link

THROUGH = "explorer"
#: What this browser calls whoever works here, so that a page that is loaded anew does not ask again.
_COOKIE = "aims_graph_person"
_REMEMBER = """export default ({ data }) => {
  document.cookie = `${data.cookie}=${encodeURIComponent(data.name)}; path=/; max-age=31536000; SameSite=Strict`;
}"""


def home() -> Path:
    """Return where workspaces that are made by one click lie."""
    return Path(os.environ.get("AIMS_GRAPH_HOME") or user_data_dir("aims-graph"))


@st.cache_resource(max_entries=8)
def _opened(folder: str) -> Workspace:
    return open_workspace(folder)


def workspace() -> Workspace | None:
    """Return the open workspace; ``None`` if there is none.

    Raises:
        AimsError: if it cannot be opened.
    """
    folder = asked_for()
    return None if folder is None else _opened(str(folder.resolve()))


def headline(words: str) -> None:
    """Head a page with its answer, which is what its window is called too."""
    st.title(plain(words), anchor=False)
    entitle(words)


def required(title: str) -> Workspace:
    """Return the open workspace; where none is, say so under this title and end the page."""
    try:
        place = workspace()
    except AimsError as error:
        headline(title)
        excuse(error)
        link("workspace", "Open another workspace")
        st.stop()
    if place is None:
        headline(title)
        st.write("No workspace is open.")
        link("workspace", "Start one, or look at an example")
        st.stop()
    return place


class Opened(NamedTuple):
    """What a page answers from: the workspace, its records, where the organisation stands, the content, who works here, the day."""

    place: Workspace
    state: State
    standing: Standing
    content: Library
    person: Person | None
    today: dt.date


def opened(title: str) -> Opened:
    """Return what a page of the open workspace answers from, once it has asked who works here; where none is open, end the page under this title."""
    place = required(title)
    state, standing = now(place)
    return Opened(place, state, standing, library(), ask_who(state), clock.today())


def serves_others() -> bool:
    """Return whether this explorer is reached by more people than whoever sits at this machine."""
    return os.environ.get("AIMS_GRAPH_LOGIN") == "required"


def choose_workspace(folder: Path | None) -> None:
    """Open a workspace for this server, or close the one that is open.

    Raises:
        AimsError: if it cannot be opened, or the explorer serves others, for whom one was chosen where it was started.
    """
    if serves_others():
        raise AimsError("The workspace of this server is chosen where it is started.", "Ask whoever runs it.")
    if folder is None:
        os.environ.pop(VARIABLE, None)
    else:
        open_workspace(folder)
        os.environ[VARIABLE] = str(folder)


@st.cache_resource(max_entries=8)
def _last(folder: str) -> dict[str, Any]:
    """Return where the last standing of a workspace is kept, from which the next one is made."""
    return {}


def now(place: Workspace) -> tuple[State, Standing]:
    """Return the records and where the organisation stands, as of this moment."""
    state = place.state()
    kept, content = _last(str(place.folder)), library()
    before = kept.get("standing")
    if kept.get("seq") != state.seq or before is None or before.library is not content:
        kept["standing"] = standing(state, content, before=before)
        kept["seq"] = state.seq
    return state, kept["standing"]


def past(place: Workspace) -> Past:
    """Return how far the organisation was on earlier days, as far as it was worked out from this content: for :func:`burn_up`."""
    kept, content = _last(str(place.folder)), library()
    if kept.get("past of") is not content:
        kept["past of"], kept["past"] = content, {}
    found: Past = kept["past"]
    return found


def me(state: State) -> Person | None:
    """Return who works here: by login, by choice, or the only one there is; ``None`` as long as nobody said."""
    people = state.all(Person)
    if serves_others() or getattr(st.user, "is_logged_in", False):
        is_sure = getattr(st.user, "is_logged_in", False) and st.user.get("email_verified") is not False
        login = str(st.user.get("email") or "") if is_sure else ""
        return next((p for p in people if login and p.login.casefold() == login.casefold()), None)
    name = st.session_state.get("person") or os.environ.get(PERSON, "") or unquote(st.context.cookies.get(_COOKIE, ""))
    return next((p for p in people if p.name == name), people[0] if len(people) == 1 else None)


def _forget_another(place: Workspace) -> None:
    """Forget what this visitor has at hand of another workspace, whoever opened this one, and in whichever window."""
    folder = str(place.folder)
    if st.session_state.setdefault("worked_in", folder) != folder:
        for name in ("heard", "conflicts", "looked"):
            st.session_state.pop(name, None)
        st.session_state["worked_in"] = folder


def ask_who(state: State) -> Person | None:
    """Say who works here and let them be chosen; say what was kept last, and ask about what somebody else changed meanwhile."""
    place = workspace()
    if place is not None:
        _forget_another(place)
    person = _asked(state)
    if "kept" in st.session_state:
        st.toast(plain(st.session_state.pop("kept")), icon=":material/check:")
    # There even if it is empty, so that what follows is not drawn anew and keeps the focus.
    with st.container():
        if place is not None and conflicts():
            _settle(place, state, person)
    return person


def _asked(state: State) -> Person | None:
    """Return who works here, chosen in the side bar, or on the page as long as nobody was; a login cannot be chosen."""
    people = state.all(Person)
    # It stays at the foot of the side bar, however long the list of pages is.
    foot = st.sidebar.container(key="who", gap="xxsmall")
    foot.caption(plain(organisation_of(state)))
    if serves_others() or getattr(st.user, "is_logged_in", False):
        found = me(state)
        with foot:
            st.write(plain(f"{found.name}, {found.role}") if found else "Nobody in this workspace: an owner adds you.")
        return found
    names = [p.name for p in people]
    found = me(state)
    with foot if found else st.container(border=True, key="asked"):
        chosen = st.selectbox(
            "I am" if found else "Who are you? You may look around without a name; what you change is recorded with it",
            names,
            index=names.index(found.name) if found else None,
            placeholder="Choose your name",
            help="Every change is recorded with the name of who made it.",
            format_func=lambda name: f"{name}, {next(p.role for p in people if p.name == name)}",
        )
    if chosen and (not found or chosen != found.name):
        st.session_state["person"] = chosen
        st.rerun()
    if found and unquote(st.context.cookies.get(_COOKIE, "")) != found.name:
        with foot:
            remember = st.components.v2.component("aims_graph_person", js=_REMEMBER)
            remember(key="remember-person", data={"name": found.name, "cookie": _COOKIE}, height=1)
    return found


def may(person: Person | None, noun: str) -> bool:
    """Return whether somebody may change a kind of entry."""
    return person is not None and noun in RIGHTS[person.role]


def why_not(person: Person | None) -> str:
    """Return what stands in the way of changing something."""
    if person is None:
        return "Choose your name first: every change is recorded with it."
    return f"{person.name} is {person.role} here and may only read this."


@dataclass
class Conflict:
    """What was not kept because somebody else had changed it, and how it is written all the same."""

    error: ConflictError
    again: Callable[[Change], object]
    is_told: bool = False


def conflicts() -> list[Conflict]:
    """Return what this visitor is still to be asked about, oldest first."""
    found: list[Conflict] = st.session_state.setdefault("conflicts", [])
    return found


def _settle(place: Workspace, state: State, person: Person | None) -> None:
    """Ask whoever came second to a field what is to stand there."""
    found = conflicts()[0]
    line, content = found.error.line, library()
    who, record = state.get(Person, line.person).name, state.records[line.noun].get(line.record)
    theirs, mine = (days_in_words(said) or "nothing" for said in (found.error.theirs, found.error.wanted))
    of = named(content, str(getattr(record, "target", ""))) or line.record
    if not found.is_told:
        # The page may be scrolled down, as to a row of the grid.
        found.is_told = True
        st.toast(plain(f"{who} changed {of} meanwhile. Choose at the top of the page what stands."), duration="long")
    with st.container(border=True):
        st.warning(
            plain(
                f"{who} changed {label(line.noun, line.field).lower()} of {of} to “{theirs}” while you were at it."
                f" Yours, “{mine}”, is not saved yet."
            )
        )
        with st.container(horizontal=True):
            if st.button("Write mine all the same"):
                conflicts().remove(found)
                if change(place, person, found.again):
                    st.rerun()
            if st.button("Leave theirs"):
                conflicts().remove(found)
                st.rerun()


#: A form that so many runs did not draw is not before anybody's eyes any more; one run may be cut short by the next.
_GAP = 3


@dataclass
class _Looked:
    """What a form showed when it was first drawn: the last line of history it knew, the record, and the last run that drew it."""

    seq: int
    record: Record | None
    run: int


def looked() -> dict[str, _Looked]:
    """Return the forms this visitor has before their eyes."""
    found: dict[str, _Looked] = st.session_state.setdefault("looked", {})
    return found


def looked_at(form: str, state: State, record: Record | None) -> tuple[int, Record | None]:
    """Return what whoever fills in a form has before their eyes: the last line of history and the record.

    That of the form's first drawing, so that what somebody types stays while others change the workspace.
    """
    run, seen = st.session_state["run"], looked()
    if form not in seen or seen[form].run < run - _GAP:
        seen[form] = _Looked(state.seq, record, run)
    seen[form].run = run
    return seen[form].seq, seen[form].record


def look_again(form: str) -> None:
    """Let a form be drawn anew, from what stands now."""
    looked().pop(form, None)


def change(
    place: Workspace,
    person: Person | None,
    what: Callable[[Change], object],
    again: Callable[[Change], object] | None = None,
    kept: str = "",
) -> bool:
    """Make a change and return whether it was kept; says on the page what stood in the way.

    Args:
        place: the workspace.
        person: who makes it.
        what: the change.
        again: the same, written although somebody else changed a field meanwhile.
        kept: what is said once it is kept.
    """
    if person is None:
        st.warning(why_not(person))
        return False
    error = attempt(place, person, library(), what, again or what, conflicts())
    if error is None and kept:
        st.session_state["kept"] = kept
    if error is not None and not isinstance(error, ConflictError):
        excuse(error)
    return error is None


def attempt(
    place: Workspace,
    person: Person,
    content: Library,
    what: Callable[[Change], object],
    again: Callable[[Change], object],
    waiting: list[Conflict],
) -> AimsError | None:
    """Make a change and return why it was not kept, if it was not; touches nothing of Streamlit's, so that a callback may do it.

    A conflict joins those ``waiting`` for an answer; what else stood in the way is for the caller to say.
    """
    try:
        with place.change(person, content, THROUGH) as made:
            what(made)
    except ConflictError as error:
        waiting.append(Conflict(error, again))
        return error
    except AimsError as error:
        return error
    return None
