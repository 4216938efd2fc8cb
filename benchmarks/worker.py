"""How long a foreign query takes, alone and ten at once, with what is in use and with an earlier build, side by side in one run; and how judging grows.

    python benchmarks/worker.py                          # shipped content
    python benchmarks/worker.py --times 1 10             # and content of ten times the size
    python benchmarks/worker.py --times 1 10 --write-docs  # writes docs/speed-worker.md
    python benchmarks/worker.py --now                    # without the earlier build, which is taken from git as in before.py

Ten at once are ten threads that each ask one query after another; each query differs from the others, so that no cache answers. The command line and the earlier build start a
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

from before import EARLIER, _earlier

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
    environment = {**os.environ, "PYTHONPATH": f"{code}{os.pathsep}{code / 'app'}"}
    command = [sys.executable, __file__, "--task", what, "--root", root]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    answer: dict[str, dict[str, float]] = json.loads(done.stdout)
    return answer


def table(root: str, builds: list[tuple[str, str, Path]]) -> list[str]:
    """Measure the builds by turns, each in a process of its own, and return what they took as Markdown."""
    lines = [
        "| query | build | alone p50 | p95 | ten at once p50 | p95 | p95 / alone p95 | queries a second |",
        "|---" * 8 + "|",
    ]
    for label, task, code in builds:
        try:
            answers = _apart(task, root, code)
        except subprocess.CalledProcessError as error:
            print(error.stderr, file=sys.stderr)
            lines.append(f"| all | {label} | no answer: this content is grown from that of today ||||||")
            continue
        for name, m in answers.items():
            lines.append(
                f"| {name} | {label} | {m['alone p50']:.1f} ms | {m['alone p95']:.1f} ms | {m['ten p50']:.1f} ms | {m['ten p95']:.1f} ms "
                f"| {m['ten p95'] / m['alone p95']:.1f} | {m['a second']:.0f} |"
            )
    return lines


def judging() -> list[str]:
    """Return how long judging takes, as Markdown."""
    took = measure_judging()
    lines = ["| judging | 10,000 characters | 100,000 | ratio |", "|---|---|---|---|"]
    for name in dict.fromkeys(key.rpartition(" ")[0] for key in took):
        short, long = took[f"{name} 10000"], took[f"{name} 100000"]
        lines.append(f"| {name} | {short * 1e3:.1f} ms | {long * 1e3:.1f} ms | {long / short:.1f} |")
    return lines


_TEXT = f"""# Queries of one's own, ten at once

Written by `python benchmarks/worker.py --times 1 10 --write-docs`, which says at its top how it is measured; no number here is typed. *Pool* is what the explorer and the endpoint use: isolated processes kept ready. *A process
each* is the command line's way. *Then* is commit {EARLIER}, before the house was rebuilt, on its own content where it is the shipped one. Asked for is that ten at once take at most twice as long as one at the
95th percentile; ten queries of T on C processors that do nothing but compute take 10 T / C at least, so that only what waits can be made up for.

"""


def main() -> None:
    """Measure size after size, print the tables, and write the document if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--now", action="store_true", help="today's build alone")
    parser.add_argument("--times", type=int, nargs="+", default=[1], help="how many times the shipped content")
    parser.add_argument("--write-docs", action="store_true", help="write docs/speed-worker.md")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--root", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        root = Path(given.root) if given.root else None
        print(json.dumps({"pool": measure_pool, "fresh": measure_fresh}[given.task](root)))
        return
    here = Path(__file__).resolve().parent.parent
    lines: list[str] = []
    with tempfile.TemporaryDirectory(prefix="aims-graph-bench-") as room:
        builds = [("pool", "pool", here), ("a process each", "fresh", here)]
        builds += [] if given.now else [("then, a process each", "fresh", _earlier(Path(room)))]
        for times in given.times:
            content_at = ""
            if times > 1:
                from synthetic import write_content

                content_at = str(Path(room) / f"{times}")
                write_content(Path(content_at), times)
            lines += [f"## {f'{times} times' if times > 1 else 'Shipped content'}", "", *table(content_at, builds), ""]
    lines += [
        "## Judging",
        "",
        "What is done in the server before a query reaches such a process, with the cap on length lifted.",
        "",
        *judging(),
    ]
    lines += ["", f"Load of the machine in the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors."]
    print("\n".join(lines))
    if given.write_docs:
        (here / "docs" / "speed-worker.md").write_text(_TEXT + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
