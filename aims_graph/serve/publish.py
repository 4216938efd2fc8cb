"""Puts a publication on a store elsewhere so that nobody ever reads half of it, and goes on where it was interrupted.

1. Graphs that are not there yet are added, batch by batch; what is there from an interrupted run is read back first, and only the rest is sent.
2. Each is read back and compared term by term, and so is what is said of the publication; the graph of all is counted.
3. Each named query is asked there, and how it is answered is published too.
4. Only then one triple is added to the pointer graph: this publication is the one with the largest number. That is the switch.
5. The switch is read back, all graphs are counted once more, and graphs of earlier publications are dropped.

Whoever is interrupted before the fourth step has changed nothing that is read; after it, all is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, Triple

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.graph.query import named_queries
from aims_graph.graph.results import Term
from aims_graph.model import Library
from aims_graph.serve.compared import Difference, compared, text_of
from aims_graph.serve.publication import NUMBER, PART, POINTER, PublishedGraph, publication
from aims_graph.serve.remote import Remote
from aims_graph.serve.stores import BATCH, Target
from aims_graph.serve.tried import as_graph, name_of, tried, was_tried

#: So many triples are asked for at once when a graph is read back.
_READ = 2_000
_AGAIN = "Run it again: it goes on from there."


class NotAsSentError(AimsError):
    """The store does not hold what was sent."""


@dataclass(frozen=True)
class Published:
    """What publishing did: the graph of all, the number of the publication, how many graphs were sent, were there already, were dropped.

    ``changed`` says in which graphs the store keeps literals in another form of the same value, with an example each; ``queries``
    how each named query is answered there.
    """

    whole: str
    number: int
    sent: int
    kept: int
    dropped: int
    changed: tuple[str, ...]
    queries: dict[str, str]


def present(remote: Remote) -> tuple[int, str] | None:
    """Return number and graph of the publication that is read at a store; None if there is none.

    Raises:
        RemoteError: if the store cannot be asked.
        AimsError: if two publications claim to be the latest.
    """
    numbered = _numbered(remote)
    if not numbered:
        return None
    if _tied(numbered):
        raise AimsError(
            f"Two publications are number {numbered[-1][0]}: two were made at the same time.",
            "Publish once more, from one place.",
        )
    return numbered[-1]


def publish(remote: Remote, target: Target, library: Library, say: Callable[[str], None]) -> Published:
    """Make the content the one that is read.

    Args:
        remote: the store, to be asked.
        target: the same store, to be changed.
        library: what is to be read there.
        say: told what happens, sentence by sentence.

    Raises:
        RemoteError: if the store refuses, or cannot be reached; nothing that is read has then changed.
        NotAsSentError: if it does not hold what was sent.
        AimsError: if somebody else published at the same time.
    """
    wanted = publication(library)
    numbered = _numbered(remote)
    before = numbered[-1] if numbered and not _tied(numbered) else None
    last = numbered[-1][0] if numbered else 0
    graphs = (*wanted.parts, wanted.contents)
    trusted = _named_by(remote, before[1]) if before else frozenset[str]()
    sent, changed = 0, list[str]()
    for graph in graphs:
        there = _count(remote, graph)
        if not (graph.name in trusted and graph.may_have(there)):
            say(f"Sending {graph.content or graph.name}: {count_of(len(graph.triples), 'triple')}.")
            difference = _bring(remote, target, graph, there > 0)
            sent += 1
            if difference:
                changed.append(f"{graph.content or graph.name}: {difference}")
    if not wanted.whole.may_have(_count(remote, wanted.whole)):
        say(f"Gathering {count_of(len(wanted.whole.triples), 'triple')} in one graph.")
        target.gather(wanted.whole, wanted.parts)
    _count_all(remote, (*graphs, wanted.whole))
    queries = was_tried(remote, wanted.whole.name)
    if queries.keys() != named_queries().keys():
        say("Asking every named query there.")
        queries = dict(tried(remote, library, wanted.whole.name))
        target.drop(name_of(wanted.whole.name))
        _bring(remote, target, as_graph(wanted.whole.name, queries), False)
    number = last
    if before is None or before[1] != wanted.whole.name:
        number = last + 1
        target.add(POINTER, [Triple(NamedNode(wanted.whole.name), NamedNode(NUMBER), Literal(number))])
        if present(remote) != (number, wanted.whole.name):
            raise AimsError("Somebody else published at the same time.", _AGAIN)
    dropped = _sweep(remote, target, {name_of(wanted.whole.name), *(g.name for g in (*graphs, wanted.whole))})
    _count_all(remote, (*graphs, wanted.whole))
    return Published(wanted.whole.name, number, sent, len(graphs) - sent, dropped, tuple(changed), queries)


def _bring(remote: Remote, target: Target, graph: PublishedGraph, begun: bool) -> Difference | None:
    """Send what of a graph is not there, and compare what is there then; return in which other form the store holds it."""
    for batch in graph.chunks(BATCH):
        difference = compared(batch, _held(remote, graph.name, batch)) if begun else None
        if not begun or (difference and not difference.values):
            target.add(graph.name, batch)
    other = None
    for chunk in graph.chunks(_READ):
        difference = compared(chunk, _held(remote, graph.name, chunk))
        if difference and not difference.values:
            raise NotAsSentError(f"The store does not hold {graph.name} as it was sent: {difference}.", _AGAIN)
        other = other or difference
    return other


def _held(remote: Remote, name: str, triples: Sequence[Triple]) -> list[tuple[Term | None, ...]]:
    """Return what a graph holds of the subjects of some triples."""
    rows: list[tuple[Term | None, ...]] = []
    subjects = iter(dict.fromkeys(str(triple.subject) for triple in triples))
    while some := " ".join(islice(subjects, _READ)):
        rows += remote.query(f"SELECT ?s ?p ?o {{ GRAPH <{name}> {{ VALUES ?s {{ {some} }} ?s ?p ?o }} }}").rows
    return rows


def _count(remote: Remote, graph: PublishedGraph) -> int:
    """Return how many triples there are in a graph; 0 if it is not there."""
    ((found,),) = remote.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph.name}> {{ ?s ?p ?o }} }}").rows
    return int(text_of(found))


def _count_all(remote: Remote, graphs: Iterable[PublishedGraph]) -> None:
    for graph in graphs:
        found = _count(remote, graph)
        if not graph.may_have(found):
            what = f"The store holds {count_of(found, 'triple')} in {graph.name}, and {len(graph.triples):,} were sent."
            raise NotAsSentError(what, _AGAIN)


def _named_by(remote: Remote, whole: str) -> frozenset[str]:
    """Return the graphs of a publication, which were compared before it became the one that is read."""
    contents = f"{whole}/contents"
    rows = remote.query(f"SELECT DISTINCT ?part {{ GRAPH <{contents}> {{ ?whole <{PART}> ?part }} }}").rows
    return frozenset({contents, *(text_of(part) for (part,) in rows)})


def _sweep(remote: Remote, target: Target, kept: set[str]) -> int:
    """Drop every graph that a publication left here and that is none of those kept."""
    rows = remote.query(
        f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{POINTER}/")) }}'
    ).rows
    gone = sorted({text_of(graph) for (graph,) in rows} - kept)
    for name in gone:
        target.drop(name)
    return len(gone)


def _numbered(remote: Remote) -> list[tuple[int, str]]:
    """Return number and graph of every publication there ever was, the latest last."""
    rows = remote.query(f"SELECT ?whole ?number {{ GRAPH <{POINTER}> {{ ?whole <{NUMBER}> ?number }} }}").rows
    return sorted((int(text_of(number)), text_of(whole)) for whole, number in rows)


def _tied(numbered: Sequence[tuple[int, str]]) -> bool:
    return len(numbered) > 1 and numbered[-1][0] == numbered[-2][0]
