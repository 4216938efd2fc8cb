"""What stage 1 and stage 2 of a certification audit would find missing of a framework of three clauses, worked out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from states import state_of

from aims_graph.formats.library import library_of
from aims_graph.model import Library, Particular, Source
from aims_graph.workspace import certification as c
from aims_graph.workspace.carry import standing
from aims_graph.workspace.certification import Missing
from aims_graph.workspace.records import (
    Answer,
    Audit,
    Certificate,
    Evidence,
    Finding,
    Person,
    Review,
    Task,
)
from aims_graph.workspace.records.base import Record

ON = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Of a, 1.1 demands a log and a plan, 1.3 a list of findings, which the workspace holds; a record is sampled, a policy only read."""
    folder: Path = tmp_path_factory.mktemp("small")
    packs = tiny.write(folder)
    kinds = folder / "ontology/evidence.ttl"
    kind = 'aims:evidence-{0} a aims:EvidenceKind ; skos:notation "{0}" ; aims:auditMethod "{1}" ; skos:prefLabel "{0}"@en .\n'  # fmt: skip
    text = kinds.read_text(encoding="utf-8").partition("aims:evidence-record")[0]
    kinds.write_text(text + kind.format("record", "sample") + kind.format("policy", "read"), encoding="utf-8")
    library = library_of(packs)
    wanted = {"a:1.1": ("log", "plan"), "a:1.3": ("list",)}
    requirements = {n: replace(r, documented_information=wanted.get(n, ())) for n, r in library.requirements.items()}
    held = Particular("a:1.3", "list", ("held.findings",), (), Source("x.tsv", 2))
    return replace(library, requirements=requirements, particulars=[held])


def stages(library: Library, *records: Record, months: int = 12) -> tuple[list[Missing], list[Missing]]:
    state = state_of(*records)
    at = standing(state, library, ON)
    return c.stage_1(state, library, at, "a", ON), c.stage_2(state, library, at, "a", ON, months)


def paper(n: int = 1, shows: str = "a:1.1", kind: str = "record", **days: dt.date) -> Evidence:
    return Evidence(id=f"E-{n}", title="x", kind=kind, shows=(shows,), valid_from=days.get("since"), valid_until=days.get("until"))  # fmt: skip


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([], [(c.NOT_WRITTEN, "a:1.1", ("log", "plan")), (c.NOT_WRITTEN, "a:1.3", ("list",))]),
        # What shows a requirement as a whole shows all of its documents; what the workspace holds is one of them.
        ([paper(), Finding(id="N-1", title="x")], []),
        ([paper(until=ON), paper(2, "a:1.3")], []),
        # What contains it shows it, too.
        ([paper(shows="a:1"), paper(2, "a:1.3", since=ON)], []),
        ([paper(until=ON - DAY), paper(2, until=ON - 9 * DAY), paper(3, "a:1.3")], [(c.EXPIRED, "a:1.1", ("E-1", "E-2"))]),
        ([paper(until=ON - DAY), paper(2), paper(3, "a:1.3")], []),
        ([paper(since=ON + DAY), paper(3, "a:1.3")], [(c.NOT_WRITTEN, "a:1.1", ("log", "plan"))]),
        # What is left out demands nothing.
        ([Answer(id="A-1", target="a:1.1", status="not applicable", reason="r"), paper(3, "a:1.3")], []),
        ([Answer(id="A-1", target="a:1.1", status="implemented"), paper(3, "a:1.3")], [(c.NOT_WRITTEN, "a:1.1", ("log", "plan"))]),
    ],
)  # fmt: skip
def test_what_is_not_in_writing(records: list[Record], found: list[tuple[str, str, tuple[str, ...]]], small: Library) -> None:  # fmt: skip
    first, _ = stages(small, *records)
    documents = {"a:1.1": ("log", "plan"), "a:1.3": ("list",)}
    assert first == [
        Missing(
            what, small.requirements[name], about, asked_for=small.evidence_at.get(name),
            here=("held.findings",) if name == "a:1.3" else (), documents=documents[name],
        )
        for what, name, about in found
    ]  # fmt: skip


def test_the_index_of_documents_tells_what_is_there_of_each(small: Library) -> None:
    records = [
        *(paper(1), paper(2, until=ON - DAY), paper(3, since=ON + DAY), paper(4, "b:1.1", until=ON - DAY)),
        *(paper(5, "b:1.2"), Finding(id="N-1", title="x"), Finding(id="N-2", title="y")),
    ]
    parted = replace(small, requirements={**small.requirements, "a:1.2": replace(small.requirements["a:1.2"], documented_information=("r",))})  # fmt: skip
    state = state_of(*records)
    logs, courses, found = c.index(state, parted, standing(state, parted, ON), "a", ON)
    assert [w.requirement.id for w in (logs, courses, found)] == ["a:1.1", "a:1.2", "a:1.3"]

    def ids(pieces: tuple[c.Shown, ...]) -> list[str]:
        return [p.evidence.id for p in pieces]

    assert (ids(logs.evidence), ids(logs.valid), ids(logs.expired), ids(logs.in_part)) == (["E-1", "E-2", "E-3", "E-4"], ["E-1"], ["E-2", "E-4"], [])  # fmt: skip
    assert (ids(courses.evidence), ids(courses.valid), ids(courses.in_part), courses.missing) == ([], [], ["E-5"], ("r",))  # fmt: skip
    assert (found.held, found.missing, logs.held, logs.missing) == ({"list": ("N-1", "N-2")}, (), {}, ())


