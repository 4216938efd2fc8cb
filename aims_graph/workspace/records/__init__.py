"""What a workspace holds, noun by noun: the records that are stored, shown and exchanged."""

from __future__ import annotations

from aims_graph.workspace.records.assurance import Audit, Body, Finding, Milestone, Review
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.context import Issue, Objective, Party
from aims_graph.workspace.records.risk import Assessment, Criteria, Impact, Risk, Statement
from aims_graph.workspace.records.scope import (
    Certificate,
    Choice,
    ModelUsed,
    Organisation,
    OwnContent,
    Person,
    Site,
    System,
)
from aims_graph.workspace.records.work import Answer, Evidence, Task

#: Every noun by its name, in an order in which each comes after those it points to.
NOUNS: dict[str, type[Record]] = {
    "person": Person,
    "organisation": Organisation,
    "site": Site,
    "model_used": ModelUsed,
    "system": System,
    "choice": Choice,
    "own_content": OwnContent,
    "issue": Issue,
    "party": Party,
    "objective": Objective,
    "body": Body,
    "certificate": Certificate,
    "answer": Answer,
    "task": Task,
    "evidence": Evidence,
    "criteria": Criteria,
    "risk": Risk,
    "assessment": Assessment,
    "impact": Impact,
    "statement": Statement,
    "audit": Audit,
    "finding": Finding,
    "review": Review,
    "milestone": Milestone,
}
NOUN_OF = {cls: noun for noun, cls in NOUNS.items()}
