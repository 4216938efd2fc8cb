"""What the documents print is what the code does."""

import subprocess
import sys
from pathlib import Path

import pytest

from aims_graph import load
from aims_graph.cli.main import app
from aims_graph.present.quality_report import quality_report

ROOT = Path(__file__).parent.parent


def test_the_command_reference_is_the_commands(tmp_path):
    path = tmp_path / "cli.md"
    command = [
        sys.executable,
        "-m",
        "typer",
        "aims_graph.cli.main",
        "utils",
        "docs",
        "--name",
        "aims-graph",
        "--output",
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    assert path.read_text(encoding="utf-8") == (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), (
        "write it anew: see CONTRIBUTING"
    )


def test_the_quality_report_is_the_readings():
    text = (ROOT / "docs" / "content-quality.md").read_text(encoding="utf-8")
    assert text == quality_report(load()), "write it anew: aims-graph agreement --report -o docs/content-quality.md"


@pytest.mark.parametrize("command", [c.name or c.callback.__name__.strip("_") for c in app.registered_commands])
def test_every_command_ends_with_an_example(command):
    done = subprocess.run(
        [sys.executable, "-m", "aims_graph.cli.main", command, "--help"], capture_output=True, text=True, check=True
    )
    assert f"Example: aims-graph {command}" in " ".join(done.stdout.split())
