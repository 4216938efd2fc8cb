"""What a requirement hands over and takes, what is often named and carries nothing, and what must stand before it: as tables and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aims_graph.answers.requirement.supports import supports_of
from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Support, Table
from aims_graph.model.naming import full_name, short_name
from aims_graph.present.words import PROVENANCE

if TYPE_CHECKING:
    from aims_graph.answers.requirement.before import Handover, Plan

HANDS_OVER, TAKES, DENIED = "Hands over to", "Takes from", "Often named, and why not"
#: The kind of a support or of a link as a person reads it.
KINDS = {
    **{"input": "as input", "proof": "as proof", "needed": "its own framework needs it first"},
    **{"content": "its content stands there", "carried out": "it carries that out"},
}
_COLUMNS = (
    "what",
    "of this",
    "other requirement",
    "thing",
    "how",
    "what it lacks",
    "why",
    "confidence",
    PROVENANCE,
)
NOTE = "Nothing is covered by what is handed over: it counts in no coverage, in nothing that is said to remain and in no shared control."


def supports_table(library: Library, requirement_id: str) -> Table:
    """Return the supports and denials of a requirement with its parts, a row for each."""
    found = supports_of(library, requirement_id)
    requirement = library.requirements[requirement_id]
    rows: list[tuple[Cell, ...]] = []
    for what, supports in ((HANDS_OVER, found.hands_over), (TAKES, found.takes)):
        for s in supports:
            own, other = (s.giver, s.taker) if what == HANDS_OVER else (s.taker, s.giver)
            rows.append(
                (
                    *(
                        what,
                        short_name(library, own),
                        full_name(library, other),
                        s.thing,
                        KINDS[s.kind],
                    ),
                    *(s.lacks, s.comment, s.confidence, str(s.source)),
                )
            )
    rows += [
        (
            *(
                DENIED,
                short_name(library, d.requirement_id),
                full_name(library, d.row.object_id),
                "",
                "",
                "",
            ),
            *(_why_not(d.row.comment, d.row.named_by), d.row.confidence, str(d.row.source)),
        )
        for d in found.denied
    ]
    return Table(f"{requirement.name}: what it hands over, takes, and does not", _COLUMNS, tuple(rows), (NOTE,))


def support_notes(library: Library, requirement_id: str) -> tuple[str, ...]:
    """Return a sentence for each support of a requirement, for whoever asks what maps to it."""
    found = supports_of(library, requirement_id)
    return (
        *(f"{HANDS_OVER} {_in_short(library, s.taker, s)}" for s in found.hands_over),
        *(f"{TAKES} {_in_short(library, s.giver, s)}" for s in found.takes),
    )


def between_in_words(library: Library, first: str, second: str) -> list[str]:
    """Return what supports and denials say of two requirements with their parts; empty if nothing."""
    sides = {second, *library.below(second)}
    found = supports_of(library, first)
    lines = [
        f"{full_name(library, s.giver)} hands over to {full_name(library, s.taker)}, {KINDS[s.kind]}: {s.thing}. It lacks: {s.lacks}. {s.comment} ({s.source})"
        for s in (*found.hands_over, *found.takes)
        if {s.giver, s.taker} & sides
    ]
    above = {second, *library.above(second)}
    lines += [
        f"Often named together, and nothing carries over: {_why_not(d.row.comment, d.row.named_by)} ({d.row.source})"
        for d in found.denied
        if d.row.object_id in sides or (d.row.with_parts and d.row.object_id in above)
    ]
    return lines


def plan_table(library: Library, plan: Plan) -> Table:
    """Return what must stand before a requirement, first things first: a row for each thing handed over, or one for a step that waits for nothing."""
    rows: list[tuple[Cell, ...]] = []
    for step in plan.steps:
        ring = ", ".join(short_name(library, r.id) for r in step.ring)
        head = (step.rank + 1, full_name(library, step.requirement.id))
        lines = [(full_name(library, h.giver.id), h.thing, KINDS[h.kind], ring, h.source) for h in step.waits_for]
        rows += [(*head, *line) for line in lines or [("", "", "", ring, "")]]
    notes = (plan_in_words(library, plan), NOTE) if waits(plan) else (plan_in_words(library, plan),)
    columns = ("step", "requirement", "waits for", "thing", "how", "together with", PROVENANCE)
    return Table(plan_title(library, plan), columns, tuple(rows), (*notes, *rings_in_words(library, plan)))


def plan_title(library: Library, plan: Plan) -> str:
    """Return the question a plan answers, as a title."""
    return f"What must stand before {full_name(library, plan.target.id)}"


def plan_in_words(library: Library, plan: Plan) -> str:
    """Return how many requirements stand before the target of a plan, and in how many steps, in one sentence."""
    target = full_name(library, plan.target.id)
    if not waits(plan):
        return f"Nothing is known that must stand before {target}."
    number, last = (
        sum(step.requirement.id != plan.target.id for step in plan.steps),
        max(step.rank for step in plan.steps) + 1,
    )
    what = f"{count_of(number, 'requirement stands', 'requirements stand')} before {target}"
    return f"{what}, in {count_of(last, 'step')} with it."


def waits(plan: Plan) -> bool:
    """Whether anything at all is known to stand before its target."""
    return any(step.waits_for or step.requirement.id != plan.target.id for step in plan.steps)


def rings_in_words(library: Library, plan: Plan) -> tuple[str, ...]:
    """Return a sentence for each ring of a plan, which names all in it; empty if there is none."""
    return tuple(
        f"A ring: {', '.join(short_name(library, r.id) for r in ring)} wait for each other and are done together, in one step."
        for ring in dict.fromkeys(step.ring for step in plan.steps if step.ring)
    )


def handover_in_words(library: Library, handover: Handover) -> str:
    """Return what a step of a plan waits for, in one sentence."""
    return f"{full_name(library, handover.giver.id)}: {handover.thing} ({KINDS[handover.kind]})"


def _in_short(library: Library, other: str, support: Support) -> str:
    return f"{full_name(library, other)}: {support.thing} ({KINDS[support.kind]}; {support.source})."


def _why_not(comment: str, named_by: str) -> str:
    return f"{comment} Put together by {named_by}." if named_by else comment
