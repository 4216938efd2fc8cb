"""OSCAL: catalogues, profiles and mapping collections, in every notation; and what we write is valid and read again as the same."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from drafts import frameworks, mappings
from hypothesis import HealthCheck, given, settings
from lxml import etree

from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange import oscal, oscal_out
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping
from aims_graph.exchange.leaving import framework_draft, mapping_draft
from aims_graph.exchange.oscal_xml import xml_tree
from aims_graph.exchange.oscal_xml_out import xml_bytes
from aims_graph.exchange.sides import Sides
from aims_graph.formats.library import load

WHEN = datetime(2026, 11, 29, 12, tzinfo=UTC)
UUIDS = [f"{n:08x}-0000-4000-8000-000000000000" for n in range(20)]


def _metadata(**more: Any) -> dict[str, Any]:
    said = {"title": "Demo", "last-modified": "2026-11-01T00:00:00Z", "version": "1.10", "oscal-version": "1.2.1"}
    return said | more


def _catalogue() -> dict[str, Any]:
    label = {"name": "label"}
    ac1 = {
        "id": "ac-1",
        "class": "DEMO-1",
        "title": "Doors",
        "params": [
            {"id": "ac-1_p1", "label": "a time"},
            {
                "id": "ac-1_p2",
                "select": {"how-many": "one-or-more", "choice": ["daily", "{{ insert: param, ac-1_p1 }}"]},
            },
        ],
        "props": [label | {"value": "AC-01", "class": "padded"}, label | {"value": "AC-1"}],
        "links": [{"href": "#ac-2", "rel": "related"}],
        "parts": [
            {
                "id": "ac-1_smt",
                "name": "statement",
                "prose": "The organization:",
                "parts": [
                    {
                        "id": "ac-1_smt.a",
                        "name": "item",
                        "props": [label | {"value": "a."}],
                        "prose": "shuts doors {{ insert: param, ac-1_p2 }};",
                        "parts": [
                            {"id": "ac-1_smt.a.1", "name": "item", "props": [label | {"value": "1."}], "prose": "all."}
                        ],
                    }
                ],
            },
            {"id": "ac-1_gdn", "name": "guidance", "prose": "Doors are of wood."},
            {"id": "ac-1_obj", "name": "assessment-objective", "prose": "Look at the doors."},
        ],
        "controls": [{"id": "ac-1.1", "title": "Iron doors", "props": [label | {"value": "AC-1(1)"}]}],
    }
    gone = {
        "id": "ac-2",
        "title": "Gates",
        "props": [{"name": "status", "value": "withdrawn"}],
        "links": [{"href": "#ac-1_smt.a", "rel": "incorporated-into"}],
    }
    return {
        "catalog": {
            "uuid": UUIDS[0],
            "metadata": _metadata(),
            "groups": [
                {
                    "id": "top",
                    "title": "Top",
                    "groups": [{"id": "ac", "class": "family", "title": "Access", "controls": [ac1, gone]}],
                }
            ],
            "controls": [{"id": "x", "title": "Alone"}],
        }
    }


XML = """<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="00000000-0000-4000-8000-000000000000">
  <metadata><title>Demo</title><last-modified>2026-11-01T00:00:00Z</last-modified><version>1.10</version><oscal-version>1.2.1</oscal-version></metadata>
  <group id="top"><title>Top</title><group id="ac" class="family"><title>Access</title>
    <control id="ac-1" class="DEMO-1"><title>Doors</title>
      <param id="ac-1_p1"><label>a time</label></param>
      <param id="ac-1_p2"><select how-many="one-or-more"><choice>daily</choice><choice><insert type="param" id-ref="ac-1_p1"/></choice></select></param>
      <prop name="label" value="AC-01" class="padded"/><prop name="label" value="AC-1"/>
      <link href="#ac-2" rel="related"/>
      <part id="ac-1_smt" name="statement"><p>The
          organization:</p>
        <part id="ac-1_smt.a" name="item"><prop name="label" value="a."/><p>shuts doors <insert type="param" id-ref="ac-1_p2"/>;</p>
          <part id="ac-1_smt.a.1" name="item"><prop name="label" value="1."/><p>all.</p></part></part></part>
      <part id="ac-1_gdn" name="guidance"><p>Doors are of wood.</p></part>
      <part id="ac-1_obj" name="assessment-objective"><p>Look at the doors.</p></part>
      <control id="ac-1.1"><title>Iron doors</title><prop name="label" value="AC-1(1)"/></control>
    </control>
    <control id="ac-2"><title>Gates</title><prop name="status" value="withdrawn"/><link href="#ac-1_smt.a" rel="incorporated-into"/></control>
  </group></group>
  <control id="x"><title>Alone</title></control>
