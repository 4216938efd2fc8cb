"""Tables with headers of any kind: a person says once which column is what, and the folder remembers it.

Headers that mean one thing are understood by ``words.tsv``; where two columns could be the same thing, or none, the person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from aims_graph.counting import count_of
from aims_graph.errors import AimsError, ContentError, Finding
from aims_graph.exchange.cells import separate, slug
from aims_graph.exchange.columns import fields, guess, is_understood, parts_of, plain, words
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, Side
from aims_graph.exchange.grid import Grid, grids_of, is_workbook, separator_of
from aims_graph.exchange.texts import looks_like_text
from aims_graph.exchange.workbook import loose_note
from aims_graph.files import sha256_of
from aims_graph.formats.mapping_sssom import COLUMNS as _SSSOM

FORMAT = "table (CSV, TSV, XLSX)"
#: Where a folder keeps what its people said of columns.
MEMORY = "columns.yaml"
#: Names of sheets that say nothing of what is in them: those a spreadsheet gives, and those of our own templates and exports.
_NO_TITLE = re.compile(r"(sheet|table|tabelle|feuil|hoja|foglio|framework|mapping)\s*\d*", re.IGNORECASE)
_SOME = ("number=Control ID,title=Name", "subject=Ours,object=Theirs,object_framework==Their framework")


@dataclass(frozen=True)
class Said:
    """Which column is what: field -> place of the column, and field -> what holds for every row."""

    columns: Mapping[str, int]
    fixed: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        return name in self.columns or name in self.fixed


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a file is a table: a workbook, or text whose first lines are cells."""
    if is_workbook(path, head):
        return True
    lines = [
        line for line in looks_like_text(head).splitlines() if line.strip() and not line.lstrip('"').startswith("#")
    ]
    if not lines or lines[0].lstrip().startswith(("{", "<", "@", "%")):
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
    grid = _chosen(path, sheet, columns)
    said = _said(grid, path, columns or _remembered(folder, grid))
    grid.check(said.columns.values())
    reading = _Sheet(path, grid, said)
    draft = reading.draft()
    if reading.faults:
        raise ContentError(reading.faults)
    return draft


def _chosen(path: Path, sheet: str, columns: str) -> Grid:
    """Return the sheet that is named, else the only one with a table, else the only one whose columns are understood.

    Raises:
        AimsError: if there is none, or several.
    """
    named = {value.strip() for _, value in parts_of(columns) if value.strip() and not value.startswith("=")}
    grids = grids_of(path, lambda cells: named <= {*cells} if named else is_understood(cells))
    grids = [g for g in grids if sheet in ("", g.name)]
    if not grids:
        where = f"sheet {sheet!r} with a table" if sheet else "table"
        raise AimsError(
            f"{path} has no {where}.", "Name one with --sheet, or another file.", "Name another sheet or file."
        )
    telling = [g for g in grids if len(grids) == 1 or guess(g)[0]]
    if len(telling) != 1:
        names = ", ".join(g.name for g in grids)
        raise AimsError(
            f"{path} has {count_of(len(grids), 'sheet')} with tables: {names}.", "Say which with --sheet.", "Say which."
        )
    if skipped := [g.name for g in grids if g is not telling[0]]:
        telling[0].notes.append(Note("", f"sheets not read: {', '.join(skipped)}"))
    return telling[0]


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
    said = Said({**told, **rest}, fixed)
    is_framework = "number" in said or "key" in said or "title" in said
    if not is_framework and not {"subject", "object"} <= {*said.columns}:
        raise AimsError(
            f"{path}: nobody can tell which of its columns is what: {', '.join(filter(None, grid.columns))}.",
            f"Say it: {' or '.join(f'--columns {some!r}' for some in _SOME)}; {known}",
            f"Say it, as in the columns {' or '.join(map(repr, _SOME))}; {known}",
        )
    return said


