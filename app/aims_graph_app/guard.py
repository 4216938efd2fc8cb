"""Nothing imported is ever markup: the one place where text becomes markdown or HTML.

Streamlit reads markdown in nineteen kinds of widget, labels of links and buttons among them; an image in a title would then ask another host. So
text goes to such a widget through :func:`plain`, and into HTML through :func:`html`, whose arguments are escaped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter

import streamlit as st
from markupsafe import Markup, escape

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=\"'/])")
#: What is markup anywhere in a line, and what only where a line begins.
_IN_A_LINE = re.compile(r"([\\`*_\[\]|<>~$&^={}!])")
_BEGINS = re.compile(r"^(\d*)([#+\-.)])")
#: Where a bare address would become a link of its own accord; an invisible word joiner ends it.
_ADDRESS = re.compile(r"(:|@|www)(?=[^\s])", re.IGNORECASE)


def plain(text: object) -> str:
    """Return text that every markdown widget shows letter by letter.

    >>> plain("A.8.15 [x](javascript:1)").replace(chr(0x2060), "")
    'A\\\\.8\\\\.15 \\\\[x\\\\]\\\\(javascript\\\\:1\\\\)'
    """
    return _SPECIAL.sub(r"\\\1", _ADDRESS.sub("\\1\u2060", " ".join(str(text).split())))


def read_aloud(text: object) -> str:
    """Return text for the label of a field, which Streamlit shows as markdown and gives a screen reader letter by letter: escaped only where it would be markup.

    >>> read_aloud("Nr. (point 6)"), read_aloud("1. a_b")
    ('Nr. (point 6)', '1\\\\. a\\\\_b')
    """
    said = _ADDRESS.sub("\\1\u2060", " ".join(str(text).split()))
    return _BEGINS.sub(r"\1\\\2", _IN_A_LINE.sub(r"\\\1", said))


def html(template: str, *values: object, **named: object) -> Markup:
    """Fill a template of ours with text of anybody's; what is not Markup already is escaped.

    >>> html("<b>{}</b>", "<script>")
    Markup('<b>&lt;script&gt;</b>')
    """
    between = _between(template)
    if named or len(between) != len(values) + 1:
        return Markup(template).format(*values, **named)
    parts = [between[0]]
    for value, text in zip(values, between[1:], strict=True):
        parts += (escape(value), text)
    return Markup("".join(parts))


@lru_cache(maxsize=2000)
def _between(template: str) -> tuple[str, ...]:
    """Return what stands between the places of a template where each is a plain ``{}``; nothing for any other.

    Markup reads its template anew each time, which takes longer than to fill it; pages fill thousands.
    """
    found = [""]
    for text, name, form, conversion in Formatter().parse(template):
        found[-1] += text
        if name or form or conversion:
            return ()
        if name is not None:
            found.append("")
    return tuple(found)


def joined(parts: list[Markup], between: str = "") -> Markup:
    """Join pieces of HTML."""
    return Markup(between).join(parts)


def draw(piece: Markup, narrow: bool = False) -> None:
    """Show a piece of HTML; only what came out of :func:`html` fits, and nothing shows nothing. ``narrow``: no wider than it is."""
    if piece:
        st.html(_Whole(piece), width="content" if narrow else "stretch")


class _Whole:
    """HTML that Streamlit takes as it is; it looks a text through for a common indent, which takes longer than to send it."""

    def __init__(self, piece: Markup) -> None:
        self._piece = str(piece)

    def _repr_html_(self) -> str:
        return self._piece
