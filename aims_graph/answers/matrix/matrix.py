"""The unified control matrix: a row for each requirement of one framework, a column for each other framework.

A cell names the counterparts with their relation, then what is still to do if one holds that framework, then what each counterpart
demands beyond the row. Below stand the requirements of the other frameworks that nothing answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aims_graph.model import Framework, Library, Mapping, MappingSet, Number, Requirement, Table

#: The relation of a counterpart as a person reads it, seen from the row's requirement.
IN_WORDS = {
    "equal": "the same demands",
    "subset_of": "demands all of this and more",
    "superset_of": "is contained in this",
    "intersects": "overlaps",
}
NOT_MAPPED = "Not mapped yet."


@dataclass(frozen=True)
class Line:
    """One line of a cell: ``counterpart``, ``todo``, ``beyond`` or ``none``, a bold lead and the text after it."""

    kind: str
    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


@dataclass(frozen=True)
class MatrixRow:
    """One row: a heading, a requirement of the anchor, or one of another framework that the anchor does not answer."""

    kind: str
    id: str
    number: str
    title: str
    level: int
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Matrix:
    """The matrix: its anchor framework, the frameworks in its columns, and its rows."""

    anchor: Framework
    columns: tuple[Framework, ...]
    rows: tuple[MatrixRow, ...]


def build_matrix(library: Library, anchor: str = "iso42001") -> Matrix:
    """Compute the matrix of one anchor framework against all others."""
    columns = tuple(f for f in library.mapped if f.id != anchor)
    rows = [_row(library, r, columns) for r in library.members(anchor) if _shown(library, r)]
    for column in columns:
        gaps = list(_unanswered(library, anchor, column))
        if gaps:
            rows.append(
                MatrixRow(
                    "section",
                    "",
                    "",
                    f"{column.short}: demands without counterpart in {library.frameworks[anchor].short}",
                    0,
                    (),
                )
            )
            rows += gaps
    return Matrix(library.frameworks[anchor], columns, tuple(rows))


def _shown(library: Library, requirement: Requirement) -> bool:
    """Whether a node belongs in the matrix: what is assessable, and the headings above it."""
    return requirement.assessable or any(library.requirements[d].assessable for d in library.below(requirement.id))


def _row(library: Library, requirement: Requirement, columns: tuple[Framework, ...]) -> MatrixRow:
    level = sum(1 for _ in library.above(requirement.id))
    cells = tuple(tuple(_cell(library, requirement, f)) for f in columns) if requirement.assessable else ()
    kind = "requirement" if requirement.assessable else "heading"
    return MatrixRow(
        kind,
        requirement.id,
        Number.of(library.frameworks[requirement.framework], requirement),
        requirement.title,
        level,
        cells,
    )


def _cell(library: Library, requirement: Requirement, framework: Framework) -> Iterable[Line]:
    rows = sorted(
        library.counterparts(requirement.id, framework.id), key=lambda m: library.requirements[m.object_id].order
    )
    for row in rows:
        other = library.requirements[row.object_id]
        yield Line("counterpart", number_of(other), f"{other.title}: {relation_in_words(row)}")
    if not rows:
        gap = library.gap(requirement.id, framework.id)
        if gap is None:
            mapped = frozenset((requirement.framework, framework.id)) in library.own_pairs
            yield Line("none", "", "Not considered yet." if mapped else NOT_MAPPED)
            return
        nearest = library.requirements.get(gap.nearest)
        near = f" Nearest: {number_of(nearest)} {nearest.title}." if nearest else ""
        yield Line("none", "No counterpart.", f"{near} {gap.comment}".strip())
    remainder = library.remainder_of.get((requirement.id, framework.id))
    if remainder:
        if remainder.met == "all":
            yield Line("todo", f"Nothing still to do if you hold {framework.short}:", "all of it is met.")
        else:
            yield Line(
                "todo", f"Still to do if you hold {framework.short} ({remainder.met} is met):", remainder.remains
            )
    for row in rows:
        if row.object_only:
            yield Line("beyond", f"{number_of(library.requirements[row.object_id])} also demands:", row.object_only)


def relation_in_words(row: Mapping) -> str:
    """Return the relation and how much of the subject is met, as a person reads it.

    >>> from aims_graph import load
    >>> relation_in_words(load().counterparts("iso42001:7.5.3", "iso27001")[0])
    'the same demands'
    """
    words = IN_WORDS[row.relation]
    return words if row.subject_met == "all" else f"{words}, meets {row.subject_met} of this"


def read_words(library: Library, row: Mapping) -> str:
    """Return how often a row was judged by readings that did not see each other."""
    times = library.times_read(row)
    return "read once" if times == 1 else f"read {'twice' if times == 2 else f'{times} times'}"


def number_of(requirement: Requirement) -> str:
    """Return the number as printed, or, where none is printed, the end of the id."""
    return requirement.number or requirement.id.partition(":")[2]


def _number(library: Library, requirement: Requirement) -> Number:
    return Number(number_of(requirement), library.frameworks[requirement.framework].short)


def _unanswered(library: Library, anchor: str, column: Framework) -> Iterable[MatrixRow]:
    """Yield the requirements of another framework that the anchor does not answer, in that framework's order."""
    rows = [
        r
        for s in library.sets
        if not s.stated_by and {s.subject, s.object} == {anchor, column.id}
        for r in s.rows
        if r.is_gap
    ]
    mine = [r for r in rows if library.requirements[r.missing_for].framework == column.id]
    for row in sorted(mine, key=lambda r: library.requirements[r.missing_for].order):
        requirement = library.requirements[row.missing_for]
        nearest = library.requirements[row.nearest]
        title = requirement.title + (" (with all its parts)" if row.with_parts else "")
        line = Line("none", f"Nearest: {number_of(nearest)} {nearest.title}.", row.comment)
        yield MatrixRow("unanswered", requirement.id, Number.of(column, requirement), title, 1, ((line,),))


