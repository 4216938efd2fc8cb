"""The unified control matrix as a workbook: the matrix, what is still to do, every mapping, coverage, gaps, sources and method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.coverage.overview import all_pairs
from aims_graph.answers.matrix.matrix import Matrix, MatrixRow, build_matrix
from aims_graph.errors import AimsError
from aims_graph.model import Framework, Library, Number, Table
from aims_graph.present.controls import control_cells, what_to_implement
from aims_graph.present.coverage import PREMISE, pairs_table
from aims_graph.present.forms import either
from aims_graph.present.matrix import (
    Line,
    cell_lines,
    gap_line,
    gap_title,
    gaps_table,
    mappings_table,
    remaining_table,
)
from aims_graph.present.page import page
from aims_graph.present.sheets import Content, Run, Sheet, SheetRow, as_data, plain
from aims_graph.present.table import json_text, to_csv
from aims_graph.present.words import number_cell, number_of
from aims_graph.present.workbook import TALLEST, height, workbook

_WIDE = 58
_NARROW = (11, 30)


def matrix_sheets(library: Library, lead: str) -> list[Sheet]:
    """Return every table of the matrix: shared controls, requirement by requirement, what is left, mappings, coverage, gaps, sources."""
    matrix = build_matrix(library, lead)
    mappings, gaps, remaining = (
        mappings_table(library, lead),
        gaps_table(library, lead),
        remaining_table(library, lead),
    )
    by_requirement = _matrix_sheet(library, matrix, mappings)
    where = _rows_by_number(by_requirement)
    return [
        _controls_sheet(library, matrix, where),
        by_requirement,
        _table_sheet(remaining, "Still to do", (9, 34, 16, 8, 26, 62, 44), _REMAINING_INTRO, {0: where}),
        _table_sheet(
            mappings,
            "Mappings",
            (9, 28, 13, 15, 28, 15, 9, 12, 36, 36, 36, 44, 10, 19, 42),
            _MAPPINGS_INTRO,
            {0: where},
        ),
        _coverage_sheet(library),
        _table_sheet(gaps, "No counterpart", (16, 18, 34, 10, 18, 36, 70, 44), _GAPS_INTRO, {}),
        _sources_sheet(library),
    ]


#: The tables of the matrix, in the order of :func:`matrix_sheets`.
TABLES = (
    "Shared controls",
    "By requirement",
    "Still to do",
    "Mappings",
    "Coverage",
    "No counterpart",
    "Sources and method",
)
MATRIX_FORMS = ("csv", "xlsx", "html", "json")


def table_names(chosen: str = "") -> list[str]:
    """Return the names of the matrix's tables, the chosen one first.

    Raises:
        AimsError: if none is called so.
    """
    found = [name for name in TABLES if name.lower() == (chosen or TABLES[0]).strip().lower()]
    if not found:
        raise AimsError(f"No table of the matrix is called '{chosen}'.", f"Use {either(TABLES)}.")
    return [*found, *(name for name in TABLES if name not in found)]


def matrix_file(library: Library, form: str, lead: str, table: str = "") -> bytes:
    """Return the matrix as a file: xlsx, html or json with every table; csv with one of them, the shared controls by default.

    Raises:
        AimsError: if the form is unknown, or no table is called so.
    """
    title = f"Unified control matrix led by {library.frameworks[lead].short}"
    name = table_names(table)[0]
    sheets = matrix_sheets(library, lead)
    if form == "xlsx":
        return workbook(sheets, title)
    if form == "html":
        return page(sheets, title).encode()
    if form == "json":
        return json_text(as_data(sheets, title)).encode()
    if form == "csv":
        return to_csv(_flat(next(sheet for sheet in sheets if sheet.name == name))).encode()
    raise AimsError(f"The matrix has no format '{form}'.", f"Use {either(MATRIX_FORMS)}.")


def _flat(sheet: Sheet) -> Table:
    rows = tuple(tuple(c if isinstance(c, str | int | float) else plain(c) for c in row.cells) for row in sheet.rows)
    return Table(sheet.intro[0], tuple(name for name, _ in sheet.columns), rows)


_MATRIX_INTRO = (
    "Each row is a requirement, each column a framework. A cell names the counterparts with their relation; then, in bold, what is still to do if you hold that framework; then what each counterpart also demands.",
    "Below stand the demands of the other frameworks that nothing answers. 'overlaps, meets some' never adds up to a whole. Click a number for its mappings. Drafted with a large language model, not reviewed by an accredited auditor; no legal advice.",
)
_CONTROLS_INTRO = (
    "Each row is one thing to implement. It leads with a requirement; the requirements of the other frameworks that it meets in full or for the most part ride on it, with what they add.",
    "'shares a part with' names requirements that only overlap and lead a control of their own. Drafted with a large language model, not reviewed by an accredited auditor; no legal advice.",
)
_REMAINING_INTRO = (
    "What is left of each requirement for whoever holds the other framework whole, and which counterparts meet the rest. Filter 'If you hold' to get your own list.",
)
_MAPPINGS_INTRO = (
    "Every mapping row with what both sides demand and what each demands alone. 'Met of this' = how much of the requirement is met by whoever does all that the counterpart demands.",
)
_GAPS_INTRO = (
    "Considered, and no demand shared: the nearest requirement that was looked at, and why it does not count.",
)


def _controls_sheet(library: Library, matrix: Matrix, where: dict[str, tuple[str, int]]) -> Sheet:
    frameworks = (matrix.lead, *matrix.columns)
    names = [("Control", 15), ("What it is about", 30), ("What to implement", 54), ("Serves", 8)]
    columns = [*names, *((f.short, 40) for f in frameworks)]
    rows = []
    section = ""
    for control in stars(library, [f.id for f in frameworks]):
        if control.anchor.framework != section:
            section = control.anchor.framework
            head = f"Led by {library.frameworks[section].short}"
            rows.append(SheetRow((head, *[""] * (len(columns) - 1)), "section"))
        number = number_cell(library, control.anchor)
        links = {0: where[number]} if control.anchor.framework == matrix.lead.id and number in where else {}
        serves = len({m.requirement.framework for m in control.members})
        cells = [_runs(cell) for cell in control_cells(library, control, frameworks)]
        about = _runs(what_to_implement(library, control))
        rows.append(SheetRow((number, control.anchor.title, about, serves, *cells), "body", links))
    return Sheet(
        "Shared controls",
        (f"Shared controls, led by {matrix.lead.title}", *_CONTROLS_INTRO),
        columns,
        rows,
        frozen_columns=2,
    )


def _matrix_sheet(library: Library, matrix: Matrix, mappings: Table) -> Sheet:
    columns = [("Number", _NARROW[0]), ("Requirement", _NARROW[1]), *((f.short, _WIDE) for f in matrix.columns)]
    first_mapping: dict[str, int] = {}
    for n, mapping in enumerate(mappings.rows):
        first_mapping.setdefault(str(mapping[0]), n + len(_MAPPINGS_INTRO) + 2)  # below title, introduction and header
    rows: list[SheetRow] = []
    for row in matrix.rows:
        rows += _sheet_rows(library, row, len(matrix.columns), first_mapping)
    for place, column in enumerate(matrix.columns):
        rows += _unanswered(matrix, place, column)
    return Sheet(
        "By requirement",
        (f"Requirement by requirement: {matrix.lead.title}", *_MATRIX_INTRO),
        columns,
        rows,
        frozen_columns=2,
    )


def _sheet_rows(library: Library, row: MatrixRow, columns: int, first_mapping: dict[str, int]) -> Iterable[SheetRow]:
    r = row.requirement
    if not row.cells:
        yield SheetRow((r.number, r.title, *[""] * columns), "heading")
        return
    number = number_cell(library, r)
    links = {0: ("Mappings", first_mapping[number])} if number in first_mapping else {}
    for n, part in enumerate(_fitting([list(cell_lines(library, cell)) for cell in row.cells])):
        title = r.title if n == 0 else f"{r.title} (continued)"
        yield SheetRow((number, title, *(_runs(lines) for lines in part)), "body", links)


def _unanswered(matrix: Matrix, place: int, column: Framework) -> Iterable[SheetRow]:
    """Yield what one framework demands and the leading one does not answer, below a heading of its own; the reason stands in its column."""
    gaps = matrix.unanswered[column.id]
    if gaps:
        head = f"{column.short}: demands without counterpart in {matrix.lead.short}"
        yield SheetRow(("", head, *[""] * len(matrix.columns)), "section")
    for gap in gaps:
        cells: list[Content] = [""] * len(matrix.columns)
        cells[place] = _runs([gap_line(gap)])
        yield SheetRow((Number(number_of(gap.requirement), column.short), gap_title(gap), *cells), "unanswered")


def _fitting(cells: Sequence[Sequence[Line]]) -> Iterable[list[list[Line]]]:
    """Split cells taller than Excel can show over as many rows as they need, breaking between lines only; no line is lost."""
    rest = [list(cell) for cell in cells]
    while any(rest):
        part: list[list[Line]] = []
        for lines in rest:
            taken: list[Line] = []
            while lines and (not taken or height([_runs([*taken, lines[0]])], [_WIDE]) <= TALLEST):
                taken.append(lines.pop(0))
            part.append(taken)
        yield part


def _runs(lines: Sequence[Line]) -> list[Run]:
    looks = {"counterpart": "name", "none": "name", "todo": "todo", "beyond": "plain", "plain": "plain"}
    runs: list[Run] = []
    for n, line in enumerate(lines):
        gap = "\n" if n else ""
        runs += [(looks[line.kind], gap + line.lead), ("plain", f" {line.text}" if line.lead else gap + line.text)]
    return runs


def _rows_by_number(sheet: Sheet) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for n, row in enumerate(sheet.rows, sheet.first_row):
        if row.style == "body":
            found.setdefault(str(row.cells[0]), (sheet.name, n))
    return found


def _table_sheet(
    table: Table, name: str, widths: Sequence[int], intro: Sequence[str], links: dict[int, dict[str, tuple[str, int]]]
) -> Sheet:
    rows = []
    for row in table.rows:
        targets = {c: where[str(row[c])] for c, where in links.items() if str(row[c]) in where}
        rows.append(SheetRow(row, "body", targets))
    return Sheet(name, (table.title, *intro), list(zip(table.columns, widths, strict=True)), rows, frozen_columns=2)


def _coverage_sheet(library: Library) -> Sheet:
    table = pairs_table(all_pairs(library))
    intro = (
        table.title,
        f"What is certainly met, by a single requirement, by several judged together or by inference. Parts never add up to a whole. {PREMISE}",
    )
    rows = [SheetRow(row) for row in table.rows]
    return Sheet("Coverage", intro, list(zip(table.columns, (24, 24, 12, 12, 16, 16, 22), strict=True)), rows)


def _sources_sheet(library: Library) -> Sheet:
    rows = []
    for framework in library.mapped:
        rows.append(SheetRow((framework.short, f"{framework.title}. Edition: {framework.edition}."), "heading"))
        for key in ("sources", "how_made", "note", "depth", "dates", "scope_of_any"):
            value = framework.header.get(key)
            for text in value if isinstance(value, list) else [value] if value else []:
                rows.append(SheetRow((key.replace("_", " "), str(text))))
    rows.append(
        SheetRow(
            (
                "Method",
                "How requirements are read and rows are judged: docs/reading.md, in an installed package aims_graph/_content/docs/reading.md",
            ),
            "heading",
        )
    )
    rows += [SheetRow((s.name, s.text)) for s in library.said("method")]
    return Sheet("Sources and method", ("Sources and method",), [("What", 26), ("Text", 150)], rows, filters=False)
