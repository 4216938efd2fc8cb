"""Risks, their treatment and the impacts of AI systems as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Number, Requirement, Table
from aims_graph.present.words import number_cell
from aims_graph.present.workspace import OWN_ASSESSMENT, named, organisation_of
from aims_graph.workspace.acceptance import changed_in_words, other_criteria, other_criteria_in_words
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.impacts import NONE, Assessed, SystemState, is_approved
from aims_graph.workspace.records.risk import RISK_KINDS, Assessment, Criteria, Risk
from aims_graph.workspace.records.scope import System
from aims_graph.workspace.risks import Level, Rated
from aims_graph.workspace.rules import criteria_levels, criteria_of
from aims_graph.workspace.state import State


def level_in_words(level: Level | None) -> str:
    """Return a level with its product.

    >>> level_in_words(Level(12, "high", 2, 4)), level_in_words(None)
    ('high (12)', 'not rated')
    """
    return f"{level.word} ({level.product})" if level else "not rated"


def high_in_words(rated: Sequence[Rated]) -> str:
    """Return of how many risks of each kind nobody accepted what is left above the criterion."""
    kinds = Counter(one.risk.kind for one in rated)
    said = ", ".join(f"{kinds[kind]} {kind}" for kind in RISK_KINDS if kinds[kind])
    return f"Above our criterion and accepted by nobody{or_changed(rated)}: {said or 'none'}."


def or_changed(rated: Iterable[Rated]) -> str:
    """Return what is to be added to "accepted by nobody", where somebody accepted one of the risks that has changed since, or under other criteria."""
    high = [one for one in rated if one.is_unaccepted]
    ways = (
        ("changed since", any(o.is_changed for o in high)),
        ("under other criteria", any(o.is_by_other_criteria for o in high)),
    )
    return "".join(f", or {word}" for word, is_so in ways if is_so)


def anew_in_words(state: State, risk: Risk) -> str:
    """Return that a risk, or what it is judged by, has changed since it was accepted, what of it, and that it is to be accepted anew; empty if nothing has."""
    if not risk.accepted_by:
        return ""
    accepted = f"{risk.accepted_by} accepted it on {risk.accepted_on}"
    said, other = changed_in_words(risk), other_criteria_in_words(risk, criteria_of(state, risk.kind))
    words = [f"{risk.id} has changed since {accepted} ({said})"] if said else []
    words += [f"{'' if said else f'{risk.id}: {accepted} '}under other criteria ({other})"] if other else []
    return f"{', '.join(words)}: nobody has accepted it as it stands." if words else ""


def confirm_in_words(state: State, criteria: Criteria) -> str:
    """Return how many risks were accepted under other criteria than these, and that each is to be confirmed; empty if none was."""
    of_kind = [r for r in state.all(Risk) if r.kind == criteria.kind and r.accepted_by]
    if not (found := [r.id for r in of_kind if other_criteria(r, criteria_of(state, r.kind))]):
        return ""
    was, counts = ("was", "counts") if len(found) == 1 else ("were", "count")
    return (
        f"{count_of(len(found), 'risk')} {was} accepted under other criteria and {counts} as accepted by nobody until"
        f" that is confirmed: {', '.join(found)}."
    )


def criteria_in_words(criteria: Criteria) -> str:
    """Return criteria as a sentence: both scales, the levels, and what is not retained unaccepted."""
    levels = ", ".join(f"{word} from {least}" for least, word in criteria_levels(criteria))
    scales = "; ".join(
        f"{name} 1 ({steps[0]}) to {len(steps)} ({steps[-1]})"
        for name, steps in (("likelihood", criteria.likelihoods), ("consequence", criteria.consequences))
    )
    return (
        f"Criteria for {criteria.kind} risks: {scales}; level by the product of both: {levels}; "
        f"from {criteria.unacceptable_from} up what is left is above the criterion."
    )


def steps_in_words(every: Sequence[Criteria]) -> list[str]:
    """Return what the numbers of a rating mean, a line for each kind of risk; one for all where they are rated alike."""
    told = {c.kind: f"Likelihood: {_steps(c.likelihoods)}. Consequence: {_steps(c.consequences)}." for c in every}
    if len(set(told.values())) == 1:
        return [*told.values()][:1]
    return [f"{kind[:1].upper()}{kind[1:]} risks: {words}" for kind, words in told.items()]


def _steps(names: Sequence[str]) -> str:
    return ", ".join(f"{n} {name}" for n, name in enumerate(names, 1))


def risks_table(library: Library, state: State, rated: Sequence[Rated], criteria: Sequence[Criteria] = ()) -> Table:
    """Return the register of risks, a risk a row."""
    rows: list[tuple[Cell, ...]] = []
    for one in rated:
        risk = one.risk
        origin = library.requirements.get(risk.source)
        objective = library.requirements.get(risk.objective)
        rows.append(
            (
                risk.id,
                risk.title,
                risk.kind,
                origin.title if origin else "",
                objective.title if objective else "",
                systems_in_words(state, risk.systems),
                level_in_words(one.before),
                risk.option,
                numbers(library, risk.controls),
                risk.treatment,
                "as before" if one.before and not one.after and risk.option == "retain" else level_in_words(one.after),
                risk.owner,
                as_iso(risk.due),
                _accepted(one),
                "; ".join(one.open_in_words),
            )
        )
    columns = (
        *("risk", "what", "kind", "source", "objective", "systems", "level", "option", "controls", "treatment"),
        *("level left", "owner", "due", "accepted", "open"),
    )
    above = sum(one.is_unaccepted for one in rated)
    notes = (
        f"{count_of(len(rated), 'risk')}; {above} above the criterion and accepted by nobody{or_changed(rated)};"
        f" {sum(bool(o.open) for o in rated)} with something open.",
        *(criteria_in_words(c) for c in criteria),
        OWN_ASSESSMENT,
    )
    return Table(f"Risks of {organisation_of(state)}", columns, tuple(rows), notes)


def _accepted(one: Rated) -> str:
    """Return who accepted a risk on which day, and whether it, or what it is judged by, has changed since."""
    risk = one.risk
    since = ("changed since" if one.is_changed else "", "under other criteria" if one.is_by_other_criteria else "")
    words = (risk.accepted_by, as_iso(risk.accepted_on), *since)
    return ", ".join(filter(None, words))


def grid_table(criteria: Criteria, cells: dict[tuple[int, int], list[str]]) -> Table:
    """Return the risks by likelihood (rows, the highest first) and consequence (columns)."""
    rows = tuple(
        (
            f"{a} {criteria.likelihoods[a - 1]}",
            *(", ".join(cells[a, b]) for b in range(1, len(criteria.consequences) + 1)),
        )
        for a in range(len(criteria.likelihoods), 0, -1)
    )
    columns = ("likelihood \\ consequence", *(f"{n} {word}" for n, word in enumerate(criteria.consequences, 1)))
    return Table(f"{criteria.kind} risks as they are left", columns, rows)


def impacts_table(library: Library, state: State, found: Sequence[SystemState], assessed: Sequence[Assessed]) -> Table:
    """Return how far the assessment of each system's impacts has come, and what is missing of it."""
    by_id = {a.assessment.id: a for a in assessed}
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        here = by_id.get(one.assessment.id) if one.assessment else None
        missing = [f"{named(library, m.requirement.id)}: {m.item}" for m in here.missing] if here else []
        impacts = sum(map(len, here.impacts.values())) if here else 0
        rows.append(
            (
                one.system.id,
                one.system.title,
                one.state,
                one.assessment.id if one.assessment else "",
                impacts,
                as_iso(one.assessment.review_by) if one.assessment else "",
                "; ".join(missing),
            )
        )
    columns = ("system", "title", "assessment of impacts", "id", "impacts", "review by", "missing")
    counts = [count_of(len(found), "system"), f"{sum(one.state == NONE for one in found)} without an assessment"]
    whole = [by_id[one.assessment.id] for one in found if one.assessment and one.assessment.id in by_id]
    if lacking := sum(bool(a.missing) for a in whole):
        counts.append(f"{lacking} whose assessment leaves something open")
    if unnamed := sum(_is_unnamed(a.assessment) for a in whole):
        counts.append(f"{unnamed} approved by nobody who is named")
    notes = (f"{'; '.join(counts)}.", OWN_ASSESSMENT)
    return Table(f"Impact assessments of {organisation_of(state)}", columns, tuple(rows), notes)


