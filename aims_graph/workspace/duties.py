"""What the law asks of the organisation's systems: by the facts kept with each of them, typed once."""

from __future__ import annotations

from functools import lru_cache

from aims_graph.answers.law.binds import Applicability, binding_provisions, duties
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.situation import Situation, situation
from aims_graph.model import Library
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.records.scope import RETIRED, System
from aims_graph.workspace.state import State


def situation_of(library: Library, system: System) -> Situation | None:
    """Return the question that a system's facts put to the law; ``None`` while no role or kind of system is named, or it is retired.

    Raises:
        AimsError: if the facts contradict each other.
    """
    return None if system.status == RETIRED else facts_of(library, system)


def facts_of(library: Library, system: System) -> Situation | None:
    """Return the same of a system whether or not it is retired: what its facts say stays so.

    Raises:
        AimsError: if the facts contradict each other.
    """
    if not (system.roles and system.kinds):
        return None
    placed = as_iso(system.placed)
    changed = as_iso(system.changed)
    return situation(library, system.roles, system.kinds, placed, changed, system.facts_true, system.facts_false)


def query_of(system: System) -> dict[str, str]:
    """Return the facts of a system as the explorer's page on duties reads them from its address."""
    found = {"role": ",".join(system.roles), "system": ",".join(system.kinds)}
    if system.placed:
        found["placed"] = system.placed.isoformat()
    if system.changed:
        found["changed"] = system.changed.isoformat()
    if system.facts_true:
        found["is"] = ",".join(system.facts_true)
    if system.facts_false:
        found["isnot"] = ",".join(system.facts_false)
    return found


@lru_cache(maxsize=256)
def duties_of(library: Library, system: System, day: str = NEVER) -> tuple[Applicability, ...]:
    """Return what binds a system on a day (by default all that ever will), or would if an open question were answered so."""
    asked = situation_of(library, system)
    return tuple(duties(library, asked, day)) if asked else ()


def bound(state: State, library: Library, day: str = NEVER) -> dict[str, list[System]]:
    """Return provision id -> the systems that it binds, or may bind, on a day."""
    found: dict[str, list[System]] = {}
    for system in state.all(System):
        for duty in duties_of(library, system, day):
            found.setdefault(duty.provision.id, []).append(system)
    return found


def counted(state: State, library: Library, framework: str) -> set[str] | None:
    """Return the requirements of a framework that matter: of a law what binds our systems, where facts say it; of any other all (``None``).

    Nothing (an empty set) matters of a law once each of our systems is retired, or its facts say that the law binds it to nothing. As long as one is in
    use that names no role or kind, or none is kept at all, nobody knows: then all of it matters, but for what binds those that are known.
    """
    if framework not in {r.framework for r in binding_provisions(library)}:
        return None
    found = {p for p in bound(state, library) if library.requirements[p].framework == framework}
    systems = state.all(System)
    is_known = bool(systems) and all(s.status == RETIRED or (s.roles and s.kinds) for s in systems)
    return found if found or is_known else None
