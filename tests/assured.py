"""A small workspace over the real content: an invented maker of a screening tool, certified for information security, on its way to AI management."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aims_graph.model import Library
from aims_graph.workspace import audits, soa
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.records import (
    Answer,
    Assessment,
    Audit,
    Body,
    Certificate,
    Choice,
    Evidence,
    Finding,
    Impact,
    Milestone,
    Person,
    Review,
    Risk,
    System,
    Task,
)
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace

ON = dt.date(2027, 3, 1)
#: When all of it is written: on the day of the tests.
WRITTEN = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
#: When any day that a test enters has come.
IN_THE_END = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
AI, SECURITY, QUALITY = "iso42001", "iso27001", "iso9001"


def assured(folder: Path, library: Library) -> Workspace:
    """Make the workspace.

    Of the 38 controls of the lead standard, A.10.4 is left out with a reason, A.8.3 undecided; A.6.2.8, A.7.4 and A.4.2 are done, the others planned.
    """
    workspace = init_workspace(folder, "Larch Screening Ltd", "Ada Moor", library, at=WRITTEN)
    person = workspace.state().all(Person)[0]
    with workspace.change(person, library, at=WRITTEN) as change:
        change.add(Person, name="Ben Low", role="auditor")
        change.add(Person, name="Cy Hale", role="editor")
        change.add(Choice, framework=AI)
        change.add(Choice, framework=SECURITY)
        change.add(
            Certificate, framework=SECURITY, number="IS 1", issued=dt.date(2026, 5, 4), expires=dt.date(2029, 5, 3)
        )
        system = change.add(
            System,
            title="Shortlist",
            purpose="ranks applications for open posts",
            owner="Cy Hale",
            roles="deployer",
            kinds="annex-iii-4",
            facts_true="public-body",
        )
        change.add(System, title="Helpdesk bot", owner="Cy Hale", roles="deployer", kinds="transparency")
        unfair = change.add(
            Risk,
            title="Applicants of one sex are ranked lower",
            source="iso42001:C.3.4",
            objective="iso42001:C.2.5",
            systems=system,
            likelihood=4,
            consequence=5,
            controls="42001 A.7.4; 42001 A.5.4",
            residual_likelihood=2,
            residual_consequence=5,
            owner="Cy Hale",
            treatment="balanced test data, yearly audit of outcomes",
            due=dt.date(2027, 2, 1),
        )
        change.add(
            Risk,
            title="Nobody can say why an applicant was refused",
            source="iso42001:C.3.2",
            likelihood=3,
            consequence=3,
            option="retain",
            owner="Cy Hale",
        )
        change.add(Risk, title="Model stops after an update", likelihood=None, consequence=None)
        for control in soa.controls(library, AI):
            number = control.number
            if number == "A.10.4":
                change.add(Answer, target=control.id, status="not applicable", reason="there are no customers yet")
            elif number in ("A.6.2.8", "A.7.4", "A.4.2"):
                change.add(
                    Answer, target=control.id, status="implemented", reason="needed for every system", owner="Cy Hale"
                )
            elif number not in ("A.8.3", "A.5.4"):
                change.add(
                    Answer, target=control.id, status="planned", reason="part of the programme", owner="Ada Moor"
                )
        change.add(Answer, target="42001 4.3", status="implemented", owner="Ada Moor")
        change.add(Answer, target="42001 5.2", status="implemented", owner="Ada Moor")
        change.add(
            Evidence,
            title="AI policy 2.0",
            kind="policy",
            shows="42001 5.2",
            valid_from=dt.date(2026, 9, 1),
            owner="Ada Moor",
        )
        change.add(
            Evidence,
            title="Scope statement of 2025",
            kind="specification",
            shows="42001 4.3",
            valid_until=dt.date(2026, 12, 31),
        )
        change.add(
            Evidence, title="Event logs of Shortlist, January 2027", kind="log", shows="42001 A.6.2.8", systems=system
        )
        change.add(
            Audit,
            title="Audit of leadership",
            programme="2026",
            state="done",
            planned_on=dt.date(2026, 6, 1),
            done_on=dt.date(2026, 6, 2),
            lead="Ben Low",
            frameworks=AI,
            areas="iso42001:5",
            summary="The policy is known; roles are not.",
        )
        change.add(
            Audit,
            title="Audit of data",
            programme="2027",
            planned_on=dt.date(2027, 4, 12),
            lead="Ben Low",
            frameworks=f"{AI}; {SECURITY}",
            areas="iso42001:A.7; iso27001:A.8.10",
        )
        change.add(
            Finding,
            title="Nobody has authority over retraining",
            kind="major nonconformity",
            audit="AUD-1",
            at="42001 5.3",
            found_on=dt.date(2026, 6, 2),
            found_by="Ben Low",
            correction="retraining stopped",
            due=dt.date(2026, 9, 1),
            owner="Ada Moor",
        )
        change.add(
            Finding,
            title="Policy not dated",
            audit="AUD-1",
            at="42001 5.2",
            found_on=dt.date(2026, 6, 2),
            correction="dated",
            cause="old template",
            action="new template",
            done_on=dt.date(2026, 7, 1),
            effective=True,
            checked_by="Ben Low",
            checked_on=dt.date(2026, 8, 1),
        )
        review = change.add(
            Review, held_on=dt.date(2026, 2, 10), chair="Ada Moor", decisions="Name an owner of retraining"
        )
        change.add(Task, title="Name an owner of retraining", source=review, due=dt.date(2026, 4, 1))
        good = change.add(
            Body,
            name="Larkfield Certification",
            accredited_by="ANAB",
            accreditation_number="MS-1",
            scope="ISO/IEC 42001, ISO/IEC 27001",
            certifies=f"{AI}; {SECURITY}",
            works_by="ISO/IEC 42006:2025",
            checked_on=dt.date(2027, 1, 15),
            checked_by="Ada Moor",
        )
        change.add(Body, name="Quick Certs", certifies=SECURITY)
        change.add(Milestone, framework=AI, body=good, kind="stage 1", planned_on=dt.date(2027, 6, 7))
        change.add(Milestone, framework=AI, body=good, kind="stage 2", planned_on=dt.date(2027, 2, 1))
        assessment = change.add(
            Assessment,
            system=system,
            title="Impacts of Shortlist",
            made_on=dt.date(2027, 1, 20),
            author="Cy Hale",
            intended_use="ranks applications for a recruiter, who decides",
            process="first sifting of applications",
            human_oversight="a recruiter reads every refusal",
            review_by=dt.date(2028, 1, 20),
        )
        change.add(
            Impact,
            assessment=assessment,
            affected="individuals",
            who="applicants",
            description="a suited applicant is not seen",
            likelihood=3,
            consequence=4,
            measures="a recruiter reads every refusal",
            risk=unfair,
        )
        change.add(
            Impact,
            assessment=assessment,
            affected="groups",
            who="women",
            description="ranked lower than men",
            likelihood=2,
            consequence=5,
        )
        change.add(
            Impact,
            assessment=assessment,
            affected="individuals",
            who="applicants",
            description="an answer within two days",
            is_benefit=True,
        )
    return workspace


def both(workspace: Workspace, library: Library) -> tuple[State, audits.Standing]:
    """Return the state and the standing on the day of the tests."""
    state = workspace.state()
    return state, standing(state, library, ON)


def lines_now(change: Change, library: Library) -> list[soa.ControlLine]:
    """The lines of the Statement of Applicability of the lead standard as they are."""
    return soa.lines(change.state, library, standing(change.state, library, ON), AI, ON)


class _UndoneError(Exception):
    pass


@contextmanager
def never_kept(workspace: Workspace, content: Library, at: dt.datetime = IN_THE_END) -> Iterator[Change]:
    """A change of the workspace that is undone at the end; made at a time when each day it may enter has come, or when it is said."""
    person = workspace.state().all(Person)[0]
    with suppress(_UndoneError), workspace.change(person, content, at=at) as change:
        yield change
        raise _UndoneError
