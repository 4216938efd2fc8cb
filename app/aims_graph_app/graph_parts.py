"""What narrows and colours the graph, the picture, and the list that says the same: pieces of its page."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.picture import picture as answers
from aims_graph.answers.picture.picture import MANY, PART, Filters, Picture
from aims_graph.answers.topics.topics import leading_function, main_topic
from aims_graph.model import Cell, Library
from aims_graph.model.naming import full_name
from aims_graph.present.colours import COLOUR_BY, FRAMEWORK, LEADS, TOPIC
from aims_graph.present.picture_words import edge_in_words
from aims_graph.present.topics import topic_label
from aims_graph_app import network
from aims_graph_app.choices import choose, choose_many, switch
from aims_graph_app.guard import html, joined
from aims_graph_app.linked import a_topic, link_faults
from aims_graph_app.remember import remembered
from aims_graph_app.state import address, framework_names, library
from aims_graph_app.tables import rows_to_pick

LEAST = {"1": "any overlap", "2": "one side is mostly covered", "3": "one side is covered"}


def choose_filters(scope: str) -> tuple[Filters, str]:
    """Draw the filters and what a colour says, and return both."""
    least, derived, which = st.columns([1.7, 2.2, 2.2], vertical_alignment="bottom")
    with which:
        chosen = (
            [] if scope == "pair" else choose_many("Frameworks", "frameworks", framework_names(), hint="All of them")
        )
    with least:
        met = int(choose("Relations", "least", LEAST))
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
    link_faults({"topic": a_topic(topics, scheme="topics"), "leads": a_topic(functions, "function", "functions")})
    about, led, says = st.columns(3)
    with about:
        labels = {i: topic_label(library(), t) for i, t in topics.items()}
        topic = choose("About", "topic", {"": "anything", **labels})
    with led:
        leads = choose("Done by", "leads", {"": "anybody", **{i: f.label for i, f in functions.items()}})
    with says:
        colour = choose("A colour says", "colour", COLOUR_BY, FRAMEWORK)
    return topic, leads, colour


@remembered(200, "Placing the requirements …")
def view(
    content: Library, scope: str, first: str, second: str, steps: int, filters: Filters, colour: str
) -> tuple[Picture, network.Drawing, Markup]:
    """Return a picture, its pyvis data and its legend."""
    order = [f.id for f in content.mapped if filters.holds(f.id)]
    if scope == "near":
        found = answers.around(content, first, steps, filters)
    elif scope == "control":
        found = answers.control(content, first, order, filters)
    elif scope == "path":
        found = answers.path(content, first, second, filters)
    else:
        found = answers.everything(content, filters, (first, second) if scope == "pair" else None)
    return found, network.drawing(content, found, colour), network.legend(content, found, colour)


@remembered(2)
def requirements(content: Library) -> dict[str, str]:
    """Return id -> how a list names it, for all that bear rows."""
    return {i: full_name(content, i) for i in content.requirements if i in content.by_side}


@remembered(2)
def controls(content: Library) -> dict[str, str]:
    """Return the controls that serve two requirements or more, the widest first: id -> name."""
    shared = [c for c in stars(content, [f.id for f in content.mapped]) if len(c.members) > 1]
    return {c.id: full_name(content, c.id) for c in sorted(shared, key=lambda c: -len(c.members))}


@remembered(50)
def listing(
    content: Library, scope: str, first: str, second: str, steps: int, filters: Filters, colour: str, chosen: str
) -> Markup:
    """Return a picture as a list with links, for keyboard and screen reader; one of many may be chosen."""
    seen, *_ = view(scope, first, second, steps, filters, colour)
    edges: dict[str, list[str]] = {}
    for edge in seen.edges:
        if edge.kind != PART:
            says = edge_in_words(content, edge)
            edges.setdefault(edge.source, []).append(says)
            edges.setdefault(edge.target, []).append(says)
    if len(seen.nodes) > MANY:
        names = [n.requirement.id for n in seen.nodes]
        sorts = {
            TOPIC: [main_topic(content, i) for i in names],
            LEADS: [leading_function(content, i) for i in names],
        }
        columns: dict[str, list[Cell]] = {
            "Requirement": [n.requirement.name for n in seen.nodes],
            "Framework": [n.framework for n in seen.nodes],
            **{COLOUR_BY[sort]: [t.label if t else "" for t in found] for sort, found in sorts.items()},
            "Relations": [len(edges.get(i, [])) for i in names],
        }
        alt = "Every requirement of the graph with its number of relations"
        return rows_to_pick(columns, names, chosen, alt, lambda name: address("requirement", {"id": name}))
    return html('<ul class="ag-hits">{}</ul>', joined([
        html('<li><a href="{}">{}</a><p class="ag-quiet">{}</p></li>', address("requirement", {"id": node.requirement.id}),
             full_name(content, node.requirement.id), "" if node.chosen else " ".join(edges.get(node.requirement.id, [])[:2]))
        for node in seen.nodes
    ]))  # fmt: skip
