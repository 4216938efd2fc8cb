"""What a command answers from: the shipped content and the folders named with ``--content``, on every command alike."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.pack.pack import Pack

#: Folders to put over the shipped content where no ``--content`` is given, separated as in PATH.
VARIABLE = "AIMS_GRAPH_CONTENT"
#: Set to anything, it is the option ``--alone``.
ALONE = "AIMS_GRAPH_ALONE"

_ASKED: ContextVar[tuple[tuple[str, ...], bool]] = ContextVar("asked", default=((), False))

_CONTENT = Annotated[
    list[Path] | None,
    typer.Option(
        "--content",
        help=f"A folder of content of your own to put over the shipped one; repeatable. By default the folders in {VARIABLE}.",
    ),
]
_ALONE = Annotated[bool, typer.Option("--alone", help=f"Leave the shipped content out; by default if {ALONE} is set.")]


def over_content(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options ``--content`` and ``--alone``; :func:`packs` and :func:`library` then hold what they name."""
    hints = get_type_hints(command, include_extras=True)
    own = [
        p.replace(annotation=hints.get(p.name, p.annotation)) for p in inspect.signature(command).parameters.values()
    ]
    added = [
        inspect.Parameter("content", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_CONTENT),
        inspect.Parameter("alone", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_ALONE),
    ]

    @wraps(command)
    def run(*arguments: Any, content: list[Path] | None = None, alone: bool = False, **options: Any) -> None:
        folders = [str(p) for p in content or ()] or [f for f in os.environ.get(VARIABLE, "").split(os.pathsep) if f]
        token = _ASKED.set((tuple(folders), alone or bool(os.environ.get(ALONE))))
        try:
            command(*arguments, **options)
        finally:
            _ASKED.reset(token)

    run.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
    return run


def share() -> None:
    """Name the same content to the processes this one starts or becomes."""
    folders, alone = _ASKED.get()
    os.environ[VARIABLE] = os.pathsep.join(folders)
    os.environ[ALONE] = "yes" if alone else ""


def packs() -> tuple[Pack, ...]:
    """Return the packs this command answers from.

    Raises:
        AimsError: if a folder holds no content.
    """
    from aims_graph.pack.pack import packs_of

    folders, alone = _ASKED.get()
    return packs_of(folders, alone)


def library() -> Library:
    """Return the content this command answers from; says on stderr which files of it were left out.

    Raises:
        ContentError: if a file that cannot be left out has faults.
    """
    from aims_graph.formats.library import library_of
    from aims_graph.present.console import say

    found = library_of(packs())
    for file in dict.fromkeys(f.file for f in found.left_out):
        faults = [f for f in found.left_out if f.file == file]
        say(f"Left out: {file} has {len(faults)} fault{'s' * (len(faults) != 1)}, the first: {faults[0]}")
    return found
