"""A SPARQL endpoint over the small content, and what a client asks of it and hears."""

from __future__ import annotations

from pathlib import Path

import httpx2
import tiny
from starlette.testclient import TestClient

from aims_graph.graph.isolated import Limits
from aims_graph.serve.desk import Desk
from aims_graph.stack import Stack

SELECT, ASK, GRAPH = (
    "SELECT ?f { ?f a aims:Framework }",
    "ASK { ?f a aims:Framework }",
    "CONSTRUCT WHERE { ?f a aims:Framework }",
)


def small_desk(folder: Path) -> Desk:
    """Two places, three that wait, eight seconds, sixty rows; over the small content, written into the folder."""
    return Desk(Stack(tiny.write(folder)), Limits(8.0, 60, 1 << 20), places=2, waiting=3)


def ask(client: TestClient, text: str, accept: str = "*/*", **more: str) -> httpx2.Response:
    return client.get("/sparql", params={"query": text, **more}, headers={"accept": accept})


def rows(answer: httpx2.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]
