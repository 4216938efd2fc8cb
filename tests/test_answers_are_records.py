"""Answers are records: the words in which a person reads them stand in present/, so that one place decides how a thing is said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import aims_graph

ANSWERS = Path(aims_graph.__file__).parent / "answers"
#: Calls whose text is of another kind: what is wrong and how to mend it, how far something long has come, what a log keeps, a statement of SQL.
SAYING = ("Error", "each", "told", "warning", "execute", "executemany")
#: What stays, with why: a value that files and pages share, parts of what an error says, a query, the id of a bend that nobody reads.
STAYS = {
    "law/binds.py": ["does not bind"],
    "law/words.py": ["kind of system", "Did you mean _?"],
    "naming.py": ["Near are _."],
    "topics/topics.py": ["topic or function"],
    "sparql_help.py": ["SELECT"],
    "picture/plan_columns.py": ["_ from _ at _"],
}


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each text of three words or more that is no docstring and not of ``SAYING``."""
    if isinstance(tree, ast.Call) and _called(tree).endswith(SAYING):
        return
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    if isinstance(tree, ast.JoinedStr):
        text = "".join(str(p.value) if isinstance(p, ast.Constant) else "_" for p in tree.values)
        if len([w for w in text.split() if w.strip("_(){}.,:;'\"")]) >= 2 and len(text.split()) >= 3:
            yield tree.lineno, text
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str) and len(tree.value.split()) >= 3:
        yield tree.lineno, tree.value
    for child in ast.iter_child_nodes(tree):
        yield from _sentences(child)


@pytest.mark.parametrize("path", sorted(ANSWERS.rglob("*.py")), ids=lambda p: p.relative_to(ANSWERS).as_posix())
def test_an_answer_makes_no_sentence_and_no_table(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    stays = STAYS.get(path.relative_to(ANSWERS).as_posix(), [])
    found = [text for _, text in _sentences(tree)]
    assert len(found) == len(stays) and all(map(str.startswith, found, stays)), list(_sentences(tree))
    assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Call) and _called(n) == "Table"]
