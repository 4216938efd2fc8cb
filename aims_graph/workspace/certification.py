"""What the two stages of a certification audit would still find missing.

Stage 1 looks at what is written: every requirement that demands something in writing needs valid evidence. Stage 2 looks at what is done: every
requirement needs evidence of operation, an internal audit within the cycle, and the organisation a management review and no open major nonconformity.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aims_graph.model import Evidence, Library, Requirement
from aims_graph.workspace import soa
from aims_graph.workspace.ahead import ahead
from aims_graph.workspace.audits import CYCLE, coverage, partial
from aims_graph.workspace.carry import Standing
from aims_graph.workspace.days import is_ahead, months_before
from aims_graph.workspace.fillings import ACCEPTED_OF, ASSESSMENTS, OWNERS_OF
from aims_graph.workspace.findings import MAJOR, findings
from aims_graph.workspace.held import can_be_held, held, kinds_of_risk
from aims_graph.workspace.impacts import approved_by_nobody
from aims_graph.workspace.records.assurance import Milestone, Review
from aims_graph.workspace.review import looked_at
from aims_graph.workspace.risks import (
    CHANGED,
    LEFT_OUT,
    NOT_AGREED,
    NOT_BY_OWNER,
    NOT_RATED,
    OTHER_CRITERIA,
    Rated,
    risks,
)
from aims_graph.workspace.shown import Shown, shown, shows_operation
from aims_graph.workspace.state import State
from aims_graph.workspace.validity import has_expired, is_valid

NOT_WRITTEN = "nothing valid shows what must be in writing"
EXPIRED = "what was in writing has expired"
NOT_APPROVED = "no approved version of the Statement of Applicability"
APPROVED_OTHERWISE = "the approved Statement of Applicability says otherwise than today's state"
WRONG_LINE = "the Statement of Applicability has a line without a decision or a reason"
NO_RISKS = "no risk was assessed"
OPEN_RISK = "a risk is not rated, or above the criterion and accepted by nobody"
NO_APPROVAL = "the treatment of a risk and what is left of it are approved by nobody"
NOT_AS_ACCEPTED = "a risk changed since its treatment was approved and what is left accepted"
UNDER_OTHER = "a risk was accepted under other criteria than those that are kept now"
NOT_THE_OWNER = "a risk was accepted by somebody who is not its owner"
UNNAMED = "an impact assessment is called approved, and nobody is named who approved it"
NOT_DONE = "not implemented"
NO_OPERATION = "no valid evidence of operation"
NOT_AUDITED = "no internal audit looked at it within the cycle"
NOT_REVIEWED = "no management review within the cycle"
MAJOR_OPEN = "a major nonconformity is open"
AHEAD = "said to be done on a day that is yet to come"
PARTIAL_AUDITOR = "an auditor would audit what they are answerable for"
#: What lacks of the acceptance of a risk -> what is open at the risk.
_NOT_AGREED = {
    NO_APPROVAL: NOT_AGREED,
    NOT_AS_ACCEPTED: CHANGED,
    UNDER_OTHER: OTHER_CRITERIA,
    NOT_THE_OWNER: NOT_BY_OWNER,
}


@dataclass(frozen=True)
class Missing:
    """One thing that a stage would find missing.

    ``requirement`` is where (``None``: of the whole); ``about`` names the documents, entries or ids it is about; ``planned`` is the entry that will
    close it, or the next step, if there is one; ``late_for`` the planned stage 2 that this comes too late for; ``asked_for`` what an auditor asks to see; ``here`` the words (``held.…``) of what could be kept in the
    workspace itself instead. ``documents`` are those that must be in writing there and are not: one thing is missing at a requirement, however many it
    demands.
    """

    what: str
    requirement: Requirement | None
    about: tuple[str, ...] = ()
    planned: str = ""
    asked_for: Evidence | None = None
    here: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    late_for: Milestone | None = None


@dataclass(frozen=True)
class IndexedDocument:
    """One line of the index of documents: what a requirement demands in writing, and what is there of it.

    ``held`` gives, for a document that the workspace itself holds, its entries; ``evidence`` is what shows the requirement, ``valid`` that of it which
    is valid, ``expired`` that of it which is no more (some may not be yet), ``in_part`` what is valid and shows a part.
    """

    requirement: Requirement
    documents: tuple[str, ...]
    held: dict[str, tuple[str, ...]]
    evidence: tuple[Shown, ...]
    valid: tuple[Shown, ...]
    expired: tuple[Shown, ...]
    in_part: tuple[Shown, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The documents that nothing valid shows: none of them, where there is evidence for the requirement as a whole."""
        return () if self.valid else tuple(d for d in self.documents if d not in self.held)


