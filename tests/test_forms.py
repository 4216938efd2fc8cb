"""The forms an answer leaves in: named by the file's ending, harmless in every reader, complete in every cell."""

import csv
import io
import json
import math
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from rdflib import Graph, Literal

from aims_graph.errors import AimsError
from aims_graph.graph.named import NamedQuery
from aims_graph.identifiers import resolve
from aims_graph.model import Library, Number, Table
from aims_graph.pack.names import Names
from aims_graph.present.characters import visible
from aims_graph.present.console import as_text
from aims_graph.present.forms import ENDINGS, FORMS
from aims_graph.present.matrix_workbook import TABLES
from aims_graph.present.page import table_page
from aims_graph.present.sheets import Sheet, SheetRow, plain, sheet_name
from aims_graph.present.table import render
from aims_graph.present.workbook import table_workbook, workbook

#: Every command that answers with a table.
TABLE_COMMANDS = [
    ("frameworks",),
    ("editions",),
    ("search", "9.2.2"),
    ("show", "42001 9.2"),
    ("map", "42001 9.2"),
    ("given", "27001"),
    ("given", "27001", "--ask"),
    ("controls", "42001", "27001"),
    ("itinerary",),
    ("explain", "27001 10.2", "9001 10"),
    ("retract", "42001 9.2.1", "9001 9.2.1"),
    ("agreement",),
    ("binds", "--role", "deployer", "--system", "annex-iii"),
    ("query", "what-maps-to", "-p", "requirement=42001 A.6.2.8"),
]
BEGINS = {
    "csv": b"\xef\xbb\xbf",
    "json": b"{",
    "turtle": b"@prefix",
    "xlsx": b"PK",
    "html": b"<!doctype html>",
}
#: Signs that act: a control sign, one that turns the direction, an invisible one, a lone half of a pair.
ACTING = "\x00\x07\x1b\x7f\x85\x9b\u00ad\u061c\u200b\u200e\u202e\u2028\u2066\ufeff\ufffe\ud800\U000e0041"
HOSTILE = st.text(st.sampled_from("ab =+-@\t\n\r,;\"'<&>\\\u00e9\u200d" + ACTING), max_size=12)


def acts(text: str) -> set[str]:
    """The signs in a text that would act on a screen; line ends, tabs and joiners do not."""
    text = text.replace("\r\n", "\n")
    bad = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {c for c in text if c not in "\n\t\u200c\u200d" and (unicodedata.category(c) in bad or ord(c) == 0xFFFE)}


@pytest.mark.parametrize("command", TABLE_COMMANDS, ids=" ".join)
@pytest.mark.parametrize("form", FORMS[1:])
def test_the_ending_of_the_file_decides(tmp_path: Path, command: tuple[str, ...], form: str) -> None:
    path = tmp_path / f"answer{ENDINGS[form][-1].upper()}"
    done = run(*command, "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Written: {path}\n")
    # What a query answers is written as SPARQL has it, without a byte order mark.
    assert path.read_bytes().startswith(b"requirement" if (command[0], form) == ("query", "csv") else BEGINS[form])
    if form == "csv":
        assert run(*command, "-f", form).stdout.encode() == path.read_bytes()


