"""The only place that prints: data to stdout, talk to stderr, nothing ever read as markup or obeyed by a terminal."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from aims_graph.errors import AimsError
from aims_graph.files import check_place, write_atomic
from aims_graph.pack.names import Names
from aims_graph.present.characters import visible
from aims_graph.present.forms import form_of

if TYPE_CHECKING:
    from aims_graph.model import Table

_BOM = "\ufeff"
_WORKBOOK = ".xlsx"
#: What ``--output`` calls standard output; a file of that name is reached by its whole path.
STANDARD = Path("-")
#: A word of a grid of up to so many signs, as a moment or an id, stands on one line.
_UNBROKEN = 30
#: Whether a workbook that is there may be written over.
OVERWRITES: ContextVar[bool] = ContextVar("overwrites", default=False)


def say(text: str) -> None:
    """Tell the person something that is not the answer itself; where nobody can hear it, go on."""
    if sys.stderr is not None:
        with suppress(OSError):
            _print(text, sys.stderr)


def answer(text: str, output: Path | None = None) -> None:
    """Print the answer, or write it to a file as a whole or not at all.

    A reader that has gone away (``| head``) ends nothing: the command goes on and says its own exit code.

    Raises:
        AimsError: if it cannot be printed or written; the old file is then untouched.
    """
    if output is not None:
        save(output, _seen(text).encode())
        return
    if sys.stdout is None:
        raise AimsError("The answer cannot be printed: standard output is closed.", "Name a file with --output.")
    try:
        _print(text, sys.stdout)
    except BrokenPipeError:
        pass
    except OSError as error:
        raise AimsError(f"The answer cannot be printed: {error.strerror}.", "Name a file with --output.") from None


def prose(text: str, output: Path | None = None) -> None:
    """Answer as :func:`answer` does, on a narrower screen with lines that end at a word.

    Raises:
        AimsError: if it cannot be printed or written.
    """
    answer(folded(text) if output is None else text, output)


def data(content: bytes, output: Path | None = None) -> None:
    """Answer with what a program reads: byte for byte to a file or a pipe; on a screen, nothing in it acts.

    Raises:
        AimsError: if it cannot be printed or written; the old file is then untouched.
    """
    if output is not None:
        save(output, content)
    elif is_screen() or not hasattr(sys.stdout, "buffer"):
        try:
            text = content.decode()
        except UnicodeDecodeError:
            raise AimsError("This is no text for the screen.", "Name a file with --output.") from None
        answer(text)
    else:
        try:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            pass
        except OSError as error:
            raise AimsError(f"The answer cannot be printed: {error.strerror}.", "Name a file with --output.") from None


def answer_file(content: bytes, output: Path | None) -> None:
    """Answer with the bytes of a text: as they are to a file that is named, else as :func:`answer` prints it.

    Raises:
        AimsError: if it cannot be printed or written.
    """
    if output is None:
        answer(content.decode())
    else:
        save(output, content)


def save(output: Path, content: bytes) -> None:
    """Write a file atomically and say so; what is to go to standard output goes there.

    Raises:
        AimsError: if it cannot be written, or is a workbook that is there already.
    """
    if output == STANDARD:
        data(content)
        return
    _spare(output)
    try:
        with _refused(output):
            write_atomic(output, content)
    except BrokenPipeError:
        return
    say(f"Written: {output}")


def check_output(output: Path) -> None:
    """Say that a place cannot be written before anybody waits for what is to stand there.

    Raises:
        AimsError: if it cannot.
    """
    if output != STANDARD:
        with _refused(output):
            check_place(output)


@contextmanager
def _refused(output: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        why = error.strerror if isinstance(error, OSError) else "this is no name of a file"
        raise AimsError(
            f"{output} cannot be written: {why}.", "Choose another place with --output; nothing was changed."
        ) from None


def show(table: Table, form: str, output: Path | None, names: Names | None = None) -> None:
    """Answer with a table in the form asked for, or in the one that the file's ending names.

    Raises:
        AimsError: if the form is unknown or contradicts the ending, or a workbook is asked for without a file.
    """
    form = form_of(form, output)
    if form == "table":
        answer(as_text(table), output)
    elif form == "html":
        from aims_graph.present.page import table_page

        answer(table_page(table), output)
    elif form == "xlsx":
        from aims_graph.present.workbook import table_workbook

        save(file_for_a_workbook(output, "answer.xlsx"), table_workbook(table))
    else:
        from aims_graph.present.table import render

        answer(render(table, form, names or Names({})), output)


def is_screen() -> bool:
    """Whether what is answered now is read on a screen, not by a pipe or a file."""
    return sys.stdout is not None and sys.stdout.isatty()


def room(most: int) -> int:
    """Return how many signs a line of prose may have: what the screen shows, up to ``most``; a pipe and a file get ``most``."""
    return min(most, _columns()) if is_screen() else most


def folded(text: str) -> str:
    """Return prose whose lines end at a word where the screen does, and go on under their own beginning; for a pipe it stays as it is."""
    return "\n".join(part for line in text.split("\n") for part in _fold(line, _columns())) if is_screen() else text


def _columns() -> int:
    return shutil.get_terminal_size((120, 40)).columns


def _fold(line: str, width: int) -> list[str]:
    """Return a line as lines of a width, its further ones under the text behind its number.

    >>> _fold("  18  Are we a public authority?", 22), _fold("short", 22)
    (['  18  Are we a public', '      authority?'], ['short'])
    """
    begun = re.match(r"\s*(?:\d+\.?\s+)?", line)
    hang = " " * min(begun.end() if begun else 0, width // 2)
    return textwrap.wrap(line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False) or [line]


def file_for_a_workbook(output: Path | None, example: str) -> Path:
    """Return the file a workbook goes to.

    Raises:
        AimsError: if none was named, or it is there already.
    """
    if output is None:
        raise AimsError("A workbook is no text for the screen.", f"Add -o {example}.")
    _spare(output)
    return output


def _spare(output: Path) -> None:
    """Refuse to write over a workbook unasked: people keep what they write into one."""
    if output.suffix.lower() == _WORKBOOK and output.is_file() and not OVERWRITES.get():
        raise AimsError(
            f"{output} is there already, and somebody may have filled it in.", "Name another file, or say --force."
        )


def _seen(text: str) -> str:
    """Return text with nothing in it that acts instead of being seen; a byte order mark may stand at its beginning."""
    mark = _BOM if text.startswith(_BOM) else ""
    text = mark + visible(text[len(mark) :])
    return text if text.endswith("\n") else text + "\n"


def _print(text: str, stream: TextIO) -> None:
    """Print and flush, so that what goes wrong goes wrong here and not when the interpreter ends.

    Raises:
        OSError: if it cannot be printed; the stream then leads nowhere.
    """
    try:
        stream.write(_seen(text))
        stream.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise


def as_text(table: Table) -> str:
    """Return the table as text for a terminal; where it would not fit, one block a row."""
    from aims_graph.present.table import figure, places

    width = _columns()
    right = [all(isinstance(row[n], int | float) for row in table.rows) for n in range(len(table.columns))]
    decimals = [places(row[n] for row in table.rows) for n in range(len(table.columns))]
    table = replace(table, rows=tuple(tuple(map(figure, row, decimals)) for row in table.rows))
    longest = [max([len(_text(c)), *(len(_text(r[n])) for r in table.rows)]) for n, c in enumerate(table.columns)]
    head = f"{folded(visible(table.title))}\n\n" if table.title else ""
    tail = "".join(f"\n{folded(visible(note))}" for note in table.notes)
    if not table.rows:
        return f"{head}Nothing found.{tail}\n"
    grid = _grid(table, width, right) if len(longest) <= 8 and sum(min(n, 40) for n in longest) <= width else ""
    return f"{head}{grid or _blocks(table, width)}{tail}\n"


def _text(cell: object) -> str:
    return "" if cell is None else visible(str(cell))


def _grid(table: Table, width: int, right: list[bool]) -> str:
    """Return the table as a grid; empty if a moment, an id or another word would be broken to fit one."""
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    lines = [[_text(column) for column in table.columns], *([_text(cell) for cell in row] for row in table.rows)]
    columns = list(zip(*lines, strict=True))
    widths, room = [max(map(cell_len, column)) for column in columns], width - 3 * len(columns) + 3
    if sum(widths) <= room:
        return _plain(lines, widths, right)
    room -= 2  # Rich's edges
    words = [max((cell_len(word) for text in column for word in text.split()), default=1) for column in columns]
    least = [min(word, _UNBROKEN) for word in words]
    if sum(least) > room:
        return ""
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda n: widths[n] if widths[n] > least[n] else 0)
        widths[widest] -= 1
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for column, fitted, numbers in zip(lines[0], widths, right, strict=True):
        grid.add_column(Text(column), width=fitted, justify="right" if numbers else "left", overflow="fold")
    for line in lines[1:]:
        grid.add_row(*map(Text, line))
    console = Console(width=width, markup=False, emoji=False, highlight=False, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(grid)
    return "\n".join(line.rstrip() for line in capture.get().split("\n")).strip("\n") + "\n"


def _plain(lines: list[list[str]], widths: list[int], right: list[bool]) -> str:
    """Return what needs no folding, laid out as Rich would: it takes some milliseconds a row, and there may be tens of thousands."""
    from rich.cells import cell_len

    def padded(line: list[str]) -> str:
        cells = []
        for text, width, numbers in zip(line, widths, right, strict=True):
            blank = " " * (width - cell_len(text))
            cells.append(blank + text if numbers else text + blank)
        return "   ".join(cells).rstrip()

    head, *body = map(padded, lines)
    return "\n".join([head, "─" * (sum(widths) + 3 * len(widths) - 3), *body]) + "\n"


def _blocks(table: Table, width: int) -> str:
    margin = max(len(_text(column)) for column in table.columns) + 2
    blocks = []
    for row in table.rows:
        lines = []
        for column, cell in zip(table.columns, row, strict=True):
            if _text(cell):
                wrapped = textwrap.wrap(_text(cell), max(width - margin, 30), break_on_hyphens=False) or [""]
                lines.append(f"{_text(column):<{margin}}" + f"\n{' ' * margin}".join(wrapped))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
