"""A request of the SPARQL 1.1 Protocol: the query, the graphs it is asked of, the form wanted; and each way in which there is none.

https://www.w3.org/TR/sparql11-protocol/: GET, POST with a form, POST with the query itself. Parameters that the protocol does not know are passed
over, for clients send such (``format``, ``output``); ``as`` is ours and names a form, for whoever cannot set a header.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from aims_graph.counting import count_of
from aims_graph.graph.sparql import LONGEST

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
#: The longest body, in bytes: a query of :data:`LONGEST` characters, each of four bytes and each byte written with three, and some graphs.
LONGEST_BODY = LONGEST * 12 + (64 << 10)
_GRAPHS = ("default-graph-uri", "named-graph-uri")
_OURS = ("query", "update", "as", *_GRAPHS)
_FIELDS = 1_000
_READ_ONLY = "This endpoint only reads; nothing was changed."


class RefusedError(Exception):
    """A request that is not answered: its status and one sentence that says why, with what to do."""

    def __init__(self, status: int, why: str) -> None:
        """Keep all of it for the response."""
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(frozen=True)
class QueryRequest:
    """What is asked: the query, the graphs named beside it (of the default graph, named ones; None if none are), the form by name or empty."""

    query: str
    graphs: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    form: str = ""


@dataclass(frozen=True)
class DescriptionRequest:
    """The service is asked to describe itself, in the form by name or, where that is empty, in one that is welcome."""

    form: str = ""


async def read(request: Request) -> QueryRequest | DescriptionRequest:
    """Return what a request asks.

    Raises:
        RefusedError: if it asks nothing that is answered here.
    """
    beside = _fields(request.scope["query_string"])
    if request.method != "POST":
        if not any(name in _OURS for name, _ in beside if name != "as"):
            return DescriptionRequest(_form([value for name, value in beside if name == "as"]))
        return _asked(beside)
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    _plain(request, parameters)
    if media == UPDATE:
        raise RefusedError(403, _READ_ONLY)
    if media not in (FORM, QUERY):
        raise RefusedError(415, f"A query comes as {FORM} or {QUERY}.")
    body = await _body(request)
    if media == FORM:
        if any(name in _OURS for name, _ in beside):
            raise RefusedError(400, "Write every parameter into the form, and none into the address.")
        return _asked(_fields(body))
    if any(name == "query" for name, _ in beside):
        raise RefusedError(400, "Two queries were sent: one in the address, one in the body.")
    try:
        return _asked([*beside, ("query", body.decode())])
    except UnicodeDecodeError:
        raise RefusedError(400, "The query is not UTF-8 text.") from None


def _plain(request: Request, parameters: str) -> None:
    charset = next(
        (
            v.strip(" \"'").lower()
            for k, _, v in (p.partition("=") for p in parameters.split(";"))
            if k.strip().lower() == "charset"
        ),
        "utf-8",
    )
    if charset not in ("utf-8", "us-ascii"):
        raise RefusedError(415, "Send the query as UTF-8 text.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "Send the query as it is, not compressed.")


async def _body(request: Request) -> bytes:
    too_long = RefusedError(413, f"At most {LONGEST_BODY:,} bytes are read.")
    said = request.headers.get("content-length", "0")
    if said.isdecimal() and int(said) > LONGEST_BODY:
        raise too_long
    taken = bytearray()
    async for piece in request.stream():
        taken += piece
        if len(taken) > LONGEST_BODY:
            raise too_long
    return bytes(taken)


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, "A parameter is not UTF-8 text.") from None
    except ValueError:
        raise RefusedError(400, f"At most {_FIELDS:,} parameters are read.") from None


def _asked(fields: list[tuple[str, str]]) -> QueryRequest:
    values = {name: [value for key, value in fields if key == name] for name in _OURS}
    if values["update"]:
        raise RefusedError(403, _READ_ONLY)
    if len(values["query"]) != 1:
        raise RefusedError(400, "Send one query, and one only, as the parameter 'query'.")
    form = _form(values["as"])
    if len(values["query"][0]) > LONGEST:
        raise RefusedError(
            413, f"The query has {count_of(len(values['query'][0]), 'character')}; at most {LONGEST:,} are read."
        )
    graphs = None
    if any(values[name] for name in _GRAPHS):
        graphs = (_iris(values[_GRAPHS[0]]), _iris(values[_GRAPHS[1]]))
    return QueryRequest(values["query"][0], graphs, form)


def _form(named: list[str]) -> str:
    if len(named) > 1:
        raise RefusedError(400, "Name one form with 'as'.")
    return "".join(named)


def _iris(values: Iterable[str]) -> tuple[str, ...]:
    for value in values:
        try:
            NamedNode(value)
        except ValueError:
            raise RefusedError(400, "The name of a graph must be a whole IRI.") from None
    return tuple(values)
