"""One isolated process that answers foreign queries one at a time, and the limits it is held to."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph

from aims_graph.counting import count_of
from aims_graph.errors import AimsError, QueryError, check_number
from aims_graph.graph.results import Result, from_bytes
from aims_graph.graph.sparql import Query, refused

_SCRIPT = Path(__file__).with_name("worker.py")
_PACKAGES = Path(pyoxigraph.__file__).parent.parent
_LESS = "Name more of what you look for, or add LIMIT."
#: The longest time limit, in seconds, and the longest line before an answer, in bytes.
_LONGEST, _HEAD = 86_400.0, 1 << 20


class StoppedError(QueryError):
    """The query broke a limit: it can be run, but not here as it stands."""


@dataclass(frozen=True)
class Limits:
    """When a query is stopped, in seconds of the clock and of the processor alike; where its answer is cut, in ``rows`` and in bytes (``size``).

    Raises:
        AimsError: if the seconds are no time limit, or no row or byte is let through.
    """

    seconds: float = 10.0
    rows: int = 10_000
    size: int = 8 << 20

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= _LONGEST:
            raise AimsError(
                f"{self.seconds:g} seconds are no time limit.", f"Name a number above 0, up to {_LONGEST:g}."
            )
        check_number("rows", self.rows, 1)
        check_number("size", self.size, 1)


class Worker:
    """A process that has opened one store and can open nothing else; it lives until :meth:`end`, a broken limit, or the end of this process."""

    def __init__(self, store: Path) -> None:
        """Start the process; it opens the store by itself, while this one goes on."""
        self.store = store
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_SCRIPT), str(store), str(_PACKAGES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can take a query."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.communicate()

    def ask(self, question: Query, prefixes: Mapping[str, str], limits: Limits) -> Result:
        """Answer a query that was judged; not to be called while another is answered.

        Raises:
            QueryError: if the engine refuses the query.
            StoppedError: if it breaks a limit; the process has then ended.
            AimsError: if the store cannot be read.
        """
        job = {
            "query": question.text,
            "prefixes": dict(prefixes),
            "union": not question.names_dataset and question.graphs is None,
            "graphs": question.graphs,
            "rows": limits.rows,
            "bytes": limits.size,
            "seconds": limits.seconds,
        }
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        clock = threading.Timer(limits.seconds, stop)
        clock.start()
        try:
            head, payload = self._exchange(json.dumps(job).encode() + b"\n", limits.size)
        except (OSError, ValueError):
            self.end()
            raise StoppedError(*self._why(late.is_set(), limits)) from None
        finally:
            clock.cancel()
        if "store" in head:
            self.end()
            raise AimsError(f"The graph cannot be read: {head['error']}.", f"Remove the folder {self.store.parent}.")
        if "error" in head:
            raise refused(question, head["error"])
        return from_bytes(head["kind"], payload, _cut(head["cut"], limits))

    def _exchange(self, job: bytes, most: int) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(job)
        self._process.stdin.flush()
        head: dict[str, Any] = json.loads(self._process.stdout.readline(_HEAD))
        size = head["bytes"]
        if size > most + _HEAD:
            raise ValueError("more than was allowed")
        payload = self._process.stdout.read(size)
        if len(payload) < size:
            raise ValueError("less than was said")
        return head, payload

    def _why(self, late: bool, limits: Limits) -> tuple[str, str]:
        code = -(self._process.returncode or 0)
        if late or (hasattr(signal, "SIGPROF") and code == signal.SIGPROF):
            return f"The query was stopped after {limits.seconds:g} seconds.", _LESS
        if code == signal.SIGSEGV:
            return "The query was stopped: it is nested too deeply.", "Write it with fewer brackets in brackets."
        if code in (signal.SIGABRT, getattr(signal, "SIGKILL", None)):
            return "The query was stopped: it needs too much memory.", _LESS
        return f"The process that ran the query ended by itself (code {-code}).", "Run it again."


def _cut(why: str, limits: Limits) -> str:
    if not why:
        return ""
    reached = count_of(limits.rows, "row") if why == "rows" else f"{limits.size:,} bytes"
    return f"Cut after {reached}: add LIMIT or name more of what you look for."
