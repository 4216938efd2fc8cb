"""A pack: one folder of content. The shipped one lies in the package; any number of others may be put over it.

Whether an answer still stands on the files as they are is told by one mark, the *stamp*: what the file system says of every file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from itertools import count
from pathlib import Path

from aims_graph.errors import AimsError

_PACKAGE = Path(__file__).resolve().parents[1]

#: Where a pack keeps what, in the order in which it is read; tables first, then Turtle.
PLACES = (
    "ontology/prefixes.tsv",
    "ontology/catalogues/*.tsv",
    "mappings/*.sssom.tsv",
    "mappings/remainders/*.tsv",
    "mappings/readings/*.tsv",
    "mappings/supports/*.tsv",
    "mappings/*.tsv",
    "ontology/*.tsv",
    "ontology/*.ttl",
    "ontology/shapes/*.ttl",
)

#: Of every content file: path, inode, size, and when its bytes and its entry last changed (nanoseconds).
Stamp = tuple[tuple[str, int, int, int, int], ...]
Glance = tuple[tuple[str | int, ...], ...]
#: Of some content files: path, and the digest of its bytes.
Digests = tuple[tuple[str, str], ...]
_FOLDERS = {place.rpartition("/")[0] for place in PLACES}


@dataclass(frozen=True)
class Pack:
    """One folder of content.

    ``layer`` is what its files are called by: empty for the shipped pack, whose files are named from its root; for another
    one the folder as the person wrote it, so that a finding names a path they can open. ``slug`` is the folder's name as a part
    of IRIs, of which no two packs have the same.
    """

    root: Path
    layer: str = ""
    slug: str = ""
    #: Files, as they are named, of which nothing is read.
    without: frozenset[str] = frozenset()

    @property
    def is_shipped(self) -> bool:
        """Whether this is the project's own content, which must be whole and complete."""
        return not self.layer

    @property
    def folder(self) -> str:
        """How the names of its files begin: its folder with a slash, nothing for the shipped pack."""
        return f"{self.layer.rstrip('/')}/" if self.layer else ""

    def files(self) -> list[Path]:
        """Return every content file, those of which nothing is read included, in a stable order."""
        found: dict[Path, None] = {}
        for place in PLACES:
            found |= dict.fromkeys(self._at(place))
        return list(found)

    def glob(self, place: str) -> list[Path]:
        """Return the files of one place that are read, sorted."""
        return [path for path in self._at(place) if self.named(path) not in self.without]

    def _at(self, place: str) -> list[Path]:
        # A hidden file is the system's or an editor's own. Path.glob looks ten times as long, and every answer begins with a look.
        folder, _, pattern = place.rpartition("/")
        try:
            there = [*(self.root / folder).iterdir()]
        except OSError:
            return []
        return sorted(path for path in there if fnmatch(path.name, pattern) and not path.name.startswith("."))

    def named(self, path: Path) -> str:
        """Return a file the way a person finds it, with forward slashes."""
        return self.folder + self.local(path)

    def local(self, path: Path) -> str:
        """Return a file as seen from the pack's root, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def level_of(file: str, packs: Sequence[Pack]) -> int:
    """Return how high the pack lies in which a file stands, as it is named: 0 for the lowest."""
    return max((n for n, pack in enumerate(packs) if pack.folder and file.startswith(pack.folder)), default=0)


@lru_cache(maxsize=1)
def shipped() -> Pack:
    """Return the pack that comes with the package.

    A wheel carries it under ``aims_graph/_content``; in a checkout ``ontology/`` and ``mappings/`` stand beside the package.

    Raises:
        AimsError: if neither place has them.
    """
    for root in (_PACKAGE / "_content", _PACKAGE.parent):
        if (root / "ontology").is_dir() and (root / "mappings").is_dir():
            return Pack(root)
    raise AimsError(
        f"The content folders ontology/ and mappings/ are missing beside {_PACKAGE}.",
        "Install aims-graph again, or run it from a complete checkout.",
    )


def layers() -> dict[str, Path]:
    """Return the further content that comes with the package and is off until it is named: name -> its folder."""
    return {path.name: path for path in sorted((shipped().root / "layers").glob("*")) if path.is_dir()}


def packs_of(folders: Iterable[str | os.PathLike[str]] = (), alone: bool = False) -> tuple[Pack, ...]:
    """Return the packs an answer rests on: the shipped one first, then the folders in the order given.

    Args:
        folders: folders that have ``ontology/`` or ``mappings/``, or names of :func:`layers` that come with the package.
        alone: leave the shipped pack out; the first folder then takes its place and must be whole and complete as it is.

    Raises:
        AimsError: if a folder is not there, holds no content, or is named twice; or if none is left.
    """
    found: list[Pack] = [] if alone else [shipped()]
    for folder in folders:
        text = Path(folder).as_posix()
        root = Path(folder).resolve()
        if not root.exists():
            root = layers().get(text, root)
        if not (root / "ontology").is_dir() and not (root / "mappings").is_dir():
            mend = f"Name a folder that has ontology/ or mappings/, or a layer of the package: {', '.join(layers())}."
            raise AimsError(f"{text} holds no content.", mend)
        if any(pack.root.resolve() == root for pack in found):
            raise AimsError(f"{text} is named twice, or is the shipped content.", "Name each folder once.")
        first = alone and not found
        found.append(Pack(root, "" if first else text, "" if first else _slug(root.name, {p.slug for p in found})))
    if not found:
        what = "No content is named, and the shipped one is left out: that has the ontology and the lists that every folder is read by."
        mend = "Leave out --alone, and a folder of yours lies over the shipped content; or name with --content a folder that has all of that."
        raise AimsError(what, mend, "Name a folder.")
    return tuple(found)


def _slug(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "pack"
    return next(s for n in count(1) if (s := plain if n == 1 else f"{plain}-{n}") not in taken)


def glance(pack: Pack) -> Glance:
    """Return what the file system says of all that lies in a pack's folders, whether anything reads it or not, and what lies beside them.

    As long as it stays the same, so do the stamp and what nothing reads; it takes a quarter of the time of listing both.
    """
    found: list[tuple[str | int, ...]] = []
    left = ["ontology", "mappings"]
    with suppress(OSError), os.scandir(pack.root) as beside:
        found += [(entry.name, entry.is_dir()) for entry in beside]
    while left:
        folder = left.pop()
        with suppress(OSError), os.scandir(f"{pack.root}/{folder}") as there:
            for entry in there:
                place = f"{folder}/{entry.name}"
                # A folder that is a link is looked into only where content is read from it.
                if entry.is_dir(follow_symlinks=False) or (place in _FOLDERS and entry.is_dir()):
                    found.append((place,))
                    # What lies in a hidden folder is no content.
                    left += [place] * (not entry.name.startswith("."))
                    continue
                try:
                    s = entry.stat()
                except OSError:
                    found.append((place, 0))
                else:
                    found.append((place, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns))
    return tuple(sorted(found))


def stamp(packs: Iterable[Pack]) -> Stamp:
    """Return what the file system says of every content file; another stamp means that something may have changed."""
    return stamp_of(path for pack in packs for path in pack.files())


def stamp_of(files: Iterable[Path]) -> Stamp:
    """Return the same of files that were listed already."""
    found = []
    for path in files:
        try:
            s = path.stat()
        except OSError:
            continue  # gone between listing and asking: the next stamp is without it
        found.append((str(path), s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns))
    return tuple(found)