</catalog>
"""


def _profile(**more: Any) -> dict[str, Any]:
    imports = [{"href": "catalogue.json", "include-controls": [{"with-ids": ["ac-1.1", "x"]}]}]
    return {"profile": {"uuid": UUIDS[1], "metadata": _metadata(title="Chosen"), "imports": imports} | more}


def _collection() -> dict[str, Any]:
    entry = {
        "uuid": UUIDS[4],
        "relationship": "subset-of",
        "sources": [{"type": "control", "id-ref": "ac-1"}],
        "targets": [{"type": "control", "id-ref": "8.1"}, {"type": "statement", "id-ref": "8.2_a"}],
        "confidence-score": {"percentage": 0.8},
        "remarks": "Both shut doors.",
    }
    body = {
        "uuid": UUIDS[3],
        "source-resource": {"type": "catalog", "href": f"#{UUIDS[5]}"},
        "target-resource": {"type": "catalog", "href": "other/catalog.json"},
        "maps": [entry, entry | {"uuid": UUIDS[6], "relationship": "intersects-with"}],
        "source-gap-summary": {
            "uuid": UUIDS[7],
            "unmapped-controls": [{"with-ids": ["ac-9"], "with-child-controls": "yes"}],
        },
    }
    provenance = {
        "method": "human",
        "matching-rationale": "functional",
        "status": "draft",
        "mapping-description": "Demo",
    }
    return {
        "mapping-collection": {
            "uuid": UUIDS[2],
            "metadata": _metadata(),
            "provenance": provenance,
            "mappings": [body],
            "back-matter": {"resources": [{"uuid": UUIDS[5], "title": "Demo catalogue"}]},
        }
    }


def _read(folder: Path, document: Any, name: str = "x.json") -> Draft:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    assert oscal.recognises(path.read_bytes(), path)
    return oscal.read(path)


def test_catalogue_tree_kinds_numbers_and_texts(tmp_path: Path) -> None:
    draft = _read(tmp_path, _catalogue())
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
    text = json.dumps(_catalogue())
    assert not any("nowhere here" in n.what for n in _read(tmp_path, text).notes)
    draft = _read(tmp_path, text.replace("Doors are of wood.", "Doors are of {{ insert: param, nope }}."))
    assert draft.frameworks[0].requirements[2].more["guidance"] == "Doors are of [Assignment: nope]."
    assert [n.what for n in draft.notes if "nowhere here" in n.what] == [
        "texts insert 1 parameters that are nowhere here: nope"
    ]


@pytest.mark.parametrize("notation", ["yaml", "xml"])
def test_every_notation_says_the_same(tmp_path: Path, notation: str) -> None:
    text = XML if notation == "xml" else yaml.safe_dump(_catalogue(), sort_keys=False)
    assert _read(tmp_path, text, f"x.{notation}").frameworks == _read(tmp_path, _catalogue()).frameworks


def test_yaml_of_1_1_words_stays_text(tmp_path: Path) -> None:
    text = (
        yaml.safe_dump(_catalogue(), sort_keys=False)
        .replace("title: Doors", "title: on")
        .replace("title: Gates", "title: 1:30")
    )
    titles = [r.title for r in _read(tmp_path, text, "x.yaml").frameworks[0].requirements]
    assert titles[2] == "on"
    assert titles[6] == "1:30"


def _with(change: str) -> dict[str, Any]:
    document = _catalogue()
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
        _read(tmp_path, _with(change))
    assert [f.what.partition(": ")[0] for f in caught.value.findings] == [pointer]
    assert caught.value.findings[0].mend


def test_fault_in_yaml_names_the_line(tmp_path: Path) -> None:
    text = yaml.safe_dump(_with("unknown key"), sort_keys=False)
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, text, "x.yaml")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "colour: red" in line]
    assert [f.line for f in caught.value.findings] == lines


def test_key_twice_and_broken_files_are_named(tmp_path: Path) -> None:
    text = json.dumps(_catalogue()).replace('"title": "Doors"', '"title": "Doors", "title": "Gates"')
    with pytest.raises(ContentError, match=r"/catalog/groups/0/groups/0/controls/0: has the key 'title' twice"):
        _read(tmp_path, text)
    with pytest.raises(ContentError, match="is no JSON"):
        _read(tmp_path, text[:-5])
    with pytest.raises(ContentError, match="brings a DOCTYPE"):
        _read(tmp_path, XML.replace("<catalog ", "<!DOCTYPE x [<!ENTITY a 'b'>]><catalog ", 1), "x.xml")
    for old, new, what in (
        ("UTF-8", "UTF-F", "is no XML"),
        ("Doors are of wood.", "<em>" * 300 + "</em>" * 300, "nested too deep"),
    ):
        with pytest.raises(ContentError, match=what):
            _read(tmp_path, XML.replace(old, new, 1), "x.xml")
    with pytest.raises(ContentError, match="nested too deep"):
        _read(tmp_path, text.replace('"Demo"', "[" * 300 + "]" * 300, 1).replace('"title": "Doors", ', ""))
    with pytest.raises(ContentError, match="is an OSCAL component-definition"):
        _read(tmp_path, {"component-definition": {"metadata": _metadata()}})


def test_link_to_a_related_control_that_is_elsewhere_is_told(tmp_path: Path) -> None:
    document = _catalogue()
    document["catalog"]["groups"][0]["groups"][0]["controls"][0]["links"][0]["href"] = "#zz-1"
    draft = _read(tmp_path, document)
    assert any("links/0 (#zz-1)" in note.where and "1 links (related)" in note.what for note in draft.notes)


def test_token_that_begins_with_a_digit_is_told_and_read(tmp_path: Path) -> None:
    document = _catalogue()
    document["catalog"]["controls"][0]["id"] = "9.1"
    draft = _read(tmp_path, document)
    assert draft.frameworks[0].requirements[-1].key == "9.1"
    assert any(note.where == "/catalog/controls/0/id" and "not valid OSCAL" in note.what for note in draft.notes)


def test_reserved_address_and_empty_list_are_told_and_read(tmp_path: Path) -> None:
    document = _catalogue()
    party = {"uuid": UUIDS[9], "type": "organization", "name": "Us", "email-addresses": ["grc@corp.test"]}
    document["catalog"]["metadata"] |= {"parties": [party], "roles": []}
    told = {note.where for note in _read(tmp_path, document).notes if "not valid OSCAL" in note.what}
    assert told == {"/catalog/metadata/parties/0/email-addresses/0", "/catalog/metadata/roles"}


def test_profile_takes_what_it_chooses_from_the_catalogue_beside_it(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text(json.dumps(_catalogue()))
    modify = {
        "set-parameters": [{"param-id": "ac-1_p1", "values": ["two hours"]}],
        "alters": [{"control-id": "x", "adds": [{"parts": [{"id": "x_smt", "name": "statement", "prose": "Added."}]}]}],
    }
    with pytest.raises(ContentError, match="no control that is chosen has a parameter 'ac-1_p1'"):
        _read(tmp_path, _profile(modify=modify))
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
    (framework,) = _read(tmp_path, _profile(imports=imports, modify=modify, **{"back-matter": matter})).frameworks
    assert [r.key for r in framework.requirements] == ["top", "ac", "ac-1", "ac-1_smt.a", "ac-1_smt.a.1", "x"]
    assert "[Selection (one or more): daily; two hours]" in framework.requirements[2].text
    assert framework.requirements[-1].text == "Added."
    assert framework.title == "Chosen"


def test_child_chosen_without_its_parent_takes_the_parents_place(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text(json.dumps(_catalogue()))
    (framework,) = _read(tmp_path, _profile()).frameworks
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
        _read(tmp_path, _profile())
    (tmp_path / "catalogue.json").write_text(json.dumps(_catalogue()))
    asks = _profile(imports=[{"href": "catalogue.json", "include-controls": [{"with-ids": ["zz-9"]}]}])
    with pytest.raises(ContentError, match="the catalogue has no control 'zz-9'"):
        _read(tmp_path, asks)
    with pytest.raises(ContentError, match="neither include-all nor include-controls"):
        _read(tmp_path, _profile(imports=[{"href": "catalogue.json"}]))


def test_profiles_that_import_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "y.json").write_text(json.dumps(_profile(imports=[{"href": "x.json", "include-all": {}}])))
    with pytest.raises(ContentError, match="imports this profile in turn"):
        _read(tmp_path, _profile(imports=[{"href": "y.json", "include-all": {}}]))


def test_map_of_sets_stays_one_row(tmp_path: Path) -> None:
    draft = _read(tmp_path, _collection())
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
        document = _collection()
        document["mapping-collection"]["mappings"][0]["maps"][0]["relationship"] = word
        assert _read(tmp_path, document).mappings[0].rows[0].relation == relation


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
    document = _collection()
    document["mapping-collection"]["mappings"][0]["maps"][0][key] = value
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, document)
    (finding,) = caught.value.findings
    at = finding.what.partition(": ")[0]
    assert at.startswith("/mapping-collection/mappings/0/maps/")
    assert at.endswith(pointer)


def test_word_of_another_namespace_is_no_set_relation(tmp_path: Path) -> None:
    document = _collection()
    document["mapping-collection"]["mappings"][0]["maps"][0] |= {
        "ns": "https://example.org/ns",
        "relationship": "supports",
    }
    row = _read(tmp_path, document).mappings[0].rows[0]
    assert (row.relation, row.more["relationship"]) == ("", "https://example.org/ns supports")


_SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)


def _told(framework: DraftFramework) -> list[object]:
    title = {r.key: r.title if r.title not in (r.number, "") else "" for r in framework.requirements}
    return [(r.key, r.number, title[r.key], r.text, r.kind, r.assessable, r.parent) for r in framework.requirements]


@cache
def _schema(kind: str) -> etree.XMLSchema:
    """NIST's own schema of a kind of document."""
    return etree.XMLSchema(etree.parse(Path(__file__).with_name("schemas") / f"oscal_{kind}_schema.xsd"))


