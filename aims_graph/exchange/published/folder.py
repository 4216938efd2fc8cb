"""The site in its folder: the whole of it or nothing, and nothing of others' goes away.

It grows under a hidden name beside the folder, held by a lock, then the folder before it is put aside under another one and it takes its place. A run that
was killed leaves such a name behind; the next one brings back what was put aside, and takes away the rest.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from aims_graph.errors import AimsError
from aims_graph.files import lock

#: Stands in the folder and lists the files of the site, so that the next one knows which it may replace.
MARK = ".aims-graph-site"
#: How the hidden names beside the folder end: what is not whole yet, and what stood there before.
_NEW, _OLD = "new", "old"


def put(site: Iterable[tuple[str, bytes]], folder: Path, force: bool = False) -> int:
    """Write a site to a folder in place of the one that was written there before, and return how many files it has.

    Files that are of no site stay as they are.

    Args:
        site: path within the site and bytes, of each file.
        folder: where it is to lie; made if it is not there.
        force: also write into a folder that holds other things; those that are called alike are written over.

    Raises:
        AimsError: if the folder holds other things, is where one stands, or cannot be written; what was there before is then as it was.
    """
    place = folder.resolve()
    if place in (here := Path.cwd(), *here.parents):
        raise AimsError(f"{folder} is the folder you are in, or above it.", "Name one of its own with --docs.")
    if place.exists() and not place.is_dir():
        raise AimsError(f"{folder} is no folder.", "Choose another one with --docs.")
    _heal(place)
    others = _others(place)
    if others and not force:
        what = f"{folder} holds what is no site of ours, such as {others[0]}."
        raise AimsError(what, "Name a new folder with --docs, or add --force: what is called alike is written over.")
    beside, was = (place.with_name(f".{place.name}.{os.urandom(4).hex()}.{end}") for end in (_NEW, _OLD))
    held = None
    try:
        beside.mkdir(parents=True)
        held = _held(beside)
        for name in others:
            _made(beside, name)
            shutil.copy2(place / name, beside / name, follow_symlinks=False)
        files = _write(site, beside, folder)
        (beside / MARK).write_text("".join(f"{name}\n" for name in sorted(files)), encoding="utf-8", newline="")
        if place.exists():
            shutil.copymode(place, beside)
            place.rename(was)
        try:
            beside.rename(place)
        except BaseException:
            if was.exists():
                was.rename(place)
            raise
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "this is no name of a file"
        raise AimsError(f"{folder} cannot be written: {why}.", "Choose another folder with --docs.") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if held is not None:
            os.close(held)
    shutil.rmtree(was, ignore_errors=True)
    return len(files)


def _write(site: Iterable[tuple[str, bytes]], beside: Path, folder: Path) -> list[str]:
    """Write the files of a site into the folder that is to take the place of another, and return their names."""
    files = []
    for name, data in site:
        # A link of others' is no place to write through.
        if not (beside / name).parent.resolve().is_relative_to(beside):
            raise AimsError(f"{folder}/{name} would lie elsewhere, by a link.", "Choose another folder with --docs.")
        path = _made(beside, name)
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        files.append(name)
    return files


def _held(folder: Path) -> int | None:
    """Lock a folder against sweeping and return what holds it; ``None`` on Windows, which opens no folders."""
    if os.name == "nt":
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    lock(descriptor, wait=True)
    return descriptor


def _heal(place: Path) -> None:
    """Undo what runs that were killed left beside a folder: what stood there comes back, and what nobody makes any more goes away."""
    for was in _left(place, _OLD):
        if not place.exists():
            was.rename(place)
        elif all(os.path.lexists(place / name) for name in _others(was)):
            shutil.rmtree(was, ignore_errors=True)
    for half in _left(place, _NEW) if os.name != "nt" else ():
        with suppress(OSError):
            descriptor = os.open(half, os.O_RDONLY)
            try:
                if lock(descriptor, wait=False):
                    shutil.rmtree(half, ignore_errors=True)
            finally:
                os.close(descriptor)


def _left(place: Path, end: str) -> list[Path]:
    """Return the hidden folders of one kind beside a folder, the last one first."""
    name = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]{{8}}\.{end}")
    found = [p for p in place.parent.glob(".*") if name.fullmatch(p.name) and p.is_dir()]
    return sorted(found, key=lambda p: p.stat().st_mtime, reverse=True)


def _others(folder: Path) -> list[str]:
    """Return the files in a folder that are of no site written there before."""
    mark = folder / MARK
    ours = {MARK, *(mark.read_text(encoding="utf-8", errors="replace").split("\n") if mark.is_file() else ())}
    found = (Path(at, name) for at, inner, names in os.walk(folder) for name in (*names, *_links(at, inner)))
    return sorted(name for path in found if (name := path.relative_to(folder).as_posix()) not in ours)


def _links(at: str, folders: list[str]) -> list[str]:
    """Return which folders are links: they stay links."""
    return [name for name in folders if Path(at, name).is_symlink()]


def _made(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
