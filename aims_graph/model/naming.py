"""How a requirement is named to a person who reads of several frameworks."""

from __future__ import annotations

from aims_graph.model.library import Library


def called(library: Library, requirement: str) -> str:
    """Return framework, number and title of a requirement, as a person would name it."""
    r = library.requirements[requirement]
    return f"{library.frameworks[r.framework].short} {r.name}"


def numbered(library: Library, requirement: str) -> str:
    """Return framework and number alone, for a requirement that has been named in full before."""
    r = library.requirements[requirement]
    return f"{library.frameworks[r.framework].short} {r.number or r.title}"
