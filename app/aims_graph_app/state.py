"""One library for all visitors, and what the URL says: every choice stands in it, so that a page can be sent to a colleague.

Navigation is by links; a choice on a page writes the URL, which makes one step of history. The widget follows the URL on
every run, so that back and forward move it too.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from aims_graph.answers.requirement.fulltext import index_of
from aims_graph.answers.requirement.towards import shown_pairs
from aims_graph.errors import AimsError, left_out
from aims_graph.model import Library
from aims_graph.present.words import days_in_words
from aims_graph.stack import Stack, open_stack
from aims_graph.workspace.folder import asked_for
from aims_graph_app.guard import plain

VIEWS = Path(__file__).parent / "views"
#: The page one begins at.
HOME = "overview"


def folders() -> list[Path]:
    """Return the folders that ``aims-graph app --content`` named and what the open workspace has of its own, the one put over all others last."""
    found = [Path(folder) for folder in os.environ.get("AIMS_GRAPH_CONTENT", "").split(os.pathsep) if folder]
    place = asked_for()
    if place and any(p.is_file() for p in (place / "content").rglob("*")):
        found.append(place / "content")
    return found


def own_folder() -> Path | None:
    """Return the folder that what is decided on a page goes to: the one put over all others, or that of an open workspace in which nothing is yet."""
    place = asked_for()
    return next(iter([*folders()[::-1], *([place / "content"] if place else [])]), None)


def stack() -> Stack:
    """Return the shipped content with the folders put over it."""
    return _stack(tuple(folders()))


@lru_cache(maxsize=4)
def _stack(over: tuple[Path, ...]) -> Stack:
    return open_stack(*over, alone=bool(os.environ.get("AIMS_GRAPH_ALONE")))


@st.cache_resource(max_entries=2, show_spinner="Reading the content …")
def _warmed(version: int) -> Library:
    """Return the content of one state of its files, with all that is shared; nobody changes it.

    Streamlit collects garbage after every run. What lives as long as the server is taken out of that, else each run would
    walk through the whole content: a tenth of a second.
    """
    content = stack().library
    index_of(content.whole())
    shown_pairs(content)
    gc.collect()
    gc.freeze()
    return content


def library() -> Library:
    """Return the content this run answers from: that of its first look, so that one page never mixes two states of it."""
    if "library" not in st.session_state:
        read_content()
    found: Library = st.session_state["library"]
    return found


def read_content() -> None:
    """Look at the files at the start of a run: an edited table is seen from here on by everything, or by nothing."""
    seen = stack().library
    if st.session_state.get("version") != (now := hash(seen.stamp)):
        st.session_state["version"], st.session_state["library"] = now, _warmed(now)
    # A file that nothing reads comes and goes without another state of the others.
    st.session_state["left_out"] = seen.left_out


def version() -> int:
    """Return what tells this state of the content from others; the first argument of whatever is kept for all visitors."""
    if "version" not in st.session_state:
        read_content()
    return int(st.session_state["version"])


def written(name: str, default: str = "") -> str:
    """Return what the URL says, letter by letter."""
    return str(st.query_params.get(name, default))


def said(name: str, default: str = "") -> str:
    """Return what the URL says: the ids of what a person wrote otherwise, once the page has read them (:mod:`aims_graph_app.linked`)."""
    text = written(name, default)
    return str(st.session_state.get("understood", {}).get((name, text), text))


def understand(name: str, meant: str) -> None:
    """Note what a parameter means as it is written now; the URL stays, so that going back leads away from it."""
    if written(name) and meant:
        st.session_state["understood"][name, written(name)] = meant


def said_of(name: str, allowed: Sequence[str], default: str = "") -> str:
    """Return what the URL says if it is one of these words, else the default."""
    value = said(name, default)
    return value if value in allowed else default


def said_many(name: str, allowed: Sequence[str], default: Sequence[str] = ()) -> list[str]:
    """Return the words of a comma-separated parameter that are known, in the order of the URL."""
    if name not in st.query_params:
        return list(default)
    return [w for w in dict.fromkeys(said(name).split(",")) if w in allowed]


def say(name: str, value: str, default: str = "") -> None:
    """Write one parameter; what is the default anyway leaves the URL."""
    if value == default:
        st.query_params.pop(name, None)
    elif said(name) != value:
        st.query_params[name] = value


def framework_names(ids: Sequence[str] | None = None) -> dict[str, str]:
    """Return frameworks to choose from, id -> short name: those that mappings speak of, or these."""
    known = library().frameworks
    return {i: known[i].short for i in (ids if ids is not None else [f.id for f in library().mapped])}


def link(view: str, label: str, query: Mapping[str, str] | None = None, icon: str | None = None) -> None:
    """Draw a link to a page; the label may be anybody's text."""
    st.page_link(str(VIEWS / f"{view}.py"), label=plain(label), query_params=dict(query or {}), icon=icon)


def address(view: str, query: Mapping[str, str] | None = None) -> str:
    """Return where a page is, for a link in HTML of ours; the first page has no name in it."""
    name = "./" if view == HOME else view
    return f"{name}?{urlencode(query, safe=':,')}" if query else name


def here_with(name: str, value: str) -> str:
    """Return where this very page is once one of its parameters is changed."""
    return address(st.session_state["at"], {**st.query_params.to_dict(), name: value})


def here_without(mended: Mapping[str, str]) -> str:
    """Return where this very page is once some of its parameters are mended; those that are empty then go."""
    kept = {name: text for name, text in st.query_params.to_dict().items() if name not in mended}
    return address(st.session_state["at"], kept | {name: text for name, text in mended.items() if text})


def entitle(answer: str) -> None:
    """Say in the title of the browser's window what the page answers."""
    st.set_page_config(page_title=f"{answer} · aims-graph")


def arrive(view: str) -> None:
    """Note on which page this run is, for :func:`settle`."""
    st.session_state["stayed"] = st.session_state.get("at") == view
    st.session_state["at"] = view
    st.session_state["run"] = st.session_state.get("run", 0) + 1
    st.session_state["understood"] = {}


def settle(name: str) -> str:
    """Return a parameter, and put it into the history if a link on this very page changed it.

    Streamlit 1.67 writes no history for a link to the page one is on; writing the parameter once does. Not on the first run
    after another page, which has its entry already.
    """
    value = written(name)
    if value and st.session_state.get("stayed") and st.session_state.get("settled") != value:
        st.query_params[name] = value
    st.session_state["settled"] = value
    return said(name)


def excuse(error: AimsError) -> None:
    """Say what went wrong and what to do on a page."""
    warn(excuses(error))


def excuses(error: AimsError) -> list[str]:
    """Return what went wrong and what to do on a page, line by line; what is not for whoever visits it goes to the log."""
    if error.shown != error.what:
        logging.getLogger("aims_graph").warning(error.what)
    return [days_in_words(line) for line in (error.shown, *error.advice.split("\n"))]


def warn(lines: Sequence[str]) -> None:
    """Show a warning, line by line."""
    st.warning("  \n".join(map(plain, lines)), icon=":material/info:")


def tell_what_is_left_out() -> None:
    """Say on a page which files of the content were left out, and why."""
    if found := left_out(st.session_state["left_out"]):
        warn([*found, "All else answers; a check of the content names every fault."])
