"""A document as a Word file (Office Open XML) through python-docx: A4 landscape, heads of tables on each page, page numbers as fields."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx as word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from aims_graph.present.document import NOTICE, Document, Grid, Heading, Text

_WIDTH, _HEIGHT, _MARGIN = 297, 210, 14  # millimetres
#: The widths of the two columns of its head.
_FACTS = (45, 170)
#: A paragraph of fewer characters stays with what follows it.
_SHORT = 400
_HEAD, _SOFT = "1F3A5F", "E6EAF0"


def docx(document: Document) -> bytes:
    """Return the document as a Word file; the same document gives the same text, days and author."""
    made = word.Document()
    _page(made, document)
    made.add_heading(document.title, 0)
    facts = made.add_table(rows=0, cols=2)
    facts.style = "Table Grid"
    facts.autofit = False
    for column, width in zip(facts.columns, _FACTS, strict=True):
        column.width = Mm(width)
    for label, text in document.facts:
        cells = facts.add_row().cells
        for cell, value, width in zip(cells, (label, text), _FACTS, strict=True):
            cell.width = Mm(width)
            _write(cell, value, bold=value is label)
        _shade(cells[0], _SOFT)
    made.add_paragraph().add_run(NOTICE).bold = True
    for block in document.blocks:
        if isinstance(block, Heading):
            made.add_heading(block.text, 1)
        elif isinstance(block, Text):
            made.add_paragraph(block.text).paragraph_format.keep_with_next = len(block.text) < _SHORT
        else:
            _table(made, block)
            made.add_paragraph()
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _page(made: Any, document: Document) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(7)
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(9.5)
    style.paragraph_format.space_after = Pt(4)
    for name in ("Title", "Heading 1"):
        made.styles[name].font.color.rgb = RGBColor.from_string(_HEAD)
    made.styles["Title"].font.size, made.styles["Heading 1"].font.size = Pt(20), Pt(13)
    made.core_properties.title, made.core_properties.author = document.title, document.author
    day = dt.datetime.fromisoformat(document.day)
    made.core_properties.created = made.core_properties.modified = day
    made.core_properties.comments, made.core_properties.last_modified_by = NOTICE, document.author
    foot = section.footer.paragraphs[0]
    foot.style.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH - 2 * _MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{document.running} · {NOTICE}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8)


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in, such as the number of the page."""
    run = paragraph.add_run()
    for kind in ("begin", "", "separate", "text", "end"):
        if kind == "":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
        elif kind == "text":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _table(made: Any, block: Grid) -> None:
    table = made.add_table(rows=1, cols=len(block.columns))
    table.style = "Table Grid"
    table.autofit = False
    room = _WIDTH - 2 * _MARGIN
    widths = [Mm(room * width / sum(block.widths)) for width in block.widths]
    # The grid is what LibreOffice goes by, the cells are what Word goes by.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = table.rows[0]
    for cell, name, width in zip(head.cells, block.columns, widths, strict=True):
        cell.width = width
        _write(cell, name, bold=True, colour="FFFFFF")
        _shade(cell, _HEAD)
    _mark(head, "w:tblHeader")
    _mark(head, "w:cantSplit")
    for row in block.rows:
        line = table.add_row()
        cells = line.cells
        if len(row) < len(block.columns):
            whole = cells[0].merge(cells[-1])
            _write(whole, row[0], bold=True)
            _shade(whole, _SOFT)
            whole.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        if block.stays_whole(row):
            _mark(line, "w:cantSplit")
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = width
            _write(cell, text)


def _write(cell: Any, text: str, bold: bool = False, colour: str = "") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(8.5)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def _mark(row: Any, what: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(what))
