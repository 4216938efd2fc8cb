"""Frameworks and mappings as a network, GraphML and GEXF, for Gephi, yEd, igraph or networkx: requirements, their place, rows and supports.

Every edge has an id of its own; a number is always written as one, for a tool that meets 1 among 0.9 splits the column.
"""

from __future__ import annotations

import io

import networkx as nx

from aims_graph.exchange.draft import Note
from aims_graph.exchange.leaving import Written
from aims_graph.exchange.part import Part
from aims_graph.model import Framework, Library
from aims_graph.present.network import network


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
