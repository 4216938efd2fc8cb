"""SPARQL: the named queries with their values, or a query of one's own in a process that can reach nothing but the graph."""

import streamlit as st

from aims_graph.answers.sparql_help import editable, examples
from aims_graph.counting import count_of
from aims_graph.errors import AimsError, QueryError
from aims_graph.graph.named import NamedQuery
from aims_graph.graph.query import named_queries
from aims_graph.graph.results import Result, to_turtle
from aims_graph.graph.store import store_path
from aims_graph.model.naming import full_name
from aims_graph.present.table import WRITERS, render
from aims_graph.present.words import EDGE_OF_GRAPHS
from aims_graph_app import look, network
from aims_graph_app.choices import choose, choose_segment
from aims_graph_app.editor import edit
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, plain, read_aloud
from aims_graph_app.linked import Of, link_faults
from aims_graph_app.sparql_parts import answer_to, named_answer, shown
from aims_graph_app.state import entitle, excuse, library, link, said

START = """# What do two requirements demand in common, and what does only this one demand?
SELECT ?number ?title ?shared ?only_here WHERE {{
  ?row owl:annotatedSource {requirement} ; owl:annotatedTarget ?other ; aims:shared ?shared .
  ?other skos:notation ?number ; skos:prefLabel ?title .
  OPTIONAL {{ ?row aims:subjectOnly ?only_here }}
}}
"""


def named() -> tuple[str, Result] | None:
    """Draw the choice of a named query and its values; return its title and its answer."""
    queries = named_queries()
    link_faults({"query": Of("named query", queries)})
    titles = {name: f"{query.title}  ({name})" for name, query in queries.items()}
    chosen: NamedQuery = queries[choose("Question", "query", titles, "what-maps-to")]
    draw(look.lead(chosen.question))
    given: dict[str, str] = {}
    begun = examples(library(), chosen)
    if chosen.parameters:
        parameters, beside = list(chosen.parameters.items()), min(4, len(chosen.parameters))
        # Row by row, so that a keyboard, a screen reader and a narrow screen come to them in their order.
        places = [column for _ in range(0, len(parameters), beside) for column in st.columns(beside)]
        for column, (name, parameter) in zip(places, parameters, strict=False):
            with column:
                st.session_state[f"p-{name}"] = said(f"p-{name}") or begun[name]
                st.text_input(
                    read_aloud(name), key=f"p-{name}", help=plain(parameter), on_change=_say, args=(f"p-{name}",)
                )
                given[name] = st.session_state[f"p-{name}"].strip()
    with st.expander("The query itself", icon=":material/code:"):
        st.code(chosen.text, language=None, wrap_lines=True)
        st.button("Go on from it as a query of my own", icon=":material/edit:", on_click=_go_on, args=(chosen, given))
    try:
        return chosen.title, named_answer(chosen.name, tuple(given.items()))
    except AimsError as error:
        excuse(error)
    return None


def _go_on(query: NamedQuery, given: dict[str, str]) -> None:
    """Go to the editor with a named query, its values written in."""
    st.query_params.from_dict({"mode": "own", "text": editable(library(), query, given)})


def _say(name: str) -> None:
    st.query_params[name] = st.session_state[name].strip()


def own() -> tuple[str, Result] | None:
    """Draw the editor; return the answer to what the URL holds."""
    text, store = said("text") or START.format(requirement=library().example()), str(store_path(library()))
    try:
        found = answer_to(text, store)
    except AimsError as error:
        found = error if isinstance(error, QueryError) else QueryError(error.what, error.advice)
    wrong = found if isinstance(found, QueryError) else None
    sent = edit(text, wrong, _pressed)
    pressed = st.session_state.pop("pressed", False)
    if sent and sent != text and sent != st.session_state.get("sent"):
        st.session_state["sent"] = sent
        st.query_params.from_dict({"mode": "own", "text": sent})
        st.rerun()
    if wrong and pressed and sent == text:
        # Whoever runs it again after a failure means it.
        answer_to.clear(text, store)
        st.rerun()
    if isinstance(found, Result):
        return "Result", found
    excuse(found)
    return None


def _pressed() -> None:
    st.session_state["pressed"] = True


def show(title: str, answered: Result) -> None:
    """Draw an answer as a table or as a graph, and offer it as a file."""
    found, picture, paper = shown(answered, title)
    count = len(found.rows)
    entitle(f"SPARQL: {found.title}, {count_of(count, 'row')}")
    st.header(plain(f"{found.title}: {count_of(count, 'row')}"))
    for note in found.notes:
        st.write(plain(note))
    if not count:
        st.info("Nothing in the graph fits.")
        draw(look.hint("Ask for less, or look at a named query for the terms that are used."))
        return
    if picture and choose_segment("Show it as", "as", {"table": "table", "graph": "graph"}) == "graph":
        picked = network.show(network.drawing(library(), picture), f"sparql|{hash(found)}", "")
        if picked in library().requirements:
            link("requirement", f"Open {full_name(library(), picked)}", {"id": picked})
    else:
        columns = {c: [row[n] for row in found.rows] for n, c in enumerate(found.columns)}
        st.dataframe(columns, hide_index=True, alt="The answer of the query")
        draw(paper)
    offer(
        "answer",
        WRITERS,
        lambda form: (
            to_turtle(answered, library().names.table) if form == "turtle" else render(found, form, library().names)
        ),
    )


st.title("SPARQL", anchor=False)
draw(look.quiet("Nothing typed here changes the graph, reads a file or reaches a network."))
if said("mode") == "own":
    draw(look.quiet(EDGE_OF_GRAPHS))
mode = choose_segment("Ask", "mode", {"named": "A named query", "own": "A query of my own"})
asked = own() if mode == "own" else named()
if asked is not None:
    show(*asked)
