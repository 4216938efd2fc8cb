"""The shared controls, as their page counts them."""

from __future__ import annotations

from aims_graph.answers.controls.shared_controls import SharedControl, ceilings, stars
from aims_graph.model import Library
from aims_graph_app.remember import remembered


@remembered(50, "Computing the shared controls …")
def view(content: Library, rule: str, order: tuple[str, ...]) -> list[SharedControl]:
    """Return the controls of these frameworks, the leading one first.

    Raises:
        AimsError: if fewer than two frameworks are named, or one twice.
    """
    return (ceilings if rule == "ceilings" else stars)(content, order)
