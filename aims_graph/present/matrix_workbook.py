"""The unified control matrix as a workbook: groups to implement, shared controls, the matrix, what is still to do, every mapping, coverage, gaps, sources and method."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.coverage.overview import all_pairs
from aims_graph.answers.matrix.matrix import Matrix, build_matrix
from aims_graph.counting import enumerated
from aims_graph.errors import AimsError
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, Table
from aims_graph.present.controls import control_cells, what_to_implement
from aims_graph.present.coverage import PREMISE, pairs_table
from aims_graph.present.groups import NOTE as GROUPS_NOTE
from aims_graph.present.groups import group_rows
from aims_graph.present.matrix import gaps_table, mappings_table, remaining_table
from aims_graph.present.matrix_by_requirement import BY_REQUIREMENT, ByRequirement
from aims_graph.present.matrix_cells import fitting, runs
from aims_graph.present.matrix_columns import OWN, chosen_columns
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.page import page
from aims_graph.present.sheets import Sheet, SheetRow, as_data, plain
from aims_graph.present.table import json_text, to_csv
from aims_graph.present.words import number_cell, with_trust
from aims_graph.present.workbook import workbook


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
    # A number leads to its first mapping, below title, introduction and header of that sheet.
    links: dict[str, tuple[str, int]] = {}
    for n, mapping in enumerate(mappings.rows, len(_MAPPINGS_INTRO) + 2):
        links.setdefault(str(mapping[0]), ("Mappings", n))
    by_requirement = ByRequirement(library, matrix, shown, links, ours).sheet(by_topic)
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


GROUPS = "Groups"
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
        raise AimsError(f"No table of the matrix is called '{chosen}'.", f"Use {enumerated(names, 'or')}.")
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
    raise AimsError(f"The matrix has no format '{form}'.", f"Use {enumerated(MATRIX_FORMS, 'or')}.")


def _flat(sheet: Sheet) -> Table:
    rows = tuple(tuple(c if isinstance(c, str | int | float) else plain(c) for c in row.cells) for row in sheet.rows)
    return Table(sheet.intro[0], tuple(name for name, _ in sheet.columns), rows)


_CONTROLS_INTRO = (
    "Each row is one thing to implement. It leads with a requirement; the requirements of the other frameworks that it covers, whole or mostly, stand beside it, with what they add.",
    "'shares a part with' names requirements that only overlap and lead a control of their own.",
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


_GROUPS_INTRO = "Each row is what a team would set up as one process: its purpose, steps and records, then for each framework the requirements it serves, how far, and what each adds."


def _groups_sheet(library: Library, matrix: Matrix) -> Sheet:
    frameworks = (matrix.lead, *matrix.columns)
    intro = ("Groups to implement, over all frameworks", _GROUPS_INTRO, with_trust(GROUPS_NOTE, library))
    names = [("Group", 28), ("Owner", 16), ("Purpose", 34), ("Frameworks", 12), ("What to set up", 54)]
    columns = [*names, *((f.short, 40) for f in frameworks)]
    rows: list[SheetRow] = []
    for label, owner, purpose, serves, cells in group_rows(library, frameworks):
        for n, part in enumerate(fitting(cells, [width for _, width in columns[4:]])):
            name = label if n == 0 else f"{label} (continued)"
            rows.append(SheetRow((name, owner, purpose if n == 0 else "", serves, *map(runs, part))))
    return Sheet(GROUPS, intro, columns, rows, frozen_columns=1)


def _controls_sheet(library: Library, matrix: Matrix, where: dict[str, tuple[str, int]]) -> Sheet:
    frameworks = (matrix.lead, *matrix.columns)
    names = [("Control", 15), ("What it is about", 30), ("What to implement", 54), ("Frameworks", 12)]
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
        cells = [runs(cell) for cell in control_cells(library, control, frameworks)]
        about = runs(what_to_implement(library, control))
        rows.append(SheetRow((number, control.anchor.title, about, serves, *cells), "body", links))
    return Sheet(
        "Shared controls",
        (f"Shared controls, {matrix.lead.title} first", _CONTROLS_INTRO[0], with_trust(_CONTROLS_INTRO[1], library)),
        columns,
        rows,
        frozen_columns=2,
    )


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
