"""A part of the graph as a picture: which requirements and relations are in it; no words, no places and no drawing library.

Scopes: what surrounds a requirement, a shared control, the paths between two requirements, a pair of frameworks, everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import networkx as nx

from aims_graph.answers.controls.shared_controls import ANCHOR, FULL, Member, stars
from aims_graph.answers.requirement.towards import shown_pairs
from aims_graph.answers.topics.topics import is_about, leading_function
from aims_graph.errors import AimsError, check_number
from aims_graph.model import Cell, Library, Mapping, Requirement, Support, Table
from aims_graph.reason.derived import Pair
from aims_graph.vocabulary import MET

MAPPING, DERIVED, PART, SUPPORT = "mapping", "derived", "part", "support"
NEAR, CONTROL, PATH, PAIR, ALL, TABLE = "near", "control", "path", "pair", "all", "table"
#: More than this is drawn as discs, and its mappings as a thin veil until a node is chosen.
MANY = 70


@dataclass(frozen=True)
class Node:
    """A requirement in the picture, with its framework's short name.

    ``hub``: a heading that its parts lie around; ``chosen``: what the picture is about; ``step``: of a path, how many steps it is from the start.
    """

    requirement: Requirement
    framework: str
    hub: bool = False
    chosen: bool = False
    step: int = 0


def node_of(library: Library, requirement: str, hub: bool = False, chosen: bool = False, step: int = 0) -> Node:
    """Return a requirement as a node."""
    r = library.requirements[requirement]
    return Node(r, library.frameworks[r.framework].short, hub, chosen, step)


def drawn_as(library: Library, requirement: Requirement) -> str:
    """Return the shape of a node, as the ontology says of its kind; what nobody is audited against is a heading."""
    kind = library.terms.of("NodeKind").get(requirement.kind)
    return kind.says.get("drawnAs", "heading") if kind and requirement.assessable else "heading"


@dataclass(frozen=True)
class ListedPair:
    """A line of an answer that names two requirements: its cells under the names of their columns."""

    columns: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Edge:
    """A relation in the picture: stated, derived, "is a part of", or a support from giver to taker; ``met`` from 0 to 3, the side that is met most.

    ``basis`` is what says so: a row, what follows of a pair, a support, a member of a shared control, a line of an answer; of a part nothing.
    """

    source: str
    target: str
    kind: str
    met: int
    basis: Mapping | Pair | Support | Member | ListedPair | None = None

    @property
    def row(self) -> Mapping | Support | None:
        """The row of a file that states it; ``None`` where none does."""
        basis = self.basis.row if isinstance(self.basis, Member) else self.basis
        return basis if isinstance(basis, Mapping | Support) else None


@dataclass(frozen=True)
class Picture:
    """Nodes, those of a framework together, and edges between them; ``crowded``: mappings are a thin veil until a node is chosen.

    ``scope`` is one of those above, ``of`` what it is a picture of: one or two requirements, two frameworks, nothing for all; ids, of an answer
    its title. ``steps`` says of a path how many it takes; ``centre`` is the requirement that all others surround, empty where there is none.
    """

    scope: str
    of: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    crowded: bool
    steps: int = 0
    centre: str = ""


@dataclass(frozen=True)
class Filters:
    """What is drawn: frameworks (all if empty), at least how much met (1 to 3), and whether derived relations and supports are.

    ``topic`` leaves only what is about that topic or a narrower one, ``leads`` only what that function leads; ids, all if empty.

    Raises:
        AimsError: if ``least`` is none of 1 to 3.
    """

    frameworks: frozenset[str] = frozenset()
    least: int = 1
    derived: bool = True
    supports: bool = False
    topic: str = ""
    leads: str = ""

    def __post_init__(self) -> None:
        check_number("least", self.least, 1, 3)

    def holds(self, framework: str) -> bool:
        """Whether a framework is drawn."""
        return not self.frameworks or framework in self.frameworks

    def allows(self, library: Library, requirement: str) -> bool:
        """Whether a requirement is drawn: its framework, what it is about, and who leads it."""
        leading = leading_function(library, requirement)
        return (
            self.holds(library.requirements[requirement].framework)
            and (not self.topic or is_about(library, requirement, self.topic))
            and (not self.leads or (leading is not None and leading.id == self.leads))
        )


def relations(library: Library, filters: Filters) -> Iterator[Edge]:
    """Yield every stated and derived relation that the filters let through."""
    for row in library.mappings:
        met = (
            max((MET.index(m) for m in (row.subject_met, row.object_met) if m), default=1) if row.is_counterpart else 0
        )
        if row.is_counterpart and met >= filters.least:
            yield Edge(row.subject_id, row.object_id, MAPPING, met, row)
    if filters.derived and filters.least == 1:
        for pair in shown_pairs(library):
            yield Edge(pair.subject, pair.object, DERIVED, 1, pair)
    for support in library.supports if filters.supports else ():
        yield Edge(support.giver, support.taker, SUPPORT, 0, support)


def _between(library: Library, edges: Iterable[Edge], filters: Filters, also: Collection[str] = ()) -> list[Edge]:
    return [e for e in edges if all(i in also or filters.allows(library, i) for i in (e.source, e.target))]


def around(library: Library, requirement: str, steps: int, filters: Filters) -> Picture:
    """Return what surrounds a requirement, so many relations away.

    Raises:
        AimsError: if it is not known, or the steps are below 0.
    """
    check_number("steps", steps, 0)
    _known(library, requirement)
    edges = _between(library, relations(library, filters), filters, {requirement})
    near = {requirement}
    for _ in range(steps):
        beside = {i for e in edges if {e.source, e.target} & near for i in (e.source, e.target)} - near
        if not beside:
            break
        near |= beside
    return _centred(library, NEAR, (requirement,), requirement, near, edges)


def control(library: Library, anchor: str, order: list[str], filters: Filters | None = None) -> Picture:
    """Return a shared control: its anchor and all that it serves among these frameworks, as far as the filters let it through.

    Raises:
        AimsError: if there is no such control.
    """
    found = next((c for c in stars(library, order) if c.id == anchor), None)
    if found is None:
        raise AimsError(f"No shared control of these frameworks is called '{anchor}'.", "Choose one of the list.")
    edges = [
        Edge(anchor, m.requirement.id, MAPPING if m.row else DERIVED, 3 if m.how == FULL else 2, m)
        for m in found.members
        if m.how != ANCHOR and (filters or Filters()).allows(library, m.requirement.id)
    ]
    members = {anchor, *(e.target for e in edges)}
    return _centred(library, CONTROL, (anchor,), anchor, members, edges)


def path(library: Library, start: str, end: str, filters: Filters) -> Picture:
    """Return the shortest ways from one requirement to another, over relations and over places in the catalogue.

    Raises:
        AimsError: if one is not known, both are one, or no way leads from one to the other.
    """
    for requirement in (start, end):
        _known(library, requirement)
    if start == end:
        raise AimsError("Both ends are the same requirement.", "Choose two.")
    graph: nx.Graph[str] = nx.Graph()
    edges = _between(library, relations(library, filters), filters, {start, end})
    parts = [Edge(r.id, r.parent, PART, 0) for r in library.requirements.values() if r.parent]
    for edge in (*_between(library, parts, filters, {start, end}), *edges):
        # A step up or down the catalogue is dearer than a relation: it says less.
        graph.add_edge(edge.source, edge.target, edge=edge, weight=2 if edge.kind == PART else 1)
    try:
        ways = list(islice(nx.all_shortest_paths(graph, start, end, weight="weight"), 8))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        raise AimsError(
            "No way leads from one to the other.", "Allow more frameworks, or relations that meet less."
        ) from None
    rank = {i: place for way in ways for place, i in enumerate(way)}
    drawn = {frozenset(pair): graph.edges[pair]["edge"] for way in ways for pair in pairwise(way)}
    nodes = [node_of(library, i, chosen=i in (start, end), step=step) for i, step in rank.items()]
    return Picture(PATH, (start, end), tuple(nodes), tuple(drawn.values()), False, len(ways[0]) - 1)


def everything(library: Library, filters: Filters, pair: tuple[str, str] | None = None) -> Picture:
    """Return all requirements that bear relations, of all frameworks or of two, each around its heading."""
    if pair:
        filters = replace(filters, frameworks=frozenset(pair))
    edges = _between(library, relations(library, filters), filters)
    members = {i for e in edges for i in (e.source, e.target)}
    return _around_headings(library, PAIR if pair else ALL, pair or (), members, edges)


def from_table(library: Library, table: Table) -> Picture | None:
    """Return the requirements of an answer as a picture, those of one row joined; None if no row names two."""
    pairs: dict[tuple[str, str], Edge] = {}
    for row in table.rows:
        named = [cell for cell in row if isinstance(cell, str) and cell in library.requirements]
        for other in named[1:2]:
            if other != named[0]:
                edge = Edge(named[0], other, MAPPING, 1, ListedPair(table.columns, row))
                pairs.setdefault((named[0], other), edge)
    if not pairs:
        return None
    edges = list(pairs.values())
    members = {i for pair in pairs for i in pair}
    most = Counter(i for pair in pairs for i in pair).most_common(1)[0]
    if most[1] == len(edges):
        return _centred(library, TABLE, (table.title,), most[0], members, edges)
    return replace(_around_headings(library, TABLE, (table.title,), members, edges), crowded=len(members) > MANY)


def _known(library: Library, requirement: str) -> None:
    found = library.requirements.get(requirement)
    if found is None or library.frameworks[found.framework].role != "framework":
        raise AimsError("No requirement is chosen.", "Find one by its number or a word.")


def _centred(
    library: Library, scope: str, of: tuple[str, ...], centre: str, members: set[str], edges: list[Edge]
) -> Picture:
    inner = [e for e in edges if e.source in members and e.target in members]
    if len(members) > MANY:
        return _around_headings(library, scope, of, members, inner, centre)
    # What only joins two of the neighbours would cross the picture and say nothing of its centre.
    direct = {i for e in inner if centre in (e.source, e.target) for i in (e.source, e.target)}
    inner = [e for e in inner if centre in (e.source, e.target) or not {e.source, e.target} <= direct]
    beside = [name for name in _in_order(library, members) if name != centre]
    nodes = [node_of(library, i, chosen=i == centre) for i in (centre, *beside)]
    return Picture(scope, of, tuple(nodes), tuple(inner), False, centre=centre)


def _around_headings(
    library: Library, scope: str, of: tuple[str, ...], members: set[str], edges: list[Edge], chosen: str = ""
) -> Picture:
    homes: dict[str, dict[str, list[str]]] = {}
    for name in _in_order(library, members):
        r = library.requirements[name]
        homes.setdefault(r.framework, {}).setdefault(_home(library, r, members), []).append(name)
    hubs = {home for found in homes.values() for home in found}
    drawn = dict.fromkeys(i for found in homes.values() for home, leaves in found.items() for i in (home, *leaves))
    nodes = [node_of(library, i, hub=i in hubs, chosen=i == chosen) for i in drawn]
    parts = [
        Edge(i, home, PART, 0)
        for found in homes.values()
        for home, leaves in found.items()
        for i in leaves
        if i != home
    ]
    return Picture(scope, of, tuple(nodes), (*parts, *edges), True)


def _in_order(library: Library, members: Collection[str]) -> list[str]:
    """Return requirements framework by framework, in the order of each; those of earlier editions last."""

    def place(name: str) -> tuple[int, str, int]:
        rank, order = library.place(name)
        return rank, library.requirements[name].framework, order

    return sorted(members, key=place)


def _home(library: Library, requirement: Requirement, members: set[str], most: int = 16) -> str:
    """Return the heading a requirement is drawn around: the widest that holds no more than so many, else the nearest."""
    above = list(library.above(requirement.id))
    for heading in reversed(above):
        if sum(i in members for i in library.below(heading)) <= most:
            return heading
    return above[0] if above else requirement.id
