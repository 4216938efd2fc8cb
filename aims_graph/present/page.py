"""Tables as one web page that needs nothing else: no script, no font and no picture from anywhere. All text is escaped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape as _escape

from aims_graph.model import Table
from aims_graph.present.characters import visible
from aims_graph.present.paper import is_tall, shares
from aims_graph.present.sheets import Content, Sheet, SheetRow, plain, table_sheet
from aims_graph.present.table import figure, places

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2733; --paper: #fff; --line: #c8cdd3; --head: #1f3a5f; --lead: #1f3a5f; --todo: #9c3d00; --soft: #e6eaf0; --gap: #fbf3e4; --link: #0b5394 }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --paper: #14181d; --line: #3b444f; --head: #27405f; --lead: #9fc5f0; --todo: #ffb27a; --soft: #232b35; --gap: #2e2718; --link: #8fc1ff } }
body { font: 14px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 1.5rem }
nav a { margin-right: 1rem } a { color: var(--link) }
h1 { font-size: 1.5rem } h2 { margin-top: 2.5rem } p { max-width: 75rem }
.scroll { overflow: auto; max-height: 85vh; border: 1px solid var(--line) }
table { border-collapse: collapse; min-width: 100% }
th, td { border: 1px solid var(--line); padding: .35rem .5rem; vertical-align: top; text-align: left; white-space: pre-line; max-width: 30rem }
thead th { position: sticky; top: 0; background: var(--head); color: #fff; z-index: 1 }
tr.heading td { background: var(--soft); font-weight: 600 } tr.section td { background: var(--head); color: #fff; font-weight: 600 }
tr.unanswered td { background: var(--gap) } .name { font-weight: 600; color: var(--lead) } .todo { font-weight: 600; color: var(--todo) }
.day { white-space: nowrap }
@page { size: A4 landscape; margin: 12mm }
@media print {
  :root { color-scheme: light; --ink: #1c2733; --paper: #fff; --line: #c8cdd3; --head: #1f3a5f; --lead: #1f3a5f; --todo: #9c3d00; --soft: #e6eaf0; --gap: #fbf3e4; --link: #0b5394 }
  body { margin: 0; font-size: 8pt } h1 { font-size: 14pt } nav { display: none } h1, h2, h2 + p { break-after: avoid }
  .scroll { max-height: none; overflow: visible; border: 0 } table { width: 100% } col { width: var(--share) } th, td { min-width: 0 !important; max-width: none; padding: .2rem .3rem; overflow-wrap: break-word }
  thead { display: table-header-group } thead th { position: static } tr { break-inside: avoid } tr.tall { break-inside: auto } thead th, tr.heading td, tr.section td, tr.unanswered td { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""


def table_page(table: Table) -> str:
    """Return any table as a page of one section."""
    title = table.title or "Answer"
    return page([replace(table_sheet(table), name=title)], title)


def page(sheets: Sequence[Sheet], title: str) -> str:
    """Return an HTML document with a section for each sheet, links between them kept; one by itself is headed by the title of the page."""
    names = {sheet.name: f"s{n}" for n, sheet in enumerate(sheets)}
    # A row is a target only if something links to it: the page stays small.
    wanted = {target for sheet in sheets for row in sheet.rows for target in row.links.values()}
    sections = "\n".join(_section(sheet, names, wanted, is_headed=len(sheets) > 1) for sheet in sheets)
    if len(sheets) == 1:
        # The title of the page says already what its only table is.
        return document(title, sections)
    links = " ".join(f'<a href="#{names[s.name]}">{escape(s.name)}</a>' for s in sheets)
    return document(title, f"<nav>{links}</nav>\n{sections}")


def document(title: str, body: str) -> str:
    """Return an HTML document that looks as all of ours do.

    Args:
        title: what it is called, as text.
        body: what stands under the title, as HTML.
    """
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>{body}\n</body></html>\n"
    )


def _section(sheet: Sheet, names: dict[str, str], wanted: set[tuple[str, int]], is_headed: bool) -> str:
    head = "".join(
        f'<th scope="col" style="min-width: {min(width, 40) * 0.62:.0f}ch">{escape(name)}</th>'
        for name, width in sheet.columns
    )
    notes = "".join(f"<p>{escape(text)}</p>" for text in sheet.intro[1:])
    texts = [[plain(c) for c in row.cells] for row in sheet.rows]
    body = [said for row, said in zip(sheet.rows, texts, strict=True) if row.style not in ("section", "heading")]
    on_paper = shares([name for name, _ in sheet.columns], body)
    cols = "".join(f'<col style="--share: {share}%">' for share in on_paper)
    decimals = [places(row.cells[n] for row in sheet.rows) for n in range(len(sheet.columns))]
    rows = "\n".join(
        _row(
            row,
            names,
            decimals,
            f' id="{names[sheet.name]}r{n}"' if (sheet.name, n) in wanted else "",
            is_tall(said, on_paper),
        )
        for n, (row, said) in enumerate(zip(sheet.rows, texts, strict=True), sheet.first_row)
    )
    title = f"<h2>{escape(sheet.name)}</h2>" if is_headed else ""
    return (
        f'<section id="{names[sheet.name]}">{title}{notes}<div class="scroll" tabindex="0" role="region" aria-label="{escape(sheet.name)}">'
        f"<table><colgroup>{cols}</colgroup><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div></section>"
    )


def _row(row: SheetRow, names: dict[str, str], decimals: Sequence[int | None], anchor: str, tall: bool) -> str:
    filled = [cell for cell in row.cells if cell not in (None, "")]
    if row.style in ("section", "heading") and len(filled) == 1:
        return f'<tr class="{escape(row.style)}"{anchor}><td colspan="{len(row.cells)}">{_cell(filled[0], None, names)}</td></tr>'
    cells = "".join(f"<td>{_cell(cell, row.links.get(n), names, decimals[n])}</td>" for n, cell in enumerate(row.cells))
    style = f"{row.style} tall" if tall else row.style
    return f'<tr class="{escape(style)}"{anchor}>{cells}</tr>'


def _cell(cell: Content, link: tuple[str, int] | None, names: dict[str, str], decimals: int | None = None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str | int | float | dt.date):
        text = days_whole(escape(str(figure(cell, decimals))))
        return f'<a href="#{names[link[0]]}r{link[1]}">{text}</a>' if link and text else text
    return "".join(
        days_whole(escape(text)) if look == "plain" else f'<span class="{escape(look)}">{escape(text)}</span>'
        for look, text in cell
    )


#: A day by itself, not a part of a longer number or name.
_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")


def days_whole(text: str) -> str:
    """Return escaped text whose days are not broken at the end of a line, which browsers do behind each hyphen."""
    return _DAY.sub(r'<span class="day">\g<0></span>', text)


def escape(text: str) -> str:
    """Return text as HTML shows it: no markup, and no sign that would act instead of being seen."""
    return _escape(visible(text))
