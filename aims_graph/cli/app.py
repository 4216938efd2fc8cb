"""The command that starts the explorer. It runs Streamlit on the app's script and imports nothing from it."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from aims_graph.cli.ports import check_free
from aims_graph.cli.workplace import WorkspaceOption
from aims_graph.errors import AimsError

ADDRESS = "127.0.0.1"
#: The variable that says to the app that nobody gets past the login.
LOGIN_VARIABLE = "AIMS_GRAPH_LOGIN"
#: What Streamlit's own OpenID Connect login needs of its settings.
LOGIN = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
#: What the explorer imports beyond what everything needs: the extra ``app``.
NEEDED = ("altair", "markupsafe", "pandas", "pyvis", "streamlit")


def app(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Where to listen, on this machine only.")
    ] = 8501,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    address: Annotated[
        str, typer.Option("--address", help="Where to listen; beyond this machine only with a login (docs/login.md).")
    ] = ADDRESS,
    workspace: WorkspaceOption = None,
) -> None:
    """Start the explorer at http://127.0.0.1:8501 and serve it until Ctrl-C; nobody but this machine can reach it.

    Example: aims-graph app --port 8600 --no-browser
    """
    from aims_graph.cli.opened import asked_library, share
    from aims_graph.graph.store import store_path
    from aims_graph.present.console import say

    command = serve_command(port, browser, address)
    over = _open_workspace(workspace)
    if over is None and not _is_here(address):
        raise AimsError(
            "Whoever logs in is compared with the people of a workspace, and none is named.",
            "Add --workspace DIR, or leave --address out.",
        )
    share()
    store_path(asked_library(over))
    say(f"The explorer is at http://{address}:{port}; end it with Ctrl-C.")
    if os.name == "nt":
        import subprocess

        raise typer.Exit(subprocess.run(command, check=False).returncode)
    # The server takes this process over, so that ending one ends the other.
    sys.stderr.flush()
    os.execv(command[0], command)


def _open_workspace(named: Path | None) -> Path | None:
    """Open the workspace that is named, if one is, so that a fault in it is said here; return its folder of content.

    Raises:
        AimsError: if it cannot be opened.
    """
    from aims_graph.workspace.folder import VARIABLE, asked_for

    wanted = asked_for(named)
    if wanted is None:
        return None
    from aims_graph.cli.workplace import check_installed

    check_installed()
    from aims_graph.workspace.store import open_workspace

    folder = open_workspace(wanted).folder.resolve()
    os.environ[VARIABLE] = str(folder)
    return folder / "content"


def _is_here(address: str) -> bool:
    """Return whether an address is this machine's own."""
    import ipaddress

    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _check_login() -> None:
    """Refuse to serve others without a login.

    Raises:
        AimsError: if none is configured.
    """
    import tomllib

    places = (Path.cwd() / ".streamlit" / "secrets.toml", Path.home() / ".streamlit" / "secrets.toml")
    mend = f"Write {places[0]} with an [auth] section as docs/login.md says, or leave --address out."
    for place in places:
        if not place.is_file():
            continue
        try:
            auth = tomllib.loads(place.read_text(encoding="utf-8")).get("auth", {})
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise AimsError(f"{place} cannot be read: {error}.", mend) from None
        missing = [name for name in LOGIN if not auth.get(name)]
        if missing:
            raise AimsError(f"The login in {place} lacks {', '.join(missing)}.", mend)
        if find_spec("authlib") is None:
            raise AimsError("The login needs Authlib.", "Install it too: pip install 'aims-graph[login]'.")
        return
    raise AimsError("The explorer does not listen beyond this machine without a login.", mend)


def serve_command(port: int, browser: bool, address: str = ADDRESS) -> list[str]:
    """Return the command that serves the app; beyond this machine it asks everybody for a login.

    Raises:
        AimsError: if the port is taken, the explorer or Streamlit is not installed, or others could reach it without a login.
    """
    found = find_spec("aims_graph_app")
    missing = [name for name in NEEDED if find_spec(name) is None]
    if found is None or not found.submodule_search_locations or missing:
        raise AimsError(
            f"The explorer is not installed{': it needs ' + ', '.join(missing) if missing else ''}.",
            "Install it too: pip install 'aims-graph[app]'.",
        )
    if not _is_here(address):
        _check_login()
        os.environ[LOGIN_VARIABLE] = "required"
    check_free(address, port, f"Name another: aims-graph app --port {port + 1}.")
    script = Path(found.submodule_search_locations[0]) / "main.py"
    settings = {
        "server.address": address,
        "server.port": port,
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        # Else Streamlit walks through all that is kept, for a tenth of a second in which nobody is served, after every run.
        "runner.postScriptGC": "false",
        "logger.hideWelcomeMessage": "true",
    }
    if not browser:
        settings["server.headless"] = "true"  # else Streamlit opens one where there is a screen
    flags = [f"--{name}={value}" for name, value in settings.items()]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]
