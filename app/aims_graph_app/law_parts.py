"""The pieces of the page on what binds: open questions with an answer a click away, answers given, and articles with their points."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from aims_graph.answers.law.articles import Group, by_article
from aims_graph.answers.law.binds import ANSWERS, Answer
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.questions import Question
from aims_graph.answers.law.reliefs import reliefs
from aims_graph.model import Library
from aims_graph.present.law import Asked, decided_by, only_if, provisions, relief_words
from aims_graph.present.law_groups import why
from aims_graph.present.remainder import left_in_words
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.state import library, link, said_many, say

#: How many open questions stand on the page before the others are folded.
FIRST = 6
HEADS = {"binds": "Binds", "binds if": "Binds if", "does not bind": "Does not bind"}


def answer(fact: str, value: bool | None) -> None:
    """Write an answer into the URL, or take it back."""
    known = list(library().fact_of)
    for name, holds in (("is", True), ("isnot", False)):
        others = [f for f in said_many(name, known) if f != fact]
        say(name, ",".join([*others, *[fact] * (value is holds)]))


def ask_questions(found: Sequence[Question]) -> None:
    """Draw the open questions, first the one on which most provisions hang; yes and no are one click."""
    if not found:
        return
    st.header(plain(f"Open questions: {len(found)}"), anchor=False)
    for question in found[:FIRST]:
        _question(question)
    if len(found) > FIRST:
        with st.expander(plain(f"{len(found) - FIRST} more questions")):
            for question in found[FIRST:]:
                _question(question)


def _question(question: Question) -> None:
    words, yes, no = st.columns([6, 1, 1], vertical_alignment="center")
    with words:
        count = provisions(len(question.provisions))
        draw(html("<p style='margin:0'>{} <span class='ag-quiet'>{}</span></p>", question.fact.question, count))
    fact = question.fact.id
    with yes:
        st.button("Yes", key=f"yes-{fact}", on_click=answer, args=(fact, True), width="stretch")
    with no:
        st.button("No", key=f"no-{fact}", on_click=answer, args=(fact, False), width="stretch")


def answers_given(is_: Sequence[str], is_not: Sequence[str]) -> None:
    """Draw the answers that were given, each with a button that takes it back."""
    given = [*((f, "Yes") for f in is_), *((f, "No") for f in is_not)]
    if not given:
        return
    with st.expander(plain(f"Answered: {len(given)}"), expanded=len(given) < FIRST):
        for fact, word in given:
            words, back = st.columns([7, 1], vertical_alignment="center")
            with words:
                draw(html("<p style='margin:0'><b>{}.</b> {}</p>", word, library().fact_of[fact].question))
            with back:
                st.button("Take back", key=f"back-{fact}", on_click=answer, args=(fact, None), width="stretch")


def show_groups(a: Asked) -> None:
    """Draw the three answers, each an article a line, with its points folded under it."""
    groups = by_article(library(), a.found)
    for value, name in ANSWERS.items():
        mine = [g for g in groups if g.value is value]
        count = sum(len(g.answers) for g in mine)
        st.header(plain(f"{HEADS[name]}: {provisions(count)}"), anchor=False)
        for group in mine:
            _article(a, group)


def _article(a: Asked, group: Group) -> None:
    days = sorted({x.day for x in group.answers} - {NEVER})
    label = f"{group.head.name}: {provisions(len(group.answers))}" + (f", from {' and '.join(days)}" if days else "")
    with st.expander(plain(label)):
        link("requirement", group.head.name, {"id": group.head.id}, ":material/open_in_new:")
        text = why(library(), a, group)
        if text:
            draw(html('<p class="ag-note">{}</p>', text))
        draw(_points(library(), a, group))


def _points(content: Library, a: Asked, group: Group) -> Markup:
    """Return the points of an article as a table: what each hangs on, what is spared, what is held already, the evidence."""
    held = [f for f in content.mapped if any((x.provision.id, f.id) in content.remainder_of for x in group.answers)]
    heads = [
        "Provision",
        "In effect",
        "Only if, or decided by",
        "Spared",
        *(f"Remains beside {f.short}" for f in held),
        "Evidence",
    ]
    rows = [
        html("<tr>{}</tr>", joined([html("<td>{}</td>", c) for c in _cells(content, a, x, [f.id for f in held])]))
        for x in group.answers
    ]
    return html(
        '<div class="ag-wide"><table class="ag-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        joined([html("<th>{}</th>", h) for h in heads]),
        joined(rows),
    )


def _cells(content: Library, a: Asked, x: Answer, held: Sequence[str]) -> list[str]:
    evidence = content.evidence_at.get(x.provision.id)
    remains = [content.remainder_of.get((x.provision.id, f)) for f in held]
    return [
        x.text.name,
        "" if x.day == NEVER else x.day,
        only_if(content, x) or decided_by(content, a.asked, x, a.day),
        relief_words(content, reliefs(content, x.provision, a.asked, opened=False)),
        *("" if r is None else left_in_words(content, r) for r in remains),
        evidence.note if evidence else "",
    ]
