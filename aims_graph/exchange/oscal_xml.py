"""OSCAL XML as the JSON of the same document, by the rules of the OSCAL metaschema, so that one reader serves both.

Elements that repeat are gathered under the plural that the JSON schema names; text with markup becomes the Markdown that OSCAL prescribes for JSON.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin
from xml.etree import ElementTree

from aims_graph.errors import ContentError, Finding

NAMESPACE = "http://csrc.nist.gov/ns/oscal/1.0"
#: Elements of block markup; inside a part, or a guideline, they are its prose.
_BLOCKS = {"p", "ul", "ol", "table", "pre", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "img"}
#: Elements that hold text beside attributes, and the name of that text in JSON.
CONTENT = {
    "base64": "value",
    "coverage": "target-coverage",
    "document-id": "identifier",
    "external-id": "id",
    "hash": "value",
    "telephone-number": "number",
}
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`", "sub": "~", "sup": "^", "q": '"'}
#: A quote within a quote takes four calls.
_DEEPEST = 100
#: Where a line ends in text that is still to be put in form; no XML holds this sign.
_BREAK = "\x00"


def xml_tree(path: Path, data: bytes) -> dict[str, Any]:
    """Return an OSCAL document in XML as its JSON.

    Raises:
        ContentError: if it is no XML, brings definitions of its own, or is of no namespace of OSCAL.
    """
    if re.search(rb"<!(DOCTYPE|ENTITY)", data):
        raise ContentError([Finding(str(path), 0, "brings a DOCTYPE", "remove it: OSCAL needs none", form=True)])
    try:
        root = ElementTree.fromstring(data)
    except (
        ElementTree.ParseError,
        LookupError,
        ValueError,
    ) as error:  # an encoding nobody knows is one of the latter two
        line = error.position[0] if isinstance(error, ElementTree.ParseError) else 1
        raise ContentError([Finding(str(path), line, f"is no XML ({error})", "mend it there", form=True)]) from error
    if _depth(root) > _DEEPEST:
        raise ContentError([Finding(str(path), 0, "is nested too deep to be read", "write it flatter", form=True)])
    if not root.tag.startswith(f"{{{NAMESPACE}}}"):
        what = f"is no OSCAL: its root is '{root.tag}'"
        raise ContentError([Finding(str(path), 1, what, f'write xmlns="{NAMESPACE}"', form=True)])
    name = _local(root)
    return {name: _object(root, model_of(name))}


def model_of(root: str) -> tuple[Any, ...]:
    """Return the record of oscal-bindings that holds a kind of document; none if there is no such kind."""
    from oscal_bindings.v1 import models

    model = getattr(models, "".join(word.capitalize() for word in root.split("-")), None)
    return (model,) if model else ()


def _depth(root: ElementTree.Element) -> int:
    """Return how deep elements are nested."""
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _object(element: ElementTree.Element, models: tuple[Any, ...]) -> Any:
    """Return an element as the object that the schema's records say it is; text where they know none."""
    fields = {key: annotation for model in models for key, annotation in fields_of(model).items()}
    found: dict[str, Any] = {k: v for k, v in element.attrib.items() if not k.startswith("{")}
    if not fields:
        return found if models else _text(element)
    if "prose" in fields and (prose := block_text(c for c in element if _local(c) in _BLOCKS)):
        found["prose"] = prose
    for child in element:
        tag = _local(child)
        if "prose" in fields and tag in _BLOCKS:
            continue
        if tag == "revisions":  # the one list that XML wraps
            found[tag] = [_object(c, within(fields.get(tag))[1]) for c in child]
            continue
        key = next((k for k in (tag, tag + "s", tag + "es", tag[:-1] + "ies") if k in fields), tag)
        is_list, inner = within(fields.get(key))
        value = _object(child, inner)
        if is_list:
            found.setdefault(key, []).append(value)
        else:
            found[key] = value
    text = " ".join((element.text or "").split())
    if text and not len(element) and (content := CONTENT.get(_local(element))):
        found[content] = text
    return found