class _Sheet:
    """One sheet, its columns known, as a draft."""

    def __init__(self, path: Path, grid: Grid, said: Said) -> None:
        self._path, self._grid, self._said = path, grid, said
        self.faults: list[Finding] = []
        self.notes: list[Note] = list(grid.notes)
        header = grid.header
        self._title = str(header.get("title", "")) or (path.stem if _NO_TITLE.fullmatch(grid.name) else grid.name)
        self._key = str(header.get("id", "")) or slug(path.stem)

    def draft(self) -> Draft:
        said = self._said
        mapped = {"subject", "object"} <= {*said.columns}
        both = "object" in said.columns and not mapped
        # A comment on a requirement, or the text of a pair, is no field here: such a column is kept under its own name.
        kinds = ("mapping",) if mapped else ("framework", "mapping") if both else ("framework",)
        fields = {f for kind in kinds for f in words()[kind].values()} - (
            {"subject", "subject_title"} if both else set()
        )
        kept = {field: n for field, n in said.columns.items() if field in fields}
        self._said = Said(kept, said.fixed)
        frameworks = () if mapped else (self._framework(),)
        mappings = (self._mapping(both),) if mapped or both else ()
        if unused := [c for n, c in enumerate(self._grid.columns) if c and n not in kept.values()]:
            self.notes.append(Note("", f"columns kept under their own names: {', '.join(unused)}"))
        self.notes += self._grid.nameless()
        return Draft(FORMAT, self._path, sha256_of(self._path), frameworks, mappings, tuple(self.notes))

    def _get(self, cells: list[str], name: str) -> str:
        at = self._said.columns.get(name)
        return cells[at] if at is not None else self._said.fixed.get(name, "")

    def _where(self, row: int, name: str) -> str:
        return self._grid.cell(row, self._said.columns.get(name, 0))

    def _fault(self, row: int, name: str, what: str, mend: str) -> None:
        cell = self._grid.in_line(row, self._said.columns.get(name, 0))
        self.faults.append(Finding(str(self._path), row, f"{cell}: {what}", mend))

    def _more(self, cells: list[str]) -> dict[str, str]:
        used = set(self._said.columns.values())
        return {c: text for n, (c, text) in enumerate(zip(self._grid.columns, cells, strict=False)) if c and text and n not in used}  # fmt: skip

    def _framework(self) -> DraftFramework:
        known: dict[str, str] = {}
        seen: dict[str, int] = {}
        entries = []
        number_field = "number" if "number" in self._said.columns else "key" if "key" in self._said.columns else "title"
        for row, cells in self._grid.rows:
            number, title = self._get(cells, "number"), self._get(cells, "title")
            key = self._get(cells, "key") or number or title
            if not key:
                if any(cells):
                    self._fault(row, number_field, f"the row has no {number_field}", "give it one, or empty the row")
                continue
            if key in seen:
                loose = " (a spreadsheet keeps 4.10 as 4.1 unless the cell is text)" if self._grid.loose else ""
                self._fault(
                    row,
                    number_field,
                    f"'{key}' stands in row {seen[key]} already{loose}",
                    "give each requirement a number of its own",
                )
                continue
            if number and " " in number and sum(map(bool, cells)) == 1 and "title" in self._said.columns:
                self.notes.append(
                    Note(
                        self._where(row, number_field),
                        f"'{number}' is all that the row holds; it becomes a requirement",
                    )
                )
            if not number and "number" in self._said.columns and "key" not in self._said.columns:
                self.notes.append(Note(self._where(row, "number"), f"has no number; '{title}' stands for it in its id"))
            seen[key] = row
            known |= {key: key} | ({number: key} if number else {})
            entries.append(
                (row, cells, key, number if "number" in self._said else key if "key" in self._said.columns else "")
            )
        self._tell_loose(number_field)
        requirements = tuple(self._requirement(*entry, known) for entry in entries)
        parents = {r.key: r.parent for r in requirements}
        for r in requirements:
            if r.parent and r.key in _above(r.parent, parents):
                self.faults.append(Finding(str(self._path), 0, f"{r.where}: stands above itself", "correct its parent"))
        header = self._grid.header
        plain = {k: v for k, v in header.items() if isinstance(v, str)}
        return DraftFramework(
            self._key, self._title, requirements, short=plain.get("short", ""), edition=plain.get("edition", ""),
            language=plain.get("language", ""), licence=plain.get("licence", plain.get("license", "")), rights=plain.get("rights", ""),
        )  # fmt: skip

    def _tell_loose(self, name: str) -> None:
        at = self._said.columns.get(name, -1)
        if cells := self._grid.loose.get(at):
            self.notes.append(loose_note(self._grid.columns[at], cells))

    def _requirement(
        self, row: int, cells: list[str], key: str, number: str, known: Mapping[str, str]
    ) -> DraftRequirement:
        parent = self._get(cells, "parent")
        if parent and parent not in known:
            self._fault(row, "parent", f"'{parent}' is no number of this table", "correct it, or add that row")
        truth = self._get(cells, "assessable")
        if truth and plain(truth) not in words()["truth"]:
            self._fault(row, "assessable", f"'{truth}' is neither yes nor no", "write yes or no")
        return DraftRequirement(
            key=key,
            number=number,
            title=self._get(cells, "title"),
            kind=self._get(cells, "kind") or "requirement",
            parent=known.get(parent, ""),
            assessable=words()["truth"].get(plain(truth), "yes") == "yes",
            text=self._get(cells, "text"),
            where=f"row {row}",
            aliases=tuple(filter(None, (a.strip() for a in self._get(cells, "alias").split("|")))),
            more=self._more(cells),
        )

    def _mapping(self, both: bool) -> DraftMapping:
        rows: list[DraftRow] = []
        several = 0
        for side in ("object",) if both else ("subject", "object"):
            self._tell_loose(side)
        for row, cells in self._grid.rows:
            names = separate(self._get(cells, "object"), words()["number"])
            subject = (
                self._get(cells, "number") or self._get(cells, "key") or self._get(cells, "title")
                if both
                else self._get(cells, "subject")
            )
            if both and not names:
                continue
            if not subject or not names:
                if any(cells):
                    side = "subject" if not subject else "object"
                    self._fault(row, side, f"the row has no {side}", "name a requirement there, or empty the row")
                continue
            several += len(names) > 1
            word = self._get(cells, "relation")
            if word and plain(word) not in words()["relation"]:
                known = ", ".join(dict.fromkeys(words()["relation"].values()))
                self._fault(row, "relation", f"'{word}' is no relation", f"write one of {known}")
            left = Side(
                subject, self._get(cells, "subject_framework"), self._get(cells, "title" if both else "subject_title")
            )
            for name in names:
                right = Side(
                    name,
                    self._get(cells, "object_framework"),
                    self._get(cells, "object_title") if len(names) == 1 else "",
                )
                rows.append(
                    DraftRow(
                        (left,),
                        (right,),
                        f"row {row}",
                        relation=words()["relation"].get(plain(word), "") if word else "",
                        comment=self._get(cells, "comment"),
                        confidence=self._get(cells, "confidence"),
                        more={} if both else self._more(cells),
                    )
                )
        if several:
            what = f"{count_of(several, 'cell names', 'cells name')} several requirements: each is put beside the row's own by itself"
            self.notes.append(Note(self._grid.columns[self._said.columns["object"]], what))
        title = str(self._grid.header.get("mapping_set_title", "")) or self._title
        return DraftMapping(
            id="", title=title, rows=tuple(rows),
            subject=self._key if both else self._framework_of("subject"), object=self._framework_of("object"),
        )  # fmt: skip

    def _framework_of(self, side: str) -> str:
        """Return the framework of a side: as the person says for all rows, or, of a column called otherwise, what it is called."""
        at = self._said.columns.get(side)
        name = self._grid.columns[at] if at is not None else ""
        named = self._said.fixed.get(f"{side}_framework", "")
        understood = plain(name) in words()["mapping"] or name in _SSSOM
        return named or ("" if understood or f"{side}_framework" in self._said.columns else name)


def _above(key: str, parents: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while key and key not in seen:
        seen.add(key)
        yield key
        key = parents.get(key, "")
