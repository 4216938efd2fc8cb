"""Commands as a user types them, run in this process: what they print, what they say, their exit code."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from html import unescape

from aims_graph.cli.main import main


@dataclass(frozen=True)
class Done:
    """A command that has ended; an exception that would have been a traceback fails the test instead."""

    returncode: int
    stdout: str
    stderr: str


class Screen(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str, screen: bool = False) -> Done:
    """Run ``aims-graph`` with these arguments; ``screen``: its answer goes to a terminal."""
    out, said = Screen() if screen else io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(said):
        code = main(list(arguments))
    assert "Traceback" not in said.getvalue()
    return Done(code, out.getvalue(), said.getvalue())


def page_text(*arguments: str) -> str:
    """Run a command whose answer is a web page, and return what a person reads there, its blanks single."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", run(*arguments).stdout)).split())
