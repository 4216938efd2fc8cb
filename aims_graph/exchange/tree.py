"""Files that are trees (JSON, YAML): read strictly, each value with the place it stands at, all faults in one go.

A place is a JSON pointer (RFC 6901), with the line beside it where the parser tells lines (YAML). No value is guessed: an object that has one key twice
says two things, so it is a fault, and numbers keep the digits they were written with (4.10 is not 4.1).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from aims_graph.counting import count_of
from aims_graph.errors import ContentError, Finding
from aims_graph.exchange.texts import decoded

#: A tree that aliases of YAML would unfold to more values than this is refused.
_MOST_VALUES = 5_000_000
#: Nobody nests further.
_DEEPEST = 200
#: A whole number has no more digits; of longer ones the language itself refuses to make numbers.
_MOST_DIGITS = 4_000
_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass
class Tree:
    """One file of a tree: its name for messages, its digest, what is wrong in it, and the lines its values stand in where they are known."""

    file: str
    sha256: str = ""
    root: Any = None
    faults: list[Finding] = field(default_factory=list)
    #: (id of a mapping or list, key) -> line, counted from 1.
    lines: dict[tuple[int, str | int], int] = field(default_factory=dict)

    def top(self) -> Place:
        """Return the place of the whole."""
        return Place(self.root, "", self)

    def fault(self, pointer: str, what: str, mend: str, line: int = 0) -> None:
        """Note a fault at a place."""
        self.faults.append(Finding(self.file, line, f"{pointer}: {what}" if pointer else what, mend))

    def stop_if_faulty(self) -> None:
        """End the reading where there are faults.

        Raises:
            ContentError: with all of them.
        """
        if self.faults:
            raise ContentError(self.faults)


@dataclass(frozen=True)
class Place:
    """A value and where it stands. What is asked of it and is not so is noted as a fault of the file; reading goes on."""

    value: Any
    pointer: str
    tree: Tree
    line: int = 0

    @property
    def where(self) -> str:
        """The place as a person finds it: the line where it is known, else the JSON pointer."""
        return f"line {self.line}" if self.line else self.pointer

    def fault(self, what: str, mend: str) -> None:
        """Note a fault here."""
        self.tree.fault("" if self.line else self.pointer or "/", what, mend, self.line)

    def has(self, key: str) -> bool:
        """Whether there is something under a key."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def names(self) -> tuple[str, ...]:
        """Return the keys of an object, in file order."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def at(self, key: str | int) -> Place:
        """Return the place under a key or index, which must be there."""
        step = str(key).replace("~", "~0").replace("/", "~1")
        line = self.tree.lines.get((id(self.value), key), 0)
        return Place(self.value[key], f"{self.pointer}/{step}", self.tree, line)

    def text(self, key: str, needed: str = "") -> str:
        """Return what stands under a key as text, outer blanks removed; empty if nothing does.

        Args:
            key: the key.
            needed: what to write there, if it must be there.
        """
        if self.has(key):
            found = self.at(key)
            if not isinstance(found.value, (dict, list)):
                text = plain_text(found.value).strip()
                if text or not needed:
                    return text
            else:
                found.fault("is no single value", f"write {needed or 'one text'} there")
                return ""
        if needed:
            self.fault(f"has no '{key}'", f"write {needed} there")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list, or the one text, under a key."""
        if not self.has(key):
            return ()
        found = self.at(key)
        values = found.value if isinstance(found.value, list) else [found.value]
        if any(isinstance(v, (dict, list)) for v in values):
            found.fault("is no list of texts", "write one text for each")
            return ()
        return tuple(text for v in values if v is not None and (text := plain_text(v).strip()))

    def child(self, key: str) -> Place | None:
        """Return the object under a key; none if there is nothing."""
        if not self.has(key):
            return None
        found = self.at(key)
        if isinstance(found.value, dict):
            return found
        found.fault("is no object with keys of its own", f"write {key} as keys with values")
        return None

    def children(self, key: str) -> Iterator[Place]:
        """Yield the objects of a list under a key; a single object stands for a list of one."""
        if not self.has(key):
            return
        found = self.at(key)
        if isinstance(found.value, dict):
            yield found
            return
        if not isinstance(found.value, list):
            found.fault("is no list", f"write {key} as a list")
            return
        for number, value in enumerate(found.value):
            item = found.at(number)
            if isinstance(value, dict):
                yield item
            else:
                item.fault("is no object with keys of its own", "write it as keys with values")


