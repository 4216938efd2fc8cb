"""The SPARQL endpoint as an ASGI application: addresses, statuses and headers.

======  ======================================================================================================
status  when
======  ======================================================================================================
400     the request or the query is malformed, or its Host is not one of ours
403     an update: this endpoint only reads
404     nothing is at this address
405     another method than GET, HEAD, POST, OPTIONS
406     no form of such an answer is welcome
413     the body or the query is too long
415     the body is no query, or not plain UTF-8
422     the query is well-formed, but needs more time, memory or rows than a query has here; the answer is never cut
500     the content is faulty, or the graph cannot be kept
503     too many queries wait; Retry-After says when to ask again
======  ======================================================================================================
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio.to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aims_graph.errors import AimsError, QueryError, printable
from aims_graph.graph.isolated import StoppedError
from aims_graph.graph.pool import BusyError
from aims_graph.graph.query import named_queries
from aims_graph.serve.description import description
from aims_graph.serve.desk import Desk
from aims_graph.serve.negotiation import MEDIA, chosen, content_type, media_of
from aims_graph.serve.pages import front, of_query
from aims_graph.serve.protocol import DescriptionRequest, RefusedError, read

#: By which names this machine calls itself.
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_METHODS = "GET, HEAD, POST, OPTIONS"
#: When to ask again, in seconds; and so large a piece of an answer is sent at a time, in bytes.
_AGAIN, _PIECE = "2", 64 << 10
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
_LOG = logging.getLogger("aims_graph.serve")


@dataclass(frozen=True)
class Manners:
    """How the endpoint behaves towards those who ask: the names it answers to, web origins that may read, whether queries are logged."""

    hosts: Sequence[str] = LOOPBACK
    origins: Sequence[str] = ()
    log_queries: bool = False


def endpoint(desk: Desk, manners: Manners = Manners()) -> Starlette:
    """Return the application. It answers from what the desk's stack holds at each moment."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(desk.ready)
        yield
        desk.close()

    cors = Middleware(
        CORSMiddleware,
        allow_origins=list(manners.origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Accept", "Content-Type", "If-None-Match"],
        expose_headers=["ETag", "Retry-After"],
    )
    door = _Door(desk)
    made = Starlette(
        routes=[
            Route("/", door.sparql, methods=["GET"]),
            Route("/sparql", door.sparql, methods=["GET", "POST", "OPTIONS"]),
            Route("/queries/{name}", door.query, methods=["GET"]),
            Route("/health", door.health, methods=["GET"]),
        ],
        middleware=[
            Middleware(_Logged, log_queries=manners.log_queries),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(manners.hosts), www_redirect=False),
            *([cors] if manners.origins else []),
        ],
        exception_handlers={
            RefusedError: _refused,
            QueryError: _with_status(400),
            StoppedError: _with_status(422),
            BusyError: _with_status(503, {"retry-after": _AGAIN}),
            AimsError: _with_status(500),
        },
        lifespan=life,
    )
    made.router.redirect_slashes = False  # an address is one, and no other is one too
    return made


class _Door:
    """What answers at each address; a request that is not answered leaves as :class:`RefusedError`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def sparql(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": _METHODS, **_ALWAYS})
        asked = await read(request)
        accept = ", ".join(request.headers.getlist("accept"))
        if isinstance(asked, DescriptionRequest):
            return await self._description(request, asked.form, accept)
        request.scope["asked"] = asked.query
        reading = request.method in ("GET", "HEAD")
        known = ", ".join(request.headers.getlist("if-none-match")) if reading else ""
        answer = await self._desk.answer(asked, accept, known)
        headers = {"vary": "Accept", "cache-control": "no-cache", **_ALWAYS}
        if answer.tag and reading:
            headers["etag"] = answer.tag
        if answer.fresh:
            return Response(status_code=304, headers=headers)
        self._desk.keep(len(answer.body))
        return _Pieces(self._desk, answer.body, {"content-type": content_type(answer.media), **headers})

    async def _description(self, request: Request, named: str, accept: str) -> Response:
        offered = MEDIA["graph"]
        media = media_of(named, offered) if named else chosen(accept, offered)
        if media is None:
            forms = ", ".join(dict.fromkeys(offered.values()) if named else offered)
            raise RefusedError(
                406, f"The service describes itself as {forms}; rows have other forms, and need a query."
            )
        address = str(request.url.replace(path="/sparql", query="", fragment=""))
        body = await anyio.to_thread.run_sync(self._described, address, MEDIA["graph"][media])
        return Response(
            body,
            headers={"content-type": content_type(media), "vary": "Accept", "cache-control": "no-cache", **_ALWAYS},
        )

    def _described(self, address: str, form: str) -> bytes:
        library = self._desk.stack.library
        if form == "html":
            return front(library, address, self._desk.limits).encode()
        return description(library, address, form)

    async def query(self, request: Request) -> Response:
        named = named_queries().get(request.path_params["name"])
        if named is None:
            raise RefusedError(404, f"No query is called so. The named queries are {', '.join(named_queries())}.")
        body = await anyio.to_thread.run_sync(lambda: of_query(self._desk.stack.library, named))
        return Response(body, headers={"content-type": content_type("text/html"), **_ALWAYS})

    async def health(self, _: Request) -> Response:
        version = await anyio.to_thread.run_sync(self._desk.ready)
        return JSONResponse(
            {"status": "ok", "content": version, **self._desk.load}, headers={"cache-control": "no-store", **_ALWAYS}
        )


class _Pieces(Response):
    """An answer sent piece by piece, as fast as the client reads it, so that no second copy of it waits in a buffer."""

    def __init__(self, desk: Desk, body: bytes, headers: dict[str, str]) -> None:
        super().__init__(headers={**headers, "content-length": str(len(body))})
        self._desk, self._whole = desk, body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            last = 0 if scope["method"] == "HEAD" else len(self._whole)
            for start in range(0, last, _PIECE):
                piece = self._whole[start : start + _PIECE]
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._desk.sent(len(self._whole))


class _Logged:
    """Writes one line for each request: what was asked for, never who asked, and the query only where that was wanted."""

    def __init__(self, app: ASGIApp, log_queries: bool) -> None:
        self._app, self._log_queries = app, log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), 0, 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            took = (time.perf_counter() - began) * 1000
            asked = f" {printable(scope['asked'])}" if self._log_queries and "asked" in scope else ""
            _LOG.info(
                "%s %s %d %d bytes %.0f ms%s", scope["method"], printable(scope["path"]), status, size, took, asked
            )


def _said(status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(text + "\n", status, {**_ALWAYS, "cache-control": "no-store", **(headers or {})})


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return _said(error.status, error.why)


def _with_status(status: int, headers: Mapping[str, str] | None = None) -> Callable[[Request, Exception], Response]:
    """Return what answers an error by its sentences, with this status."""
    return lambda _, error: _said(status, str(error), headers)
