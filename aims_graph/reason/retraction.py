"""What no longer follows if rows are rejected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aims_graph.model import Library, Mapping
from aims_graph.reason.closure import Closure, closed
from aims_graph.reason.derived import entailed
from aims_graph.reason.statements import Network


@dataclass(frozen=True)
class Retraction:
    """What falls with some rows: relations between frameworks (pair -> before and after), and the closure without them."""

    relations: dict[tuple[str, str], tuple[int, int]]
    after: Closure


def retract(library: Library, network: Network, rows: Iterable[Mapping]) -> Retraction:
    """Say what no longer follows, between frameworks, if these rows are rejected."""
    before = closed(network)
    after = before.without(rows)
    relations = {}
    for x, y, relation in entailed(library, before, before.differing(after)):
        left = after.relation(x, y)
        if left != relation:
            relations[x, y] = relation, left
    return Retraction(relations, after)
