"""How far the impact assessment of each system has come, and what an assessment says of what is asked (ISO/IEC 42001 6.1.4, A.5; AI Act, Article 27)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from states import state_of

from aims_graph.formats.library import load
from aims_graph.workspace import impacts
from aims_graph.workspace.records import Assessment, Impact, System
from aims_graph.workspace.records.base import Record

LIBRARY = load()
ON = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)
SYSTEM = System(id="SYS-1", title="Shortlist")
DRAFT = Assessment(id="IA-1", system="SYS-1", title="x")
CALLED = replace(DRAFT, id="IA-2", state="approved")
NAMED = replace(DRAFT, id="IA-3", state="approved", approved_by="Ada", review_by=ON)


@pytest.mark.parametrize(
    ("assessments", "state", "which"),
    [
        ([], "no assessment", None),
        ([replace(DRAFT, state="superseded")], "no assessment", None),
        ([replace(DRAFT, system="SYS-2")], "no assessment", None),
        ([DRAFT], "in draft", "IA-1"),
        # Of several of a kind the last; one that was approved before a draft, by somebody who is named before by nobody.
        ([DRAFT, replace(DRAFT, id="IA-9")], "in draft", "IA-9"),
        ([CALLED, replace(DRAFT, id="IA-9")], "approved by nobody who is named", "IA-2"),
        ([CALLED, replace(CALLED, id="IA-9")], "approved by nobody who is named", "IA-9"),
        ([NAMED, CALLED, DRAFT], "approved", "IA-3"),
        ([NAMED, replace(NAMED, id="IA-9")], "approved", "IA-9"),
        ([replace(NAMED, review_by=None)], "approved", "IA-3"),
        ([replace(NAMED, review_by=ON - DAY)], "review due", "IA-3"),
        # Who approved a draft approved nothing yet.
        ([replace(DRAFT, approved_by="Ada")], "in draft", "IA-1"),
    ],
)
def test_which_assessment_counts_for_a_system(assessments: list[Assessment], state: str, which: str | None) -> None:
    (found,) = impacts.systems(state_of(SYSTEM, *assessments), ON)
    assert (found.system, found.state, found.assessment.id if found.assessment else None) == (SYSTEM, state, which)
    assert impacts.systems(state_of(replace(SYSTEM, status="retired"), *assessments), ON) == []


def test_an_approval_by_nobody_is_told_of_each_system_that_is_not_retired() -> None:
    state = state_of(SYSTEM, System(id="SYS-2", title="y", status="retired"), DRAFT, CALLED, NAMED, replace(CALLED, id="IA-9", system="SYS-2"))  # fmt: skip
    assert impacts.approved_by_nobody(state) == ("IA-2",)
    assert [impacts.is_approved(a) for a in (DRAFT, replace(DRAFT, approved_by="A"), CALLED, NAMED)] == [False, False, False, True]  # fmt: skip


def test_what_an_assessment_says_of_what_is_asked() -> None:
    whole = replace(DRAFT, intended_use="ranks", process="sifting", notified_on=ON)
    said: list[Record] = [
        Impact(id="I-1", assessment="IA-1", who="applicants", description="not seen", likelihood=3, consequence=4),
        Impact(id="I-2", assessment="IA-1", who="applicants", description="quick answer", is_benefit=True),
        Impact(id="I-3", assessment="IA-1", affected="groups", who="women", description="ranked lower", likelihood=2),
        Impact(id="I-4", assessment="IA-9", affected="societies", who="all", description="another's"),
    ]
    state = state_of(replace(SYSTEM, roles=("deployer",), kinds=("annex-iii-4",), facts_true=("public-body",)), whole, *said)  # fmt: skip
    found = impacts.assessed(state, LIBRARY, whole)
    assert {a.item: (a.requirement.id, a.values) for a in found.asked} == {
        "intended use": ("iso42001:6.1.4", ("ranks",)),
        "foreseeable misuse": ("iso42001:6.1.4", ()),
        "effects on individuals": ("iso42001:A.5.4", ("not seen; quick answer",)),
        "effects on groups of individuals": ("iso42001:A.5.4", ("ranked lower",)),
        "effects on societies": ("iso42001:A.5.5", ()),
        "processes in which the system is used": ("aiact:art-27-1-a", ("sifting",)),
        "period and frequency of use": ("aiact:art-27-1-b", ()),
        # Each once; of harm what is no benefit.
        "kinds of persons and groups affected": ("aiact:art-27-1-c", ("applicants; women",)),
        "specific risks of harm to them": ("aiact:art-27-1-d", ("not seen; ranked lower",)),
        "human oversight": ("aiact:art-27-1-e", ()),
        "measures if the risks materialise, with governance and complaints": ("aiact:art-27-1-f", ()),
        "results notified to the market surveillance authority": ("aiact:art-27-3", ("2027-03-01",)),
    }
    assert {(a.requirement.framework, a.is_law, a.binds) for a in found.asked} == {("iso42001", False, True), ("aiact", True, True)}  # fmt: skip
    assert [a.item for a in found.missing] == [a.item for a in found.asked if not a.values]
    assert {whom: [i.id for i in those] for whom, those in found.impacts.items()} == {
        "individuals": ["I-1", "I-2"],
        "groups": ["I-3"],
        "societies": [],
    }
    levels = {name: level and (level.product, level.word) for name, level in found.levels.items()}
    assert levels == {"I-1": (12, "high"), "I-2": None, "I-3": None}
    # Where a question is open the law may ask; of a system without roles, or of a provider's, it asks nothing here.
    for facts, binds in (({"facts_true": ()}, {None}), ({"roles": ()}, set()), ({"roles": ("provider",)}, set())):
        other = replace(state.get(System, "SYS-1"), **facts)
        asked = impacts.assessed(state_of(other, whole, *said), LIBRARY, whole).asked
        assert {a.binds for a in asked if a.is_law} == binds, facts
