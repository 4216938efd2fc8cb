"""The table of the matrix by requirement: a row for each, under its clause or topic, and a column for what each framework has, or we have, beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aims_graph.answers.matrix.matrix import Matrix
from aims_graph.model import Library, Number
from aims_graph.model.naming import number_of, short_name
from aims_graph.present.matrix_cells import fitting, runs
from aims_graph.present.matrix_columns import HANDS, MET, OWN, TAKEN, Column
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.matrix_view import SeenRow, gap_row, row_seen, under_topics
from aims_graph.present.sheets import Content, Sheet, SheetRow
from aims_graph.present.supports import NOTE
from aims_graph.present.words import number_cell, with_trust
from aims_graph.workspace.assessment_sheet import IN_MATRIX, TOLD

BY_REQUIREMENT = "By requirement"
_INTRO = "Each row is a requirement, each column a framework. A cell names the counterparts with their relation; then, in bold, what is still to do if that framework is fully in place; then what each counterpart also demands."
_PARTS_INTRO = "'overlaps, meets some' never adds up to a whole. Click a number for its mappings."
_FILL_INTRO = "Fill in the columns on green; sort and filter as you like. 'aims-graph workspace import FILE' then shows what would change, and asks. Where 'Settled by other answers' says in full, an empty status may stay empty."
_READ_INTRO = "Status, owner, due and evidence are for reading here; what goes out to be filled in is written with all columns, or by 'aims-graph workspace export'."


class ByRequirement:
    """The table in the making.

    Args:
        library: the content.
        matrix: what the table is of.
        columns: its columns behind number and title.
        links: number of a requirement -> the sheet and the row (from 0) where its first mapping stands.
        ours: the workspace, if its columns are shown.
    """

    def __init__(
        self,
        library: Library,
        matrix: Matrix,
        columns: Sequence[Column],
        links: Mapping[str, tuple[str, int]],
        ours: Ours | None,
    ) -> None:
        """Remember what it is made of."""
        self._library, self._matrix, self._columns, self._links, self._ours = library, matrix, columns, links, ours
        self._own = {n: c.id for n, c in enumerate(columns) if c.kind == OWN}

    def sheet(self, by_topic: bool) -> Sheet:
        """Return it, its rows under topics instead of clauses if that is asked for."""
        heads = [("Number", 11), ("Requirement", 30), *((c.head, c.width) for c in self._columns)]
        own = {name: n for n, name in self._own.items()}
        # A status that does not apply needs its reason beside it, so all that is filled in goes out together or not at all.
        fills = self._ours if self._ours and set(IN_MATRIX) <= set(own) else None
        rows = list(self._under_topics() if by_topic else self._under_clauses())
        return Sheet(
            BY_REQUIREMENT,
            (f"Requirement by requirement: {self._matrix.lead.title}", *self._intro(by_topic, fills is not None)),
            heads,
            [replace(row, told="") for row in rows] if fills is None else rows,
            frozen_columns=2,
            entries={own[field] + 2: entry for field, entry in fills.entries.items()} if fills else {},
            told=TOLD if fills else "",
        )

    def _intro(self, by_topic: bool, is_filled_in: bool) -> Iterator[str]:
        if is_filled_in:
            yield _FILL_INTRO
        elif self._own:
            yield _READ_INTRO
        yield _INTRO
        if any(c.kind in (HANDS, TAKEN) for c in self._columns):
            yield NOTE
        where = "Below, under their topics," if by_topic else "Below"
        beyond = f"{where} stand the demands of the other frameworks that nothing answers. {_PARTS_INTRO}"
        yield with_trust(beyond, self._library)

    def _under_clauses(self) -> Iterator[SheetRow]:
        """Yield the rows as the leading framework has them, then what each framework shown demands beyond, below a heading of its own."""
        library, matrix, empty = self._library, self._matrix, [""] * len(self._columns)
        for row in matrix.rows:
            if row.cells:
                yield from self._rows(row_seen(library, matrix, self._columns, row, self._ours))
            else:
                yield SheetRow((row.requirement.number, row.requirement.title, *empty), "heading")
        for framework in (library.frameworks[c.framework] for c in self._columns if c.kind == MET):
            gaps = matrix.unanswered[framework.id]
            if gaps:
                head = f"{framework.short}: demands without counterpart in {matrix.lead.short}"
                yield SheetRow(("", head, *empty), "section")
            for gap in gaps:
                seen = gap_row(library, self._columns, gap, self._ours)
                yield self._unanswered(Number(number_of(gap.requirement), framework.short), seen)

    def _under_topics(self) -> Iterator[SheetRow]:
        """Yield the rows under the topics they are about first, and under each what the frameworks shown demand beyond it."""
        library, matrix, columns, ours = self._library, self._matrix, self._columns, self._ours
        led = [row_seen(library, matrix, columns, row, ours) for row in matrix.rows if row.cells]
        shown = [c.framework for c in columns if c.kind == MET]
        beyond = [gap_row(library, columns, gap, ours) for framework in shown for gap in matrix.unanswered[framework]]
        topic = ""
        for row in under_topics(library, [*led, *beyond]):
            if row.topic != topic:
                topic = row.topic
                yield SheetRow(("", topic, *[""] * len(columns)), "section")
            if row.requirement.framework == matrix.lead.id:
                yield from self._rows(row)
            else:
                yield self._unanswered(short_name(library, row.requirement.id), row)

    def _rows(self, row: SeenRow) -> Iterator[SheetRow]:
        """Yield the rows of a requirement of the leading framework: several where its cells are too high for one."""
        number = number_cell(self._library, row.requirement)
        links = {0: self._links[number]} if number in self._links else {}
        own = self._own_cells(row)
        cells = [() if n in own else lines for n, lines in enumerate(row.cells)]
        for n, part in enumerate(fitting(cells, [c.width for c in self._columns])):
            title = row.title if n == 0 else f"{row.title} (continued)"
            told = self._told(row, number) if n == 0 else ""
            drawn = [own[c] if c in own and n == 0 else runs(lines) for c, lines in enumerate(part)]
            yield SheetRow((number, title, *drawn), "body", links, told=told)

    def _unanswered(self, number: str, row: SeenRow) -> SheetRow:
        """Return the row of a demand of another framework that nothing answers."""
        own = self._own_cells(row)
        cells = [own[c] if c in own else runs(lines) for c, lines in enumerate(row.cells)]
        return SheetRow((number, row.title, *cells), "unanswered", told=self._told(row, number))

    def _told(self, row: SeenRow, number: str) -> str:
        """Return what a row that is filled in carries, hidden; empty without a workspace."""
        return self._ours.told(row.requirement.id, str(number)) if self._ours else ""

    def _own_cells(self, row: SeenRow) -> dict[int, Content]:
        """Return, by column, what a workspace has beside a row, as it is kept: a day as a day."""
        ours = self._ours
        return {n: ours.cell(name, row.requirement.id) for n, name in self._own.items()} if ours else {}
