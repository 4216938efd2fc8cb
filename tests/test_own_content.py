"""docs/own-content.md, run as it is printed: its files are written, its commands run, what it says they print is printed."""

import re
import shlex
from pathlib import Path

from commands import run

from aims_graph.formats.library import load

PAGE = Path(__file__).parent.parent / "docs" / "own-content.md"


def test_from_an_empty_folder_to_a_matrix(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    printed: list[str] = []
    commands = 0
    for kind, name, body in re.findall(r"```(\w+) ?(\S*)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        if kind == "csv":
            Path(name).write_text(body, encoding="utf-8")
        elif kind == "sh":
            for line in body.strip().split("\n"):
                program, *arguments = shlex.split(line)
                done = run(*arguments)
                assert program == "aims-graph" and done.returncode == 0, (line, done)
                printed.append(done.stdout + done.stderr)
                commands += 1
        else:
            for line in body.strip("\n").split("\n"):
                assert any(line in text for text in printed), line
    assert commands == 7
    assert "All content is in order." in printed[3]
    library = load("our-content")
    assert {(m.object_id, m.relation) for m in library.rows_at("house:H-1.1")} == {
        ("iso27001:A.8.15", "subset_of"),
        ("aiact:art-12-1", "intersects"),
    }
    assert library.frameworks["house"].short == "House rules"
    assert "Keep event logs" in Path("matrix.html").read_text(encoding="utf-8")
    # Ours is as it was.
    assert [s.id for s in load().sets] == [s.id for s in library.sets][: len(load().sets)]
