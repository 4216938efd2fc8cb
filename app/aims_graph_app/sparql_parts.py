"""Answers to queries, each worked out once for all visitors."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from aims_graph.answers.picture.picture import Picture, from_table
from aims_graph.errors import QueryError
from aims_graph.graph.isolated import Limits
from aims_graph.graph.pool import BusyError, Pool
from aims_graph.graph.query import answer
from aims_graph.graph.results import Result, as_table
from aims_graph.graph.sparql import judge
from aims_graph.graph.store import store_path
from aims_graph.model import Library, Table
from aims_graph_app.remember import remembered
from aims_graph_app.state import library
from aims_graph_app.tables import for_paper


@st.cache_resource(show_spinner=False)
def pool() -> Pool:
    """Return the processes that answer visitors' queries, started before the first one is asked."""
    started = Pool()
    started.ready(store_path(library()))
    return started


@st.cache_resource(max_entries=16, show_spinner=False)
def answer_to(text: str, store: str) -> Result | QueryError:
    """Run somebody's query; an answer and a failure alike are remembered, for a page runs anew at every click."""
    limits = Limits()
    try:
        question = judge(text, library().names.table)
        with st.spinner(f"Running in a process of its own, {limits.seconds:g} seconds at most …"):
            return pool().ask(Path(store), question, library().names.table, limits)
    except BusyError:
        raise  # In a moment it may be answered.
    except QueryError as error:
        return error


@remembered(100, "Asking the graph …")
def named_answer(content: Library, name: str, given: tuple[tuple[str, str], ...]) -> Result:
    """Answer a named query."""
    return answer(content, name, dict(given))


@remembered(20)
def shown(content: Library, answered: Result, title: str) -> tuple[Table, Picture | None, Markup]:
    """Return an answer as a table, as a picture if it can be one, and for paper."""
    found = as_table(answered, title, content.names.curie)
    return found, from_table(content, found) if found.rows else None, for_paper(found)
