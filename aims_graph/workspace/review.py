"""Management reviews: what the standards want considered, filled from the workspace, and decisions that become tasks.

What is to be considered is content: the lines of ``ontology/particulars.tsv`` whose requirement has lines filled from a review.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass

from aims_graph.counting import count_of
from aims_graph.model import Library, Particular
from aims_graph.workspace.carry import Standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.context import entries_of, open_at
from aims_graph.workspace.days import as_iso, is_ahead
from aims_graph.workspace.fillings import (
    ACTIONS,
    AUDITS,
    ISSUES,
    NONCONFORMITIES,
    OBJECTIVES,
    OF_REVIEW,
    OF_WORKSPACE,
    OPPORTUNITIES,
    PARTIES,
    RISKS,
)
from aims_graph.workspace.findings import CLOSED, OPPORTUNITY, findings
from aims_graph.workspace.records.assurance import Audit, Finding, Review
from aims_graph.workspace.records.context import Issue, Objective, Party
from aims_graph.workspace.records.work import Task
from aims_graph.workspace.risks import risks
from aims_graph.workspace.shown import shown
from aims_graph.workspace.state import State
from aims_graph.workspace.validity import is_valid


@dataclass(frozen=True)
class Entry:
    """One thing that a review is given: the id of an entry of the workspace, what it is called, how it stands, and a day that belongs to it."""

    record: str
    title: str
    state: str
    day: str


@dataclass(frozen=True)
class Input:
    """One input: what is to be considered, because of which requirements, and the entries it was filled from (none: people bring it)."""

    item: str
    requirements: tuple[str, ...]
    entries: tuple[Entry, ...]


def last_review(state: State, before: dt.date) -> Review | None:
    """Return the last management review held before a day."""
    held = [r for r in state.all(Review) if r.held_on and r.held_on < before]
    return max(held, key=lambda r: r.held_on or before, default=None)


def inputs(state: State, library: Library, standing: Standing, frameworks: Sequence[str], on: dt.date) -> list[Input]:
    """Return what a review on a day is to consider for these frameworks; an item that several standards ask for stands once.

    Of audits and of findings that are closed, only what came since the last review is given; what is open is given always.
    """
    asked = [p for p in library.particulars if library.requirements[p.requirement_id].framework in frameworks]
    reviewing = {p.requirement_id for p in asked if any(f.startswith(OF_REVIEW) for f in p.filled_from)}
    by_item: dict[str, list[Particular]] = {}
    for particular in asked:
        is_held = any(f.startswith(OF_WORKSPACE) for f in particular.filled_from)
        if particular.requirement_id in reviewing and not is_held:
            by_item.setdefault(particular.item, []).append(particular)
    last = last_review(state, on)
    since = last.held_on if last and last.held_on else dt.date.min
    found = []
    for item, particulars in by_item.items():
        entries: list[Entry] = []
        asking = {library.requirements[p.requirement_id].framework for p in particulars}
        for word in dict.fromkeys(w for p in particulars for w in p.filled_from):
            entries += _FILLED[word](state, standing, since, on) if word in _FILLED else []
            entries += _CONTEXT[word](state, asking, since, on) if word in _CONTEXT else []
        for at in dict.fromkeys(i for p in particulars for i in p.at):
            entries += _at(state, library, standing, at, on)
        found.append(Input(item, tuple(p.requirement_id for p in particulars), tuple(dict.fromkeys(entries))))
    return found


def _actions(state: State, _standing: Standing, _since: dt.date, on: dt.date) -> list[Entry]:
    """The tasks that earlier reviews decided on."""
    earlier = {r.id for r in state.all(Review) if r.held_on and r.held_on < on}
    return [Entry(t.id, t.title, t.state, as_iso(t.due)) for t in state.all(Task) if t.source in earlier]


def _nonconformities(state: State, _standing: Standing, since: dt.date, on: dt.date) -> list[Entry]:
    return [
        Entry(f.finding.id, f"{f.finding.kind}: {f.finding.title}", f.next, as_iso(f.finding.found_on))
        for f in findings(state, on)
        if f.finding.kind != OPPORTUNITY and (f.is_open or is_ahead(f.finding.checked_on, since))
    ]


def _opportunities(state: State, _standing: Standing, since: dt.date, on: dt.date) -> list[Entry]:
    return [
        Entry(f.finding.id, f.finding.title, f.next, as_iso(f.finding.found_on))
        for f in findings(state, on)
        if f.finding.kind == OPPORTUNITY and (f.next != CLOSED or is_ahead(f.finding.done_on, since))
    ]


def _audits(state: State, _standing: Standing, since: dt.date, on: dt.date) -> list[Entry]:
    found = []
    for audit in state.all(Audit):
        if audit.state == "done" and is_ahead(audit.done_on, since) and audit.done_on and audit.done_on <= on:
            count = sum(f.audit == audit.id for f in state.all(Finding))
            found.append(Entry(audit.id, audit.title, count_of(count, "finding"), as_iso(audit.done_on)))
    return found


def _risks(state: State, standing: Standing, _since: dt.date, on: dt.date) -> list[Entry]:
    return [
        Entry(
            r.risk.id,
            r.risk.title,
            "; ".join([r.level.word if r.level else "", *r.open_in_words]).strip("; "),
            as_iso(r.risk.due),
        )
        for r in risks(state, standing, on)
    ]


_FILLED: dict[str, Callable[[State, Standing, dt.date, dt.date], list[Entry]]] = {
    ACTIONS: _actions,
    NONCONFORMITIES: _nonconformities,
    OPPORTUNITIES: _opportunities,
    AUDITS: _audits,
    RISKS: _risks,
}


def _issues(state: State, frameworks: Collection[str], since: dt.date, on: dt.date) -> list[Entry]:
    return [
        Entry(i.id, i.title, f"{i.kind}; {_considered(i, since, on)}", as_iso(i.considered_on))
        for i in entries_of(state, Issue, frameworks)
    ]


def _parties(state: State, frameworks: Collection[str], since: dt.date, on: dt.date) -> list[Entry]:
    return [
        Entry(p.id, f"{p.title}: {p.needs}".rstrip(": "), _considered(p, since, on), as_iso(p.considered_on))
        for p in entries_of(state, Party, frameworks)
    ]


def _considered(entry: Issue | Party, since: dt.date, on: dt.date) -> str:
    """Return whether an issue or party was looked at since the last review."""
    if entry.considered_on is None or entry.considered_on > on:
        return "never considered"
    return "considered" if entry.considered_on > since else "not considered since the last review"


def _objectives(state: State, frameworks: Collection[str], _since: dt.date, on: dt.date) -> list[Entry]:
    return [
        Entry(o.id, o.title, "; ".join(filter(None, (o.state, o.result, *open_at(o, on)))), as_iso(o.due))
        for o in entries_of(state, Objective, frameworks)
    ]


#: What is filled with the entries of the frameworks that ask for it.
_CONTEXT: dict[str, Callable[[State, Collection[str], dt.date, dt.date], list[Entry]]] = {
    ISSUES: _issues,
    PARTIES: _parties,
    OBJECTIVES: _objectives,
}


def _at(state: State, library: Library, standing: Standing, requirement: str, on: dt.date) -> list[Entry]:
    """Return what stands at a requirement: the answer given there, with its note, and the evidence that shows it."""
    position = standing.of(requirement)
    answer, title = position.answer, library.requirements[requirement].name
    found = [] if answer is None else [Entry(answer.id, answer.note or title, position.status, as_iso(answer.due))]
    for proof in shown(state, library).get(requirement, ()):
        if proof.in_full:
            e = proof.evidence
            found.append(Entry(e.id, e.title, "valid" if is_valid(e, on) else "not valid", as_iso(e.valid_from)))
    return found


# --- held -------------------------------------------------------------------------------------------------------------


def hold(
    change: Change,
    given: Sequence[Input],
    on: dt.date,
    chair: str,
    participants: Sequence[str] = (),
    conclusions: str = "",
    decisions: Sequence[str] = (),
) -> str:
    """Keep a review with its inputs as they were that day, make a task of each decision, and return the review's id."""
    review = change.add(
        Review,
        held_on=on,
        chair=chair,
        participants=tuple(participants),
        inputs=json.dumps([asdict(i) for i in given], ensure_ascii=False),
        conclusions=conclusions,
        decisions=tuple(decisions),
    )
    for decision in decisions:
        change.add(Task, title=decision, source=review, why="decided in the management review")
    return review


def inputs_of(review: Review) -> list[Input]:
    """Return what a review was given."""
    return [
        Input(i["item"], tuple(i["requirements"]), tuple(Entry(**e) for e in i["entries"]))
        for i in json.loads(review.inputs or "[]")
    ]


def looked_at(library: Library, review: Review, framework: str) -> bool:
    """Return whether a review considered a framework: whether it was given an input that the framework asks for.

    One that was given nothing is taken at its word, and so is any by a framework that asks for no inputs.
    """
    given = {r for i in inputs_of(review) for r in i.requirements}
    asked = {
        p.requirement_id
        for p in library.particulars
        if any(f.startswith(OF_REVIEW) for f in p.filled_from)
        and library.requirements[p.requirement_id].framework == framework
    }
    return not given or not asked or bool(given & asked)
