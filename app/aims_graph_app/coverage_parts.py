"""What is covered and what is left: chapter by chapter as bars of 100 %, and requirement by requirement."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from markupsafe import Markup

from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.coverage.coverage import (
    FULL,
    NONE,
    PART,
    UNKNOWN,
    Covered,
    Held,
    counts,
    coverage,
    next_questions,
)
from aims_graph.answers.law.binds import duties
from aims_graph.answers.law.situation import situation
from aims_graph.model import Library, Table
from aims_graph.model.naming import full_name
from aims_graph.present.coverage import (
    counts_in_words,
    handed_in_words,
    otherwise_said,
    questions_table,
    still_to_do,
    why_sentence,
)
from aims_graph_app import look
from aims_graph_app.choices import choose_segment
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.remember import remembered
from aims_graph_app.state import address, here_with, library, said

#: What is left comes first.
ORDER = (NONE, UNKNOWN, PART, FULL)
ALL = "all"


@remembered(2)
def choices(content: Library) -> tuple[dict[str, str], dict[str, str]]:
    """Return the requirements one may hold, and the anchors of the shared controls: id -> name."""
    names = [f.id for f in content.mapped]
    members = {
        i: full_name(content, i)
        for i, r in content.requirements.items()
        if r.framework in names and i in content.by_side
    }
    return members, {c.id: full_name(content, c.id) for c in stars(content, names) if len(c.members) > 1}


@remembered(200, "Working out what follows …")
def view(content: Library, held: Held, towards: str, only: frozenset[str] | None) -> list[Covered]:
    """Return the status of each requirement wanted; ``only`` names those that count, ``None`` for all.

    Raises:
        AimsError: if nothing is held, or only what is wanted.
    """
    return coverage(content, held, towards, only)


@remembered(50)
def owed(content: Library, role: str, systems: tuple[str, ...], becomes: str, day: str) -> frozenset[str]:
    """Return the provisions that bind a role on a day.

    Raises:
        AimsError: if the combination cannot be.
    """
    asked = situation(content, role, systems, becomes=becomes)
    return frozenset(d.provision.id for d in duties(content, asked, day))


@remembered(200)
def settling(content: Library, held: Held, towards: str) -> Table:
    """Return the questions whose answers would settle most."""
    return questions_table(content, next_questions(content, held, towards))


@remembered(2)
def chapters(content: Library) -> dict[str, str]:
    """Return requirement -> its chapter, at the top of its framework."""
    return {i: [i, *content.above(i)][-1] for i in content.requirements}


def by_chapter(seen: Sequence[Covered], chosen: str) -> None:
    """Draw each chapter as a bar of 100 % with its counts beside it; its name shows what stands in it alone."""
    of: dict[str, list[Covered]] = {}
    for c in seen:
        of.setdefault(chapters()[c.requirement.id], []).append(c)
    rows = []
    for name, own in of.items():
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


def listed(shown: Sequence[Covered], held: Held, towards: str, only: frozenset[str] | None) -> list[Covered]:
    """Draw the requirements of one status, or all, with what covers them and what remains; ``shown`` are some of :func:`view`.

    Returns:
        Those that are drawn, in the order of the framework.
    """
    found = counts(shown)
    # What is chosen stays to be seen, though nothing be left of it.
    present = [s for s in ORDER if found[s] or s == said("status")]
    words = {**{s: f"{s.capitalize()}: {found[s]}" for s in present}, ALL: f"All: {len(shown)}"}
    status = choose_segment("Show", "status", words, PART if found[PART] else "")
    chosen = (c.requirement.id for s in present for c in shown if c.status == s and status in (s, ALL))
    draw(_items(held, towards, only, tuple(chosen)))
    return [c for c in shown if status in (c.status, ALL)]


@remembered(50)
def _items(content: Library, held: Held, towards: str, only: frozenset[str] | None, chosen: tuple[str, ...]) -> Markup:
    covered = {c.requirement.id: c for c in view(held, towards, only)}
    return html('<ul class="ag-hits">{}</ul>', joined([_item(content, covered[i], held) for i in chosen]))


def _item(content: Library, c: Covered, held: Held) -> Markup:
    """Return one requirement: its status, what is still to do, what it takes from what is in place, and why."""
    words = still_to_do(content, c)
    left = [("Still to do:", words)] if words else []
    left += [("Takes from", words) for words in handed_in_words(content, c, held)]
    told = joined([html("<p><b>{}</b> {}</p>", *line) for line in left])
    if others := otherwise_said(content, c):
        said = joined([html("<li>beside {}: {}</li>", *other) for other in others])
        told += html("<details><summary>Beside one of them alone</summary><ul>{}</ul></details>", said)
    way = address("requirement", {"id": c.requirement.id})
    return html(
        '<li><a href="{}">{}</a> &nbsp;{}{}<p class="ag-quiet">{}</p></li>',
        way, c.requirement.name, look.status(c.status), told, why_sentence(content, c),
    )  # fmt: skip
