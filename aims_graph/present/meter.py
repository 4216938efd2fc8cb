"""How far a command has come, on a terminal's stderr: only where somebody looks, only for what takes more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

from aims_graph.progress import heard_by

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: What takes less than this is not worth a look (seconds).
PATIENCE = 1.0


@contextmanager
def shown() -> Iterator[None]:
    """Show what is said of progress while the block runs; where stderr is no terminal, nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    meter = Meter()
    try:
        with heard_by(meter):
            yield
    finally:
        meter.close()


class Meter:
    """A line that says what is done, how far, and how long still; it goes away when that is done."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to wait."""
        self._clock, self._begun = clock, clock()
        self._bar: Progress | None = None
        self._what = ""
        self._task: TaskID | None = None
        #: What was heard of all that is not done, the innermost last.
        self._open: dict[str, tuple[int, int]] = {}
        #: Shows it when one has waited long enough, though nothing further is heard.
        self._late: Timer | None = None
        self._lock = Lock()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Hear how far something has come."""
        if done >= total:
            self._end(what)
            return
        with self._lock:
            self._open[what] = done, total
            if self._bar is not None or self._clock() - self._begun >= PATIENCE:
                self._show(what, done, total)
            elif self._late is None:
                self._late = Timer(PATIENCE, self._show_late)
                self._late.daemon = True
                self._late.start()

    def _show_late(self) -> None:
        with self._lock:
            if self._open:
                self._show_innermost()

    def _show_innermost(self) -> None:
        what, (done, total) = next(reversed(self._open.items()))
        self._show(what, done, total)

    def _end(self, what: str) -> None:
        """Forget what is done; what it was a part of goes on, and is shown again."""
        with self._lock:
            self._open.pop(what, None)
            if self._open:
                if self._bar is not None:
                    self._show_innermost()
                return
        # An answer is printed next: nothing may stand in its way.
        self.close()

    def _show(self, what: str, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            # What one asks first stands first: a narrow terminal cuts the end.
            columns = (
                TextColumn("{task.description}", markup=False),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                BarColumn(6),
                TextColumn("Ctrl+C stops"),
            )
            # Whoever prints meanwhile prints where it always does: what is an answer is never drawn.
            self._bar = Progress(
                *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._bar.start()
        if self._task is None or what != self._what:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task, self._what = self._bar.add_task(what, total=total, completed=done), what
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the line away."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            self._bar, self._task = None, None
            self._open.clear()
