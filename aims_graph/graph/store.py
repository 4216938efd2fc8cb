"""The dataset on disk: built once for each state of the content, then opened read-only by everybody."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from pyoxigraph import Store

import aims_graph
from aims_graph.content import content_key, shipped_root
from aims_graph.errors import AimsError, ContentError

if TYPE_CHECKING:
    from rdflib import Dataset

_KEEP = 3


def store_path(root: Path | None = None) -> Path:
    """Return the folder of the built store for the content as it is now; build it if it is not there.

    The folder lies in the user's cache (``AIMS_GRAPH_CACHE`` overrides the place), its name is a digest of all content
    files, so an edited table is never answered from an old graph. Where the cache cannot be written, a temporary folder serves.

    Raises:
        ContentError: if the content has faults.
        AimsError: if the content changes while it is being built.
    """
    root = root or shipped_root()
    key = content_key(root, _builder())
    for base in (_cache(), Path(tempfile.gettempdir()) / f"aims-graph-{os.getuid() if hasattr(os, 'getuid') else 0}"):
        target = base / key
        if (target / "COMPLETE").exists():
            return target / "store"
        try:
            base.mkdir(parents=True, exist_ok=True)
            return _build(root, base, target)
        except OSError:
            continue
    raise OSError(f"Neither {_cache()} nor {tempfile.gettempdir()} can be written.")


def open_store(root: Path | None = None) -> Store:
    """Open the dataset read-only, for queries in this process."""
    return _opened(str(store_path(root)))


@lru_cache(maxsize=4)
def _opened(path: str) -> Store:
    return Store.read_only(path)


def dataset(root: Path | None = None) -> Dataset:
    """Return the dataset behind rdflib's API, all named graphs together as the default graph.

    It reads the same Oxigraph store and refuses changes.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    return Dataset(store=OxigraphStore(store=open_store(root)), default_union=True)


def _cache() -> Path:
    return Path(os.environ.get("AIMS_GRAPH_CACHE") or platformdirs.user_cache_dir("aims-graph"))


def _builder() -> bytes:
    """The version of the code that reads, reasons and builds is part of the key, in a checkout its very bytes."""
    here = Path(__file__).parent
    code = [here / f"{name}.py" for name in ("build", "derived", "lists", "nodes")]
    code += [path for folder in ("formats", "reason") for path in sorted((here.parent / folder).glob("*.py"))]
    return aims_graph.__version__.encode() + b"".join(path.read_bytes() for path in code)


def _build(root: Path, base: Path, target: Path) -> Path:
    from aims_graph.formats.library import read_library
    from aims_graph.graph.build import quads
    from aims_graph.graph.derived import derived_quads

    # Read anew: a library kept by a long-lived process may be older than the files the name stands for.
    library, findings = read_library(root)
    if findings:
        raise ContentError(findings)
    temporary = Path(tempfile.mkdtemp(dir=base, prefix=".building-"))
    try:
        store = Store(str(temporary / "store"))
        store.bulk_extend(quads(library, root))
        store.bulk_extend(derived_quads(library))
        store.flush()
        del store
        if content_key(root, _builder()) != target.name:
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