def index(state: State, library: Library, standing: Standing, framework: str, on: dt.date) -> list[IndexedDocument]:
    """Return the index of documented information that a framework demands, without what was declared not applicable."""
    evidence, own = shown(state, library), held(state, library, framework, on)
    found = []
    for requirement in library.members(framework):
        if requirement.documented_information and not standing.of(requirement.id).is_left_out:
            here = evidence.get(requirement.id, ())
            full = tuple(s for s in here if s.in_full)
            valid = tuple(s for s in full if is_valid(s.evidence, on))
            over = tuple(s for s in full if has_expired(s.evidence, on))
            part = tuple(s for s in here if not s.in_full and is_valid(s.evidence, on))
            found.append(
                IndexedDocument(
                    requirement,
                    requirement.documented_information,
                    own.get(requirement.id, {}),
                    full,
                    valid,
                    over,
                    part,
                )
            )
    return found


def stage_1(state: State, library: Library, standing: Standing, framework: str, on: dt.date) -> list[Missing]:
    """Return what stage 1 would find missing: documents, the Statement of Applicability, the assessment of risks."""
    found = []
    for line in index(state, library, standing, framework, on):
        if line.missing:
            what = EXPIRED if line.expired else NOT_WRITTEN
            about = tuple(s.evidence.id for s in line.expired) or line.missing
            asked = library.evidence_at.get(line.requirement.id)
            here = can_be_held(library, line.requirement.id, line.missing)
            found.append(Missing(what, line.requirement, about, asked_for=asked, here=here, documents=line.missing))
    if soa.controls(library, framework):
        found += _statement(state, library, standing, framework, on)
        kinds = kinds_of_risk(library, framework)
        rated = [r for r in risks(state, standing, on) if not kinds or r.risk.kind in kinds]
        if not rated:
            found.append(Missing(NO_RISKS, None, kinds))
        open_ = tuple(r.risk.id for r in rated if r.is_unaccepted or {NOT_RATED, LEFT_OUT} & set(r.open))
        if open_:
            found.append(Missing(OPEN_RISK, None, open_))
        found += _acceptance(library, framework, rated)
    found += _unnamed(state, library, framework)
    return found + _ahead(state, library, framework, on)


def _acceptance(library: Library, framework: str, rated: Sequence[Rated]) -> Iterator[Missing]:
    """Yield what lacks at the requirement that wants each risk's treatment approved and what is left accepted, and by whom.

    A risk that is not rated, or above the criterion and accepted by nobody, is told of as such.
    """
    for requirement, word in _wanted(library, framework, ACCEPTED_OF, OWNERS_OF):
        mine = [r for r in rated if word in (ACCEPTED_OF + r.risk.kind, OWNERS_OF + r.risk.kind)]
        for what, open_ in _NOT_AGREED.items():
            if about := tuple(r.risk.id for r in mine if open_ in r.open):
                yield Missing(what, requirement, about)


def _unnamed(state: State, library: Library, framework: str) -> Iterator[Missing]:
    """Yield at the first requirement that wants the results of impact assessments in writing those that nobody is named for."""
    about = approved_by_nobody(state)
    for requirement, _ in list(_wanted(library, framework, ASSESSMENTS))[:1] if about else ():
        yield Missing(UNNAMED, requirement, about)


def _wanted(library: Library, framework: str, *words: str) -> Iterator[tuple[Requirement, str]]:
    """Yield the requirements of a framework that want something which the workspace itself holds, with the word for it."""
    for particular in library.particulars:
        requirement = library.requirements[particular.requirement_id]
        if requirement.framework == framework:
            yield from ((requirement, word) for word in particular.filled_from if word.startswith(words))


