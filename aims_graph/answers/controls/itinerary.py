"""One audit, several certificates: what an auditor looks at once for several standards, stop by stop, and what each standard leaves over.

A stop is a chapter of the leading standard or an area of its controls. What is looked at once is a shared control (see
``shared_controls``) of two standards or more; the evidence is what an auditor asks for at each of its members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.controls.shared_controls import ANCHOR, SharedControl, stars
from aims_graph.identifiers import check_ids
from aims_graph.model import Evidence, Library, Requirement


@dataclass(frozen=True)
class Stop:
    """Where one is in the audit: a chapter, whichever standard's it is, or an area of one framework's controls."""

    chapter: str
    area: Requirement | None


@dataclass(frozen=True)
class Adds:
    """What a member adds to the control it rides on, in words of the row."""

    requirement: Requirement
    words: str


@dataclass(frozen=True)
class Visit:
    """What is looked at together at one stop.

    ``alone`` is the framework whose requirements nothing else shares, empty if several frameworks are served; ``kinds`` are the kinds of evidence
    by how an auditor takes them (read, sample, hear and see), ``asked`` the lines they come from.
    """

    stop: Stop
    title: str
    alone: str
    serves: tuple[Requirement, ...]
    kinds: dict[str, tuple[str, ...]]
    asked: tuple[Evidence, ...]
    adds: tuple[Adds, ...]


@dataclass(frozen=True)
class Itinerary:
    """The visits in order, and for each framework how many of its requirements are looked at together with another, of how many."""

    order: tuple[str, ...]
    visits: tuple[Visit, ...]
    together: dict[str, tuple[int, int]]


def certifiable(library: Library) -> list[str]:
    """Return the ids of the frameworks that an organisation is certified against, as their catalogues say, in their rank."""
    return [f.id for f in library.mapped if f.header.get("certifiable") == "yes"]


def itinerary(library: Library, order: Sequence[str]) -> Itinerary:
    """Return the stops of an audit of these frameworks, the leading one first.

    Raises:
        AimsError: if fewer than two frameworks are named, or there is no framework of an id.
    """
    controls = stars(library, order)
    visits: list[Visit] = []
    for stop in dict.fromkeys(_stop(library, c.anchor) for c in controls):
        here = [c for c in controls if _stop(library, c.anchor) == stop]
        together = [c for c in here if _is_shared(c)]
        visits += [_shared(library, stop, group) for group in _linked(together)]
        for framework in order:
            left = tuple(c.anchor for c in here if not _is_shared(c) and c.anchor.framework == framework)
            if left:
                kinds, asked = _asked(library, left)
                visits.append(Visit(stop, "", framework, left, kinds, asked, ()))
    served = {m.requirement.id for c in controls if _is_shared(c) for m in c.members}
    counted = {}
    for framework in order:
        mine = [r for r in library.members(framework) if r.assessable]
        counted[framework] = sum(r.id in served for r in mine), len(mine)
    return Itinerary(tuple(order), tuple(visits), counted)


def alone(library: Library, framework: str) -> Itinerary:
    """Return the stops of an audit of one framework.

    Raises:
        AimsError: if there is no framework of that id.
    """
    check_ids([framework], library)
    mine = [r for r in library.members(framework) if r.assessable]
    stops: dict[Stop, list[Requirement]] = {}
    for requirement in mine:
        stops.setdefault(_stop(library, requirement), []).append(requirement)
    visits = tuple(Visit(s, "", framework, tuple(here), *_asked(library, here), ()) for s, here in stops.items())
    return Itinerary((framework,), visits, {framework: (0, len(mine))})


def _is_shared(control: SharedControl) -> bool:
    return len({m.requirement.framework for m in control.members}) > 1


def _linked(controls: Sequence[SharedControl]) -> list[list[SharedControl]]:
    """Return the controls in groups that share a member, so that nothing is looked at twice in one stop."""
    groups: list[list[SharedControl]] = []
    for control in controls:
        ids = {m.requirement.id for m in control.members}
        near = [g for g in groups if any(ids & {m.requirement.id for m in c.members} for c in g)]
        groups = [g for g in groups if g not in near] + [[c for g in near for c in g] + [control]]
    order = {c.id: n for n, c in enumerate(controls)}
    return sorted(groups, key=lambda g: order[g[0].id])


def _shared(library: Library, stop: Stop, group: Sequence[SharedControl]) -> Visit:
    members = tuple({m.requirement.id: m.requirement for c in group for m in c.members}.values())
    adding = dict.fromkeys(Adds(m.requirement, m.adds) for c in group for m in c.members if m.how != ANCHOR and m.adds)
    kinds, asked = _asked(library, members)
    return Visit(stop, group[0].anchor.title, "", members, kinds, asked, tuple(adding))


def _asked(
    library: Library, requirements: Sequence[Requirement]
) -> tuple[dict[str, tuple[str, ...]], tuple[Evidence, ...]]:
    """Return the kinds of evidence by how they are taken, as ``ontology/evidence.ttl`` says, and the lines that ask for them."""
    found = tuple(e for r in requirements if (e := library.evidence_at.get(r.id)))
    known = library.terms.of("EvidenceKind")
    kinds: dict[str, tuple[str, ...]] = {}
    for kind in dict.fromkeys(k for e in found for k in e.kinds):
        how = known[kind].says.get("auditMethod", "") if kind in known else ""
        kinds[how] = (*kinds.get(how, ()), kind)
    return kinds, found


def _stop(library: Library, requirement: Requirement) -> Stop:
    """Return the chapter or area a requirement belongs to; every standard's chapter of one number is one stop."""
    top = [requirement.id, *library.above(requirement.id)]
    node = library.requirements[top[-1]]
    if node.kind == "clause":
        return Stop(node.number, None)
    return Stop("", library.requirements[top[-2]] if len(top) > 2 else node)
