"""Text with marks of Markdown as the markup that OSCAL XML wants in its place: paragraphs, lists, tables, emphasis.

A block becomes markup only where ``oscal_xml`` reads the same text out of it again; any other stays as it is written, as paragraphs with line breaks.
So a text whose stars and underscores are no marks loses none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from markdown_it import MarkdownIt
from markdown_it.token import Token

from aims_graph.exchange.oscal_xml import NAMESPACE, block_text, line_text

_INSERT = re.compile(r"\{\{ insert: (\w+), ([^\s}]+) \}\}")
#: Blocks whose element OSCAL does not have: what is within stands directly in the element around it.
_BARE = {"thead", "tbody"}
_ALONE = {"hr": "hr", "softbreak": "br"}


def tag(name: str) -> str:
    """Return an element's name in the namespace of OSCAL."""
    return f"{{{NAMESPACE}}}{name}"


def line_into(element: Element, text: str) -> None:
    """Put a line of text into an element, its marks as markup."""
    tokens = _parser().parseInline(text)[0].children or []
    found = Element(element.tag)
    _inline(found, tokens)
    if line_text(found) != text:
        found = Element(element.tag)
        _plain(found, text)
    element.text = found.text
    element.extend(found)


def blocks(text: str) -> list[Element]:
    """Return a text as blocks: paragraphs, lists, tables, code, headings, quotes."""
    lines = text.split("\n")
    found: list[Element] = []
    tokens = _parser().parse(text)
    ends = [n for n, token in enumerate(tokens, 1) if token.level == 0 and token.nesting < 1]
    for begin, end in zip([0, *ends], ends, strict=False):
        first, last = tokens[begin].map or (0, 0)
        source = "\n".join(lines[first:last]).strip()
        holder = Element("holder")
        _block(holder, tokens[begin:end])
        found += holder if block_text(holder) == source else _paragraphs(source)
    # What no block takes up, such as the definition of a link, is still text.
    return found if found and block_text(found) == text else _paragraphs(text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _block(into: Element, tokens: Iterable[Token]) -> None:
    """Put block tokens into an element."""
    within = [into]
    for token in tokens:
        if token.type == "inline":
            _inline(within[-1], token.children or [])
        elif token.type == "fence":
            SubElement(within[-1], tag("pre")).text = token.content.rstrip("\n")
        elif token.nesting == 1:
            bare = token.hidden or token.tag in _BARE
            start = {"start": str(token.attrs["start"])} if "start" in token.attrs else {}
            within.append(within[-1] if bare else SubElement(within[-1], tag(token.tag), start))
        elif token.nesting == -1:
            within.pop()
        elif token.type in _ALONE:
            SubElement(within[-1], tag(_ALONE[token.type]))


def _inline(into: Element, tokens: Iterable[Token]) -> None:
    """Put inline tokens into an element."""
    within = [into]
    for token in tokens:
        here = within[-1]
        if token.type == "text":
            _plain(here, token.content)
        elif token.type == "code_inline":
            SubElement(here, tag("code")).text = token.content
        elif token.type == "image":
            SubElement(here, tag("img"), alt=token.content, src=str(token.attrs.get("src", "")))
        elif token.type in _ALONE:
            SubElement(here, tag(_ALONE[token.type]))
        elif token.nesting == 1:
            within.append(SubElement(here, tag(token.tag), {k: str(v) for k, v in token.attrs.items()}))
        elif token.nesting == -1:
            within.pop()


def _paragraphs(text: str) -> list[Element]:
    """Return a text as it is written: a paragraph for each part between empty lines."""
    found = []
    for part in re.split(r"\n\s*\n", text):
        paragraph = Element(tag("p"))
        for number, line in enumerate(part.split("\n")):
            if number:
                SubElement(paragraph, tag("br"))
            _plain(paragraph, line)
        found.append(paragraph)
    return found


def _plain(into: Element, text: str) -> None:
    """Add text behind what an element holds, places where a parameter is inserted as such."""
    at = 0
    for match in _INSERT.finditer(text):
        _say(into, text[at : match.start()])
        SubElement(into, tag("insert"), {"type": match[1], "id-ref": match[2]})
        at = match.end()
    _say(into, text[at:])


def _say(into: Element, text: str) -> None:
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text
