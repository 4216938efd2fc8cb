"""What one may rely on, where it comes from, and what it does not say."""

import streamlit as st

import aims_graph
from aims_graph.answers.trust.trust import Trust, trust
from aims_graph.model import Table
from aims_graph.present.agreement import supports_agree, topics_agree
from aims_graph_app import look
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.state import entitle, library, link, version


def said_of(section: str) -> list[tuple[str, str]]:
    """Return what the content says of itself in one section: name and text."""
    return [(s.name, s.text) for s in library().said(section)]


#: How far the readings agree of what is no row: its heading, and what says so.
BESIDE_ROWS = {"Supports and reasoned noes": supports_agree, "Topics and functions": topics_agree}


@st.cache_resource(max_entries=2, show_spinner=False)
def sentences(version: int) -> dict[str, tuple[str, ...]]:
    """Return the same sentences as the report on the content's quality, by heading; those that say nothing are left out."""
    found = {head: said(library()) for head, said in BESIDE_ROWS.items()}
    return {head: said for head, said in found.items() if said}


@st.cache_resource(max_entries=2, show_spinner="Looking for contradictions …")
def view(version: int) -> Trust:
    """Return it, computed once for all visitors."""
    return trust(library())


def agreement(figures: Table) -> None:
    """Draw how one later reading agrees with what stood before it, a column for each pair of frameworks."""
    head = joined(
        [html('<th scope="col" class="n" style="white-space:normal">{}</th>', row[0]) for row in figures.rows]
    )
    body = joined([
        html("<tr><th scope='row'>{}</th>{}</tr>", column, joined([html('<td class="n">{}</td>', "–" if row[n] is None else row[n]) for row in figures.rows]))
        for n, column in enumerate(figures.columns)
        if n
    ])  # fmt: skip
    draw(
        html(
            '<div class="ag-wide" tabindex="0" role="region" aria-label="{}"><table class="ag-table"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>',
            figures.title,
            head,
            body,
        )
    )
    for note in figures.notes:
        draw(html('<p class="ag-quiet">{}</p>', note))


def readings(times_read: dict[int, int]) -> str:
    """Return how many rows were read how often, in words."""
    often = {1: "once", 2: "twice", 3: "three times"}
    return ", ".join(f"{rows} were read {often.get(times, f'{times} times')}" for times, rows in times_read.items())


st.title("Method and quality", anchor=False)
seen = view(version())
verdict = (
    "No contradiction: all rows can be true at once."
    if not seen.contradictions
    else f"{seen.contradictions} sets of rows cannot all be true."
)
gaps = (
    "No reasoned gap is answered by other rows."
    if not seen.answered_gaps
    else f"{seen.answered_gaps} reasoned gaps are answered by other rows."
)
entitle(f"Method and quality: {verdict}")
trusted = " ".join(s.text for s in library().said("trust"))
draw(html('<p class="ag-answer">{} {}</p>', trusted, verdict))
read = f"{seen.rows} rows state a relation: {readings(seen.times_read)}. No reader saw what another had found."
draw(html('<p class="ag-lead">{} {}</p>', read, gaps))

st.header("What it does not say", anchor=False)
draw(look.facts(said_of("not_said")))

st.header("Do the readings agree?", anchor=False)
for figures in seen.agreement:
    if figures.rows:
        with st.expander(plain(figures.title)):
            agreement(figures)
for head, lines in sentences(version()).items():
    with st.expander(plain(head)):
        draw(joined([html('<p class="ag-note" style="margin:.3rem 0">{}</p>', line) for line in lines]))
if not any(figures.rows for figures in seen.agreement) and not sentences(version()):
    st.info("Nothing has been read a second time yet.")

st.header("Method", anchor=False)
draw(look.facts(said_of("method")))

st.header("Sources")
for framework, sources in seen.sources:
    draw(
        html(
            "<p style='margin:.4rem 0'>{} <b>{}</b></p>{}",
            look.chip(framework),
            framework.title,
            joined([html('<p class="ag-quiet">{}</p>', s) for s in sources]),
        )
    )
with st.expander("Editions", icon=":material/history:"):
    draw(look.facts([(title, f"{status}. {changes}") for title, status, changes in seen.editions]))

st.header("Licence")
draw(
    html(
        "<p class='ag-note'>aims-graph {}: code under Apache-2.0, content under CC BY 4.0 by the aims-graph contributors. {}</p>",
        aims_graph.__version__,
        " ".join(text for _, text in said_of("licence")),
    )
)
with st.container(horizontal=True):
    link("sparql", "Ask the graph itself", icon=":material/terminal:")
    link("matrix", "Download everything as a workbook", icon=":material/table_chart:")
