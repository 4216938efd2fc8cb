"""What was accepted of a risk is kept with its acceptance: what is rated or treated otherwise afterwards is accepted anew, and until then by nobody."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from assured import AI, ON, SECURITY, WRITTEN, assured
from commands import page_text, run
from sqlalchemy import text

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.certification import stage_table
from aims_graph.present.risks import high_in_words, risks_table
from aims_graph.workspace import certification, review, risks
from aims_graph.workspace.acceptance import UNDER, WHAT, accepted_by, changed, other_criteria
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change, ConflictError
from aims_graph.workspace.dashboard import dashboard
from aims_graph.workspace.held import held
from aims_graph.workspace.interchange import as_document, read_document
from aims_graph.workspace.past import as_of, played
from aims_graph.workspace.records import Answer, Criteria, Person, Risk
from aims_graph.workspace.rules import criteria_of
from aims_graph.workspace.setup import backup, restore
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace

ADA = {"accepted_by": "Ada Moor", "accepted_on": ON}
ITEM = "designated management approved the treatment plan and accepted the residual AI risks"
#: The criteria that are kept where nobody set any, as they are kept with an acceptance.
USUAL = (
    "likelihoods=rare | unlikely | possible | likely | almost certain",
    "consequences=negligible | minor | moderate | major | severe",
    "levels=1:low | 5:medium | 10:high | 17:very high",
    "unacceptable_from=10",
)
#: Each field of the criteria with another value, and what forms call it.
OTHER = {
    "likelihoods": ("never; seldom; possible; likely; almost certain", "steps of likelihood"),
    "consequences": ("negligible; minor; moderate; major; severe; ruinous", "steps of consequence"),
    "levels": ("1:low; 6:medium; 10:high; 17:very high", "levels"),
    "unacceptable_from": (12, "not acceptable from 10"),
}
#: Each field that is accepted, with another value than R-1 has (4 x 5, A.7.4 and A.5.4, then 2 x 5), and what forms call it.
OTHERWISE = {
    "likelihood": (3, "likelihood"),
    "consequence": (4, "consequence"),
    "option": ("share", "treatment option"),
    "controls": ("42001 A.7.4", "controls chosen"),
    "treatment": ("balanced test data", "what is done"),
    "residual_likelihood": (1, "likelihood after treatment"),
    "residual_consequence": (4, "consequence after treatment"),
}


def rated(change: Change, library: Library, name: str = "R-1", on: dt.date = ON) -> risks.Rated:
    found = risks.risks(change.state, standing(change.state, library, on), on)
    return next(r for r in found if r.risk.id == name)


def risk(change: Change, name: str = "R-1") -> Risk:
    return change.state.get(Risk, name)


def accepted(state: State, name: str = "R-1") -> str:
    one = state.get(Risk, name)
    return accepted_by(one, criteria_of(state, one.kind), ON)


def test_what_is_accepted_is_kept_with_the_acceptance(changing: Change) -> None:
    assert risk(changing).accepted == ()
    changing.set("R-1", **ADA)
    *plain, treatment = sorted(risk(changing).accepted, key=lambda t: t.startswith("treatment"))
    assert plain[-4:] == [*USUAL]
    plain = plain[:-4]
    assert plain == [
        *("likelihood=4", "consequence=5", "option=modify", "controls=iso42001:A.7.4", "controls=iso42001:A.5.4"),
        *("residual_likelihood=2", "residual_consequence=5"),
    ]
    # Of a longer text a digest: the first twelve of its SHA-256.
    assert treatment == "treatment=123f661d2a7e"
    changing.set("R-1", accepted_by="", accepted_on="")
    assert risk(changing).accepted == ()
    # One that is entered accepted is accepted as it is entered.
    new = changing.add(Risk, title="x", likelihood=1, consequence=2, option="retain", **ADA)
    assert risk(changing, new).accepted == ("likelihood=1", "consequence=2", "option=retain", *USUAL)


@pytest.mark.parametrize("field", WHAT)
def test_each_of_what_is_accepted_is_told_once_it_changes(field: str, changing: Change, library: Library) -> None:
    assert OTHERWISE.keys() == {*WHAT}
    value, called = OTHERWISE[field]
    before = getattr(risk(changing), field)
    changing.set("R-1", **ADA)
    assert not {risks.CHANGED, risks.NOT_ACCEPTED, risks.NOT_AGREED} & {*rated(changing, library).open}
    changing.set("R-1", **{field: value})
    found = rated(changing, library)
    assert changed(risk(changing)) == (field,) and accepted(changing.state) == ""
    assert risks.CHANGED in found.open and f"changed since it was accepted: {called}" in found.open_in_words
    # That nobody accepted it would be untrue.
    assert not {risks.NOT_ACCEPTED, risks.NOT_AGREED} & {*found.open}
    # What stands again as it was accepted is what was accepted.
    changing.set("R-1", **{field: before})
    assert changed(risk(changing)) == () and accepted(changing.state) == "Ada Moor"


def test_what_is_not_accepted_with_it_changes_nothing(changing: Change, library: Library) -> None:
    changing.set("R-1", **ADA)
    changing.set(
        "R-1", title="Applicants are ranked unfairly", owner="Ben Low", due="2027-04-01", description="old data", systems="SYS-1; SYS-2"
    )  # fmt: skip
    # Nor does the order in which controls are named.
    changing.set("R-1", controls="42001 A.5.4; 42001 A.7.4")
    assert changed(risk(changing)) == () and risks.CHANGED not in rated(changing, library).open


def test_the_same_people_accept_anew(changing: Change) -> None:
    """In the same change, or after it; with the same name and day, by either of both fields."""
    changing.set("R-1", **ADA)
    changing.set("R-1", residual_consequence=3, **ADA)
    assert changed(risk(changing)) == () and "residual_consequence=3" in risk(changing).accepted
    for again in (ADA, {"accepted_by": "Ada Moor"}, {"accepted_on": "2027-03-01"}):
        changing.set("R-1", residual_consequence=5)
        assert changed(risk(changing)) == ("residual_consequence",)
        changing.set("R-1", **again)
        assert changed(risk(changing)) == ()
        changing.set("R-1", residual_consequence=3, **ADA)


def test_what_has_changed_counts_as_accepted_by_nobody(changing: Change, library: Library) -> None:
    """R-1 is left above the criterion (2 x 5), R-2 below it (3 x 3); R-3 is not rated."""
    changing.withdraw("R-3")
    changing.set("R-1", **ADA)
    changing.set("R-2", **ADA)

    def told() -> dict[str, tuple[str, tuple[str, ...]]]:
        found = certification.stage_1(changing.state, library, standing(changing.state, library, ON), AI, ON)
        wanted = (certification.OPEN_RISK, certification.NO_APPROVAL, certification.NOT_AS_ACCEPTED)
        return {m.what: (m.requirement.id if m.requirement else "", m.about) for m in found if m.what in wanted}

    def high() -> list[str]:
        return [r.risk.id for r in dashboard(changing.state, library, standing(changing.state, library, ON), ON).high]

    assert told() == {} and high() == []
    assert held(changing.state, library, AI, ON)["iso42001:6.1.3"][ITEM] == ("R-1", "R-2")
    changing.set("R-2", likelihood=2)
    assert told() == {certification.NOT_AS_ACCEPTED: ("iso42001:6.1.3", ("R-2",))} and high() == []
    assert ITEM not in held(changing.state, library, AI, ON).get("iso42001:6.1.3", {})
    changing.set("R-1", option="share", controls="")
    assert told() == {
        certification.OPEN_RISK: ("", ("R-1",)),
        certification.NOT_AS_ACCEPTED: ("iso42001:6.1.3", ("R-1", "R-2")),
    }
    assert high() == ["R-1"]
    stands = standing(changing.state, library, ON)
    found = certification.stage_1(changing.state, library, stands, AI, ON)
    for commands in (True, False):
        table = stage_table(library, changing.state, AI, "stage 1", found, commands)
        row = next(r for r in table.rows if r[2] == certification.NOT_AS_ACCEPTED)
        assert row[3] == "R-1 (treatment option, controls chosen), R-2 (likelihood)"
        mend = "have its treatment approved and what is left accepted anew, as it stands now"
        assert row[4] == mend + ": aims-graph workspace set R-… accepted_by=… accepted_on=…" * commands
    register = risks_table(library, changing.state, risks.risks(changing.state, stands, ON))
    said = {r[0]: (r[register.columns.index("accepted")], r[register.columns.index("open")]) for r in register.rows}
    assert said["R-2"] == ("Ada Moor, 2027-03-01, changed since", "changed since it was accepted: likelihood")
    assert said["R-1"][1].startswith("changed since it was accepted: treatment option, controls chosen")
    assert register.notes[0] == "2 risks; 1 above the criterion and accepted by nobody, or changed since; 2 with something open."  # fmt: skip
    seen = dashboard(changing.state, library, stands, ON)
    assert high_in_words(seen.high) == "Above our criterion and accepted by nobody, or changed since: 1 AI."
    # A management review is told what of it changed.
    inputs = review.inputs(changing.state, library, stands, [AI, SECURITY], ON)
    entries = {e.record: e.state for one in inputs for e in one.entries if e.record in ("R-1", "R-2")}
    assert "changed since it was accepted: likelihood" in entries["R-2"]


def test_whose_acceptance_it_was_is_not_asked_while_it_counts_for_nothing(changing: Change, library: Library) -> None:
    leak = changing.add(
        Risk, title="Keys leak", kind="information security", owner="Cy Hale", option="retain", likelihood=1, consequence=2, **ADA
    )  # fmt: skip
    assert rated(changing, library, leak).open == (risks.NOT_BY_OWNER,)
    changing.set(leak, likelihood=2)
    assert rated(changing, library, leak).open == (risks.CHANGED,)
    found = certification.stage_1(changing.state, library, standing(changing.state, library, ON), SECURITY, ON)
    assert [(m.requirement.id, m.about) for m in found if m.what == certification.NOT_AS_ACCEPTED and m.requirement] == [
        ("iso27001:6.1.3", (leak,))
    ]  # fmt: skip
    # Before the day on which somebody is said to accept it, nobody has, changed or not.
    assert rated(changing, library, leak, ON - dt.timedelta(days=1)).open == (risks.NOT_AGREED,)


# --- under which criteria ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", UNDER)
def test_under_other_criteria_it_is_to_be_confirmed(field: str, changing: Change, library: Library) -> None:
    """However the risk is rated, and whether or not it comes above the criterion; criteria that were not set yet are the usual ones."""
    assert OTHER.keys() == {*UNDER}
    value, called = OTHER[field]
    changing.set("R-1", **ADA)
    usual = changing.add(Criteria, kind="AI")
    assert risks.OTHER_CRITERIA not in rated(changing, library).open and accepted(changing.state) == "Ada Moor"
    before = getattr(changing.state.get(Criteria, usual), field)
    changing.set(usual, **{field: value})
    found = rated(changing, library)
    assert found.other_criteria == called and accepted(changing.state) == ""
    assert f"accepted under other criteria: {called}" in found.open_in_words and found.is_by_other_criteria
    # Neither did the risk change, nor did nobody accept it.
    assert not {risks.CHANGED, risks.NOT_ACCEPTED, risks.NOT_AGREED} & {*found.open} and changed(risk(changing)) == ()
    # Criteria that are again what they were are those by which it was accepted; who confirms it accepts it by these.
    changing.set(usual, **{field: before})
    assert accepted(changing.state) == "Ada Moor"
    changing.set(usual, **{field: value})
    changing.set("R-1", accepted_by="Ada Moor")
    assert accepted(changing.state) == "Ada Moor" and risks.OTHER_CRITERIA not in rated(changing, library).open
    # Criteria that are withdrawn are the usual ones again, which are others now.
    changing.withdraw(usual)
    assert rated(changing, library).is_by_other_criteria


def test_criteria_of_another_kind_of_risk_change_nothing(changing: Change, library: Library) -> None:
    changing.set("R-1", **ADA)
    changing.add(Criteria, kind="information security", unacceptable_from=4)
    assert accepted(changing.state) == "Ada Moor" and not rated(changing, library).other_criteria
    # What becomes a risk of that kind is judged by them.
    changing.set("R-1", kind="information security")
    assert rated(changing, library).other_criteria == "not acceptable from 10"


def test_what_was_accepted_under_other_criteria_counts_for_nothing(changing: Change, library: Library) -> None:
    """R-1 is left above the criterion (2 x 5), R-2 below it (3 x 3)."""
    changing.withdraw("R-3")
    changing.set("R-1", **ADA)
    changing.set("R-2", **ADA)
    assert held(changing.state, library, AI, ON)["iso42001:6.1.3"][ITEM] == ("R-1", "R-2")
    changing.add(Criteria, kind="AI", unacceptable_from=8, levels="1:low; 8:high")
    stands = standing(changing.state, library, ON)
    assert ITEM not in held(changing.state, library, AI, ON).get("iso42001:6.1.3", {})
    found = certification.stage_1(changing.state, library, stands, AI, ON)
    told = {m.what: (m.requirement.id if m.requirement else "", m.about) for m in found}
    assert told[certification.UNDER_OTHER] == ("iso42001:6.1.3", ("R-1", "R-2"))
    assert told[certification.OPEN_RISK] == ("", ("R-1", "R-2"))
    for commands in (True, False):
        table = stage_table(library, changing.state, AI, "stage 1", found, commands)
        row = next(r for r in table.rows if r[2] == certification.UNDER_OTHER)
        assert row[3] == "R-1 (levels, not acceptable from 10), R-2 (levels, not acceptable from 10)"
        mend = "look at it by the criteria that stand now, and have its acceptance confirmed"
        assert row[4] == mend + ": aims-graph workspace set R-… accepted_by=… accepted_on=…" * commands
    changing.set("R-1", likelihood=3)
    register = risks_table(library, changing.state, risks.risks(changing.state, stands, ON))
    said = {r[0]: (r[register.columns.index("accepted")], r[register.columns.index("open")]) for r in register.rows}
    assert said["R-2"] == (
        "Ada Moor, 2027-03-01, under other criteria",
        "accepted under other criteria: levels, not acceptable from 10",
    )
    assert said["R-1"][0] == "Ada Moor, 2027-03-01, changed since, under other criteria"
    assert said["R-1"][1].startswith("changed since it was accepted: likelihood; accepted under other criteria: levels")
    assert register.notes[0] == (
        "2 risks; 2 above the criterion and accepted by nobody, or changed since, or under other criteria; 2 with something open."
    )
    seen = dashboard(changing.state, library, stands, ON)
    assert [r.risk.id for r in seen.high] == ["R-1", "R-2"]
    assert high_in_words(seen.high).endswith("nobody, or changed since, or under other criteria: 2 AI.")
    inputs = review.inputs(changing.state, library, stands, [AI, SECURITY], ON)
    entries = {e.record: e.state for one in inputs for e in one.entries if e.record in ("R-1", "R-2")}
    assert "accepted under other criteria: levels, not acceptable from 10" in entries["R-2"]


def test_what_was_worked_out_is_written_by_nobody(changing: Change) -> None:
    answer = changing.state.all(Answer)[0]
    for name, field in (("R-1", "accepted"), (answer.id, "basis")):
        with pytest.raises(AimsError, match=f"The {field} of an? \\w+ is worked out as the entry is saved, and nobody writes it"):  # fmt: skip
            changing.set(name, **{field: "likelihood=4"})
    with pytest.raises(AimsError, match="worked out"):
        changing.add(Risk, title="x", accepted=("likelihood=4",))
    with pytest.raises(AimsError) as caught:
        changing.set("R-1", zzz=1)
    assert "accepted_by," in caught.value.mend and "accepted_on" in caught.value.mend and not caught.value.mend.endswith("accepted.")  # fmt: skip


# --- in a workspace of one's own --------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """R-1 and R-2 accepted on the first of March and rated otherwise on the tenth; today is the twentieth."""
    place = assured(tmp_path / "own", library)
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(place.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Ada Moor")
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2027, 3, 20, 12, tzinfo=dt.UTC))
    write(place, library, WRITTEN, "R-1", **ADA)
    write(place, library, WRITTEN, "R-2", **ADA)
    write(place, library, dt.datetime(2027, 3, 10, tzinfo=dt.UTC), "R-2", consequence=2)
    return place


def write(
    place: Workspace, library: Library, at: dt.datetime, name: str, seen: int | None = None, **values: Any
) -> None:
    with place.change(place.state().all(Person)[0], library, at=at) as change:
        change.set(name, seen, **values)


def forget(place: Workspace) -> None:
    """Make it one that was kept before it was known what is accepted: neither records nor history say so."""
    with place.engine.begin() as connection:
        connection.execute(text("DELETE FROM risk_accepted"))
        connection.execute(text("DELETE FROM history WHERE field = 'accepted'"))
    place._state = None


def test_a_past_day_shows_what_was_accepted_then(own: Workspace) -> None:
    def said(*on: str) -> dict[str, str]:
        return {r["risk"]: r["open"] for r in json.loads(run("risks", "-f", "json", *on).stdout)["rows"]}

    assert said()["R-2"] == "changed since it was accepted: consequence"
    assert said("--on", "2027-03-10") == said()
    assert said("--on", "2027-03-09")["R-2"] == ""
    assert "Ada Moor, 2027-03-01" in page_text("document", "risks", "--on", "2027-03-09")
    for on, there in (("2027-03-09", False), ("2027-03-20", True)):
        for asked in (("certify", "stage1", "42001"), ("document", "stage1", "42001"), ("document", "risks")):
            assert ("changed since" in " ".join(run(*asked, "--on", on).stdout.split())) == there, (on, asked)


def test_accepting_anew_on_the_command_line(own: Workspace) -> None:
    done = run("workspace", "set", "R-1", "residual_likelihood=3")
    assert " ".join(done.stdout.split()) == (
        "R-1 is saved. R-1 has changed since Ada Moor accepted it on 2027-03-01 (likelihood after treatment): nobody has accepted it as it"
        " stands. Accept it anew: aims-graph workspace set R-1 accepted_by=… accepted_on=…"
    )
    done = run("workspace", "set", "R-1", "accepted_by=Ada Moor", "accepted_on=2027-03-01")
    assert done.stdout == "R-1 is saved.\n" and changed(own.state().get(Risk, "R-1")) == ()
    lines = [(line.field, json.loads(line.after or "[]")) for line in own.history("R-1", 1)]
    assert lines[0][0] == "accepted" and "residual_likelihood=3" in lines[0][1]
    assert "residual_likelihood=3" in run("workspace", "history", "R-1").stdout.replace("\n", "")
    assert run("workspace", "set", "R-1", "--withdraw").stdout == "R-1 is withdrawn.\n"
    # A list of records shows what people write.
    shown = json.loads(run("workspace", "show", "risk", "-f", "json").stdout)["rows"][0]
    assert "accepted_on" in shown and not {"accepted", "basis"} & {*shown}


def test_whoever_accepts_has_seen_what_is_accepted(own: Workspace, library: Library) -> None:
    """Rated otherwise by somebody else after one looked, it is not accepted unasked."""
    seen = own.state().seq
    today = dt.datetime(2027, 3, 20, tzinfo=dt.UTC)
    write(own, library, today, "R-1", controls="42001 A.7.4")
    with pytest.raises(ConflictError) as caught:
        write(own, library, today, "R-1", seen, **ADA)
    assert caught.value.what.startswith(
        'Ada Moor changed controls of R-1 to "ISO/IEC 42001 A.7.4 Quality of data for AI systems" at'
    )
    assert caught.value.mend == "Look again; to write accepted by Ada Moor all the same, say so once more."
    assert changed(own.state().get(Risk, "R-1")) == ("controls",)
    # Who writes something else of it is not in the way, and who has looked may.
    write(own, library, today, "R-1", seen, due="2027-05-01")
    write(own, library, today, "R-1", own.state().seq, **ADA)
    assert changed(own.state().get(Risk, "R-1")) == ()


def test_criteria_on_the_command_line_name_what_is_to_be_confirmed(own: Workspace) -> None:
    done = run("workspace", "set", "criteria", "kind=AI", "unacceptable_from=6")
    assert " ".join(done.stdout.split()) == (
        "CRIT-1 is saved. 2 risks were accepted under other criteria and count as accepted by nobody until that is confirmed:"
        " R-1, R-2. Each: aims-graph workspace set R-… accepted_by=… accepted_on=…"
    )
    done = run("workspace", "set", "R-2", "title=Refusals cannot be explained")
    assert " ".join(done.stdout.split()).startswith(
        "R-2 is saved. R-2 has changed since Ada Moor accepted it on 2027-03-01 (consequence), under other criteria"
        " (not acceptable from 10): nobody has accepted it as it stands. Accept it anew:"
    )
    done = run("workspace", "set", "R-1", "owner=Ben Low")
    assert "R-1: Ada Moor accepted it on 2027-03-01 under other criteria (not acceptable from 10): nobody" in " ".join(done.stdout.split())  # fmt: skip
    for name in ("R-1", "R-2"):
        assert run("workspace", "set", name, "accepted_on=2027-03-20").stdout == f"{name} is saved.\n"
    assert run("workspace", "set", "CRIT-1", "unacceptable_from=6").stdout == "CRIT-1 is saved.\n"
    # Of a day that has passed, what stood on it: then they were accepted by the criteria of that day.
    assert "other criteria" not in run("risks", "--on", "2027-03-10").stdout
    run("workspace", "set", "R-2", "--withdraw")
    done = run("workspace", "set", "CRIT-1", "unacceptable_from=7")
    assert "1 risk was accepted under other criteria and counts as accepted by nobody until" in " ".join(done.stdout.split())  # fmt: skip


def test_whoever_accepts_has_seen_the_criteria(own: Workspace, library: Library) -> None:
    """Made or changed by somebody else after one looked, they are not taken for those by which one accepts; those of another kind of risk are."""
    today, person = dt.datetime(2027, 3, 20, tzinfo=dt.UTC), own.state().all(Person)[0]
    for values, told in (
        ({"unacceptable_from": 6}, 'Ada Moor changed unacceptable_from of CRIT-2 to "6" at'),
        ({"levels": "1:low; 6:high"}, 'Ada Moor changed levels of CRIT-2 to "1:low; 6:high" at'),
    ):
        seen = own.state().seq
        with own.change(person, library, at=today) as change:
            if not change.state.all(Criteria):
                change.add(Criteria, kind="information security", unacceptable_from=5)
                change.add(Criteria, kind="AI", **values)
            change.set("CRIT-2", **values)
        with pytest.raises(ConflictError) as caught:
            write(own, library, today, "R-1", seen, **ADA)
        assert caught.value.what.startswith(told)
        assert caught.value.mend == "Look again; to write accepted by Ada Moor all the same, say so once more."
        # Who writes something else of the risk, and who accepts one of another kind, is not in the way.
        write(own, library, today, "R-1", seen, title=f"x {seen}")
        write(own, library, today, "R-1", own.state().seq, **ADA)
        assert accepted(own.state()) == "Ada Moor"


@pytest.mark.parametrize("kept", ["nothing", "not the criteria"])
def test_an_acceptance_that_does_not_say_its_criteria_has_those_that_stood(kept: str, own: Workspace, library: Library) -> None:  # fmt: skip
    """Of one from before this was kept nothing is said until criteria next change; then it is told with what it was given by, in the history too."""
    if kept == "nothing":
        forget(own)
    else:
        with own.engine.begin() as connection:
            for name in UNDER:
                connection.execute(text("DELETE FROM risk_accepted WHERE value LIKE :v"), {"v": f"{name}=%"})
        own._state = None
    assert not [t for t in own.state().get(Risk, "R-1").accepted if t in USUAL]
    assert accepted(own.state()) == "Ada Moor"
    today, person = dt.datetime(2027, 3, 20, tzinfo=dt.UTC), own.state().all(Person)[0]
    with own.change(person, library, at=today) as change:
        change.add(Criteria, kind="AI", unacceptable_from=6)
    assert own.state().get(Risk, "R-1").accepted[-4:] == USUAL and accepted(own.state()) == ""
    assert other_criteria(own.state().get(Risk, "R-1"), criteria_of(own.state(), "AI")) == ("unacceptable_from",)
    assert played(own.whole_history()).records["risk"]["R-1"] == own.state().get(Risk, "R-1")


def test_an_acceptance_from_before_stands_until_the_risk_changes(own: Workspace, library: Library) -> None:
    forget(own)
    stood = own.state().get(Risk, "R-2")
    assert stood.accepted == () and changed(stood) == () and accepted(own.state(), "R-2") == "Ada Moor"
    assert as_of(own, dt.date(2027, 3, 9)).get(Risk, "R-2").consequence == 3
    today = dt.datetime(2027, 3, 20, tzinfo=dt.UTC)
    write(own, library, today, "R-2", title="Refusals cannot be explained")
    assert own.state().get(Risk, "R-2").accepted == ()
    write(own, library, today, "R-2", likelihood=4)
    now = own.state().get(Risk, "R-2")
    assert changed(now) == ("likelihood",) and now.accepted == (
        "likelihood=3",
        "consequence=2",
        "option=retain",
        *USUAL,
    )
    # What is accepted in that very change is accepted as it then stands.
    write(own, library, today, "R-1", likelihood=5, **ADA)
    assert changed(own.state().get(Risk, "R-1")) == () and "likelihood=5" in own.state().get(Risk, "R-1").accepted


@pytest.mark.parametrize("is_old", [False, True])
def test_what_is_accepted_moves_with_the_workspace(is_old: bool, own: Workspace, tmp_path: Path) -> None:
    if is_old:
        forget(own)
        # History has no gap: what is told is renumbered, as a workspace from before would have it.
        with own.engine.begin() as connection:
            seqs = [s for (s,) in connection.execute(text("SELECT seq FROM history ORDER BY seq"))]
            for new, old in enumerate(seqs, 1):
                connection.execute(text("UPDATE history SET seq = :new WHERE seq = :old"), {"new": new, "old": old})
        own._state = None
    here = own.state().records
    document = tmp_path / "own.json"
    document.write_text(json.dumps(as_document(own)), encoding="utf-8")
    assert read_document(document, tmp_path / "read").state().records == here
    backup(own, tmp_path / "own.zip")
    assert restore(tmp_path / "own.zip", tmp_path / "again").state().records == here
    assert bool(here["risk"]["R-2"].accepted) != is_old  # type: ignore[attr-defined]


def test_the_day_of_an_approval_stands_beside_who_approved(own: Workspace) -> None:
    assert run("workspace", "set", "IA-1", "state=approved", "approved_by=Ada Moor").returncode == 0
    assert "approved, approved by Ada Moor" in run("document", "impact").stdout
    assert "Ada Moor on" not in run("document", "impact").stdout
    assert run("workspace", "set", "IA-1", "approved_on=2027-03-12").returncode == 0
    assert "approved, approved by Ada Moor on 2027-03-12" in page_text("document", "impact")
    assert json.loads(run("workspace", "show", "assessment", "-f", "json").stdout)["rows"][0]["approved_on"] == "2027-03-12"  # fmt: skip
