"""Tables with headers of any kind: what is understood by itself, what a person is asked, what a fault names; and ours written so."""

from pathlib import Path

import pytest
import tiny
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange import sheet, sheet_out
from aims_graph.exchange.columns import plain
from aims_graph.exchange.crosswalks import Entering
from aims_graph.exchange.readers import read
from aims_graph.exchange.sides import Sides
from aims_graph.formats.library import load


def csv_file(folder, text, name="controls.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def book(folder, *rows, title="Controls", others=(), name="controls.xlsx"):
    workbook = Workbook()
    page = workbook.active
    page.title = title
    for row in rows:
        page.append(row)
    for other in others:
        workbook.create_sheet(other).append(["a", "b"])
    path = folder / name
    workbook.save(path)
    return path


def faults(path, *arguments):
    with pytest.raises(ContentError) as caught:
        sheet.read_as(path, None, *(arguments or ("", "")))
    return [str(f).removeprefix(f"{path}:") for f in caught.value.findings]


OURS = """Control ID;Control name;Description;Parent ID;Auditable;Owner
R-1;Records;;;no;Ada
R-1.1;Keep logs;Each assistant records "what" it did;R-1;yes;Bo
"""


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_headers_that_mean_one_thing_are_understood(tmp_path, separator):
    draft = read(csv_file(tmp_path, OURS.replace(";", separator), encoding="utf-8-sig"))
    framework = draft.frameworks[0]
    assert [(r.number, r.title, r.parent, r.assessable, r.text, r.more["Owner"]) for r in framework.requirements] == [
        ("R-1", "Records", "", False, "", "Ada"),
        ("R-1.1", "Keep logs", "R-1", True, 'Each assistant records "what" it did', "Bo"),
    ]
    assert (framework.title, framework.key, draft.notes[-1].what) == (
        "controls",
        "controls",
        "columns kept under their own names: Owner",
    )


def test_what_two_columns_could_be_is_asked_and_not_guessed(tmp_path):
    path = csv_file(tmp_path, "Ref,Control No,Name\nx,1.1,Logs\n")
    with pytest.raises(AimsError, match="number could be Ref or Control No") as caught:
        read(path)
    assert "--columns 'number=Ref'" in caught.value.mend
    assert sheet.read_as(path, None, "number=Control No", "").frameworks[0].requirements[0].number == "1.1"
    with pytest.raises(AimsError, match="has no column 'Nr'"):
        sheet.read_as(path, None, "number=Nr", "")
    with pytest.raises(AimsError, match="says of no column"):
        sheet.read_as(path, None, "numero=Ref", "")


def test_a_table_nobody_can_tell_is_refused_with_the_way_to_say_it(tmp_path):
    with pytest.raises(AimsError, match="which of its columns is what: Apples, Pears") as caught:
        read(csv_file(tmp_path, "Apples,Pears\n1,2\n"))
    assert "--columns" in caught.value.mend


def test_every_fault_names_its_cell_in_one_go(tmp_path):
    path = book(
        tmp_path,
        ["Number", "Title", "Parent", "Assessable"],
        ["1", "One", "9", "perhaps"],
        ["1", "Twice", "", ""],
        ["", "", "", "no"],
    )
    assert [f.split(";")[0] for f in faults(path)] == [
        "2: C2: '9' is no number of this table",
        "2: D2: 'perhaps' is neither yes nor no",
        "3: A3: '1' stands in row 2 already",
        "4: A4: the row has no number",
    ]


def test_what_a_spreadsheet_made_of_a_number_is_seen(tmp_path):
    from datetime import date

    path = book(
        tmp_path, ["Number", "Title"], [date(2026, 10, 1), "Was 10.1"], ["=1+1", "Never computed"], ["#N/A", "ok"]
    )
    found = faults(path)
    assert (
        "Controls!A2 is a date (2026-10-01)" in found[0]
        and "Controls!A3 is a formula whose value was never computed" in found[1]
    )
    draft = read(book(tmp_path, ["Number", "Title"], [4.1, "One"], [5, "Two"]))
    assert [r.number for r in draft.frameworks[0].requirements] == ["4.1", "5"]
    assert "4.10 would read as 4.1" in draft.notes[-1].what
    assert "keeps 4.10 as 4.1" in faults(book(tmp_path, ["Number", "Title"], [4.1, "One"], [4.1, "Ten"]))[0]


def test_a_quote_that_is_never_closed_takes_no_row_with_it(tmp_path):
    head = "Number,Title\n1,One\n"
    for text in ('2,"Two\n', '2,"Two', '2,"Two\n3,Three\n', '2,"Two\n3,"Three"\n', '2,"Two\n3,Three "3"\n4,Four\n'):
        found = faults(csv_file(tmp_path, head + text))
        assert [f.partition(":")[0] for f in found] == ["3"] and "close each quote" in found[0]
    draft = read(csv_file(tmp_path, head + '2,"Two,\nand ""a half"""\n3,"Three" "bis"\n4,Five 5" disks\n'))
    assert [r.title for r in draft.frameworks[0].requirements] == [
        "One",
        'Two,\nand "a half"',
        'Three "bis"',
        'Five 5" disks',
    ]


def test_a_row_without_number_among_rows_with_one_is_told(tmp_path):
    path = book(tmp_path, ["Number", "Title"], ["1", "One"], [None, "Merged with the cell above"])
    assert [(n.where, n.what) for n in read(path).notes] == [
        ("A3", "has no number; 'Merged with the cell above' stands for it in its id")
    ]
    assert read(csv_file(tmp_path, "Title,Description\nOne,first\nTwo,second\n")).notes == ()


def test_a_table_of_column_names_alone_is_no_framework(tmp_path):
    done = run("import", str(csv_file(tmp_path, "Number,Title\n")), "--into", str(tmp_path / "c"), "--yes")
    assert (done.returncode, (tmp_path / "c").exists()) == (1, False)
    assert "'controls' has no requirement" in done.stdout + done.stderr


def test_a_workbook_is_one_whatever_it_is_called_and_is_titled_by_what_says_something(tmp_path):
    rows = ["Number", "Title"], ["1", "One"]
    for title, told in (("Our policy", "Our policy"), ("Framework", "rules"), ("Sheet1", "rules")):
        assert read(book(tmp_path, *rows, title=title, name="rules.xlsx")).frameworks[0].title == told
    (tmp_path / "rules.xlsx").rename(tmp_path / "rules.csv")
    assert read(tmp_path / "rules.csv").frameworks[0].requirements[0].title == "One"


def test_a_confidence_that_is_none_is_told_and_a_decimal_comma_is_a_point(tmp_path):
    rows = "42001,5.1,9001,5.1.1;0,9", "42001,7.2,9001,7.2;high", "42001,7.3,9001,7.3;1,5"
    text = "Subject framework;Subject;Object framework;Object;Confidence\n" + "\n".join(
        ";".join([*r.split(";")[0].split(","), r.split(";")[1]]) for r in rows
    )
    draft = read(csv_file(tmp_path, text))
    library = load()
    entering = Entering(draft.mappings[0], Sides(library, draft.mappings[0]), library, {}, False)
    (pair,) = entering.pairs.values()
    assert [(r.get("confidence"), r.get("ext_confidence")) for r in pair.rows] == [
        ("0.9", None),
        (None, "high"),
        (None, "1,5"),
    ]
    assert [n.partition(";")[0] for n in entering.notes] == [
        f"row {n}: the confidence '{word}' is no number from 0 to 1" for n, word in ((3, "high"), (4, "1,5"))
    ]


def test_of_several_sheets_the_one_that_is_understood_or_named(tmp_path):
    path = book(tmp_path, ["Our controls"], ["Number", "Title"], ["1", "One"], others=("Notes", "More"))
    draft = read(path)
    assert len(draft.frameworks[0].requirements) == 1 and draft.notes[-1].what == "sheets not read: Notes, More"
    assert "'Our controls' stands above" in draft.notes[0].what
    with pytest.raises(AimsError, match="has no sheet 'Else'"):
        sheet.read_as(path, None, "", "Else")


def test_a_crosswalk_with_words_for_relations(tmp_path):
    path = csv_file(
        tmp_path, 'Source,Target,Relationship,Notes,Strength\n4.1,4.1,Subset of,why,high\n4.2,"4.1, 4.2",⊃,,\n'
    )
    draft = sheet.read_as(
        path, None, "subject_framework==ISO 42001,object_framework==ISO/IEC 27001:2022,subject=Source,object=Target", ""
    )
    mapping = draft.mappings[0]
    assert (mapping.subject, mapping.object) == ("ISO 42001", "ISO/IEC 27001:2022")
    assert [(r.subjects[0].name, r.objects[0].name, r.relation, r.comment, r.where) for r in mapping.rows] == [
        ("4.1", "4.1", "subset_of", "why", "row 2"),
        ("4.2", "4.1", "superset_of", "", "row 3"),
        ("4.2", "4.2", "superset_of", "", "row 3"),
    ]
    assert mapping.rows[0].more == {"Strength": "high"} and "1 cell names several" in draft.notes[0].what
    found = faults(csv_file(tmp_path, "Subject,Object,Relation\n4.1,4.1,kind of\n,4.2,equal\n"))
    assert found[0].startswith("2: Relation: 'kind of' is no relation") and found[1].startswith(
        "3: Subject: the row has no"
    )


def test_controls_and_what_they_map_to_in_one_table(tmp_path):
    path = csv_file(tmp_path, "Control ID,Name,ISO 27001\nR-1,Keep logs,A.8.15\nR-2,Water plants,\n")
    draft = sheet.read_as(path, None, "object=ISO 27001", "")
    assert len(draft.frameworks[0].requirements) == 2 and len(draft.mappings[0].rows) == 1
    assert (draft.mappings[0].subject, draft.mappings[0].object) == (draft.frameworks[0].key, "ISO 27001")


def test_our_own_tables_are_read_too(tmp_path):
    text = "#id: demo\n#title: Demo Controls 2.0\n#short: Demo\nid\tnumber\tkind\ttitle\tparent\tassessable\tsummary\ndemo:GV\tGV\tfunction\t(Govern)\t\tno\tHead.\ndemo:GV.1\tGV.1\tsubcategory\t(Purpose)\tdemo:GV\tyes\tIs known.\n"
    framework = read(csv_file(tmp_path, text, "demo.tsv")).frameworks[0]
    assert (framework.key, framework.title, framework.short) == ("demo", "Demo Controls 2.0", "Demo")
    assert [(r.number, r.parent, r.assessable, r.text) for r in framework.requirements] == [
        ("GV", "", False, "Head."),
        ("GV.1", "demo:GV", True, "Is known."),
    ]


def test_the_folder_remembers_what_was_said_of_columns(tmp_path):
    path, folder = csv_file(tmp_path, "Ref,Control No,Name\nx,1.1,Logs\n"), tmp_path / "mine"
    assert run("import", str(path), "--into", str(folder)).returncode == 2
    first = run(
        "import", str(path), "--into", str(folder), "--columns", "number=Control No", "--as", "Ours/ours", "--yes"
    )
    assert first.returncode == 0, first.stdout
    again = run("import", str(path), "--into", str(folder), "--as", "Ours/ours", "--force", "--yes")
    assert again.returncode == 0 and "1 requirement" in again.stdout, again.stderr
    for memory in ("[", "[" * 900 + "]" * 900, "- 2026-99-99"):
        (folder / "columns.yaml").write_text(memory, encoding="utf-8")
        said = run("import", str(path), "--into", str(folder)).stderr
        assert "Mend or remove it" in said and "Traceback" not in said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["framework", "mapping"])
