"""The first page asks the question one came with: what is left, what the law demands, where something stands; then who covers how much of whom."""

import streamlit as st

from aims_graph import clock
from aims_graph.answers.coverage import overview as answers
from aims_graph.answers.coverage.coverage import FULL, NONE, PART
from aims_graph.counting import count_of
from aims_graph.pack.terms import asked_first
from aims_graph.present.words import days_in_words
from aims_graph_app import look, ours
from aims_graph_app.choices import choose
from aims_graph_app.finder import answer, ask
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.linked import a_framework, a_kind, a_role, link_faults
from aims_graph_app.overview_parts import heat_map, view
from aims_graph_app.state import address, entitle, framework_names, library, link, said

#: So many dates of the law that are still to come are named.
NEXT = 2


def close_the_gap() -> None:
    """Ask what is in place and what is wanted."""
    names = framework_names()
    st.header("Close the gap", anchor=False)
    target, have, *_ = names
    held = choose("We have", "held", names, have, leaves=lambda now: ["towards"] * (said("towards") == now))
    others = {f: short for f, short in names.items() if f != held}
    towards = choose("We want", "towards", others, target if target in others else "")
    link("what_if", "Show what is left", {"held": held, "towards": towards}, ":material/arrow_forward:")


def find_our_duties() -> None:
    """Ask who one is under the law, and for which system."""
    roles, kinds = (library().terms.of(kind) for kind in ("Role", "SystemKind"))
    st.header(plain(f"Find our {library().laws[0].short} duties"), anchor=False)
    role = choose("Our role", "role", {w: r.label for w, r in roles.items()}, asked_first(roles))
    system = choose("Kind of AI system", "system", {w: k.label for w, k in kinds.items()}, asked_first(kinds))
    link("law", "Show our duties", {"role": role, "system": system}, ":material/arrow_forward:")


def look_up() -> str:
    """Ask for a requirement; return the question."""
    st.header("Look up a requirement", anchor=False)
    question = ask("Find a requirement")
    link("requirement", "Go through a framework", icon=":material/arrow_forward:")
    link("topics", "Go by topic or by who does it", icon=":material/arrow_forward:")
    return question


def news(seen: answers.Overview) -> None:
    """Draw what is new in content, and what comes next in law."""
    content, law = st.columns(2, gap="large")
    with content:
        st.header("New in content", anchor=False)
        rows = f"{count_of(seen.rows, 'relation')} and {count_of(seen.gaps, 'reasoned gap')}, last changed on {days_in_words(seen.read_on)}."
        draw(html("<p>{}</p>", rows))
        draw(look.facts(seen.editions, stacked=True))
    coming = [(day, n) for day, n in seen.dates if day > clock.today().isoformat()][:NEXT]
    with law:
        if library().laws:
            st.header("Next in law", anchor=False)
            draw(
                look.facts(
                    [
                        (days_in_words(day), f"{count_of(n, 'provision begins', 'provisions begin')} to apply")
                        for day, n in coming
                    ]
                )
            )
            amended = ", ".join(f"{n} {state}" for state, n in seen.amended.items())
            draw(look.quiet(f"Of the provisions of the law as amended, {amended}."))


entitle("What do we already meet, and what is left?")
st.title("What do we already meet, and what is left?", anchor=False)
draw(joined([html('<p class="ag-trust">{} <a href="{}">How far can I trust this?</a></p>', s.text, address("quality")) for s in library().said("trust")]))  # fmt: skip
frameworks = a_framework({f.id for f in library().mapped})
link_faults({
    "held": frameworks, "towards": frameworks,
    "role": a_role(library().terms.of("Role")), "system": a_kind(library().terms.of("SystemKind")),
})  # fmt: skip
cards = [close_the_gap] * (len(library().mapped) > 1) + [find_our_duties] * bool(library().laws)
with st.container(key="cards"):
    *columns, last = st.columns(len(cards) + 1, gap="small")
for draw_card, column in zip(cards, columns, strict=True):
    with column, st.container(border=True, height="stretch", gap="xsmall"):
        draw_card()
with last, st.container(border=True, height="stretch", gap="xsmall"):
    asked = look_up()
if asked:
    answer(asked)
ours.at_home()
found = view()
st.header("How much of each framework the others cover", anchor=False)
draw(heat_map())
draw(html('<div class="ag-legend">{}<span class="ag-quiet ag-screen">A cell opens what is left.</span></div>', joined([look.status(s) for s in (FULL, PART, NONE)])))  # fmt: skip
news(found)
