"""What a page of the explorer, or an assistant, is told of a fault in a workspace: it has no commands, so it is told none."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import COMMAND

import aims_graph.workspace
from aims_graph.errors import AimsError

FOLDER = Path(aims_graph.workspace.__file__).parent
PARTS = ("what", "mend", "advice", "shown")


class Said:
    """The texts of one module, as far as they can be known before it runs: its constants, and what a function assigned to a name."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.module = vars(importlib.import_module(f"aims_graph.workspace.{path.stem}"))
        self.helpers = {
            f.name
            for f in ast.walk(self.tree)
            if isinstance(f, ast.FunctionDef) and f.returns is not None and ast.unparse(f.returns) == "AimsError"
        }

    def text(self, node: ast.AST | None, within: ast.AST, seen: frozenset[str] = frozenset()) -> str:
        """All that a text may be, what is not known of it as ``_``."""
        if isinstance(node, ast.Constant):
            return str(node.value)
        if isinstance(node, ast.JoinedStr):
            return "".join(self.text(part, within, seen) for part in node.values)
        if isinstance(node, ast.FormattedValue):
            return self.text(node.value, within, seen)
        if isinstance(node, ast.IfExp):
            return f"{self.text(node.body, within, seen)} {self.text(node.orelse, within, seen)}"
        if isinstance(node, ast.BinOp):
            return self.text(node.left, within, seen) + self.text(node.right, within, seen)
        if isinstance(node, ast.Attribute) and node.attr == "mend":
            return "the mend of another error, with --its commands"
        if isinstance(node, ast.Name):
            if isinstance(known := self.module.get(node.id), str):
                return known
            values = () if node.id in seen else self._assigned(node.id, within)
            return " ".join(self.text(value, within, seen | {node.id}) for value in values) or "_"
        return "_"

    @staticmethod
    def _assigned(name: str, within: ast.AST) -> Iterator[ast.AST]:
        for n in ast.walk(within):
            if isinstance(n, ast.Assign):
                for target in n.targets:
                    pairs = (
                        zip(target.elts, n.value.elts, strict=True)
                        if isinstance(target, ast.Tuple) and isinstance(n.value, ast.Tuple)
                        else [(target, n.value)]
                    )
                    yield from (value for to, value in pairs if isinstance(to, ast.Name) and to.id == name)

    def on_pages(self) -> Iterator[tuple[int, str]]:
        """Line and text of each thing that a page is told when an error of this module reaches it."""
        for function in (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef)):
            for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                made = self.module.get(name)
                if isinstance(made, type) and issubclass(made, AimsError):
                    given = dict(zip(PARTS, call.args, strict=False)) | {str(k.arg): k.value for k in call.keywords}
                    for node in (given.get("shown", given.get("what")), given.get("advice", given.get("mend"))):
                        yield call.lineno, self.text(node, function)
                elif name in {*self.helpers, "bring_back"}:
                    yield from ((call.lineno, self.text(node, function)) for node in call.args)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.stem)
def test_no_error_of_a_workspace_tells_a_page_a_command(path: Path) -> None:
    assert [(line, text) for line, text in Said(path).on_pages() if COMMAND.search(text)] == []


def test_the_errors_are_found() -> None:
    found = {path.stem: len(list(Said(path).on_pages())) for path in FOLDER.glob("*.py")}
    assert sum(found.values()) > 180 and all(found[name] for name in ("database", "folder", "store", "setup", "rules"))
