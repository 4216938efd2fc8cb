"""Tables of others, cell by cell: which row is which, what is a heading or a note, what a fault names; SSSOM and NIST's CPRT export likewise."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import tiny
from openpyxl import Workbook

from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange import ciso, cprt, ir8477, oscal, readers, sheet, skos, sssom
from aims_graph.exchange import draft as draft_module
from aims_graph.exchange.draft import Draft, DraftRequirement, DraftRow, Side

# What every reader returns.


def test_nobody_changes_what_a_reader_returned() -> None:
    kinds = [kind for kind in vars(draft_module).values() if is_dataclass(kind)]
    assert len(kinds) == 7 and all(kind.__dataclass_params__.frozen for kind in kinds)


# Grids.


def _csv(folder: Path, text: str, name: str = "theirs.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _notes(draft: Draft) -> list[tuple[str, str]]:
    return [(n.where, n.what) for n in draft.notes]


def test_what_stands_above_between_and_below_the_rows_of_a_list(tmp_path: Path) -> None:
    """A title alone in the first row, other words above, column names again, headings that are numbered or not, a note below."""
    text = """Our rules,,,
of the house,since 2020,,
,,,
Number,Title,Description,Owner
A. Doors,,,
1,Shut,Each evening.,Ada
2,Open,,Bo
Number,Title,Description,Owner
B. Windows,,,
3,Clean,Weekly.,
Approved by the owners,,,
"""
    draft = sheet.read(_csv(tmp_path, text))
    (framework,) = draft.frameworks
    assert (framework.title, framework.key) == ("Our rules", "theirs")
    assert framework.requirements == (
        DraftRequirement("A", "A", "Doors", "heading", "", False, where="row 5"),
        DraftRequirement("1", "1", "Shut", "requirement", "A", True, "Each evening.", "row 6", more={"Owner": "Ada"}),
        DraftRequirement("2", "2", "Open", "requirement", "A", where="row 7", more={"Owner": "Bo"}),
        DraftRequirement("B", "B", "Windows", "heading", "", False, where="row 9"),
        DraftRequirement("3", "3", "Clean", "requirement", "B", True, "Weekly.", "row 10"),
    )
    assert _notes(draft) == [
        ("row 1", "'Our rules' stands above the column names and is taken for the title"),
        ("row 2", "'of the house, since 2020' stands above the column names and is not kept"),
        ("row 8", "the column names stand here again; not kept"),
        (
            "",
            "2 rows hold one text alone and are headings of those below, up to the next: 'Doors' (row 5), 'Windows' (row 9)",
        ),
        (
            "",
            "1 text is all that its row holds, below the last requirement; not kept: 'Approved by the owners' (row 11)",
        ),
        ("", "columns kept under their own names: Owner"),
    ]


def test_a_row_without_a_heading_of_its_own_is_under_the_one_before_it(tmp_path: Path) -> None:
    """Before the first heading a row is under none; a number whose title is missing is a row; so is a text in a column that is neither."""
    text = """Number,Title,Owner
