"""What a picture of the graph is called, and what each of its lines says."""

from __future__ import annotations

from aims_graph.answers.controls.shared_controls import Member
from aims_graph.answers.picture.picture import ALL, CONTROL, NEAR, PAIR, PATH, TABLE, Edge, ListedPair, Picture
from aims_graph.counting import count_of
from aims_graph.model import Library, Mapping, Support
from aims_graph.model.naming import full_name, short_name
from aims_graph.reason.argument import sentence
from aims_graph.reason.derived import Pair

IS_PART = "is a part of"
_TITLE = {
    NEAR: "What surrounds {0}",
    CONTROL: "Shared control {0}",
    PATH: "From {0} to {1}: {steps}",
    PAIR: "{0} and {1}",
    ALL: "All that bears a relation",
    TABLE: "{0}",
}


def title_of(library: Library, picture: Picture) -> str:
    """Return what a picture is called."""
    shown = picture.of
    if picture.scope == PAIR:
        shown = tuple(library.frameworks[f].short for f in picture.of)
    elif picture.scope != TABLE:
        shown = tuple(full_name(library, requirement) for requirement in picture.of)
    return _TITLE[picture.scope].format(*shown, steps=count_of(picture.steps, "step"))


def edge_in_words(library: Library, edge: Edge) -> str:
    """Return what an edge says of its two ends."""
    match edge.basis:
        case Mapping():
            return _row(edge.basis, short_name(library, edge.source), short_name(library, edge.target))
        case Pair(subject, object_, relation):
            return f"Derived: {sentence(library, subject, object_, relation)}."
        case Support() as s:
            giver, taker = short_name(library, s.giver), short_name(library, s.taker)
            return f"{giver} hands over to {taker}, as {s.kind}: {s.thing}. Nothing is met by it."
        case Member() as m:
            return f"met {m.how}. {m.adds}".strip()
        case ListedPair(columns, cells):
            return "; ".join(f"{c}: {v}" for c, v in zip(columns, cells, strict=True) if v is not None)
    return IS_PART


def _row(row: Mapping, x: str, y: str) -> str:
    """Return what a row says of two requirements called x and y; how far, and what both demand, only if it says so."""
    parts = [f"{met.capitalize()} of {of} is met" for met, of in ((row.subject_met, x), (row.object_met, y)) if met]
    if not parts:
        parts = [f"{x} and {y} share demands"]
    return ". ".join((*parts, *([f"Both demand: {row.shared}"] if row.shared else ()))) + "."
