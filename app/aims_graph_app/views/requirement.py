"""One requirement: found by number, title or word; its place, what corresponds to it elsewhere, with reasons, and its facts."""

import streamlit as st
from markupsafe import Markup

from aims_graph.answers.requirement.dossier import Dossier, dossier
from aims_graph.answers.requirement.left_out import left_out
from aims_graph.answers.requirement.towards import Towards
from aims_graph.model import Cell, Combined, Mapping, Remainder
from aims_graph.present.inference import judgement
from aims_graph.present.matrix import NOT_CONSIDERED
from aims_graph.present.remainder import held_whole, left_in_words
from aims_graph.present.requirement import asked_for, theirs_in_words
from aims_graph.present.words import INFERRED, MAPPED, MET, PROVENANCE, RELATIONS, in_place
from aims_graph.vocabulary import MET as STEPS
from aims_graph_app import look, ours
from aims_graph_app.choices import choose_segment
from aims_graph_app.finder import answer, ask
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.linked import a_framework, a_requirement, read_link
from aims_graph_app.requirement_parts import card, facts_beside, follows, listing, since, way
from aims_graph_app.state import address, entitle, framework_names, library, said, settle
from aims_graph_app.support_parts import supports
from aims_graph_app.tables import dated, pick_row


def browse() -> None:
    """Offer the frameworks chapter by chapter, for whoever has no word to look for."""
    st.header("Or go through a framework", anchor=False)
    chosen = choose_segment("Framework", "framework", names)
    draw(listing(way(r) for r in library().members(chosen) if not r.parent))


def head(seen: Dossier) -> None:
    """Draw the place, the title, the summary and the neighbours; Ctrl with an arrow goes to these, too."""
    r = seen.requirement
    place = [look.chip(seen.framework), *(html("› {}", way(above)) for above in seen.above)]
    around = (("prev", "← Previous", seen.before), ("next", "Next →", seen.after))
    ways = [way(other, rel, f"{word}: {other.number or other.title}") for rel, word, other in around if other]
    if seen.framework.is_mapped:
        ways.append(html('<a href="{}">Show as graph</a>', address("graph", {"id": r.id})))
    draw(html('<div class="ag-neighbours"><span>{}</span></div>', joined(place, " ")))
    st.title(plain(r.name), anchor=False)
    if r.title_is_ours:
        st.caption("The standard gives no title here; this one is ours.")
    draw(html('<p class="ag-lead">{}</p><p class="ag-neighbours">{}</p>', r.summary, joined(ways)))


def about(seen: Dossier) -> None:
    """Draw what is known of it by itself, file and line folded, and its parts."""
    draw(look.facts(facts_beside(seen)))
    draw(look.folded(PROVENANCE.capitalize(), str(seen.requirement.source)))
    if seen.parts:
        st.header("Its parts", anchor=False)
        draw(listing(map(way, seen.parts)))


def of_parts(seen: Dossier) -> None:
    """Draw what corresponds to the parts of a heading elsewhere, a row chosen opens either side; then what an auditor asks for."""
    rows = {f"{p.part.id} {c.requirement.id}": (p.part, c) for p in seen.of_parts for c in p.counterparts}
    if rows:
        st.header("Requirements related to its parts", anchor=False)
        columns: dict[str, list[Cell]] = {
            "Part": [p.number or p.title for p, _ in rows.values()],
            "Framework": [library().frameworks[c.requirement.framework].short for _, c in rows.values()],
            "Related": [c.requirement.name for _, c in rows.values()],
            "It is": [RELATIONS[c.row.relation] for _, c in rows.values()],
            "The part is": [MET.get(c.row.subject_met, "") for _, c in rows.values()],
            "Both demand": [c.row.shared for _, c in rows.values()],
        }
        chosen = pick_row(columns, list(rows), "row", "Requirements related to its parts")
        if chosen:
            draw(html("<p>{}</p>", way(rows[chosen][0])))
            card(rows[chosen][1])
    asked = [(p.part.number or p.part.title, asked_for(p.evidence)) for p in seen.of_parts if p.evidence]
    if asked:
        st.header("What an auditor asks for", anchor=False)
        draw(look.facts(asked))


def strength(row: Mapping) -> tuple[int, int, float]:
    """Return how strong a counterpart is, to sort by: how much of this is covered, how much of the counterpart, how sure it is."""
    mine, theirs = (STEPS.index(met) if met in STEPS else -1 for met in (row.subject_met, row.object_met))
    return mine, theirs, -1.0 if row.confidence is None else row.confidence


