"""Tables as an Excel workbook: frozen headers, filters, wrapped text with heights set, links between sheets.

XlsxWriter is told to read no text as formula, link or number; with a fixed creation date the same content gives the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import accumulate, pairwise
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.model import Table
from aims_graph.present.characters import visible
from aims_graph.present.paper import A4, CAPACITY, MARGINS, SMALLER, above, breaks, filled, foot, lines, pressed
from aims_graph.present.sheets import Content, Entry, Run, Sheet, SheetRow, plain, table_sheet
from aims_graph.present.table import DIGITS, number, places
from aims_graph.progress import each

#: Excel shows no row taller than this (points).
TALLEST = 409.0
#: A cell holds 32,767 characters at most; some are kept for the mark of what goes on.
_LONGEST = 32_700
_CONTINUED = "(continued) "
MOST_ROWS = 1_048_576
#: The letters of a table, and a line of them, in points.
_LETTERS, _LINE = 9, 11.8
#: Characters of the 9-point font that fit where one of the column width (counted in 11-point characters) does.
_FIT = 1.38
#: The letters above a table, in points: of its title, and of what is said of it.
_TITLE, _INTRO = 15, 10
#: Behind what is filled in.
_ENTRY = "#EEF6E8"
#: Characters of a text at the foot of a page, of which a line holds no more and Excel 255.
_FOOT = 100
_CREATED = datetime(2026, 1, 1)


def new_workbook(stream: IO[bytes], title: str | None = None, created: datetime = _CREATED) -> xlsxwriter.Workbook:
    """Return an empty workbook that reads no text as formula, link or number.

    Args:
        stream: where its bytes go once it is closed.
        title: what it is called; ``None`` if it says nothing of that.
        created: a fixed day, so that the same content gives the same bytes.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    called = {} if title is None else {"title": title}
    book.set_properties({**called, "created": created, "comments": "Made by aims-graph"})
    return book


def workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the bytes of an xlsx file. What is too long for one cell goes on in the row below, marked as continued.

    Raises:
        AimsError: if a sheet has more rows than Excel can hold.
    """
    stream = io.BytesIO()
    book = new_workbook(stream, visible(title))
    formats = _formats(book)
    fitted = {
        sheet.name: _fitted(_pressed(sheet)) for sheet in each(sheets, len(sheets), "Fitting the sheets on paper")
    }
    moved = {name: places for name, (_, places) in fitted.items()}
    for sheet, _ in each(fitted.values(), len(fitted), "Writing the workbook"):
        _draw(book.add_worksheet(sheet.name), sheet, formats, moved)
    book.close()
    return stream.getvalue()


def table_workbook(table: Table) -> bytes:
    """Return any table as a workbook of one sheet."""
    return workbook([table_sheet(table)], table.title)


def _pressed(sheet: Sheet) -> Sheet:
    """Return the sheet with columns that fit on paper; where they need more than a page, by what stands in them."""
    asked = [width for _, width in sheet.columns]
    widths = pressed(asked, sheet.frozen_columns)
    if sum(asked) > CAPACITY[SMALLER]:
        rows = [row for row in sheet.rows if row.style != "section"]
        texts = [[visible(plain(row.cells[n])) for row in rows] for n in range(len(asked))]
        heads = [name for name, _ in sheet.columns]
        before, fixed = widths, set(sheet.entries)
        while cut := _cut_anew(texts, before, widths := filled(before, sheet.frozen_columns, heads, texts, fixed)):
            fixed |= cut
    return replace(sheet, columns=[(name, width) for (name, _), width in zip(sheet.columns, widths, strict=True)])


def _cut_anew(texts: Sequence[Sequence[str]], before: Sequence[int], after: Sequence[int]) -> set[int]:
    """Return the columns that became so narrow that a text of theirs is too high for a row, which it was not before."""
    return {
        n
        for n, (own, was, is_now) in enumerate(zip(texts, before, after, strict=True))
        if is_now < was and any(height([text], [was]) <= TALLEST < height([text], [is_now]) for text in own)
    }


def _fitted(sheet: Sheet) -> tuple[Sheet, dict[int, int]]:
    """Return the sheet with no line above it wider than a page and no cell longer or higher than Excel allows, and for each row (from 0) where it stands now."""
    widths = [width for _, width in sheet.columns]
    intro = [
        line
        for n, text in enumerate(sheet.intro)
        for line in lines(visible(text), widths, sheet.frozen_columns, _INTRO if n else _TITLE)
    ]
    rows: list[SheetRow] = []
    first = len(intro) + (sheet.first_row - len(sheet.intro))
    places = {}
    for n, row in enumerate(sheet.rows, sheet.first_row):
        places[n] = first + len(rows)
        rows += _continued(row, sheet.frozen_columns or 1, widths, sheet.entries)
    if first + len(rows) > MOST_ROWS:
        raise AimsError(
            f"The table '{sheet.name}' has {count_of(len(rows), 'row')}; a workbook holds {MOST_ROWS:,}.",
            "Write it as CSV or JSON: --format csv.",
            "Write it as CSV or JSON.",
        )
    titles = len(lines(visible(sheet.intro[0]), widths, sheet.frozen_columns, _TITLE)) if sheet.intro else 0
    return replace(sheet, intro=intro, rows=rows, title_lines=titles), places


def _continued(row: SheetRow, repeated: int, widths: Sequence[int], whole: Collection[int]) -> Iterator[SheetRow]:
    """Yield the row, and below it what its longest cells have left; the first cells stand in each, to say which row it is.

    What people fill in stays whole, however high: half of it would come back as all of it.
    """
    # The text of a section runs over the empty cells beside it.
    own = [sum(widths)] * len(widths) if row.style == "section" else widths
    beside = enumerate(zip(row.cells, own, strict=True))
    parts = [[cell] if n in whole else _parts(cell, width) for n, (cell, width) in beside]
    yield replace(row, cells=[cell[0] for cell in parts])
    row = replace(row, told="")
    for n in range(1, max(map(len, parts), default=1)):
        cells = [
            cell[n] if n < len(cell) else cell[0] if place < repeated and len(cell) == 1 else ""
            for place, cell in enumerate(parts)
        ]
        yield replace(row, cells=cells)


def _parts(cell: Content, width: int) -> list[Content]:
    """Return what a cell of this width holds as one cell, or several if it is too long or too high for one."""
    if cell is None or isinstance(cell, int | float | date):
        return [cell]
    if isinstance(cell, str):
        first, *rest = _cut(visible(cell), width)
        return [first, *(_CONTINUED + part for part in rest)]
    runs: list[Run] = [(look, visible(text)) for look, text in cell]
    cuts = [0, *accumulate(map(len, _cut(plain(runs), width)))]
    ends = list(accumulate((len(text) for _, text in runs), initial=0))
    found: list[Content] = []
    for start, end in pairwise(cuts):
        # Of each run what lies between the two cuts.
        kept = [
            (look, text[max(start - at, 0) : end - at])
            for (look, text), at in zip(runs, ends, strict=False)
            if at < end and at + len(text) > start
        ]
        found.append([("plain", _CONTINUED), *kept] if found else kept)
    return found


def _cut(text: str, width: int) -> list[str]:
    """Cut a text into parts that fit into a cell of this width each, behind a line's end or a word where there is one; no sign is lost."""
    # Excel counts a sign beyond U+FFFF as two.
    longest = _LONGEST if text.isascii() or max(text) <= "\uffff" else _LONGEST // 2
    # So many lines, each so many signs long and a line's end: what is longer fits in no case.
    room = int((TALLEST - 4) // _LINE * (width * _FIT + 1))
    parts = []
    while len(text) > min(longest, room) or height([text], [width]) > TALLEST:
        most = min(longest, len(text) - 1)
        # What is written before a part that goes on takes room, too.
        while most > 1 and (most > room or height([_CONTINUED + text[:most]], [width]) > TALLEST):
            most = most * 4 // 5
        end = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most)) + 1 or most
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def height(cells: Sequence[Content], widths: Sequence[float], letters: int = _LETTERS) -> float:
    """Return the height at which every wrapped line of the row shows, in points as the letters are."""
    fit, lines = _FIT * _LETTERS / letters, 1
    for cell, width in zip(cells, widths, strict=False):
        text = plain(cell)
        lines = max(lines, sum(max(1, math.ceil(len(part) / (width * fit))) for part in text.split("\n")))
    return lines * _LINE * letters / _LETTERS + 4


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
        # Numbers of one column have as many decimals.
        **{f"body {n}": book.add_format({**base, "num_format": f"0.{'0' * n}"}) for n in range(1, 7)},
        "entry": book.add_format({**base, "bg_color": _ENTRY}),
        "day": book.add_format({**base, "bg_color": _ENTRY, "num_format": "yyyy-mm-dd"}),
        "heading": book.add_format({**base, "bold": True, "bg_color": "#E6EAF0"}),
        "section": book.add_format(
            {**base, "bold": True, "font_size": 10, "font_color": "#FFFFFF", "bg_color": "#44546A", "text_wrap": False}
        ),
        "unanswered": book.add_format({**base, "bg_color": "#FBF3E4"}),
        "header": book.add_format(
            {**base, "bold": True, "font_size": 10, "font_color": "#FFFFFF", "bg_color": "#1F3A5F"}
        ),
        "intro": book.add_format({"font_name": "Calibri", "font_size": _INTRO, "valign": "top"}),
        "title": book.add_format({"font_name": "Calibri", "font_size": _TITLE, "bold": True, "font_color": "#1F3A5F"}),
        "link": book.add_format({**base, "font_color": "#0B5394", "underline": 1}),
        "link unanswered": book.add_format({**base, "font_color": "#0B5394", "underline": 1, "bg_color": "#FBF3E4"}),
        "name": book.add_format({"font_name": "Calibri", "font_size": 9, "bold": True, "font_color": "#1F3A5F"}),
        "todo": book.add_format({"font_name": "Calibri", "font_size": 9, "bold": True, "font_color": "#9C3D00"}),
        "plain": book.add_format({"font_name": "Calibri", "font_size": 9}),
    }


