"""The pieces of the page on a law beside its cards: who asks, the filter, the dates, open questions with an answer a click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from aims_graph import clock
from aims_graph.answers.law.questions import Question
from aims_graph.answers.law.situation import Situation, acts, narrowest, situation
from aims_graph.answers.law.stages import NOT, WAITS
from aims_graph.answers.law.timeline import ApplicationDate
from aims_graph.counting import count_of
from aims_graph.model import Framework, Library
from aims_graph.pack.terms import asked_first
from aims_graph.present.law_cards import decided_in_words, hanging, number_waiting
from aims_graph.present.words import days_in_words
from aims_graph_app import look
from aims_graph_app.choices import choose_many
from aims_graph_app.guard import draw, html, plain, read_aloud
from aims_graph_app.legal import choose_act, choose_systems
from aims_graph_app.linked import DAYS, day_said
from aims_graph_app.remember import remembered
from aims_graph_app.state import library, said_many, said_of, say

#: How many open questions stand on the page before the others are folded.
FIRST = 4
YES, NO, UNSURE = "Yes", "No", "Don't know"
#: What the filter says where nothing is filtered.
EVERYTHING = ""


def day_asked() -> str:
    """Return the day that the link says; one that it does not say, or that is none, is today."""
    first, last = DAYS["on"]
    return (day_said("on") or min(max(clock.today(), first), last)).isoformat()


def asked_by_link() -> tuple[Situation, str]:
    """Return who asks, as the link says, and the act that is asked about.

    Raises:
        AimsError: if the combination cannot be.
    """
    roles, kinds, facts = library().terms.of("Role"), library().terms.of("SystemKind"), list(library().fact_of)
    first = [word for word in (asked_first(roles),) if word]
    some = [word for word in (asked_first(kinds),) if word]
    placed, changed = ((day.isoformat() if (day := day_said(name)) else "") for name in ("placed", "changed"))
    asked = _asked(
        tuple(said_many("role", list(roles), first)),
        tuple(narrowest(library(), said_many("system", list(kinds), some))),
        *(placed, changed, tuple(said_many("is", facts)), tuple(said_many("isnot", facts))),
    )
    return asked, said_of("becomes", ["", *acts(library())])


@remembered(50)
def _asked(
    content: Library,
    roles: tuple[str, ...],
    systems: tuple[str, ...],
    placed: str,
    changed: str,
    is_: tuple[str, ...],
    is_not: tuple[str, ...],
) -> Situation:
    """Return one and the same situation for the same words, so that what follows from it is found again."""
    return situation(content, roles, systems, placed, changed, is_, is_not)


def change(frameworks: Sequence[Framework]) -> None:
    """Draw the fields by which the situation is changed, folded behind a button."""
    roles = library().terms.of("Role")
    first = asked_first(roles)
    with st.popover("Change", icon=":material/edit:", key="law-change"):
        choose_many("Our role", "role", {w: r.label for w, r in roles.items()}, [first] if first else [])
        choose_systems()
        choose_act()
        days = ("On this day", "on"), ("Placed or in service since", "placed"), ("Changed significantly on", "changed")
        for column, (label, name) in zip(st.columns(3), days, strict=True):
            with column:
                _day(label, name)
        if frameworks:
            choose_many("We have in place", "held", {f.id: f.short for f in frameworks}, hint="Frameworks")


def _day(label: str, name: str) -> None:
    first, last = DAYS[name]
    key = f"law-{name}"
    st.session_state[key] = date.fromisoformat(day_asked()) if name == "on" else day_said(name)

    def write() -> None:
        chosen = st.session_state[key]
        say(name, chosen.isoformat() if chosen else "")

    st.date_input(label, key=key, min_value=first, max_value=last, format="YYYY-MM-DD", on_change=write)


def choose_waits(counts: Mapping[str, int]) -> str:
    """Draw the answer as numbers, each of which filters; return what is shown: one of ``WAITS``, or all that binds or may."""
    everything = sum(n for wait, n in counts.items() if wait != NOT)
    labels = {EVERYTHING: f"All {everything}", **{wait: number_waiting(counts[wait], wait) for wait in WAITS}}
    return _segments("Show the provisions that bind", "waits", labels, EVERYTHING)


def choose_day(milestones: Sequence[ApplicationDate], day: str) -> None:
    """Draw the days on which something begins, with today and the day asked about."""
    today = min(max(clock.today(), DAYS["on"][0]), DAYS["on"][1]).isoformat()
    new = {m.day: m.new for m in milestones}
    labels = {
        name: (f"Today, {days_in_words(name)}" if name == today else days_in_words(name))
        + (f" · {count_of(new[name], 'begins', 'begin')}" if name in new else "")
        for name in sorted({*new, today, day})
    }
    _segments("From which day", "on", labels, today, day)


def _segments(label: str, name: str, labels: dict[str, str], default: str, chosen: str | None = None) -> str:
    """Draw words side by side, one of which the link says; return it."""
    key = f"law-{name}-segments"
    st.session_state[key] = said_of(name, list(labels), default) if chosen is None else chosen
    st.segmented_control(
        label,
        list(labels),
        key=key,
        required=True,
        format_func=lambda word: plain(labels[word]),
        label_visibility="collapsed",
        on_change=lambda: say(name, st.session_state[key] or "", default),
    )
    return str(st.session_state[key])


def _answer(fact: str, word: str | None) -> None:
    """Write an answer into the link, or take it back; remember how much was open before."""
    known = list(library().fact_of)
    for name, holds in (("is", word == YES), ("isnot", word == NO), ("unsure", word == UNSURE)):
        others = [f for f in said_many(name, known) if f != fact]
        say(name, ",".join([*others, *[fact] * holds]))
    if word != UNSURE:
        st.session_state["law-was"] = st.session_state.get("law-now")


def show_questions(found: Sequence[Question], waiting: int) -> None:
    """Draw the open questions, first the one that decides most; what nobody knows comes last.

    Args:
        found: the questions.
        waiting: how many provisions hang on them.
    """
    unsure = said_many("unsure", list(library().fact_of))
    asked = [q for q in found if q.fact.id not in unsure]
    aside = [q for q in found if q.fact.id in unsure]
    draw(html('<h2 id="open-questions" style="padding:0;font-size:1.3rem">Open questions: {}</h2>', len(found)))
    was = st.session_state.pop("law-was", None)
    if was is not None:
        draw(html('<p role="status" class="ag-note">{}</p>', decided_in_words(was, waiting)))
    st.session_state["law-now"] = waiting
    if not found:
        draw(look.quiet("Nothing is left to ask."))
    for question in asked[:FIRST]:
        _question(question, None)
    if len(asked) > FIRST:
        # Dozens of questions take the server as long as the rest of the page: those that are folded are made when somebody opens them.
        more = st.expander(plain(count_of(len(asked) - FIRST, "more question")), key="law-more", on_change="rerun")
        if more.open:
            with more:
                for question in asked[FIRST:]:
                    _question(question, None)
    if aside:
        with st.expander(plain(f"Not known yet: {len(aside)}")):
            for question in aside:
                _question(question, UNSURE)


def _question(question: Question, answered: str | None) -> None:
    fact = question.fact.id
    key = f"law-question-{fact}"
    st.session_state[key] = answered
    st.segmented_control(
        f"{read_aloud(question.fact.question)} · {hanging(len(question.provisions))}",
        [YES, NO, UNSURE],
        key=key,
        on_change=lambda: _answer(fact, st.session_state[key]),
    )


def show_answers(is_: Sequence[str], is_not: Sequence[str]) -> None:
    """Draw the answers that were given, each with a button that takes it back."""
    given = [*((f, YES) for f in is_), *((f, NO) for f in is_not)]
    if not given:
        return
    with st.expander(plain(f"Answered: {len(given)}"), expanded=len(given) <= FIRST):
        for fact, word in given:
            draw(html("<p style='margin:0'><b>{}.</b> {}</p>", word, library().fact_of[fact].question))
            st.button("Take back", key=f"back-{fact}", on_click=_answer, args=(fact, None))