def assessment_in_words(one: Assessed) -> str:
    """Return how far an assessment is, in a line: its state, whether nobody is named who approved it, and how much it leaves open."""
    words = one.assessment.state
    if _is_unnamed(one.assessment):
        words += " by nobody who is named"
    return f"{words}; {count_of(len(one.missing), 'particular')} missing" if one.missing else words


def approved_in_words(assessment: Assessment) -> str:
    """Return who approved an assessment, and when, as far as they are said."""
    words = (("by", assessment.approved_by), ("on", as_iso(assessment.approved_on)))
    said = " ".join(f"{word} {text}" for word, text in words if text)
    return f", approved {said}" if said else ""


def _is_unnamed(assessment: Assessment) -> bool:
    return assessment.state == "approved" and not is_approved(assessment)


def effects_table(one: Assessed) -> Table:
    """Return the impacts that an assessment found, by whom they touch."""
    rows: list[tuple[Cell, ...]] = []
    for whom, impacts in one.impacts.items():
        for impact in impacts:
            rows.append(
                (
                    whom,
                    impact.who,
                    impact.description,
                    "benefit" if impact.is_benefit else "harm",
                    "" if impact.is_benefit else level_in_words(one.levels[impact.id]),
                    impact.measures,
                    impact.risk,
                )
            )
    columns = ("touches", "who", "effect", "benefit or harm", "level", "measures", "risk")
    return Table(f"Effects that {one.assessment.title} found", columns, tuple(rows))


