"""A document as PDF through Typst: one wheel without system libraries, fonts included, text taken as data and never as markup."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import typst

from aims_graph.errors import AimsError
from aims_graph.present.document import NOTICE, Document, Grid, Heading, Text, breakable

_TEMPLATE = Path(__file__).with_name("document.typ")


def pdf(document: Document) -> bytes:
    """Return the document as PDF; the same document gives the same bytes on one machine.

    Raises:
        AimsError: if it cannot be laid out.
    """
    said = {
        "title": document.title,
        "running": document.running,
        "notice": NOTICE,
        "author": document.author,
        "facts": [(label, breakable(text)) for label, text in document.facts],
        "blocks": [_block(block) for block in document.blocks],
    }
    moment = dt.datetime.fromisoformat(document.day).replace(tzinfo=dt.UTC)
    try:
        made = typst.compile(
            _TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"document": json.dumps(said, ensure_ascii=False)},
            timestamp=int(moment.timestamp()),
        )
    except (RuntimeError, typst.TypstError) as error:
        raise AimsError(f"The document cannot be laid out as PDF: {error}.", "Write it as .docx or .html.") from None
    return bytes(made)


def _block(block: Heading | Text | Grid) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Text):
        return {"kind": "text", "text": breakable(block.text)}
    return {
        "kind": "table",
        "columns": block.columns,
        "widths": block.widths,
        "rows": [{"cells": [breakable(cell) for cell in row], "whole": block.stays_whole(row)} for row in block.rows],
    }
