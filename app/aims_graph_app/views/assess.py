"""Assessment: where we stand at each requirement, what other answers settle, what remains, what shows it."""

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.present.workspace import (
    BINDS_NONE,
    USUAL_REASONS,
    edition_in_words,
    far_in_words,
    gap_table,
    progress_in_words,
)
from aims_graph.workspace.assessed import assessed_in, editions_assessed
from aims_graph.workspace.duties import bound, counted
from aims_graph.workspace.gap import gap, progress
from aims_graph.workspace.records.scope import Person, System
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.soa import controls, unjustified
from aims_graph_app import look
from aims_graph_app.assessment_edits import REFUSED, Edits
from aims_graph_app.assessment_filter import LATE, MINE, STALE, UNANSWERED, UNJUSTIFIED, VIEWS, Wish, fitting
from aims_graph_app.assessment_grid import grid, rows_of
from aims_graph_app.assessment_panel import panel
from aims_graph_app.choices import ask_text, choose, choose_segment
from aims_graph_app.faults import LEFT_OUT, misfit
from aims_graph_app.guard import draw, plain
from aims_graph_app.linked import a_requirement, a_topic, an_edition, link_faults
from aims_graph_app.record_form import withdrawn
from aims_graph_app.state import excuse, framework_names, link, said, written
from aims_graph_app.tables import take_along
from aims_graph_app.work import conflicts, headline, may, opened, why_not

here = opened("Assessment")
place, state, standing, content, person, today = here
link_faults({"framework": an_edition(editions_assessed(content)), "topic": a_topic({t.id for t in content.topics}, "topic or function"), "at": a_requirement(content.requirements)})  # fmt: skip
frameworks = assessed_in(state, content)
# A link may lead to one that we did not choose, as from a system to the law that binds it.
frameworks += [f for f in editions_assessed(content) if f == said("framework") and f not in frameworks]
wanted = said("framework") if said("framework") in frameworks else frameworks[0]
matters = counted(state, content, wanted)
gaps = gap(state, standing, wanted, matters)
done = progress([g.position for g in gaps], wanted)
short = content.frameworks[wanted].short
headline(f"{short}: {progress_in_words(done)}")


def elsewhere(framework: str) -> list[str]:
    """Return what of the link means nothing in another framework."""
    return ["at", *["show"] * (said("show") == UNJUSTIFIED and not controls(content, framework))]


if (at_first := content.requirements.get(said("at"))) and at_first.framework != wanted:
    misfit("at", {written("at"): f"is not a requirement of {short}, so {LEFT_OUT}"})
edits = Edits(place, person)
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("Framework", "framework", framework_names(frameworks), leaves=elsewhere)
    owners = sorted({a.owner for a in standing.answers.values() if a.owner})
    owner = choose("Owner", "owner", {"": "anybody", **{name: name for name in owners}})
    topic = choose("Topic", "topic", {"": "any", **{t.id: t.label for t in content.topics}})
    system = choose("System", "system", {"": "any", **{s.id: s.title for s in state.all(System)}})
    words = ask_text("Find", "find")
to_justify = unjustified(state, standing, wanted)
able = {v: word for v, word in VIEWS.items() if v != UNJUSTIFIED or controls(content, wanted)}
view = choose_segment("Show", "show", able)

if words_on_edition := edition_in_words(content, wanted):
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(words_on_edition))
        link("migrate", "Migrate", {"from": wanted}, ":material/move_up:")

wish = Wish(view, owner, topic, system, words, person.name if person else "")
at, last = said("at"), edits.heard.last
shown = fitting(content, gaps, wish, bound(state, content), today, to_justify, last if at in last else ())

# There even if it is empty: else what follows would be drawn anew, and the grid lose the focus.
note = st.container()
is_told = False
# One thread at a time, so that nothing is lost that is told meanwhile; gone once it was drawn.
with edits.heard.lock:
    while edits.heard.told:
        words = plain(edits.heard.told[0])
        note.info(words)
        # The page may be scrolled down to the grid.
        st.toast(words, icon=":material/info:", duration="long")
        edits.heard.told.pop(0)
        is_told = True
edits.ask_reason()

if not any(g.requirement.id == at for g in shown):
    # What was current has left the view: the next one in order that is still there, else the last.
    order = [g.requirement.id for g in gaps]
    after = order[order.index(at) :] if at in order else order
    left_over = [g.requirement.id for g in shown]
    at = next((i for i in after if i in left_over), left_over[-1] if left_over else "")
left, right = st.columns([7, 3], gap="medium")
with left:
    st.caption(
        f"{len(shown)} of {count_of(len(gaps), 'requirement')}"
        + ("" if matters is None else "; those that bind our systems")
        + "."
    )
    draw(look.hint("Choose rows, press a button or its key: it is saved at once."))
    if shown:
        # First what is done, then what came of it: the other way round, an edit dealt with in between would bear the former's word.
        acknowledged = dict(edits.heard.done)
        came = "asked above" if conflicts() or edits.heard.left_out else edits.heard.outcome
        if came == REFUSED and is_told:
            came += ": see above"
        offered = {
            "owner": [p.name for p in state.all(Person)],
            "reason": list(dict.fromkeys([*(a.reason for a in standing.answers.values() if a.reason), *USUAL_REASONS])),
        }
        grid(
            rows_of(content, shown, today, to_justify),
            f"Requirements of {short}",
            state.seq,
            at,
            offered,
            may(person, "answer"),
            why_not(person),
            edits.on_told,
            acknowledged,
            came,
            edits.heard.asked,
        )
    else:
        done_here = {
            UNJUSTIFIED: "Each control has a decision and a reason: the Statement of Applicability can be approved.",
            UNANSWERED: "Each requirement here has an answer.",
            MINE: "No requirement here has you as its owner: press O in a row to be it.",
            LATE: "Nothing is overdue.",
            STALE: "No answer rests on content that has changed.",
        }
        empty = "No requirement fits: take out a filter above." if gaps else f"Nothing of it counts: it {BINDS_NONE}."
        st.write(done_here.get(view, empty) if gaps else empty)
with right:
    found = next((g for g in shown if g.requirement.id == at), None)
    if found:
        panel(place, state, person, found)
take_along(
    gap_table(content, state, wanted, shown, done, on_page=True),
    f"gap-{wanted}",
    under=("remains", "why"),
    above=(far_in_words(done),),
    whole=lambda: gap_table(content, state, wanted, shown, done),
)
withdrawn(here, Answer)


@st.fragment(run_every="5s")
def watch() -> None:
    """Draw the page anew when somebody else has changed something."""
    try:
        seq = place.state().seq
    except AimsError as error:
        excuse(error)
        return
    if seq != state.seq:
        st.rerun()


watch()
