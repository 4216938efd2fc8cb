"""How long loading, building and every named query take, on the content as it is and on 10 and 100 times as much.

    pip install -e '.[bench]'
    python benchmarks/queries.py                        # shipped content and 10 times as much: about 5 minutes
    python benchmarks/queries.py --all --write-docs     # 100 times as much as well, about 15 minutes and 4 GiB; writes docs/speed.md

Three systems stand side by side, each measurement in a process of its own: the project (`ask`: a named query, parameters bound, CURIEs and
numbers in a table), raw pyoxigraph (the same store, text and bindings, its rows taken as they come) and rdflib's memory store with the same quads.
Raw and project take turns within one process. Numbers are medians. What does not end within the limit is shown as such.

The synthetic content is the content itself, N times over, as files in a temporary folder. Copy k of a requirement has the id, number and title of
the first with ``~k`` behind it, its parent in copy k, and the same columns, dates and roles. A mapping row and its readings lead from copy k to
another copy, drawn by a seeded shuffle of ten neighbouring copies for each pair of frameworks, so that copies hang together. So frameworks and rows
grow N times and rows a requirement stay. Editions, transitions, thesaurus and the ontology do not grow. Ten copies share no row with the
next ten, so at 100 times the derived mappings are computed for each ten apart, with the same result: the closure's own growth is in closure.py.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Store
from query_report import table, write_docs
from synthetic import write_content

from aims_graph.errors import QueryError
from aims_graph.formats.library import load
from aims_graph.graph.isolated import Limits
from aims_graph.graph.named import substitutions
from aims_graph.graph.query import ask, foreign, named_queries
from aims_graph.graph.store import store_path
from aims_graph.pack.names import FIXED
from aims_graph.present.requirement import mapping_table

SIZES = {"shipped": 1, "10 times": 10, "100 times": 100}
REQUIREMENT = "iso42001:A.6.2.8"
Measured = dict[str, Any]


def measure_write(root: Path, times: int) -> Measured:
    """Write the content, in a process of its own: a child's peak memory begins at that of its parent."""
    return {"write": _timed(lambda: write_content(root, times))[0]}


def measure_load(root: Path) -> Measured:
    """Measure reading all content, and what `map` does with it."""
    began = time.perf_counter()
    library = load(root, alone=True)
    loading = time.perf_counter() - began
    peak = _peak()
    mapping_table(library, REQUIREMENT)
    rows = sum(len(s.rows) for s in library.sets)
    return {
        "load": loading,
        "requirements": len(library.requirements),
        "rows": rows,
        "MiB": peak,
        "map": _repeated(lambda: mapping_table(library, REQUIREMENT)),
    }


def measure_graph(root: Path, times: int) -> Measured:
    """Measure building the graph from the files, through the project."""
    began = time.perf_counter()
    path = store_path(load(root, alone=True))
    building, peak = time.perf_counter() - began, _peak()
    (root / "store").write_text(str(path))
    return {"graph": building, "MiB": peak, "quads": len(Store.read_only(str(path)))}


def measure_raw_graph(root: Path) -> Measured:
    """Measure putting the same quads into a raw store on disk."""
    began = time.perf_counter()
    raw = Store(str(root / "raw"))
    raw.bulk_extend(iter(Store.read_only((root / "store").read_text())))
    raw.flush()
    return {"raw": time.perf_counter() - began}


def measure_query(root: Path, name: str) -> Iterator[Measured]:
    """Yield what raw pyoxigraph takes, then what the project takes, each when it is known; then both in turns."""
    library = load(root, alone=True)
    query, given = named_queries()[name], parameters(name)
    short = library.names.table
    bound = substitutions(query, given, short)
    store = Store.read_only((root / "store").read_text())

    def raw() -> int:
        return len(
            [
                tuple(row)
                for row in store.query(query.text, prefixes=short, use_default_graph_as_union=True, substitutions=bound)
            ]
        )  # type: ignore[union-attr]

    def project() -> int:
        return len(ask(library, name, given).rows)

    ask(library, "where-it-stands", {"requirement": REQUIREMENT})  # The store is open for both.
    first: dict[str, float] = {}
    for system, run in (("raw", raw), ("project", project)):
        first[system], rows = _timed(run)
        if first[system] < 2:  # Once more, with the store's caches warm.
            first[system], rows = _timed(run)
        yield {"rows": rows, system: first[system], f"{system} MiB": _peak()}
    both = first["raw"] + first["project"]
    more = max(min(9, int(4 / both)), 2 if both < 8 else 0)
    turns = [(_timed(raw)[0], _timed(project)[0]) for _ in range(more)]
    if turns:
        yield {system: median([first[system], *(t[n] for t in turns)]) for n, system in enumerate(("raw", "project"))}


