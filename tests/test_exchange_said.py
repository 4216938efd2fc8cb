"""What a foreign file says, field by field: of itself, of its requirements, of its rows, and what is told of the rest."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook
from oscal_documents import UUIDS, collection, metadata, read

from aims_graph.errors import ContentError
from aims_graph.exchange import ciso, ir8477, oscal_out
from aims_graph.exchange.draft import Draft, DraftFramework, DraftRequirement, DraftRow, Side
from aims_graph.exchange.oscal_catalog import OURS

# OSCAL.


def _label(value: str, **more: str) -> dict[str, str]:
    return {"name": "label", "value": value} | more


def _part(name: str, prose: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "prose": prose} | more


def _catalogue(**about: Any) -> dict[str, Any]:
    """A catalogue of one group and two controls that says all a draft has a place for."""
    lock = {
        "id": "lk-1",
        "class": "lock",
        "title": "Iron lock",
        "params": [
            {"id": "p1", "values": ["red", "{{ insert: param, p2 }}"]},
            {"id": "p2"},
            {"id": "p3", "select": {"choice": ["one", "two"]}},
            {"id": "p4", "select": {"how-many": "one", "choice": ["three"]}},
        ],
        "props": [
            _label("Lock LK-1 of the house"),
            {"name": "alt-identifier", "value": "L1"},
            {"name": "alt-label", "value": "L1"},
            {"name": "alt-label", "value": "First lock"},
        ],
        "links": [
            {"href": "#lk-2", "rel": "related"},
            {"href": "#lk-3", "rel": "related"},
            {"href": "#lk-2", "rel": "required"},
            {"href": "https://example.org/", "rel": "related"},
            {"href": "#lk-3", "rel": "reference"},
        ],
        "parts": [
            _part("overview", "Locks are described."),
            _part(
                "statement",
                "",
                parts=[
                    _part("item", "Paint it {{ insert: param, p1 }}.", id="lk-1_a", props=[_label("(a)")]),
                    _part("item", "Turn it {{ insert: param, p3 }} {{ insert: param, p4 }}.", id="lk-1_b", title="Turning"),
                    _part("item", "No id, no requirement."),
                    _part("remark", "No item.", id="lk-1_r"),
                ],
            ),
            _part("guidance", "Oil it.", title="Care"),
            _part("guidance", "Not too much."),
            _part("assessment-method", "Look."),
            _part("assessment-method", "Ask."),
        ],
    }  # fmt: skip
    gone = {"id": "lk-2", "title": "Bolt", "props": [{"name": "status", "value": "Withdrawn"}]}
    group = {
        "id": "lk",
        "title": "Locks",
        "props": [_label("LK")],
        "parts": [_part("statement", "All that locks."), _part("overview", "What locks.")],
        "controls": [lock, gone, {"id": "lk-3", "title": "Chain", "class": "SP800-53"}],
    }
    return {"catalog": {"uuid": UUIDS[0], "metadata": metadata(**about), "groups": [group]}}


def test_a_catalogue_says_of_itself_who_made_it_when_and_under_which_licence(tmp_path: Path) -> None:
    """Its makers are those who created or published it, in the order of the parties; nobody else who is named."""
    about = {
        "published": "2026-10-02T00:00:00Z",
        "remarks": "Of a house.",
        "parties": [
            {"uuid": UUIDS[n], "type": "organization", **({"name": f"House {n}"} if n != 9 else {"short-name": "h"})}
            for n in (7, 8, 9, 10, 11)
        ],
        "responsible-parties": [
            {"role-id": "publisher", "party-uuids": [UUIDS[10]]},
            {"role-id": "contact", "party-uuids": [UUIDS[7]]},
            {"role-id": "author", "party-uuids": [UUIDS[9], UUIDS[8]]},
        ],
        "roles": [{"id": r, "title": r} for r in ("publisher", "contact", "author")],
        "links": [{"href": "https://example.org/more"}, {"href": "https://example.org/licence", "rel": "license"}],
        "props": [{"name": "language", "value": "en"}],
    }
    (framework,) = read(tmp_path, _catalogue(**about), "doors.json").frameworks
    assert (framework.key, framework.title, framework.edition, framework.short) == ("doors", "Demo", "1.10", "")
    assert (framework.issuer, framework.licence) == ("House 8 / House 10", "https://example.org/licence")
    assert (framework.date, framework.description, framework.language) == ("2026-10-02", "Of a house.", "en")
    assert framework.more == {"oscal-version": "1.2.1", "last-modified": "2026-11-01T00:00:00Z", "uuid": UUIDS[0]}
    (framework,) = read(tmp_path, _catalogue()).frameworks
    assert (framework.date, framework.issuer, framework.licence, framework.description) == ("2026-11-01", "", "", "")


def test_a_control_says_its_numbers_kinds_and_texts(tmp_path: Path) -> None:
    draft = read(tmp_path, _catalogue())
    group, lock, first, second, gone, chain = draft.frameworks[0].requirements
    at = "/catalog/groups/0"
    assert group == DraftRequirement(
        "lk", "LK", "Locks", "group", "", False, "What locks.", at, ("lk",), {"statement": "All that locks."}
    )
    assert lock == DraftRequirement(
        # A label of words around the id is no number.
        *("lk-1", "lk-1", "Iron lock", "lock", "lk", True),
        "(a) Paint it red, [Assignment: p2].\nTurn it [Selection: one; two] [Selection: three].\nNo id, no requirement.\nNo item.",
        f"{at}/controls/0",
        ("L1", "First lock"),
        {
            **{"related": "lk-2|lk-3", "required": "lk-2"},
            **{"overview": "Locks are described.", "guidance": "Care: Oil it.\nNot too much."},
        },
    )  # fmt: skip
    assert (first.key, first.number, first.title, first.kind, first.parent, first.aliases) == (
        *("lk-1_a", "lk-1(a)", "", "statement", "lk-1"),
        ("lk-1_a",),
    )
    assert first.text == "Paint it red, [Assignment: p2]."
    assert (second.key, second.number, second.title) == ("lk-1_b", "lk-1_b", "Turning")
    assert (gone.kind, gone.assessable, gone.more) == ("control", False, {"status": "withdrawn"})
    # A class that names the book is no kind.
    assert (chain.kind, chain.assessable, chain.parent, chain.aliases) == ("control", True, "lk", ())
    assert [n.what for n in draft.notes] == [
        "2 parts 'assessment-method' say how a control is assessed, not kept",
        "4 parameters stand in the texts by value or label, not kept as such",
    ]


def test_a_version_that_is_not_stated_is_none_when_it_is_read_again(tmp_path: Path) -> None:
    """OSCAL asks for a version; what stands there in place of one is no edition."""
    from datetime import UTC, datetime

    when = datetime(2026, 11, 29, 12, tzinfo=UTC)
    requirement = DraftRequirement("x:1", "1", "One", "requirement", aliases=("I", " "))
    for edition, version in (("", "not stated"), ("2", "2")):
        framework = DraftFramework(
            "x", "X", (requirement,), edition=edition, issuer="The  owners", description=" Why. "
        )
        data = oscal_out.write_framework(framework, when).data
        said = json.loads(data)["catalog"]["metadata"]
        assert (said["version"], said["last-modified"], said["remarks"]) == (
            version,
            "2026-11-29T12:00:00+00:00",
            "Why.",
        )
        (again,) = read(tmp_path, data.decode()).frameworks
        assert (again.edition, again.issuer, again.description) == (edition, "The owners", "Why.")
        assert again.requirements[0].aliases == ("I",)
    nothing = oscal_out.write_framework(DraftFramework("x", "X", ()), when)
    assert [n.what for n in nothing.notes] == ["the framework has no requirements"]


def test_a_map_says_what_qualifies_it_and_what_has_no_counterpart_on_either_side(tmp_path: Path) -> None:
    document = collection()
    body = document["mapping-collection"]["mappings"][0]
    first, second = body["maps"]
    first |= {
        "matching-rationale": "syntactic",
        "coverage": {"generation-method": "arbitrary", "target-coverage": 0.5},
        "confidence-score": {"category": "high"},
        "props": [{"name": "mood", "value": "sunny"}, {"name": "requirement", "ns": OURS, "value": "x"}],
        "qualifiers": [
            {"subject": "source", "predicate": "has-requirement", "category": "restricted", "description": "So."},
            {"subject": "target", "predicate": "has-requirement", "category": "restricted", "description": "Also."},
        ],
    }
    first["sources"] = [first["sources"][0] | {"remarks": "Doors"}]
    second |= {"relationship": "subset-of", "ns": "http://www.w3.org/2004/02/skos/core#"}
    body["target-gap-summary"] = {"uuid": UUIDS[9], "unmapped-controls": [{"matching": [{"pattern": "9*"}]}, {"with-ids": ["c7.1", "c7.2"]}]}  # fmt: skip
    body["props"] = [
        {"name": "no-counterpart", "ns": OURS, "class": "c7.2", "value": "other:7-2", "remarks": "Nobody asks."},
        {"name": "no-counterpart", "class": "c7.1", "value": "of another hand"},
    ]
    draft = read(tmp_path, document)
    (mapping,) = draft.mappings
    at = "/mapping-collection/mappings/0"
    assert mapping.rows[0] == DraftRow(
        (Side("ac-1", "Demo catalogue", "Doors"),),
        (Side("8.1", "other"), Side("8.2_a", "other")),
        f"{at}/maps/0",
        relation="subset_of",
        comment="Both shut doors.",
        more={
            **{"mood": "sunny", "matching-rationale": "syntactic", "target-coverage": "0.5", "confidence": "high"},
            "qualifiers": "[source has-requirement restricted] So. [target has-requirement restricted] Also.",
        },
    )
    assert (mapping.rows[1].predicate, mapping.rows[1].relation) == ("skos:subset-of", "")
    assert [(r.subjects, r.objects, r.comment, r.more) for r in mapping.rows[2:]] == [
        ((Side("ac-9", "Demo catalogue"),), (), "", {"with_parts": "yes"}),
        ((), (Side("c7.1", "other"),), "", {}),
        ((), (Side("other:7-2", "other"),), "Nobody asks.", {}),
    ]
    assert [(n.where, n.what) for n in draft.notes if "not valid" not in n.what] == [
        (
            f"{at}/target-gap-summary/unmapped-controls/0",
            "controls without counterpart that are named by a pattern are not kept",
        ),
        (f"{at}/maps/1", f"puts the same sets together and says something else than {at}/maps/0"),
    ]


@pytest.mark.parametrize(("share", "is_one"), [(0, True), (1, True), (1.01, False), (-0.1, False)])
def test_a_confidence_of_oscal_is_from_0_to_1(tmp_path: Path, share: float, is_one: bool) -> None:
    document = collection()
    document["mapping-collection"]["mappings"][0]["maps"][0]["confidence-score"] = {"percentage": share}
    if is_one:
        assert read(tmp_path, document).mappings[0].rows[0].confidence == str(share)
    else:
        with pytest.raises(ContentError, match="percentage"):
            read(tmp_path, document)


def test_mappings_of_a_collection_are_told_apart_and_a_side_that_is_not_in_it_is_a_fault(tmp_path: Path) -> None:
    document = collection()
    whole = document["mapping-collection"]
    other = json.loads(json.dumps(whole["mappings"][0]).replace(UUIDS[3], UUIDS[10]).replace(UUIDS[4], UUIDS[11]))
    other["maps"] = other["maps"][:1]
    del other["source-gap-summary"]
    other["source-resource"] = {"type": "catalog", "href": f"#{UUIDS[5]}"}
    other["target-resource"] = {"type": "catalog", "href": "other/my%20book.json"}
    whole["mappings"].append(other)
    found = read(tmp_path, document).mappings
    assert [(m.title, m.subject, m.object) for m in found] == [
        ("Demo (1)", "Demo catalogue", "other"),
        ("Demo (2)", "Demo catalogue", "my book"),
    ]
    other["source-resource"]["href"] = f"#{UUIDS[15]}"
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    assert [f.what for f in caught.value.findings] == [
        f"/mapping-collection/mappings/1/source-resource/href: leads to '#{UUIDS[15]}', which is not in the document"
    ]


# CISO Assistant.

_FRAMEWORK, _NODE = "urn:them:risk:framework:house", "urn:them:risk:req_node:house"


def _ciso(folder: Path, objects: dict[str, Any], **head: Any) -> Draft:
    library = {"urn": "urn:them:risk:library:house", "locale": "de", "ref_id": "house-lib", "name": "House library"}
    about = {
        **{"description": "All of it.", "copyright": "© Us", "version": 3, "publication_date": "2026-11-01"},
        **{"provider": "Us", "packager": "them", "dependencies": ["urn:a", "urn:b"]},
    }
    path = folder / "x.yaml"
    path.write_text(yaml.safe_dump({**library, **about, **head, "objects": objects}, sort_keys=False), encoding="utf-8")
    return ciso.read(path)


_SAID = {
    **{"urn": "urn:them:risk:library:house", "ref_id": "house-lib", "packager": "them", "version": "3"},
    "dependencies": "urn:a|urn:b",
}


def test_a_library_says_of_its_framework_what_that_does_not_say_itself(tmp_path: Path) -> None:
    nodes = [
        {"urn": f"{_NODE}:1", "assessable": False, "depth": 1, "ref_id": "1", "name": "Doors"},
        {
            **{"urn": f"{_NODE}:1.1", "assessable": "ON", "depth": 2, "ref_id": "1.1", "description": "Shut."},
            **{"annotation": "At night.", "typical_evidence": "a key", "weight": 2, "importance": "must"},
            **{"questions": {"q": 1}, "threats": ["t"], "reference_controls": ["r"]},
        },
        {"urn": f"{_NODE}:Node3", "assessable": "off", "depth": 2, "threats": ["t"]},
        {"urn": f"{_NODE}:again", "depth": 1, "name": "Windows", "threats": ["t"]},
        # Under the one before it that stands one higher, not under what stood there before.
        {"urn": f"{_NODE}:2.1", "assessable": True, "depth": 2, "ref_id": "2.1"},
    ]
    groups = [{"ref_id": "L1", "name": "Level 1"}, {"ref_id": "L2"}]
    framework = {
        **{"urn": _FRAMEWORK, "requirement_nodes": nodes, "implementation_groups_definition": groups},
        **{"min_score": 1, "max_score": 5, "scores_definition": [{"score": 1}]},
    }
    draft = _ciso(tmp_path, {"framework": framework, "risk_matrix": [{"a": 1}, {"b": 2}], "odd": {"c": 3}})
    (found,) = draft.frameworks
    assert found.requirements == (
        DraftRequirement(f"{_NODE}:1", "1", "Doors", "heading", "", False, "", "line 18"),
        DraftRequirement(
            *(f"{_NODE}:1.1", "1.1", "", "requirement", f"{_NODE}:1", True, "Shut.", "line 23"),
            more={"annotation": "At night.", "typical_evidence": "a key", "weight": "2", "importance": "must"},
        ),
        DraftRequirement(f"{_NODE}:Node3", "", "", "heading", f"{_NODE}:1", False, "", "line 38", ("Node3",)),
        DraftRequirement(f"{_NODE}:again", "", "Windows", "heading", "", False, "", "line 43", ("again",)),
        DraftRequirement(f"{_NODE}:2.1", "2.1", "", "requirement", f"{_NODE}:again", True, "", "line 48"),
    )
    said = {"min_score": "1", "max_score": "5", "implementation_groups": "L1: Level 1|L2"} | _SAID
    assert found == DraftFramework(
        *(_FRAMEWORK, "House library", found.requirements, "house-lib"),
        issuer="Us",
        language="de",
        rights="© Us",
        date="2026-11-01",
        description="All of it.",
        more=said,
    )
    assert [n.what for n in draft.notes] == [
        "the definition of scores is not kept",
        "questions of 1 requirement are not kept",
        "links to threats of 3 requirements are not kept",
        "links to reference controls of 1 requirement are not kept",
        "risk matrix (2) are no requirements and not kept",
        "odd (1) are no requirements and not kept",
    ]
    own = {"name": "House", "ref_id": "H", "provider": "Others", "locale": "fr", "description": "Its own."}
    (found,) = _ciso(tmp_path, {"framework": framework | own}).frameworks
    assert (found.title, found.short, found.issuer, found.language, found.description) == (
        *("House", "H", "Others", "fr"),
        "Its own.",
    )


def test_rows_of_a_library_that_say_more_than_once_what_two_share_are_told(tmp_path: Path) -> None:
    def row(source: str, target: str, word: str, **more: Any) -> dict[str, Any]:
        sides = {"source_requirement_urn": f"urn:a:{source}", "target_requirement_urn": f"urn:b:{target}"}
        return sides | {"relationship": word} | more

    rows = [
        row("1", "1", "equal", annotation="Both.", strength_of_relationship=7, rationale="semantic"),
        row("1", "2", "Subset"),
        row("1", "2", "superset"),
        row("2", "2", "intersect"),
        row("2", "2", "intersect"),
        row("2", "2", "intersect"),
    ]
    mapping = {
        **{"urn": "urn:m", "source_framework_urn": "urn:a", "target_framework_urn": "urn:b"},
        "requirement_mappings": rows,
    }
    draft = _ciso(tmp_path, {"requirement_mapping_set": mapping})
    (found,) = draft.mappings
    assert found.rows[0] == DraftRow(
        (Side("urn:a:1", "urn:a"),),
        (Side("urn:b:1", "urn:b"),),
        "line 20",
        relation="equal",
        comment="Both.",
        more={"rationale": "semantic", "strength_of_relationship": "7"},
    )
    assert (found.id, found.title, found.stated_by, found.rights, found.version, found.date, found.description) == (
        *("urn:m", "House library", "Us", "© Us", "3", "2026-11-01"),
        "All of it.",
    )
    assert found.more == _SAID
    lines = [r.where for r in found.rows]
    assert [(n.where, n.what) for n in draft.notes] == [
        (lines[1], "urn:a:1 and urn:b:2 stand 2 times, as subset_of and superset_of"),
        (lines[3], "urn:a:2 and urn:b:2 stand 3 times, with the same relationship"),
    ]
    own = {"name": "Ours", "provider": "Others", "description": "Its own."}
    (found,) = _ciso(tmp_path, {"requirement_mapping_set": mapping | own}).mappings
    assert (found.title, found.stated_by, found.description) == ("Ours", "Others", "Its own.")
    (found,) = _ciso(tmp_path, {"requirement_mapping_set": mapping}, provider="").mappings
    assert found.stated_by == "them"


@pytest.mark.parametrize(
    ("objects", "what"),
    [
        ({"framework": {"urn": _FRAMEWORK, "name": "x"}}, "has no 'requirement_nodes'"),
        ({"threats": []}, "holds neither a framework nor a requirement mapping set"),
        ({"framework": {"urn": _FRAMEWORK, "requirement_nodes": [{"urn": "u", "depth": 0}]}}, "'0' is no depth"),
        ({"requirement_mapping_set": {"source_framework_urn": "a"}}, "has no 'requirement_mappings'"),
        ({"requirement_mapping_set": {"source_framework_urn": "a"}}, "has no 'target_framework_urn'"),
    ],
)
def test_what_a_library_lacks_is_said(tmp_path: Path, objects: dict[str, Any], what: str) -> None:
    with pytest.raises(ContentError) as caught:
        _ciso(tmp_path, objects)
    assert what in [f.what for f in caught.value.findings] and all(f.mend for f in caught.value.findings)


# Workbooks of IR 8477.

_HEAD = ("Focal Document Element", "Relationship", "Reference Document Element", "Comments (optional)", "Group Identifier", "Strength of Relationship")  # fmt: skip


def _workbook(folder: Path, *sheets: tuple[str, list[tuple[Any, ...]]]) -> Path:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "theirs.xlsx"
    book.save(path)
    return path


_ABOUT = [
    ("Informative Reference Name", None, "House to others"),
    ("Informative Reference Version", "1.2"),
    ("Focal Document Version:", "House"),
    ("Reference Document", "Others"),
    ("Reference Document Date", "2026-11-01"),
    ("Summary", "Who shuts what."),
]


def test_a_workbook_says_of_itself_what_its_first_sheet_says_and_each_table_is_a_crosswalk(tmp_path: Path) -> None:
    one = [_HEAD, ("A", "equal", "B", "Both. ", "G1", 7.5), ("A", "equal", "C", "Both.", "G1", None), ("A", "equal", "D", "Third.", "G1")]  # fmt: skip
    gaps = [("Document", "Element without counterpart", "Description", "Comments"), ("Others", "E", "Roof", "None."), ("House", "F")]  # fmt: skip
    draft = ir8477.read(
        _workbook(tmp_path, ("About", [*_ABOUT, ("Reference Developer", "Them")]), ("One", one), ("Gaps", gaps))
    )
    (found,) = draft.mappings
    assert (found.id, found.title, found.version, found.subject, found.object) == (
        *("theirs", "House to others", "1.2", "House"),
        "Others",
    )
    assert (found.date, found.description, found.stated_by) == ("2026-11-01", "Who shuts what.", "Them")
    first, *others = found.rows
    # What a row says of several together it says once, and each of its remarks once.
    assert ([s.name for s in first.objects], first.comment, first.where) == (["B", "C", "D"], "Both. Third.", "One!2")
    assert first.more == {"group": "G1", "strength": "7.5"}
    assert others == [
        DraftRow((), (Side("E", "Others", "Roof"),), "Gaps!2", comment="None."),
        DraftRow((Side("F", "House"),), (), "Gaps!3"),
    ]
    with pytest.raises(ContentError) as caught:
        ir8477.read(_workbook(tmp_path, ("About", _ABOUT), ("One", one), ("Gaps", [*gaps, ("Nobody", "G")])))
    assert [(f.line, f.what) for f in caught.value.findings] == [
        (4, "Gaps!A4: 'Nobody' is neither of the two documents")
    ]


def test_what_rows_of_one_group_say_differently_is_told(tmp_path: Path) -> None:
    """One row comes of them: what the first leaves open another says, and of two strengths the first is kept."""
    head = (*_HEAD, "Rationale", "Fulfilled By (Y/N)*")
    rows = [head, ("A", "equal", "B", "", "G1", None, "Semantic"), ("A", "equal", "C", "", "G1", 5, "Functional", "Y"), ("A", "equal", "D", "", "G1", 8, "Syntactic", "Y")]  # fmt: skip
    draft = ir8477.read(_workbook(tmp_path, ("About", _ABOUT), ("One", rows)))
    (row,) = draft.mappings[0].rows
    assert row.more == {"rationale": "semantic", "fulfilled_by": "Y", "group": "G1", "strength": "5"}
    assert [(n.where, n.what) for n in draft.notes] == [
        ("One!2", "rationale of the group is semantic, and functional, syntactic in other rows of it: not kept"),
        ("One!2", "strength of the group is 5, and 8 in other rows of it: not kept"),
    ]


def test_a_day_in_a_workbook_is_a_day(tmp_path: Path) -> None:
    def when(value: Any) -> str:
        about = [(name, value) if name.endswith("Date") else (name, *rest) for name, *rest in _ABOUT]
        one = [_HEAD, ("A", "equal", "B")]
        return ir8477.read(_workbook(tmp_path, ("About", about), ("One", one))).mappings[0].date

    assert when(datetime(2026, 11, 1)) == "2026-11-01"
    assert when(datetime(2026, 11, 1, 9, 30)) == "2026-11-01 09:30:00"
    assert when(2026.0) == "2026"


def test_tables_of_sets_and_of_supports_of_one_pair_are_one_crosswalk(tmp_path: Path) -> None:
    one = [_HEAD, ("A", "equal", "B")]
    two = [_HEAD, ("A", "supports", "C"), ("A", "no relationship", "D")]
    draft = ir8477.read(_workbook(tmp_path, ("About", _ABOUT), ("One", one), ("Two", two), ("More", [("Some words",)])))
    (found,) = draft.mappings
    assert (found.id, found.title) == ("theirs", "House to others")
    assert [(r.objects[0].name, r.relation, r.supportive, r.where) for r in found.rows] == [
        ("B", "equal", "", "One!2"),
        ("C", "", "supports", "Two!2"),
        ("D", "", "no relationship", "Two!3"),
    ]
    assert [(n.where, n.what) for n in draft.notes] == [("More", "this sheet has no table of elements and is not kept")]
    # Where nothing says which documents they are of, nobody can tell that they are of one pair.
    assert [m.id for m in ir8477.read(_workbook(tmp_path, ("One", one), ("Two", two))).mappings] == [
        "theirs One",
        "theirs Two",
    ]


# What a schema or a link of OSCAL finds.


def test_ids_of_controls_and_parts_share_a_space_and_those_of_parameters_and_roles_have_their_own(
    tmp_path: Path,
) -> None:
    document = _catalogue(roles=[{"id": "lk-1", "title": "Locksmith"}])
    lock = document["catalog"]["groups"][0]["controls"][0]
    lock["params"].append({"id": "lk-2", "label": "x"})
    assert read(tmp_path, document).frameworks
    lock["params"].append({"id": "p1", "label": "x"})
    lock["parts"][0]["id"] = "lk"
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    at = "/catalog/groups/0"
    assert [f.what for f in caught.value.findings] == [
        f"{at}/controls/0/params/5/id: id 'p1' stands at {at}/controls/0/params/0 already",
        f"{at}/controls/0/parts/0/id: id 'lk' stands at {at} already",
    ]


def test_links_that_lead_nowhere_are_told_by_kind_or_refused_unless_it_is_an_excerpt(tmp_path: Path) -> None:
    document = _catalogue()
    lock = document["catalog"]["groups"][0]["controls"][0]
    lock["links"] = [{"href": "#z-1", "rel": rel} for rel in ("related", "related", "reference")] + [{"href": "#z-2"}]
    at = "/catalog/groups/0/controls/0/links"
    assert [(n.where, n.what) for n in read(tmp_path, document).notes if "lead" in n.what] == [
        (f"{at}/0 (#z-1)", "2 links (related) lead to what is not in the document; not kept"),
        (f"{at}/2 (#z-1)", "1 link (reference) leads to what is not in the document; not kept"),
        (f"{at}/3 (#z-2)", "1 link (link) leads to what is not in the document; not kept"),
    ]
    lock["links"] = [{"href": "#z-1", "rel": rel} for rel in ("required", "moved-to", "incorporated-into")]
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    assert [f.what for f in caught.value.findings] == [
        f"{at}/{n}: leads to '#z-1', which is not in the document" for n in range(3)
    ]
    # A resolved profile leaves controls out on purpose.
    for said in ({"links": [{"href": "x", "rel": "source-profile"}]}, {"props": [{"name": "resolution-tool", "value": "x"}]}):  # fmt: skip
        document["catalog"]["metadata"] = metadata(**said)
        assert len([n for n in read(tmp_path, document).notes if "leads" in n.what]) == 3


def test_what_is_not_valid_and_can_be_read_is_told_once_with_its_number(tmp_path: Path) -> None:
    document = _catalogue()
    for name, control in zip(("9.1", "9.2", "lk-3"), document["catalog"]["groups"][0]["controls"], strict=True):
        control["id"] = name
    draft = read(tmp_path, json.loads(json.dumps(document).replace("#lk-2", "#9.2")))
    (note,) = [n for n in draft.notes if "not valid" in n.what]
    assert note.where.startswith("/catalog/groups/0/controls/0/") and note.where.endswith(" more)")
    assert note.what.endswith("; not valid OSCAL, but read")


@pytest.mark.parametrize(("version", "is_read"), [("1.0.0", True), ("1.2.9", True), ("1.1.3", True), ("1.3.0", False), ("2.0.0", False), ("1.2", False)])  # fmt: skip
def test_versions_of_oscal_that_are_read(tmp_path: Path, version: str, is_read: bool) -> None:
    document = _catalogue(**{"oscal-version": version})
    if is_read:
        assert read(tmp_path, document).frameworks[0].more["oscal-version"] == version
        return
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    assert [f.what for f in caught.value.findings] == [
        f"/catalog/metadata/oscal-version: there is no OSCAL version '{version}' that is read here"
    ]


def test_a_mapping_collection_older_than_its_model_is_read_as_far_as_it_is_understood(tmp_path: Path) -> None:
    """Of 1.2 the schema is the published one, and what it finds is a fault."""
    document = collection()
    whole = document["mapping-collection"]
    whole["mappings"][0]["maps"][0]["mood"] = "sunny"
    with pytest.raises(ContentError, match="'mood' has no place there"):
        read(tmp_path, document)
    whole["metadata"]["oscal-version"] = "1.1.3"
    draft = read(tmp_path, document)
    assert [(n.where, n.what) for n in draft.notes if "mood" in n.what] == [
        ("/mapping-collection/mappings/0/maps/0/mood", "'mood' has no place there; not valid OSCAL, but read")
    ]
