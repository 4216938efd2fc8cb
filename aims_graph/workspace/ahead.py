"""What is said to be done on a day that is yet to come: a slip, or a plan, and in either case nothing that counts before that day."""

from __future__ import annotations

import datetime as dt

from aims_graph.model import Library
from aims_graph.workspace.days import is_ahead
from aims_graph.workspace.held import kinds_of_risk
from aims_graph.workspace.records.assurance import Audit, Finding, Milestone, Review
from aims_graph.workspace.records.risk import Risk, Statement
from aims_graph.workspace.review import looked_at
from aims_graph.workspace.state import State


def ahead(state: State, library: Library, framework: str, on: dt.date) -> tuple[str, ...]:
    """Return the ids of the audits, reviews, findings, milestones, risks and statements of a framework that are said to be done or approved after a day."""

    def concerns(finding: Finding) -> bool:
        at = [library.requirements[i].framework for i in finding.at if i in library.requirements]
        return not at or framework in at

    audits = [
        a.id for a in state.all(Audit) if a.state == "done" and framework in a.frameworks and is_ahead(a.done_on, on)
    ]
    reviews = [r.id for r in state.all(Review) if is_ahead(r.held_on, on) and looked_at(library, r, framework)]
    findings = [
        f.id for f in state.all(Finding) if (is_ahead(f.done_on, on) or is_ahead(f.checked_on, on)) and concerns(f)
    ]
    milestones = [m.id for m in state.all(Milestone) if m.framework == framework and is_ahead(m.held_on, on)]
    kinds = kinds_of_risk(library, framework)
    risks = [r.id for r in state.all(Risk) if is_ahead(r.accepted_on, on) and (not kinds or r.kind in kinds)]
    statements = [s.id for s in state.all(Statement) if s.framework == framework and is_ahead(s.approved_on, on)]
    return (*audits, *reviews, *findings, *milestones, *risks, *statements)
