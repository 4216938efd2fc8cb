"""Tables as an Excel workbook: frozen headers, filters, wrapped text with heights set, links between sheets.

XlsxWriter is told to read no text as formula, link or number; with a fixed creation date the same content gives the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from aims_graph.model import Table
from aims_graph.present.sheets import Content, Run, Sheet, SheetRow, plain

#: Excel shows no row taller than this (points), nor more characters in a cell.
TALLEST = 409.0
_LONGEST = 32_000
_LINE = 11.8
#: Characters of the 9-point font that fit where one of the column width (counted in 11-point characters) does.
_FIT = 1.38
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)


def workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the bytes of an xlsx file."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": title, "created": _CREATED.replace(tzinfo=None), "comments": "Made by aims-graph"})
    formats = _formats(book)
    for sheet in sheets:
        _draw(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return stream.getvalue()


def table_workbook(table: Table) -> bytes:
    """Return any table as a workbook of one sheet, its columns as wide as their text asks for, up to 60 characters."""
    widths = [
        min(60, max([len(name) + 3, *(min(60, len(str(row[n] or ""))) for row in table.rows)]))
        for n, name in enumerate(table.columns)
    ]
    columns = list(zip(table.columns, widths, strict=True))
    rows = [SheetRow(row) for row in table.rows]
    return workbook([Sheet("Answer", (table.title or "Answer", *table.notes), columns, rows)], table.title)


def height(cells: Sequence[Content], widths: Sequence[int]) -> float:
    """Return the height (points) at which every wrapped line of the row shows."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        text = plain(cell)
        lines = max(lines, sum(max(1, math.ceil(len(part) / (width * _FIT))) for part in text.split("\n")))
    return lines * _LINE + 4


def _formats(book: Any) -> dict[str, Any]:
    base = {
        "font_name": "Calibri",
        "font_size": 9,
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": "#C8CDD3",
    }
    return {
        "body": book.add_format(base),
        "heading": book.add_format({**base, "bold": True, "bg_color": "#E6EAF0"}),
        "section": book.add_format(
            {**base, "bold": True, "font_size": 10, "font_color": "#FFFFFF", "bg_color": "#44546A", "text_wrap": False}
        ),
        "unanswered": book.add_format({**base, "bg_color": "#FBF3E4"}),
        "header": book.add_format(
            {**base, "bold": True, "font_size": 10, "font_color": "#FFFFFF", "bg_color": "#1F3A5F"}
        ),
        "intro": book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top"}),
        "title": book.add_format({"font_name": "Calibri", "font_size": 15, "bold": True, "font_color": "#1F3A5F"}),
        "link": book.add_format({**base, "font_color": "#0B5394", "underline": 1}),
        "link unanswered": book.add_format({**base, "font_color": "#0B5394", "underline": 1, "bg_color": "#FBF3E4"}),
        "name": book.add_format({"font_name": "Calibri", "font_size": 9, "bold": True, "font_color": "#1F3A5F"}),
        "todo": book.add_format({"font_name": "Calibri", "font_size": 9, "bold": True, "font_color": "#9C3D00"}),
        "plain": book.add_format({"font_name": "Calibri", "font_size": 9}),
    }


def _draw(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    widths = [width for _, width in sheet.columns]
    for n, width in enumerate(widths):
        page.set_column(n, n, width)
    for n, text in enumerate(sheet.intro):
        page.write_string(n, 0, text, formats["title" if n == 0 else "intro"])
        page.set_row(n, 24 if n == 0 else 15)
    top = len(sheet.intro)
    for n, (name, _) in enumerate(sheet.columns):
        page.write_string(top, n, name, formats["header"])
    page.set_row(top, 20)
    for n, row in enumerate(sheet.rows, sheet.first_row):
        # The text of a section runs over the empty cells beside it.
        tall = 18 if row.style == "section" else min(height(row.cells, widths), TALLEST)
        page.set_row(n, tall, None, {"level": row.level, "hidden": True} if row.level else {})
        for column, cell in enumerate(row.cells):
            _write(page, n, column, cell, row, formats)
    page.outline_settings(symbols_below=False)
    page.freeze_panes(sheet.first_row, sheet.frozen_columns)
    if sheet.filters and sheet.rows:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_margins(0.4, 0.4, 0.5, 0.5)
    page.set_footer("&L&8&A&R&8Page &P of &N")


def _write(page: Any, n: int, column: int, cell: Content, row: SheetRow, formats: dict[str, Any]) -> None:
    style = formats[row.style]
    if column in row.links and cell:
        sheet, target = row.links[column]
        look = formats["link unanswered" if row.style == "unanswered" else "link"]
        page.write_url(n, column, f"internal:'{sheet}'!A{target + 1}", look, str(cell)[:_LONGEST])
    elif cell is None or cell == "":
        page.write_blank(n, column, None, style)
    elif isinstance(cell, str):
        page.write_string(n, column, cell[:_LONGEST], style)
    elif isinstance(cell, int | float):
        page.write_number(n, column, cell, style)
    else:
        _write_runs(page, n, column, cell, style, formats)


def _write_runs(page: Any, n: int, column: int, runs: Sequence[Run], style: Any, formats: dict[str, Any]) -> None:
    """Write text of several looks into one cell; Excel wants at least two runs for that, and none of them empty."""
    kept = [(look, text) for look, text in runs if text]
    if len(kept) < 2:
        page.write_string(n, column, plain(kept), style)
        return
    parts: list[Any] = []
    for look, text in kept:
        parts += [formats[look], text]
    page.write_rich_string(n, column, *parts, style)
