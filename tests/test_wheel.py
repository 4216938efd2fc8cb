"""What a user installs: every command works from the wheel alone, with what it declares and nothing else, outside the checkout.

Nothing is downloaded: the packages that the wheel declares, and those that these declare, are linked out of the environment of the
tests. Whatever is imported and not declared is missing there.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    place = tmp_path_factory.mktemp("wheel")
    here = ["--no-isolation"] if find_spec("hatchling") else []
    build = [sys.executable, "-m", "build", "--wheel", *here, "--outdir", str(place), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(place.glob("*.whl"))


def needed(requirements: list[str], extra: str = "") -> dict[str, Distribution]:
    """Every distribution that these requirements need, directly or not, for this extra of theirs."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    asked = [(Requirement(text), wanted) for text in requirements for wanted in {"", extra}]
    while asked:
        requirement, wanted = asked.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name == "aims-graph" or (requirement.marker and not requirement.marker.evaluate({"extra": wanted})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            pytest.fail(f"{requirement} is declared and not installed here")
        assert requirement.specifier.contains(found[name].version, prereleases=True)
        for more in {"", *requirement.extras}:
            if (name, more) not in seen:
                seen.add((name, more))
                asked += [(Requirement(text), more) for text in found[name].requires or []]
    return found


def install(wheel: Path, place: Path, extra: str = "") -> Path:
    """Make an environment of the wheel and of what it declares; return its ``bin``."""
    venv.create(place, with_pip=False)
    site = next(place.glob("lib/python*/site-packages"))
    # What is not compiled here is compiled when it is imported, and no more than that.
    options = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--disable-pip-version-check")
    pip = [sys.executable, "-m", "pip", "--python", str(place), "install", *options, str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        declares = re.findall(r"^Requires-Dist: (.*)$", archive.read(metadata).decode(), re.MULTILINE)
    for found in needed(declares, extra).values():
        for name in {file.parts[0] for file in found.files or []} - {"..", "__pycache__"}:
            if not (site / name).exists():
                (site / name).symlink_to(Path(str(found.locate_file(name))))
    return place / "bin"


@pytest.fixture(scope="module")
def plain(wheel, tmp_path_factory):
    return install(wheel, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def with_explorer(wheel, tmp_path_factory):
    return install(wheel, tmp_path_factory.mktemp("explorer"), "app")


def clean() -> dict[str, str]:
    """The environment of a user, who knows nothing of the checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_the_wheel_carries_the_content_byte_for_byte(wheel):
    files = [path for folder in ("ontology", "mappings", "layers") for path in (ROOT / folder).rglob("*.t*")]
    with zipfile.ZipFile(wheel) as archive:
        for path in [*files, ROOT / "docs" / "reading.md", ROOT / "docs" / "login.md", *ROOT.glob("docs/formats/*")]:
            name = f"aims_graph/_content/{path.relative_to(ROOT).as_posix()}"
            assert archive.read(name) == path.read_bytes()


COMMANDS = [
    ("--help",),
    ("--version",),
    ("frameworks",),
    ("show", "Art. 9(2)(a)"),
    ("map", "42001 A.6.2.8"),
    ("given", "27001"),
    ("closure", "-f", "csv"),
    ("explain", "27001 10.2", "9001 10"),
    ("retract", "42001 9.2.1", "9001 9.2.1"),
    ("query", "what-maps-to", "-p", "requirement=iso42001:A.6.2.8"),
    ("query", "mine.rq"),
    ("matrix", "-o", "matrix.xlsx"),
    ("matrix", "-o", "matrix.csv"),
    ("matrix", "-o", "matrix.html"),
    ("check",),
    ("format",),
]
#: Runs the commands one after the other in the environment of the wheel and says how each ended.
ALL = """
import json, pathlib, sys, traceback
import aims_graph
from aims_graph.cli.main import main
ended = {"": aims_graph.__file__}
for command in json.load(sys.stdin):
    try:
        ended[" ".join(command)] = main(command)
    except BaseException:
        ended[" ".join(command)] = traceback.format_exc()
pathlib.Path("ended.json").write_text(json.dumps(ended))
"""


@pytest.fixture(scope="module")
def ended(plain, tmp_path_factory):
    place = tmp_path_factory.mktemp("commands")
    (place / "mine.rq").write_text("SELECT * { ?s skos:notation 'A.6.2.8' }")
    subprocess.run(
        [plain / "python", "-c", ALL],
        cwd=place,
        env=clean(),
        input=json.dumps(COMMANDS).encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    assert {p.name for p in place.glob("matrix.*")} == {"matrix.xlsx", "matrix.csv", "matrix.html"}
    return json.loads((place / "ended.json").read_text())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: " ".join(c[:2]))
def test_every_command_runs_from_the_wheel(plain, ended, command):
    assert Path(ended[""]).is_relative_to(plain.parent)
    assert ended[" ".join(command)] == 0


def test_the_script_runs_and_the_explorer_is_no_part_of_the_plain_wheel(plain, tmp_path):
    command = [plain / "aims-graph", "app", "--no-browser"]
    done = subprocess.run(command, cwd=tmp_path, env=clean(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[1].strip() == "Install it too: pip install 'aims-graph[app]'."
    assert (
        subprocess.run([plain / "python", "-c", "import streamlit"], check=False, capture_output=True).returncode == 1
    )


def test_the_explorer_starts_from_the_wheel(with_explorer, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [with_explorer / "aims-graph", "app", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, cwd=tmp_path, env=clean(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            try:
                assert urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).read() == b"ok"
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("no answer in 30 seconds")
    finally:
        process.terminate()
        process.wait(20)


def test_every_page_of_the_explorer_finds_what_it_imports(with_explorer, tmp_path):
    code = (
        "import pathlib, aims_graph_app as a; from streamlit.testing.v1 import AppTest; "
        "s = str(pathlib.Path(a.__file__).parent / 'main.py'); t = AppTest.from_file(s, default_timeout=60).run(); "
        "import sys; sys.exit(str([e.value for e in t.exception]) if t.exception else 0)"
    )
    imports = (
        "import importlib, pkgutil, aims_graph_app; "
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(aims_graph_app.__path__, 'aims_graph_app.') "
        "if not m.name.endswith('.main') and '.views.' not in m.name]; "
    )
    done = subprocess.run(
        [with_explorer / "python", "-c", imports + code],
        cwd=tmp_path,
        env=clean(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_carries_all_of_the_app(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "app/aims_graph_app"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {name.removeprefix("app/") for name in tracked.stdout.split()} <= names
