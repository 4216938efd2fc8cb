"""Content that was read without a fault, kept for the next run: it need not be parsed and judged again while no file changes.

What is kept is Python's own form of the records (pickle), which is as good as code: it is read only from a folder of one's own
(``cache.py``), and only if it is as it was written. Records lie in blocks in file order, and beside them every index as the places of
its records, so that whoever asks of one requirement reads a few blocks (``lookup.py``).
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import fields, replace
from itertools import islice
from pathlib import Path
from typing import Any

from aims_graph import cache
from aims_graph.blocks import Blocks, BlockWriter, DamagedError
from aims_graph.files import sha256_of
from aims_graph.formats.lookup import LIVE, Contents, KeptFile, KeptLibrary, Series, bucket_of, say_damaged
from aims_graph.model import Library
from aims_graph.model.indexes import INDEXES
from aims_graph.numbers import NUMBERS
from aims_graph.pack.names import names_of
from aims_graph.pack.pack import Digests, Pack, Stamp, stamp, stamp_of
from aims_graph.pack.terms import Terms

_KEEP = 6
#: Right after a file was written, another edit may leave what the file system says of it unchanged (nanoseconds).
SETTLED = 2_000_000_000
#: So many records make a block, and so many keys of an index on average.
_RECORDS, _KEYS = 32, 32


def kept(packs: tuple[Pack, ...], seen: Stamp, anew: Callable[[], Library]) -> Library | None:
    """Return the library of some packs as it was read from the files of this stamp; ``None`` if it is not kept.

    Args:
        packs: the packs.
        seen: their stamp.
        anew: reads them from their files, should what is kept turn out to be damaged when it is asked for.
    """

    def found(folder: Path) -> Library | None:
        path = folder / _name(packs, seen)
        try:
            file = KeptFile(Blocks(path))
        except FileNotFoundError:
            return None
        except DamagedError:
            say_damaged()
            return None
        cache.touch(path)
        return KeptLibrary.of(_empty(packs, seen), file, anew, now())

    with suppress(cache.NoCacheError):
        return cache.on_first_folder(found)
    return None


def _damaged() -> Library:
    """Stand where a library would be read anew: here what is damaged is left for another way."""
    raise DamagedError


def kept_before(packs: tuple[Pack, ...], seen: Stamp, anew: Callable[[], Library]) -> Library | None:
    """Return the library of some packs from what was kept of them before some cells were edited; ``None`` if it cannot be had so.

    It is kept as well, if no file of it changed shortly before.
    """
    from aims_graph.formats.edited import edited  # what is kept as it is needs no reader

    def found(folder: Path) -> Library | None:
        began = now()
        bases = cache.keep_newest(folder, f"content-{_of(packs)}-*", _KEEP)
        for path in bases[:1]:
            with suppress(FileNotFoundError, DamagedError):
                blocks, late = Blocks(path), recent(seen, began)
                file = KeptFile(blocks)
                instead = edited(KeptLibrary.of(_empty(packs, seen), file, _damaged, 0), file)
                if instead is None or stamp(packs) != seen:
                    return None
                file = KeptFile(blocks, instead)
                if is_settled(seen, began):
                    with cache.whole_file(folder / _name(packs, seen)) as stream:
                        _copy(BlockWriter(stream), *file.copied(seen))
                    cache.keep_newest(folder, "content-*", _KEEP)
                library = KeptLibrary.of(_empty(packs, seen), file, anew, began)
                library.recent = late
                return library
        return None

    with suppress(cache.NoCacheError):
        return cache.on_first_folder(found)
    return None


def keep(library: Library, began: int) -> None:
    """Keep a library that was read without a fault, if no file of it changed shortly before that.

    Args:
        library: the library, of which nothing has been asked yet.
        began: when reading began, in nanoseconds since 1970.
    """
    library.read_at = began
    if not is_settled(library.stamp, began):
        return

    def put(folder: Path) -> None:
        with cache.whole_file(folder / _name(library.packs, library.stamp)) as stream:
            _write(BlockWriter(stream), library)
        cache.keep_newest(folder, "content-*", _KEEP)

    with suppress(cache.NoCacheError):
        cache.on_first_folder(put)


def now() -> int:
    """Return the time in nanoseconds since 1970, as file systems count it."""
    return time.time_ns()


def is_settled(seen: Stamp, began: int) -> bool:
    """Whether no file of a stamp changed shortly before it was read, so that any later edit shows."""
    return all(max(entry[3:]) <= began - SETTLED for entry in seen)


def recent(seen: Stamp, began: int, known: dict[tuple[str | int, ...], str] | None = None) -> Digests:
    """Return the digests of the files that changed shortly before they are read, to be taken before that; with :func:`edited_unseen` after it,
    they tell whether another edit went by that the stamp does not show.

    Args:
        seen: the stamp of all files.
        began: when reading begins, in nanoseconds since 1970.
        known: what was said of files before: entry of the stamp -> digest. It stays so; what is new is added.
    """
    known = {} if known is None else known
    late = [entry for entry in seen if not is_settled((entry,), began)]
    return tuple((entry[0], known.setdefault(entry, digest_of(entry[0]))) for entry in late)


def digest_of(file: str) -> str:
    """Return the digest of a content file's bytes; empty if it cannot be read."""
    path = Path(file)
    with suppress(OSError):
        if path.is_file():
            return sha256_of(path)
    return ""


