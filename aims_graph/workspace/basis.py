"""What the content said when an answer was given, so that a later version that says something else is noticed.

An answer rests on the text and the state of its requirement (or the members of its group) and, where it was taken over from another answer, on the
row through which that one carries.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from aims_graph.model import Library
from aims_graph.workspace.carry import Carried, effects
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State


@dataclass(frozen=True)
class Changed:
    """One thing an answer rests on that the content now says otherwise: its kind (``requirement``, ``group``, ``row``), its name, and whether it is gone."""

    kind: str
    name: str
    is_gone: bool


def basis_of(state: State, library: Library, answer: Answer) -> tuple[str, ...]:
    """Return what an answer rests on, as ``kind:name=digest``."""
    said = {f"{kind}:{name}": _digest(text) for kind, name, text in _things(state, library, answer)}
    return tuple(f"{thing}={digest}" for thing, digest in said.items())


def changed(state: State, library: Library, answer: Answer) -> list[Changed]:
    """Return what the content says otherwise now; nothing for an answer that still stands as it was given."""
    now = dict(thing.rpartition("=")[::2] for thing in basis_of(state, library, answer))
    found = []
    for thing in answer.basis:
        about, _, digest = thing.rpartition("=")
        if now.get(about) != digest:
            kind, _, name = about.partition(":")
            found.append(Changed(kind, name, about not in now))
    return found


def _things(state: State, library: Library, answer: Answer) -> list[tuple[str, str, str]]:
    """Return kind, name and text of each thing that an answer rests on now."""
    found = []
    requirement = library.requirements.get(answer.target)
    if requirement is not None:
        law = ""
        if requirement.provision:
            days = [(a.system, a.effective) for a in requirement.provision.applies]
            law = repr((requirement.provision.state, requirement.provision.when, days))
        found.append(("requirement", requirement.id, f"{requirement.title}\n{requirement.summary}\n{law}"))
    elif answer.target in library.group_of:
        members = library.memberships_in.get(answer.target, [])
        found.append(("group", answer.target, "\n".join(f"{m.requirement_id} {m.met} {m.adds}" for m in members)))
    if answer.accepted_from:
        source = state.get(Answer, answer.accepted_from).target
        carried = effects(library, source).get(answer.target)
        if carried is not None:
            found.append(("row", f"{carried.through}--{answer.target}", _row_text(carried)))
    return found


def _row_text(carried: Carried) -> str:
    row = carried.row
    parts = (row.relation, row.subject_met, row.object_met) if row is not None else ()
    between = (f"{s.former} {s.change} {s.present} {s.relation}" for s in carried.by)
    return "\n".join((*between, *parts, carried.extent, carried.remains))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
