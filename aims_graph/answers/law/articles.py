"""Answers by article: a chapter's worth of points is one line, with the points folded under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aims_graph.answers.law.binds import Applicability
from aims_graph.model import Known, Library, Requirement


@dataclass(frozen=True)
class ArticleAnswers:
    """An article or annex, and the answers to its provisions of one kind (binds, binds if, does not bind)."""

    head: Requirement
    value: Known
    answers: tuple[Applicability, ...]


def head_of(library: Library, requirement: Requirement) -> Requirement:
    """Return what gathers a provision, as the ontology says of its kind: the article or annex it stands in; itself if it stands in none."""
    kinds = library.terms.of("NodeKind")
    for name in (requirement.id, *library.above(requirement.id)):
        kind = kinds.get(library.requirements[name].kind)
        if kind and "gathers" in kind.says:
            return library.requirements[name]
    return requirement


def by_article(library: Library, answers: Iterable[Applicability]) -> list[ArticleAnswers]:
    """Return answers gathered by their answer and article: first what binds, then what binds if, then what does not."""
    found: dict[tuple[Known, str], list[Applicability]] = {}
    for a in answers:
        found.setdefault((a.value, head_of(library, a.provision).id), []).append(a)
    order = (True, None, False)
    return [
        ArticleAnswers(library.requirements[head], value, tuple(members))
        for (value, head), members in sorted(found.items(), key=lambda item: order.index(item[0][0]))
    ]
