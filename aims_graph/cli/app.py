"""The command that starts the explorer. It runs Streamlit on the app's script and imports nothing from it."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from aims_graph.errors import AimsError

ADDRESS = "127.0.0.1"
#: What the explorer imports beyond what everything needs: the extra ``app``.
NEEDED = ("altair", "markupsafe", "pandas", "pyvis", "streamlit")


def app(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Where to listen, on this machine only.")
    ] = 8501,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Start the explorer at http://127.0.0.1:8501 and serve it until Ctrl-C; nobody but this machine can reach it.

    Example: aims-graph app --port 8600 --no-browser
    """
    from aims_graph.cli.opened import library, share
    from aims_graph.graph.store import store_path
    from aims_graph.present.console import say

    command = serve_command(port, browser)
    share()
    store_path(library())
    say(f"The explorer is at http://{ADDRESS}:{port}; end it with Ctrl-C.")
    if os.name == "nt":
        import subprocess

        raise typer.Exit(subprocess.run(command, check=False).returncode)
    # The server takes this process over, so that ending one ends the other.
    sys.stderr.flush()
    os.execv(command[0], command)


def serve_command(port: int, browser: bool) -> list[str]:
    """Return the command that serves the app.

    Raises:
        AimsError: if the port is taken, or the explorer or Streamlit is not installed.
    """
    import socket  # here, for every command reads this module

    found = find_spec("aims_graph_app")
    missing = [name for name in NEEDED if find_spec(name) is None]
    if found is None or not found.submodule_search_locations or missing:
        raise AimsError(
            f"The explorer is not installed{': it needs ' + ', '.join(missing) if missing else ''}.",
            "Install it too: pip install 'aims-graph[app]'.",
        )
    with socket.socket() as probe:
        # As the server itself will ask: a port that was in use a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            raise AimsError(
                f"Port {port} is in use or not allowed.", f"Name another: aims-graph app --port {port + 1}."
            ) from None
    script = Path(found.submodule_search_locations[0]) / "main.py"
    settings = {
        "server.address": ADDRESS,
        "server.port": port,
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "logger.hideWelcomeMessage": "true",
    }
    if not browser:
        settings["server.headless"] = "true"  # else Streamlit opens one where there is a screen
    flags = [f"--{name}={value}" for name, value in settings.items()]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]
