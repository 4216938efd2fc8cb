"""Evidence: what shows that something was done, how long it holds, whether a file is still what was attached, and where it counts."""

import hashlib
import tempfile
from pathlib import Path

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.present.workspace import named
from aims_graph.workspace.evidence import faults, keep_file, place_of, same_file
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.shown import shown
from aims_graph.workspace.validity import EXPIRED, EXPIRES, validity
from aims_graph_app import look
from aims_graph_app.choices import choose_segment
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.linked import a_requirement, link_faults
from aims_graph_app.record_fields import name_of
from aims_graph_app.record_form import Asked, New, chosen_of, form_head, record_form, record_list, withdrawn
from aims_graph_app.state import link, said, say
from aims_graph_app.work import headline, opened

here = opened("Evidence")
place, state, standing, content, person, today = here
every = state.all(Evidence)
by_validity = {e.id: validity(e, today) for e in every}
ended, soon = (sum(v == word for v in by_validity.values()) for word in (EXPIRED, EXPIRES))
headline(
    f"{count_of(len(every), 'piece')} of evidence, {ended} expired, {soon} about to"
    if every
    else "No evidence yet: attach the first"
)
view = choose_segment("Show", "show", {"all": "All", "ending": "Expired or about to", "files": "Files"})
for fault in faults(place.evidence_folder, state) if view == "files" else ():
    st.warning(plain(f"{name_of(fault.evidence) if fault.evidence else fault.file}: {fault.what}"))
listed = [
    e
    for e in every
    if view == "all" or (view == "ending" and by_validity[e.id] in (EXPIRED, EXPIRES)) or (view == "files" and e.file)
]
chosen = chosen_of(state, Evidence)
counts: dict[str, list[str]] = {}
for target, pieces in shown(state, content).items():
    for piece in pieces:
        counts.setdefault(piece.evidence.id, []).append(named(content, target) + ("" if piece.in_full else " in part"))


def counts_in_words(one: Evidence) -> str:
    """Return what kind of evidence it is, how long it holds and where it counts."""
    at = counts.get(one.id, [])
    where = f"counts at {len(at)}: {', '.join(at[:4])}{' …' if len(at) > 4 else ''}" if at else "counts nowhere yet"
    return f"{content.terms.of('EvidenceKind')[one.kind].label}; {by_validity[one.id]}; {where}"


left, right = st.columns([1, 1], gap="large")
with left:
    record_list(listed, chosen, counts_in_words)
    if not listed:
        st.write(
            "Nothing here."
            if every
            else "A file or a web address, of a kind, for the requirements it shows. It then counts wherever the frameworks say so."
        )
with right:
    form_head(Evidence, chosen)
    fields = ["title", "kind", "shows", "systems", "link", "owner", "valid_from", "valid_until", "note"]

    def attach() -> dict[str, str]:
        """Keep the file that was handed over, if one was, and return what is kept of it."""
        if given is None:
            return {}
        with tempfile.TemporaryDirectory() as room:
            path = Path(room) / Path(given.name).name
            path.write_bytes(given.getvalue())
            return {"file": given.name, "sha256": keep_file(place.evidence_folder, path)}

    def added(done: str) -> None:
        """Show what was kept; the next one is for no requirement yet."""
        say("shows", "")
        say("id", done)

    given = None if chosen else st.file_uploader("A file, stored in the workspace", help="Or a web address below")
    if given is not None:
        for same in same_file(state, hashlib.sha256(given.getvalue()).hexdigest()):
            st.info(plain(f"{name_of(same)} holds the very same file."))
    preset: dict[str, object] = {"owner": person.name if person else ""}
    link_faults({"shows": a_requirement(content.requirements)})
    at_first = content.requirements.get(said("shows"))
    if at_first:
        asked = content.evidence_at.get(at_first.id)
        preset |= {"shows": (at_first.id,), "kind": asked.kinds[0] if asked and asked.kinds else ""}
        if chosen is None and asked and asked.note:
            draw(look.quiet(html("<b>An auditor asks for:</b> {}", asked.note)))
    if given is not None:
        preset["title"] = Path(given.name).stem
    record_form(here, Evidence, chosen, Asked(fields), New(preset=preset, first=attach), told=added)
    withdrawn(here, Evidence)
    if chosen:
        link("certification", "What stage 1 still lacks", icon=":material/arrow_back:")
        kept = place_of(place.evidence_folder, chosen)
        if kept and kept.is_file():
            st.download_button(f"Open {plain(chosen.file)}", kept.read_bytes, chosen.file, on_click="ignore")
        for target in chosen.shows:
            if target in content.requirements:
                link("requirement", named(content, target), {"id": target})
