"""The dataset on disk: built once for each state of the content, then opened read-only by everybody.

There are two stores of it, each made when it is first asked for: that of the named graphs, and that in which they are merged (``merged.py``). What is
kept is looked at before it is used; if it is damaged, or gone in part, it is built anew, and that is said.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from pyoxigraph import RdfFormat, Store

from aims_graph import cache
from aims_graph.errors import AimsError
from aims_graph.formats.lookup import undisturbed
from aims_graph.model import Library
from aims_graph.pack.pack import stamp

_KEEP = 3
#: What the kept folders of the two stores are called.
_NAMED, _MERGED = "graph", "merged"
_COMPLETE = "COMPLETE"
#: So many lines are sorted in memory at once, the first time and at most, by so many threads: few at first, so that no thread
#: waits long; more later, for each time makes some ten files, and who reads must look into all of them.
_FIRST, _MOST, _AT_ONCE = 30_000, 400_000, 2
#: Files up to this size are read whole to see whether they are as they were written; of larger ones the size is looked at, and
#: the store's own checksums tell the rest when a block is read.
_READ = 32 << 20
#: Of each file of a store: its name, size in bytes, when its bytes last changed (nanoseconds), and which file it is (device, inode).
_Seen = tuple[tuple[str, int, int, int, int], ...]
#: All of that but the name -> the sum of the file, which may be part of several stores.
_SUMS: dict[tuple[int, ...], int] = {}


class Stores(NamedTuple):
    """The folders of the store of named graphs and of that in which they are merged; None for one that nobody asks."""

    named: Path | None = None
    merged: Path | None = None

    @property
    def version(self) -> str:
        """What tells these from the stores of any other state of the content, or of the code that makes them."""
        return next(store.parent.name.partition("-")[2] for store in self if store)


def store_path(library: Library) -> Path:
    """Return the folder of the built store of named graphs for the content as the library holds it; build it if it is not there.

    The folder lies in the user's cache (``AIMS_GRAPH_CACHE`` overrides the place). Its name is made from the library's stamp
    and from the code that builds, so that an edited table, or another version, is never answered from an old graph.

    Raises:
        AimsError: if the content changes while it is being built, or nothing can be kept anywhere.
    """
    return _path(library, _NAMED)


def merged_path(library: Library) -> Path:
    """Return the folder of the store in which all graphs are merged, as :func:`store_path` does that of the named ones.

    Raises:
        AimsError: as there.
    """
    return _path(library, _MERGED)


def stores_of(library: Library, names_graphs: bool | None = None) -> Stores:
    """Return where a query is asked, in a process of its own: both stores, or only that for a query that names graphs, or that for one that names none.

    Raises:
        AimsError: as :func:`store_path`.
    """
    named = store_path(library) if names_graphs is not False else None
    return Stores(named, merged_path(library) if not names_graphs else None)


def open_store(library: Library) -> Store:
    """Open the dataset read-only, for queries in this process; each content file is a named graph, and the default graph is empty."""
    path = store_path(library)
    return _opened(str(path), path.stat().st_ino)


def open_merged(library: Library) -> Store:
    """Open the store whose default graph is all graphs of the dataset merged, read-only, for queries in this process that name none."""
    path = merged_path(library)
    return _opened(str(path), path.stat().st_ino)


@lru_cache(maxsize=4)
def _opened(path: str, _inode: int) -> Store:
    return Store.read_only(path)


def fill(store: Store, statements: Iterable[str]) -> None:
    """Put lines of N-Quads without blank nodes into a store, in bulk; more are made while the store sorts those before them.

    Raises:
        SyntaxError: if a line is no N-Quads.
        OSError: if the store cannot be written.
    """
    left, share = iter(statements), _FIRST
    with ThreadPoolExecutor(_AT_ONCE) as loaders:
        loading: deque[Future[None]] = deque()
        while lines := "".join(islice(left, share)):
            if len(loading) == _AT_ONCE:
                loading.popleft().result()
            loading.append(loaders.submit(load_at_once, store, lines))
            share = min(share * 3 // 2, _MOST)
        for load in loading:
            load.result()


def load_at_once(store: Store, lines: str) -> None:
    """Put lines of N-Quads into a store, of which a blank node means the same in all; otherwise as :func:`fill`."""
    # The lines are ours: their IRIs need not be checked again.
    store.bulk_load(lines.encode(), format=RdfFormat.N_QUADS, lenient=True)


def _path(library: Library, kind: str) -> Path:
    code = cache.code_digest("graph", "formats", "model", "pack", "reason", ".")
    name = f"{kind}-{cache.digest(code, library.stamp)}"
    return cache.on_first_folder(lambda folder: _kept(library, code, folder, folder / name))


def _kept(library: Library, code: str, folder: Path, target: Path) -> Path:
    if _is_whole(target):
        cache.touch(target)
        return target / "store"
    from aims_graph.graph import amend  # what is kept is opened without what builds

    kind = target.name.partition("-")[0]
    build, amended = _makers(kind)
    with cache.alone(folder, target.name):
        if not _is_whole(target):
            if target.exists():
                logging.getLogger("aims_graph").warning("The kept graph was damaged and is built anew.")
            with cache.half_made(folder) as temporary:
                can_be_amended = _amended(library, code, folder, temporary, kind, amended) or build(library, temporary)
                # The Turtle files are read from disk just now; the records may be older.
                if stamp(library.packs) != library.stamp:
                    raise AimsError("The content changed while its graph was built.", "Ask again.")
                files = _files(temporary / "store", _seen(temporary / "store"))
                if can_be_amended:
                    amend.note(library, code, temporary)
                (temporary / _COMPLETE).write_text(json.dumps(files), encoding="utf-8")
                cache.finish(temporary, target)
    cache.sweep(folder)
    cache.keep_newest(folder, f"{kind}-*", _KEEP)
    return target / "store"


def _makers(kind: str) -> tuple[Callable[[Library, Path], bool], Callable[[Library, list[Path], Path, Path], bool]]:
    """Return what makes a store in a folder, and what makes it there from an earlier one; both say whether it may be amended later."""
    if kind == _NAMED:
        from aims_graph.graph.amend import amend

        return _build, amend
    from aims_graph.graph import merged

    return merged.build, merged.amend


def _amended(
    library: Library,
    code: str,
    folder: Path,
    made: Path,
    kind: str,
    amended: Callable[[Library, list[Path], Path, Path], bool],
) -> bool:
    """Make a store from a kept one of which only mapping rows changed; say whether that could be done."""
    from aims_graph.graph.amend import to_amend

    for base in cache.keep_newest(folder, f"{kind}-*", _KEEP):
        changed = to_amend(library, code, base)
        if changed and _is_whole(base):
            with suppress(OSError):  # whatever it is, building anew meets it too, or mends it
                if amended(library, changed, base, made):
                    cache.touch(base)
                    return True
            for half in filter(Path.is_dir, made.iterdir()):
                shutil.rmtree(half, ignore_errors=True)
            return False
    return False


def _build(library: Library, folder: Path) -> bool:
    from aims_graph.graph.build import record_lines, turtle_lines
    from aims_graph.graph.derived import derived_lines

    store = Store(str(folder / "store"))
    with undisturbed():
        # What follows from the rows is computed while the store still reads them.
        fill(store, chain(record_lines(library), derived_lines(library)))
        load_at_once(store, "".join(turtle_lines(library)))
    store.flush()
    # Every batch left files of its own, into each of which a query would look: in one file an index answers twice as fast.
    store.optimize()
    return True


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
