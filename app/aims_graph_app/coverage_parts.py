"""What is covered and what is left: chapter by chapter as bars of 100 %, and requirement by requirement."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from markupsafe import Markup

from aims_graph.answers.coverage.coverage import FULL, NONE, PART, UNKNOWN, Covered, Held, counts
from aims_graph.model import Requirement
from aims_graph.present.coverage import counts_in_words, handed_in_words, otherwise_said, still_to_do, why_sentence
from aims_graph_app import look
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import address, choose_segment, here_with, library

#: What is left comes first.
ORDER = (NONE, UNKNOWN, PART, FULL)
ALL = "all"


def chapter(c: Covered) -> Requirement:
    """Return the chapter, at the top of its framework, in which a requirement stands."""
    return library().requirements[([*library().above(c.requirement.id)] or [c.requirement.id])[-1]]


def by_chapter(seen: Sequence[Covered], chosen: str) -> None:
    """Draw each chapter as a bar of 100 % with its counts beside it; its name shows what stands in it alone."""
    chapters: dict[str, list[Covered]] = {}
    for c in seen:
        chapters.setdefault(chapter(c).id, []).append(c)
    rows = []
    for name, own in chapters.items():
        found = counts(own)
        here = name == chosen
        way = here_with("chapter", "" if here else name)
        mark = Markup(' aria-current="true"') if here else ""
        title = shorten(library().requirements[name].name, 60, placeholder=" …")
        rows.append(
            html('<tr{}><th scope="row"><a href="{}"{}>{}</a></th><td>{}</td><td>{} of {}</td></tr>',
                 Markup(' class="ag-chosen"') if here else "", way, mark, title, look.bar(found, thin=True), counts_in_words(found), len(own))
        )  # fmt: skip
    head = html('<tr><th scope="col">Chapter</th><th scope="col">Share</th><th scope="col">Requirements</th></tr>')
    draw(html('<table class="ag-table ag-chapters"><thead>{}</thead><tbody>{}</tbody></table>', head, joined(rows)))


def listed(seen: Sequence[Covered], held: Held) -> None:
    """Draw the requirements of one status, or all, with what covers them and what remains."""
    found = counts(seen)
    present = [s for s in ORDER if found[s]]
    words = {ALL: f"All: {len(seen)}", **{s: f"{s.capitalize()}: {found[s]}" for s in present}}
    status = choose_segment("Show", "status", [*present, ALL], PART if found[PART] else present[0], words.__getitem__)
    rows = [_item(c, held) for s in present for c in seen if c.status == s and status in (s, ALL)]
    draw(html('<ul class="ag-hits">{}</ul>', joined(rows)))


def _item(c: Covered, held: Held) -> Markup:
    """Return one requirement: its status, what is still to do, what it takes from what is in place, and why."""
    words = still_to_do(library(), c)
    left = [("Still to do:", words)] if words else []
    left += [("Takes from", words) for words in handed_in_words(library(), c, held)]
    told = joined([html("<p><b>{}</b> {}</p>", *line) for line in left])
    if others := otherwise_said(library(), c):
        said = joined([html("<li>beside {}: {}</li>", *other) for other in others])
        told += html("<details><summary>Beside one of them alone</summary><ul>{}</ul></details>", said)
    way = address("requirement", {"id": c.requirement.id})
    return html(
        '<li><a href="{}">{}</a> &nbsp;{}{}<p class="ag-quiet">{}</p></li>',
        way, c.requirement.name, look.status(c.status), told, why_sentence(library(), c),
    )  # fmt: skip
