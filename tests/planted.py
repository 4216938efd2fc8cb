"""Modules with something else in them, in a copy of the working tree, and what the tests make of that.

    python tests/planted.py

tries every line of ``mutants.tsv``: what stands in a module (``\\n`` ends a line), what is put there instead, and the test that must notice. It prints
those that nobody noticed. More of the kind, drawn at random: ``benchmarks/python_mutants.py``.
"""

from __future__ import annotations

import csv
import gc
import importlib
import importlib.util
import math
import os
import pkgutil
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("aims_graph", "app", "tests", "ontology", "mappings", "layers", "demo", "docs", "pyproject.toml", "README.md")
#: From the bottom up; what lies below a package never imports it.
LAYERS = ("pack", "model", "formats", "reason", "graph", "answers", "workspace", "present", "exchange", "check")
#: Imported before anything is tried, for that takes long.
OTHERS = (
    *("pyoxigraph", "rdflib", "networkx", "lark", "openpyxl", "typer", "rich", "pyshacl", "owlready2", "pandas"),
    *("sqlalchemy", "alembic.command", "psycopg"),
)


@contextmanager
def copy_of_the_tree() -> Iterator[None]:
    """Make a copy, go there, and make it the place where everything is looked for; tests decide the same way each time."""
    with tempfile.TemporaryDirectory(prefix="aims-graph-mutants-") as name:
        folder = Path(name)
        for part in COPIED:
            (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, folder / part)
        os.chdir(folder)
        sys.path[:0] = paths = [str(folder), str(folder / "app")]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
        os.environ["AIMS_GRAPH_CACHE"] = str(folder / "cache")
        (folder / "cache").mkdir(mode=0o700)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("planted", derandomize=True, database=None, phases=phases, deadline=None)
        hypothesis.settings.load_profile("planted")
        yield


def warm(package: str) -> None:
    """Import what lies below a package, and read the content, so that no process has to that starts from here."""
    for name in OTHERS:
        importlib.import_module(name)
    for layer in LAYERS[: LAYERS.index(package)]:
        folder = importlib.import_module(f"aims_graph.{layer}")
        for module in pkgutil.walk_packages(folder.__path__, f"aims_graph.{layer}."):
            # Those are read by Alembic alone.
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    importlib.import_module("aims_graph.formats.library").load()
    gc.freeze()


def run(tests: list[str], *plugins: object, options: tuple[str, ...] = ()) -> int:
    """Run some tests and return pytest's exit code."""
    # What looks for leaks at the end takes longer than most tests.
    without = (word for name in ("cacheprovider", "unraisableexception", "warnings") for word in ("-p", f"no:{name}"))
    return int(pytest.main([*options, "-q", *without, *tests], plugins=list(plugins)))


def in_child(work: Callable[[], int], seconds: float) -> int | None:
    """Return the exit code of a piece of work done in a forked process with no output; ``None`` if it took too long.

    Args:
        work: what to do.
        seconds: of processor time; of the clock it may take ten times as much, for others may be busy.
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setsid()
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
            code = int(work())
        finally:
            os._exit(code)
    end = time.monotonic() + 10 * seconds
    status = None
    while status is None and time.monotonic() < end:
        pid, found = os.waitpid(child, os.WNOHANG)
        status = found if pid else None
        time.sleep(0.01)
    # With all that it started.
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if status is None:
        os.waitpid(child, 0)
    return None if status is None or os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


class FirstToFail:
    """A plugin of pytest that writes down which test fails first."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the first one down; the file outlives the process."""
        if report.failed and not self.place.exists():
            self.place.write_text(report.nodeid, encoding="utf-8")


def fate(module: str, text: str, tests: list[str], seconds: float) -> str:
    """Return what becomes of a module that reads otherwise: survived, killed by a test, or endless; arguments as of :func:`tried`."""
    return tried(module, text, tests, seconds)[0]


def tried(module: str, text: str, tests: list[str], seconds: float, without: Iterable[str] = ()) -> tuple[str, str]:
    """Return what becomes of a module that reads otherwise, and the test that failed; no test if it cannot even be read.

    Args:
        module: its path in the tree.
        text: what it says instead.
        tests: those that may notice, in the order in which they are run until one fails.
        seconds: how much processor time they may take.
        without: tests that have no say.
    """
    options = ("-x", "--tb=no", *(f"--deselect={test}" for test in without))
    path = Path(module)
    whole = path.read_text(encoding="utf-8")
    made = Path(importlib.util.cache_from_source(module))
    failed = Path("first-to-fail.txt").absolute()
    failed.unlink(missing_ok=True)
    try:
        made.unlink(missing_ok=True)
        path.write_text(text, encoding="utf-8")
        code = in_child(lambda: run(tests, FirstToFail(failed), options=options), seconds)
        if code == pytest.ExitCode.USAGE_ERROR:
            # A test is gone, for its file cannot be read any more, or its cases are made by what was changed: the others decide.
            files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
            code = in_child(lambda: run(files, FirstToFail(failed), options=options), 5 * seconds)
    finally:
        path.write_text(whole, encoding="utf-8")
        made.unlink(missing_ok=True)
    by = failed.read_text(encoding="utf-8") if failed.exists() else ""
    return {None: "endless", 0: "survived", pytest.ExitCode.NO_TESTS_COLLECTED: "survived"}.get(code, "killed"), by


def main() -> None:
    """Plant every line of the table; the exit code is 1 if one survives or can no longer be planted."""
    with (ROOT / "tests" / "mutants.tsv").open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    noticed = 0
    with copy_of_the_tree():
        warm(LAYERS[min(LAYERS.index(line["module"].split("/")[1]) for line in lines)])
        for line in lines:
            before, after = (line[name].replace("\\n", "\n") for name in ("before", "after"))
            text = Path(line["module"]).read_text(encoding="utf-8")
            if text.count(before) == 1:
                found = fate(line["module"], text.replace(before, after), [line["test"]], 60)
            else:
                found = "stands there no more, or twice: correct the line, or remove it for another (benchmarks/python_mutants.py --all)"
            noticed += found in ("killed", "endless")
            if found not in ("killed", "endless"):
                print(f"{line['module']}: {line['before']} => {line['after']} ({line['test']}): {found}")
    print(f"{noticed} of {len(lines)} noticed")
    sys.exit(0 if lines and noticed == len(lines) else 1)


if __name__ == "__main__":
    main()
