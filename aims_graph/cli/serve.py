"""The commands that put the graph where other programs reach it: an endpoint on this machine, a store elsewhere."""

from __future__ import annotations

import ipaddress
import logging
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.counting import count_of
from aims_graph.errors import CONTENT_IS_WRONG, AimsError

if TYPE_CHECKING:
    from socket import socket

#: What these commands import beyond what everything needs: the extra ``serve``.
NEEDED = ("anyio", "httpx2", "starlette", "uvicorn")
#: More connections at once are told to come again.
_CONNECTIONS = 256
#: How long the queries that run may go on after Ctrl-C, in seconds.
_FAREWELL = 5


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where to listen.")] = 8042,
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    open_: Annotated[
        bool, typer.Option("--open-to-network", help="Allow a --host that others can reach; there is no login.")
    ] = False,
    called: Annotated[
        list[str] | None,
        typer.Option("--called", help="A name by which clients reach it (their Host header); repeatable."),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", help="A web origin whose pages may read it, such as https://example.org; repeatable."),
    ] = None,
    seconds: Annotated[float, typer.Option(help="When a query is stopped.")] = 30.0,
    rows: Annotated[int, typer.Option(min=1, help="A longer answer is refused.")] = 100_000,
    megabytes: Annotated[int, typer.Option(min=1, max=1024, help="A larger answer is refused.")] = 16,
    log_queries: Annotated[bool, typer.Option("--log-queries", help="Write the text of queries into the log.")] = False,
) -> None:
    """Serve the graph at http://127.0.0.1:8042/sparql (SPARQL 1.1 Protocol, read-only) until Ctrl-C; nobody but this machine can reach it.

    Each query runs in an isolated process with limits; docs/endpoint.md says what answers there are. A browser finds an editor there.

    Example: aims-graph serve --port 8042
    """
    need("serve")
    import uvicorn

    from aims_graph.cli.opened import packs
    from aims_graph.graph.isolated import Limits
    from aims_graph.present.console import say
    from aims_graph.serve.desk import Desk
    from aims_graph.serve.endpoint import LOOPBACK, Manners, endpoint
    from aims_graph.serve.protocol import LONGEST_BODY
    from aims_graph.stack import Stack

    for origin in cors or ():
        if origin != "*" and not re.fullmatch(r"https?://[^/?#\s@*]+", origin):
            raise AimsError(f"'{origin}' is no web origin.", "Write it as https://example.org, without a path.")
    listening = _listen(host, port, open_)
    desk = Desk(Stack(packs()), Limits(seconds, rows, megabytes << 20))
    desk.ready()
    shown = f"[{host}]" if ":" in host else host
    manners = Manners((*LOOPBACK, shown, *(called or ())), cors or (), log_queries)
    _log_to_stderr()
    say(f"The endpoint is at http://{shown}:{port}/sparql; end it with Ctrl-C.")
    settings = uvicorn.Config(
        endpoint(desk, manners),
        http="h11",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_FAREWELL,
        h11_max_incomplete_event_size=LONGEST_BODY,
    )
    uvicorn.Server(settings).run(sockets=[listening])


def publish(
    url: Annotated[str, typer.Argument(help="Where the store takes SPARQL 1.1 Update.")],
    queries: Annotated[
        str, typer.Option("--queries", help="Where it answers queries; the same address by default.")
    ] = "",
    graph_store: Annotated[
        bool, typer.Option("--graph-store", help="The address takes graphs (Graph Store Protocol) instead of updates.")
    ] = False,
) -> None:
    """Put the content on a store that a team runs: graph by graph, only what changed, and nobody reads half of it; run again, it goes on where it ended.

    A user comes from AIMS_GRAPH_ENDPOINT_USER and AIMS_GRAPH_ENDPOINT_PASSWORD, a token from AIMS_GRAPH_ENDPOINT_TOKEN. Exit code 1: some named
    queries are answered wrong there, and which; docs/endpoint.md says what to expect of which store.

    Example: aims-graph publish http://127.0.0.1:7878/update --queries http://127.0.0.1:7878/query
    """
    need("publish")
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import answer, say
    from aims_graph.serve.publish import publish as put
    from aims_graph.serve.remote import Remote
    from aims_graph.serve.stores import GraphStoreTarget, UpdateTarget
    from aims_graph.serve.tried import SAME

    if graph_store and not queries:
        raise AimsError("Graphs are sent to one address, and queries to another.", "Name it with --queries.")
    remote = Remote(queries or url, url)
    try:
        done = put(remote, (GraphStoreTarget if graph_store else UpdateTarget)(remote), asked_library(), say)
    finally:
        remote.close()
    lines = [
        f"Publication {done.number}: {count_of(done.sent, 'graph')} sent, {done.kept} there already, {done.dropped} of earlier ones dropped.",
        f"All of it: {done.whole}",
    ]
    if done.changed:
        lines.append(
            f"The store writes literals in another form of the same value in {count_of(len(done.changed), 'graph')}, such as {done.changed[0]}"
        )
    wrong = {name: found for name, found in done.queries.items() if found != SAME}
    lines += [f"Not answered there: {name} ({found})" for name, found in wrong.items()]
    answer("\n".join(lines))
    if wrong:
        raise typer.Exit(CONTENT_IS_WRONG)


def need(command: str) -> None:
    """See that what these commands need is installed.

    Raises:
        AimsError: if it is not.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise AimsError(
            f"aims-graph {command} needs {' and '.join(missing)}.", "Install it too: pip install 'aims-graph[serve]'."
        )


def _listen(host: str, port: int, open_: bool) -> socket:
    import socket

    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise AimsError(
            f"'{host}' is no address.", "Write --host 127.0.0.1, or another address of this machine."
        ) from None
    if not address.is_loopback and not open_:
        raise AimsError(
            f"Others could reach {host}, and there is no login.",
            "Leave out --host; or add --open-to-network if everybody there may read everything that is served.",
        )
    listening = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET)
    # A port that was in use a moment ago is free.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # whoever comes from now on waits until it is answered
    except OSError as error:
        listening.close()
        raise AimsError(
            f"Nothing can listen at {host}, port {port}: {error.strerror}.", f"Name another: --port {port + 1}."
        ) from None
    return listening


def _log_to_stderr() -> None:
    from aims_graph.present.console import say

    class Said(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(self.format(record))

    handler = Said()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("aims_graph.serve")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