0,First,
A. Doors,,
1,Shut,
R-7,,
,,Ada
2,Open,
A.1 Front doors,,
3,Bell,
B Roof,,
4,Tile,
,Wild words,
5,Last,
,Trailing words,
Approved by all,,
"""
    draft = sheet.read(_csv(tmp_path, text.replace(",,Ada\n", "")))
    found = [(r.number, r.title, r.parent, r.kind) for r in draft.frameworks[0].requirements]
    assert found == [
        ("0", "First", "", "requirement"),
        ("A", "Doors", "", "heading"),
        ("1", "Shut", "A", "requirement"),
        ("R-7", "", "A", "requirement"),
        ("2", "Open", "A", "requirement"),
        # A letter numbers a heading only with a sign behind it.
        ("", "A.1 Front doors", "", "heading"),
        ("3", "Bell", "A.1 Front doors", "requirement"),
        ("", "B Roof", "", "heading"),
        ("4", "Tile", "B Roof", "requirement"),
        ("", "Wild words", "", "heading"),
        ("5", "Last", "Wild words", "requirement"),
        # Below the last number a title alone heads nothing any more; a text in place of a number is a note.
        ("", "Trailing words", "Wild words", "requirement"),
    ]
    with pytest.raises(ContentError, match="the row has no number"):
        sheet.read(_csv(tmp_path, text))


def test_requirements_stand_under_those_that_their_numbers_begin_with(tmp_path: Path) -> None:
    text = "No.;Name;Text\n3;Access;\n3.1;Doors;Shut.\n3.1 a);Front;Locked.\n3.10;Gates;\n4;Rest;\n4(1);Beds;\n10;Else;So.\n"
    draft = sheet.read(_csv(tmp_path, text))
    found = [(r.number, r.parent, r.assessable, r.kind) for r in draft.frameworks[0].requirements]
    assert found == [
        ("3", "", False, "requirement"),
        ("3.1", "3", True, "requirement"),
        ("3.1 a)", "3.1", True, "requirement"),
        ("3.10", "3", True, "requirement"),
        # Nothing below it has a text, so that nobody can tell which of them is meant.
        ("4", "", True, "requirement"),
        ("4(1)", "4", True, "requirement"),
        ("10", "", True, "requirement"),
    ]
    assert _notes(draft) == [
        (
            "",
            "4 requirements stand under those that their numbers begin with ('3.1' under '3'); 1 of those without a text is a heading; a column Parent would say it otherwise",
        )
    ]


@pytest.mark.parametrize("row", ["2,Gates,,x", "2,Gates,x,", "2,Gates,x"])
def test_cells_behind_the_last_column_are_a_fault_unless_they_are_empty(tmp_path: Path, row: str) -> None:
    head = "Number,Title\n1,Doors,,\n"
    assert len(sheet.read(_csv(tmp_path, head)).frameworks[0].requirements) == 1
    with pytest.raises(ContentError) as caught:
        sheet.read(_csv(tmp_path, head + row + "\n"))
    cells = row.count(",") + 1
    assert [(f.line, f.what) for f in caught.value.findings] == [(3, f"{cells} cells, but 2 columns (line 1)")]


def test_faults_that_many_rows_have_alike_are_one(tmp_path: Path) -> None:
    head = "Number,Title,Auditable\n"
    rows = [f"{n},T{n},perhaps" for n in range(1, 6)]
    with pytest.raises(ContentError) as few:
        sheet.read(_csv(tmp_path, head + "\n".join(rows[:3])))
    assert [(f.line, f.what) for f in few.value.findings] == [(n, "Auditable: 'perhaps' is neither yes nor no") for n in (2, 3, 4)]  # fmt: skip
    with pytest.raises(ContentError) as many:
        sheet.read(_csv(tmp_path, head + "\n".join([*rows, "9,T9,", "1,Again,yes", "9.1,,maybe"])))
    assert [(f.line, f.what) for f in many.value.findings] == [
        (
            2,
            "Auditable: 'perhaps' is neither yes nor no (so in 5 rows: 2, 3, 4 …; the column is called 'Auditable')",
        ),
        (8, "Number: '1' stands in row 2 already"),
        (9, "Auditable: 'maybe' is neither yes nor no"),
    ]


def test_who_stands_above_themselves_and_under_nobody_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        sheet.read(_csv(tmp_path, "Number,Title,Parent\n1,One,3\n2,Two,1\n3,Three,2\n4,Four,1\n5,Five,6\n"))
    assert sorted((f.line, f.what) for f in caught.value.findings) == [
        *((n, "Parent: stands above itself") for n in (2, 3, 4)),
        (6, "Parent: '6' is no number of this table"),
    ]


def test_what_is_told_of_a_list_is_at_the_column_of_its_field_wherever_that_stands(tmp_path: Path) -> None:
    head = "Auditable,Parent,Title,Number\n"
    draft = sheet.read(_csv(tmp_path, f"{head}yes,,Doors,1\n,1,Gates,\n"))
    assert _notes(draft) == [("line 3, Number", "has no number; 'Gates' stands for it in its id")]
    with pytest.raises(ContentError) as caught:
        sheet.read(_csv(tmp_path, f"{head}yes,,Doors,1\nperhaps,,Gates,2\n,7,Roof,3\n,,Floor,1\nno,1,,\n"))
    assert [(f.line, f.what) for f in caught.value.findings] == [
        (3, "Auditable: 'perhaps' is neither yes nor no"),
        (4, "Parent: '7' is no number of this table"),
        (5, "Number: '1' stands in row 2 already"),
        (6, "Number: the row has no number"),
    ]


def test_what_a_list_calls_its_rows_by_is_their_number_unless_it_numbers_them_too(tmp_path: Path) -> None:
    def found(text: str) -> list[tuple[str, str, str, str]]:
        return [
            (r.key, r.number, r.title, r.parent) for r in sheet.read(_csv(tmp_path, text)).frameworks[0].requirements
        ]

    assert found("ID,Title\nAB-1,Doors\nAB-1.1,Gates\n") == [
        ("AB-1", "AB-1", "Doors", ""),
        ("AB-1.1", "AB-1.1", "Gates", "AB-1"),
    ]
    two = "ID,Number,Title\nx1,4,Doors\nx2,4.1,Gates\nx3,,Roof\n"
    assert found(two) == [("x1", "4", "Doors", ""), ("x2", "4.1", "Gates", "x1"), ("x3", "", "Roof", "")]
    assert [n.what.partition(";")[0] for n in sheet.read(_csv(tmp_path, two)).notes] == [
        "1 requirement stands under the one that their numbers begin with ('4.1' under '4')"
    ]
    # Without either a title is what a row is called by, and no number.
    assert found("Title,Text\nDoors,Shut.\nGates,Shut.\n") == [("Doors", "", "Doors", ""), ("Gates", "", "Gates", "")]
    # A parent may be named by either.
    named = "ID,Number,Title,Parent\nx1,4,Doors,\nx2,4.1,Gates,4\nx3,4.2,Roof,x1\n"
    assert [parent for *_, parent in found(named)] == ["", "x1", "x1"]
    # An id before a number, wherever its row stands; a number that two have names neither, unless it is not asked for.
    crossed = "ID,Number,Title,Parent\nx1,x2,Doors,\nx2,1,Gates,\nx3,2,Roof,x2\nx4,x2,Floor,\n"
    assert [parent for *_, parent in found(crossed)] == ["", "", "x2", ""]
    with pytest.raises(ContentError) as caught:
        found("ID,Number,Title,Parent\nx1,1,Doors,\nx2,1,Gates,\nx3,2,Roof,1\n")
    assert [(f.line, f.what) for f in caught.value.findings] == [(4, "Parent: '1' is the number of several rows")]


def test_a_crosswalk_says_which_rows_say_nothing_and_what_has_no_counterpart(tmp_path: Path) -> None:
    text = """Subject,Object,Relation,Confidence,Source title,Target title,Why
