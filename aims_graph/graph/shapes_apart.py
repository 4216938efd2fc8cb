"""Foreign shapes, run in a process of their own with so much processor time and no network: a pattern may go back without end.

The process gets one object of JSON and answers with one: ``{"results": [[node, what], …]}`` or ``{"error": …}``. What its engine prints
on its way is nobody's concern.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any
from warnings import simplefilter

from rdflib import Graph, URIRef

from aims_graph.errors import first_line
from aims_graph.graph.validation import Result, ShapeError, graph_of, validate
from aims_graph.pack.names import Names

#: Seconds of processor time for one run; the content's own shapes take four for all of it. Of the clock it may take so many times as much.
SECONDS, CLOCK = 20, 6
#: What a program does that reaches for the network or starts another one, as Python names it.
_REACHING = ("socket.", "urllib.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")

#: How that process begins: in isolated mode it knows this package only by the path it is given.
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from aims_graph.graph.shapes_apart import main; main()"
)


def validated_apart(
    lines: Iterable[str], shapes: str, prefixes: dict[str, str], among: Collection[str] | None
) -> list[Result]:
    """Validate a graph against shapes in a process of its own and return each result.

    Args:
        lines: the graph, as N-Triples or N-Quads.
        shapes: the shapes, as Turtle.
        prefixes: prefix -> namespace.
        among: the IRIs of the nodes to speak of; of all if ``None``.

    Raises:
        ShapeError: if a shape cannot be run, or not within the limit.
    """
    nodes = None if among is None else list(among)
    job = {"seconds": SECONDS, "lines": "".join(lines), "shapes": shapes, "prefixes": prefixes, "among": nodes}
    late = f"stopped after {SECONDS} seconds"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START, json.dumps(sys.path)],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=CLOCK * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ShapeError(late) from None
    answer: dict[str, Any] = {}
    with suppress(ValueError):
        answer = json.loads(done.stdout)
    if "results" not in answer:
        raise ShapeError(answer.get("error") or late)
    return [Result(*result) for result in answer["results"]]


def _refuse(event: str, _: object) -> None:
    if event.startswith(_REACHING):
        raise PermissionError("a shape asks another place")


def main() -> None:
    """Be that process: read the job from standard input, write the answer to standard output."""
    from pyshacl.errors import ShapeRecursionWarning

    job = json.load(sys.stdin)
    with suppress(ImportError):  # Windows, where only the clock holds
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"] + 1))
    sys.addaudithook(_refuse)
    simplefilter("error", ShapeRecursionWarning)
    among = None if job["among"] is None else {URIRef(node) for node in job["among"]}
    try:
        shapes = Graph().parse(data=job["shapes"], format="turtle")
        found = validate(graph_of([job["lines"]]), shapes, Names(job["prefixes"]), among)
        answer: dict[str, Any] = {"results": list(found)}
    except Exception as error:  # whatever a shape brings about is said of the shape
        answer = {"error": first_line(error)}
    json.dump(answer, sys.stdout)
