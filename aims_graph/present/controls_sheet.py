"""Shared controls as the first sheet of the matrix: what to implement, whom it serves, what each member adds, what stands apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aims_graph.answers.controls.shared_controls import ANCHOR, FULL, PART, SharedControl, evidence_for
from aims_graph.answers.matrix.matrix import Line, number_of
from aims_graph.model import Framework, Library

IN_WORDS = {ANCHOR: "leads this control", FULL: "met in full", PART: "met for the most part"}


def control_cells(library: Library, control: SharedControl, columns: Sequence[Framework]) -> list[list[Line]]:
    """Return a cell for each framework: its members with what they add, or what it has that only touches this control."""
    return [list(_cell(library, control, framework)) for framework in columns]


def _cell(library: Library, control: SharedControl, framework: Framework) -> Iterable[Line]:
    members = [m for m in control.members if m.requirement.framework == framework.id]
    for member in members:
        title = "" if member.how == ANCHOR else f"{member.requirement.title}: "
        yield Line("counterpart", number_of(member.requirement), title + IN_WORDS[member.how])
        if member.adds:
            yield Line("todo", "adds:", member.adds)
    if framework.id == control.anchor.framework:
        return
    touched = [
        m
        for m in library.counterparts(control.id, framework.id)
        if m.object_id not in {x.requirement.id for x in members}
    ]
    if touched:
        names = ", ".join(number_of(library.requirements[m.object_id]) for m in touched)
        yield Line("beyond", "shares a part with", names)
    elif not members:
        gap = library.gap(control.id, framework.id)
        yield Line("none", "", "no counterpart" if gap else "nothing known")


def what_to_implement(library: Library, control: SharedControl) -> list[Line]:
    """Return the summary of the anchor, in our words, and the evidence that serves all members."""
    evidence = evidence_for(library, control)
    lines = [Line("plain", "", control.anchor.summary)]
    return [*lines, Line("counterpart", "Evidence:", evidence)] if evidence else lines