1,2,partly,0.5,Doors,Gates,so
1,n/a,,,Doors,,
n/a,3,,,,Roof,
2,-,,,,,
3,4; 5,subset of,,,Both,
4,6,not applicable,,,,
5,,no counterpart,,,,
"""
    with pytest.raises(ContentError) as caught:
        sheet.read(_csv(tmp_path, text))
    what = "the row says that there is no counterpart, and names one or says how it relates"
    assert [(f.line, f.what) for f in caught.value.findings] == [(7, f"Object: {what}")]
    with pytest.raises(ContentError) as every:
        sheet.read(_csv(tmp_path, f"{text}n/a,7,equal,,,,\n,8,,,,,\n"))
    assert [(f.line, f.what) for f in every.value.findings] == [
        *((n, f"Object: {what}") for n in (7, 9)),
        (10, "Subject: the row has no subject"),
    ]
    draft = sheet.read(_csv(tmp_path, text.replace("4,6,not applicable", "4,6,")))
    assert draft.mappings[0].rows == (
        DraftRow(
            *((Side("1", "", "Doors"),), (Side("2", "", "Gates"),), "row 2"),
            relation="intersects",
            confidence="0.5",
            more={"Why": "so"},
        ),
        DraftRow((Side("1", "", "Doors"),), (), "row 3"),
        DraftRow((), (Side("3", "", "Roof"),), "row 4"),
        # Of several one title is of none.
        DraftRow((Side("3"),), (Side("4"),), "row 6", relation="subset_of"),
        DraftRow((Side("3"),), (Side("5"),), "row 6", relation="subset_of"),
        DraftRow((Side("4"),), (Side("6"),), "row 7"),
        DraftRow((Side("5"),), (), "row 8"),
    )
    assert _notes(draft) == [
        ("Object", "1 cell names several requirements: each is put beside the row's own by itself"),
        (
            "Object",
            "1 row names nothing there and says nothing of it: not kept (row 5); n/a would say that there is no counterpart",
        ),
        ("", "columns kept under their own names: Why"),
    ]


def test_cells_of_a_workbook_are_read_as_people_see_them(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Rules"
    for row in (
        ["Number", "Title", "Auditable", "When", "At", "Share", "Hidden"],
        ["R1", "One", True, date(2026, 11, 1), datetime(2026, 11, 1, 9, 30), 0.5, "a"],
        ["R2", "T\r_x000D_wo ", False, None, time(9, 5), 3.0, "b"],
    ):
        page.append(row)
    page["F3"].number_format = "0.00"
    page.column_dimensions["G"].hidden = True
    page.row_dimensions[3].hidden = True
    path = tmp_path / "x.xlsx"
    book.save(path)
    draft = sheet.read(path)
    first, second = draft.frameworks[0].requirements
    assert first.more == {"When": "2026-11-01", "At": "2026-11-01 09:30:00", "Share": "0.5", "Hidden": "a"}
    assert (second.title, second.assessable, second.more) == ("Two", False, {"At": "09:05:00", "Share": "3", "Hidden": "b"})  # fmt: skip
    assert _notes(draft)[:2] == [
        ("", "1 column is hidden in the workbook, and read all the same: Hidden"),
        ("", "1 row is hidden in the workbook, and read all the same: 3"),
    ]


def test_a_cell_merged_with_those_below_is_a_fault_where_its_column_is_a_field(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Rules"
    for row in (["Number", "Title", "Owner"], ["1", "One", "Ada"], ["2", None, None], ["3", "Three", "Bo"]):
        page.append(row)
    page.merge_cells("C2:C3")
    path = tmp_path / "x.xlsx"
    book.save(path)
    assert len(sheet.read(path).frameworks[0].requirements) == 3
    page.merge_cells("B2:B3")
    book.save(path)
    with pytest.raises(ContentError) as caught:
        sheet.read(path)
    assert [(f.line, f.what) for f in caught.value.findings] == [
        (2, "Rules!B2:B3 is one merged cell, which holds a text in its first row alone")
    ]


def test_a_line_says_what_stands_between_the_cells_and_a_header_above_them_is_read(tmp_path: Path) -> None:
    text = "#title: Rules 2.0\n#edition: '2'\n#licence: https://example.org/l\nsep=|\nNumber|Title\n1|A, b; c\n"
    (framework,) = sheet.read(_csv(tmp_path, text)).frameworks
    assert (framework.title, framework.edition, framework.licence) == ("Rules 2.0", "2", "https://example.org/l")
    assert framework.requirements[0].title == "A, b; c"
    for wrong, line, what in (
        ("Number,Title\n1,One\n#note: late\n", 3, "1 line begins with # as those above a table do"),
        ("Number,Title\n1,One,more\n2,Two,\n", 2, "3 cells, but 2 columns (line 1)"),
    ):
        with pytest.raises(ContentError) as caught:
            sheet.read(_csv(tmp_path, wrong))
        assert [(f.line, f.what) for f in caught.value.findings] == [(line, what)]


def test_what_cannot_be_told_of_columns_is_asked_with_what_is_understood(tmp_path: Path) -> None:
    with pytest.raises(AimsError) as caught:
        sheet.read(_csv(tmp_path, "Rules,\nof all,\nDescription,Apples\na,b\n"))
    assert "Description, Apples. Understood are text (Description)." in caught.value.what
    with pytest.raises(AimsError, match="has several columns called 'Title'"):
        sheet.read(_csv(tmp_path, "Number,Title,Title\n1,a,b\n"))
    with pytest.raises(AimsError, match="has no table"):
        sheet.read(_csv(tmp_path, "Number\n1\n"))


def test_a_file_that_cannot_be_read_or_is_of_no_format_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "blank.csv").write_text(" \n\t\n")
    (tmp_path / "words.txt").write_text("nothing but words")
    for name, what in (
        ("none.csv", "none.csv cannot be read: No such file or directory."),
        ("blank.csv", "blank.csv is empty."),
        ("words.txt", "words.txt is of no format that is read here."),
    ):
        with pytest.raises(AimsError) as caught:
            readers.read(tmp_path / name)
        assert caught.value.what == f"{tmp_path}/{what}" and caught.value.mend
    assert readers.formats().count(";") == len(readers.READERS) - 1
    text = readers.formats(as_text=True)
    assert "XLSX" not in text and "table (CSV, TSV)" in text and text.count(";") == len(readers.READERS) - 2


@pytest.mark.parametrize(
    "reader", [ciso, cprt, ir8477, oscal, skos, sssom], ids=lambda m: m.__name__.rpartition(".")[2]
)
def test_a_file_that_is_not_there_is_named_by_every_reader(tmp_path: Path, reader: ModuleType) -> None:
    with pytest.raises(AimsError) as caught:
        reader.read(tmp_path / "none")
    assert caught.value.what == f"{tmp_path}/none cannot be read: No such file or directory."
    assert caught.value.mend == "Name a file that is there."


@pytest.mark.parametrize("reader", [cprt, oscal, skos, sssom], ids=lambda m: m.__name__.rpartition(".")[2])
def test_a_file_that_is_no_text_says_at_which_line(tmp_path: Path, reader: ModuleType) -> None:
    path = tmp_path / "x"
    path.write_bytes(
        b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n\xff" if reader is skos else b'{"a":\n\n"\xff"}'
    )
    with pytest.raises(ContentError) as caught:
        reader.read(path)
    assert [f.line for f in caught.value.findings] == [3]


# SSSOM.

_HEAD = """mapping_set_id: https://example.org/sets/other
license: https://example.org/licence
curie_map:
  a: https://example.org/a/
  b: https://example.org/b/"""