def asked_table(library: Library, one: Assessed) -> Table:
    """Return what requirements want an assessment to say, what it says, and what is missing."""
    rows: list[tuple[Cell, ...]] = []
    for asked in one.asked:
        binds = "" if not asked.is_law else "yes" if asked.binds else "if a question is answered so"
        rows.append(
            (
                library.frameworks[asked.requirement.framework].short,
                number_cell(library, asked.requirement),
                asked.item,
                "; ".join(asked.values) or "missing",
                binds,
            )
        )
    return Table("What it has to say", ("framework", "number", "asked for", "said", "law: binds"), tuple(rows))


def choices_table(library: Library, sources: Sequence[Requirement], objectives: Sequence[Requirement]) -> Table:
    """Return what a risk may be said to come from, and the objectives it may be said to harm."""
    rows: list[tuple[Cell, ...]] = [
        (what, number_cell(library, r), r.title, r.summary, r.id)
        for what, found in (("source", sources), ("objective", objectives))
        for r in found
    ]
    return Table("Sources of risk, and objectives", ("field", "number", "title", "summary", "id"), tuple(rows))


def numbers(library: Library, ids: Sequence[str]) -> str:
    """Return requirements by the numbers people know, each framework named once.

    Args:
        library: the content.
        ids: their ids; one that the content does not know stands as it is.
    """
    by_framework: dict[str, list[str]] = {}
    for name in ids:
        found = library.requirements.get(name)
        short = library.frameworks[found.framework].short if found else ""
        by_framework.setdefault(short, []).append((found.number or found.title) if found else name)
    return "; ".join(Number(", ".join(n), f).in_full if f else ", ".join(n) for f, n in by_framework.items())


def systems_in_words(state: State, ids: Sequence[str]) -> str:
    """Return systems by their titles."""
    return ", ".join(state.get(System, i).title for i in ids)
