"""What a record is before anybody says anything of it, the words that links, files and programs read, and that nothing of it changes."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from dataclasses import fields, is_dataclass

import pytest
from states import state_of

import aims_graph.workspace
from aims_graph.errors import AimsError
from aims_graph.workspace import carry, certificates, evidence, findings, impacts, people, soa, state, transition
from aims_graph.workspace import validity as valid
from aims_graph.workspace.days import as_iso, latest_day
from aims_graph.workspace.fields import points_to
from aims_graph.workspace.records import NOUNS, Answer, Person, Risk, Task

#: What a field holds where nobody says otherwise, if that is anything.
BEGINS_WITH: dict[str, dict[str, object]] = {
    "person": {"role": "reader"},
    "system": {"status": "in use"},
    "choice": {"is_target": True},
    "issue": {"kind": "external"},
    "objective": {"state": "open"},
    "task": {"state": "open"},
    "criteria": {
        "kind": "AI",
        "likelihoods": ("rare", "unlikely", "possible", "likely", "almost certain"),
        "consequences": ("negligible", "minor", "moderate", "major", "severe"),
        "levels": ("1:low", "5:medium", "10:high", "17:very high"),
        "unacceptable_from": 10,
    },
    "risk": {"kind": "AI", "option": "modify"},
    "assessment": {"state": "draft"},
    "impact": {"affected": "individuals"},
    "audit": {"kind": "internal", "state": "planned"},
    "finding": {"kind": "minor nonconformity", "source": "internal audit"},
    "milestone": {"kind": "stage 1"},
}


def test_what_a_record_begins_with() -> None:
    for noun, cls in NOUNS.items():
        needed = {f.name: "" for f in fields(cls) if f.metadata.get("needed")}
        bare = cls(id="X-1", **needed)
        said = {f.name: getattr(bare, f.name) for f in fields(cls) if f.name != "id"}
        assert {n: v for n, v in said.items() if v not in ("", None, (), False)} == BEGINS_WITH.get(noun, {}), noun


def test_by_its_id_one_knows_what_an_entry_is() -> None:
    """Ids stand in files, links and people's mails: none may ever begin otherwise."""
    prefixes = "P O SITE MOD SYS F OWN ISS PARTY OBJ B CERT A T E CRIT R IA I SOA AUD N MR M".split()
    nouns = (
        "person organisation site model_used system choice own_content issue party objective body certificate answer task evidence"
        " criteria risk assessment impact statement audit finding review milestone"
    ).split()
    assert {noun: cls.PREFIX for noun, cls in NOUNS.items()} == dict(zip(nouns, prefixes, strict=True))
    # Each comes after those that it points to.
    for n, cls in enumerate(NOUNS.values()):
        assert {points_to(f) for f in fields(cls)} - {""} <= {*nouns[: n + 1]}, cls


def test_nothing_that_is_answered_changes() -> None:
    """What one page was given, the next may be given again."""
    for module in pkgutil.walk_packages(aims_graph.workspace.__path__, "aims_graph.workspace."):
        if ".migrations" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for cls in (c for _, c in inspect.getmembers(loaded, inspect.isclass) if c.__module__ == module.name):
            if is_dataclass(cls):
                assert cls.__dataclass_params__.frozen, cls  # type: ignore[attr-defined]
    # A state and a standing are compared by being the same one: to compare all their records would take longer than any answer.
    assert state_of() != state_of()
    assert {cls.__name__ for cls in (state.State, carry.Standing) if cls.__eq__ is object.__eq__} == {"State", "Standing"}  # fmt: skip


def test_the_words_that_links_files_and_programs_read() -> None:
    assert (carry.FULL, carry.PART, findings.CLOSED, impacts.APPROVED) == ("in full", "in part", "closed", "approved")
    assert (certificates.EXPIRED, evidence.MISSING, evidence.ALTERED) == ("expired", "missing", "altered")
    assert (soa.YES, soa.NO, soa.UNDECIDED, soa.CONTROL_KIND) == ("yes", "no", "undecided", "control")
    assert (valid.NOT_YET, valid.VALID, valid.EXPIRES, valid.EXPIRED) == ("not valid yet", "valid", "expires soon", "expired")  # fmt: skip
    t = transition
    assert (t.CARRIED, t.IN_PART, t.LOOK, t.THERE) == ("carried", "in part", "look", "there already")
    assert (t.DROPPED, t.UNSTATED, t.UNJUDGED, t.UNDECIDED) == ("dropped", "unstated", "unjudged", "undecided")
    assert (t.ANSWERED, t.SEVERAL, t.HEADING, t.WHOLE, t.INSERTED) == ("answered", "several", "heading", "whole", "inserted")  # fmt: skip


