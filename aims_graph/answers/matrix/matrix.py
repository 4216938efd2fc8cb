"""The unified control matrix: a row for each requirement of one framework, a cell for each other framework.

Below stand the requirements of the other frameworks that nothing answers. Beside it, for the framework that leads: all its mapping rows, all
stated gaps between it and the others, and what remains of it if another is held whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aims_graph.answers.requirement.towards import Towards, towards
from aims_graph.model import Combined, Framework, Library, Mapping, MappingSet, Remainder, Requirement
from aims_graph.progress import each


@dataclass(frozen=True)
class MatrixRow:
    """One requirement or heading of the framework that leads: its depth below the top, and a cell for each column; a heading has none."""

    requirement: Requirement
    level: int
    cells: tuple[Towards, ...]


@dataclass(frozen=True)
class Unmatched:
    """A requirement that has no counterpart in another framework, the nearest that was considered, if it is named, and the row that says so."""

    requirement: Requirement
    other: Framework
    nearest: Requirement | None
    row: Mapping


@dataclass(frozen=True)
class Matrix:
    """The matrix: the framework that leads, those in its columns, its rows, and for each column what the leading one does not answer."""

    lead: Framework
    columns: tuple[Framework, ...]
    rows: tuple[MatrixRow, ...]
    unanswered: dict[str, tuple[Unmatched, ...]]


def build_matrix(library: Library, lead: str) -> Matrix:
    """Compute the matrix of one framework against all others.

    Raises:
        KeyError: if there is no such framework.
    """
    columns = tuple(f for f in library.mapped if f.id != lead)
    members = library.members(lead)
    rows = tuple(
        MatrixRow(
            r,
            sum(1 for _ in library.above(r.id)),
            tuple(towards(library, r, f) for f in columns) if r.assessable else (),
        )
        for r in each(members, len(members), "Putting the matrix together")
        if _stands_there(library, r)
    )
    gaps = list(gaps_of(library, lead))
    unanswered = {
        f.id: tuple(sorted((g for g in gaps if g.requirement.framework == f.id), key=lambda g: g.requirement.order))
        for f in columns
    }
    return Matrix(library.frameworks[lead], columns, rows, unanswered)


def _stands_there(library: Library, requirement: Requirement) -> bool:
    """Whether a node belongs in the matrix: what is assessable, and the headings above it."""
    return requirement.assessable or any(library.requirements[d].assessable for d in library.below(requirement.id))


def rows_of(library: Library, lead: str) -> list[Mapping]:
    """Return every stated row between a framework and the others, seen from it: in its order, then in the others'."""
    found = [
        row if mapping_set.subject == lead else row.seen_from(row.object_id)
        for mapping_set in _sets_of(library, lead)
        for row in mapping_set.rows
        if not row.is_gap
    ]

    def place(row: Mapping) -> tuple[int, tuple[int, int]]:
        return library.requirements[row.subject_id].order, library.place(row.object_id)

    return sorted(found, key=place)


def gaps_of(library: Library, lead: str) -> Iterator[Unmatched]:
    """Yield every stated gap between a framework and the others, on either side, set by set in file order."""
    for mapping_set in _sets_of(library, lead):
        for row in mapping_set.rows:
            if row.is_gap:
                missing = library.requirements[row.missing_for]
                other = mapping_set.object if missing.framework == mapping_set.subject else mapping_set.subject
                yield Unmatched(missing, library.frameworks[other], library.requirements.get(row.nearest), row)


def remainders_towards(library: Library, lead: str) -> list[Remainder | Combined]:
    """Return what remains of each requirement of a framework for whoever holds another whole, then several, in file order."""
    return [r for r in library.judged_left if library.requirements[r.requirement_id].framework == lead]


def _sets_of(library: Library, lead: str) -> list[MappingSet]:
    """Return the project's own sets that have the framework on either side."""
    return [s for s in library.sets if not s.stated_by and lead in (s.subject, s.object)]
