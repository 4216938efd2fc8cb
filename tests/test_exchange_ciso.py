"""CISO Assistant libraries: what they say is read as they say it, and what we write is read again as the same."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from drafts import frameworks, mappings
from hypothesis import HealthCheck, given, settings

from aims_graph.errors import ContentError
from aims_graph.exchange import ciso, ciso_out
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping
from aims_graph.exchange.leaving import framework_draft, mapping_draft
from aims_graph.formats.library import load

HEAD = """\
urn: urn:example:risk:library:demo
locale: en
ref_id: demo
name: Demo controls
version: 3
publication_date: 2026-11-01
provider: Example
packager: example
"""
FRAMEWORK = (
    HEAD
    + """\
translations: {fr: {name: Démo}}
objects:
  threats: [{urn: urn:example:risk:threat:demo:t1, ref_id: T1}]
  framework:
    urn: urn:example:risk:framework:demo
    ref_id: DEMO
    name: Demo
    implementation_groups_definition: [{ref_id: L1, name: Level 1}]
    requirement_nodes:
    - {urn: 'urn:example:risk:req_node:demo:1', assessable: false, depth: 1, ref_id: 1, name: Doors}
    - {urn: 'urn:example:risk:req_node:demo:1.10', assessable: true, depth: 2, ref_id: 1.10, description: Doors are shut., implementation_groups: [L1]}
    - {urn: 'urn:example:risk:req_node:demo:node3', assessable: no, depth: 2, parent_urn: 'URN:example:risk:req_node:demo:1', name: Windows}
    - {urn: 'urn:example:risk:req_node:demo:w', assessable: yes, depth: 3, ref_id: w, name: Windows shut}
