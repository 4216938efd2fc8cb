"""Supports and reasoned noes: what is handed over counts nowhere as met, and every row is what its readings decided."""

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import aims_graph_app
from aims_graph.answers.controls.shared_controls import ceilings, stars
from aims_graph.answers.coverage.coverage import coverage, holding_of
from aims_graph.answers.requirement.before import plan_before
from aims_graph.answers.requirement.supports import supports_of
from aims_graph.answers.trust.support_agreement import confidence_from, decided, support_agreement
from aims_graph.check.content import check
from aims_graph.cli.main import app as cli
from aims_graph.errors import ContentError
from aims_graph.formats.library import load
from aims_graph.formats.supports_sssom import canonical_supports
from aims_graph.formats.tsv import read_tsv
from aims_graph.graph.store import open_store
from aims_graph.model import Library, Link, Source, Support, SupportReading
from aims_graph.pack.pack import packs_of
from aims_graph.present.supports import between_in_words, plan_table
from aims_graph.reason.closure import closure_of

FILE, READINGS = "mappings/supports/a--b.supports.sssom.tsv", "mappings/supports/readings.tsv"
ROW = "a:1.1 | Logging | aims:supports | b:1.2 | Teaching people | input | logs of misuse | the course | Logs show what to teach. | a blog | 0.7 | semapv:LLMBasedMatching | a model | 2026-11-29"
FIRST = "a:1.1 | b:1.2 | named | first | support | a:1.1 | b:1.2 | input | 0.7 |  | 2026-11-29"
SECOND = "a:1.1 | b:1.2 | named | second | support | a:1.1 | b:1.2 | input | 0.8 |  | 2026-11-29"
SAYS = "support | a:1.1 | b:1.2 | input"
HERE = Source("here.tsv", 1)


def supports_file(*rows: str, subject: str = "a", object_: str = "b") -> str:
    prefixes = "a b".split()
    header = f"""mapping_set_id: https://example.org/sets/a--b.supports
mapping_set_title: A and B, what supports what
license: {tiny.LICENCE}
mapping_set_version: '1'
subject_source: '{subject}:'
object_source: '{object_}:'
curie_map:
  {prefixes[0]}: https://example.org/a/
  aims: https://w3id.org/aims-graph/ontology#
  {prefixes[1]}: https://example.org/b/
  map: https://w3id.org/aims-graph/mapping/
  semapv: https://w3id.org/semapv/vocab/
  skos: http://www.w3.org/2004/02/skos/core#
  sssom: https://w3id.org/sssom/
  xsd: http://www.w3.org/2001/XMLSchema#
extension_definitions:
""" + "\n".join(
        f"- slot_name: ext_{name}\n  property: aims:{term}\n  type_hint: xsd:string"
        for name, term in (("support", "supportKind"), ("thing", "thing"), ("lacks", "lacks"), ("named_by", "namedBy"))
    )
    columns = "subject_id | subject_label | predicate_id | object_id | object_label | ext_support | ext_thing | ext_lacks | comment | ext_named_by | confidence | mapping_justification | mapping_tool | mapping_date"
    return tiny.table(header, columns, *rows)


def readings_file(*rows: str) -> str:
    columns = (
        "subject_id | object_id | drawn_as | reading | verdict | giver | taker | support | confidence | note | date"
    )
    return tiny.table(f"title: Readings of supports\nlicense: {tiny.LICENCE}", columns, *rows)


def written(folder: Path, supports: str = "", readings: str = "") -> Path:
    tiny.write(folder)
    for place, text in ((FILE, supports), (READINGS, readings)):
        if text:
            (folder / place).parent.mkdir(exist_ok=True)
            (folder / place).write_text(text, encoding="utf-8")
    return folder


def line_of(text: str, part: str) -> int:
    part = part.replace(" | ", "\t")
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)


# The shipped content.


def test_evaluation_results_are_proof_of_levels_and_cover_nothing(library: Library) -> None:
    (found,) = (s for s in supports_of(library, "iso42001:A.6.2.4").hands_over if s.taker == "aiact:art-15-1")
    assert found.kind == "proof" and "evaluat" in found.thing and found.lacks
    assert found in supports_of(library, "aiact:art-15").takes
    words = " ".join(between_in_words(library, "iso42001:A.6.2.4", "aiact:art-15"))
    assert "hands over to" in words and found.thing in words


