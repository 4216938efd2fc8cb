"""What a file of the graph is, in VoID and DCAT, for a catalogue of data: title, licences, version, counts, and the sum of the file's bytes.

The version names the content and not the file: two files of the same statements have the same, whatever their form. No day stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from aims_graph.exchange.part import Part, lines
from aims_graph.exchange.rdf_out import turtle_text
from aims_graph.graph.quads import quads_of
from aims_graph.model import Framework, Library
from aims_graph.pack.names import FIXED
from aims_graph.version import VERSION

_VOID, _DCAT, _SPDX = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://spdx.org/rdf/terms#"
_DCTERMS, _XSD = FIXED["dcterms"], FIXED["xsd"]
_TYPE = NamedNode(FIXED["rdf"] + "type")
_MEDIA = "https://www.iana.org/assignments/media-types/"
#: Form of the graph -> its media type, of those that have one.
MEDIA_TYPES = {
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "turtle": "text/turtle",
    "skos": "text/turtle",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "owl": "application/rdf+xml",
}
#: Stands for the place of the file, which nobody knows yet: names are relative to it.
_BASE = "https://place.invalid/"


def description(library: Library, part: Part, form: str, file: str, data: bytes) -> bytes:
    """Return the description of a written file, in Turtle, to lie beside it.

    Args:
        library: the content.
        part: what was written.
        form: in which form.
        file: the name of the file, without its folder.
        data: its bytes.
    """
    triples = [*_dataset(library, part), *_file(form, file, data)]
    prefixes = {**library.names.table, "void": _VOID, "dcat": _DCAT, "spdx": _SPDX}
    # Relative addresses, so that both files can be moved together.
    return turtle_text(triples, RdfFormat.TURTLE, prefixes).replace(f"<{_BASE}".encode(), b"<")


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(_XSD + "integer"))


def _dataset(library: Library, part: Part) -> Iterator[Triple]:
    text = lines(library, part)
    quads = quads_of(text)
    whole = NamedNode(_BASE + "#dataset")
    digest = sha256("".join(text).encode()).hexdigest()

    def said(name: str, value: NamedNode | Literal | BlankNode) -> Triple:
        return Triple(whole, NamedNode(name), value)

    yield said(_TYPE.value, NamedNode(_VOID + "Dataset"))
    yield said(_TYPE.value, NamedNode(_DCAT + "Dataset"))
    yield said(_DCTERMS + "title", Literal(_title(part), language="en"))
    yield said(_DCAT + "version", Literal(f"{VERSION}+{digest[:12]}"))
    yield said(_DCTERMS + "identifier", Literal(f"sha256 of the sorted N-Quads: {digest}"))
    yield from (said(_DCTERMS + "license", NamedNode(licence)) for licence in licences(library, part))
    triples = {q.triple for q in quads}
    yield said(_VOID + "triples", _count(len(triples)))
    yield said(_VOID + "distinctSubjects", _count(len({t.subject for t in triples})))
    yield said(_VOID + "properties", _count(len({t.predicate for t in triples})))
    spaces = {
        library.names.table[c.partition(":")[0]]
        for t in triples
        if (c := library.names.curie(t.predicate.value)) != t.predicate.value
    }
    yield from (said(_VOID + "vocabulary", NamedNode(space)) for space in sorted(spaces))
    classes = Counter(t.object.value for t in triples if t.predicate == _TYPE and isinstance(t.object, NamedNode))
    for n, (kind, count) in enumerate(sorted(classes.items())):
        node = BlankNode(f"class{n}")
        yield said(_VOID + "classPartition", node)
        yield Triple(node, NamedNode(_VOID + "class"), NamedNode(kind))
        yield Triple(node, NamedNode(_VOID + "entities"), _count(count))
    graphs = Counter(q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode))
    for name, count in sorted(graphs.items()):
        yield said(_VOID + "subset", NamedNode(name))
        yield Triple(NamedNode(name), _TYPE, NamedNode(_VOID + "Dataset"))
        yield Triple(NamedNode(name), NamedNode(_VOID + "triples"), _count(count))


def _title(part: Part) -> str:
    if part is None:
        return "aims-graph: frameworks for artificial intelligence and what answers what among them"
    return part.title


def licences(library: Library, part: Part) -> list[str]:
    """Return the licences of what is in a part, each once."""
    frameworks = [part] if isinstance(part, Framework) else [] if part else list(library.frameworks.values())
    sets = [] if isinstance(part, Framework) else [part] if part else library.sets
    return sorted({f.licence for f in frameworks if f.licence} | {str(s.header["license"]) for s in sets})


def _file(form: str, file: str, data: bytes) -> Iterator[Triple]:
    whole, place, checksum = NamedNode(_BASE + "#dataset"), NamedNode(_BASE + quote(file)), BlankNode("checksum")
    yield Triple(whole, NamedNode(_DCAT + "distribution"), place)
    yield Triple(whole, NamedNode(_VOID + "dataDump"), place)
    yield Triple(place, _TYPE, NamedNode(_DCAT + "Distribution"))
    yield Triple(place, NamedNode(_DCAT + "downloadURL"), place)
    yield Triple(
        place, NamedNode(_DCAT + "byteSize"), Literal(str(len(data)), datatype=NamedNode(_XSD + "nonNegativeInteger"))
    )
    if form in MEDIA_TYPES:
        yield Triple(place, NamedNode(_DCAT + "mediaType"), NamedNode(_MEDIA + MEDIA_TYPES[form]))
    yield Triple(place, NamedNode(_SPDX + "checksum"), checksum)
    yield Triple(checksum, _TYPE, NamedNode(_SPDX + "Checksum"))
    yield Triple(checksum, NamedNode(_SPDX + "algorithm"), NamedNode(_SPDX + "checksumAlgorithm_sha256"))
    value = Literal(sha256(data).hexdigest(), datatype=NamedNode(_XSD + "hexBinary"))
    yield Triple(checksum, NamedNode(_SPDX + "checksumValue"), value)
