"""A picture as SVG and as GraphML, for reports and for other tools."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

import networkx as nx

from aims_graph.answers.picture.picture import DERIVED, PART, PATH, SUPPORT, Edge, Node, Picture, drawn_as
from aims_graph.answers.topics.topics import leading_function, main_topic
from aims_graph.model import Library
from aims_graph.present.characters import visible, xml_text
from aims_graph.present.colours import FRAMEWORK, fills_by
from aims_graph.present.picture_layout import Place, label, places_of
from aims_graph.present.picture_words import edge_in_words, title_of

_SHAPES = {
    "control": "M-1-1h2v2h-2z",
    "subcategory": "M0-1.15 1.1.85h-2.2z",
    "provision": "M0-1.3 1.3 0 0 1.3-1.3 0z",
    "annex": "M0 1.15 1.1-.85h-2.2z",
    "heading": "M-1.1 0-.55-.95h1.1L1.1 0 .55.95h-1.1z",
}


#: The size of the letters, the height of a line and the room a line needs at most.
_LETTER, _LINE, _LABEL = 13, 15, 230


def picture_svg(library: Library, picture: Picture, by: str = FRAMEWORK) -> str:
    """Return a picture as one SVG document with its legend; ``by`` says what a colour stands for (``COLOUR_BY``). All text is escaped."""
    fills, legend = fills_by(library, by, [n.requirement.id for n in picture.nodes])
    places = places_of(picture)
    xs, ys = zip(*places.values(), strict=True) if places else ((0.0,), (0.0,))
    aside = 100 if picture.crowded else _LABEL / 2 + 30 if picture.scope == PATH else _LABEL + 40
    left, top = min(xs) - aside, min(ys) - 130
    title = visible(title_of(library, picture))
    heading = textwrap.wrap(title, 90)
    step = max(170.0, 50 + 8.5 * max(map(len, legend), default=0))
    wide = max(max(xs) + aside - left, 40 + step * min(len(legend), 4), 40 + 9 * max(map(len, heading), default=0))
    across = max(1, int((wide - 20) // step))
    bottom = max(ys) + (60 if picture.crowded else 30 + max(5, *(len(label(n)) for n in picture.nodes)) * _LINE)
    top -= 20 * (len(heading) - 1) + 22 * (math.ceil(len(legend) / across) - 1)
    body = [_line(edge, places[edge.source], places[edge.target], picture.crowded) for edge in picture.edges]
    for node in picture.nodes:
        body += _node(library, node, places[node.requirement.id], fills[node.requirement.id], picture)
    for n, line in enumerate(heading):
        body.append(f'<text class="h" x="{left + 14:.0f}" y="{top + 34 + 20 * n:.0f}">{xml_text(line)}</text>')
    for n, (word, fill) in enumerate(legend.items()):
        x, y = left + 20 + n % across * step, top + 42 + 20 * len(heading) + n // across * 22
        body.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="7" fill="{fill}" stroke="#333"/>')
        body.append(f'<text x="{x + 14:.0f}" y="{y + 5:.0f}">{xml_text(word)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {wide:.0f} {bottom - top:.0f}" role="img" aria-label={quoteattr(title)}>\n'
        f"<style>text{{font:{_LETTER}px sans-serif;fill:#111;paint-order:stroke;stroke:#fff;stroke-width:4px}}.h{{font-weight:bold;font-size:15px}}.n{{font-weight:bold}}</style>\n"
        '<defs><marker id="to" viewBox="0 0 10 10" refX="24" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">'
        '<path d="M 0 0 L 10 5 L 0 10 z" fill="#55556a"/></marker></defs>\n'
        f'<rect x="{left:.0f}" y="{top:.0f}" width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _line(edge: Edge, a: Place, b: Place, crowded: bool) -> str:
    style = {
        PART: 'stroke="#c4c4cc" stroke-width="0.8"',
        DERIVED: 'stroke="#55556a" stroke-width="1.5" stroke-dasharray="6 5"',
        SUPPORT: 'stroke="#55556a" stroke-width="1.5" stroke-dasharray="1.5 4" marker-end="url(#to)"',
    }
    line = style.get(edge.kind, f'stroke="#55556a" stroke-width="{0.6 + edge.met * (0.3 if crowded else 1.1):.1f}"')
    faint = ' opacity="0.25"' if crowded and edge.kind != PART else ""
    return f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" {line}{faint}/>'


def _node(library: Library, node: Node, place: Place, fill: str, picture: Picture) -> list[str]:
    x, y = place
    size = (13 if node.hub else 6) if picture.crowded else (16 if node.chosen else 11)
    shape = _SHAPES.get(drawn_as(library, node.requirement))
    outline = f'fill="{fill}" stroke="#222"'
    if shape:
        drawn = f'<path transform="translate({x:.1f} {y:.1f}) scale({size})" d="{shape}" stroke-width="{1 / size:.3f}" {outline}>'
    else:
        drawn = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {outline}>'
    tag = "path" if shape else "circle"
    return [f"{drawn}<title>{xml_text(node.requirement.name)}</title></{tag}>", *_label(node, place, size, picture)]


def _label(node: Node, place: Place, size: int, picture: Picture) -> Iterator[str]:
    """Write the label beside the node, on the side that looks away from the centre, or below what has no side."""
    lines = label(node) if not picture.crowded else (node.requirement.number,) * node.hub
    side = 0 if picture.crowded or picture.scope == PATH or node.chosen else 1 if place[0] > 0 else -1
    x = place[0] + side * (size + 9)
    y = place[1] + (5 - (len(lines) - 1) * _LINE / 2 if side else size + 15)
    anchor = {0: "middle", 1: "start", -1: "end"}[side]
    for n, line in enumerate(lines):
        bold = ' class="n"' if n == 0 else ""
        yield f'<text{bold} x="{x:.1f}" y="{y + n * _LINE:.1f}" text-anchor="{anchor}">{xml_text(line)}</text>'


def picture_graphml(library: Library, picture: Picture) -> str:
    """Return a picture as GraphML, with places, main topics and leading functions, for Gephi, yEd, igraph or networkx.

    Every edge has an id of its own. igraph writes its own over it, so the mapping row stands in the edge's data, too, as in the graph.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    places = places_of(picture)
    for node in picture.nodes:
        r = node.requirement
        topic, leads = main_topic(library, r.id), leading_function(library, r.id)
        about = {"topic": visible(topic.label), "led_by": visible(leads.label)} if topic and leads else {}
        x, y = (float(round(at, 1)) for at in places[r.id])
        graph.add_node(
            r.id, **about, number=visible(r.number), title=visible(r.title), framework=r.framework, kind=r.kind, x=x, y=y
        )  # fmt: skip
    for n, edge in enumerate(picture.edges, 1):
        # networkx writes the key as the id, and counts the edges of each pair from 0 if none is given.
        row = edge.row
        stated: dict[str, str | float] = {"row": f"map:{row.row_id}"} if row else {}
        if row and row.confidence is not None:
            stated["confidence"] = float(row.confidence)
        says = visible(edge_in_words(library, edge))
        graph.add_edge(edge.source, edge.target, key=f"e{n}", kind=edge.kind, met=edge.met, says=says, **stated)
    return "\n".join(nx.generate_graphml(graph)) + "\n"
