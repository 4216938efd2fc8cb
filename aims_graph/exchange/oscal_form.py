"""OSCAL documents (catalog, profile, mapping-collection; JSON, YAML, XML) opened, and what is wrong in their form.

The schema is asked through oscal-bindings, which are generated from NIST's own; what a schema cannot say is asked here: ids that stand twice, versions
nobody published, links that lead nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from aims_graph.counting import count_of
from aims_graph.errors import ContentError, Finding
from aims_graph.exchange.draft import Note
from aims_graph.exchange.oscal_xml import xml_tree
from aims_graph.exchange.texts import bytes_of, looks_like_text
from aims_graph.exchange.tree import Place, Tree, json_tree, yaml_tree

#: The kinds of document that are read, and the record of oscal-bindings that holds each.
MODELS = {
    "catalog": "CatalogDocument",
    "profile": "ProfileDocument",
    "mapping-collection": "MappingCollectionDocument",
}
OTHERS = (
    "component-definition",
    "system-security-plan",
    "assessment-plan",
    "assessment-results",
    "plan-of-action-and-milestones",
)
#: Versions from 1.0 to 1.2 share one schema but for what was added; the mapping model was first published in 1.2.
_VERSION = re.compile(r"v?1\.([0-2])\.\d+(?:-[\w.]+)?")
#: The namespace of OSCAL's own words.
OSCAL = "http://csrc.nist.gov/ns/oscal"
#: Faults of a value's form that leave no doubt what it says: they are told and do not stop the reading.
_HARMLESS = re.compile(r"string_pattern_mismatch|value_error|url_.*|datetime_.*|timezone_.*|(?:string_)?too_.*")
#: How a profile puts together what two catalogues call alike.
_COMBINING = ("use-first", "merge", "keep")
_MENDS = {
    "missing": "add it",
    "extra_forbidden": "remove it, or correct its name",
    "enum": "write one of these words",
    "string_type": "write text there (in YAML in quotes)",
}


def opened(path: Path) -> Tree:
    """Return a document as a tree, whatever its notation.

    Raises:
        AimsError: if it cannot be read.
        ContentError: if it is neither JSON nor YAML nor XML, or no one document of OSCAL.
    """
    data = bytes_of(path)
    start = looks_like_text(data[:1000]).lstrip("\ufeff \t\r\n")[:1]
    if start == "<":
        tree = Tree(str(path), sha256(data).hexdigest())
        tree.root = xml_tree(path, data)
    else:
        tree = json_tree(path, data) if start in ("{", "[") else yaml_tree(path, data, typed=True)
    if isinstance(tree.root, dict):
        tree.root.pop("$schema", None)
    names = tree.top().names()
    if len(names) != 1 or names[0] not in MODELS or not isinstance(tree.root[names[0]], dict):
        found = next((n for n in names if n in OTHERS), "")
        what = (
            f"is an OSCAL {found}, which holds no requirements or mappings of its own"
            if found
            else "is no OSCAL document"
        )
        raise ContentError([Finding(str(path), 0, what, f"name a {', '.join(MODELS)}")])
    return tree


def name_by_place(href: str) -> str:
    """Return what a catalogue or profile is called by where it lies: its file, or the folder where every file has the same name.

    >>> name_by_place("catalogs/SP-800-53/catalog.json"), name_by_place("https://example.org/a/b.xml"), name_by_place("x/my%20book.yaml")
    ('SP-800-53', 'b', 'my book')
    """
    path = PurePosixPath(unquote(urlsplit(href).path))
    return path.parent.name if path.stem in ("catalog", "profile") and path.parent.name else path.stem or href


def kind_of(tree: Tree) -> str:
    """Return which kind of document an opened tree is."""
    return tree.top().names()[0]


def check(tree: Tree) -> list[Note]:
    """Note every fault of a document in its tree, and return what is wrong without making it unreadable.

    A mapping collection older than the published model is read as far as it is understood: what the schema says of it are notes.
    """
    kind = kind_of(tree)
    body = tree.top().at(kind)
    minor = _version(body)
    is_draft = kind == "mapping-collection" and minor < 2
    notes: list[Note] = []
    harmless: dict[tuple[str, str], list[str]] = {}
    for pointer, code, what in _by_schema(tree, kind):
        if _HARMLESS.fullmatch(code) or is_draft:
            harmless.setdefault((code, what), []).append(pointer)
        else:
            tree.fault(pointer, what, _MENDS.get(code, "correct it as the OSCAL schema asks"), line_of(tree, pointer))
    for (_, what), pointers in harmless.items():
        also = f" (and {len(pointers) - 1} more)" if len(pointers) > 1 else ""
        notes.append(Note(pointers[0] + also, f"{what}; not valid OSCAL, but read"))
    _twice(body)
    return notes


def resource_of(place: Place, body: Place) -> Place | None:
    """Return the resource in the back matter that a place's ``href`` leads to (``#…``); of one that is not there, its fault is noted."""
    href = place.text("href")
    matter = body.child("back-matter")
    for resource in matter.children("resources") if matter else ():
        if resource.text("uuid") == href[1:]:
            return resource
    place.at("href").fault(f"leads to '{href}', which is not in the document", "add that resource, or correct it")
    return None


def _version(body: Place) -> int:
    """Return the minor version the document says it is of; -1 if it says none that can be read."""
    metadata = body.child("metadata")
    if metadata is None:
        return -1
    said = metadata.text("oscal-version")
    match = _VERSION.fullmatch(said)
    if said and not match:
        metadata.at("oscal-version").fault(
            f"there is no OSCAL version '{said}' that is read here", "write the version it is of, 1.0.0 to 1.2.x"
        )
    return int(match[1]) if match else -1


