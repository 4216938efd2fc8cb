"""What must be true of a record beyond its single fields: each rule refuses with one sentence, whatever the door."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from aims_graph.answers.editions.succession import can_be_answered
from aims_graph.counting import enumerated
from aims_graph.errors import AimsError
from aims_graph.model import Library, Requirement
from aims_graph.model.naming import in_full, short_name
from aims_graph.workspace.duties import facts_of
from aims_graph.workspace.happened import check_happened
from aims_graph.workspace.impartiality import called, impartiality
from aims_graph.workspace.labels import label
from aims_graph.workspace.records import NOUN_OF
from aims_graph.workspace.records.assurance import MILESTONES, Audit, Finding, Milestone, Review
from aims_graph.workspace.records.base import Record, Texts
from aims_graph.workspace.records.risk import RISK_KINDS, Assessment, Criteria, Impact, Risk, Statement
from aims_graph.workspace.records.scope import Certificate, Choice, Organisation, Person, System
from aims_graph.workspace.records.work import NOT_APPLICABLE, Answer, Evidence
from aims_graph.workspace.state import State

#: Kinds of requirement that a catalogue lists as origins of risk, and as objectives that a risk may harm.
SOURCE_KIND, OBJECTIVE_KIND = "risk-source", "ai-objective"
#: The kind of risk on whose scales the impacts of an assessment are rated.
IMPACTS_AS = RISK_KINDS[0]

_SHA256 = re.compile("[0-9a-f]{64}")


def check_record(state: State, library: Library, old: Record | None, new: Record, on: dt.date) -> None:
    """Refuse a record that cannot be.

    Args:
        state: the workspace before.
        library: the content.
        old: the record before; ``None`` for a new one.
        new: the record as it is to be.
        on: the day of the change.

    Raises:
        AimsError: if it cannot be; with the mend.
    """
    if new.withdrawn:
        if isinstance(new, Criteria):
            _check_scales(state, Criteria(id="", kind=new.kind))
        return
    check_happened(library, old, new, on)
    rule = _RULES.get(type(new))
    if rule:
        rule(state, library, old, new)


def may_be_left_out(library: Library, target: str) -> bool:
    """Return whether a requirement may be declared not applicable.

    The catalogue says which numbers may (``not_applicable``: the controls of an annex, or what a standard lets an
    organisation justify); of a framework that says nothing each may. A group may if all its members may.
    """
    if target not in library.requirements:
        return all(may_be_left_out(library, m.requirement_id) for m in library.memberships_in.get(target, []))
    requirement = library.requirements[target]
    beginnings = library.frameworks[requirement.framework].listed("not_applicable")
    return not beginnings or any(requirement.number == b or requirement.number.startswith(f"{b}.") for b in beginnings)


def _other(state: State, new: Record, field: str) -> Record | None:
    """Return another record of the noun that says the same in a field, of which there may be one alone."""
    said = getattr(new, field)
    return next((r for r in state.all(type(new)) if getattr(r, field) == said and r.id != new.id), None)


def _answer(state: State, library: Library, _old: Any, new: Answer) -> None:
    if same := _other(state, new, "target"):
        raise AimsError(f"{in_full(library, new.target)} has an answer already: {same.id}.", "Change that one.")
    requirement = library.requirements.get(new.target)
    if requirement and not can_be_answered(library, requirement.id):
        parts = ", ".join(short_name(library, part) for part in library.children.get(requirement.id, [])[:6])
        raise AimsError(
            f"{in_full(library, new.target)} is a heading and asks for nothing itself.", f"Answer its parts: {parts}."
        )
    if new.status == NOT_APPLICABLE:
        called = in_full(library, new.target)
        if not may_be_left_out(library, new.target):
            raise AimsError(
                f"{called} cannot be left out: whoever claims conformity with this standard meets all of its clauses.",
                _what_may_be_left_out(library, requirement),
            )
        if not new.reason:
            raise AimsError(f"{called} is not applicable for what reason?", *_give_reason(new))


def _what_may_be_left_out(library: Library, requirement: Requirement | None) -> str:
    if requirement is None:
        return "A group can be declared not applicable if each of its members can; answer them one by one."
    framework = library.frameworks[requirement.framework]
    under = enumerated(framework.listed("not_applicable"), "or")
    return f"Of {framework.short}, only what stands under {under} can be declared not applicable."


def _person(state: State, _library: Library, _old: Any, new: Person) -> None:
    names = {p.name.casefold() for p in state.all(Person) if p.id != new.id}
    if new.name.casefold() in names:
        raise AimsError(
            f"Somebody here is called {new.name} already.", "Write the name so that the two can be told apart."
        )


def _organisation(state: State, _library: Library, _old: Any, new: Organisation) -> None:
    if any(o.id != new.id for o in state.all(Organisation)):
        raise AimsError("A workspace belongs to one organisation.", "Make another workspace for the other one.")


def _choice(state: State, library: Library, _old: Any, new: Choice) -> None:
    called = in_full(library, new.framework)
    if same := _other(state, new, "framework"):
        raise AimsError(f"{called} has been chosen already: {same.id}.", "Change that one.")
    if not new.is_target and not new.reason:
        raise AimsError(f"{called} is left out for what reason?", *_give_reason(new))


def _certificate(_state: State, _library: Library, _old: Any, new: Certificate) -> None:
    if new.issued and new.expires and new.expires <= new.issued:
        raise AimsError("The certificate would expire before it was issued.", "Correct one of the days.")


def _system(_state: State, library: Library, _old: Any, new: System) -> None:
    facts_of(library, new)


def _evidence(_state: State, _library: Library, _old: Any, new: Evidence) -> None:
    if new.valid_from and new.valid_until and new.valid_until < new.valid_from:
        raise AimsError("The evidence would end before it begins.", "Correct one of the days.")
    if new.link and not new.link.lower().startswith(("http://", "https://", "file://", "mailto:")):
        raise AimsError(
            f"'{new.link}' is no web address.",
            "Write it whole, as in https://…; a file is attached with --file.",
            "Write it whole, as in https://….",
        )
    if bool(new.file) != bool(new.sha256) or (new.sha256 and not _SHA256.fullmatch(new.sha256)):
        raise AimsError(
            "A file of evidence has a name and a SHA-256.", "Attach it: aims-graph evidence add --file …", "Attach it."
        )


def criteria_levels(criteria: Criteria) -> list[tuple[int, str]]:
    """Return the levels of risk from low to high: the least product of likelihood and consequence that has it, and its word.

    Raises:
        AimsError: if one is not written as ``10:high``, or they do not rise from 1.
    """
    levels = []
    for text in criteria.levels:
        number, colon, word = text.partition(":")
        if not colon or not number.strip().isdigit() or not word.strip():
            raise AimsError(
                f"'{text}' is no level of risk.", "Write from which product it holds and its word: 10:high."
            )
        levels.append((int(number), word.strip()))
    if [n for n, _ in levels] != sorted({n for n, _ in levels}) or not levels or levels[0][0] != 1:
        raise AimsError(
            "The levels of risk do not rise from 1.", "Write them from low to high: 1:low; 5:medium; 10:high."
        )
    return levels


def criteria_of(state: State, kind: str) -> Criteria:
    """Return the criteria for a kind of risk; the usual five by five where none were set."""
    return next((c for c in state.all(Criteria) if c.kind == kind), Criteria(id="", kind=kind))


def _criteria(state: State, _library: Library, old: Any, new: Criteria) -> None:
    criteria_levels(new)
    if min(len(new.likelihoods), len(new.consequences)) < 2:
        raise AimsError("A scale needs at least two steps.", "Name them from low to high, separated by semicolons.")
    if same := _other(state, new, "kind"):
        raise AimsError(f"There are criteria for {new.kind} risks already: {same.id}.", "Change those.")
    _check_scales(state, new)
    if old is not None and old.kind != new.kind:
        _check_scales(state, Criteria(id="", kind=old.kind))


def _check_scales(state: State, criteria: Criteria) -> None:
    """Refuse scales that end below what is rated already: it would lie in no cell of the grid, and its level would mean nothing."""
    rated: list[Risk | Impact] = [r for r in state.all(Risk) if r.kind == criteria.kind]
    if criteria.kind == IMPACTS_AS:
        rated += state.all(Impact)
    off = [r.id for r in rated if _off_the_scale(criteria, r)]
    if off:
        raise AimsError(
            f"{enumerated(off, 'and')} {'is' if len(off) == 1 else 'are'} rated higher than these scales end.",
            "Rate what they name anew first, or name as many steps as before.",
        )


def _off_the_scale(criteria: Criteria, rated: Risk | Impact) -> tuple[str, int, Texts] | None:
    """Return the first rating that is no step of its scale: its field, its value, the steps; ``None`` if each is one."""
    for name, steps in (("likelihood", criteria.likelihoods), ("consequence", criteria.consequences)):
        for field in (name, f"residual_{name}"):
            value = getattr(rated, field, None)
            if value is not None and not 1 <= value <= len(steps):
                return field, value, steps
    return None


def _check_rating(criteria: Criteria, rated: Risk | Impact) -> None:
    if off := _off_the_scale(criteria, rated):
        field, value, steps = off
        mend = f"It is 1 ({steps[0]}) to {len(steps)} ({steps[-1]})."
        raise AimsError(
            f"{field} {value} is not on the scale.", mend, mend, f"{_shown(rated, field)} {value} is not on the scale."
        )


def _impact(state: State, _library: Library, _old: Any, new: Impact) -> None:
    _check_rating(criteria_of(state, IMPACTS_AS), new)


def _risk(state: State, library: Library, _old: Any, new: Risk) -> None:
    for article, field, kind in (("a", "source", SOURCE_KIND), ("an", "objective", OBJECTIVE_KIND)):
        named = getattr(new, field)
        listed = [r for r in library.requirements.values() if r.kind == kind] if named else []
        if listed and named not in {r.id for r in listed}:
            raise AimsError(
                f"{in_full(library, named)} is not listed as {article} {field} of risk.",
                f"There are: {', '.join(r.name for r in listed)}.",
            )
    _check_rating(criteria_of(state, new.kind), new)
    if bool(new.accepted_by) != bool(new.accepted_on):
        raise AimsError(
            "A risk is accepted by somebody on a day: one of both is missing.",
            *_give(new, "accepted_by", "accepted_on"),
        )


def _statement(_state: State, _library: Library, old: Any, new: Statement) -> None:
    if old is not None:
        raise AimsError(
            "An approved Statement of Applicability is not changed.", "Approve a new version, or withdraw this one."
        )
    if not _listed(new.lines, {"control", "applicable", "justification"}):
        raise AimsError(
            "An approved Statement of Applicability keeps a line for each control, which nobody writes by hand.",
            "Approve what stands: aims-graph soa approve VERSION FRAMEWORK.",
            "Approve the statement as it stands.",
        )


def _review(_state: State, _library: Library, _old: Any, new: Review) -> None:
    if new.inputs and _listed(new.inputs, {"item", "requirements", "entries"}) is None:
        raise AimsError(
            "The inputs of a management review are filled from the workspace, and not written by hand.",
            "Leave them out, or save the review with them: aims-graph audit review --hold --chair NAME.",
            "Leave them out, or hold the review on the page Audits and findings, which fills them in.",
        )


def _listed(text: str, keys: set[str]) -> list[Any] | None:
    """Return the entries of a list as the program keeps it (JSON), each with these keys; none if a text is no such list."""
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_one = isinstance(entries, list) and all(isinstance(e, dict) and keys <= e.keys() for e in entries)
    return entries if is_one else None


def _audit(state: State, library: Library, old: Any, new: Audit) -> None:
    # What was done cannot be done by somebody else any more: only who and what are looked at again.
    asks = ("lead", "auditors", "frameworks", "areas", "systems")
    is_over = old is not None and new.is_over
    own = [] if is_over and all(getattr(old, f) == getattr(new, f) for f in asks) else impartiality(state, library, new)
    if own:
        one = own[0]
        at = enumerated((called(state, library, i) for i in one.at[:4]), "and")
        where = f": the audit comes upon it at {at}" if at else ""
        raise AimsError(
            f"{one.auditor} would audit {called(state, library, one.what)}, which they are answerable for{where}.",
            "Name another auditor, or leave that area to another audit.",
        )
    if new.state == "done" and not new.done_on:
        raise AimsError("An audit that is done was done on a day.", *_give(new, "done_on"))
    held = ("state", "done_on")
    if new.done_on and new.state != "done" and (old is None or any(getattr(old, n) != getattr(new, n) for n in held)):
        raise AimsError(
            f"An audit that was done on a day is not {new.state}.",
            "Give state=done, or leave out done_on.",
            f"Choose “done” under {_shown(new, 'state')}, or empty {_shown(new, 'done_on')}.",
        )


def _milestone(state: State, library: Library, old: Any, new: Milestone) -> None:
    if old is not None and all(getattr(old, n) == getattr(new, n) for n in ("kind", "framework", "body", "held_on")):
        return
    both = [m for m in state.all(Milestone) if (m.framework, m.body) == (new.framework, new.body) and m.id != new.id]
    first, second = ([m.held_on for m in (*both, new) if m.kind == k and m.held_on] for k in MILESTONES[:2])
    if first and second and min(second) < min(first):
        raise AimsError(
            f"Stage 2 of {in_full(library, new.framework)} ({min(second)}) would have been held before stage 1 ({min(first)}).",
            "Correct one of the days.",
        )


def _assessment(_state: State, _library: Library, old: Any, new: Assessment) -> None:
    _check_order(old, new, ("made_on", "approved_on"))


def _shown(record: Record, field: str) -> str:
    """Return what a page calls a field, where its name is on no label."""
    return f"“{label(NOUN_OF[type(record)], field)}”"


def _give(record: Record, *names: str) -> tuple[str, str]:
    """Return that these fields are to be given, by their names for a command line and by their labels for a page."""
    return f"Give {' and '.join(names)}.", f"Fill in {' and '.join(_shown(record, n) for n in names)}."


def _give_reason(record: Record) -> tuple[str, str]:
    """Return the same of the reason for which something is left out."""
    return "Give a reason: reason=…", f"Give it under {_shown(record, 'reason')}."


def _check_order(old: Any, new: Record, asks: tuple[str, ...]) -> None:
    """Refuse days of which a later one in the order of ``asks`` lies before an earlier one; those that stood so before are left alone."""
    if old is not None and all(getattr(old, n) == getattr(new, n) for n in asks):
        return
    days = [(n, d) for n in asks if (d := getattr(new, n))]
    for (before, one), (after, other) in pairwise(days):
        if other < one:
            raise AimsError(
                f"{after} ({other}) would lie before {before} ({one}).",
                "Correct one of the days.",
                shown=f"{_shown(new, after)} ({other}) would lie before {_shown(new, before)} ({one}).",
            )


def _finding(_state: State, _library: Library, old: Any, new: Finding) -> None:
    if new.effective is not None and not (new.checked_by and new.checked_on):
        raise AimsError(
            "Whether an action worked was checked by somebody on a day.", *_give(new, "checked_by", "checked_on")
        )
    if new.effective is not None and not new.action:
        raise AimsError("No action is named whose effect was checked.", "Give the action first.")
    asks = ("effective", "done_on")
    is_new = old is None or any(getattr(old, n) != getattr(new, n) for n in asks)
    if new.effective is not None and not new.done_on and is_new:
        raise AimsError("Whether an action worked is checked once it was done.", *_give(new, "done_on"))
    _check_order(old, new, ("found_on", "done_on", "checked_on"))
    _check_order(old, new, ("found_on", "due"))


_RULES: dict[type[Record], Callable[[State, Library, Any, Any], None]] = {
    Answer: _answer,
    Person: _person,
    Organisation: _organisation,
    Choice: _choice,
    Certificate: _certificate,
    System: _system,
    Evidence: _evidence,
    Criteria: _criteria,
    Risk: _risk,
    Impact: _impact,
    Statement: _statement,
    Assessment: _assessment,
    Audit: _audit,
    Milestone: _milestone,
    Finding: _finding,
    Review: _review,
}
