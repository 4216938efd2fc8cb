"""Suggested counterparts as a table that a person fills in, with what speaks for each in words."""

from __future__ import annotations

from collections.abc import Iterable

from aims_graph.answers.suggest.suggest import Candidate
from aims_graph.counting import some_of
from aims_graph.model import Cell, Library, Table
from aims_graph.model.naming import short_name

NOTES = (
    "score: how likely a row is, as fitted on our own crosswalks; above 0.6 it is too sure by about a tenth (docs/suggest.md). Nothing here is content.",
    "To decide: write accept or refuse under verdict, a set relation or nothing under relation, and a reason; to change one, write another object_id.",
)
COLUMNS = (
    *("subject_id", "subject", "object_id", "object", "score", "what speaks for it"),
    *("verdict", "relation", "reason"),
)
#: So many requirements are named; the rest are counted.
_NAMED = 3


def suggestions_table(library: Library, title: str, candidates: Iterable[Candidate]) -> Table:
    """Return candidates, a row each, with three empty columns for whoever decides."""
    rows: list[tuple[Cell, ...]] = [
        (
            *(c.subject.id, c.subject.name, c.object.id, c.object.name, round(c.score, 3)),
            *(reasons(library, c), "", "", ""),
        )
        for c in candidates
    ]
    return Table(title, COLUMNS, tuple(rows), NOTES)


def reasons(library: Library, candidate: Candidate) -> str:
    """Return what speaks for a candidate, the most telling first."""
    e = candidate.evidence
    found = []
    if e.bridges:
        named = dict.fromkeys(first.object_id for first, _ in e.bridges)
        found.append(f"both are mapped to {_some(library, named)}")
    if e.likened:
        named = dict.fromkeys(row.subject_id for row in e.likened)
        found.append(f"what reads like it is mapped there: {_some(library, named)}")
    if e.values.get("clause"):
        found.append("both carry the same clause of the Harmonized Structure")
    if e.concepts:
        found.append(f"speaks of {', '.join(dict.fromkeys(e.concepts))}")
    if e.topics:
        found.append(f"both are about {', '.join(e.topics)}")
    words = max(e.values.get("words", 0.0), e.values.get("answers", 0.0))
    if words:
        found.append(f"its words are met by {words:.0%}")
    return "; ".join(found)


def _some(library: Library, ids: Iterable[str]) -> str:
    return some_of([short_name(library, i) for i in ids], _NAMED)
