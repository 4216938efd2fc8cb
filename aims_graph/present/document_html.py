"""A document as one web page that prints well: repeated heads of tables, no script, nothing from elsewhere."""

from __future__ import annotations

from aims_graph.present.document import NOTICE, Document, Grid, Heading, Text, breakable
from aims_graph.present.page import days_whole, escape

_STYLE = """
:root { --ink: #1c2733; --line: #aab2bb; --head: #1f3a5f; --soft: #e6eaf0 }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: #fff; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
h1 { font-size: 1.6rem; color: var(--head) } h2 { font-size: 1.2rem; color: var(--head); margin-top: 2rem; break-after: avoid } h2 + p { break-after: avoid }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid var(--line); padding: .3rem .45rem; vertical-align: top; text-align: left; white-space: pre-line }
thead th { background: var(--head); color: #fff } tr.group th { background: var(--soft) }
table.facts { width: auto } table.facts th { background: var(--soft); white-space: nowrap } .notice { font-weight: 600 } .day { white-space: nowrap }
@page { size: A4 landscape; margin: 14mm }
@media print { body { font-size: 8.5pt; margin: 0; max-width: none; padding: 0 } .scroll { overflow: visible } thead { display: table-header-group } tr { break-inside: avoid } tr.group { break-after: avoid } thead th, tr.group th { print-color-adjust: exact } }
"""


def html(document: Document) -> bytes:
    """Return the document as a page."""
    facts = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{_broken(text)}</td></tr>' for label, text in document.facts
    )
    headed, blocks = "", []
    for block in document.blocks:
        headed = block.text if isinstance(block, Heading) else headed
        blocks.append(_block(block, headed))
    parts = "\n".join(blocks)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="author" content="{escape(document.author)}"><title>{escape(document.running)}</title>'
        f'<style>{_STYLE}</style></head>\n<body><main><h1>{escape(document.title)}</h1><table class="facts"><tbody>{facts}</tbody></table>\n'
        f'<p class="notice">{NOTICE}</p>\n{parts}\n</main></body></html>\n'
    ).encode()


def _block(block: Heading | Text | Grid, headed: str) -> str:
    """Return a part of the document; a table, which a keyboard scrolls on a narrow screen, is called as the last heading."""
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Text):
        return f"<p>{_broken(block.text)}</p>"
    whole = sum(block.widths)
    columns = "".join(f'<col style="width: {100 * width / whole:.1f}%">' for width in block.widths)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in block.columns)
    rows = "\n".join(_row(row, len(block.columns)) for row in block.rows)
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(headed or "Table")}"><table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'


def _row(row: tuple[str, ...], columns: int) -> str:
    if len(row) < columns:
        return f'<tr class="group"><th colspan="{columns}" scope="colgroup">{escape(row[0])}</th></tr>'
    return f"<tr>{''.join(f'<td>{_broken(cell)}</td>' for cell in row)}</tr>"


def _broken(text: str) -> str:
    """Return text as HTML in which long words may be broken, short ones never are."""
    return days_whole("<wbr>".join(map(escape, breakable(text).split("\u200b"))))
