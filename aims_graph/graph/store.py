"""The dataset on disk: built once for each state of the content, then opened read-only by everybody."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import platformdirs
from pyoxigraph import RdfFormat, Store

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.pack.pack import stamp
from aims_graph.version import VERSION

if TYPE_CHECKING:
    from rdflib import Dataset

_KEEP = 3


def store_path(library: Library) -> Path:
    """Return the folder of the built store for the content as the library holds it; build it if it is not there.

    The folder lies in the user's cache (``AIMS_GRAPH_CACHE`` overrides the place). Its name is made from the library's stamp
    and from the code that builds, so that an edited table, or another version, is never answered from an old graph.

    Raises:
        AimsError: if the content changes while it is being built.
    """
    key = hashlib.sha256(repr(library.stamp).encode() + _builder()).hexdigest()[:24]
    for base in (_cache(), Path(tempfile.gettempdir()) / f"aims-graph-{os.getuid() if hasattr(os, 'getuid') else 0}"):
        target = base / key
        if (target / "COMPLETE").exists():
            return target / "store"
        try:
            base.mkdir(parents=True, exist_ok=True)
            return _build(library, base, target)
        except OSError:
            continue
    raise OSError(f"Neither {_cache()} nor {tempfile.gettempdir()} can be written.")


def open_store(library: Library) -> Store:
    """Open the dataset read-only, for queries in this process."""
    return _opened(str(store_path(library)))


@lru_cache(maxsize=4)
def _opened(path: str) -> Store:
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


def _cache() -> Path:
    return Path(os.environ.get("AIMS_GRAPH_CACHE") or platformdirs.user_cache_dir("aims-graph"))


def _builder() -> bytes:
    """The version of the code that reads, reasons and builds is part of the key, in a checkout its very bytes."""
    here = Path(__file__).parent
    code = [here / f"{name}.py" for name in ("build", "derived", "lists", "nodes")]
    code += [
        path
        for folder in ("formats", "model", "pack", "reason")
        for path in sorted((here.parent / folder).glob("*.py"))
    ]
    return VERSION.encode() + b"".join(path.read_bytes() for path in code)


def _build(library: Library, base: Path, target: Path) -> Path:
    from aims_graph.graph.build import lines
    from aims_graph.graph.derived import derived_lines

    temporary = Path(tempfile.mkdtemp(dir=base, prefix=".building-"))
    try:
        store = Store(str(temporary / "store"))
        for part in (lines(library), derived_lines(library)):
            store.bulk_load(cast(IO[bytes], LineStream(part)), format=RdfFormat.N_QUADS)
        store.flush()
        del store
        # The Turtle files are read from disk just now; the records may be older.
        if stamp(library.packs) != library.stamp:
            raise AimsError("The content changed while its graph was built.", "Ask again.")
        (temporary / "COMPLETE").touch()
        try:
            temporary.rename(target)
        except OSError:
            # Another process built the same content in the meantime; its store is as good.
            if not (target / "COMPLETE").exists():
                raise
            shutil.rmtree(temporary, ignore_errors=True)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    _forget_old(base, target)
    return target / "store"


def _forget_old(base: Path, current: Path) -> None:
    built = sorted(
        (p for p in base.iterdir() if (p / "COMPLETE").exists()), key=lambda p: p.stat().st_mtime, reverse=True
    )
    for path in built[_KEEP:]:
        if path != current:
            shutil.rmtree(path, ignore_errors=True)
