"""Files out and in: nothing lost, nothing run as a formula, the old file kept when a write fails."""

import io
import json
import re
from html import unescape

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sssom_pydantic import read as read_sssom

from aims_graph.answers.matrix.matrix import build_matrix
from aims_graph.formats.header import TEXT
from aims_graph.formats.tsv import Form, canonical_text, read_tsv
from aims_graph.model import Table
from aims_graph.pack.pack import Pack, shipped
from aims_graph.pack.text import unseen
from aims_graph.present.matrix import cell_lines
from aims_graph.present.matrix_workbook import matrix_file
from aims_graph.present.page import page
from aims_graph.present.sheets import Sheet, SheetRow
from aims_graph.present.table import render, to_csv
from aims_graph.present.workbook import workbook

CELL = st.text(st.characters(blacklist_categories=("C", "Z")), max_size=12).filter(
    lambda text: not list(unseen(text)) and not text.startswith('"')
)

LEAD = "iso42001"


@given(st.lists(st.tuples(CELL.filter(bool), CELL), max_size=6))
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("t") / "t.tsv"
    path.write_text(
        canonical_text(["#id: x"], ["a", "b"], [{"a": a, "b": b} for a, b in rows]), encoding="utf-8", newline="\n"
    )
    table = read_tsv(path, Pack(path.parent)).expect(Form(("a", "b"), ("a",), {"id": TEXT}))
    assert table.findings == []
    assert [(r["a"], r["b"]) for r in table.rows] == rows
    assert table.header == {"id": "x"}


@pytest.mark.parametrize("path", sorted((shipped().root / "mappings").glob("*.sssom.tsv")), ids=lambda p: p.name)
def test_sssom_tools_read_our_files(path):
    result = read_sssom(path, return_errors=True)
    mappings, errors = result[0], result[-1]
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert not errors
    assert len(list(mappings)) == len(rows) - 1


def test_no_text_becomes_a_formula():
    nasty = ["=1+1", "+cmd", "-2", "@SUM(A1)", "http://example.org", "{=1}"]
    book = load_workbook(io.BytesIO(workbook([Sheet("S", ("t",), [("c", 9)], [SheetRow((t,)) for t in nasty])], "t")))
    cells = [row[0] for row in book["S"].iter_rows(min_row=3)]
    assert [c.value for c in cells] == nasty
    assert {c.data_type for c in cells} == {"s"}
    text = to_csv(Table("", ("c",), tuple((t,) for t in nasty)))
    assert "'=1+1" in text and "'@SUM" in text


SHEETS = [
    *(
        "Groups",
        "Shared controls",
        "By requirement",
        "Still to do",
        "Mappings",
        "Coverage",
        "No counterpart",
        "Sources and method",
    ),
]


def head_of(sheet):
    """The row of the heads: below the title and the notes, which go on where a line of paper ends."""
    return int(sheet.print_title_rows.rpartition("$")[2])


def test_the_workbook_holds_every_requirement_and_its_sheets(library):
    book = load_workbook(io.BytesIO(matrix_file(library, "xlsx", LEAD)))
    assert book.sheetnames == SHEETS
    for sheet in ("Shared controls", "By requirement"):
        numbers = {row[0].value for row in book[sheet].iter_rows(min_row=5)}
        assert {r.number for r in library.members("iso42001") if r.assessable} <= numbers
        assert book[sheet].freeze_panes == f"C{head_of(book[sheet]) + 1}"


def test_page_and_data_hold_what_the_workbook_holds(library):
    book = load_workbook(io.BytesIO(matrix_file(library, "xlsx", LEAD)))
    data = json.loads(matrix_file(library, "json", LEAD))
    html = matrix_file(library, "html", LEAD).decode()
    assert [t["name"] for t in data["tables"]] == SHEETS
    for table in data["tables"]:
        assert len(table["rows"]) == book[table["name"]].max_row - head_of(book[table["name"]])
    assert html.count("<section ") == len(SHEETS) and html.count("<tr class=") == sum(
        len(t["rows"]) for t in data["tables"]
    )
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "![x](http://example.org/x.png)", "[a](javascript:alert(1))", '"><img src=x>']
)
def test_text_stays_text_in_the_page(text):
    sheet = Sheet(text, (text, text), [(text, 9)], [SheetRow((text,)), SheetRow(([("name", text), ("plain", text)],))])
    html = page([sheet], text)
    assert text in unescape(html) and "<script" not in html and "<img" not in html
    assert not re.search(r'(src|href)="(?!#)', html)


def test_the_page_asks_nothing_of_the_network(library):
    html = matrix_file(library, "html", LEAD).decode()
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import", html)


@pytest.mark.parametrize("form", ["xlsx", "html", "json", "csv"])
def test_the_same_content_gives_the_same_bytes(library, form):
    assert matrix_file(library, form, LEAD) == matrix_file(library, form, LEAD)


def test_a_matrix_cell_says_counterpart_then_todo_then_beyond(library):
    row = next(r for r in build_matrix(library, LEAD).rows if r.requirement.id == "iso42001:A.6.2.8")
    kinds = [line.kind for line in cell_lines(library, row.cells[0])]
    assert kinds == sorted(kinds, key=["counterpart", "none", "todo", "beyond"].index)
    assert kinds[0] == "counterpart" and "todo" in kinds


def test_every_form_renders(library):
    names = library.names
    table = Table("t", ("id", "n"), (("iso42001:6.1.2", 3), ("x", None)))
    assert '"n": 3' in render(table, "json", names)
    assert "iso42001:6.1.2" in render(table, "turtle", names)


def test_the_column_lists_of_the_readmes_are_the_codes():
    from aims_graph.formats import catalogue_tsv, mapping_sssom, readings_tsv, remainder_tsv

    root = shipped().root
    for readme, columns in (
        ("ontology/catalogues/README.md", catalogue_tsv.COLUMNS),
        ("mappings/README.md", {**mapping_sssom.COLUMNS, **remainder_tsv.COLUMNS, **readings_tsv.COLUMNS}),
    ):
        text = (root / readme).read_text(encoding="utf-8")
        for name, what in columns.items():
            escaped = what.replace("|", "&#124;")
            assert f"| `{name}` |" in text
            assert name in ("comment", "confidence", "subject_id", "object_id") or f"| `{name}` | {escaped} |" in text


def test_the_readme_tells_every_column_of_the_lists_and_no_other():
    from aims_graph.formats.lists_tsv import LISTS, columns_of

    text = (shipped().root / "mappings/README.md").read_text(encoding="utf-8")
    for place in ("mappings/groups.tsv", "mappings/memberships.tsv", "mappings/combined.tsv"):
        table = text.partition(f"\n`{place.partition('/')[2]}`:")[2].partition("|---|---|")[2].split("\n\n")[0]
        assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(columns_of(LISTS[place]))


def test_the_page_on_assurance_tells_every_column_of_its_lists_and_no_other():
    from aims_graph.formats.lists_tsv import LISTS, columns_of

    text = (shipped().root / "docs/assurance.md").read_text(encoding="utf-8")
    for place in ("ontology/particulars.tsv", "ontology/accreditation.tsv"):
        table = text.partition(f"## `{place}`")[2].partition("|---|---|")[2].split("\n\n")[0]
        assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(columns_of(LISTS[place]))


def test_headers_are_yaml():
    for path in (shipped().root / "mappings").glob("*.sssom.tsv"):
        lines = [line[1:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        assert yaml.safe_load("\n".join(lines))["subject_source"].endswith(":")
