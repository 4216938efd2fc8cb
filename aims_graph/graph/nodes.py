"""Statements as lines of N-Quads: terms written out, and the graph in which a content file is kept.

Text and not objects, because a store takes lines in bulk several times faster than it takes quads one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from aims_graph.model import Library, Source
from aims_graph.pack.names import FIXED

#: What says something of a subject: predicates (CURIEs) with a term as it stands in N-Quads.
Pairs = Iterator[tuple[str, str]]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"} | {
    chr(n): f"\\u{n:04X}" for n in (*range(9), 11, 12, *range(14, 32), 127)
}
_ESCAPED = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")
_XSD = FIXED["xsd"]
#: A tag of a language as RDF takes it.
_TAG = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")


def quoted(text: str) -> str:
    """Return a text between quotation marks, as N-Triples escapes it.

    >>> quoted('of "ours"') == '"of ' + chr(92) + '"ours' + chr(92) + '""'
    True
    """
    return '"' + (_ESCAPED.sub(lambda m: _ESCAPES[m.group()], text) if _ESCAPED.search(text) else text) + '"'


def english(text: str) -> str:
    """Return an English text."""
    return quoted(text) + "@en"


def spoken(text: str, language: str) -> str:
    """Return a text in the language that a header states, in English where it states none, or no tag of a language.

    >>> spoken("Zweck", "de"), spoken("Purpose", ""), spoken("Purpose", "English (UK)")
    ('"Zweck"@de', '"Purpose"@en', '"Purpose"@en')
    """
    return f"{quoted(text)}@{language if _TAG.fullmatch(language) else 'en'}"


def typed(text: str, datatype: str) -> str:
    """Return a literal of an XML Schema datatype, named without its prefix."""
    return f"{quoted(text)}^^<{_XSD}{datatype}>"


def boolean(value: bool) -> str:
    """Return a boolean literal."""
    return typed("true" if value else "false", "boolean")


def address(iri: str) -> str:
    """Return an IRI that stands in the content in full."""
    return f"<{iri}>"


class Writer:
    """Writes what one library says; keeps each short name that it expanded once."""

    def __init__(self, library: Library) -> None:
        """Begin with nothing expanded."""
        self._iri = library.names.iri
        self._nodes = _Nodes(library.names.iri)
        self._graphs: dict[str, str] = {}
        #: The folder as it stands before its files' names -> what its graphs are named by.
        self._layers = {p.folder: f"{p.slug}/" for p in library.packs if p.layer}

    def node(self, curie: str) -> str:
        """Return the IRI of a CURIE.

        Raises:
            KeyError: if nobody declares its prefix.
        """
        return self._nodes[curie]

    def graph(self, file: str) -> str:
        """Return the name of the graph that holds what a content file says; no path of a person's machine stands in it."""
        found = self._graphs.get(file)
        if found is None:
            named = next(
                (slug + file.removeprefix(layer) for layer, slug in self._layers.items() if file.startswith(layer)),
                file,
            )
            found = self._graphs[file] = f"<{self._iri(f'file:{named}')}>"
        return found

    def is_shipped(self, file: str) -> bool:
        """Whether a content file is the shipped pack's, or that which stands in its place."""
        return not any(file.startswith(layer) for layer in self._layers)

    def stand(self, subject: str, pairs: Pairs, file: str) -> Iterator[str]:
        """Yield what a file says of one subject, in the graph of that file."""
        return self.within(self.node(subject), pairs, self.graph(file))

    def line(self, source: Source, requirements: Iterable[str]) -> Iterator[str]:
        """Yield where a line of a content file stands, and of which requirements it speaks; for a line that is no node of its own."""
        graph = self.graph(source.file)
        pairs = [("aims:speaksOf", self.node(requirement)) for requirement in requirements]
        pairs += [("aims:sourceFile", quoted(source.file)), ("aims:sourceLine", typed(str(source.line), "integer"))]
        return self.within(f"{graph[:-1]}#L{source.line}>", iter(pairs), graph)

    def within(self, about: str, pairs: Pairs, graph: str) -> Iterator[str]:
        """Yield lines about a subject in a graph, both written out."""
        nodes, end = self._nodes, f" {graph} .\n"
        for predicate, value in pairs:
            yield f"{about} {nodes[predicate]} {value}{end}"


class _Nodes(dict[str, str]):
    """The IRI of each CURIE that was asked for, written out."""

    def __init__(self, iri: Callable[[str], str]) -> None:
        """Begin empty."""
        super().__init__()
        self._iri = iri

    def __missing__(self, curie: str) -> str:
        """Expand a CURIE, once."""
        found = self[curie] = f"<{self._iri(curie)}>"
        return found
