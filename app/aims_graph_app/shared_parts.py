"""The shared controls, as their page counts them."""

from __future__ import annotations

from aims_graph.answers.controls.shared_controls import SharedControl, ceilings, stars
from aims_graph.model import Library
from aims_graph_app.remember import remembered


@remembered(50, "Computing the shared controls …")
def view(content: Library, rule: str, order: tuple[str, ...]) -> tuple[list[SharedControl], list[SharedControl]]:
    """Return the controls of these frameworks, the leading one first, and those of them that serve two or more.

    Raises:
        AimsError: if fewer than two frameworks are named, or one twice.
    """
    found = (ceilings if rule == "ceilings" else stars)(content, order)
    return found, [c for c in found if len({m.requirement.framework for m in c.members}) > 1]
