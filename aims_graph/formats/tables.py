"""What was read of each table without a fault, kept for the next run: after an edit only the tables that were edited are read again.

What a table says follows from its own bytes, the prefixes of all packs and which files there are; whether what it names exists is judged
for all tables together, every time. Kept in the form and with the care of ``kept.py``.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from aims_graph import cache
from aims_graph.blocks import BlockWriter, DamagedError
from aims_graph.formats.kept import is_settled
from aims_graph.pack.names import Names
from aims_graph.pack.pack import Pack, Stamp

#: So many sets of tables are kept: one for each content that was checked lately.
_KEEP = 4


class Tables:
    """The tables of some packs, as a reader of each returned them: last of all the table itself, here without its rows and text."""

    def __init__(self, packs: Iterable[Pack], names: Names, seen: Stamp) -> None:
        """Look up what is kept; ``seen`` is what the file system says of the files."""
        self._now = {entry[0]: entry for entry in seen}
        code = cache.code_digest("formats", "model", "pack", ".")
        of = [replace(pack, without=frozenset()) for pack in packs]
        self._name = f"tables-{cache.digest(code, of, list(names.table.items()), list(self._now))}"
        self._blocks = cache.kept_blocks(self._name)
        #: Path -> what the file system said of the file, and the block.
        self._kept: dict[str, tuple[tuple[Any, ...], int]] = {}
        self._new: dict[str, tuple[Any, ...]] = {}
        if self._blocks:
            self._kept = pickle.loads(self._blocks.head)  # ours alone, and as it was written

    def get(self, path: Path) -> tuple[Any, ...] | None:
        """Return what was read of a table, if its file is as it was then."""
        entry, number = self._kept.get(str(path), ((), 0))
        if self._blocks is None or not entry or entry != self._now.get(str(path)):
            return None
        try:
            found: tuple[Any, ...] = pickle.loads(self._blocks[number])
        except DamagedError:
            logging.getLogger("aims_graph").warning("What was kept of %s was damaged and is read anew.", path.name)
            del self._kept[str(path)]
            return None
        return found

    def add(self, path: Path, read: tuple[Any, ...]) -> None:
        """Take what was read of a table just now, if it has no fault."""
        *records, table = read
        if not table.findings and str(path) in self._now:
            self._new[str(path)] = (*records, replace(table, text="", rows=[], findings=[]))

    def keep(self, began: int) -> None:
        """Keep all of it for the next run, but for what changed shortly before reading ``began`` (nanoseconds since 1970)."""
        new = {path: read for path, read in self._new.items() if is_settled((self._now[path],), began)}
        if not new:
            return
        old = {p: n for p, (entry, n) in self._kept.items() if p not in new and entry == self._now.get(p)}

        def write(folder: Path) -> None:
            with cache.whole_file(folder / self._name) as stream:
                writer = BlockWriter(stream)
                places = {}
                for path, number in old.items():
                    with suppress(DamagedError):
                        places[path] = (self._now[path], writer.add(self._blocks[number]))  # type: ignore[index]
                for path, read in new.items():
                    places[path] = (self._now[path], writer.add(pickle.dumps(read, pickle.HIGHEST_PROTOCOL)))
                writer.finish(pickle.dumps(places, pickle.HIGHEST_PROTOCOL))
            cache.keep_newest(folder, "tables-*", _KEEP)

        with suppress(cache.NoCacheError):
            cache.on_first_folder(write)
