"""What is imported is declared, and what is declared is imported."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from aims_graph.cli.app import NEEDED, serve_command
from aims_graph.errors import AimsError
from aims_graph.version import VERSION

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", name)[0]).lower()


#: What the library uses, and whoever does without it does not install.
EXTRAS = ("docs", "documents", "mcp", "notebook", "serve", "workspace")


def imported(*folders: str) -> set[str]:
    """The distributions whose modules are imported anywhere below some folders."""
    ours = {
        "aims_graph",
        "aims_graph_app",
        *(p.stem for f in ("tests", "tests/app", "tests/browser") for p in (ROOT / f).glob("*.py")),
    }
    found = {m for folder in folders for path in (ROOT / folder).rglob("*.py") for m in modules(path)}
    providers = packages_distributions()
    return {plain(d) for m in found - ours - sys.stdlib_module_names for d in providers.get(m, [m])}


def modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def declared(extra: str = "") -> set[str]:
    names = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    return {plain(name) for name in names} - {"aims-graph"}


def test_the_library_imports_what_it_declares() -> None:
    assert imported("aims_graph") == set().union(*map(declared, ("", *EXTRAS)))


def test_what_an_extra_brings_is_imported_where_it_is_needed_alone() -> None:
    """Whoever installs the library without an extra can use all the rest."""
    users = {path: set(modules(path)) for path in (ROOT / "aims_graph").rglob("*.py")}
    for names, places in (
        ({"docx", "typst"}, ("present/document_",)),
        ({"pygraphviz", "pylode"}, ("exchange/published/",)),
        ({"alembic", "sqlalchemy"}, ("workspace/",)),
        ({"anyio", "httpx2", "mcp", "mcp_types", "starlette", "uvicorn"}, ("serve/", "cli/")),
    ):
        where = [path.relative_to(ROOT / "aims_graph").as_posix() for path, used in users.items() if used & names]
        assert where and [place for place in where if not place.startswith(places)] == []
    done = "import sys, aims_graph.cli.main as m; m.application(); print([n for n in sys.argv[1:] if n in sys.modules])"
    brought = (
        "docx",
        "typst",
        "pygraphviz",
        "pylode",
        "alembic",
        "sqlalchemy",
        "anyio",
        "httpx2",
        "mcp",
        "starlette",
        "uvicorn",
    )
    assert subprocess.check_output([sys.executable, "-c", done, *brought], text=True) == "[]\n"


def test_the_explorer_imports_what_its_extra_declares() -> None:
    assert imported("app/aims_graph_app") - declared() == declared("app") == set(map(plain, NEEDED))


def test_the_tests_import_what_is_declared() -> None:
    assert imported("tests") <= declared().union(*map(declared, PROJECT["optional-dependencies"]))


def test_every_page_that_a_text_points_to_is_installed() -> None:
    """Workbooks, messages and helps name pages of docs/; whoever installed the package has no other folder to look in."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    installed = [f"{path}/" if (ROOT / path).is_dir() else path for path in build["wheel"]["force-include"]]
    named: set[str] = set()
    for path in (p for folder in ("aims_graph", "app") for p in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # A docstring is for whoever reads the code, but that of a command, which is its help.
        modules = {
            id(n.body[0].value)
            for n in ast.walk(tree)
            if isinstance(n, ast.Module) and n.body and isinstance(n.body[0], ast.Expr)
        }
        others = {
            id(n.body[0].value)
            for n in ast.walk(tree)
            if isinstance(n, ast.ClassDef | ast.FunctionDef)
            and isinstance(n.body[0], ast.Expr)
            and path.parent.name != "cli"
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in modules | others:
                named.update(re.findall(r"\bdocs/[\w./-]+[\w/]", node.value))
    assert "docs/login.md" in named and len(named) >= 5
    # The report that an option prints is written into the repository, for nobody to read elsewhere.
    assert sorted(n for n in named - {"docs/content-quality.md"} if not n.startswith(tuple(installed))) == []


def test_the_version_is_one() -> None:
    assert PROJECT["version"] == VERSION


def test_without_the_explorer_its_command_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aims_graph.cli.app.find_spec", lambda name: None)
    with pytest.raises(AimsError, match=r"pip install 'aims-graph\[app\]'"):
        serve_command(8501, browser=False)
