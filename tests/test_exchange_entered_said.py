"""What of a foreign crosswalk or table is written into our own, column by column, and what the few small readers of words decide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tiny
import yaml
from houses import HOUSE, draft, row
from openpyxl import Workbook

from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange import sheet
from aims_graph.exchange.columns import guess, parts_of, relations_of
from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRow, Side
from aims_graph.exchange.entry import Wish, plan
from aims_graph.exchange.grid import Grid
from aims_graph.exchange.oscal_xml import xml_tree
from aims_graph.exchange.outlines import outlines
from aims_graph.exchange.sides import Sides
from aims_graph.exchange.sssom_out import write_set
from aims_graph.exchange.texts import text_of
from aims_graph.exchange.writers import WRITERS, write
from aims_graph.formats.library import library_of, load
from aims_graph.model import Library


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tiny.write(tmp_path_factory.mktemp("base")))


def _head(text: str) -> Any:
    return yaml.safe_load("\n".join(line[1:] for line in text.split("\n") if line.startswith("#")))


def _rows(text: str) -> list[dict[str, str]]:
    lines = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    return [{c: cell for c, cell in zip(lines[0], line, strict=True) if cell} for line in lines[1:]]


def _entered(
    base: Library, *rows: DraftRow, wish: Wish | None = None, **about: Any
) -> tuple[Any, list[dict[str, str]], Any]:
    """The header and rows of the only mapping file that comes of some rows, and the crosswalk on its way."""
    found = plan(draft(*rows, **about), base, Path("mine"), wish or Wish(stated_by="them"))
    (place,) = (p for p in found.files if p.startswith("mappings/"))
    return _head(found.files[place]), _rows(found.files[place]), found.entering[0]


def test_a_row_of_another_hand_is_written_with_all_that_our_columns_can_hold(base: Library) -> None:
    more = {
        **{"mapping_date": "2026-11-01", "ext_subject_met": "all", "ext_with_parts": "yes", "ext_nearest": "b:1.2"},
        **{"author_id": "orcid:1", "Mood": "sunny", "ext_hue": "red", "match_string": "doors"},
    }
    wrong = {
        **{"mapping_date": "today", "ext_subject_met": "much", "ext_with_parts": "no", "ext_nearest": "b:9.9"},
        **{"confidence": "high"},
    }
    said = {"justification": "https://w3id.org/semapv/vocab/ManualMappingCuration", "comment": " So \n it is. ", "confidence": "85 %"}  # fmt: skip
    head, rows, entering = _entered(
        base,
        row("1.1", "1.1", "subset_of", more=more, **said),
        row(
            "1.2", "1.2", predicate="http://www.w3.org/2004/02/skos/core#closeMatch", more=wrong, justification="no way"
        ),
        row("1.1", "1.3", "no_relationship", modifier="Not"),
        row("1.2", "1.3", predicate="words alone"),
    )
    first, second, third, fourth = rows
    assert first == {
        **{"subject_id": "house:1.1", "predicate_id": "skos:broadMatch", "object_id": "b:1.1"},
        **{"ext_set_relation": "subset_of", "ext_subject_met": "all", "comment": "So it is.", "ext_nearest": "b:1.2"},
        **{"ext_with_parts": "yes", "confidence": "0.85", "mapping_justification": "semapv:ManualMappingCuration"},
        **{"mapping_date": "2026-11-01", "author_id": "orcid:1", "ext_mood": "sunny", "ext_hue": "red"},
        **{"match_string": "doors", "ext_source_row": "row 1.1"},
    }
    # What our columns cannot hold is kept beside them, as the file says it.
    assert {k: v for k, v in second.items() if k.startswith("ext_source_")} == {
        **{"ext_source_row": "row 1.2", "ext_source_mapping_date": "today", "ext_source_ext_subject_met": "much"},
        **{"ext_source_ext_with_parts": "no", "ext_source_ext_nearest": "b:9.9", "ext_source_confidence": "high"},
    }
    assert second["predicate_id"] == "skos:closeMatch" and second["mapping_justification"] == "semapv:UnspecifiedMatching"  # fmt: skip
    assert (third["predicate_modifier"], third["ext_set_relation"]) == ("Not", "no_relationship")
    assert fourth["predicate_id"] == "skos:relatedMatch"
    assert entering.notes == ["row 1.2: 'no way' is no way of matching that SSSOM can hold"]
    # Among one's own rows stands what our own tables have a column for; other slots of SSSOM are kept as words of the file.
    _, (mine,), _ = _entered(base, row("1.1", "1.1", "equal", more=more), wish=Wish(own=True))
    assert mine["author_id"] == "orcid:1" and mine["ext_match_string"] == "doors" and "match_string" not in mine
    assert head["complete"] == "no" and head["intersects_means"] == "any overlap" and head["stated_by"] == "them"


def test_the_header_of_what_was_entered_says_where_it_came_from(base: Library) -> None:
    about = {
        "stated_by": "Others",
        "licence": "free for all",
        "version": "3",
        "description": "So.",
        "any_overlap": False,
    }
    more = {"creator_id": "orcid:1|orcid:2", "comment": "a|b", "mood": "sunny"}
    head, *_ = _entered(base, row("1.1", "1.1", "equal"), more=more, prefixes={"zz": "https://example.org/zz/", "a": "https://example.org/else/"}, **about)  # fmt: skip
    assert {
        k: head[k]
        for k in (
            "mapping_set_id",
            "mapping_set_title",
            "mapping_set_version",
            "mapping_set_description",
            "rights",
            "license",
        )
    } == {
        **{"mapping_set_id": "https://example.org/m", "mapping_set_title": "House to B", "mapping_set_version": "3"},
        **{"mapping_set_description": "So.", "rights": "free for all"},
        "license": "https://w3id.org/sssom/license/unspecified",
    }
    assert (head["creator_id"], head["comment"], "intersects_means" in head) == (["orcid:1", "orcid:2"], "a|b", False)
    assert head["source_says"] == {"stated_by": "Others", "subject": "House rules", "object": "framework b", "mood": "sunny"}  # fmt: skip
    assert (head["source_file"], head["source_sha256"], head["source_format"]) == ("their file.x", "0" * 64, "test")
    # Ours where both have a short name, and theirs where nothing of ours contradicts it.
    assert head["curie_map"]["zz"] == "https://example.org/zz/" and "a" not in head["curie_map"]
    assert sorted(head["curie_map"]) == ["aims", "b", "house", "map", "semapv", "skos", "sssom", "xsd", "zz"]
    own, rows, _ = _entered(base, row("1.1", "1.1", "equal"), wish=Wish(own=True))
    assert "stated_by" not in own and "mapping_set_id" in own and rows[0]["predicate_id"] == "skos:exactMatch"


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (row("1.1", "1.1", "equal", predicate="skos:broadMatch"), "contradicts itself: "),
        (DraftRow((), (), "row x"), "names no requirement"),
        (row("1.1", "nonsense", "equal"), "B has no 'nonsense'"),
        (DraftRow((Side("1.1"),), (Side("1.1", "framework a"), Side("1.1", "framework b")), "row x", relation="equal"), "one side of the row is of several frameworks, or of none that can be told"),
        (row("1.1", "1.1", "equal"), ""),
    ],
)  # fmt: skip
def test_why_a_row_does_not_come_along(base: Library, what: DraftRow, why: str) -> None:
    found = plan(draft(what), base, Path("mine"), Wish()).entering[0]
    assert [m.where for m in found.missed] == ([what.where] if why else [])
    assert not why or found.missed[0].why.startswith(why)


def test_what_only_several_together_or_one_framework_say_is_not_ones_own(base: Library) -> None:
    rows = [
        row("1.1", "1.1 + 1.2", "equal"),
        replace(row("1.1", "1.2", "equal"), objects=(Side("1.2", "House rules"),)),
    ]
    found = plan(draft(*rows), base, Path("mine"), Wish(own=True)).entering[0]
    assert [m.why.split(",")[0] for m in found.missed] == [
        "speaks of several requirements together",
        "both sides are of house",
    ]
    same = plan(draft(replace(rows[1], objects=(Side("1.1", "House rules"),))), base, Path("mine"), Wish())
    assert [(m.name, m.why) for m in same.entering[0].missed] == [("house:1.1", "both sides are the same requirement")]


# Frameworks that nobody here knows.


def test_frameworks_that_rows_name_are_outlined_by_what_they_name(base: Library) -> None:
    mapping = DraftMapping(
        "m",
        "M",
        (
            DraftRow((Side("p:1", "", "One"),), (Side("https://example.org/q#2"),), "row 1"),
            DraftRow((Side("p:3"),), (Side("4", "Theirs", "Four"),), "row 2"),
            DraftRow((Side("p:1", "", "Again"),), (Side("1.1", "framework b"), Side("x:5", "Theirs")), "row 3"),
            DraftRow((Side("6", "brought"),), (Side("9.9", "framework b"),), "row 4"),
        ),
        prefixes={"p": "https://example.org/p/"},
    )
    found = list(outlines([(mapping, Sides(base, mapping))], {"brought"}))
    assert [(f.key, f.title, f.iri, [(r.key, r.number, r.title, r.where) for r in f.requirements]) for f in found] == [
        ("p", "p", "https://example.org/p/", [("p:1", "1", "One", "row 1"), ("p:3", "3", "", "row 2")]),
        ("https://example.org/q#", "https://example.org/q#", "https://example.org/q#", [("https://example.org/q#2", "2", "", "row 1")]),
        ("Theirs", "Theirs", "", [("4", "4", "Four", "row 2"), ("x:5", "5", "", "row 3")]),
    ]  # fmt: skip


# Columns and sheets.


def test_which_column_is_what() -> None:
    def told(*columns: str, rows: tuple[list[str], ...] = ()) -> tuple[dict[str, int], dict[str, list[str]]]:
        return guess(Grid("", list(columns), rows=[(n, r) for n, r in enumerate(rows, 2)]))

    assert told("Control_ID*", "Name", "Owner") == ({"number": 0, "title": 1}, {})
    # In two languages, if both say the same; else nobody can tell.
    assert told("No. / Nr.", "Title (Titel)", "Name / Number") == ({"number": 0, "title": 1}, {})
    assert told("Ref", "Number") == ({}, {"number": ["Ref", "Number"]})
    # "No" among yes and no heads no numbers.
    assert told("No", "Yes", rows=(["no", ""], ["", "yes"])) == ({}, {})
    assert told("No", rows=(["4.1"], ["4.2"])) == ({"number": 0}, {})
    assert parts_of("number=Control ID, title=Name, first,object==all of it,relation.part of=subset of") == [
        *(("number", "Control ID"), ("title", "Name, first"), ("object", "=all of it")),
        ("relation.part of", "subset of"),
    ]
    assert relations_of("relation.Full_cover=Is equal to,relation.some=partly,number=x") == {
        "full cover": "equal",
        "some": "intersects",
    }
    with pytest.raises(AimsError) as caught:
        relations_of("relation.full=wholly")
    assert caught.value.what == "'relation.full=wholly' says of no word what it means."
    assert caught.value.mend.startswith("Write one of equal, subset_of, superset_of, intersects, no_relationship")


def test_of_several_sheets_one_is_read_or_the_person_is_asked(tmp_path: Path) -> None:
    book = Workbook()
    for name, rows in (("One", [["Number", "Title"], ["1", "A"]]), ("Two", [["Number", "Title"], ["2", "B"]]), ("Three", [["x", "y"], ["3", "C"]])):  # fmt: skip
        page = book.create_sheet(name)
        for cells in rows:
            page.append(cells)
    page = book.create_sheet("Gone")
    page.append(["Number", "Title"])
    page.sheet_state = "hidden"
    path = tmp_path / "x.xlsx"
    book.save(path)
    with pytest.raises(AimsError) as caught:
        sheet.read(path)
    assert (caught.value.what, caught.value.mend) == (
        f"{path} has 4 sheets with tables: One, Two, Three, Gone.",
        "Say which with --sheet.",
    )
    for name, number in (("One", "1"), ("Two", "2")):
        assert [r.number for r in sheet.read_as(path, None, "", name).frameworks[0].requirements] == [number]
    assert sheet.read_as(path, None, "title=y,key=x", "Three").frameworks[0].requirements[0].title == "C"
    assert [n.what for n in sheet.read_as(path, None, "", "Gone").notes] == ["is a hidden sheet"]
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "columns.yaml").write_text(sheet.memory(folder, path, "title=y,key=x", "Three"))
    assert yaml.safe_load((folder / "columns.yaml").read_text()) == [
        {"headers": ["x", "y"], "columns": "title=y,key=x"}
    ]
    again = yaml.safe_load(sheet.memory(folder, path, "title=x,key=y", "Three"))
    assert again == [{"headers": ["x", "y"], "columns": "title=x,key=y"}]
    found = sheet.read_as(path, folder, "", "Three").frameworks[0].requirements
    assert [(r.key, r.title) for r in found] == [("3", "C")]


# Texts, OSCAL in XML, and forms that hold one thing alone.


def test_signs_that_a_terminal_would_obey_are_named_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("a\r\nb\rc\td\f\u2028e\n".encode())
    assert text_of(path) == "a\nb\nc\td\f\u2028e\n"
    path.write_bytes(b"fine\n\x1b[31m\nfine\na\x7fb\x00\n")
    with pytest.raises(ContentError) as caught:
        text_of(path)
    assert [(f.line, f.what) for f in caught.value.findings] == [
        *((line, f"holds {sign} control character") for line, sign in ((2, "U+001B"), (4, "U+007F"))),
    ]
    path.write_bytes(b"\x07\n" * 300)
    with pytest.raises(ContentError) as many:
        text_of(path)
    *named, last = many.value.findings
    assert [f.line for f in named] == list(range(1, len(named) + 1))
    assert (last.line, last.what) == (len(named) + 1, f"{300 - len(named)} more lines hold such signs")


def _xml(inner: str) -> Any:
    text = f'<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="u"><metadata><title>T</title>{inner}</metadata></catalog>'  # fmt: skip
    return xml_tree(Path("x.xml"), text.encode())["catalog"]["metadata"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One <i>two</i> <b>three</b> <q>four</q> <sub>5</sub><sup>6</sup></p>", 'One *two* **three** "four" ~5~^6^'),
        ("<p>One</p><p>two<br/>three</p>", "One\n\ntwo\nthree"),
        ("<p><strong> a </strong> <code>b</code> <em>c <b>d</b></em></p>", "**a** `b` *c **d***"),
        ("<h1>a</h1><h2>b</h2><h4>c</h4><h5>d</h5><h6>e</h6>", "# a\n\n## b\n\n#### c\n\n##### d\n\n###### e"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", "- a\n  - b\n- c d"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<blockquote><p>a</p></blockquote><hr/><h3>b</h3>", "> a\n\n---\n\n### b"),
        ('<p><a href="https://a.test">b <em>c</em></a> <img alt="d" src="e"/> <insert type="param" id-ref="p"/></p>', "[b *c*](https://a.test) ![d](e) {{ insert: param, p }}"),
        ("<p>  </p><p>a</p>", "a"),
        # Beside paragraphs of an item, what stands there without one; lists numbered on; more than one paragraph of a quote.
        ("<ul><li>Shut:<p>doors</p>and <b>gates</b><ul><li>a</li></ul></li></ul>", "- Shut: doors and **gates**\n  - a"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ("<blockquote><p>a<br/>b</p><ul><li>c</li></ul></blockquote>", "> a\n> b\n>\n> - c"),
        # An image that stands as a block; a stroke in a cell parts no cells.
        ('<p>a</p><img alt="d" src="e"/>', "a\n\n![d](e)"),
        ("<table><tr><th>a|b</th><th>c</th></tr></table>", "| a\\|b | c |\n| --- | --- |"),
    ],
)  # fmt: skip
def test_markup_of_oscal_is_read_as_markdown(markup: str, text: str) -> None:
    assert _xml(f"<remarks>{markup}</remarks>")["remarks"] == text


def test_elements_of_oscal_are_read_under_the_names_of_its_json() -> None:
    found = _xml(
        '<revisions><revision><version>1</version></revision></revisions><document-id scheme="s">D</document-id>'
        '<party uuid="p" type="person"><name>N</name><email-address>a@b.c</email-address><telephone-number type="x">1</telephone-number>'
        '<address><addr-line>l</addr-line></address></party><responsible-party role-id="r"><party-uuid>p</party-uuid></responsible-party>'
    )
    assert found == {
        "title": "T",
        "revisions": [{"version": "1"}],
        "document-ids": [{"scheme": "s", "identifier": "D"}],
        "parties": [
            {
                **{"uuid": "p", "type": "person", "name": "N", "email-addresses": ["a@b.c"]},
                **{"telephone-numbers": [{"type": "x", "number": "1"}], "addresses": [{"addr-lines": ["l"]}]},
            }
        ],
        "responsible-parties": [{"role-id": "r", "party-uuids": ["p"]}],
    }
    for text, line, what in (
        ("<catalog><a></catalog>", 1, "is no XML"),
        ("<catalog>\n<a></catalog>", 2, "is no XML"),
        ("<catalog/>", 1, "is no OSCAL: its root is 'catalog'"),
        ('<!DOCTYPE x><catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0"/>', 0, "brings a DOCTYPE"),
    ):
        with pytest.raises(ContentError) as caught:
            xml_tree(Path("x.xml"), text.encode())
        (finding,) = caught.value.findings
        assert (finding.line, finding.what.startswith(what)) == (line, True), finding


def test_a_form_says_what_it_does_not_hold_and_which_do(base: Library) -> None:
    framework, mapping_set = base.frameworks["a"], base.sets[0]
    for part, form, what in (
        (framework, "sssom", "sssom holds no frameworks."),
        (framework, "ir8477", "ir8477 holds no frameworks."),
        (None, "oscal", "oscal does not hold the whole graph."),
        (mapping_set, "docx", "No form is called 'docx'."),
    ):
        with pytest.raises(AimsError) as caught:
            write(base, part, form)
        assert caught.value.what == what and "trig" in caught.value.mend
    with pytest.raises(AimsError) as caught:
        write(base, framework, "sssom")
    assert caught.value.mend.startswith("Use one of csv, xlsx, ciso-assistant, oscal, oscal-yaml, oscal-xml, trig,")
    assert all(WRITERS[form][1] for form in WRITERS)


def test_a_set_of_ours_as_sssom_names_its_prefixes_and_extensions(base: Library) -> None:
    text = write_set(base, base.sets[0]).data.decode()
    head, rows = _head(text), _rows(text)
    assert (head["sssom_version"], head["mapping_set_id"], head["subject_source"], head["object_source"]) == (
        *("1.0", "https://example.org/sets/a--b", "a:"),
        "b:",
    )
    assert (head["license"], head["mapping_set_title"]) == (tiny.LICENCE, "A to B")
    columns = {c for r in rows for c in r}
    assert [e["slot_name"] for e in head["extension_definitions"]] == [c for c in text.split("\nsubject_id")[1].split("\n")[0].split("\t") if c.startswith("ext_")]  # fmt: skip
    assert {e["slot_name"] for e in head["extension_definitions"]} == {c for c in columns if c.startswith("ext_")}
    assert {"a", "b", "aims", "semapv", "skos", "sssom", "xsd"} <= head["curie_map"].keys()
    assert rows[0]["subject_label"] == "Logging" and [r["confidence"] for r in rows] == ["0.9", "0.8", "0.9", "0.9"]
    ours = load()
    denied = next(s for s in ours.sets if any(m.is_denied for m in s.rows))
    written = _rows(write_set(ours, denied).data.decode())
    assert [r.get("predicate_modifier", "") for r in written] == [m.modifier for m in denied.rows]


def test_what_another_framework_is_called_is_no_name_of_one_that_comes(base: Library) -> None:
    """The short name "A" and the title "Framework a" are taken, so the id serves; what is asked for is given nevertheless."""
    theirs = DraftFramework("urn:x:taken", "Framework a", HOUSE.requirements, short="A")
    for wish, called, lost in ((Wish(prefix="mine"), "mine", "'Framework a', 'A'"), (Wish(prefix="mine", short="A"), "A", "'Framework a'")):  # fmt: skip
        found = plan(draft(frameworks=(theirs,)), base, Path("mine"), wish)
        head = _head(found.files["ontology/catalogues/mine.tsv"])
        assert (head["title"], head["short"], head["names"]) == ("Framework a", called, ["urn:x:taken", "taken"])
        said = found.frameworks[0].notes[-1].what
        assert said == f"another framework is called {lost}: that is no name of this one"
