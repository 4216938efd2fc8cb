"""A SPARQL endpoint elsewhere, over HTTP: queries as a form, updates as they are, graphs of the Graph Store Protocol.

Credentials come from the environment and go nowhere but to the host that was named: redirects are not followed, and to another machine only over
HTTPS. What a server answers is read up to a limit, and what it says when it refuses is passed on.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Generator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

import httpx2
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from aims_graph.counting import count_of
from aims_graph.errors import AimsError, printable
from aims_graph.graph.results import Result, from_engine

USER, PASSWORD, TOKEN = "AIMS_GRAPH_ENDPOINT_USER", "AIMS_GRAPH_ENDPOINT_PASSWORD", "AIMS_GRAPH_ENDPOINT_TOKEN"
#: The most that is read of one answer, in bytes, and how long a server may be silent, in seconds.
_MOST, _SILENCE = 256 << 20, 300.0
#: The header by which Virtuoso says after how many rows it cuts.
_CUT_AT = "x-sparql-maxrows"
_RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}


class RemoteError(AimsError):
    """The server elsewhere refused, failed, or could not be reached; ``status`` is what it answered, 0 if nothing."""

    def __init__(self, what: str, mend: str, status: int = 0) -> None:
        """Keep the status."""
        super().__init__(what, mend)
        self.status = status


class Remote:
    """One server.

    Args:
        queries: where it answers queries.
        writes: where it takes updates, or graphs; the same address if empty.
        transport: what carries requests, for tests.

    Raises:
        AimsError: if an address is none, holds credentials, or would send them in the open.
    """

    def __init__(self, queries: str, writes: str = "", transport: httpx2.BaseTransport | None = None) -> None:
        """Connect to nothing yet."""
        self.queries, self.writes = queries, writes or queries
        secret = any(os.environ.get(name) for name in (USER, TOKEN))
        for address in (self.queries, self.writes):
            _check(address, secret)
        self._http = httpx2.Client(
            auth=_Credentials(), timeout=httpx2.Timeout(_SILENCE, connect=10.0), transport=transport
        )

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def query(self, text: str, graphs: Sequence[str] = ()) -> Result:
        """Answer a SELECT query.

        Args:
            text: the query, with its prefixes.
            graphs: the graphs that together are the default graph; the server's own if none are named.

        Raises:
            RemoteError: if the server refuses or cannot be reached, or answers what are no rows.
        """
        form: dict[str, str | list[str]] = {"query": text}
        if graphs:
            form["default-graph-uri"] = list(graphs)
        told, body = self.send("POST", self.queries, data=form, headers={"accept": f"{', '.join(_RESULTS)};q=0.9"})
        media = told.get("content-type", "").partition(";")[0].strip().lower()
        kind = _RESULTS.get(media)
        try:
            answer = parse_query_results(body, kind) if kind else None
            if isinstance(answer, QuerySolutions):
                found = from_engine(answer)
                most = told.get(_CUT_AT, "")
                cut = most.isdecimal() and len(found.rows) >= int(most)
                return (
                    replace(found, cut=f"The server cut the answer after {count_of(int(most), 'row')}.")
                    if cut
                    else found
                )
        except (SyntaxError, ValueError) as error:
            raise RemoteError(f"{self.queries} answers what cannot be read: {printable(str(error))}.", _OTHER) from None
        raise RemoteError(f"{self.queries} answers no rows but {printable(media) or 'nothing'}.", _OTHER)

    def update(self, text: str) -> None:
        """Change the store.

        Raises:
            RemoteError: if the server refuses or cannot be reached.
        """
        self.send("POST", self.writes, content=text.encode(), headers={"content-type": "application/sparql-update"})

    def send(
        self,
        method: str,
        address: str,
        *,
        data: dict[str, str | list[str]] | None = None,
        content: bytes | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        missing: bool = False,
    ) -> tuple[httpx2.Headers, bytes]:
        """Send a request and return the headers and the body of the answer.

        Args:
            missing: whether an answer of 404 is none to complain about.

        Raises:
            RemoteError: if the server cannot be reached, or answers anything but success.
        """
        try:
            with self._http.stream(
                method, address, data=data, content=content, params=params, headers=headers
            ) as answer:
                body = bytearray()
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > _MOST:
                        raise RemoteError(f"{address} answers more than {_MOST >> 20} MiB.", "Ask for less.")
                status, told = answer.status_code, answer.headers
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            why = printable(str(error) or type(error).__name__).rstrip(".")
            raise RemoteError(
                f"{address} cannot be reached: {why}.", "See that the server runs and the address is right."
            ) from None
        if not 200 <= status < 300 and not (missing and status == 404):
            raise _refusal(address, status, bytes(body))
        return told, bytes(body)


_OTHER = "See that this is the address of a SPARQL 1.1 endpoint."


def _refusal(address: str, status: int, body: bytes) -> RemoteError:
    said = printable(" ".join(body[:2000].decode(errors="replace").split())[:400])
    mend = {
        401: f"Name a user in {USER} and {PASSWORD}, or a token in {TOKEN}.",
        403: f"The user (of {USER} or {TOKEN}) may not do this there.",
        404: _OTHER,
        405: _OTHER,
    }.get(status, "Mend what the server names.")
    moved = " It sends to another address: name that one." if 300 <= status < 400 else ""
    return RemoteError(f"{address} answers {status}{f': {said}' if said else '.'}{moved}", mend, status)


def _check(address: str, secret: bool) -> None:
    try:
        parts = urlsplit(address)
        host, scheme, inside = parts.hostname or "", parts.scheme, parts.username or parts.password
        _ = parts.port
    except ValueError:
        host, scheme, inside = "", "", None
    if scheme not in ("http", "https") or not host:
        raise AimsError(f"'{printable(address)}' is no address of a server.", "Write it as https://example.org/sparql.")
    if inside:
        raise AimsError(
            "The address holds a user or a password.",
            f"Name them in {USER} and {PASSWORD}: others can read a command line.",
        )
    if secret and scheme == "http" and not _is_here(host):
        raise AimsError(f"Credentials would go to {host} in the open.", f"Use https, or unset {USER} and {TOKEN}.")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Credentials(httpx2.Auth):
    """Whatever the environment names: a token, or a user by Basic or Digest, as the server asks when it is asked first."""

    def __init__(self) -> None:
        self._way: httpx2.Auth | None = None

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        token, user = os.environ.get(TOKEN), os.environ.get(USER)
        if token:
            request.headers["authorization"] = f"Bearer {token}"
        elif self._way is None:
            answer = yield request
            if not user or answer.status_code != 401:
                return
            asked = answer.headers.get("www-authenticate", "").lower()
            self._way = (httpx2.DigestAuth if asked.startswith("digest") else httpx2.BasicAuth)(
                user, os.environ.get(PASSWORD, "")
            )
        if self._way is None:
            yield request
        else:
            yield from self._way.auth_flow(request)
