"""Requirements and what is stated between them as one network, for networkx and for the files that other tools read."""

from __future__ import annotations

import networkx as nx

from aims_graph.errors import printable
from aims_graph.model import Framework, Library, Mapping, MappingSet


def network(library: Library, part: Framework | MappingSet | None = None) -> nx.MultiDiGraph[str]:
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
                r.id, label=printable(r.name), assessable=r.assessable, **{k: printable(v) for k, v in facts.items()}
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
                **({} if row.confidence is None else {"confidence": float(row.confidence)}),
                subject_met=row.subject_met,
                object_met=row.object_met,
                comment=printable(row.comment),
                where=str(row.source),
            )
    for s in library.supports if part is None else ():
        graph.add_edge(
            s.giver, s.taker, key=f"map:{s.row_id}", kind="supports", comment=printable(s.thing), where=str(s.source)
        )
    return graph


def _frameworks(library: Library, part: Framework | MappingSet | None) -> list[str]:
    if part is None:
        return [f.id for f in library.mapped]
    return [part.id] if isinstance(part, Framework) else [part.subject, part.object]


def _rows(library: Library, part: Framework | MappingSet | None) -> list[Mapping]:
    if part is None:
        return list(library.mappings)
    return [] if isinstance(part, Framework) else list(part.rows)
