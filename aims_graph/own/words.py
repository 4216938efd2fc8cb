"""What it does to take a framework or crosswalk of our own out, or to bring it back, in words."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.counting import count_of, enumerated
from aims_graph.errors import Finding
from aims_graph.model import Library
from aims_graph.own.going import Going, title_of
from aims_graph.present.records import counted, record_name
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record

#: So many entries of a kind, and findings, are named; the rest is counted.
_NAMED = 6


def going_in_words(library: Library, found: Going) -> list[str]:
    """Return line by line what would go, what of the workspace names it, what would stand otherwise, and what stands in the way."""
    lines = [f"Goes: {f.short}, {count_of(len(library.members(f.id)), 'requirement')}." for f in found.frameworks]
    lines += [f"Goes: {title_of(library, s)}, {count_of(len(s.rows), 'row')}." for s in found.sets]
    more = len(found.texts) - len(found.frameworks) - len(found.sets)
    lines += [f"Goes: {count_of(more, 'file')} beside them, of what remains, was read or supports."] if more else []
    for noun, records in found.naming.items():
        names = _named([record_name(library, r) for r in records])
        lines.append(f"Stays, and counts no more there: {counted(NOUNS[noun], len(records))}, {names}.")  # fmt: skip
    for framework, count in found.lost.items():
        lines.append(f"Stands otherwise: {count_of(count, 'requirement')} of {library.frameworks[framework].short}, of which it settles something now.")  # fmt: skip
    lines.append("Nothing is lost: the history keeps what the files say, and it can be brought back as it was.")
    return lines


def in_the_way(library: Library, found: Going) -> list[str]:
    """Return line by line why it cannot be taken out; nothing if it can."""
    lines = [f"We are bound to it by {record_name(library, r)}: {_mend(r)}" for r in found.in_the_way]
    return [*lines, *_first(found.broken, "A file that stays speaks of it: ")]


def faulty_as_before(faults: Sequence[Finding]) -> list[str]:
    """Return line by line what is wrong with files that came back as they were; nothing if all is well."""
    return [f"What came back has {count_of(len(faults), 'fault')}, as it was:", *_first(faults)] if faults else []


def _first(faults: Sequence[Finding], begin: str = "") -> list[str]:
    lines, more = [f"{begin}{fault}" for fault in faults[:_NAMED]], len(faults) - _NAMED
    return [*lines, f"And {count_of(more, 'more fault')}."] if more > 0 else lines


def _mend(record: Record) -> str:
    ways = {
        "choice": "say first that we do not answer to it, with the reason.",
        "certificate": "withdraw the certificate first, or keep the framework.",
        "audit": "do or drop the audit first.",
        "milestone": "withdraw the step first, or enter when it was held.",
    }
    return next(way for noun, way in ways.items() if isinstance(record, NOUNS[noun]))


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return enumerated([*names[:_NAMED], f"{more} more"] if more > 0 else names, "and")
