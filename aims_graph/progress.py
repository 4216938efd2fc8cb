"""How far something long has come: whoever works says it here, whoever shows it listens; where nobody does, nothing is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Thing = TypeVar("Thing")
#: Called with what is done, how much of it is done, and how much there is.
Listener = Callable[[str, int, int], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


def each(things: Iterable[Thing], total: int, what: str) -> Iterator[Thing]:
    """Yield things one by one, and say before each how many of them are done, and at the end, whatever ends it, that all is.

    Args:
        things: what is worked on.
        total: how many there are.
        what: what is done, as a person reads it: ``Building the graph``.

    >>> said = []
    >>> with heard_by(lambda *told: said.append(told)):
    ...     list(each("ab", 2, "Reading"))
    ['a', 'b']
    >>> said
    [('Reading', 0, 2), ('Reading', 1, 2), ('Reading', 2, 2)]
    """
    listener = _LISTENER.get()
    if listener is None:
        yield from things
        return
    try:
        for done, thing in enumerate(things):
            listener(what, done, total)
            yield thing
    finally:
        listener(what, total, total)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say that something is done while the block runs, of which nobody can tell how far it has come."""
    for _ in each((None,), 1, what):
        yield


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let a listener hear everything that is said until the end of the block."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