def measure_worker(root: Path, name: str) -> Iterator[Measured]:
    """Yield what the isolated worker takes from the start of its process; it binds nothing, so a query without parameters."""
    text = named_queries()[name].text
    try:
        library = load(root, alone=True)
        yield {"worker": _timed(lambda: foreign(library, text, Limits(600, 10**7, 1 << 30)))[0]}
    except QueryError:
        yield {"worker": None}


def measure_rdflib(root: Path, limit: float, loading: float) -> Iterator[Measured]:
    """Yield how long rdflib's memory store takes for the quads, then for each query, each when it is known."""
    from rdflib import BNode, Dataset, URIRef
    from rdflib import Literal as Text

    plain = NamedNode(FIXED["xsd"] + "string")  # To rdflib, a text with this datatype is another than one without.

    def term(value: Any) -> Any:
        if isinstance(value, NamedNode):
            return URIRef(value.value)
        if isinstance(value, Literal):
            kind = None if value.language or value.datatype == plain else URIRef(value.datatype.value)
            return Text(value.value, lang=value.language, datatype=kind)
        assert isinstance(value, BlankNode)
        return BNode(value.value)

    dataset, known, graphs = Dataset(default_union=True), dict[str, Any](), dict[str, Any]()
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, loading)
    began = time.perf_counter()
    try:
        for quad in Store.read_only((root / "store").read_text()):
            subject, predicate, name = str(quad.subject), str(quad.predicate), str(quad.graph_name)
            for key, value in ((subject, quad.subject), (predicate, quad.predicate)):
                if key not in known:
                    known[key] = term(value)
            if name not in graphs:
                graphs[name] = dataset.get_context(term(quad.graph_name))
            dataset.store.add((known[subject], known[predicate], term(quad.object)), graphs[name])
    except _StoppedError:
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    yield {"load": time.perf_counter() - began, "MiB": _peak()}
    for name, query in named_queries().items():
        bound = {v.value: term(x) for v, x in substitutions(query, parameters(name), load().names.table).items()}
        signal.setitimer(signal.ITIMER_REAL, limit)
        began, rows, fault = time.perf_counter(), None, ""
        try:
            rows = len(list(dataset.query(query.text, initNs=load().names.table, initBindings=bound)))
        except _StoppedError:
            pass
        except Exception as error:  # What rdflib cannot answer is reported, not dropped.
            fault = type(error).__name__
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.perf_counter() - began
        answered = took if rows is not None else None
        yield {"query": name, "rdflib": answered, "rdflib rows": rows, "fault": fault, "rdflib MiB": _peak()}


class _StoppedError(BaseException):
    """The limit is reached; no handler within rdflib may take it for an error of the query."""


def _stop(*_: object) -> None:
    raise _StoppedError


def parameters(name: str) -> dict[str, str]:
    """Return the parameters a query is asked with: the first example of its head."""
    return dict(next(iter(named_queries()[name].examples), {}))


