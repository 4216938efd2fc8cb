"""A pair of frameworks as a workbook of the kind NIST IR 8477 describes: set words on one sheet, supportive words on another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import count

import xlsxwriter

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.exchange.draft import DraftMapping, DraftRow, Note
from aims_graph.exchange.ir8477 import DENIES
from aims_graph.exchange.leaving import Written, mapping_draft, printed, with_supports
from aims_graph.exchange.sheets_out import write_sheet
from aims_graph.model import Library, MappingSet
from aims_graph.present.workbook import new_workbook

_WORDS = {
    "equal": "Equal",
    "subset_of": "Subset of",
    "superset_of": "Superset of",
    "intersects": "Intersects with",
    "no_relationship": "No relationship",
}
_COLUMNS = (
    ("Focal Document Element", 18),
    ("Focal Document Element Description", 40),
    ("Rationale", 12),
    ("Relationship", 16),
    ("Reference Document Element", 18),
    ("Reference Document Element Description", 40),
    ("Comments", 70),
    ("Group Identifier", 12),
    ("Strength of Relationship", 12),
)
_GAPS = (("Document", 30), ("Element without counterpart", 18), ("Description", 40), ("Comments", 70))
#: A cell holds no more characters than this.
_LONGEST = 32_767


def write_set(library: Library, mapping_set: MappingSet) -> Written:
    """Return the workbook of a mapping set of a library; of the project's own with what its requirements leave behind for each other."""
    mapping = mapping_draft(library, mapping_set)
    if not mapping_set.stated_by:
        mapping = with_supports(library, mapping)
    return write_mapping(mapping, {**printed(library, mapping.subject), **printed(library, mapping.object)})


def write_mapping(mapping: DraftMapping, numbers: Mapping[str, str] | None = None) -> Written:
    """Return the workbook.

    Args:
        mapping: the crosswalk; ``more`` may have ``subject_title`` and ``object_title``, how people call the two frameworks.
        numbers: id -> how the number is printed; what is not in it is written as the crosswalk has it.

    Raises:
        AimsError: if there is nothing to write, or a text is longer than a cell holds.
    """
    numbers = numbers or {}
    subject = mapping.more.get("subject_title") or mapping.subject
    object_ = mapping.more.get("object_title") or mapping.object
    pairs = [row for row in mapping.rows if row.subjects and row.objects]
    fit = [row for row in pairs if len(row.subjects) == 1]
    sets = list(_table(mapping, (r for r in fit if r.relation in _WORDS), numbers))
    supports = list(_table(mapping, (r for r in fit if r.supportive), numbers))
    unsaid = [r for r in fit if r.relation not in _WORDS and not r.supportive]
    # Without its word, a row that denies would say that somebody put the two together.
    plain = list(_table(mapping, (r for r in unsaid if not r.modifier), numbers))
    if not (sets or supports or plain):
        raise AimsError(
            f"{mapping.title or mapping.id} has no row that such a workbook can hold.", "Export it as SSSOM."
        )
    about = {
        "Informative Reference Name": mapping.title,
        "Informative Reference Version": mapping.version,
        "Focal Document Version": subject,
        "Summary": mapping.description,
        "Reference Document": object_,
        "Reference Developer": mapping.stated_by,
        DENIES[0]: DENIES[1] if not mapping.any_overlap else "any overlap",
        "Licence": mapping.licence or mapping.rights,
    }
    stream = BytesIO()
    book = new_workbook(stream)
    _sheet(book, "General Information", (("Field", 30), ("Value", 100)), [(k, v) for k, v in about.items() if v])
    for name, rows in (("Relationships", sets or plain), ("Supportive", supports), ("Concept", plain if sets else [])):
        if rows:
            _sheet(book, name, _COLUMNS, rows)
    gaps = list(_gaps(mapping, subject, object_, numbers))
    if gaps:
        _sheet(book, "No counterpart", _GAPS, gaps)
    book.close()
    return Written(stream.getvalue(), tuple(_lost(pairs, fit)))


def _table(mapping: DraftMapping, rows: Iterable[DraftRow], numbers: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield a line for each focal and reference element; what a row says of several together shares a group."""
    groups = count(1)
    for row in rows:
        (left,) = row.subjects
        group = row.more.get("group", "") or (f"G{next(groups)}" if len(row.objects) > 1 else "")
        word = _WORDS.get(row.relation, row.supportive.capitalize())
        rationale = row.more.get("rationale", mapping.more.get("matching-rationale", "") if row.relation else "")
        for right in row.objects:
            yield (
                numbers.get(left.name, left.name),
                left.label,
                rationale.capitalize(),
                word,
                numbers.get(right.name, right.name),
                right.label,
                row.comment,
                group,
                row.more.get("strength", ""),
            )


def _gaps(
    mapping: DraftMapping, subject: str, object_: str, numbers: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    for row in mapping.rows:
        if not (row.subjects and row.objects):
            document = subject if row.subjects else object_
            for side in row.subjects or row.objects:
                yield document, numbers.get(side.name, side.name), side.label, row.comment


def _sheet(
    book: xlsxwriter.Workbook, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[str, ...]]
) -> None:
    kept = list(rows)
    longest = max((len(text) for row in kept for text in row), default=0)
    if longest > _LONGEST:
        raise AimsError(f"A text of {count_of(longest, 'character')} is more than a cell holds.", "Export it as SSSOM.")
    write_sheet(book, name, columns, kept)


def _lost(pairs: list[DraftRow], fit: list[DraftRow]) -> Iterator[Note]:
    if len(pairs) > len(fit):
        yield Note(
            "",
            f"{count_of(len(pairs) - len(fit), 'row speaks', 'rows speak')} of several focal elements together, for which there is no place",
        )
    unsaid = [row for row in fit if row.relation not in _WORDS and not row.supportive]
    for predicate, number in Counter(row.predicate for row in unsaid if row.modifier).items():
        what = f"{count_of(number, 'row denies', 'rows deny')} {predicate}, for which there is no word: left out"
        yield Note("", what)
    predicates = Counter(row.predicate for row in unsaid if row.predicate and not row.modifier)
    for predicate, number in predicates.items():
        yield Note(
            "",
            f"{count_of(number, 'row says', 'rows say')} {predicate}, no word of IR 8477: the relationship is left empty",
        )
    if any(row.confidence for row in fit):
        yield Note("", "confidence has no place there: the strength of a relationship is another thing")