def edited_unseen(library: Library) -> bool:
    """Whether a file of a library holds other bytes than when it was read, though its stamp is the same: both edits fell into one tick of a clock.

    Once a file was seen unchanged so late that any edit after it shows in the stamp, it is not looked at again.
    """
    digests, began = dict(library.recent), now()
    late = {e for e in library.stamp if e[0] in digests and not is_settled((e,), library.looked_at)}
    if any(e in late and digest_of(e[0]) != digests[e[0]] for e in stamp_of(Path(str(e[0])) for e in late)):
        return True
    library.looked_at = began
    return False


def _empty(packs: tuple[Pack, ...], seen: Stamp) -> Library:
    return Library(packs, names_of(packs)[0], Terms(packs), seen)


def _of(packs: tuple[Pack, ...]) -> str:
    return cache.digest(cache.code_digest("formats", "model", "pack", "."), packs)


def _name(packs: tuple[Pack, ...], seen: Stamp) -> str:
    return f"content-{_of(packs)}-{cache.digest(seen)}"


def _write(writer: BlockWriter, library: Library) -> None:
    """Write every list of records, then every index, then what lies where."""
    lists: dict[str, Iterable[Any]] = {f.name: getattr(library, f.name) for f in fields(library) if f.name not in LIVE}
    lists["frameworks"] = library.frameworks.values()
    lists["requirements"] = library.requirements.values()
    # The rows of all sets lie together: those that answers rest on first, as the library counts them.
    lists["sets"] = [(replace(s, rows=()), len(s.rows)) for s in library.sets]
    lists["mappings"] = library.mappings
    lists["others"] = [row for s in library.sets if s.stated_by for row in s.rows]
    series = {name: _series(writer, records) for name, records in lists.items()}
    indexes = {}
    for index in (*INDEXES, NUMBERS):
        indexes[index.name] = _index(writer, index.places(library.listed(index.of)))
    writer.finish(_pickled(Contents(series, indexes, library.stamp)))


def _copy(writer: BlockWriter, blocks: Iterable[bytes], head: bytes) -> None:
    for block in blocks:
        writer.add(block)
    writer.finish(head)


def _series(writer: BlockWriter, records: Iterable[Any]) -> Series:
    left, first, count = iter(records), None, 0
    while block := tuple(islice(left, _RECORDS)):
        number = writer.add(_pickled(block))
        first = number if first is None else first
        count += len(block)
    return Series(first or 0, count, _RECORDS)


def _index(writer: BlockWriter, places: dict[Hashable, list[int]]) -> Series:
    buckets: list[list[Hashable]] = [[] for _ in range(len(places) // _KEYS + 1)]
    for key in places:
        buckets[bucket_of(key, len(buckets))].append(key)
    numbers = [writer.add(_pickled({key: tuple(places[key]) for key in bucket})) for bucket in buckets]
    return Series(numbers[0], len(numbers), 1)


def _pickled(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