def reach(t: Towards) -> tuple[int, int]:
    """Return how much a framework has for it, to sort by: what one that is fully in place covers, and how many requirements."""
    met = STEPS.index(t.remainder.met) if t.remainder else max((strength(c.row)[0] for c in t.counterparts), default=-1)
    return met, len(t.counterparts) + len(t.derived)


def glance(towards: list[Towards]) -> None:
    """Draw all other frameworks side by side, each a link to what it has: how many, and how far one fully in place would reach."""
    cells = []
    for t in towards:
        said = f"{len(t.counterparts)} {MAPPED}" + (f", {len(t.derived)} {INFERRED}" if t.derived else "")
        said = said if t.counterparts or t.derived else "no counterpart" if t.gap else f"nothing {MAPPED}"
        whole = html("<br>If fully in place: {}<b>{}</b>", look.boxes(t.remainder.met), MET[t.remainder.met]) if t.remainder else ""  # fmt: skip
        cells.append(html('<a href="#has-{}"><b>{}</b><br>{}{}</a>', t.framework.id, t.framework.short, said, whole))
    draw(html('<div class="ag-glance">{}</div>', joined(cells)))


def beside(remainder: Remainder | Combined) -> None:
    """Draw how much of it is met by whoever holds one framework, or several, whole, and what is left."""
    left = left_in_words(library(), remainder)
    held = in_place(held_whole(library(), remainder))[1:]
    draw(look.note(html('<b>I{}:</b> {}<b>{}</b>.{}', held, look.boxes(remainder.met), MET[remainder.met], f" Still to do: {left}." if left else "")))  # fmt: skip


def has(seen: Towards) -> None:
    """Draw what one other framework has for it, the strongest first; that it has none is one line, the reason folded."""
    name, gap = seen.framework.short, seen.gap
    anchor = html(' id="has-{}" data-anchor="{}"', seen.framework.id, seen.framework.id)
    if gap and not (seen.counterparts or seen.derived):
        nearest = library().requirements.get(gap.nearest)
        near = html(" Nearest considered: {}.", way(nearest)) if nearest else ""
        why = look.folded("Why", f"{gap.comment} {gap.source}.")
        draw(html("<div{}><p><b>{}: no counterpart.</b>{}</p>{}{}</div>", anchor, name, near, why, beside_no_row(seen)))
        return
    draw(html("<h3{}>{}</h3>", anchor, look.chip(seen.framework)))
    if not seen.mapped:
        st.write("Not mapped yet.")
        return
    if seen.remainder:
        beside(seen.remainder)
    for counterpart in sorted(seen.counterparts, key=lambda c: strength(c.row), reverse=True):
        card(counterpart)
    for derived in seen.derived:
        follows(derived)
    if not (seen.counterparts or seen.derived):
        has_parts = bool(library().children.get(identity))
        st.write("Its parts are judged, not the heading itself: open one of them." if has_parts else NOT_CONSIDERED)
    draw(beside_no_row(seen))


def beside_no_row(seen: Towards) -> Markup:
    """Return, folded, what was judged beside it in a framework and left out, with what the last reading of each pair said."""
    here = [pair for pair in judged if pair.requirement.framework == seen.framework.id]
    lines = [html("{}: {}", way(pair.requirement), dated(judgement(library(), pair.readings[-1]))) for pair in here]
    return look.folded(f"Judged and left out: {len(here)}", joined(lines, "<br>")) if here else Markup("")


names = framework_names()
linked = read_link({"id": a_requirement(library().requirements), "framework": a_framework(names)})
identity = settle("id")
found = library().requirements.get(identity)
asked = said("q").strip()
if not found or asked:
    if not found:
        st.title("Requirements", anchor=False)
        linked.show("Look for its number or a word below")
    asked = ask("Find a requirement")
    entitle(f"{asked}: requirements" if asked else "Requirements")
    if asked:
        answer(asked)
if found:
    seen = dossier(library(), identity)
    entitle(f"{found.name}: {seen.framework.short}")
    linked.show()
    judged = left_out(library(), identity)
    others = sorted(seen.towards, key=reach, reverse=True)
    head(seen)
    if found.assessable:
        ours.at_requirement(identity)
        glance(others)
    if not seen.framework.is_mapped:
        since(seen)
    about(seen)
    of_parts(seen)
    if found.assessable:
        st.header("Related requirements", anchor=False)
        for together in library().combined_of.get(identity, []):
            beside(together)
        for other in others:
            has(other)
        for theirs in theirs_in_words(library(), identity):
            draw(look.note(theirs))
    supports(identity)
if not asked and not found:
    browse()
