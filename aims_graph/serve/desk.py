"""Answers queries that come over the network: in isolated processes, so many at once, in the order in which they came, with what may wait bounded.

An answer that would be cut is refused: whoever reads rows over HTTP has nowhere to see that some are missing. On the page for people the cut is said.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import anyio
import anyio.to_thread

from aims_graph import cache
from aims_graph.errors import AimsError, check_number
from aims_graph.graph.isolated import Limits
from aims_graph.graph.pool import BusyError, Pool
from aims_graph.graph.results import as_table
from aims_graph.graph.sparql import judge
from aims_graph.graph.store import store_path
from aims_graph.graph.written import written
from aims_graph.present.page import table_page
from aims_graph.serve.negotiation import HTML, MEDIA, chosen, media_of
from aims_graph.serve.protocol import QueryRequest, RefusedError
from aims_graph.stack import Stack
from aims_graph.version import VERSION

#: A page shows so many rows.
_ON_A_PAGE = 2_000
#: So many bytes of answers may wait to be read by slow clients.
_UNSENT = 256 << 20
_AGAIN = "Ask again in a moment."


@dataclass(frozen=True)
class Representation:
    """An answer as it is sent; ``tag`` names this state of it, empty if the next one may differ; ``fresh`` says that the client has it already."""

    media: str
    body: bytes
    tag: str = ""
    fresh: bool = False


class Desk:
    """Where queries come in.

    Args:
        stack: what is asked; always as its files are now.
        limits: of each query.
        places: how many run at once; more than processors, so that long ones do not keep short ones waiting.
        waiting: how many more may wait.
        patience: how long one waits, in seconds.
    """

    def __init__(
        self,
        stack: Stack,
        limits: Limits,
        places: int = 2 + (os.cpu_count() or 2),
        waiting: int = 64,
        patience: float = 60.0,
    ) -> None:
        """Start nothing yet; see :meth:`ready`."""
        self.stack, self.limits = stack, limits
        self._pool = Pool(places, waiting=0)
        check_number("waiting", waiting, 0)
        check_number("patience", patience, 0, whole=False)
        self._most, self._patience = waiting, patience
        self._places, self._threads = anyio.Semaphore(places), anyio.CapacityLimiter(places)
        self._running = self._unsent = 0

    def ready(self) -> str:
        """Build the graph if it is not there, start the processes, and return the version of the content."""
        path = store_path(self.stack.library)
        self._pool.ready(path)
        return path.parent.name.removeprefix("graph-")

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    @property
    def load(self) -> dict[str, int]:
        """How many queries run and wait."""
        return {"running": self._running, "waiting": self._places.statistics().tasks_waiting}

    async def answer(self, asked: QueryRequest, accept: str, known: str) -> Representation:
        """Answer a query.

        Args:
            asked: the query.
            accept: which forms the client takes.
            known: the tags of what the client has, as it sends them.

        Raises:
            BusyError: if too many wait, or this one waited too long.
            RefusedError: if no form fits, or the answer is too long.
            QueryError: if the query is malformed or breaks a limit.
            AimsError: if the content is faulty.
        """
        if self._places.statistics().tasks_waiting >= self._most:
            raise BusyError(f"{self._most} queries wait already.", _AGAIN)
        try:
            with anyio.fail_after(self._patience):
                await self._places.acquire()
        except TimeoutError:
            raise BusyError(f"Other queries took more than {self._patience:g} seconds.", _AGAIN) from None
        self._running += 1
        try:
            return await anyio.to_thread.run_sync(self._answer, asked, accept, known, limiter=self._threads)
        finally:
            self._running -= 1
            self._places.release()

    def keep(self, size: int) -> None:
        """Count so many bytes of an answer as waiting to be read, until they are :meth:`sent`.

        Raises:
            BusyError: if too much waits already.
        """
        if self._unsent + size > _UNSENT:
            raise BusyError("Too many long answers wait to be read.", _AGAIN)
        self._unsent += size

    def sent(self, size: int) -> None:
        """Count them as read, or given up."""
        self._unsent -= size

    def _answer(self, asked: QueryRequest, accept: str, known: str) -> Representation:
        library = self.stack.library
        prefixes = library.names.table
        question = replace(judge(asked.query, prefixes), graphs=asked.graphs)
        offered = MEDIA[question.kind]
        media = media_of(asked.form, offered) if asked.form else chosen(accept, offered)
        if media is None:
            forms = ", ".join(dict.fromkeys(offered.values()) if asked.form else offered)
            raise RefusedError(406, f"An answer of this kind comes as {forms}.")
        store = store_path(library)
        tag = ""
        if question.lasting:
            tag = f'W/"{cache.digest(VERSION, store.parent.name, asked, media, self.limits)}"'
            if tag in known or known.strip() == "*":
                return Representation(media, b"", tag, fresh=True)
        form = offered[media]
        limits = replace(self.limits, rows=min(_ON_A_PAGE, self.limits.rows)) if form == HTML else self.limits
        result = self._pool.ask(store, question, prefixes, limits)
        if form == HTML:
            return Representation(media, table_page(as_table(result, "Answer", library.names.curie)).encode(), tag)
        if result.cut:
            raise RefusedError(422, f"The answer is too long. {result.cut}")
        try:
            return Representation(media, written(result, form, prefixes), tag)
        except AimsError as error:
            raise RefusedError(422, f"{error.what} {error.advice}") from None
