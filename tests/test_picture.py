"""Pictures: who is in them, that nothing lies on something else, that files of them hold every node and no markup of others."""

import math
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest
from worlds import world

from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.picture.picture import (
    DERIVED,
    MAPPING,
    PART,
    PATH,
    SUPPORT,
    Filters,
    Picture,
    around,
    control,
    drawn_as,
    everything,
    from_table,
    path,
)
from aims_graph.answers.topics.topics import is_about
from aims_graph.errors import AimsError
from aims_graph.graph.query import ask
from aims_graph.model import Library, Mapping, Table
from aims_graph.present.colours import COLOUR_BY, NONE, OTHER, fills_by
from aims_graph.present.picture import picture_graphml, picture_svg
from aims_graph.present.picture_layout import label, places_of
from aims_graph.present.picture_words import edge_in_words, title_of
from aims_graph.reason.closure import closure_of
from aims_graph.reason.derived import shown

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
    places = places_of(seen)
    assert places.keys() == ids(seen)
    assert all(math.dist(a, b) > 15 for a, b in combinations(places.values(), 2))


#: A box of what is drawn: left, top, right, bottom.
Box = tuple[float, float, float, float]


def boxes(picture: Picture, letter: float, line: float, beside: float) -> list[Box]:
    """The boxes of all nodes and of their labels, as a page or an SVG draws them: letters as wide as in the widest of common fonts."""
    found, places = [], places_of(picture)
    for node in picture.nodes:
        x, y = places[node.requirement.id]
        found.append((x - 16, y - 16, x + 16, y + 16))
        wide, high = max(map(len, label(node))) * letter, len(label(node)) * line
        if picture.scope == PATH or node.chosen:
            found.append((x - wide / 2, y + 18, x + wide / 2, y + 18 + high))
        else:
            left = x + beside if x > 0 else x - beside - wide
            found.append((left, y - high / 2, left + wide, y + high / 2))
    return found


def overlapping(found: list[Box]) -> list[tuple[Box, Box]]:
    found = sorted(found)
    pairs = []
    for n, a in enumerate(found):
        for b in found[n + 1 :]:
            if b[0] >= a[2]:
                break
            if a[1] < b[3] and b[1] < a[3]:
                pairs.append((a, b))
    return pairs


@pytest.fixture(scope="module")
def few(library: Library) -> list[Picture]:
    """Pictures of few: what surrounds each fifth requirement, of some two steps far, some shared controls and paths."""
    names = [r.id for r in library.requirements.values() if library.frameworks[r.framework].role == "framework"]
    found = [around(library, name, 1, Filters()) for name in names[::5]]
    found += [around(library, name, 2, Filters()) for name in names[::20]]
    found += [control(library, shared.id, ORDER) for shared in stars(library, ORDER)[::20]]
    for start, end in zip(names[::60], names[30::60], strict=False):
        with suppress(AimsError):
            found.append(path(library, start, end, Filters()))
    return [picture for picture in found if not picture.crowded]


@pytest.mark.parametrize(("letter", "line", "beside"), [(9.0, 18.0, 21.0), (7.8, 15.0, 20.0)], ids=["explorer", "SVG"])
def test_no_label_lies_on_another_or_on_a_node(few: list[Picture], letter: float, line: float, beside: float) -> None:
    assert len(few) > 400 and sum(len({round(abs(x)) for x, _ in places_of(p).values()}) > 2 for p in few) > 30
    assert [p.of for p in few if overlapping(boxes(p, letter, line, beside))] == []


def test_an_svg_shows_all_that_it_draws(library: Library, few: list[Picture]) -> None:
    for picture in (*few[::10], everything(library, Filters())):
        svg = ElementTree.fromstring(picture_svg(library, picture))
        left, top, wide, high = map(float, str(svg.get("viewBox")).split())
        for text in svg.iter("{http://www.w3.org/2000/svg}text"):
            x, y, length = float(text.get("x", "")), float(text.get("y", "")), 8.5 * len(text.text or "")
            start = {"middle": x - length / 2, "end": x - length}.get(text.get("text-anchor", ""), x)
            assert left <= start and start + length <= left + wide
            assert top <= y - 13 and y + 4 <= top + high


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
        svg = ElementTree.fromstring(picture_svg(library, seen))
        named = [t.text for t in svg.iter("{http://www.w3.org/2000/svg}title")]
        assert sorted(map(str, named)) == sorted(n.requirement.name for n in seen.nodes)
        text = picture_graphml(library, seen)
        graph = nx.parse_graphml(text)
        assert set(graph) == ids(seen)
        assert graph.number_of_edges() == len(seen.edges)
        drawn = list(ElementTree.fromstring(text).iter("{http://graphml.graphdrawing.org/xmlns}edge"))
        assert len(drawn) == len({edge.get("id") for edge in drawn}) == len(seen.edges)
        ends = Counter(frozenset((str(e.get("source")), str(e.get("target")))) for e in drawn)
        assert ends == Counter(frozenset((e.source, e.target)) for e in seen.edges)


