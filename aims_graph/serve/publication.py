"""What is put on a store elsewhere: each graph of the content under a name that its own triples decide, and one graph of all of them together.

A graph that changes gets another name, so that no graph is ever changed while somebody reads it. The graph of all is what queries are asked of: engines
look into one graph much faster than into sixty. Blank nodes, which some stores refuse, become IRIs (RDF 1.1, skolemisation) by RDFC-1.0, so
that they stay the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import groupby

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Store, Triple

from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.pack.names import FIXED
from aims_graph.serve.compared import values

_HOME = FIXED["file"].removesuffix("file/")
#: Under this stand the names of everything that is published; by itself it is the graph that says which publication is the present one.
POINTER = _HOME + "published"
#: What the pointer says of a publication: the larger its number, the later.
NUMBER = "http://schema.org/position"
#: What the graph of contents says: which graphs a publication has.
PART = FIXED["dcterms"] + "hasPart"
_VERSION_OF, _TRIPLES = FIXED["dcterms"] + "isVersionOf", "http://rdfs.org/ns/void#triples"


@dataclass(frozen=True)
class PublishedGraph:
    """A graph as it is published: its name there, its triples sorted by subject; and its name in the content, empty for one that has none."""

    name: str
    triples: tuple[Triple, ...]
    content: str = ""

    def may_have(self, count: int) -> bool:
        """Whether a store that holds this graph may count so many triples: all, or those of equal value as one."""
        return count == len(self.triples) or (0 < count < len(self.triples) and count == self._values)

    @cached_property
    def _values(self) -> int:
        return values(self.triples)

    def chunks(self, most: int) -> Iterator[tuple[Triple, ...]]:
        """Yield the triples in runs of so many at most; a subject stands in one run unless it has more."""
        run: list[Triple] = []
        for _, group in groupby(self.triples, key=lambda t: t.subject):
            of_subject = list(group)
            if len(run) + len(of_subject) > most and run:
                yield tuple(run)
                run = []
            run += of_subject
            while len(run) > most:
                yield tuple(run[:most])
                del run[:most]
        if run:
            yield tuple(run)


@dataclass(frozen=True)
class Publication:
    """A state of the content to publish: its graphs, each of one file or of what follows from all."""

    parts: tuple[PublishedGraph, ...]

    @cached_property
    def whole(self) -> PublishedGraph:
        """All graphs together, each triple once."""
        name = f"{POINTER}/{_digest(part.name for part in self.parts)}"
        return PublishedGraph(name, tuple(sorted({t for part in self.parts for t in part.triples}, key=str)))

    @cached_property
    def contents(self) -> PublishedGraph:
        """What is said of the publication: its parts, of which graphs of the content they are, and how large."""
        whole = NamedNode(self.whole.name)
        said = [Triple(whole, NamedNode(_TRIPLES), Literal(len(self.whole.triples)))]
        for part in self.parts:
            node = NamedNode(part.name)
            said += [
                Triple(whole, NamedNode(PART), node),
                Triple(node, NamedNode(_VERSION_OF), NamedNode(part.content)),
                Triple(node, NamedNode(_TRIPLES), Literal(len(part.triples))),
            ]
        return PublishedGraph(f"{self.whole.name}/contents", tuple(sorted(said, key=str)))


def publication(library: Library) -> Publication:
    """Return what the content says now, as it is published."""
    store = open_store(library)
    names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return Publication(tuple(_graph(store, name) for name in names))


def _graph(store: Store, name: str) -> PublishedGraph:
    found = [quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(name))]
    if any(isinstance(term, BlankNode) for triple in found for term in (triple.subject, triple.object)):
        found = list(_without_blank_nodes(found, name))
    triples = tuple(sorted(found, key=str))
    return PublishedGraph(f"{POINTER}/{name.removeprefix(_HOME)}/{_digest(map(str, triples))}", triples, name)


def _without_blank_nodes(triples: Iterable[Triple], name: str) -> Iterator[Triple]:
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    base = f"{_HOME}.well-known/genid/{name.removeprefix(_HOME)}/"
    for quad in dataset:
        subject, object_ = (
            NamedNode(base + term.value) if isinstance(term, BlankNode) else term
            for term in (quad.subject, quad.object)
        )
        yield Triple(subject, quad.predicate, object_)


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:32]
