"""How long the explorer's scripts take on the server with ten visitors at once, and how much memory they need.

    python benchmarks/explorer.py [visitors] [rounds]

Each visitor is a thread with a websocket and no browser: it asks for a page as the browser would, waits until the server has finished, reads for a
second, and goes on. The script time is taken in the server, around the script; the first round warms up and is not counted.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from aims_graph.cli.app import serve_command

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
PAUSE = 1.0


def ask(line: ClientConnection, message: BackMsg) -> list[ForwardMsg]:
    """Send a message as the browser does and return what the server answers until its script has finished."""
    line.send(message.SerializeToString())
    found: list[ForwardMsg] = []
    while True:
        told = ForwardMsg()
        told.ParseFromString(line.recv(timeout=60))  # type: ignore[arg-type]
        found.append(told)
        if told.WhichOneof("type") == "script_finished":
            return found


#: What a visitor does on a page once it is there: on the line, as which visitor, after what the server said of it.
Acts = Callable[[ClientConnection, str, random.Random, Sequence[ForwardMsg]], None]


def visit(port: int, rounds: int, seed: int, acts: Acts | None = None) -> None:
    """Go from page to page as one visitor."""
    draw = random.Random(seed)
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        max_size=None,
        subprotocols=["streamlit"],
        origin=f"http://127.0.0.1:{port}",
    ) as line:  # type: ignore[list-item,arg-type]
        for _ in range(rounds):
            for page in draw.sample(list(PAGES), len(PAGES)):
                message = BackMsg()
                message.rerun_script.page_name = page.strip()
                message.rerun_script.query_string = PAGES[page]
                told = ask(line, message)
                time.sleep(PAUSE * draw.uniform(0.5, 1.5))
                if acts:
                    acts(line, page, draw, told)


def memory(process: int) -> int:
    """Return the resident megabytes of a process (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def run(port: int, visitors: int, rounds: int, acts: Acts | None = None) -> None:
    """Let so many visitors go round at once."""
    threads = [threading.Thread(target=visit, args=(port, rounds, seed, acts)) for seed in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def report(log: Path) -> None:
    """Print median and 95th percentile of what the server noted, by page."""
    seen: dict[str, list[tuple[float, float]]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        page, wall, processor = line.split()
        seen.setdefault(page, []).append((float(wall) * 1000, float(processor) * 1000))
    seen["all pages"] = [pair for pairs in seen.values() for pair in pairs]
    for page, pairs in seen.items():
        # One run is as good as two alike.
        walls, processors = zip(*(pairs if len(pairs) > 1 else pairs * 2), strict=True)
        print(
            f"  {page:16} {median(walls):6.0f} {quantiles(walls, n=20)[-1]:6.0f}   processor {median(processors):6.0f} {quantiles(processors, n=20)[-1]:6.0f}   ({len(pairs)} runs)"
        )


def main(timed: str = TIMED, acts: Acts | None = None) -> None:
    """Start a server, visit it alone and together, print the figures.

    Args:
        timed: the script that runs the app's and notes how long that took.
        acts: what a visitor does on a page beyond looking at it.
    """
    visitors, rounds = int((*sys.argv[1:2], "10")[0]), int((*sys.argv[2:3], "4")[0])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = serve_command(port, browser=False)
    folder = Path(tempfile.mkdtemp())
    script, log = folder / "timed.py", folder / "times.txt"
    place = next(n for n, part in enumerate(command) if part.endswith("main.py"))
    script.write_text(timed.format(script=command[place], log=str(log)), encoding="utf-8")
    command[place] = str(script)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        run(port, 1, 1, acts)
        for count in (1, visitors):
            log.write_text("")
            run(port, count, rounds, acts)
            print(
                f"{count} visitor{'s' * (count > 1)}: {memory(server.pid)} MB; script time in ms, median and 95th percentile"
            )
            report(log)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
