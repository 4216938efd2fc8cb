"""Every named query embedded, on the Oxigraph server and on Virtuoso, side by side in one run, on the content as published there.

    pip install -e '.[dev]'; apt-get install virtuoso-opensource-7-bin     # without it, Virtuoso is left out
    python benchmarks/stores.py                 # the content as it is
    python benchmarks/stores.py --times 10      # ten times as much, as in queries.py

The servers are started from their packages, with folders of their own, and ended. A time is the median of three, in seconds, with the way over HTTP
on this machine; embedded, the same text is asked in this process. What a store refuses or answers otherwise is said as publishing said it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from servers import oxigraph, virtuoso
from synthetic import write_content

from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.graph.named import standalone
from aims_graph.graph.query import answer, named_queries
from aims_graph.model import Library
from aims_graph.serve.publish import Published, publish
from aims_graph.serve.remote import Remote
from aims_graph.serve.stores import UpdateTarget
from aims_graph.serve.tried import SAME


def each_server(stack: ExitStack, folder: Path) -> Iterator[tuple[str, Remote]]:
    """Start what is installed, and yield it by name."""
    address = stack.enter_context(oxigraph(folder))
    yield "Oxigraph", Remote(f"{address}/query", f"{address}/update")
    if shutil.which("virtuoso-t"):
        yield "Virtuoso", Remote(stack.enter_context(virtuoso(folder)))


def took(run: Callable[[], object]) -> str:
    """Return the median of three, or of one that takes long; a dash if it fails."""
    times: list[float] = []
    while len(times) < 3 and sum(times) < 10:
        began = time.perf_counter()
        try:
            run()
        except AimsError:
            return "–"
        times.append(time.perf_counter() - began)
    return f"{median(times):.2f}"


def measure(library: Library, folder: Path) -> None:
    """Publish to each server, ask everything everywhere, and print a table."""
    with ExitStack() as stack:
        there: list[tuple[str, Remote, Published]] = []
        for name, remote in each_server(stack, folder):
            began = time.perf_counter()
            done = publish(remote, UpdateTarget(remote), library, lambda _: None)
            first = time.perf_counter() - began
            began = time.perf_counter()
            publish(remote, UpdateTarget(remote), library, lambda _: None)
            print(
                f"{name}: published in {first:.0f} s, with every query tried; once more, with nothing changed, in {time.perf_counter() - began:.1f} s",
                flush=True,
            )
            there.append((name, remote, done))
        print(
            "\n| query | embedded |" + "".join(f" {name} |" for name, *_ in there) + "\n|---|---|" + "---|" * len(there)
        )
        for query in named_queries().values():
            given = next(iter(query.examples), {})
            text = standalone(query, given, library.names.table)
            cells = [took(lambda q=query, g=given: answer(library, q.name, g))]  # type: ignore[misc]
            for _, remote, done in there:
                seconds = took(lambda r=remote, t=text, w=done.whole: r.query(t, (w,)))  # type: ignore[misc]
                outcome = done.queries[query.name]
                cells.append(seconds if outcome == SAME else f"{seconds}, {outcome.partition(': Virtuoso')[0][:60]}")
            print(f"| {query.name} | " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """Measure in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aims-graph-stores-") as place:
        folder = Path(place)
        if given.times > 1:
            os.environ["AIMS_GRAPH_CACHE"] = str(folder / "cache")
            write_content(folder / "content", given.times)
        library = load(folder / "content", alone=True) if given.times > 1 else load()
        print(
            f"{len(library.requirements):,} requirements, {os.cpu_count()} processors, Python {sys.version.split()[0]}"
        )
        measure(library, folder)


if __name__ == "__main__":
    main()