DONE = [Answer(id=f"A-{n}", target=f"a:1.{n}", status="implemented") for n in (1, 2, 3)]
SHOWN = [paper(n, f"a:1.{n}") for n in (1, 2, 3)]
AUDIT = Audit(id="AUD-1", title="x", state="done", done_on=ON, frameworks=("a",))
REVIEW = Review(id="MR-1", held_on=ON)
ALL: list[Record] = [*DONE, *SHOWN, AUDIT, REVIEW]
YEAR = dt.date(2026, 3, 1)


def without(*ids: str) -> list[Record]:
    return [r for r in ALL if r.id not in ids]


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (ALL, []),
        (without("A-2"), [(c.NOT_DONE, "a:1.2", (), "")]),
        # Left out is neither to be done, shown nor audited; what is met in another way is done.
        ([*without("A-2", "E-2"), Answer(id="A-2", target="a:1.2", status="not applicable", reason="r")], []),
        ([*without("A-1"), Answer(id="A-9", target="b:1.1", status="implemented")], []),
        (without("E-1"), [(c.NO_OPERATION, "a:1.1", (), "")]),
        ([*without("E-1"), paper(1, until=ON - DAY)], [(c.NO_OPERATION, "a:1.1", (), "")]),
        # A policy says what is intended; where auditors would only read, it is enough.
        ([*without("E-1"), paper(1, kind="policy")], [(c.NO_OPERATION, "a:1.1", ("E-1",), "")]),
        ([*without("E-2"), paper(2, "a:1.2", kind="policy")], []),
        # What the workspace holds is a record of what is done.
        ([*without("E-3"), Finding(id="N-1", title="x")], []),
        (without("AUD-1"), [(c.NOT_AUDITED, f"a:1.{n}", (), "") for n in (1, 2, 3)]),
        ([*without("AUD-1"), replace(AUDIT, areas=("a:1.2", "a:1.3")), Audit(id="AUD-2", title="y", areas=("a:1",))], [(c.NOT_AUDITED, "a:1.1", (), "AUD-2")]),
        ([*without("AUD-1"), replace(AUDIT, done_on=YEAR)], []),
        ([*without("AUD-1"), replace(AUDIT, done_on=YEAR - DAY)], [(c.NOT_AUDITED, f"a:1.{n}", (), "") for n in (1, 2, 3)]),
        (without("MR-1"), [(c.NOT_REVIEWED, "", (), "")]),
        ([*without("MR-1"), replace(REVIEW, held_on=YEAR)], []),
        ([*without("MR-1"), replace(REVIEW, held_on=YEAR - DAY)], [(c.NOT_REVIEWED, "", (), "")]),
        # A major nonconformity where it was found, here or nowhere; a minor one, and one of another framework, is no matter of the stage.
        ([*ALL, Finding(id="N-1", title="x", kind="major nonconformity", at=("b:1.1", "a:1.3"))], [(c.MAJOR_OPEN, "a:1.3", ("N-1",), "correct it")]),
        ([*ALL, Finding(id="N-1", title="x", kind="major nonconformity", correction="y", at=("gone:1",))], [(c.MAJOR_OPEN, "", ("N-1",), "find the cause")]),
        ([*ALL, Finding(id="N-1", title="x", kind="major nonconformity", at=("b:1.1",)), Finding(id="N-2", title="x", at=("a:1.1",))], []),
        ([*ALL, replace(REVIEW, id="MR-2", held_on=ON + DAY)], [(c.AHEAD, "", ("MR-2",), "")]),
        ([*ALL, Person(id="P-1", name="Bo"), replace(DONE[0], id="A-9", target="a:1", owner="Bo"), Audit(id="AUD-2", title="y", lead="bo", frameworks=("a",), areas=("a:1",)), Audit(id="AUD-3", title="y", lead="bo", frameworks=("b",), areas=("a:1",))], [(c.PARTIAL_AUDITOR, "", ("AUD-2", "bo", "a:1"), "")]),
    ],
)  # fmt: skip
def test_what_is_not_done(records: list[Record], found: list[tuple[str, str, tuple[str, ...], str]], small: Library) -> None:  # fmt: skip
    # An auditor asks for a record of logging, and only reads of training.
    asked = {"a:1.1": small.evidence_at["a:1.1"], "a:1.2": replace(small.evidence_at["a:1.1"], requirement_id="a:1.2", kinds=("policy",))}  # fmt: skip
    library = replace(small, evidence=[*asked.values()])
    _, second = stages(library, *records)
    assert second == [
        Missing(
            what, library.requirements.get(name), about, planned,
            library.evidence_at.get(name) if what == c.NO_OPERATION else None,
        )
        for what, name, about, planned in found
    ]  # fmt: skip


def test_how_long_an_audit_and_a_review_count_is_the_organisations_to_say(small: Library) -> None:
    records = [*without("AUD-1", "MR-1"), replace(AUDIT, done_on=YEAR - DAY), replace(REVIEW, held_on=YEAR - DAY)]
    assert len(stages(small, *records)[1]) == 4 and stages(small, *records, months=13)[1] == []
    # A certificate of the other framework does what it meets, and shows nothing.
    held = stages(small, Certificate(id="CERT-1", framework="a"), Task(id="T-1", title="x"), AUDIT, REVIEW)[1]
    assert [(m.what, m.requirement and m.requirement.id) for m in held] == [(c.NO_OPERATION, f"a:1.{n}") for n in (1, 2, 3)]  # fmt: skip