def test_relations_of_one_pair_stay_apart_in_graphml(library: Library) -> None:
    seen = around(library, "iso42001:A.6.2.8", 1, Filters())
    twice = replace(seen, edges=(*seen.edges, replace(seen.edges[0], kind=DERIVED, basis=None)))
    graph = nx.parse_graphml(picture_graphml(library, twice))
    assert graph.number_of_edges() == len(seen.edges) + 1
    pair = seen.edges[0].source, seen.edges[0].target
    assert sorted(graph[pair[0]][pair[1]][key]["kind"] for key in graph[pair[0]][pair[1]]) == [DERIVED, MAPPING]


def test_graphml_is_read_alike_by_tools_that_differ(library: Library) -> None:
    """igraph overwrites ids of edges, other readers take keys for all elements or of two types wrongly."""
    seen = around(library, "iso42001:A.6.2.8", 1, Filters())
    rows = {f"map:{r.row_id}": r.confidence for r in library.mappings if r.is_counterpart}
    row = seen.edges[0].basis
    assert isinstance(row, Mapping)
    whole = replace(seen, edges=(*seen.edges, replace(seen.edges[0], basis=replace(row, confidence=1))))
    root = ElementTree.fromstring(picture_graphml(library, whole))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = [(k.get("for"), k.get("attr.name"), k.get("attr.type")) for k in root.iter(f"{space}key")]
    assert {k[0] for k in keys} == {"node", "edge"} and len({k[:2] for k in keys}) == len(keys)
    assert ("edge", "confidence", "double") in keys and ("node", "x", "double") in keys
    read = nx.parse_graphml(picture_graphml(library, seen))
    found = {d["row"]: d["confidence"] for *_, d in read.edges(data=True) if d["kind"] == MAPPING}
    assert len(found) == sum(e.kind == MAPPING for e in seen.edges) > 4
    assert all(rows[row] == c and isinstance(c, float) for row, c in found.items())
    assert not any("row" in d for *_, d in read.edges(data=True) if d["kind"] != MAPPING)


def test_a_node_is_drawn_as_its_kind_says(library: Library) -> None:
    drawn = {
        kind: drawn_as(library, next(r for r in library.requirements.values() if r.kind == kind and r.assessable))
        for kind in ("clause", "control", "subcategory", "paragraph", "annex-point")
    }
    assert drawn == {
        "clause": "clause",
        "control": "control",
        "subcategory": "subcategory",
        "paragraph": "provision",
        "annex-point": "annex",
    }
    assert drawn_as(library, library.requirements["iso42001:4"]) == "heading"


def test_an_answer_that_names_two_requirements_is_a_picture(library: Library) -> None:
    table = Table("x", ("a", "b", "n"), (("iso42001:4.1", "iso27001:4.1", 1), ("iso42001:4.1", "iso9001:4.1", 2)))
    seen = from_table(library, table)
    assert seen and ids(seen) == {"iso42001:4.1", "iso27001:4.1", "iso9001:4.1"}
    assert from_table(library, Table("x", ("a",), (("iso42001:4.1",),))) is None


def test_an_answer_that_names_an_earlier_edition_is_a_picture(library: Library) -> None:
    """What replaces what: each line joins two nodes that are there, the present edition's before those of the earlier."""
    changed = ask(library, "changed-text", {"law": "aiact:"})
    one = Table("x", ("now", "before"), (("aiact:art-4", "aiact2024:art-4"), ("aiact:art-4", "aiact2024:art-3")))
    for table in (changed, one):
        seen = from_table(library, table)
        assert seen and {e.source for e in seen.edges} | {e.target for e in seen.edges} <= ids(seen)
        frameworks = list(dict.fromkeys(n.requirement.framework for n in seen.nodes))
        assert frameworks == ["aiact", "aiact2024"]
        assert "AI Act 2024" in picture_svg(library, seen)


