"""Contradictions as findings with file, line, argument and mend; what ``aims-graph check`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, Mapping, MappingSet
from aims_graph.model.naming import full_name
from aims_graph.pack.pack import level_of
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
from aims_graph.reason.explanation import Derivation


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
            yield contradiction_finding(library, contradiction, _uppermost(library, contradiction.rows, first))
    answered = set()
    for gap in answered_gaps(library, closure):
        answered.add(frozenset((gap.overlap.subject, gap.overlap.object)))
        yield answered_finding(library, gap)
    stated = {frozenset((row.subject_id, row.object_id)) for row in library.mappings if row.relation}
    # Of a pair of frameworks for which no set claims to say everything, nobody need judge what follows.
    claimed = {frozenset((s.subject, s.object)): s for s in library.sets if s.is_complete and not s.stated_by}
    for pair in shown(library, closure):
        claims = claimed.get(frozenset(framework_of(i) for i in (pair.subject, pair.object)))
        if frozenset((pair.subject, pair.object)) in stated or not claims:
            continue
        over = [_above(library, claims, d) for d in pair.derivations]
        if None in over:
            yield _unjudged(library, pair, pair.derivations[over.index(None)].rows[-1], _ADD)
        elif (row := over[0]) and frozenset((pair.subject, pair.object)) not in answered:
            mend = f"look whether one of these rows says too much; {claims.file} has no row for the two, and is not made wrong by yours"
            ground.to_look_at.append(_unjudged(library, pair, row, mend))


_ADD = "add a row for it, or judge the rows of the chain again"


def _above(library: Library, claims: MappingSet, derivation: Derivation) -> Mapping | None:
    """Return a row of a derivation that lies in content put over that of a set; who wrote the set could not know of it."""
    level = level_of(claims.file, library.packs)
    return next((row for row in derivation.rows if level_of(row.source.file, library.packs) > level), None)


def _unjudged(library: Library, pair: Pair, row: Mapping, mend: str) -> Finding:
    derivation = next(d for d in pair.derivations if row in d.rows)
    chain = "; ".join(said(library, step) for step in derivation.steps)
    what = f"{sentence(library, pair.subject, pair.object, pair.relation)} ({pair.subject} to {pair.object}), as follows from: {chain}; nobody judged this pair"
    return row.source.finding(what, mend)


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
    missing = full_name(library, gap.row.missing_for)
    mend = "state the counterpart, or judge the rows of the chain again"
    row = _uppermost(library, gap.overlap.rows, gap.row)
    if row is gap.row:
        what = f"says that {missing} has no counterpart, yet it shares a demand with {touched}: {chain}"
        return row.source.finding(what, mend)
    what = f"from this row it follows that {missing} shares a demand with {touched}, yet {gap.row.source} says that it has no counterpart there: {chain}"
    return row.source.finding(what, "judge the rows of the chain again that lie in the same folder: one says too much")


def _uppermost(library: Library, rows: Iterable[Mapping], else_: Mapping) -> Mapping:
    """Return of some rows the first that lies in content put over that of all others; ``else_`` if it lies as high.

    What lies below is not made wrong by what is put over it, and whoever put it there cannot mend it.
    """

    def level(row: Mapping) -> int:
        return level_of(row.source.file, library.packs)

    highest = max(rows, key=level)
    return highest if level(highest) > level(else_) else else_
