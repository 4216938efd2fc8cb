"""Pictures: who is in them, that nothing lies on something else, that files of them hold every node and no markup of others."""

import math
from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest

from aims_graph.answers.picture.picture import (
    DERIVED,
    MAPPING,
    PART,
    Filters,
    Picture,
    around,
    control,
    everything,
    from_table,
    path,
)
from aims_graph.errors import AimsError
from aims_graph.model import Library, Table
from aims_graph.present.picture import picture_graphml, picture_svg

ORDER = ["iso42001", "iso27001", "iso9001", "airmf", "aiact"]


def ids(picture: Picture) -> set[str]:
    return {n.requirement.id for n in picture.nodes}


def test_around_holds_every_counterpart_and_no_other(library: Library) -> None:
    seen = around(library, "iso42001:A.6.2.8", 1, Filters())
    rows = [r for r in library.by_side["iso42001:A.6.2.8"] if r.is_counterpart]
    assert ids(seen) == {i for r in rows for i in (r.subject_id, r.object_id)}
    assert [n.requirement.id for n in seen.nodes if n.chosen] == ["iso42001:A.6.2.8"]


def test_two_steps_reach_further(library: Library) -> None:
    near, far = (around(library, "iso42001:A.6.2.8", steps, Filters()) for steps in (1, 2))
    assert ids(near) < ids(far)


def test_filters_leave_out_frameworks_and_weak_relations(library: Library) -> None:
    seen = around(library, "iso42001:A.6.2.8", 1, Filters(frozenset({"iso27001"})))
    assert {n.requirement.framework for n in seen.nodes} == {"iso42001", "iso27001"}
    strong = everything(library, Filters(least=3))
    assert all(e.met == 3 for e in strong.edges if e.kind == MAPPING)
    assert len(strong.edges) < len(everything(library, Filters()).edges)


def test_a_path_leads_from_end_to_end(library: Library) -> None:
    seen = path(library, "iso9001:9.2.1", "aiact:art-26-5", Filters())
    graph = nx.Graph((e.source, e.target) for e in seen.edges)
    assert nx.has_path(graph, "iso9001:9.2.1", "aiact:art-26-5")
    assert {n.requirement.id for n in seen.nodes if n.chosen} == {"iso9001:9.2.1", "aiact:art-26-5"}


def test_a_shared_control_has_its_members(library: Library) -> None:
    assert ids(control(library, "iso42001:7.5.2", ORDER)) >= {"iso42001:7.5.2", "iso27001:7.5.2", "iso9001:7.5.2"}


@pytest.mark.parametrize("pair", [None, ("iso27001", "iso42001"), ("aiact", "airmf")])
def test_nothing_lies_on_something_else_in_a_crowd(library: Library, pair: tuple[str, str] | None) -> None:
    seen = everything(library, Filters(), pair)
    assert seen.crowded
    assert len(ids(seen)) == len(seen.nodes)
    assert all(math.dist((a.x, a.y), (b.x, b.y)) > 15 for a, b in combinations(seen.nodes, 2))


@pytest.mark.parametrize("requirement", ["iso42001:A.6.2.8", "iso42001:6.1.2", "airmf:GOVERN-1.1"])
def test_labels_of_few_have_room(library: Library, requirement: str) -> None:
    seen = around(library, requirement, 1, Filters())
    assert all(abs(a.x - b.x) > 100 or abs(a.y - b.y) > 35 for a, b in combinations(seen.nodes, 2))


def test_the_same_picture_twice(library: Library) -> None:
    assert everything(library, Filters()) == everything(library, Filters())


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda lib: around(lib, "iso42001:A.99", 1, Filters()), "No requirement is chosen"),
        (lambda lib: path(lib, "iso42001:4.1", "iso42001:4.1", Filters()), "same requirement"),
        (lambda lib: path(lib, "iso42001:4.1", "aiact:art-26-5", Filters(frozenset({"iso42001"}), 3)), "No way leads"),
        (lambda lib: control(lib, "iso42001:nothing", ORDER), "No shared control"),
    ],
)
def test_what_cannot_be_drawn_says_why(library: Library, draw: object, says: str) -> None:
    with pytest.raises(AimsError, match=says):
        draw(library)  # type: ignore[operator]


def test_files_hold_every_node(library: Library) -> None:
    for seen in (around(library, "iso42001:A.6.2.8", 2, Filters()), everything(library, Filters())):
        svg = ElementTree.fromstring(picture_svg(library, seen, {"iso42001": "#2E2585"}))
        named = [t.text for t in svg.iter("{http://www.w3.org/2000/svg}title")]
        assert sorted(map(str, named)) == sorted(n.requirement.name for n in seen.nodes)
        graph = nx.parse_graphml(picture_graphml(seen))
        assert set(graph) == ids(seen)
        assert graph.number_of_edges() == len(seen.edges)


def test_an_answer_that_names_two_requirements_is_a_picture(library: Library) -> None:
    table = Table("x", ("a", "b", "n"), (("iso42001:4.1", "iso27001:4.1", 1), ("iso42001:4.1", "iso9001:4.1", 2)))
    seen = from_table(library, table)
    assert seen and ids(seen) == {"iso42001:4.1", "iso27001:4.1", "iso9001:4.1"}
    assert from_table(library, Table("x", ("a",), (("iso42001:4.1",),))) is None


def test_kinds_of_edges_are_known(library: Library) -> None:
    assert {e.kind for e in everything(library, Filters()).edges} <= {MAPPING, DERIVED, PART}
