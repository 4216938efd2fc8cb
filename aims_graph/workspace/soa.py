"""The Statement of Applicability of a framework with controls that may be left out: each control, whether it applies and why, and how far it is done.

Which requirements are lines is content: those of the kind ``control`` that their catalogue lets one leave out. An approved version keeps all lines as
JSON and is never changed; two versions, or one and today's state, are compared line by line.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.model import Library, Requirement
from aims_graph.model.naming import number_of
from aims_graph.vocabulary import MET
from aims_graph.workspace.carry import FULL, Standing
from aims_graph.workspace.certificates import frameworks_held
from aims_graph.workspace.change import Change
from aims_graph.workspace.records.risk import Risk, Statement
from aims_graph.workspace.records.scope import Choice
from aims_graph.workspace.records.work import IMPLEMENTED, NOT_APPLICABLE, Answer
from aims_graph.workspace.rules import may_be_left_out
from aims_graph.workspace.shown import shown
from aims_graph.workspace.state import State
from aims_graph.workspace.validity import is_valid

CONTROL_KIND = "control"
YES, NO, UNDECIDED = "yes", "no", "undecided"
#: What is wrong with a line.
NOT_DECIDED = "nobody decided whether it applies"
NOT_JUSTIFIED = "applies without a reason and without a risk"
RISK_CALLS = "left out though a risk calls for it"
NO_EVIDENCE = "implemented, but nothing valid shows it"


@dataclass(frozen=True)
class Reuse:
    """What another framework already gives of a control: how much of it (all, most, some), by which of its requirements, and what is to be added.

    ``implemented`` are those of ``by`` that are met; at least one is.
    """

    framework: str
    met: str
    by: tuple[str, ...]
    implemented: tuple[str, ...]
    adds: str


@dataclass(frozen=True)
class ControlLine:
    """One control. ``implemented`` is its status, ``carried_from`` what settles it where no answer was given at it; ids throughout.

    ``applicable`` is yes, no or undecided; ``justification`` the reason given, ``risks`` those whose treatment names the control. ``decided_from`` is the
    group or requirement whose answer decides, where none was given at the control.
    """

    control: str
    title: str
    applicable: str
    justification: str
    risks: tuple[str, ...]
    implemented: str
    carried_from: tuple[str, ...]
    owner: str
    evidence: tuple[str, ...]
    reuses: tuple[Reuse, ...]
    wrong: tuple[str, ...]
    decided_from: str = ""

    @property
    def is_implemented(self) -> bool:
        """Whether the control is met."""
        return self.implemented == IMPLEMENTED


@dataclass(frozen=True)
class Difference:
    """What one version says otherwise than another: a field of a line, or the whole line (``field`` empty) that only one of them has."""

    control: str
    field: str
    before: str
    after: str


def controls(library: Library, framework: str) -> list[Requirement]:
    """Return the controls of a framework that a Statement of Applicability lists; none if it has no such controls."""
    return [
        r
        for r in library.members(framework)
        if r.kind == CONTROL_KIND and r.assessable and may_be_left_out(library, r.id)
    ]


def unjustified(state: State, standing: Standing, framework: str) -> set[str]:
    """Return the controls of a framework for which neither an answer gives a reason nor a risk calls."""
    called_for = {control for risk in state.all(Risk) for control in risk.controls}
    found = set()
    for control in controls(standing.library, framework):
        answer = decision(standing, control.id)
        if control.id not in called_for and (answer is None or not answer.reason):
            found.add(control.id)
    return found


def decision(standing: Standing, control: str) -> Answer | None:
    """Return the answer that decides whether a control applies; ``None`` if nobody decided.

    A status given at the control wins, and so does a reason alone: it says why the control was chosen; an owner, a day or a note decides nothing. Else one at its group: whoever takes the group on takes on all its members, and whoever leaves it out leaves out
    those that its core is all of. Else one at a requirement that contains the control, once implemented. A certificate decides nothing.
    """
    position = standing.of(control)
    if found := position.given or position.left_out_by:
        return found
    if position.answer and position.answer.reason:
        return position.answer
    member = standing.library.membership_of.get(control)
    group = standing.answers.get(member.group) if member and member.met != "none" else None
    if group and group.status not in ("", NOT_APPLICABLE):
        return group
    return next(
        (standing.answers[c.source] for _, c in position.carried if c.extent == FULL and c.source in standing.answers),
        None,
    )


def frameworks(library: Library) -> list[str]:
    """Return the ids of the frameworks for which there can be a Statement of Applicability, in their rank."""
    return [f.id for f in library.mapped if controls(library, f.id)]


def lines(state: State, library: Library, standing: Standing, framework: str, on: dt.date) -> list[ControlLine]:
    """Return the Statement of Applicability of a framework as it stands, in the framework's order.

    Args:
        state: the workspace.
        library: the content.
        standing: where the organisation stands.
        framework: the id of the framework.
        on: the day on which evidence is valid.

    Raises:
        AimsError: if the framework has no controls that may be left out.
    """
    chosen = controls(library, framework)
    if not chosen:
        able = ", ".join(library.frameworks[f].short for f in frameworks(library))
        raise AimsError(
            f"{library.frameworks[framework].short} has no controls that one may leave out, so no Statement of Applicability.",
            f"Name one of: {able}.",
        )
    called_for: dict[str, list[str]] = {}
    for risk in state.all(Risk):
        for control in risk.controls:
            called_for.setdefault(control, []).append(risk.id)
    evidence = shown(state, library)
    others = _others(state, library, framework)
    found = []
    for requirement in chosen:
        valid = tuple(s.evidence.id for s in evidence.get(requirement.id, ()) if s.in_full and is_valid(s.evidence, on))
        found.append(_line(library, standing, requirement, tuple(called_for.get(requirement.id, ())), valid, others))
    return found


def _line(
    library: Library,
    standing: Standing,
    requirement: Requirement,
    risks: tuple[str, ...],
    evidence: tuple[str, ...],
    others: Sequence[str],
) -> ControlLine:
    position = standing.of(requirement.id)
    answer = decision(standing, requirement.id)
    applicable = NO if position.is_left_out else YES if answer or risks else UNDECIDED
    reason = answer.reason if answer else ""
    wrong = {
        NOT_DECIDED: applicable == UNDECIDED,
        NOT_JUSTIFIED: applicable == YES and not reason and not risks,
        RISK_CALLS: applicable == NO and bool(risks),
        NO_EVIDENCE: applicable == YES and position.is_met and not evidence,
    }
    carried = () if position.given else tuple(dict.fromkeys(c.source for _, c in position.carried))
    return ControlLine(
        requirement.id,
        requirement.title,
        applicable,
        reason,
        risks,
        position.status,
        carried,
        (position.answer and position.answer.owner) or (answer.owner if answer else ""),
        evidence,
        () if applicable == NO else tuple(_reuses(library, standing, requirement.id, others)),
        tuple(word for word, so in wrong.items() if so),
        answer.target if answer and answer is not position.answer else "",
    )


def _others(state: State, library: Library, framework: str) -> list[str]:
    """Return the other frameworks that the organisation answers to or is certified for, in their rank."""
    chosen = {c.framework for c in state.all(Choice) if c.is_target} | frameworks_held(state, library)
    return [f.id for f in library.mapped if f.id in chosen and f.id != framework]


def _reuses(library: Library, standing: Standing, control: str, others: Sequence[str]) -> list[Reuse]:
    """Return what each other framework gives of a control by what is implemented of it: as it was judged against the whole of it, else row by row."""
    found = []
    for other in others:
        judged = library.remainder_of.get((control, other))
        if judged:
            met, by, adds = judged.met, judged.by, judged.remains
        else:
            rows = [row for row in library.counterparts(control, other) if row.subject_met not in ("", "none")]
            met = next((m for m in reversed(MET) if any(row.subject_met == m for row in rows)), MET[0])
            best = [row for row in rows if row.subject_met == met]
            by, adds = tuple(row.object_id for row in best), "; ".join(r.subject_only for r in best if r.subject_only)
        done = tuple(i for i in by if standing.of(i).is_met)
        if met != "none" and done:
            found.append(Reuse(other, met, tuple(by), done, adds))
    return found


# --- versions ---------------------------------------------------------------------------------------------------------


def approve(change: Change, current: Sequence[ControlLine], framework: str, version: str, by: str, on: dt.date) -> str:
    """Keep the lines as an approved version and return its id.

    Raises:
        AimsError: if a control is undecided, has no justification or is left out though a risk calls for it, or there is such a version already.
    """
    wrong = [line for line in current if set(line.wrong) & {NOT_DECIDED, NOT_JUSTIFIED, RISK_CALLS}]
    if wrong:
        named = ", ".join(number_of(change.library.requirements[line.control]) for line in wrong[:8])
        more = f" and {len(wrong) - 8} more" if len(wrong) > 8 else ""
        raise AimsError(
            f"{len(wrong)} of {count_of(len(current), 'control')} {'is' if len(wrong) == 1 else 'are'} not decided with a reason: {named}{more}.",
            "Answer them with a reason (or name them in a risk's treatment); 'aims-graph soa show' says what is wrong with each.",
            "Answer them with a reason (or name them in a risk's treatment); the statement says what is wrong with each.",
        )
    if any(s.version == version for s in versions(change.state, framework)):
        raise AimsError(f"Version {version} of this statement is approved already.", "Give the next one another name.")
    return change.add(
        Statement, framework=framework, version=version, approved_by=by, approved_on=on, lines=to_json(current)
    )


def versions(state: State, framework: str) -> list[Statement]:
    """Return the approved versions of a framework's statement, oldest first."""
    return [s for s in state.all(Statement) if s.framework == framework]


