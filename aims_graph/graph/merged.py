"""All graphs as one: a store beside that of the named graphs, whose default graph holds each triple of theirs once.

Oxigraph answers from one graph somewhat faster than from the union of all (docs/speed.md), and in the union counts a triple twice that stands in two
of them. So whatever names no graph is asked here (``Question.names_graphs``); what does, there.

Which file states a triple cannot be seen here. So that an edit of mapping rows need not make all anew, what may then change (what each mapping file
says, and what follows from them) is kept beside the store as text, and the store is amended only while nothing of it is stated anywhere else as well.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from aims_graph import cache
from aims_graph.formats.lookup import undisturbed
from aims_graph.graph.amend import amend_each, copy_store
from aims_graph.graph.build import record_lines, turtle_lines
from aims_graph.graph.derived import GRAPH, derived_lines
from aims_graph.graph.nodes import Writer, without_graph
from aims_graph.graph.store import fill, load_at_once
from aims_graph.model import Library

_STORE, _SAID = "store", "said"
#: Fast: half as small again would take four times as long.
_LEVEL = 1


def build(library: Library, folder: Path) -> bool:
    """Make the store of a library, and what may be amended as text beside it; return whether it may be amended.

    Args:
        library: the content.
        folder: where both come to lie.

    Raises:
        OSError: if they cannot be written.
    """
    said = _Said(library, folder / _SAID)
    store = Store(str(folder / _STORE))
    with undisturbed():
        fill(store, said.noted(chain(record_lines(library), derived_lines(library))))
        turtle = [*without_graph(turtle_lines(library))]
        load_at_once(store, "".join(turtle))
    store.flush()
    store.optimize()
    # Turtle files repeat each other, and a change in one makes all anew.
    return len(store) == said.count + len({*turtle})


def amend(library: Library, changed: Iterable[Path], base: Path, folder: Path) -> bool:
    """Make the store of a library from an earlier one; return whether that could be done.

    Args:
        library: the content as it is now.
        changed: the mapping files that changed.
        base: where the earlier store lies, which nobody writes.
        folder: where the new one comes to lie.

    Raises:
        OSError: if the earlier one cannot be read, or the new one not be written.
    """
    copy_store(base / _STORE, folder / _STORE)
    shutil.copytree(base / _SAID, folder / _SAID, copy_function=_linked)
    said = _Said(library, folder / _SAID)
    store = Store(str(folder / _STORE))
    come: list[Quad] = []

    def amended(graph: str, lines: Iterable[str]) -> set[str]:
        new = {*without_graph(lines)}
        old = said.put(graph, new)
        gone = _quads(old - new)
        for quad in gone:
            store.remove(quad)
        here = _quads(new - old)
        come.extend(here)
        return {quad.predicate.value for quad in (*gone, *here)}

    amend_each(library, changed, amended)
    # What is there all the same is stated elsewhere too: once it goes here, nobody could tell that it stays.
    if len({*come}) < len(come) or any(quad in store for quad in come):
        return False
    store.extend(come)
    store.flush()
    return True


class _Said:
    """What may be amended, a file of compressed lines for each graph."""

    def __init__(self, library: Library, folder: Path) -> None:
        w = Writer(library)
        self._graphs = {w.node(GRAPH), *(w.graph(s.file) for s in library.heads)}
        self._folder = folder
        folder.mkdir(exist_ok=True)
        #: How many lines went through :meth:`noted`.
        self.count = 0

    def noted(self, lines: Iterable[str]) -> Iterator[str]:
        """Return lines of N-Quads without their graphs; those that may be amended are written down."""
        for graph, run in groupby(lines, key=lambda line: line[line.rindex(" <") + 1 : -3]):
            merged = [*without_graph(run)]
            self.count += len(merged)
            if graph in self._graphs:
                self._file(graph).write_bytes(zlib.compress("".join(merged).encode(), _LEVEL))
            yield from merged

    def put(self, graph: str, lines: set[str]) -> set[str]:
        """Let a graph say this; return what it said.

        Raises:
            OSError: if that cannot be read.
        """
        path = self._file(graph)
        try:
            old = zlib.decompress(path.read_bytes()).decode() if path.exists() else ""
        except zlib.error as error:
            raise OSError(f"{path} is damaged") from error
        # It may be a second name of the earlier one.
        path.unlink(missing_ok=True)
        path.write_bytes(zlib.compress("".join(sorted(lines)).encode(), _LEVEL))
        return {f"{line}\n" for line in old.split("\n") if line}

    def _file(self, graph: str) -> Path:
        return self._folder / cache.digest(graph)


def _quads(lines: Iterable[str]) -> list[Quad]:
    return [*parse("".join(lines).encode(), format=RdfFormat.N_TRIPLES, lenient=True)]


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # not every file system has links
        shutil.copyfile(source, target)
