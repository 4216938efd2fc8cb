"""From one edition of a framework to the next: what an answer, a certificate and evidence certainly give there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from demands import SETS, relation_of
from hypothesis import given, settings
from hypothesis import strategies as st
from states import state_of
from two_editions import LIBRARY, NEW, OLD, row

from aims_graph.model import Library, Source, Succession
from aims_graph.present.certificates import certificate_in_words, certificate_notes
from aims_graph.present.workspace import carried_in_words
from aims_graph.workspace import transition as t
from aims_graph.workspace.carry import FULL, PART, Position, standing
from aims_graph.workspace.certificates import EXPIRED, PAST_TRANSITION, certificate_statuses
from aims_graph.workspace.records.scope import Certificate
from aims_graph.workspace.records.work import STATUSES, Answer, Evidence
from aims_graph.workspace.shown import shown

TODAY = dt.date(2026, 11, 29)


def said(position: Position) -> tuple[str, list[str]]:
    """Its status, and where what is carried to it stands between the editions."""
    return position.status, [str(c.by[0].source).rpartition("/")[2] for _, c in position.carried]


@pytest.mark.parametrize(
    ("former", "present", "status"),
    [
        ("A.6.1.1", "A.5.2", "implemented"),  # moved, the same demands
        ("10.1", "10.2", "implemented"),  # changed places
        ("9.2", "9.2.2", "implemented"),  # split: who does the whole does its parts
        ("A.5.1.1", "A.5.1", PART),  # joined with another: of the rest nothing is known
        ("4.2", "4.2", PART),  # the later one demands more
        ("A.9.2.1", "A.5.16", ""),  # reworded, and nobody judged how far
        ("A.18.2.3", "A.8.8", ""),  # divided, and nobody judged how far
    ],
)
def test_an_answer_counts_in_the_next_edition_as_far_as_the_row_goes(former: str, present: str, status: str) -> None:
    state = state_of(Answer(id="A-1", target=f"{OLD}:{former}", status="implemented"))
    assert said(standing(state, LIBRARY, TODAY).of(f"{NEW}:{present}")) == (
        status,
        [row(former, present)] if status else [],
    )
    for other in ("planned", "in progress", "not started"):
        state = state_of(Answer(id="A-1", target=f"{OLD}:{former}", status=other))
        assert said(standing(state, LIBRARY, TODAY).of(f"{NEW}:{present}")) == ("", [])


def test_what_is_met_in_the_next_edition_counts_on_from_there() -> None:
    """10.1 of 2013 is 10.2 of 2022, which 42001 10.2 is inside of by a row."""
    state = state_of(Answer(id="A-1", target=f"{OLD}:10.1", status="implemented"))
    ((source, carried),) = standing(state, LIBRARY, TODAY).of("iso42001:10.2").carried
    assert (source, carried.extent) == ("A-1", FULL)
    assert carried.row and {carried.row.subject_id, carried.row.object_id} == {"iso42001:10.2", f"{NEW}:10.2"}
    words = carried_in_words(LIBRARY, source, carried)
    assert row("10.1") in words and str(carried.row.source) in words and "changed places" in words


def test_a_certificate_of_the_former_edition_gives_what_the_rows_give_and_no_more() -> None:
    """Of all 93 controls of 2022: those that are one of 2013 as it was in full, those that joined some in part, the others not."""
    at = standing(state_of(Certificate(id="CERT-1", framework=OLD)), LIBRARY, TODAY)
    by: dict[str, set[str]] = {}
    for s in LIBRARY.successions:
        if s.former.startswith(f"{OLD}:") and s.relation:
            by.setdefault(s.present, set()).add(s.relation)
    for position in at.framework(NEW):
        relations = by.get(position.requirement, set())
        full = bool(relations & {"equal", "superset_of"})
        expected = "implemented" if full else PART if relations else ""
        # What the rows give of one requirement may say more of another through the rows of 2022 among each other.
        direct = [
            c for _, c in position.carried if c.source == OLD and c.by and c.by[0].present == position.requirement
        ]
        assert bool(direct) == bool(relations), position.requirement
        assert position.status == expected or (expected in ("", PART) and position.carried)
    assert at.of(f"{NEW}:A.5.7").carried == () and at.of(f"{NEW}:A.8.28").status != "implemented"
    whole = standing(state_of(Certificate(id="CERT-1", framework=NEW)), LIBRARY, TODAY)
    for framework in LIBRARY.mapped:
        for former, present in zip(at.framework(framework.id), whole.framework(framework.id), strict=True):
            assert not former.is_met or present.is_met, former.requirement


@settings(max_examples=60, deadline=None)
@given(former=SETS, present=SETS, third=SETS, status=st.sampled_from(STATUSES))
def test_what_counts_and_what_is_carried_is_true_of_the_sets(former, present, third, status) -> None:
    """Three editions as sets of demands: whoever does the first does of the third what its demands say, or nothing is said."""
    library = Library(
        LIBRARY.packs, LIBRARY.names, LIBRARY.terms,
        frameworks={f: replace(LIBRARY.frameworks[NEW], id=f, header={}) for f in "abc"},
        requirements={f"{f}:1": replace(LIBRARY.requirements[f"{NEW}:5.1"], id=f"{f}:1", framework=f, parent="") for f in "abc"},
    )  # fmt: skip
    rows = ((former, "a", present, "b"), (present, "b", third, "c"))
    library.successions = [
        Succession(f"{f}:1", f"{g}:1", "moved", relation_of(x, y), "certain", "", Source("x.tsv", 2))
        for x, f, y, g in rows
    ]
    state = state_of(Answer(id="A-1", target="a:1", status=status, reason="so"))
    at = standing(state, library, TODAY)
    for name, demands in (("b:1", present), ("c:1", third)):
        if status != "implemented":
            assert at.of(name).status == ""
        elif at.of(name).status:
            assert at.of(name).status == ("implemented" if demands <= former else PART) or demands & former
            assert at.of(name).status != "implemented" or demands <= former
    if status == "implemented" and present <= former:
        assert at.of("b:1").is_met
    (move,) = t.transition(state, library, "a", "b").moves
    if move.what == t.CARRIED:
        assert former == present or (status == "implemented" and present <= former)
    if former == present:
        assert move.what == t.CARRIED


def test_when_a_certificate_counts_no_more_is_said_plainly() -> None:
    old, until = Certificate(id="CERT-1", framework=OLD), dt.date(2027, 3, 1)
    (one,) = certificate_statuses(state_of(replace(old, expires=until)), LIBRARY, until)
    assert (one.ended, one.later, one.transition_ends) == ("", NEW, None)
    words = certificate_in_words(LIBRARY, one)
    # No day is known here on which that transition ended, and none is made up.
    assert "until 2027-03-01" in words and "ISO/IEC 27001 took the place" in words and "not known here" in words
    (one,) = certificate_statuses(state_of(replace(old, expires=until)), LIBRARY, until + dt.timedelta(days=1))
    assert one.ended == EXPIRED and "expired on 2027-03-01" in certificate_in_words(LIBRARY, one)
    # The catalogue of ISO 9001:2015 names the day.
    quality = Certificate(id="CERT-2", framework="iso9001", expires=dt.date(2030, 1, 1))
    last = dt.date(2029, 9, 30)
    (one,) = certificate_statuses(state_of(quality), LIBRARY, last)
    assert one.ended == "" and "until 2029-09-30" in certificate_in_words(LIBRARY, one)
    assert standing(state_of(quality), LIBRARY, last).of("iso9001:9.2.1").is_met
    (one,) = certificate_statuses(state_of(quality), LIBRARY, dt.date(2029, 10, 1))
    assert one.ended == PAST_TRANSITION and certificate_notes(LIBRARY, [one]) == [
        "CERT-2 ISO 9001: the transition to ISO 9001:2026 ended on 2029-09-30, counts no more."
    ]
    assert not standing(state_of(quality), LIBRARY, dt.date(2029, 10, 1)).of("iso9001:9.2.1").carried
    # Before the day it was issued it counts for nothing yet, and that is said.
    issued = dt.date(2028, 5, 1)
    renewed = state_of(Certificate(id="CERT-3", framework=NEW, issued=issued, expires=dt.date(2031, 4, 30)))
    before = issued - dt.timedelta(days=1)
    (one,) = certificate_statuses(renewed, LIBRARY, before)
    assert (one.ended, one.counts) == ("", False) and not standing(renewed, LIBRARY, before).carried
    assert certificate_notes(LIBRARY, [one]) == [
        "CERT-3 ISO/IEC 27001: issued only on 2028-05-01, counts from that day."
    ]
    (one,) = certificate_statuses(renewed, LIBRARY, issued)
    assert one.counts and certificate_notes(LIBRARY, [one]) == [] and standing(renewed, LIBRARY, issued).carried
    # What has no other edition needs no word, nor what is current.
    assert (
        certificate_notes(
            LIBRARY, certificate_statuses(state_of(Certificate(id="CERT-3", framework=NEW)), LIBRARY, TODAY)
        )
        == []
    )


def test_evidence_of_the_former_edition_counts_in_the_next() -> None:
    state = state_of(Evidence(id="E-1", title="x", kind="record", shows=(f"{OLD}:A.6.1.1", f"{OLD}:A.5.1.1", f"{OLD}:A.9.2.1")))  # fmt: skip
    found = shown(state, LIBRARY)
    assert [(s.through, s.in_full) for s in found[f"{NEW}:A.5.2"]] == [(f"{OLD}:A.6.1.1", True)]
    assert [(s.through, s.in_full) for s in found[f"{NEW}:A.5.1"]] == [(f"{OLD}:A.5.1.1", False)]
    assert f"{NEW}:A.5.16" not in found