def _valid(kind: str, data: bytes) -> bytes:
    """Return a document of XML that NIST's own schema finds nothing wrong with."""
    _schema(kind).assertValid(etree.fromstring(data))
    return data


@pytest.mark.parametrize("kind", ["catalog", "profile", "mapping"])
def test_every_kind_of_document_in_xml_is_valid_and_the_same(tmp_path: Path, kind: str) -> None:
    merge = {
        "custom": {"groups": [{"id": "g", "title": "G", "insert-controls": [{"include-all": {}, "order": "keep"}]}]}
    }
    modify = {
        "set-parameters": [{"param-id": "ac-1_p1", "usage": "Rarely.", "values": ["two hours", "one"]}],
        "alters": [
            {
                "control-id": "x",
                "removes": [{"by-name": "guidance", "remarks": "No more."}],
                "adds": [{"position": "ending", "parts": [{"id": "x_smt", "name": "statement", "prose": "Added."}]}],
            }
        ],
    }
    imports = [
        {"href": "a.xml", "include-all": {}, "exclude-controls": [{"matching": [{"pattern": "x*"}]}]},
        {"href": "b.xml", "include-controls": [{"with-child-controls": "yes", "with-ids": ["a", "b"]}]},
    ]
    document = {
        "catalog": _catalogue(),
        "profile": _profile(imports=imports, merge=merge, modify=modify),
        "mapping": _collection(),
    }[kind]
    (body,) = document.values()
    body["metadata"] |= {
        "revisions": [{"title": "First", "version": "1"}],
        "document-ids": [{"scheme": "https://example.org/ids", "identifier": "D-1"}],
        "roles": [{"id": "creator", "title": "Creator"}],
        "parties": [
            {
                "uuid": UUIDS[9],
                "type": "organization",
                "name": "Us",
                "external-ids": [{"scheme": "https://orcid.org/", "id": "0"}],
                "telephone-numbers": [{"type": "office", "number": "1"}],
                "addresses": [{"type": "work", "addr-lines": ["One Road"], "country": "AT"}],
            }
        ],
        "responsible-parties": [{"role-id": "creator", "party-uuids": [UUIDS[9]]}],
        "remarks": "Two paragraphs.\n\n- and a *list*\n- of `two`",
    }
    hashes = [{"algorithm": "SHA-256", "value": "a" * 64}]
    rlinks = [{"href": "https://example.org/a.pdf", "media-type": "application/pdf", "hashes": hashes}]
    matter = body.setdefault("back-matter", {"resources": []})["resources"]
    matter.append({"uuid": UUIDS[10], "citation": {"text": "A **book**."}, "rlinks": rlinks})
    if kind == "mapping":
        (mapping,) = body["mappings"]
        mapping["maps"][1]["coverage"] = {"generation-method": "arbitrary", "target-coverage": 0.5}
        mapping["maps"][1]["confidence-score"] = {"category": "high"}
        mapping["maps"][1]["qualifiers"] = [
            {"subject": "source", "predicate": "has-requirement", "category": "restriction", "description": "So."}
        ]
    path = tmp_path / "x.xml"
    path.write_bytes(_valid(kind, xml_bytes(document)))
    assert json.loads(json.dumps(xml_tree(path, path.read_bytes()))) == _as_text(document)


