"""A plan of work drawn from left to right: every line goes on, none is lost, rings stay together; and the files of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import tiny
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from aims_graph.answers.picture.plan_columns import HANDOVER, PART, Box, Columns, plan_columns
from aims_graph.answers.requirement.before import Plan, plan_before
from aims_graph.formats.library import load
from aims_graph.model import Library, Link, Source
from aims_graph.present.plan_picture import plan_graphml, plan_svg

HERE = Source("here.tsv", 1)
SVG = "{http://www.w3.org/2000/svg}"


def boxes(laid: Columns) -> Iterator[Box]:
    return (thing for column in laid.columns for thing in column if isinstance(thing, Box))


def right(library: Library, plan: Plan) -> Columns:
    """Lay a plan out and check what every layout must keep."""
    laid = plan_columns(library, plan)
    place = {thing.id: n for n, column in enumerate(laid.columns) for thing in column}
    drawn = {box.id: box for box in boxes(laid)}
    for _, a, b in laid.lines:
        together = a in drawn and b in drawn and drawn[a].step.ring == drawn[b].step.ring != ()
        assert place[b] == place[a] + 1 or (together and place[a] == place[b])
    ways = {kind: nx.DiGraph([(a, b) for k, a, b in laid.lines if k == kind]) for kind in (HANDOVER, PART)}
    for box in drawn.values():
        for h in box.step.waits_for:
            assert nx.has_path(ways[HANDOVER], h.giver.id, box.id)
        if (parent := library.requirements[box.id].parent) in drawn:
            assert nx.has_path(ways[PART], box.id, parent)
    assert len(drawn) + sum(box.folded for box in drawn.values()) == len(plan.steps)
    assert plan.target.id in drawn or not plan.steps
    for column in laid.columns:
        rings = [thing.step.ring if isinstance(thing, Box) else () for thing in column]
        for ring in {r for r in rings if r}:
            first = rings.index(ring)
            assert rings[first : first + len(ring)] == [ring] * len(ring)
    return laid


def test_every_plan_of_the_content_is_laid_out(library: Library) -> None:
    for name in list(library.requirements)[::5]:
        right(library, plan_before(library, name))


EDGES = st.lists(st.tuples(*[st.sampled_from([f"{f}:1.{n}" for f in "ab" for n in (1, 2, 3)])] * 2), max_size=15)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("tiny")
    tiny.write(folder)
    return load(folder, alone=True)


def with_links(library: Library, edges: list[tuple[str, str]]) -> Library:
    return replace(library, supports=[], links=[Link(b, "needs", a, "its <result>", HERE) for a, b in edges if a != b])


@given(edges=EDGES, target=st.sampled_from(["a:1.1", "a:1", "b:1.3"]))
@settings(max_examples=80, deadline=None)
def test_any_plan_is_laid_out(small: Library, edges: list[tuple[str, str]], target: str) -> None:
    library = with_links(small, edges)
    plan = plan_before(library, target)
    laid = right(library, plan)
    drawn = ElementTree.fromstring(plan_svg(library, plan))
    assert len(list(drawn.iter(f"{SVG}g"))) == len(list(boxes(laid)))
    assert len([p for p in drawn.iter(f"{SVG}path") if p.get("class")]) == len(laid.lines)


def test_a_ring_is_framed_and_named(small: Library) -> None:
    library = with_links(small, [("a:1.1", "a:1.2"), ("a:1.2", "a:1.1"), ("a:1.2", "b:1.1")])
    plan = plan_before(library, "b:1.1")
    text = plan_svg(library, plan)
    assert text.count('class="r"') == 1 and "A ring: A 1.1, A 1.2 wait for each other" in text
    graph = nx.parse_graphml(plan_graphml(library, plan), force_multigraph=True)
    assert {n: d.get("ring") for n, d in graph.nodes(data=True)} == {"a:1.1": 1, "a:1.2": 1, "b:1.1": None}
    assert [d["thing"] for *_, d in graph.edges(data=True)] == ["its <result>"] * 3


def test_the_files_of_a_plan(library: Library, tmp_path: Path) -> None:
    plan = plan_before(library, "aiact:art-43")
    for ending in ("svg", "graphml", "xlsx", "csv"):
        path = tmp_path / f"plan.{ending}"
        assert run("before", "Art. 43", "-o", str(path)).returncode == 0
        assert path.stat().st_size > 10_000
    graph = nx.read_graphml(tmp_path / "plan.graphml", force_multigraph=True)
    assert set(graph) == {s.requirement.id for s in plan.steps}
    handed = [d for *_, d in graph.edges(data=True) if d["kind"] != "part"]
    assert len(handed) == sum(len(s.waits_for) for s in plan.steps)
    steps = {s.requirement.id: s.rank + 1 for s in plan.steps}
    assert {n: d["step"] for n, d in graph.nodes(data=True)} == steps
    sheet = load_workbook(tmp_path / "plan.xlsx").active
    assert sheet is not None and "What must stand before EU AI Act Article 43" in str(sheet["A1"].value)
    drawn = ElementTree.parse(tmp_path / "plan.svg")
    assert len(list(drawn.iter(f"{SVG}g"))) < len(plan.steps)


def test_a_form_that_a_plan_has_not_is_named() -> None:
    done = run("before", "Art. 43", "-o", "plan.ics")
    assert done.returncode == 2 and ".graphml" in done.stderr