def test_responsible_use_and_oversight_are_denied_with_the_reason(library: Library) -> None:
    found = [d for d in supports_of(library, "iso42001:A.9.2").denied if d.row.object_id == "aiact:art-14"]
    assert found and found[0].row.comment and not found[0].row.is_counterpart
    assert "nothing carries over" in " ".join(between_in_words(library, "iso42001:A.9.2", "aiact:art-14"))


def test_nothing_that_supports_shares_or_is_denied(library: Library) -> None:
    shared = {frozenset((r.subject_id, r.object_id)) for r in library.mappings if r.is_counterpart}
    denied = {frozenset((r.subject_id, r.object_id)) for r in library.mappings if r.is_denied}
    assert library.supports
    assert not {frozenset((s.giver, s.taker)) for s in library.supports} & (shared | denied)


def test_what_is_handed_over_is_met_nowhere(library: Library) -> None:
    without = replace(library, supports=[])
    for held, towards in (("iso42001", "aiact"), ("airmf", "aiact"), ("iso9001", "iso42001")):
        one, other = (coverage(c, holding_of(c, [held]), towards) for c in (library, without))
        assert one == other
    order = ["iso42001", "iso27001", "aiact"]
    assert stars(library, order) == stars(without, order)
    assert ceilings(library, order) == ceilings(without, order)
    one, other = closure_of(library), closure_of(without)
    assert list(one.overlap) == list(other.overlap)
    assert list(one.up) == list(other.up)
    named = {r.source.file for rs in library.remainders_of.values() for r in rs}
    assert not any("supports" in file for file in named)


def test_the_graph_says_the_same(library: Library) -> None:
    found = open_store(library).query(
        "SELECT ?x ?y { ?x <https://w3id.org/aims-graph/ontology#supports> ?y }", use_default_graph_as_union=True
    )
    pairs = {(library.names.curie(s["x"].value), library.names.curie(s["y"].value)) for s in found}
    assert pairs == {(s.giver, s.taker) for s in library.supports}


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


# Agreement by hand.


def read(pair: int, reading: str, verdict: str, giver: str = "a:1.1", kind: str = "input", drawn: str = "named", sure: float = 0.7):  # fmt: skip
    taker = "b:1.2" if giver.startswith("a") else "a:1.1"
    where = (giver, taker, kind) if verdict == "support" else ("", "", "")
    return SupportReading(f"a:{pair}", f"b:{pair}", drawn, reading, verdict, *where, sure, "", "2026-11-29", HERE)


def test_kappa_by_hand(tmp_path: Path) -> None:
    # Both 4, only the first 1, only the second 2, neither 3: seen 7/10, by chance (5·6 + 5·4)/100 = 1/2; kappa (0.7 - 0.5)/0.5 = 0.4.
    table = [("support", "support")] * 4 + [("support", "no")] + [("no", "support")] * 2 + [("no", "no")] * 3
    readings = [
        read(n, name, verdict)
        for n, both in enumerate(table)
        for name, verdict in zip(("first", "second"), both, strict=True)
    ]
    readings[0] = read(0, "first", "support", giver="b:1.2")
    readings[2] = read(1, "first", "support", kind="proof")
    readings[4] = read(2, "first", "support", giver="a:1.3")
    decoys = [read(20, "first", "support", drawn="decoy")]
    found = support_agreement(replace(load(written(tmp_path), alone=True), support_readings=readings + decoys))
    assert found.kappa == pytest.approx(0.4)
    assert (found.pairs, found.both, found.one) == (10, 4, 3)
    assert (found.same_direction, found.same_kind, found.same_place) == (3, 2, 2)
    assert (found.decoys, found.taken, found.named) == (1, 1, 10)
    # Undecided: the 3 that one found, and the 3 of the 4 found by both in other directions, kinds or places.
    assert (found.kept, found.shared) == (1, 0)
    more = [
        *(read(30, "first", "shared"), read(30, "second", "no"), read(30, "settled", "shared")),
        *(read(31, "first", "shared"), read(31, "second", "shared"), read(31, "settled", "support")),
        *(read(40, "first", "no", drawn="decoy"), read(40, "second", "support", drawn="decoy")),
        read(32, "first", "support"),
    ]
    found = support_agreement(replace(load(written(tmp_path), alone=True), support_readings=readings + decoys + more))
    assert (found.named, found.kept, found.shared) == (13, 3, 1)
    assert (found.decoys, found.taken, found.pairs, found.one) == (3, 2, 13, 4)


