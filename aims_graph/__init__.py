"""aims-graph: a knowledge graph of frameworks for artificial intelligence, and the answers it gives.

>>> import aims_graph
>>> stack = aims_graph.open()
>>> stack.library.requirements["iso42001:A.6.2.8"].title
'AI system recording of event logs'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aims_graph.version import VERSION

if TYPE_CHECKING:
    from aims_graph.formats.library import load
    from aims_graph.present.frame import frame
    from aims_graph.stack import Stack
    from aims_graph.stack import open_stack as open

__version__ = VERSION
__all__ = ["Stack", "__version__", "frame", "load", "open"]

#: Name -> the module that has it, and under which name; imported only when asked for, so that ``--help`` stays quick.
_LAZY = {
    "frame": ("aims_graph.present.frame", "frame"),
    "load": ("aims_graph.formats.library", "load"),
    "open": ("aims_graph.stack", "open_stack"),
    "Stack": ("aims_graph.stack", "Stack"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module 'aims_graph' has no attribute '{name}'")
    from importlib import import_module

    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
