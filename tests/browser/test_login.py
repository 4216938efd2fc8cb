"""An explorer that others reach, with a login of a small OpenID provider on loopback: who sees what, and who may change what."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import free_port
from visitor import LONG, Visitor

from aims_graph import load
from aims_graph.workspace.people import person_named
from aims_graph.workspace.records.scope import Choice, Person
from aims_graph.workspace.setup import init_workspace

#: The pages a stranger might try: the first, one of the content, one of the workspace, one that makes files.
PAGES = ("/", "/requirement?id=iso42001:4.1", "/workspace", "/soa")
_SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a long text for the test"
client_id = "explorer"
client_secret = "secret of the test"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"
"""


def answers(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an explorer for a workspace with an owner, an editor and a reader."""
    folder = tmp_path_factory.mktemp("served")
    content = load()
    place = init_workspace(folder / "ours", "Our Company", "Ada", content)
    ada = person_named(place.state(), "Ada")
    with place.change(ada, content) as change:
        change.add(Person, name="Bo", role="editor", login="bo@example.org")
        change.add(Person, name="Cy", role="reader", login="cy@example.org")
        change.add(Choice, framework="iso42001")
    place.engine.dispose()
    port, provider = free_port(), free_port()
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(_SECRETS.format(port=port, provider=provider), encoding="utf-8")
    here = Path(sys.executable).parent
    mock = shutil.which("oidc-provider-mock", path=str(here)) or "oidc-provider-mock"
    explorer = [sys.executable, "-m", "aims_graph.cli.main", "app", "--address", "0.0.0.0", "--port", str(port)]
    explorer += ["--no-browser", "--workspace", str(folder / "ours")]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    started = [
        subprocess.Popen([mock, "--port", str(provider)], **quiet),
        subprocess.Popen(explorer, env=dict(os.environ), start_new_session=True, **quiet),
    ]
    try:
        answers(f"http://127.0.0.1:{provider}/.well-known/openid-configuration")
        answers(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in started:
            process.terminate()
            process.wait(20)


def log_in(chromium: Any, server: str, login: str) -> Visitor:
    """Return a new browser whose user has logged in so at the provider."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    visitor = Visitor(context.new_page(), server)
    visitor.page.goto(server + "/assess")
    visitor.page.get_by_role("button", name="Log in").click()
    visitor.page.locator("input[name=sub]").fill(login)
    visitor.page.locator("[type=submit]").first.click()
    visitor.page.wait_for_url(f"{server}/**", timeout=LONG)
    return visitor


def test_a_login_says_who_sees_and_who_changes(chromium, served):
    # A stranger sees the login on every page, and nothing of the content or the workspace.
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(served + path)
        page.get_by_role("button", name="Log in").wait_for(timeout=LONG)
        seen = page.locator("body").inner_text()
        assert "Our Company" not in seen and "42001" not in seen
    context.close()

    # Somebody whom nobody added is told so.
    stranger = log_in(chromium, served, "dee@example.org")
    stranger.heading("Not for you yet")
    assert "dee" in stranger.text() and "Our Company" not in stranger.text()
    stranger.page.context.close()

    # A reader sees everything; the keys of the grid and the form beside it change nothing.
    for login, may in (("cy@example.org", False), ("bo@example.org", True)):
        one = log_in(chromium, served, login)
        one.go("/assess?framework=iso42001")
        one.heading("ISO/IEC 42001: 0 of 70")
        assert one.page.get_by_role("button", name="Save", exact=True).is_enabled() is may
        one.page.locator(".line").first.click()
        one.page.keyboard.press("4")
        if may:
            one.heading("ISO/IEC 42001: 1 of 70")
        else:
            one.page.get_by_text("Cy is reader here and may only read this.").first.wait_for()
            one.settle()
            one.heading("ISO/IEC 42001: 0 of 70")
        one.page.context.close()
