"""Changes of the code that nothing had noticed, or that were drawn at random, are noticed by the test that is named for each."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TABLE = HERE / "mutants.tsv"


def test_every_planted_change_is_noticed() -> None:
    done = subprocess.run([sys.executable, HERE / "planted.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_change_is_planted_in_each_part_whose_answers_count() -> None:
    with TABLE.open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    parts = [line["module"].split("/")[1] for line in lines]
    assert len(lines) >= 25 and all(
        parts.count(part) >= 3 for part in ("answers", "check", "graph", "reason", "workspace")
    )
    assert all(line["before"] != line["after"] for line in lines)


@pytest.mark.parametrize(
    ("after", "fate"),
    [("    return 2\n", "killed"), ("    return 1\n", "survived"), ("    while True: pass\n", "endless")],
)
def test_what_becomes_of_a_change(tmp_path: Path, after: str, fate: str) -> None:
    """In a process of its own, for one that was started by pytest has its own tests already."""
    (tmp_path / "it.py").write_text("def one():\n    return 1\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        "from it import one\n\ndef test_one():\n    assert one() == 1\n", encoding="utf-8"
    )
    code = f"import planted; print(planted.fate('it.py', 'def one():\\n' + {after!r}, ['test_it.py::test_one'], 2))"
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = ['.', {str(HERE)!r}]; {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split()[-1] == fate
    assert (tmp_path / "it.py").read_text(encoding="utf-8") == "def one():\n    return 1\n"
