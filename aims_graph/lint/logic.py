"""Can all rows be true together, and which say nothing new? By the same algebra as our own rows, in a network of the file's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from aims_graph.check.contradictions import answered_finding, contradiction_finding
from aims_graph.errors import check_number
from aims_graph.lint.crosswalk import ResolvedCrosswalk
from aims_graph.present.faults import Fault
from aims_graph.progress import each
from aims_graph.reason.argument import said
from aims_graph.reason.closure import Closure
from aims_graph.reason.contradictions import answered_gap, by_shared_row, for_each_row, in_order
from aims_graph.reason.explanation import shortest
from aims_graph.reason.relations import LITERALS
from aims_graph.reason.statements import Statement, network_of

Thing = TypeVar("Thing")
Found = TypeVar("Found")

#: How long contradictions are looked for unless somebody says otherwise (seconds).
PATIENCE = 45.0


@dataclass
class SearchBounds:
    """How long, and how far, contradictions are looked for: rows that disagree in thousands of ways would keep it busy for minutes.

    ``seconds`` is the time left for all files together; ``left`` what was not looked at when it ran out.

    Raises:
        AimsError: if there is no time to begin with.
    """

    seconds: float = PATIENCE
    clock: Callable[[], float] = time.monotonic
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        check_number("seconds", self.seconds, 0, whole=False)

    def over(self, things: Sequence[Thing], work: Iterable[Found], what: str, named: str) -> Iterator[Found]:
        """Yield what the work makes of each thing until the time is over; then note how many are left.

        Args:
            things: what is looked at.
            work: yields once for each of them.
            what: what is done, as a person reads it while it is.
            named: what things are called in a sentence.
        """
        begun = self.clock()
        for done, found in enumerate(each(work, len(things), what), 1):
            yield found
            if done < len(things) and self.clock() - begun > self.seconds:
                self.left.append(f"{len(things) - done} of {len(things)} {named}")
                break
        self.seconds -= self.clock() - begun


def logic_faults(crosswalk: ResolvedCrosswalk, search: SearchBounds) -> Iterator[Fault]:
    """Yield each smallest set of rows that cannot all be true, each gap that others answer, each row that follows from others."""
    library = crosswalk.stated
    closure = Closure(network_of(library))
    statements = closure.network.statements
    if not closure.is_consistent:
        looked = search.over(statements, for_each_row(closure), "Looking for contradictions", "statements")
        for shared, group in by_shared_row(in_order(filter(None, looked))).items():
            for contradiction in group:
                first = next(row for row in contradiction.rows if str(row.source) == shared)
                yield crosswalk.as_fault("contradiction", contradiction_finding(library, contradiction, first))
    gaps = [(mapping_set, row) for mapping_set in library.sets for row in mapping_set.rows if row.is_gap]
    answers = (answered_gap(library, closure, mapping_set, row) for mapping_set, row in gaps)
    for gap in search.over(gaps, answers, "Looking for counterparts of what has none", "rows without counterpart"):
        if gap:
            yield crosswalk.as_fault("answered-gap", answered_finding(library, gap))
    if closure.is_consistent:
        known = (_following(crosswalk, closure, statement) for statement in statements)
        looked_at = search.over(statements, known, "Looking for rows that follow from others", "statements")
        yield from filter(None, looked_at)


def _following(crosswalk: ResolvedCrosswalk, closure: Closure, statement: Statement) -> Fault | None:
    """Say of a row all of whose literals follow without it that they do; from a contradiction everything would."""
    row = statement.row
    if row is None:
        return None
    struck = frozenset({id(row)})
    stated = [literal for literal in LITERALS.values() if not statement.relation & ~literal]
    chains = [shortest(closure, statement.subject, statement.object, literal, struck) for literal in stated]
    if not all(chains):
        return None
    by = {
        step.statement.row.source.line: step for chain in chains if chain for step in chain.steps if step.statement.row
    }
    what = f"follows from {'; '.join(said(crosswalk.stated, step) for step in by.values())}"
    mend = "it may stay; remove it if each row is to say something new"
    return crosswalk.fault("follows", crosswalk.rows[row.source.line - 1], what, mend)
