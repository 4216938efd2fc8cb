"""A derivation as a picture: the requirements as boxes from top to bottom, each step an arrow with its relation and its row."""

from __future__ import annotations

import textwrap
from xml.sax.saxutils import escape

from aims_graph.model import Library
from aims_graph.model.naming import full_name
from aims_graph.present.characters import visible
from aims_graph.reason.argument import sentence
from aims_graph.reason.derived import Pair
from aims_graph.reason.explanation import Derivation, Step
from aims_graph.reason.relations import CONTAINS, DR, EQ, INSIDE, PO, PP, PPI

_WIDTH, _MARGIN, _LINE, _GAP = 380, 20, 17, 58
_ARROW = {
    EQ: "demands the same as",
    PP: "is inside",
    PPI: "contains",
    PO: "shares demands with",
    DR: "shares nothing with",
    INSIDE: "is a part of",
    CONTAINS: "has as a part",
}
_STYLE = (
    "text{font:13px sans-serif;fill:#1a1a1a}.n{fill:#f4f6f9;stroke:#41597a}.e{stroke:#41597a;stroke-width:1.5}"
    ".r{font-weight:bold}.s{fill:#555;font-size:11px}.c{font-size:14px}"
)


def chain_svg(library: Library, pair: Pair) -> str:
    """Return the derivations of a pair side by side as one SVG document; all text in it is escaped, and what does not show stands as its number."""
    width = max(len(pair.derivations), 1) * (_WIDTH + _MARGIN) + _MARGIN
    conclusion = visible(sentence(library, pair.subject, pair.object, pair.relation))
    head = textwrap.wrap(conclusion[0].upper() + conclusion[1:] + ".", width // 8)
    top = _MARGIN + len(head) * 20 + 10
    body, bottom = _text(head, _MARGIN, _MARGIN + 10, "c", 20), top
    for number, derivation in enumerate(pair.derivations):
        drawn, end = _chain(library, derivation, _MARGIN + number * (_WIDTH + _MARGIN), top)
        body, bottom = body + drawn, max(bottom, end)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{bottom + _MARGIN}" role="img">\n'
        f"<title>{escape(conclusion)}</title>\n<style>{_STYLE}</style>\n"
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#41597a"/></marker></defs>\n'
        '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _chain(library: Library, derivation: Derivation, left: int, y: int) -> tuple[list[str], int]:
    drawn, y = _box(library, derivation.subject, left, y)
    for step in derivation.steps:
        middle = left + 30
        drawn.append(f'<line class="e" x1="{middle}" y1="{y}" x2="{middle}" y2="{y + _GAP - 2}" marker-end="url(#a)"/>')
        sure, where = _place(library, step)
        drawn += _text([_ARROW[step.relation] + sure], middle + 14, y + 25, "r")
        drawn += _text([where], middle + 14, y + 42, "s")
        box, y = _box(library, step.end, left, y + _GAP)
        drawn += box
    return drawn, y


def _box(library: Library, requirement: str, left: int, y: int) -> tuple[list[str], int]:
    lines = textwrap.wrap(visible(full_name(library, requirement)), 52)
    height = len(lines) * _LINE + 16
    box = f'<rect class="n" x="{left}" y="{y}" width="{_WIDTH}" height="{height}" rx="6"/>'
    return [box, *_text(lines, left + 12, y + 21, "t")], y + height


def _place(library: Library, step: Step) -> tuple[str, str]:
    """Return how sure a step is and where it stands."""
    row = step.statement.row
    if row is None:
        return "", visible(str(library.requirements[step.statement.subject].source))
    return f" (confidence {row.confidence:g})" if row.confidence is not None else "", visible(str(row.source))


def _text(lines: list[str], x: int, y: int, kind: str, height: int = _LINE) -> list[str]:
    return [f'<text class="{kind}" x="{x}" y="{y + n * height}">{escape(line)}</text>' for n, line in enumerate(lines)]
