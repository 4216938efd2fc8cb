"""A library that was kept between runs: every list of it, and every record, is read when it is first asked for.

It answers as the library that was read from the files does: whoever asks by key gets what is at that key, and whoever goes through all
of a list gets all of it.
"""

from __future__ import annotations

import gc
import logging
import pickle
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from itertools import islice
from threading import RLock
from typing import Any, Generic, TypeVar
from zlib import crc32

from aims_graph.blocks import Blocks, DamagedError
from aims_graph.errors import AimsError
from aims_graph.model import Library, MappingSet
from aims_graph.model.indexes import REQUIREMENTS, Index, K, R, V
from aims_graph.pack.pack import Stamp

#: What is made anew from the files and not kept.
LIVE = ("packs", "names", "terms", "stamp")
_LISTS = frozenset(f.name for f in fields(Library)) - {*LIVE}
#: So many blocks are held in memory, for what stands together is asked for together.
_HELD = 1024

T = TypeVar("T")


@dataclass(frozen=True)
class Series:
    """Blocks that follow each other: the number of the first, how many things lie in all of them, and how many in each."""

    first: int
    count: int
    each: int


@dataclass(frozen=True)
class Contents:
    """What lies where: every list of records, and the buckets of every index, which give the places of each key in its list."""

    lists: Mapping[str, Series]
    indexes: Mapping[str, Series]
    #: What the file system said of the content.
    stamp: Stamp


def bucket_of(key: object, buckets: int) -> int:
    """Return the bucket of a key: the same in every run."""
    return crc32(repr(key).encode("utf-8", "surrogatepass")) % buckets


