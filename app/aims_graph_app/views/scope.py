"""Scope and systems: whose management system it is, which AI systems are in it, and what the law asks of each by its facts."""

import streamlit as st

from aims_graph.answers.law.days import NEVER
from aims_graph.counting import count_of
from aims_graph.present.certificates import certificate_in_words
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import edition_in_words, organisation_of
from aims_graph.workspace.certificates import certificate_statuses
from aims_graph.workspace.duties import duties_of, query_of
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Certificate, Choice, ModelUsed, Organisation, Person, Site, System
from aims_graph_app import look
from aims_graph_app.choices import choose_segment
from aims_graph_app.guard import draw, plain
from aims_graph_app.record_form import Asked, chosen_of, form_head, record_form, record_list, withdrawn
from aims_graph_app.state import link, say
from aims_graph_app.work import headline, opened

SHOWN: dict[str, type[Record]] = {
    "system": System, "organisation": Organisation, "site": Site, "model_used": ModelUsed, "choice": Choice, "certificate": Certificate, "person": Person,
}  # fmt: skip
WORDS = {
    "system": "AI systems",
    "organisation": "Organisation",
    "site": "Sites",
    "model_used": "Models used",
    "choice": "Frameworks",
    "certificate": "Certificates",
    "person": "People",
}

#: What is said where there is none yet, and what to do about it.
FIRST = {
    "system": (
        "No AI system yet.",
        "Name each with its roles and kinds: the law then says what binds it, and from which day.",
    ),
    "site": ("No site yet: the places that the certificate will name.", ""),
    "model_used": ("No model yet: the general-purpose AI models our systems are built on.", ""),
    "choice": ("None is chosen, so all of them are shown.", "Choose those we answer to."),
    "certificate": ("No certificate yet.", "One we hold settles what it entails in every other framework."),
}

here = opened("Scope and systems")
place, state, standing, content, person, today = here
systems = state.all(System)
certificates = {h.certificate.id: h for h in certificate_statuses(state, content, today)}
count = count_of(len(systems), "AI system") if systems else "No AI system yet"
headline(f"{count} in the scope of {organisation_of(state)}")
noun = choose_segment("Show", "kind", WORDS, leaves=["id"])
cls = SHOWN[noun]
records = state.all(cls)
# There is one organisation, which is there from the beginning.
chosen = chosen_of(state, cls) or (records[0] if noun == "organisation" and records else None)


def said_beside(record: Record) -> str:
    """Return what an AI system is for and how much law binds it, and how a certificate stands; nothing of other records."""
    if isinstance(record, Certificate):
        return f"{days_in_words(certificate_in_words(content, certificates[record.id]))}."
    if not isinstance(record, System):
        return ""
    today_, ever = (duties_of(content, record, day) for day in (today.isoformat(), NEVER))
    sure, open_ = sum(d.value is True for d in today_), sum(d.value is not True for d in today_)
    asks = f"Provisions of law that bind it today: {sure}, and {open_} that hang on an open question; some day: {len(ever)}."
    if not (record.roles and record.kinds):
        asks = "No role or kind is named yet: the law cannot be asked."
    return f"{record.purpose.rstrip('.') or 'No purpose is written down'}. {asks}"


left, right = st.columns([1, 1], gap="large")
with left:
    record_list(records, chosen, said_beside)
    if not records:
        there_is_none, to_do = FIRST.get(noun, ("", ""))
        st.write(plain(there_is_none))
        if to_do:
            draw(look.hint(to_do))
    if noun == "choice":
        link("own", "Bring in a framework of our own", icon=":material/upload_file:")
with right:
    form_head(cls, chosen)
    if isinstance(chosen, System) and chosen.roles and chosen.kinds and content.laws:
        link("law", f"Its duties under the {content.laws[0].short}, with the open questions", query_of(chosen))
        link("assess", "Assess what binds it", {"framework": content.laws[0].id, "system": chosen.id})
    if isinstance(chosen, Certificate | Choice) and edition_in_words(content, chosen.framework):
        st.caption(plain(edition_in_words(content, chosen.framework)))
        link("assess", "Answer in this edition", {"framework": chosen.framework}, ":material/checklist:")
        link("migrate", "Migrate", {"from": chosen.framework}, ":material/move_up:")
    if chosen is not None or noun != "organisation":
        # By their questions: nobody knows what the facts by which the law decides are called.
        questions = {fact.id: fact.question for fact in content.fact_of.values()} if cls is System else {}
        offered = dict.fromkeys(("facts_true", "facts_false"), questions) if questions else {}
        record_form(here, cls, chosen, Asked(offered=offered), told=lambda done: say("id", done))
        withdrawn(here, cls)
