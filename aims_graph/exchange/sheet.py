"""Tables with headers of any kind: a person says once which column is what, and the folder remembers it.

Headers that mean one thing are understood by ``words.tsv``; where two columns could be the same thing, or none, the person is asked.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import yaml

from aims_graph.counting import count_of
from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange.columns import RELATION_WORD, fields, guess, is_understood, parts_of, relations_of
from aims_graph.exchange.draft import Draft, Note
from aims_graph.exchange.grid import Grid, grids_of, is_workbook, separator_of
from aims_graph.exchange.sheet_rows import TABLE, Said, SheetRows
from aims_graph.exchange.texts import looks_like_text

FORMAT = TABLE
#: Where a folder keeps what its people said of columns.
MEMORY = "columns.yaml"
#: What is told of one side of a pair alone.
_OF_A_SIDE = ("subject", "subject_title", "subject_framework", "object_title", "object_framework")
_SOME = ("number=Control ID,title=Name", "subject=Ours,object=Theirs,object_framework==Their framework")


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a file is a table: a workbook, or text whose first lines are cells."""
    if is_workbook(path, head):
        return True
    lines = [
        line for line in looks_like_text(head).splitlines() if line.strip() and not line.lstrip('"').startswith("#")
    ]
    if not lines or lines[0].lstrip().startswith(("{", "[{", "<", "@", "%")):
        return False
    return any(s in lines[0] for s in "\t,;") or bool(separator_of(lines, is_understood))


def read(path: Path) -> Draft:
    """Return what a table holds whose headers are understood by themselves.

    Raises:
        AimsError: if it cannot be read, or nobody can tell which column is what.
        ContentError: with every fault, each with its cell.
    """
    return read_as(path, None, "", "")


def read_as(path: Path, folder: Path | None, columns: str, sheet: str) -> Draft:
    """Return what a table holds.

    Args:
        path: the file.
        folder: the folder that may remember which column is what.
        columns: what the person says of it, ``field=Column`` or ``field==words for every row``, separated by commas.
        sheet: which sheet of a workbook.

    Raises:
        AimsError: if it cannot be read, or nobody can tell which column is what.
        ContentError: with every fault, each with its cell.
    """
    heads = [entry.get("headers") for entry in _memory(folder)] if folder else []
    grid = _chosen(path, sheet, columns, [[*filter(None, h)] for h in heads if isinstance(h, list)])
    said = _said(grid, path, columns or _remembered(folder, grid))
    grid.check(said.columns.values())
    reading = SheetRows(path, grid, said)
    draft = reading.draft()
    if reading.faults:
        raise ContentError(reading.faults)
    return draft


def _chosen(path: Path, sheet: str, columns: str, remembered: Collection[list[str]] = ()) -> Grid:
    """Return the sheet that is named, else the only one with a table, else the only one whose columns are understood, or ``remembered``.

    Raises:
        AimsError: if there is none, or several.
    """
    parts = [(name, value.strip()) for name, value in parts_of(columns) if not name.startswith(RELATION_WORD)]
    named = {value for _, value in parts if value and not value.startswith("=")}

    def understood(cells: list[str]) -> bool:
        return named <= {*cells} if named else is_understood(cells) or [*filter(None, cells)] in remembered

    grids = grids_of(path, understood)
    grids = [g for g in grids if sheet in ("", g.name)]
    if not grids:
        where = f"sheet {sheet!r} with a table" if sheet else "table"
        raise AimsError(
            f"{path} has no {where}.", "Name one with --sheet, or another file.", "Name another sheet or file."
        )
    telling = [g for g in grids if len(grids) == 1 or guess(g)[0] or [*filter(None, g.columns)] in remembered]
    if len(telling) != 1:
        names = ", ".join(g.name for g in grids)
        raise AimsError(
            f"{path} has {count_of(len(grids), 'sheet')} with tables: {names}.", "Say which with --sheet.", "Say which."
        )
    if skipped := [g.name for g in grids if g is not telling[0]]:
        telling[0].notes.append(Note("", f"sheets not read: {', '.join(skipped)}"))
    return telling[0]


