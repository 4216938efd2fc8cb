"""What one may rely on, where it comes from, and what it does not say."""

import streamlit as st

import aims_graph
from aims_graph.counting import count_of
from aims_graph_app import look
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.quality_parts import agreement, sentences, view
from aims_graph_app.state import entitle, library, link


def lines_of(section: str) -> list[tuple[str, str]]:
    """Return what the content says of itself in one section: name and text."""
    return [(s.name, s.text) for s in library().said(section)]


def readings(times_read: dict[int, int]) -> str:
    """Return how many rows were read how often, in words."""
    often = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}
    return ", ".join(
        f"{count_of(rows, 'was', 'were')} read {often.get(times, f'{times} times')}"
        for times, rows in times_read.items()
    )


st.title("Method and quality", anchor=False)
seen = view()
verdict = (
    "No contradiction: all rows can be true at once."
    if not seen.contradictions
    else f"{count_of(seen.contradictions, 'set')} of rows cannot all be true."
)
gaps = (
    "No reasoned gap is answered by other rows."
    if not seen.answered_gaps
    else f"{count_of(seen.answered_gaps, 'reasoned gap is', 'reasoned gaps are')} answered by other rows."
)
entitle(f"Method and quality: {verdict}")
trusted = " ".join(s.text for s in library().said("trust"))
draw(html('<p class="ag-answer">{} {}</p>', trusted, verdict))
read = f"{count_of(seen.rows, 'row states', 'rows state')} a relation: {readings(seen.times_read)}. No reader saw what another had found."
draw(look.lead(f"{read} {gaps}"))

st.header("What it does not say", anchor=False)
draw(look.facts(lines_of("not_said")))

st.header("Do the readings agree?", anchor=False)
for title, table, notes in agreement():
    with st.expander(plain(title)):
        draw(table)
        for note in notes:
            draw(look.quiet(note))
for head, lines in sentences().items():
    with st.expander(plain(head)):
        draw(joined([html('<p class="ag-note" style="margin:.3rem 0">{}</p>', line) for line in lines]))
if not agreement() and not sentences():
    st.info("Nothing has been read a second time yet.")

st.header("Method", anchor=False)
draw(look.facts(lines_of("method")))

st.header("Sources")
for framework, sources in seen.sources:
    draw(
        html(
            "<p style='margin:.4rem 0'>{} <b>{}</b></p>{}",
            look.chip(framework),
            framework.title,
            joined([look.quiet(s) for s in sources]),
        )
    )
with st.expander("Editions", icon=":material/history:"):
    draw(look.facts([(title, f"{status}. {changes}") for title, status, changes in seen.editions]))

st.header("Licence")
draw(
    html(
        "<p class='ag-note'>aims-graph {}: code under Apache-2.0, content under CC BY 4.0 by the aims-graph contributors. {}</p>",
        aims_graph.__version__,
        " ".join(text for _, text in lines_of("licence")),
    )
)
with st.container(horizontal=True):
    link("sparql", "Ask the graph itself", icon=":material/terminal:")
    link("matrix", "Download everything as a workbook", icon=":material/table_chart:")
