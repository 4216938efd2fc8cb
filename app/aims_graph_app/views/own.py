"""Our own frameworks and crosswalks: what the workspace has of its own, and how another file is brought in."""

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.exchange.entry import is_in
from aims_graph.exchange.readers import formats
from aims_graph.own.going import own_parts
from aims_graph.workspace.assessed import editions_assessed
from aims_graph.workspace.folder import asked_for
from aims_graph.workspace.records.scope import Choice, OwnContent
from aims_graph_app import look
from aims_graph_app.bringing import (
    LABELS,
    LARGEST,
    Given,
    Looked,
    as_here,
    ask_about,
    enter_it,
    entered_in_words,
    look_at,
)
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.linked import Of, link_faults
from aims_graph_app.own_parts import NOUN, ask_to_take_out, own_history, taken_out_before
from aims_graph_app.record_form import made_in_words
from aims_graph_app.state import address, excuses, link, said, warn
from aims_graph_app.work import headline, may, opened, serves_others, why_not

place, state, standing, content, person, today = opened("Our own frameworks")
into = (asked_for() or place.folder) / "content"
frameworks = [f for f in content.frameworks.values() if is_in(into, f.source.file)]
sets = [s for s in content.sets if is_in(into, s.file)]
there = [count_of(len(found), noun) for found, noun in ((frameworks, "framework"), (sets, "crosswalk")) if found]
headline(f"{' and '.join(there)} of our own" if there else "No framework or crosswalk of our own yet")


def file_of(file: str) -> str:
    """Return where a file lies, as somebody at this machine, or at another, finds it."""
    return as_here(file, into) if serves_others() else file


def tell_of(file: str) -> None:
    """Draw where the file of something lies, who brought it in, and the way to take it out."""
    part = file.removeprefix(f"{into.as_posix()}/")
    entry = next((r for r in state.all(OwnContent) if r.file == part), None)
    made = f"; brought in {made_in_words(state, place.history(entry.id)[-1])}" if entry else ""
    way = html('. <a href="{}">Take it out</a>', address("own", {"out": part})) if is_able else ""
    draw(html('<p class="ag-quiet">{}{}{}</p>', file_of(file), made, way))


is_able = may(person, NOUN)
parts = own_parts(content, into)
link_faults({"out": Of("framework or crosswalk of our own", parts)})
if is_able and person and said("out") in parts:
    ask_to_take_out(place, state, person, into, said("out"))
brought = st.session_state.pop("brought", None)
if brought:
    done = entered_in_words(brought, content)
    st.success(plain(f"Entered: {', '.join(done)}. It is on every page from now on."), icon=":material/check:")
if faults := st.session_state.pop("back-faults", []):
    warn(faults)
able = editions_assessed(content)
with st.container(gap="xsmall", key="own-there"):
    for framework in frameworks:
        if framework.id in able:
            link("assess", f"Assess {framework.short}", {"framework": framework.id}, ":material/checklist:")
        link(
            "requirement",
            f"{framework.short}: {count_of(len(content.members(framework.id)), 'requirement')}",
            {"framework": framework.id},
        )
        tell_of(framework.source.file)
    for one in sets:
        names = " to ".join(content.frameworks[f].short for f in (one.subject, one.object))
        whose = f", as {one.stated_by} states it" if one.stated_by else ""
        words = f"{names}: {count_of(len(one.rows), 'row')}{whose}"
        # What somebody else states stands below our rows at each requirement, and in no matrix.
        if one.stated_by:
            link("requirement", words, {"framework": one.subject})
        else:
            link("matrix", words, {"lead": one.subject, "columns": one.object})
        tell_of(one.file)
if frameworks or sets:
    if state.all(Choice):
        link("scope", "Choose the frameworks that we answer to", {"kind": "choice"}, ":material/playlist_add_check:")
    draw(
        look.hint(
            "Correct them in these files. What is taken out can be brought back: what was answered to it stays in the workspace."
        )
    )
taken_out_before(place, state, person if is_able else None, into)
own_history(place, state)

draw(look.part("Bring one in", on_paper=False))
if not (is_able and person):
    st.caption(plain(why_not(person)))
    st.stop()
turn = st.session_state.setdefault("own-turn", 0)
given = st.file_uploader("A framework, a crosswalk, or both in one table", key=f"own-file-{turn}", max_upload_size=LARGEST)  # fmt: skip
if given is None:
    draw(look.hint(f"It can be: {formats()}. Nothing is entered before you have seen what would come of it."))
    st.stop()
file = Given(given.name, given.getvalue())
left, right = st.columns([1, 1.6], gap="large")
with left:
    asked = ask_about(file)
with right:
    with st.container():
        found = look_at(file, asked, into)
    # What whoever presses has before their eyes; if anything changed since, they look once more.
    seen = st.session_state.get("own-seen")
    st.session_state["own-seen"] = found
    if not isinstance(found, Looked):
        warn([*found, "Nothing was written."])
        st.stop()
    everything = st.toggle(LABELS["all"], key="own-all")
    draw(html('<div class="ag-preview">{}</div>', "\n".join(found.lines(everything))))
    if found.why_not:
        warn([found.why_not])
    elif st.button("Enter it", type="primary", icon=":material/download_done:"):
        try:
            if not isinstance(seen, Looked) or seen.plan.files != found.plan.files:
                raise AimsError("What would come of it changed meanwhile, so nothing was written.", "Look at it once more.")  # fmt: skip
            enter_it(found, place, person)
        except AimsError as error:
            warn([as_here(line, into) for line in excuses(error)])
            st.stop()
        st.session_state["brought"] = found.plan
        st.session_state["own-turn"] = turn + 1
        for name in [n for n in st.session_state if str(n).startswith("own-") and n != "own-turn"]:
            del st.session_state[name]
        st.rerun()
