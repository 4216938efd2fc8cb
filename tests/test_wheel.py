"""What a user installs: every command works from the wheel, in a clean environment, outside the checkout."""

import subprocess
import sys
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
