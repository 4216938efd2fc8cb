"""The parts that several answers share, made from the records of the content: a requirement as it is named, with the line where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from aims_graph.identifiers import resolve_framework
from aims_graph.model import Library, Mapping, Source
from aims_graph.model.naming import full_name
from aims_graph.serve.assistant.tool import Record


class Named(Record):
    """A requirement as a person names it: id, framework's id, framework with number and title, and where it stands."""

    id: str
    framework: str
    name: str
    source: Source


def named(library: Library, requirement: str) -> Named:
    """Return a requirement as it is named."""
    r = library.requirements[requirement]
    return Named(id=r.id, framework=r.framework, name=full_name(library, r.id), source=r.source)


def all_named(library: Library, requirements: Iterable[str]) -> tuple[Named, ...]:
    """Return several requirements as they are named."""
    return tuple(named(library, r) for r in requirements)


def frameworks_of(library: Library, names: Iterable[str]) -> list[str]:
    """Return the ids of the frameworks that are called so; all that mappings speak of, where none is named.

    Raises:
        AimsError: if one is unknown, or mappings do not speak of it.
    """
    return list(dict.fromkeys(resolve_framework(n, library) for n in names)) or [f.id for f in library.mapped]


def sources(*rows: Mapping | None) -> tuple[Source, ...]:
    """Return where rows stand, each place once."""
    return tuple(dict.fromkeys(row.source for row in rows if row))