@pytest.mark.parametrize("command", TABLE_COMMANDS, ids=" ".join)
def test_a_sheet_is_called_by_its_subject(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Every sheet of a single table was called "Answer": of several that lie open at once nobody knew which is which."""
    assert run(*command, "-o", str(tmp_path / "a.xlsx"), "-f", "xlsx").returncode == 0
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames and "Answer" not in book.sheetnames
    if len(book.sheetnames) == 1:
        title = next(str(cell.value) for cell in book.active[1] if cell.value)
        read = " ".join(re.sub("[:?]", " ", title.replace("/", "-").replace("'", '"')).split())
        assert read.startswith(book.active.title) and len(book.active.title) > min(len(read), 16) - 1


@given(st.text(st.sampled_from("Hh[]:*?/\\'\" ,;-a1\n\t\u202e\x1b\u00e9\u8a55\U0001f600"), max_size=40) | HOSTILE)
def test_a_sheet_may_be_called_so(title: str) -> None:
    """What Excel lets a name of a sheet be: it mends a workbook with another, or does not open it."""
    name = sheet_name(title)
    assert 0 < len(name.encode("utf-16-le")) // 2 <= 31 and name.strip() == name and not acts(name)
    assert not set("[]:*?/\\\n\r\t") & set(name) and name[0] != "'" != name[-1] and name.casefold() != "history"
    book = io.BytesIO(table_workbook(Table(title, ("a",), (("x",),))))
    assert load_workbook(book, read_only=True).sheetnames == [name]


def test_a_sheet_ends_with_a_word_that_does_not_lead_on() -> None:
    said = {
        "": "Answer",
        "HISTORY": "The history",
        "History of all": "History of all",
        "When what binds the AI systems of Larch Screening Ltd": "When what binds the AI systems",
        "x" * 40: "x" * 31,
        "\U0001f600" * 20: "\U0001f600" * 15,
        "What speaks of 'audit'": 'What speaks of "audit"',
        "Tasks of our organisations'": "Tasks of our organisations",
        "If mappings/iso-42001--iso-27001.sssom.tsv:101 is rejected": "If mappings-iso-42001--iso-2700",
        "What maps to [this]?": "What maps to this",
    }
    assert {title: sheet_name(title) for title in said} == said


def test_a_page_of_one_table_has_one_heading() -> None:
    page = table_page(
        Table("Risks of an organisation with a long name, and what is left of them", ("a",), (("x",),), ("n",))
    )
    assert page.count("<h1>") == 1 and "<h2>" not in page and "<nav>" not in page and "Answer" not in page
    assert 'aria-label="Risks of an organisation with a long name, and what is left of them"' in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "audit", "-o", "{}/x.docx"), "No format of this answer has files that end in '.docx'"),
        (("search", "audit", "-o", "{}/x.svg"), "Use .txt, .csv, .json, .ttl, .xlsx, .html or .htm"),
        (("search", "audit", "-f", "csv", "-o", "{}/x.json"), "--format csv contradicts the name x.json"),
        (("given", "27001", "-f", "table", "-o", "{}/x.csv"), "--format table contradicts the name x.csv"),
        (("explain", "27001 10.2", "9001 10", "-f", "svg", "-o", "{}/x.html"), "contradicts"),
        (("matrix", "-o", "{}/m.ttl"), "Use .csv, .xlsx, .html, .htm or .json"),
        (("matrix", "-f", "json", "-o", "{}/m.xlsx"), "contradicts"),
        (("matrix", "-f", "turtle"), "Use csv, xlsx, html or json"),
        (("agreement", "--report", "-o", "{}/x.csv"), "Use .md"),
    ],
)
def test_an_ending_that_does_not_fit_is_said(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(*(a.format(tmp_path) for a in arguments))
    assert done.returncode == 2 and says in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["answer", "answer.txt", "answer.other"])
def test_a_name_without_a_form_takes_any(tmp_path: Path, name: str) -> None:
    assert run("search", "audit", "-f", "json", "-o", str(tmp_path / name)).returncode == 0
    assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["rows"]


def test_an_svg_follows_its_ending(tmp_path: Path) -> None:
    assert run("explain", "27001 10.2", "9001 10", "-o", str(tmp_path / "x.svg")).returncode == 0
    assert (tmp_path / "x.svg").read_text(encoding="utf-8").startswith("<svg")


def test_turtle_from_a_command_holds_iris() -> None:
    done = run("query", "what-maps-to", "-p", "requirement=42001 A.6.2.8", "-f", "turtle")
    assert any(
        str(o) == "https://w3id.org/aims-graph/iso27001-2022/A.8.15" for o in Graph().parse(data=done.stdout).objects()
    )


#: What a spreadsheet makes of text, tried with LibreOffice 7.4 in English, German and French: a number, a date, a time.
MISREAD = (
    r"\d+\.\d+(\.\d+)*\.?|0\d+|\d+[/:-]\d+(?:[/:-]\d+)?|\d+[eE]\d+|\(\d+\)|\d+ \d+/\d+|\d{16,}|\d{1,3}(,\d{3})+|[$€£]\d+"
    r"|(?i:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\w*[ .-]*\d[\d.]*"
)
DAY = r"\d{4}-\d\d-\d\d"


def example(query: NamedQuery) -> dict[str, str]:
    return dict(query.examples[0]) if query.examples else {}


def csv_commands() -> list[tuple[str, ...]]:
    return [
        *(c for c in TABLE_COMMANDS if c[0] != "query"),
        ("closure",),
        *(("matrix", "--table", table) for table in TABLES),
    ]


@cache
def numeric_columns(command: tuple[str, ...]) -> set[str]:
    """The columns that hold numbers, of all tables of an answer; of the matrix there are many."""
    found = json.loads(run(*command, "-f", "json").stdout)
    rows = [row for table in found.get("tables", [found]) for row in table["rows"]]
    return {column for row in rows for column, cell in row.items() if isinstance(cell, int | float)}


@pytest.mark.parametrize("command", csv_commands(), ids=lambda c: " ".join(c[:3]))
def test_no_number_of_a_requirement_is_misread_from_csv(command: tuple[str, ...]) -> None:
    numeric = numeric_columns(command if command[0] != "matrix" else ("matrix",))
    done = run(*command, "-f", "csv")
    assert done.returncode == 0
    for row in csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline="")):
        for column, cell in row.items():
            if column not in numeric:
                assert re.fullmatch(DAY, cell) or not re.fullmatch(MISREAD, cell), (column, cell)


@pytest.mark.parametrize(
    "text", ["10.1", "7.5.1", "4.10", "6.1", "007", "1/2", "3-4", "12:30", "1e5", "(5)", "MAR-1", "Sept 2", "1 Mar"]
)
def test_text_that_a_spreadsheet_misreads_stands_behind_an_apostrophe(text: str) -> None:
    assert render(Table("", ("c",), ((text,),)), "csv", Names({})) == f"\ufeffc\r\n'{text}\r\n"
    assert f"ISO 9001 {text}" in render(Table("", ("c",), ((Number(text, "ISO 9001"),),)), "csv", Names({}))


@pytest.mark.parametrize(
    "text", ["12", "2012", "83%", "0.1%", "2027-12-02", "A.5.1", "Article 4", "GOVERN 1.1", "May", "5-b", "march past"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert render(Table("", ("c",), ((text,),)), "csv", Names({})) == f"\ufeffc\r\n{text}\r\n"


def test_a_number_in_full_is_read_as_that_requirement(library: Library) -> None:
    for requirement in library.requirements.values():
        framework = library.frameworks[requirement.framework]
        if requirement.number and framework.is_mapped:
            assert resolve(Number.of(framework, requirement).in_full, library) == requirement.id


def test_a_workbook_holds_numbers_as_text() -> None:
    table = Table("t", ("n",), ((Number("10.1", "ISO 9001"),), ("7.5.1",), ("=1+1",)))
    cells = [row[0] for row in load_workbook(io.BytesIO(table_workbook(table))).active.iter_rows(min_row=3)]
    assert [(c.value, c.data_type) for c in cells] == [("10.1", "s"), ("7.5.1", "s"), ("=1+1", "s")]


def test_a_matrix_as_csv_says_that_it_is_one_of_eight(tmp_path: Path) -> None:
    done = run("matrix", "-o", str(tmp_path / "m.csv"))
    assert done.returncode == 0
    assert "one of 8 tables, 'Groups'" in done.stderr and "-o matrix.xlsx" in done.stderr
    firsts = set()
    for table in TABLES[4:7]:
        done = run("matrix", "-f", "csv", "--table", table.upper())
        assert f"'{table}'; all of them" in done.stderr
        firsts.add(done.stdout.split("\n")[0])
    assert len(firsts) == 3
    assert "Use Groups, Shared controls, By requirement" in run("matrix", "--table", "none", "-f", "csv").stderr
    assert "holds every table" in run("matrix", "--table", "Coverage", "-f", "json").stderr


def test_a_matrix_does_not_flood_a_screen() -> None:
    done = run("matrix", screen=True)
    assert (done.returncode, done.stdout) == (2, "") and "aims-graph matrix -o matrix.xlsx" in done.stderr
    for done in (run("matrix", "-f", "csv", screen=True), run("matrix")):
        assert done.returncode == 0 and len(done.stdout) > 100_000


@settings(deadline=None)
@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=4), HOSTILE)
def test_nothing_acts_in_any_form(rows: list[tuple[str, str]], title: str) -> None:
    table = Table(title, ("a\u202e", "b"), tuple(rows), (title,))
    names = Names({})
    assert not acts(as_text(table))
    assert not acts(render(table, "csv", names).removeprefix("\ufeff"))
    assert not acts(render(table, "json", names))
    assert not acts(render(table, "turtle", names))
    assert not acts(table_page(table))
    for row in load_workbook(io.BytesIO(table_workbook(table))).active.iter_rows():
        for cell in row:
            assert not acts(str(cell.value or "")) and cell.data_type != "f"
    # JSON escapes such signs in its own way: what is read back is what was written.
    assert [(r["a\u202e"], r["b"]) for r in json.loads(render(table, "json", names))["rows"]] == rows
    read = csv.reader(io.StringIO(render(table, "csv", names).removeprefix("\ufeff"), newline=""))
    for found, row in zip(list(read)[1:], rows, strict=True):
        for cell, text in zip(found, row, strict=True):
            assert cell in (visible(text), f"'{visible(text)}")
            assert not cell.startswith(tuple("=+-@\t\r\n"))


def test_turtle_reads_back_what_was_written() -> None:
    text = "turned \u202e, bell \x07, tag \U000e0041"
    graph = Graph().parse(data=render(Table("", ("a",), ((text,),)), "turtle", Names({})))
    assert Literal(text) in set(graph.objects())


def test_numbers_that_are_none_are_words() -> None:
    table = Table("t", ("n",), ((math.nan,), (math.inf,), (-math.inf,), (0.5,), (10**20,)))
    rows = json.loads(render(table, "json", Names({})), parse_constant=pytest.fail)["rows"]
    assert [r["n"] for r in rows] == ["NaN", "INF", "-INF", 0.5, 10**20]
    assert render(table, "csv", Names({})).split() == ["\ufeffn", "NaN", "INF", "'-INF", "0.5", f"'{10**20}"]
    cells = [row[0].value for row in load_workbook(io.BytesIO(table_workbook(table))).active.iter_rows(min_row=3)]
    assert cells == ["NaN", "INF", "-INF", 0.5, str(10**20)]


@pytest.mark.parametrize(
    "text",
    ["word " * 20_000, "x" * 70_000, "\U0001f600" * 40_000, "line\n" * 14_000],
    ids=["words", "one word", "pairs", "lines"],
)
def test_a_long_cell_goes_on_in_the_rows_below(text: str) -> None:
    runs = [("name", text[:50_000]), ("plain", text[50_000:]), ("todo", "end")]
    sheets = [
        Sheet(
            "A",
            ("a",),
            [("n", 9), ("long", 60), ("runs", 60)],
            [SheetRow(("1", text, runs)), SheetRow(("2", "b", "c"))],
        ),
        Sheet(
            "B",
            ("b",),
            [("n", 9)],
            [SheetRow(("to 2",), links={0: ("A", 3)}), SheetRow(("to 1",), links={0: ("A", 2)})],
        ),
    ]
    book = load_workbook(io.BytesIO(workbook(sheets, "t")))
    rows = list(book["A"].iter_rows(min_row=3, values_only=True))
    assert all(len(str(cell or "").encode("utf-16-le")) // 2 <= 32_767 for row in rows for cell in row)
    assert [row[0] for row in rows] == ["1"] * (len(rows) - 1) + ["2"] and len(rows) > 3
    for column, whole in ((1, text), (2, plain(runs))):
        first, *rest = [str(row[column]) for row in rows[:-1] if row[column]]
        assert all(part.startswith("(continued) ") for part in rest)
        assert first + "".join(part.removeprefix("(continued) ") for part in rest) == whole
    assert [cell.hyperlink.location for cell in (book["B"]["A3"], book["B"]["A4"])] == [
        f"'A'!A{len(rows) + 2}",
        "'A'!A3",
    ]


def test_more_rows_than_a_workbook_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from aims_graph.present import workbook as module

    assert module.MOST_ROWS == 1_048_576
    monkeypatch.setattr(module, "MOST_ROWS", 100)
    rows = [SheetRow(("x",))] * 98
    assert workbook([Sheet("S", ("t",), [("n", 9)], rows)], "t")
    with pytest.raises(AimsError, match="'S' has 99 rows; a workbook holds 100"):
        workbook([Sheet("S", ("t",), [("n", 9)], [*rows, rows[0]])], "t")


def test_a_printed_table_bears_its_title_at_the_foot() -> None:
    """The foot of every sheet of a table said "Answer"; a number at its beginning, or an ampersand, is no command of the foot."""
    table = Table("42001 & 27001: what remains", ("a",), (("x",),), ())
    foot = load_workbook(io.BytesIO(table_workbook(table))).active.oddFooter
    assert foot.left.text.strip() == "42001 && 27001: what remains"
    assert foot.left.size == 8 and foot.right.text == "Page &P of &N"


def test_a_day_on_a_web_page_is_not_broken_and_a_file_name_is_left_alone() -> None:
    page = table_page(Table("t", ("a",), (("from 2027-12-02 to 2028-08-02",), ("audit-2027-12-02.pdf",)), ()))
    assert 'from <span class="day">2027-12-02</span> to <span class="day">2028-08-02</span>' in page
    assert "<td>audit-2027-12-02.pdf</td>" in page and ".day { white-space: nowrap }" in page


@pytest.mark.parametrize("width", [*range(60, 140, 7), *range(140, 240, 25)])
def test_a_table_breaks_no_moment_and_no_id(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The history of a workspace broke its moments over two lines; a longer word, as an address, may be broken."""
    monkeypatch.setenv("COLUMNS", str(width))
    moment, path = "2026-11-21T10:00:00.000+00:00", "https://example.org/" + "x" * 60
    rows = (
        (204, moment, "Mara Lindqvist", "R-8 The model changes without notice", "contract " * 12),
        (9, moment, "Jo", "aiact:anx-iii-5-b", "note"),
    )
    text = as_text(Table("Who changed what", ("no.", "at", "by", "record", "to"), rows))
    shown = text.split()
    assert shown.count(moment) == 2 and "aiact:anx-iii-5-b" in shown and shown.count("contract") == 12
    assert max(map(len, text.splitlines())) <= width
    long = as_text(Table("", ("a", "b", "c"), (("x", path, "word " * 30),)))
    assert long.split().count("word") == 30
