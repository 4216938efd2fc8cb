"""The site in its folder: the whole of it or nothing, and nothing of others' goes away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from aims_graph.errors import AimsError

#: Stands in the folder and lists the files of the site, so that the next one knows which it may replace.
MARK = ".aims-graph-site"


def put(site: Iterable[tuple[str, bytes]], folder: Path, force: bool = False) -> int:
    """Write a site to a folder in place of the one that was written there before, and return how many files it has.

    It grows under a hidden name beside the folder, and takes its place when it is whole. Files that are of no site stay as they are.

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
    others = _others(place)
    if others and not force:
        what = f"{folder} holds what is no site of ours, such as {others[0]}."
        raise AimsError(what, "Name a new folder with --docs, or add --force: what is called alike is written over.")
    beside, was = (place.with_name(f".{place.name}.{os.urandom(4).hex()}.{end}") for end in ("new", "old"))
    try:
        beside.mkdir(parents=True)
        for name in others:
            _made(beside, name)
            shutil.copy2(place / name, beside / name, follow_symlinks=False)
        files = []
        for name, data in site:
            # A link of others' is no place to write through.
            if not (beside / name).parent.resolve().is_relative_to(beside):
                raise AimsError(
                    f"{folder}/{name} would lie elsewhere, by a link.", "Choose another folder with --docs."
                )
            path = _made(beside, name)
            path.unlink(missing_ok=True)
            path.write_bytes(data)
            files.append(name)
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
    shutil.rmtree(was, ignore_errors=True)
    return len(files)


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
