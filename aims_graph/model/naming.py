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
