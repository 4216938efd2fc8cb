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

from aims_graph.cli.app import serve_command

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Streamlit probes these beside a deep link; they are not there, and that is all.
PROBES = ("_stcore/health", "_stcore/host-config")

collect_ignore = ["hostile_main.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        for item in items:
            if "browser" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed: apt-get install chromium"))


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


class Visitor:
    """A browser window that remembers what went out and what went wrong."""

    def __init__(self, page: Any, server: str) -> None:
        self.page = page
        self.server = server
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda message: self._console(message) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.server, self.server.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(request.url)

    def _console(self, message: Any) -> None:
        if not message.location.get("url", "").endswith(PROBES):
            self.errors.append(message.text)

    def go(self, path: str, heading: str = "h1") -> Any:
        self.page.goto(self.server + path)
        self.page.wait_for_selector(heading, timeout=30000)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and nothing is drawn any more."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(
            '!document.querySelector(\'[data-test-script-state="running"], [data-testid="stSpinner"]\')', timeout=30000
        )
        self.page.wait_for_timeout(250)

    def text(self) -> str:
        """Return what the page says, once it says the same twice."""
        last, said = "", self.page.locator(".stMainBlockContainer").inner_text()
        while said != last:
            self.page.wait_for_timeout(400)
            last, said = said, self.page.locator(".stMainBlockContainer").inner_text()
        return str(said)

    def heading(self, text: str) -> None:
        self.page.get_by_role("heading", level=1, name=text).wait_for(timeout=15000)


@pytest.fixture
def visit(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    hostile = request.node.get_closest_marker("hostile")
    server = request.getfixturevalue("hostile_server" if hostile else "server")
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=getattr(request, "param", "light"), accept_downloads=True
    )
    visitor = Visitor(context.new_page(), server)
    yield visitor
    context.close()
    assert visitor.foreign == []
    assert visitor.errors == []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "hostile: over content full of markup")
