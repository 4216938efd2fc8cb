"""What binds by article: as text for a terminal, and as a workbook with the points folded under their article."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from aims_graph.answers.law.articles import ArticleAnswers, by_article
from aims_graph.answers.law.asked import LawAnswer
from aims_graph.answers.law.binds import ANSWERS, Applicability
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.reliefs import softened
from aims_graph.model import Library
from aims_graph.present.console import room
from aims_graph.present.law import (
    decided_by,
    left_out,
    notes,
    only_if,
    provisions,
    relief_in_words,
    stage_in_words,
    title,
)
from aims_graph.present.remainder import left_in_words
from aims_graph.present.sheets import Sheet, SheetRow
from aims_graph.present.workbook import workbook

WIDTH = 112
#: How many open questions a terminal shows; the others are in the table of questions.
FIRST = 12


def binds_text(library: Library, a: LawAnswer, points: bool = False) -> str:
    """Return the answer as text: open questions first, then a line an article, with its points if they are asked for."""
    lines = [title(library, a), ""]
    if a.questions:
        shown = a.questions[:FIRST]
        more = len(a.questions) - len(shown)
        lines += [f"Open questions, first the one on which most provisions hang ({len(a.questions)}):"]
        lines += [f"  {len(q.provisions):>3}  {q.fact.question}  [{q.fact.id}]" for q in shown]
        lines += [f"       and {more} more: add --questions"] * (more > 0) + [""]
    for value, name in ANSWERS.items():
        groups = [g for g in by_article(library, a.found) if g.value is value]
        count = sum(len(g.answers) for g in groups)
        lines += [f"{name[:1].upper()}{name[1:]}: {provisions(count)}"]
        for group in groups:
            lines += _group(library, a, group, points)
        lines.append("")
    return "\n".join([*lines, *(n for note in notes(library, a) for n in textwrap.wrap(note, room(WIDTH)))]) + "\n"


def _group(library: Library, a: LawAnswer, group: ArticleAnswers, points: bool) -> Iterator[str]:
    days = sorted({x.day for x in group.answers} - {NEVER})
    when = f", from {' and '.join(days)}" if days else ""
    stage = stage_in_words(library, group.answers)
    yield f"  {group.head.name}: {provisions(len(group.answers))}{when}{f' ({stage})' if stage else ''}"
    yield from _wrapped(why(library, a, group), 6)
    for x in group.answers if points else ():
        yield f"      {x.text.name}"
        yield from _wrapped(only_if(library, x) or decided_by(library, a.asked, x, a.day), 10)


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, room(WIDTH), initial_indent=" " * indent, subsequent_indent=" " * indent)


def why(library: Library, a: LawAnswer, group: ArticleAnswers) -> str:
    """Return in one line what a group hangs on, or why it does not bind; empty if it simply binds."""
    said = _hanging(library, a, group)
    return {None: "If: ", False: "", True: "Spared: "}[group.value] + said if said else ""


def _hanging(library: Library, a: LawAnswer, group: ArticleAnswers) -> str:
    """Return on what an open group hangs, why one does not bind, or of what one that binds is spared."""
    asked, day = a.asked, a.day
    if group.value:
        return relief_in_words(library, (s for x in group.answers for s in softened(library, a, x, opened=False)))
    if group.value is None:
        # One question that settles the whole group says more than the first of many.
        ids = {x.provision.id for x in group.answers}
        opens = {x.opens for x in group.answers}
        settling = (q for q in a.questions if ids <= set(q.provisions))
        whole = next((q for q in settling if opens == {(q.fact.id,)} or not any(q.fact.id in o for o in opens)), None)
        if whole:
            return whole.fact.question
    texts = dict.fromkeys(
        only_if(library, x) if group.value is None else decided_by(library, asked, x, day) for x in group.answers
    )
    first = [t for t in texts if t][:2]
    return " / ".join(first) + (" / …" if len(texts) > len(first) else "")


def binds_workbook(library: Library, a: LawAnswer, chosen: Sequence[Applicability] | None = None) -> bytes:
    """Return the answer as a workbook: articles with their points folded under them, what remains of the points beside what is held, and the open questions.

    Each sheet lies on paper one page across. ``chosen`` are the answers that are told, some of those that were found; all of them by default.
    """
    told = a.found if chosen is None else chosen
    columns = [
        *(("Number", 16), ("Provision", 28), ("Answer", 12), ("In effect", 11), ("Stage", 18), ("Only if", 40)),
        *(("Decided by", 40), ("Spared", 22), ("Id", 16)),
    ]
    rows = []
    groups = by_article(library, told)
    for group in groups:
        rows.append(SheetRow(_article(library, a, group), "heading"))
        rows += [SheetRow(_point(library, a, x), "body", level=1) for x in group.answers]
    asked = [
        SheetRow(
            (
                q.fact.question,
                len(q.provisions),
                ", ".join(library.requirements[i].number for i in q.provisions),
                q.fact.id,
            )
        )
        for q in a.questions
    ]
    head = title(library, a)
    sheets = [
        Sheet("What binds", (head, *left_out(a, told), *notes(library, a)), columns, rows, 1),
        _remaining(library, a, groups),
        Sheet(
            "Open questions",
            ("Open questions",),
            (("Question", 60), ("Provisions", 12), ("Which", 60), ("Fact", 20)),
            asked,
        ),
    ]
    return workbook(sheets, head)


def _article(library: Library, a: LawAnswer, group: ArticleAnswers) -> tuple[str, ...]:
    """Return the row of an article, which alone is seen while its points are folded: what it hangs on, or why it does not bind, as well."""
    said = _hanging(library, a, group)
    return (
        group.head.number,
        group.head.title,
        f"{ANSWERS[group.value]} ({len(group.answers)})",
        ", ".join(sorted({x.day for x in group.answers} - {NEVER})),
        stage_in_words(library, group.answers),
        *(said if group.value is value else "" for value in (None, False, True)),
        "",
    )


def _point(library: Library, a: LawAnswer, x: Applicability) -> tuple[str, ...]:
    return (
        x.text.number,
        x.text.title,
        x.answer,
        "" if x.day == NEVER else x.day,
        stage_in_words(library, (x,)),
        only_if(library, x),
        decided_by(library, a.asked, x, a.day),
        relief_in_words(library, softened(library, a, x, opened=False)),
        x.text.id,
    )


def _remaining(library: Library, a: LawAnswer, groups: Sequence[ArticleAnswers]) -> Sheet:
    """Return what remains of each provision beside what is held, and what an auditor asks for; those alone of which the content says one of both."""
    held = [f for f in library.mapped if any((x.provision.id, f.id) in library.remainder_of for x in a.found)]
    rows = []
    for x in (x for group in groups for x in group.answers):
        left = (library.remainder_of.get((x.provision.id, f.id)) for f in held)
        evidence = library.evidence_at.get(x.provision.id)
        said = (*("" if r is None else left_in_words(library, r) for r in left), evidence.note if evidence else "")
        if any(said):
            rows.append(SheetRow((x.text.number, x.text.title, x.answer, *said)))
    columns = [
        *(("Number", 16), ("Provision", 28), ("Answer", 12)),
        *((f"Remains beside {f.short}", 34) for f in held),
        ("Evidence", 34),
    ]
    return Sheet("What remains", ("What remains of each provision, and its evidence",), columns, rows, 1)
