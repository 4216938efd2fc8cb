"""The explorer with ten, 25 and 50 visitors at once: how many pages a second, how long its scripts take; today's build beside an earlier one.

    pip install -e '.[bench]'
    python benchmarks/explorer.py                 # both builds, in turns: seven minutes
    python benchmarks/explorer.py --write-docs    # the same, and writes docs/speed-explorer.md
    python benchmarks/explorer.py --now --visitors 10 --seconds 10 5

Each visitor is a thread with a websocket and no browser: it asks for a page as the browser would and waits until the server has finished. Once visitors read
for a second or so before they go on; then they do not read at all, which shows the *ceiling*, the most page changes a second there can be. They keep nothing
that they were sent, so that the server sends every page whole; a browser keeps most. The time of a script is taken in the server, around it. The earlier build is taken from
git, as in before.py; each has its own content and its own server, started as its own command starts it. A visitor goes round before anything is counted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, quantiles

from before import EARLIER, _earlier
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs" / "speed-explorer.md"
PAGES = {
    "": "held=iso27001&towards=aiact",
    "requirement": "id=iso42001:A.6.2.8",
    "requirement ": "id=iso27001:A.8.15",
    "graph": "show=all",
    "graph ": "id=iso42001:6.1.2",
    "matrix": "row=iso42001:A.6.2.8",
    "what_if": "towards=aiact&role=deployer&held=iso42001,iso27001",
    "shared_controls": "control=iso42001:7.5.3",
    "law": "role=provider&on=2027-12-02",
    "sparql": "query=what-maps-to",
    "quality": "",
}
#: What is asked of it: ms at the 95th percentile with ten visitors, and how many times the pages a second of the earlier build.
AIM, TIMES = 200, 4
#: How long one reads, in seconds; a little more, a little less.
PAUSE = 1.0

#: Runs the app's script and notes how long that took, in wall clock and in processor time of its thread.
TIMED = """import runpy, sys, time
import streamlit as st
wall, processor = time.perf_counter(), time.thread_time()
try:
    runpy.run_path({script!r}, run_name="__main__")
finally:
    with open({log!r}, "a") as log:
        log.write(f"{{st.session_state.get('at') or 'overview'}} {{time.perf_counter() - wall}} {{time.thread_time() - processor}}\\n")
