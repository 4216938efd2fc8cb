"""Duties under a law: for which roles and system, on which day; as cards by when one acts, with what is open and what it costs."""

import streamlit as st

from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.stages import EVENT, NOT, OPEN, waits_on
from aims_graph.errors import AimsError
from aims_graph.present.fines import fines_table
from aims_graph.present.law import asked_table, provisions, title
from aims_graph.present.law_cards import heads, situation_parts
from aims_graph.present.law_groups import binds_workbook
from aims_graph.present.law_plan import plan_calendar, plan_workbook
from aims_graph.present.table import render
from aims_graph.present.words import days_in_words
from aims_graph_app import charts, look, ours
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.law_bound import bound, maxima
from aims_graph_app.law_cards import STYLE, cards
from aims_graph_app.law_parts import (
    asked_by_link,
    change,
    choose_day,
    choose_waits,
    day_asked,
    show_answers,
    show_questions,
)
from aims_graph_app.legal import covering, link_faults_of_law
from aims_graph_app.state import entitle, excuse, library, link, said_many
from aims_graph_app.tables import dated


def show_fines(asked: Situation, day: str) -> None:
    """Draw the card of the maximum fines."""
    with st.expander("What an infringement costs at most", icon=":material/euro:"):
        turnover = st.number_input(
            "Worldwide annual turnover in euro, if you are an undertaking",
            min_value=0.0,
            value=None,
            step=1e6,
            format="%.0f",
        )
        found, *drawn = maxima(asked, day, turnover)
        for piece in drawn:
            draw(piece)
        offer(
            "fines",
            ("csv",),
            lambda form: render(fines_table(library(), asked, found, day, turnover), form, library().names),
        )


if not library().laws:
    st.title("What binds under a law")
    st.info("No framework of this content is a law: none says whom its provisions bind.")
    st.stop()
draw(STYLE)
st.title(plain(f"{library().laws[0].short} duties"), anchor=False)
link_faults_of_law("today is shown instead")
day = day_asked()
frameworks = covering()
held = tuple(said_many("held", list(frameworks)))
with st.container(horizontal=True, vertical_alignment="center", key="law-situation"):
    try:
        asked, becomes = asked_by_link()
        who, what, when, *since = situation_parts(library(), asked, day)
        line = html(" · ").join([who, what, html('<span class="ag-day">{}</span>', when), *since])
        draw(html('<p class="ag-lead" style="font-weight:600">{}</p>', line), narrow=True)
        failed = None
    except AimsError as error:
        failed = error
    change(list(frameworks.values()))
try:
    if failed:
        raise failed
    seen = bound(asked, day, becomes)
except AimsError as error:
    excuse(error)
    st.stop()
found, milestones, binding, counts = seen.found, seen.milestones, seen.binding, seen.counts
binds = "binds" if len(binding) == 1 else "bind"
entitle(f"{provisions(len(binding))} {binds} or may on {days_in_words(day)}: {library().laws[0].short}")
if found.becomes:
    draw(look.lead(dated(title(library(), found))))
draw(
    html(
        '<p class="ag-lead ag-answer"><b>{}</b> {}, or may:</p>',
        f"{heads(c for s in seen.stages for c in s.cards)}, {provisions(len(binding))}" if binding else "0 provisions",
        binds,
    )
)
shown = choose_waits(counts)
if not binding:
    st.info("Nothing binds on this day; that is no all-clear. Below stands what holds it off, and until when.")
    draw(look.hint("Move the day, or choose another role or kind."))
if milestones:
    choose_day(milestones, day)
if seen.banner:
    st.info("  \n".join(plain(days_in_words(note)) for note in seen.banner), icon=":material/hourglass_top:")
draw(html('<p class="ag-jump"><a href="#open-questions">Open questions: {}</a></p>', len(found.questions)))
with st.container(key="law-body"):
    duties, side = st.columns([68, 32], gap="medium")
with side, st.container(key="law-questions"):
    ours.at_law()
    show_questions(found.questions, counts[EVENT] + counts[OPEN])
    show_answers(asked.is_, [f for f in asked.is_not if f in said_many("isnot", list(library().fact_of))])
with duties:
    stages = cards(asked, day, becomes, shown, held)
    if not stages and binding:
        st.info("None.")
        draw(look.hint("Choose another number above."))
    for stage in stages:
        draw(stage)
for note in seen.notes:
    if note not in seen.banner:
        draw(look.note(dated(note)))
if milestones:
    with st.expander("When how many bind, as a chart", icon=":material/show_chart:"):
        charts.steps(milestones, day)
show_fines(asked, day)


chosen = [x for x in found.found if waits_on(library(), x) == shown] if shown else None


def written(form: str) -> str | bytes:
    """Return what is shown as a file."""
    return (
        binds_workbook(library(), found, chosen)
        if form == "xlsx"
        else render(asked_table(library(), found, chosen), form, library().names)
    )


draw(look.part("Download what binds", on_paper=False))
held_there = (
    f"The files hold all {provisions(len(found.found))}{', also those that do not bind' * bool(counts[NOT])}."
    if chosen is None
    else f"The files hold what is shown: {provisions(len(chosen))}. Choose “All” above for the others."
)
draw(look.hint(held_there))
offer("binds", ("xlsx", "csv", "json"), written)
draw(look.part("The plan: when what begins", on_paper=False))
draw(look.hint("All that ever begins for our role and kind, whichever day, number or act is chosen above."))
offer(
    "plan",
    ("xlsx", "ics"),
    lambda form: plan_calendar(library(), asked) if form == "ics" else plan_workbook(library(), asked),
)
link(
    "what_if",
    "What we have already for these",
    {
        "towards": library().laws[0].id,
        "role": asked.roles[0],
        "system": ",".join(asked.systems),
        "on": day,
        "held": ",".join(held),
    },
    ":material/rule:",
)
