"""Two ways to change a store elsewhere: SPARQL 1.1 Update, and the Graph Store Protocol. Graphs are added to and dropped, never replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from pyoxigraph import Triple

from aims_graph.serve.publication import PublishedGraph
from aims_graph.serve.remote import Remote

#: So many triples go into one request at most: Virtuoso refuses 12,000 and takes 3,000.
BATCH = 3_000


class Target(Protocol):
    """A store that graphs can be added to."""

    def add(self, name: str, triples: Sequence[Triple]) -> None:
        """Add a batch of triples to a graph, which begins to be thereby."""

    def gather(self, whole: PublishedGraph, parts: Iterable[PublishedGraph]) -> None:
        """Add all triples of graphs that are there to another."""

    def drop(self, name: str) -> None:
        """Remove a graph."""


class UpdateTarget:
    """A store changed by SPARQL 1.1 Update."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def add(self, name: str, triples: Sequence[Triple]) -> None:
        """Insert them with one request, which the store takes whole or refuses whole."""
        self._remote.update(f"INSERT DATA {{ GRAPH <{name}> {{\n{_lines(triples)}}} }}")

    def gather(self, whole: PublishedGraph, parts: Iterable[PublishedGraph]) -> None:
        """Let the store copy them."""
        for part in parts:
            self._remote.update(
                f"INSERT {{ GRAPH <{whole.name}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{part.name}> {{ ?s ?p ?o }} }}"
            )

    def drop(self, name: str) -> None:
        """Drop it, be it there or not."""
        self._remote.update(f"DROP SILENT GRAPH <{name}>")


class GraphStoreTarget:
    """A store changed by the SPARQL 1.1 Graph Store Protocol, with POST (which merges) and DELETE, and never with PUT."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def add(self, name: str, triples: Sequence[Triple]) -> None:
        """Merge them into the graph."""
        headers = {"content-type": "application/n-triples"}
        self._remote.send(
            "POST", self._remote.writes, params={"graph": name}, content=_lines(triples).encode(), headers=headers
        )

    def gather(self, whole: PublishedGraph, parts: Iterable[PublishedGraph]) -> None:
        """Send them once more: this protocol copies nothing."""
        for batch in whole.chunks(BATCH):
            self.add(whole.name, batch)

    def drop(self, name: str) -> None:
        """Delete it, be it there or not."""
        self._remote.send("DELETE", self._remote.writes, params={"graph": name}, missing=True)


def _lines(triples: Sequence[Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)
