"""What the documents print is what the code does."""

import re
import shlex
from pathlib import Path

import pytest
from commands import run

from aims_graph import load
from aims_graph.cli.reference import reference
from aims_graph.present.quality_report import quality_report

ROOT = Path(__file__).parent.parent


def test_the_command_reference_is_the_commands():
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert text == reference(), "write it anew: python -m aims_graph.cli.reference > docs/cli.md"


def test_the_quality_report_is_the_readings():
    text = (ROOT / "docs" / "content-quality.md").read_text(encoding="utf-8")
    assert text == quality_report(load()), "write it anew: aims-graph agreement --report -o docs/content-quality.md"


def commands(page: str) -> list[list[str]]:
    """The commands of the code blocks of a page, as a shell splits them, but for those that serve until they are stopped."""
    text = re.sub(r"^ {4}\.venv/bin/", "    ", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [shlex.split(line, comments=True)[1:] for line in re.findall(r"^ {4}(aims-graph .+)$", text, re.MULTILINE)]
    return [words for words in found if words[0] not in ("app", "serve", "mcp", "publish")]


@pytest.mark.parametrize("page", ["README.md", "docs/workspace.md"])
def test_every_command_of_a_page_runs_as_it_is_printed(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after another, in an empty folder, as somebody would who copies them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AIMS_GRAPH_WORKSPACE", raising=False)
    printed = commands(page)
    assert len(printed) > 3
    for words in printed:
        done = run(*words)
        assert done.returncode == 0, (words, done.stderr)
        assert done.stdout or done.stderr, words
