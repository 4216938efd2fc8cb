"""Content of which only cells of mapping rows changed since it was kept: those files are read and judged, the rest is as it was.

Nothing is guessed: where a set got another row, another pair or another head, where a file came or went, where anything is wrong, all
content is read as ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from aims_graph.formats.lookup import KeptFile, KeptLibrary
from aims_graph.formats.mapping_sssom import read_mappings
from aims_graph.formats.references import set_findings
from aims_graph.formats.tsv import read_tsv
from aims_graph.model import Library, MappingSet
from aims_graph.pack.pack import Stamp


def changed_files(before: Stamp, after: Stamp) -> list[Path] | None:
    """Return the files that changed from one state of the content to another; ``None`` if a file came or went."""
    if [entry[0] for entry in before] != [entry[0] for entry in after]:
        return None
    return [Path(new[0]) for old, new in zip(before, after, strict=True) if old != new]


def edited(base: KeptLibrary, file: KeptFile) -> dict[int, Any] | None:
    """Return what took the place of which blocks since a library was kept; ``None`` if more than some cells changed.

    Args:
        base: the library as it was kept, with the stamp of the files as they are now.
        file: where it is kept.

    Raises:
        DamagedError: if what is kept is damaged.
    """
    changed = changed_files(file.contents.stamp, base.stamp)
    if not changed:
        return None
    instead: dict[int, Any] = {}
    heads = [*file.records("sets")]
    begins = {"mappings": 0, "others": 0}
    for place, (head, count) in enumerate(heads):
        rows = "others" if head.stated_by else "mappings"
        path = next((p for p in changed if any(pack.named(p) == head.file for pack in base.packs)), None)
        if path is not None:
            changed.remove(path)
            found = _read(base, head, path)
            if found is None or not _put(instead, file, rows, begins[rows], count, found):
                return None
            heads[place] = (replace(found, rows=()), count)
        begins[rows] += count
    if changed:
        return None
    for number, block in _blocks(file, "sets", 0, len(heads)):
        instead[number] = tuple(heads[block.start : block.stop])
    return instead


def _read(base: Library, head: MappingSet, path: Path) -> MappingSet | None:
    """Return a set as it is now; ``None`` if it is another, or anything is wrong with it."""
    pack = next(p for p in base.packs if p.named(path) == head.file)
    found, table = read_mappings(read_tsv(path, pack), pack, base.names, {})
    if found is None or table.findings or any(True for _ in set_findings(base, found)):
        return None
    same = all(getattr(found, name) == getattr(head, name) for name in ("id", "subject", "object", "stated_by", "file"))
    # Whose it is, and whether it calls itself as another does, is told by looking at all sets.
    same = same and all(found.header.get(k) == head.header.get(k) for k in ("stated_by", "mapping_set_id"))
    return found if same else None


def _put(instead: dict[int, Any], file: KeptFile, rows: str, begin: int, count: int, found: MappingSet) -> bool:
    """Put the rows of a set in place of those that are kept; say whether they speak of the same pairs, one after another."""
    if len(found.rows) != count:
        return False
    for number, block in _blocks(file, rows, begin, begin + count):
        kept = instead.get(number, file.block(number))
        new = [*kept]
        for place in range(max(block.start, begin), min(block.stop, begin + count)):
            old, row = new[place - block.start], found.rows[place - begin]
            if (old.subject_id, old.object_id) != (row.subject_id, row.object_id):
                return False
            new[place - block.start] = row
        instead[number] = tuple(new)
    return True


def _blocks(file: KeptFile, name: str, begin: int, end: int) -> Iterator[tuple[int, range]]:
    """Yield the blocks that hold some records of a list, each with the places of all its records."""
    where = file.contents.lists[name]
    for nth in range(begin // where.each, -(-end // where.each)):
        yield where.first + nth, range(nth * where.each, min((nth + 1) * where.each, where.count))
