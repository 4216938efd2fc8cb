"""Whole files: what is entered in a folder, and what leaves it as SSSOM, as a plain table and as OSCAL, each as it must stand there, sign by sign."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import tiny
import yaml
from houses import HOUSE, draft, row
from openpyxl import load_workbook

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.exchange import oscal_out
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, DraftRequirement, DraftRow, Side
from aims_graph.exchange.entry import Wish, enter, plan
from aims_graph.exchange.leaving import framework_draft, mapping_draft
from aims_graph.exchange.sheet_out import template
from aims_graph.exchange.writers import ENDINGS, GRAPH_WRITERS, write
from aims_graph.formats.library import library_of
from aims_graph.model import Joint, Library, Source
from aims_graph.pack.pack import packs_of

WHEN = dt.datetime(2026, 11, 29, 12, 30, 15, 999, tzinfo=dt.UTC)
THEIRS = "mappings/a--b.the-others.sssom.tsv"


def _theirs() -> Draft:
    """A crosswalk of another hand: a row of a set, one alone, one without counterpart, a support of a set, a predicate that is denied, a denial."""
    rows = (
        row("1.1", "1.1+1.2", "equal", confidence="50 %", comment="so"),
        row("1.1", "1.3", "subset_of", comment='"c"', more={"Größe (cm)": "3"}),
        row("1.2", "", comment="none", relation=""),
        row("1.2+1.3", "1.3", supportive="supports"),
        row("1.3", "1.1", predicate="skos:closeMatch", modifier="Not", justification="x:Guess"),
        row("1.3", "1.2", "no_relationship", more={"strength": "7", "rationale": "semantic"}),
    )
    about = {
        **{"stated_by": "The Others", "licence": "https://example.org/l", "version": "3", "date": "2026-11-01"},
        **{"description": "What is alike.", "more": {"creator_label": "Ada|Bo", "mood": "sunny", "other": "x"}},
        "prefixes": {"x": "https://example.org/x/", "skos": "https://example.org/not-skos/"},
        "extensions": {"ext_strength": {"property": "x:strength", "type_hint": "xsd:decimal"}},
    }
    made = draft(*rows, frameworks=(), subject="framework a", object="framework b")
    return replace(made, mappings=(replace(made.mappings[0], **about),))


def _head(*extensions: str) -> str:
    def declared(name: str) -> str:
        prop, hint = ("x:strength", "xsd:decimal") if name == "ext_strength" else (f"aims:{name}", "xsd:string")
        return f"#- slot_name: {name}\n#  property: {prop}\n#  type_hint: {hint}\n"

    return "".join(declared(name) for name in extensions)


PREFIXES = """#curie_map:
#  a: https://example.org/a/
#  aims: https://w3id.org/aims-graph/ontology#
#  b: https://example.org/b/
#  map: https://w3id.org/aims-graph/mapping/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  sssom: https://w3id.org/sssom/
#  xsd: http://www.w3.org/2001/XMLSchema#
#  x: https://example.org/x/
#extension_definitions:
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tiny.write(tmp_path)
    for place in ("ontology/aims.ttl", "ontology/set-relations.ttl"):
        (tmp_path / place).write_text(f"# Nothing of {place}.\n")
    return tmp_path


def _library(folder: Path) -> Library:
    return library_of(packs_of([folder], alone=True))


