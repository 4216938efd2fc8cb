"""Shared controls: what one implementation covers in several frameworks, down to the reasons."""

from collections.abc import Sequence

import streamlit as st

from aims_graph.answers.controls.shared_controls import (
    ANCHOR,
    FULL,
    Member,
    SharedControl,
    served_by,
)
from aims_graph.answers.inference.inference import explained
from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.model import Cell
from aims_graph.model.naming import full_name
from aims_graph.present.controls import HOW, controls_table, evidence_in_words
from aims_graph.present.inference import explained_lines
from aims_graph.present.words import INFERRED
from aims_graph_app import look
from aims_graph_app.choices import ask_text, choose_segment
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.linked import a_requirement, link_faults
from aims_graph_app.shared_parts import choose_order, view
from aims_graph_app.state import (
    address,
    entitle,
    excuse,
    framework_names,
    library,
    link,
    said,
)
from aims_graph_app.tables import as_file, pick_row

names = framework_names()
RULES = {"stars": "All or most is covered", "ceilings": "All is covered"}


def detail(control: SharedControl, order: Sequence[str]) -> None:
    """Draw one control: what to do, what the auditor sees, whom it serves and why."""
    with st.container(border=True, key="detail"):
        draw(html("{} <h2>{}</h2>", look.chip(library().frameworks[control.anchor.framework]), control.anchor.name))
        draw(
            look.facts(
                [("what to implement", control.anchor.summary), ("evidence", evidence_in_words(library(), control))]
            )
        )
        with st.container(horizontal=True, gap="large"):
            link("requirement", "Open the requirement", {"id": control.id}, ":material/open_in_new:")
            link("graph", "Show as graph", {"show": "control", "id": control.id}, ":material/hub:")
            link(
                "what_if",
                "Gap analysis with it in place",
                {
                    "held": "",
                    "controls": control.id,
                    "towards": next((f for f in order if f != control.anchor.framework), ""),
                },
                ":material/rule:",
            )
        for member in control.members:
            if member.how != ANCHOR:
                served(control, member)


def served(control: SharedControl, member: Member) -> None:
    """Draw one member: how far it is met, what is left, and the reason."""
    r = member.requirement
    way = address("requirement", {"id": r.id})
    with st.container(gap="xxsmall"):
        draw(html('{} <a href="{}">{}</a>', look.chip(library().frameworks[r.framework]), way, r.name))
        how = HOW[member.how]
        adds = html("<p style='margin:.1rem 0'><b>What is left:</b> {}</p>", member.adds) if member.adds else ""
        if member.row:
            sure = "" if member.row.confidence is None else f": confidence {member.row.confidence:g}"
            why = f"Both demand {member.row.shared}. {member.row.comment} {member.row.source}."
            draw(html("{}{}{}", look.tag(how), adds, look.folded(f"Why{sure}", why)))
        else:
            draw(html("{}{}", look.tag(f"{how}, {INFERRED}", "derived"), adds))
            with st.expander("Why"):
                lines = explained_lines(library(), explained(library(), r.id, control.id))
                draw(joined([html("<p style='margin:.2rem 0'>{}</p>", line) for line in lines if line]))


def counted(
    shown: list[SharedControl], shared: list[SharedControl], controls: list[SharedControl], words: str
) -> list[str]:
    """Return how many controls there are, first of all how many are shown: with words to filter by, those that have them."""
    riders = served_by(shown)
    others = f"{count_of(riders, 'requirement is', 'requirements are')} covered by one of them"
    if words.strip():
        have = f"{len(shown)} of {count_of(len(shared), 'shared control')} {'has' if len(shown) == 1 else 'have'} the words “{words.strip()}”"
        return [have, f"{others}."] if shown else [have]
    serve = f"{count_of(len(shown), 'control serves', 'controls serve')} two frameworks or more"
    return [serve, others, f"{count_of(len(controls) - len(shared), 'control is', 'controls are')} not shared."]


st.title("Shared controls: one thing to implement, several frameworks served", anchor=False)
link_faults({"control": a_requirement(library().requirements)})
order = choose_order(list(names))
rule_at, word = st.columns(2)
with rule_at:
    rule = choose_segment("Count as covered when", "rule", RULES)
with word:
    words = ask_text("Filter text", "words", "audit")
try:
    controls, shared = view(rule, order)
except AimsError as error:
    excuse(error)
    st.stop()
wanted = words.lower().split()
shown = [c for c in shared if all(w in " ".join(m.requirement.name for m in c.members).lower() for w in wanted)]
told = counted(shown, shared, controls, words)
entitle(told[0])
draw(look.answer("; ".join(told)))
if not shown:
    hints = [f"Take out a word of “{words.strip()}”"] * bool(words.strip())
    hints += ["add a framework"] * (len(order) < len(names))
    hints += [f"choose “{RULES['stars']}”"] * (rule == "ceilings")
    said_first, *others = hints or ["choose other frameworks"]
    st.info("No shared control is left.")
    draw(look.hint(f"{', or '.join((said_first[:1].upper() + said_first[1:], *others))}."))
    st.stop()
shown.sort(key=lambda c: (-len({m.requirement.framework for m in c.members}), -len(c.members)))
columns: dict[str, list[Cell]] = {
    "Control": [c.anchor.name for c in shown],
    "Rows from": [names[c.anchor.framework] for c in shown],
    "Frameworks": [len({m.requirement.framework for m in c.members}) for c in shown],
    "Covered": [sum(m.how == FULL for m in c.members) for c in shown],
    "Mostly covered": [sum(m.how not in (FULL, ANCHOR) for m in c.members) for c in shown],
}
ids = [c.id for c in shown]
table_at, detail_at = st.columns([1.25, 1]) if said("control") in ids else (st.container(), None)
with table_at:
    chosen = pick_row(columns, ids, "control", "Shared controls")
    if not chosen and said("control") in library().requirements:
        draw(look.hint(f"{full_name(library(), said('control'))} is none of these shared controls."))
if detail_at:
    with detail_at:
        detail(shown[ids.index(chosen)], order)


offer("shared-controls", ("xlsx", "csv", "json"), lambda form: as_file(controls_table(library(), shown, order), form))
st.caption(plain("Covered: doing the control does the member. Mostly covered: what is left stands in words."))
draw(look.hint("A control opens what it covers, and why."))
