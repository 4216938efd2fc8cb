"""What leaves in other hands' formats, field by field: every word that is written, and what is said not to be."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from aims_graph.errors import AimsError
from aims_graph.exchange import ciso_out, ir8477_out, oscal_out
from aims_graph.exchange.catalogues import catalogue
from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRequirement, DraftRow, Side
from aims_graph.exchange.leaving import framework_draft, mapping_draft, printed, with_supports
from aims_graph.formats.library import load

WHEN = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
HOUSE = DraftFramework(
    "house",
    "House rules",
    (
        DraftRequirement("house:1", "1", "Doors", "heading", assessable=False),
        DraftRequirement("house:1.1", "1.1", "", "rule", "house:1", text="Shut.", more={"annotation": "At night.", "implementation_groups": "L1|L2"}),
        DraftRequirement("house:1.1 a", "a", "Front", "part", "house:1.1"),
        DraftRequirement("house:1.1-a", "b", "Back", "requirement", "house:1.1"),
    ),
    short="House",
    issuer="Us",
    iri="https://example.org/house-2026/",
    language="de",
    licence="https://example.org/l",
    date="2026-11-01",
    description="How we live.",
)  # fmt: skip


def _yaml(data: bytes) -> Any:
    return yaml.safe_load(data)


def test_a_framework_as_a_library_of_ciso_assistant() -> None:
    written = ciso_out.write_framework(HOUSE)
    node = "urn:aims-graph:risk:req_node:house-2026"
    found = _yaml(written.data)
    nodes = found["objects"]["framework"].pop("requirement_nodes")
    assert found == {
        **{"urn": "urn:aims-graph:risk:library:house-2026", "locale": "de", "ref_id": "house-2026"},
        **{"name": "House rules", "description": "How we live.", "copyright": "https://example.org/l", "version": 1},
        **{"publication_date": dt.date(2026, 11, 1), "provider": "Us", "packager": "aims-graph"},
        "objects": {
            "framework": {
                **{"urn": "urn:aims-graph:risk:framework:house-2026", "ref_id": "House", "name": "House rules"},
                "description": "How we live.",
            }
        },
    }
    assert nodes[:2] == [
        {"urn": f"{node}:1", "assessable": False, "depth": 1, "ref_id": "1", "name": "Doors"},
        {
            **{"urn": f"{node}:1.1", "assessable": True, "depth": 2, "parent_urn": f"{node}:1", "ref_id": "1.1"},
            **{"description": "Shut.", "annotation": "At night.", "implementation_groups": ["L1", "L2"]},
        },
    ]
    # No two share a URN, whatever signs a URN cannot hold; each stands below its own.
    assert len({n["urn"] for n in nodes}) == 4 and [n["depth"] for n in nodes[2:]] == [3, 3]
    assert {n["parent_urn"] for n in nodes[2:]} == {f"{node}:1.1"}
    assert [n.what for n in written.notes] == ["what each requirement is (rule, part) has no place in this format"]
    bare = ciso_out.write_framework(DraftFramework("x", "X", HOUSE.requirements[:1], rights="© Us", date="soon"))
    found = _yaml(bare.data)
    assert (found["locale"], found["copyright"], "publication_date" in found, found["urn"]) == (
        *("en", "© Us", False),
        "urn:aims-graph:risk:library:x",
    )
    assert [n.what for n in bare.notes] == ["its language is not stated; the format asks for one, and en stands there"]


def _row(left: str, right: str, **said: Any) -> DraftRow:
    sides = [tuple(Side(n, framework, n.upper()) for n in text.split()) for text, framework in ((left, "house"), (right, "b"))]  # fmt: skip
    return DraftRow(*sides, said.pop("where", ""), **said)


ROWS = (
    _row("h1", "b1", relation="subset_of", comment="So.", confidence="0.5", justification="semapv:MappingReview"),
    _row("h1", "b2 b3", relation="intersects", justification="semapv:ManualMappingCuration"),
    _row("h2 h3", "b1", relation="equal", justification="semapv:ManualMappingCuration"),
    _row("h4", "", comment="None."),
    _row("", "b9", more={"with_parts": "yes"}),
    _row("h5", "b5", predicate="skos:closeMatch", justification="semapv:MappingReview"),
    _row("h6", "b6", predicate="skos:exactMatch", modifier="Not"),
    _row("h7", "b7", supportive="supports"),
)
SET = DraftMapping(
    "https://example.org/m",
    "House to B",
    ROWS,
    "house",
    "b",
    stated_by="The Others",
    licence="https://example.org/l",
    version="3",
    date="2026-11-01",
    description="What is alike.",
    prefixes={"house": "https://example.org/house-2026/"},
)


def test_a_crosswalk_as_a_library_of_ciso_assistant() -> None:
    written = ciso_out.write_mapping(SET)
    found = _yaml(written.data)
    (one,) = found["objects"]["requirement_mapping_sets"]
    assert (found["urn"], found["name"], found["provider"], found["copyright"]) == (
        "urn:aims-graph:risk:library:mapping-house-2026-to-b-the-others-" + found["urn"][-6:],
        *("House to B", "The Others", "https://example.org/l"),
    )
    assert found["dependencies"] == [f"urn:aims-graph:risk:library:{f}" for f in ("house-2026", "b")]
    assert (one["source_framework_urn"], one["target_framework_urn"]) == tuple(
        f"urn:aims-graph:risk:framework:{f}" for f in ("house-2026", "b")
    )
    assert one["requirement_mappings"] == [
        {
            "source_requirement_urn": "urn:aims-graph:risk:req_node:house-2026:h1",
            "target_requirement_urn": "urn:aims-graph:risk:req_node:b:b1",
            "relationship": "subset",
            "annotation": "So.",
        }
    ]
    assert [n.what for n in written.notes] == [
        "2 rows of sets: this format has no place for that",
        "2 rows without a counterpart: this format has no place for that",
        "3 rows without a set relation: this format has no place for that",
    ]
    strict = DraftMapping("m", "M", (_row("h1", "b1", relation="intersects"),), "house", "b", any_overlap=False)
    assert [n.what for n in ciso_out.write_mapping(strict).notes] == [
        "that 'intersect' here denies containment is not said in this format"
    ]


def _oscal(mapping: DraftMapping) -> Any:
    return json.loads(oscal_out.write_mapping(mapping, WHEN).data)["mapping-collection"]


def test_a_crosswalk_as_a_mapping_collection_of_oscal() -> None:
    written = oscal_out.write_mapping(SET, WHEN)
    found = json.loads(written.data)["mapping-collection"]
    (body,) = found["mappings"]
    assert (found["metadata"]["title"], found["metadata"]["version"], found["metadata"]["last-modified"]) == (
        *("House to B", "3"),
        "2026-11-29T12:00:00+00:00",
    )
    assert found["metadata"]["links"] == [{"href": "https://example.org/l", "rel": "license"}]
    assert [p["name"] for p in found["metadata"]["parties"]] == ["The Others"]
    # All came about by a person's hand, so that is the method; the rationale nobody stated.
    assert found["provenance"] == {
        **{"method": "human", "matching-rationale": "semantic", "status": "not-complete"},
        **{"mapping-description": "What is alike.", "remarks": "The rationale is not stated; semantic is assumed."},
    }

    def said(entry: Any) -> tuple[Any, ...]:
        sides = ([s["props"][0]["value"] for s in entry[key]] for key in ("sources", "targets"))
        return entry.get("ns", "").rpartition("/")[2], entry["relationship"], *sides

    assert [said(m) for m in body["maps"]] == [
        ("", "subset-of", ["h1"], ["b1"]),
        # Whose "intersects" denies no containment says less than OSCAL's.
        ("ontology#", "overlaps", ["h1"], ["b2", "b3"]),
        ("", "equal-to", ["h2", "h3"], ["b1"]),
        ("core#", "closeMatch", ["h5"], ["b5"]),
    ]
    first, second, *_ = body["maps"]
    assert (first["remarks"], first["confidence-score"]) == ("So.", {"percentage": 0.5})
    assert "remarks" not in second and "confidence-score" not in second
    assert body["source-gap-summary"]["unmapped-controls"] == [{"with-ids": ["h4"]}]
    assert body["target-gap-summary"]["unmapped-controls"] == [{"with-child-controls": "yes", "with-ids": ["b9"]}]
    assert [(p["value"], p["class"], p.get("remarks", "")) for p in body["props"]] == [("h4", "h4", "None."), ("b9", "b9", "")]  # fmt: skip
    resources = {r["title"]: [link["href"] for link in r.get("rlinks", [])] for r in found["back-matter"]["resources"]}
    assert resources == {"house": ["https://example.org/house-2026/"], "b": []}
    # Each side is a catalogue, the one of that title.
    at = {r["title"]: f"#{r['uuid']}" for r in found["back-matter"]["resources"]}
    sides = [(body[f"{side}-resource"]["type"], body[f"{side}-resource"]["href"]) for side in ("source", "target")]
    assert sides == [("catalog", at["house"]), ("catalog", at["b"])]
    assert [n.what for n in written.notes] == [
        "1 row has neither a set relation nor a predicate of SKOS: OSCAL has no word for that",
        "1 row denies a predicate: OSCAL has no word for that",
    ]


@pytest.mark.parametrize(
    ("justifications", "method", "remarks"),
    [
        (("semapv:MappingReview", "semapv:ManualMappingCuration"), "human", ""),
        (("semapv:LexicalMatching", "semapv:LLMBasedMatching"), "automation", ""),
        (("semapv:MappingReview", "semapv:LLMBasedMatching"), "hybrid", ""),
        (("", "semapv:MappingReview"), "hybrid", "How all or some rows came about is not stated."),
        (("", ""), "hybrid", "How all or some rows came about is not stated."),
    ],
)
def test_how_rows_came_about_in_the_words_of_oscal(justifications: tuple[str, ...], method: str, remarks: str) -> None:
    rows = tuple(_row(f"h{n}", "b1", relation="equal", justification=j) for n, j in enumerate(justifications))
    mapping = DraftMapping("m", "", rows, "house", "b", more={"matching-rationale": "functional", "complete": "yes"})
    found = _oscal(mapping)
    assert found["provenance"] == {
        **{"method": method, "matching-rationale": "functional", "status": "complete", "mapping-description": "m"},
        **({"remarks": remarks} if remarks else {}),
    }
    assert found["metadata"]["title"] == "m" and found["metadata"]["version"] == "not stated"
    with pytest.raises(AimsError, match=r"^m has no row that OSCAL can hold\.\s+Export it as SSSOM\."):
        oscal_out.write_mapping(DraftMapping("m", "", (ROWS[3], ROWS[6]), "house", "b"), WHEN)


def test_a_crosswalk_as_a_workbook_of_ir_8477() -> None:
    written = ir8477_out.write_mapping(SET, {"h1": "1", "b2": "2"})
    book = load_workbook(BytesIO(written.data))
    sheets = {s.title: [[c or "" for c in row] for row in s.iter_rows(values_only=True)] for s in book.worksheets}
    assert list(sheets) == ["General Information", "Relationships", "Supportive", "Concept", "No counterpart"]
    assert sheets["General Information"][1:] == [
        ["Informative Reference Name", "House to B"],
        ["Informative Reference Version", "3"],
        ["Focal Document Version", "house"],
        ["Summary", "What is alike."],
        ["Reference Document", "b"],
        ["Reference Developer", "The Others"],
        ["Meaning of intersects with", "any overlap"],
        ["Licence", "https://example.org/l"],
    ]
    heads = ["Focal Document Element", "Focal Document Element Description", "Rationale", "Relationship"]
    heads += ["Reference Document Element", "Reference Document Element Description"]
    heads += ["Comments", "Group Identifier", "Strength of Relationship"]
    assert [sheets[name][0] for name in sheets] == [
        ["Field", "Value"],
        *[heads] * 3,
        ["Document", "Element without counterpart", "Description", "Comments"],
    ]
    # What a row says of several together shares a group.
    assert sheets["Relationships"][1:] == [
        ["1", "H1", "", "Subset of", "b1", "B1", "So.", "", ""],
        ["1", "H1", "", "Intersects with", "2", "B2", "", "G1", ""],
        ["1", "H1", "", "Intersects with", "b3", "B3", "", "G1", ""],
    ]
    assert sheets["Supportive"][1:] == [["h7", "H7", "", "Supports", "b7", "B7", "", "", ""]]
    assert sheets["Concept"][1:] == [["h5", "H5", "", "", "b5", "B5", "", "", ""]]
    assert sheets["No counterpart"][1:] == [["house", "h4", "H4", "None."], ["b", "b9", "B9", ""]]
    assert [n.what for n in written.notes] == [
        "1 row speaks of several focal elements together, for which there is no place",
        "1 row denies skos:exactMatch, for which there is no word: left out",
        "1 row says skos:closeMatch, no word of IR 8477: the relationship is left empty",
        "confidence has no place there: the strength of a relationship is another thing",
    ]
    plain = DraftMapping("m", "M", (_row("h1", "b1", predicate="skos:closeMatch"),), "house", "b")
    book = load_workbook(BytesIO(ir8477_out.write_mapping(plain).data))
    assert book.sheetnames == ["General Information", "Relationships"]
    for rows, what in (((ROWS[6], ROWS[3]), "has no row that such a workbook can hold"), ((_row("h1", "b1", relation="equal", comment="x" * 32_768),), "A text of 32,768 characters is more than a cell holds")):  # fmt: skip
        with pytest.raises(AimsError, match=what):
            ir8477_out.write_mapping(DraftMapping("m", "M", rows, "house", "b"))
    just = DraftMapping("m", "M", (_row("h1", "b1", relation="equal", comment="x" * 32_767),), "house", "b")
    assert ir8477_out.write_mapping(just).data


def test_a_framework_as_a_catalogue_of_our_own_kind() -> None:
    """Parents first, each with an id that no other has: its number, else the end of its name in the file, else that with its kind."""
    draft = DraftFramework(
        "urn:x:rules",
        "Rules of the house",
        (
            DraftRequirement("x/1.1", "1.1", "", "Rule One", "x/1", text="Shut the door. " * 12),
            DraftRequirement("x/1", "1", "Doors", "chapter", "nobody", False, "Doors"),
            DraftRequirement("x/a", "1", "", "rule", "x/1", aliases=("A|1", "", "A|1"), more={"Owner": "Ada", "owner ": "Bo", "Größe": ""}),
            DraftRequirement("y/a", "1", "", "rule", "x/1"),
            DraftRequirement("z/a", "1", "", "rule", "x/1"),
        ),
        short="Rules",
        licence="free for all",
        more={"floor": "3"},
    )  # fmt: skip
    found = catalogue(draft, "rules", "", {"source_file": "x.csv"}, [])
    head = _yaml("\n".join(line[1:] for line in found.text.split("\n") if line.startswith("#")).encode())
    assert head == {
        **{"id": "rules", "title": "Rules of the house", "short": "Rules", "role": "framework", "complete": "no"},
        **{"names": ["urn:x:rules", "rules", "Rules of the house"], "rights": "free for all", "own_ids": ["rule"]},
        **{"sources": ["x.csv"], "source_file": "x.csv", "source_says": {"key": "urn:x:rules", "floor": "3"}},
    }
    lines = [line.split("\t") for line in found.text.split("\n") if line and not line.startswith("#")]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert [(r["id"], r["number"], r["kind"], r["title"], r["parent"], r["assessable"]) for r in rows] == [
        ("rules:1", "1", "chapter", "Doors", "", "no"),
        ("rules:1.1", "1.1", "rule-one", rows[1]["title"], "rules:1", "yes"),
        ("rules:a", "1", "rule", "(1)", "rules:1", "yes"),
        ("rules:a-rule", "1", "rule", "(1)", "rules:1", "yes"),
        ("rules:a-rule-2", "1", "rule", "(1)", "rules:1", "yes"),
    ]
    # Where the source prints no title its first sentence stands for one, in brackets.
    assert rows[1]["title"] == "(Shut the door)"
    assert rows[1]["summary"] == ("Shut the door. " * 12).strip() and rows[0]["summary"] == ""
    assert (rows[2]["alias"], rows[2]["ext_owner"], rows[2]["ext_größe"]) == ("A/1", "Ada | Bo", "")
    assert [(n.where, n.what) for n in found.notes] == [
        ("", "numbers that several requirements have ('1'): name these by their ids"),
        ("", "1 stands under 'nobody', which the file does not have: it stands at the top"),
    ]


def test_our_own_sets_as_drafts() -> None:
    """Of the real content: what a row says, what it leaves behind, and what a framework says of itself."""
    library = load()
    ours = next(s for s in library.sets if {s.subject, s.object} == {"iso42001", "iso27001"} and not s.stated_by)
    draft = mapping_draft(library, ours)
    assert (draft.subject, draft.object, draft.stated_by, draft.any_overlap) == (ours.subject, ours.object, "", False)
    assert draft.more == {
        **{"matching-rationale": "semantic", "complete": "yes"},
        **{f"{s}_title": library.frameworks[f].title for s, f in (("subject", ours.subject), ("object", ours.object))},
    }
    assert draft.prefixes == {f: library.names.table[f] for f in (ours.subject, ours.object)}
    gaps = [r for r in ours.rows if r.is_gap]
    assert sum(not (r.subjects and r.objects) for r in draft.rows) == len(gaps) > 0
    for row, said in zip(ours.rows, draft.rows, strict=True):
        assert said.where == f"{row.source.file}:{row.source.line}" and said.comment == (row.comment or row.shared)
        assert [s.name for s in (*said.subjects, *said.objects)] == [i for i in (row.subject_id, row.object_id) if i in library.requirements]  # fmt: skip
        assert (said.relation, said.modifier) == (row.relation, "Not" if row.is_denied else "")
        assert all(s.label == library.requirements[s.name].title for s in (*said.subjects, *said.objects))
        assert said.more.get("with_parts", "") == ("yes" if row.with_parts else "")
    both = with_supports(library, draft)
    added = both.rows[len(draft.rows) :]
    mine = [s for s in library.supports if {s.giver.split(":")[0], s.taker.split(":")[0]} == {"iso42001", "iso27001"}]
    assert len(added) == len(mine) > 0
    for support, said in zip(mine, added, strict=True):
        gives = support.giver.startswith(f"{draft.subject}:")
        ends = (support.giver, support.taker) if gives else (support.taker, support.giver)
        assert (said.subjects[0].name, said.objects[0].name) == ends
        assert said.supportive == ("supports" if gives else "is supported by")
    framework = framework_draft(library, library.frameworks["iso42001"])
    assert framework.requirements[0].where.endswith(f":{library.members('iso42001')[0].source.line}")
    numbers = printed(library, "iso42001")
    assert numbers["iso42001:A.6.2.8"] == "A.6.2.8" and set(numbers) <= {r.id for r in library.members("iso42001")}


def test_a_workbook_of_our_own_set_holds_supports_and_one_of_another_hand_none() -> None:
    library = load()
    pair = {"iso42001", "iso9001"}
    ours = next(s for s in library.sets if {s.subject, s.object} == pair and not s.stated_by)
    mine = sum({s.giver.split(":")[0], s.taker.split(":")[0]} == pair for s in library.supports)
    book = load_workbook(BytesIO(ir8477_out.write_set(library, ours).data), read_only=True)
    assert len(list(book["Supportive"].rows)) == 1 + mine > 1
    theirs = ir8477_out.write_set(library, replace(ours, stated_by="Others"))
    assert "Supportive" not in load_workbook(BytesIO(theirs.data), read_only=True).sheetnames
