"""A picture as SVG and as GraphML, for reports and for other tools."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from aims_graph.answers.picture.picture import DERIVED, PART, Node, Picture
from aims_graph.model import Library

_SHAPES = {
    "control": "M-1-1h2v2h-2z",
    "subcategory": "M0-1.15 1.1.85h-2.2z",
    "provision": "M0-1.3 1.3 0 0 1.3-1.3 0z",
    "annex": "M0 1.15 1.1-.85h-2.2z",
    "heading": "M-1.1 0-.55-.95h1.1L1.1 0 .55.95h-1.1z",
}


def picture_svg(library: Library, picture: Picture, fills: Mapping[str, str]) -> str:
    """Return a picture as one SVG document with its legend; ``fills`` holds a colour for each framework. All text is escaped."""
    left = min((n.x for n in picture.nodes), default=0) - 160
    top = min((n.y for n in picture.nodes), default=0) - 110
    right = max((n.x for n in picture.nodes), default=0) + 160
    bottom = max((n.y for n in picture.nodes), default=0) + 90
    where = {n.requirement.id: n for n in picture.nodes}
    body = []
    for edge in picture.edges:
        a, b = where[edge.source], where[edge.target]
        style = {
            PART: 'stroke="#c4c4cc" stroke-width="0.8"',
            DERIVED: 'stroke="#55556a" stroke-width="1.5" stroke-dasharray="6 5"',
        }
        line = style.get(
            edge.kind, f'stroke="#55556a" stroke-width="{0.6 + edge.met * (0.3 if picture.crowded else 1.1):.1f}"'
        )
        faint = ' opacity="0.25"' if picture.crowded and edge.kind != PART else ""
        body.append(f'<line x1="{a.x:.1f}" y1="{a.y:.1f}" x2="{b.x:.1f}" y2="{b.y:.1f}" {line}{faint}/>')
    for node in picture.nodes:
        body += _node(node, fills.get(node.requirement.framework, "#808080"), picture.crowded)
    used = dict.fromkeys(n.requirement.framework for n in picture.nodes)
    for n, framework in enumerate(used):
        x, y = left + 20 + n * 170, top + 62
        body.append(f'<circle cx="{x}" cy="{y}" r="7" fill="{fills.get(framework, "#808080")}" stroke="#333"/>')
        body.append(f'<text x="{x + 14}" y="{y + 5}">{escape(library.frameworks[framework].short)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}" role="img" aria-label={quoteattr(picture.title)}>\n'
        "<style>text{font:13px sans-serif;fill:#111}.h{font-weight:bold;font-size:15px}</style>\n"
        f'<rect x="{left:.0f}" y="{top:.0f}" width="100%" height="100%" fill="#fff"/>\n'
        f'<text class="h" x="{left + 14:.0f}" y="{top + 34:.0f}">{escape(picture.title)}</text>\n' + "\n".join(body) + "\n</svg>\n"
    )  # fmt: skip


def _node(node: Node, fill: str, crowded: bool) -> list[str]:
    size = (13 if node.hub else 6) if crowded else (16 if node.chosen else 11)
    shape = _SHAPES.get(node.kind)
    outline = f'fill="{fill}" stroke="#222"'
    if shape:
        drawn = f'<path transform="translate({node.x:.1f} {node.y:.1f}) scale({size})" d="{shape}" stroke-width="{1 / size:.3f}" {outline}>'
    else:
        drawn = f'<circle cx="{node.x:.1f}" cy="{node.y:.1f}" r="{size}" {outline}>'
    tag = "path" if shape else "circle"
    parts = [f"{drawn}<title>{escape(node.requirement.name)}</title></{tag}>"]
    lines = textwrap.wrap(node.requirement.name, 30)[:3] if not crowded else [node.requirement.number] * node.hub
    for n, line in enumerate(lines):
        y = node.y + size + 15 + n * 15
        parts.append(f'<text x="{node.x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(line)}</text>')
    return parts


def picture_graphml(picture: Picture) -> str:
    """Return a picture as GraphML, with places, for Gephi, yEd or networkx."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for node in picture.nodes:
        r = node.requirement
        graph.add_node(
            r.id, number=r.number, title=r.title, framework=r.framework, kind=r.kind, x=round(node.x, 1), y=round(node.y, 1)
        )  # fmt: skip
    for edge in picture.edges:
        graph.add_edge(edge.source, edge.target, kind=edge.kind, met=edge.met, says=edge.says)
    return "\n".join(nx.generate_graphml(graph)) + "\n"
