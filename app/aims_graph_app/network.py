"""Draws a picture without any other host: pyvis makes the data, vis-network comes out of its package, our script draws.

pyvis's own page is not used: it asks a CDN in every mode, and a title that holds the letters "href" runs as HTML there.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.components.v2.types import ComponentRenderer

from aims_graph.answers.picture.picture import DERIVED, MAPPING, PART, PATH, SUPPORT, Node, Picture, drawn_as
from aims_graph.model import Library
from aims_graph.present.colours import FRAMEWORK, fills_by
from aims_graph.present.picture_layout import Place, label, places_of
from aims_graph.present.picture_words import IS_PART, edge_in_words
from aims_graph.present.topics import labels
from aims_graph.present.words import INFERRED, MAPPED
from aims_graph_app import look
from aims_graph_app.guard import html, joined

_HERE = Path(__file__).parent
_HTML = """<div class="frame">
  <div class="tools"><button class="in" aria-label="Zoom in">+</button><button class="out" aria-label="Zoom out">−</button>
  <button class="fit">Fit</button><button class="png">PNG</button></div>
  <div class="canvas" role="img" aria-label="Graph; the same requirements stand in the list below"></div>
</div>"""
SHAPES = {
    "clause": ("dot", "●"),
    "control": ("square", "■"),
    "subcategory": ("triangle", "▲"),
    "provision": ("diamond", "◆"),
    "annex": ("triangleDown", "▼"),
    "heading": ("hexagon", "⬢"),
}


@lru_cache(maxsize=1)
def script() -> str:
    """Return vis-network and our script as one module."""
    found = find_spec("pyvis")
    assert found is not None and found.submodule_search_locations is not None
    library = Path(found.submodule_search_locations[0]) / "templates/lib/vis-9.1.2/vis-network.min.js"
    return library.read_text(encoding="utf-8") + "\n" + (_HERE / "network.js").read_text(encoding="utf-8")


def component() -> ComponentRenderer:
    """Return the component; registering it again under its name is free."""
    return st.components.v2.component("aims_graph_network", html=_HTML, css=_style(), js=script())


@lru_cache(maxsize=1)
def _style() -> str:
    return (_HERE / "network.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Drawing:
    """What the script is told: pyvis's nodes and edges, the frameworks' names and where they stand, whether it is crowded."""

    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]
    headings: list[dict[str, object]]
    crowded: bool
    height: int

    @cached_property
    def encoded(self) -> bytes:
        """The same as JSON, written once: of the whole graph that takes longer than all else on its page."""
        return json.dumps(asdict(self)).encode()


def drawing(library: Library, picture: Picture, by: str = FRAMEWORK) -> Drawing:
    """Return pyvis's nodes and edges for a picture, coloured by what ``COLOUR_BY`` names; all text in them is drawn as text."""
    from pyvis.network import Network

    network = Network(directed=False)
    fills, _ = fills_by(library, by, [n.requirement.id for n in picture.nodes])
    places = places_of(picture)
    for node in picture.nodes:
        x, y = places[node.requirement.id]
        network.add_node(
            node.requirement.id,
            label=_label(node, picture.crowded),
            title=_title(library, node),
            color=fills[node.requirement.id],
            shape=SHAPES.get(drawn_as(library, node.requirement), SHAPES["heading"])[0],
            size=(17 if node.hub else 10) if picture.crowded else (19 if node.chosen else 12),
            x=x,
            y=y,
            hub=node.hub,
            chosen=node.chosen,
            below=node.chosen or picture.scope == PATH,
        )
    for n, edge in enumerate(picture.edges):
        width = {PART: 0.7, DERIVED: 1.5, SUPPORT: 1.5}.get(edge.kind, 1 + 1.6 * (edge.met - 1))
        dashes = [2, 5] if edge.kind == SUPPORT else edge.kind == DERIVED
        arrow = {"arrows": "to"} if edge.kind == SUPPORT else {}
        title = edge_in_words(library, edge)
        network.add_edge(
            edge.source, edge.target, id=n, kind=edge.kind, title=title, width=width, dashes=dashes, **arrow
        )
    nodes, edges, *_ = network.get_network_data()
    return Drawing(nodes, edges, _headings(library, picture, places), picture.crowded, _height(picture, places))


def _height(picture: Picture, places: Mapping[str, Place]) -> int:
    """Return how high the frame is: all it may be for many, no more than its rows for few."""
    rows = [y for _, y in places.values()]
    return 660 if picture.crowded else int(min(660, max(300, max(rows) - min(rows) + 190)))


def _headings(library: Library, picture: Picture, places: Mapping[str, Place]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for framework in dict.fromkeys(n.requirement.framework for n in picture.nodes if picture.crowded):
        xs, ys = zip(
            *(places[n.requirement.id] for n in picture.nodes if n.requirement.framework == framework), strict=True
        )
        middle = (min(xs) + max(xs)) / 2
        found.append({"name": library.frameworks[framework].short, "x": middle, "y": min(ys) - 60})
    return found


def _title(library: Library, node: Node) -> str:
    """Return what is told of a node that is pointed at: its summary, and in words what a colour may say."""
    r = node.requirement
    topics, functions = (labels(library, r.id, scheme) for scheme in ("topics", "functions"))
    about = f"About: {topics}. Done by: {functions}." if topics else ""
    return f"{node.framework} {r.name}: {r.summary} {about}".rstrip(": ")


def _label(node: Node, crowded: bool) -> str:
    r = node.requirement
    if crowded:
        return r.number.replace("Article ", "Art. ") or textwrap.shorten(r.title, 24)
    return "\n".join(label(node))


def show(drawn: Drawing, key: str, selected: str) -> str:
    """Draw it and return the id of the node that was just clicked, else an empty text."""
    own = json.dumps({"key": key, "selected": selected, "file": "aims-graph"}).encode()
    result = component()(key="network", data=own[:-1] + b"," + drawn.encoded[1:], on_picked_change=lambda: None)
    return str(result.get("picked") or "")


def legend(library: Library, seen: Picture, by: str = FRAMEWORK) -> Markup:
    """Return what colours, shapes and lines mean, as far as the picture uses them."""
    _, colours = fills_by(library, by, [n.requirement.id for n in seen.nodes])
    kinds = {drawn_as(library, n.requirement) for n in seen.nodes}
    lines = {e.kind for e in seen.edges}
    parts = [look.key(colours)]
    parts += [
        html('<span class="ag-key">{} {}</span>', sign, kind) for kind, (_, sign) in SHAPES.items() if kind in kinds
    ]
    words = {
        MAPPING: ("3px solid", f"{MAPPED}; the wider, the more is covered"),
        DERIVED: ("2px dashed", INFERRED),
        SUPPORT: ("2px dotted", "hands over to (arrow); nothing is covered by it"),
        PART: ("1px solid", IS_PART),
    }
    parts += [
        html('<span class="ag-key"><i style="border-top:{}"></i>{}</span>', line, word)
        for kind, (line, word) in words.items()
        if kind in lines
    ]
    return html("<div>{}</div>", joined(parts))