def test_what_is_decided_and_how_sure() -> None:
    first, second, no = (
        read(1, "first", "support", sure=0.85),
        read(1, "second", "support", sure=0.75),
        read(1, "second", "no"),
    )
    assert decided([first, second]) == [first] and confidence_from([first, second]) == 0.7
    assert decided([first, no]) is None and confidence_from([first, no]) == 0.6
    settled = read(1, "settled", "support", giver="b:1.2")
    assert decided([first, no, settled]) == [settled]
    # The places are of one framework, so both say the same; the third reading says otherwise.
    near = read(1, "second", "support", giver="a:1.3", sure=0.65)
    assert confidence_from([first, near]) == 0.6 and confidence_from([replace(near, confidence=0.8), first]) == 0.8
    assert confidence_from([first, near, settled]) == 0.6 and confidence_from([first, second, settled]) == 0.7
    assert confidence_from([first, replace(second, kind="proof")]) == 0.6
    assert confidence_from([replace(first, confidence=0.95), replace(second, confidence=1.0)]) == 0.9
    assert confidence_from([replace(first, confidence=0.3), second]) == 0.6
    # Another place is another support; nobody has settled which.
    assert decided([first, near]) is None
    assert decided([first]) == [first] and decided([first, second, replace(no, reading="third")]) is None


# Every finding, with file and line.

NO = "no |  |  | "
FAULTS = [
    ([ROW.replace("b:1.2 | Teaching people", "b:1.1 | Event records")], [], FILE, "a:1.1", "share something"),
    ([ROW.replace("a:1.1 | Logging", "a:1 | Whole of a")], [], FILE, "a:1\t", "leaves nothing behind"),
    ([ROW.replace("a:1.1", "a:9.1")], [], FILE, "a:9.1", "does not exist"),
    ([ROW.replace("Teaching people", "Waste disposal")], [], FILE, "a:1.1", "does not fit its title"),
    ([ROW.replace("b:1.2", "a:1.2")], [], FILE, "a:1.1", "both are of one framework"),
    ([ROW.replace("b:1.2", "a:1.2")], [], FILE, "a:1.1", "object_id is no requirement of b"),
    ([ROW.replace("aims:supports", "aims:helps")], [], FILE, "a:1.1", "predicate_id is 'aims:helps'"),
    ([ROW.replace("| input |", "| gift |")], [], FILE, "a:1.1", "ext_support is 'gift'"),
    ([ROW.replace("logs of misuse", "")], [], FILE, "a:1.1", "ext_thing is empty"),
    ([ROW.replace("the course", "")], [], FILE, "a:1.1", "ext_lacks is empty"),
    ([ROW.replace("logs of misuse", "one two three four five six seven eight nine ten more")], [], FILE, "a:1.1", "more than 10 words"),
    ([ROW.replace("0.7", "2")], [], FILE, "a:1.1", "confidence '2'"),
    ([ROW.replace("2026-11-29", "today")], [], FILE, "a:1.1", "is no date"),
    ([ROW.replace("semapv:LLMBasedMatching", "guess")], [], FILE, "a:1.1", "mapping_justification 'guess'"),
    ([ROW], [FIRST, SECOND.replace(SAYS, NO)], READINGS, "first", "nobody settled it"),
    ([ROW], [FIRST.replace(SAYS, NO), SECOND.replace(SAYS, NO)], FILE, "a:1.1", "is not what its readings decided"),
    ([ROW], [FIRST.replace(SAYS, NO), SECOND.replace(SAYS, NO)], READINGS, "first", "no row says why"),
    ([ROW.replace("0.7", "0.9")], [FIRST, SECOND], FILE, "a:1.1", "confidence 0.9 is not that of its readings, 0.7"),
    ([], [FIRST, SECOND], READINGS, "first", "but no row says so"),
    ([], [FIRST.replace(SAYS, "shared |  |  | ")], READINGS, "first", "decided as shared, but no row"),
    ([], [FIRST.replace("a:1.1 | b:1.2 | input", "a:1.3 | b:1.2 | input")], READINGS, "first", "are not of this pair"),
    ([], [FIRST, FIRST.replace("0.7", "0.8")], READINGS, "0.8", "stands on line"),
    ([ROW], [FIRST, SECOND.replace("named", "decoy")], READINGS, "second", "drawn_as is 'decoy'"),
    ([ROW], [FIRST.replace("0.7", ""), SECOND], READINGS, "first", "confidence is ''"),
    ([], [FIRST.replace(SAYS, "support |  |  | ")], READINGS, "first", "do not go with support"),
    ([], [FIRST.replace("first", "fifth")], READINGS, "fifth", "reading is 'fifth'"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "readings", "file", "at", "what"), FAULTS)
