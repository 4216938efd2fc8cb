"""What pages over several frameworks share: in which order these are taken, and what is worked out for that order."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.answers.controls.documents import documents
from aims_graph.answers.controls.itinerary import itinerary
from aims_graph.answers.controls.shared_controls import SharedControl, ceilings, stars
from aims_graph.model import Library, Table
from aims_graph.present.documents import documents_table
from aims_graph.present.itinerary import itinerary_table
from aims_graph_app.choices import choose_many
from aims_graph_app.linked import a_framework, link_faults
from aims_graph_app.remember import remembered
from aims_graph_app.state import framework_names


def choose_order(first: Sequence[str]) -> tuple[str, ...]:
    """Offer the frameworks, the leading one first; ``first`` are those that are taken until others are chosen."""
    names = framework_names()
    link_faults({"order": a_framework(names)})
    return tuple(choose_many("Frameworks, the leading one first", "order", names, first, "Choose two or more"))


@remembered(20, "Putting the documents together …")
def register(content: Library, order: tuple[str, ...]) -> Table:
    """Return what must exist in writing."""
    return documents_table(content, documents(content, order), order)


@remembered(20, "Planning the audit …")
def one_audit(content: Library, order: tuple[str, ...]) -> Table:
    """Return the stops of one audit for several certificates."""
    return itinerary_table(content, itinerary(content, order))


@remembered(50, "Computing the shared controls …")
def view(content: Library, rule: str, order: tuple[str, ...]) -> tuple[list[SharedControl], list[SharedControl]]:
    """Return the controls of these frameworks, the leading one first, and those of them that serve two or more.

    Raises:
        AimsError: if fewer than two frameworks are named, or one twice.
    """
    found = (ceilings if rule == "ceilings" else stars)(content, order)
    return found, [c for c in found if len({m.requirement.framework for m in c.members}) > 1]
