"""The isolated processes: what they cannot do, where they are stopped, and that nobody waits for somebody else's query for ever."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from aims_graph import load
from aims_graph.errors import AimsError, QueryError
from aims_graph.graph import worker as script
from aims_graph.graph.isolated import Limits, Worker
from aims_graph.graph.pool import BusyError, Pool
from aims_graph.graph.results import Result
from aims_graph.graph.sparql import Query, judge
from aims_graph.graph.store import store_path

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")


@pytest.fixture
def worker() -> Iterator[Worker]:
    one = Worker(store_path(load()))
    yield one
    one.end()


def ask(worker: Worker, text: str, limits: Limits | None = None) -> Result:
    return worker.ask(judge(text, load().names.table), load().names.table, limits or Limits())


def gone(pid: int, within: float = 5.0) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            # A child that nobody waited for is gone as well.
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_one_process_answers_one_query_after_another(worker: Worker) -> None:
    for text in ("ASK { iso42001:A.6.2.8 ?p ?o }", "SELECT * { ?s a aims:Role }", "DESCRIBE aims:role-deployer"):
        assert ask(worker, text).complete
    with pytest.raises(QueryError, match="contains a variable that is unbound"):
        ask(worker, "SELECT ?x { ?x ?y ?z } GROUP BY ?y")
    assert worker.alive and ask(worker, "ASK {}").truth


def test_the_engine_may_refuse_what_reads_well_and_its_place_is_ours(worker: Worker) -> None:
    with pytest.raises(QueryError) as caught:
        ask(worker, "ASK { ?s iso42001:A.6.2.8 1 .\n BIND(1 AS ?x) BIND(iso42001:A.6.2.8 AS ?x)} ")
    assert (caught.value.line, caught.value.column) == (2, 46)


def test_what_the_judge_lets_through_reaches_nothing(worker: Worker, tmp_path: Path) -> None:
    """Even a SERVICE that no parser of ours saw: the process has no right to open a socket."""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.5)
        text = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(QueryError):
            worker.ask(Query(text, text, False), {}, Limits())
        with pytest.raises(TimeoutError):
            listener.accept()
        silent = text.replace("SERVICE", "SERVICE SILENT")
        assert all(term is None for row in worker.ask(Query(silent, silent, False), {}, Limits()).rows for term in row)
        with pytest.raises(TimeoutError):
            listener.accept()


@linux
def test_the_process_may_open_no_file_and_has_its_memory_limited(worker: Worker) -> None:
    ask(worker, "ASK {}")
    limits = {
        line[:26].strip(): line[26:].split() for line in Path(f"/proc/{worker.id}/limits").read_text().splitlines()
    }
    assert limits["Max open files"][:2] == ["0", "0"]
    status = Path(f"/proc/{worker.id}/status").read_text()
    taken = next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmData:"))
    assert taken + script.MEMORY // 2 < int(limits["Max data size"][1]) < taken + 2 * script.MEMORY
    assert {link.readlink().name for link in Path(f"/proc/{worker.id}/fd").iterdir()} >= {
        path.name for path in store_path(load()).glob("*.sst")
    }


def test_a_query_without_end_is_stopped(worker: Worker) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match="stopped after 1 seconds"):
        ask(worker, ENDLESS, Limits(seconds=1))
    assert time.monotonic() - began < 5 and not worker.alive


@linux
def test_the_processor_stops_a_query_that_no_parent_stops() -> None:
    job = {"query": ENDLESS, "prefixes": {}, "union": True, "graphs": None, "rows": 1, "bytes": 1000, "seconds": 0.5}
    packages = str(Path(pyoxigraph.__file__).parent.parent)
    command = [sys.executable, "-I", "-S", script.__file__, str(store_path(load())), packages]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin
    process.stdin.write(json.dumps(job).encode() + b"\n")
    process.stdin.flush()
    assert process.wait(20) == -signal.SIGPROF


@linux
def test_a_query_that_needs_too_much_memory_is_stopped_and_says_so(worker: Worker) -> None:
    with pytest.raises(QueryError, match="needs too much memory"):
        ask(worker, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c", Limits(seconds=120))


def test_a_query_that_is_nested_too_deeply_is_stopped(worker: Worker) -> None:
    with pytest.raises(QueryError, match="stopped"):
        ask(worker, "SELECT * " + "{" * 9_000 + "}" * 9_000)


def test_an_answer_is_cut_at_so_many_bytes(worker: Worker) -> None:
    found = ask(worker, "SELECT * { ?s skos:prefLabel ?o }", Limits(size=1 << 12))
    assert 0 < len(found.rows) < 100 and found.cut.startswith("Cut after 4,096 bytes")
    long = ", ".join(['"0123456789"'] * 500)
    one = f'SELECT ?x ?y {{ VALUES ?x {{ 1 2 }} BIND(IF(?x = 1, "", CONCAT({long})) AS ?y) }}'
    found = ask(worker, one, Limits(size=1 << 12))
    assert len(found.rows) == 1 and not found.complete
    assert ask(worker, one).complete


def test_a_time_limit_is_a_number_above_nought() -> None:
    for seconds in (0, -1, float("nan"), 1e9):
        with pytest.raises(AimsError, match="no time limit"):
            Limits(seconds=seconds)


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    lost = Worker(tmp_path / "store")
    with pytest.raises(AimsError, match="cannot be read"):
        ask(lost, "ASK {}")
    assert not lost.alive


PARENT = """
import os, signal, sys, threading, time
from pathlib import Path
from aims_graph.graph.isolated import Worker, Limits
from aims_graph.graph.sparql import judge
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
workers = []
def run():
    workers.append(Worker(Path(sys.argv[1])))
    busy = Worker(Path(sys.argv[1]))
    workers.append(busy)
    threading.Thread(target=lambda: busy.ask(judge(sys.argv[2], {}), {}, Limits(seconds=600)), daemon=True).start()
