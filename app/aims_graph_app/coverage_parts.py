"""The list of what is met and what is left, requirement by requirement, as the page on what one holds shows it."""

from __future__ import annotations

import streamlit as st

from aims_graph.answers.coverage.coverage import FULL, NONE, PART, UNKNOWN, Covered, Held, counts
from aims_graph.present.coverage import handed_in_words, otherwise_said, still_to_do, why_sentence
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import choose_segment, library, link

PAGE = 30
WORDS = {NONE: "Not met at all", UNKNOWN: "Nothing known", PART: "Met in part", FULL: "Met in full"}


def listed(seen: list[Covered], held: Held) -> None:
    """Draw the requirements of one status, with what meets them and what remains."""
    found = counts(seen)
    present = [s for s in (NONE, UNKNOWN, PART, FULL) if found[s]]
    status = choose_segment(
        "Show", "status", present, PART if found[PART] else present[0], lambda s: f"{WORDS[s]}: {found[s]}"
    )
    chosen = [c for c in seen if c.status == status]
    pages = [str(n + 1) for n in range(-(-len(chosen) // PAGE))]
    page = int(choose_segment("Page", "page", pages)) if len(pages) > 1 else 1
    for c in chosen[(page - 1) * PAGE : page * PAGE]:
        with st.container(border=True, gap="xxsmall"):
            link("requirement", c.requirement.name, {"id": c.requirement.id})
            words = still_to_do(library(), c)
            remains = html("<p style='margin:.15rem 0'><b>Still to do:</b> {}</p>", words) if words else html("")
            if others := otherwise_said(library(), c):
                said = joined([html("<li>beside {}: {}</li>", *other) for other in others])
                remains += html("<details><summary>Beside one of them alone</summary><ul>{}</ul></details>", said)
            handed = joined(
                [
                    html("<p style='margin:.15rem 0'><b>Takes from</b> {}</p>", words)
                    for words in handed_in_words(library(), c, held)
                ]
            )
            draw(html("{}{}<p class='ag-quiet'>{}</p>", remains, handed, why_sentence(library(), c)))