def test_a_crosswalk_of_another_hand_as_it_is_entered_and_as_it_leaves(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 30))
    found = plan(_theirs(), _library(folder), folder, Wish())
    about = """#mapping_set_id: https://example.org/m
#mapping_set_title: House to B
"""
    describes = """#mapping_set_description: What is alike.
#license: https://example.org/l
#mapping_set_version: '3'
#creator_label:
#- Ada
#- Bo
#other: x
"""
    columns = (
        "subject_id predicate_id predicate_modifier object_id ext_set_relation comment confidence mapping_justification"
    )
    # What no prefix of ours shortens stands in full.
    how, guess = "semapv:UnspecifiedMatching", "https://example.org/x/Guess"
    joint = "composed entity expression"
    lines = [
        ["a:1.1", "skos:exactMatch", "", "b:1.1|b:1.2", "equal", "so", "0.5", how, joint, "", "row 1.1"],
        ["a:1.1", "skos:broadMatch", "", "b:1.3", "subset_of", "“c”", "", how, "", "", "row 1.1", "3"],
        ["a:1.2", "skos:relatedMatch", "", "sssom:NoTermFound", "", "none", "", how, "", "", "row 1.2"],
        ["a:1.2|a:1.3", "skos:relatedMatch", "", "b:1.3", "", "", "", how, "", "supports", "row 1.2+1.3", "", joint],
        ["a:1.3", "skos:closeMatch", "Not", "b:1.1", "", "", "", guess, "", "", "row 1.3"],
        ["a:1.3", "skos:relatedMatch", "Not", "b:1.2", "no_relationship", "", "", how, "", "", "row 1.3", "", "", "7", "semantic"],
    ]  # fmt: skip
    names = [*columns.split(), "object_type", "ext_supportive", "ext_source_row", "ext_größe_cm", "subject_type", "ext_strength", "ext_rationale"]  # fmt: skip
    rows = "".join("\t".join(line + [""] * (len(names) - len(line))) + "\n" for line in [names, *lines])
    assert list(found.files) == [THEIRS]
    entered = (
        f"""{about}{describes}#subject_source: 'a:'
#object_source: 'b:'
#stated_by: the-others
#complete: 'no'
#intersects_means: any overlap
#source_file: their file.x
#source_sha256: '{"0" * 64}'
#source_format: test
#entered: '2026-11-30'
#source_rows: '{len(_theirs().mappings[0].rows)}'
#source_says:
#  stated_by: The Others
#  date: '2026-11-01'
#  subject: framework a
#  object: framework b
#  mood: sunny
{PREFIXES}"""
        + _head(*(n for n in names if n.startswith("ext_")))
        + rows
    )
    assert found.files[THEIRS] == entered
    assert [n for e in found.entering for n in e.notes] == []
    enter(found.files, folder)
    library = _library(folder)
    (theirs,) = (s for s in library.sets if s.stated_by)
    out = [*columns.split(), "subject_type", "object_type", "ext_größe_cm", "ext_strength", "ext_rationale", "ext_supportive"]  # fmt: skip
    out[1:1] = ["subject_label"]
    out[5:5] = ["object_label"]
    out[7:7] = ["ext_subject_met", "ext_object_met"]
    single = [
        ["a:1.1", "Logging", "skos:broadMatch", "", "b:1.3", "Waste disposal", "subset_of", "all", "", "“c”", "", how, "", "", "3"],
        ["a:1.2", "Staff training", "skos:relatedMatch", "", "sssom:NoTermFound", "", "", "", "", "none", "", how],
        ["a:1.3", "Supplier contracts", "skos:closeMatch", "Not", "b:1.1", "Event records", "", "", "", "", "", guess],
        ["a:1.3", "Supplier contracts", "skos:relatedMatch", "Not", "b:1.2", "Teaching people", "no_relationship", "none", "none", "", "", how, "", "", "", "7", "semantic"],
        ["a:1.1", "", "skos:exactMatch", "", "b:1.1|b:1.2", "", "equal", "", "", "so", "0.5", how, "", joint],
        ["a:1.2|a:1.3", "", "skos:relatedMatch", "", "b:1.3", "", "", "", "", "", "", how, joint, "", "", "", "", "supports"],
    ]  # fmt: skip
    rows = "".join("\t".join(line + [""] * (len(out) - len(line))) + "\n" for line in [out, *single])
    licence = "#license: https://example.org/l\n"
    left = f"#sssom_version: '1.1'\n{about}{describes.replace(licence, '')}{licence}#subject_source: 'a:'\n#object_source: 'b:'\n#intersects_means: any overlap\n{PREFIXES}"
    written = write(library, theirs, "sssom")
    assert written.data.decode() == left + _head(*(n for n in out if n.startswith("ext_"))) + rows
    assert written.notes == ()
    table = write(library, theirs, "csv")
    assert table.data.decode("utf-8-sig").split("\r\n") == [
        "Subject framework,Subject,Subject title,Relation,Object framework,Object,Object title,Confidence,Comment",
        "A,'1.1,Logging,subset of,B,'1.3,Waste disposal,,“c”",
        "A,'1.2,Staff training,no counterpart,B,,,,none",
        "A,'1.3,Supplier contracts,no relationship,B,'1.2,Teaching people,,",
        "",
    ]
    assert [n.what for n in table.notes] == [
        "1 row that denies a predicate",
        "2 rows of several requirements together",
        "what is met, what only one side demands, whether a row speaks for parts, too",
        "columns that only its own file has: ext_größe_cm, ext_strength, ext_rationale, confidence, ext_supportive",
    ]
    assert mapping_draft(library, theirs) == DraftMapping(
        "https://example.org/m",
        "House to B",
        (
            _drawn("a:1.1", "b:1.3", 57, "skos:broadMatch", relation="subset_of", comment="“c”"),
            _drawn("a:1.2", "", 58, "skos:relatedMatch", comment="none"),
            _drawn("a:1.3", "b:1.1", 60, "skos:closeMatch", modifier="Not", justification="https://example.org/x/Guess"),
            _drawn(
                "a:1.3", "b:1.2", 61, "skos:relatedMatch", modifier="Not", relation="no_relationship",
                more={"strength": "7", "rationale": "semantic"},
            ),
            _drawn("a:1.1", "b:1.1 b:1.2", 56, "skos:exactMatch", relation="equal", comment="so", confidence="0.5"),
            _drawn("a:1.2 a:1.3", "b:1.3", 59, "skos:relatedMatch", supportive="supports"),
        ),
        "a",
        "b",
        stated_by="the-others",
        licence="https://example.org/l",
        version="3",
        description="What is alike.",
        prefixes={"a": "https://example.org/a/", "b": "https://example.org/b/"},
        more={"subject_title": "Framework a", "object_title": "Framework b", "whole": "yes"},
    )  # fmt: skip


