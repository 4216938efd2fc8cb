"""Content that was read without a fault, kept for the next run: it need not be parsed and judged again while no file changes.

What is kept is Python's own form of the records (pickle), which is as good as code: it is read only from a folder of one's own
(``cache.py``), and only if it is as it was written.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import time
from contextlib import suppress
from dataclasses import fields
from io import BufferedRandom, BufferedReader
from pathlib import Path
from typing import Any

from aims_graph import cache
from aims_graph.model import Library
from aims_graph.pack.names import names_of
from aims_graph.pack.pack import Pack, Stamp
from aims_graph.pack.terms import Terms

_KEEP = 6
#: What is made anew from the files and not kept.
_LIVE = ("packs", "names", "terms", "stamp")
#: Right after a file was written, another edit may leave what the file system says of it unchanged (nanoseconds).
SETTLED = 2_000_000_000
_DIGEST = hashlib.sha256().digest_size


def kept(packs: tuple[Pack, ...], seen: Stamp) -> Library | None:
    """Return the library of some packs as it was read from the files of this stamp; ``None`` if it is not kept."""

    def found(folder: Path) -> Library | None:
        path = folder / _name(packs, seen)
        try:
            with path.open("rb") as stream:
                values = _read(stream)
        except FileNotFoundError:
            return None
        if values is None:
            logging.getLogger("aims_graph").warning("The kept content was damaged and is read anew.")
            return None
        cache.touch(path)
        return Library(packs, names_of(packs)[0], Terms(packs), seen, **values)

    with suppress(cache.NoCacheError):
        return cache.on_first_folder(found)
    return None


def keep(library: Library, began: int) -> None:
    """Keep a library that was read without a fault, if no file of it changed shortly before that.

    Args:
        library: the library, of which nothing has been asked yet.
        began: when reading began, in nanoseconds since 1970.
    """
    if any(max(entry[3:]) > began - SETTLED for entry in library.stamp):
        return

    def put(folder: Path) -> None:
        with cache.whole_file(folder / _name(library.packs, library.stamp)) as stream:
            _write(stream, library)
        cache.keep_newest(folder, "content-*", _KEEP)

    with suppress(cache.NoCacheError):
        cache.on_first_folder(put)


def now() -> int:
    """Return the time in nanoseconds since 1970, as file systems count it."""
    return time.time_ns()


def _name(packs: tuple[Pack, ...], seen: Stamp) -> str:
    return f"content-{cache.digest(cache.code_digest('formats', 'model', 'pack', '.'), packs, seen)}"


def _write(stream: BufferedRandom, library: Library) -> None:
    """Write the digest of all that follows, then each field by itself, so that not all of it is in memory twice."""
    stream.write(bytes(_DIGEST))
    for field in fields(library):
        if field.name not in _LIVE:
            pickle.dump((field.name, getattr(library, field.name)), stream, pickle.HIGHEST_PROTOCOL)
    stream.seek(_DIGEST)
    digest = hashlib.file_digest(stream, "sha256").digest()
    stream.seek(0)
    stream.write(digest)


def _read(stream: BufferedReader) -> dict[str, Any] | None:
    """Return the fields; ``None`` if they are not what was written."""
    digest = stream.read(_DIGEST)
    if hashlib.file_digest(stream, "sha256").digest() != digest:
        return None
    stream.seek(_DIGEST)
    values = {}
    for field in fields(Library):
        if field.name not in _LIVE:
            name, value = pickle.load(stream)  # ours alone, and as it was written
            values[name] = value
    return values
