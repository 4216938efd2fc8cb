"""Counterparts that may be there: ranked, with what speaks for them, to accept, change or refuse. Nothing enters by itself."""

from pathlib import Path

import streamlit as st

from aims_graph.answers.suggest.suggest import Candidate, suggest
from aims_graph.counting import count_of
from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange.decisions import ACCEPT, REFUSE, decision, proposal
from aims_graph.exchange.entry import enter
from aims_graph.model import Cell
from aims_graph.model.naming import full_name
from aims_graph.present.suggestions import reasons, suggestions_table
from aims_graph.present.words import RELATIONS
from aims_graph.workspace.folder import asked_for
from aims_graph_app import look
from aims_graph_app.choices import choose
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.linked import a_framework, a_requirement, link_faults
from aims_graph_app.state import address, entitle, excuse, framework_names, library, own_folder, said, version
from aims_graph_app.tables import as_file, pick_row
from aims_graph_app.work import ask_who, may, me, required, why_not
from aims_graph_app.working import kept

#: What has a lower score is left out, as ``aims-graph suggest`` does.
LEAST = 0.02


def view(framework: str, towards: str) -> list[Candidate]:
    """Return the candidates, computed once for all visitors."""

    def compared() -> list[Candidate]:
        return [c for c in suggest(library(), framework, towards) if c.score >= LEAST]

    return kept(compared, "suggestions", version(), framework, towards)


def signed() -> str:
    """Return the name that a decision carries: in a workspace that of who works here, who must be allowed to choose its frameworks.

    Raises:
        AimsError: if whoever works here may not decide.
    """
    if asked_for() is None:
        return str(st.session_state.get("by", ""))
    person = me(required("Suggested counterparts").state())
    if person is None or not may(person, "choice"):
        raise AimsError(why_not(person), "Ask an owner of the workspace.")
    return person.name


def decide(candidate: Candidate, verdict: str, key: str, folder: Path) -> None:
    """Enter what a person decided in the folder, by the same function as ``aims-graph suggest --accept``."""
    said = {
        name: str(st.session_state.get(f"{key}-{name}", "")).strip() for name in ("object_id", "relation", "reason")
    }
    row = {"subject_id": candidate.subject.id, "verdict": verdict, **said}
    try:
        found = proposal([decision(row, library())], signed(), library(), folder)
        enter(found.files, folder)
    except AimsError as error:
        st.session_state["decided"] = error
    else:
        done = "Accepted" if verdict == ACCEPT else "Refused"
        st.session_state["decided"] = (
            f"{done}: {candidate.subject.name} and {said['object_id']}, in {', '.join(found.files)}"
        )


def card(candidate: Candidate) -> None:
    """Draw one candidate with what speaks for it; with a folder of one's own open, what to decide."""
    key = f"{candidate.subject.id} {candidate.object.id}"
    other = candidate.object
    with st.container(border=True, gap="xsmall"):
        way = address("requirement", {"id": other.id})
        draw(html('<div class="ag-row"><a href="{}">{}</a>{}</div><p>{}</p><p class="ag-quiet">{}</p>', way, other.name,
                  look.tag(f"score {candidate.score:.2f}"), other.summary, reasons(library(), candidate)))  # fmt: skip
        if own is None:
            return
        with st.form(key, border=False):
            relation, instead, reason = st.columns([1.2, 1.2, 2])
            relation.selectbox("The counterpart is", ["", *RELATIONS], key=f"{key}-relation", format_func=lambda r: RELATIONS.get(r, "not judged"))  # fmt: skip
            instead.text_input("Counterpart", value=other.id, key=f"{key}-object_id")
            reason.text_input("Reason", key=f"{key}-reason")
            with st.container(horizontal=True):
                st.form_submit_button(
                    "Accept", key=f"{key}-accept", on_click=decide, args=(candidate, ACCEPT, key, own)
                )
                st.form_submit_button(
                    "Refuse", key=f"{key}-refuse", on_click=decide, args=(candidate, REFUSE, key, own)
                )


def told() -> None:
    """Say what became of the last decision."""
    done = st.session_state.pop("decided", None)
    if isinstance(done, ContentError | AimsError):
        excuse(done)
    elif done:
        st.success(plain(done))


person = ask_who(required("Suggested counterparts").state()) if asked_for() else None
st.title("Suggested counterparts", anchor=False)
names = framework_names()
if len(names) < 2:
    st.info("There is one framework alone: nothing to compare it with.")
    st.stop()
link_faults(
    {"framework": a_framework(names), "towards": a_framework(names), "of": a_requirement(library().requirements)}
)
whose, where = st.columns(2)
with whose:
    framework = choose(
        "Requirements of", "framework", names, leaves=lambda now: ["of", *["towards"] * (said("towards") == now)]
    )
with where:
    towards = choose("Look in", "towards", {f: short for f, short in names.items() if f != framework})
told()
found = view(framework, towards)
best: dict[str, Candidate] = {}
for candidate in found:
    best.setdefault(candidate.subject.id, candidate)
answer = f"{count_of(len(found), 'candidate')} for {count_of(len(best), 'requirement')} of {names[framework]} in {names[towards]}"
entitle(answer)
draw(look.answer(f"{answer}. Nothing enters by itself."))
draw(look.hint("Score: how likely it is, from 0 to 1, that the two have something in common. A person decides."))
own = own_folder()
if own is None:
    draw(look.note(html('To accept or refuse here, <a href="{}">open a workspace</a>: what is decided is saved in it. Whoever starts the explorer can open a folder of your own instead.', address("workspace"))))  # fmt: skip
elif asked_for() is None:
    st.text_input("Your name, as each row is to carry it", key="by")
elif not may(person, "choice"):
    st.caption(plain(why_not(person)))
    own = None
columns: dict[str, list[Cell]] = {
    "Requirement": [c.subject.name for c in best.values()],
    "Likeliest counterpart": [c.object.name for c in best.values()],
    "Score": [round(c.score, 2) for c in best.values()],
}
if not best:
    st.info("Every likely pair has been judged.")
    st.stop()
chosen = pick_row(columns, list(best), "of", "Requirements with suggestions")
for candidate in found:
    if candidate.subject.id == chosen:
        card(candidate)
if not chosen and said("of") in library().requirements:
    draw(look.hint(f"No candidate is left here for {full_name(library(), said('of'))}."))
draw(look.hint(f"The files hold every candidate, {len(found)} in all, not only the likeliest of each requirement."))
title = f"Suggested counterparts of {names[framework]}"
offer("suggestions", ("csv", "xlsx"), lambda form: as_file(suggestions_table(library(), title, found), form))
