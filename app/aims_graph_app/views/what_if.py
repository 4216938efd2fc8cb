"""Gap analysis: with this in place, what is covered of a target, what at most, what remains, and why."""

from datetime import date

import streamlit as st

from aims_graph.answers.coverage.coverage import (
    Held,
    counts,
)
from aims_graph.counting import count_of, enumerated
from aims_graph.errors import AimsError
from aims_graph.model.naming import number_of
from aims_graph.present.coverage import (
    PREMISE,
    analysis_in_words,
    analysis_title,
    bounds_in_words,
    counts_in_words,
    coverage_table,
    coverage_text,
)
from aims_graph.present.words import days_in_words
from aims_graph_app import look
from aims_graph_app.choices import choose, choose_many
from aims_graph_app.coverage_parts import by_chapter, chapters, choices, listed, owed, settling, view
from aims_graph_app.faults import one_of
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, plain
from aims_graph_app.legal import choose_act, choose_systems, link_faults_of_law
from aims_graph_app.linked import DAYS, a_framework, a_requirement, a_topic, day_said, link_faults
from aims_graph_app.state import entitle, excuse, framework_names, library, said_of, say
from aims_graph_app.tables import as_file

#: The day on which most of the law begins to bind.
USUAL = date(2027, 12, 2)
names = framework_names()


def ask_held() -> Held:
    """Draw what may be held and return it."""
    target, whole, single, shared = st.columns([1.3, 2, 1.2, 1.2])
    with target:
        choose("Target", "towards", names, leaves=["chapter"])
    with whole:
        frameworks = choose_many("Completely in place", "held", names, list(names)[1:2], "Whole frameworks")
    with single:
        also = choose_many("and single requirements", "also", members, hint="Clauses, controls")
    with shared:
        controls = choose_many("and shared controls", "controls", anchors, hint="Controls in place")
    return Held(tuple(frameworks), tuple(dict.fromkeys((*also, *controls))))


def ask_law() -> frozenset[str] | None:
    """Draw who asks under the law and return the provisions that bind; None for all of them."""
    roles = library().terms.of("Role")
    who, what, when, becomes = st.columns([1.2, 1.6, 1.1, 1.6])
    with who:
        labels = {word: role.label for word, role in roles.items()}
        role = choose("Our role", "role", {"": "anybody: all of it", **labels})
    if not role:
        return None
    with what:
        systems = choose_systems()
    with becomes:
        case = choose_act()
    with when:
        first, last = DAYS["on"]
        st.session_state["on"] = day_said("on") or USUAL
        st.date_input(
            "On this day",
            key="on",
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            on_change=lambda: say("on", st.session_state["on"].isoformat()),
        )
    return owed(role, tuple(systems), case, st.session_state["on"].isoformat())


entitle("Gap analysis")
st.title("Gap analysis", anchor=False)
laws = {law.id for law in library().laws}
members, anchors = choices()
functions = {t.id: t.label for t in library().topics if t.scheme == "functions"}
link_faults({
    "held": a_framework(names), "towards": a_framework(names), "function": a_topic(functions, "function", "functions"),
    "also": a_requirement(members, "requirement that bears relations"), "controls": a_requirement(anchors, "shared control"),
})  # fmt: skip
towards = said_of("towards", list(names), next(iter(names), ""))
try:
    held = ask_held()
    if towards in laws:
        link_faults_of_law(f"{days_in_words(str(USUAL))} is shown instead", about_us=False)
    only = ask_law() if towards in laws else None
    seen = view(held, towards, only)
except AimsError as error:
    excuse(error)
    st.stop()
if not seen:
    st.info("Nothing of it binds in that case on that day.")
    draw(look.hint("Choose a later day, another role or another kind of system."))
    st.stop()
found = counts(seen)
entitle(analysis_title(library(), held, towards))
draw(look.lead(analysis_in_words(library(), held, towards)))
draw(look.answer(f"{counts_in_words(found)}; {bounds_in_words(seen)}."))
draw(look.bar(found))
draw(look.legend(found))
chosen = one_of("chapter", list(dict.fromkeys(chapters()[c.requirement.id] for c in seen)), "chapter of the target")
by_chapter(seen, chosen)
draw(look.quiet(PREMISE))
# Of what binds: the page on the law counts it.
uncounted = sorted((only or frozenset()) - {c.requirement.id for c in seen}, key=library().position)
if uncounted:
    numbers = enumerated((number_of(library().requirements[i]) for i in uncounted), "and")
    draw(look.quiet(f"Not counted here, as the other frameworks were not compared with it: {numbers}."))


def written(form: str) -> str | bytes:
    """Return the answer as ``aims-graph given`` writes it."""
    if form == "text":
        return coverage_text(library(), held, towards, seen)
    return as_file(coverage_table(library(), held, towards, seen), form)


draw(look.hint(f"Download all {count_of(len(seen), 'requirement')}, whatever chapter, team or status is chosen:"))
offer("what-remains", ("xlsx", "csv", "json", "text"), written)
where = f": {library().requirements[chosen].name}" if chosen else ""
st.header(plain(f"Requirement by requirement{where}"), anchor=False)
team = choose("Done by", "function", {"": "anybody", **functions}) if functions else ""
about = library().about_of
theirs = [
    c
    for c in seen
    if (not team or (c.requirement.id in about and team in about[c.requirement.id].functions))
    and (not chosen or chapters()[c.requirement.id] == chosen)
]
if theirs:
    shown = listed(theirs, held, towards, only)
    if len(shown) < len(seen):
        draw(look.hint(f"Download the {count_of(len(shown), 'requirement')} of this list:"))
        offer(
            f"what-remains-for-{team.partition(':')[2]}" if team else "what-remains-of-these",
            ("xlsx", "csv"),
            lambda form: as_file(coverage_table(library(), held, towards, shown), form),
        )
else:
    st.write(f"Nothing of it is usually done by {plain(functions.get(team, 'anybody'))}.")
with st.expander("Which questions would settle most?", icon=":material/help:"):
    questions = settling(held, towards)
    draw(look.facts([(f"{row[1]} pairs", row[0]) for row in questions.rows]))
    for note in questions.notes:
        st.write(plain(note))
