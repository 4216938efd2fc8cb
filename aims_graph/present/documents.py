"""The register of documents as a table: what must exist in writing, whom one document serves, and how far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aims_graph.answers.controls.documents import DocumentedInformation
from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Requirement, Table
from aims_graph.model.naming import full_name, number_of, short_name
from aims_graph.present.controls import HOW


def documents_table(library: Library, register: Sequence[DocumentedInformation], order: Sequence[str]) -> Table:
    """Return a line for each document: what it is, where it is demanded, and a column for each framework that it serves."""
    names = {f: library.frameworks[f].short for f in order}
    rows: list[tuple[Cell, ...]] = []
    for d in register:
        cells = [
            "; ".join(
                [_demanded(d.leads)] * (d.leads.framework == f)
                + [f"{_demanded(m.requirement)} ({HOW[m.how]})" for m in d.serves if m.requirement.framework == f]
            )
            for f in order
        ]
        adds = "; ".join(f"{short_name(library, m.requirement.id)}: {m.adds}" for m in d.serves if m.adds)
        title = full_name(library, d.leads.id)
        rows.append(("; ".join(d.leads.documented_information), title, len(d.frameworks), *cells, adds))
    columns = ("document", "demanded at", "serves", *names.values(), "what the others add")
    return Table(
        f"What must exist in writing for {', '.join(names.values())}", columns, tuple(rows), _notes(register, order)
    )


def _demanded(requirement: Requirement) -> str:
    return f"{number_of(requirement)}: {', '.join(requirement.documented_information)}"


def _notes(register: Sequence[DocumentedInformation], order: Sequence[str]) -> tuple[str, ...]:
    if not register:
        return (f"Of {count_of(len(order), 'framework')} no requirement is known to ask for a document.",)
    found = Counter(len(d.frameworks) for d in register)
    said = ", ".join(
        f"{count_of(found[n], 'serves', 'serve')} {'all ' * (n == len(order))}{n}" for n in sorted(found, reverse=True)
    )
    return (
        f"Of {count_of(len(register), 'document')} {said} of {count_of(len(order), 'framework')}.",
        "One document serves another requirement where doing the control it belongs to does all or most of that requirement; what is left stands in the last column, and it still has to name each framework it is kept for.",
    )
