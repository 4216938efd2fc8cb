"""Risks and their treatment, impacts of AI systems, and the Statement of Applicability that rests on both."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.workspace.records.base import Day, Record, Texts, said

RISK_KINDS = ("AI", "information security")
RISK_OPTIONS = ("modify", "retain", "avoid", "share")


@dataclass(frozen=True, kw_only=True)
class Criteria(Record):
    """The organisation's own risk criteria; one record for each kind of risk.

    ``likelihoods`` and ``consequences`` name the steps of both scales from low to high; ``levels`` are ``from:word`` by the product of both,
    lowest first (``1:low``); what reaches ``unacceptable_from`` is above the criterion.
    """

    PREFIX, CALLED = "CRIT", "risk criteria"
    kind: str = said("AI", words=RISK_KINDS)
    likelihoods: Texts = ("rare", "unlikely", "possible", "likely", "almost certain")
    consequences: Texts = ("negligible", "minor", "moderate", "major", "severe")
    levels: Texts = ("1:low", "5:medium", "10:high", "17:very high")
    unacceptable_from: int = 10


@dataclass(frozen=True, kw_only=True)
class Risk(Record):
    """A risk, its level before and after treatment, and who approved its treatment and accepted what is left.

    ``accepted`` is what they accepted: ``field=value`` of what it said then of its level, its treatment and what is left, and of the criteria of that day.
    """

    PREFIX, CALLED = "R", "risk"
    title: str = said(needed=True)
    kind: str = said("AI", words=RISK_KINDS)
    source: str = said("", content="requirement")
    objective: str = said("", content="requirement")
    description: str = ""
    systems: Texts = said((), of="system")
    likelihood: int | None = None
    consequence: int | None = None
    option: str = said("modify", words=RISK_OPTIONS)
    controls: Texts = said((), content="requirement")
    residual_likelihood: int | None = None
    residual_consequence: int | None = None
    owner: str = ""
    treatment: str = ""
    due: Day = None
    accepted_by: str = ""
    accepted_on: Day = said(None, happened=True)
    accepted: Texts = said((), derived=True)


ASSESSMENT_STATES = ("draft", "approved", "superseded")


@dataclass(frozen=True, kw_only=True)
class Assessment(Record):
    """An AI system impact assessment; the last five fields are what a law adds for the deployers that it names."""

    PREFIX, CALLED = "IA", "impact assessment"
    system: str = said(of="system", needed=True)
    title: str = said(needed=True)
    made_on: Day = said(None, happened=True)
    author: str = ""
    state: str = said("draft", words=ASSESSMENT_STATES)
    intended_use: str = ""
    foreseeable_misuse: str = ""
    data: str = ""
    review_by: Day = None
    approved_by: str = ""
    approved_on: Day = said(None, happened=True)
    process: str = ""
    period_and_frequency: str = ""
    human_oversight: str = ""
    governance_and_complaints: str = ""
    notified_on: Day = said(None, happened=True)


AFFECTED = ("individuals", "groups", "societies")


@dataclass(frozen=True, kw_only=True)
class Impact(Record):
    """One effect that an assessment found: whom it touches, for better or worse, how much, and what is done about it."""

    PREFIX, CALLED = "I", "impact"
    assessment: str = said(of="assessment", needed=True)
    affected: str = said("individuals", words=AFFECTED)
    who: str = ""
    description: str = said(needed=True)
    is_benefit: bool = False
    likelihood: int | None = None
    consequence: int | None = None
    measures: str = ""
    risk: str = said("", of="risk")


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """One approved version of a Statement of Applicability; ``lines`` is the whole of it as JSON, never changed afterwards."""

    PREFIX, CALLED = "SOA", "statement of applicability"
    framework: str = said(content="framework", needed=True)
    version: str = said(needed=True)
    approved_by: str = said(needed=True)
    approved_on: Day = said(None, happened=True)
    lines: str = ""