def _by_schema(tree: Tree, kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield pointer, code and words of each fault the schema finds; where it tries alternatives, only those of the one that goes deepest."""
    from oscal_bindings.v1 import models
    from pydantic import ValidationError

    try:
        getattr(models, MODELS[kind]).model_validate(_as_bound(tree.root, kind))
    except ValidationError as error:
        found: dict[str, tuple[str, str]] = {}
        for item in error.errors(include_url=False, include_context=False, include_input=False):
            pointer = _pointer(tree.root, item["loc"])
            last = pointer.rpartition("/")[2]
            what = {"missing": f"'{last}' is missing", "extra_forbidden": f"'{last}' has no place there"}
            found.setdefault(pointer, (item["type"], what.get(item["type"], item["msg"][:1].lower() + item["msg"][1:])))
        above = {pointer[:end] for pointer in found for end, sign in enumerate(pointer) if sign == "/"}
        for pointer, (code, words) in found.items():
            if pointer not in above:
                yield _worded(pointer, code, words)


def _as_bound(root: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return a document as oscal-bindings know it: they have no place for the method of a profile's ``combine``, which OSCAL has."""
    merge = root[kind].get("merge")
    combine = merge.get("combine") if isinstance(merge, dict) else None
    if not isinstance(combine, dict) or combine.get("method") not in _COMBINING:
        return root
    known = {key: value for key, value in combine.items() if key != "method"}
    return {kind: root[kind] | {"merge": merge | {"combine": known}}}


def _worded(pointer: str, code: str, words: str) -> tuple[str, str, str]:
    """Say of a choice, where the schema tells of each alternative alone, what the choice is."""
    above, _, last = pointer.rpartition("/")
    if code == "extra_forbidden" and last in ("groups", "controls"):
        return above, code, "a group holds groups or controls, never both: put the controls in a group of their own"
    if code == "missing" and last in ("include-all", "include-controls"):
        return above, code, "says neither include-all nor include-controls"
    return pointer, code, words


def _pointer(root: Any, location: tuple[str | int, ...]) -> str:
    """Return the JSON pointer of a fault, without the names of records that the alternatives of the schema add."""
    value: Any = root
    steps: list[str] = []
    step: Any
    for number, step in enumerate(location):
        is_last = number == len(location) - 1
        is_key = isinstance(value, dict) and step in value
        if is_key or (isinstance(value, list) and isinstance(step, int) and step < len(value)):
            value = value[step]
        elif not (is_last and isinstance(value, dict) and isinstance(step, str) and step[:1].islower()):
            continue
        steps.append(str(step).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{step}" for step in steps)


def line_of(tree: Tree, pointer: str) -> int:
    """Return the line a pointer leads to, or the nearest above it that is known; 0 if the notation has none."""
    value: Any = tree.root
    line = 0
    for step in pointer.split("/")[1:]:
        name: Any = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            name = int(name)
        line = tree.lines.get((id(value), name), line)
        try:
            value = value[name]
        except (KeyError, IndexError, TypeError):
            break
    return line


def walk(place: Place) -> Iterator[Place]:
    """Yield every object below a place, itself first, in file order."""
    waiting = [place]
    while waiting:
        found = waiting.pop()
        if isinstance(found.value, dict):
            yield found
            waiting += [found.at(key) for key in reversed(found.value) if isinstance(found.value[key], (dict, list))]
        elif isinstance(found.value, list):
            waiting += [found.at(n) for n in reversed(range(len(found.value)))]


def _twice(body: Place) -> None:
    """Name every id that two objects of one kind have: groups, controls and parts share one space of names, parameters have another."""
    seen: dict[tuple[str, str], str] = {}
    for place in walk(body):
        for key in ("id", "uuid"):
            name = place.value.get(key)
            if isinstance(name, str):
                steps = [s for s in place.pointer.split("/") if not s.isdecimal()]
                space = "params" if steps[-1] == "params" else "roles" if steps[-1] == "roles" else key
                first = seen.setdefault((space, name), place.pointer)
                if first != place.pointer:
                    place.at(key).fault(f"{key} '{name}' stands at {first} already", "give each its own")


def names_in(body: Place) -> set[str]:
    """Return every id and uuid that a link of the document may lead to."""
    return {n for p in walk(body) for key in ("id", "uuid") if isinstance(n := p.value.get(key), str)}


def dangling(body: Place, is_excerpt: bool) -> list[Note]:
    """Look for links within the document that lead nowhere.

    That a control was moved to, or needs, one that is not there is a fault, unless the document is an excerpt (a resolved profile), which leaves
    controls out on purpose; that it is related to one is told.
    """
    known = names_in(body)
    told: Counter[str] = Counter()
    first: dict[str, str] = {}
    for place in walk(body):
        for link in place.children("links") if place.has("links") else ():
            href, rel = link.text("href"), link.text("rel") or "link"
            if not href.startswith("#") or href[1:] in known:
                continue
            if rel in ("incorporated-into", "moved-to", "required") and not is_excerpt:
                link.fault(f"leads to '{href}', which is not in the document", "correct it, or add what it names")
            else:
                told[rel] += 1
                first.setdefault(rel, f"{link.pointer} ({href})")
    return [
        Note(
            first[rel],
            f"{count_of(n, f'link ({rel}) leads', f'links ({rel}) lead')} to what is not in the document; not kept",
        )
        for rel, n in told.items()
    ]