# The thread that starts them ends at once: they live on with the process.
starter = threading.Thread(target=run); starter.start(); starter.join()
workers[0].ask(judge("ASK {}", {}), {}, Limits())
time.sleep(1)
print(*(w.id for w in workers), *(w.alive for w in workers), flush=True)
time.sleep(600)
"""


@linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_its_parent_however_that_dies(how: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(store_path(load())), ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    assert parent.stdout
    try:
        idle, busy, *alive = parent.stdout.readline().split()
        assert alive == [b"True", b"True"]
        parent.send_signal(how)
        parent.wait(10)
    finally:
        parent.kill()
    assert gone(int(idle)) and gone(int(busy))


@linux
def test_content_of_many_table_files_is_answered_without_opening_one_more(tmp_path: Path) -> None:
    """RocksDB opens 16 of them at first; an index whose file is closed could not be read."""
    store = Store(str(tmp_path / "store"))
    for batch in range(3):
        store.bulk_extend(
            Quad(NamedNode(f"http://x/s{batch}-{n}"), NamedNode(f"http://x/p{n % 3}"), Literal(f"a longer text of its own {batch} {n}"), NamedNode(f"http://x/g{n % 2}"))
            for n in range(300)
        )  # fmt: skip
    store.flush()
    del store
    files = {path.name for path in (tmp_path / "store").glob("*.sst")}
    assert len(files) > 16
    many = Worker(tmp_path / "store")
    try:
        for batch in range(3):
            for text in (
                f"ASK {{ <http://x/s{batch}-7> ?p ?o }}",
                f'ASK {{ ?s ?p "a longer text of its own {batch} 7" }}',
                f'ASK {{ ?s <http://x/p1> "a longer text of its own {batch} 7" }}',
                f"ASK {{ GRAPH <http://x/g1> {{ <http://x/s{batch}-7> ?p ?o }} }}",
            ):
                assert ask(many, text).truth
        assert {link.readlink().name for link in Path(f"/proc/{many.id}/fd").iterdir()} >= files
    finally:
        many.end()


@pytest.fixture
def pool() -> Iterator[Pool]:
    some = Pool(places=2, waiting=1, patience=20)
    some.ready(store_path(load()))
    yield some
    some.close()


def pooled(pool: Pool, text: str, seconds: float = 10, store: Path | None = None) -> Result:
    return pool.ask(store or store_path(load()), judge(text, load().names.table), load().names.table, Limits(seconds))


def long_ones(pool: Pool, count: int, seconds: float) -> list[threading.Thread]:
    def run() -> None:
        with pytest.raises(QueryError):
            pooled(pool, ENDLESS, seconds)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    return threads


def stop(workers: list[Worker], threads: list[threading.Thread]) -> None:
    """End what runs without end once it has shown what it is there for."""
    for worker in workers:
        os.kill(worker.id, signal.SIGKILL)
    for thread in threads:
        thread.join()


def test_many_at_once_get_each_its_own_answer() -> None:
    pool, found = Pool(places=3), dict[int, str]()

    def run(n: int) -> None:
        found[n] = str(pooled(pool, f"SELECT ({n} AS ?n) {{}}").rows[0][0])

    threads = [threading.Thread(target=run, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in range(30)}
    pool.close()


def test_a_long_query_leaves_room_for_others(pool: Pool) -> None:
    workers = list(pool._idle)
    threads = long_ones(pool, 1, 30)
    began = time.monotonic()
    assert pooled(pool, "ASK {}").truth
    assert time.monotonic() - began < 2
    stop(workers, threads)


def test_a_full_queue_says_so_at_once_and_empties(pool: Pool) -> None:
    workers = list(pool._idle)
    threads = [*long_ones(pool, 2, 30), *long_ones(pool, 1, 0.2)]
    began = time.monotonic()
    with pytest.raises(BusyError, match="1 queries wait already"):
        pooled(pool, "ASK {}")
    assert time.monotonic() - began < 1
    stop(workers, threads)
    assert pooled(pool, "ASK {}").truth


def test_nobody_waits_for_ever() -> None:
    pool = Pool(places=1, waiting=5, patience=0.5)
    pool.ready(store_path(load()))
    workers = list(pool._idle)
    threads = long_ones(pool, 1, 30)
    with pytest.raises(BusyError, match=r"took more than 0\.5 seconds"):
        pooled(pool, "ASK {}")
    stop(workers, threads)
    assert pooled(pool, "ASK {}").truth
    pool.close()


def test_a_process_that_died_is_replaced(pool: Pool) -> None:
    for _ in range(3):
        with pytest.raises(QueryError, match="stopped"):
            pooled(pool, ENDLESS, 0.2)
    assert pooled(pool, "ASK {}").truth


@linux
def test_a_process_that_was_killed_between_two_queries_is_replaced(pool: Pool) -> None:
    pooled(pool, "ASK {}")
    for worker in list(pool._idle):
        os.kill(worker.id, signal.SIGKILL)
        assert gone(worker.id)
    assert pooled(pool, "ASK {}").truth


def test_answers_come_from_the_store_that_is_asked_and_older_processes_end(pool: Pool, tmp_path: Path) -> None:
    assert not pooled(pool, "ASK { <http://x/new> ?p ?o }").truth
    older = [worker.id for worker in pool._idle]
    store = Store(str(tmp_path / "store"))
    store.add(Quad(NamedNode("http://x/new"), NamedNode("http://x/p"), Literal("o")))
    store.flush()
    del store
    assert pooled(pool, "ASK { <http://x/new> ?p ?o }", store=tmp_path / "store").truth
    assert all(gone(pid) for pid in older)


def test_whoever_waits_is_served_before_one_who_asks_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[str] = []

    class Slow:
        """A process that answers after a moment."""

        alive = True

        def __init__(self, store: Path) -> None:
            self.store = store

        def ask(self, question: str, *rest: object) -> None:
            served.append(question)
            time.sleep(0.1)

    monkeypatch.setattr("aims_graph.graph.pool.Worker", Slow)
    pool, together = Pool(places=1), threading.Barrier(3)

    def ask(name: str) -> None:
        together.wait()
        for _ in range(3):
            pool.ask(tmp_path, name, {}, Limits())  # type: ignore[arg-type]

    with ThreadPoolExecutor(3) as visitors:
        list(visitors.map(ask, "abc"))
    assert all(len({*served[n : n + 3]}) == 3 for n in range(1, 5)), served