def test_a_fault_is_named_where_it_stands(rows, readings, file: str, at: str, what: str, tmp_path: Path) -> None:
    texts = {FILE: supports_file(*rows) if rows else "", READINGS: readings_file(*readings) if readings else ""}
    folder = written(tmp_path, texts[FILE], texts[READINGS])
    found = check(packs_of([folder], alone=True), shapes=False)
    start = next(n for n, line in enumerate(texts[file].split("\n"), 1) if line.startswith("subject_id\t"))
    body = "\n".join([""] * start + texts[file].split("\n")[start:])
    assert [f for f in found if (f.file, f.line) == (file, line_of(body, at)) and what in f.what and f.mend], found


def test_what_was_found_to_share_has_a_row(tmp_path: Path) -> None:
    """Of the pair itself: between their parts will do, and for a heading no row could be."""
    for pair in ("a:1.1 | b:1.1", "a:1 | b:1", "a:1 | b:1.2"):
        line = f"{pair} | named | first | shared |  |  |  | 0.9 |  | 2026-11-29"
        assert check(packs_of([written(tmp_path, readings=readings_file(line))], alone=True), shapes=False) == []


def test_what_is_right_has_no_finding(tmp_path: Path) -> None:
    folder = written(tmp_path, supports_file(ROW), readings_file(FIRST, SECOND))
    assert check(packs_of([folder], alone=True)) == []
    small = load(folder, alone=True)
    assert [(s.giver, s.taker, s.kind) for s in small.supports] == [("a:1.1", "b:1.2", "input")]


def test_the_other_direction_is_read_from_the_predicate(tmp_path: Path) -> None:
    small = load(written(tmp_path, supports_file(ROW.replace("aims:supports", "aims:supportedBy"))), alone=True)
    assert [(s.giver, s.giver_label, s.taker) for s in small.supports] == [("b:1.2", "Teaching people", "a:1.1")]


def test_a_pair_is_not_both_supported_and_denied(tmp_path: Path) -> None:
    folder = written(tmp_path, supports_file(ROW))
    path = folder / tiny.PAIR
    how = "0.7 | semapv:LLMBasedMatching | a model | 2026-11-20"
    row = f"a:1.1 | Logging | skos:relatedMatch | Not | b:1.2 | Teaching people | no_relationship | none | none |  | logs | courses | Records teach nobody. |  |  | {how}"
    path.write_text(path.read_text(encoding="utf-8") + row.replace(" | ", "\t") + "\n", encoding="utf-8")
    found = check(packs_of([folder], alone=True), shapes=False)
    assert [f for f in found if f.file == FILE and "nothing carries over" in f.what]


@pytest.mark.parametrize(("named_by", "sure", "found"), [("a blog", "0.9", 1), ("a blog", "0.7", 0), ("", "0.9", 0)])
def test_a_reasoned_no_is_as_sure_as_its_readings(named_by: str, sure: str, found: int, tmp_path: Path) -> None:
    no = [line.replace(SAYS, NO) for line in (FIRST, SECOND)]
    folder = written(tmp_path, "", readings_file(*no))
    path = folder / tiny.PAIR
    row = f"a:1.1 | Logging | skos:relatedMatch | Not | b:1.2 | Teaching people | no_relationship | none | none |  | logs | courses | Records teach nobody. |  |  | {sure} | semapv:LLMBasedMatching | a model | 2026-11-20"
    lines = [*path.read_text(encoding="utf-8").rstrip("\n").split("\n"), row.replace(" | ", "\t")]
    for n, line in enumerate(lines):
        cells = line.split("\t")
        if len(cells) > 1:
            more = {"subject_id": "ext_named_by", "a:1.1": named_by if "Not" in cells else ""}.get(cells[0], "")
            lines[n] = "\t".join([*cells[:-4], more, *cells[-4:]])
    slot = "#- slot_name: ext_named_by\n#  property: aims:namedBy\n#  type_hint: xsd:string\nsubject_id\t"
    path.write_text("\n".join(lines).replace("subject_id\t", slot, 1) + "\n", encoding="utf-8")
    said = check(packs_of([folder], alone=True), shapes=False)
    assert len([f for f in said if (f.file, f.line) == (tiny.PAIR, len(lines) + 3) and "0.7" in f.what]) == found, said
    assert not [f for f in said if "no row says why" in f.what or "ext_named_by" in f.what]


