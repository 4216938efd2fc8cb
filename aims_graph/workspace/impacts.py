"""Impact assessments of AI systems: whom each touches, and what the requirements that ask for one want stated, and of that, what is missing.

What is asked for is content: the lines of ``ontology/particulars.tsv`` that are filled from an assessment or its impacts. Those of a law count where it
binds one of the organisation's systems, or would if a question were answered so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from aims_graph.answers.law.binds import duties
from aims_graph.answers.law.days import NEVER
from aims_graph.model import Library, Requirement
from aims_graph.workspace.duties import facts_of
from aims_graph.workspace.fillings import HARM, OF_ASSESSMENT, OF_IMPACTS, WHO
from aims_graph.workspace.records.risk import AFFECTED, Assessment, Impact
from aims_graph.workspace.records.scope import RETIRED, System
from aims_graph.workspace.risks import Level, level
from aims_graph.workspace.rules import IMPACTS_AS, criteria_of
from aims_graph.workspace.state import State
from aims_graph.workspace.values import as_text

#: Of a system.
NONE, DRAFT, REVIEW_DUE, APPROVED = "no assessment", "in draft", "review due", "approved"
#: Of an assessment that is called approved.
APPROVED_BY_NOBODY = "approved by nobody who is named"


@dataclass(frozen=True)
class AskedParticular:
    """One particular: the requirement that wants it, what the assessment says of it, and whether the law certainly binds (``None``: if a question is answered so)."""

    requirement: Requirement
    item: str
    values: tuple[str, ...]
    is_law: bool
    binds: bool | None = True

    @property
    def is_missing(self) -> bool:
        """Whether nothing is said."""
        return not self.values


@dataclass(frozen=True)
class Assessed:
    """An assessment with its system, its impacts by whom they touch, their levels, and what is asked of it."""

    assessment: Assessment
    system: System
    impacts: dict[str, tuple[Impact, ...]]
    levels: dict[str, Level | None]
    asked: tuple[AskedParticular, ...]

    @property
    def missing(self) -> tuple[AskedParticular, ...]:
        """What is asked for and not there."""
        return tuple(a for a in self.asked if a.is_missing)


@dataclass(frozen=True)
class SystemState:
    """A system within the scope and how far the assessment of its impacts has come."""

    system: System
    state: str
    assessment: Assessment | None


def is_approved(assessment: Assessment) -> bool:
    """Return whether an assessment was approved by somebody: that nobody knows by whom is no approval that could be shown."""
    return assessment.state == "approved" and bool(assessment.approved_by)


def approved_by_nobody(state: State) -> tuple[str, ...]:
    """Return the ids of the assessments of systems that are not retired that are called approved, and name nobody who approved them."""
    retired = {s.id for s in state.all(System) if s.status == RETIRED}
    return tuple(
        a.id for a in state.all(Assessment) if a.state == "approved" and not is_approved(a) and a.system not in retired
    )


def assessed(state: State, library: Library, assessment: Assessment) -> Assessed:
    """Return one assessment with all that is asked of it.

    Raises:
        AimsError: if the facts of its system contradict each other.
    """
    system = state.get(System, assessment.system)
    impacts = [i for i in state.all(Impact) if i.assessment == assessment.id]
    by_whom = {whom: tuple(i for i in impacts if i.affected == whom) for whom in AFFECTED}
    criteria = criteria_of(state, IMPACTS_AS)
    levels = {i.id: level(criteria, i.likelihood, i.consequence) for i in impacts}
    bound = _bound(library, system)
    asked = []
    for particular in library.particulars:
        if not any(f.startswith((OF_ASSESSMENT, OF_IMPACTS)) for f in particular.filled_from):
            continue
        requirement = library.requirements[particular.requirement_id]
        lawful = requirement.provision is not None
        if lawful and requirement.id not in bound:
            continue
        values = tuple(v for f in particular.filled_from if (v := _value(f, assessment, impacts)))
        asked.append(AskedParticular(requirement, particular.item, values, lawful, bound.get(requirement.id, True)))
    return Assessed(assessment, system, by_whom, levels, tuple(asked))


def _bound(library: Library, system: System) -> dict[str, bool | None]:
    """Return the provisions that bind the organisation for a system once all of the law applies, with whether they do for certain."""
    asked = facts_of(library, system)
    return {d.provision.id: d.value for d in duties(library, asked, NEVER)} if asked else {}


def _value(filled_from: str, assessment: Assessment, impacts: list[Impact]) -> str:
    """Return what an assessment says of a particular; empty if it says nothing, or there is no such field."""
    if filled_from.startswith(OF_ASSESSMENT):
        return as_text(getattr(assessment, filled_from.removeprefix(OF_ASSESSMENT), ""))
    if filled_from == WHO:
        return "; ".join(dict.fromkeys(i.who for i in impacts if i.who))
    if filled_from == HARM:
        return "; ".join(i.description for i in impacts if not i.is_benefit)
    return "; ".join(i.description for i in impacts if OF_IMPACTS + i.affected == filled_from)


def systems(state: State, on: dt.date) -> list[SystemState]:
    """Return how far the assessment of each system's impacts has come; a retired system needs none."""
    found = []
    for system in state.all(System):
        if system.status == RETIRED:
            continue
        mine = [a for a in state.all(Assessment) if a.system == system.id and a.state != "superseded"]
        # An approved one counts before a later draft.
        called = [a for a in mine if a.state == "approved"]
        best = next((a for a in reversed(called) if is_approved(a)), None) or next(reversed(called or mine), None)
        if best is None:
            word = NONE
        elif best.state != "approved":
            word = DRAFT
        elif not is_approved(best):
            word = APPROVED_BY_NOBODY
        else:
            word = REVIEW_DUE if best.review_by and best.review_by < on else APPROVED
        found.append(SystemState(system, word, best))
    return found
