"""Which evidence counts at which requirement: where it was attached, at what lies below, and wherever the graph says that it settles something.

Evidence of something that contains a requirement shows that requirement in full; where both only share a demand that a row names, or a row between editions, in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aims_graph.model import Library
from aims_graph.workspace.carry import FULL, effects
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.state import State

#: How an auditor takes a kind of evidence that says what is intended; every other way shows what is done.
READ = "read"


@dataclass(frozen=True)
class Shown:
    """A piece of evidence at a requirement: ``through`` is what it was attached to, ``extent`` how far that settles the requirement."""

    evidence: Evidence
    through: str
    extent: str

    @property
    def in_full(self) -> bool:
        """Whether it shows all of the requirement."""
        return self.extent == FULL


def shows_operation(library: Library, evidence: Evidence) -> bool:
    """Return whether it is of a kind that shows what is done, and not only what is intended, as the scheme of kinds says of it."""
    term = library.terms.of("EvidenceKind").get(evidence.kind)
    return term is not None and term.says.get("auditMethod", READ) != READ


def shown(state: State, library: Library) -> dict[str, tuple[Shown, ...]]:
    """Return requirement -> the evidence that counts there, what shows it in full first; expired evidence too."""
    # A change in the making alters its state as it goes: what was worked out holds as long as the evidence is the same.
    every = state.all(Evidence)
    over, before, found = state.kept.get("shown", (None, (), {}))
    if over is not library or len(before) != len(every) or any(a is not b for a, b in zip(before, every, strict=True)):
        found = _shown(every, library)
        state.kept["shown"] = library, every, found
    return dict(found)


def _shown(every: Iterable[Evidence], library: Library) -> dict[str, tuple[Shown, ...]]:
    found: dict[str, dict[str, Shown]] = {}
    for evidence in every:
        for target in evidence.shows:
            for requirement, extent in _reaches(library, target):
                at = found.setdefault(requirement, {})
                if evidence.id not in at or not at[evidence.id].in_full:
                    at[evidence.id] = Shown(evidence, target, extent)
    return {r: tuple(sorted(at.values(), key=lambda s: not s.in_full)) for r, at in found.items()}


def _reaches(library: Library, target: str) -> Iterator[tuple[str, str]]:
    """Yield what something settles, itself and its parts included, with how far; of what is shared only what a row or a group says."""
    if target in library.requirements:
        yield target, FULL
        for part in library.below(target):
            yield part, FULL
    for other, carried in effects(library, target).items():
        if carried.extent == FULL or carried.row is not None or carried.by or target in library.group_of:
            yield other, carried.extent
