"""What binds as a web page: articles, and under each its points with all that is to be said of one in a single wide column, so that it prints on few sheets."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.answers.law.articles import ArticleAnswers, by_article
from aims_graph.answers.law.asked import LawAnswer
from aims_graph.answers.law.binds import ANSWERS, Applicability
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.reliefs import softened
from aims_graph.model import Library
from aims_graph.present.law import (
    decided_by,
    left_out,
    nature_in_words,
    notes,
    only_if,
    provision_text,
    relief_in_words,
    stage_in_words,
    title,
)
from aims_graph.present.page import page
from aims_graph.present.sheets import Run, Sheet, SheetRow

_COLUMNS = (("number", 16), ("provision", 28), ("nature", 12), ("in effect", 12), ("stage", 18), ("why", 90))

#: What is longer is said once in an article.
_LONG = 80


def binds_page(library: Library, a: LawAnswer) -> str:
    """Return the answer as one web page."""
    rows: list[SheetRow] = []
    for group in by_article(library, a.found):
        rows.append(SheetRow((_head(group), *[""] * (len(_COLUMNS) - 1)), "heading"))
        rows += _points(library, a, group)
    head = title(library, a)
    return page([Sheet(head, (head, *left_out(a, a.found), *notes(library, a)), _COLUMNS, rows, 1)], head)


def _head(group: ArticleAnswers) -> str:
    return f"{group.head.name}: {ANSWERS[group.value]} ({len(group.answers)})"


def _points(library: Library, a: LawAnswer, group: ArticleAnswers) -> Iterator[SheetRow]:
    """Yield the points of an article; what is long and was said at an earlier point of it is not said again."""
    said: dict[tuple[str, str], str] = {}
    for x in group.answers:
        provision = x.provision.provision
        assert provision is not None
        why: list[Run] = []
        for name, text in _why(library, a, x):
            first = said.setdefault((name, text), x.text.number)
            again = first != x.text.number and len(text) > _LONG
            why += [
                ("plain", "\n" if why else ""),
                ("name", f"{name}: "),
                ("plain", f"as at {first}" if again else text),
            ]
        formally = f"\nformally {x.formal}" if x.formal and x.formal != x.day else ""
        day = "" if x.day == NEVER else x.day
        stage = stage_in_words(library, (x,))
        yield SheetRow((x.text.number, x.text.title, nature_in_words(library, provision), day + formally, stage, why))


def _why(library: Library, a: LawAnswer, x: Applicability) -> Iterator[tuple[str, str]]:
    relief = relief_in_words(library, softened(library, a, x))
    text = provision_text(x)
    told = (
        ("Only if", only_if(library, x)),
        ("Decided by", decided_by(library, a.asked, x, a.day)),
        ("Relief", relief),
        ("Text", "" if text == "kept" else text),
    )
    return ((name, text) for name, text in told if text)
