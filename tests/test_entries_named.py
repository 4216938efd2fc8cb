"""Where an answer points to an entry of the workspace it says what that is called; a program reads its id alone."""

import datetime as dt
from collections.abc import Callable

import pytest

from aims_graph.model import Library, Table
from aims_graph.present.audits import findings_table
from aims_graph.present.certification import stage_table
from aims_graph.present.records import record_name
from aims_graph.present.soa import soa_table
from aims_graph.present.workspace import entries, gap_table
from aims_graph.workspace import certification, soa
from aims_graph.workspace.carry import Standing, standing
from aims_graph.workspace.findings import findings
from aims_graph.workspace.gap import gap, progress
from aims_graph.workspace.records import Answer, Assessment, Body, Certificate, Milestone, Review, Statement, Task
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace

AI, DAY = "iso42001", dt.date(2026, 11, 30)
Ask = Callable[[Library, State, Standing, bool], Table]


def the_gap(library: Library, state: State, stands: Standing, programs: bool) -> Table:
    gaps = gap(state, stands, AI)
    return gap_table(library, state, AI, gaps, progress([g.position for g in gaps], AI), programs)


def the_statement(library: Library, state: State, stands: Standing, programs: bool) -> Table:
    return soa_table(library, state, AI, soa.lines(state, library, stands, AI, DAY), for_programs=programs)


def the_findings(library: Library, state: State, stands: Standing, programs: bool) -> Table:
    return findings_table(library, state, findings(state, DAY), programs)


def stage_2(library: Library, state: State, stands: Standing, programs: bool) -> Table:
    found = certification.stage_2(state, library, stands, AI, DAY)
    return stage_table(library, state, AI, "stage 2", found, for_programs=programs)


@pytest.mark.parametrize(
    ("ask", "column", "by_id", "named"),
    [
        (the_gap, "tasks", "T-5", "T-5 Keep the logs of Shortlist for six months"),
        (the_gap, "evidence", "E-2", "E-2 Scope of the AI management system 1.0"),
        (the_statement, "risks", "R-9", "R-9 One person alone understands the training pipeline"),
        (the_statement, "evidence", "E-3", "E-3 AI policy 1.1"),
        (the_findings, "from|found in", "AUD-2", "AUD-2 AI management system: policy, roles, risks"),
        (the_findings, "from|found in", "complaint", "complaint"),
        (stage_2, "what exactly", "E-2", "E-2 Scope of the AI management system 1.0"),
        (stage_2, "closed by", "planned: AUD-2", "planned: AUD-2 AI management system: policy, roles, risks"),
    ],
)
def test_an_entry_is_named(demo: Workspace, library: Library, ask: Ask, column: str, by_id: str, named: str) -> None:
    """A column said T-5, and who read it looked it up in another table."""
    state = demo.state()
    stands = standing(state, library, DAY)
    for_programs, _, for_people = column.partition("|")
    for programs, head, told in ((True, for_programs, by_id), (False, for_people or for_programs, named)):
        table = ask(library, state, stands, programs)
        assert told in [row[table.columns.index(head)] for row in table.rows]


def test_of_an_approved_statement_entries_stand_by_id(demo: Workspace, library: Library) -> None:
    """It is never changed, and what an entry is called may be."""
    state = demo.state()
    lines = soa.lines(state, library, standing(state, library, DAY), AI, DAY)
    assert "E-3" in [row[6] for row in soa_table(library, state, AI, lines, "1.0").rows]


def test_several_entries_are_told_apart_and_an_unknown_one_stands_as_it_is(demo: Workspace) -> None:
    state = demo.state()
    assert entries(state, ["E-1", "X-9"]) == "E-1 Context of the organisation, with interested parties; X-9"
    assert entries(state, ["E-1", "X-9"], for_programs=True) == "E-1, X-9" and entries(state, []) == ""


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (Task(id="T-1", title="Keep the logs"), "T-1 Keep the logs"),
        (Body(id="B-1", name="Larkfield"), "B-1 Larkfield"),
        (Assessment(id="IA-1", system="SYS-1", title="Shortlist", made_on=DAY), "IA-1 Shortlist"),
        (Certificate(id="CERT-1", framework=AI, number="AI-7", issued=DAY), "CERT-1 AI-7"),
        (Certificate(id="CERT-1", framework=AI, issued=DAY), "CERT-1 ISO/IEC 42001"),
        (Answer(id="A-1", target="iso42001:5.2"), "A-1 ISO/IEC 42001 5.2"),
        (Statement(id="SOA-1", framework=AI, version="1.0", approved_by="Ada"), "SOA-1 ISO/IEC 42001 1.0"),
        (Review(id="MR-1", held_on=DAY), "MR-1 2026-11-30"),
        (Milestone(id="M-1", framework=AI), "M-1 ISO/IEC 42001 stage 1"),
        (Milestone(id="M-1", framework=AI, planned_on=DAY), "M-1 ISO/IEC 42001 stage 1 2026-11-30"),
        (
            Milestone(id="M-1", framework=AI, kind="surveillance", planned_on=DAY.replace(day=1), held_on=DAY),
            "M-1 ISO/IEC 42001 surveillance 2026-11-30",
        ),
    ],
)
def test_a_record_is_called_by_its_title_or_by_what_it_is_of_and_when(
    library: Library, record: Record, name: str
) -> None:
    """A milestone that was held had its day in its name, one that is planned had not; a page, which adds it, said it twice."""
    assert record_name(library, record) == name
