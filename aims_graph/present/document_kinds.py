"""The documents that an auditor is handed, each made of the same answers and words as the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aims_graph.errors import AimsError
from aims_graph.model import Cell, Library
from aims_graph.model.naming import number_of
from aims_graph.present import audits as audit_words
from aims_graph.present import certification as stage_in_words
from aims_graph.present import context as context_words
from aims_graph.present import risks as risk_words
from aims_graph.present import soa as soa_words
from aims_graph.present.document import Document, Grid, Heading, Text, chosen, grid
from aims_graph.present.workspace import CERTAINLY, gap_table, organisation_of, progress_in_words
from aims_graph.workspace import audits, certification, findings, impacts, review, risks, soa
from aims_graph.workspace.carry import Standing, standing
from aims_graph.workspace.change import Line
from aims_graph.workspace.days import as_iso, is_ahead, is_over
from aims_graph.workspace.duties import counted
from aims_graph.workspace.gap import gap, progress
from aims_graph.workspace.impartiality import impartiality
from aims_graph.workspace.past import state_on
from aims_graph.workspace.records.assurance import Audit, Review
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.risk import RISK_KINDS, Assessment, Risk
from aims_graph.workspace.records.scope import Organisation
from aims_graph.workspace.records.work import Evidence, Task
from aims_graph.workspace.rules import criteria_of
from aims_graph.workspace.state import State

Block = Heading | Text | Grid
R = TypeVar("R", bound=Record)
Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Material:
    """What a document is made from: the workspace, the content, where the organisation stands, what it is of, on which day, in which version.

    ``lines`` is the history, oldest first, by which a document of something past shows how it stood then.
    """

    state: State
    library: Library
    standing: Standing
    of: str
    on: dt.date
    version: str
    lines: Sequence[Line] = ()

    @property
    def short(self) -> str:
        """The short name of the framework it is of."""
        return self.library.frameworks[self.of].short


def document_of(
    state: State,
    library: Library,
    kind: str,
    of: str,
    on: dt.date,
    version: str,
    author: str,
    lines: Sequence[Line] = (),
) -> Document:
    """Return a document.

    Args:
        state: the workspace, as it stood on that day.
        library: the content.
        kind: one of ``KINDS``.
        of: the framework, or the id of an entry (the latest by default).
        on: its day.
        version: of a Statement of Applicability the approved version; of the others what its version is called.
        author: who answers for it.
        lines: the whole history, oldest first, for the report of an audit that is over.

    Raises:
        AimsError: if there is no such entry, or nothing to write of.
    """
    material = Material(state, library, standing(state, library, on), of, on, version, lines)
    title, facts, blocks = KINDS[kind](material)
    organisation = organisation_of(state)
    scope = next((o.scope for o in state.all(Organisation)), "")
    called = version or f"draft of {on}"
    head = [("Organisation", organisation), *([("Scope", scope)] if scope else []), *facts]
    head += [("Version", called), ("Date", on.isoformat()), ("Author", author)]
    return Document(title, f"{organisation} · {title} · {called}", tuple(head), tuple(blocks), on.isoformat(), author)


def _soa(material: Material) -> tuple[str, Facts, list[Block]]:
    state, library = material.state, material.library
    facts: Facts = [("Framework", library.frameworks[material.of].title)]
    if material.version:
        approved = soa.version_named(state, material.of, material.version)
        lines = soa.from_json(approved.lines)
        facts.append(("Approved", f"{approved.approved_by}, {approved.approved_on}"))
    else:
        lines = soa.lines(state, library, material.standing, material.of, material.on)
        facts.append(("Approved", "not approved: as the workspace stands on this day"))
    rows: list[tuple[str, ...]] = []
    for heading, part in _by_area(library, [line.control for line in lines]):
        rows.append((heading,))
        for line in (line for line in lines if line.control in part):
            rows.append(
                (
                    _number(library, line.control),
                    line.title,
                    line.applicable,
                    soa_words.justification(library, line),
                    soa_words.implemented(library, line),
                    ", ".join(line.risks),
                    ", ".join(line.evidence),
                    line.owner,
                )
            )
    columns = ("control", "title", "applicable", "justification", "implemented", "risks", "evidence", "owner")
    blocks: list[Block] = [Text(soa_words.counted(lines)), grid(columns, rows)]
    reused = [
        (_number(library, line.control), soa_words.reuse_in_words(library, r)) for line in lines for r in line.reuses
    ]
    if reused:
        blocks += [
            Heading("What other frameworks already give"),
            Text(
                "What is implemented for another framework, how much of the control that gives, and what this one adds."
            ),
            grid(("control", "gives and adds"), reused),
        ]
    return f"Statement of Applicability, {material.short}", facts, blocks + _named_in(state, lines)


def _named_in(state: State, lines: Sequence[soa.ControlLine]) -> list[Block]:
    """Return what the risks and the evidence are that lines name by their ids."""
    blocks: list[Block] = []
    wanted = {i for line in lines for i in line.risks}
    if rows := [(r.id, r.title, r.owner) for r in state.all(Risk) if r.id in wanted]:
        blocks += [Heading("Risks named"), grid(("risk", "what", "owner"), rows)]
    shown = {i for line in lines for i in line.evidence}
    if proofs := [e for e in state.all(Evidence) if e.id in shown]:
        found = [(e.id, e.title, e.kind, e.link or e.sha256[:16], e.owner, as_iso(e.valid_until)) for e in proofs]
        columns = ("evidence", "title", "kind", "lies at (or SHA-256)", "owner", "valid until")
        blocks += [Heading("Evidence named"), grid(columns, found)]
    return blocks


def _gap(material: Material) -> tuple[str, Facts, list[Block]]:
    state, library = material.state, material.library
    gaps = gap(state, material.standing, material.of, counted(state, library, material.of))
    found = progress([g.position for g in gaps], material.of)
    table = gap_table(library, state, material.of, gaps, found)
    names = ("number", "requirement", "status", CERTAINLY, "remains", "owner", "due", "evidence", "tasks")
    rows = {row[-1]: tuple(row[table.columns.index(n)] for n in names) for row in table.rows}
    lines: list[tuple[Cell, ...]] = []
    for heading, part in _by_area(library, [g.requirement.id for g in gaps]):
        lines += [(heading,), *(rows[i] for i in part)]
    why = [(row[0], row[names.index("requirement")], row[table.columns.index("why")]) for row in table.rows]
    blocks: list[Block] = [
        Text(f"{progress_in_words(found)[:1].upper()}{progress_in_words(found)[1:]}."),
        grid(names, lines),
    ]
    if reasons := [row for row in why if row[-1]]:
        blocks += [
            Heading("Why: what follows from other answers and certificates"),
            grid(("number", "requirement", "why"), reasons),
        ]
    return f"Gap report, {material.short}", [("Framework", library.frameworks[material.of].title)], blocks


def _risks(material: Material) -> tuple[str, Facts, list[Block]]:
    state, library = material.state, material.library
    blocks: list[Block] = []
    for kind in RISK_KINDS:
        rated = risks.risks(state, material.standing, material.on, kind)
        if not rated:
            continue
        criteria = criteria_of(state, kind)
        register = risk_words.risks_table(library, state, rated)
        called = f"{kind[:1].upper()}{kind[1:]} risks"
        descriptions = [(r.risk.id, r.risk.description) for r in rated if r.risk.description]
        blocks += [
            Heading(f"{called}: criteria"),
            Text(risk_words.criteria_in_words(criteria)),
            chosen(risk_words.grid_table(criteria, risks.grid(state, rated, kind))),
            Heading(f"{called}: register"),
            Text(register.notes[0]),
            chosen(
                register, "risk", "what", "source", "objective", "systems", "level", "level left", "owner", "accepted"
            ),
            *([grid(("risk", "description"), descriptions)] if descriptions else []),
            Heading(f"{called}: treatment plan"),
            chosen(register, "risk", "what", "option", "controls", "treatment", "owner", "due", "open"),
        ]
    if not blocks:
        raise AimsError("No risk is entered here.", "Enter one: aims-graph workspace set risk title=…", "Enter one.")
    return "Risk register and treatment plan", [], blocks


def _impact(material: Material) -> tuple[str, Facts, list[Block]]:
    state, library = material.state, material.library
    made = _entry(material, Assessment)
    one = impacts.assessed(state, library, made)
    facts = [
        ("System", f"{one.system.title}: {one.system.purpose}".rstrip(": ")),
        ("Made", f"{as_iso(made.made_on)}, {made.author}".strip(", ")),
        ("State", made.state + risk_words.approved_in_words(made)),
        ("Review by", as_iso(made.review_by)),
    ]
    said = [
        (label, text)
        for label, text in (
            ("Intended use", made.intended_use),
            ("Foreseeable misuse", made.foreseeable_misuse),
            ("Data", made.data),
        )
    ]
    missing = ", ".join(f"{_number(library, m.requirement.id)} ({m.item})" for m in one.missing)
    blocks: list[Block] = [
        *(Text(f"{label}: {text}") for label, text in said if text),
        Heading("Effects on individuals, groups and societies"),
        chosen(risk_words.effects_table(one)),
        Heading("What requirements want it to say"),
        Text(f"Missing: {missing}." if missing else "Nothing is missing."),
        chosen(risk_words.asked_table(library, one)),
    ]
    return f"AI system impact assessment {made.id}: {made.title}", [f for f in facts if f[1]], blocks


def _looked_at(material: Material, audit: Audit) -> tuple[list[audits.Look], str]:
    """Return what an audit looks at, of one that is over as it stood on its day, and in words of which day it is."""
    state, day = material.state, material.on
    words = f"Where each stands and what evidence is there: as of {day}."
    if audit.state == "done" and audit.done_on and is_over(audit.done_on, material.on):
        then = state_on(material.lines, audit.done_on)
        if then is None:
            words += f" What stood on {audit.done_on}, the day of the audit, is not known: what this workspace has recorded begins later."
        else:
            state, day = then, audit.done_on
            words = f"Where each stood and what evidence was there: as of {day}, the day of the audit."
    return audits.plan(state, material.library, standing(state, material.library, day), audit, day), words


_IMPARTIAL = (
    "no auditor is answerable for a requirement, group, system, risk, objective or impact assessment that it looks at"
)


def _audit(material: Material) -> tuple[str, Facts, list[Block]]:
    state, library = material.state, material.library
    over = [a for a in state.all(Audit) if a.state == "done" and not is_ahead(a.done_on, material.on)]
    audit = over[-1] if over and not material.of else _entry(material, Audit)
    is_done = audit in over
    found = findings.findings(state, material.on, audit.id)
    looks, seen_on = _looked_at(material, audit)
    unfair = [audit_words.partial_in_words(library, state, one) for one in impartiality(state, library, audit)]
    auditors = [name for name in (audit.lead, *audit.auditors) if name]
    facts = [
        ("Audit", f"{audit.id}, {audit.kind}, {audit.state}; programme {audit.programme or 'none'}"),
        ("Done" if audit.done_on else "Planned", as_iso(audit.done_on or audit.planned_on)),
        ("Auditors", ", ".join(auditors) or "nobody named"),
        ("Impartiality", "; ".join(unfair) or (_IMPARTIAL if auditors else "not known: nobody is named")),
        ("Objective", audit.objective or "none stated"),
        ("Standards", ", ".join(library.frameworks[f].title for f in audit.frameworks)),
        ("Areas", risk_words.numbers(library, audit.areas) or "all"),
    ]
    table = audit_words.findings_table(library, state, found)
    blocks: list[Block] = [
        Heading("Summary"),
        Text(audit.summary or "No summary was written yet."),
        Text(table.notes[0]),
        Heading("Findings"),
    ]
    if found:
        blocks += [
            chosen(table, "finding", "kind", "what", "at", "found on", "owner", "due", "next"),
            chosen(table, "finding", "correction", "cause", "action", "effect"),
        ]
    else:
        blocks.append(Text("None."))
    plan = audit_words.plan_table(library, audit, looks)
    blocks += [Heading("What was looked at" if is_done else "What is looked at"), Text(seen_on)]
    blocks += [chosen(plan, "stop", "looked at", "serves", "stands", "evidence there", "look for")]
    return f"Audit {'report' if is_done else 'plan'} {audit.id}: {audit.title}", facts, blocks


def _review(material: Material) -> tuple[str, Facts, list[Block]]:
    state, library = material.state, material.library
    held = _entry(material, Review)
    given = review.inputs_of(held)
    facts = [
        ("Held", as_iso(held.held_on)),
        ("Chair", held.chair),
        ("Participants", ", ".join(held.participants)),
    ]
    blocks: list[Block] = [Heading("Inputs")]
    if given:
        table = audit_words.inputs_table(library, state, given, "Inputs")
        blocks += [Text(table.notes[0]), chosen(table)]
    else:
        blocks.append(Text("The inputs were not recorded with this review."))
    tasks = [t for t in state.all(Task) if t.source == held.id]
    blocks += [Heading("Conclusions"), Text(held.conclusions or "None were written.")]
    blocks += [Heading("Decisions"), *(Text(f"{n}. {d}") for n, d in enumerate(held.decisions, 1))]
    if tasks:
        rows = [(t.id, t.title, t.owner, as_iso(t.due), t.state) for t in tasks]
        blocks += [Heading("Actions"), grid(("task", "what", "owner", "due", "state"), rows)]
    return f"Management review {held.id}", [f for f in facts if f[1]], blocks


def _context(material: Material) -> tuple[str, Facts, list[Block]]:
    blocks = context_words.blocks(material.library, material.state, material.of, material.on)
    if not blocks:
        raise AimsError(
            "No issue, interested party or objective is entered here.",
            "Enter one: aims-graph workspace set issue title=…",
            "Enter one.",
        )
    facts = [("Framework", material.library.frameworks[material.of].title)] if material.of else []
    return "Context, interested parties and objectives", facts, blocks


def _stage1(material: Material) -> tuple[str, Facts, list[Block]]:
    state, library = material.state, material.library
    written = certification.index(state, library, material.standing, material.of, material.on)
    table = stage_in_words.index_table(library, state, material.of, written)
    missing = certification.stage_1(state, library, material.standing, material.of, material.on)
    open_ = stage_in_words.stage_table(library, state, material.of, "stage 1", missing)
    blocks: list[Block] = [
        Text(table.notes[0]),
        chosen(table),
        Heading("What stage 1 would find missing"),
        Text(open_.notes[0]),
    ]
    if missing:
        blocks.append(chosen(open_, "number", "requirement", "missing", "what exactly", "closed by"))
    return f"Stage 1 document index, {material.short}", [("Framework", library.frameworks[material.of].title)], blocks


#: The documents by the word they are asked for with.
KINDS: dict[str, Callable[[Material], tuple[str, Facts, list[Block]]]] = {
    "soa": _soa,
    "gap": _gap,
    "risks": _risks,
    "impact": _impact,
    "audit": _audit,
    "review": _review,
    "stage1": _stage1,
    "context": _context,
}


def _entry(material: Material, cls: type[R]) -> R:
    """Return the entry a document is of: the one named, else the latest."""
    if material.of:
        return material.state.get(cls, material.of)
    every = material.state.all(cls)
    if not every:
        raise AimsError(f"No {cls.CALLED} is entered here.", "There is nothing to write of.")
    return every[-1]


def _by_area(library: Library, ids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the areas or chapters that requirements stand under, each with its own, in their order."""
    found: dict[str, list[str]] = {}
    for name in ids:
        above = list(library.above(name))
        found.setdefault(above[-1] if above else name, []).append(name)
    for top, part in found.items():
        yield library.requirements[top].name, part


def _number(library: Library, name: str) -> str:
    return number_of(library.requirements[name]) if name in library.requirements else name
