"""Risks, impacts and how far each system is, worked by hand on a small workspace over the real content."""

import datetime as dt
from dataclasses import replace

import pytest
from assured import ON, both
from states import state_of

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.risks import assessment_in_words, impacts_table
from aims_graph.workspace import impacts, risks
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.records import (
    Assessment,
    Impact,
    Risk,
)
from aims_graph.workspace.records.risk import Criteria
from aims_graph.workspace.store import Workspace

# --- risks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("likelihood", "consequence", "word"),
    [
        (1, 1, "low"),
        (2, 2, "low"),
        (1, 5, "medium"),
        (3, 3, "medium"),
        (2, 5, "high"),
        (4, 4, "high"),
        (4, 5, "very high"),
    ],
)
def test_a_level_is_read_off_the_criteria(likelihood: int, consequence: int, word: str) -> None:
    """The levels of the usual criteria begin at 1, 5, 10 and 17."""
    found = risks.level(Criteria(id=""), likelihood, consequence)
    assert found is not None and (found.product, found.word) == (likelihood * consequence, word)


def test_own_criteria_decide() -> None:
    own = Criteria(id="", likelihoods=("no", "yes"), consequences=("small", "big"), levels=("1:fine", "4:bad"))
    assert [risks.level(own, a, b).word for a, b in ((1, 1), (1, 2), (2, 2))] == ["fine", "fine", "bad"]  # type: ignore[union-attr]
    assert risks.level(own, None, 2) is None


def test_nothing_is_rated_beyond_its_scale(changing: Change) -> None:
    """An impact is rated on the scales of AI risks. Of them R-1 and I-2 have the highest consequence there is: severe (5)."""
    four = ("negligible", "minor", "moderate", "major")
    one = changing.state.all(Assessment)[0].id
    with pytest.raises(
        AimsError, match=r"consequence 6 is not on the scale\.\s+It is 1 \(negligible\) to 5 \(severe\)"
    ):
        changing.add(Impact, assessment=one, description="worse than all", consequence=6)
    with pytest.raises(AimsError, match="R-1 and I-2 are rated higher than these scales end"):
        changing.add(Criteria, consequences=four)
    # Those of another kind of risk are another's.
    changing.add(Criteria, kind="information security", consequences=four)
    changing.set("I-2", consequence=4)
    with pytest.raises(AimsError, match="R-1 is rated higher than these scales end"):
        changing.add(Criteria, consequences=four)
    changing.set("R-1", consequence=4, residual_consequence=4)
    own = changing.add(Criteria, consequences=four)
    # Without criteria of one's own the usual five hold: what is rated on longer ones is beyond these.
    changing.set(own, consequences=(*four, "severe", "fatal"))
    changing.set("R-1", consequence=6)
    for beyond in ({"withdrawn": True}, {"consequences": four}):
        with pytest.raises(AimsError, match="R-1 is rated higher than these scales end"):
            changing.set(own, **beyond)


def test_what_is_open_at_each_risk(made: Workspace, library: Library) -> None:
    state, stands = both(made, library)
    found = {r.risk.id: r for r in risks.risks(state, stands, ON)}
    assert list(found) == ["R-3", "R-1", "R-2"]
    bias = found["R-1"]
    assert (bias.before.product, bias.after.product, bias.is_unacceptable) == (20, 10, True)  # type: ignore[union-attr]
    assert bias.waits_for == ("iso42001:A.5.4",)
    assert bias.open == (risks.NOT_ACCEPTED, risks.NOT_IMPLEMENTED, risks.OVERDUE)
    # Below the criterion, too, somebody accepts what is left; of what is not rated nobody can yet.
    assert found["R-2"].open == (risks.NOT_AGREED,)
    # What is only retained has nothing after; what is treated is rated again.
    bare = replace(state.get(Risk, "R-1"), residual_likelihood=None)
    (unrated,) = risks.risks(state_of(bare), stands, ON)
    assert unrated.after is None and unrated.open[0] == risks.NOT_RATED_AFTER
    # On its day a treatment is not overdue yet.
    assert risks.OVERDUE not in risks.risks(state, stands, dt.date(2027, 2, 1))[1].open
    assert found["R-3"].open == (risks.NOT_RATED, risks.NO_OWNER, risks.NO_TREATMENT)
    cells = risks.grid(state, list(found.values()), "AI")
    assert {at: ids for at, ids in cells.items() if ids} == {(2, 5): ["R-1"], (3, 3): ["R-2"]} and len(cells) == 25


