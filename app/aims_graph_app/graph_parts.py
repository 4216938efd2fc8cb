"""What narrows and colours the graph, and the list that says the same: pieces of its page."""

from __future__ import annotations

import streamlit as st

from aims_graph.answers.picture.picture import MANY, PART, Filters, Picture
from aims_graph.answers.topics.topics import leading_function, main_topic
from aims_graph.model import Cell
from aims_graph.present.colours import COLOUR_BY, FRAMEWORK, LEADS, TOPIC
from aims_graph.present.topics import in_full
from aims_graph.reason.argument import called
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.legal import link_faults
from aims_graph_app.state import address, choose, choose_many, library, switch
from aims_graph_app.tables import pick_row

LEAST = {"1": "any overlap", "2": "one side is mostly covered", "3": "one side is covered"}


def choose_filters(scope: str) -> tuple[Filters, str]:
    """Draw the filters and what a colour says, and return both."""
    names = {f.id: f.short for f in library().mapped}
    least, derived, which = st.columns([1.7, 2.2, 2.2], vertical_alignment="bottom")
    with which:
        chosen = (
            []
            if scope == "pair"
            else choose_many("Frameworks", "frameworks", list(names), words=names.__getitem__, hint="All of them")
        )
    with least:
        met = int(choose("Relations", "least", list(LEAST), words=LEAST.__getitem__))
    with derived, st.container(horizontal=True):
        without = switch("Hide inferred links", "stated", "Draw only what is mapped: what stands in a mapping file.")
        supports = switch("Supports", "supports", "Draw what one hands to another with which it shares nothing, too.")
    topic, leads, colour = _topics()
    return Filters(frozenset(chosen), met, not without, supports, topic, leads), colour


def _topics() -> tuple[str, str, str]:
    """Draw the choice of a topic, of who leads, and of what a colour says; return the ids and the word."""
    if not library().about:
        return "", "", FRAMEWORK
    topics, functions = ({t.id: t for t in library().topics if t.scheme == s} for s in ("topics", "functions"))
    link_faults({"topic": ("topic", topics), "leads": ("function", functions)}, {})
    about, led, says = st.columns(3)
    with about:
        topic = choose(
            "About", "topic", ["", *topics], words=lambda t: in_full(library(), topics[t]) if t else "anything"
        )
    with led:
        leads = choose("Done by", "leads", ["", *functions], words=lambda f: functions[f].label if f else "anybody")
    with says:
        colour = choose("A colour says", "colour", list(COLOUR_BY), FRAMEWORK, COLOUR_BY.__getitem__)
    return topic, leads, colour


def listing(seen: Picture) -> None:
    """Draw a picture as a list with links, for keyboard and screen reader."""
    edges: dict[str, list[str]] = {}
    for edge in seen.edges:
        if edge.kind != PART:
            edges.setdefault(edge.source, []).append(edge.says)
            edges.setdefault(edge.target, []).append(edge.says)
    st.header("The same as a list")
    if len(seen.nodes) > MANY:
        names = [n.requirement.id for n in seen.nodes]
        sorts = {
            TOPIC: [main_topic(library(), i) for i in names],
            LEADS: [leading_function(library(), i) for i in names],
        }
        columns: dict[str, list[Cell]] = {
            "Requirement": [n.requirement.name for n in seen.nodes],
            "Framework": [n.framework for n in seen.nodes],
            **{COLOUR_BY[sort]: [t.label if t else "" for t in found] for sort, found in sorts.items()},
            "Relations": [len(edges.get(i, [])) for i in names],
        }
        alt = "Every requirement of the graph with its number of relations"
        pick_row(columns, names, "sel", alt, lambda name: address("requirement", {"id": name}))
        return
    draw(html('<ul class="ag-hits">{}</ul>', joined([
        html('<li><a href="{}">{}</a><p class="ag-quiet">{}</p></li>', address("requirement", {"id": node.requirement.id}),
             called(library(), node.requirement.id), "" if node.chosen else " ".join(edges.get(node.requirement.id, [])[:2]))
        for node in seen.nodes
    ])))  # fmt: skip
