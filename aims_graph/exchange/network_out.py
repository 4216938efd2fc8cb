"""Frameworks and mappings as a network, GraphML and GEXF, for Gephi, yEd, igraph or networkx: requirements, their place, rows and supports.

Every edge has an id of its own; a number is always written as one, for a tool that meets 1 among 0.9 splits the column.
"""

from __future__ import annotations

import io

import networkx as nx

from aims_graph.errors import visible
from aims_graph.exchange.draft import Note
from aims_graph.exchange.leaving import Written
from aims_graph.exchange.part import Part
from aims_graph.model import Framework, Library, Mapping


def network(library: Library, part: Part = None) -> nx.MultiDiGraph[str]:
    """Return requirements as nodes, by id; part of, rows and supports as edges with an id each (the key).

    Args:
        library: the content.
        part: a framework; a mapping set, whose rows alone are edges beside the places in its frameworks; or everything the project states.
    """
    chosen = _frameworks(library, part)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for framework in chosen:
        for r in library.members(framework):
            facts = {"number": r.number, "title": r.title, "framework": framework, "kind": r.kind}
            graph.add_node(
                r.id, label=visible(r.name), assessable=r.assessable, **{k: visible(v) for k, v in facts.items()}
            )
    for name in list(graph):
        parent = library.requirements[name].parent
        if parent in graph:
            graph.add_edge(name, parent, key=f"{name}/part-of", kind="part of")
    for row in _rows(library, part):
        if row.relation and row.subject_id in graph and row.object_id in graph:
            graph.add_edge(
                row.subject_id,
                row.object_id,
                key=f"map:{row.row_id}",
                kind=row.relation,
                confidence=float(row.confidence),
                subject_met=row.subject_met,
                object_met=row.object_met,
                comment=visible(row.comment),
                where=str(row.source),
            )
    for s in library.supports if part is None else ():
        graph.add_edge(
            s.giver, s.taker, key=f"map:{s.row_id}", kind="supports", comment=visible(s.thing), where=str(s.source)
        )
    return graph


def _frameworks(library: Library, part: Part) -> list[str]:
    if part is None:
        return [f.id for f in library.mapped]
    return [part.id] if isinstance(part, Framework) else [part.subject, part.object]


def _rows(library: Library, part: Part) -> list[Mapping]:
    if part is None:
        return list(library.mappings)
    return [] if isinstance(part, Framework) else list(part.rows)


def graphml(library: Library, part: Part) -> Written:
    """Return a part as GraphML; the key of an edge is its id there."""
    text = "\n".join(nx.generate_graphml(network(library, part))) + "\n"
    return Written(text.encode(), _lost(part))


def gexf(library: Library, part: Part) -> Written:
    """Return a part as GEXF 1.2, without the day on which it was written, so that the same content is the same bytes."""
    graph = network(library, part)
    for _, _, key, facts in graph.edges(keys=True, data=True):
        facts["id"] = key
    stream = io.BytesIO()
    nx.write_gexf(graph, stream)
    text = stream.getvalue().decode()
    begin, end = text.index("<meta"), text.index("</meta>") + len("</meta>")
    return Written((text[:begin] + text[end:]).encode(), _lost(part))


def _lost(part: Part) -> tuple[Note, ...]:
    if isinstance(part, Framework):
        return ()
    return (Note("", "rows without counterpart, and of a law when what binds whom"),)
