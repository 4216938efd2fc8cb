"""The answer of a query in the standard forms: SPARQL 1.1 results for rows and truths, RDF for graphs; every IRI, datatype and language whole.

The writers are the engine's own. Forms by kind of answer: JSON, XML, CSV and TSV for rows; JSON and XML for a truth; Turtle, TriG, N-Triples,
N-Quads, JSON-LD and RDF/XML for graphs. Rows also in Turtle, in the W3C vocabulary for result sets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple

from aims_graph.errors import AimsError
from aims_graph.graph.results import Kind, Result, to_turtle

#: Form -> how rows and truths are written in it; CSV and TSV have none for a truth.
RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_ROWS_ONLY = ("csv", "tsv")
#: Form -> how graphs are written in it; JSON and XML are what a graph has for them.
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "json": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
}
FORMS = tuple(dict.fromkeys((*RESULTS, *GRAPHS)))
#: Forms that are XML.
_XML = ("xml", "rdfxml")
#: A sign that no XML document can hold, not even written by its number.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What RDF/XML needs at the end of a predicate, to write it as an element: a name, which begins with a letter.
_NAME_AT_END = re.compile(r"[^\W\d][\w.\-\u00b7]*$")


def forms_of(kind: Kind) -> tuple[str, ...]:
    """Return the standard forms that an answer of this kind can be written in."""
    if kind == "graph":
        return (*GRAPHS, *_ROWS_ONLY)
    return (*(f for f in RESULTS if kind == "select" or f not in _ROWS_ONLY), "turtle")


def written(result: Result, form: str, prefixes: Mapping[str, str]) -> bytes:
    """Return an answer in one of the standard forms. That something was cut is for the caller to say: the forms have no place for it.

    Args:
        result: the answer; the rows of a graph are its triples, and as CSV or TSV they are written as rows.
        form: one of :data:`FORMS`.
        prefixes: prefix -> IRI, for forms that shorten.

    Raises:
        AimsError: if answers of this kind have no such form, or this one holds what the form has no way to write.
    """
    if form not in forms_of(result.kind):
        called = {"select": "rows", "ask": "yes or no", "graph": "a graph"}[result.kind]
        raise AimsError(f"An answer that is {called} has no form '{form}'.", f"Use {', '.join(forms_of(result.kind))}.")
    if form in _XML:
        _check_xml(result)
        # XML keeps what begins so to itself.
        prefixes = {prefix: iri for prefix, iri in prefixes.items() if not prefix.lower().startswith("xml")}
    if form == "turtle":
        return to_turtle(result, prefixes).encode()
    if result.kind == "graph" and form not in _ROWS_ONLY:
        triples = (Triple(*row) for row in result.rows)  # type: ignore[arg-type]
        whole = pyoxigraph.serialize(triples, format=GRAPHS[form], prefixes=dict(prefixes))
        assert whole is not None
        return whole
    if result.kind == "ask":
        return _truth(bool(result.truth), form)
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in result.rows]
    tsv = "\n".join([*lines, ""]).encode()
    answer = pyoxigraph.parse_query_results(tsv, QueryResultsFormat.TSV).serialize(format=RESULTS[form])
    assert answer is not None
    return answer


def _check_xml(result: Result) -> None:
    """Refuse what XML has no way to write: the engine would write it all the same, and no reader would take the file.

    Raises:
        AimsError: with what it is.
    """
    for row in result.rows:
        for term in row:
            sign = _NO_XML.search(term.value) if isinstance(term, Literal) else None
            if sign:
                what = f"The answer holds a sign that XML cannot hold (U+{ord(sign[0]):04X})."
                raise AimsError(what, "Take it in another form, as JSON.")
        predicate = row[1] if result.kind == "graph" else None
        if isinstance(predicate, NamedNode) and not _NAME_AT_END.search(predicate.value):
            what = f"RDF/XML cannot write {predicate}, which ends in no name, as a predicate."
            raise AimsError(what, "Take the answer in another form, as Turtle or JSON-LD.")


def _truth(truth: bool, form: str) -> bytes:
    source = b'{"head":{},"boolean":true}' if truth else b'{"head":{},"boolean":false}'
    answer = pyoxigraph.parse_query_results(source, QueryResultsFormat.JSON).serialize(format=RESULTS[form])
    assert answer is not None
    return answer
