"""What is said to be done where there are no commands: on a page, to an assistant, in Python. Of each message outside the command line that names one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import aims_graph

ROOT = Path(aims_graph.__file__).parent
#: What only a command says: it writes to a screen, serves, or documents.
OF_COMMANDS = {
    *("present/console.py", "present/forms.py", "exchange/published/folder.py"),
    *("serve/elsewhere.py", "serve/assistant/ours.py"),
}
COMMAND = re.compile(r"aims-graph (?!again)|(?<![\w-])--[a-z]{2}")


def raised() -> Iterator[tuple[str, int, ast.Call]]:
    """Every message of ours that stops, outside the command line and the workspace, with its place."""
    for path in sorted(ROOT.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(("cli/", "workspace/")) or place in OF_COMMANDS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("AimsError"):
                yield place, node.lineno, node


def test_whoever_has_no_commands_is_told_what_to_do_without_one() -> None:
    """``advice`` is shown there, or else the mend itself; no other part of a message may name a command either."""
    wrong = []
    for place, line, call in raised():
        said = [ast.unparse(a) for a in call.args]
        shown = [said[0], *(said[2:] or said[1:2])] if said else []
        wrong += [f"{place}:{line} {text}" for text in shown if COMMAND.search(text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["groups", "topics", "suggestions"])
def test_the_notes_of_tables_that_pages_show_name_no_command(name: str) -> None:
    """What leads on from a table is said by the surface that shows it."""
    tree = ast.parse((ROOT / f"present/{name}.py").read_text(encoding="utf-8"))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert not [t for t in texts if COMMAND.search(t)]