def _sets_of(library: Library, anchor: str) -> list[MappingSet]:
    """Return the project's own sets that have the anchor as subject: those whose numbers stand in the matrix."""
    return [s for s in library.sets if not s.stated_by and s.subject == anchor]


def mappings_table(library: Library, anchor: str = "iso42001") -> Table:
    """Return every mapping row of the anchor with both sides' titles and its phrases."""
    columns = (
        *(
            "Number",
            "Requirement",
            "Relation",
            "Counterpart",
            "Its title",
            "Framework",
            "Met of this",
            "Met of the counterpart",
            "Both demand",
        ),
        *(
            "Only this demands",
            "Only the counterpart demands",
            "Why",
            "Confidence",
            "How it came about",
            "Where it stands",
        ),
    )
    rows = []
    for mapping_set in _sets_of(library, anchor):
        for row in mapping_set.rows:
            if row.is_gap:
                continue
            subject, other = library.requirements[row.subject_id], library.requirements[row.object_id]
            rows.append(
                (
                    *(_number(library, subject), subject.title, row.relation.replace("_", " ")),
                    *(_number(library, other), other.title),
                    *(
                        library.frameworks[other.framework].short,
                        row.subject_met,
                        row.object_met,
                        row.shared,
                        row.subject_only,
                        row.object_only,
                    ),
                    *(
                        row.comment,
                        row.confidence,
                        f"{row.justification.partition(':')[2]}, {read_words(library, row)}",
                        str(row.source),
                    ),
                )
            )
    return Table("Mappings", columns, tuple(rows))


def gaps_table(library: Library, anchor: str = "iso42001") -> Table:
    """Return every row of the anchor's sets that says a requirement has no counterpart in the other framework, and why."""
    rows = []
    for mapping_set in _sets_of(library, anchor):
        for row in mapping_set.rows:
            if row.is_gap:
                missing, nearest = library.requirements[row.missing_for], library.requirements[row.nearest]
                other = mapping_set.object if missing.framework == mapping_set.subject else mapping_set.subject
                rows.append(
                    (
                        *(
                            library.frameworks[missing.framework].short,
                            _number(library, missing),
                            missing.title,
                            "yes" if row.with_parts else "",
                        ),
                        *(
                            library.frameworks[other].short,
                            f"{number_of(nearest)} {nearest.title}",
                            row.comment,
                            str(row.source),
                        ),
                    )
                )
    columns = (
        "Framework",
        "Number",
        "Requirement",
        "With all its parts",
        "Has no counterpart in",
        "Nearest that was considered",
        "Why it does not count",
        "Where it stands",
    )
    return Table("No counterpart", columns, tuple(rows))


def remaining_table(library: Library, towards: str) -> Table:
    """Return what remains of each requirement for whoever holds another framework whole."""
    rows = []
    for remainder in library.remainders:
        requirement = library.requirements[remainder.requirement_id]
        if requirement.framework == towards:
            held = library.frameworks[remainder.held].short
            by = Number(", ".join(number_of(library.requirements[b]) for b in remainder.by), held)
            rows.append(
                (
                    _number(library, requirement),
                    requirement.title,
                    held,
                    remainder.met,
                    by,
                    remainder.remains,
                    str(remainder.source),
                )
            )
    columns = ("Number", "Requirement", "If you hold", "Met", "By", "Still to do", "Where it stands")
    return Table("Still to do", columns, tuple(rows))
