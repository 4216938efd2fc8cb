"""Frameworks and crosswalks as plain tables (CSV, XLSX) whose headers the reader of tables understands, and empty ones to fill in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO

from aims_graph.counting import count_of
from aims_graph.exchange.draft import Note
from aims_graph.exchange.leaving import Written
from aims_graph.model import Framework, Library, Mapping, MappingSet
from aims_graph.present.table import harmless
from aims_graph.vocabulary import relation_name

#: Column -> what a person writes there; the reader knows each by this name.
FRAMEWORK = {
    "Number": "as printed; each once. Format the column as text, or 4.10 becomes 4.1",
    "Title": "as printed, or your words for it in parentheses",
    "Kind": "clause, control, function, category …; requirement if empty",
    "Parent": "the number it stands under; empty at the top",
    "Assessable": "yes, or no for headings nobody is audited against; yes if empty",
    "Text": "what it demands",
}
MAPPING = {
    "Subject framework": "as people call it: ISO/IEC 27001:2022",
    "Subject": "its number",
    "Subject title": "its title, so that a slip of the number is seen",
    "Relation": "equal, subset of, superset of, intersects, no relationship; read from the subject; no counterpart where the other side stays empty; may stay empty",
    "Object framework": "as people call it",
    "Object": "its number",
    "Object title": "its title",
    "Confidence": "from 0 to 1; may stay empty",
    "Comment": "why",
}
#: The day on which every table says that it was made.
_CREATED = datetime(2000, 1, 1)


def framework_rows(library: Library, framework: Framework) -> list[list[str]]:
    """Return a framework as rows under ``FRAMEWORK``."""
    members = library.members(framework.id)
    number = {r.id: r.number or r.id.partition(":")[2] for r in members}
    return [
        [
            number[r.id],
            f"({r.title})" if r.title_is_ours else r.title,
            r.kind,
            number.get(r.parent, ""),
            "yes" if r.assessable else "no",
            r.summary,
        ]
        for r in members
    ]


def mapping_rows(library: Library, mapping_set: MappingSet) -> list[list[str]]:
    """Return the rows of a set under ``MAPPING``, those without counterpart too; without one that denies what a table has no word for."""
    found = []
    for m in mapping_set.rows:
        if _denies_a_predicate(m):
            continue
        sides = []
        for id_, framework in ((m.subject_id, mapping_set.subject), (m.object_id, mapping_set.object)):
            r = library.requirements.get(id_)
            number = (r.number or r.id.partition(":")[2]) if r else ""
            sides.append((library.frameworks[r.framework if r else framework].short, number, r.title if r else ""))
        confidence = "" if m.confidence is None else f"{m.confidence:g}"
        relation = "no counterpart" if m.is_gap else relation_name(m.relation)
        found.append([*sides[0], relation, *sides[1], confidence, m.comment or m.shared])
    return found


def write_framework(library: Library, framework: Framework, notation: str) -> Written:
    """Return a framework as a table, in csv or xlsx."""
    return Written(_table("Framework", FRAMEWORK, framework_rows(library, framework), notation), _lost_of_framework())


def write_set(library: Library, mapping_set: MappingSet, notation: str) -> Written:
    """Return a crosswalk as a table, in csv or xlsx."""
    return Written(_table("Mapping", MAPPING, mapping_rows(library, mapping_set), notation), _lost_of_set(mapping_set))


def template(what: str, form: str) -> bytes:
    """Return an empty table to fill in.

    Args:
        what: framework or mapping.
        form: csv or xlsx.
    """
    return _table(what.title(), FRAMEWORK if what == "framework" else MAPPING, (), form)


def _lost_of_framework() -> tuple[Note, ...]:
    return (Note("", "what a catalogue says beyond number, title, kind, parent and text is not in a plain table"),)


def _denies_a_predicate(row: Mapping) -> bool:
    """Whether a row denies a predicate and states no relation: without the denial it would say that somebody put the two together."""
    return bool(row.modifier) and not row.relation


def _lost_of_set(mapping_set: MappingSet) -> tuple[Note, ...]:
    notes = []
    if denied := sum(_denies_a_predicate(m) for m in mapping_set.rows):
        notes.append(Note("", f"{count_of(denied, 'row that denies', 'rows that deny')} a predicate"))
    if mapping_set.joint:
        notes.append(Note("", f"{count_of(len(mapping_set.joint), 'row')} of several requirements together"))
    return (*notes, Note("", "what is met, what only one side demands, whether a row speaks for parts, too"))


def _table(name: str, columns: dict[str, str], rows: Sequence[Sequence[str]], notation: str) -> bytes:
    return _csv(columns, rows) if notation == "csv" else _xlsx(name, columns, rows)


def _csv(columns: Iterable[str], rows: Sequence[Sequence[str]]) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _xlsx(name: str, columns: dict[str, str], rows: Sequence[Sequence[str]]) -> bytes:
    from aims_graph.exchange.sheets_out import write_sheet
    from aims_graph.present.workbook import new_workbook

    stream = BytesIO()
    with new_workbook(stream, created=_CREATED) as book:
        write_sheet(book, name, [(c, 60 if c in ("Text", "Comment") else 22) for c in columns], rows, columns)
    return stream.getvalue()
