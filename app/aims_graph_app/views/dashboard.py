"""Dashboard: what one shows to a board, on one landscape page."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.present.certificates import certificate_in_words, lost_in_words
from aims_graph.present.law import begin_in_words
from aims_graph.present.risks import high_in_words
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import OWN_ASSESSMENT, named, organisation_of
from aims_graph.workspace.dashboard import burn_up
from aims_graph.workspace.dashboard import dashboard as seen_of
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.findings import Followed
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.risks import OVERDUE, Rated, risks
from aims_graph.workspace.risks import grid as risk_grid
from aims_graph.workspace.rules import criteria_of
from aims_graph.workspace.tasks import Closing
from aims_graph.workspace.validity import SOON, has_expired
from aims_graph_app import look
from aims_graph_app.dashboard_parts import draw_burn_up, draw_risks, progress_table
from aims_graph_app.guard import draw, html
from aims_graph_app.state import link
from aims_graph_app.work import headline, opened, past

T = TypeVar("T")

place, state, standing, content, person, today = opened("Dashboard")
seen = seen_of(state, content, standing, today)


def draw_first(found: Sequence[T], page: str, draw_one: Callable[[T], None], most: int = 5) -> None:
    """Draw the first of what was found, and how many more the page has that lists them all."""
    for one in found[:most]:
        draw_one(one)
    if len(found) > most:
        link(page, f"and {len(found) - most} more")


def draw_task(item: Closing) -> None:
    """Draw a late task with whose it is."""
    days_late = (today - item.task.due).days if item.task.due else 0
    words = f"{item.task.title}, {item.task.owner or 'no owner'}, {count_of(days_late, 'day')}"
    link("tasks", words, {"id": item.task.id})


def draw_finding(follow: Followed) -> None:
    """Draw a finding with what is next about it."""
    draw(look.quiet(f"{follow.finding.id} {follow.finding.title}: {follow.next} ({follow.finding.kind})"))


def draw_treatment(treated: Rated) -> None:
    """Draw a risk whose treatment is late."""
    words = f"{treated.risk.title}, {treated.risk.owner or 'no owner'}: {OVERDUE}"
    link("risks", words, {"id": treated.risk.id})


def draw_proof(proof: Evidence) -> None:
    """Draw a piece of evidence with when it ends."""
    word = "expired" if has_expired(proof, today) else "expires"
    draw(look.quiet(f"{proof.id} {proof.title} {word} on {days_in_words(as_iso(proof.valid_until))}"))


audit = seen.next_audit
audit_day = audit.by if audit else None
if audit and audit_day:
    called = f"{audit.kind.capitalize()} of {content.frameworks[audit.framework].short}"
    left = (audit_day - today).days
    first = f"{called} in {count_of(left, 'day')}" if left >= 0 else f"{called} was due {count_of(-left, 'day')} ago"
    if seen.blocking is not None and left >= 0:
        first += f": {count_of(seen.blocking, 'line')} to close"
else:
    first = f"{organisation_of(state)}: no certification audit is planned"
headline(first)
cells = st.columns(4)
for cell, name, value, note in (
    (cells[0], "Tasks overdue", str(len(seen.late)), f"of {len(seen.open_tasks)} open"),
    (cells[1], "Open nonconformities", str(seen.majors + seen.minors), f"{seen.majors} major, {seen.minors} minor"),
    (cells[2], "Risks above our criterion", str(len(seen.high)), "all kinds, unaccepted"),
    (cells[3], "Evidence expired or expiring", str(len(seen.expiring)), f"within {SOON} days"),
):
    cell.metric(name, value, note or None, delta_color="off", delta_arrow="off", border=True)


for ended in seen.lapsed:
    with st.container(border=True, key=f"ended-{ended.held.certificate.id}", gap="xxsmall"):
        words = f"{ended.held.certificate.id} {certificate_in_words(content, ended.held)}."
        draw(
            html(
                '<p class="ag-ended"><b>{}</b> {}.</p>',
                days_in_words(words),
                lost_in_words(content, ended),
            )
        )
        with st.container(horizontal=True):
            link("scope", "Enter the certificate that was issued since", {"kind": "certificate"}, ":material/badge:")
            for f in dict.fromkeys([*ended.met, *ended.in_part]):
                link("assess", f"What it met of {content.frameworks[f].short}", {"framework": f, "show": "open"})
            if ended.held.later:
                link("migrate", "Migrate", {"from": ended.held.certificate.framework}, ":material/move_up:")

with st.container(key="state"):
    left_side, right_side = st.columns([3, 2], gap="large")
with left_side:
    draw(look.part("How far we are"))
    draw(progress_table([(content.frameworks[p.framework].short, p.framework, "", p) for p in seen.frameworks]))
    for p in seen.frameworks[:1]:
        with st.expander(f"{content.frameworks[p.framework].short} by chapter", expanded=True):
            chapters = seen.chapters[p.framework]
            rows = [(content.requirements[c.heading].name, p.framework, c.heading, c.progress) for c in chapters]
            draw(progress_table(rows, "Chapter"))
with right_side:
    draw(look.part("Towards the audit"))
    draw_burn_up(burn_up(state, place.whole_history(), content, today, known=past(place)))

with st.container(key="next"):
    one, two, three = st.columns([3, 5, 3], gap="medium")
with one, st.container(key="late"):
    draw(look.part("Late"))
    draw_first(seen.late, "tasks", draw_task)
    draw_first(seen.late_findings, "audits", draw_finding)
    draw_first(seen.late_treatments, "risks", draw_treatment)
    if not (seen.late or seen.late_findings or seen.late_treatments):
        st.write("Nothing is late.")
    in_time = [f for f in seen.open_findings if not f.is_overdue]
    if in_time:
        draw(look.part("Open findings"))
        draw_first(in_time, "audits", draw_finding)
with two:
    draw(look.part("Risks after treatment: AI alone"))
    draw_risks(criteria_of(state, "AI"), risk_grid(state, risks(state, standing, today), "AI"))
    draw(look.quiet(high_in_words(seen.high)))
with three:
    draw(look.part("Next"))
    for come in seen.coming:
        names = ", ".join(getattr(state.records["system"][s], "title", s) for s in come.systems)
        draw(
            look.quiet(
                html(
                    "<b>{}</b>: {} to bind {}", days_in_words(come.day), begin_in_words(come.certain, come.open), names
                )
            )
        )
    draw_first(seen.expiring, "evidence", draw_proof)
    for action in seen.actions[:3]:
        draw(
            look.quiet(
                f"Implementing {named(content, action.target)} would certainly close {count_of(len(action.closes), 'requirement')}"
            )
        )
    if seen.stale:
        link("assess", f"{count_of(seen.stale, 'answer')} to look at again", {"show": "changed"})
draw(look.quiet(f"{organisation_of(state)}, {days_in_words(as_iso(today))}. {OWN_ASSESSMENT}"))
