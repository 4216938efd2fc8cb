"""What is left of a requirement, in words, for whoever holds another framework."""

from __future__ import annotations

from collections.abc import Iterable

from aims_graph.answers.coverage.extension import extension
from aims_graph.model import Combined, Library, Remainder


def extend_in_words(library: Library, requirement_id: str, met_by: Iterable[str]) -> str:
    """Return what is to be extended of a requirement that others meet in full, from its evidence; empty if nothing is (see :func:`extension`)."""
    found = extension(library, requirement_id, met_by)
    if not found:
        return ""
    return f"extend to {found.subject}" + (f": {found.asked_for}" if found.asked_for else "")


def held_whole(library: Library, remainder: Remainder | Combined) -> str:
    """Return the name of the framework that is held whole, or the names of those that are."""
    return " and ".join(library.frameworks[f].short for f in _held(remainder))


def _held(remainder: Remainder | Combined) -> tuple[str, ...]:
    return remainder.held if isinstance(remainder, Combined) else (remainder.held,)


def left_in_words(library: Library, remainder: Remainder | Combined) -> str:
    """Return what is left to do beside what is held whole, without full stop; empty if that is not known.

    Where all is met, that is nothing, or to extend it to the subject of the framework wanted.
    """
    if remainder.met != "all":
        return remainder.remains
    extend = extend_in_words(library, remainder.requirement_id, _held(remainder))
    return f"nothing but to {extend}" if extend else "nothing"


def met_in_full(library: Library, remainder: Remainder) -> str:
    """Return that all is met, and what is to be extended all the same."""
    extend = extend_in_words(library, remainder.requirement_id, [remainder.held])
    return "all of it is met" + (f"; {extend}" if extend else "") + "."
