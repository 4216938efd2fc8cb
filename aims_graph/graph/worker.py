"""The isolated query process: ``python -I -S worker.py STORE PACKAGES`` answers one query after another and can reach nothing but its store.

It imports only pyoxigraph (from the folder PACKAGES), opens the store read-only, then gives up the right to open any file or socket and to use more
memory than so much above what the opened store takes. Jobs come on stdin, one line of JSON each; ``graphs`` are the IRIs of the default graph and of
the named graphs where they were named beside the query::

    {"query": …, "prefixes": {…}, "union": true, "graphs": null, "rows": 10000, "bytes": 8388608, "seconds": 10}

Answers go to stdout: a line of JSON, ``{"kind", "variables", "cut", "bytes"}`` or ``{"error", "bytes": 0}``, then so many bytes, the rows as SPARQL's
tab-separated values or the triples as N-Triples. The process ends when stdin does, which is when its parent ends, however that comes about.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any

try:
    import resource
except ImportError:  # pragma: no cover - Windows, where only the parent's time limit holds
    resource = None  # type: ignore[assignment]

#: Memory a query may take, in bytes, beside that of the opened store; and so many times the size of the store's files more.
MEMORY, MEMORY_FOR_STORE = 1 << 30, 2


def main() -> None:
    """Open the store and answer until stdin ends."""
    store_path, packages = Path(sys.argv[1]), sys.argv[2]
    jobs: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_receive, args=(jobs,), daemon=True).start()
    sys.path.append(packages)
    import pyoxigraph

    try:
        store = pyoxigraph.Store.read_only(str(store_path))
        _open_every_file(store, store_path)
    except OSError as error:
        store, fault = None, str(error)
    _give_up_rights(store_path)
    while True:
        job = jobs.get()
        payload = b""
        try:
            if store is None:
                head: dict[str, Any] = {"error": fault, "store": False}
            else:
                _limit_processor(job["seconds"])
                head, payload = _answer(pyoxigraph, store, job)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            head = {"error": str(error)}
        except MemoryError:
            os.abort()  # as the engine does when it gets no more
        _limit_processor(0)
        sys.stdout.buffer.write(json.dumps({**head, "bytes": len(payload)}).encode() + b"\n" + payload)
        sys.stdout.buffer.flush()


def _receive(jobs: SimpleQueue[dict[str, Any]]) -> None:
    """Take jobs in a thread of its own: a query that runs must not keep the end of the parent from being seen."""
    for line in sys.stdin.buffer:
        jobs.put(json.loads(line))
    os._exit(0)


def _answer(pyoxigraph: Any, store: Any, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    named: dict[str, Any] = {}
    if job["graphs"] is not None:
        default, beside = ([pyoxigraph.NamedNode(graph) for graph in graphs] for graphs in job["graphs"])
        named = {"default_graph": default, "named_graphs": beside}
    result = store.query(job["query"], prefixes=job["prefixes"], use_default_graph_as_union=job["union"], **named)
    if isinstance(result, pyoxigraph.QueryBoolean):
        return {"kind": "ask", "variables": [], "cut": ""}, b"true" if bool(result) else b"false"
    if isinstance(result, pyoxigraph.QueryTriples):
        kind, names, lines = "graph", [], (f"{triple} .\n" for triple in result)
    else:
        kind, names = "select", [variable.value for variable in result.variables]
        lines = ("\t".join("" if term is None else str(term) for term in row) + "\n" for row in result)
    taken = bytearray("\t".join(f"?{name}" for name in names).encode() + b"\n" if kind == "select" else b"")
    for number, line in enumerate(lines):
        encoded = line.encode()
        if number == job["rows"] or len(taken) + len(encoded) > job["bytes"]:
            return {"kind": kind, "variables": names, "cut": "rows" if number == job["rows"] else "bytes"}, bytes(taken)
        taken += encoded
    return {"kind": kind, "variables": names, "cut": ""}, bytes(taken)


def _open_every_file(store: Any, folder: Path) -> None:
    """Make RocksDB open all table files: it opens 16 at first, the others when a query needs them, which it cannot any more afterwards.

    Looking up the same terms in every index, within graphs that they are not in as well, leads to places all over the files.
    """
    graphs = list(store.named_graphs())
    most = 25
    while most < 1_000 and not _all_open(folder):
        for place, graph in enumerate(graphs):
            for quad in islice(store.quads_for_pattern(None, None, None, graph), most):
                for there in (None, graphs[(hash(quad) + place) % len(graphs)]):
                    for pattern in (
                        (quad.subject, None, None),
                        (None, quad.predicate, quad.object),
                        (None, None, quad.object),
                    ):
                        next(store.quads_for_pattern(*pattern, there), None)
        most *= 3


def _all_open(folder: Path) -> bool:
    files = {path.name for path in folder.glob("*.sst")}
    if len(files) <= 16:
        return True
    return files <= set(_open_files())


def _open_files() -> Iterator[str]:
    try:
        links = list(Path("/proc/self/fd").iterdir())
    except OSError:  # pragma: no cover - where the system does not tell, every round is gone
        return
    for link in links:
        try:
            yield link.readlink().name
        except OSError:
            continue


def _give_up_rights(store_path: Path) -> None:
    if resource is None:  # pragma: no cover - Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    memory = _memory()
    if memory:
        most = memory + MEMORY + MEMORY_FOR_STORE * sum(path.stat().st_size for path in store_path.glob("*"))
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    # Not one file, pipe or socket more, for a limit of none cannot be raised again: SERVICE fails, whatever its text looks like.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _memory() -> int:
    """Return the memory of this process that counts for its limit, in bytes; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # pragma: no cover - not Linux
        return 0
    return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmData:"))


def _limit_processor(seconds: float) -> None:
    """End this process after so many seconds of processor time from now; 0 lifts the limit."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
