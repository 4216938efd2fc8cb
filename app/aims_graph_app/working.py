"""What takes longer than a moment: said in place what is done, how far, and how long still; the page's own Stop, or another page, ends it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

import streamlit as st

from aims_graph.progress import heard_by
from aims_graph_app.guard import plain

Made = TypeVar("Made")
#: What takes less is not worth a look, and no look lasts less (seconds).
PATIENCE, LOOK = 1.0, 0.2


@dataclass
class _Shelf:
    """A place to keep one thing in, and who makes it: the lock is held by one visitor at a time."""

    made: dict[str, Any] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock, repr=False)


@st.cache_resource(max_entries=30, show_spinner=False)
def _shelf(key: tuple[str | int, ...]) -> _Shelf:
    """Return the place of one thing. The work itself is done outside: what a kept function draws would be drawn again with each answer."""
    del key
    return _Shelf()


def kept(work: Callable[[], Made], *key: str | int) -> Made:
    """Return what some work makes, done once for all visitors and shown while it is done; who comes meanwhile waits for it.

    Args:
        work: makes it.
        key: what it is made of: the name of the page, the version of the content, what was chosen.
    """
    shelf = _shelf(key)
    if "made" not in shelf.made:
        with _alone(shelf.lock), told():
            if "made" not in shelf.made:
                shelf.made["made"] = work()
    made: Made = shelf.made["made"]
    return made


@contextmanager
def _alone(lock: Lock) -> Iterator[None]:
    """Hold a lock; whoever waits for it is told so, and can leave."""
    place = st.empty()
    while not lock.acquire(timeout=LOOK):
        # Drawing is also where Streamlit ends a run that was stopped.
        place.caption("Somebody else has asked for this already: it is being worked out.")
    try:
        place.empty()
        yield
    finally:
        lock.release()


@contextmanager
def told() -> Iterator[None]:
    """Show what is said of progress while the block runs, where it runs longer than a moment."""
    place = st.empty()
    begun = last = time.monotonic()

    def listener(what: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - begun > PATIENCE and now - last > LOOK:
            last = now
            place.progress(min(1.0, done / max(1, total)), plain(_words(what, done, total, now - begun)))

    try:
        with heard_by(listener):
            yield
    finally:
        place.empty()


def _words(what: str, done: int, total: int, seconds: float) -> str:
    """Return what is done, how far it is, and how long it takes if it goes on so.

    >>> _words("Comparing", 50, 200, 2.0)
    'Comparing: 50 of 200, about 6 seconds left'
    >>> _words("Comparing", 0, 200, 2.0)
    'Comparing: 0 of 200'
    """
    left = f", about {math.ceil(seconds * (total - done) / done)} seconds left" if done else ""
    return f"{what}: {done:,} of {total:,}{left}"
