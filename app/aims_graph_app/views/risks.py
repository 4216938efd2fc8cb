"""Risks and impacts: the register with levels before and after treatment, and the impact assessments of the AI systems."""

from collections.abc import Sequence

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.model.naming import full_name, short_name
from aims_graph.present.risks import anew_in_words, assessment_in_words, confirm_in_words, or_changed, steps_in_words
from aims_graph.workspace.acceptance import ENTERED
from aims_graph.workspace.impacts import assessed
from aims_graph.workspace.impacts import systems as by_system
from aims_graph.workspace.records.risk import RISK_KINDS, Assessment, Criteria, Impact, Risk
from aims_graph.workspace.risks import Rated, objectives, risks, sources
from aims_graph.workspace.rules import IMPACTS_AS, criteria_of
from aims_graph_app import look
from aims_graph_app.choices import choose_segment
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.record_form import Asked, New, chosen_of, form_head, record_form, record_list, withdrawn
from aims_graph_app.state import say
from aims_graph_app.work import headline, opened

here = opened("Risks and impacts")
place, state, standing, content, person, today = here
rated = risks(state, standing, today)
rating = {r.risk.id: r for r in rated}
above = [r for r in rated if r.is_unaccepted]
headline(
    f"{count_of(len(rated), 'risk')}, {len(above)} above our criterion and accepted by nobody{or_changed(above)}"
    if rated
    else "No risk is written down yet"
)
view = choose_segment(
    "Show", "show", {"risks": "Risks", "impacts": "Impact assessments", "criteria": "Our criteria"}, leaves=["id"]
)


#: The box by which the same people accept a risk once more.
ANEW = "Approved and accepted anew, as it stands here"


def level_words(one: Rated) -> str:
    """Return the level before and after treatment."""
    parts = [f"{level.word} ({level.product})" if level else "not rated" for level in (one.before, one.after)]
    return f"{parts[0]}, after treatment {parts[1]}" if one.after else parts[0]


def risk_in_words(risk: Risk) -> str:
    """Return its level, whose it is and what is open about it."""
    one = rating[risk.id]
    return f"{level_words(one)}; {risk.owner or 'no owner'}; {'; '.join(one.open_in_words) or 'nothing open'}"


def explain_steps(kinds: Sequence[str]) -> None:
    """Say what the numbers of a rating mean, above the form that asks for them."""
    for words in steps_in_words([criteria_of(state, k) for k in kinds]):
        draw(look.hint(words))


left, right = st.columns([1, 1], gap="large")
if view == "risks":
    with left:
        kind = choose_segment("Kind", "kind", {"": "all", **{k: k for k in RISK_KINDS}})
    shown = [r for r in rated if kind in ("", r.risk.kind)]
    chosen = chosen_of(state, Risk)
    with left:
        if not rated:
            st.write(
                "Stage 1 asks for an assessment of risks. Write the first at the right: what may happen, from which source, which objective it harms."
            )
        record_list([one.risk for one in shown], chosen, risk_in_words)
    with right:
        form_head(Risk, chosen)
        offered = {
            field: {r.id: full_name(content, r.id) for r in listed}
            for field, listed in (("source", sources(content)), ("objective", objectives(content)))
            if listed
        }
        anew = None
        if chosen and chosen.accepted_by:
            if words := anew_in_words(state, chosen):
                st.warning(plain(f"{words} Once it is agreed anew, tick “{ANEW}” below."), icon=":material/history:")
            anew = (ANEW, ENTERED)
        explain_steps(RISK_KINDS)
        record_form(here, Risk, chosen, Asked(offered=offered, anew=anew), told=lambda done: say("id", done))
        withdrawn(here, Risk)
elif view == "impacts":
    chosen_assessment = chosen_of(state, Assessment)
    with left:
        for one_system in by_system(state, today):
            draw(html("<p><b>{}</b>: {}</p>", one_system.system.title, one_system.state))
        record_list(
            state.all(Assessment), chosen_assessment, lambda a: assessment_in_words(assessed(state, content, a))
        )
        if chosen_assessment:
            whole = assessed(state, content, chosen_assessment)
            if whole.missing:
                st.markdown("**Still missing**")
                for asked in whole.missing:
                    draw(look.quiet(f"{short_name(content, asked.requirement.id)}: {asked.item}"))
            for affected, impacts in whole.impacts.items():
                if not impacts:
                    continue
                st.markdown(f"**{affected.capitalize()}**")
                for impact in impacts:
                    level = whole.levels.get(impact.id)
                    words = (
                        "benefit" if impact.is_benefit else f"{level.word} ({level.product})" if level else "not rated"
                    )
                    draw(look.quiet(f"{impact.id} {impact.who}: {impact.description}. {words}"))
                    with st.popover(f"Change {impact.id}"):
                        record_form(here, Impact, impact)
            with st.popover("Add an impact"):
                explain_steps([IMPACTS_AS])
                record_form(here, Impact, new=New(fixed={"assessment": chosen_assessment.id}))
    with right:
        form_head(Assessment, chosen_assessment)
        record_form(here, Assessment, chosen_assessment, told=lambda done: say("id", done))
        withdrawn(here, Assessment)
        withdrawn(here, Impact)
else:
    for risk_kind in RISK_KINDS:
        criteria = next((c for c in state.all(Criteria) if c.kind == risk_kind), None)
        draw(look.part(f"Criteria for {risk_kind} risks"))
        if criteria and (words := confirm_in_words(state, criteria)):
            st.warning(plain(words), icon=":material/history:")
        record_form(here, Criteria, criteria, new=New(fixed={} if criteria else {"kind": risk_kind}))
    withdrawn(here, Criteria)