def _draw(page: Any, sheet: Sheet, formats: dict[str, Any], moved: Mapping[str, Mapping[int, int]]) -> None:
    widths = [width for _, width in sheet.columns]
    for n, width in enumerate(widths):
        page.set_column(n, n, width)
    titles = sheet.title_lines
    said_from = above(widths, sheet.frozen_columns)
    for n, text in enumerate(sheet.intro):
        page.write_string(n, said_from, text, formats["title" if n < titles else "intro"])
        page.set_row(n, 24 if n < titles else 15)
    top = len(sheet.intro)
    decimals = [places(row.cells[n] for row in sheet.rows) for n in range(len(sheet.columns))]
    for n, (name, _) in enumerate(sheet.columns):
        page.write_string(top, n, visible(name), formats["header"])
    # Heads are bold and a point larger, and a filter's button takes a corner.
    page.set_row(
        top, max(20.0, 1.15 * height([name for name, _ in sheet.columns], [max(w * 0.8 - 2, 4) for w in widths]))
    )
    for n, row in enumerate(sheet.rows, sheet.first_row):
        # The text of a section runs over the empty cells beside it.
        tall = 18 if row.style == "section" else min(height(row.cells, widths), TALLEST)
        page.set_row(n, tall, None, {"level": row.level, "hidden": True} if row.level else {})
        for column, cell in enumerate(row.cells):
            target = row.links.get(column)
            link = (target[0], moved[target[0]][target[1]]) if target else None
            entry = sheet.entries.get(column) if row.told else None
            style = row.style if entry is None else "day" if entry.is_day else "entry"
            if style == "body" and decimals[column] and isinstance(cell, int | float):
                style = f"body {decimals[column]}"
            _write(page, n, column, cell, style, link, formats)
        if row.told:
            _held(page.write_string(n, len(widths), row.told))
    if sheet.told:
        page.write_string(top, len(widths), sheet.told)
        page.set_column(len(widths), len(widths), 5, None, {"hidden": True})
    for column, entry in sheet.entries.items():
        if rule := _rule(entry):
            page.data_validation(top + 1, column, max(top + len(sheet.rows), top + 1), column, rule)
    if sheet.rows:
        # Numbers of requirements are text on purpose.
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(top + len(sheet.rows), len(widths))}"})
    _lay_out(page, sheet, widths, top)