"""
_COMMAND = "import json, sys; from aims_graph.cli.app import serve_command; print(json.dumps(serve_command(int(sys.argv[1]), browser=False)))"


def ask(line: ClientConnection, message: BackMsg) -> list[ForwardMsg]:
    """Send a message as the browser does and return what the server answers until its script has finished."""
    line.send(message.SerializeToString())
    found: list[ForwardMsg] = []
    while True:
        told = ForwardMsg()
        told.ParseFromString(line.recv(timeout=300, decode=False))
        found.append(told)
        if told.delta.new_element.HasField("exception"):
            raise RuntimeError(f"The page ends on an error: {told.delta.new_element.exception.message}")
        if told.WhichOneof("type") == "script_finished":
            return found


#: What a visitor does on a page once it is there: on the line, as which visitor, after what the server said of it; returns whether it did anything.
Acts = Callable[[ClientConnection, str, random.Random, Sequence[ForwardMsg]], bool]


@dataclass
class Seen:
    """What was measured while so many visitors were there: how long each waited for each page, and of each page how long its script took (ms)."""

    waits: list[float] = field(default_factory=list)
    scripts: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    seconds: float = 0
    processor: float = 0
    memory: int = 0

    def add(self, other: Seen) -> None:
        """Take in another turn."""
        self.waits += other.waits
        for page, pairs in other.scripts.items():
            self.scripts.setdefault(page, []).extend(pairs)
        self.seconds += other.seconds
        self.processor += other.processor
        self.memory = max(self.memory, other.memory)

    @property
    def rate(self) -> float:
        """Pages a second."""
        return len(self.waits) / self.seconds

    def script(self, page: str = "") -> tuple[float, float]:
        """Return median and 95th percentile of the time of a page's script, or of all."""
        return spread([w for name, pairs in self.scripts.items() for w, _ in pairs if page in ("", name)])

    def used(self, page: str) -> tuple[float, float]:
        """Return the same of the processor time of its thread."""
        return spread([p for _, p in self.scripts[page]])


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Return median and 95th percentile; one value is as good as two alike."""
    cut = quantiles([*values] * (1 if len(values) > 1 else 2), n=20, method="inclusive")
    return cut[9], cut[18]


class Server:
    """A build that serves the explorer."""

    def __init__(self, root: Path, folder: Path, timed: str = TIMED) -> None:
        """Start it.

        Args:
            root: where the build lies.
            folder: an empty folder for the script that is run and for what it notes.
            timed: the script that runs the app's and notes how long that took.
        """
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        paths = os.pathsep.join((str(root), str(root / "app")))
        cache = folder / "cache"
        cache.mkdir(mode=0o700)
        environment = {**os.environ, "PYTHONPATH": paths, "AIMS_GRAPH_CACHE": str(cache)}
        told = subprocess.run(
            [sys.executable, "-c", _COMMAND, str(self.port)],
            cwd=folder,  # where Python looks for modules first
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        command = json.loads(told.stdout)
        place = next(n for n, part in enumerate(command) if part.endswith("main.py"))
        shutil.copytree(Path(command[place]).parent / ".streamlit", folder / ".streamlit")
        script, self._log = folder / "timed.py", folder / "times.txt"
        script.write_text(timed.format(script=command[place], log=str(self._log)), encoding="utf-8")
        command[place] = str(script)
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(300):
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=2):
                return
            time.sleep(0.1)
        self.end()
        raise SystemExit(f"The server of {root} does not answer.")

    def end(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(20)

    def visited(self, visitors: int, seconds: float, pause: float = PAUSE, acts: Acts | None = None) -> Seen:
        """Let so many visitors go from page to page for a time and return what was measured."""
        self._log.write_text("")
        waits: list[float] = []
        used, began = self._used(), time.perf_counter()
        with ThreadPoolExecutor(visitors) as threads:
            going = [threads.submit(self._visit, seed, began + seconds, pause, waits, acts) for seed in range(visitors)]
        for one in going:
            one.result()  # a visitor who could not go on ends it all
        seen = Seen(waits, {}, time.perf_counter() - began, self._used() - used, self._memory())
        for line in self._log.read_text(encoding="utf-8").splitlines():
            page, wall, processor = line.split()
            seen.scripts.setdefault(page, []).append((float(wall) * 1000, float(processor) * 1000))
        return seen

    def go_round(self, acts: Acts | None = None) -> None:
        """Let one visitor see every page."""
        self._visit(0, float("inf"), 0, [], acts, rounds=2)

    def _visit(
        self, seed: int, until: float, pause: float, waits: list[float], acts: Acts | None, rounds: int = 10_000
    ) -> None:
        """Go from page to page as one visitor; who reads does not begin with all others."""
        draw = random.Random(seed)
        address = f"127.0.0.1:{self.port}"
        with connect(
            f"ws://{address}/_stcore/stream",
            max_size=None,
            open_timeout=300,
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(f"http://{address}"),
        ) as line:
            time.sleep(pause * draw.random())
            for page in (page for _ in range(rounds) for page in draw.sample(list(PAGES), len(PAGES))):
                message = BackMsg()
                message.rerun_script.page_name = page.strip()
                message.rerun_script.query_string = PAGES[page]
                began = time.perf_counter()
                if began > until:
                    return
                told = ask(line, message)
                waits.append((time.perf_counter() - began) * 1000)
                time.sleep(pause * draw.uniform(0.5, 1.5))
                if acts and acts(line, page, draw, told):
                    time.sleep(pause * draw.uniform(0.5, 1.5))

    def _used(self) -> float:
        """Return the seconds of processor time that the server has used (Linux)."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _memory(self) -> int:
        """Return its resident megabytes (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


@contextmanager
def serving(now_alone: bool) -> Iterator[dict[str, Server]]:
    """Start the builds, have each seen once, and stop them in the end: name -> server."""
    with tempfile.TemporaryDirectory(prefix="aims-graph-bench-") as room:
        roots = {"now": HERE.parent} if now_alone else {"then": _earlier(Path(room)), "now": HERE.parent}
        servers: dict[str, Server] = {}
        try:
            for name, root in roots.items():
                (Path(room) / name).mkdir()
                servers[name] = Server(root, Path(room) / name)
                servers[name].go_round()
            yield servers
        finally:
            for server in servers.values():
                server.end()


#: Build -> how many visitors -> whether they read -> what was measured.
Measured = dict[str, dict[int, dict[bool, Seen]]]


def measure(servers: dict[str, Server], counts: Sequence[int], seconds: tuple[float, float], turns: int) -> Measured:
    """Measure each build with each number of visitors, by turns: reading for so long, then not reading."""
    found: Measured = {name: {n: {True: Seen(), False: Seen()} for n in counts} for name in servers}
    for count in counts:
        for _ in range(turns):
            for name, server in servers.items():
                for reads, long in ((True, seconds[0]), (False, seconds[1])):
                    found[name][count][reads].add(server.visited(count, long, PAUSE if reads else 0))
        for name in servers:
            reading, ceiling = found[name][count][True], found[name][count][False]
            print(
                f"{count} visitors, {name}: {pair(reading.script())} ms, {ceiling.rate:.1f} pages a second at most, load {os.getloadavg()[0]:.1f}",
                file=sys.stderr,
                flush=True,
            )
    return found


def pair(values: tuple[float, float]) -> str:
    """Return median and 95th percentile as a cell."""
    return f"{values[0]:,.0f}, {values[1]:,.0f}"


def report(found: Measured, load: float) -> list[str]:
    """Return what was measured as Markdown."""
    builds, counts = list(found), list(found["now"])
    lines = [
        "| visitors | build | script p50, p95 | wait of a visitor p50, p95 | pages a second, reading | ceiling, pages a second | processor a page | memory |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for count in counts:
        for name in builds:
            reading, ceiling = found[name][count][True], found[name][count][False]
            lines.append(
                f"| {count} | {name} | {pair(reading.script())} ms | {pair(spread(reading.waits))} ms | {reading.rate:.1f} | {ceiling.rate:.1f} "
                f"| {ceiling.processor / len(ceiling.waits) * 1000:.1f} ms | {ceiling.memory} MB |"
            )
    lines += ["", f"The machine had a load of {load:.1f} on {os.cpu_count()} processors before it began."]
    if len(builds) > 1:
        times = {n: found["now"][n][False].rate / found["then"][n][False].rate for n in counts}
        said = ", ".join(f"{ratio:.1f} with {n} visitors" for n, ratio in times.items())
        spent = mean(found["then"][n][False].processor / len(found["then"][n][False].waits) for n in counts) / mean(
            found["now"][n][False].processor / len(found["now"][n][False].waits) for n in counts
        )
        lines += [
            "",
            f"Ceiling now / then: {said}; asked for are {TIMES}. Processor time a page then / now: {spent:.1f}.",
        ]
    first = counts[0]
    heads = [f"{name}: {what}" for name in builds for what in ("script p50, p95", "processor p50, p95")]
    lines += ["", f"## Page by page, {first} visitors who read", "", f"| page | {' | '.join(heads)} |"]
    lines += ["|---" * (len(heads) + 1) + "|"]
    for page in sorted(found["now"][first][True].scripts):
        cells = [
            f"{pair(s.script(page))} ms | {pair(s.used(page))} ms" if page in s.scripts else " | "
            for s in (found[name][first][True] for name in builds)
        ]
        lines.append(f"| {page} | {' | '.join(cells)} |")
    late = [page for page in found["now"][first][True].scripts if found["now"][first][True].script(page)[1] > AIM]
    lines += ["", f"Over {AIM} ms at the 95th percentile now: {', '.join(sorted(late)) or 'none'}."]
    return lines


_TEXT = f"""# The explorer with many visitors

