"""What a user installs: every command works from the wheel, in a clean environment, outside the checkout."""

import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(place), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(place.glob("*.whl"))
    subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
    pip = [str(place / "venv/bin/pip"), "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return wheel, place


def test_the_wheel_carries_the_content_byte_for_byte(installed):
    with zipfile.ZipFile(installed[0]) as archive:
        for folder in ("ontology", "mappings"):
            for path in (ROOT / folder).rglob("*.t*"):
                name = f"aims_graph/_content/{path.relative_to(ROOT).as_posix()}"
                assert archive.read(name) == path.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("frameworks",),
        ("show", "Art. 9(2)(a)"),
        ("map", "42001 A.6.2.8"),
        ("given", "27001"),
        ("closure", "-f", "csv"),
        ("explain", "27001 10.2", "9001 10"),
        ("retract", "42001 9.2.1", "9001 9.2.1"),
        ("query", "what-maps-to", "-p", "requirement=iso42001:A.6.2.8"),
        ("query", "{query}"),
        ("matrix", "-o", "matrix.xlsx"),
        ("matrix", "-o", "matrix.csv"),
        ("check",),
        ("format",),
    ],
    ids=lambda a: " ".join(a[:2]),
)
def test_every_command_runs_from_the_wheel(installed, tmp_path, arguments):
    query = tmp_path / "mine.rq"
    query.write_text("SELECT * { ?s skos:notation 'A.6.2.8' }")
    command = [str(installed[1] / "venv/bin/aims-graph"), *(a.format(query=query) for a in arguments)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_explorer_starts_from_the_wheel(installed, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(installed[1] / "venv/bin/aims-graph"), "app", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            try:
                assert urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).read() == b"ok"
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail("no answer in 30 seconds")
    finally:
        process.terminate()
        process.wait(20)


def test_the_wheel_carries_all_of_the_app(installed):
    with zipfile.ZipFile(installed[0]) as archive:
        names = set(archive.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "app/aims_graph_app"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {name.removeprefix("app/") for name in tracked.stdout.split()} <= names
