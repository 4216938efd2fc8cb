"""The same table as people send it: columns in another order, other signs between cells, titles above, names twice, cells merged.

What means the same is read as the same; what does not is said in one finding, and no row comes or goes in silence.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange.draft import Draft
from aims_graph.exchange.readers import read
from aims_graph.exchange.sheet import read_as

Rows = list[list[str]]

CROSSWALK = [
    ["Source ID", "Source title", "Relationship", "Target ID", "Comments"],
    ["A.5.1", "Policies", "subset of", "4.1", "because"],
    ["A.5.10", "Use", "intersects", "7.5.1", "of, both; sides"],
]
FRAMEWORK = [
    ["Control ID", "Name", "Description", "Parent"],
    ["1", "Govern", "", ""],
    ["1.1", "Policies", "Write them", "1"],
    ["1.10", "Roles", "Assign", "1"],
]
SSSOM = [
    ["subject_id", "predicate_id", "object_id", "mapping_justification", "comment"],
    ["a:1.1", "skos:exactMatch", "b:1.1", "semapv:LexicalMatching", "both"],
    ["a:1.2", "skos:relatedMatch", "b:1.2", "semapv:LexicalMatching", ""],
]
HEAD = """#mapping_set_id: https://example.org/sets/other
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  a: https://example.org/a/
#  b: https://example.org/b/
"""
TABLES = {"crosswalk": ("", CROSSWALK), "framework": ("", FRAMEWORK), "sssom": (HEAD, SSSOM)}


def said(draft: Draft) -> list[object]:
    """What a draft says, whichever way it stood in the file."""
    rows = [
        ([s.name for s in r.subjects], [s.name for s in r.objects], r.predicate, r.relation, r.comment)
        for m in draft.mappings
        for r in m.rows
    ]
    return [*rows, *((r.number, r.title, r.text, r.parent) for f in draft.frameworks for r in f.requirements)]


def text(rows: Rows, between: str = "\t", quoting: int = csv.QUOTE_MINIMAL) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=between, quoting=quoting, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


#: What changes nothing of what a table says.
SAME: dict[str, Callable[[str, Rows], bytes]] = {
    "columns turned round": lambda head, rows: (head + text([r[::-1] for r in rows])).encode(),
    "commas": lambda head, rows: (head + text(rows, ",")).encode(),
    "semicolons": lambda head, rows: (head + text(rows, ";")).encode(),
    "all in quotes": lambda head, rows: (head + text(rows, ",", csv.QUOTE_ALL)).encode(),
    "byte order mark": lambda head, rows: b"\xef\xbb\xbf" + (head + text(rows)).encode(),
    "a mark within, of files put together": lambda head, rows: (head + "\ufeff" + text(rows)).encode(),
    "CRLF": lambda head, rows: (head + text(rows)).replace("\n", "\r\n").encode(),
    "CR": lambda head, rows: (head + text(rows)).replace("\n", "\r").encode(),
    "UTF-16": lambda head, rows: (head + text(rows)).encode("utf-16"),
    "empty columns at the end": lambda head, rows: (head + text([[*r, "", ""] for r in rows])).encode(),
    "empty column within": lambda head, rows: (head + text([[r[0], "", *r[1:]] for r in rows])).encode(),
    "empty rows": lambda head, rows: (head + text([x for r in rows for x in (r, [""] * len(r))])).encode(),
    "column names again": lambda head, rows: (head + text([*rows[:2], rows[0], *rows[2:]])).encode(),
    "signs that do not show": lambda head, rows: (
        head + text([[f"\u00a0{c}\u200b" if c else c for c in r] for r in rows])
    ).encode(),
}


@pytest.mark.parametrize("how", SAME)
@pytest.mark.parametrize("what", TABLES)
def test_what_means_the_same_is_read_as_the_same(what: str, how: str, tmp_path: Path) -> None:
    head, rows = TABLES[what]
    plain, other = tmp_path / "plain.tsv", tmp_path / "other.csv"
    plain.write_text(head + text(rows), encoding="utf-8")
    other.write_bytes(SAME[how](head, rows))
    found = read(other)
    assert said(found) == said(read(plain)), found.notes
    assert how != "column names again" or any("stand here again" in n.what for n in found.notes)


@pytest.mark.parametrize("what", ["crosswalk", "framework"])
@pytest.mark.parametrize(
    "above", ([["A title"]], [["A title", "v1"], ["By", "us", "all"]], [["A title"], [], ["Of", "us"]])
)
@pytest.mark.parametrize("between", ["\t", ",", ";", "workbook"])
def test_column_names_are_found_below_titles(what: str, above: Rows, between: str, tmp_path: Path) -> None:
    """And what stands above them is told."""
    rows = TABLES[what][1]
    plain, other = tmp_path / "plain.tsv", tmp_path / f"other.{'xlsx' if between == 'workbook' else 'csv'}"
    plain.write_text(text(rows), encoding="utf-8")
    if between == "workbook":
        workbook({"Map": [*above, *rows]}, other)
    else:
        other.write_text(text([*above, *rows], between), encoding="utf-8")
    found = read(other)
    assert said(found) == said(read(plain))
    told = [n.what for n in found.notes if "stands above the column names" in n.what]
    assert len(told) == len([r for r in above if r])


def test_a_line_for_a_spreadsheet_says_what_stands_between_cells(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("sep=;\n" + text(CROSSWALK, ";"), encoding="utf-8")
    assert len(said(read(path))) == 2
    path.write_text(HEAD + "sep=,\n" + text(SSSOM, ","), encoding="utf-8")
    assert [r.predicate for r in read(path).mappings[0].rows] == ["skos:exactMatch", "skos:relatedMatch"]


def workbook(sheets: dict[str, Rows], path: Path, merged: str = "") -> Path:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        if merged:
            page.merge_cells(merged)
    book.save(path)
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(path)
    return [str(f).removeprefix(f"{path}:") for f in caught.value.findings]


@pytest.mark.parametrize(
    ("what", "change", "line"),
    [
        ("sssom", lambda head, rows: head + text([[c.upper() for c in rows[0]], *rows[1:]]), "6: the line of column names lacks subject_id, object_id, predicate_id, mapping_justification; write subject_id, predicate_id, object_id, mapping_justification small"),
        ("sssom", lambda head, rows: head + "A title\n" + text(rows), "6: the line of column names lacks subject_id, object_id, predicate_id, mapping_justification; line 7 names them: put a # before what stands above it"),
        ("sssom", lambda head, rows: head + text(rows[1:]), "6: the line of column names lacks subject_id, object_id, predicate_id, mapping_justification; name them there"),
        ("sssom", lambda head, rows: text(rows) + head, "4: begins with # as the metadata above a table do; put all of them above the column names"),
        ("sssom", lambda head, rows: head + text([[*rows[0], "", "x"], [*rows[1], "lost", "y"]]), "7: 'lost' stands in a column without a name; name it on line 6, or remove it"),
        ("framework", lambda head, rows: text(rows) + "#id: x\n#rank: 2\n", "5: 2 lines begin with # as those above a table do; put them above the column names, or remove them"),
    ],
)  # fmt: skip
def test_one_cause_is_one_finding(what: str, change: Callable[[str, Rows], str], line: str, tmp_path: Path) -> None:
    """A table without its columns was a finding for each row and each column."""
    path = tmp_path / "theirs.sssom.tsv"
    path.write_text(change(*TABLES[what]), encoding="utf-8")
    assert faults(path) == [line]


def test_json_that_is_none_is_one_finding(tmp_path: Path) -> None:
    whole = json.dumps(
        {"mapping_set_id": "https://example.org/x", "mappings": [dict(zip(SSSOM[0], SSSOM[1], strict=True))]}
    )
    (tmp_path / "x.json").write_text(whole[:-20], encoding="utf-8")
    assert len(faults(tmp_path / "x.json")) == 1


@pytest.mark.parametrize("what", ["crosswalk", "framework"])
def test_merged_cells_are_told_and_not_read_as_empty(what: str, tmp_path: Path) -> None:
    """In a list of controls the second of two was taken for one without a number."""
    rows = TABLES[what][1]
    path = workbook({"Map": rows}, tmp_path / "x.xlsx", "A2:A3")
    assert faults(path) == [
        "2: Map!A2:A3 is one merged cell, which holds a text in its first row alone; split it, and write the text in each row that it is of"
    ]
    # Above the table, and to the side, they do no harm.
    titled = workbook({"Map": [["Title", None, None], *rows]}, tmp_path / "y.xlsx", "A1:C1")  # type: ignore[list-item]
    assert len(said(read(titled))) == len(rows) - 1


def test_a_sheet_that_is_empty_is_none_and_two_tables_are_asked_about(tmp_path: Path) -> None:
    one = workbook({"Empty": [], "Map": CROSSWALK, "Void": []}, tmp_path / "one.xlsx")
    assert len(said(read(one))) == 2
    two = workbook({"One": CROSSWALK, "Two": CROSSWALK}, tmp_path / "two.xlsx")
    with pytest.raises(AimsError, match="2 sheets with tables: One, Two"):
        read(two)
    assert len(said(read_as(two, None, "", "Two"))) == 2


def test_columns_of_one_name_are_no_choice(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text([[*r, r[0]] for r in FRAMEWORK], ","), encoding="utf-8")
    with pytest.raises(AimsError, match="has several columns called 'Control ID'"):
        read(path)


def test_a_first_row_that_only_happens_to_hold_a_word_names_no_columns(tmp_path: Path) -> None:
    """Of a table without column names the answer "no" of its first row was taken for "No.", and the row was gone."""
    path = tmp_path / "x.csv"
    path.write_text("GV,function,(Govern),no\nGV.1,control,Purpose,yes\n", encoding="utf-8")
    with pytest.raises(AimsError, match="nobody can tell which of its columns is what"):
        read(path)


def test_a_note_below_a_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text([*FRAMEWORK, ["Made by us in 2026", "", "", ""]], ","), encoding="utf-8")
    found = read(path)
    assert any("below the last requirement; not kept: 'Made by us in 2026' (row 5)" in n.what for n in found.notes)
    assert len(said(found)) == len(FRAMEWORK) - 1  # it was a requirement that can be audited


def test_marks_of_what_must_be_filled_are_no_part_of_a_column_name(tmp_path: Path) -> None:
    path = workbook({"Map": [[f"{c}*" for c in CROSSWALK[0]], *CROSSWALK[1:]]}, tmp_path / "x.xlsx")
    assert len(said(read(path))) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_trees_are_read_in_the_encoding_they_say_they_have(encoding: str, tmp_path: Path) -> None:
    """A library of CISO Assistant in UTF-16 was taken for a table, a document of OSCAL for nothing."""
    library = "urn: urn:x:risk:library:demo\nlocale: en\nname: Demo\nprovider: us\nobjects:\n  framework:\n    urn: urn:x:risk:framework:demo\n    ref_id: demo\n    name: Demo\n    requirement_nodes:\n    - urn: urn:x:risk:req_node:demo:1\n      assessable: true\n      depth: 1\n      ref_id: '1'\n      name: Do\n"
    (tmp_path / "x.yaml").write_bytes(library.encode(encoding))
    assert [r.title for r in read(tmp_path / "x.yaml").frameworks[0].requirements] == ["Do"]
    about = {"title": "Demo", "last-modified": "2026-11-01T00:00:00Z", "version": "1", "oscal-version": "1.2.1"}
    catalogue = {
        "uuid": "11111111-2222-4333-8444-555555555555",
        "metadata": about,
        "controls": [{"id": "c1", "title": "Do"}],
    }
    (tmp_path / "x.json").write_bytes(json.dumps({"catalog": catalogue}).encode(encoding))
    assert [r.title for r in read(tmp_path / "x.json").frameworks[0].requirements] == ["Do"]
