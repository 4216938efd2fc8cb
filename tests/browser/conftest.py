"""A server, Debian's chromium, and a log of every request: one that leaves this machine fails the test."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import Visitor

from aims_graph.cli.app import serve_command

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = "chromium is not installed: apt-get install chromium"
LEFT_OUT: list[pytest.Item] = []
collect_ignore = ["hostile_main.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        mine = [item for item in items if "browser" in item.path.parts]
        if mine and os.environ.get("CI"):
            pytest.exit("The browser tests need chromium: apt-get install chromium", returncode=1)
        for item in mine:
            item.add_marker(pytest.mark.skip(reason=NEEDED))
        LEFT_OUT.extend(mine)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LEFT_OUT:
        terminalreporter.write_line(f"{len(LEFT_OUT)} browser tests were left out: {NEEDED}", yellow=True)


def serve(change: Callable[[str], str] = str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [change(part) for part in serve_command(port, browser=False)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    yield from serve()


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose workspaces lie in a folder of its own: what one file of tests opens, no other file finds open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIMS_GRAPH_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("AIMS_GRAPH_WORKSPACE", "")
        patch.delenv("AIMS_GRAPH_PERSON", raising=False)
        yield from serve()


@pytest.fixture(scope="session")
def hostile_server() -> Iterator[str]:
    poisoned = str(Path(__file__).with_name("hostile_main.py"))
    yield from serve(lambda part: poisoned if part.endswith("main.py") else part)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


#: Kinds of windows: their size and their colours.
KINDS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "tablet": {"viewport": {"width": 820, "height": 1180}, "color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}


def window(chromium: Any, server: str, kind: str = "light") -> Visitor:
    """Open a window that nobody used before."""
    context = chromium.new_context(accept_downloads=True, **KINDS[kind])
    return Visitor(context.new_page(), server)


def served(request: pytest.FixtureRequest) -> str:
    """The server that a test is marked for."""
    hostile = request.node.get_closest_marker("hostile")
    own = request.node.get_closest_marker("own")
    return str(request.getfixturevalue("hostile_server" if hostile else "own_server" if own else "server"))


@pytest.fixture
def visit(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody at a window of their own."""
    visitor = window(chromium, served(request))
    yield visitor
    visitor.page.context.close()
    assert visitor.foreign == []
    assert visitor.errors == []


@pytest.fixture(scope="module")
def windows(chromium: Any) -> Iterator[dict[tuple[str, str], Visitor]]:
    """By server and kind, the windows of :func:`look`."""
    found: dict[tuple[str, str], Visitor] = {}
    yield found
    for window in found.values():
        window.page.context.close()


@pytest.fixture
def look(chromium: Any, windows: dict[tuple[str, str], Visitor], request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody who only looks at one page after the other, in a window that has the explorer's code already: in half the time."""
    key = (served(request), getattr(request, "param", "light"))
    if key not in windows:
        windows[key] = window(chromium, *key)
    visitor = windows[key]
    visitor.foreign.clear()
    visitor.errors.clear()
    yield visitor
    assert visitor.foreign == []
    assert visitor.errors == []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "hostile: over content full of markup")
    config.addinivalue_line("markers", "own: on a server with workspaces of its own")
