"""SPARQL: the named queries with their values, or a query of one's own in a process that can reach nothing but the graph."""

import threading

import streamlit as st

from aims_graph.answers.picture.picture import from_table
from aims_graph.answers.sparql_help import editable, example_of
from aims_graph.errors import AimsError, QueryError
from aims_graph.graph.query import SECONDS, NamedQuery, ask, named_queries, run_foreign
from aims_graph.model import Table
from aims_graph.present.table import WRITERS, render
from aims_graph.reason.argument import called
from aims_graph_app import network
from aims_graph_app.editor import edit
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.state import choose, choose_segment, excuse, library, link, said, version

START = """# What do two requirements demand in common, and what does only one of them demand?
SELECT ?number ?title ?shared ?only_42001 WHERE {
  ?row owl:annotatedSource iso42001:A.6.2.8 ; owl:annotatedTarget ?other ; aims:shared ?shared .
  ?other skos:notation ?number ; skos:prefLabel ?title .
  OPTIONAL { ?row aims:subjectOnly ?only_42001 }
}
"""


@st.cache_resource
def turn() -> threading.BoundedSemaphore:
    """Return the right to run: no more than two queries of visitors at once."""
    return threading.BoundedSemaphore(2)


@st.cache_data(max_entries=50, show_spinner=False)
def answer_to(version: int, text: str) -> Table:
    """Run somebody's query; the same text is not run twice."""
    with turn(), st.spinner(f"Running in a process of its own, {SECONDS:g} seconds at most …"):
        return run_foreign(library(), text)


@st.cache_data(max_entries=100, show_spinner="Asking the graph …")
def named_answer(version: int, name: str, given: tuple[tuple[str, str], ...]) -> Table:
    """Answer a named query."""
    return ask(library(), name, dict(given))


def named() -> Table | None:
    """Draw the choice of a named query and its values; return its answer."""
    queries = named_queries()
    chosen: NamedQuery = queries[
        choose("Question", "query", list(queries), "what-maps-to", lambda name: f"{queries[name].title}  ({name})")
    ]
    draw(html('<p class="ag-lead">{}</p>', chosen.question))
    given: dict[str, str] = {}
    if chosen.parameters:
        for column, (name, what) in zip(
            st.columns(min(4, len(chosen.parameters)) or 1) * 2, chosen.parameters.items(), strict=False
        ):
            with column:
                st.session_state[f"p-{name}"] = said(f"p-{name}") or example_of(what)
                st.text_input(plain(name), key=f"p-{name}", help=plain(what), on_change=_say, args=(f"p-{name}",))
                given[name] = st.session_state[f"p-{name}"].strip()
    with st.expander("The query itself", icon=":material/code:"):
        st.code(chosen.text, language=None, wrap_lines=True)
        own = {"mode": "own", "text": editable(chosen, given)}
        st.button(
            "Go on from it as a query of my own",
            icon=":material/edit:",
            on_click=st.query_params.from_dict,
            args=(own,),
        )
    try:
        return named_answer(version(), chosen.name, tuple(given.items()))
    except AimsError as error:
        excuse(error)
    return None


def _say(name: str) -> None:
    st.query_params[name] = st.session_state[name].strip()


def own() -> Table | None:
    """Draw the editor; return the answer to what the URL holds."""
    text = said("text") or START
    found, wrong = None, None
    try:
        found = answer_to(version(), text)
    except QueryError as error:
        wrong = error
    sent = edit(text, wrong)
    if sent and sent != text and sent != st.session_state.get("sent"):
        st.session_state["sent"] = sent
        st.query_params.from_dict({"mode": "own", "text": sent})
        st.rerun()
    if wrong:
        excuse(wrong)
    return found


def show(found: Table) -> None:
    """Draw an answer as a table or as a graph, and offer it as a file."""
    count = len(found.rows)
    st.header(plain(f"{found.title}: {count} row{'s' * (count != 1)}"))
    for note in found.notes:
        st.write(plain(note))
    if not count:
        st.info("Nothing in the graph fits. Ask for less, or look at a named query for the terms that are used.")
        return
    picture = from_table(library(), found)
    if picture and choose_segment("Show it as", "as", ["table", "graph"]) == "graph":
        picked = network.show(network.drawing(library(), picture), f"sparql|{hash(found)}", "")
        if picked in library().requirements:
            link("requirement", f"Open {called(library(), picked)}", {"id": picked})
    else:
        columns = {c: [row[n] for row in found.rows] for n, c in enumerate(found.columns)}
        st.dataframe(columns, hide_index=True, alt="The answer of the query")
    offer("answer", WRITERS, lambda form: render(found, form, library().names))


st.title("SPARQL")
draw(html('<p class="ag-quiet">Nothing typed here changes the graph, reads a file or reaches a network.</p>'))
mode = choose_segment(
    "Ask", "mode", ["named", "own"], words=lambda m: "A named query" if m == "named" else "A query of my own"
)
answer = own() if mode == "own" else named()
if answer is not None:
    show(answer)
