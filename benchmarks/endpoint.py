"""The endpoint under load: so many clients at once for so long, each asking named queries and small ones of its own, one after another.

    pip install -e '.[dev]'
    python benchmarks/endpoint.py                  # 32 clients for a minute

Server and clients share the machine. Said are, for each kind of query: how many answers, median, p95 and longest, what was not answered and with which
status; the most memory that the server and its isolated processes took together; and for each client its fewest answers, so that one sees that none
was left waiting.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles

import httpx2

from aims_graph.formats.library import load
from aims_graph.graph.named import standalone
from aims_graph.graph.query import named_queries

PORT = 18043
ADDRESS = f"http://127.0.0.1:{PORT}"


def questions() -> list[tuple[str, str]]:
    """Return what is asked: named queries by name, one of a whole framework, one that is malformed and one that never ends."""
    prefixes = load().names.table
    names = ("what-maps-to", "touches", "given-by", "shared-by", "where-it-stands", "about-topic")
    asked = [(name, standalone(named_queries()[name], named_queries()[name].examples[0], prefixes)) for name in names]
    asked.append(("all of a framework", "SELECT * { ?r skos:inScheme aiact: ; ?p ?o } LIMIT 20000"))
    asked.append(("malformed", "SELECT * { ?s ?p }"))
    asked.append(("never ends", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))
    return asked


async def client(
    number: int, until: float, asked: list[tuple[str, str]], told: list[tuple[int, str, int, float]]
) -> None:
    """Ask one query after another; one in thirteen is the one that never ends."""
    async with httpx2.AsyncClient(timeout=120) as http:
        turn = number
        while time.perf_counter() < until:
            name, text = asked[-1] if turn % 13 == 12 else asked[turn % (len(asked) - 1)]
            turn += 1
            began = time.perf_counter()
            answer = await http.post(f"{ADDRESS}/sparql", data={"query": text})
            told.append((number, name, answer.status_code, time.perf_counter() - began))
            if answer.status_code == 503:
                await asyncio.sleep(float(answer.headers["retry-after"]))


async def watch(server: int, until: float, most: list[int]) -> None:
    """Note the memory of the server and its children, in bytes, as long as it is more than before."""
    while time.perf_counter() < until:
        most.append(sum(_memory(process) for process in (server, *_children(server))))
        await asyncio.sleep(0.25)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended
            found += map(int, (task / "children").read_text().split())
    return found


def _memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmRSS")), 0)


def _processor(process: int) -> float:
    """Return the processor time of a process and of those it has started and that have ended, in seconds."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


async def measure(server: int, clients: int, seconds: float) -> None:
    """Let all clients ask at once, and say how it went."""
    asked, told, most = questions(), list[tuple[int, str, int, float]](), list[int]()
    began = time.perf_counter()
    await asyncio.gather(
        watch(server, began + seconds, most), *(client(n, began + seconds, asked, told) for n in range(clients))
    )
    print(
        f"{len(told):,} answers in {time.perf_counter() - began:.0f} s from {clients} clients, {os.cpu_count()} processors"
    )
    print(f"most memory of the server and its processes: {max(most) >> 20:,} MiB; at first {most[0] >> 20:,} MiB")
    used = sum(_processor(process) for process in (server, *_children(server)))
    print(
        f"processor time that the server and its processes got: {used:.0f} s; load of the machine {os.getloadavg()[0]:.1f}"
    )
    fewest = Counter(number for number, *_ in told)
    print(f"answers of each client: {min(fewest.values())} to {max(fewest.values())}, {len(fewest)} clients")
    print("\n| query | answers | median s | p95 s | longest s | statuses |\n|---|---|---|---|---|---|")
    by_name = defaultdict(list)
    for _, name, status, took in told:
        by_name[name].append((status, took))
    for name, found in [
        *by_name.items(),
        ("all but the one that never ends", [x for n, f in by_name.items() if n != "never ends" for x in f]),
    ]:
        times = sorted(took for _, took in found)
        p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(Counter(s for s, _ in found).items()))
        print(f"| {name} | {len(found)} | {median(times):.2f} | {p95:.2f} | {times[-1]:.2f} | {statuses} |")


def main() -> None:
    """Start the server, measure, and end it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    command = [sys.executable, "-m", "aims_graph.cli.main", "serve", "--port", str(PORT), "--seconds", "10"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                try:
                    httpx2.get(f"{ADDRESS}/health")
                    break
                except httpx2.ConnectError:
                    time.sleep(0.2)
            asyncio.run(measure(server.pid, given.clients, given.seconds))
        finally:
            server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
