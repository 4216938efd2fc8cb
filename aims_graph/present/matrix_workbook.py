"""The unified control matrix as a workbook: groups to implement, shared controls, the matrix, what is still to do, every mapping, coverage, gaps, sources and method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.coverage.overview import all_pairs
from aims_graph.answers.matrix.matrix import Matrix, build_matrix
from aims_graph.errors import AimsError
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, Number, Table
from aims_graph.present.controls import control_cells, what_to_implement
from aims_graph.present.coverage import PREMISE, pairs_table
from aims_graph.present.forms import either
from aims_graph.present.groups import NOTE as GROUPS_NOTE
from aims_graph.present.groups import matrix_rows
from aims_graph.present.matrix import Line, gaps_table, mappings_table, remaining_table
from aims_graph.present.matrix_columns import HANDS, MET, OWN, TAKEN, Column, chosen_columns
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.matrix_view import SeenRow, gap_row, row_seen, under_topics
from aims_graph.present.page import page
from aims_graph.present.sheets import Content, Run, Sheet, SheetRow, as_data, plain
from aims_graph.present.supports import NOTE
from aims_graph.present.table import json_text, to_csv
from aims_graph.present.words import number_cell, number_of, short_of
from aims_graph.present.workbook import TALLEST, height, workbook
from aims_graph.workspace.assessment_sheet import IN_MATRIX, TOLD

_NARROW = (11, 30)


def matrix_sheets(
    library: Library, lead: str, columns: Sequence[str] = (), by_topic: bool = False, ours: Ours | None = None
) -> list[Sheet]:
    """Return every table of the matrix: groups to implement (where the content has some), shared controls, requirement by requirement, what is left, mappings, coverage, gaps, sources.

    Args:
        library: the content.
        lead: the framework that leads.
        columns: those of the table by requirement (see :func:`chosen_columns`).
        by_topic: whether the rows of that table stand under their topics instead of the clauses.
        ours: the workspace; its columns then stand in the table by requirement, unless others are named, and that table comes first.

    Raises:
        AimsError: if there is no such column.
    """
    named = [OWN, *(c.id for c in chosen_columns(library, lead))] if ours and not columns else columns
    matrix, shown = build_matrix(library, lead), chosen_columns(library, lead, named, ours is not None)
    mappings, gaps, remaining = (
        mappings_table(library, lead),
        gaps_table(library, lead),
        remaining_table(library, lead),
    )
    by_requirement = _matrix_sheet(library, matrix, mappings, shown, by_topic, ours)
    where = _rows_by_number(by_requirement)
    found = [
        *([_groups_sheet(library, matrix)] if has_groups(library, lead) else []),
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
    # What is to be filled in is what one sees first.
    return sorted(found, key=lambda sheet: sheet is not by_requirement) if by_requirement.entries else found


GROUPS, BY_REQUIREMENT = "Groups", "By requirement"
#: The tables of the matrix, in the order of :func:`matrix_sheets`.
TABLES = (
    GROUPS,
    "Shared controls",
    BY_REQUIREMENT,
    "Still to do",
    "Mappings",
    "Coverage",
    "No counterpart",
    "Sources and method",
)
MATRIX_FORMS = ("csv", "xlsx", "html", "json")


def has_groups(library: Library, lead: str) -> bool:
    """Whether requirements of the framework that leads are grouped."""
    return any(framework_of(m.requirement_id) == lead for m in library.memberships)


def table_names(library: Library, lead: str, chosen: str = "") -> list[str]:
    """Return the names of the matrix's tables, the chosen one first; without choice the groups lead, where the framework that leads is in some.

    Raises:
        AimsError: if none is called so.
    """
    names = [name for name in TABLES if name != GROUPS or has_groups(library, lead)]
    found = [name for name in names if name.lower() == (chosen or names[0]).strip().lower()]
    if not found:
        raise AimsError(f"No table of the matrix is called '{chosen}'.", f"Use {either(names)}.")
    return [*found, *(name for name in names if name not in found)]


def matrix_file(
    library: Library,
    form: str,
    lead: str,
    table: str = "",
    columns: Sequence[str] = (),
    by_topic: bool = False,
    ours: Ours | None = None,
) -> bytes:
    """Return the matrix as a file: xlsx, html or json with every table; csv with one of them, the first by default.

    Raises:
        AimsError: if the form is unknown, or no table or column is called so.
    """
    title = f"Unified control matrix with rows from {library.frameworks[lead].short}"
    name = table_names(library, lead, table)[0]
    sheets = matrix_sheets(library, lead, columns, by_topic, ours)
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
    "Each row is a requirement, each column a framework. A cell names the counterparts with their relation; then, in bold, what is still to do if that framework is fully in place; then what each counterpart also demands.",
    "'overlaps, meets some' never adds up to a whole. Click a number for its mappings. Drafted with a large language model, not reviewed by an accredited auditor; no legal advice.",
)
_FILL_INTRO = "Fill in the columns on green; sort and filter as you like. 'aims-graph workspace import FILE' then shows what would change, and asks. Where 'Settled by other answers' says in full, an empty status may stay empty."
_READ_INTRO = "Status, owner, due and evidence are for reading here; what goes out to be filled in is written with all columns, or by 'aims-graph workspace export'."
_CONTROLS_INTRO = (
    "Each row is one thing to implement. It leads with a requirement; the requirements of the other frameworks that it covers, whole or mostly, stand beside it, with what they add.",
    "'shares a part with' names requirements that only overlap and lead a control of their own. Drafted with a large language model, not reviewed by an accredited auditor; no legal advice.",
)
_REMAINING_INTRO = (
    "What is left of each requirement if the other framework is fully in place, and which counterparts meet the rest. Filter 'Fully in place' to get your own list.",
)
_MAPPINGS_INTRO = (
    "Every mapping row with what both sides demand and what each demands alone. 'Met of this' = how much of the requirement is met by whoever does all that the counterpart demands.",
)
_GAPS_INTRO = (
    "Considered, and no demand shared: the nearest requirement that was looked at, and why it does not count.",
)


_GROUPS_INTRO = (
    "Each row is what a team would set up as one process: its purpose, steps and records, then for each framework the requirements it serves, how far, and what each adds.",
    GROUPS_NOTE,
)


def _groups_sheet(library: Library, matrix: Matrix) -> Sheet:
    frameworks = (matrix.lead, *matrix.columns)
    names = [("Group", 28), ("Owner", 16), ("Purpose", 34), ("Serves", 8), ("What to set up", 54)]
    columns = [*names, *((f.short, 40) for f in frameworks)]
    rows: list[SheetRow] = []
    for label, owner, purpose, serves, cells in matrix_rows(library, frameworks):
        for n, part in enumerate(_fitting(cells, [width for _, width in columns[4:]])):
            name = label if n == 0 else f"{label} (continued)"
            rows.append(SheetRow((name, owner, purpose if n == 0 else "", serves, *map(_runs, part))))
    return Sheet(GROUPS, ("Groups to implement, over all frameworks", *_GROUPS_INTRO), columns, rows, frozen_columns=1)


def _controls_sheet(library: Library, matrix: Matrix, where: dict[str, tuple[str, int]]) -> Sheet:
    frameworks = (matrix.lead, *matrix.columns)
    names = [("Control", 15), ("What it is about", 30), ("What to implement", 54), ("Serves", 8)]
    columns = [*names, *((f.short, 40) for f in frameworks)]
    rows = []
    section = ""
    for control in stars(library, [f.id for f in frameworks]):
        if control.anchor.framework != section:
            section = control.anchor.framework
            head = f"Rows from {library.frameworks[section].short}"
            rows.append(SheetRow((head, *[""] * (len(columns) - 1)), "section"))
        number = number_cell(library, control.anchor)
        links = {0: where[number]} if control.anchor.framework == matrix.lead.id and number in where else {}
        serves = len({m.requirement.framework for m in control.members})
        cells = [_runs(cell) for cell in control_cells(library, control, frameworks)]
        about = _runs(what_to_implement(library, control))
        rows.append(SheetRow((number, control.anchor.title, about, serves, *cells), "body", links))
    return Sheet(
        "Shared controls",
        (f"Shared controls, {matrix.lead.title} first", *_CONTROLS_INTRO),
        columns,
        rows,
        frozen_columns=2,
    )


def _matrix_sheet(
    library: Library, matrix: Matrix, mappings: Table, columns: Sequence[Column], by_topic: bool, ours: Ours | None
) -> Sheet:
    heads = [("Number", _NARROW[0]), ("Requirement", _NARROW[1]), *((c.head, c.width) for c in columns)]
    first_mapping: dict[str, int] = {}
    # A number leads to its first mapping, below title, introduction and header of that sheet.
    for n, mapping in enumerate(mappings.rows):
        first_mapping.setdefault(str(mapping[0]), n + len(_MAPPINGS_INTRO) + 2)
    rows = _under_topics if by_topic else _under_clauses
    own = {c.id: n for n, c in enumerate(columns, 2) if c.kind == OWN}
    # A status that does not apply needs its reason beside it, so all that is filled in goes out together or not at all.
    fills = ours if ours and set(IN_MATRIX) <= set(own) else None
    drawn = list(rows(library, matrix, columns, first_mapping, ours))
    return Sheet(
        BY_REQUIREMENT,
        (f"Requirement by requirement: {matrix.lead.title}", *_matrix_intro(columns, by_topic, fills is not None)),
        heads,
        [replace(row, told="") for row in drawn] if fills is None else drawn,
        frozen_columns=2,
        entries={own[field]: entry for field, entry in fills.entries.items()} if fills else {},
        told=TOLD if fills else "",
    )


def _matrix_intro(columns: Sequence[Column], by_topic: bool, is_filled_in: bool) -> Iterable[str]:
    first, second = _MATRIX_INTRO
    if is_filled_in:
        yield _FILL_INTRO
    elif any(c.kind == OWN for c in columns):
        yield _READ_INTRO
    yield first
    if any(c.kind in (HANDS, TAKEN) for c in columns):
        yield NOTE
    where = "Below, under their topics," if by_topic else "Below"
    yield f"{where} stand the demands of the other frameworks that nothing answers. {second}"


def _under_clauses(
    library: Library, matrix: Matrix, columns: Sequence[Column], first_mapping: dict[str, int], ours: Ours | None
) -> Iterable[SheetRow]:
    """Yield the rows as the leading framework has them, then what each framework shown demands beyond, below a heading of its own."""
    for row in matrix.rows:
        if row.cells:
            yield from _sheet_rows(library, row_seen(library, matrix, columns, row, ours), columns, first_mapping, ours)
        else:
            yield SheetRow((row.requirement.number, row.requirement.title, *[""] * len(columns)), "heading")
    for framework in (library.frameworks[c.framework] for c in columns if c.kind == MET):
        gaps = matrix.unanswered[framework.id]
        if gaps:
            head = f"{framework.short}: demands without counterpart in {matrix.lead.short}"
            yield SheetRow(("", head, *[""] * len(columns)), "section")
        for gap in gaps:
            seen = gap_row(library, columns, gap, ours)
            yield _unanswered(Number(number_of(gap.requirement), framework.short), seen, columns, ours)


def _under_topics(
    library: Library, matrix: Matrix, columns: Sequence[Column], first_mapping: dict[str, int], ours: Ours | None
) -> Iterable[SheetRow]:
    """Yield the rows under the topics they are about first, and under each what the frameworks shown demand beyond it."""
    led = [row_seen(library, matrix, columns, row, ours) for row in matrix.rows if row.cells]
    shown = [c.framework for c in columns if c.kind == MET]
    beyond = [gap_row(library, columns, gap, ours) for framework in shown for gap in matrix.unanswered[framework]]
    topic = ""
    for row in under_topics(library, [*led, *beyond]):
        if row.topic != topic:
            topic = row.topic
            yield SheetRow(("", topic, *[""] * len(columns)), "section")
        if row.requirement.framework == matrix.lead.id:
            yield from _sheet_rows(library, row, columns, first_mapping, ours)
        else:
            yield _unanswered(short_of(library, row.requirement), row, columns, ours)


def _sheet_rows(
    library: Library, row: SeenRow, columns: Sequence[Column], first_mapping: dict[str, int], ours: Ours | None
) -> Iterable[SheetRow]:
    number = number_cell(library, row.requirement)
    links = {0: ("Mappings", first_mapping[number])} if number in first_mapping else {}
    own = _own_cells(row, columns, ours)
    for n, part in enumerate(
        _fitting([() if c in own else lines for c, lines in enumerate(row.cells)], [c.width for c in columns])
    ):
        title = row.title if n == 0 else f"{row.title} (continued)"
        told = ours.told(row.requirement.id, str(number)) if ours and n == 0 else ""
        cells = [own[c] if c in own and n == 0 else _runs(lines) for c, lines in enumerate(part)]
        yield SheetRow((number, title, *cells), "body", links, told=told)


def _unanswered(number: str, row: SeenRow, columns: Sequence[Column], ours: Ours | None) -> SheetRow:
    own = _own_cells(row, columns, ours)
    told = ours.told(row.requirement.id, str(number)) if ours else ""
    cells = [own[c] if c in own else _runs(lines) for c, lines in enumerate(row.cells)]
    return SheetRow((number, row.title, *cells), "unanswered", told=told)


def _own_cells(row: SeenRow, columns: Sequence[Column], ours: Ours | None) -> dict[int, Content]:
    """Return, by column, what a workspace has beside a row, as it is kept: a day as a day."""
    return {n: ours.cell(c.id, row.requirement.id) for n, c in enumerate(columns) if c.kind == OWN} if ours else {}


def _fitting(cells: Sequence[Sequence[Line]], widths: Sequence[int]) -> Iterable[list[list[Line]]]:
    """Split cells taller than Excel can show over as many rows as they need, breaking between lines only; no line is lost."""
    rest = [list(cell) for cell in cells]
    first = True
    while first or any(rest):
        first = False
        part: list[list[Line]] = []
        for lines, width in zip(rest, widths, strict=True):
            taken: list[Line] = []
            while lines and (not taken or height([_runs([*taken, lines[0]])], [width]) <= TALLEST):
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
        f"What is certainly covered, by a single requirement, by several judged together or by inference. Parts never add up to a whole. {PREMISE}",
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
