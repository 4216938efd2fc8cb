"""What a framework, held whole, certainly gives towards the requirements of another, and what is lost if a row is rejected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aims_graph.model import Library, Mapping
from aims_graph.reason.closure import Closure, closed
from aims_graph.reason.derived import entailed
from aims_graph.reason.relations import ANY
from aims_graph.reason.statements import Network

IN_FULL, IN_PART = "in full", "in part"


def met(library: Library, closure: Closure, sets: Iterable[int] | None = None) -> dict[tuple[str, str], str]:
    """Return (assessable requirement, framework held) -> how it is certainly met: in full or in part; what is not known to be met is left out.

    In full: inside one requirement of the framework held. In part: it shares a demand with one. Parts never add up to a whole.

    Args:
        library: the content.
        closure: what follows from its rows.
        sets: the positions in the network of the requirements that are asked for; all, if not said.
    """
    of_framework: dict[str, int] = {}
    for x, name in enumerate(closure.network.names):
        framework = library.requirements[name].framework
        of_framework[framework] = of_framework.get(framework, 0) | 1 << closure.group[x]
    found = {}
    for x in range(len(closure.network.names)) if sets is None else sets:
        requirement = library.requirements[closure.network.names[x]]
        if not requirement.assessable:
            continue
        overlap, up = closure.overlap[closure.group[x]], closure.up[closure.group[x]]
        for held, members in of_framework.items():
            if held != requirement.framework and overlap & members:
                found[requirement.id, held] = IN_FULL if up & members else IN_PART
    return found


@dataclass(frozen=True)
class Retraction:
    """What falls with some rows: relations (pair -> before and after), coverage ((requirement, framework held) -> before and after), and the closures with and without them."""

    relations: dict[tuple[str, str], tuple[int, int]]
    coverage: dict[tuple[str, str], tuple[str, str]]
    before: Closure
    after: Closure


def retract(library: Library, network: Network, rows: Iterable[Mapping]) -> Retraction:
    """Say what no longer follows, between frameworks, if these rows are rejected; after "" means that nothing is known to be met."""
    before = closed(network)
    after = before.without(rows)
    differing = before.differing(after)
    relations = {}
    for x, y, relation in entailed(library, before, differing):
        left = after.relation(x, y)
        if left != relation:
            relations[x, y] = relation, left or ANY
    then, now = met(library, before, differing), met(library, after, differing)
    coverage = {key: (level, now.get(key, "")) for key, level in then.items() if now.get(key, "") != level}
    return Retraction(relations, coverage, before, after)
