"""What the page on a law says of a situation on a day, worked out once for all visitors: what binds, what that costs at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from aims_graph.answers.law.asked import LawAnswer, asked_in
from aims_graph.answers.law.binds import Applicability
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.fines import Maximum, fines
from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.stages import Stage, by_stage
from aims_graph.answers.law.timeline import ApplicationDate, timeline
from aims_graph.model import Library
from aims_graph.present.fines import maximum_in_words, nothing
from aims_graph.present.law import held_off, notes
from aims_graph.present.law_cards import counted
from aims_graph_app import look
from aims_graph_app.guard import html, joined
from aims_graph_app.remember import remembered
from aims_graph_app.tables import dated


@dataclass(frozen=True)
class Bound:
    """What the page says of a situation on a day: the answer, when how many begin to bind, and by when one acts."""

    found: LawAnswer
    milestones: tuple[ApplicationDate, ...]
    binding: tuple[Applicability, ...]
    counts: Mapping[str, int]
    stages: tuple[Stage, ...]
    notes: tuple[str, ...]
    #: Those of the notes that hold something off.
    banner: tuple[str, ...]


@remembered(50)
def bound(content: Library, asked: Situation, day: str, becomes: str) -> Bound:
    """Return what binds on a day; ``becomes`` names an act that is asked about, or none.

    Raises:
        AimsError: if the act cannot be one of this operator.
    """
    milestones = timeline(content, asked)
    found = asked_in(content, asked, day, becomes=becomes)
    binding = tuple(x for x in found.found if x.value is not False)
    return Bound(
        found,
        tuple(milestones),
        binding,
        counted(content, found.found),
        tuple(by_stage(content, binding)),
        tuple(notes(content, found)),
        tuple(held_off(content, found)),
    )


@remembered(50)
def maxima(
    content: Library, asked: Situation, day: str, turnover: float | None
) -> tuple[list[Maximum], Markup, *tuple[Markup, ...]]:
    """Return the maximum fines for a worldwide annual turnover in euro, or for none, then the table that says them and each of its notes."""
    found = fines(content, asked, day, turnover)
    rows = [
        html(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            content.requirements[m.fine.provision].number,
            m.fine.infringement,
            maximum_in_words(content, m),
            dated("" if m.begins == NEVER else m.begins),
        )
        for m in found
    ]
    table = html(
        '<div class="ag-wide"><table class="ag-table"><thead><tr><th>Paragraph</th><th>Infringement</th><th>At most</th><th>From</th></tr></thead><tbody>{}</tbody></table></div>',
        joined(rows),
    )
    return found, table, *(look.note(dated(note)) for note in nothing(content, asked, found))
