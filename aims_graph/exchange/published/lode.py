"""Classes and properties of an ontology as HTML, by pyLODE.

What pyLODE 3.3.4 does otherwise than a reader of ours needs is mended in what it is given, and not in what it returns:
an anchor is the end of the IRI (its own come of the label, so that no IRI with ``#`` arrived); classes of others are no entries; a property
that is also functional stood twice under one anchor, and is one entry that says so. A text is no Markdown, nor HTML; and the labels of standard
terms are kept in a folder of the run, for it writes them into its own package, which need not be writable.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from html import escape
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import NamedTuple

from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef

from aims_graph.errors import AimsError

#: What pyLODE takes for the thing that the page is about, all of them together.
_WHOLES = (OWL.Ontology, SKOS.ConceptScheme)
#: The version whose page is known.
_KNOWN = "3.3.4"
#: Held while pyLODE's module is changed.
_ALONE = Lock()


class Documented(NamedTuple):
    """The sections of a page, and its table of contents."""

    sections: str
    contents: str


def documented(graph: Graph, ontology: str, namespace: str) -> Documented:
    """Return the classes and properties of a namespace with what is said of them, and of the ontology itself.

    Args:
        graph: the ontology; it is left as it is.
        ontology: the IRI of its header.
        namespace: where its names begin.

    While it runs, what pyLODE's module holds is another for the whole process: one call waits for the other, and nobody else may use pyLODE meanwhile.

    Raises:
        AimsError: if pyLODE is another than is known here and writes its page otherwise.
    """
    # As it is imported it sets the root logger to DEBUG, unless that has a handler.
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)
    try:
        import pylode.utils
        from pylode import OntPub
    finally:
        root.removeHandler(silent)

    given = _given(graph, URIRef(ontology), namespace)
    with _ALONE, tempfile.TemporaryDirectory() as folder:
        was = pylode.utils.RDF_FOLDER, pylode.utils.markdown
        for path in was[0].glob("*.ttl"):
            shutil.copy(path, folder)
        pylode.utils.RDF_FOLDER, pylode.utils.markdown = Path(folder), SimpleNamespace(markdown=escape)
        try:
            page = OntPub(given, sort_subjects=True)
            # An IRI is of the ontology if it begins with one of these.
            page.ns = (namespace, namespace)
            page.fids = {
                str(s): str(s).removeprefix(namespace) for s in given.subjects() if str(s).startswith(namespace)
            }
            html = page.make_html()
        finally:
            pylode.utils.RDF_FOLDER, pylode.utils.markdown = was
    return Documented(_div(html, "content"), _div(html, "toc"))


def _given(graph: Graph, ontology: URIRef, namespace: str) -> Graph:
    """Return what pyLODE is given of an ontology."""
    given = Graph(bind_namespaces="core")
    for prefix, space in graph.namespaces():
        given.bind(prefix, space, override=True)
    for s, p, o in graph:
        if p == RDF.type and o == OWL.FunctionalProperty:
            given.add((s, SKOS.note, Literal("A subject has at most one value.")))
            continue
        if p == RDF.type and isinstance(s, URIRef) and not (s == ontology if o in _WHOLES else s.startswith(namespace)):
            continue
        given.add((s, p, o))
    return given


def _div(html: str, name: str) -> str:
    """Return what a division of pyLODE's page holds."""
    found = re.search(rf'\n    <div id="{name}">\n(.*?)\n    </div>', html, re.DOTALL)
    if found is None:
        raise AimsError(
            f"pyLODE {version('pylode')} writes a page without the part '{name}', which is looked for here.",
            f"Install the one that is known here: pip install pylode=={_KNOWN}",
        )
    return found[1]