_LEAST = "subject_id | predicate_id | object_id | mapping_justification"
_ROW = "a:1 | skos:exactMatch | b:1 | semapv:LexicalMatching"


def _sssom(folder: Path, text: str, name: str = "x.sssom.tsv") -> Draft:
    return sssom.read(_csv(folder, text, name))


def test_a_mapping_set_says_of_itself_and_of_each_row_all_that_a_draft_has_a_place_for(tmp_path: Path) -> None:
    about = """
mapping_set_title: Ours to theirs
mapping_set_description: What is alike.
mapping_set_version: '3'
creator_label:
- Ada
- Bo
mapping_date: 2026-11-01
publication_date: 2026-11-02
subject_source: a:set
object_source: b:set
intersects_means: each side has content the other lacks
mood: sunny"""
    columns = f"{_LEAST} | subject_label | object_label | predicate_modifier | confidence | comment | ext_set_relation | reviewer_label"
    row = f"{_ROW} | Doors | Gates | Not | 0.5 | Why. | intersects | Cy"
    draft = _sssom(tmp_path, tiny.table(_HEAD + about, columns, row, "a:1|a:2".join(_ROW.split("a:1"))))
    (found,) = draft.mappings
    assert (found.id, found.title, found.description, found.version, found.licence) == (
        *("https://example.org/sets/other", "Ours to theirs", "What is alike.", "3"),
        "https://example.org/licence",
    )
    assert (found.stated_by, found.date, found.subject, found.object, found.any_overlap) == (
        *("Ada|Bo", "2026-11-02", "a:set", "b:set"),
        False,
    )
    assert found.more == {"creator_label": "Ada|Bo", "publication_date": "2026-11-02", "mood": "sunny"}
    line = tiny.table(_HEAD + about, columns).count("\n") + 1
    assert found.rows[0] == DraftRow(
        (Side("a:1", "a:set", "Doors"),),
        (Side("b:1", "b:set", "Gates"),),
        f"line {line}",
        *("skos:exactMatch", "Not", "intersects", "", "semapv:LexicalMatching", "0.5", "Why."),
        # What the set says of each row, where no row has it of its own.
        {"reviewer_label": "Cy", "mapping_date": "2026-11-01"},
    )
    # A stroke parts what is said to be of several alone, blanks beside it or not.
    assert [s.name for s in found.rows[1].subjects] == ["a:1|a:2"]
    joint = "composed entity expression"
    several = tiny.table(_HEAD, f"{_LEAST} | subject_type | subject_label", f"{'a:1▮ a:2 ▮'.join(_ROW.split('a:1'))} | {joint} | Doors").replace("▮", "|")  # fmt: skip
    assert _sssom(tmp_path, several).mappings[0].rows[0].subjects == (Side("a:1"), Side("a:2"))


