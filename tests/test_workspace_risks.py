"""What is open at a risk, word by word (ISO/IEC 42001 and 27001, 6.1.2, 6.1.3, 8.2 and 8.3), each at one that has nothing else open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from states import state_of

from aims_graph.formats.library import load
from aims_graph.workspace import risks
from aims_graph.workspace.acceptance import as_it_stands
from aims_graph.workspace.carry import standing
from aims_graph.workspace.records import Answer, Person, Risk
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.risk import Criteria

LIBRARY = load()
ON = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)
AI, SECURITY = "AI", "information security"
#: A control that is done, one that is planned, and one that was left out.
DONE, PLANNED, OUT = (f"iso42001:A.2.{n}" for n in (2, 3, 4))
STANDS: tuple[Record, ...] = (
    Person(id="P-1", name="Ada Moor", login="ada@x.test"),
    Answer(id="A-1", target=DONE, status="implemented"),
    Answer(id="A-2", target=PLANNED, status="planned"),
    Answer(id="A-3", target=OUT, status="not applicable", reason="r"),
)
FINE = Risk(
    **{"id": "R-1", "title": "x", "likelihood": 3, "consequence": 4, "owner": "Ada Moor", "treatment": "t"},
    **{"residual_likelihood": 1, "residual_consequence": 4, "controls": (DONE,), "due": ON - DAY},
    **{"accepted_by": "ada@x.test", "accepted_on": ON},
)
HIGH = {"residual_likelihood": 3}


def rated(risk: Risk, *more: Record, kept: Criteria | None = None) -> risks.Rated:
    """Return a risk on the day, accepted as it stands, by the criteria that are kept; those in ``more`` were set since."""
    risk = replace(risk, accepted=as_it_stands(risk, kept or Criteria(id="", kind=risk.kind)))
    state = state_of(*STANDS, risk, *more)
    (found,) = risks.risks(state, standing(state, LIBRARY, ON), ON)
    return found


@pytest.mark.parametrize(
    ("said", "open_"),
    [
        ({}, ()),
        ({"likelihood": None}, ("not rated",)),
        ({"consequence": None, "residual_likelihood": None}, ("not rated",)),
        ({"residual_consequence": None, "accepted_by": ""}, ("not rated after treatment", "above the criterion, accepted by nobody")),
        ({"residual_consequence": None, "option": "retain"}, ()),
        ({"residual_likelihood": 4}, ("rated higher after treatment than before",)),
        ({"residual_likelihood": 3}, ()),
        # On the criterion of ten is above it; below it the acceptance is wanted all the same.
        ({"residual_likelihood": 2, "residual_consequence": 5, "accepted_by": ""}, ("above the criterion, accepted by nobody",)),
        ({"residual_likelihood": 3, "residual_consequence": 3, "accepted_by": ""}, ("its treatment and what is left are approved by nobody",)),
        ({"accepted_on": ON + DAY}, ("its treatment and what is left are approved by nobody",)),
        ({**HIGH, "accepted_on": ON + DAY}, ("above the criterion, accepted by nobody",)),
        ({"likelihood": None, "consequence": None, "residual_likelihood": None, "accepted_by": ""}, ("not rated",)),
        ({"owner": ""}, ("no owner",)),
        ({"controls": (), "treatment": ""}, ("no control and no treatment named",)),
        ({"controls": (), "treatment": "", "option": "retain"}, ()),
        *(({"controls": (), "treatment": "", "option": option}, ("no control and no treatment named",)) for option in ("avoid", "share")),
        ({"treatment": ""}, ()),
        ({"controls": ()}, ()),
        ({"controls": (DONE, OUT)}, ("a control was declared not applicable",)),
        # Overdue is what waits for a control after its day.
        ({"controls": (DONE, PLANNED)}, ("a control is not implemented yet", "treatment overdue")),
        ({"controls": (PLANNED,), "due": ON}, ("a control is not implemented yet",)),
        ({"controls": (PLANNED,), "due": None}, ("a control is not implemented yet",)),
        # Of a risk to information security its owner accepts what is left (27001, 6.1.3 f); of one of AI whoever was designated.
        ({"accepted_by": "Bo"}, ()),
        ({"accepted_by": "Bo", "kind": SECURITY}, ("accepted by somebody who is not its owner",)),
        ({"kind": SECURITY}, ()),
        ({"accepted_by": "Bo", "owner": "", "kind": SECURITY}, ("no owner",)),
        ({"accepted_by": "", "kind": SECURITY}, ("its treatment and what is left are approved by nobody",)),
    ],
)  # fmt: skip
def test_what_is_open_at_a_risk(said: dict[str, Any], open_: tuple[str, ...]) -> None:
    found = rated(replace(FINE, **said))
    assert found.open == open_ == found.open_in_words and found.other_criteria == ""
    assert found.is_unaccepted is ("above the criterion, accepted by nobody" in open_)
    assert found.is_changed is False is found.is_by_other_criteria


def test_levels_and_controls_of_a_risk() -> None:
    found = rated(replace(FINE, controls=(OUT, DONE, PLANNED), **HIGH))
    assert (found.before, found.after) == (risks.Level(12, "high", 2, 4), risks.Level(12, "high", 2, 4))
    assert found.level == found.after and found.is_unacceptable and not found.is_unaccepted
    assert (found.waits_for, found.left_out) == ((PLANNED,), (OUT,))
    bare = rated(replace(FINE, residual_likelihood=None))
    assert bare.after is None and bare.level == bare.before and bare.is_unacceptable
    low = rated(FINE)
    assert low.level == risks.Level(4, "low", 0, 4) and not low.is_unacceptable
    assert rated(FINE, Criteria(id="CRIT-1", unacceptable_from=4)).is_unacceptable


@pytest.mark.parametrize(
    ("risk", "criteria", "open_", "words"),
    [
        ({"likelihood": 4}, {}, ("changed since it was accepted",), ("changed since it was accepted: likelihood",)),
        ({}, {"unacceptable_from": 9}, ("accepted under other criteria",), ("accepted under other criteria: not acceptable from 10",)),
        ({"treatment": "u"}, {"levels": ("1:low",)}, ("changed since it was accepted", "accepted under other criteria"), ("changed since it was accepted: what is done", "accepted under other criteria: levels")),
        # Whose acceptance it was is not asked while it counts for nothing.
        ({"kind": SECURITY, "accepted_by": "Bo", "treatment": "u"}, {}, ("changed since it was accepted",), ("changed since it was accepted: what is done",)),
        ({"accepted_by": "", "likelihood": 4}, {"levels": ("1:low",)}, ("its treatment and what is left are approved by nobody",), ("its treatment and what is left are approved by nobody",)),
    ],
)  # fmt: skip
def test_what_changed_since_a_risk_was_accepted_is_told(
    risk: dict[str, Any], criteria: dict[str, Any], open_: tuple[str, ...], words: tuple[str, ...]
) -> None:
    kept = as_it_stands(FINE, Criteria(id=""))
    now = replace(FINE, accepted=kept, **risk)
    state = state_of(*STANDS, now, *([Criteria(id="CRIT-1", **criteria)] if criteria else []))
    (found,) = risks.risks(state, standing(state, LIBRARY, ON), ON)
    assert (found.open, found.open_in_words) == (open_, words)
    assert found.is_changed is ("changed since it was accepted" in open_)
    assert found.is_by_other_criteria is ("accepted under other criteria" in open_)
    high = replace(now, **HIGH)
    state = state_of(*STANDS, high, *([Criteria(id="CRIT-1", **criteria)] if criteria else []))
    assert risks.risks(state, standing(state, LIBRARY, ON), ON)[0].is_unaccepted


def test_the_highest_level_comes_first_and_what_is_not_rated_before_all() -> None:
    def risk(n: int, likelihood: int | None, after: int | None = None, kind: str = AI) -> Risk:
        return Risk(id=f"R-{n}", title="x", kind=kind, likelihood=likelihood, consequence=2, residual_likelihood=after, residual_consequence=2)  # fmt: skip

    every = [risk(1, 2), risk(2, 5, 1), risk(3, None), risk(4, 3, kind=SECURITY), risk(5, 1), risk(6, 2)]
    state = state_of(*every)
    at = standing(state, LIBRARY, ON)
    found = risks.risks(state, at, ON)
    assert [r.risk.id for r in found] == ["R-3", "R-4", "R-1", "R-6", "R-2", "R-5"]
    assert [r.risk.id for r in risks.risks(state, at, ON, SECURITY)] == ["R-4"]
    cells = risks.grid(state, found, AI)
    assert {at: ids for at, ids in cells.items() if ids} == {(2, 2): ["R-1", "R-6"], (1, 2): ["R-2", "R-5"]}
    assert list(cells) == [(a, b) for a in range(1, 6) for b in range(1, 6)]
    own = state_of(*every, Criteria(id="CRIT-1", likelihoods=("a", "b", "c"), consequences=("x", "y")))
    assert list(risks.grid(own, found, AI)) == [(a, b) for a in (1, 2, 3) for b in (1, 2)]
