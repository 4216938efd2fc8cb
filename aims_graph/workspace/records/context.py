"""What a management system rests on: issues around and inside the organisation, who has an interest in it, and the objectives it is to reach."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.workspace.records.base import Day, Record, Texts, said

ISSUE_KINDS = ("external", "internal")


@dataclass(frozen=True, kw_only=True)
class Issue(Record):
    """Something around or inside the organisation that bears on what the management system is to reach. Without ``frameworks`` it is one of each."""

    PREFIX, CALLED = "ISS", "issue"
    title: str = said(needed=True)
    kind: str = said("external", words=ISSUE_KINDS)
    effect: str = ""
    frameworks: Texts = said((), content="framework")
    owner: str = ""
    considered_on: Day = said(None, happened=True)
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Party(Record):
    """An interested party, what it needs and expects, and which of that the management system addresses, at which requirements."""

    PREFIX, CALLED = "PARTY", "interested party"
    title: str = said(needed=True)
    needs: str = ""
    addressed: str = ""
    targets: Texts = said((), content="target")
    frameworks: Texts = said((), content="framework")
    owner: str = ""
    considered_on: Day = said(None, happened=True)
    note: str = ""


OPEN, REACHED, NOT_REACHED, DROPPED = OBJECTIVE_STATES = ("open", "reached", "not reached", "dropped")


@dataclass(frozen=True, kw_only=True)
class Objective(Record):
    """An objective, how it is planned to be reached (what is done, with what, by whom, until when), how that is measured, and what came of it."""

    PREFIX, CALLED = "OBJ", "objective"
    title: str = said(needed=True)
    frameworks: Texts = said((), content="framework")
    level: str = ""
    measure: str = ""
    action: str = ""
    resources: str = ""
    owner: str = ""
    due: Day = None
    state: str = said(OPEN, words=OBJECTIVE_STATES)
    result: str = ""
    evaluated_on: Day = said(None, happened=True)
    note: str = ""
