"""The rows of one sheet whose columns are known, as a draft: requirements with the headings they stand under, or pairs of a crosswalk."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from aims_graph.counting import count_of
from aims_graph.errors import Finding
from aims_graph.exchange.cells import separate, slug
from aims_graph.exchange.columns import plain, words
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, Side, above
from aims_graph.exchange.grid import Grid
from aims_graph.exchange.sections import Sections, number_above, sections_of
from aims_graph.exchange.workbook import loose_note
from aims_graph.files import sha256_of

NO_COUNTERPART = "no_counterpart"
TABLE = "table (CSV, TSV, XLSX)"
#: What stands in a cell that is meant to be empty.
_BLANK = ("", "-", "–", "—", "./.")
#: What a relation may be called, and what each says of the subject, for whoever wrote another word.
RELATIONS = (
    "equal, subset of (all of the subject is asked by the object, too), superset of (the other way round), "
    "intersects (in part), no relationship (nothing shared), no counterpart"
)
#: Of faults of one kind in one column so many are told one by one.
_ALIKE = 3
#: Names of sheets that say nothing of what is in them: those a spreadsheet gives, and those of our own templates and exports.
_NO_TITLE = re.compile(r"(sheet|table|tabelle|feuil|hoja|foglio|framework|mapping)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """Which column is what: field -> place of the column, and field -> what holds for every row; ``relations``: word -> what the person says it means."""

    columns: Mapping[str, int]
    fixed: Mapping[str, str]
    relations: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.columns or name in self.fixed


class SheetRows:
    """One sheet, its columns known, as a draft."""

    def __init__(self, path: Path, grid: Grid, said: Said) -> None:
        self._path, self._grid, self._said = path, grid, said
        self._wrong: dict[tuple[str, str, str], list[int]] = {}
        self.notes: list[Note] = list(grid.notes)
        header = grid.header
        sheet = path.stem if _NO_TITLE.fullmatch(grid.name) else grid.name
        self._title = str(header.get("title", "")) or grid.title or sheet
        self._key = str(header.get("id", "")) or slug(path.stem)

    def draft(self) -> Draft:
        """Return what the rows say; what is wrong with them stands in ``faults``."""
        said = self._said
        mapped = {"subject", "object"} <= {*said.columns}
        both = "object" in said.columns and not mapped
        # A comment on a requirement, or the text of a pair, is no field here: such a column is kept under its own name.
        kinds = ("mapping",) if mapped else ("framework", "mapping") if both else ("framework",)
        fields = {f for kind in kinds for f in words()[kind].values()} - (
            {"subject", "subject_title"} if both else set()
        )
        kept = {field: n for field, n in said.columns.items() if field in fields}
        self._said = Said(kept, said.fixed, said.relations)
        frameworks = () if mapped else (self._framework(),)
        mappings = (self._mapping(both),) if mapped or both else ()
        if unused := [c for n, c in enumerate(self._grid.columns) if c and n not in kept.values()]:
            self.notes.append(Note("", f"columns kept under their own names: {', '.join(unused)}"))
        self.notes += self._grid.nameless()
        return Draft(TABLE, self._path, sha256_of(self._path), frameworks, mappings, tuple(self.notes))

    def _get(self, cells: list[str], name: str) -> str:
        at = self._said.columns.get(name)
        return cells[at] if at is not None else self._said.fixed.get(name, "")

    def _where(self, row: int, name: str) -> str:
        return self._grid.cell(row, self._said.columns.get(name, 0))

    def _fault(self, row: int, name: str, what: str, mend: str) -> None:
        self._wrong.setdefault((name, what, mend), []).append(row)

    @property
    def faults(self) -> list[Finding]:
        """What is wrong, each with its cell; what is wrong alike in many rows of a column, once, with those rows."""
        found = []
        for (name, what, mend), rows in self._wrong.items():
            column = self._said.columns.get(name, 0)
            shown = ", ".join(map(str, rows[:_ALIKE]))
            also = (
                f" (so in {count_of(len(rows), 'row')}: {shown} …; the column is called '{self._grid.columns[column]}')"
            )
            told = rows[:1] if len(rows) > _ALIKE else rows
            found += [
                Finding(
                    str(self._path),
                    row,
                    f"{self._grid.in_line(row, column)}: {what}{also if told != rows else ''}",
                    mend,
                )
                for row in told
            ]
        return sorted(found, key=lambda f: f.line)

    def _more(self, cells: list[str]) -> dict[str, str]:
        used = set(self._said.columns.values())
        return {c: text for n, (c, text) in enumerate(zip(self._grid.columns, cells, strict=False)) if c and text and n not in used}  # fmt: skip

    def _framework(self) -> DraftFramework:
        numbered: dict[str, list[str]] = {}
        seen: dict[str, int] = {}
        entries = []
        number_field = "number" if "number" in self._said.columns else "key" if "key" in self._said.columns else "title"
        parted = sections_of(self._grid.rows, self._said.columns.get("number"), self._said.columns.get("title"))
        self._tell_sections(parted)
        for row, cells in self._grid.rows:
            if row in parted.notes:
                continue
            heading = parted.headings.get(row)
            number, title = self._get(cells, "number"), self._get(cells, "title")
            if heading:
                number, title = heading.number, heading.title
            key = self._get(cells, "key") or number or title
            if not key:
                if any(cells):
                    mend = "give it one, or empty the row; if another column holds it, say which"
                    self._fault(row, number_field, f"the row has no {number_field}", mend)
                continue
            if key in seen:
                loose = " (a spreadsheet keeps 4.10 as 4.1 unless the cell is text)" if self._grid.loose else ""
                what = f"'{key}' stands in row {seen[key]} already{loose}"
                self._fault(row, number_field, what, "give each requirement a number of its own")
                continue
            if not heading and not number and "number" in self._said.columns and "key" not in self._said.columns:
                self.notes.append(Note(self._where(row, "number"), f"has no number; '{title}' stands for it in its id"))
            seen[key] = row
            if number:
                numbered.setdefault(number, []).append(key)
            printed = number if "number" in self._said else key if "key" in self._said.columns else ""
            entries.append((row, cells, key, printed, heading))
        self._tell_loose(number_field)
        # An id is of one row alone; of a number that several have nobody can tell which is meant.
        known = {n: rows[0] for n, rows in numbered.items() if len(rows) == 1} | {key: key for key in seen}
        several = numbered.keys() - known.keys()
        keys = {row: key for row, _, key, _, _ in entries}
        over = {}
        if "parent" not in self._said:
            over = {row: keys.get(at, "") for row, at in parted.under.items()}
            over |= {
                row: known[found] for row, _, key, number, _ in entries if (found := number_above(number or key, known))
            }
        requirements = tuple(
            DraftRequirement(
                key, number, heading.title, "heading", keys.get(heading.under, ""), False, where=f"row {row}"
            )
            if heading
            else self._requirement(row, cells, key, number, known, several, over.get(row, ""))
            for row, cells, key, number, heading in entries
        )
        if "parent" not in self._said:
            requirements = self._headed(requirements)
        parents = {r.key: r.parent for r in requirements}
        for r in requirements:
            if r.key in above(r.key, parents):
                self._fault(int(r.where.split()[-1]), "parent", "stands above itself", "correct its parent")
        header = self._grid.header
        plain = {k: v for k, v in header.items() if isinstance(v, str)}
        return DraftFramework(
            self._key, self._title, requirements, short=plain.get("short", ""), edition=plain.get("edition", ""),
            language=plain.get("language", ""), licence=plain.get("licence", plain.get("license", "")), rights=plain.get("rights", ""),
        )  # fmt: skip

    def _tell_sections(self, parted: Sections) -> None:
        if parted.headings:
            shown = ", ".join(f"'{h.title}' (row {row})" for row, h in [*parted.headings.items()][:_ALIKE])
            shown += " …" * (len(parted.headings) > _ALIKE)
            what = "row holds one text alone and is a heading", "rows hold one text alone and are headings"
            below = "" if "parent" in self._said else " of those below, up to the next"
            self.notes.append(Note("", f"{count_of(len(parted.headings), *what)}{below}: {shown}"))
        if parted.notes:
            shown = ", ".join(f"'{text}' (row {row})" for row, text in parted.notes.items())
            what = "text is all that its row holds", "texts are all that their rows hold"
            self.notes.append(
                Note("", f"{count_of(len(parted.notes), *what)}, below the last requirement; not kept: {shown}")
            )

    def _headed(self, requirements: tuple[DraftRequirement, ...]) -> tuple[DraftRequirement, ...]:
        """Return requirements that stand where their numbers say; one without a text, above others that have one, is a heading."""
        called = {r.key: r.number or r.key for r in requirements}
        numbered = [r for r in requirements if r.parent and number_above(called[r.key], {called[r.parent]})]
        if not numbered:
            return requirements
        over = {r.parent for r in numbered}
        with_text = {r.parent for r in numbered if r.text}
        bare = {r.key for r in requirements if r.key in with_text and not r.text and "assessable" not in self._said}
        first = numbered[0]
        what = "requirement stands under the one", "requirements stand under those"
        head = (
            f"; {len(bare)} of those without a text {'is a heading' if len(bare) == 1 else 'are headings'}"
            if bare
            else ""
        )
        told = f"{count_of(len(numbered), *what)} that their numbers begin with ('{called[first.key]}' under '{called[first.parent]}'){head}; a column Parent would say it otherwise"
        self.notes.append(Note("", told))
        return tuple(replace(r, assessable=False) if r.key in bare & over else r for r in requirements)

    def _tell_loose(self, name: str) -> None:
        at = self._said.columns.get(name, -1)
        if cells := self._grid.loose.get(at):
            self.notes.append(loose_note(self._grid.columns[at], cells))

    def _requirement(
        self,
        row: int,
        cells: list[str],
        key: str,
        number: str,
        known: Mapping[str, str],
        several: Collection[str],
        over: str,
    ) -> DraftRequirement:
        parent = self._get(cells, "parent")
        if parent in several:
            self._fault(row, "parent", f"'{parent}' is the number of several rows", "write the id of the one meant")
        elif parent and parent not in known:
            self._fault(row, "parent", f"'{parent}' is no number of this table", "correct it, or add that row")
        truth = self._get(cells, "assessable")
        if truth and plain(truth) not in words()["truth"]:
            self._fault(row, "assessable", f"'{truth}' is neither yes nor no", "write yes or no")
        return DraftRequirement(
            key=key,
            number=number,
            title=self._get(cells, "title"),
            kind=self._get(cells, "kind") or "requirement",
            parent=known.get(parent, over),
            assessable=words()["truth"].get(plain(truth), "yes") == "yes",
            text=self._get(cells, "text"),
            where=f"row {row}",
            aliases=tuple(filter(None, (a.strip() for a in self._get(cells, "alias").split("|")))),
            more=self._more(cells),
        )

    def _mapping(self, both: bool) -> DraftMapping:
        rows: list[DraftRow] = []
        several = 0
        silent: list[int] = []
        for side in ("object",) if both else ("subject", "object"):
            self._tell_loose(side)
        for row, cells in self._grid.rows:
            relation = self._relation(row, cells)
            named, subject = self._get(cells, "object"), self._get(cells, "subject")
            if both:
                subject = self._get(cells, "number") or self._get(cells, "key") or self._get(cells, "title")
            is_gap = relation == NO_COUNTERPART or self._says_none(named) or (not both and self._says_none(subject))
            names = [] if named in _BLANK or self._says_none(named) else separate(named, words()["number"])
            subject = "" if not both and self._says_none(subject) else subject
            if is_gap and ((subject and names) or relation not in ("", NO_COUNTERPART)):
                what = "the row says that there is no counterpart, and names one or says how it relates"
                self._fault(row, "object", what, "leave one of the two out")
                continue
            if not names and not is_gap and (both or not (relation or self._get(cells, "object_title"))):
                silent += [row] if any(cells) and not both else []
                continue
            if not (subject or (is_gap and names)) or not (names or is_gap):
                side = "subject" if not subject else "object"
                self._fault(row, side, f"the row has no {side}", "name a requirement there, or empty the row")
                continue
            several += len(names) > 1
            label = self._get(cells, "title" if both else "subject_title")
            of, in_ = self._get(cells, "subject_framework"), self._get(cells, "object_framework")
            left = (Side(subject, of, label),) if subject else ()
            title = self._get(cells, "object_title") if len(names) == 1 else ""
            rights: list[tuple[Side, ...]] = [(Side(name, in_, title),) for name in names]
            for objects in rights or [()]:
                rows.append(
                    DraftRow(
                        left,
                        objects,
                        f"row {row}",
                        relation="" if is_gap else relation,
                        comment=self._get(cells, "comment"),
                        confidence=self._get(cells, "confidence"),
                        more={} if both else self._more(cells),
                        missing_in=of if not left else "" if objects else in_,
                    )
                )
        self._tell_pairs(several, silent)
        title = str(self._grid.header.get("mapping_set_title", "")) or self._title
        return DraftMapping(
            id="", title=title, rows=tuple(rows),
            subject=self._key if both else self._framework_of("subject"), object=self._framework_of("object"),
        )  # fmt: skip

    def _says_none(self, name: str) -> bool:
        """Whether in place of a requirement there stands that there is none."""
        return self._meaning(name) in (NO_COUNTERPART, "no_relationship")

    def _meaning(self, word: str) -> str:
        return self._said.relations.get(plain(word)) or words()["relation"].get(plain(word), "")

    def _relation(self, row: int, cells: list[str]) -> str:
        """Return what the word of a row's relation means; a fault where nobody says what it does."""
        word = self._get(cells, "relation")
        if word in _BLANK:
            return ""
        means = self._meaning(word)
        if not means:
            mend = f"write one of {RELATIONS}; or say once what the word means, as a column: relation.{word}=subset of"
            self._fault(row, "relation", f"'{word}' is no relation", mend)
        return means

    def _tell_pairs(self, several: int, silent: list[int]) -> None:
        column = self._grid.columns[self._said.columns["object"]]
        if several:
            what = f"{count_of(several, 'cell names', 'cells name')} several requirements: each is put beside the row's own by itself"
            self.notes.append(Note(column, what))
        if silent:
            shown = ", ".join(map(str, silent[:8])) + " …" * (len(silent) > 8)
            what = f"{count_of(len(silent), 'row names nothing', 'rows name nothing')} there and {'says' if len(silent) == 1 else 'say'} nothing of it: not kept (row {shown}); n/a would say that there is no counterpart"
            self.notes.append(Note(column, what))

    def _framework_of(self, side: str) -> str:
        """Return the framework of a side: as the person says for all rows, or, of a column called otherwise, what it is called."""
        at = self._said.columns.get(side)
        name = self._grid.columns[at] if at is not None else ""
        named = self._said.fixed.get(f"{side}_framework", "")
        understood = plain(name) in words()["mapping"]
        return named or ("" if understood or f"{side}_framework" in self._said.columns else name)
