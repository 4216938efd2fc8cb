"""Internal audits, findings, management reviews, and the way to a certificate."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.workspace.records.base import Day, Record, Texts, said

AUDIT_KINDS = ("internal", "external", "supplier")
_OVER = ("done", "dropped")
AUDIT_STATES = ("planned", "under way", *_OVER)


@dataclass(frozen=True, kw_only=True)
class Audit(Record):
    """One audit of a programme: when, by whom, of what. ``objective`` is what it is to find out; ``areas`` are requirements or chapters; ``programme`` the programme's name or year."""

    PREFIX, CALLED = "AUD", "audit"
    title: str = said(needed=True)
    programme: str = ""
    kind: str = said("internal", words=AUDIT_KINDS)
    state: str = said("planned", words=AUDIT_STATES)
    planned_on: Day = None
    done_on: Day = said(None, happened=True)
    lead: str = ""
    auditors: Texts = ()
    objective: str = ""
    frameworks: Texts = said((), content="framework")
    areas: Texts = said((), content="requirement")
    systems: Texts = said((), of="system")
    summary: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it was held, or never will be."""
        return self.state in _OVER


FINDING_KINDS = ("major nonconformity", "minor nonconformity", "opportunity for improvement")
FINDING_SOURCES = ("internal audit", "external audit", "incident", "complaint", "own finding")


@dataclass(frozen=True, kw_only=True)
class Finding(Record):
    """A nonconformity or an opportunity, at requirements, with correction, cause, action and whether the action worked."""

    PREFIX, CALLED = "N", "finding"
    title: str = said(needed=True)
    kind: str = said("minor nonconformity", words=FINDING_KINDS)
    source: str = said("internal audit", words=FINDING_SOURCES)
    audit: str = said("", of="audit")
    at: Texts = said((), content="requirement")
    found_on: Day = said(None, happened=True)
    found_by: str = ""
    evidence: str = ""
    correction: str = ""
    cause: str = ""
    action: str = ""
    owner: str = ""
    due: Day = None
    done_on: Day = said(None, happened=True)
    effective: bool | None = None
    checked_by: str = ""
    checked_on: Day = said(None, happened=True)


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    """A management review. ``inputs`` is what it was given, as JSON, filled from the data on the day; actions are tasks whose source is its id."""

    PREFIX, CALLED = "MR", "management review"
    held_on: Day = said(None, happened=True)
    chair: str = ""
    participants: Texts = ()
    inputs: str = ""
    conclusions: str = ""
    decisions: Texts = ()


@dataclass(frozen=True, kw_only=True)
class Body(Record):
    """A certification body and what was checked of its accreditation, on which day and by whom."""

    PREFIX, CALLED = "B", "certification body"
    name: str = said(needed=True)
    country: str = ""
    accredited_by: str = ""
    accreditation_number: str = ""
    scope: str = ""
    certifies: Texts = said((), content="framework")
    works_by: Texts = ()
    checked_on: Day = said(None, happened=True)
    checked_by: str = ""
    link: str = ""


MILESTONES = ("stage 1", "stage 2", "surveillance", "recertification")


@dataclass(frozen=True, kw_only=True)
class Milestone(Record):
    """One step with a certification body towards or after a certificate."""

    PREFIX, CALLED = "M", "milestone"
    framework: str = said(content="framework", needed=True)
    body: str = said("", of="body")
    kind: str = said("stage 1", words=MILESTONES)
    planned_on: Day = None
    held_on: Day = said(None, happened=True)
    result: str = ""
