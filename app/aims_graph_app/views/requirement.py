"""One requirement: found by number, title or word; its place, its facts, and what answers it elsewhere, with reasons."""

import streamlit as st

from aims_graph.answers.requirement.dossier import Dossier, dossier
from aims_graph.answers.requirement.towards import Counterpart, Derived, Towards
from aims_graph.model import Cell, Combined, Remainder, Requirement
from aims_graph.present.inference import hundredths
from aims_graph.present.remainder import held_whole, left_in_words
from aims_graph.present.requirement import asked_for, facts_in_words
from aims_graph.reason.argument import sentence, steps_in_words
from aims_graph_app import look
from aims_graph_app.finder import find
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.state import choose_segment, library, link, say, settle
from aims_graph_app.support_parts import supports
from aims_graph_app.tables import pick_row


def browse() -> None:
    """Offer the frameworks chapter by chapter, for whoever has no word to look for."""
    frameworks = {f.id: f for f in library().mapped}
    st.header("Or go through a framework")
    chosen = choose_segment("Framework", "framework", list(frameworks), words=lambda f: frameworks[f].short)
    with st.container(gap=None):
        for r in library().members(chosen):
            if not r.parent:
                link("requirement", r.name, {"id": r.id})


def head(seen: Dossier) -> None:
    """Draw the place, the title, the summary and the neighbours."""
    r = seen.requirement
    with st.container(horizontal=True, vertical_alignment="center", key="place"):
        draw(look.chip(seen.framework), narrow=True)
        for above in seen.above:
            link("requirement", above.name, {"id": above.id}, ":material/chevron_right:")
    st.title(plain(r.name), anchor=False)
    if r.title_is_ours:
        st.caption("The standard gives no title here; this one is ours.")
    if r.summary:
        draw(html('<p class="ag-lead">{}</p>', r.summary))
    with st.container(horizontal=True, vertical_alignment="center", key="neighbours"):
        neighbour("Previous", seen.before, "Ctrl+ArrowLeft", ":material/arrow_back:")
        neighbour("Next", seen.after, "Ctrl+ArrowRight", ":material/arrow_forward:")
        link("graph", "Its graph", {"id": r.id}, ":material/hub:")
    draw(look.facts(facts_in_words(library(), r)))
    if seen.parts:
        st.header("Its parts")
        with st.container(gap=None, key="parts"):
            for part in seen.parts:
                link("requirement", part.name, {"id": part.id})


def of_parts(seen: Dossier) -> None:
    """Draw what the parts of a heading have elsewhere, a row chosen opens either side; then what an auditor asks for."""
    rows = {f"{p.part.id} {c.requirement.id}": (p.part, c) for p in seen.of_parts for c in p.counterparts}
    if rows:
        st.header("What answers its parts elsewhere")
        columns: dict[str, list[Cell]] = {
            "Part": [p.number or p.title for p, _ in rows.values()],
            "Framework": [library().frameworks[c.requirement.framework].short for _, c in rows.values()],
            "Counterpart": [c.requirement.name for _, c in rows.values()],
            "Relation": [look.RELATION[c.row.relation] for _, c in rows.values()],
            "Met of the part": [c.row.subject_met for _, c in rows.values()],
            "Both demand": [c.row.shared for _, c in rows.values()],
        }
        st.caption("Choose a row at its left edge to open the part or its counterpart.")
        chosen = pick_row(columns, list(rows), "row", "What answers the parts elsewhere")
        if chosen:
            link("requirement", rows[chosen][0].name, {"id": rows[chosen][0].id})
            card(rows[chosen][1])
    asked = [(p.part.number or p.part.title, asked_for(p.evidence)) for p in seen.of_parts if p.evidence]
    if asked:
        st.header("What an auditor asks for")
        draw(look.facts(asked))


def neighbour(word: str, other: Requirement | None, keys: str, icon: str) -> None:
    """Draw a button to the requirement before or after; the keys work anywhere on the page."""
    label = f"{word}: {other.number or other.title}" if other else f"{word}: none"
    identity = other.id if other else ""
    st.button(
        plain(label), key=word, icon=icon, shortcut=keys, disabled=other is None, on_click=say, args=("id", identity)
    )


