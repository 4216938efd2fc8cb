"""The trial of the tests by mutants (benchmarks/python_mutants.py) where something it needs is not installed: it says so and tries nothing."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "benchmarks"))
    module = import_module("python_mutants")
    monkeypatch.setattr(module, "copy_of_the_tree", lambda: pytest.fail("something is tried"))
    yield module
    del sys.modules["python_mutants"]


@pytest.mark.parametrize(
    ("missing", "given", "says"),
    [
        (["coverage"], ["--map", "map.json"], "coverage cannot be imported"),
        (["coverage"], [], "coverage cannot be imported"),
        (["coverage", "parso"], [], "parso and coverage cannot be imported"),
        (["cosmic_ray"], ["--by-imports"], "cosmic_ray cannot be imported"),
        (["cosmic_ray", "coverage"], ["--map", "kept.json"], "cosmic_ray cannot be imported"),
    ],
)
def test_what_is_missing_is_named_before_anything_is_tried(
    trial: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    missing: Collection[str],
    given: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kept.json").write_text("[{}, {}]")
    monkeypatch.setattr(trial, "find_spec", lambda name: None if name in missing else name)
    monkeypatch.setattr(sys, "argv", ["python_mutants.py", "reason", *given])
    with pytest.raises(SystemExit) as ended:
        trial.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.endswith(f"error: {says}; install what benchmarks need: pip install -e '.[bench]'\n")
    assert not Path("map.json").exists()


def test_where_no_test_passes_nothing_is_said_of_mutants_and_nothing_is_kept(
    trial: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trial, "in_child", lambda *_: 1)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        trial.known(tmp_path / "map.json", ["tests/test_x.py"], 1.0)
    assert ended.value.code == 2
    assert capsys.readouterr().err == "No test passed, and without one nothing can be said of a mutant.\n"
    assert not (tmp_path / "map.json").exists()
