"""The first page: where to go, who meets how much of whom, what is new."""

import streamlit as st

from aims_graph.answers.coverage import overview as answers
from aims_graph.answers.coverage.coverage import STATUSES
from aims_graph.present.coverage import pair_in_words
from aims_graph_app import charts, look
from aims_graph_app.finder import find
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.state import library, link, said_of, version


@st.cache_resource(max_entries=2, show_spinner="Comparing the frameworks …")
def view(version: int) -> answers.Overview:
    """Return the overview, computed once for all visitors."""
    return answers.overview(library())


def heatmap(seen: answers.Overview) -> None:
    """Draw the pairs as a heatmap and as a table, and what the chosen cell says."""
    ids = [f.id for f in seen.frameworks]
    st.header("How much of each framework the others meet")
    st.write(
        "Read a row: whoever holds the framework on the left meets so many requirements of the one above. Choose a cell."
    )
    clicked = charts.heatmap(seen)
    chosen = said_of("held", ids, ids[1]), said_of("towards", ids, ids[0])
    # A selection outlives a step back in history; only a new one speaks.
    if clicked != st.session_state.get("clicked") and all(clicked):
        st.session_state["clicked"] = clicked
        if clicked != chosen:
            st.query_params.from_dict({"held": clicked[0], "towards": clicked[1]})
            chosen = clicked
    shades = zip(charts.SHADE_WORDS, charts.SHADES, strict=True)
    draw(
        html('<span class="ag-quiet">Share met in full:</span> {}', look.key({w: look.Paint(c, "") for w, c in shades}))
    )
    pair = seen.pair(*chosen)
    with st.container(border=True, key="pair"):
        if pair is None:
            st.write("That is one framework twice. Choose a cell to see what one framework gives towards another.")
        else:
            draw(html('<p class="ag-lead">{}</p>', pair_in_words(pair)))
            draw(look.bar(pair.counts))
            draw(look.key({status: look.STATUS[status] for status in STATUSES}))
            with st.container(horizontal=True, gap="large"):
                query = {"held": pair.held.id, "towards": pair.towards.id}
                link("what_if", "What remains, requirement by requirement", query, ":material/rule:")
                scope = {"show": "pair", "a": pair.held.id, "b": pair.towards.id}
                link("graph", "The two as a graph", scope, ":material/hub:")
    with st.expander("The same as a table", icon=":material/table_rows:"):
        head = joined([html('<th scope="col" class="n">{}</th>', s) for s in STATUSES])
        rows = joined([
            html("<tr><td>{}</td><td>{}</td>{}</tr>", p.held.short, p.towards.short,
                 joined([html('<td class="n">{}</td>', p.counts[s]) for s in STATUSES]))
            for p in seen.pairs
        ])  # fmt: skip
        draw(html(
            '<table class="ag-table"><thead><tr><th scope="col">Whoever holds</th><th scope="col">meets of</th>{}</tr></thead><tbody>{}</tbody></table>',
            head, rows,
        ))  # fmt: skip


def news(seen: answers.Overview) -> None:
    """Draw what is new in content and in law."""
    content, law = st.columns(2, gap="large")
    with content:
        st.header("New in content")
        st.write(
            f"{seen.rows} mapping rows and {seen.gaps} stated gaps, drafted with a large language model, last on {plain(seen.read_on)}."
        )
        draw(look.facts(seen.editions, stacked=True))
    with law:
        st.header("New in law")
        amended = ", ".join(f"{n} {state}" for state, n in seen.amended.items())
        st.write(f"Of the provisions of the law as amended, {plain(amended)}.")
        draw(look.facts([(day, f"{n} provisions begin to apply") for day, n in seen.dates]))
        link("law", "What binds you, on any day", icon=":material/gavel:")


wanted, held, *_ = library().mapped
QUESTIONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (f"What remains if we hold {held.short}?", "what_if", {"held": held.id, "towards": wanted.id}),
    ("One control for several frameworks", "shared_controls", {}),
    ("The law: what binds us, and when?", "law", {}),
    ("All of them side by side, as a spreadsheet", "matrix", {}),
    ("Ask the graph in SPARQL", "sparql", {}),
    ("How far can I trust this?", "quality", {}),
)

seen = view(version())
st.title(f"{len(seen.frameworks)} frameworks for AI, in one graph")
draw(html(
    '<p class="ag-lead">What answers a requirement of one framework in the others, how far, and what remains on each side.</p><p style="margin:.5rem 0 0">{}</p>',
    joined([look.chip(f) for f in seen.frameworks], " "),
))  # fmt: skip
find("Find a requirement")
for place, column in enumerate(st.columns(3, gap="medium")):
    with column:
        for words, page, query in QUESTIONS[place::3]:
            link(page, words, query, ":material/arrow_forward:")
heatmap(seen)
news(seen)