def test_what_else_writes_xml_is_as_it_was() -> None:
    theirs = ElementTree.Element("{http://csrc.nist.gov/ns/oscal/1.0}catalog")
    before = ElementTree.tostring(theirs)
    assert xml_bytes(_catalogue()).count(b"xmlns") == 1
    assert ElementTree.tostring(theirs) == before


def _as_text(value: Any) -> Any:
    """A document with its numbers as XML has them: text."""
    if isinstance(value, dict):
        return {k: _as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_as_text(v) for v in value]
    return str(value)


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("One *two* **three** `four`", "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>"),
        ("One\ntwo\n\nthree", "<p>One<br/>two</p><p>three</p>"),
        ("- a\n- b\n  1. c", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"),
        ("## Head\n\n[text](https://a.test/b)", '<h2>Head</h2><p><a href="https://a.test/b">text</a></p>'),
        (
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
        ),
        ("```\n x\n```", "<pre> x</pre>"),
        ("Do {{ insert: param, p-1 }}.", '<p>Do <insert type="param" id-ref="p-1"/>.</p>'),
        # What are no marks, or would be read as something else, stays as it is.
        ("2 * 3 * 4 and a_b_c", "<p>2 * 3 * 4 and a_b_c</p>"),
        ("_a_ &amp; <b>c</b>", "<p>_a_ &amp;amp; &lt;b&gt;c&lt;/b&gt;</p>"),
        ("+ a\n+ b", "<p>+ a<br/>+ b</p>"),
        ("[a]: https://a.test", "<p>[a]: https://a.test</p>"),
        ("    deep", "<p>    deep</p>"),
    ],
)
def test_marks_become_markup_and_the_same_marks_again(tmp_path: Path, text: str, xml: str) -> None:
    document = _catalogue()
    document["catalog"]["controls"] = [{"id": "x", "title": "X", "parts": [{"name": "statement", "prose": text}]}]
    data = _valid("catalog", xml_bytes(document))
    within = data.decode().partition('<part name="statement">')[2].partition("</part>")[0]
    assert re.sub(r"\n\s*(?=<|$)", "", within).replace(" />", "/>") == xml
    again = xml_tree(tmp_path / "x.xml", data)["catalog"]["controls"][0]["parts"][0]["prose"]
    assert again == text.strip()


