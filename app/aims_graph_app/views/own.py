"""Our own frameworks and crosswalks: what the workspace has of its own, and how another file is brought in."""

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.exchange.entry import is_in
from aims_graph.exchange.readers import formats
from aims_graph.workspace.assessed import editions_assessed
from aims_graph.workspace.folder import asked_for
from aims_graph.workspace.records.scope import Choice
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
from aims_graph_app.state import excuses, library, link, warn
from aims_graph_app.work import ask_who, headline, may, now, required, serves_others, why_not

place = required("Our own frameworks")
state, _ = now(place)
content = library()
person = ask_who(state)
into = (asked_for() or place.folder) / "content"
frameworks = [f for f in content.frameworks.values() if is_in(into, f.source.file)]
sets = [s for s in content.sets if is_in(into, s.file)]
headline(
    f"{count_of(len(frameworks), 'framework')} and {count_of(len(sets), 'crosswalk')} of our own"
    if frameworks or sets
    else "No framework or crosswalk of our own yet"
)


def file_of(file: str) -> str:
    """Return where a file lies, as somebody at this machine, or at another, finds it."""
    return as_here(file, into) if serves_others() else file


brought = st.session_state.pop("brought", None)
if brought:
    done = entered_in_words(brought, content)
    st.success(plain(f"Entered: {', '.join(done)}. It is on every page from now on."), icon=":material/check:")
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
        draw(html('<p class="ag-quiet">{}</p>', file_of(framework.source.file)))
    for one in sets:
        names = " to ".join(content.frameworks[f].short for f in (one.subject, one.object))
        whose = f", as {one.stated_by} states it" if one.stated_by else ""
        words = f"{names}: {count_of(len(one.rows), 'row')}{whose}"
        # What somebody else states stands below our rows at each requirement, and in no matrix.
        if one.stated_by:
            link("requirement", words, {"framework": one.subject})
        else:
            link("matrix", words, {"lead": one.subject, "columns": one.object})
        draw(html('<p class="ag-quiet">{}</p>', file_of(one.file)))
if frameworks or sets:
    if state.all(Choice):
        link("scope", "Choose the frameworks that we answer to", {"kind": "choice"}, ":material/playlist_add_check:")
    draw(look.hint("Correct them in these files. To take one out, remove its file: what was answered to it stays in the workspace."))  # fmt: skip

draw(look.part("Bring one in", on_paper=False))
# Whoever may say which frameworks we answer to may bring one.
if not may(person, "choice"):
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
    said = ask_about(file)
with right:
    with st.container():
        found = look_at(file, said, into)
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
            enter_it(found)
        except AimsError as error:
            warn([as_here(line, into) for line in excuses(error)])
            st.stop()
        st.session_state["brought"] = found.plan
        st.session_state["own-turn"] = turn + 1
        for name in [n for n in st.session_state if str(n).startswith("own-") and n != "own-turn"]:
            del st.session_state[name]
        st.rerun()
