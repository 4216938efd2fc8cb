"""The unified control matrix in words: each cell as lines, and its tables.

A cell names the counterparts with their relation, then what is still to do if that framework is fully in place, then what each counterpart
demands beyond the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aims_graph.answers.matrix.matrix import Unmatched, gaps_of, remainders_towards, rows_of
from aims_graph.answers.requirement.towards import Towards
from aims_graph.model import Library, Number, Remainder, Requirement, Table
from aims_graph.model.naming import number_of, short_name
from aims_graph.present.remainder import extend_in_words, held_whole, left_in_words, met_in_full
from aims_graph.present.words import (
    MET,
    PROVENANCE,
    came_about,
    in_place,
    number_cell,
    relation_in_words,
)
from aims_graph.vocabulary import relation_name

NOT_MAPPED, NOT_CONSIDERED = "Not mapped yet.", "Not considered yet."


@dataclass(frozen=True)
class Line:
    """One line of a cell: ``counterpart``, ``todo``, ``beyond``, ``none`` or ``plain``, a bold lead and the text after it."""

    kind: str
    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


def cell_lines(library: Library, cell: Towards) -> Iterator[Line]:
    """Yield the lines of one cell."""
    for c in cell.counterparts:
        yield Line("counterpart", number_of(c.requirement), f"{c.requirement.title}: {relation_in_words(c.row)}")
    if not cell.counterparts:
        if cell.gap is None:
            yield Line("none", "", NOT_CONSIDERED if cell.mapped else NOT_MAPPED)
            return
        near = _nearest(library.requirements.get(cell.gap.nearest))
        yield Line("none", "No counterpart.", f"{near} {cell.gap.comment}".strip())
    left, name = cell.remainder, cell.framework.short
    if left and left.met == "all":
        extend = extend_in_words(library, left.requirement_id, [left.held])
        lead = "Only to extend" if extend else "Nothing still to do"
        yield Line("todo", f"{lead} {in_place(name)}:", met_in_full(library, left))
    elif left:
        yield Line("todo", f"Still to do {in_place(name)} ({MET[left.met]}):", left.remains)
    for c in cell.counterparts:
        if c.row.object_only:
            yield Line("beyond", f"{number_of(c.requirement)} also demands:", c.row.object_only)


def gap_line(gap: Unmatched) -> Line:
    """Return why something of another framework has no counterpart, as a line."""
    return Line("none", _nearest(gap.nearest), gap.row.comment)


def _nearest(requirement: Requirement | None) -> str:
    return f"Nearest: {number_of(requirement)} {requirement.title}." if requirement else ""


def gap_title(gap: Unmatched) -> str:
    """Return the title of what has no counterpart; it may speak for its parts."""
    return gap.requirement.title + (" (with all its parts)" if gap.row.with_parts else "")


def mappings_table(library: Library, lead: str) -> Table:
    """Return every mapping row of the framework that leads with both sides' titles and its phrases."""
    columns = (
        *("Number", "Requirement", "Relation", "Counterpart", "Its title", "Framework", "Met of this"),
        *("Met of the counterpart", "Both demand", "Only this demands", "Only the counterpart demands"),
        *("Why", "Confidence", "How it came about", PROVENANCE.capitalize()),
    )
    rows = []
    for row in rows_of(library, lead):
        subject, other = library.requirements[row.subject_id], library.requirements[row.object_id]
        rows.append(
            (
                *(number_cell(library, subject), subject.title, relation_name(row.relation)),
                *(number_cell(library, other), other.title),
                *(library.frameworks[other.framework].short, row.subject_met, row.object_met),
                *(row.shared, row.subject_only, row.object_only),
                *(row.comment, row.confidence, came_about(row, library.times_read(row)), str(row.source)),
            )
        )
    return Table("Mappings", columns, tuple(rows))


def gaps_table(library: Library, lead: str) -> Table:
    """Return every stated gap between the framework that leads and the others, and why the nearest does not count."""
    rows = tuple(
        (
            *(
                library.frameworks[g.requirement.framework].short,
                number_cell(library, g.requirement),
                g.requirement.title,
            ),
            *("yes" if g.row.with_parts else "", g.other.short),
            f"{number_of(g.nearest)} {g.nearest.title}" if g.nearest else "",
            *(g.row.comment, str(g.row.source)),
        )
        for g in gaps_of(library, lead)
    )
    columns = (
        *("Framework", "Number", "Requirement", "With all its parts", "Has no counterpart in"),
        *("Nearest that was considered", "Why it does not count", PROVENANCE.capitalize()),
    )
    return Table("No counterpart", columns, rows)


def remaining_table(library: Library, lead: str) -> Table:
    """Return what remains of each requirement for whoever holds another framework whole, then for whoever holds several."""
    rows = []
    for r in remainders_towards(library, lead):
        requirement, held = library.requirements[r.requirement_id], held_whole(library, r)
        met_by = [library.requirements[b] for b in r.by]
        by = (
            Number(", ".join(map(number_of, met_by)), held)
            if isinstance(r, Remainder)
            else Number(", ".join(short_name(library, b.id) for b in met_by))
        )
        rows.append(
            (
                number_cell(library, requirement),
                requirement.title,
                held,
                r.met,
                by,
                left_in_words(library, r),
                str(r.source),
            )
        )
    columns = ("Number", "Requirement", "Fully in place", "Met", "By", "Still to do", PROVENANCE.capitalize())
    return Table("Still to do", columns, tuple(rows))


def joined(lines: Sequence[Line]) -> str:
    """Return the lines of a cell as text."""
    return "\n".join(map(str, lines))