def test_entries_are_found_by_their_id_and_what_is_none_is_named() -> None:
    """Withdrawn ones too: they stay in history; among all that count they do not."""
    gone = Task(id="T-2", title="y", withdrawn=True)
    here = state_of(Task(id="T-1", title="x"), gone, Answer(id="A-1", target="a"))
    assert [t.id for t in here.all(Task)] == ["T-1"] and here.get(Task, "T-2") is gone
    assert here.find("T-2") == ("task", gone) and here.known("T-2") is gone and here.known("T-9") is None
    prefixes = ", ".join(f"{c.PREFIX}- ({c.CALLED})" for c in NOUNS.values())
    for asked, what, mend in (
        ("T-9", "There is no task 'T-9'.", "There are: T-1, T-2."),
        ("R-1", "There is no risk 'R-1'.", "There are: none yet."),
        ("X-1", "'X-1' is no id of a workspace.", f"Ids begin with {prefixes}."),
        ("T1", "'T1' is no id of a workspace.", f"Ids begin with {prefixes}."),
    ):
        with pytest.raises(AimsError) as told:
            here.find(asked)
        assert (told.value.what, told.value.mend) == (what, mend)
    many = state_of(*(Risk(id=f"R-{n}", title="x") for n in range(1, 12)))
    with pytest.raises(AimsError, match=r"There are: R-1, R-2, R-3, R-4, R-5, R-6, R-7, R-8\.$"):
        many.get(Risk, "R-99")
    before = state.State(1, here.records, on="2027-03-01", later={"T-9": "2027-03-04"})
    with pytest.raises(AimsError) as told:
        before.get(Task, "T-9")
    assert (told.value.what, told.value.mend, told.value.advice) == (
        "T-9 was entered on 2027-03-04; on 2027-03-01 it was not there yet.",
        "Name a day from 2027-03-04 on with --on, or leave --on out.",
        "Choose a day from 2027-03-04 on.",
    )


@pytest.mark.parametrize(
    ("role", "noun", "able"),
    [
        ("editor", "person", "owner"),
        ("auditor", "answer", "owner or editor"),
        ("reader", "finding", "owner or editor or auditor"),
        ("reader", "person", "owner"),
        *((role, noun, "") for role in ("owner", "editor", "auditor") for noun in ("audit", "finding")),
        *((role, noun, "") for role in ("owner", "editor") for noun in NOUNS if noun != "person"),
        ("owner", "person", ""),
    ],
)
def test_who_may_change_what(role: str, noun: str, able: str) -> None:
    """An auditor writes what they found, and nothing that they audit."""
    person = Person(id="P-1", name="Ada", role=role)
    if not able:
        people.check_right(person, noun)
        return
    with pytest.raises(AimsError) as told:
        people.check_right(person, noun)
    called = NOUNS[noun].CALLED
    assert told.value.what == f"Ada is {role} of this workspace and may not change any {called}."
    assert told.value.mend == f"Ask somebody who is {able}."


def test_the_day_of_a_change_is_the_later_of_both_that_have_begun() -> None:
    """East of Greenwich a day begins before history counts it, west of it afterwards."""
    moment = dt.datetime(2027, 3, 1, 23, 30, tzinfo=dt.UTC)
    assert latest_day(moment) == max(moment.date(), moment.astimezone().date())
    assert latest_day(moment.replace(tzinfo=dt.timezone(-dt.timedelta(hours=3)))) == dt.date(2027, 3, 2)
    assert (as_iso(None), as_iso(dt.date(2027, 3, 1))) == ("", "2027-03-01")
