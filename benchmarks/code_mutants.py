"""Python modules with one thing changed, to see whether tests notice.

Changes are those of Cosmic Ray (every operator it has by itself), and some for what this code is made of and Cosmic Ray leaves alone:
comprehensions, sort keys, ``any``/``all``, ``min``/``max``, short strings, statements for their effect alone.

Left out is what changes nothing by its nature: annotations (never evaluated here), what only type checkers read, how much a cache
keeps, lines marked ``no cover``, ``==`` into ``is`` and back.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

Place = tuple[tuple[int, int], tuple[int, int]]
#: Need to be told what to put in; or rest on which equal strings the interpreter keeps as one object.
_LEFT_OUT = re.compile("core/(Variable|ReplaceComparisonOperator_(Eq_Is|NotEq_IsNot|Is_Eq|IsNot_NotEq)$)")
#: Name that is called -> another that can be called as it is.
OTHER = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed: by which operator, on which line (from 1), and how that line reads now."""

    operator: str
    line: int
    what: str
    text: str = field(repr=False)


class _Ours(Operator):
    """An operator that changes a node in one way, or not at all."""

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        if self._new(node) is not None:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        new = self._new(node)
        assert new is not None
        return parso.parse(re.match(r"\s*", node.get_code())[0] + new)  # type: ignore[index]

    def _new(self, node: Any) -> str | None:
        """Return what stands there instead."""
        raise NotImplementedError

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class EmptyComprehension(_Ours):
    """A comprehension over nothing."""

    def _new(self, node: Any) -> str | None:
        inner = node.parent is not None and node.parent.type == "sync_comp_for" and node.parent.children[3] is node
        return "()" if inner else None


class NoCondition(_Ours):
    """A comprehension without its condition."""

    def _new(self, node: Any) -> str | None:
        is_condition = node.parent is not None and node.parent.type == "comp_if" and node.parent.children[1] is node
        return "True" if is_condition else None


class NoSortKey(_Ours):
    """Sorting, or looking for the least, by the things themselves."""

    def _new(self, node: Any) -> str | None:
        is_key = node.type == "argument" and node.children[0].get_code().strip() == "key"
        return "key=None" if is_key else None


class OtherName(_Ours):
    """``any`` for ``all``, ``min`` for ``max``, and the other way round."""

    def _new(self, node: Any) -> str | None:
        if node.type != "name" or node.value not in OTHER or node.parent.type == "trailer":
            return None
        after = node.get_next_sibling()
        return OTHER[node.value] if after is not None and after.get_code().startswith(("(", ",")) else None


class OtherString(_Ours):
    """Another text, where it is no sentence but a word, a name or a path."""

    def _new(self, node: Any) -> str | None:
        found = (
            re.fullmatch(r"([a-z]*)(['\"])([\w.:/#-]*[^\W\d][\w.:/#-]*)\2", node.value)
            if node.type == "string"
            else None
        )
        return f"{found[1]}{found[2]}un{found[3]}{found[2]}" if found else None


class NoStatement(_Ours):
    """A call, an addition or a ``yield`` within a function gone."""

    def _new(self, node: Any) -> str | None:
        if node.parent is None or node.parent.type != "simple_stmt" or node.parent.parent.type == "file_input":
            return None
        is_call = node.type == "atom_expr" and node.children[-1].get_code().startswith("(")
        is_added = (
            node.type == "expr_stmt"
            and node.children[1].get_code().strip().endswith("=")
            and len(node.children[1].get_code().strip()) > 1
        )
        is_yield = node.type == "yield_expr" and node.children[0].value == "yield"
        return "pass" if is_call or is_added else "yield from ()" if is_yield else None


OURS: dict[str, type[Operator]] = {
    o.__name__: o for o in (EmptyComprehension, NoCondition, NoSortKey, OtherName, OtherString, NoStatement)
}


@lru_cache(maxsize=1)
def operators() -> dict[str, Operator]:
    """Return every operator by its name; those of Cosmic Ray begin with ``core/``."""
    theirs = {name: get_operator(name) for name in sorted(operator_names()) if not _LEFT_OUT.match(name)}
    return {name: operator() for name, operator in (theirs | OURS).items()}


def places(source: str) -> dict[tuple[Place, str], list[tuple[str, int]]]:
    """Return what can be changed in a module: place and kind of change -> each operator and which of its occurrences that is."""
    found: dict[tuple[Place, str], list[tuple[str, int]]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    tree = parso.parse(source)
    skipped = _skipped(tree, source)
    for node in ast_nodes(tree):
        for name, operator in operators().items():
            for start, end in operator.mutation_positions(node):
                if not any(first <= start < last for first, last in skipped):
                    kind = re.sub(r"_.*", "", name)
                    found[(start, end), kind].append((name, count[name]))
                count[name] += 1
    return dict(found)


def _skipped(tree: Any, source: str) -> list[Place]:
    """Return where a change changes nothing."""
    lines = source.splitlines()
    found = [((n, 0), (n + 1, 0)) for n, line in enumerate(lines, 1) if "pragma: no cover" in line]
    for node in ast_nodes(tree):
        code = node.get_code(include_prefix=False) if node.type in ("decorator", "if_stmt", "expr_stmt") else ""
        is_cache = node.type == "decorator" and re.match(r"@(lru_)?cache\b", code)
        is_typing = node.type == "if_stmt" and code.startswith("if TYPE_CHECKING")
        is_name = node.type == "expr_stmt" and re.match(r"__all__\b|\w+: TypeAlias\b", code)
        is_annotation = node.type in ("annassign", "tfpdef") or (node.type == "operator" and node.value == "->")
        if is_cache or is_typing or is_name:
            found.append((node.start_pos, node.end_pos))
        elif is_annotation and node.type == "operator":
            found.append((node.start_pos, node.get_next_sibling().end_pos))
        elif is_annotation:
            told = node.children[2 if node.type == "tfpdef" else 1]
            found.append((told.start_pos, told.end_pos))
    return found


def draw(sources: dict[str, str], count: int, seed: int) -> list[tuple[str, Mutant]]:
    """Draw so many places of some modules, each as likely as any other, and one change for each; return module and mutant.

    A sign that can be changed into ten others is one place, so that no kind of change counts more than another.
    """
    chance = random.Random(seed)
    every = [
        (name, key, ways) for name, source in sorted(sources.items()) for key, ways in sorted(places(source).items())
    ]
    chance.shuffle(every)
    found: list[tuple[str, Mutant]] = []
    for name, ((start, _), _), ways in every:
        if len(found) == count:
            break
        operator, occurrence = chance.choice(ways)
        text = mutate_code(sources[name], operators()[operator], occurrence)
        if text is not None and text != sources[name] and _reads(text):
            found.append((name, Mutant(operator, start[0], _change(sources[name], text), text)))
    return found


def _reads(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _change(old: str, new: str) -> str:
    """Say what a change is: the first line that differs, before and after."""
    for before, after in zip(old.splitlines(), new.splitlines(), strict=False):
        if before != after:
            return f"{before.strip()}  =>  {after.strip()}"
    return "a line gone"
