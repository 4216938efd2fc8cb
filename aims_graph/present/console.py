"""The only place that prints: data to stdout, talk to stderr, nothing ever read as markup."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aims_graph.errors import AimsError
from aims_graph.pack.names import Names

if TYPE_CHECKING:
    from aims_graph.model import Table


def say(text: str) -> None:
    """Tell the person something that is not the answer itself."""
    print(text, file=sys.stderr)


def answer(text: str, output: Path | None = None) -> None:
    """Print the answer, or write it to a file as a whole or not at all.

    Raises:
        AimsError: if the file cannot be written; the old one is then untouched.
    """
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    save(output, text.encode())


def save(output: Path, data: bytes) -> None:
    """Write a file atomically and say so.

    Raises:
        AimsError: if it cannot be written.
    """
    from aims_graph.formats.tsv import write_atomic

    try:
        write_atomic(output, data)
    except OSError as error:
        raise AimsError(
            f"{output} cannot be written: {error.strerror}.", "Choose another place with --output; nothing was changed."
        ) from None
    say(f"Written: {output}")


def show(table: Table, form: str, output: Path | None, names: Names | None = None) -> None:
    """Answer with a table in the form asked for.

    Raises:
        AimsError: if the form is unknown, or a workbook is asked for without a file.
    """
    if form == "table" and output is not None and output.suffix == ".xlsx":
        form = "xlsx"
    if form == "xlsx":
        from aims_graph.present.workbook import table_workbook

        if output is None:
            raise AimsError("A workbook is no text for the screen.", "Add -o answer.xlsx.")
        save(output, table_workbook(table))
    elif form == "table":
        answer(as_text(table), output)
    else:
        from aims_graph.present.table import render

        answer(render(table, form, names or Names({})), output)


def as_text(table: Table) -> str:
    """Return the table as text for a terminal; where it would not fit, one block a row."""
    width = shutil.get_terminal_size((120, 40)).columns
    longest = [max([len(c), *(len(_text(r[n])) for r in table.rows)]) for n, c in enumerate(table.columns)]
    head = f"{table.title}\n\n" if table.title else ""
    tail = "".join(f"\n{note}" for note in table.notes)
    if not table.rows:
        return f"{head}Nothing found.{tail}\n"
    body = (
        _grid(table, width)
        if len(longest) <= 8 and sum(min(n, 40) for n in longest) <= width
        else _blocks(table, width)
    )
    return f"{head}{body}{tail}\n"


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _grid(table: Table, width: int) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for n, column in enumerate(table.columns):
        numbers = all(isinstance(row[n], int | float) for row in table.rows)
        grid.add_column(Text(column), justify="right" if numbers else "left", overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(_text(cell)) for cell in row))
    console = Console(width=width, markup=False, emoji=False, highlight=False, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(grid)
    return "\n".join(line.rstrip() for line in capture.get().split("\n")).strip("\n") + "\n"


def _blocks(table: Table, width: int) -> str:
    import textwrap

    margin = max(len(column) for column in table.columns) + 2
    blocks = []
    for row in table.rows:
        lines = []
        for column, cell in zip(table.columns, row, strict=True):
            if _text(cell):
                wrapped = textwrap.wrap(_text(cell), max(width - margin, 30), break_on_hyphens=False) or [""]
                lines.append(f"{column:<{margin}}" + f"\n{' ' * margin}".join(wrapped))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
