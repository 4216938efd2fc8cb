"""A file that brings the framework of its crosswalk: its rows are judged against that, as an import would enter them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from aims_graph.exchange.entry import Wish, plan
from aims_graph.exchange.readers import read
from aims_graph.lint import Judgement, judge, judge_files, judge_text
from aims_graph.model import Library

ISO = "urn:intuitem:risk:framework:iso42001-2023"
SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix h: <https://acme.example/house/> .
@prefix i: <https://w3id.org/aims-graph/iso42001-2023/> .
h:scheme a skos:ConceptScheme ; skos:prefLabel "House rules"@en .
h:H.1 a skos:Concept ; skos:inScheme h:scheme ; skos:notation "H.1" ; skos:prefLabel "Policy"@en ; skos:exactMatch i:5.2 .
h:H.2 a skos:Concept ; skos:inScheme h:scheme ; skos:notation "H.2" ; skos:prefLabel "Roles"@en ; skos:closeMatch i:5.33 .
"""


def framework(name: str, *numbers: str, ref: str = "") -> dict[str, Any]:
    nodes = [
        {"urn": f"urn:acme:risk:req_node:{name}:{n.lower()}", "assessable": True, "depth": 1, "ref_id": n, "name": f"Rule {n}"}
        for n in numbers
    ]  # fmt: skip
    return {"urn": f"urn:acme:risk:framework:{name}", "ref_id": ref or name, "name": f"Rules of {name}", "requirement_nodes": nodes}  # fmt: skip


def crosswalk(source: str, target: str, *rows: tuple[str, str, str]) -> dict[str, Any]:
    nodes = [of.replace(":framework:", ":req_node:") for of in (source, target)]
    said = [
        {"source_requirement_urn": f"{nodes[0]}:{one}", "target_requirement_urn": f"{nodes[1]}:{other}", "relationship": how}
        for one, other, how in rows
    ]  # fmt: skip
    return {"urn": "urn:acme:risk:req_mapping_set:x", "ref_id": "x", "name": "x", "source_framework_urn": source, "target_framework_urn": target, "requirement_mappings": said}  # fmt: skip


def book(folder: Path, frameworks: list[dict[str, Any]], mapping: dict[str, Any]) -> Path:
    path = folder / "book.yaml"
    objects = {"frameworks": frameworks, "requirement_mapping_sets": [mapping]}
    path.write_text(yaml.safe_dump({"urn": "urn:acme:risk:library:x", "locale": "en", "ref_id": "x", "name": "x", "version": 1, "objects": objects}), encoding="utf-8")  # fmt: skip
    return path


def told(judged: Judgement) -> list[tuple[str, str]]:
    return [(f.rule, f.what) for f in judged.faults]


def known_to_import(library: Library, path: Path, folder: Path) -> int:
    planned = plan(read(path), library, folder / "content", Wish())
    return sum(len(c.rows) for _, c in planned.crosswalks)


def test_rows_on_a_framework_of_the_file_are_judged_by_it(library: Library, tmp_path: Path) -> None:
    house = framework("house", "H.1", "H.2")
    rows = [("h.1", "5.2", "equal"), ("h.9", "5.3", "intersect"), ("h.2", "5.33", "intersect"), ("h.1", "5.2", "equal")]
    path = book(tmp_path, [house], crosswalk("urn:acme:risk:framework:house", ISO, *rows))
    judged = judge_files(library, [path])
    assert ("unknown-id", "Rules of house has no 'h.9'") in told(judged)
    assert ("unknown-id", "ISO/IEC 42001 has no '5.33'") in told(judged)
    # The rules that need both sides see the rows, too.
    assert {rule for rule, _ in told(judged)} == {"unknown-id", "pair-twice"}
    assert judged.notes[0] == "The file brings 'Rules of house' with 2 requirements: its rows are judged by that."
    assert judged.notes[1].endswith("says nothing of 2.")
    assert known_to_import(library, path, tmp_path) == 1
    # Nothing of it stays.
    assert "house" not in library.frameworks and "house" not in library.names


def test_a_crosswalk_of_two_frameworks_that_the_file_brings(library: Library, tmp_path: Path) -> None:
    both = [framework("house", "H.1"), framework("yard", "Y.1", "Y.2")]
    names = [f["urn"] for f in both]
    path = book(tmp_path, both, crosswalk(names[0], names[1], ("h.1", "y.1", "equal"), ("h.1", "y.3", "equal")))
    judged = judge_files(library, [path])
    assert told(judged) == [("unknown-id", "Rules of yard has no 'y.3'")]
    assert len(judged.notes) == 3
    assert known_to_import(library, path, tmp_path) == 1


@pytest.mark.parametrize("ref", ["owl", "xsd"])
def test_a_framework_whose_id_is_taken_is_judged_all_the_same(library: Library, tmp_path: Path, ref: str) -> None:
    house = framework("house", "H.1", ref=ref)
    path = book(tmp_path, [house], crosswalk(house["urn"], ISO, ("h.1", "5.2", "equal"), ("h.9", "5.2", "equal")))
    assert plan(read(path), library, tmp_path / "content", Wish()).collisions
    assert told(judge_files(library, [path])) == [("unknown-id", "Rules of house has no 'h.9'")]


def test_one_that_is_here_already_is_judged_by_what_stands_here(library: Library, tmp_path: Path) -> None:
    ours = framework("iso42001-2023", "5.2", "99", ref="ISO/IEC 42001:2023")
    path = book(tmp_path, [ours], crosswalk(ours["urn"], "urn:intuitem:risk:framework:iso27001-2022", ("5.2", "5.2", "equal"), ("99", "5.2", "equal")))  # fmt: skip
    judged = judge_files(library, [path])
    what = "The file brings 'Rules of iso42001-2023', which is here already: its rows are judged by ISO/IEC 42001."
    assert judged.notes[0] == what
    assert ("unknown-id", "ISO/IEC 42001 has no '99'") in told(judged)


def test_one_without_requirements_leaves_its_rows_unjudged(library: Library, tmp_path: Path) -> None:
    house = framework("house", "H.1")
    draft = read(book(tmp_path, [house], crosswalk(house["urn"], ISO, ("h.1", "5.2", "equal"))))
    judged = judge(library, replace(draft, frameworks=(replace(draft.frameworks[0], requirements=()),)))
    assert [rule for rule, _ in told(judged)] == ["unknown-framework"]
    assert len(judged.notes) == 1


def test_skos_and_text_that_is_handed_in(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "house.ttl"
    path.write_text(SKOS, encoding="utf-8")
    for judged in (judge_files(library, [path]), judge_text(library, SKOS)):
        assert told(judged) == [("unknown-id", "ISO/IEC 42001 has no '5.33'")]
        assert judged.notes[0] == "The file brings 'House rules' with 2 requirements: its rows are judged by that."
