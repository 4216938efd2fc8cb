"""Certificates that ended, frameworks that are assessed, lines of a Statement of Applicability and a year of audits: by hand, over few requirements."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import tiny
from states import state_of

from aims_graph.errors import AimsError, UnknownFrameworkError
from aims_graph.formats.library import library_of, load
from aims_graph.model import Library
from aims_graph.workspace import assessed, audits, soa
from aims_graph.workspace.carry import standing
from aims_graph.workspace.certificates import editions_held
from aims_graph.workspace.lapsed import Lapsed, lapsed
from aims_graph.workspace.records import Answer, Audit, Certificate, Choice, Evidence, Finding, Person, Risk, System
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.soa import NO_EVIDENCE, NOT_DECIDED, NOT_JUSTIFIED, RISK_CALLS, ControlLine, Reuse

LIBRARY = load()
ON = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)
TEST = "the yearly test"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """a and b ask the same of logging (1.1) and share some of training (1.2); the requirements of a are controls that may be left out."""
    library = library_of(tiny.write(tmp_path_factory.mktemp("small")))
    controls = {n: replace(r, kind="control") if n.startswith("a:1.") else r for n, r in library.requirements.items()}
    return replace(library, requirements=controls)


# --- a certificate that ended -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "met", "in_part"),
    [
        ([], {"a": ("a:1.1",), "b": ("b:1.1", "b:1.2", "b:1.3")}, {"a": ("a:1.2",)}),
        # Where somebody answered, that counts, and counted before; so does what another answer meets, in full or in part.
        ([Answer(id="A-1", target="b:1.3", owner="Ada")], {"a": ("a:1.1",), "b": ("b:1.1", "b:1.2", "b:1.3")}, {"a": ("a:1.2",)}),
        ([Answer(id="A-1", target="b:1.3", status="not started")], {"a": ("a:1.1",), "b": ("b:1.1", "b:1.2")}, {"a": ("a:1.2",)}),
        ([Answer(id="A-1", target="a:1.1", status="implemented")], {"b": ("b:1.2", "b:1.3")}, {"a": ("a:1.2",)}),
        ([Answer(id="A-1", target="a:1.2", status="planned")], {"a": ("a:1.1",), "b": ("b:1.1", "b:1.2", "b:1.3")}, {}),
        ([Answer(id="A-1", target="b:1.2", status="implemented")], {"a": ("a:1.1",), "b": ("b:1.1", "b:1.3")}, {}),
        ([Answer(id="A-1", target="a:group-logs", status="not applicable", reason="r")], {"b": ("b:1.1", "b:1.2", "b:1.3")}, {"a": ("a:1.2",)}),
        # Only of what the organisation answers to.
        ([Choice(id="F-1", framework="a")], {"a": ("a:1.1",)}, {"a": ("a:1.2",)}),
        ([Choice(id="F-1", framework="b")], {"b": ("b:1.1", "b:1.2", "b:1.3")}, {}),
    ],
)  # fmt: skip
def test_what_a_certificate_alone_met_is_open_once_it_ended(
    records: list[Record], met: dict[str, tuple[str, ...]], in_part: dict[str, tuple[str, ...]], small: Library
) -> None:
    state = state_of(Certificate(id="CERT-1", framework="b", expires=ON - DAY), *records)

    def found(on: dt.date) -> list[Lapsed]:
        return lapsed(state, small, standing(state, small, on), on)

    (one,) = found(ON)
    assert (one.held.certificate.id, one.met, one.in_part) == ("CERT-1", met, in_part)
    assert found(ON - DAY) == []


# --- what is assessed ---------------------------------------------------------------------------------------------------


def test_what_can_be_assessed_and_certified_stands_in_its_rank() -> None:
    able = ("iso42001", "iso27001", "iso27001-2013", "iso9001", "airmf", "aiact")
    assert assessed.editions_assessed(LIBRARY) == able
    # Of the edition of 2026 nothing can be answered yet; of the law as it read in 2024 nobody is certified.
    assert editions_held(LIBRARY) == [*able[:4], "iso9001-2026", *able[4:]]
    names = "ISO/IEC 42001, ISO/IEC 27001, ISO/IEC 27001:2013, ISO 9001, NIST AI RMF, EU AI Act"
    assert names == ", ".join(LIBRARY.frameworks[f].short for f in able)
    assert [assessed.edition_assessed(LIBRARY, n) for n in ("27001:2013", "AI Act", "iso9001")] == ["iso27001-2013", "aiact", "iso9001"]  # fmt: skip
    with pytest.raises(AimsError) as told:
        assessed.edition_assessed(LIBRARY, "9001:2026")
    assert (told.value.what, told.value.mend) == ("ISO 9001:2026 cannot be assessed.", f"These can be: {names}.")
    with pytest.raises(UnknownFrameworkError) as unknown:
        assessed.edition_assessed(LIBRARY, "weather")
    assert unknown.value.mend == f"Use one of {names}."


def test_what_an_assessment_offers() -> None:
    """What was chosen, else all that mappings speak of but what was left out; beside it an edition one holds or has answered in."""
    left = Choice(id="F-1", framework="aiact", is_target=False, reason="r")
    every = ["iso42001", "iso27001", "iso9001", "airmf", "aiact"]
    old = Choice(id="F-2", framework="iso27001-2013")
    for records, offered, mapped in (
        ([], every, every),
        ([left], every[:-1], every[:-1]),
        ([left, Choice(id="F-3", framework="iso9001"), Choice(id="F-4", framework="iso42001")], ["iso42001", "iso9001"], ["iso42001", "iso9001"]),
        ([old, Choice(id="F-3", framework="iso27001")], ["iso27001", "iso27001-2013"], ["iso27001"]),
        ([old], ["iso27001-2013"], ["iso27001"]),
        ([Choice(id="F-3", framework="iso42001"), Answer(id="A-1", target="iso27001-2013:4.1")], ["iso42001", "iso27001-2013"], ["iso42001"]),
        ([Choice(id="F-3", framework="iso42001"), Certificate(id="CERT-1", framework="iso27001-2013")], ["iso42001", "iso27001-2013"], ["iso42001"]),
        # Another framework that mappings speak of is offered by choice alone.
        ([Choice(id="F-3", framework="iso42001"), Answer(id="A-1", target="iso9001:4.1")], ["iso42001"], ["iso42001"]),
    ):  # fmt: skip
        state = state_of(*records)
        assert assessed.assessed_in(state, LIBRARY) == offered
        assert assessed.mapped_targets_of(state, LIBRARY) == mapped
    state = state_of(Choice(id="F-1", framework="airmf"), Certificate(id="CERT-1", framework="iso27001-2013"))
    # Nobody is certified against the framework of NIST, so nobody audits it for that; what is held is audited.
    assert audits.standards(state, LIBRARY) == ["iso27001"]


# --- lines of a Statement of Applicability ------------------------------------------------------------------------------

LOGS = ControlLine("a:1.1", "Logging", "undecided", "", (), "", (), "", (), (), (NOT_DECIDED,))
OWN = Answer(id="A-1", target="a:1.1", status="implemented", reason="of use", owner="Ada")
PAPER = Evidence(id="E-1", title="x", kind="record", shows=("a:1.1",))
CALLS = Risk(id="R-1", title="x", controls=("a:1.1", "b:1.1"))
OUT = replace(OWN, status="not applicable")
TWIN = Answer(id="A-2", target="b:1.1", status="implemented", reason="of b", owner="Bo")
B = Choice(id="F-1", framework="b")


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([], {}),
        ([OWN], {"applicable": "yes", "justification": "of use", "implemented": "implemented", "owner": "Ada", "wrong": (NO_EVIDENCE,)}),
        ([OWN, PAPER], {"applicable": "yes", "justification": "of use", "implemented": "implemented", "owner": "Ada", "evidence": ("E-1",), "wrong": ()}),
        ([OWN, replace(PAPER, valid_until=ON - DAY)], {"applicable": "yes", "justification": "of use", "implemented": "implemented", "owner": "Ada", "wrong": (NO_EVIDENCE,)}),
        ([replace(OWN, reason="", status="planned")], {"applicable": "yes", "implemented": "planned", "owner": "Ada", "wrong": (NOT_JUSTIFIED,)}),
        ([replace(OWN, reason="", status="planned"), CALLS], {"applicable": "yes", "risks": ("R-1",), "implemented": "planned", "owner": "Ada", "wrong": ()}),
        ([CALLS, replace(CALLS, id="R-2")], {"applicable": "yes", "risks": ("R-1", "R-2"), "wrong": ()}),
        ([OUT], {"applicable": "no", "justification": "of use", "implemented": "not applicable", "owner": "Ada", "wrong": ()}),
        ([OUT, CALLS], {"applicable": "no", "justification": "of use", "risks": ("R-1",), "implemented": "not applicable", "owner": "Ada", "wrong": (RISK_CALLS,)}),
        # What an answer elsewhere certainly meets is decided there; what is re-used of it is told where that framework counts.
        ([TWIN, PAPER], {"applicable": "yes", "justification": "of b", "implemented": "implemented", "carried_from": ("b:1.1",), "owner": "Bo", "evidence": ("E-1",), "decided_from": "b:1.1", "wrong": ()}),
        ([TWIN, PAPER, B], {"applicable": "yes", "justification": "of b", "implemented": "implemented", "carried_from": ("b:1.1",), "owner": "Bo", "evidence": ("E-1",), "decided_from": "b:1.1", "wrong": (), "reuses": (Reuse("b", "all", ("b:1.1",), ("b:1.1",), ""),)}),
        ([OUT, TWIN, B], {"applicable": "no", "justification": "of use", "implemented": "not applicable", "owner": "Ada", "wrong": ()}),
        ([replace(B, is_target=False, reason="r"), TWIN, PAPER], {"applicable": "yes", "justification": "of b", "implemented": "implemented", "carried_from": ("b:1.1",), "owner": "Bo", "evidence": ("E-1",), "decided_from": "b:1.1", "wrong": ()}),
        # A certificate implements and decides nothing.
        ([Certificate(id="CERT-1", framework="b")], {"implemented": "implemented", "carried_from": ("b",), "reuses": (Reuse("b", "all", ("b:1.1",), ("b:1.1",), ""),)}),
    ],
)  # fmt: skip
def test_a_line_by_what_is_said_of_its_control(records: list[Record], said: dict[str, object], small: Library) -> None:
    state = state_of(*records)
    lines = soa.lines(state, small, standing(state, small, ON), "a", ON)
    assert [line.control for line in lines] == ["a:1.1", "a:1.2", "a:1.3"]
    assert lines[0] == replace(LOGS, **said) and lines[0].is_implemented is (said.get("implemented") == "implemented")


def test_what_another_framework_gives_of_a_control_in_part(small: Library) -> None:
    """By the judgement of the whole of it where there is one, else by the rows that give most."""
    records = [Answer(id="A-1", target="b:1.2", status="implemented"), B]
    state = state_of(*records)

    def reuses(library: Library) -> list[tuple[Reuse, ...]]:
        return [line.reuses for line in soa.lines(state, library, standing(state, library, ON), "a", ON)]

    part = Reuse("b", "most", ("b:1.2",), ("b:1.2",), TEST)
    assert reuses(small) == [(), (part,), ()] == reuses(replace(small, remainders=[]))
    judged = small.remainder_of["a:1.2", "b"]
    other = replace(judged, met="some", by=("b:1.1", "b:1.2"), remains="w")
    assert reuses(replace(small, remainders=[other]))[1] == (Reuse("b", "some", ("b:1.1", "b:1.2"), ("b:1.2",), "w"),)
    assert reuses(replace(small, remainders=[replace(judged, met="none")]))[1] == ()
    assert soa.frameworks(small) == ["a"] and soa.controls(small, "b") == []
    with pytest.raises(AimsError) as told:
        soa.lines(state, small, standing(state, small, ON), "b", ON)
    assert (told.value.what, told.value.mend) == (
        "B has no controls that one may leave out, so no Statement of Applicability.",
        "Name one of: A.",
    )


# --- a year of audits -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "days"),
    [
        (1, ["2027-07-15"]),
        (2, ["2027-04-15", "2027-10-15"]),
        (3, ["2027-03-15", "2027-07-15", "2027-11-15"]),
        # The 15th of May and of August 2027 are days of a weekend.
        (4, ["2027-02-15", "2027-05-17", "2027-08-16", "2027-11-15"]),
        (6, ["2027-02-15", "2027-04-15", "2027-06-15", "2027-08-16", "2027-10-15", "2027-12-15"]),
        (12, ["2027-01-15", "2027-02-15", "2027-03-15", "2027-04-15", "2027-05-17", "2027-06-15", "2027-07-15", "2027-08-16", "2027-09-15", "2027-10-15", "2027-11-15", "2027-12-15"]),
    ],
)  # fmt: skip
def test_audits_are_spread_over_the_year(parts: int, days: list[str]) -> None:
    """In the middle of the month in the middle of each part of the year."""
    people = [Person(id="P-1", name="Bo"), Person(id="P-2", name="Cy", role="auditor"), Person(id="P-3", name="Di")]
    busy = Answer(id="A-1", target="iso42001:5.2", owner="Di")
    found = audits.programme(state_of(*people, busy), LIBRARY, ["iso42001"], 2027, parts)
    assert [str(p.planned_on) for p in found] == days
    assert [p.title for p in found] == [f"Internal audit {n} of {parts}, 2027" for n in range(1, parts + 1)]
    # Who audits by role first; nobody where they answer for something.
    where = [n for n, p in enumerate(found) if p.impartial == ("Cy", "Bo")]
    assert len(where) == 1 and all(p.impartial == ("Cy", "Bo", "Di") for n, p in enumerate(found) if n != where[0])
    assert sum(p.requirements for p in found) >= sum(r.assessable for r in LIBRARY.members("iso42001"))


def test_one_audit_of_a_small_framework_looks_at_all_of_it(small: Library) -> None:
    state = state_of(System(id="SYS-1", title="x"))
    (one,) = audits.programme(state, small, ["b", "a"], 2027, 3)
    assert (one.frameworks, one.requirements, one.impartial) == (("b", "a"), 6, ()) and {*one.areas} == {"a:1", "b:1"}
    records = [
        PAPER,
        replace(PAPER, id="E-2", shows=("b:1.2",)),
        Finding(id="N-1", title="x", at=("a:1.2", "b:1.3")),
        Finding(id="N-2", title="x", at=("b:1.1",)),
        OWN,
    ]
    state = state_of(*records)
    audit = Audit(id="AUD-1", title="x", frameworks=("a",), areas=("a:1.1", "a:1.2"))
    found = audits.plan(state, small, standing(state, small, ON), audit, ON)
    # What only shares something with a requirement shows none of it in full; what was found elsewhere is not looked at here.
    (look,) = found
    assert [(p.requirement, p.answer and p.answer.id) for p in look.positions] == [("a:1.1", "A-1"), ("a:1.2", None)]
    assert [s.evidence.id for s in look.evidence] == ["E-1"] and [f.finding.id for f in look.found] == ["N-1"]
    assert [r.id for r in look.visit.serves] == ["a:1.1", "a:1.2"]
    with pytest.raises(AimsError) as nothing:
        audits.plan(state, small, standing(state, small, ON), replace(audit, frameworks=()), ON)
    assert (nothing.value.what, nothing.value.mend, nothing.value.advice) == (
        "AUD-1 names no framework.",
        "Give it frameworks: frameworks=…",
        "Give it frameworks.",
    )
    for year, count in ((1999, 1), (3000, 1), (2027, 0), (2027, 13)):
        with pytest.raises(AimsError, match="'year' cannot be" if count == 1 else "'audits' cannot be"):
            audits.programme(state, small, ["a"], year, count)
    with pytest.raises(AimsError, match=r"^No framework is named\.\n  Name those that are audited, the leading one first\.$"):  # fmt: skip
        audits.programme(state, small, [], 2027)
