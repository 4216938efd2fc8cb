"""The parts of a requirement's page on supports: what it hands over and takes, what must stand before it, what is named and carries nothing."""

import streamlit as st

from aims_graph.answers.requirement.before import Plan, plan_before
from aims_graph.answers.requirement.supports import Denied, supports_of
from aims_graph.counting import count_of
from aims_graph.model import Support
from aims_graph.model.naming import full_name
from aims_graph.present.supports import DENIED, HANDS_OVER, KINDS, TAKES, handover_in_words
from aims_graph_app import look
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import library, link


def supports(identity: str) -> None:
    """Draw what it and its parts hand over and take, what is often named and carries nothing, and what must stand before it."""
    found = supports_of(library(), identity)
    for heading, given, is_giver in ((HANDS_OVER, found.hands_over, True), (TAKES, found.takes, False)):
        if given:
            st.header(heading)
            if is_giver or not found.hands_over:
                st.caption(
                    "Nothing is covered by it: what is handed over counts in no coverage and in no shared control."
                )
            for support in given:
                handover(support, identity, is_giver)
    plan = plan_before(library(), identity)
    earlier = [step for step in plan.steps if step.requirement.id != identity]
    if earlier:
        number = count_of(len(earlier), "requirement")
        with st.expander(f"What must stand before it: {number}, first things first"):
            link("before", "Drawn from left to right, and as files", {"id": identity}, ":material/account_tree:")
            steps(plan)
    if found.denied:
        st.header(DENIED)
        for denied in found.denied:
            _why_not(denied, identity)


def steps(plan: Plan) -> None:
    """Draw a plan as a list, step by step, with what each requirement waits for."""
    for rank in dict.fromkeys(step.rank for step in plan.steps):
        st.subheader(f"Step {rank + 1}", anchor=False)
        for step in (s for s in plan.steps if s.rank == rank):
            name = full_name(library(), step.requirement.id)
            link("requirement", name, {"id": step.requirement.id})
            waits = joined([html("<li>{}</li>", handover_in_words(library(), h)) for h in step.waits_for])
            if step.waits_for:
                draw(html('<ul class="ag-quiet">{}</ul>', waits))


def handover(support: Support, identity: str, is_giver: bool) -> None:
    """Draw one support: the other side, the thing, what it lacks, and why."""
    own, other = (support.giver, support.taker) if is_giver else (support.taker, support.giver)
    with st.container(border=True, gap="xsmall"):
        link("requirement", full_name(library(), other), {"id": other})
        part = f"from {library().requirements[own].name}" if is_giver else f"for {library().requirements[own].name}"
        phrases = [("Thing", f"{support.thing} ({KINDS[support.kind]})"), ("It lacks", support.lacks)]
        draw(
            html(
                '<dl class="ag-phrases">{}</dl>',
                joined([html("<div><dt>{}</dt><dd>{}</dd></div>", *phrase) for phrase in phrases]),
            )
        )
        where = f" {part[0].upper()}{part[1:]}." if own != identity else ""
        draw(look.folded(f"Why: confidence {support.confidence}", f"{support.comment}{where} {support.source}."))


def _why_not(denied: Denied, identity: str) -> None:
    """Draw a pair that people name and that carries nothing over, with the reason."""
    with st.container(border=True, gap="xsmall"):
        link("requirement", full_name(library(), denied.row.object_id), {"id": denied.row.object_id})
        part = "" if denied.requirement_id == identity else f"{library().requirements[denied.requirement_id].name}: "
        named = f" Put together by {denied.row.named_by}." if denied.row.named_by else ""
        draw(look.folded("Why not", f"{part}{denied.row.comment}{named} {denied.row.source}."))
