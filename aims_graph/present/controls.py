"""Shared controls in words: as a table, as cells of the matrix, and the two rules by which they are computed side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aims_graph.answers.controls.shared_controls import (
    ANCHOR,
    FULL,
    LARGE,
    PART,
    RuleFigures,
    SharedControl,
    evidence_for,
    served_by,
)
from aims_graph.counting import count_of
from aims_graph.model import Cell, Framework, Library, Table
from aims_graph.model.naming import full_name, number_of, short_name
from aims_graph.present.matrix import Line
from aims_graph.present.words import MET

HOW = {ANCHOR: "leads this control", FULL: MET["all"], PART: MET["most"]}


def evidence_in_words(library: Library, control: SharedControl) -> str:
    """Return the evidence that serves all members at once: what is asked for at the anchor, then the kinds every member accepts."""
    found = evidence_for(library, control)
    if not found:
        return ""
    kinds = ", ".join(found.common).replace("-", " ")
    for_all = f" (for every member: {kinds})" if found.common and found.serves_several else ""
    return found.at_anchor.note + for_all


def controls_table(library: Library, controls: Sequence[SharedControl], order: Sequence[str]) -> Table:
    """Return one line for each shared control: what to implement, whom it serves in full and in part, what the members add, evidence."""
    rows: list[tuple[Cell, ...]] = []
    for c in controls:
        members = [m for m in c.members if m.how != ANCHOR]
        serves = len({m.requirement.framework for m in c.members})
        full = ", ".join(full_name(library, m.requirement.id) for m in members if m.how == FULL)
        part = ", ".join(full_name(library, m.requirement.id) for m in members if m.how == PART)
        adds = "; ".join(f"{short_name(library, m.requirement.id)}: {m.adds}" for m in members if m.adds)
        evidence = evidence_in_words(library, c)
        name, what = full_name(library, c.id), c.anchor.summary
        rows.append((name, what, serves, len(c.members), full, part, adds, evidence, c.id))
    several = sum(row[2] != 1 for row in rows)
    served = served_by(controls)
    title = "Shared controls of " + ", ".join(library.frameworks[f].short for f in order)
    columns = (
        *("control", "what to implement", "frameworks", "members", HOW[FULL]),
        *(HOW[PART], "what members add", "evidence", "id"),
    )
    notes = (
        f"{count_of(len(rows), 'control')}, {several} of them for two frameworks or more; {count_of(served, 'requirement is', 'requirements are')} covered by another's control.",
        *(
            f"{full_name(library, c.id)} has {count_of(len(c.members), 'member')}: look at it."
            for c in controls
            if len(c.members) > LARGE
        ),
    )
    return Table(title, columns, tuple(rows), notes)


def rules_table(figures: Sequence[RuleFigures]) -> Table:
    """Return the rules side by side."""
    rows = tuple(
        (
            *(f.rule, f.controls, f.shared, f.median_size, f.large_size, f.largest, f.in_full + f.in_part),
            *(f"{f.in_full} in full, {f.in_part} for the most part", f"{f.changed:.1%}"),
        )
        for f in figures
    )
    columns = (
        *("rule", "controls", "shared", "median size", "95 % size", "largest", "members", "justified"),
        "changed when 1 % of rows go",
    )
    return Table("Two ways to compute shared controls", columns, rows)


def control_cells(library: Library, control: SharedControl, columns: Sequence[Framework]) -> list[list[Line]]:
    """Return a cell for each framework: its members with what they add, or what it has that only touches this control."""
    return [list(_cell(library, control, framework)) for framework in columns]


def _cell(library: Library, control: SharedControl, framework: Framework) -> Iterable[Line]:
    members = [m for m in control.members if m.requirement.framework == framework.id]
    for member in members:
        title = "" if member.how == ANCHOR else f"{member.requirement.title}: "
        yield Line("counterpart", number_of(member.requirement), title + HOW[member.how])
        if member.adds:
            yield Line("todo", "adds:", member.adds)
    if framework.id == control.anchor.framework:
        return
    served = {m.requirement.id for m in members}
    touched = [m.object_id for m in library.counterparts(control.id, framework.id) if m.object_id not in served]
    if touched:
        yield Line("beyond", "shares a part with", ", ".join(number_of(library.requirements[i]) for i in touched))
    elif not members:
        yield Line("none", "", "no counterpart" if library.gap(control.id, framework.id) else "nothing known")


def what_to_implement(library: Library, control: SharedControl) -> list[Line]:
    """Return the summary of the anchor, in our words, and the evidence that serves all members."""
    evidence = evidence_in_words(library, control)
    lines = [Line("plain", "", control.anchor.summary)]
    return [*lines, Line("counterpart", "Evidence:", evidence)] if evidence else lines
