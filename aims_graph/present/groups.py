"""Groups to implement as tables and as the sheet that leads the matrix: what to set up, whom it serves, what each member adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aims_graph.answers.groups.groups import Implementation, Member, implementations
from aims_graph.counting import count_of
from aims_graph.model import Cell, Framework, Library, Table
from aims_graph.model.naming import number_of
from aims_graph.present.matrix import Line
from aims_graph.present.topics import in_effect
from aims_graph.present.words import MET, number_cell, with_trust

NOTE = (
    "A group is what a team sets up as one process; purpose, process and records are its core. What the core does not meet of a member is said "
    "at the member."
)


def owner(library: Library, found: Implementation) -> str:
    """Return the label of the function that owns a group; empty if the content does not know it."""
    topic = library.topic_of.get(found.group.function)
    return topic.label if topic else ""


def groups_table(library: Library, found: Sequence[Implementation]) -> Table:
    """Return every group with its owner, how many requirements of each framework it serves, and how far its core meets them."""
    shown = [f for f in library.mapped if any(f.id in g.members for g in found)]
    rows: list[tuple[Cell, ...]] = []
    for g in found:
        counts = (*(len(g.members.get(f.id, ())) for f in shown), g.size, *map(g.met, MET))
        rows.append((g.group.label, owner(library, g), g.group.purpose, *counts, g.group.id))
    heads = (*(f.short for f in shown), "serves", *MET.values(), "id")
    count = f"{count_of(len(found), 'group')}, {count_of(sum(g.size for g in found), 'requirement')}."
    return Table(
        "Groups to implement", ("group", "owner", "purpose", *heads), tuple(rows), (count, with_trust(NOTE, library))
    )


def group_table(library: Library, found: Implementation) -> Table:
    """Return the members of one group, framework by framework, with what each adds to the core."""
    rows: list[tuple[Cell, ...]] = [
        (
            *(library.frameworks[framework].short, number_cell(library, r), r.title),
            *(MET.get(m.met, m.met), m.adds, in_effect(r), m.reason, r.id),
        )
        for framework, members in found.members.items()
        for r, m in members
    ]
    columns = ("framework", "number", "requirement", "by the core", "adds", "in effect", "why it is here", "id")
    notes = (
        f"Purpose: {found.group.purpose}",
        f"Process: {found.group.process}",
        f"Records: {'; '.join(found.group.records)}",
        f"Owner: {owner(library, found)}",
        f"Serves {count_of(found.size, 'requirement')}. {with_trust(NOTE, library)}",
    )
    return Table(found.group.label, columns, tuple(rows), notes)


def member_lines(members: Sequence[Member]) -> Iterator[Line]:
    """Yield the cell of one framework: each member with how far the core meets it, and what it adds."""
    for requirement, place in members:
        met = MET.get(place.met, place.met)
        yield Line("counterpart", number_of(requirement), f"{requirement.title}: {met}")
        if place.adds:
            yield Line("todo", "adds:", place.adds)


def core_lines(found: Implementation) -> Iterator[Line]:
    """Yield what to set up: the process, then its records."""
    yield Line("plain", "", found.group.process)
    for record in found.group.records:
        yield Line("counterpart", "Record:", record)


def group_rows(
    library: Library, frameworks: Sequence[Framework]
) -> Iterator[tuple[str, str, str, int, list[list[Line]]]]:
    """Yield a row a group: its label, owner and purpose, how many frameworks it serves, and a cell for the core and for each framework."""
    for found in implementations(library, [f.id for f in frameworks]):
        cells = [list(core_lines(found)), *(list(member_lines(found.members.get(f.id, ()))) for f in frameworks)]
        yield found.group.label, owner(library, found), found.group.purpose, len(found.members), cells


def group_in_words(library: Library, requirement: str) -> list[tuple[str, Cell]]:
    """Return in which group a requirement stands, how far the core meets it, and what it adds; nothing if it is in none."""
    place = library.membership_of.get(requirement)
    if place is None or place.group not in library.group_of:
        return []
    said = MET.get(place.met, place.met) + (f", adds {place.adds}" if place.adds else "")
    return [("implemented with", f"{library.group_of[place.group].label} ({said})")]
