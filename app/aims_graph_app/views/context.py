"""Context and objectives: the issues around and inside the organisation, who has an interest in it, and what it wants to reach, with what is open."""

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.present.context import issues_table, objectives_table, parties_table
from aims_graph.present.words import days_in_words
from aims_graph.workspace.context import open_at
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.context import Issue, Objective, Party
from aims_graph_app.choices import choose_segment
from aims_graph_app.papers import take_document
from aims_graph_app.record_form import chosen_of, form_head, record_form, record_list, withdrawn
from aims_graph_app.state import say
from aims_graph_app.tables import take_along
from aims_graph_app.work import headline, opened

SHOWN: dict[str, type[Record]] = {"issue": Issue, "party": Party, "objective": Objective}
#: What is said where there is none yet.
FIRST = {
    "issue": "No issue yet: what around us and inside bears on what the management system is to reach. Whether climate change does is to be determined, too.",
    "party": "No interested party yet: customers, people our systems decide about, staff, authorities, with what they need and which of it we address.",
    "objective": "No objective yet. Each says what is done for it, with what, by whom, by when, and how it is measured; the results go into the management review.",
}

here = opened("Context and objectives")
place, state, standing, content, person, today = here
issues, parties, objectives = state.all(Issue), state.all(Party), state.all(Objective)
counts = (count_of(len(issues), "issue"), count_of(len(parties), "interested party"), count_of(len(objectives), "objective"))  # fmt: skip
headline(", ".join(counts) if issues or parties or objectives else "No context and no objective is written down yet")
noun = choose_segment(
    "Show", "show", {"issue": "Issues", "party": "Interested parties", "objective": "Objectives"}, leaves=["id"]
)
cls = SHOWN[noun]
records = state.all(cls)
chosen = chosen_of(state, cls)


def said_beside(record: Record) -> str:
    """Return of an issue what it bears on, of a party what it needs, of an objective how it stands and what is open."""
    if isinstance(record, Issue):
        return ": ".join(filter(None, (record.kind, record.effect)))
    if isinstance(record, Party):
        return record.needs or "Nobody says what they need."
    assert isinstance(record, Objective)
    due = days_in_words(f"due {record.due}") if record.due else ""
    return "; ".join(filter(None, (record.state, record.owner, due, record.result, *open_at(record, today))))  # fmt: skip


left, right = st.columns([1, 1], gap="large")
with left:
    record_list(records, chosen, said_beside)
    if not records:
        st.write(FIRST[noun])
with right:
    form_head(cls, chosen)
    record_form(here, cls, chosen, told=lambda done: say("id", done))
    withdrawn(here, cls)
if records:
    table = {
        "issue": lambda: issues_table(content, state, issues),
        "party": lambda: parties_table(content, state, parties),
        "objective": lambda: objectives_table(content, state, objectives, today),
    }[noun]()
    take_along(table, f"{noun}-list")
    take_document(state, person, "context", "", "Context and objectives")
