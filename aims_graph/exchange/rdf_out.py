"""The graph in the syntaxes of RDF. TriG, N-Quads and JSON-LD keep which file says what as named graphs; Turtle and RDF/XML hold one graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from aims_graph.errors import AimsError
from aims_graph.exchange.draft import Note
from aims_graph.exchange.leaving import Written
from aims_graph.exchange.part import Part, lines, quads
from aims_graph.model import Library

#: What XML 1.0 has no way to write.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ONE_GRAPH = Note(
    "", "which file says what, as named graphs; aims:sourceFile and aims:sourceLine still say it of each row"
)


def nquads(library: Library, part: Part) -> Written:
    """Return a part as N-Quads, sorted."""
    return Written("".join(lines(library, part)).encode())


def trig(library: Library, part: Part) -> Written:
    """Return a part as TriG, graph by graph."""
    found = sorted(quads(library, part), key=lambda q: str(q.graph_name))  # keeps the order within a graph
    return Written(turtle_text(found, RdfFormat.TRIG, library.names.table))


def turtle(library: Library, part: Part) -> Written:
    """Return a part as Turtle."""
    return Written(turtle_text(_triples(library, part), RdfFormat.TURTLE, library.names.table), (_ONE_GRAPH,))


def rdfxml(library: Library, part: Part) -> Written:
    """Return a part as RDF/XML."""
    return Written(xml_text(_triples(library, part), library.names.table), (_ONE_GRAPH,))


def _triples(library: Library, part: Part) -> list[Triple]:
    return list(dict.fromkeys(q.triple for q in quads(library, part)))


def turtle_text(statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """Return statements as Turtle or TriG, with the prefixes that are used, in order."""
    written = pyoxigraph.serialize(statements, format=form, prefixes=dict(prefixes))
    assert written is not None
    top = re.match(rb"(?:@prefix [^\n]*\n)*", written)
    assert top is not None
    body = written[top.end() :]
    # The engine writes all prefixes, in an order that changes from run to run.
    used = sorted(line for line in top[0].splitlines(keepends=True) if line.split()[1] in body)
    return b"".join([*used, b"\n", body])


def xml_text(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return triples as RDF/XML, with all prefixes in order.

    Raises:
        AimsError: if a text holds a character that XML has no way to write.
    """
    written = pyoxigraph.serialize(triples, format=RdfFormat.RDF_XML, prefixes=dict(prefixes))
    assert written is not None
    found = _NO_XML.search(written.decode())
    if found:
        raise AimsError(
            f"XML cannot hold the character U+{ord(found[0]):04X}.", "Remove it from the content, or write TriG."
        )
    return re.sub(
        rb"<rdf:RDF ([^>]*)>", lambda m: b"<rdf:RDF " + b" ".join(sorted(m[1].split(b" "))) + b">", written, count=1
    )
