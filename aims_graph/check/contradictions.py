"""Contradictions as findings with file, line, argument and mend; what ``aims-graph check`` prints."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, Mapping
from aims_graph.model.naming import full_name
from aims_graph.reason.argument import said, sentence
from aims_graph.reason.closure import closure_of
from aims_graph.reason.contradictions import (
    HARD,
    AnsweredGap,
    Contradiction,
    answered_gaps,
    by_shared_row,
    contradictions,
)
from aims_graph.reason.derived import Pair, shown


def contradiction_findings(ground: Ground) -> Iterator[Finding]:
    """Yield a finding for each minimal set of rows that cannot all be true, each gap that other rows answer, each pair that follows and nobody judged.

    Every row may take part, so that nothing is said while one of them has a fault.
    """
    if not ground.has_all_rows:
        ground.left_out["whether all rows can be true together"] = None
        return
    library = ground.library
    closure = closure_of(library)
    groups = by_shared_row(contradictions(closure))
    for shared, group in groups.items():
        for contradiction in group:
            first = next(row for row in contradiction.rows if str(row.source) == shared)
            yield contradiction_finding(library, contradiction, first)
    for gap in answered_gaps(library, closure):
        yield answered_finding(library, gap)
    stated = {frozenset((row.subject_id, row.object_id)) for row in library.mappings if row.relation}
    # Of a pair of frameworks for which no set claims to say everything, nobody need judge what follows.
    claimed = {frozenset((s.subject, s.object)) for s in library.sets if s.is_complete and not s.stated_by}
    for pair in shown(library, closure):
        frameworks = frozenset(framework_of(i) for i in (pair.subject, pair.object))
        if frozenset((pair.subject, pair.object)) not in stated and frameworks in claimed:
            yield _unjudged(library, pair)


def _unjudged(library: Library, pair: Pair) -> Finding:
    derivation = pair.derivations[0]
    chain = "; ".join(said(library, step) for step in derivation.steps)
    row = derivation.rows[-1]
    what = f"{sentence(library, pair.subject, pair.object, pair.relation)} ({pair.subject} to {pair.object}), as follows from: {chain}; nobody judged this pair"
    return row.source.finding(what, "add a row for it, or judge the rows of the chain again")


def contradiction_finding(library: Library, found: Contradiction, first: Mapping) -> Finding:
    """Return what a minimal set of rows says against each other, at one of them."""
    others = " and ".join(str(row.source) for row in found.rows if row is not first)
    chain = "; ".join(said(library, step) for step in found.against.steps)
    stated = found.statement
    where = str(stated.row.source) if stated.row else "the catalogue"
    opposite = sentence(library, found.against.subject, found.against.object, found.against.literal)
    kind = "share and do not share" if found.severity == HARD else "are inside and are not inside"
    what = (
        f"cannot be true together with {others} ({kind}): {chain}; from which {opposite};"
        f" yet {where} says: {sentence(library, stated.subject, stated.object, stated.relation)}"
    )
    return first.source.finding(what, "judge these rows again on the texts")


def answered_finding(library: Library, gap: AnsweredGap) -> Finding:
    """Return which counterpart follows for a row that denies any."""
    chain = "; ".join(said(library, step) for step in gap.overlap.steps)
    touched = full_name(library, gap.overlap.object)
    what = f"says that {full_name(library, gap.row.missing_for)} has no counterpart, yet it shares a demand with {touched}: {chain}"
    return gap.row.source.finding(what, "state the counterpart, or judge the rows of the chain again")