def version_named(state: State, framework: str, version: str) -> Statement:
    """Return one approved version.

    Raises:
        AimsError: if there is none.
    """
    known = versions(state, framework)
    found = next((s for s in known if version in (s.version, s.id)), None)
    if found is None:
        there = ", ".join(s.version for s in known) or "none yet"
        then = f" on {state.on}" if state.on else ""
        what = f"There is no approved version '{version}' of this statement{then}."
        raise AimsError(what, f"There are: {there}.")
    return found


def to_json(current: Sequence[ControlLine]) -> str:
    """Return lines as the JSON that a version keeps."""
    return json.dumps([asdict(line) for line in current], ensure_ascii=False)


def from_json(text: str) -> list[ControlLine]:
    """Return the lines that a version keeps; fields that an earlier program did not know are empty."""
    found = []
    for entry in json.loads(text or "[]"):
        reuses = tuple(
            Reuse(r["framework"], r["met"], tuple(r["by"]), tuple(r["implemented"]), r["adds"])
            for r in entry.get("reuses", ())
        )
        values = {f.name: entry.get(f.name, "") for f in fields(ControlLine)}
        for name in ("risks", "carried_from", "evidence", "wrong"):
            values[name] = tuple(values[name])
        found.append(ControlLine(**{**values, "reuses": reuses}))
    return found


#: The fields in which two versions are compared.
COMPARED = ("applicable", "justification", "implemented", "owner", "risks", "evidence")


def compare(before: Sequence[ControlLine], after: Sequence[ControlLine]) -> list[Difference]:
    """Return what a later statement says otherwise than an earlier one, in the order of the later, what it no longer has at the end."""
    old = {line.control: line for line in before}
    found = []
    for line in after:
        was = old.pop(line.control, None)
        if was is None:
            found.append(Difference(line.control, "", "", line.title))
            continue
        for name in COMPARED:
            one, two = _text(getattr(was, name)), _text(getattr(line, name))
            if one != two:
                found.append(Difference(line.control, name, one, two))
    return found + [Difference(line.control, "", line.title, "") for line in old.values()]


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
