"""The forms an answer leaves in, and how the ending of a file names one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aims_graph.counting import enumerated
from aims_graph.errors import AimsError

#: Form -> the endings of its files.
ENDINGS: dict[str, tuple[str, ...]] = {
    "table": (".txt",),
    "csv": (".csv",),
    "json": (".json",),
    "turtle": (".ttl",),
    "tsv": (".tsv",),
    "xml": (".xml", ".srx"),
    "trig": (".trig",),
    "ntriples": (".nt",),
    "nquads": (".nq",),
    "jsonld": (".jsonld",),
    "rdfxml": (".rdf",),
    "xlsx": (".xlsx",),
    "html": (".html", ".htm"),
    "svg": (".svg",),
    "graphml": (".graphml",),
    "ics": (".ics",),
    "markdown": (".md",),
    "sarif": (".sarif",),
    "docx": (".docx",),
    "pdf": (".pdf",),
}
#: The forms of every answer that is a table.
FORMS = ("table", "csv", "json", "turtle", "xlsx", "html")
#: Those that programs read: ids stand in them as they are, where people read what they name.
FOR_PROGRAMS = ("json", "turtle")


def form_of(form: str, output: Path | None, known: Sequence[str] = FORMS) -> str:
    """Return the form asked for: the one named, else the one the file's ending names, else the first of those known.

    Raises:
        AimsError: if there is no such form, the ending is that of another one, or of none of them.
    """
    ending = output.suffix.lower() if output else ""
    meant = next((name for name, endings in ENDINGS.items() if ending in endings), "")
    if form and form not in known:
        raise AimsError(f"No format is called '{form}'.", f"Use {enumerated(known, 'or')}.")
    # What is text may lie in a .txt file, whatever its form.
    if output and form and meant not in ("", "table", form):
        raise AimsError(
            f"--format {form} contradicts the name {output.name}, which ends as {meant} does.",
            "Leave out --format, or name the file otherwise.",
        )
    if form or not ending:
        return form or known[0]
    if meant not in known:
        raise AimsError(
            f"No format of this answer has files that end in '{ending}'.",
            f"Use {enumerated([e for name in known for e in ENDINGS[name]], 'or')}, or name the format with --format.",
        )
    return meant


def is_for_programs(form: str, output: Path | None) -> bool:
    """Return whether the form asked for is one that programs read, in which ids stand alone.

    Raises:
        AimsError: as :func:`form_of`.
    """
    return form_of(form, output) in FOR_PROGRAMS
