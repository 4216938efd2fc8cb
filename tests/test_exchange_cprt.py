"""NIST's CPRT export: the tree, what was withdrawn and what became of it, and what accompanies a requirement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aims_graph.errors import ContentError
from aims_graph.exchange import cprt
from aims_graph.exchange.draft import Draft


def _element(kind: str, name: str, title: str = "", text: str = "", document: str = "D1") -> dict[str, str]:
    return {"element_type": kind, "element_identifier": name, "title": title, "text": text, "doc_identifier": document}


def _link(source: str, kind: str, target: str, documents: str = "D1 D1") -> dict[str, str]:
    left, right = documents.split()
    return {
        "source_element_identifier": source,
        "source_doc_identifier": left,
        "dest_element_identifier": target,
        "dest_doc_identifier": right,
        "relationship_identifier": kind,
        "provenance_doc_identifier": left,
    }


def _export() -> dict[str, Any]:
    return {
        "documents": [
            {
                "doc_identifier": "D1",
                "name": "Demo  book",
                "version": "Version  1",
                "website": "https://example.org/d1",
            },
            {"doc_identifier": "D2", "name": "Other book", "version": "2"},
        ],
        "relationship_types": [],
        "elements": [
            _element("subcategory", "A.X-02", text="Gates are shut."),
            _element("subcategory", "A.X-01", text="Doors are shut."),
            _element("category", "A.X", "Shutting", "Things are shut."),
            _element("function", "A", "ACT"),
            _element("sort", "S-1", "00002"),
            _element("sort", "S-2", "00001"),
            _element("sort", "S-0", "00000"),
            _element("implementation_example", "E-1", "Ex1", "A door of wood"),
            _element("withdraw_reason", "WR", text="Moved to A.X-01"),
            _element("control", "C-1", "Control one", "Do one.", "D2"),
            _element("control_enhancement", "C-1(1)", "More of one", "Do more.", "D2"),
        ],
        "relationships": [
            _link("A", "projection", "A.X"),
            _link("A.X", "projection", "A.X-02"),
            _link("A.X", "projection", "A.X-01"),
            _link("A", "projection", "S-0"),
            _link("A.X", "projection", "S-0"),
            _link("A.X-02", "projection", "S-1"),
            _link("A.X-01", "projection", "S-2"),
            _link("A.X-01", "projection", "E-1"),
            _link("A.X-02", "projection", "WR"),
            _link("WR", "moved_to", "A.X-01"),
            _link("C-1", "projection", "C-1(1)", "D2 D2"),
            _link("A.X-01", "external_reference", "C-1", "D1 D2"),
            _link("A.X-01", "external_reference", "AC-99", "D1 D3"),
        ],
    }


def _read(folder: Path, export: dict[str, Any]) -> Draft:
    path = folder / "x.json"
    path.write_text(json.dumps({"response": {"requestType": 4, "elements": export}}))
    assert cprt.recognises(path.read_bytes(), path)
    return cprt.read(path)


def test_tree_order_and_what_was_withdrawn(tmp_path: Path) -> None:
    draft = _read(tmp_path, _export())
    first, second = draft.frameworks
    said = [(r.number, r.kind, r.parent, r.assessable, r.title, r.text) for r in first.requirements]
    assert said == [
        ("A.X", "category", "A", False, "Shutting", "Things are shut."),
        ("A", "function", "", False, "ACT", ""),
        ("A.X-01", "subcategory", "A.X", True, "", "Doors are shut."),
        ("A.X-02", "subcategory", "A.X", False, "", "Gates are shut."),
    ]
    assert first.requirements[2].more == {"implementation_example": "Ex1: A door of wood"}
    assert first.requirements[3].more == {"moved_to": "A.X-01", "withdrawn": "Moved to A.X-01", "status": "withdrawn"}
    assert (first.title, first.edition) == ("Demo book", "Version 1")
    assert [(r.number, r.kind, r.parent, r.assessable) for r in second.requirements] == [
        ("C-1", "control", "", True),
        ("C-1(1)", "control-enhancement", "C-1", True),
    ]


def test_what_relates_two_books_states_no_set_relation(tmp_path: Path) -> None:
    draft = _read(tmp_path, _export())
    (mapping,) = draft.mappings
    (row,) = mapping.rows
    assert (row.subjects[0].name, row.objects[0].name, row.relation) == ("A.X-01", "C-1", "")
    assert (mapping.subject, mapping.object) == ("D1", "D2")
    assert [note.what for note in draft.notes] == [
        "1 relationship (external_reference) leads to an element that is not in the file; not kept"
    ]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda e: e["elements"].append(_element("control", "C-1", document="D2")), "/response/elements/elements/11"),
        (lambda e: e["relationships"].append(_link("A.X-01", "projection", "A")), "/response/elements/elements/"),
        (lambda e: e["documents"].append({"doc_identifier": "D9", "name": "Empty"}), "/response/elements/documents/2"),
        (lambda e: e.pop("relationships"), "/response/elements: has no 'relationships'"),
        (lambda e: e["elements"][0].pop("element_type"), "/response/elements/elements/0"),
    ],
)
def test_fault_names_its_pointer(tmp_path: Path, change: Any, pointer: str) -> None:
    export = _export()
    change(export)
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, export)
    assert all(finding.what.startswith(pointer) for finding in caught.value.findings)
