"""What a command answers from: the shipped content and the folders named with ``--content``, on every command alike."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from aims_graph.present.console import OVERWRITES

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.pack.pack import Pack

#: Folders to put over the shipped content where no ``--content`` is given, separated as in PATH.
VARIABLE = "AIMS_GRAPH_CONTENT"
#: Set to anything, it is the option ``--alone``.
ALONE = "AIMS_GRAPH_ALONE"

#: Where the content keeps what it says of itself, the words of the help among it.
STATEMENTS = "ontology/statements.tsv"

_ASKED: ContextVar[tuple[tuple[str, ...], bool]] = ContextVar("asked", default=((), False))
#: The frameworks to narrow the content to, and what else the command names.
_NARROWED: ContextVar[tuple[tuple[str, ...], tuple[str, ...]]] = ContextVar("narrowed", default=((), ()))
#: Parameters by which commands name requirements and frameworks.
_NAMING = ("requirement", "first", "second", "row", "other", "held", "towards", "lead", "frameworks", "framework")

_CONTENT = Annotated[
    list[Path] | None,
    typer.Option(
        "--content",
        help=f"A folder of content of your own to put over the shipped one, or the name of a layer that comes with it; repeatable. By default the folders in {VARIABLE}.",
    ),
]
_FRAMEWORKS = Annotated[
    list[str] | None,
    typer.Option(
        "--frameworks",
        help="Answer from these frameworks alone, and from those the command names itself; repeatable, or with commas.",
    ),
]
_FORCE = Annotated[bool, typer.Option("--force", help="Write over a workbook that is there.")]
_ALONE = Annotated[bool, typer.Option("--alone", help=f"Leave the shipped content out; by default if {ALONE} is set.")]


def over_content(command: Callable[..., None], narrows: bool = False) -> Callable[..., None]:
    """Give a command the options ``--content`` and ``--alone``; :func:`packs` and :func:`asked_library` then hold what they name.

    One that writes a file also gets ``--force``, unless it has its own: without it no workbook is written over.

    Args:
        command: the command.
        narrows: also give it ``--frameworks``, so that :func:`asked_library` holds no others.
    """
    hints = get_type_hints(command, include_extras=True)
    own = [
        p.replace(annotation=hints.get(p.name, p.annotation)) for p in inspect.signature(command).parameters.values()
    ]
    added = [
        inspect.Parameter("content", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_CONTENT),
        inspect.Parameter("alone", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_ALONE),
    ]

    if narrows:
        kind = inspect.Parameter.KEYWORD_ONLY
        added.append(inspect.Parameter("narrow", kind, default=None, annotation=_FRAMEWORKS))

    writes, forces_itself = "output" in hints, "force" in hints
    if writes and not forces_itself:
        added.append(inspect.Parameter("force", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_FORCE))

    @wraps(command)
    def run(
        *arguments: Any,
        content: list[Path] | None = None,
        alone: bool = False,
        narrow: list[str] | None = None,
        **options: Any,
    ) -> None:
        folders = [str(p) for p in content or ()] or _folders()
        forced = OVERWRITES.set(bool(options.get("force") if forces_itself else options.pop("force", False)))
        token = _ASKED.set((tuple(folders), alone or bool(os.environ.get(ALONE))))
        chosen = tuple(name.strip() for text in narrow or () for name in text.split(",") if name.strip())
        values = (options.get(name) for name in _NAMING)
        named = tuple(text for v in values for text in (v if isinstance(v, list) else [v]) if isinstance(text, str))
        narrowing = _NARROWED.set((chosen, named))
        try:
            command(*arguments, **options)
        finally:
            OVERWRITES.reset(forced)
            _ASKED.reset(token)
            _NARROWED.reset(narrowing)

    run.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
    return run


def share() -> None:
    """Name the same content to the processes this one starts or becomes."""
    folders, alone = _ASKED.get()
    os.environ[VARIABLE] = os.pathsep.join(folders)
    os.environ[ALONE] = "yes" if alone else ""


def words_of_help() -> dict[str, str]:
    """Return name -> words and examples with which the content fills in the help; those of files that cannot be read are left out.

    Help is asked for before a command says what it answers from, so it is that of the content named in the environment.
    """
    from aims_graph.errors import AimsError
    from aims_graph.formats.lists_tsv import read_list
    from aims_graph.formats.tsv import read_tsv
    from aims_graph.pack.pack import packs_of

    found: dict[str, str] = {}
    with suppress(AimsError):
        for pack in packs_of(_folders(), bool(os.environ.get(ALONE))):
            path = pack.root / STATEMENTS
            if path.exists():
                records, _ = read_list(read_tsv(path, pack), STATEMENTS)
                found |= {record.name: record.text for record in records if record.section == "help"}
    return found


def _folders() -> list[str]:
    return [folder for folder in os.environ.get(VARIABLE, "").split(os.pathsep) if folder]


def packs(over: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs this command answers from.

    Args:
        over: a folder to put over them as well, if it holds content and is none of them.

    Raises:
        AimsError: if a folder holds no content.
    """
    from aims_graph.pack.pack import packs_of

    folders, alone = _ASKED.get()
    found = packs_of(folders, alone)
    holds = over is not None and any(p.is_file() for name in ("ontology", "mappings") for p in (over / name).rglob("*"))
    if over is None or not holds or any(p.root.resolve() == over.resolve() for p in found):
        return found
    return packs_of([*folders, over], alone)


def asked_library(over: Path | None = None) -> Library:
    """Return the content this command answers from; says on stderr which files of it were left out.

    Args:
        over: as for :func:`packs`.

    Raises:
        ContentError: if a file that cannot be left out has faults.
    """
    from aims_graph.errors import left_out
    from aims_graph.formats.library import library_of
    from aims_graph.present.console import say

    found = library_of(packs(over))
    for line in left_out(found.left_out):
        say(line)
    chosen, named = _NARROWED.get()
    return _narrowed(found, chosen, named) if chosen else found


def _narrowed(library: Library, chosen: tuple[str, ...], named: tuple[str, ...]) -> Library:
    """Return the library with the frameworks chosen, and with those of what the command itself names."""
    from aims_graph.errors import AimsError
    from aims_graph.identifiers import resolve, resolve_framework
    from aims_graph.model.narrowed import narrowed

    kept = {resolve_framework(name, library) for name in chosen}
    for text in filter(None, named):
        with suppress(AimsError):
            kept.add(resolve_framework(text, library))
            continue
        with suppress(AimsError):
            kept.add(library.requirements[resolve(text, library)].framework)
    return narrowed(library, kept)