@pytest.mark.parametrize(
    ("header", "columns", "row", "any_overlap"),
    [
        ("", _LEAST, _ROW, True),
        ("", f"{_LEAST} | ext_set_relation", f"{_ROW} | equal", False),
        ("\nintersects_means: any overlap", f"{_LEAST} | ext_set_relation", f"{_ROW} | equal", True),
        ("\nintersects_means: no more than that", _LEAST, _ROW, False),
    ],
)
def test_what_intersects_means_is_as_the_file_says_else_as_its_columns_are(
    tmp_path: Path, header: str, columns: str, row: str, any_overlap: bool
) -> None:
    """Rows in our own set relations mean by it what we do; anybody else's "intersects" is any overlap."""
    (found,) = _sssom(tmp_path, tiny.table(_HEAD + header, columns, row)).mappings
    assert found.any_overlap == any_overlap


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (tiny.table(_HEAD, f"{_LEAST} | predicate_id", f"{_ROW} | x"), [(6, "column 'predicate_id' stands twice")]),
        (tiny.table(_HEAD, "Subject_ID | predicate_id | object_id", "a:1 | skos:exactMatch | b:1"), [(6, "the line of column names lacks subject_id, mapping_justification")]),
        (tiny.table(_HEAD, _LEAST, _ROW, "#license: x"), [(8, "begins with # as the metadata above a table do")]),
        (tiny.table(_HEAD, f"{_LEAST} | ", f"{_ROW} | loose"), [(7, "5 cells, but 4 columns (line 6)")]),
        (tiny.table(_HEAD, f"{_LEAST} |  | comment", f"{_ROW} | loose | so"), [(7, "'loose' stands in a column without a name")]),
        (tiny.table(_HEAD, f"{_LEAST} | predicate_modifier", f"{_ROW} | Maybe"), [(7, "predicate_modifier is 'Maybe'")]),
        (tiny.table(_HEAD, _LEAST, _ROW.replace("a:1", "q:1"), _ROW.replace("b:1", "q:2")), [(7, "prefix 'q' is declared nowhere")]),
        (tiny.table(_HEAD, f"{_LEAST} | object_type | object_label", _ROW.replace("b:1", "") + " | rdfs literal | "), [(7, "the object is a literal without object_label")]),
        ("".join(f"#{line}\n" for line in _HEAD.split("\n")), [(6, "has no line of column names")]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping_set_is_said_with_its_line(tmp_path: Path, text: str, faults: list[Any]) -> None:
    with pytest.raises(ContentError) as caught:
        _sssom(tmp_path, text)
    assert [(f.line, f.what) for f in caught.value.findings] == faults and all(f.mend for f in caught.value.findings)


def test_rows_of_json_that_are_none_are_told_and_prefixes_may_be_written_out(tmp_path: Path) -> None:
    row = dict(zip(_LEAST.split(" | "), _ROW.split(" | "), strict=True))
    whole = {
        **{"mapping_set_id": "https://example.org/x", "license": "https://example.org/l", "@type": "MappingSet"},
        "@context": {
            **{"a": {"@id": "https://example.org/a/", "@prefix": True}, "b": "https://example.org/b/"},
            **{"c": {"@id": "https://example.org/c/"}, "@vocab": "https://example.org/v/", "d": "nowhere"},
        },
        "mappings": [
            {
                **row,
                "@id": "x",
                "comment": None,
                "see_also": [],
                "mapping_tool": True,
                "other": {"a": 1, "b": 0.5},
                "version": 4.10,
            }
        ],
    }
    # A number keeps the digits it is written with.
    (found,) = _sssom(tmp_path, json.dumps(whole).replace("4.1}", "4.10}"), "x.json").mappings
    assert found.prefixes == {"a": "https://example.org/a/", "b": "https://example.org/b/"}
    assert found.rows[0].more == {"mapping_tool": "true", "other": '{"a": 1, "b": 0.5}', "version": "4.10"}
    assert (found.subject, found.object) == ("https://example.org/a/", "https://example.org/b/")
    for rows, what in (({"a": 1}, "/mappings: is no list"), ([row, "b"], "/mappings/1: is no object")):
        with pytest.raises(ContentError) as caught:
            _sssom(tmp_path, json.dumps(whole | {"mappings": rows}), "x.json")
        assert [(f.line, f.what) for f in caught.value.findings] == [(0, what)]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('{"mapping_set_id": "x",\n "mappings": [}', 2, "is no JSON (Expecting value, column 15)"),
        ('{"mapping_set_id": ' + "[" * 300 + "]" * 300 + "}", 0, "is nested too deep to be read"),
        ('{"mapping_set_id": "x", "confidence": NaN}', 0, "holds NaN, which is no JSON"),
        # An object that has a key twice says two things.
        ('{"mapping_set_id": "x", "mappings": [{}, {"object_id": "b:1", "object_id": "b:2"}]}', 0, "/mappings/1: has the key 'object_id' twice"),
        ('{"curie_map": {"a": "https://example.org/a/", "a": "https://example.org/b/"}}', 0, "/curie_map: has the key 'a' twice"),
    ],
)  # fmt: skip
def test_of_a_mapping_set_that_is_no_json_nothing_else_is_said(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(ContentError) as caught:
        _sssom(tmp_path, text, "x.json")
    assert [(f.line, f.what) for f in caught.value.findings] == [(line, what)]


@pytest.mark.parametrize(
    ("text", "is_sssom"),
    [
        (_LEAST.replace(" | ", ","), True),
        ('sep=;\n"predicate_id";"mapping_justification"', True),
        ("# a remark\n# mapping_set_id: x\na\tb", True),
        ("subject_id,predicate_id,object_id", False),
        ("a,b\n#mapping_set_id is no slot here", False),
        ('{"mapping_set_id": "x"}', True),
        ('{"predicate_id": 1, "mapping_justification": 2}', True),
        ('{"predicate_id": 1, "subject_id": 2}', False),
    ],
)
def test_a_mapping_set_is_known_by_what_sssom_alone_calls_so(text: str, is_sssom: bool) -> None:
    assert sssom.recognises(text.encode(), Path("x")) == is_sssom


# CPRT.


def _element(kind: str, name: str, title: str = "", text: str = "") -> dict[str, str]:
    return {"element_type": kind, "element_identifier": name, "title": title, "text": text, "doc_identifier": "D"}


def _link(source: str, kind: str, target: str) -> dict[str, str]:
    sides = {"source_element_identifier": source, "dest_element_identifier": target}
    documents = {"source_doc_identifier": "D", "dest_doc_identifier": "D", "provenance_doc_identifier": "D"}
    return {**sides, **documents, "relationship_identifier": kind}


def test_an_export_of_nist_says_what_accompanies_a_requirement_and_what_became_of_it(tmp_path: Path) -> None:
    export = {
        "documents": [{"doc_identifier": "D", "name": "Demo", "version": "1", "website": "https://example.org/"}],
        "elements": [
            _element("control", "B", "Bolts", "Bolt."),
            _element("control", "A", "Doors", "Shut."),
            _element("control", "C", "Chains"),
            _element("control", "C(1)", "Of iron", "Forge."),
            _element("control", "G", "Gone"),
            _element("sort", "S1", "00001"),
            _element("example", "E1", "Ex1", "Wood"),
            _element("example", "E2", "", "Iron"),
            _element("discussion", "T1", "Why", ""),
            _element("withdraw_reason", "W", "", "Moved."),
            _element("keyword", "K", "lonely"),
        ],
        "relationships": [
            _link("A", "projection", "S1"),
            *(_link("A", "projection", name) for name in ("E1", "E2", "T1")),
            _link("C", "projection", "C(1)"),
            _link("G", "projection", "W"),
            *(_link("W", kind, name) for kind, name in (("moved_to", "A"), ("moved_to", "B"), ("incorporated_into", "C"))),
            _link("A", "see", "Nowhere"),
            _link("B", "see", "Nowhere"),
        ],
    }  # fmt: skip
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"response": {"elements": export}}))
    draft = cprt.read(path)
    (found,) = draft.frameworks
    assert (found.key, found.title, found.edition, found.more) == ("D", "Demo", "1", {"website": "https://example.org/"})  # fmt: skip
    at = "/response/elements/elements"
    assert found.requirements == (
        # What has no sort key stands where what is before it does: here before all that have one.
        DraftRequirement("B", "B", "Bolts", "control", "", True, "Bolt.", f"{at}/0"),
        DraftRequirement(
            *("A", "A", "Doors", "control", "", True, "Shut.", f"{at}/1"),
            more={"example": "Ex1: Wood\nIron", "discussion": "Why"},
        ),
        # What has parts and no text of its own is a heading.
        DraftRequirement("C", "C", "Chains", "control", "", False, "", f"{at}/2"),
        DraftRequirement("C(1)", "C(1)", "Of iron", "control", "C", True, "Forge.", f"{at}/3"),
        DraftRequirement(
            *("G", "G", "Gone", "control", "", False, "", f"{at}/4"),
            more={"moved_to": "A|B", "incorporated_into": "C", "withdrawn": "Moved.", "status": "withdrawn"},
        ),
    )
    assert _notes(draft) == [
        (
            "/response/elements/relationships/9",
            "2 relationships (see) lead to elements that are not in the file; not kept",
        ),
        ("", "1 element (keyword) belongs to no requirement and is not kept"),
    ]
