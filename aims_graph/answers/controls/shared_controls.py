"""Shared controls: the fewest things to implement that serve several frameworks, each with its members and what they add.

Two rules were compared on the shipped content (``compare``):

- *stars*: frameworks in an order the user may choose; each requirement of the first anchors a control, of the next only those that no earlier
  anchor takes in. A requirement joins every anchor that meets all or most of it.
- *ceilings*: requirements inside no other, equals merged; the fewest single requirements whose fulfilment fulfils everything in full, because a
  requirement inside nothing else can only be met by itself.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from aims_graph.errors import AimsError, check_number
from aims_graph.identifiers import check_ids
from aims_graph.model import Evidence, Library, Mapping, Requirement
from aims_graph.reason.closure import Closure, bits, closure_of

ANCHOR, FULL, PART = "anchor", "in full", "in part"
#: A control with more members than this is looked at by a person.
LARGE = 25


@dataclass(frozen=True)
class Member:
    """A requirement served by a shared control: how far, what it adds to the anchor, and the row that says so (None: entailed)."""

    requirement: Requirement
    how: str
    adds: str
    row: Mapping | None


@dataclass(frozen=True)
class SharedControl:
    """One thing to implement. Its id is that of its anchor, so it stays the same as long as the anchor exists."""

    anchor: Requirement
    members: tuple[Member, ...]

    @property
    def id(self) -> str:
        """The anchor's CURIE."""
        return self.anchor.id


def served_by(controls: Sequence[SharedControl]) -> int:
    """Return how many requirements are covered by another's control; one that several cover counts once."""
    return len({m.requirement.id for c in controls for m in c.members if m.how != ANCHOR})


def stars(library: Library, order: Sequence[str], closure: Closure | None = None) -> list[SharedControl]:
    """Return the shared controls of the frameworks in this order.

    Raises:
        AimsError: if fewer than two frameworks are named, or one twice, or there is no framework of an id.
    """
    _check(library, order)
    closure = closure or closure_of(library)
    place = {framework: n for n, framework in enumerate(order)}
    taken: set[str] = set()
    found = []
    for framework in order:
        for anchor in library.members(framework):
            if not anchor.assessable or anchor.id in taken:
                continue
            members = _served(library, closure, anchor, place)
            taken |= {m.requirement.id for m in members if place[m.requirement.framework] > place[framework]}
            found.append(SharedControl(anchor, (Member(anchor, ANCHOR, "", None), *members)))
    return found


def _served(library: Library, closure: Closure, anchor: Requirement, place: dict[str, int]) -> list[Member]:
    """Return the requirements of the other frameworks that the anchor meets in full or for the most part, in order."""
    served: dict[str, Member] = {}
    for name in _inside(closure, anchor.id):
        requirement = library.requirements[name]
        if requirement.assessable and requirement.framework != anchor.framework and requirement.framework in place:
            served[name] = Member(requirement, FULL, "", None)
    for row in library.by_side.get(anchor.id, []):
        if not row.is_counterpart or row not in closure.network.rows:
            continue
        other = row.object_id if row.subject_id == anchor.id else row.subject_id
        seen = row.seen_from(other)
        if library.requirements[other].framework in place and seen.subject_met in ("all", "most"):
            how = FULL if seen.subject_met == "all" else PART
            served[other] = Member(library.requirements[other], how, seen.subject_only, row)
    return sorted(served.values(), key=lambda m: (place[m.requirement.framework], m.requirement.order))


def _inside(closure: Closure, name: str) -> list[str]:
    names = closure.network.names
    g = closure.group[closure.network.position[name]]
    return [names[m] for h in bits(closure.down[g]) for m in closure.groups[h] if names[m] != name]


