"""The SPARQL endpoint as a server for many: the limits of a query and of how many wait, other origins, the log, and the command that starts and ends it."""

from __future__ import annotations

import json
import logging
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import anyio
import httpx2
import loops
import pytest
import tiny
from commands import run
from endpoints import ASK, SELECT, ask, rows
from starlette.testclient import TestClient

from aims_graph.graph.pool import BusyError
from aims_graph.serve.desk import Desk
from aims_graph.serve.endpoint import Manners, endpoint
from aims_graph.serve.protocol import QueryRequest

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_query_beyond_its_limits_is_refused_and_never_cut(
    desk: Desk, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = ask(client, "SELECT * { ?s ?p ?o }")
    with monkeypatch.context() as hasty:
        hasty.setattr(desk, "limits", replace(desk.limits, seconds=0.5))
        slow = ask(client, SLOW)
    assert (slow.status_code, long.status_code) == (422, 422)
    assert "stopped after 0.5 seconds" in slow.text and "60 rows" in long.text
    assert len(rows(ask(client, "SELECT * { ?s ?p ?o } LIMIT 60"))) == 60
    # Of people, who see it said.
    assert "Cut after 60 rows" in ask(client, "SELECT * { ?s ?p ?o }", "text/html").text


def test_who_comes_when_all_places_are_taken_waits_and_no_more_than_so_many(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two run, three wait, the sixth is sent away at once."""
    ended: list[int] = []
    busy: list[int] = []

    async def one(number: int, text: str) -> None:
        try:
            await desk.answer(QueryRequest(text), "", "")
        except BusyError:
            busy.append(number)
        except Exception:
            ended.append(number)
        else:
            ended.append(number)

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group:
            for number in range(6):
                group.start_soon(one, number, SLOW if number < 2 else ASK)
                await anyio.sleep(0.02)

    monkeypatch.setattr(desk, "limits", replace(desk.limits, seconds=0.5))
    desk.ready()
    loops.run(all_of_them)
    assert busy == [5] and sorted(ended) == [0, 1, 2, 3, 4]
    assert desk.load == {"running": 0, "waiting": 0}


def test_who_is_sent_away_is_told_when_to_come_again(
    desk: Desk, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_most", 0)
    answer = ask(client, ASK)
    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
    assert client.get("/health").json()["status"] == "ok"


def test_long_answers_that_nobody_reads_are_bounded(desk: Desk, client: TestClient) -> None:
    desk.keep(256 << 20)
    try:
        assert ask(client, ASK).status_code == 503
    finally:
        desk.sent(256 << 20)
    assert ask(client, ASK).status_code == 200


def test_other_origins_may_read_only_where_they_were_named(desk: Desk, client: TestClient) -> None:
    theirs = {"origin": "https://example.org"}
    assert not any(name.startswith("access-control") for name in client.get("/sparql", headers=theirs).headers)
    with TestClient(endpoint(desk, Manners(origins=["https://example.org"])), base_url="http://127.0.0.1") as open_:
        assert open_.get("/health", headers=theirs).headers["access-control-allow-origin"] == "https://example.org"
        asking = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
        assert open_.options("/sparql", headers=theirs | asking).status_code == 200
        other = open_.get("/health", headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("shown", [False, True])
def test_the_log_holds_a_query_only_if_that_was_wanted(
    desk: Desk, caplog: pytest.LogCaptureFixture, shown: bool
) -> None:
    logged = endpoint(desk, Manners(log_queries=shown))
    caplog.set_level(logging.INFO, "aims_graph.serve")
    with TestClient(logged, base_url="http://127.0.0.1") as client:
        ask(client, "ASK { ?secret a\naims:Framework }")
        client.get("/x%0Ay")
    first, second = (record.getMessage() for record in caplog.records)
    assert first.startswith("GET /sparql 200 ") and ("secret" in first) == shown
    assert "\n" not in first + second and second.startswith("GET /x\\u000ay 404")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--host", "0.0.0.0"), "Others could reach 0.0.0.0"),
        (("--host", "192.0.2.1", "--open-to-network"), "Nothing can listen at 192.0.2.1"),
        (("--host", "example.org"), "'example.org' is no address"),
        (("--cors", "example.org/page"), "is no web origin"),
        (("--seconds", "0"), "are no time limit"),
    ],
)  # fmt: skip
def test_the_command_refuses_what_would_be_no_server(arguments: tuple[str, ...], says: str) -> None:
    done = run("serve", *arguments, "--port", "18042")
    assert done.returncode == 2 and says in done.stderr


def test_the_command_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    """A process of its own, over a real connection: a query longer than most servers take by GET, a log without it, and nothing left behind."""
    tiny.write(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "aims_graph.cli.main",
        "serve",
        "--port",
        str(port),
        "--content",
        str(tmp_path),
        "--alone",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            assert "The endpoint is at" in server.stderr.readline()
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                long = quote(f"{SELECT} # {'é' * 30_000}")
                with urlopen(f"http://127.0.0.1:{port}/sparql?query={long}") as answer:
                    assert len(json.load(answer)["results"]["bindings"]) == 2
                assert client.head("/sparql", params={"query": ASK}).content == b""
                assert client.get("/health", headers={"host": "evil.example"}).status_code == 400
            server.send_signal(signal.SIGINT)
            log = server.stderr.read()
        finally:
            server.kill()
    assert "GET /sparql 200" in log and "aims:Framework" not in log and "Traceback" not in log
