"""The JSON of an OSCAL document as its XML, by the rules of the OSCAL metaschema: the other way of ``oscal_xml``.

The records of oscal-bindings say in which order elements stand; which values are attributes, and which are text with markup, is said here, since a
JSON schema does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from aims_graph.errors import AimsError
from aims_graph.exchange.oscal_markup import blocks, line_into, tag
from aims_graph.exchange.oscal_xml import CONTENT, NAMESPACE, fields_of, model_of, within
from aims_graph.exchange.tree import plain_text

#: Values that are attributes, wherever they stand but in ``_ELEMENTS``.
_ATTRIBUTES = frozenset(
    "algorithm by-class by-id by-item-name by-name by-ns category class control-id date depends-on filename generation-method group how-many href id"
    " id-ref matching-rationale media-type method name ns order param-id pattern position predicate rel resource-fragment role-id scheme status subject"
    " system type uuid value with-child-controls".split()
)
_ELEMENTS = {("party", "name"), ("confidence-score", "category")}
#: Text with markup: of one line, of blocks in an element, of blocks without one.
_LINES = {"title", "label", "choice", "text"}
_BLOCKS = {"usage", "remarks", "description", "mapping-description"}
_PROSE = "prose"
#: Lists whose elements have the name of the list.
_SAME_NAME = {
    *("choice", "matching", "include-controls", "exclude-controls", "insert-controls", "unmapped-controls"),
}
#: What XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_bytes(document: Mapping[str, Any]) -> bytes:
    """Return an OSCAL document, given as the JSON it has one root of, in XML.

    Raises:
        AimsError: if a text holds a sign that XML cannot hold.
    """
    ((name, body),) = document.items()
    root = Element(tag(name))
    _fill(root, name, body, model_of(name))
    _indent(root)
    # Everything is of one namespace, which the root names for all; to register a prefix for it would be for the whole process.
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    root.set("xmlns", NAMESPACE)
    text = tostring(root, encoding="unicode")
    if wrong := _NO_XML.search(text):
        raise AimsError(f"XML cannot hold the sign U+{ord(wrong[0]):04X}.", "Remove it, or export JSON.")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def singular(key: str) -> str:
    """Return the name of the elements that a list of JSON holds.

    >>> [singular(key) for key in ("responsible-parties", "props", "with-ids", "hashes", "choice")]
    ['responsible-party', 'prop', 'with-id', 'hash', 'choice']
    """
    if key in _SAME_NAME:
        return key
    if key.endswith("ies"):
        return key[:-3] + "y"
    return key[:-2] if key.endswith(("shes", "sses")) else key[:-1]


def _fill(element: Element, name: str, body: Any, models: tuple[Any, ...]) -> None:
    """Put an object, or a text, into its element."""
    if not isinstance(body, dict):
        _put(element, name, body)
        return
    # Of records that exclude each other, that which has a place for all that is there.
    known = [fields_of(model) for model in models] or [{}]
    fields = next((f for f in known if body.keys() <= f.keys()), known[0])
    order = {key: place for place, key in enumerate(fields)}
    for key, value in sorted(body.items(), key=lambda item: order.get(item[0], len(order))):
        if CONTENT.get(name) == key:
            element.text = plain_text(value)
        elif key in _ATTRIBUTES and (name, key) not in _ELEMENTS and not isinstance(value, (dict, list)):
            element.set(key, plain_text(value))
        elif key == _PROSE:
            element.extend(blocks(value))
        else:
            inner = within(fields.get(key))[1]
            into = SubElement(element, tag(key)) if key == "revisions" else element
            for child, item in _elements(key, value):
                _fill(SubElement(into, tag(child)), child, item, inner)


def _elements(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and content of each element that a value becomes."""
    if isinstance(value, list):
        yield from ((singular(key), item) for item in value)
    else:
        yield key, value


def _put(element: Element, name: str, value: Any) -> None:
    if name in _LINES:
        line_into(element, plain_text(value))
    elif name in _BLOCKS:
        element.extend(blocks(plain_text(value)))
    else:
        element.text = plain_text(value)


def _indent(element: Element, depth: int = 0) -> None:
    """Put each element that holds no text on a line of its own; within text, blanks would be text."""
    if element.text or not len(element) or element.tag in _MIXED:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = element.text
    child.tail = "\n" + "  " * depth


_MIXED = {tag(name) for name in (*_LINES, "p", "li", "td", "th", "pre", *(f"h{n}" for n in range(1, 7)))}
