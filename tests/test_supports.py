"""Supports and reasoned noes: what is handed over counts nowhere as met, and every row is what its readings decided."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from streamlit.testing.v1 import AppTest
from supporting import HERE, written

import aims_graph_app
from aims_graph.answers.controls.shared_controls import ceilings, stars
from aims_graph.answers.coverage.coverage import coverage, holding_of
from aims_graph.answers.requirement.supports import supports_of
from aims_graph.answers.trust.support_agreement import confidence_from, decided, support_agreement
from aims_graph.formats.library import load
from aims_graph.graph.store import open_store
from aims_graph.identifiers import resolve
from aims_graph.model import Library, SupportReading
from aims_graph.present.supports import between_in_words
from aims_graph.reason.closure import closure_of

#: Where the comment of a reasoned no says to look.
_ELSEWHERE = re.compile(r"Look at (.+?) instead")

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


def test_who_is_sent_elsewhere_by_a_reasoned_no_finds_something_there(library: Library) -> None:
    joined = {frozenset((r.subject_id, r.object_id)) for r in library.mappings if r.is_counterpart}
    joined |= {frozenset((s.giver, s.taker)) for s in library.supports}
    near = {name: {name, *library.below(name)} for name in library.requirements}
    sent = [(r, place) for r in library.mappings if r.is_denied for place in _ELSEWHERE.findall(r.comment)]
    assert sent
    in_vain = []
    for row, place in sent:
        here = near[resolve(place, library)]
        pairs = (frozenset((a, b)) for side in (row.subject_id, row.object_id) for a in here for b in near[side])
        if not any(pair in joined for pair in pairs):
            in_vain.append(f"{row.source}: {place}")
    assert not in_vain


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