def test_a_broken_file_of_an_added_folder_is_left_out_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    (folder / "mappings/supports").mkdir(parents=True)
    (folder / FILE).write_text(supports_file(ROW.replace("a:1.1", "iso42001:99")).replace("'a:'", "'iso42001:'"), encoding="utf-8")  # fmt: skip
    found = load(folder)
    assert any(f.file.endswith(FILE) for f in found.left_out)
    result = CliRunner().invoke(cli, ["--content", str(folder), "supports", "42001 A.6.2.4"])
    assert "Traceback" not in result.output and not isinstance(result.exception, KeyError)


def test_requirements_of_no_catalogue_are_named(tmp_path: Path) -> None:
    folder = written(tmp_path, supports_file(ROW.replace("b:1.2", "aims:1.2"), object_="aims"))
    with pytest.raises(ContentError) as refused:
        load(folder, alone=True)
    assert any("aims:1.2 does not exist" in f.what for f in refused.value.findings)


# Forms.


@given(st.permutations([ROW, ROW.replace("b:1.2", "b:1.3"), ROW.replace("a:1.1", "a:1.2"), ROW.replace("aims:supports", "aims:supportedBy")]))  # fmt: skip
@settings(max_examples=24, deadline=None)
def test_canonical_form_is_one_and_stays(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    path = tmp_path_factory.mktemp("form") / "ontology/a--b.supports.sssom.tsv"
    path.parent.mkdir()
    order = {"a:1.1": 0, "a:1.2": 1, "b:1.2": 2, "b:1.3": 3}
    texts = []
    for text in (supports_file(*rows), supports_file(*sorted(rows))):
        for _ in range(2):
            path.write_text(text if len(texts) % 2 == 0 else texts[-1], encoding="utf-8")
            texts.append(canonical_supports(read_tsv(path, packs_of([path.parent.parent], alone=True)[0]), order))
    assert len(set(texts)) == 1
    assert sorted(texts[0].split("\n")[-5:-1]) == sorted(r.replace(" | ", "\t") for r in rows)


def test_the_shipped_files_are_written_as_they_are_read(library: Library) -> None:
    assert all(isinstance(s, Support) and s.thing and s.lacks and s.comment for s in library.supports)
    assert len({(s.giver, s.taker) for s in library.supports}) == len(library.supports)


# The page.


def test_a_requirements_page_shows_what_it_hands_over_and_what_not(library: Library) -> None:
    app = AppTest.from_file(str(Path(aims_graph_app.__file__).parent / "main.py"), default_timeout=60)
    app.query_params.update({"id": "iso42001:A.6.2.4"})
    app.switch_page("views/requirement.py").run()
    assert not app.exception
    headers = [h.value for h in app.header]
    assert "Hands over to" in headers and "Often named, and why not" in headers
    said = " ".join(str(e.proto) for kind in ("html", "markdown") for e in app.get(kind))
    (found,) = (s for s in supports_of(library, "iso42001:A.6.2.4").hands_over if s.taker == "aiact:art-15-1")
    assert found.thing in said


def test_a_part_is_denied_what_its_whole_is_denied_with_all_parts(tmp_path: Path) -> None:
    """Of b's side the order is that of its catalogue; what is denied of the whole alone says nothing of its parts."""
    tiny.write(tmp_path)
    path = tmp_path / tiny.PAIR
    lines = [
        f"{subject} |  | skos:relatedMatch | Not | {object_} |  | no_relationship | none | none |  |  |  | they differ |  | {parts} | 0.9 | {tiny.HOW}"
        for subject, object_, parts in (("a:1", "b:1.3", "yes"), ("a:1", "b:1.2", ""), ("a:1.1", "b:1.2", ""))
    ]
    path.write_text(
        path.read_text(encoding="utf-8") + "".join(tiny.table("", line) for line in lines), encoding="utf-8"
    )
    small = load(tmp_path, alone=True)

    def denied(name: str) -> list[tuple[str, str]]:
        return [(d.requirement_id, d.row.object_id) for d in supports_of(small, name).denied]

    assert denied("a:1.1") == [("a:1.1", "b:1.2"), ("a:1", "b:1.3")]
    assert denied("a:1.2") == [("a:1", "b:1.3")]
    assert denied("a:1") == [("a:1", "b:1.2"), ("a:1.1", "b:1.2"), ("a:1", "b:1.3")]
    assert denied("b:1.3") == [("b:1.3", "a:1")]