def test_a_named_acceptance_and_what_was_left_out(changing: Change, library: Library) -> None:
    changing.set("R-1", accepted_by="Ada Moor", accepted_on="2027-02-20")
    changing.set("R-2", controls="42001 A.10.4", residual_likelihood=4, residual_consequence=3)
    stands = standing(changing.state, library, ON)
    found = {r.risk.id: r.open for r in risks.risks(changing.state, stands, ON)}
    assert not {risks.NOT_ACCEPTED, risks.NOT_AGREED, risks.NOT_BY_OWNER} & {*found["R-1"]}
    assert found["R-2"] == (risks.WORSE, risks.NOT_ACCEPTED, risks.LEFT_OUT)


def test_of_every_risk_somebody_accepts_what_is_left(changing: Change, library: Library) -> None:
    """ISO/IEC 27001 wants the risk owner's, ISO/IEC 42001 that of designated management; above the criterion or not."""
    low = {
        "likelihood": 1,
        "consequence": 2,
        "residual_likelihood": 1,
        "residual_consequence": 1,
        "treatment": "locked",
    }
    leak = changing.add(Risk, title="Keys leak", kind="information security", owner="Cy Hale", **low)
    drift = changing.add(Risk, title="Drift", kind="AI", owner="Cy Hale", **low)

    def said() -> tuple[tuple[str, ...], ...]:
        found = {r.risk.id: r.open for r in risks.risks(changing.state, standing(changing.state, library, ON), ON)}
        return found[leak], found[drift]

    assert said() == ((risks.NOT_AGREED,), (risks.NOT_AGREED,))
    for name in (leak, drift):
        changing.set(name, accepted_by="Ada Moor", accepted_on=ON)
    assert said() == ((risks.NOT_BY_OWNER,), ())
    # A person is one by whichever of their names.
    changing.set(leak, accepted_by="cy  hale")
    assert said() == ((), ())
    changing.set(leak, owner="", accepted_by="Ada Moor")
    assert said() == ((risks.NO_OWNER,), ())
    # Not rated after its treatment, there is nothing yet that could be accepted as what is left.
    changing.set(drift, likelihood="", accepted_by="", accepted_on="")
    assert said()[1] == (risks.NOT_RATED,)


def test_sources_and_objectives_are_choices_of_the_content(changing: Change, library: Library) -> None:
    assert [r.number for r in risks.sources(library)] == [f"C.3.{n}" for n in range(1, 8)]
    assert [r.number for r in risks.objectives(library)] == [f"C.2.{n}" for n in range(1, 12)]
    with pytest.raises(
        AimsError, match=r"^ISO/IEC 42001 A\.5 Assessing impacts of AI systems is not listed as a source of risk"
    ):
        changing.add(Risk, title="x", source="iso42001:A.5")
    with pytest.raises(AimsError, match=r"^ISO/IEC 42001 C\.3\.1 \D+ is not listed as an objective"):
        changing.add(Risk, title="x", objective="iso42001:C.3.1")


# --- impacts ----------------------------------------------------------------------------------------------------------


