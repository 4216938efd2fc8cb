"""A plan of work as a picture from left to right (SVG), and as GraphML for other tools."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import networkx as nx

from aims_graph.answers.picture.plan_columns import HANDOVER, Bend, Box, Columns, plan_columns
from aims_graph.answers.requirement.before import Plan
from aims_graph.counting import count_of
from aims_graph.model import Library
from aims_graph.model.naming import short_name
from aims_graph.present.characters import visible, xml_text
from aims_graph.present.colours import OTHER, framework_fills
from aims_graph.present.supports import KINDS, plan_title, rings_in_words

_WIDE, _APART, _BETWEEN, _LINE, _PAD, _STRIPE = 290, 90, 16, 16, 9, 8
#: Of a line in a box: so many letters of 13 points, or of 11.
_LETTERS, _SMALL = 36, 40
_STYLE = (
    "text{font:13px sans-serif;fill:#111}.h{font-weight:bold;font-size:16px}.n{font-weight:bold}.s{font-size:11px;fill:#333}"
    ".b{fill:#fff;stroke:#41597a}.t{stroke-width:3}.e{fill:none;stroke:#41597a;stroke-width:1.3}"
    ".p{fill:none;stroke:#b4b9c4;stroke-width:1}.r{fill:#fdf6e3;stroke:#9c5a00;stroke-dasharray:6 4}.c{fill:#7a4600;font-size:12px}"
)


@dataclass(frozen=True)
class _Drawn:
    """A box with its text (style, line), or a bend without any, and its place: left, top and height in pixels."""

    box: Box | Bend
    text: tuple[tuple[str, str], ...]
    x: float
    y: float
    high: float


def plan_svg(library: Library, plan: Plan) -> str:
    """Return a plan as one SVG document: a column for each step, an arrow for all that one requirement hands to another; text is escaped."""
    laid = plan_columns(library, plan)
    drawn = _placed(library, laid)
    title = f"{plan_title(library, plan)}: left before right"
    boxes = [thing for column in laid.columns for thing in column if isinstance(thing, Box)]
    notes = [visible(note) for note in rings_in_words(library, plan)]
    notes.append("Arrow: hands over to. Grey: is a part of. Nothing is met by what is handed over.")
    heads = [("h", title), *(("s", line) for note in notes for line in textwrap.wrap(note, 150))]
    top = min((d.y for d in drawn.values()), default=0.0) - 40
    wide = max(len(laid.columns) * (_WIDE + _APART), 40 + 9 * len(title), 620)
    bottom = max((d.y + d.high for d in drawn.values()), default=0.0) + 30
    high = 24 + len(heads) * 20
    body = [f'<text class="{kind}" x="0" y="{top - high + 20 + n * 20:.0f}">{xml_text(line)}</text>' for n, (kind, line) in enumerate(heads)]  # fmt: skip
    body += [f'<text class="n" x="{n * (_WIDE + _APART)}" y="{top + 8:.0f}">Step {rank + 1}</text>' for n, rank in enumerate(sorted({b.step.rank for b in boxes}))]  # fmt: skip
    body += _rings(laid, drawn)
    body += [_curve(drawn[a], drawn[b], kind) for kind, a, b in laid.lines]
    fills = framework_fills(library)
    for box in boxes:
        body += _box(box, drawn[box.id], fills.get(box.step.requirement.framework, OTHER), box.id == plan.target.id)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide + 40:.0f}" height="{bottom - top + high + 20:.0f}" '
        f'viewBox="-20 {top - high:.0f} {wide + 40:.0f} {bottom - top + high + 20:.0f}" role="img" aria-label={quoteattr(visible(title))}>\n'
        f"<style>{_STYLE}</style>\n"
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#41597a"/></marker></defs>\n'
        f'<rect x="-20" y="{top - high:.0f}" width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _placed(library: Library, laid: Columns) -> dict[str, _Drawn]:
    """Return each box and bend with its place: columns side by side, what stands in one below each other from the top."""
    found = {}
    for n, column in enumerate(laid.columns):
        texts = [_text(library, thing) if isinstance(thing, Box) else () for thing in column]
        heights = [len(text) * _LINE + 2 * _PAD if text else 0 for text in texts]
        rings = [thing.step.ring if isinstance(thing, Box) else () for thing in column]
        # Above the first box of a ring its caption stands.
        gaps = [(_BETWEEN if text else _BETWEEN / 2) + 26 * (bool(ring) and ring != before) for text, ring, before in zip(texts, rings, [(), *rings], strict=False)]  # fmt: skip
        # All begin at the top, where one begins to read: around the middle, the first of a long plan stood out of sight.
        y = 0.0
        for thing, text, high, gap in zip(column, texts, heights, gaps, strict=True):
            y += gap
            found[thing.id] = _Drawn(thing, text, n * (_WIDE + _APART), y, high)
            y += high
    return found


def _text(library: Library, box: Box) -> tuple[tuple[str, str], ...]:
    r = box.step.requirement
    lines = [("n", line) for line in textwrap.wrap(short_name(library, r.id), _LETTERS - 2)]
    lines += [("", line) for line in textwrap.wrap(r.title, _LETTERS, max_lines=3, placeholder=" …") if r.number]
    if box.folded:
        lines.append(("s", f"with {count_of(box.folded, 'part')} of it"))
    for h in box.step.waits_for:
        words = f"← {short_name(library, h.giver.id)}: {h.thing} ({KINDS[h.kind]})"
        lines += [("s", line) for line in textwrap.wrap(visible(words), _SMALL)]
    return tuple(lines)


def _box(box: Box, d: _Drawn, fill: str, is_target: bool) -> list[str]:
    frame = f'x="{d.x}" y="{d.y:.1f}" width="{_WIDE}" height="{d.high:.1f}" rx="5"'
    found = [
        f'<g><title>{xml_text(box.step.requirement.name)}</title><rect class="b{" t" * is_target}" {frame}/>',
        f'<rect x="{d.x + 1}" y="{d.y + 1:.1f}" width="{_STRIPE}" height="{d.high - 2:.1f}" fill="{fill}"/>',
    ]
    for n, (kind, line) in enumerate(d.text):
        at = f'x="{d.x + _STRIPE + 8}" y="{d.y + _PAD + 12 + n * _LINE:.1f}"'
        found.append(f'<text class="{kind}" {at}>{xml_text(line)}</text>')
    return [*found, "</g>"]


def _curve(a: _Drawn, b: _Drawn, kind: str) -> str:
    """Draw a line from the right side of one to the left side of another, through a column where it bends; within a ring it comes in at the right."""
    x, y, to_y = a.x + _WIDE, a.y + a.high / 2, b.y + b.high / 2
    look = "e" if kind == HANDOVER else "p"
    if a.x == b.x:
        path = f"M{x} {y:.1f}C{x + 46} {y:.1f} {x + 46} {to_y:.1f} {x} {to_y:.1f}"
    else:
        half = (b.x - x) / 2
        path = f"M{x} {y:.1f}C{x + half:.0f} {y:.1f} {b.x - half:.0f} {to_y:.1f} {b.x} {to_y:.1f}"
    if isinstance(b.box, Bend):
        return f'<path class="{look}" d="{path}H{b.x + _WIDE}"/>'
    marker = ' marker-end="url(#a)"' * (kind == HANDOVER)
    return f'<path class="{look}" d="{path}"{marker}/>'


def _rings(laid: Columns, drawn: dict[str, _Drawn]) -> list[str]:
    """Draw a frame around each ring, with what it is."""
    found = []
    for ring in dict.fromkeys(
        box.step.ring for column in laid.columns for box in column if isinstance(box, Box) and box.step.ring
    ):
        members = [drawn[r.id] for r in ring if r.id in drawn]
        x, y = members[0].x - 10, min(m.y for m in members) - 24
        high = max(m.y + m.high for m in members) - y + 10
        found.append(f'<rect class="r" x="{x}" y="{y:.1f}" width="{_WIDE + 62}" height="{high:.1f}" rx="8"/>')
        found.append(f'<text class="c" x="{x + 10}" y="{y + 16:.1f}">A ring: they wait for each other, done together</text>')  # fmt: skip
    return found


def plan_graphml(library: Library, plan: Plan) -> str:
    """Return a plan as GraphML: each requirement with its step and its ring, an edge for each thing handed over and from each part to its whole."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rings = list(dict.fromkeys(step.ring for step in plan.steps if step.ring))
    names = {step.requirement.id for step in plan.steps}
    for step in plan.steps:
        r = step.requirement
        ring = {"ring": rings.index(step.ring) + 1} if step.ring else {}
        graph.add_node(r.id, number=visible(r.number), title=visible(r.title), framework=r.framework, step=step.rank + 1, **ring)  # fmt: skip
    handed = [h for step in plan.steps for h in step.waits_for]
    for n, h in enumerate(handed, 1):
        graph.add_edge(h.giver.id, h.taker.id, key=f"e{n}", kind=h.kind, thing=visible(h.thing), source=h.source)
    parts = [(name, p) for name in names if (p := library.requirements[name].parent) in names]
    for n, (part, whole) in enumerate(sorted(parts), len(handed) + 1):
        graph.add_edge(part, whole, key=f"e{n}", kind="part")
    return "\n".join(nx.generate_graphml(graph)) + "\n"