def test_a_template_is_a_table_that_import_understands(tmp_path, ending, what):
    path = tmp_path / f"empty.{ending}"
    assert run("template", what, "-o", str(path)).returncode == 0
    draft = read(path)
    assert (len(draft.frameworks), len(draft.mappings)) == ((1, 0) if what == "framework" else (0, 1))
    assert not draft.notes
    assert run("template", what, "-o", str(path)).returncode == 2
    assert run("template", what, "-o", str(path), "--force").returncode == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_framework_that_is_exported_and_read_again_is_the_same(tmp_path, form):
    library = load()
    for framework in library.mapped:
        path = tmp_path / f"{framework.id}.{form}"
        path.write_bytes(sheet_out.write_framework(library, framework, form).data)
        found = read(path).frameworks[0].requirements
        rows = sheet_out.framework_rows(library, framework)
        if len({r[0] for r in rows}) < len(rows):
            continue
        assert [[r.number, r.title, r.kind, r.parent, "yes" if r.assessable else "no", r.text] for r in found] == rows


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_crosswalk_that_is_exported_and_read_again_is_the_same(tmp_path, form):
    library = load()
    mapping_set = next(s for s in library.sets if not s.stated_by and {s.subject, s.object} == {"iso42001", "iso27001"})
    path = tmp_path / f"m.{form}"
    path.write_bytes(sheet_out.write_set(library, mapping_set, form).data)
    mapping = read(path).mappings[0]
    entering = Entering(mapping, Sides(library, mapping), library, {}, own=False)
    assert not entering.missed
    rows = [
        (r["subject_id"], r["object_id"], r["ext_set_relation"], r["confidence"])
        for p in entering.pairs.values()
        for r in p.rows
    ]
    assert rows == [(m.subject_id, m.object_id, m.relation, f"{m.confidence:g}") for m in mapping_set.rows]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20).map(lambda t: " ".join(t.split()))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.from_regex(r"[1-9]{1,2}(\.[0-9]{1,2}){0,2}", fullmatch=True), TEXT, TEXT),
        min_size=1,
        max_size=5,
        unique_by=lambda r: r[0],
    )
)
def test_cells_of_any_text_come_through_csv_and_workbook(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("sheet")
    whole = [[number, title, "control", "", "yes", text] for number, title, text in rows]
    for ending, data in (
        ("csv", sheet_out._csv(sheet_out.FRAMEWORK, whole)),
        ("xlsx", sheet_out._xlsx("F", sheet_out.FRAMEWORK, whole)),
    ):
        path = folder / f"f.{ending}"
        path.write_bytes(data)
        found = read(path).frameworks[0].requirements
        assert [(r.number, r.title, r.text) for r in found] == rows


def test_every_word_means_one_thing():
    lines = (Path(sheet.__file__).parent / "words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    said = [
        (of, word)
        for means, of, words in (line.split("\t") for line in lines)
        for word in {plain(w) for w in (means, *words.split("|"))}
    ]
    doubled = {w for w in said if said.count(w) > 1}
    assert not doubled


def test_a_date_is_a_fault_only_where_a_field_is_meant_and_only_on_the_sheet_that_is_read(tmp_path):
    from datetime import date, datetime

    rows = (["Number", "Title", "Last review", "At"], ["C1", "Doors", date(2025, 1, 2), datetime(2025, 1, 2, 9, 30)])
    path = book(tmp_path, *rows)
    workbook = load_workbook(path)
    other = workbook.create_sheet("Diary")
    for row in (["When", "What"], [date(2025, 1, 2), "#N/A"]):
        other.append(row)
    workbook.save(path)
    draft = sheet.read_as(path, None, "", "")
    assert draft.frameworks[0].requirements[0].more == {"Last review": "2025-01-02", "At": "2025-01-02 09:30:00"}
    assert faults(path, "title=Last review", "")[0].startswith("2: Controls!C2 is a date (2025-01-02)")
    assert faults(path, "number=When,title=What", "Diary") == [
        "2: Diary!A2 is a date (2025-01-02); format the cell as text and write what is meant, if it is a number",
        "2: Diary!B2 holds an error (#N/A); mend the formula, or write the value",
    ]


def test_numbers_of_a_crosswalk_that_are_no_text_are_told_too(tmp_path):
    head = ["Subject framework", "Subject", "Object framework", "Object"]
    path = book(tmp_path, head, ["Ours", "4.1", "Theirs", 4.1], ["Ours", 5.0, "Theirs", 5.2])
    (note,) = sheet.read_as(path, None, "", "").notes
    assert (note.where, note.what.partition(":")[0]) == ("Object", "2 numbers are no text in the workbook (D2, D3)")
    both = book(tmp_path, ["Number", "Title", "Object"], [4.1, "Doors", 5.1], name="both.xlsx")
    assert [n.where for n in sheet.read_as(both, None, "", "").notes] == ["Number", "Object"]


def test_cells_in_columns_without_a_name_are_told(tmp_path):
    path = book(
        tmp_path, ["Number", "Title", None, "Owner"], ["C1", "Doors", "mid", "Ada", "beyond"], ["C2", "Windows"]
    )
    assert [(n.where, n.what) for n in sheet.read_as(path, None, "", "").notes][-1] == (
        "C2",
        "2 cells stand in columns without a name and are not kept",
    )
    text = csv_file(tmp_path, "Number,Title,,Owner\nC1,Doors,mid,Ada\n")
    assert [(n.where, n.what) for n in read(text).notes][-1] == (
        "line 2",
        "1 cell stands in a column without a name and is not kept",
    )


def test_what_is_remembered_of_columns_is_of_the_sheet_that_was_read(tmp_path):
    path = book(tmp_path, ["a", "b"], ["1", "2"], title="Cover")
    workbook = load_workbook(path)
    table = workbook.create_sheet("Controls")
    for row in (["Number", "Words"], ["C1", "Doors"]):
        table.append(row)
    workbook.save(path)
    assert sheet.read_as(path, None, "title=Words", "").frameworks[0].requirements[0].title == "Doors"
    assert "- Words" in sheet.memory(tmp_path, path, "title=Words", "")


def test_columns_in_any_script_stay_apart_and_come_back(tmp_path):
    tiny.write(tmp_path / "base")
    path = csv_file(tmp_path, "Number,Title,Описание,Владелец,Größe\nC1,Doors,раз,кто,7\n")
    over = ["--content", str(tmp_path / "base"), "--alone"]
    assert run("import", str(path), "--into", str(tmp_path / "mine"), "--yes", *over).returncode == 0
    library = load(tmp_path / "base", tmp_path / "mine", alone=True)
    assert library.left_out == [] and library.requirements["controls:C1"].title == "Doors"
    assert library.frameworks["controls"].added == ("ext_größe", "ext_владелец", "ext_описание")
    assert "\tкто\tраз" in (tmp_path / "mine/ontology/catalogues/controls.tsv").read_text(encoding="utf-8")


def test_a_column_that_has_a_meaning_only_elsewhere_is_kept_under_its_name(tmp_path):
    """A comment and a source are fields of a crosswalk, a text and a kind those of a framework; whoever writes the other has them all the same."""
    draft = read(csv_file(tmp_path, "Number,Title,Notes,Source ID\nC1,Doors,later,x\n"))
    assert draft.frameworks[0].requirements[0].more == {"Notes": "later", "Source ID": "x"}
    assert draft.notes[-1].what == "columns kept under their own names: Notes, Source ID"
    draft = read(csv_file(tmp_path, "Subject,Object,Description,Kind\nC1,D1,both lock,door\n"))
    assert draft.mappings[0].rows[0].more == {"Description": "both lock", "Kind": "door"}
    draft = read(csv_file(tmp_path, "Number,Title,Object,Notes,Owner\nC1,Doors,D1,why,Ada\n"))
    assert draft.frameworks[0].requirements[0].more == {"Owner": "Ada"}
    assert (draft.mappings[0].rows[0].comment, draft.mappings[0].rows[0].more) == ("why", {})
