"""The road of an organisation from its scope to a certificate: each step with where it stands."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from aims_graph import clock
from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.counting import count_of
from aims_graph.present.soa import counted as counted_lines
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import progress_in_words
from aims_graph.workspace import certification, soa
from aims_graph.workspace.carry import Standing
from aims_graph.workspace.days import is_over
from aims_graph.workspace.gap import Progress
from aims_graph.workspace.milestones import Due, days
from aims_graph.workspace.records.scope import System
from aims_graph.workspace.records.work import Answer, Evidence
from aims_graph.workspace.risks import risks
from aims_graph.workspace.state import State
from aims_graph_app import look
from aims_graph_app.guard import draw, html
from aims_graph_app.state import library, link

#: A step: the page it is done on, the parameters of the link there, what is done, where it stands.
Step = tuple[str, dict[str, str], str, str]


def road(state: State, standing: Standing, every: list[Progress]) -> None:
    """Draw the road from the scope to the certificate, each step with where it stands."""
    content, today = library(), clock.today()
    first = every[0].framework
    short = content.frameworks[first].short
    systems, answers, evidence = (len(state.all(cls)) for cls in (System, Answer, Evidence))
    known = len(risks(state, standing, today))
    steps: list[Step] = [
        ("scope", {}, "Say what is in the scope", count_of(systems, "AI system") if systems else "no AI system"),
        (
            "assess",
            {"framework": first},
            f"Answer the requirements of {short}",
            f"{count_of(answers, 'answer')} so far; {progress_in_words(every[0])}",
        ),
        (
            "evidence",
            {},
            "Attach what shows it",
            f"{count_of(evidence, 'piece') if evidence else 'no piece'} of evidence",
        ),
        ("risks", {}, "Assess the risks", f"{count_of(known, 'risk') if known else 'no risk'} in the register"),
    ]
    if soa.controls(content, first):
        lines = counted_lines(soa.lines(state, content, standing, first, today))
        steps.append(("soa", {"framework": first}, "Print the Statement of Applicability", lines.rstrip(".")))
    if first in certifiable(content):
        steps += _to_the_certificate(state, standing, first, today)
    draw(look.part("What comes next"))
    way = st.container(key="road")
    for number, (page, query, words, stands) in enumerate(steps, 1):
        with way, st.container(horizontal=True, vertical_alignment="center"):
            link(page, f"{number}. {words}", query)
            draw(html('<span class="ag-quiet">{}</span>', stands), narrow=True)


def _to_the_certificate(state: State, standing: Standing, framework: str, today: dt.date) -> list[Step]:
    """Return the steps with which an audit for a certificate deals: both stages, what stands before the second, and the days."""
    content = library()
    first = certification.stage_1(state, content, standing, framework, today)
    second = certification.stage_2(state, content, standing, framework, today)
    left = sum(one.what == certification.NOT_AUDITED for one in second)
    audited = f"{count_of(left, 'requirement')} that no internal audit looked at" if left else "all of it was audited"
    missed = any(one.what == certification.NOT_REVIEWED for one in second)
    due = days(state, content, framework, today)
    to_come = next((d for d in due if d.milestone is None or not is_over(d.milestone.held_on, today)), None)
    return [
        ("certification", {"framework": framework}, "See what stage 1 still lacks", _missing(len(first))),
        ("audits", {"show": "covered", "framework": framework}, "Audit it internally", audited),
        (
            "audits",
            {"show": "review"},
            "Hold a management review",
            f"{'none' if missed else 'held'} within the last twelve months",
        ),
        (
            "certification",
            {"framework": framework, "show": "2"},
            "See what stage 2 still lacks",
            _missing(len(second)),
        ),
        (
            "certification",
            {"framework": framework, "show": "days"},
            "Plan the days with the certification body",
            f"next: {_day_of(to_come)}" if to_come else "no day is planned",
        ),
    ]


def _missing(things: int) -> str:
    return f"{count_of(things, 'thing')} missing"


def _day_of(due: Due) -> str:
    """Return what a day is of, and when it is."""
    day = days_in_words(str(due.by)) if due.by else "no date yet"
    late = ", late" if due.is_late else ""
    return f"{due.kind}, {'' if due.milestone else 'by '}{day}{late}"