def ceilings(library: Library, order: Sequence[str], closure: Closure | None = None) -> list[SharedControl]:
    """Return the fewest controls that meet all requirements of the frameworks in full: those inside no other, equals merged.

    Raises:
        AimsError: if fewer than two frameworks are named, or one twice, or there is no framework of an id.
    """
    _check(library, order)
    closure = closure or closure_of(library)
    place = {framework: n for n, framework in enumerate(order)}
    chosen = [r for f in order for r in library.members(f) if r.assessable]
    among = 0
    for requirement in chosen:
        among |= 1 << closure.group[closure.network.position[requirement.id]]
    found, seen = [], set[int]()
    for anchor in chosen:
        g = closure.group[closure.network.position[anchor.id]]
        if g in seen or closure.up[g] & among & ~(1 << g):
            continue
        seen.add(g)
        inside = [library.requirements[n] for n in _inside(closure, anchor.id)]
        members = [Member(r, FULL, "", None) for r in inside if r.assessable and r.framework in place]
        members.sort(key=lambda m: (place[m.requirement.framework], m.requirement.order))
        found.append(SharedControl(anchor, (Member(anchor, ANCHOR, "", None), *members)))
    return found


def _check(library: Library, order: Sequence[str]) -> None:
    check_ids(order, library)
    if len(set(order)) < 2 or len(set(order)) < len(order):
        raise AimsError("A control is shared by two frameworks or more.", "Name at least two, each once.")


@dataclass(frozen=True)
class SharedEvidence:
    """The evidence that serves all members at once: what the auditor asks for at the anchor, and of its kinds those that every member accepts."""

    at_anchor: Evidence
    common: tuple[str, ...]
    serves_several: bool


def evidence_for(library: Library, control: SharedControl) -> SharedEvidence | None:
    """Return the evidence that serves all members; None if nothing is listed at the anchor."""
    at_anchor = library.evidence_at.get(control.id)
    if not at_anchor:
        return None
    # Of a member for which none is listed nobody knows what it accepts.
    listed = [library.evidence_at.get(m.requirement.id) for m in control.members]
    common = tuple(k for k in at_anchor.kinds if all(e and k in e.kinds for e in listed))
    return SharedEvidence(at_anchor, common, len(listed) > 1)


@dataclass(frozen=True)
class RuleFigures:
    """How one rule divides the frameworks: controls, how many are shared, their sizes, their members, and how many change when rows go.

    ``median_size`` and ``large_size`` are members of the middle control and of the one that 95 % do not exceed;
    ``changed`` is the mean share of controls that change when 1 % of the rows are struck (0 to 1).
    """

    rule: str
    controls: int
    shared: int
    median_size: float
    large_size: int
    largest: int
    in_full: int
    in_part: int
    changed: float


def compare(library: Library, order: Sequence[str], trials: int = 20, seed: int = 1) -> list[RuleFigures]:
    """Return both rules side by side; which rows are struck is drawn with the seed.

    Raises:
        AimsError: if the trials are below 1.
    """
    check_number("trials", trials, 1)
    found = []
    network = closure_of(library).network
    stated = [s.row for s in network.statements if s.row]
    for name, rule in (("stars", stars), ("ceilings", ceilings)):
        controls = rule(library, order)
        sizes = sorted(len(c.members) for c in controls)
        riders = [m for c in controls for m in c.members if m.how != ANCHOR]
        draw = random.Random(seed)
        changes = []
        before = {c.id: _shape(c) for c in controls}
        for _ in range(trials):
            struck = draw.sample(stated, max(1, len(stated) // 100))
            after = {c.id: _shape(c) for c in rule(library, order, Closure(network.without(struck)))}
            changes.append(sum(before.get(i) != after.get(i) for i in before.keys() | after.keys()) / len(before))
        found.append(
            RuleFigures(
                *(name, len(controls), sum(n > 1 for n in sizes)),
                *(median(sizes), sizes[int(len(sizes) * 0.95)], sizes[-1]),
                *(sum(m.how == FULL for m in riders), sum(m.how == PART for m in riders), mean(changes)),
            )
        )
    return found


def _shape(control: SharedControl) -> frozenset[tuple[str, str]]:
    return frozenset((m.requirement.id, m.how) for m in control.members)