_TITLES = {
    **{"a:1.1": "Logging", "a:1.2": "Staff training", "a:1.3": "Supplier contracts"},
    **{"b:1.1": "Event records", "b:1.2": "Teaching people", "b:1.3": "Waste disposal"},
}


def _drawn(left: str, right: str, line: int, predicate: str, **said: Any) -> DraftRow:
    sides = (tuple(Side(n, n[0], _TITLES[n]) for n in side.split()) for side in (left, right))
    said = {"justification": "semapv:UnspecifiedMatching", **said}
    return DraftRow(*sides, f"{THEIRS}:{line}", predicate=predicate, **said)


def test_a_set_of_ours_leaves_as_sssom_with_every_cell_it_has(folder: Path) -> None:
    """What leaves is what its file says, cell by cell, whichever of its slots a row fills."""
    path = folder / tiny.PAIR
    lines = path.read_text().splitlines()
    top = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    names = lines[top].split("\t")
    rows = [dict(zip(names, line.split("\t"), strict=True)) for line in lines[top + 1 :]]
    rows[1] |= {"ext_other_source": "a book", "author_label": "Ada", "reviewer_label": "Bo"}
    rows[2] |= {"ext_named_by": "b", "ext_with_parts": "yes"}
    columns = [*dict.fromkeys(c for row in rows for c in row)]
    declared = [f"#- slot_name: {c}\n#  property: aims:{c}\n#  type_hint: xsd:string" for c in columns if c.startswith("ext_") and c not in names]  # fmt: skip
    table = ["\t".join(columns), *("\t".join(row.get(c, "") for c in columns) for row in rows)]
    path.write_text("\n".join([*lines[:top], *declared, *table, ""]))
    library = _library(folder)
    left = [x.split("\t") for x in write(library, library.sets[0], "sssom").data.decode().splitlines() if x[0] != "#"]

    def filled(row: dict[str, str]) -> dict[str, str]:
        return {c: text for c, text in row.items() if text}

    assert [filled(dict(zip(left[0], cells, strict=True))) for cells in left[1:]] == [filled(row) for row in rows]
    assert set(left[0]) == {c for row in rows for c in filled(row)} and len(set(left[0])) == len(left[0])


def test_a_framework_as_it_is_entered_and_as_it_leaves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 30))
    about = {"edition": "2.10", "issuer": "Us", "language": "de", "rights": "© Us", "date": "2026", "description": "How we\nlive."}  # fmt: skip
    framework = replace(HOUSE, **about, more={"floor": "3", "empty": ""})
    found = plan(draft(frameworks=(framework,)), _library(folder), folder, Wish(short="Our house", iri="https://example.org/h#"))  # fmt: skip
    assert found.files["ontology/prefixes.tsv"] == (
        "prefix\tiri\towner\na\thttps://example.org/a/\ta test\nb\thttps://example.org/b/\ta test\nhouse\thttps://example.org/h#\tfrom their file.x\n"
    )
    assert (
        found.files["ontology/catalogues/house.tsv"]
        == f"""#id: house
#title: House rules
#short: Our house
#names:
#- urn:x:house
#- house
#- House rules
#- House
#edition: '2.10'
#role: framework
#complete: 'no'
#language: de
#license: https://example.org/licence
#rights: © Us
#own_ids:
#- control
#sources:
#- their file.x
#source_file: their file.x
#source_sha256: '{"0" * 64}'
#source_format: test
#entered: '2026-11-30'
#source_says:
#  key: urn:x:house
#  issuer: Us
#  date: '2026'
#  description: How we live.
#  floor: '3'
id\tnumber\tkind\ttitle\tparent\tassessable\talias\tsummary\text_owner
house:1\t1\tclause\tRecords\t\tno\t\t\t
house:1.1\t1.1\tcontrol\tKeep logs\thouse:1\tyes\t\tEach assistant records what it did.\tAda
house:1.2\t1.2\tcontrol\t(Water the plants once a week, and name somebody for it)\t\tyes\t\tWater the plants once a week, and name somebody for it.\t
house:a)\ta)\tcontrol\tSay "who"\thouse:1.1\tyes\t\t\t
house:a\ta)\tcontrol\tSay how\thouse:1.2\tyes\t\t\t
"""
    )


