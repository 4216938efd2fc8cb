"""Can all rows be true together, and which say nothing new? By the same algebra as our own rows, in a network of the file's own."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.check.contradictions import answered_finding, contradiction_finding
from aims_graph.lint.crosswalk import Crosswalk
from aims_graph.present.faults import Fault
from aims_graph.reason.argument import said
from aims_graph.reason.closure import Closure
from aims_graph.reason.contradictions import answered_gaps, by_shared_row, contradictions
from aims_graph.reason.explanation import shortest
from aims_graph.reason.relations import LITERALS
from aims_graph.reason.statements import network_of


def logic_faults(crosswalk: Crosswalk) -> Iterator[Fault]:
    """Yield each smallest set of rows that cannot all be true, each gap that others answer, each row that follows from others."""
    library = crosswalk.stated
    closure = Closure(network_of(library))
    for shared, group in by_shared_row(contradictions(closure)).items():
        for contradiction in group:
            first = next(row for row in contradiction.rows if str(row.source) == shared)
            yield crosswalk.as_fault("contradiction", contradiction_finding(library, contradiction, first))
    for gap in answered_gaps(library, closure):
        yield crosswalk.as_fault("answered-gap", answered_finding(library, gap))
    if closure.is_consistent:
        yield from _following(crosswalk, closure)


def _following(crosswalk: Crosswalk, closure: Closure) -> Iterator[Fault]:
    """Yield each row all of whose literals follow without it; from a contradiction everything would."""
    library = crosswalk.stated
    rows = {row.source.line: row for row in library.mappings}
    for statement in closure.network.statements:
        row = statement.row
        if row is None:
            continue
        struck = frozenset({id(row)})
        stated = [literal for literal in LITERALS.values() if not statement.relation & ~literal]
        chains = [shortest(closure, statement.subject, statement.object, literal, struck) for literal in stated]
        if not all(chains):
            continue
        by = {
            step.statement.row.source.line: step
            for chain in chains
            if chain
            for step in chain.steps
            if step.statement.row
        }
        what = f"follows from {'; '.join(said(library, step) for step in by.values())}"
        yield crosswalk.fault(
            "follows",
            crosswalk.rows[rows[row.source.line].source.line - 1],
            what,
            "it may stay; remove it if each row is to say something new",
        )
