"""Audits and findings: the year's programme, what each audit looks at, nonconformities up to the check that their action worked, management reviews."""

import datetime as dt

import streamlit as st

from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.answers.editions.succession import can_be_answered
from aims_graph.counting import count_of
from aims_graph.present.audits import inputs_table, partial_in_words, plan_table, programme_table, readiness_table
from aims_graph.present.words import days_in_words
from aims_graph.workspace import audits as answers
from aims_graph.workspace import review as reviews
from aims_graph.workspace.findings import findings
from aims_graph.workspace.records.assurance import Audit, Finding, Review
from aims_graph_app import look
from aims_graph_app.choices import ask_number, choose, choose_segment
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.linked import a_framework, link_faults
from aims_graph_app.papers import take_document
from aims_graph_app.record_fields import requirements
from aims_graph_app.record_form import Asked, chosen_of, form_head, record_form, record_list, withdrawn
from aims_graph_app.state import framework_names, link, say
from aims_graph_app.tables import take_along
from aims_graph_app.work import change, headline, may, opened

here = opened("Audits and findings")
place, state, standing, content, person, today = here
followed = findings(state, today)
open_ = [f for f in followed if f.is_open]
late = sum(f.is_overdue for f in open_)
was_audited = any(a.state == "done" for a in state.all(Audit))
headline(
    f"{count_of(len(open_), 'finding')} open, {late} overdue"
    if followed or was_audited
    else "No internal audit was held yet"
)
view = choose_segment(
    "Show",
    "show",
    {
        "findings": "Findings",
        "audits": "Audits",
        "programme": "Propose a year",
        "covered": "What was audited",
        "review": "Management review",
    },
    leaves=["id"],
)


def finding_in_words(finding: Finding) -> str:
    """Return what it is, what comes next, whose it is and by when."""
    one = next(f for f in followed if f.finding is finding)
    if not one.is_open:
        return f"{finding.kind}; {one.next}"
    due = days_in_words(f"{'overdue since' if one.is_overdue else 'due'} {finding.due}") if finding.due else "no date"
    return f"{finding.kind}; next: {one.next}; {finding.owner or 'no owner'}; {due}"


def audit_in_words(one: Audit) -> str:
    """Return its kind, how far it is, its day and who leads it."""
    day = days_in_words(str(one.done_on or one.planned_on or "no date"))
    return f"{one.kind}, {one.state}; {day}; led by {one.lead or 'nobody yet'}"


standards = answers.standards(state, content)
left, right = st.columns([1, 1], gap="large") if view in ("findings", "audits") else (st.container(), st.container())
if view == "findings":
    chosen = chosen_of(state, Finding)
    with left:
        if not followed:
            st.write("No finding yet. Stage 2 asks for an internal audit of everything within the cycle.")
            link("audits", "Propose a year of audits", {"show": "programme"}, ":material/event:")
        record_list([one.finding for one in followed], chosen, finding_in_words)
    with right:
        form_head(Finding, chosen)
        record_form(here, Finding, chosen, told=lambda done: say("id", done))
        withdrawn(here, Finding)
elif view == "audits":
    audit = chosen_of(state, Audit)
    with left:
        record_list(sorted(state.all(Audit), key=lambda a: a.planned_on or dt.date.max), audit, audit_in_words)
        if not state.all(Audit):
            st.write("No audit is planned yet: write one at the right, or have a year of them proposed.")
            link("audits", "Propose a year of audits", {"show": "programme"}, ":material/event:")
        for partial_audit, one in answers.partial(state, content):
            st.warning(plain(f"{partial_audit.id} is not impartial: {partial_in_words(content, state, one)}."))
    with right:
        form_head(Audit, audit)
        # An audit looks at all that lies below its areas, so that a heading may be one.
        areas = requirements(lambda r: any(can_be_answered(content, i) for i in (r.id, *content.below(r.id))))
        record_form(here, Audit, audit, Asked(offered={"areas": areas}), told=lambda done: say("id", done))
        withdrawn(here, Audit)
    if audit:
        take_along(
            plan_table(content, audit, answers.plan(state, content, standing, audit, today)), f"audit-{audit.id}"
        )
        take_document(state, person, "audit", audit.id, "Audit report")
elif view == "programme":
    if not standards:
        st.write("No framework is chosen that one is certified against.")
        draw(look.hint("Choose one under Scope and AI systems."))
        st.stop()
    when, how_many = st.columns(2)
    with when:
        year = ask_number("Year", "year", 2000, 2999, today.year + 1)
    with how_many:
        count = ask_number("In how many audits", "audits", 1, 12, 4)
    proposed = answers.programme(state, content, standards, year, count)
    planned = answers.kept(state, str(year))
    is_kept = {(a.title, a.planned_on) for a in planned} == {(p.title, p.planned_on) for p in proposed}
    if planned:
        other = (
            "" if is_kept else " What is proposed here is another way to cut the year: drop those first to plan these."
        )
        draw(look.hint(f"{year} is planned already, in {count_of(len(planned), 'audit')}.{other}"))
        link("audits", f"The audits of {year}", {"show": "audits", "id": planned[0].id}, ":material/event:")
    elif st.button("Plan these audits", disabled=not may(person, "audit")) and change(
        place, person, lambda made: answers.keep(made, proposed, str(year))
    ):
        say("show", "audits")
        st.rerun()
    missed = answers.too_late(state, content, proposed)
    take_along(programme_table(content, year, proposed, is_kept, missed), f"programme-{year}")
elif view == "covered":
    able = standards or certifiable(content)
    link_faults({"framework": a_framework(able)})
    framework = choose("Standard", "framework", framework_names(able))
    found = answers.coverage(state, content, standing, framework, today)
    take_along(readiness_table(content, standing, framework, found), f"audited-{framework}")
else:
    inputs = reviews.inputs(state, content, standing, standards or certifiable(content)[:1], today)
    for review in state.all(Review):
        words = f"{days_in_words(str(review.held_on or 'no date'))}, chaired by {review.chair or 'nobody named'}"
        draw(html("<p><b>{}</b>: {}</p>", words, review.conclusions or "no conclusions yet"))
        # What became tasks is changed there.
        with st.popover(f"Change {review.id}"):
            record_form(here, Review, review, Asked(("held_on", "chair", "participants", "conclusions")))
        take_document(state, person, "review", review.id, f"Minutes of {review.id}")
    withdrawn(here, Review)
    draw(look.part("Hold a review with what the data say today"))
    take_along(inputs_table(content, state, inputs, "What the management review is given"), "review-inputs")
    with st.form("review"):
        chair = st.text_input("Chair")
        others = st.text_input("Participants", help="separated by semicolons")
        conclusions = st.text_area("Conclusions")
        decisions = st.text_area("Decisions", help="one a line; each becomes a task")
        if st.form_submit_button("Save the review", disabled=not may(person, "review")):
            people = [p.strip() for p in others.split(";") if p.strip()]
            decided = [line.strip() for line in decisions.splitlines() if line.strip()]
            if not chair.strip():
                st.warning("Somebody chaired it: name them.")
            elif change(
                place,
                person,
                lambda made: reviews.hold(made, inputs, today, chair.strip(), people, conclusions, decided),
            ):
                st.rerun()