def test_a_sign_that_xml_cannot_hold_is_named() -> None:
    document = _catalogue()
    document["catalog"]["metadata"]["title"] = "A\x01"
    with pytest.raises(AimsError, match=r"U\+0001"):
        xml_bytes(document)


@_SLOW
@given(framework=frameworks())
def test_framework_written_and_read_again_is_the_same(tmp_path: Path, framework: DraftFramework) -> None:
    for notation in ("json", "yaml", "xml"):
        written = oscal_out.write_framework(framework, WHEN, notation)
        if notation == "xml":
            _valid("catalog", written.data)
        path = tmp_path / "out"
        path.write_bytes(written.data)
        draft = oscal.read(path)
        (again,) = draft.frameworks
        assert sorted(map(str, _told(again))) == sorted(map(str, _told(framework)))
        assert (again.key, again.iri, again.short, again.title) == (
            framework.key,
            framework.iri,
            framework.short,
            framework.title,
        )
        assert not draft.notes
        assert written.data == oscal_out.write_framework(framework, WHEN, notation).data


@_SLOW
@given(mapping=mappings(sets=True, gaps=True))
def test_mapping_written_and_read_again_is_the_same(tmp_path: Path, mapping: DraftMapping) -> None:
    path = tmp_path / "out.json"
    try:
        path.write_bytes(oscal_out.write_mapping(mapping, WHEN).data)
    except AimsError:
        assert not [row for row in mapping.rows if row.subjects and row.objects]
        return
    (again,) = oscal.read(path).mappings
    path.write_bytes(_valid("mapping", oscal_out.write_mapping(mapping, WHEN, "xml").data))
    assert oscal.read(path).mappings == (again,)

    def told(m: DraftMapping, counterpart: bool) -> list[object]:
        rows = [r for r in m.rows if bool(r.subjects and r.objects) == counterpart]
        return [([s.name for s in r.subjects], r.relation, [s.name for s in r.objects], r.comment) for r in rows]

    assert told(again, True) == told(mapping, True)
    assert {str(s.name) for r in again.rows if not r.objects for s in r.subjects} == {
        str(s.name) for r in mapping.rows if not r.objects for s in r.subjects
    }
    has_overlap = any(r.relation == "intersects" and r.objects and r.subjects for r in mapping.rows)
    assert again.any_overlap == has_overlap
    assert (again.subject, again.object, again.prefixes) == (mapping.subject, mapping.object, mapping.prefixes)


