"""The dataset on disk: built once for each state of the content, then opened read-only by everybody.

What is kept is looked at before it is used; if it is damaged, or gone in part, it is built anew, and that is said.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast
from zlib import crc32

from pyoxigraph import RdfFormat, Store

from aims_graph import cache
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.pack.pack import stamp

if TYPE_CHECKING:
    from rdflib import Dataset

_KEEP = 3
_COMPLETE = "COMPLETE"
#: Files up to this size are read whole to see whether they are as they were written; of larger ones the size is looked at, and
#: the store's own checksums tell the rest when a block is read.
_READ = 32 << 20
#: Of each file of a store: its name, size in bytes, and when its bytes last changed (nanoseconds).
_Seen = tuple[tuple[str, int, int], ...]


def store_path(library: Library) -> Path:
    """Return the folder of the built store for the content as the library holds it; build it if it is not there.

    The folder lies in the user's cache (``AIMS_GRAPH_CACHE`` overrides the place). Its name is made from the library's stamp
    and from the code that builds, so that an edited table, or another version, is never answered from an old graph.

    Raises:
        AimsError: if the content changes while it is being built, or nothing can be kept anywhere.
    """
    code = cache.code_digest("graph", "formats", "model", "pack", "reason", ".")
    name = f"graph-{cache.digest(code, library.stamp)}"
    return cache.on_first_folder(lambda folder: _kept(library, folder, folder / name))


def open_store(library: Library) -> Store:
    """Open the dataset read-only, for queries in this process."""
    path = store_path(library)
    return _opened(str(path), path.stat().st_ino)


@lru_cache(maxsize=4)
def _opened(path: str, _inode: int) -> Store:
    return Store.read_only(path)


def dataset(library: Library) -> Dataset:
    """Return the dataset behind rdflib's API, all named graphs together as the default graph.

    It reads the same Oxigraph store and refuses changes.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    return Dataset(store=OxigraphStore(store=open_store(library)), default_union=True)


class LineStream(io.RawIOBase):
    """Lines as a stream of bytes, made as they are read, so that the whole text never stands in memory."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the lines, each with its line end."""
        self._lines = iter(lines)
        self._rest = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, or all that are left; empty at the end."""
        want = size if size >= 0 else sys.maxsize
        parts, held = [self._rest], len(self._rest)
        while held < want and (block := "".join(islice(self._lines, 2000)).encode()):
            parts.append(block)
            held += len(block)
        whole = b"".join(parts)
        self._rest = whole[want:]
        return whole[:want]


def _kept(library: Library, folder: Path, target: Path) -> Path:
    if _is_whole(target):
        cache.touch(target)
        return target / "store"
    with cache.alone(folder, target.name):
        if not _is_whole(target):
            if target.exists():
                logging.getLogger("aims_graph").warning("The kept graph was damaged and is built anew.")
            with cache.half_made(folder) as temporary:
                _build(library, temporary / "store")
                # The Turtle files are read from disk just now; the records may be older.
                if stamp(library.packs) != library.stamp:
                    raise AimsError("The content changed while its graph was built.", "Ask again.")
                files = _files(temporary / "store", _seen(temporary / "store"))
                (temporary / _COMPLETE).write_text(json.dumps(files), encoding="utf-8")
                cache.finish(temporary, target)
    cache.sweep(folder)
    cache.keep_newest(folder, "graph-*", _KEEP)
    return target / "store"


def _build(library: Library, path: Path) -> None:
    from aims_graph.graph.build import lines
    from aims_graph.graph.derived import derived_lines

    store = Store(str(path))
    for part in (lines(library), derived_lines(library)):
        store.bulk_load(cast(IO[bytes], LineStream(part)), format=RdfFormat.N_QUADS)
    store.flush()


def _is_whole(target: Path) -> bool:
    """Whether a store is there, and as it was when it was finished."""
    try:
        made = json.loads((target / _COMPLETE).read_bytes())
        return bool(_files(target / "store", _seen(target / "store")) == made)
    except (OSError, ValueError):
        return False


def _seen(store: Path) -> _Seen:
    """Return what the file system says of the files of a store; logs and locks, which readers write, are left out."""
    stats = ((path.name, path.stat()) for path in sorted(store.iterdir()) if not path.name.startswith("LO"))
    return tuple((name, s.st_size, s.st_mtime_ns) for name, s in stats)


@lru_cache(maxsize=8)
def _files(store: Path, seen: _Seen) -> dict[str, Any]:
    """Return of each file of a store its size and, unless it is large, its CRC-32; each is read once in the life of a process."""
    return {name: [size, crc32((store / name).read_bytes()) if size <= _READ else 0] for name, size, _ in seen}
