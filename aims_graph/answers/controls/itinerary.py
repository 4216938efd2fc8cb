"""One audit, several certificates: what an auditor looks at once for several standards, stop by stop, and what each standard leaves over.

A stop is a chapter of the leading standard or an area of its controls. What is looked at once is a shared control (see
``shared_controls``) of two standards or more; the evidence is what an auditor asks for at each of its members.
"""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.answers.controls.shared_controls import ANCHOR, SharedControl, stars
from aims_graph.model import Cell, Library, Number, Requirement, Table

#: Kinds of evidence that are read, that are sampled, and that one hears or sees.
READ = "policy procedure plan objective role-assignment register specification technical-documentation instructions contract declaration registration".split()
SAMPLED = "record log report test-report minutes training-record risk-assessment impact-assessment notification correspondence".split()
SEEN = "interview observation configuration".split()


def itinerary(library: Library, order: Sequence[str]) -> Table:
    """Return the stops of an audit of these frameworks, the leading one first.

    Raises:
        AimsError: if fewer than two frameworks are named.
    """
    controls = stars(library, order)
    lines: list[tuple[Cell, ...]] = []
    for stop in dict.fromkeys(_stop(library, c.anchor) for c in controls):
        here = [c for c in controls if _stop(library, c.anchor) == stop]
        together = [c for c in here if len({m.requirement.framework for m in c.members}) > 1]
        lines += [_line(library, stop, group) for group in _linked(together)]
        for framework in order:
            left = [c.anchor for c in here if c not in together and c.anchor.framework == framework]
            if left:
                name = library.frameworks[framework].short
                lines.append(
                    (stop, f"{name} alone", Number.of(library.frameworks[framework], *left), *_asked(library, left), "")
                )
    served = {
        m.requirement.id for c in controls if len({m.requirement.framework for m in c.members}) > 1 for m in c.members
    }
    notes = []
    for framework in order:
        mine = [r for r in library.members(framework) if r.assessable]
        together_ = sum(r.id in served for r in mine)
        notes.append(
            f"{library.frameworks[framework].short}: {together_} of {len(mine)} requirements are looked at together with another standard, {len(mine) - together_} alone."
        )
    title = "One audit for " + ", ".join(library.frameworks[f].short for f in order)
    columns = ("stop", "looked at", "serves", "read", "sample", "hear and see", "what exactly", "also ask")
    return Table(title, columns, tuple(lines), tuple(notes))


def _linked(controls: Sequence[SharedControl]) -> list[list[SharedControl]]:
    """Return the controls in groups that share a member, so that nothing is looked at twice in one stop."""
    groups: list[list[SharedControl]] = []
    for control in controls:
        ids = {m.requirement.id for m in control.members}
        near = [g for g in groups if any(ids & {m.requirement.id for m in c.members} for c in g)]
        groups = [g for g in groups if g not in near] + [[c for g in near for c in g] + [control]]
    order = {c.id: n for n, c in enumerate(controls)}
    return sorted(groups, key=lambda g: order[g[0].id])


def _line(library: Library, stop: str, group: Sequence[SharedControl]) -> tuple[Cell, ...]:
    members = list({m.requirement.id: m.requirement for c in group for m in c.members}.values())
    serves = ", ".join(_short(library, r) for r in members)
    adding = dict.fromkeys(
        f"{_short(library, m.requirement)}: {m.adds}" for c in group for m in c.members if m.how != ANCHOR and m.adds
    )
    return (stop, group[0].anchor.title, serves, *_asked(library, members), "; ".join(adding))


def _asked(library: Library, requirements: Sequence[Requirement]) -> tuple[str, str, str, str]:
    """Return the kinds to read, to sample and to hear or see, and, for a few requirements, what exactly at each."""
    found = [library.evidence_at[r.id] for r in requirements if r.id in library.evidence_at]
    kinds = list(dict.fromkeys(k for e in found for k in e.kinds))
    few = found if len(found) <= 4 else []
    words = "; ".join(f"{_short(library, library.requirements[e.requirement_id])}: {e.note}" for e in few)

    def of(group: Sequence[str]) -> str:
        return ", ".join(k.replace("-", " ") for k in kinds if k in group)

    return of(READ), of(SAMPLED), of(SEEN), words


def _short(library: Library, requirement: Requirement) -> str:
    return f"{library.frameworks[requirement.framework].short} {requirement.number}"


def _stop(library: Library, requirement: Requirement) -> str:
    """Return the chapter or area a requirement belongs to; every standard's chapter of one number is one stop."""
    top = [requirement.id, *library.above(requirement.id)]
    node = library.requirements[top[-1]]
    if node.kind == "clause":
        return f"Chapter {node.number}"
    group = library.requirements[top[-2]] if len(top) > 2 else node
    return f"{library.frameworks[requirement.framework].short} {group.number} {group.title}"
