"""The build of today beside an earlier one: cold answers, the graph, and one row edited, in turns on the same machine.

    pip install -e '.[bench]'
    python benchmarks/before.py                       # the shipped content and 10 times as much
    python benchmarks/before.py --all --write-docs    # 100 times as much as well, which takes long; writes docs/speed-before.md

The earlier build is taken from git into a temporary folder, with its own content, which today's build no longer reads as it stood
then; both contents are grown the same way (synthetic.py of each). Both run in the environment that runs this file, each measurement in a
process of its own, the two builds in turns; numbers are medians, of the clock and of the processor, which other work on the
machine disturbs less. But for the first command and the graph, what an earlier run kept is there. *Raw* is pyoxigraph's own bulk load of a file of N-Quads with
the same statements. An edit changes the comment of one row; then the content is read and its graph is made, as the next query does.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
#: The commit before the house was rebuilt.
EARLIER = "cee78ee"
SIZES = {"shipped": 1, "10 times": 10, "100 times": 100}
COMMANDS = {
    "first": ("map", "iso42001:A.6.2.8"),
    "map": ("map", "iso42001:A.6.2.8"),
    "show": ("show", "iso42001:A.6.2.8"),
    "search": ("search", "event logs"),
    "check": ("check",),
    "checked again": ("check",),
}
#: What is measured on the shipped content alone: grown content is not in order.
SHIPPED_ONLY = ("check", "checked again")
EDITED, PLACE = "mappings/iso-42001--iso-27001.sssom.tsv", "comment"

#: What a build is asked in a process of its own; it prints one JSON value. The earlier one names its content by itself.
GROW = "import sys; from pathlib import Path; from synthetic import write_content; write_content(Path(sys.argv[1]), int(sys.argv[2]))"
GRAPH = """
import inspect, json, resource, sys, time
from aims_graph.formats.library import load
from aims_graph.graph.store import store_path
began, began_processor = time.perf_counter(), time.process_time()
path = store_path(load()) if "library" in inspect.signature(store_path).parameters else store_path()
took, used = time.perf_counter() - began, time.process_time() - began_processor
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
from pyoxigraph import Store
print(json.dumps({"seconds": took, "processor": used, "MiB": peak, "store": str(path), "statements": len(Store.read_only(str(path)))}))
"""
DUMP = """
import sys
from pyoxigraph import RdfFormat, Store
Store.read_only(sys.argv[1]).dump(sys.argv[2], format=RdfFormat.N_QUADS)
"""
RAW = """
import json, resource, sys, time
from pyoxigraph import RdfFormat, Store
began = time.perf_counter()
store = Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=RdfFormat.N_QUADS)
store.flush()
took = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": took, "processor": time.process_time(), "MiB": peak}))
"""


class Build:
    """One build with its content, so many times over, in a folder of its own."""

    def __init__(self, name: str, source: Path, folder: Path, times: int) -> None:
        """Grow the content; a copy of the package comes to stand beside it."""
        self.name, self.root, self._cache = name, folder / name, folder / f"cache-{name}"
        self._caches = 0
        self.root.mkdir()
        self._cache.mkdir(mode=0o700)
        self._run(GROW, str(self.root), str(times), path=f"{source}{os.pathsep}{source / 'benchmarks'}")
        subprocess.run([sys.executable, "-m", "compileall", "-q", str(self.root / "aims_graph")], check=True)

    def _run(self, code: str, *arguments: str, path: str = "") -> str:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": path or str(self.root), "AIMS_GRAPH_CACHE": str(self._cache)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout

    def measured(self, what: str, folder: Path) -> dict[str, float]:
        """Measure one thing once; files that are needed for it come to lie in a folder."""
        if what in COMMANDS:
            return self.cold(what)
        return self.raw(folder) if what == "raw" else self.graph() if what == "graph" else self.edited()

    def cold(self, command: str) -> dict[str, float]:
        """Measure a command in a new process: seconds of the clock and of the processor. For the first, and the first check, nothing is kept."""
        if command in ("first", "check"):
            self._forget()
        if command == "checked again":
            self._edit()
        began, used = time.perf_counter(), _children()
        self._run("import sys; from aims_graph.cli.main import run; run()", *COMMANDS[command])
        return {"seconds": time.perf_counter() - began, "processor": _children() - used}

    def graph(self, anew: bool = True) -> dict[str, float]:
        """Measure content to store, where nothing is kept or only what was made from the content before an edit."""
        if anew:
            self._forget()
        found: dict[str, float] = json.loads(self._run(GRAPH))
        return found

    def edited(self) -> dict[str, float]:
        """Measure the same after one row was edited."""
        self._edit()
        return self.graph(anew=False)

    def raw(self, folder: Path) -> dict[str, float]:
        """Measure pyoxigraph's own bulk load of the statements of the last graph."""
        file = folder / f"{self.name}.nq"
        if not file.exists():
            self._run(DUMP, str(self.graph(anew=False)["store"]), str(file))
        found: dict[str, float] = json.loads(self._run(RAW, str(file), tempfile.mkdtemp(dir=folder)))
        return found

    def _forget(self) -> None:
        self._caches += 1
        self._cache = self._cache.with_name(f"cache-{self.name}-{self._caches}")
        self._cache.mkdir(mode=0o700)

    def _edit(self) -> None:
        path = self.root / EDITED
        lines = path.read_text(encoding="utf-8").split("\n")
        head = next(n for n, line in enumerate(lines) if not line.startswith("#"))
        place = lines[head].split("\t").index(PLACE)
        cells = lines[head + 1].split("\t")
        cells[place] = f"{cells[place]} Seen again.".strip()
        lines[head + 1] = "\t".join(cells)
        path.write_text("\n".join(lines), encoding="utf-8")


