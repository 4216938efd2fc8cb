"""What comes before a requirement: a plan in the order in which one thing supports another."""

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from supporting import HERE, written

from aims_graph.answers.requirement.before import plan_before
from aims_graph.formats.library import load
from aims_graph.model import Library, Link
from aims_graph.present.supports import plan_table


def test_every_edge_of_a_plan_goes_forward_outside_rings(library: Library) -> None:
    for name in library.requirements:
        if library.frameworks[library.requirements[name].framework].role == "spine":
            continue
        steps = {s.requirement.id: s for s in plan_before(library, name).steps}
        for step in steps.values():
            for handed in step.waits_for:
                giver = steps[handed.giver.id]
                assert giver.rank < step.rank or handed.giver in step.ring, (name, handed)


# Plans by hand, and of any graph.


def planned(folder: Path, *edges: tuple[str, str]) -> Library:
    """The small content with one link a pair (giver, taker)."""
    small = load(written(folder), alone=True)
    return replace(small, links=[Link(taker, "needs", giver, "its result", HERE) for giver, taker in edges])


def test_a_plan_by_hand(tmp_path: Path) -> None:
    plan = plan_before(planned(tmp_path, ("a:1.1", "a:1.2"), ("a:1.2", "a:1.3")), "a:1.3")
    assert [(s.rank, s.requirement.id) for s in plan.steps] == [(0, "a:1.1"), (1, "a:1.2"), (2, "a:1.3")]
    assert not any(s.ring for s in plan.steps)


def test_a_ring_is_done_together(tmp_path: Path) -> None:
    library = planned(tmp_path, ("a:1.1", "a:1.2"), ("a:1.2", "a:1.1"), ("a:1.2", "a:1.3"))
    plan = plan_before(library, "a:1.3")
    assert [(s.rank, s.requirement.id, [r.id for r in s.ring]) for s in plan.steps] == [
        (0, "a:1.1", ["a:1.1", "a:1.2"]),
        (0, "a:1.2", ["a:1.1", "a:1.2"]),
        (1, "a:1.3", []),
    ]
    assert (
        "A ring: A 1.1, A 1.2 wait for each other and are done together, in one step."
        in plan_table(library, plan).notes
    )


def test_all_that_one_giver_hands_over_is_kept(tmp_path: Path) -> None:
    small = load(written(tmp_path), alone=True)
    links = [Link("a:1.2", kind, "a:1.1", note, HERE) for kind, note in (("needs", "one"), ("repeats", "two"))]
    (step,) = (s for s in plan_before(replace(small, links=links), "a:1.2").steps if s.requirement.id == "a:1.2")
    assert sorted(h.thing for h in step.waits_for) == ["one", "two"]


def test_where_nothing_is_known_the_plan_says_so(tmp_path: Path) -> None:
    small = load(written(tmp_path), alone=True)
    table = plan_table(small, plan_before(small, "b:1.1"))
    assert table.notes[0].startswith("Nothing is known that must stand before")


EDGES = st.lists(st.tuples(*[st.sampled_from([f"{f}:1.{n}" for f in "ab" for n in (1, 2, 3)])] * 2), max_size=15)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(written(tmp_path_factory.mktemp("tiny")), alone=True)


@given(edges=EDGES)
@settings(max_examples=60, deadline=None)
def test_any_plan_respects_every_edge_outside_rings(small: Library, edges: list[tuple[str, str]]) -> None:
    edges = [e for e in edges if e[0] != e[1]]
    library = replace(small, links=[Link(taker, "needs", giver, "x", HERE) for giver, taker in edges])
    steps = {s.requirement.id: s for s in plan_before(library, "a:1.1").steps}
    graph = nx.DiGraph(edges)
    graph.add_node("a:1.1")
    assert steps.keys() == {"a:1.1", *nx.ancestors(graph, "a:1.1")}
    for giver, taker in edges:
        if taker in steps:
            ring = {r.id for r in steps[taker].ring}
            assert steps[giver].rank < steps[taker].rank or giver in ring
            assert (giver in ring) == (nx.has_path(graph, taker, giver))


@pytest.mark.parametrize("name", ["aiact:art-16-g", "aiact:art-71-2"])
def test_what_comes_before_stands_in_order(name: str, library: Library) -> None:
    """Stage by stage, and of one stage as the frameworks and their catalogues stand; what is handed over comes from an earlier stage or a ring."""
    steps = plan_before(library, name).steps
    assert len(steps) > 5 and steps[-1].requirement.id == name
    assert [(s.rank, library.place(s.requirement.id)) for s in steps] == sorted(
        (s.rank, library.place(s.requirement.id)) for s in steps
    )
    rank = {s.requirement.id: s.rank for s in steps}
    for step in steps:
        givers = [library.place(h.giver.id) for h in step.waits_for]
        assert givers == sorted(givers) and all(h.taker.id == step.requirement.id for h in step.waits_for)
        ring = {r.id for r in step.ring}
        assert all(rank[h.giver.id] < step.rank or h.giver.id in ring for h in step.waits_for)
        # Not a line of what hands something over is lost.
        stated = [s for s in library.supports if s.taker == step.requirement.id]
        assert {s.giver for s in stated} <= {h.giver.id for h in step.waits_for}
