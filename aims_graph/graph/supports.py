"""Supports as statements: the direct property between the two, and the row as a node with its words."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.graph.nodes import Pairs, Writer, english, quoted, typed
from aims_graph.model import Library, Support


def support_lines(w: Writer, library: Library) -> Iterator[str]:
    """Yield every support, each in the graph of its file."""
    for support in library.supports:
        file = support.source.file
        yield from w.stand(support.giver, iter([("aims:supports", w.node(support.taker))]), file)
        yield from w.stand(f"map:{support.row_id}", _facts(w, support), file)


def _facts(w: Writer, support: Support) -> Pairs:
    yield "rdf:type", w.node("aims:Support")
    yield "aims:inSet", w.node(f"map:{support.set_id}")
    yield "aims:giver", w.node(support.giver)
    yield "aims:taker", w.node(support.taker)
    yield "aims:supportKind", quoted(support.kind)
    yield "aims:thing", english(support.thing)
    yield "aims:lacks", english(support.lacks)
    yield "rdfs:comment", english(support.comment)
    if support.named_by:
        yield "aims:namedBy", english(support.named_by)
    yield "sssom:confidence", typed(f"{support.confidence:g}", "decimal")
    yield "sssom:mapping_justification", w.node(support.justification)
    yield "sssom:mapping_tool", quoted(support.tool)
    yield "sssom:mapping_date", typed(support.date, "date")
    yield "aims:sourceFile", quoted(support.source.file)
    yield "aims:sourceLine", typed(str(support.source.line), "integer")
