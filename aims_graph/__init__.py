"""aims-graph: a knowledge graph of five frameworks for artificial intelligence, and the answers it gives.

>>> import aims_graph
>>> library = aims_graph.load()
>>> library.requirements["iso42001:A.6.2.8"].title
'AI system recording of event logs'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aims_graph.formats.library import load

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def __getattr__(name: str) -> Any:
    """Import the reader only when it is asked for, so that ``aims-graph --help`` stays quick."""
    if name == "load":
        from aims_graph.formats.library import load

        return load
    raise AttributeError(name)