Written by `python benchmarks/explorer.py --write-docs`, which says at its top how it is measured; no number here is typed. *Then* is commit {EARLIER}, before the house was rebuilt, with its own
content; both builds run in the same environment and take turns. A *script* is what the server does for one page; it is timed in the server, by the clock, while all
visitors are served by one Python process. *Wait* is from the question to the last message. *Processor* is that of the whole server where nobody reads.

"""


def main() -> None:
    """Measure, print, and write the document if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--now", action="store_true", help="today's build alone")
    parser.add_argument("--visitors", type=int, nargs="+", default=[10, 25, 50])
    parser.add_argument(
        "--seconds", type=float, nargs=2, default=(20.0, 10.0), help="of each turn: reading, and not reading"
    )
    parser.add_argument("--turns", type=int, default=2, help="how often each build is measured")
    parser.add_argument("--write-docs", action="store_true", help="write docs/speed-explorer.md")
    given = parser.parse_args()
    if given.write_docs and given.now:
        parser.error("docs/speed-explorer.md compares both builds: leave out --now")
    load = os.getloadavg()[0]
    with serving(given.now) as servers:
        lines = report(measure(servers, given.visitors, tuple(given.seconds), given.turns), load)
    print("\n".join(lines))
    if given.write_docs:
        DOCS.write_text(_TEXT + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
