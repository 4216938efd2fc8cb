"""Which pairs follow and which of them are shown: again, pair by pair from what the closure says of two requirements, on small contents drawn at random."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from networks import networks
from worlds import world

from aims_graph.model import Library
from aims_graph.reason.closure import Closure, closure_of
from aims_graph.reason.derived import entailed, shown
from aims_graph.reason.explanation import explain
from aims_graph.reason.relations import ANY, CONTAINS, EQ, INSIDE, NOTHING, OVERLAP, converse
from aims_graph.reason.statements import Network

#: Those of the first seven that leave something to derive.
SEEDS = (0, 1, 3, 4, 5, 6)


@pytest.fixture(scope="module", params=SEEDS)
def small(request: pytest.FixtureRequest, library: Library) -> Library:
    return world(library, request.param)


def in_order(library: Library) -> list[str]:
    """Every requirement that rows may speak of: by the rank of its framework, then as its catalogue stands."""
    frameworks = [f for f in library.frameworks.values() if f.role == "framework"]
    by_rank = sorted(frameworks, key=lambda f: (int(f.header.get("rank", 99)), f.id))
    return [r.id for f in by_rank for r in library.members(f.id)]


def test_every_pair_of_two_frameworks_of_which_something_follows(small: Library) -> None:
    closure, at = closure_of(small), small.requirements
    expected = [
        (x, y, closure.relation(x, y))
        for x, y in combinations(in_order(small), 2)
        if at[x].framework != at[y].framework and closure.relation(x, y) not in (NOTHING, ANY)
    ]
    assert list(entailed(small, closure)) == expected and len(expected) > 50
    chosen = {expected[0][0], expected[-1][1]}
    positions = [closure.network.position[name] for name in chosen]
    assert list(entailed(small, closure, positions)) == [p for p in expected if chosen & {p[0], p[1]}]


def test_shown_is_what_no_other_pair_says_already(small: Library) -> None:
    closure, at = closure_of(small), small.requirements

    def holds(x: str, y: str, literal: int) -> bool:
        return closure.entails(*(closure.group[closure.network.position[name]] for name in (x, y)), literal)

    def others(name: str) -> list[str]:
        """The assessable ones of the same framework that are not equal to it."""
        mine = (r.id for r in small.members(at[name].framework) if r.assessable)
        return [
            i
            for i in mine
            if closure.group[closure.network.position[i]] != closure.group[closure.network.position[name]]
        ]

    def is_said(x: str, y: str, relation: int) -> bool:
        if relation == EQ:
            return False
        if not relation & ~INSIDE:
            # A wider x is inside it, or x is inside a narrower y.
            return any(holds(x, w, INSIDE) and holds(w, y, INSIDE) for w in (*others(x), *others(y)))
        if not relation & ~CONTAINS:
            return is_said(y, x, converse(relation))
        narrower = (
            ((z, y) for z in others(x) if holds(z, x, INSIDE)),
            ((x, z) for z in others(y) if holds(z, y, INSIDE)),
        )
        return any(holds(a, b, OVERLAP) for pairs in narrower for a, b in pairs)

    expected = []
    for x, y, relation in entailed(small, closure):
        if at[x].assessable and at[y].assessable and not relation & ~OVERLAP and not is_said(x, y, relation):
            rows = {id(row) for d in explain(closure, x, y) for row in d.rows}
            if len(rows) >= 2:
                expected.append((x, y, relation, len(rows)))
    assert expected
    assert [(p.subject, p.object, p.relation, p.rows) for p in shown(small, closure)] == expected


@settings(deadline=None, max_examples=150)
@given(networks())
def test_of_a_pair_that_changed_one_at_least_is_named(net: Network) -> None:
    """With one statement more than before."""
    for more in net.statements[:3]:
        before = Closure(Network(net.names, tuple(s for s in net.statements if s is not more)))
        after = before.adding([more])
        named = {net.names[n] for n in before.differing(after)}
        for x, y in combinations(net.names, 2):
            assert before.relation(x, y) == after.relation(x, y) or named & {x, y}
        assert before.differing(before) == []