def _ahead(state: State, library: Library, framework: str, on: dt.date) -> list[Missing]:
    found = ahead(state, library, framework, on)
    return [Missing(AHEAD, None, found)] if found else []


def _statement(state: State, library: Library, standing: Standing, framework: str, on: dt.date) -> list[Missing]:
    now = soa.lines(state, library, standing, framework, on)
    wrong = {soa.NOT_DECIDED, soa.NOT_JUSTIFIED, soa.RISK_CALLS}
    bad = tuple(line.control for line in now if wrong & set(line.wrong))
    found = [Missing(WRONG_LINE, None, bad)] if bad else []
    approved = [v for v in soa.versions(state, framework) if not is_ahead(v.approved_on, on)]
    if not approved:
        return [*found, Missing(NOT_APPROVED, None)]
    was = {line.control: (line.applicable, line.justification) for line in soa.from_json(approved[-1].lines)}
    changed = tuple(line.control for line in now if was.get(line.control) != (line.applicable, line.justification))
    return [*found, *([Missing(APPROVED_OTHERWISE, None, changed)] if changed else [])]


def stage_2(
    state: State, library: Library, standing: Standing, framework: str, on: dt.date, months: int = CYCLE
) -> list[Missing]:
    """Return what stage 2 would find missing, requirement by requirement, then what concerns the whole.

    Args:
        state: the workspace.
        library: the content.
        standing: where the organisation stands.
        framework: the id of the framework.
        on: the day.
        months: how long an internal audit and a management review count.
    """
    evidence, own = shown(state, library), held(state, library, framework, on)
    audited = {a.requirement: a for a in coverage(state, library, standing, framework, on, months)}
    found = []
    for requirement in (r for r in library.members(framework) if r.id in audited):
        if not standing.of(requirement.id).is_met:
            found.append(Missing(NOT_DONE, requirement))
        asked = library.evidence_at.get(requirement.id)
        valid = [s for s in evidence.get(requirement.id, ()) if s.in_full and is_valid(s.evidence, on)]
        if requirement.id not in own and not any(_is_operation(library, s, asked) for s in valid):
            found.append(Missing(NO_OPERATION, requirement, tuple(s.evidence.id for s in valid), asked_for=asked))
        seen = audited[requirement.id]
        if seen.last is None:
            found.append(
                Missing(NOT_AUDITED, requirement, planned=seen.next.id if seen.next else "", late_for=seen.late_for)
            )
    return [*found, *_unnamed(state, library, framework), *_of_the_whole(state, library, framework, on, months)]


def _is_operation(library: Library, proof: Shown, asked: Evidence | None) -> bool:
    """Return whether a piece of evidence shows what is done; where auditors only read, it is enough to be of a kind they ask for."""
    if shows_operation(library, proof.evidence):
        return True
    kinds = library.terms.of("EvidenceKind")
    only_read = asked is not None and all(
        k in kinds and kinds[k].says.get("auditMethod") == "read" for k in asked.kinds
    )
    return only_read and asked is not None and proof.evidence.kind in asked.kinds


def _of_the_whole(state: State, library: Library, framework: str, on: dt.date, months: int) -> list[Missing]:
    found = []
    reviews = state.all(Review)
    since = months_before(on, months)
    if not any(r.held_on and since <= r.held_on <= on and looked_at(library, r, framework) for r in reviews):
        found.append(Missing(NOT_REVIEWED, None))
    for followed in findings(state, on, only_open=True):
        finding = followed.finding
        at = [library.requirements[i] for i in finding.at if i in library.requirements]
        if finding.kind == MAJOR and (not at or any(r.framework == framework for r in at)):
            here = next((r for r in at if r.framework == framework), None)
            found.append(Missing(MAJOR_OPEN, here, (finding.id,), planned=followed.next))
    for audit, one in partial(state, library):
        if framework in audit.frameworks:
            found.append(Missing(PARTIAL_AUDITOR, None, (audit.id, one.auditor, one.what, *one.at)))
    return found + _ahead(state, library, framework, on)
