"""The register of documents: everything that must exist in writing, and which of it one document can serve for several frameworks.

Documents go together where their requirements ride on one shared control (see ``shared_controls``): whoever keeps the document that its
anchor demands has all, or most, of what the other requirement wants done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.controls.shared_controls import ANCHOR, Member, stars
from aims_graph.model import Library, Requirement


@dataclass(frozen=True)
class DocumentedInformation:
    """One line of the register: the requirement that leads it, and the others that demand something in writing and ride on its control."""

    leads: Requirement
    serves: tuple[Member, ...]

    @property
    def covers(self) -> frozenset[str]:
        """The ids of all requirements it serves."""
        return frozenset((self.leads.id, *(m.requirement.id for m in self.serves)))

    @property
    def frameworks(self) -> frozenset[str]:
        """The frameworks it serves."""
        return frozenset((self.leads.framework, *(m.requirement.framework for m in self.serves)))


def documents(library: Library, order: Sequence[str]) -> tuple[DocumentedInformation, ...]:
    """Return the register over these frameworks, the leading one first: what serves most of them before what serves one.

    Each requirement that demands something in writing leads one line or is served by at least one.

    Raises:
        AimsError: if fewer than two frameworks are named, or there is no framework of an id.
    """
    written = {r.id: r for f in order for r in library.members(f) if r.documented_information}
    found: list[DocumentedInformation] = []
    for control in stars(library, order):
        serves = tuple(m for m in control.members if m.how != ANCHOR and m.requirement.id in written)
        # What an anchor does not demand in writing itself is no document of it.
        if serves and control.id in written:
            found.append(DocumentedInformation(control.anchor, serves))
    # One that serves no more than another does says nothing new.
    found = [d for n, d in enumerate(found) if not any(d.covers < e.covers or (d.covers == e.covers and m < n) for m, e in enumerate(found))]  # fmt: skip
    led = {name for d in found for name in d.covers}
    found += [DocumentedInformation(r, ()) for name, r in written.items() if name not in led]
    place = {name: n for n, name in enumerate(written)}
    return tuple(sorted(found, key=lambda d: (-len(d.frameworks), place[d.leads.id])))
