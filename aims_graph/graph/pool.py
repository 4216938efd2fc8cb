"""Isolated processes kept ready, so that a query of one visitor waits neither for a process to start nor for the query of another."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path

from aims_graph.errors import QueryError, check_number
from aims_graph.graph.isolated import Limits, Worker
from aims_graph.graph.results import Result
from aims_graph.graph.sparql import Query


class BusyError(QueryError):
    """Too many queries wait already; the same query may be asked again in a moment."""


class Pool:
    """So many isolated processes, each with one query at a time; safe to share between threads.

    Args:
        places: how many queries run at once; more than processors, so that long ones do not keep short ones waiting.
        waiting: how many more may wait.
        patience: how long one waits, in seconds.

    Raises:
        AimsError: if nothing could ever run.
    """

    def __init__(self, places: int = 2 + (os.cpu_count() or 2), waiting: int = 32, patience: float = 10.0) -> None:
        """Start nothing yet; see :meth:`ready`."""
        check_number("places", places, 1)
        check_number("waiting", waiting, 0)
        check_number("patience", patience, 0, whole=False)
        self._places, self._most, self._patience = places, waiting, patience
        self._free = threading.Condition()
        self._idle: list[Worker] = []
        self._running = 0
        self._line: list[object] = []

    def ready(self, store: Path) -> None:
        """Start the processes for a store, and end those of an older one that do nothing now."""
        with self._free:
            for worker in [w for w in self._idle if w.store != store or not w.alive]:
                self._idle.remove(worker)
                worker.end()
            while len(self._idle) + self._running < self._places:
                self._idle.append(Worker(store))

    def ask(self, store: Path, question: Query, prefixes: Mapping[str, str], limits: Limits) -> Result:
        """Answer a query that was judged, from this store and no older one.

        Raises:
            BusyError: if too many queries wait, or this one waited too long.
            QueryError: if the engine refuses the query or it breaks a limit.
        """
        worker = self._take(store)
        try:
            return worker.ask(question, prefixes, limits)
        finally:
            self._give_back(worker)

    def close(self) -> None:
        """End every process that runs no query."""
        with self._free:
            while self._idle:
                self._idle.pop().end()

    def _take(self, store: Path) -> Worker:
        with self._free:
            if self._running >= self._places or self._line:
                if len(self._line) >= self._most:
                    raise BusyError(f"{self._most} queries wait already.", "Run it again in a moment.")
                self._line.append(turn := object())
                try:
                    # In the order of asking: else whoever has just been answered is served again before those who wait.
                    if not self._free.wait_for(
                        lambda: self._running < self._places and self._line[0] is turn, self._patience
                    ):
                        raise BusyError(
                            f"Other queries took more than {self._patience:g} seconds.", "Run it again in a moment."
                        )
                finally:
                    self._line.remove(turn)
                    self._free.notify_all()
            self.ready(store)
            self._running += 1
            return self._idle.pop()

    def _give_back(self, worker: Worker) -> None:
        with self._free:
            self._running -= 1
            if worker.alive:
                self._idle.append(worker)
            else:
                # The next one finds it ready.
                self._idle.append(Worker(worker.store))
            self._free.notify_all()
