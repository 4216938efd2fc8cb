"""Two editions of one framework of the content, and where the rows between them stand."""

from __future__ import annotations

from aims_graph.formats.library import load

LIBRARY = load()
OLD, NEW = "iso27001-2013", "iso27001"


def row(former: str, present: str = "") -> str:
    """Where the row between the editions stands."""
    one = next(s for s in LIBRARY.became[f"{OLD}:{former}"] if present in s.present)
    return str(one.source).rpartition("/")[2]
