"""A workspace as statements, line by line: its records, where it stands, who changed what; and the days that come and were, by hand."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from states import state_of

from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Line
from aims_graph.workspace.dashboard import burn_up, coming, dashboard
from aims_graph.workspace.graph import statements
from aims_graph.workspace.rdf import lines
from aims_graph.workspace.records import (
    Answer,
    Certificate,
    Choice,
    Evidence,
    Impact,
    Milestone,
    Person,
    Risk,
    System,
    Task,
)
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.values import plain

LIBRARY = load()
ON = dt.date(2027, 3, 1)
BASE = "https://example.org/aims/"


def said(*records: Record, history: tuple[Line, ...] = (), graph: str = "records") -> dict[str, list[tuple[str, str]]]:
    """Return subject -> (property, value) in a graph, names shortened as the content has them."""
    found: dict[str, list[tuple[str, str]]] = {}
    text = "".join(lines(state_of(*records), history, LIBRARY, ON, BASE))

    def short(term: Any) -> str:
        value = str(getattr(term, "value", term))
        if value.startswith(BASE):
            return value.removeprefix(BASE)
        if hasattr(term, "datatype"):
            kind = term.datatype.value.rpartition("#")[2]
            return value if kind == "string" else f"{value}^{kind}"
        return LIBRARY.names.curie(value)

    for quad in parse(text.encode(), format=RdfFormat.N_QUADS):
        if quad.graph_name.value == f"{BASE}graph/{graph}":
            found.setdefault(short(quad.subject), []).append((short(quad.predicate), short(quad.object)))
    return {name: sorted(pairs) for name, pairs in found.items()}


@pytest.mark.parametrize(
    ("record", "pairs"),
    [
        (Person(id="P-1", name="Ada", role="owner"), [("dcterms:title", "Ada"), ("rdf:type", "prov:Person"), ("rdf:type", "wsp:Person"), ("wsp:id", "P-1"), ("wsp:personRole", "wsp:person-role-owner"), ("wsp:withdrawn", "false^boolean")]),
        (Answer(id="A-1", target="iso42001:5.2", status="not started", due=ON, accepted_from="A-2", withdrawn=True), [("rdf:type", "dpv:ConformanceAssessment"), ("rdf:type", "wsp:Answer"), ("wsp:answerAcceptedFrom", "A-2"), ("wsp:answerDue", "2027-03-01^date"), ("wsp:answerStatus", "wsp:answer-status-not-started"), ("wsp:answerTarget", "iso42001:5.2"), ("wsp:id", "A-1"), ("wsp:withdrawn", "true^boolean")]),
        (Risk(id="R-1", title="x", kind="information security", likelihood=3, systems=("SYS-1", "SYS-2"), controls=("gone:1",), accepted=("option=share",)), [("dcterms:title", "x"), ("rdf:type", "wsp:Risk"), ("wsp:id", "R-1"), ("wsp:riskAccepted", "option=share"), ("wsp:riskControls", "unknown/gone%3A1"), ("wsp:riskKind", "wsp:risk-kind-information-security"), ("wsp:riskLikelihood", "3^integer"), ("wsp:riskOption", "wsp:risk-option-modify"), ("wsp:riskSystems", "SYS-1"), ("wsp:riskSystems", "SYS-2"), ("wsp:withdrawn", "false^boolean")]),
        (System(id="SYS-1", title="x", roles=("deployer",), kinds=("annex-iii",)), [("dcterms:title", "x"), ("rdf:type", "wsp:System"), ("wsp:id", "SYS-1"), ("wsp:systemKinds", "aims:system-annex-iii"), ("wsp:systemRoles", "aims:role-deployer"), ("wsp:systemStatus", "wsp:system-status-in-use"), ("wsp:withdrawn", "false^boolean")]),
        (Evidence(id="E-1", title="x", kind="log"), [("dcterms:title", "x"), ("rdf:type", "wsp:Evidence"), ("wsp:evidenceKind", "aims:evidence-log"), ("wsp:id", "E-1"), ("wsp:withdrawn", "false^boolean")]),
        (Choice(id="F-1", framework="iso42001"), [("rdf:type", "wsp:Choice"), ("wsp:choiceFramework", "iso42001:"), ("wsp:choiceIsTarget", "true^boolean"), ("wsp:id", "F-1"), ("wsp:withdrawn", "false^boolean")]),
        (Task(id="T-1", title="x", effort=0.5), [("dcterms:title", "x"), ("rdf:type", "wsp:Task"), ("wsp:id", "T-1"), ("wsp:taskEffort", "0.500000^decimal"), ("wsp:taskState", "wsp:task-state-open"), ("wsp:withdrawn", "false^boolean")]),
        (Impact(id="I-1", assessment="IA-1", description="x"), [("rdf:type", "wsp:Impact"), ("wsp:id", "I-1"), ("wsp:impactAffected", "wsp:impact-affected-individuals"), ("wsp:impactAssessment", "IA-1"), ("wsp:impactDescription", "x"), ("wsp:impactIsBenefit", "false^boolean"), ("wsp:withdrawn", "false^boolean")]),
    ],
)  # fmt: skip
def test_each_record_is_told_field_by_field(record: Record, pairs: list[tuple[str, str]]) -> None:
    assert said(record) == {record.id: sorted(pairs)}


def test_where_it_stands_is_told_of_what_something_is_said_of() -> None:
    """27001 7.5.3 is 42001 7.5.3; A.6.8 gives some of A.3.3. Of what nobody speaks nothing is told."""
    found = said(
        Answer(id="A-1", target="iso27001:7.5.3", status="implemented"),
        Answer(id="A-2", target="iso27001:A.6.8", status="implemented"),
        Answer(id="A-3", target="iso42001:A.2.2", status="not applicable"),
        Evidence(id="E-1", title="x", kind="log", shows=("iso27001:7.5.3",)),
        graph="follows",
    )

    def position(name: str, status: str, is_met: bool, *more: tuple[str, str]) -> list[tuple[str, str]]:
        return sorted([("rdf:type", "wsp:Position"), ("wsp:positionOf", name), ("wsp:positionStatus", f"wsp:{status}"), ("wsp:isMet", f"{str(is_met).lower()}^boolean"), *more])  # fmt: skip

    own, part = "answer-status-implemented", "position-in-part"
    assert found["position/iso27001%3A7.5.3"] == position("iso27001:7.5.3", own, True, ("wsp:answeredBy", "A-1"))
    assert found["position/iso42001%3A7.5.3"] == position("iso42001:7.5.3", own, True, ("wsp:metThrough", "A-1"))
    assert found["position/iso42001%3AA.3.3"] == position("iso42001:A.3.3", part, False, ("wsp:metInPartThrough", "A-2"))  # fmt: skip
    assert found["position/iso42001%3AA.2.2"] == position("iso42001:A.2.2", "answer-status-not-applicable", False, ("wsp:answeredBy", "A-3"))  # fmt: skip
    assert "position/iso42001%3AA.10.4" not in found
    assert {("wsp:countsInFullAt", "iso27001:7.5.3"), ("wsp:countsInFullAt", "iso42001:7.5.3")} <= {*found["E-1"]}
    assert {how for how, _ in found["E-1"]} <= {"wsp:countsInFullAt", "wsp:countsInPartAt"}


TASK = Task(id="T-1", title="x")


def line(seq: int, change: int, field: str = "", before: object = None, after: object = None, **other: Any) -> Line:
    """A line of history; of a whole record if no field is named."""
    said = {"at": "2027-03-01T12:00:00.000+00:00", "person": "P-1", "through": "python", "noun": "task", "record": "T-1"}  # fmt: skip
    texts = (None if v is None else json.dumps(v) for v in (before, plain(TASK) if not field else after))
    return Line(**(said | other), seq=seq, change=change, field=field, before=next(texts), after=next(texts))


def test_who_changed_what_is_told_as_provenance() -> None:
    """A change uses an entry as it was and makes the next version of it; two lines of one change make one."""
    found = said(
        history=(line(1, 1), line(2, 2, "title", "x", "y"), line(3, 2, "due", None, "2027-04-01"), line(4, 3, "effort", 1.5, None)),
        graph="history",
    )  # fmt: skip
    end = ("prov:endedAtTime", "2027-03-01T12:00:00.000+00:00^dateTime")
    change = [end, ("prov:wasAssociatedWith", "P-1"), ("rdf:type", "prov:Activity"), ("rdf:type", "wsp:Change")]
    assert found["change/1"] == change and found["change/2"] == sorted([*change, ("prov:used", "T-1/at/1")])
    assert found["change/3"] == sorted([*change, ("prov:used", "T-1/at/2")])
    version = [("prov:specializationOf", "T-1"), ("rdf:type", "prov:Entity")]
    assert found["T-1/at/1"] == sorted([*version, ("prov:wasGeneratedBy", "change/1")])
    assert found["T-1/at/2"] == sorted([*version, ("prov:wasGeneratedBy", "change/2"), ("prov:wasRevisionOf", "T-1/at/1")])  # fmt: skip
    head = [("rdf:type", "wsp:Line"), ("wsp:about", "T-1"), ("wsp:through", "python")]
    assert found["line/1"] == sorted([*head, ("wsp:inChange", "change/1"), ("wsp:number", "1^integer"), ("wsp:after", json.dumps(plain(TASK)))])  # fmt: skip
    assert found["line/2"] == sorted([*head, ("wsp:inChange", "change/2"), ("wsp:number", "2^integer"), ("wsp:field", "title"), ("wsp:before", "x"), ("wsp:after", "y")])  # fmt: skip
    assert found["line/4"] == sorted([*head, ("wsp:inChange", "change/3"), ("wsp:number", "4^integer"), ("wsp:field", "effort"), ("wsp:before", "1.5")])  # fmt: skip
    assert len(found) == 3 + 4 + 3


def test_history_that_came_after_a_look_at_the_records_is_left_for_the_next() -> None:
    state = state_of(TASK, seq=2)
    every = [line(n, n) for n in (1, 2, 3)]
    place: Any = SimpleNamespace(state=lambda: state, whole_history=lambda: every)
    text = "".join(statements(place, LIBRARY, BASE))
    assert [f"<{BASE}line/{n}>" in text for n in (1, 2, 3)] == [True, True, False]


# --- days ---------------------------------------------------------------------------------------------------------------


def test_the_next_days_on_which_something_begins_to_bind() -> None:
    """Transparency and high-risk duties of 2026 and 2027: of each day what binds for certain, what an open question decides, and whom."""
    chat = System(id="SYS-1", title="Chat", roles=("deployer",), kinds=("transparency",))
    rank = System(id="SYS-2", title="Ranking", roles=("deployer",), kinds=("annex-iii-4",))
    early = dt.date(2026, 8, 1)
    first, second = coming(state_of(chat, rank), LIBRARY, early)
    assert first.day < second.day and [c.day for c in coming(state_of(chat, rank), LIBRARY, early, 1)] == [first.day]
    one = coming(state_of(rank), LIBRARY, early)
    assert all(c.systems == ("SYS-2",) for c in one) and any(c.open for c in one)
    # Two of a kind are bound by the same provisions, each of which counts once.
    twin = System(id="SYS-3", title="Other", roles=("deployer",), kinds=("annex-iii-4",))
    both = coming(state_of(twin, rank), LIBRARY, early)
    assert [(c.day, c.certain, c.open, c.systems) for c in both] == [(c.day, c.certain, c.open, ("SYS-2", "SYS-3")) for c in one]  # fmt: skip
    # What begins on the day itself has begun.
    begun = dt.date.fromisoformat(one[0].day)
    assert one[0].day not in [c.day for c in coming(state_of(rank), LIBRARY, begun)]
    assert coming(state_of(rank), LIBRARY, begun - dt.timedelta(days=1))[0] == one[0]
    assert coming(state_of(System(id="SYS-1", title="x")), LIBRARY, early) == ()
    with pytest.raises(AimsError, match="'most' cannot be 0"):
        coming(state_of(), LIBRARY, early, 0)


@pytest.mark.parametrize(
    ("points", "days"),
    [
        (1, ["2027-03-01", "2027-03-13"]),
        (2, ["2027-03-01", "2027-03-13"]),
        (4, ["2027-03-01", "2027-03-05", "2027-03-09", "2027-03-13"]),
        (6, ["2027-03-01", "2027-03-03", "2027-03-06", "2027-03-08", "2027-03-11", "2027-03-13"]),
        (100, [f"2027-03-{n:02}" for n in range(1, 14)]),
    ],
)
def test_how_far_it_was_is_told_of_evenly_spaced_days(points: int, days: list[str]) -> None:
    """From the first change to a day; answered on the eighth, and withdrawn on the twelfth."""
    answer = Answer(id="A-1", target="iso42001:A.2.2", status="implemented")
    said = {"noun": "answer", "record": "A-1"}
    history = [
        line(1, 1),
        line(2, 2, **said, at="2027-03-08T01:00:00.000+00:00"),
        line(3, 3, "withdrawn", False, True, **said, at="2027-03-12T01:00:00.000+00:00"),
    ]
    history[1] = Line(**{**history[1].__dict__, "after": json.dumps(plain(answer))})
    state = state_of(Choice(id="F-1", framework="iso42001"))
    found = burn_up(state, history, LIBRARY, dt.date(2027, 3, 13), points)
    assert [str(p.day) for p in found] == days and {p.framework for p in found} == {"iso42001"}
    assert [p.progress.least for p in found] == [int("2027-03-08" <= d < "2027-03-12") for d in days]
    assert burn_up(state, [], LIBRARY, ON, points) == []
    assert [str(p.day) for p in burn_up(state, history[:1], LIBRARY, ON, points)] == ["2027-03-01"]


def test_the_next_audit_is_stage_1_while_it_is_to_come_then_whatever_is_first() -> None:
    """What is held is surveyed, too, whether or not it was chosen to be worked at."""
    chosen = Choice(id="F-1", framework="iso42001")
    stage = Milestone(id="M-1", framework="iso42001", planned_on=ON + dt.timedelta(days=90))
    held = Certificate(id="CERT-1", framework="iso27001", issued=ON - dt.timedelta(days=300))

    def told(*records: Record) -> tuple[str, str, bool]:
        state = state_of(chosen, *records)
        seen = dashboard(state, LIBRARY, standing(state, LIBRARY, ON), ON)
        audit = seen.next_audit
        return (
            (audit.kind, audit.framework, seen.blocking is not None) if audit else ("", "", seen.blocking is not None)
        )

    assert told() == ("", "", False)
    assert told(held) == ("surveillance", "iso27001", False)
    assert told(held, stage) == ("stage 1", "iso42001", True)
    done = Milestone(**{**stage.__dict__, "held_on": ON})
    assert told(held, done) == ("surveillance", "iso27001", False) and told(done) == ("", "", False)
    undated = Milestone(id="M-2", framework="iso42001", kind="stage 2")
    assert told(done, undated) == ("stage 2", "iso42001", False)
    assert told(held, done, undated) == ("surveillance", "iso27001", False)