def _lay_out(page: Any, sheet: Sheet, widths: Sequence[int], top: int) -> None:
    """Say how a sheet lies on the screen and on paper; ``top`` is the line of its heads."""
    page.outline_settings(symbols_below=False)
    page.freeze_panes(sheet.first_row, sheet.frozen_columns)
    if sheet.filters and sheet.rows:
        # What is sorted takes along what its rows are told.
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - (0 if sheet.told else 1))
    _, further = breaks(widths, sheet.frozen_columns)
    page.set_landscape()
    page.set_paper(A4)
    if further:
        page.set_v_pagebreaks(further)
        # What goes on beside a page comes right behind it.
        page.print_across()
        if sheet.frozen_columns:
            page.repeat_columns(0, sheet.frozen_columns - 1)
    # Where another font makes columns wider than they are counted, they stay on as many pages.
    page.fit_to_pages(len(further) + 1, 0)
    page.repeat_rows(top)
    page.set_margins(*MARGINS)
    page.set_footer(foot(visible(sheet.foot)[:_FOOT] or sheet.name))


def _write(
    page: Any, n: int, column: int, cell: Content, style: str, link: tuple[str, int] | None, formats: dict[str, Any]
) -> None:
    look = formats[style]
    if isinstance(cell, int | float):
        cell = number(cell)
        cell = str(cell) if isinstance(cell, int) and len(str(abs(cell))) > DIGITS else cell
    if link and cell:
        sheet, target = link
        linked = formats["link unanswered" if style == "unanswered" else "link"]
        # Excel takes some 65,000 links a sheet; a text beyond them stands without.
        if page.write_url(n, column, f"internal:'{sheet}'!A{target + 1}", linked, str(cell)) == 0:
            return
    if cell is None or cell == "":
        page.write_blank(n, column, None, look)
    elif isinstance(cell, str):
        _held(page.write_string(n, column, cell, look))
    elif isinstance(cell, int | float):
        _held(page.write_number(n, column, cell, look))
    elif isinstance(cell, date):
        _held(page.write_datetime(n, column, datetime.combine(cell, time()), look))
    else:
        _write_runs(page, n, column, cell, look, formats)


def _rule(entry: Entry) -> dict[str, Any]:
    """Return what Excel lets into a column that is filled in; nothing where all may stand."""
    if entry.is_day:
        words = {"error_title": "A day", "error_message": "Write a day, as 2027-12-02."}
        return {"validate": "date", "criteria": ">", "value": date(1990, 1, 1)} | words
    if not entry.choices:
        return {}
    words = {"error_message": "Not in the list; keep it all the same?" if entry.is_open else "Choose one of the list."}
    return {
        "validate": "list",
        "source": list(entry.choices),
        "error_type": "warning" if entry.is_open else "stop",
    } | words


def _held(code: int) -> None:
    """Insist that a cell was written: XlsxWriter says by a number below 0 that it was left out or cut."""
    assert code == 0, code


def _write_runs(page: Any, n: int, column: int, runs: Sequence[Run], style: Any, formats: dict[str, Any]) -> None:
    """Write text of several looks into one cell; Excel wants at least two runs for that, and none of them empty."""
    kept = [(look, text) for look, text in runs if text]
    if len(kept) < 2:
        _held(page.write_string(n, column, plain(kept), style))
        return
    parts: list[Any] = []
    for look, text in kept:
        parts += [formats[look], text]
    _held(page.write_rich_string(n, column, *parts, style))
