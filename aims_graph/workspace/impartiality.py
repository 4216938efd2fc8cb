"""Who would audit their own work: what an audit looks at, and who is answerable for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aims_graph.model import Library
from aims_graph.model.naming import in_full
from aims_graph.workspace.fillings import ASSESSMENTS, HELD_OBJECTIVES, RISKS_OF, TREATMENT_OF
from aims_graph.workspace.people import who_is
from aims_graph.workspace.records.assurance import Audit
from aims_graph.workspace.records.context import Objective
from aims_graph.workspace.records.risk import Assessment, Risk
from aims_graph.workspace.records.scope import System
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State


@dataclass(frozen=True)
class Partial:
    """An auditor, as the audit names them, and what they are answerable for: a requirement, group, system, risk, objective or impact assessment.

    ``at`` are the requirements and systems by which the audit comes upon it; nothing where it looks at the thing itself.
    """

    auditor: str
    what: str
    at: tuple[str, ...] = ()


def impartiality(state: State, library: Library, audit: Audit) -> list[Partial]:
    """Return who would audit what they are answerable for.

    What somebody is answerable for: a requirement, group, system, risk or objective of which they are the owner, an impact assessment that they made or approved, by
    whichever of their names, id and login it is written. An audit comes upon a risk where it looks at a control that treats it, at what demands
    its assessment or treatment, or at a system that it is a risk of; upon an objective or an assessment likewise. Of an audit that names no areas, everything of its
    frameworks is looked at.
    """
    person = who_is(state)
    auditors = {person(a): a for a in (audit.lead, *audit.auditors) if a}
    looked_at = {*audited(library, audit), *audit.systems}
    return [
        Partial(auditors[who], what, tuple(i for i in dict.fromkeys(at) if i in looked_at and i != what))
        for what, owners, at in _owned(state, library)
        if not looked_at.isdisjoint(at)
        for who in dict.fromkeys(person(o) for o in owners)
        if who in auditors
    ]


def called(state: State, library: Library, name: str) -> str:
    """Return what a person calls something that an audit comes upon: a requirement with its framework, a group, an entry with its title."""
    title = getattr(state.known(name), "title", "")
    return f"{name} ({title})" if title else in_full(library, name)


def _owned(state: State, library: Library) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    """Yield each thing that somebody is answerable for, who that is, and where an audit comes upon it."""
    for answer in state.all(Answer):
        yield answer.target, (answer.owner,), (answer.target, *_members(library, answer.target))
    for system in state.all(System):
        yield system.id, (system.owner,), (system.id,)
    for risk in state.all(Risk):
        recorded = _recorded(library, RISKS_OF + risk.kind, TREATMENT_OF + risk.kind)
        controls = [i for c in risk.controls for i in (c, *library.below(c))]
        yield risk.id, (risk.owner,), (*controls, *recorded, *risk.systems)
    for objective in state.all(Objective):
        mine = (i for i in _recorded(library, HELD_OBJECTIVES) if _is_of(library, i, objective.frameworks))
        yield objective.id, (objective.owner,), tuple(mine)
    for made in state.all(Assessment):
        if made.state != "superseded":
            yield made.id, (made.author, made.approved_by), (*_recorded(library, ASSESSMENTS), made.system)


def _is_of(library: Library, requirement: str, frameworks: Iterable[str]) -> bool:
    return library.requirements[requirement].framework in (frameworks or (library.requirements[requirement].framework,))


def _members(library: Library, group: str) -> Iterator[str]:
    return (m.requirement_id for m in library.memberships_in.get(group, []))


def _recorded(library: Library, *words: str) -> list[str]:
    """Return the requirements that demand in writing what an entry of the workspace is."""
    return [p.requirement_id for p in library.particulars if not set(words).isdisjoint(p.filled_from)]


def audited(library: Library, audit: Audit) -> set[str]:
    """Return the ids of all requirements that an audit looks at: its areas with all below them, or, without areas, all of its frameworks."""
    if not audit.areas:
        return {r.id for f in audit.frameworks for r in library.members(f)}
    return {i for area in audit.areas for i in (area, *library.below(area))}