"""
)


def _read(folder: Path, text: str, name: str = "x.yaml") -> Draft:
    path = folder / name
    path.write_text(dedent(text), encoding="utf-8")
    assert ciso.recognises(path.read_bytes(), path)
    return ciso.read(path)


def test_framework_tree_numbers_and_flags(tmp_path: Path) -> None:
    draft = _read(tmp_path, FRAMEWORK)
    (framework,) = draft.frameworks
    rows = [
        (r.number, r.title, r.text, r.kind, r.parent.rpartition(":")[2], r.assessable) for r in framework.requirements
    ]
    assert rows == [
        ("1", "Doors", "", "heading", "", False),
        ("1.10", "", "Doors are shut.", "requirement", "1", True),
        ("", "Windows", "", "heading", "1", False),
        ("w", "Windows shut", "", "requirement", "node3", True),
    ]
    assert framework.requirements[1].more == {"implementation_groups": "L1"}
    assert framework.more["implementation_groups"] == "L1: Level 1"
    assert (framework.date, framework.issuer, framework.language) == ("2026-11-01", "Example", "en")
    said = " ".join(note.what for note in draft.notes)
    assert "threats (1)" in said
    assert "fr (1 text)" in said


def test_without_a_parent_a_node_stands_under_the_nearest_before_it_that_is_less_deep(tmp_path: Path) -> None:
    def parents(*depths: str) -> list[str]:
        nodes = [{"urn": f"urn:n:{n}", "name": f"N{n}"} | ({"depth": d} if d else {}) for n, d in enumerate(depths)]
        library = {"urn": "urn:x:y", "locale": "en", "objects": {"framework": {"urn": "urn:f", "requirement_nodes": nodes}}}  # fmt: skip
        found = _read(tmp_path, yaml.safe_dump(library, sort_keys=False)).frameworks[0].requirements
        return [r.parent.rpartition(":")[2] for r in found]

    assert parents("1", "2", "3", "2", "1", "2") == ["", "0", "1", "0", "", "4"]
    # Where a depth is left out, too; one that says no depth is under nobody, and has nobody under it.
    assert parents("1", "3", "5", "4", "3") == ["", "0", "1", "1", "0"]
    assert parents("1", "", "2", "3") == ["", "", "", "2"]
    assert parents("2", "1", "2") == ["", "", "1"]


@pytest.mark.parametrize("key", ["framework", "frameworks"])
def test_one_framework_or_a_list_of_them(tmp_path: Path, key: str) -> None:
    library = yaml.safe_load(FRAMEWORK)
    framework = library["objects"].pop("framework")
    library["objects"][key] = (
        framework if key == "framework" else [framework, framework | {"urn": "urn:example:risk:framework:b"}]
    )
    draft = _read(tmp_path, yaml.safe_dump(library))
    assert len(draft.frameworks) == (1 if key == "framework" else 2)
    assert all(len(f.requirements) == 4 for f in draft.frameworks)


def _sets(word: str, key: str = "requirement_mapping_sets", count: int = 1) -> str:
    one = {
        "source_framework_urn": "urn:example:risk:framework:a",
        "target_framework_urn": "urn:example:risk:framework:b",
        "requirement_mappings": [
            {
                "source_requirement_urn": "urn:example:risk:req_node:a:1",
                "target_requirement_urn": "urn:example:risk:req_node:b:2",
                "relationship": word,
            }
        ],
    }
    sets = [one | {"urn": f"urn:example:risk:req_mapping_set:s{n}", "name": f"S{n}"} for n in range(count)]
    return HEAD + yaml.safe_dump({"objects": {key: sets if key.endswith("s") else sets[0]}})


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("equal", "equal"),
        ("subset", "subset_of"),
        ("superset", "superset_of"),
        ("intersect", "intersects"),
        ("not_related", "no_relationship"),
    ],
)
def test_relationship_is_read_from_the_source(tmp_path: Path, word: str, relation: str) -> None:
    (mapping,) = _read(tmp_path, _sets(word)).mappings
    (row,) = mapping.rows
    assert (row.subjects[0].name[-1], row.relation, row.objects[0].name[-1]) == ("1", relation, "2")
    assert mapping.any_overlap


def test_sets_of_one_pair_stay_apart_and_one_may_stand_alone(tmp_path: Path) -> None:
    draft = _read(tmp_path, _sets("equal", count=2))
    assert [m.id[-2:] for m in draft.mappings] == ["s0", "s1"]
    assert len(_read(tmp_path, _sets("equal", "requirement_mapping_set")).mappings) == 1


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("depth: 3, ref_id: w", "depth: deep, ref_id: w", "'deep' is no depth"),
        ("URN:example:risk:req_node:demo:1'", "urn:example:risk:req_node:demo:9'", "is no node of the framework"),
        ("req_node:demo:w'", "req_node:demo:NODE3'", "stands twice"),
        ("assessable: yes", "assessable: perhaps", "neither true nor false"),
        (
            "depth: 1, ref_id: 1",
            "depth: 1, parent_urn: 'urn:example:risk:req_node:demo:node3', ref_id: 1",
            "stands above itself",
        ),
        ("name: Windows shut", "name: Windows shut, name: Twice", "'name' twice"),
    ],
)
def test_fault_names_the_line_and_the_mend(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in FRAMEWORK
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, FRAMEWORK.replace(old, new))
    wrong = [f for f in caught.value.findings if what in f.what]
    assert wrong, caught.value.findings
    lines = [n for n, line in enumerate(FRAMEWORK.replace(old, new).splitlines(), 1) if new in line]
    assert {f.line for f in wrong} >= set(lines)
    assert all(f.mend for f in wrong)


def test_a_library_without_objects_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, HEAD)
    (fault,) = caught.value.findings
    assert (fault.what, fault.mend) == ("/: has no 'objects'", "write the framework or mapping set under objects")


def test_what_a_library_holds_besides_is_told_by_its_name_and_its_number(tmp_path: Path) -> None:
    names = ["threats", "reference_controls", "risk_matrix", "risk_matrices", "metric_definitions", "quality_checks", "preset", "odd_things"]  # fmt: skip
    besides = "".join(f"  {name}: [{{urn: a}}, {{urn: b}}]\n" for name in names).replace("preset: [{urn: a}, {urn: b}]", "preset: {urn: a}")  # fmt: skip
    text = FRAMEWORK.replace("  threats: [{urn: urn:example:risk:threat:demo:t1, ref_id: T1}]\n", besides)
    said = [note.what for note in _read(tmp_path, text).notes if "no requirements" in note.what]
    assert said == [
        f"{what} are no requirements and not kept"
        for what in ("threats (2)", "reference controls (2)", "risk matrix (2)", "risk matrices (2)", "metrics (2)", "quality checks (2)", "preset (1)", "odd_things (2)")
    ]  # fmt: skip


def test_unknown_relationship_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="'overlaps' is no relationship of this format"):
        _read(tmp_path, _sets("overlaps"))


def test_aliases_that_unfold_without_end_are_refused(tmp_path: Path) -> None:
    bomb = "\n".join(f"  k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 12))
    with pytest.raises(ContentError, match="unfolds to more values"):
        _read(tmp_path, HEAD + "objects:\n  k0: &k0 [x]\n" + bomb + "\n")


_SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@_SLOW
@given(framework=frameworks())
def test_framework_written_and_read_again_is_the_same(tmp_path: Path, framework: DraftFramework) -> None:
    path = tmp_path / "out.yaml"
    path.write_bytes(ciso_out.write_framework(framework).data)
    (again,) = ciso.read(path).frameworks
    index = {r.key: n for n, r in enumerate(framework.requirements)} | {
        r.key: n for n, r in enumerate(again.requirements)
    }

    def told(f: DraftFramework) -> list[object]:
        return [
            (r.number, r.title, r.text, r.kind, r.assessable, index[r.parent] if r.parent else None)
            for r in f.requirements
        ]

    assert told(again) == told(framework)
    assert (again.title, again.short, again.language) == (framework.title, framework.short, framework.language)
    yaml.safe_load(path.read_bytes())


@_SLOW
@given(mapping=mappings(gaps=True))
def test_mapping_written_and_read_again_is_the_same(tmp_path: Path, mapping: DraftMapping) -> None:
    path = tmp_path / "out.yaml"
    written = ciso_out.write_mapping(mapping)
    path.write_bytes(written.data)
    again = ciso.read(path).mappings
    kept = [r for r in mapping.rows if r.subjects and r.objects]
    assert [(r.relation, r.comment) for m in again for r in m.rows] == [(r.relation, r.comment) for r in kept]
    assert any("without a counterpart" in n.what for n in written.notes) == (len(kept) < len(mapping.rows))
    numbers = [r.subjects[0].name.rpartition(":")[2] for r in kept]
    read = [r.subjects[0].name.rpartition(":")[2] for m in again for r in m.rows]
    assert len(set(read)) == len(set(numbers))


def test_sides_of_a_written_mapping_are_nodes_of_the_written_frameworks(tmp_path: Path) -> None:
    library = load()
    nodes: set[str] = set()
    for framework in library.mapped:
        path = tmp_path / f"{framework.id}.yaml"
        path.write_bytes(ciso_out.write_framework(framework_draft(library, framework)).data)
        (again,) = ciso.read(path).frameworks
        assert len(again.requirements) == len(library.members(framework.id))
        nodes |= {r.key for r in again.requirements}
    for mapping_set in library.sets:
        path = tmp_path / "set.yaml"
        path.write_bytes(ciso_out.write_mapping(mapping_draft(library, mapping_set)).data)
        (mapping,) = ciso.read(path).mappings
        assert len(mapping.rows) == sum(not row.is_gap for row in mapping_set.rows)
        assert {s.name for row in mapping.rows for s in (*row.subjects, *row.objects)} <= nodes
