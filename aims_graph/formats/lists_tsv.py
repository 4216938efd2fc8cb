"""The plain lists: a table each, read to a record a line. A field of the record is a column; a tuple is separated by ``|``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from aims_graph.errors import Finding
from aims_graph.formats.expressions import expression_fault
from aims_graph.formats.tsv import canonical_text, read_tsv
from aims_graph.model import (
    Concept,
    Edition,
    Evidence,
    Exclusion,
    Fact,
    Fine,
    Link,
    Relief,
    Source,
    Standing,
    Transition,
    Trial,
)
from aims_graph.pack.pack import Pack

#: Where the list stands in a pack -> what its lines are; the library keeps each under the file's name.
LISTS: dict[str, type[Any]] = {
    "ontology/catalogues/editions.tsv": Edition,
    "ontology/catalogues/transitions.tsv": Transition,
    "ontology/facts.tsv": Fact,
    "ontology/scope.tsv": Exclusion,
    "ontology/standing.tsv": Standing,
    "ontology/reliefs.tsv": Relief,
    "ontology/fines.tsv": Fine,
    "ontology/links.tsv": Link,
    "ontology/evidence.tsv": Evidence,
    "ontology/thesaurus.tsv": Concept,
    "mappings/discrimination.tsv": Trial,
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


def is_list(path: Path, pack: Pack) -> bool:
    """Tell whether a table is one of the plain lists, not a catalogue."""
    return pack.local(path) in LISTS


def read_list(place: str, pack: Pack) -> tuple[list[Any], list[Finding]]:
    """Read one list of a pack; an added pack need not have it."""
    record, path = LISTS[place], pack.root / place
    if not path.exists() and not pack.is_shipped:
        return [], []
    columns = columns_of(record)
    table = read_tsv(path, pack, tuple(columns), tuple(columns))
    if not set(columns) <= set(table.columns):
        return [], table.findings
    found = []
    for row in table.rows:
        values: dict[str, Any] = {
            field: tuple(filter(None, (part.strip() for part in row[column].split("|")))) if many else row[column]
            for column, (field, many) in columns.items()
        }
        for column in EXPRESSIONS:
            fault = expression_fault(str(values.get(column, "")))
            if fault:
                table.fault(row.line, f"{column}: {fault}", "write words of ontology/facts.tsv with and, or and not")
        found.append(record(**values, source=Source(table.file, row.line)))
    return found, table.findings


def canonical_list(path: Path, pack: Pack) -> tuple[str, list[Finding]]:
    """Return the canonical text of a list, lines in their order, and its faults."""
    columns = tuple(columns_of(LISTS[pack.local(path)]))
    table = read_tsv(path, pack, columns, columns)
    return canonical_text(table.header, table.columns, [r.cells for r in table.rows]), table.findings