def test_a_framework_of_ours_as_a_draft_and_as_a_table(folder: Path) -> None:
    library = _library(folder)
    one = library.frameworks["a"]
    changed = replace(library.requirements["a:1.2"], title_is_ours=True, number="", aliases=("two",), parent="gone")
    library = replace(library, requirements={**library.requirements, "a:1.2": changed})
    one = replace(one, header={**one.header, "issuers": ["Us", "Them"], "in_force": "2026-01-01", "how_made": "By hand."})  # fmt: skip
    at, titles = "ontology/catalogues/a.tsv", ("Logging", "Staff training", "Supplier contracts")
    texts = [f"Says of {t.lower()} what a wants done." for t in titles]
    assert framework_draft(library, one) == DraftFramework(
        "a",
        "Framework a",
        (
            DraftRequirement("a:1", "1", "Whole of a", "clause", "", False, "Opens what a has to say.", f"{at}:15"),
            DraftRequirement("a:1.1", "1.1", "Logging", "clause", "a:1", True, texts[0], f"{at}:16"),
            DraftRequirement("a:1.2", "", "(Staff training)", "clause", "", True, texts[1], f"{at}:17", ("two",)),
            DraftRequirement("a:1.3", "1.3", "Supplier contracts", "clause", "a:1", True, texts[2], f"{at}:18"),
        ),
        short="A",
        edition="1.10",
        issuer="Us / Them",
        iri="https://example.org/a/",
        language="en",
        licence=tiny.LICENCE,
        date="2026-01-01",
        description="By hand.",
    )
    lines = [
        ["Number", "Title", "Kind", "Parent", "Assessable", "Text"],
        ["1", "Whole of a", "clause", "", "no", "Opens what a has to say."],
        ["1.1", "Logging", "clause", "1", "yes", texts[0]],
        ["1.2", "(Staff training)", "clause", "", "yes", texts[1]],
        ["1.3", "Supplier contracts", "clause", "1", "yes", texts[2]],
    ]
    table = write(library, one, "csv")
    assert table.data.startswith(b"\xef\xbb\xbf")
    # A spreadsheet would read a number alone as one.
    quoted = [[f"'{c}" if c.startswith("1.") else c for c in line] for line in lines]
    assert table.data.decode("utf-8-sig") == "".join(f"{','.join(line)}\r\n" for line in quoted)
    book = load_workbook(BytesIO(write(library, one, "xlsx").data))
    assert book.sheetnames == ["Framework"] and book.properties.created == dt.datetime(2000, 1, 1)
    assert [[c or "" for c in cells] for cells in book["Framework"].iter_rows(values_only=True)] == lines
    assert {cell.number_format for cell in book["Framework"]["A"][1:]} == {"@"}
    assert [n.what for n in table.notes] == [
        "what a catalogue says beyond number, title, kind, parent and text is not in a plain table"
    ]


def test_a_crosswalk_of_ours_as_a_table(folder: Path) -> None:
    library = _library(folder)
    lines = [
        "Subject framework,Subject,Subject title,Relation,Object framework,Object,Object title,Confidence,Comment",
        "A,1.1,Logging,equal,B,1.1,Event records,0.9,both ask for every event",
        "A,1.2,Staff training,intersects,B,1.2,Teaching people,0.8,staff are taught",
        "A,1.3,Supplier contracts,no counterpart,B,,,0.9,b speaks of no supplier",
        "A,,,no counterpart,B,1.3,Waste disposal,0.9,a speaks of no waste",
    ]
    book = load_workbook(BytesIO(write(library, library.sets[0], "xlsx").data))
    assert book.sheetnames == ["Mapping"]
    assert [",".join(c or "" for c in cells) for cells in book["Mapping"].iter_rows(values_only=True)] == lines
    # Of each column is said what belongs there.
    told = {cell.value: cell.comment.text for cell in book["Mapping"][1]}
    assert told["Subject"] == "its number" and told["Confidence"] == "from 0 to 1; may stay empty" and len(told) == 9
    assert template("mapping", "csv").decode("utf-8-sig") == f"{lines[0]}\r\n"
    assert template("framework", "csv").decode("utf-8-sig") == "Number,Title,Kind,Parent,Assessable,Text\r\n"
    assert [load_workbook(BytesIO(template(w, "xlsx"))).sheetnames for w in ("framework", "mapping")] == [["Framework"], ["Mapping"]]  # fmt: skip


