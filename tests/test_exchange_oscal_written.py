"""OSCAL as we write it: valid in every notation, and read again as the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import tiny
from drafts import frameworks, mappings
from houses import draft, entered, row
from hypothesis import HealthCheck, given, settings
from lxml import etree
from oscal_documents import UUIDS, catalogue, collection, profile

from aims_graph.errors import AimsError
from aims_graph.exchange import oscal, oscal_out
from aims_graph.exchange.draft import DraftFramework, DraftMapping
from aims_graph.exchange.entry import Wish
from aims_graph.exchange.leaving import framework_draft, mapping_draft
from aims_graph.exchange.oscal_form import check, opened
from aims_graph.exchange.oscal_xml import xml_tree
from aims_graph.exchange.oscal_xml_out import xml_bytes
from aims_graph.exchange.sides import Sides
from aims_graph.formats.library import library_of, load
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of

WHEN = datetime(2026, 11, 29, 12, tzinfo=UTC)

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
        "catalog": catalogue(),
        "profile": profile(imports=imports, merge=merge, modify=modify),
        "mapping": collection(),
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
    matter.append({"uuid": UUIDS[11], "base64": {"filename": "a.txt", "media-type": "text/plain", "value": "QQ=="}})
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


_PROP = {"name": "mood", "uuid": UUIDS[12], "ns": "https://example.org/ns", "value": "sunny", "class": "c", "group": "g", "remarks": "So *it* is."}  # fmt: skip
_LINK = {"href": "https://example.org/x", "rel": "reference", "media-type": "text/html", "resource-fragment": "part-1", "text": "The **book**"}  # fmt: skip
_PARAM = {
    **{"class": "duration", "depends-on": "ac-1_p2", "props": [_PROP], "links": [_LINK], "label": "a *time*"},
    "usage": "Rarely.",
    "constraints": [{"description": "No more.", "tests": [{"expression": "x < 1", "remarks": "Less."}]}],
    "guidelines": [{"prose": "One.\n\n- two"}],
}


@pytest.mark.parametrize("kind", ["catalog", "profile"])
def test_all_that_oscal_has_a_place_for_comes_through_xml(tmp_path: Path, kind: str) -> None:
    """Every attribute and every list of metadata, parameters, parts and changes."""
    part = {
        **{"id": "x_p", "name": "guidance", "ns": "https://example.org/ns", "class": "k", "title": "Of *doors*"},
        **{"props": [_PROP], "prose": "Shut.", "parts": [{"name": "item", "prose": "Front."}], "links": [_LINK]},
    }
    document: dict[str, Any]
    if kind == "catalog":
        control = {"id": "x", "class": "k", "title": "X", "params": [{"id": "x_1"} | _PARAM | {"values": ["one"]}], "parts": [part]}  # fmt: skip
        group = {"id": "g", "class": "family", "title": "G", "params": [{"id": "g_1", "select": {"how-many": "one", "choice": ["a *b*", "c"]}}], "controls": [control]}  # fmt: skip
        document = catalogue()
        document["catalog"] |= {"params": [{"id": "p", "label": "a colour"}], "groups": [group], "controls": []}
        del document["catalog"]["controls"]
    else:
        remove = {"by-name": "guidance", "by-class": "iron", "by-id": "x_p", "by-item-name": "part", "by-ns": "https://example.org/ns", "remarks": "Gone."}  # fmt: skip
        add = {"position": "after", "by-id": "x_p", "title": "A *new* one", "params": [{"id": "x_2"} | _PARAM], "props": [_PROP], "links": [_LINK], "parts": [part]}  # fmt: skip
        document = profile(
            imports=[{"href": "a.xml", "include-controls": [{"with-child-controls": "no", "with-ids": ["a"], "matching": [{"pattern": "b-*"}]}]}],
            merge={"combine": {"method": "keep"}, "as-is": True},
            modify={"set-parameters": [{"param-id": "p"} | _PARAM | {"select": {"choice": ["a", "b"]}}], "alters": [{"control-id": "x", "removes": [remove], "adds": [add]}]},
        )  # fmt: skip
    (body,) = document.values()
    address = {"type": "work", "addr-lines": ["One Road", "Door 2"], "city": "Linz", "state": "O", "postal-code": "4020", "country": "AT"}  # fmt: skip
    contact = {"email-addresses": ["a@example.org"], "telephone-numbers": [{"type": "home", "number": "1"}]}
    body["metadata"] |= {
        **{"published": "2026-11-02T00:00:00Z", "props": [_PROP], "links": [_LINK], "remarks": "One\ntwo"},
        "roles": [{"id": "r", "title": "A *role*", "short-name": "R", "description": "Who *does*.", "remarks": "x"}],
        "locations": [{"uuid": UUIDS[13], "title": "Here", "address": address, **contact, "urls": ["https://example.org"]}],
        "parties": [
            {
                **{"uuid": UUIDS[14], "type": "person", "name": "Ada", "short-name": "A", **contact, "addresses": [address]},
                **{"external-ids": [{"scheme": "https://orcid.org/", "id": "0-1"}], "member-of-organizations": [UUIDS[15]]},
            },
            {"uuid": UUIDS[15], "type": "organization", "location-uuids": [UUIDS[13]]},
        ],
        "responsible-parties": [{"role-id": "r", "party-uuids": [UUIDS[14], UUIDS[15]], "props": [_PROP]}],
        "actions": [{"uuid": UUIDS[16], "date": "2026-11-03T00:00:00Z", "type": "approval", "system": "https://example.org/s", "remarks": "Done."}],
        "revisions": [{"title": "First", "published": "2026-10-01T00:00:00Z", "version": "1", "oscal-version": "1.2.1", "links": [_LINK]}],
    }  # fmt: skip
    citation = {"text": "A **book**.", "links": [_LINK], "props": [_PROP]}
    ids = [{"scheme": "https://www.doi.org/", "identifier": "10.1/2"}]
    body["back-matter"] = {"resources": [{"uuid": UUIDS[17], "title": "T", "description": "D", "document-ids": ids, "citation": citation}]}  # fmt: skip
    path = tmp_path / "x.xml"
    path.write_bytes(_valid(kind, xml_bytes(document)))
    assert json.loads(json.dumps(xml_tree(path, path.read_bytes()))) == _without_numbers(document)
    # Nor is any of it a fault, or told, where it is read.
    path.with_suffix(".json").write_text(json.dumps(document))
    for file in (path, path.with_suffix(".json")):
        tree = opened(file)
        # But for what stands several times here.
        assert (check(tree), [f for f in tree.faults if " stands at " not in f.what]) == ([], [])


def _without_numbers(document: Any) -> Any:
    """A document with its truths as XML has them: text."""
    return json.loads(json.dumps(document).replace(": true", ': "true"'))


def test_what_else_writes_xml_is_as_it_was() -> None:
    theirs = ElementTree.Element("{http://csrc.nist.gov/ns/oscal/1.0}catalog")
    before = ElementTree.tostring(theirs)
    assert xml_bytes(catalogue()).count(b"xmlns") == 1
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
        # Marks and the end of a line in one paragraph.
        ("One *a*\ntwo **b**", "<p>One <em>a</em><br/>two <strong>b</strong></p>"),
        (
            "Turn {{ insert: param, p }} *now* and {{ insert: param, q }}.",
            '<p>Turn <insert type="param" id-ref="p"/> <em>now</em> and <insert type="param" id-ref="q"/>.</p>',
        ),
        ("a ![s](t) `c` [d *e*](f)", '<p>a <img alt="s" src="t"/> <code>c</code> <a href="f">d <em>e</em></a></p>'),
        (
            "> *a*\n\n# *b*\n\n1. *c*",
            "<blockquote><p><em>a</em></p></blockquote><h1><em>b</em></h1><ol><li><em>c</em></li></ol>",
        ),
        # An end of a line that is written otherwise than we would, too.
        ("One *a*\\\ntwo", "<p>One *a*\\<br/>two</p>"),
        ("*a* <b>c</b>", "<p><em>a</em> &lt;b&gt;c&lt;/b&gt;</p>"),
        ("## Head\n\n[text](https://a.test/b)", '<h2>Head</h2><p><a href="https://a.test/b">text</a></p>'),
        (
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
        ),
        (
            "| *a* b | c |\n| --- | --- |\n| d **e** | f |",
            "<table><tr><th><em>a</em> b</th><th>c</th></tr><tr><td>d <strong>e</strong></td><td>f</td></tr></table>",
        ),
        ("### *a* b\n\n- *c* d", "<h3><em>a</em> b</h3><ul><li><em>c</em> d</li></ul>"),
        ("```\n x\n```", "<pre> x</pre>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> a\n>\n> - b", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"),
        ("| a\\|b | c |\n| --- | --- |", "<table><tr><th>a|b</th><th>c</th></tr></table>"),
        ("![a sign](https://a.test/s.png)", '<p><img alt="a sign" src="https://a.test/s.png"/></p>'),
        ("One\n\n---\n\ntwo", "<p>One</p><hr/><p>two</p>"),
        ("Do {{ insert: param, p-1 }}.", '<p>Do <insert type="param" id-ref="p-1"/>.</p>'),
        # What are no marks, or would be read as something else, stays as it is.
        ("2 * 3 * 4 and a_b_c", "<p>2 * 3 * 4 and a_b_c</p>"),
        ("_a_ &amp; <b>c</b>", "<p>_a_ &amp;amp; &lt;b&gt;c&lt;/b&gt;</p>"),
        ("+ a\n+ b", "<p>+ a<br/>+ b</p>"),
        ("[a]: https://a.test", "<p>[a]: https://a.test</p>"),
        ("*Shut* it.\n\n[a]: https://a.test", "<p>*Shut* it.</p><p>[a]: https://a.test</p>"),
        ("    deep", "<p>    deep</p>"),
    ],
)
def test_marks_become_markup_and_the_same_marks_again(tmp_path: Path, text: str, xml: str) -> None:
    document = catalogue()
    document["catalog"]["controls"] = [{"id": "x", "title": "X", "parts": [{"name": "statement", "prose": text}]}]
    data = _valid("catalog", xml_bytes(document))
    within = data.decode().partition('<part name="statement">')[2].partition("</part>")[0]
    assert re.sub(r"\n\s*(?=<|$)", "", within).replace(" />", "/>") == xml
    again = xml_tree(tmp_path / "x.xml", data)["catalog"]["controls"][0]["parts"][0]["prose"]
    assert again == text.strip()


def test_marks_in_a_line_become_markup_too(tmp_path: Path) -> None:
    document = catalogue()
    document["catalog"]["metadata"]["title"] = "The *new* list of a_b"
    data = _valid("catalog", xml_bytes(document))
    assert b"<title>The <em>new</em> list of a_b</title>" in data
    assert xml_tree(tmp_path / "x.xml", data)["catalog"]["metadata"]["title"] == "The *new* list of a_b"


def test_a_sign_that_xml_cannot_hold_is_named() -> None:
    document = catalogue()
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


@pytest.mark.parametrize(
    ("said", "written"), [("functional", "functional"), ("by heart", "semantic"), ("", "semantic")]
)
def test_the_rationale_that_the_source_of_a_set_said_is_written_again(
    library: Library, said: str, written: str
) -> None:
    ours = next(s for s in library.sets if not s.stated_by)
    theirs = replace(ours, stated_by="them", header={**ours.header, "source_says": {"matching-rationale": said}})
    draft = mapping_draft(library, theirs)
    provenance = json.loads(oscal_out.write_mapping(draft).data)["mapping-collection"]["provenance"]
    assert provenance["matching-rationale"] == written
    assert ("semantic is assumed" in provenance.get("remarks", "")) == (said != "functional")


@pytest.mark.parametrize(
    ("said", "relations", "changed", "method", "status"),
    [
        # What the source said of all its rows is said again as long as they are its rows and all of them.
        ({"method": "automation", "status": "complete"}, "equal equal", "", "automation", "complete"),
        ({"method": "human", "status": "deprecated"}, "equal equal", "", "human", "deprecated"),
        ({"method": "by heart", "status": "done"}, "equal equal", "", "hybrid", "not-complete"),
        ({}, "equal equal", "", "hybrid", "not-complete"),
        # A row was not entered; one was taken out, added or judged by hand since.
        ({"method": "automation", "status": "complete"}, "equal unknown", "", "hybrid", "not-complete"),
        ({"method": "automation", "status": "draft"}, "equal equal", "out", "hybrid", "draft"),
        ({"method": "automation", "status": "complete"}, "equal equal", "added", "hybrid", "not-complete"),
        ({"method": "automation", "status": "complete"}, "equal equal", "judged", "hybrid", "complete"),
        ({"method": "human", "status": "complete"}, "equal equal", "judged", "human", "complete"),
        # A row that OSCAL has no word for cannot leave.
        ({"method": "automation", "status": "complete"}, "equal none", "", "automation", "not-complete"),
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_how_a_crosswalk_came_about_and_how_far_it_is_leaves_as_its_source_said(
    tmp_path: Path, said: dict[str, str], relations: str, changed: str, method: str, status: str, own: bool
) -> None:
    base = tiny.write(tmp_path / "base")
    second = {"equal": {"relation": "equal"}, "none": {"predicate": "skos:exactMatch", "modifier": "Not"}}
    other = relations.split()[1]
    rows = row("1.1", "1.1", "equal"), row("1.2", "9.9" if other == "unknown" else "1.2", **second.get(other, {"relation": "equal"}))  # fmt: skip
    # A row that denies a predicate is nobody's own.
    wish = Wish(own=True) if own and other != "none" else Wish(stated_by="them")
    draft_ = draft(*rows, more={"matching-rationale": "functional", **said})
    entered(base, tmp_path / "mine", draft_, wish)
    (path,) = (tmp_path / "mine/mappings").glob("*.tsv")
    *lines, first, last = path.read_text().splitlines()
    columns = lines[-1].split("\t")
    if changed == "out":
        lines = [*lines, first]
    elif changed == "added":
        cells = {**dict(zip(columns, last.split("\t"), strict=True)), "ext_source_row": "", "object_id": "b:1.3"}
        lines = [*lines, first, last, "\t".join(cells[c] for c in columns)]
    elif changed == "judged":
        lines = [*lines, first, last.replace("UnspecifiedMatching", "ManualMappingCuration")]
    if changed:
        path.write_text("\n".join(lines) + "\n")
    library = library_of(packs_of([base[0].root, tmp_path / "mine"], alone=True))
    theirs = next(s for s in library.sets if "house" in (s.subject, s.object))
    written = oscal_out.write_mapping(mapping_draft(library, theirs)).data
    provenance = json.loads(written)["mapping-collection"]["provenance"]
    found = provenance["method"], provenance["matching-rationale"], provenance["status"]
    assert found == (method, "functional", status)
    assert ("came about is not stated" in provenance.get("remarks", "")) == (method == "hybrid" and changed != "judged")
