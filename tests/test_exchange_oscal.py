"""OSCAL as anybody writes it: catalogues, profiles and mapping collections, in every notation; a fault names its pointer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from oscal_documents import UUIDS, XML, catalogue, collection, metadata, profile, read

from aims_graph.errors import ContentError


def test_catalogue_tree_kinds_numbers_and_texts(tmp_path: Path) -> None:
    draft = read(tmp_path, catalogue())
    (framework,) = draft.frameworks
    said = [(r.key, r.number, r.kind, r.parent, r.assessable) for r in framework.requirements]
    assert said == [
        ("top", "top", "group", "", False),
        ("ac", "ac", "family", "top", False),
        ("ac-1", "AC-1", "control", "ac", True),
        ("ac-1_smt.a", "AC-1a", "statement", "ac-1", True),
        ("ac-1_smt.a.1", "AC-1a.1", "statement", "ac-1_smt.a", True),
        ("ac-1.1", "AC-1(1)", "enhancement", "ac-1", True),
        ("ac-2", "ac-2", "control", "ac", False),
        ("x", "x", "control", "", True),
    ]
    control, gone = framework.requirements[2], framework.requirements[6]
    assert control.text == (
        "The organization:\n  a. shuts doors [Selection (one or more): daily; [Assignment: a time]];\n    1. all."
    )
    assert control.aliases == ("AC-01", "ac-1", "ac-1_smt")
    assert control.more == {"related": "ac-2", "guidance": "Doors are of wood."}
    assert gone.more == {"status": "withdrawn", "incorporated_into": "ac-1_smt.a"}
    assert (framework.edition, framework.title) == ("1.10", "Demo")
    assert any("assessment-objective" in note.what for note in draft.notes)


def test_a_parameter_that_a_text_inserts_and_nothing_declares_is_told(tmp_path: Path) -> None:
    text = json.dumps(catalogue())
    assert not any("nowhere here" in n.what for n in read(tmp_path, text).notes)
    draft = read(tmp_path, text.replace("Doors are of wood.", "Doors are of {{ insert: param, nope }}."))
    assert draft.frameworks[0].requirements[2].more["guidance"] == "Doors are of [Assignment: nope]."
    assert [n.what for n in draft.notes if "nowhere here" in n.what] == [
        "texts insert 1 parameter that is nowhere here: nope"
    ]


@pytest.mark.parametrize("notation", ["yaml", "xml"])
def test_every_notation_says_the_same(tmp_path: Path, notation: str) -> None:
    text = XML if notation == "xml" else yaml.safe_dump(catalogue(), sort_keys=False)
    assert read(tmp_path, text, f"x.{notation}").frameworks == read(tmp_path, catalogue()).frameworks


def test_yaml_of_1_1_words_stays_text(tmp_path: Path) -> None:
    text = (
        yaml.safe_dump(catalogue(), sort_keys=False)
        .replace("title: Doors", "title: on")
        .replace("title: Gates", "title: 1:30")
    )
    titles = [r.title for r in read(tmp_path, text, "x.yaml").frameworks[0].requirements]
    assert titles[2] == "on"
    assert titles[6] == "1:30"


def _with(change: str) -> dict[str, Any]:
    document = catalogue()
    body = document["catalog"]
    access = body["groups"][0]["groups"][0]
    if change == "id twice":
        access["controls"][0]["parts"][1]["id"] = "ac-2"
    elif change == "version":
        body["metadata"]["oscal-version"] = "9.9.9"
    elif change == "moved to nothing":
        access["controls"][1]["links"][0]["href"] = "#nowhere"
    elif change == "groups and controls":
        body["groups"][0]["controls"] = [{"id": "y", "title": "Y"}]
    elif change == "unknown key":
        access["controls"][0]["colour"] = "red"
    elif change == "no title":
        del access["controls"][0]["title"]
    elif change == "back_matter":
        body["back_matter"] = {}
    return document


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ("id twice", "/catalog/groups/0/groups/0/controls/1/id"),
        ("version", "/catalog/metadata/oscal-version"),
        ("moved to nothing", "/catalog/groups/0/groups/0/controls/1/links/0"),
        ("groups and controls", "/catalog/groups/0"),
        ("unknown key", "/catalog/groups/0/groups/0/controls/0/colour"),
        ("no title", "/catalog/groups/0/groups/0/controls/0/title"),
        ("back_matter", "/catalog/back_matter"),
    ],
)
def test_fault_of_a_catalogue_names_one_pointer_and_the_mend(tmp_path: Path, change: str, pointer: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, _with(change))
    assert [f.what.partition(": ")[0] for f in caught.value.findings] == [pointer]
    assert caught.value.findings[0].mend


def test_fault_in_yaml_names_the_line(tmp_path: Path) -> None:
    text = yaml.safe_dump(_with("unknown key"), sort_keys=False)
    with pytest.raises(ContentError) as caught:
        read(tmp_path, text, "x.yaml")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "colour: red" in line]
    assert [f.line for f in caught.value.findings] == lines


def test_an_id_that_two_have_is_named_at_the_later_wherever_the_first_stands(tmp_path: Path) -> None:
    """Later is what the document says later, not what an alphabet does: controls after groups, the tenth after the third."""
    document = catalogue()
    document["catalog"]["controls"] = [{"id": f"x-{n}", "title": f"X {n}"} for n in range(11)]
    document["catalog"]["controls"][10]["id"] = "x-2"
    document["catalog"]["controls"][0]["id"] = "ac-1"
    assert list(document["catalog"])[-2:] == ["groups", "controls"]
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    assert sorted(f.what for f in caught.value.findings) == [
        "/catalog/controls/0/id: id 'ac-1' stands at /catalog/groups/0/groups/0/controls/0 already",
        "/catalog/controls/10/id: id 'x-2' stands at /catalog/controls/2 already",
    ]


def test_key_twice_and_broken_files_are_named(tmp_path: Path) -> None:
    text = json.dumps(catalogue()).replace('"title": "Doors"', '"title": "Doors", "title": "Gates"')
    with pytest.raises(ContentError, match=r"/catalog/groups/0/groups/0/controls/0: has the key 'title' twice"):
        read(tmp_path, text)
    with pytest.raises(ContentError, match="is no JSON"):
        read(tmp_path, text[:-5])
    with pytest.raises(ContentError, match="brings a DOCTYPE"):
        read(tmp_path, XML.replace("<catalog ", "<!DOCTYPE x [<!ENTITY a 'b'>]><catalog ", 1), "x.xml")
    for old, new, what in (
        ("UTF-8", "UTF-F", "is no XML"),
        ("Doors are of wood.", "<em>" * 300 + "</em>" * 300, "nested too deep"),
        ("Doors are of wood.", "<blockquote>" * 195 + "</blockquote>" * 195, "nested too deep"),
    ):
        with pytest.raises(ContentError, match=what):
            read(tmp_path, XML.replace(old, new, 1), "x.xml")
    with pytest.raises(ContentError, match="nested too deep"):
        read(tmp_path, text.replace('"Demo"', "[" * 300 + "]" * 300, 1).replace('"title": "Doors", ', ""))
    with pytest.raises(ContentError, match="is an OSCAL component-definition"):
        read(tmp_path, {"component-definition": {"metadata": metadata()}})


def test_link_to_a_related_control_that_is_elsewhere_is_told(tmp_path: Path) -> None:
    document = catalogue()
    document["catalog"]["groups"][0]["groups"][0]["controls"][0]["links"][0]["href"] = "#zz-1"
    draft = read(tmp_path, document)
    assert any("links/0 (#zz-1)" in note.where and "1 link (related) leads" in note.what for note in draft.notes)


def test_token_that_begins_with_a_digit_is_told_and_read(tmp_path: Path) -> None:
    document = catalogue()
    document["catalog"]["controls"][0]["id"] = "9.1"
    draft = read(tmp_path, document)
    assert draft.frameworks[0].requirements[-1].key == "9.1"
    assert any(note.where == "/catalog/controls/0/id" and "not valid OSCAL" in note.what for note in draft.notes)


def test_reserved_address_and_empty_list_are_told_and_read(tmp_path: Path) -> None:
    document = catalogue()
    party = {"uuid": UUIDS[9], "type": "organization", "name": "Us", "email-addresses": ["grc@corp.test"]}
    document["catalog"]["metadata"] |= {"parties": [party], "roles": []}
    told = {note.where for note in read(tmp_path, document).notes if "not valid OSCAL" in note.what}
    assert told == {"/catalog/metadata/parties/0/email-addresses/0", "/catalog/metadata/roles"}


def test_profile_takes_what_it_chooses_from_the_catalogue_beside_it(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue()))
    modify = {
        "set-parameters": [{"param-id": "ac-1_p1", "values": ["two hours"]}],
        "alters": [{"control-id": "x", "adds": [{"parts": [{"id": "x_smt", "name": "statement", "prose": "Added."}]}]}],
    }
    with pytest.raises(ContentError, match="no control that is chosen has a parameter 'ac-1_p1'"):
        read(tmp_path, profile(modify=modify))
    imports = [
        {
            "href": f"#{UUIDS[8]}",
            "include-controls": [
                {"with-child-controls": "yes", "with-ids": ["ac-1"]},
                {"matching": [{"pattern": "x*"}]},
            ],
            "exclude-controls": [{"with-ids": ["ac-1.1"]}],
        }
    ]
    matter = {"resources": [{"uuid": UUIDS[8], "rlinks": [{"href": "https://example.org/a/catalogue.json"}]}]}
    (framework,) = read(tmp_path, profile(imports=imports, modify=modify, **{"back-matter": matter})).frameworks
    assert [r.key for r in framework.requirements] == ["top", "ac", "ac-1", "ac-1_smt.a", "ac-1_smt.a.1", "x"]
    assert "[Selection (one or more): daily; two hours]" in framework.requirements[2].text
    assert framework.requirements[-1].text == "Added."
    assert framework.title == "Chosen"


def test_child_chosen_without_its_parent_takes_the_parents_place(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue()))
    (framework,) = read(tmp_path, profile()).frameworks
    assert [(r.key, r.parent) for r in framework.requirements] == [
        ("top", ""),
        ("ac", "top"),
        ("ac-1.1", "ac"),
        ("x", ""),
    ]


def test_profile_without_its_catalogue_names_it(tmp_path: Path) -> None:
    with pytest.raises(
        ContentError, match=r"/profile/imports/0: needs a catalogue that is not beside it \(catalogue.json\)"
    ):
        read(tmp_path, profile())
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue()))
    asks = profile(imports=[{"href": "catalogue.json", "include-controls": [{"with-ids": ["zz-9"]}]}])
    with pytest.raises(ContentError, match="the catalogue has no control 'zz-9'"):
        read(tmp_path, asks)
    with pytest.raises(ContentError, match="neither include-all nor include-controls"):
        read(tmp_path, profile(imports=[{"href": "catalogue.json"}]))


def test_profiles_that_import_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "y.json").write_text(json.dumps(profile(imports=[{"href": "x.json", "include-all": {}}])))
    with pytest.raises(ContentError, match="imports this profile in turn"):
        read(tmp_path, profile(imports=[{"href": "y.json", "include-all": {}}]))


def test_map_of_sets_stays_one_row(tmp_path: Path) -> None:
    draft = read(tmp_path, collection())
    (mapping,) = draft.mappings
    first, second, gap = mapping.rows
    assert [s.name for s in first.subjects] == ["ac-1"]
    assert [s.name for s in first.objects] == ["8.1", "8.2_a"]
    assert (first.relation, second.relation) == ("subset_of", "intersects")
    assert (first.confidence, first.comment) == ("0.8", "Both shut doors.")
    assert not mapping.any_overlap, "each side of OSCAL's intersects-with has content the other lacks"
    assert (mapping.subject, mapping.object) == ("Demo catalogue", "other")
    assert ([s.name for s in gap.subjects], gap.objects, gap.more) == (["ac-9"], (), {"with_parts": "yes"})
    assert any("says something else than" in note.what for note in draft.notes)


def test_a_mapping_says_of_itself_what_the_whole_collection_does_unless_it_says_otherwise(tmp_path: Path) -> None:
    document = collection()
    whole = document["mapping-collection"]
    whole["metadata"] |= {
        "parties": [{"uuid": UUIDS[n], "type": "organization", "name": f"House {n}"} for n in (8, 9)],
        "responsible-parties": [{"role-id": "creator", "party-uuids": [UUIDS[9]]}],
        "links": [
            {"href": "https://example.org/more"},
            {"href": "https://example.org/licence", "rel": "license"},
        ],
    }
    whole["provenance"]["responsible-parties"] = [{"role-id": "mapper", "party-uuids": [UUIDS[8], UUIDS[9]]}]
    (mapping,) = read(tmp_path, document).mappings
    assert (mapping.id, mapping.version, mapping.date, mapping.description) == (UUIDS[3], "1.10", "2026-11-01", "Demo")
    assert (mapping.stated_by, mapping.licence) == ("House 8 / House 9", "https://example.org/licence")
    said = {"method": "human", "matching-rationale": "functional", "status": "draft", "oscal-version": "1.2.1"}
    assert mapping.more == said
    whole["metadata"]["published"] = "2026-10-02T00:00:00Z"
    whole["mappings"][0] |= {"method": "automation", "mapping-description": "Of the two", "status": "complete"}
    (mapping,) = read(tmp_path, document).mappings
    assert (mapping.date, mapping.description) == ("2026-10-02", "Of the two")
    assert mapping.more == said | {"method": "automation", "status": "complete"}


def test_every_relationship_of_oscal_is_read(tmp_path: Path) -> None:
    words = {
        "equal-to": "equal",
        "equivalent-to": "equal",
        "subset-of": "subset_of",
        "superset-of": "superset_of",
        "intersects-with": "intersects",
        "no-relationship": "no_relationship",
    }
    for word, relation in words.items():
        document = collection()
        document["mapping-collection"]["mappings"][0]["maps"][0]["relationship"] = word
        assert read(tmp_path, document).mappings[0].rows[0].relation == relation


@pytest.mark.parametrize(
    ("key", "value", "pointer"),
    [
        ("relationship", "overlaps", "/relationship"),
        ("confidence-score", {"percentage": 80}, "/confidence-score/percentage"),
        ("sources", [{"type": "clause", "id-ref": "4.1"}], "/sources/0/type"),
        ("sources", [{"type": "control", "id-ref": "4.1"}] * 2, "/sources"),
        ("uuid", UUIDS[6], "/uuid"),
    ],
)
def test_fault_of_a_map_names_its_pointer(tmp_path: Path, key: str, value: Any, pointer: str) -> None:
    document = collection()
    document["mapping-collection"]["mappings"][0]["maps"][0][key] = value
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    (finding,) = caught.value.findings
    at = finding.what.partition(": ")[0]
    assert at.startswith("/mapping-collection/mappings/0/maps/")
    assert at.endswith(pointer)


def test_word_of_another_namespace_is_no_set_relation(tmp_path: Path) -> None:
    document = collection()
    document["mapping-collection"]["mappings"][0]["maps"][0] |= {
        "ns": "https://example.org/ns",
        "relationship": "supports",
    }
    row = read(tmp_path, document).mappings[0].rows[0]
    assert (row.relation, row.more["relationship"]) == ("", "https://example.org/ns supports")


def test_parameters_that_unfold_without_end_are_refused_at_once(tmp_path: Path) -> None:
    """Each of them inserts the next two hundred times: written out, it would be 320 GB."""
    document = catalogue()
    control: dict[str, Any] = {"id": "x-1", "title": "Doors", "parts": [{"id": "x-1_smt", "name": "statement"}]}
    document["catalog"] = {k: v for k, v in document["catalog"].items() if k != "groups"} | {"controls": [control]}
    control["params"] = [{"id": f"p{n}", "values": [f"{{{{ insert: param, p{n + 1} }}}} " * 200]} for n in range(4)]
    control["params"] += [{"id": "p4", "values": ["long"]}]
    control["parts"][0]["prose"] = "Keep {{ insert: param, p0 }}."
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    assert {f.what.partition(": ")[2] for f in caught.value.findings} == {"unfolds to more text than can be meant"}
    assert {f.what.partition(": ")[0][:-1] for f in caught.value.findings} == {"/catalog/controls/0/params/"}
    control["params"][1:3] = [{"id": "p1", "values": ["{{ insert: param, p4 }} and {{ insert: param, p3 }}"]}]
    control["params"][0]["values"] = ["{{ insert: param, p1 }}, {{ insert: param, p4 }}"]
    control["params"][2]["values"] = ["{{ insert: param, p4 }} days"]
    assert read(tmp_path, document).frameworks[0].requirements[0].text == "Keep long and long days, long."


@pytest.mark.parametrize(
    ("param", "text"),
    [
        ({"values": ["x {{ insert: param, p }}"]}, "x x x x x {{ insert: param, p }}"),
        ({"label": "x {{ insert: param, p }}"}, "[Assignment: x " * 5 + "{{ insert: param, p }}" + "]" * 5),
        ({"select": {"choice": ["x {{ insert: param, p }}"]}}, "[Selection: x " * 5 + "{{ insert: param, p }}" + "]" * 5),
        # A value or a choice stands before a label, and without any of them the id.
        ({"values": ["a", "b"], "label": "d"}, "a, b"),
        ({"select": {"how-many": "one-or-more", "choice": ["c", "d"]}, "label": "e"}, "[Selection (one or more): c; d]"),
        ({}, "[Assignment: p]"),
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_a_parameter_ends_even_if_it_inserts_itself(
    tmp_path: Path, param: dict[str, Any], text: str
) -> None:
    document = catalogue()
    part = {"id": "x-1_smt", "name": "statement", "prose": "{{ insert: param, p }}"}
    control = {"id": "x-1", "title": "Doors", "params": [{"id": "p", **param}], "parts": [part]}
    document["catalog"] = {k: v for k, v in document["catalog"].items() if k != "groups"} | {"controls": [control]}
    assert read(tmp_path, document).frameworks[0].requirements[0].text == text


def test_what_the_schema_says_of_a_value_is_one_sentence_with_its_place(tmp_path: Path) -> None:
    document = catalogue()
    document["catalog"]["metadata"] |= {"title": 5, "oddity": 1}
    del document["catalog"]["metadata"]["version"]
    with pytest.raises(ContentError) as caught:
        read(tmp_path, document)
    at = "/catalog/metadata"
    assert sorted((f.what, f.mend) for f in caught.value.findings) == [
        (f"{at}/oddity: 'oddity' has no place there", "remove it, or correct its name"),
        (f"{at}/title: input should be a valid string", "write text there (in YAML in quotes)"),
        (f"{at}/version: 'version' is missing", "add it"),
    ]
