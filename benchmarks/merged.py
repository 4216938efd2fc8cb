"""All graphs merged in a store of their own beside the union of the named graphs: what asking gains by it and what making it costs, in turns in one run.

    pip install -e '.[bench]'
    python benchmarks/merged.py                         # the content as it is
    python benchmarks/merged.py --times 1 10           # ten times as much as well
    python benchmarks/merged.py --write-docs           # writes the section of docs/speed.md

Seconds are of the processor, in every thread, for the clock also counts whatever else the machine does. Each query is asked with each of its examples, in turns
of union and merged; a time is the median of three. Both must answer the same rows in the same order, but for values joined in one cell. *Raw* is
pyoxigraph's own bulk load of a file of N-Quads with the statements of the named graphs. Every making is a process of its own, in turns, median of three (of one
at 10 times). An edit changes the comment of one row; then the content is read and its store is amended.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pyoxigraph import RdfFormat, Store
from synthetic import write_content

from aims_graph.formats import kept
from aims_graph.formats.library import load
from aims_graph.graph.named import substitutions
from aims_graph.graph.query import named_queries
from aims_graph.graph.store import merged_path, open_merged, open_store, store_path
from aims_graph.model import Library

DOCS = Path(__file__).parents[1] / "docs" / "speed.md"
HEAD = "## All graphs merged"
EDITED = "mappings/iso-42001--iso-27001.sssom.tsv"


def made(what: str, root: Path) -> dict[str, float]:
    """Measure one making in this process: named, merged, or raw, which needs the named one."""
    library = load(root, alone=True)
    source, target = root.parent / "all.nq", Path(tempfile.mkdtemp(dir=root.parent)) / "raw"
    if what == "raw" and not source.exists():
        open_store(library).dump(str(source), format=RdfFormat.N_QUADS)
    began = time.process_time()
    if what == "raw":
        path, store = target, Store(str(target))
        store.bulk_load(path=str(source), format=RdfFormat.N_QUADS)
        store.flush()
    else:
        path = (store_path if what == "named" else merged_path)(library)
    used = time.process_time() - began
    # What getrusage says of a process that was just started is its parent's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024
    size = sum(file.stat().st_size for file in path.parent.rglob("*") if file.is_file()) / 2**20
    return {"processor": used, "peak": peak, "disk": size}


def edit(root: Path, number: int) -> None:
    """Let one row say more."""
    path = root / EDITED
    lines = path.read_text(encoding="utf-8").split("\n")
    head = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    place, cells = lines[head].split("\t").index("comment"), lines[head + 1].split("\t")
    cells[place] = re.sub(r" Seen \d+\.$", "", cells[place]) + f" Seen {number}."
    lines[head + 1] = "\t".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")


def process(what: str, root: Path, cache: Path) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--made", what, str(root)]
    environment = {**os.environ, "AIMS_GRAPH_CACHE": str(cache)}
    found = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=environment).stdout
    answer: dict[str, float] = json.loads(found)
    return answer


def making(root: Path, folder: Path, rounds: int) -> str:
    """Return the table of what making costs."""
    found: dict[str, list[dict[str, float]]] = {}
    for turn in range(rounds):
        cache = folder / f"cache-{turn}"
        for what in ("named", "raw", "merged"):
            found.setdefault(what, []).append(process(what, root, cache))
        edit(root, turn)
        (root.parent / "all.nq").unlink()
        for what in ("named", "merged"):
            found.setdefault(f"{what}, one row edited", []).append(process(what, root, cache))
    raw = median(m["processor"] for m in found["raw"])
    lines = ["| made | s of the processor | / raw | peak, MiB | on disk, MiB |", "|---|---|---|---|---|"]
    for what, many in found.items():
        used, peak, disk = (median(m[key] for m in many) for key in ("processor", "peak", "disk"))
        lines.append(f"| {what} | {used:.2f} | {used / raw:.2f} | {peak:,.0f} | {disk:,.0f} |")
    return "\n".join(lines)


def _used(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def asking(library: Library) -> str:
    """Return the table of what asking gains."""
    named, merged = open_store(library), open_merged(library)
    prefixes = dict(library.names.table)
    lines = ["| query | rows | union, ms | merged, ms | union / merged |", "|---|---|---|---|---|"]
    sums = [0.0, 0.0]
    for query in named_queries().values():
        for example in query.examples or ({},):
            bound = substitutions(query, example, prefixes)

            def rows(store: Store, union: bool, q: str = query.text, b: object = bound) -> list[list[str]]:
                found = store.query(q, prefixes=prefixes, use_default_graph_as_union=union, substitutions=b)  # type: ignore[arg-type]
                return [["|".join(sorted(re.split(", | or |; ", str(term)))) for term in row] for row in found]  # type: ignore[union-attr]

            if rows(named, True) != (wanted := rows(merged, False)):
                raise SystemExit(f"{query.name} answers otherwise in the union: {example}")
            times: tuple[list[float], list[float]] = ([], [])
            while len(times[0]) < 3 and sum(times[0]) < 10:
                times[0].append(_used(lambda: rows(named, True)))
                times[1].append(_used(lambda: rows(merged, False)))
            one, other = (1000 * median(t) for t in times)
            sums[0] += one
            sums[1] += other
            lines.append(f"| {query.name} | {len(wanted):,} | {one:.1f} | {other:.1f} | {one / other:.2f} |")
    lines.append(f"| all | | {sums[0]:,.0f} | {sums[1]:,.0f} | {sums[0] / sums[1]:.2f} |")
    return "\n".join(lines)


def section(times: list[int]) -> str:
    """Measure in a temporary folder, and return the section of docs/speed.md."""
    parts = [
        HEAD,
        "Written by `python benchmarks/merged.py --write-docs`, which says at its top what is measured. A query that names no graph is asked of a "
        "store in which all graphs are merged; one with GRAPH, FROM or a graph named beside it is asked of the named graphs, as ever. Each store is made when it "
        "is first asked. Oxigraph looks a triple up in the union twice, in the index of the named graphs and in that of the default graph, and "
        "counts what two graphs state twice; merged, it looks once and counts it once. Both tables are of one run, in turns, so read the ratios.",
    ]
    with tempfile.TemporaryDirectory(prefix="aims-graph-merged-") as place:
        for number in times:
            folder = Path(place) / str(number)
            folder.mkdir()
            write_content(folder / "content", number)
            os.environ["AIMS_GRAPH_CACHE"] = str(folder / "cache")
            library = load(folder / "content", alone=True)
            size = f"{len(library.requirements):,} requirements, {len(open_store(library)):,} statements"
            parts += [
                f"### {number} times: {size}",
                asking(library),
                making(folder / "content", folder, 3 if number == 1 else 1),
            ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1])
    parser.add_argument("--write-docs", action="store_true")
    parser.add_argument("--made", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    # What is edited here is edited right after it was read.
    kept.SETTLED = -(10**12)
    if given.made:
        print(json.dumps(made(given.made[0], Path(given.made[1]))))
        return
    found = section(given.times)
    print(found)
    if given.write_docs:
        before, _, rest = DOCS.read_text(encoding="utf-8").partition(f"\n{HEAD}\n")
        after = rest.partition("\n## ")[2]
        DOCS.write_text(f"{before}\n{found}" + (f"\n## {after}" if after else ""), encoding="utf-8")


if __name__ == "__main__":
    main()