def plain_text(value: Any) -> str:
    """Return a value of JSON as XML and people write it: true and false small."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def json_tree(path: Path, data: bytes) -> Tree:
    """Read a JSON file.

    Raises:
        ContentError: if it is no JSON, or an object in it has a key twice.
    """
    text = decoded(path, data)
    try:
        root = json.loads(
            text, object_pairs_hook=_Pairs, parse_int=_whole, parse_float=Decimal, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        what = f"is no JSON ({error.msg}, column {error.colno})"
        raise ContentError([Finding(str(path), error.lineno, what, "mend it there", form=True)]) from error
    except (RecursionError, ValueError) as error:
        what = str(error) if isinstance(error, ValueError) else "is nested too deep to be read"
        raise ContentError([Finding(str(path), 0, what, "write plain JSON", form=True)]) from error
    tree = Tree(str(path), sha256(data).hexdigest(), root)
    _look_for_twice(tree)
    return tree


class _Pairs(dict[str, Any]):
    """An object that knows which of its keys the file gives twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs) if len(self) < len(pairs) else {}
        self.twice = [key for key, count in times.items() if count > 1]


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"holds a number of {count_of(len(digits), 'digit')}, more than can be meant")
    return int(digits)


def _no_number(word: str) -> Any:
    raise ValueError(f"holds {word}, which is no JSON")


def _look_for_twice(tree: Tree) -> None:
    """Refuse a tree of JSON in which an object has one key twice.

    Raises:
        ContentError: with each such object.
    """
    waiting = [tree.top()]
    while waiting:
        place = waiting.pop()
        if place.pointer.count("/") > _DEEPEST:
            tree.fault("", "is nested too deep to be read", "write it flatter")
            break
        if isinstance(place.value, _Pairs):
            for key in place.value.twice:
                place.fault(f"has the key '{key}' twice", "keep one of them")
            waiting += [place.at(key) for key in place.value if isinstance(place.value[key], (dict, list))]
        elif isinstance(place.value, list):
            waiting += [place.at(n) for n, v in enumerate(place.value) if isinstance(v, (dict, list))]
    tree.stop_if_faulty()


def yaml_tree(path: Path, data: bytes, typed: bool = False) -> Tree:
    """Read a YAML file of one document, with the lines.

    Scalars stay the text they are written as, so that neither ``no`` nor ``4.10`` nor a date becomes something else; ``null`` is nothing.

    Args:
        path: the file, for messages.
        data: its bytes.
        typed: take plain scalars as YAML 1.2's core schema has them (true, 12, 0.5), for files whose schema wants them so.

    Raises:
        ContentError: if it is no YAML, has a key twice, or unfolds to more than can be meant.
    """
    text = decoded(path, data)
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"is no YAML ({getattr(error, 'problem', None) or 'it cannot be parsed'})"
        raise ContentError(
            [Finding(str(path), mark.line + 1 if mark else 0, what, "mend it there", form=True)]
        ) from error
    except RecursionError as error:
        raise ContentError(
            [Finding(str(path), 0, "is nested too deep to be read", "write it flatter", form=True)]
        ) from error
    tree = Tree(str(path), sha256(data).hexdigest())
    tree.root = _Built(tree, typed).value(node, 0)[0] if node is not None else None
    tree.stop_if_faulty()
    return tree


class _Built:
    """Plain values from the nodes of YAML; a node that aliases repeat is built once."""

    def __init__(self, tree: Tree, typed: bool) -> None:
        self._tree = tree
        self._typed = typed
        self._done: dict[int, tuple[Any, int]] = {}
        self._open: set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> tuple[Any, int]:
        """Return a node's value, and how many values it unfolds to."""
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node), 1
        if id(node) in self._done:
            return self._done[id(node)]
        if id(node) in self._open or depth > _DEEPEST:
            self._tree.fault("", "holds itself, or is nested too deep", "write it out", line)
            return None, 1
        self._open.add(id(node))
        built: tuple[Any, int]
        built = self._list(node, depth) if isinstance(node, yaml.SequenceNode) else self._object(node, depth)
        self._open.discard(id(node))
        if built[1] > _MOST_VALUES:
            self._tree.fault("", "unfolds to more values than can be meant", "write it without aliases", line)
            built = (None, 1)
        self._done[id(node)] = built
        return built

    def _list(self, node: yaml.SequenceNode, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        size = 1
        for number, item in enumerate(node.value):
            value, more = self.value(item, depth + 1)
            found.append(value)
            size += more
            self._tree.lines[id(found), number] = item.start_mark.line + 1
        return found, size

    def _object(self, node: yaml.Node, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        size = 1
        for key, item in node.value:
            line = key.start_mark.line + 1
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not isinstance(key, yaml.ScalarNode):
                self._tree.fault("", "a key is no text", "write a text before the colon", line)
            elif name in found:
                self._tree.fault("", f"has the key '{name}' twice", "keep one of them", line)
            value, more = self.value(item, depth + 1)
            found[name] = value
            size += more
            self._tree.lines[id(found), name] = line
        return found, size

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        text = str(node.value)
        if node.style is None or node.style == "":
            if text in _NULLS:
                return None
            if self._typed:
                return _core(text)
        return text


def _core(text: str) -> Any:
    """Return a plain scalar as YAML 1.2's core schema reads it (chapter 10.3): true and false, numbers; else text."""
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number) if text[:1] in "-0123456789" else text
    except ValueError:
        return text
