"""The dataset on disk: built once for each state of the content, then opened read-only by everybody.

What is kept is looked at before it is used; if it is damaged, or gone in part, it is built anew, and that is said.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zlib import crc32

from pyoxigraph import RdfFormat, Store

from aims_graph import cache
from aims_graph.errors import AimsError
from aims_graph.formats.kept import edited_unseen
from aims_graph.formats.lookup import undisturbed
from aims_graph.model import Library
from aims_graph.pack.pack import stamp

_KEEP = 3
_COMPLETE = "COMPLETE"
#: So many lines are sorted in memory at once, the first time and at most, by so many threads: few at first, so that no thread
#: waits long; more later, for each time makes some ten files, and who reads must look into all of them; but no more than that, for
#: each time takes the memory of all that is sorted.
_FIRST, _MOST, _AT_ONCE = 30_000, 100_000, 2
#: Files up to this size are read whole to see whether they are as they were written; of larger ones the size is looked at, and
#: the store's own checksums tell the rest when a block is read.
_READ = 32 << 20
#: Of each file of a store: its name, size in bytes, when its bytes last changed (nanoseconds), and which file it is (device, inode).
_Seen = tuple[tuple[str, int, int, int, int], ...]
#: All of that but the name -> the sum of the file, which may be part of several stores.
_SUMS: dict[tuple[int, ...], int] = {}


def store_path(library: Library) -> Path:
    """Return the folder of the built store for the content as the library holds it; build it if it is not there.

    The folder lies in the user's cache (``AIMS_GRAPH_CACHE`` overrides the place). Its name is made from the library's stamp, the digests
    of files so new that an edit may not show in it, and the code that builds, so that an edited table, or another version, is never
    answered from an old graph.

    Raises:
        AimsError: if the content changes while it is being built, or nothing can be kept anywhere.
    """
    code = cache.code_digest("graph", "formats", "model", "pack", "reason", ".")
    name = f"graph-{cache.digest(code, library.stamp, library.recent)}"
    return cache.on_first_folder(lambda folder: _kept(library, code, folder, folder / name))


def open_store(library: Library) -> Store:
    """Open the dataset read-only, for queries in this process."""
    path = store_path(library)
    return _opened(str(path), path.stat().st_ino)


@lru_cache(maxsize=4)
def _opened(path: str, _inode: int) -> Store:
    return Store.read_only(path)


def fill(store: Store, statements: Iterable[str], together: str = "") -> None:
    """Put lines of N-Quads into a store, in bulk; more are made while the store sorts those before them.

    Args:
        store: the store.
        statements: lines without blank nodes.
        together: lines of which a blank node means the same in all: they go with the first, for each time that lines are put in waits for the disk.

    Raises:
        SyntaxError: if a line is no N-Quads.
        OSError: if the store cannot be written.
    """
    left, share = iter(statements), _FIRST
    with ThreadPoolExecutor(_AT_ONCE) as loaders:
        loading: deque[Future[None]] = deque()
        lines = together
        while lines := lines + "".join(islice(left, share)):
            if len(loading) == _AT_ONCE:
                loading.popleft().result()
            loading.append(loaders.submit(load_at_once, store, lines))
            lines, share = "", min(share * 3 // 2, _MOST)
        for load in loading:
            load.result()


def load_at_once(store: Store, lines: str) -> None:
    """Put lines of N-Quads into a store, of which a blank node means the same in all; otherwise as :func:`fill`."""
    # The lines are ours: their IRIs need not be checked again.
    store.bulk_load(lines.encode(), format=RdfFormat.N_QUADS, lenient=True)


def _kept(library: Library, code: str, folder: Path, target: Path) -> Path:
    if edited_unseen(library):
        raise _changed()
    if _is_whole(target):
        cache.touch(target)
        return target / "store"
    from aims_graph.graph import amend  # what is kept is opened without what builds

    with cache.alone(folder, target.name):
        if not _is_whole(target):
            if target.exists():
                logging.getLogger("aims_graph").warning("The kept graph was damaged and is built anew.")
            with cache.half_made(folder) as temporary:
                if not _amended(library, code, folder, temporary / "store"):
                    _build(library, temporary / "store")
                # The Turtle files are read from disk just now; the records may be older.
                if stamp(library.packs) != library.stamp or edited_unseen(library):
                    raise _changed()
                files = _files(temporary / "store", _seen(temporary / "store"))
                amend.note(library, code, temporary)
                (temporary / _COMPLETE).write_text(json.dumps(files), encoding="utf-8")
                cache.finish(temporary, target)
    cache.sweep(folder)
    cache.keep_newest(folder, "graph-*", _KEEP)
    return target / "store"


def _changed() -> AimsError:
    return AimsError("The content changed while its graph was built.", "Ask again.")


def _amended(library: Library, code: str, folder: Path, path: Path) -> bool:
    """Make the store from a kept one of which only mapping rows changed; say whether there was such a one."""
    from aims_graph.graph import amend

    for base in cache.keep_newest(folder, "graph-*", _KEEP):
        changed = amend.to_amend(library, code, base)
        if changed is not None and _is_whole(base):
            try:
                amend.amend(library, changed, base / "store", path)
            except OSError:  # whatever it is, building anew meets it too, or mends it
                shutil.rmtree(path, ignore_errors=True)
                return False
            cache.touch(base)
            return True
    return False


def _build(library: Library, path: Path) -> None:
    from aims_graph.graph.build import record_lines, turtle_lines
    from aims_graph.graph.derived import derived_lines

    store = Store(str(path))
    with undisturbed():
        # What follows from the rows is computed while the store still reads them.
        fill(store, chain(record_lines(library), derived_lines(library)), "".join(turtle_lines(library)))
    store.flush()
    # Every batch left files of its own, into each of which a query would look: in one file an index answers twice as fast.
    store.optimize()


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
    return tuple((name, s.st_size, s.st_mtime_ns, s.st_dev, s.st_ino) for name, s in stats)


@lru_cache(maxsize=8)
def _files(store: Path, seen: _Seen) -> dict[str, Any]:
    """Return of each file of a store its size and, unless it is large, its CRC-32; each is read once in the life of a process."""
    found = {}
    for name, size, *which in seen:
        mark = (size, *which)
        if mark not in _SUMS:
            _SUMS[mark] = crc32((store / name).read_bytes()) if size <= _READ else 0
        found[name] = [size, _SUMS[mark]]
    return found