def test_all_shipped_content_is_written_whole(tmp_path: Path) -> None:
    library = load()
    path = tmp_path / "out.json"
    for framework in library.mapped:
        draft = framework_draft(library, framework)
        path.write_bytes(oscal_out.write_framework(draft, WHEN).data)
        read = oscal.read(path)
        assert _told(read.frameworks[0]) == _told(draft)
        assert not read.notes, "valid by the schema, nothing dangling"
        path.write_bytes(_valid("catalog", oscal_out.write_framework(draft, WHEN, "xml").data))
        assert oscal.read(path).frameworks == read.frameworks
    for mapping_set in library.sets:
        mapping = mapping_draft(library, mapping_set)
        path.write_bytes(oscal_out.write_mapping(mapping, WHEN).data)
        read = oscal.read(path)
        assert not read.notes
        path.write_bytes(_valid("mapping", oscal_out.write_mapping(mapping, WHEN, "xml").data))
        assert [r.subjects for r in oscal.read(path).mappings[0].rows] == [r.subjects for r in read.mappings[0].rows]
        assert len(read.mappings[0].rows) == len(mapping.rows)
        sides = Sides(library, read.mappings[0])
        assert {sides.subject(s).requirement for r in read.mappings[0].rows for s in r.subjects} == {
            s.name for r in mapping.rows for s in r.subjects
        }
        assert not read.mappings[0].any_overlap