def test_what_an_assessment_has_to_say(made: Workspace, library: Library) -> None:
    """A public body deploys the system for recruitment: Article 27 binds. Of 42001, misuse and society are missing."""
    state, _ = both(made, library)
    one = impacts.assessed(state, library, state.all(Assessment)[0])
    assert {m.requirement.id for m in one.missing} == {
        *("iso42001:6.1.4", "iso42001:A.5.5", "aiact:art-27-1-b", "aiact:art-27-1-f", "aiact:art-27-3"),
    }
    assert {m.item for m in one.missing if not m.is_law} == {"foreseeable misuse", "effects on societies"}
    said = {a.requirement.id: a.values for a in one.asked}
    assert said["aiact:art-27-1-c"] == ("applicants; women",)
    # A benefit is no harm.
    assert said["aiact:art-27-1-d"] == ("a suited applicant is not seen; ranked lower than men",)
    assert [one.levels[i.id].product for i in one.impacts["individuals"] if not i.is_benefit] == [12]  # type: ignore[union-attr]


def test_an_assessment_has_the_impacts_that_are_entered_at_it(changing: Change, library: Library) -> None:
    other = changing.add(Assessment, system="SYS-2", title="Of the bot")
    society = changing.add(Impact, assessment=other, affected="societies", description="fewer clerks", who="clerks")
    first, second = (impacts.assessed(changing.state, library, a) for a in changing.state.all(Assessment))
    assert {i.id for found in second.impacts.values() for i in found} == {society} == set(second.levels)
    assert first.impacts["societies"] == () and society not in first.levels
    assert "effects on societies" in {m.item for m in first.missing}
    assert "effects on societies" not in {m.item for m in second.missing}


def test_the_law_asks_only_where_it_binds(changing: Change, library: Library) -> None:
    """A private company that serves no public is outside Article 27 for recruitment; unsaid, it is a question."""

    def asked() -> dict[str, bool | None]:
        one = impacts.assessed(changing.state, library, changing.state.all(Assessment)[0])
        return {a.requirement.id: a.binds for a in one.asked if a.is_law}

    assert set(asked().values()) == {True}
    changing.set("SYS-1", facts_true="")
    assert set(asked().values()) == {None}
    changing.set("SYS-1", facts_false="public-body; private-public-service")
    assert asked() == {}


def test_what_an_approved_assessment_leaves_open_is_said_where_it_is_listed(changing: Change, library: Library) -> None:
    """Misuse, society and three particulars of Article 27 are open; the other system has no assessment."""

    def said() -> tuple[str, str]:
        one = impacts.assessed(changing.state, library, changing.state.all(Assessment)[0])
        table = impacts_table(library, changing.state, impacts.systems(changing.state, ON), [one])
        return assessment_in_words(one), table.notes[0]

    assert said() == (
        "draft; 5 particulars missing",
        "2 systems; 1 without an assessment; 1 whose assessment leaves something open.",
    )
    changing.set("IA-1", state="approved")
    assert said()[0] == "approved by nobody who is named; 5 particulars missing"
    assert said()[1].endswith("; 1 approved by nobody who is named.")
    changing.set("IA-1", approved_by="Ada Moor")
    assert said()[0] == "approved; 5 particulars missing" and "nobody" not in said()[1]


def test_how_far_each_system_is(changing: Change) -> None:
    assert [s.state for s in impacts.systems(changing.state, ON)] == [impacts.DRAFT, impacts.NONE]
    changing.set("IA-1", state="approved")
    assert impacts.systems(changing.state, ON)[0].state == impacts.APPROVED_BY_NOBODY
    # One that somebody approved counts before a later one that nobody did.
    named = changing.add(Assessment, system="SYS-1", title="of before", state="approved", approved_by="Ada Moor")
    assert impacts.systems(changing.state, ON)[0].assessment == changing.state.get(Assessment, named)
    changing.withdraw(named)
    changing.set("IA-1", approved_by="Ada Moor")
    changing.add(Assessment, system="SYS-1", title="next one")
    assert [s.state for s in impacts.systems(changing.state, ON)] == [impacts.APPROVED, impacts.NONE]
    assert impacts.systems(changing.state, dt.date(2028, 1, 20))[0].state == impacts.APPROVED
    assert impacts.systems(changing.state, dt.date(2028, 1, 21))[0].state == impacts.REVIEW_DUE
    changing.set("SYS-2", status="retired")
    assert len(impacts.systems(changing.state, ON)) == 1
