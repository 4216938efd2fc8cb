"""A sheet of a workbook for other programs: one line of heads and plain cells, to be read on the screen and on paper too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aims_graph.present.characters import visible
from aims_graph.present.paper import A4, foot
from aims_graph.present.workbook import TALLEST, height

#: The letters, in points.
_LETTERS = 11


def write_sheet(
    book: Any,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str]],
    told: Mapping[str, str] | None = None,
) -> None:
    """Add a sheet: heads that stay and can be filtered by, text that is wrapped in rows as high as it needs, as wide as a page.

    Args:
        book: the workbook of XlsxWriter; its options keep a text from becoming a formula or a link.
        name: what the sheet is called.
        columns: the heads, each with its width in characters.
        rows: their texts.
        told: head -> a comment for whoever fills it in.
    """
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    # As text: a spreadsheet would read a number 4.10 as 4.1.
    body = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    widths = [width for _, width in columns]
    for n, (column, width) in enumerate(columns):
        sheet.set_column(n, n, width, body)
        sheet.write_string(0, n, column, head)
        if told and column in told:
            sheet.write_comment(0, n, told[column])
    # Heads are bold, and a filter's button takes a corner.
    sheet.set_row(0, height([column for column, _ in columns], [max(w * 0.85 - 2, 4) for w in widths], _LETTERS))
    last = 0
    for last, row in enumerate(rows, 1):
        # Said in the file: not every program works it out.
        sheet.set_row(last, min(height([visible(text) for text in row], widths, _LETTERS), TALLEST))
        for n, text in enumerate(row):
            sheet.write_string(last, n, text, body)
    if last:
        sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(foot(name))