def tables(path: Path) -> dict[str, list[str]]:
    """Return the sheets of a file that hold a table, each with the names of its columns.

    Raises:
        AimsError: if it cannot be read.
        ContentError: with every fault of its form.
    """
    return {grid.name: [*dict.fromkeys(filter(None, grid.columns))] for grid in grids_of(path, is_understood)}


def memory(folder: Path, path: Path, columns: str, sheet: str) -> str:
    """Return the text of the folder's memory with what was said of a table's columns added."""
    grid = _chosen(path, sheet, columns)
    kept = [entry for entry in _memory(folder) if entry.get("headers") != grid.columns]
    return yaml.safe_dump([*kept, {"headers": grid.columns, "columns": columns}], allow_unicode=True, sort_keys=False)


def _memory(folder: Path) -> list[dict[str, object]]:
    path = folder / MEMORY
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    except (yaml.YAMLError, ValueError, RecursionError, OSError) as error:
        raise AimsError(
            f"{path} cannot be read: {error}.",
            "Mend or remove it; --columns says anew which column is what.",
            "Mend or remove it.",
        ) from error
    return [entry for entry in found or [] if isinstance(entry, dict)]


def _remembered(folder: Path | None, grid: Grid) -> str:
    found = [str(e.get("columns", "")) for e in _memory(folder) if e.get("headers") == grid.columns] if folder else []
    return found[-1] if found else ""


def _said(grid: Grid, path: Path, columns: str) -> Said:
    """Return which column is what: as the person says, and for the rest by the words for it.

    Raises:
        AimsError: if a column that is named does not exist, or two could be the same thing, or too little is known.
    """
    told: dict[str, int] = {}
    fixed: dict[str, str] = {}
    known = f"the fields are {', '.join(fields())}."
    for name, value in parts_of(columns):
        if name.startswith(RELATION_WORD):
            continue
        if name not in fields() or not value:
            what = f"'{f'{name}={value}'.rstrip('=')}' says of no column what it is."
            raise AimsError(what, f"Write --columns 'field=Column'; {known}", f"Write field=Column; {known}")
        if value.startswith("="):
            fixed[name] = value[1:].strip()
        elif value.strip() in grid.columns:
            told[name] = grid.columns.index(value.strip())
        else:
            raise AimsError(f"{path} has no column '{value.strip()}'.", f"It has {', '.join(grid.columns)}.")
    guessed, open_ = guess(grid)
    taken = set(told.values())
    rest = {f: n for f, n in guessed.items() if f not in told and f not in fixed and n not in taken}
    for name, candidates in open_.items():
        left = [c for c in candidates if grid.columns.index(c) not in taken]
        if name in told or name in fixed or not left:
            continue
        if len({*left}) < len(left):
            raise AimsError(f"{path} has several columns called '{left[0]}'.", "Rename or remove all but one.")
        if len(left) > 1:
            what, some = f"{path}: {name} could be {' or '.join(left)}.", f"'{name}={left[0]}'."
            raise AimsError(what, f"Say which: --columns {some}", f"Say which, as in the columns {some}")
        rest[name] = grid.columns.index(left[0])
    said = Said({**told, **rest}, fixed, relations_of(columns))
    # Beside a relation, and what only a pair has, the numbers and titles are those of one side.
    is_pair = "relation" in said and "object" not in said and any(field in said for field in _OF_A_SIDE)
    is_framework = any(field in said for field in ("number", "key", "title")) and not is_pair
    if not is_framework and not {"subject", "object"} <= {*said.columns}:
        row = f" (row {grid.at})" if grid.at > 1 else ""
        told_ = ", ".join(f"{name} ({grid.columns[n]})" for name, n in said.columns.items())
        raise AimsError(
            f"{path}: nobody can tell which of its columns is what{row}: {', '.join(filter(None, grid.columns))}."
            + (f" Understood are {told_}." if told_ else ""),
            f"Say it: {' or '.join(f'--columns {some!r}' for some in _SOME)}; {known}",
            f"Say it, as in the columns {' or '.join(map(repr, _SOME))}; {known}",
        )
    return said
