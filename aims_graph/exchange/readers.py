"""Which reader reads a file: told by what stands in it, so that a wrong or missing ending does no harm.

A format is one module of this package with

- ``FORMAT``, its name as people say it,
- ``recognises(head, path)``: whether a file is of this format, by its first bytes (``HEAD`` at most) or, of a container such as a
  workbook, by looking into it; never raises,
- ``read(path)``: the :class:`~aims_graph.exchange.draft.Draft`, or a :class:`~aims_graph.errors.ContentError` with every fault,
- if a person may have to say which column is what, ``read_as(path, folder, columns, sheet)``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from aims_graph.errors import AimsError
from aims_graph.exchange.draft import Draft
from aims_graph.exchange.texts import encoding_of, head_of, looks_like_text
from aims_graph.files import check_ends
from aims_graph.progress import step

#: The modules of this package that read a format, the one that asks most of a file first.
READERS: tuple[str, ...] = (
    "sssom",
    "oscal",
    "ciso",
    "cprt",
    "ir8477",
    "skos",
    "sheet",
    # "sheet" comes last: it takes every table that none of the others knows.
)
#: So much of a file is looked at before it is read.
HEAD = 1 << 18


class Reader(Protocol):
    """A module that reads one format."""

    FORMAT: str

    def recognises(self, head: bytes, path: Path) -> bool:
        """Tell whether a file is of this format."""

    def read(self, path: Path) -> Draft:
        """Return what a file holds."""


def reader_of(path: Path) -> Reader:
    """Return the reader of a file.

    Raises:
        AimsError: if the file cannot be read, is empty, or is of no format known here.
    """
    check_ends(path)
    head = head_of(path, HEAD)
    if not head.strip():
        raise AimsError(f"{path} is empty.", "Name a file that holds a framework or a mapping.")
    if encoding_of(head) == "utf-16":
        # Each reader looks for words of its own.
        head = looks_like_text(head).encode()
    for name in READERS:
        module = cast(Reader, import_module(f"aims_graph.exchange.{name}"))
        if module.recognises(head, path):
            return module
    mend = f"These are: {formats()}. A table has a line of column names, two at least, with commas, semicolons or tabs between."
    raise AimsError(
        f"{path} is of no format that is read here.",
        f"{mend} docs/formats/ says more.",
        mend,
    )


def formats(as_text: bool = False) -> str:
    """Return the formats as people call them; ``as_text`` without workbooks, which nobody can hand in as text."""
    names = [cast(Reader, import_module(f"aims_graph.exchange.{name}")).FORMAT for name in READERS]
    if as_text:
        names = [name.replace(", XLSX", "") for name in names if not name.endswith("(XLSX)")]
    return "; ".join(names)


def read(path: Path, folder: Path | None = None, columns: str = "", sheet: str = "") -> Draft:
    """Return what a file of somebody else's holds.

    Args:
        path: the file.
        folder: the content it may be entered in, which remembers of tables what was said of their columns.
        columns: of a table, which column is what, where their words do not tell; other formats know their own.
        sheet: of a workbook, which sheet.

    Raises:
        AimsError: if it cannot be read or is of no format known here.
        ContentError: if it is of one, but has faults; with all of them.
    """
    reader = reader_of(path)
    read_as = getattr(reader, "read_as", None)
    with step(f"Reading {path.name}"):
        if read_as is None:
            return reader.read(path)
        draft: Draft = read_as(path, folder, columns, sheet)
    return draft
