"""aims-graph app: what it runs, and what it says if it cannot."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from servers import free_port

from aims_graph.cli.app import serve_command
from aims_graph.errors import AimsError


def test_it_serves_this_machine_only_and_tells_nobody() -> None:
    command = " ".join(serve_command(free_port(), browser=False))
    for flag in (
        "--server.address=127.0.0.1",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
        "--runner.postScriptGC=false",
        "--server.headless=true",
    ):
        assert flag in command


def test_a_port_in_use_gets_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AimsError, match=rf"Port {port} is in use"):
            serve_command(port, browser=False)


def test_it_starts_from_another_folder_and_ends_with_its_process(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "aims_graph.cli.main", "app", "--port", str(port), "--no-browser"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = f"http://127.0.0.1:{port}/_stcore/health"
        for _ in range(200):
            try:
                assert urllib.request.urlopen(address, timeout=2).read() == b"ok"
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("no answer in 20 seconds")
    finally:
        process.terminate()
        process.wait(20)
    for _ in range(50):
        try:
            urllib.request.urlopen(address, timeout=1)
            time.sleep(0.1)
        except OSError:
            return
    pytest.fail("the server outlived its command")
