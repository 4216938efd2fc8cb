"""How a requirement is named to a person who reads of several frameworks, or of one."""

from __future__ import annotations

from aims_graph.model.framework import Requirement
from aims_graph.model.library import Library


def full_name(library: Library, requirement: str) -> str:
    """Return framework, number and title of a requirement (its id), as a person would name it.

    >>> from aims_graph import load
    >>> full_name(load(), "iso9001:4.1"), full_name(load(), "iso42001:A.2-objective")
    ('ISO 9001 4.1 Understanding the organization and its context', 'ISO/IEC 42001 Management direction and support for AI systems')
    """
    r = library.requirements[requirement]
    return f"{library.frameworks[r.framework].short} {r.name}"


def in_full(library: Library, name: str) -> str:
    """Return what an id names, as a person would: a requirement, a group or a framework; one that the content does not know stands as it is.

    >>> from aims_graph import load
    >>> in_full(load(), "iso9001:4.1"), in_full(load(), "iso9001"), in_full(load(), "R-1")
    ('ISO 9001 4.1 Understanding the organization and its context', 'ISO 9001', 'R-1')
    """
    if name in library.requirements:
        return full_name(library, name)
    if name in library.group_of:
        return f"group {library.group_of[name].label}"
    return library.frameworks[name].short if name in library.frameworks else name


def short_name(library: Library, requirement: str) -> str:
    """Return framework and number alone, for a requirement (its id) that need not be named in full.

    >>> from aims_graph import load
    >>> short_name(load(), "iso9001:4.1"), short_name(load(), "iso42001:A.2-objective")
    ('ISO 9001 4.1', 'ISO/IEC 42001 A.2-objective')
    """
    r = library.requirements[requirement]
    return f"{library.frameworks[r.framework].short} {number_of(r)}"


def number_of(requirement: Requirement) -> str:
    """Return the number as printed, or, where none is printed, the end of the id."""
    return requirement.number or requirement.id.partition(":")[2]