class KeptFile:
    """The file: every method raises :class:`DamagedError` if what it needs is not as it was written."""

    def __init__(self, blocks: Blocks, instead: Mapping[int, Any] | None = None) -> None:
        """Read what lies where; ``instead`` is what took the place of some blocks."""
        self._blocks, self._instead = blocks, instead or {}
        self.contents: Contents = pickle.loads(blocks.head)  # ours alone, and as it was written
        self.block = lru_cache(maxsize=_HELD)(self._read)

    def _read(self, number: int) -> Any:
        return self._instead[number] if number in self._instead else pickle.loads(self._blocks[number])

    def copied(self, stamp: Stamp) -> tuple[Iterator[bytes], bytes]:
        """Return every block, those that took the place of others among them, and the head for content of another stamp."""
        blocks = (
            pickle.dumps(self._instead[n], pickle.HIGHEST_PROTOCOL) if n in self._instead else self._blocks[n]
            for n in range(len(self._blocks))
        )
        return blocks, pickle.dumps(replace(self.contents, stamp=stamp), pickle.HIGHEST_PROTOCOL)

    def records(self, name: str) -> list[Any]:
        """Return all of a list."""
        where = self.contents.lists[name]
        blocks = range(where.first, where.first + -(-where.count // where.each))
        return [record for number in blocks for record in self._read(number)]

    def whole(self, name: str) -> Any:
        """Return a field of the library."""
        if name == "frameworks":
            return {f.id: f for f in self.records(name)}
        if name != "sets":
            return self.records(name)
        own, others = iter(self.records("mappings")), iter(self.records("others"))
        return [
            replace(head, rows=tuple(islice(others if head.stated_by else own, count)))
            for head, count in self.records("sets")
        ]

    @cached_property
    def heads(self) -> list[MappingSet]:
        """The mapping sets without their rows."""
        return [head for head, _ in self.records("sets")]

    def places(self, index: str, key: object) -> tuple[int, ...]:
        """Return the places of the records at a key.

        Raises:
            KeyError: if there are none.
        """
        where = self.contents.indexes[index]
        found: tuple[int, ...] = self.block(where.first + bucket_of(key, where.count))[key]
        return found

    def found(self, index: Index[K, R, V], key: K) -> V:
        """Return what is at a key.

        Raises:
            KeyError: if there is nothing.
        """
        where = self.contents.lists[index.of]
        places = self.places(index.name, key)
        return index.value([self.block(where.first + p // where.each)[p % where.each] for p in places])


class KeptLibrary(Library):
    """A library whose records lie in a file of blocks."""

    _file: KeptFile | None = None
    _anew: Callable[[], Library]
    _mending: RLock

    @classmethod
    def of(cls, empty: Library, file: KeptFile, anew: Callable[[], Library], read_at: int) -> KeptLibrary:
        """Return the library that lies in a file.

        Args:
            empty: what is not kept: packs, names, terms, stamp.
            file: the file.
            anew: reads the content from its own files, should what is kept be damaged.
            read_at: when its own files were looked at (nanoseconds since 1970).
        """
        library = object.__new__(cls)
        library.__dict__.update({name: getattr(empty, name) for name in LIVE})
        library._file, library._anew, library._mending = file, anew, RLock()
        library.read_at = read_at
        return library

    def whole(self) -> Library:
        """Read all that was not asked for yet."""
        for name in _LISTS:
            value = getattr(self, name)
            self.__dict__[name] = dict(value) if name == REQUIREMENTS.name else value
        self._file = None
        return self

    def __getattr__(self, name: str) -> Any:
        """Read a list of records, which nobody asked for yet."""
        if name not in _LISTS or (self._file is None and name not in self.__dict__):
            raise AttributeError(f"a library has no {name}")
        if name == "requirements":
            found = self.at(REQUIREMENTS)
        else:
            with undisturbed():
                found = self.ask(lambda file: file.whole(name), lambda: self.__dict__[name])
        return self.__dict__.setdefault(name, found)

    def at(self, index: Index[K, R, V]) -> Mapping[K, V]:
        """Return an index, of which only what is asked for is read."""
        return Lookup(self, index) if self._file else super().at(index)

    @property
    def heads(self) -> list[MappingSet]:
        """The mapping sets without their rows."""
        return self.ask(lambda file: file.heads, lambda: self.sets)

    def position(self, requirement: str) -> int:
        """Return where a requirement stands among all as they are read, counted from 0."""
        of_all = super().position
        return self.ask(lambda file: file.places(REQUIREMENTS.name, requirement)[-1], lambda: of_all(requirement))

    def ask(self, kept: Callable[[KeptFile], T], read: Callable[[], T]) -> T:
        """Return what the file says; if it is damaged, take everything from the content's own files, and return what that says.

        Raises:
            AimsError: if these changed meanwhile.
        """
        file = self._file
        if file:
            try:
                return kept(file)
            except DamagedError:
                self._mend()
        return read()

    def _mend(self) -> None:
        with self._mending:
            if self._file is None:
                return
            say_damaged()
            fresh = self._anew()
            if fresh.stamp != self.stamp:
                raise AimsError("The content changed while it was read.", "Ask again.")
            self.__dict__.update({name: getattr(fresh, name) for name in _LISTS})
            self._file, self.read_at, self.recent = None, 0, fresh.recent


class Lookup(Mapping[K, V], Generic[K, R, V]):
    """An index of a kept library: a key is looked up in the file when it is asked for, and all is read when all is asked for."""

    def __init__(self, library: KeptLibrary, index: Index[K, R, V]) -> None:
        """Begin with nothing read."""
        self._library, self._index = library, index
        self._found: dict[K, V] = {}
        self._is_whole = False

    def __getitem__(self, key: K) -> V:
        try:
            return self._found[key]
        except KeyError:
            if self._is_whole:
                raise
        value = self._library.ask(lambda file: file.found(self._index, key), lambda: self._all()[key])
        return self._found.setdefault(key, value)

    def __iter__(self) -> Iterator[K]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def keys(self) -> KeysView[K]:
        """Return every key."""
        return self._all().keys()

    def values(self) -> ValuesView[V]:
        """Return all that is found."""
        return self._all().values()

    def items(self) -> ItemsView[K, V]:
        """Return every key with what is found there."""
        return self._all().items()

    def _all(self) -> dict[K, V]:
        if not self._is_whole:
            library, index = self._library, self._index
            with undisturbed():
                if index.name == REQUIREMENTS.name:
                    read = library.ask(lambda file: file.records(index.of), lambda: [*library.requirements.values()])
                    self._found = index.build(read)
                else:
                    self._found = index.build(library.listed(index.of))
            self._is_whole = True
            # From now on the library may as well have the plain thing, which answers faster.
            if library.__dict__.get(index.name) is self:
                library.__dict__[index.name] = self._found
        return self._found


def say_damaged() -> None:
    """Say that what is kept cannot be used."""
    logging.getLogger("aims_graph").warning("The kept content was damaged and is read anew.")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off the collection of garbage while many records or lines are made, of which none is garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
