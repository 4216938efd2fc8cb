"""The public action for code hosts: its file is well formed, and its script judges what it is given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def act(folder, files, at_least="warning"):
    """Run the step that judges, as a runner would, in a folder."""
    command = folder / "aims-graph"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aims_graph.cli.main "$@"\n')
    command.chmod(0o755)
    given = {"FILES": files, "AT_LEAST": at_least, "SARIF": "out.sarif", "AIMS_GRAPH_CONTENT": ""}
    paths = {"AIMS_GRAPH": str(command), "GITHUB_OUTPUT": str(folder / "output"), "PYTHONPATH": str(ROOT)}
    environment = {**os.environ, **given, **paths}
    script = ROOT / ".github" / "lint.sh"
    return subprocess.run(["bash", script], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    head = "subject_id,object_id,relation,subject framework,object framework\n"
    (tmp_path / "deep/er/wrong one.csv").write_text(f"{head}A.8.4,A.8.15,intersects,ISO/IEC 42001,ISO/IEC 27001\n")
    (tmp_path / "right.csv").write_text(f"{head}9.1,9.1,intersects,ISO/IEC 42001,ISO/IEC 27001\n")
    return tmp_path


def test_what_a_person_writes_is_no_part_of_a_script():
    assert ACTION["runs"]["using"] == "composite"
    steps = [s for s in ACTION["runs"]["steps"] if "run" in s]
    assert steps
    assert all("inputs." not in s["run"] and s["shell"] == "bash" for s in steps)
    assert {"files", "at-least", "content", "sarif"} <= {*ACTION["inputs"]}


def test_patterns_findings_and_log(folder):
    done = act(folder, "deep/**/*.csv\n  right.csv  \n")
    assert done.returncode == 1, done.stderr
    assert "deep/er/wrong one.csv" in done.stdout
    log = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]}
    assert places == {"deep/er/wrong%20one.csv"}
    assert {*(folder / "output").read_text().split()} == {"sarif=out.sarif", "exit-code=1"}


def test_without_findings_and_without_files(folder):
    done = act(folder, "right.csv")
    assert (done.returncode, (folder / "output").read_text().split()) == (0, ["sarif=out.sarif", "exit-code=0"])
    assert act(folder, "none/*.csv").returncode == 2
    assert act(folder, " \n").returncode == 2
