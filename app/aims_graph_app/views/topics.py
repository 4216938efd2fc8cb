"""Everything about one topic, or what one function does, across the frameworks side by side."""

import streamlit as st

from aims_graph.answers.topics.topics import Shelf, shelf, sizes
from aims_graph.counting import count_of
from aims_graph.model import Cell
from aims_graph.model.naming import full_name
from aims_graph.present.supports import DENIED, KINDS
from aims_graph.present.topics import between_table, shelf_table, topic_label, topics_table
from aims_graph.present.words import MET, PROVENANCE, RELATIONS
from aims_graph_app import look
from aims_graph_app.choices import choose, choose_segment
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.linked import a_topic, link_faults
from aims_graph_app.state import address, entitle, here_with, library, link, said
from aims_graph_app.tables import as_file, pick_row

SCHEMES = {"topics": "Topics", "functions": "Functions that do the work"}


def requirements(seen: Shelf) -> None:
    """Draw the requirements, each a link."""
    members = [r for own in seen.members.values() for r in own]
    table = shelf_table(library(), seen)
    columns: dict[str, list[Cell]] = {
        "Requirement": [r.name for r in members],
        **{
            name.capitalize(): [row[n] for row in table.rows]
            for n, name in enumerate(table.columns)
            if name not in ("number", "requirement", "summary", "id")
        },
    }
    draw(look.answer(count_of(len(members), "requirement")))
    pick_row(columns, [r.id for r in members], "id", f"Requirements: {seen.topic.label}", lambda name: address("requirement", {"id": name}))  # fmt: skip


def between(seen: Shelf) -> None:
    """Draw what is shared, handed over and denied between them."""
    at = library().requirements
    if seen.rows:
        st.header("What they share")
        columns: dict[str, list[Cell]] = {
            "One": [full_name(library(), m.subject_id) for m in seen.rows],
            "Relation": [RELATIONS[m.relation] for m in seen.rows],
            "Other": [full_name(library(), m.object_id) for m in seen.rows],
            "The one is": [MET.get(m.subject_met, "not judged") for m in seen.rows],
            "The other is": [MET.get(m.object_met, "not judged") for m in seen.rows],
            "Both demand": [m.shared for m in seen.rows],
        }
        chosen = pick_row(columns, [m.row_id for m in seen.rows], "row", "What the requirements share")
        row = next((m for m in seen.rows if m.row_id == chosen), None)
        if row:
            for name in (row.subject_id, row.object_id):
                link("requirement", at[name].name, {"id": name})
            draw(look.folded("Why", f"{row.comment} {row.source}."))
    if seen.supports:
        st.header("What one hands to another")
        for s in seen.supports:
            with st.container(border=True, gap="xsmall"):
                link("requirement", full_name(library(), s.giver), {"id": s.giver})
                draw(html("<p>{}, {}, to</p>", s.thing, KINDS[s.kind]))
                link("requirement", full_name(library(), s.taker), {"id": s.taker})
                draw(look.quiet(f"It lacks: {s.lacks}."))
                draw(look.folded(PROVENANCE.capitalize(), s.source))
    if seen.denied:
        st.header(DENIED)
        for m in seen.denied:
            with st.container(border=True, gap="xsmall"):
                for name in (m.subject_id, m.object_id):
                    link("requirement", full_name(library(), name), {"id": name})
                draw(look.folded("Why not", f"{m.comment} {m.source}."))


st.title("Topics", anchor=False)
every = {t.id: t.scheme for t in library().topics}
link_faults({"topic": a_topic(every, "topic or function")})
scheme = choose_segment("Look by", "scheme", SCHEMES, every.get(said("topic"), ""), leaves=["topic", "row"])
known = {t.id: t for t in library().topics if t.scheme == scheme}
if not known:
    st.info("This content names no topics.")
    st.stop()
counts = sizes(library())
labels = {i: f"{topic_label(library(), t)} ({sum(counts[i].values())})" for i, t in known.items()}
asked = choose("Topic" if scheme == "topics" else "Function", "topic", {"": "All of them", **labels}, leaves=["row"])
entitle(f"{known[asked].label}: what demands it" if asked else f"{len(known)} {SCHEMES[scheme].lower()}")
if asked:
    found = shelf(library(), known[asked])
    draw(look.lead(found.topic.definition))
    st.caption(plain(found.topic.scope_note))
    requirements(found)
    between(found)
    offer(asked.partition(":")[2], ("xlsx", "csv"), lambda form: as_file(shelf_table(library(), found), form))
    draw(look.hint("Download what is said between them:"))
    offer(f"{asked.partition(':')[2]}-between", ("csv",), lambda form: as_file(between_table(library(), found), form))
else:
    table = topics_table(library())
    shown = [row for row in table.rows if row[0] == scheme[:-1]]
    columns: dict[str, list[Cell]] = {
        name.capitalize() if name == "called" else name: [row[n] for row in shown]
        for n, name in enumerate(table.columns)
        if n
    }
    pick_row(columns, list(known), "id", SCHEMES[scheme], lambda name: here_with("topic", name))
