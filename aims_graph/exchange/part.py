"""Which part of the graph leaves: all of it, one framework, or one mapping set; and what it is called."""

from __future__ import annotations

from typing import TypeAlias

from pyoxigraph import Quad

from aims_graph.graph.quads import quad_lines, quads_of
from aims_graph.model import Framework, Library, MappingSet

#: A framework, a mapping set, or everything.
Part: TypeAlias = Framework | MappingSet | None


def files_of(library: Library, part: Part, with_sides: bool = False) -> list[str] | None:
    """Return the content files that say a part; None for everything.

    Args:
        library: the content.
        part: the part.
        with_sides: with a mapping set also the catalogues of both its sides, for forms in which its rows alone mean nothing.
    """
    if part is None:
        return None
    if isinstance(part, Framework):
        return [part.source.file]
    sides = [library.frameworks[f].source.file for f in (part.subject, part.object) if f in library.frameworks]
    return [part.file, *(sides if with_sides else [])]


def lines(library: Library, part: Part) -> list[str]:
    """Return what a part says as sorted lines of N-Quads."""
    return quad_lines(library, files_of(library, part))


def quads(library: Library, part: Part, with_sides: bool = False) -> list[Quad]:
    """Return what a part says; for ``with_sides`` see :func:`files_of`."""
    return quads_of(quad_lines(library, files_of(library, part, with_sides)))