def _timed(run: Callable[[], int | object]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = run()
    return time.perf_counter() - began, answer


def _repeated(run: Callable[[], object]) -> float:
    return median(_timed(run)[0] for _ in range(9))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(
    root: Path, size: str, task: str, limit: float, name: str = "", ends: float = 3600, loading: float = 0
) -> list[Measured]:
    """Run one measurement in a process of its own, and return what it told until it ended or was stopped."""
    command = [sys.executable, __file__, "--task", task, "--root", str(root), "--size", size, "--limit", str(limit)]
    command += ["--loading", str(loading)]
    told = b""
    try:
        told = subprocess.run(
            [*command, "--query", name], stdout=subprocess.PIPE, env=_inside(root), timeout=ends, check=True
        ).stdout
    except subprocess.TimeoutExpired as stopped:
        told = stopped.stdout or b""
    return [json.loads(line) for line in told.splitlines()]


def _inside(root: Path) -> dict[str, str]:
    """Return the environment in which the copy of the package beside the content runs, which nobody edits meanwhile."""
    return {**os.environ, "PYTHONPATH": str(root)}


def measure(root: Path, size: str, limit: float, loading: float) -> Measured:
    """Measure one size: load, graph and map, then every query in the three systems."""
    _apart(root, size, "write", limit)
    found: Measured = {name: _apart(root, size, name, limit)[0] for name in ("load", "graph")}
    for told in _apart(root, size, "raw-graph", limit, ends=loading):
        found["graph"] |= told
    shutil.rmtree(root / "raw")
    queries: dict[str, Measured] = {name: {} for name in named_queries()}
    for name, query in named_queries().items():
        # Two runs each at most until both are known, then as many turns as four seconds hold, two at least unless both take over eight: longer means beyond the limit.
        for told in _apart(root, size, "query", limit, name, ends=4 * limit + 10):
            queries[name] |= told
        if not query.parameters:
            for told in _apart(root, size, "worker", limit, name, ends=limit):
                queries[name] |= told
    answers = _apart(root, size, "rdflib", limit, ends=loading + 60 + limit * len(queries), loading=loading)
    found["rdflib"] = answers[0] if answers else None
    for told in answers[1:]:
        queries[told.pop("query")] |= told
    return found | {"queries": queries}


def main() -> None:
    """Measure size after size, print each, and write the documents if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="100 times as large as well")
    parser.add_argument("--limit", type=float, default=60, help="when a query is stopped, in seconds")
    parser.add_argument("--loading", type=float, default=300, help="when loading in rdflib is stopped, in seconds")
    parser.add_argument("--write-docs", action="store_true", help="write docs/speed.md and docs/query-growth.svg")
    parser.add_argument(
        "--keep", default="", help="a file of what was measured: sizes that stand in it are not measured again"
    )
    for hidden in ("task", "root", "size", "query"):
        parser.add_argument(f"--{hidden}", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        root, name = Path(given.root), given.query
        tasks: dict[str, Callable[[], Iterator[Measured]]] = {
            "load": lambda: iter([measure_load(root)]),
            "graph": lambda: iter([measure_graph(root, SIZES[given.size])]),
            "raw-graph": lambda: iter([measure_raw_graph(root)]),
            "write": lambda: iter([measure_write(root, SIZES[given.size])]),
            "query": lambda: measure_query(root, name),
            "worker": lambda: measure_worker(root, name),
            "rdflib": lambda: measure_rdflib(root, given.limit, given.loading),
        }
        for line in tasks[given.task]():
            print(json.dumps(line), flush=True)
        return
    kept = Path(given.keep) if given.keep else None
    sizes: dict[str, Measured] = json.loads(kept.read_text()) if kept and kept.exists() else {}
    for size in list(SIZES)[: 3 if given.all else 2]:
        if size not in sizes:
            with tempfile.TemporaryDirectory(prefix="aims-graph-bench-") as folder:
                os.environ["AIMS_GRAPH_CACHE"] = str(Path(folder) / "cache")
                sizes[size] = measure(Path(folder), size, given.limit, given.loading)
        if kept:
            kept.write_text(json.dumps(sizes))
        print("\n".join(table(size, sizes[size], given.limit, given.loading)) + "\n", flush=True)
        if given.write_docs:
            write_docs(
                sizes,
                given.limit,
                given.loading,
                f"{'--all ' if given.all else ''}--limit {given.limit:g} --loading {given.loading:g} --write-docs",
            )


if __name__ == "__main__":
    main()
