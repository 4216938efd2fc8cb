"""How long a foreign query takes, alone and ten at once, with what is in use and with an older build, side by side in one run; and how judging grows.

    python benchmarks/worker.py                                     # shipped content
    python benchmarks/worker.py --times 10                          # on content of ten times the size
    git worktree add /tmp/older cee78ee && python benchmarks/worker.py --older /tmp/older

Ten at once are ten threads that each ask one query after another; each query differs from the others, so that no cache answers. *Old* starts a
process for each query. What cannot be reached is bounded by the processors: ten queries of T on C processors take 10 T / C at least.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aims_graph.model import Library

#: Name -> query with a number in it.
QUERIES = {
    "one look-up": "SELECT ?t {{ iso42001:A.6.2.8 skos:prefLabel ?t . FILTER(?t != '{n}') }}",
    "what maps to one": "SELECT ?o ?s {{ ?row owl:annotatedSource iso42001:A.6.2.8 ; owl:annotatedTarget ?o ; aims:shared ?s . FILTER(?s != '{n}') }}",
    "titles of a framework": "SELECT ?r ?t {{ ?r skos:inScheme iso27001: ; skos:prefLabel ?t . FILTER(?t != '{n}') }}",
    "count of everything": "SELECT (COUNT(*) AS ?all) {{ ?s ?p ?o . FILTER(?p != <x:{n}>) }}",
}
AT_ONCE, EACH = 10, 12


def measured(ask: Callable[[str], object]) -> dict[str, dict[str, float]]:
    """Measure each query alone and ten at once: median and 95th percentile, in milliseconds."""
    found = {}
    for name, text in QUERIES.items():
        numbers = iter(range(10_000))

        def one(text: str = text, numbers: object = numbers) -> float:
            query = text.format(n=next(numbers))  # type: ignore[call-overload]
            began = time.perf_counter()
            ask(query)
            return (time.perf_counter() - began) * 1e3

        one()
        alone = [one() for _ in range(3 * EACH)]
        together: list[float] = []
        start = threading.Barrier(AT_ONCE)

        def visitor(
            one: Callable[[], float] = one, together: list[float] = together, start: threading.Barrier = start
        ) -> None:
            start.wait()
            together.extend(one() for _ in range(EACH))

        threads = [threading.Thread(target=visitor) for _ in range(AT_ONCE)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found[name] = {
            "alone p50": median(alone),
            "alone p95": quantiles(alone, n=20)[-1],
            "ten p50": median(together),
            "ten p95": quantiles(together, n=20)[-1],
            "a second": AT_ONCE * EACH / (time.perf_counter() - began),
        }
    return found


def measure_pool(root: Path | None) -> dict[str, dict[str, float]]:
    """Measure the pool, its processes ready."""
    from aims_graph.graph.isolated import Limits
    from aims_graph.graph.pool import Pool
    from aims_graph.graph.sparql import judge
    from aims_graph.graph.store import store_path

    library = content(root)
    pool, store, limits, known = Pool(), store_path(library), Limits(60), dict(library.names.table)
    pool.ready(store)
    found = measured(lambda text: pool.ask(store, judge(text, known), known, limits))
    pool.close()
    return found


def content(root: Path | None) -> Library:
    """Return the shipped content, or that of a folder alone."""
    from aims_graph import load

    return load(root, alone=True) if root else load()


def measure_fresh(root: Path | None) -> dict[str, dict[str, float]]:
    """Measure a process for each query: the command line's way, and the only one of an older build."""
    from aims_graph.graph import query

    if "root" in inspect.signature(query.run_foreign).parameters:
        return measured(lambda text: query.run_foreign(text, root=root))  # type: ignore[call-arg,arg-type]
    library = content(root)
    return measured(lambda text: query.run_foreign(library, text))


def measure_judging() -> dict[str, float]:
    """Return seconds for judging texts of 10,000 and, its cap lifted, 100,000 characters."""
    from aims_graph.errors import QueryError
    from aims_graph.graph import sparql

    sparql.LONGEST = 10**6
    found = {}
    for name, piece, close in (
        ("triples", "?s a owl:Class . ", "}"),
        ("brackets", "{", ""),
        ("round brackets", "?s ?p (", ""),
        ("names with dots", "?s ?p x:a.b.c.d . ", "}"),
        ("comments", "# SERVICE {\n", "}"),
        ("dots", ".a", ""),
        ("quotes", '""" ', ""),
    ):
        for length in (10_000, 100_000):
            text = "SELECT * { " + piece * (length // len(piece)) + close
            began = time.perf_counter()
            with suppress(QueryError):
                sparql.judge(text, {"owl": "", "x": ""})
            found[f"{name} {length}"] = time.perf_counter() - began
    return found


def _apart(what: str, root: str, code: Path) -> dict[str, dict[str, float]]:
    environment = {**os.environ, "PYTHONPATH": str(code)}
    command = [sys.executable, __file__, "--task", what, "--root", root]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    answer: dict[str, dict[str, float]] = json.loads(done.stdout)
    return answer


def main() -> None:
    """Measure the builds in turn, each in a process of its own, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--older", type=Path, help="a checkout of an older build")
    parser.add_argument("--times", type=int, default=1, help="how many times the shipped content")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--root", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        root = Path(given.root) if given.root else None
        print(json.dumps({"pool": measure_pool, "fresh": measure_fresh}[given.task](root)))
        return
    here = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory(prefix="aims-graph-bench-") as folder:
        root = ""
        if given.times > 1:
            from synthetic import write_content

            write_content(Path(folder), given.times)
            root = folder
        builds = [("pool", "pool", here), ("a process each", "fresh", here)]
        builds += [("older build", "fresh", given.older)] if given.older else []
        print(
            "| query | build | alone p50 | p95 | ten at once p50 | p95 | p95 / alone p50 | queries a second |\n"
            + "|---" * 8
            + "|"
        )
        for label, task, code in builds:
            try:
                answers = _apart(task, root, code)
            except subprocess.CalledProcessError as error:
                print(f"| all | {label} | fails: {error.stderr.strip().splitlines()[-1][:150]} ||||||")
                continue
            for name, m in answers.items():
                print(
                    f"| {name} | {label} | {m['alone p50']:.1f} ms | {m['alone p95']:.1f} ms | {m['ten p50']:.1f} ms | {m['ten p95']:.1f} ms "
                    f"| {m['ten p95'] / m['alone p50']:.1f} | {m['a second']:.0f} |"
                )
    print("\n| judging | 10,000 characters | 100,000 | ratio |\n|---|---|---|---|")
    took = measure_judging()
    for name in dict.fromkeys(key.rpartition(" ")[0] for key in took):
        short, long = took[f"{name} 10000"], took[f"{name} 100000"]
        print(f"| {name} | {short * 1e3:.1f} ms | {long * 1e3:.1f} ms | {long / short:.1f} |")


if __name__ == "__main__":
    main()
