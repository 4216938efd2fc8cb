"""Tables as people send them: a supplier's questionnaire, a policy by chapters, a crosswalk with n/a, full and partial."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run
from openpyxl import Workbook

from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange.crosswalks import Entering
from aims_graph.exchange.draft import Draft
from aims_graph.exchange.sections import sections_of
from aims_graph.exchange.sheet import read_as
from aims_graph.exchange.sides import Sides
from aims_graph.formats.library import load

Rows = list[list[object]]


def workbook(folder: Path, rows: Rows, name: str = "theirs.xlsx", title: str = "Map") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    book.save(folder / name)
    return folder / name


def told(draft: Draft) -> str:
    return "\n".join(f"{n.where}: {n.what}" for n in draft.notes)


def faults(path: Path, columns: str = "") -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_as(path, None, columns, "")
    return [str(f).removeprefix(f"{path}:") for f in caught.value.findings]


def questionnaire(folder: Path) -> Path:
    rows: Rows = [
        ["Supplier questionnaire v3 / Fragebogen"],
        ["Confidential", None, "Supplier:"],
        ["No. / Nr.", "Topic", "Question / Frage", "Weight"],
        ["A. Governance"],
        ["GOV-01", "Policy", "Is there an AI policy?", 3],
        ["GOV-02", None, "Is Art. 5 observed? Say how.", 1],
        ["VII Daten"],
        ["3.2 a)", None, "Nennen Sie die Herkunft, z. B. Prompts.", 1],
        [5.1, "Backup", "Are there backups?", 1],
        [5.1, "Tools", "Are tools listed?", 1],
        ["Closing"],
        ["9", "End", "Is there an exit plan?", 1],
        [],
        ["m = mandatory"],
        ["Version 2 had fewer questions."],
    ]
    path = workbook(folder, rows)
    from openpyxl import load_workbook

    book = load_workbook(path)
    page = book.active
    page["A10"].number_format = "0.00"
    page.merge_cells("A4:D4")
    page.column_dimensions["D"].hidden = True
    page.row_dimensions[9].hidden = True
    book.save(path)
    return path


def test_rows_of_one_text_are_headings_and_notes_and_no_requirements(tmp_path: Path) -> None:
    """They were requirements that could be audited, the notes below the table too."""
    draft = read_as(questionnaire(tmp_path), None, "", "")
    found = draft.frameworks[0]
    assert found.title == "Supplier questionnaire v3 / Fragebogen"
    assert [(r.number, r.title, r.kind, r.parent, r.assessable) for r in found.requirements] == [
        ("A", "Governance", "heading", "", False),
        ("GOV-01", "", "requirement", "A", True),
        ("GOV-02", "", "requirement", "A", True),
        ("VII", "Daten", "heading", "", False),
        ("3.2 a)", "", "requirement", "VII", True),
        ("5.1", "", "requirement", "VII", True),
        ("5.10", "", "requirement", "VII", True),
        ("", "Closing", "heading", "", False),
        ("9", "", "requirement", "Closing", True),
    ]
    assert "3 rows hold one text alone and are headings of those below, up to the next: 'Governance' (row 4)" in told(draft)  # fmt: skip
    assert "not kept: 'm = mandatory' (row 14), 'Version 2 had fewer questions.' (row 15)" in told(draft)
    assert "1 column is hidden in the workbook, and read all the same: Weight" in told(draft)
    assert "1 row is hidden in the workbook, and read all the same: 9" in told(draft)


def test_a_title_made_of_a_text_ends_at_the_end_of_a_sentence(tmp_path: Path) -> None:
    done = run("import", str(questionnaire(tmp_path)), "--into", str(tmp_path / "c"), "--as", "Q/q", "--yes")
    assert done.returncode == 0, done
    text = (tmp_path / "c/ontology/catalogues/q.tsv").read_text(encoding="utf-8")
    assert "\t(Is Art. 5 observed?)\t" in text
    assert "\t(Nennen Sie die Herkunft, z. B. Prompts)\t" in text


@pytest.mark.parametrize(
    ("rows", "headings", "notes"),
    [
        ([["A. One", ""], ["1", "x"], ["4.1", ""], ["2", "y"]], {1: ("A", "One")}, []),
        ([["Own words", ""], ["1", "x"], ["end of it", ""]], {1: ("", "Own words")}, [3]),
        ([["", "In the title"], ["1", "x"], ["", "merged with the row above"]], {1: ("", "In the title")}, []),
        ([["1. Taken", ""], ["1", "x"]], {1: ("", "1. Taken")}, []),
        ([["only", ""], ["lone words", ""]], {}, []),
    ],
)
def test_what_heads_others_and_what_stands_below(rows: list[list[str]], headings: object, notes: list[int]) -> None:
    found = sections_of(enumerate(rows, 1), 0, 1)
    assert {row: (h.number, h.title) for row, h in found.headings.items()} == headings
    assert list(found.notes) == notes


def test_chapters_are_told_by_their_numbers(tmp_path: Path) -> None:
    """Each chapter was one more requirement that could be audited, beside those in it."""
    rows: Rows = [["Clause", "Heading", "Text"], ["1", "Scope", None], ["1.1", "Who", "All."], ["1.10", "Where", "Here."], ["2", "End", "Ends."], ["10", "Far", None]]  # fmt: skip
    draft = read_as(workbook(tmp_path, rows), None, "", "")
    assert [(r.number, r.parent, r.assessable) for r in draft.frameworks[0].requirements] == [
        ("1", "", False),
        ("1.1", "1", True),
        ("1.10", "1", True),
        ("2", "", True),
        ("10", "", True),
    ]
    assert "2 requirements stand under those that their numbers begin with ('1.1' under '1'); 1 of those without a text is a heading" in told(draft)  # fmt: skip
    with_parents = workbook(tmp_path, [[*rows[0], "Parent"], *([*r, None] for r in rows[1:])])
    plain = read_as(with_parents, None, "", "").frameworks[0].requirements
    assert [(r.parent, r.assessable) for r in plain] == [("", True)] * 5


CROSSWALK: Rows = [
    ["Question", "Standard", "Clause/Control", "Title", "Coverage"],
    ["GOV-01", "ISO 42001", "A.2.2", None, "full"],
    ["GOV-01", "ISO 27001", "n/a", None, None],
    ["GOV-02", "ISO 42001", None, None, "n/a"],
    ["GOV-02", "ISO 27001", None, None, "Not applicable"],
    ["GOV-03", "ISO 27001", "A.5.24 – A.5.26", None, "partial"],
    ["GOV-04", "ISO 27001", "A.5.20 / A.5.21", None, "teilweise"],
    ["GOV-05", "ISO 27001", None, None, None],
    ["GOV-05", "ISO 42001", "-", None, "-"],
    ["n/a", "ISO 42001", "A.9.2", None, None],
]
SAID = "subject=Question,object=Clause/Control,subject_framework==Q"


def test_what_has_no_counterpart_is_said_so_in_each_framework(tmp_path: Path) -> None:
    """Of two frameworks in which a requirement has none, the second was taken for said already; before, such a row was refused."""
    draft = read_as(workbook(tmp_path, CROSSWALK), None, f"{SAID},relation.full=subset of", "")
    rows = [(r.subjects[0].name if r.subjects else "", r.objects[0].name if r.objects else "", r.relation, r.missing_in) for r in draft.mappings[0].rows]  # fmt: skip
    assert rows == [
        ("GOV-01", "A.2.2", "subset_of", ""),
        ("GOV-01", "", "", "ISO 27001"),
        ("GOV-02", "", "", "ISO 42001"),
        ("GOV-02", "", "", "ISO 27001"),
        *(("GOV-03", f"A.5.{n}", "intersects", "") for n in (24, 25, 26)),
        ("GOV-04", "A.5.20", "intersects", ""),
        ("GOV-04", "A.5.21", "intersects", ""),
        ("", "A.9.2", "", "Q"),
    ]
    assert "Clause/Control: 2 rows name nothing there and say nothing of it: not kept (row 8, 9)" in told(draft)


def test_gaps_of_one_requirement_are_entered_for_each_framework(tmp_path: Path) -> None:
    rows: Rows = [["Subject framework", "Subject", "Object framework", "Object"], ["9001", "4.1", "42001", "n/a"], ["9001", "4.1", "27001", "n/a"]]  # fmt: skip
    mapping = read_as(workbook(tmp_path, rows), None, "", "").mappings[0]
    library = load()
    entering = Entering(mapping, Sides(library, mapping), library, {}, own=False)
    assert {pair: len(c.rows) for pair, c in entering.pairs.items()} == {
        ("iso9001", "iso42001"): 1,
        ("iso9001", "iso27001"): 1,
    }
    assert not entering.notes


def test_lint_sees_that_gaps_are_said(tmp_path: Path) -> None:
    head = ["Subject framework", "Subject", "Object framework", "Object", "Relation"]
    pairs: Rows = [["42001", n, "27001", n, "partial"] for n in ("4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.2", "6.3", "7.1", "7.2", "7.3")]  # fmt: skip
    silent = workbook(tmp_path, [[*head], *pairs], "silent.xlsx")
    said = workbook(tmp_path, [[*head], *pairs, ["42001", "A.9.2", "27001", None, "n/a"]], "said.xlsx")
    assert "gaps-unsaid" in run("lint", str(silent)).stdout
    assert "gaps-unsaid" not in run("lint", str(said)).stdout


def test_a_word_for_a_relation_is_asked_once_and_not_row_by_row(tmp_path: Path) -> None:
    rows = [CROSSWALK[0], *([f"GOV-0{n}", "ISO 42001", "A.2.2", None, "full"] for n in range(1, 6))]
    path = workbook(tmp_path, rows)
    found = faults(path, SAID)
    assert len(found) == 1
    assert found[0].startswith(
        "2: E2: 'full' is no relation (so in 5 rows: 2, 3, 4 …; the column is called 'Coverage')"
    )
    assert "subset of (all of the subject is asked by the object, too)" in found[0]
    assert found[0].endswith("relation.full=subset of")
    with pytest.raises(AimsError, match=r"'relation.full=all' says of no word what it means"):
        read_as(path, None, f"{SAID},relation.full=all", "")


def test_a_row_cannot_say_that_there_is_none_and_name_one(tmp_path: Path) -> None:
    rows: Rows = [CROSSWALK[0], ["GOV-01", "ISO 42001", "A.2.2", None, "n/a"], ["GOV-01", "ISO 42001", "n/a", None, "equal"], ["GOV-02", "ISO 42001", None, None, "equal"]]  # fmt: skip
    found = faults(workbook(tmp_path, rows), SAID)
    assert [f.partition(";")[0] for f in found] == [
        "2: C2: the row says that there is no counterpart, and names one or says how it relates",
        "3: C3: the row says that there is no counterpart, and names one or says how it relates",
        "4: C4: the row has no object",
    ]


def test_a_crosswalk_is_not_taken_for_a_framework(tmp_path: Path) -> None:
    """Of its titles a framework was made, with a fault for each row."""
    with pytest.raises(AimsError, match="nobody can tell which of its columns is what") as caught:
        read_as(workbook(tmp_path, CROSSWALK), None, "", "")
    assert "Understood are text (Question), object_framework (Standard), number (Clause/Control), title (Title), relation (Coverage)." in caught.value.what  # fmt: skip


def test_the_row_of_names_is_told_where_nobody_understands_it(tmp_path: Path) -> None:
    """A title of three cells was named as the columns."""
    rows: Rows = [["Confidential", "For:", "Date:"], ["Apples", "Pears", "Plums", "Figs", "Dates", "Nuts"], [1, 2, 3, 4, 5, 6]]  # fmt: skip
    with pytest.raises(AimsError, match=r"is what \(row 2\): Apples, Pears, Plums, Figs, Dates, Nuts"):
        read_as(workbook(tmp_path, rows), None, "", "")


def test_what_was_said_of_columns_is_remembered_below_a_title_too(tmp_path: Path) -> None:
    path, folder = workbook(tmp_path, [["By us", "2026"], ["Item", "Called"], ["1", "Do"]]), tmp_path / "mine"
    said = ["import", str(path), "--into", str(folder), "--as", "Ours/ours", "--yes"]
    assert run(*said, "--columns", "number=Item,title=Called").returncode == 0
    again = run(*said, "--force")
    assert again.returncode == 0, again.stderr


def test_what_an_import_would_break_is_said_at_its_own_rows(tmp_path: Path) -> None:
    """Faults named files that were not there, and what contradicts the content below was entered, and then every check failed."""
    folder = tmp_path / "mine"
    framework = workbook(tmp_path, [["No.", "Title"], ["1", "AI policy"], ["2", "Review"]], "f.xlsx")
    assert run("import", str(framework), "--into", str(folder), "--as", "Q/q", "--yes").returncode == 0
    head = ["Subject framework", "Subject", "Relation", "Object framework", "Object"]
    rows: Rows = [head, ["Q", "1", "subset of", "42001", "A.2.2"], ["Q", "1", "partial", "27001", "5.1"], ["Q", "2", "partial", "42001", "9.3"]]  # fmt: skip
    path = workbook(tmp_path, rows, "rows.xlsx")
    said = ["import", str(path), "--into", str(folder), "--own", "--yes"]
    done = run(*said)
    assert done.returncode == 1 and not list((folder / "mappings").glob("*.tsv"))
    assert f"{path}, row 4: iso42001:9.3 is a heading" in done.stdout
    assert "(iso42001:9.3.1, iso42001:9.3.2, iso42001:9.3.3)" in done.stdout
    assert "from this row it follows that ISO/IEC 42001 A.2.2 AI policy shares a demand with ISO/IEC 27001 5.1" in done.stdout  # fmt: skip
    assert f"row 2 of {path}, subset of" in done.stdout and "42001.sssom.tsv:" not in done.stdout.partition(
        "To be written"
    )[2].replace("mappings/iso-42001--iso-27001.sssom.tsv:", "")
    rows[1][4], rows[2][4], rows[3][4] = "9.3.1", "9.3.1", "9.3.2"
    workbook(tmp_path, rows, "rows.xlsx")
    done = run(*said)
    assert done.returncode == 0, done
    assert run("check", "--content", str(folder), "--no-shapes").returncode == 0


def test_our_own_urns_are_read_again_whatever_signs_a_number_has(tmp_path: Path) -> None:
    """Of 3.2 a) the name in a CISO Assistant library has a digest, which nobody knew again."""
    folder = tmp_path / "c"
    assert run("import", str(questionnaire(tmp_path)), "--into", str(folder), "--as", "Q/q", "--yes").returncode == 0
    rows: Rows = [["Subject framework", "Subject", "Relation", "Object framework", "Object"], ["Q", "3.2 a)", "partial", "42001", "A.7.5"]]  # fmt: skip
    assert (
        run("import", str(workbook(tmp_path, rows, "m.xlsx")), "--into", str(folder), "--own", "--yes").returncode == 0
    )
    out = tmp_path / "m.yaml"
    assert run("export", "q", "42001", "-f", "ciso-assistant", "-o", str(out), "--content", str(folder)).returncode == 0
    again = run("import", str(out), "--into", str(folder), "--own", "--yes", "--force")
    assert "1 row, 1 to enter" in again.stdout, again