# OSCAL.

RULES = DraftFramework(
    "house",
    "House  rules",
    (
        DraftRequirement("house:1", "1", "Doors", "chapter", assessable=False, text="All that shuts."),
        DraftRequirement("house:1.1", "1.1", "", "rule", "house:1", text=" Shut *all*.\n\n- at night ", aliases=("A 1", " ")),
        DraftRequirement("house:1.1-a", "", "Front & <back>", "part one", "house:1.1", False, more={"related": "house:2|nobody", "moved_to": "house:1.1"}),
        DraftRequirement("house:2", "2", "Gone", "2nd", "", False, more={"status": "withdrawn"}),
    ),
    short="House",
    edition="2.10",
    issuer="Us  all",
    iri="https://example.org/house-2026/",
    language="de",
    licence="https://example.org/l",
    description=" How we live. ",
)  # fmt: skip
OURS, SKOS = "https://w3id.org/aims-graph/ontology#", "http://www.w3.org/2004/02/skos/core#"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _ours(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": OURS, "value": value}


def test_a_catalogue_of_oscal_in_full() -> None:
    """At the top stands a withdrawn control, so that nothing there is a group; below a control all are controls."""
    written = oscal_out.write_framework(RULES, WHEN)
    found = json.loads(written.data)
    whole = found["catalog"]["uuid"]
    party = found["catalog"]["metadata"]["parties"][0]["uuid"]
    assert whole != party and written.notes == ()
    part = {
        "id": "house_1.1-a",
        "class": "part_one",
        "title": "Front & <back>",
        "props": [_ours("requirement", "house:1.1-a"), _ours("assessable", "no")],
        "links": [{"href": "#house_1.1", "rel": "moved-to"}, {"href": "#house_2", "rel": "related"}],
    }
    rule = {
        "id": "house_1.1",
        "class": "rule",
        "title": "1.1",
        "props": [
            _ours("requirement", "house:1.1"),
            {"name": "label", "value": "1.1"},
            {"name": "alt-identifier", "value": "A 1"},
        ],
        "parts": [{"id": "house_1.1_smt", "name": "statement", "prose": "Shut *all*.\n\n- at night"}],
        "controls": [part],
    }
    doors = {
        "id": "house_1",
        "class": "chapter",
        "title": "Doors",
        "props": [_ours("requirement", "house:1"), _ours("assessable", "no"), {"name": "label", "value": "1"}],
        "parts": [{"id": "house_1_smt", "name": "statement", "prose": "All that shuts."}],
        "controls": [rule],
    }
    gone = {
        "id": "house_2",
        "class": "_2nd",
        "title": "Gone",
        "props": [_ours("requirement", "house:2"), {"name": "label", "value": "2"}, {"name": "status", "value": "withdrawn"}],
    }  # fmt: skip
    metadata = {
        **{"title": "House rules", "last-modified": "2026-11-29T12:30:15+00:00", "version": "2.10", "oscal-version": "1.2.1"},
        "props": [
            _ours("framework", "house"),
            _ours("namespace", "https://example.org/house-2026/"),
            _ours("short-name", "House"),
            {"name": "language", "value": "de"},
        ],
        "links": [{"href": "https://example.org/l", "rel": "license"}],
        "roles": [{"id": "creator", "title": "Creator"}],
        "parties": [{"uuid": party, "type": "organization", "name": "Us all"}],
        "responsible-parties": [{"role-id": "creator", "party-uuids": [party]}],
        "remarks": "How we live.",
    }  # fmt: skip
    assert found == {"catalog": {"uuid": whole, "metadata": metadata, "controls": [doors, gone]}}
    # The same in YAML, every text in quotes; in XML, marks as markup.
    text = oscal_out.write_framework(RULES, WHEN, "yaml").data.decode()
    assert yaml.safe_load(text) == found and f'"uuid": "{whole}"' in text and '"version": "2.10"' in text
    # Without the withdrawn one what stands at the top is a group, and its text an overview.
    groups = json.loads(oscal_out.write_framework(replace(RULES, requirements=RULES.requirements[:2], language="", issuer="", description="", licence="free", iri="", short=""), WHEN).data)["catalog"]  # fmt: skip
    assert groups["metadata"].keys() == {"title", "last-modified", "version", "oscal-version", "props"}
    assert groups["metadata"]["props"] == [_ours("framework", "house")]
    (group,) = groups["groups"]
    assert group["props"] == [_ours("requirement", "house:1"), {"name": "label", "value": "1"}]
    assert group["parts"] == [{"id": "house_1_smt", "name": "overview", "prose": "All that shuts."}]
    assert [c["id"] for c in group["controls"]] == ["house_1.1"] and groups["uuid"] != whole
    none = oscal_out.write_framework(replace(RULES, requirements=()), WHEN)
    assert [n.what for n in none.notes] == ["the framework has no requirements"]


def test_a_catalogue_of_oscal_in_xml_in_full() -> None:
    few = replace(RULES, requirements=(RULES.requirements[0], RULES.requirements[1]), issuer="")
    text = oscal_out.write_framework(few, WHEN, "xml").data.decode()
    uuid = json.loads(oscal_out.write_framework(few, WHEN).data)["catalog"]["uuid"]
    assert (
        text
        == f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog uuid="{uuid}" xmlns="http://csrc.nist.gov/ns/oscal/1.0">
  <metadata>
    <title>House rules</title>
    <last-modified>2026-11-29T12:30:15+00:00</last-modified>
    <version>2.10</version>
    <oscal-version>1.2.1</oscal-version>
    <prop name="framework" ns="{OURS}" value="house" />
    <prop name="namespace" ns="{OURS}" value="https://example.org/house-2026/" />
    <prop name="short-name" ns="{OURS}" value="House" />
    <prop name="language" value="de" />
    <link href="https://example.org/l" rel="license" />
    <remarks>
      <p>How we live.</p>
    </remarks>
  </metadata>
  <group id="house_1" class="chapter">
    <title>Doors</title>
    <prop name="requirement" ns="{OURS}" value="house:1" />
    <prop name="label" value="1" />
    <part id="house_1_smt" name="overview">
      <p>All that shuts.</p>
    </part>
    <control id="house_1.1" class="rule">
      <title>1.1</title>
      <prop name="requirement" ns="{OURS}" value="house:1.1" />
      <prop name="label" value="1.1" />
      <prop name="alt-identifier" value="A 1" />
      <part id="house_1.1_smt" name="statement">
        <p>Shut <em>all</em>.</p>
        <ul>
          <li>at night</li>
        </ul>
      </part>
    </control>
  </group>
</catalog>
"""
    )


PAIRS = DraftMapping(
    "https://example.org/m",
    " House  to B ",
    (
        DraftRow((Side("house:1", "house"),), (Side("b:1", "b"), Side("b:2", "b")), "", relation="equal", confidence="0.25", comment=" So. ", justification="semapv:MappingReview"),
        DraftRow((Side("house:2", "house"),), (Side("b:1", "b"),), "", predicate="skos:closeMatch"),
        DraftRow((Side("house:2", "house"),), (), "", comment="None."),
        DraftRow((Side("house:3", "house"),), (), "", more={"with_parts": "yes"}),
        DraftRow((), (Side("b:9", "b"),), ""),
    ),
    "house",
    "b",
    stated_by="The  Others",
    licence="https://example.org/l",
    prefixes={"b": "https://example.org/b-2/"},
    any_overlap=False,
)  # fmt: skip


def test_a_mapping_collection_of_oscal_in_full() -> None:
    """Every uuid follows from what it names, and no two are the same; each id of an item is a token, its own name beside it."""
    found = json.loads(oscal_out.write_mapping(PAIRS, WHEN).data)
    at = iter(UUID.findall(json.dumps(found)))
    uuids: dict[str, str] = {}

    def uuid(name: str) -> str:
        return uuids[name]

    # In the order of the document: the collection, its party (twice), the mapping, its sides and maps, gaps and resources.
    order = "collection party party mapping house b map1 map2 sources targets house b".split()
    for name, value in zip(order, at, strict=True):
        assert uuids.setdefault(name, value) == value
    assert len(set(uuids.values())) == len(uuids)

    def item(name: str) -> dict[str, Any]:
        return {"type": "control", "id-ref": name.replace(":", "_"), "props": [_ours("requirement", name)]}

    def side(name: str, *props: dict[str, str]) -> dict[str, Any]:
        return {"type": "catalog", "href": f"#{uuid(name)}", "props": [_ours("framework", name), *props]}

    def gap(name: str, **more: str) -> dict[str, Any]:
        return _ours("no-counterpart", name) | {"class": name.replace(":", "_")} | more

    assert found == {
        "mapping-collection": {
            "uuid": uuid("collection"),
            "metadata": {
                **{"title": "House to B", "last-modified": "2026-11-29T12:30:15+00:00", "version": "not stated"},
                "oscal-version": "1.2.1",
                "links": [{"href": "https://example.org/l", "rel": "license"}],
                "roles": [{"id": "creator", "title": "Creator"}],
                "parties": [{"uuid": uuid("party"), "type": "organization", "name": "The Others"}],
                "responsible-parties": [{"role-id": "creator", "party-uuids": [uuid("party")]}],
            },
            "provenance": {
                **{"method": "hybrid", "matching-rationale": "semantic", "status": "not-complete"},
                "mapping-description": " House  to B ",
                "remarks": "How all or some rows came about is not stated. The rationale is not stated; semantic is assumed.",
            },
            "mappings": [
                {
                    "uuid": uuid("mapping"),
                    "source-resource": side("house"),
                    "target-resource": side("b", _ours("namespace", "https://example.org/b-2/")),
                    "maps": [
                        {
                            **{"uuid": uuid("map1"), "relationship": "equal-to"},
                            **{"sources": [item("house:1")], "targets": [item("b:1"), item("b:2")]},
                            **{"confidence-score": {"percentage": 0.25}, "remarks": "So."},
                        },
                        {
                            **{"uuid": uuid("map2"), "ns": SKOS, "relationship": "closeMatch"},
                            **{"sources": [item("house:2")], "targets": [item("b:1")]},
                        },
                    ],
                    "source-gap-summary": {
                        "uuid": uuid("sources"),
                        "unmapped-controls": [
                            {"with-child-controls": "yes", "with-ids": ["house_3"]},
                            {"with-ids": ["house_2"]},
                        ],
                    },
                    "target-gap-summary": {"uuid": uuid("targets"), "unmapped-controls": [{"with-ids": ["b_9"]}]},
                    "props": [gap("house:2", remarks="None."), gap("house:3"), gap("b:9")],
                }
            ],
            "back-matter": {
                "resources": [
                    {"uuid": uuid("house"), "title": "house"},
                    {"uuid": uuid("b"), "title": "b", "rlinks": [{"href": "https://example.org/b-2/"}]},
                ]
            },
        }
    }
    # The same again is the same; another crosswalk has no uuid of this one's but those of the catalogues.
    assert json.loads(oscal_out.write_mapping(PAIRS, WHEN).data) == found
    other = UUID.findall(oscal_out.write_mapping(replace(PAIRS, id="urn:x:m"), WHEN).data.decode())
    assert {*other} & {*uuids.values()} == {uuid("house"), uuid("b")}


def test_what_another_hand_says_beside_its_rows_is_in_the_draft_under_the_names_of_its_format(folder: Path) -> None:
    """Group, rationale and strength of IR 8477, a support, a modifier and a confidence of a set; other columns stay in their own file."""
    library = _library(folder)
    ours = library.sets[0]
    said = (("ext_group", "G1"), ("ext_rationale", "semantic"), ("ext_strength", "7"), ("ext_mood", "sunny"))
    more = {"group": "G1", "rationale": "semantic", "strength": "7"}
    first, _, gap, other = ours.rows
    rows = (
        replace(first, more=(*said, ("ext_supportive", "supports")), confidence=0.1 + 0.2, comment=""),
        replace(gap, with_parts=True, more=said[:1], confidence=None),
        replace(other, modifier="Not", more=()),
    )
    beside = (("predicate_modifier", "Not"), ("confidence", "0.5"), ("ext_supportive", "identical"))
    joint = Joint(
        "x", ("a:1.1", "a:9"), ("sssom:NoTermFound",), "equal", "skos:exactMatch", "Both.", "semapv:MappingReview",
        Source("x.tsv", 7), (*said, *beside),
    )  # fmt: skip
    header = {"mapping_set_title": "A to B", "complete": "yes", "mapping_set_description": "What.", "license": "https://example.org/l", "mapping_set_version": 3}  # fmt: skip
    changed = replace(ours, rows=rows, joint=(joint,), header=header)
    found = mapping_draft(library, changed)
    at = f"{tiny.PAIR}:%d"
    how = {"justification": "semapv:LLMBasedMatching"}
    assert found.rows == (
        DraftRow(
            (Side("a:1.1", "a", "Logging"),), (Side("b:1.1", "b", "Event records"),), at % first.source.line,
            predicate="skos:exactMatch", relation="equal", supportive="supports", confidence="0.3", comment="what happened is kept", more=more, **how,
        ),
        DraftRow(
            (Side("a:1.3", "a", "Supplier contracts"),), (), at % gap.source.line,
            predicate="skos:relatedMatch", comment="b speaks of no supplier", more={"group": "G1", "with_parts": "yes"}, **how,
        ),
        DraftRow(
            (), (Side("b:1.3", "b", "Waste disposal"),), at % other.source.line,
            predicate="skos:relatedMatch", modifier="Not", confidence="0.9", comment="a speaks of no waste", **how,
        ),
        DraftRow(
            (Side("a:1.1", "a", "Logging"), Side("a:9", "a")), (), "x.tsv:7",
            predicate="skos:exactMatch", modifier="Not", relation="equal", supportive="identical", justification="semapv:MappingReview",
            confidence="0.5", comment="Both.", more=more,
        ),
    )  # fmt: skip
    assert (found.id, found.title, found.version, found.description, found.licence, found.any_overlap) == (
        *("a--b", "A to B", "3", "What."),
        *("https://example.org/l", False),
    )
    # Ours is judged by its meaning; that all of the pair is looked at is said where it is.
    titles = {"subject_title": "Framework a", "object_title": "Framework b"}
    assert found.more == {"matching-rationale": "semantic", "complete": "yes"} | titles
    theirs = mapping_draft(
        library, replace(changed, stated_by="them", header=header | {"complete": "no"}, object="gone")
    )
    assert theirs.more == {"subject_title": "Framework a"} and theirs.prefixes == {"a": "https://example.org/a/"}
    assert theirs.stated_by == "them"


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@pytest.mark.parametrize(
    ("form", "ending", "framework", "crosswalk"),
    [
        ("csv", ".csv", "\ufeffNumber,Title,", "\ufeffSubject framework,"),
        ("xlsx", ".xlsx", "PK", "PK"),
        ("sssom", ".sssom.tsv", "", "#sssom_version: '1.0'\n"),
        ("ciso-assistant", ".yaml", "urn: urn:aims-graph:risk:library:a\n", "urn: urn:aims-graph:risk:library:mapping-a-to-b\n"),
        ("oscal", ".oscal.json", '{\n  "catalog": {', '{\n  "mapping-collection": {'),
        ("oscal-yaml", ".oscal.yaml", '"catalog":\n', '"mapping-collection":\n'),
        ("oscal-xml", ".oscal.xml", f"{_XML}<catalog ", f"{_XML}<mapping-collection "),
        ("ir8477", ".ir8477.xlsx", "", "PK"),
        *((form, ending, "@prefix a: ", "@prefix a: ") for form, ending in (("trig", ".trig"), ("turtle", ".ttl"), ("skos", ".skos.ttl"))),
        ("nquads", ".nq", "<https://example.org/a/", "<https://example.org/a/1.1> "),
        ("jsonld", ".jsonld", '{"@context": {\n', '{"@context": {\n'),
        *((form, ending, f"{_XML}<rdf:RDF ", f"{_XML}<rdf:RDF ") for form, ending in (("rdfxml", ".rdf"), ("owl", ".owl"))),
        ("graphml", ".graphml", "<graphml ", "<graphml "),
        ("gexf", ".gexf", "<?xml version='1.0' encoding='utf-8'?>\n<gexf ", "<?xml version='1.0' encoding='utf-8'?>\n<gexf "),
    ],
)  # fmt: skip
def test_each_form_is_what_it_is_called(folder: Path, form: str, ending: str, framework: str, crosswalk: str) -> None:
    library = _library(folder)
    assert ENDINGS[form] == ending
    for part, begins in ((library.frameworks["a"], framework), (library.sets[0], crosswalk)):
        if begins:
            assert write(library, part, form).data.decode("utf-8", "replace").startswith(begins)
        else:
            with pytest.raises(AimsError, match=f"^{form} holds no frameworks"):
                write(library, part, form)
    if form in GRAPH_WRITERS:
        assert write(library, None, form).data
    else:
        with pytest.raises(AimsError, match=f"^{form} does not hold the whole graph"):
            write(library, None, form)
