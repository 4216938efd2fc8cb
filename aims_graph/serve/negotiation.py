"""Which form of an answer a client wants: the media types of each kind of answer, chosen by ``Accept`` as RFC 9110 has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aims_graph.graph.results import Kind

#: What a person reads; every other form is one of :data:`aims_graph.graph.written.FORMS`.
HTML = "html"
_TRUTHS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/turtle": "turtle",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/html": HTML,
}
#: Kind of answer -> media type -> form; the first of those that are equally welcome is taken.
MEDIA: dict[Kind, Mapping[str, str]] = {
    "select": {**_TRUTHS, "text/csv": "csv", "text/tab-separated-values": "tsv"},
    "ask": _TRUTHS,
    "graph": {
        "text/turtle": "turtle",
        "application/n-triples": "ntriples",
        "application/n-quads": "nquads",
        "application/trig": "trig",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdfxml",
        "application/json": "jsonld",
        "application/xml": "rdfxml",
        "text/xml": "rdfxml",
        "text/html": HTML,
    },
}
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


def chosen(accept: str, offered: Mapping[str, str]) -> str | None:
    """Return the media type of those offered that a client likes best, or None if it takes none.

    Args:
        accept: the header; empty if there is none, and then anything is welcome.
        offered: media type -> form, the preferred ones first.

    >>> chosen("text/csv;q=0.5, application/*", MEDIA["select"]), chosen("image/png", MEDIA["ask"])
    ('application/sparql-results+json', None)
    """
    if not accept.strip():
        return next(iter(offered))
    ranges = dict(_ranges(accept))
    weights = {media: _weight(media, ranges) for media in offered}
    best = max(weights, key=lambda media: weights[media])
    return best if weights[best] > 0 else None


def media_of(form: str, offered: Mapping[str, str]) -> str | None:
    """Return the media type of a form named by its name, or None if there is none."""
    return next((media for media, written in offered.items() if written == form), None)


def content_type(media: str) -> str:
    """Return a media type as it stands over an answer: text is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Yield the ranges of a header with their weights; what is no range is passed over, as a client's mistake in one costs it that one."""
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p.partition("=")[2].strip() for p in parameters if p.partition("=")[0].strip() == "q"), "1")
        if media and _WEIGHT.fullmatch(weight):
            yield media, float(weight)


def _weight(media: str, ranges: Mapping[str, float]) -> float:
    """The most particular range that fits decides."""
    fitting = (media, f"{media.partition('/')[0]}/*", "*/*")
    return next((ranges[name] for name in fitting if name in ranges), 0.0)
