"""What the documents print is what the code does."""

from pathlib import Path

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