def measure(size: str, folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Return measurement -> build -> medians, for one size."""
    times = SIZES[size]
    repeated = {1: 3}.get(times, 1)
    then, now = Build("then", _earlier(folder), folder, times), Build("now", HERE.parent, folder, times)
    found: dict[str, dict[str, dict[str, float]]] = {}
    # The raw load takes turns with the graph it is compared with.
    commands = [command for command in COMMANDS if times == 1 or command not in SHIPPED_ONLY]
    for together in (*((command,) for command in commands), ("graph", "raw"), ("edited",)):
        told: dict[str, dict[str, list[dict[str, float]]]] = {what: {"then": [], "now": []} for what in together}
        if together == ("search",):
            # Nobody has searched yet, so no earlier run has kept what search needs.
            for build in (then, now):
                build.cold("search")
        for _ in range(repeated):
            for build in (then, now):
                for what in together:
                    told[what][build.name].append(build.measured(what, folder))
        for what in together:
            found[what] = {
                name: {k: median(one[k] for one in several) for k in several[0] if k != "store"}
                for name, several in told[what].items()
            }
            print(size, what, json.dumps(found[what]), file=sys.stderr, flush=True)
    return found


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _earlier(folder: Path) -> Path:
    place = folder / "earlier"
    data = subprocess.run(["git", "archive", EARLIER], cwd=HERE.parent, stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(place, filter="data")
    return place


def table(size: str, found: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """Return what was measured of a size as Markdown."""
    count = {name: f"{found['graph'][name]['statements']:,.0f}" for name in ("then", "now")}
    rows = [f"## {size.capitalize()}: {count['then']} statements then, {count['now']} now", ""]
    rows += [
        "| what | then | now | now / then | processor then, now | now / then | now / raw: clock, processor | peak then, now |"
    ]
    rows += ["|---|---|---|---|---|---|---|---|"]
    names = {name: f"`{name}`, a new process" for name in COMMANDS} | {
        "first": "`map`, nothing kept",
        "check": "`check`, nothing kept",
        "checked again": "`check`, one row edited since",
        "graph": "graph, from content to store",
        "edited": "one row edited, to the graph",
        "raw": "raw: bulk load of the same statements",
    }
    for what, name in ((what, name) for what, name in names.items() if what in found):
        then, now = (found[what][build] for build in ("then", "now"))
        raw = (
            ", ".join(f"{now[k] / found['raw']['now'][k]:.2f}" for k in ("seconds", "processor"))
            if what == "graph"
            else ""
        )
        peak = f"{then['MiB']:,.0f}, {now['MiB']:,.0f} MiB" if "MiB" in now else ""
        ratio, work = (f"{now[k] / then[k]:.2f}" if what != "raw" else "" for k in ("seconds", "processor"))
        used = f"{_said(then['processor'])}, {_said(now['processor'])}"
        clock = f"{_said(then['seconds'])} | {_said(now['seconds'])} | {ratio}"
        rows.append(f"| {name} | {clock} | {used} | {work} | {raw} | {peak} |")
    return [*rows, ""]


def _said(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def main() -> None:
    """Measure size after size, print each, and write the document if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="100 times as large as well")
    parser.add_argument("--write-docs", action="store_true", help="write docs/speed-before.md")
    given = parser.parse_args()
    text = [
        "# The build of today beside an earlier one",
        "",
        f"Written by `python benchmarks/before.py {'--all ' if given.all else ''}--write-docs`; no number here is typed. *Then* is commit {EARLIER}, before the house was rebuilt. How it is",
        "measured is said at the top of that file.",
        "",
    ]
    for size in list(SIZES)[: 3 if given.all else 2]:
        with tempfile.TemporaryDirectory(prefix="aims-graph-bench-") as folder:
            text += table(size, measure(size, Path(folder)))
        if given.write_docs:
            (HERE.parent / "docs" / "speed-before.md").write_text("\n".join(text), encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
