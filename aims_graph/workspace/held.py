"""What the workspace itself holds of what must be in writing: approved statements, assessments, audits, reviews, findings.

Which item of which requirement that is, is content: the lines of ``ontology/particulars.tsv`` filled from ``held.…``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from aims_graph.model import Library
from aims_graph.workspace.acceptance import accepted_by
from aims_graph.workspace.context import entries_of, is_planned
from aims_graph.workspace.days import is_ahead, is_over
from aims_graph.workspace.fillings import (
    ACCEPTED_OF,
    ASSESSMENTS,
    AUDITED,
    CORRECTIONS,
    FINDINGS,
    HELD_ISSUES,
    HELD_OBJECTIVES,
    HELD_PARTIES,
    OF_WORKSPACE,
    OWNERS_OF,
    REVIEWS,
    RISKS_OF,
    STATEMENT,
    TREATMENT_OF,
)
from aims_graph.workspace.findings import OPPORTUNITY
from aims_graph.workspace.impacts import assessed, is_approved
from aims_graph.workspace.people import who_is
from aims_graph.workspace.records.assurance import Audit, Finding, Review
from aims_graph.workspace.records.context import DROPPED, Issue, Objective, Party
from aims_graph.workspace.records.risk import Assessment, Risk, Statement
from aims_graph.workspace.records.scope import RETIRED, System
from aims_graph.workspace.review import looked_at
from aims_graph.workspace.rules import criteria_of
from aims_graph.workspace.state import State


def held(
    state: State, library: Library, framework: str, on: dt.date = dt.date.max
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return requirement of a framework -> item -> the ids of the entries that are it; no item without an entry.

    An assessment is a record of what it says: at a requirement that wants particulars of it, those that leave one open are none. Nor is what is said to be done on
    a day after ``on``.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for particular in library.particulars:
        if library.requirements[particular.requirement_id].framework != framework:
            continue
        for word in particular.filled_from:
            if word.startswith(OF_WORKSPACE) and (ids := _entries(state, library, word, particular.requirement_id, on)):
                found.setdefault(particular.requirement_id, {})[particular.item] = ids
    return found


def can_be_held(library: Library, requirement: str, items: Iterable[str]) -> tuple[str, ...]:
    """Return the words (``held.…``) by which the workspace itself could be some of the items that a requirement demands."""
    wanted = set(items)
    return tuple(
        dict.fromkeys(
            word
            for p in library.particulars
            if p.requirement_id == requirement and p.item in wanted
            for word in p.filled_from
            if word.startswith(OF_WORKSPACE)
        )
    )


def kinds_of_risk(library: Library, framework: str) -> tuple[str, ...]:
    """Return the kinds of risk whose assessment a framework demands in writing; none where it does not say which."""
    words = [
        word
        for p in library.particulars
        if library.requirements[p.requirement_id].framework == framework
        for word in p.filled_from
        if word.startswith(RISKS_OF)
    ]
    return tuple(dict.fromkeys(word.removeprefix(RISKS_OF) for word in words))


def _entries(state: State, library: Library, word: str, requirement: str, on: dt.date) -> tuple[str, ...]:
    """Return the entries of a word at a requirement; of what has to be whole, none while a part of it is missing."""
    framework = library.requirements[requirement].framework
    if word == STATEMENT:
        mine = (s for s in state.all(Statement) if s.framework == framework and not is_ahead(s.approved_on, on))
        return tuple(s.id for s in mine)[-1:]
    if word == ASSESSMENTS:
        approved = {
            a.system: a.id
            for a in state.all(Assessment)
            if is_approved(a) and not any(m.requirement.id == requirement for m in assessed(state, library, a).missing)
        }
        systems = [s.id for s in state.all(System) if s.status != RETIRED]
        return tuple(approved[s] for s in systems) if set(systems) <= approved.keys() else ()
    if word == AUDITED:
        return tuple(
            a.id
            for a in state.all(Audit)
            if a.kind == "internal"
            and a.state == "done"
            and a.summary
            and framework in a.frameworks
            and not is_ahead(a.done_on, on)
        )
    if word == REVIEWS:
        return tuple(r.id for r in state.all(Review) if is_over(r.held_on, on) and looked_at(library, r, framework))
    if word == HELD_ISSUES:
        return tuple(i.id for i in entries_of(state, Issue, [framework]))
    if word == HELD_PARTIES:
        parties = entries_of(state, Party, [framework])
        return tuple(p.id for p in parties) if all(p.needs for p in parties) else ()
    if word == HELD_OBJECTIVES:
        objectives = [o for o in entries_of(state, Objective, [framework]) if o.state != DROPPED]
        return tuple(o.id for o in objectives) if all(map(is_planned, objectives)) else ()
    if word == FINDINGS:
        return tuple(f.id for f in state.all(Finding))
    if word == CORRECTIONS:
        # Of an action there is a result once somebody has looked whether it worked.
        return tuple(
            f.id
            for f in state.all(Finding)
            if f.kind != OPPORTUNITY and f.effective is not None and not is_ahead(f.checked_on, on)
        )
    if word.startswith(RISKS_OF):
        risks = [r for r in state.all(Risk) if word == RISKS_OF + r.kind]
        return tuple(r.id for r in risks) if all(None not in (r.likelihood, r.consequence) for r in risks) else ()
    if word.startswith((ACCEPTED_OF, OWNERS_OF)):
        left = [r for r in state.all(Risk) if word in (ACCEPTED_OF + r.kind, OWNERS_OF + r.kind)]
        person = who_is(state)
        by_owner = word.startswith(OWNERS_OF)
        agreed = (
            (by := accepted_by(r, criteria_of(state, r.kind), on)) and (not by_owner or person(by) == person(r.owner))
            for r in left
        )
        return tuple(r.id for r in left) if all(agreed) else ()
    treated = [r for r in state.all(Risk) if word == TREATMENT_OF + r.kind and r.option != "retain"]
    return tuple(r.id for r in treated) if all((r.controls or r.treatment) and r.owner for r in treated) else ()
