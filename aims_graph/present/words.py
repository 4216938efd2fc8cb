"""Words for relations, numbers and readings that several answers say alike."""

from __future__ import annotations

from aims_graph.model import Library, Mapping, Number, Requirement

#: The relation of a counterpart as a person reads it, seen from the row's requirement.
RELATIONS = {
    "equal": "the same demands",
    "subset_of": "demands all of this and more",
    "superset_of": "is contained in this",
    "intersects": "overlaps",
    "no_relationship": "nothing shared",
}


def relation_in_words(row: Mapping) -> str:
    """Return the relation and how much of the subject is met, as a person reads it.

    >>> from aims_graph import load
    >>> relation_in_words(load().counterparts("iso42001:7.5.3", "iso27001")[0])
    'the same demands'
    """
    words = RELATIONS[row.relation]
    return words if row.subject_met in ("", "all") else f"{words}, meets {row.subject_met} of this"


def read_in_words(times: int) -> str:
    """Return how often a row was judged by readings that did not see each other.

    >>> read_in_words(1), read_in_words(2), read_in_words(3)
    ('read once', 'read twice', 'read 3 times')
    """
    return {1: "read once", 2: "read twice"}.get(times, f"read {times} times")


def number_of(requirement: Requirement) -> str:
    """Return the number as printed, or, where none is printed, the end of the id."""
    return requirement.number or requirement.id.partition(":")[2]


def number_cell(library: Library, requirement: Requirement) -> Number:
    """Return the same for a cell, which knows whose number it is, so that no spreadsheet takes it for a date or a decimal."""
    return Number(number_of(requirement), library.frameworks[requirement.framework].short)


def short_of(library: Library, requirement: Requirement) -> str:
    """Return framework and number, for a requirement that need not be named in full."""
    return f"{library.frameworks[requirement.framework].short} {number_of(requirement)}"
