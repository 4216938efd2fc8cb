"""Queries with one thing changed, to see whether tests notice: a pattern, FILTER, OPTIONAL, BIND or UNION branch gone, or one term another.

Changes are found on the parse tree of the project's own grammar, its helper rules kept as nodes so that each piece has a place in the text.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lark import Lark, Token, Tree

import aims_graph.graph.sparql

Node = Tree[Token] | Token

#: Sign or word -> what it is changed to; where each may stand is checked by the engine, which refuses what reads no more.
OTHER = {
    **{"=": "!=", "!=": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&"},
    **{"true": "false", "false": "true", "MAX": "MIN", "MIN": "MAX", "DISTINCT": "", "DESC": "ASC", "NOT": "", "!": ""},
}


@dataclass(frozen=True)
class Mutant:
    """A query with one thing changed: what, on which line, and the whole text."""

    what: str
    line: int
    text: str


def fate(differs: Callable[[], bool], seconds: int) -> str:
    """Return what becomes of a mutant, tried in a process of its own: survived, killed, endless, or refused by the engine.

    Args:
        differs: asks it, and tells whether it answers otherwise than it should.
        seconds: after how long it is ended.
    """
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)
        try:
            os._exit(1 if differs() else 0)
        except SyntaxError:
            os._exit(2)
        except BaseException:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    return "endless" if os.WIFSIGNALED(status) else ("survived", "killed", "refused")[os.WEXITSTATUS(status)]


def mutants(text: str) -> Iterator[Mutant]:
    """Yield every query that differs from this one by one change, in the order of the text."""
    tree = _parser().parse(text)
    found = {(start, end, new) for start, end, new in _changes(tree) if text[start:end] != new}
    for start, end, new in sorted(found):
        old = " ".join(text[start:end].split())
        what = f"{old} -> {new}" if new else f"without {old}"
        yield Mutant(what, text.count("\n", 0, start) + 1, text[:start] + new + text[end:])


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = Path(aims_graph.graph.sparql.__file__).with_suffix(".lark").read_text(encoding="utf-8")
    # Rules whose names begin with an underscore melt into what they stand in.
    kept = re.sub(r'(?<![\w"/])_(?=[a-z])', "in_", grammar)
    return Lark(kept, parser="lalr", lexer="basic", keep_all_tokens=True, propagate_positions=True)


def _changes(tree: Tree[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end, and what stands there instead."""
    for node in tree.iter_subtrees():
        kind, parts = str(node.data), node.children
        if kind == "in_body":
            yield from _without(parts, "in_triples", "in_block")
        elif kind == "in_triples":
            yield from _listed(parts, ".")
        elif kind == "in_properties":
            yield from _pairs(parts)
        elif kind == "in_objects":
            yield from _listed(parts, ",")
        elif kind == "in_block" and len(parts) > 1 and str(parts[1]).upper() == "UNION":
            yield from _listed(parts, "UNION")
        elif kind == "in_path":
            yield from _listed(parts, "|")
        elif kind == "in_sequence":
            yield from _listed(parts, "/")
        elif kind == "in_step":
            yield from _step(parts)
        elif kind == "order_clause":
            yield from _without(parts[2:], "chosen")
        elif kind in ("in_limit", "select_clause"):
            continue
        if kind != "in_limit":
            yield from _terms(node)


def _span(node: Node) -> tuple[int, int]:
    if isinstance(node, Token):
        assert node.start_pos is not None and node.end_pos is not None
        return node.start_pos, node.end_pos
    return node.meta.start_pos, node.meta.end_pos


def _is(node: Node, *kinds: str) -> bool:
    return isinstance(node, Tree) and str(node.data) in kinds


def _without(parts: list[Node], *kinds: str) -> Iterator[tuple[int, int, str]]:
    for part in parts:
        if _is(part, *kinds) and not (_is(part, "in_block") and _is(part.children[0], "group")):  # type: ignore[union-attr]
            yield (*_span(part), "")


def _listed(parts: list[Node], sign: str) -> Iterator[tuple[int, int, str]]:
    """One of several gone, with the sign before it, or after it if it is the first."""
    members = [n for n, part in enumerate(parts) if str(part).upper() != sign]
    for n in members if len(members) > 1 else ():
        first = n == members[0]
        start, end = _span(parts[n])
        if first:
            end = _span(parts[members[1]])[0]
        else:
            start = _span(parts[members[members.index(n) - 1]])[1]
        yield start, end, ""


def _pairs(parts: list[Node]) -> Iterator[tuple[int, int, str]]:
    """One property with its objects gone."""
    verbs = [n for n, part in enumerate(parts) if _is(part, "in_verb")]
    for place, n in enumerate(verbs if len(verbs) > 1 else ()):
        start, end = _span(parts[n])[0], _span(parts[n + 1])[1]
        if place + 1 < len(verbs):
            end = _span(parts[verbs[place + 1]])[0]
        else:
            start = _span(parts[verbs[place - 1] + 1])[1]
        yield start, end, ""


def _step(parts: list[Node]) -> Iterator[tuple[int, int, str]]:
    for part in parts:
        if str(part) == "^":
            yield (*_span(part), "")
        elif str(part) in ("*", "+"):
            yield (*_span(part), "+" if str(part) == "*" else "*")
        elif str(part) == "?":
            yield (*_span(part), "")


def _terms(node: Tree[Token]) -> Iterator[tuple[int, int, str]]:
    for part in node.children:
        if not isinstance(part, Token):
            continue
        if part.type == "PNAME":
            yield (*_span(part), "aims:nothing")
        elif part.type == "STRING" and len(part) > 2 and part[1:-1].strip(",; "):
            yield (*_span(part), f"{part[0]}un{part[1:]}")
        elif part.type == "NUMBER":
            yield (*_span(part), str(int(part) + 1))
        elif part.upper() in OTHER:
            yield (*_span(part), OTHER[part.upper()])
