"""Words for relations, numbers and readings that several answers say alike."""

from __future__ import annotations

import re

from aims_graph.formats.tsv import is_date
from aims_graph.model import Library, Mapping, Number, Requirement
from aims_graph.model.naming import number_of

#: How much of a requirement is covered -> how a person reads it.
MET = {"all": "covered", "most": "mostly covered", "some": "partly covered", "none": "not covered"}
#: How a relation came about: a row of a mapping file says so, or it follows from rows.
MAPPED, INFERRED = "mapped", "inferred"
#: File and line of what is said.
PROVENANCE = "provenance"
#: What surprises whoever names graphs.
EDGE_OF_GRAPHS = (
    "Each file is a graph of its own; without GRAPH and FROM all are asked together. "
    "A path such as skos:broader* inside one GRAPH stops at the edge of that graph: follow it outside, and ask there only where a statement stands."
)
#: A day that stands by itself, not in the name of a file or in an address.
DAY = re.compile(r"(?<![\w./-])(\d{4})-(\d\d)-(\d\d)(?![\w/-]|\.\w)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: The relation of a counterpart as a person reads it, seen from the row's requirement.
RELATIONS = {
    "equal": "the same demands",
    "subset_of": "broader",
    "superset_of": "narrower",
    "intersects": "overlaps",
    "no_relationship": "nothing shared",
}


def days_in_words(text: str) -> str:
    """Return a text with its days written as pages write them; files keep the form of ISO 8601. What is no day of the calendar stays.

    >>> days_in_words("in effect 2027-12-02, not 2027-13-02 or 2027-02-30")
    'in effect 2 Dec 2027, not 2027-13-02 or 2027-02-30'
    >>> days_in_words("see audit-2027-12-02.pdf")
    'see audit-2027-12-02.pdf'
    """

    def written(day: re.Match[str]) -> str:
        year, month, number = day.groups()
        return f"{int(number)} {_MONTHS[int(month) - 1]} {year}" if is_date(day[0]) else day[0]

    return DAY.sub(written, text)


def in_place(frameworks: str) -> str:
    """Return the condition under which a remainder is said, for the names of what an organisation has.

    >>> in_place("ISO 9001")
    'if ISO 9001 is fully in place'
    """
    return f"if {frameworks} {'are' if ' and ' in frameworks else 'is'} fully in place"


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


def came_about(row: Mapping, times: int) -> str:
    """Return who or what judged a row, and how often it was read; where that is not said, the term of SEMAPV as words.

    >>> from aims_graph import load
    >>> came_about(load().counterparts("iso42001:7.5.3", "iso27001")[0], 3)
    'large language model, read 3 times'
    """
    persons = list(dict.fromkeys(name for slot, name in row.people if slot.endswith("_label")))
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", row.justification.partition(":")[2]).lower()
    return f"{'; '.join(persons) or row.tool or kind}, {read_in_words(times)}"


def with_trust(words: str, library: Library) -> str:
    """Return words that lead a table with what the content says of how far it can be trusted; nothing is said for a content that does not."""
    return " ".join([words, *(s.text for s in library.said("trust"))])


def number_cell(library: Library, requirement: Requirement) -> Number:
    """Return the number of a requirement for a cell, which knows whose number it is, so that no spreadsheet takes it for a date or a decimal."""
    return Number(number_of(requirement), library.frameworks[requirement.framework].short)
