"""The forms a document is written in, each by the library that does it well; what is not installed is said."""

from __future__ import annotations

from importlib.util import find_spec

from aims_graph.errors import AimsError
from aims_graph.present.document import Document
from aims_graph.present.document_html import html

#: Form -> the library it needs; none for what needs nothing.
_NEEDS = {"html": "", "docx": "docx", "pdf": "typst"}
DOCUMENT_FORMS = tuple(_NEEDS)


def written(document: Document, form: str) -> bytes:
    """Return a document in one of its forms.

    Raises:
        AimsError: if what writes it is not installed.
    """
    needs = _NEEDS[form]
    if needs and find_spec(needs) is None:
        raise AimsError(
            f"Documents as {form} are not installed.",
            "Install them too: pip install 'aims-graph[documents]'.",
            "Take another form, or ask whoever runs this program to install them.",
        )
    if form == "docx":
        from aims_graph.present.document_docx import docx

        return docx(document)
    if form == "pdf":
        from aims_graph.present.document_pdf import pdf

        return pdf(document)
    return html(document)
