"""Which workspace a command works in, over which content, and who works in it: the same on every command of a workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.workspace.records.scope import Person
    from aims_graph.workspace.store import Workspace

THROUGH = "command line"

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="The folder of the workspace; by default what AIMS_GRAPH_WORKSPACE names."),
]
AsOption = Annotated[
    str,
    typer.Option("--as", help="Who makes the change; by default AIMS_GRAPH_PERSON, or the only person there is."),
]


def is_named(named: Path | None) -> bool:
    """Whether a workspace is named, by the option or the environment: of a command that can do without."""
    from aims_graph.workspace.folder import asked_for

    return asked_for(named) is not None


def folder_of(named: Path | None) -> Path:
    """Return the workspace's folder.

    Raises:
        AimsError: if none is named.
    """
    check_installed()
    from aims_graph.workspace.folder import VARIABLE, asked_for

    found = asked_for(named)
    if found is None:
        raise AimsError(
            "No workspace is named.",
            f"Name its folder with --workspace or {VARIABLE}; 'aims-graph workspace init DIR' makes one, 'aims-graph workspace demo DIR' one with an example.",
        )
    return found


def opened(named: Path | None) -> tuple[Workspace, Library]:
    """Return the workspace and the content under it: the shipped one, what ``--content`` names, and the workspace's own folder.

    Raises:
        AimsError: if none is named, or it cannot be opened.
    """
    from aims_graph.cli.opened import asked_library

    folder = folder_of(named)
    from aims_graph.workspace.store import open_workspace

    workspace = open_workspace(folder)
    return workspace, asked_library(over=folder / "content")


def who(workspace: Workspace, named: str, why: str = "", option: str = "--as") -> Person:
    """Return who makes a change, or does what else is said to want a person.

    Raises:
        AimsError: if nobody is named, or nobody here is called so.
    """
    from aims_graph.workspace.people import person_named

    return person_named(workspace.state(), named, why, option)


def is_preview(yes: bool) -> bool:
    """Whether what was shown is all there is: nobody said ``--yes``, and nobody sits there who could be asked."""
    return not (yes or (sys.stdin.isatty() and sys.stderr.isatty()))


def ask_to_go_on(yes: bool, question: str, nothing: str) -> None:
    """Go on only if ``--yes`` says so, or whoever sits there.

    Raises:
        typer.Exit: with 1, if the answer is no; ``nothing`` is said then.
    """
    from aims_graph.present.console import say

    if not (yes or typer.confirm(question, err=True)):
        say(nothing)
        raise typer.Exit(1)


def ask_to_keep(yes: bool) -> None:
    """Go on only if what was shown is to be kept: ``--yes`` says so, or whoever sits there is asked.

    Raises:
        AimsError: if nobody can be asked.
        typer.Exit: with 1, if the answer is no.
    """
    if not (yes or sys.stdin.isatty()):
        raise AimsError("Nobody can be asked here, so nothing was saved.", "Say --yes to save it.")
    ask_to_go_on(yes, "Save it?", "Nothing was saved.")


def check_installed() -> None:
    """Refuse to go on without what a workspace needs.

    Raises:
        AimsError: if it is not installed.
    """
    from importlib.util import find_spec

    missing = [name for name in ("alembic", "sqlalchemy") if find_spec(name) is None]
    if missing:
        raise AimsError(
            f"Workspaces are not installed: they need {' and '.join(missing)}.",
            "Install them too: pip install 'aims-graph[workspace]'.",
        )
