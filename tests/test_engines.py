"""Every named query gives the same rows in another engine: rdflib's own, over its own store, on a part of the content."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store
from rdflib import Dataset
from rdflib.plugins.sparql.sparql import FrozenDict

from aims_graph import load
from aims_graph.graph.named import NamedQuery, run, written
from aims_graph.graph.query import named_queries
from aims_graph.graph.store import open_store

#: Asked once: whether the content has changed since is looked up in its files each time.
NAMES = load().names
TYPE = NamedNode(NAMES.iri("rdf:type"))
MATCHES = [NamedNode(NAMES.iri(f"skos:{kind}Match")) for kind in ("exact", "related", "broad", "narrow")]
TEXT = NAMES.iri("xsd:string")
Row = tuple[tuple[str, ...] | None, ...]


#: Asked of a part of its own: the other engine joins its five frameworks before it follows a path.
ALONE = "shared-by"


class Whole(Dataset):
    """A dataset that does not warn of itself half a million times, each time its engine asks for its default graph."""

    @property
    def default_context(self) -> Any:
        return self.default_graph

    @default_context.setter
    def default_context(self, graph: Any) -> None:
        self._default_context = graph


def same(one: FrozenDict, other: object) -> bool:
    """Whether two rows of that engine are one; its own makes two dictionaries of the two that they hold already."""
    return isinstance(other, FrozenDict) and one._d == other._d


def compatible(one: FrozenDict, other: FrozenDict) -> bool:
    """Whether two rows of that engine can be joined; its own asks of each term what kind it is. Here no query is given values beside its text."""
    held = other._d
    return all(name not in held or held[name] == value for name, value in one._d.items())


def part_of(queries: Collection[NamedQuery], rows: int, whole: Store, quads: list[Quad]) -> Store:
    """Return a part of the content in which queries find something: what the first rows of their answers name and what maps to that.

    Args:
        queries: the queries.
        rows: so many of each answer.
        whole: the content.
        quads: all its statements.
    """

    def instances(kind: str) -> set[Any]:
        return {q.subject for q in whole.quads_for_pattern(None, TYPE, NamedNode(NAMES.iri(kind)))}

    # Whichever rows are kept: the day of a rule of standing is that of the provision it stands in.
    source = NamedNode(NAMES.iri("dcterms:source"))
    kept = {q.object for rule in instances("aims:Standing") for q in whole.quads_for_pattern(rule, source, None)}
    for query in queries:
        for example in query.examples or ({},):
            kept |= {NamedNode(NAMES.iri(value)) for value in example.values() if ":" in value}
            for row in run(query, example, whole, NAMES.table).rows[:rows]:
                named = {t for t in row if isinstance(t, NamedNode)}
                kept |= named | {q.object for n in named for m in MATCHES for q in whole.quads_for_pattern(n, m, None)}
    broader = {q.subject: q.object for q in whole.quads_for_pattern(None, NamedNode(NAMES.iri("skos:broader")), None)}
    for requirement in list(kept):
        while (requirement := broader.get(requirement)) is not None:
            kept.add(requirement)
    dropped = instances("aims:Requirement") - kept
    about = instances("aims:Mapping") | instances("aims:Remainder")
    # What speaks of what is dropped is found from there: all statements are many.
    speaking = {q.subject for term in dropped for q in whole.quads_for_pattern(None, None, term)}
    dropped |= speaking & about
    store = Store()
    store.extend(q for q in quads if q.subject not in dropped and q.object not in dropped)
    # Every pair is related twice: there, engines count a path of alternatives differently.
    stated = [q for match in MATCHES for q in store.quads_for_pattern(None, match, None)]
    store.extend(
        Quad(q.subject, MATCHES[1] if q.predicate == MATCHES[0] else MATCHES[0], q.object, q.graph_name) for q in stated
    )
    return store


@pytest.fixture(scope="module")
def parts() -> Iterator[dict[bool, tuple[Store, Dataset]]]:
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    quicker = pytest.MonkeyPatch()
    quicker.setattr(FrozenDict, "__eq__", same)
    quicker.setattr(FrozenDict, "compatible", compatible)
    quicker.setattr(FrozenDict, "items", lambda row: row._d.items())
    found = {}
    whole = open_store(load())
    quads = [*whole]
    for alone, rows in ((True, 1), (False, 2)):
        store = part_of([q for q in named_queries().values() if (q.name == ALONE) == alone], rows, whole, quads)
        dataset = Whole(default_union=True)
        for quad in store:
            triple = (term(quad.subject), term(quad.predicate), term(quad.object))
            dataset.store.add(triple, dataset.get_context(term(quad.graph_name)))  # type: ignore[arg-type]
        found[alone] = store, dataset
    yield found
    quicker.undo()
    rdflib.NORMALIZE_LITERALS = before


def term(value: Any) -> Any:
    if isinstance(value, NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, BlankNode):
        return rdflib.BNode(value.value)
    assert isinstance(value, Literal)
    # To rdflib a text with the datatype xsd:string is another than one without.
    plain = value.language or value.datatype.value == TEXT
    return rdflib.Literal(
        value.value, lang=value.language, datatype=None if plain else rdflib.URIRef(value.datatype.value)
    )


def comparable(row: Iterable[Any]) -> Row:
    """Return the texts and languages of a row: what an engine computes it may type in its own way, such as 3 as xsd:int.

    Lists are joined in no order; of no member at all, one engine makes nothing and the other an empty text.
    """
    return tuple(
        ("|".join(sorted(re.split(", | or |; ", str(t)))), getattr(t, "language", None) or "") if t else None
        for t in row
    )


@pytest.mark.parametrize("name", named_queries())
def test_another_engine_gives_the_same_rows(name: str, parts: dict[bool, tuple[Store, Dataset]]) -> None:
    query = named_queries()[name]
    part, other = parts[name == ALONE]
    for example in query.examples or ({},):
        ours = [
            comparable([None if t is None else term(t) for t in r]) for r in run(query, example, part, NAMES.table).rows
        ]
        theirs = [comparable(r) for r in other.query(written(query, example, NAMES.table), initNs=dict(NAMES.table))]
        assert Counter(ours) == Counter(theirs)
        assert ours or name in ("where-sets-disagree", "derived-from-rows")
