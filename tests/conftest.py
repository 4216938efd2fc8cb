import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import databases
import pytest
from plants import copied

from aims_graph.formats.library import load
from aims_graph.model import Library

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from aims_graph.serve.desk import Desk
    from aims_graph.workspace.change import Change
    from aims_graph.workspace.store import Workspace


#: Reasoners that a test starts end within seconds: to optimise them to the last, and to collect their garbage on several cores, takes longer.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")


def pytest_collection_finish() -> None:
    """Take what lives to the end, all modules and tests, out of what the collection of garbage walks through, and let it walk less often.

    Content is many records that live long: a tenth of the time of the tests went into looking for garbage among them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session")
def library() -> Library:
    return load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    return copied(tmp_path)


@pytest.fixture(scope="session")
def postgres() -> Iterator[databases.Server]:
    """A PostgreSQL server; where none is installed the tests say so, and in CI they fail."""
    if databases.PROGRAM is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed")
    with databases.server() as server:
        yield server


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def where(request: pytest.FixtureRequest) -> str:
    """Where a workspace keeps its data, as its settings name it: each test that asks for it runs over both."""
    return "workspace.db" if request.param == "SQLite" else request.getfixturevalue("postgres").empty()


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """The folder of a new workspace in SQLite, closed: a test copies it, which is faster than to make one."""
    from aims_graph.workspace.setup import init_workspace

    folder = tmp_path_factory.mktemp("workspaces") / "empty"
    init_workspace(folder, "Anyone Ltd", "Ada", library).engine.dispose()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a workspace may lie; it is not there yet, and its name has all that an address or a format would read as its own."""
    return tmp_path / "a folder, named 100% oddly? #1"


@pytest.fixture(scope="session")
def kept_example(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """The workspace of the invented organisation, as a backup to be brought back, which is faster than to make one."""
    from aims_graph.workspace.demo import demo_workspace
    from aims_graph.workspace.setup import backup

    folder = tmp_path_factory.mktemp("example")
    place = demo_workspace(folder / "made", library)
    backup(place, folder / "example.zip")
    place.engine.dispose()
    return folder / "example.zip"


@pytest.fixture(scope="module")
def demo(kept_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Workspace"]:
    """The invented organisation, in a folder of the module's own."""
    from aims_graph.workspace.setup import restore

    place = restore(kept_example, tmp_path_factory.mktemp("demo") / "w")
    yield place
    place.engine.dispose()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, library: Library) -> "Workspace":
    """The small workspace of ``assured.py`` as it is; whoever changes it takes ``changing``."""
    from assured import assured

    return assured(tmp_path_factory.mktemp("assured") / "ws", library)


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands on the day of the tests, whichever day it is."""
    from assured import WRITTEN

    from aims_graph import clock

    monkeypatch.setattr(clock, "now", lambda: WRITTEN)


@pytest.fixture
def changing(made: "Workspace", library: Library) -> Iterator["Change"]:
    """A change of that workspace that is never kept."""
    from assured import never_kept

    with never_kept(made, library) as change:
        yield change


@pytest.fixture
def a_main_module_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own reads the main module of the one that starts it; tests of pages leave the explorer's script as that."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> "Desk":
    """What answers the queries of an endpoint over the small content."""
    from endpoints import small_desk

    return small_desk(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def client(desk: "Desk") -> Iterator["TestClient"]:
    """A client of that endpoint."""
    from starlette.testclient import TestClient

    from aims_graph.serve.endpoint import endpoint

    with TestClient(endpoint(desk), base_url="http://127.0.0.1:8042") as client:
        yield client