def test_kinds_of_edges_are_known(library: Library) -> None:
    assert {e.kind for e in everything(library, Filters()).edges} <= {MAPPING, DERIVED, PART}


def test_a_topic_or_a_leading_function_leaves_what_stands_there(library: Library) -> None:
    topic, leads = "aims:topic-operation-and-use", "aims:function-engineering"
    seen = everything(library, Filters(topic=topic, leads=leads))
    related = {i for e in seen.edges if e.kind != PART for i in (e.source, e.target)}
    assert {"aiact:art-12-1", "iso42001:A.6.2.8"} <= related
    for name in related:
        assert is_about(library, name, topic) and library.about_of[name].functions[0] == leads
    alone = everything(library, Filters(topic=topic))
    assert related < {i for e in alone.edges if e.kind != PART for i in (e.source, e.target)}
    centre = around(library, "iso27001:A.5.24", 1, Filters(topic=topic))
    assert all(n.chosen or is_about(library, n.requirement.id, topic) for n in centre.nodes)


@pytest.mark.parametrize("by", COLOUR_BY)
def test_one_colour_means_one_thing(library: Library, by: str) -> None:
    seen = everything(library, Filters())
    fills, legend = fills_by(library, by, [n.requirement.id for n in seen.nodes])
    assert fills.keys() == {n.requirement.id for n in seen.nodes}
    assert set(fills.values()) == set(legend.values()) and OTHER not in [legend[w] for w in legend if w != NONE]
    assert len(set(legend.values())) == len(legend)
    for name, fill in fills.items():
        about = library.about_of.get(name)
        if by == "framework":
            word = library.frameworks[library.requirements[name].framework].short
        elif about is None:
            word = NONE
        else:
            own = library.topic_of[about.topics[0] if by == "topic" else about.functions[0]]
            word = library.topic_of.get(own.broader, own).label
        assert legend[word] == fill
    svg = ElementTree.fromstring(picture_svg(library, seen, by))
    drawn = [t.text for t in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert set(legend) <= set(drawn)


def test_a_label_names_its_framework(library: Library) -> None:
    for node in around(library, "iso42001:A.6.2.8", 1, Filters()).nodes:
        assert " ".join(label(node)).startswith(
            f"{library.frameworks[node.requirement.framework].short} {node.requirement.number}"
        )


def stated(library: Library, least: int = 1) -> dict[tuple[str, str], int]:
    """Pairs that rows relate, with how much the side is met that is met most."""
    degree = {"none": 0, "some": 1, "most": 2, "all": 3}
    found = {
        (r.subject_id, r.object_id): max(degree[r.subject_met], degree[r.object_met])
        for r in library.mappings
        if r.is_counterpart
    }
    return {pair: met for pair, met in found.items() if met >= least}


def pairs_of(picture: Picture, kind: str) -> list[tuple[str, str]]:
    return sorted((e.source, e.target) for e in picture.edges if e.kind == kind)


@pytest.mark.parametrize("least", [1, 2, 3])
def test_everything_holds_every_relation_and_says_how_much_is_met(library: Library, least: int) -> None:
    seen = everything(library, Filters(least=least))
    assert {(e.source, e.target): e.met for e in seen.edges if e.kind == MAPPING} == stated(library, least)
    rows = {r.row_id: r for r in library.mappings}
    for e in seen.edges:
        if e.kind == MAPPING:
            assert e.row and e.row.row_id in rows
            row, says = rows[e.row.row_id], edge_in_words(library, e)
            assert (row.subject_id, row.object_id, row.confidence) == (e.source, e.target, e.row.confidence)
            assert (
                row.shared in says
                and says.startswith(row.subject_met.capitalize())
                and f"{row.object_met.capitalize()} of" in says
            )
    assert not pairs_of(seen, SUPPORT)
    handed = everything(library, Filters(least=least, supports=True))
    assert pairs_of(handed, SUPPORT) == sorted((s.giver, s.taker) for s in library.supports)


def test_what_follows_is_drawn_unless_it_is_not_wanted(library: Library) -> None:
    small = world(library, 1)
    follows = sorted((p.subject, p.object) for p in shown(small, closure_of(small)))
    drawn = everything(small, Filters())
    assert pairs_of(drawn, DERIVED) == follows != [] and all(e.met == 1 for e in drawn.edges if e.kind == DERIVED)
    for without in (Filters(derived=False), Filters(least=2)):
        assert not pairs_of(everything(small, without), DERIVED)


@pytest.mark.parametrize("pair", [None, ("iso27001", "iso42001")])
def test_each_requirement_lies_around_the_widest_heading_of_few(library: Library, pair: tuple[str, str] | None) -> None:
    """Sixteen requirements are few; where even the nearest heading has more, it is that."""
    seen = everything(library, Filters(), pair)
    drawn = ids(seen)
    home = dict(pairs_of(seen, PART))
    assert len(home) == len(pairs_of(seen, PART)) > 100
    hubs = {n.requirement.id for n in seen.nodes if n.hub}
    # A heading that bears a relation itself has itself for its home.
    assert {*home.values(), *(drawn - home.keys())} <= hubs
    for name, heading in home.items():
        above = list(library.above(name))
        few = [a for a in above if sum(i in drawn for i in library.below(a)) <= 16]
        assert heading == (few[-1] if few else above[0])


@pytest.mark.parametrize("name", ["iso42001:A.6.2.8", "iso9001:8.6"])
def test_between_neighbours_nothing_is_drawn_that_says_nothing_of_the_middle(library: Library, name: str) -> None:
    for steps in (1, 2):
        seen = around(library, name, steps, Filters(derived=False))
        drawn = ids(seen) if not seen.crowded else set()
        direct = {i for pair in stated(library) if name in pair for i in pair}
        expected = [p for p in stated(library) if {*p} <= drawn and (name in p or not {*p} <= direct)]
        assert pairs_of(seen, MAPPING) == sorted(expected) or seen.crowded
        assert seen.crowded or direct <= drawn


def test_only_ids_of_requirements_are_joined(library: Library) -> None:
    rows = (
        ("some words", "iso42001:4.1", 3, "iso27001:4.1"),
        ("none", "iso42001:4.2", 1, "nothing:4.2"),
        ("a", None, 2, "iso9001:4.1"),
    )
    seen = from_table(library, Table("x", ("said", "one", "n", "other"), rows))
    assert seen and pairs_of(seen, MAPPING) == [("iso42001:4.1", "iso27001:4.1")]
    assert title_of(library, seen) == "x"
    assert edge_in_words(library, seen.edges[0]) == "said: some words; one: iso42001:4.1; n: 3; other: iso27001:4.1"


def test_a_picture_and_its_lines_say_what_they_are_of(library: Library) -> None:
    """Titles and lines are worded from records alone: each scope, and each kind of line, has its own."""
    logs, named = "iso42001:A.6.2.8", "ISO/IEC 42001 A.6.2.8 AI system recording of event logs"
    seen = around(library, logs, 1, Filters(supports=True))
    assert title_of(library, seen) == f"What surrounds {named}"
    assert title_of(library, everything(library, Filters())) == "All that bears a relation"
    assert title_of(library, everything(library, Filters(), ("iso27001", "aiact"))) == "ISO/IEC 27001 and EU AI Act"
    way = path(library, "iso9001:9.2.1", "aiact:art-26-5", Filters())
    assert title_of(library, way).startswith("From ISO 9001 9.2.1 ")
    assert title_of(library, way).endswith(f": {way.steps} steps") and way.steps > 1
    served = control(library, "iso42001:7.5.2", ORDER)
    assert title_of(library, served).startswith("Shared control ISO/IEC 42001 7.5.2 ")
    assert {edge_in_words(library, e)[:8] for e in served.edges} <= {"met in f", "met in p"}
    assert all(bool(e.row) == (e.kind == MAPPING) for e in served.edges)
    lines = {kind: {edge_in_words(library, e) for e in everything(library, Filters(supports=True)).edges if e.kind == kind}
             for kind in (DERIVED, PART, SUPPORT)}  # fmt: skip
    assert lines[PART] == {"is a part of"}
    assert all(line.startswith("Derived: ") and line.endswith(".") for line in lines[DERIVED])
    assert all(" hands over to " in line and line.endswith("Nothing is met by it.") for line in lines[SUPPORT])