def glance(seen: Dossier) -> None:
    """Draw all other frameworks side by side: how many counterparts, and how far one held whole would reach."""
    cells = []
    for t in seen.towards:
        said = f"{len(t.counterparts)} stated" + (f", {len(t.derived)} derived" if t.derived else "")
        said = said if t.counterparts or t.derived else "no counterpart" if t.gap else "nothing stated"
        whole = html("<br>held whole, met: {}{}", look.boxes(t.remainder.met), t.remainder.met) if t.remainder else ""
        cells.append(html("<div>{}<br>{}{}</div>", look.chip(t.framework), said, whole))
    draw(html('<div class="ag-glance">{}</div>', joined(cells)))


def beside(remainder: Remainder | Combined) -> None:
    """Draw how much of it is met by whoever holds one framework, or several, whole, and what is left."""
    held, words = held_whole(library(), remainder), look.meter(remainder.met, "this")
    left = f"Still to do: {left_in_words(library(), remainder)}."
    draw(html('<p class="ag-note"><b>If you hold {} whole:</b> {}. {}</p>', held, words, left))


def towards(seen: Towards) -> None:
    """Draw what one other framework has for it."""
    draw(look.section(seen.framework))
    if not seen.mapped:
        st.write("Not mapped yet.")
        return
    if seen.remainder and not (seen.gap and seen.remainder.met == "none"):
        beside(seen.remainder)
    for counterpart in seen.counterparts:
        card(counterpart)
    for derived in seen.derived:
        follows(derived)
    if seen.gap:
        nearest = library().requirements.get(seen.gap.nearest)
        with st.container(border=True):
            draw(html("<b>No counterpart.</b> {}", seen.gap.comment))
            if nearest:
                link("requirement", f"Nearest that was considered: {nearest.name}", {"id": nearest.id})
            draw(html('<span class="ag-quiet">{}</span>', seen.gap.source))
    if not (seen.counterparts or seen.derived or seen.gap):
        st.write("Its parts are judged, not the heading itself: open one of them.")


def card(seen: Counterpart) -> None:
    """Draw one stated row: the link, the relation, how much is met, the three phrases, and why."""
    row = seen.row
    with st.container(border=True, gap="xsmall"):
        link("requirement", seen.requirement.name, {"id": seen.requirement.id})
        draw(html('<div class="ag-row">{}{}{}</div>', look.tag(look.RELATION[row.relation]),
                  look.meter(row.subject_met, "this"), look.meter(row.object_met, "the counterpart")))  # fmt: skip
        phrases = (
            ("Both demand", row.shared),
            ("Only this demands", row.subject_only),
            ("Only the counterpart demands", row.object_only),
        )
        draw(
            html(
                '<dl class="ag-phrases">{}</dl>',
                joined([html("<div><dt>{}</dt><dd>{}</dd></div>", name, text or "nothing") for name, text in phrases]),
            )
        )
        read = "read once" if seen.read == 1 else f"read {seen.read} times, without seeing each other"
        draw(
            html(
                '<p class="ag-quiet" style="margin:0">{} Confidence {}, {}; {}.</p>',
                row.comment,
                row.confidence,
                read,
                row.source,
            )
        )


def follows(seen: Derived) -> None:
    """Draw a relation that nobody wrote down, with its argument."""
    with st.container(border=True, gap="xsmall", key=f"derived-{seen.requirement.id}"):
        link("requirement", seen.requirement.name, {"id": seen.requirement.id})
        draw(
            html(
                '<div class="ag-row">{}<span>Follows from other rows: {}.</span></div>',
                look.tag("derived", "derived"),
                sentence(library(), seen.pair.subject, seen.pair.object, seen.pair.relation),
            )
        )
        with st.expander(f"Why, step by step (confidence {hundredths(seen.confidence)})"):
            steps = joined(
                [html("<li>{}</li>", step) for d in seen.pair.derivations for step in steps_in_words(library(), d)]
            )
            draw(html('<ol class="ag-steps">{}</ol>', steps))


identity = settle("id")
found = library().requirements.get(identity)
if not found:
    st.title("Requirements")
asked = find("Find a requirement")
if found and library().frameworks[found.framework].role == "framework":
    seen = dossier(library(), identity)
    st.set_page_config(page_title=f"{found.number or found.title} · aims-graph")
    head(seen)
    of_parts(seen)
    if found.assessable:
        st.header("What answers it elsewhere")
        glance(seen)
        for together in library().combined_of.get(identity, []):
            beside(together)
        for other in seen.towards:
            towards(other)
    supports(identity)
elif identity:
    st.warning(f"No requirement has the id {plain(identity)}. Look for its number or a word above.")
if not asked and not found:
    browse()
