"""The plain lists: a table each, read to a record a line. A field of the record is a column; a tuple is separated by ``|``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from aims_graph.formats.expressions import expression_fault
from aims_graph.formats.header import LIST
from aims_graph.formats.tsv import Form, TsvFile, canonical_text, parts_of
from aims_graph.model import (
    CHANGES,
    About,
    Accreditation,
    Alike,
    Combined,
    CompetencyQuestion,
    Concept,
    Edition,
    Evidence,
    Exclusion,
    Fact,
    Fine,
    Group,
    Link,
    Membership,
    Misnumber,
    Option,
    Particular,
    Refusal,
    Relief,
    Source,
    Standing,
    Statement,
    Succession,
    Timing,
    Topic,
    Transition,
    Trap,
    Trial,
)
from aims_graph.pack.pack import Pack
from aims_graph.vocabulary import SET_RELATIONS

#: Where a folder keeps the suggestions that its people refused.
REFUSED = "mappings/refused.tsv"
#: Where a content says what it is there to answer; it need not.
QUESTIONS = "ontology/questions.tsv"
#: Where the list stands in a pack -> what its lines are; the library keeps each under the file's name.
LISTS: dict[str, type[Any]] = {
    "ontology/catalogues/editions.tsv": Edition,
    "ontology/catalogues/successions.tsv": Succession,
    "ontology/catalogues/transitions.tsv": Transition,
    "ontology/facts.tsv": Fact,
    "ontology/scope.tsv": Exclusion,
    "ontology/standing.tsv": Standing,
    "ontology/reliefs.tsv": Relief,
    "ontology/fines.tsv": Fine,
    "ontology/stages.tsv": Timing,
    "ontology/links.tsv": Link,
    "ontology/evidence.tsv": Evidence,
    "ontology/topics.tsv": Topic,
    "ontology/about.tsv": About,
    "ontology/thesaurus.tsv": Concept,
    "ontology/traps.tsv": Trap,
    "ontology/misnumbers.tsv": Misnumber,
    "ontology/statements.tsv": Statement,
    QUESTIONS: CompetencyQuestion,
    "ontology/options.tsv": Option,
    "ontology/particulars.tsv": Particular,
    "ontology/accreditation.tsv": Accreditation,
    "mappings/alike.tsv": Alike,
    "mappings/combined.tsv": Combined,
    "mappings/discrimination.tsv": Trial,
    "mappings/groups.tsv": Group,
    "mappings/memberships.tsv": Membership,
    REFUSED: Refusal,
}
#: Columns whose words code must know, with these words: a line that has another is no line, for answers look up what it means.
CLOSED: dict[type[Any], dict[str, tuple[str, ...]]] = {
    Succession: {"change": CHANGES, "relation": ("", *SET_RELATIONS)},
}
#: Columns that hold a condition over facts.
EXPRESSIONS = ("when", "lost_when")


def columns_of(record: type[Any]) -> dict[str, tuple[str, bool]]:
    """Return column -> (field of a record, whether it holds many), in their order.

    >>> columns_of(Evidence)
    {'requirement_id': ('requirement_id', False), 'evidence': ('kinds', True), 'note': ('note', False)}
    """
    found = {}
    for field, hint in get_type_hints(record, include_extras=True).items():
        base, *extras = get_args(hint) if hasattr(hint, "__metadata__") else (hint,)
        if field != "source":
            found[str(extras[0]) if extras else field] = (field, get_origin(base) is tuple)
    return found


@cache
def _columns(place: str) -> dict[str, tuple[str, bool]]:
    return columns_of(LISTS[place])


def is_list(path: Path, pack: Pack) -> bool:
    """Tell whether a table is one of the plain lists, not a catalogue."""
    return pack.local(path) in LISTS


def read_list(table: TsvFile, place: str) -> tuple[list[Any], TsvFile]:
    """Read one list of a pack: its records (none if the file's form cannot be trusted), and the table with every fault."""
    record = LISTS[place]
    columns = _columns(place)
    table = table.expect(Form(tuple(columns), tuple(columns), LIST))
    several = [field for field, many in columns.values() if many]
    found = []
    for row in table.rows if table.is_sound else ():
        values: dict[str, Any] = {field: row[column] for column, (field, _) in columns.items()}
        for field in several:
            values[field] = parts_of(values[field])
        for column in EXPRESSIONS:
            fault = expression_fault(str(values.get(column, "")))
            if fault:
                what, mend = fault
                table.fault(row.line, f"{column}: {what}", mend)
                values[column] = ""
        wrong = {c: said for c, said in CLOSED.get(record, {}).items() if row[c] not in said}
        for column, said in wrong.items():
            name = " to ".join(row[c] for c in list(columns)[:2] if row[c] and c != column)
            known = ", ".join(filter(None, said))
            table.fault(row.line, f"{name}: {column} '{row[column]}' is unknown", f"write one of {known}")
        if not wrong:
            found.append(record(**values, source=Source(table.file, row.line)))
    return found, table


def canonical_list(table: TsvFile) -> str:
    """Return the canonical text of a list, lines in their order."""
    return canonical_text(table.head.lines, table.columns, (row.cells for row in table.rows))