@cache
def fields_of(model: Any) -> dict[str, Any]:
    """Return name -> type of what a record holds, in the order in which it stands in a document."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


@cache
def within(annotation: Any) -> tuple[bool, tuple[Any, ...]]:
    """Return whether a field's type is a list, and the records it may hold."""
    is_list, models = False, []
    waiting = [annotation]
    while waiting:
        found = waiting.pop()
        origin = get_origin(found)
        if origin is Annotated:
            waiting.append(get_args(found)[0])
        elif origin in (Union, types.UnionType):
            waiting += get_args(found)
        elif origin is list:
            is_list = True
            waiting += get_args(found)
        elif hasattr(found, "model_fields"):
            if "root" in found.model_fields:
                waiting.append(found.model_fields["root"].annotation)
            else:
                models.append(found)
    return is_list, tuple(models)


def _text(element: ElementTree.Element) -> str:
    """Return an element's text as Markdown: blocks if it holds blocks, else one line."""
    if any(_local(child) in _BLOCKS for child in element):
        return block_text(element)
    return line_text(element)


def block_text(elements: Iterable[ElementTree.Element]) -> str:
    """Return blocks as Markdown."""
    return "\n\n".join(text for element in elements if (text := _block(element, "")).strip())


def _block(element: ElementTree.Element, indent: str) -> str:
    tag = _local(element)
    if tag in ("ul", "ol"):
        start = element.get("start", "")
        items = enumerate(element, int(start) if start.isdecimal() else 1)
        return "\n".join(_item(item, indent, "-" if tag == "ul" else f"{n}.") for n, item in items)
    if tag == "table":
        return _table(element)
    if tag == "pre":
        return "```\n" + "".join(element.itertext()) + "\n```"
    if tag == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _text(element).split("\n"))
    if tag == "img":
        return indent + _image(element)
    if tag == "hr":
        return "---"
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "#" * int(tag[1]) + " " + line_text(element)
    return indent + line_text(element, line_break="\n")


def _item(element: ElementTree.Element, indent: str, mark: str) -> str:
    """Return an item of a list, lists within it below."""
    lists = [child for child in element if _local(child) in ("ul", "ol")]
    below = [_block(child, indent + "  ") for child in lists]
    return "\n".join([f"{indent}{mark} {line_text(element, skip=('ul', 'ol'))}", *below])


def _table(element: ElementTree.Element) -> str:
    rows = [[line_text(cell).replace("|", "\\|") for cell in row] for row in element.iter() if _local(row) == "tr"]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    if lines:
        lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _image(element: ElementTree.Element) -> str:
    return f"![{element.get('alt', '')}]({element.get('src', '')})"


def line_text(element: ElementTree.Element, skip: tuple[str, ...] = (), line_break: str = " ") -> str:
    """Return running text with its marks, blanks as one."""
    lines = _marked(element, skip).split(_BREAK)
    return line_break.join(" ".join(line.split()) for line in lines).strip()


def _marked(element: ElementTree.Element, skip: tuple[str, ...] = ()) -> str:
    """Return text with its marks, blanks as they stand, and ``_BREAK`` where a line ends."""
    pieces = [element.text or ""]
    for child in element:
        tag = _local(child)
        if tag in skip:
            pass
        elif tag == "insert":
            pieces.append(f"{{{{ insert: {child.get('type', 'param')}, {child.get('id-ref', '')} }}}}")
        elif tag == "a":
            pieces.append(f"[{_marked(child).strip()}]({child.get('href', '')})")
        elif tag == "img":
            pieces.append(_image(child))
        elif tag == "br":
            pieces.append(_BREAK)
        elif tag in _BLOCKS:
            # A paragraph of an item: apart from what stands beside it.
            pieces.append(f" {_marked(child)} ")
        else:
            mark = _MARKS.get(tag, "")
            pieces.append(mark + _marked(child).strip() + mark)
        pieces.append(child.tail or "")
    return "".join(pieces)
