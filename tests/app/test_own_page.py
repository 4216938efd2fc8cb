"""The page on which a framework or crosswalk is brought in: what it shows in each state, what one press enters, who may, and what is said where nothing can be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest
from test_pages import run, texts
from typer.testing import CliRunner

from aims_graph import unpacking
from aims_graph.cli.main import app as command
from aims_graph.model import Library
from aims_graph.workspace.records.scope import Choice, OwnContent, Person
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.store import Workspace, open_workspace
from aims_graph_app import bringing, work
from aims_graph_app.state import stack

CONTROLS = """Control ID,Name,Description,Part of,Auditable,ISO/IEC 27001
H-1,Records,,,no,
H-1.1,Keep event logs,Each assistant records what it did.,H-1,yes,A.8.15
H-1.2,Teach people,All staff are taught once a year.,H-1,yes,"7.2, A.6.3"
H-2,Water the plants,Once a week.,,yes,
"""
NOBODY_KNOWS = "Ours,What\nH-1,Keep event logs\nH-2,Teach people\n"


@pytest.fixture
def place(
    empty_workspace: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """A workspace with a person of each role."""
    shutil.copytree(empty_workspace, tmp_path / "ours")
    made = open_workspace(tmp_path / "ours")
    with made.change(made.state().all(Person)[0], library) as change:
        for role in ("editor", "auditor", "reader"):
            change.add(Person, name=f"Of {role}", role=role)
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(made.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Of editor")
    yield made
    made.engine.dispose()


def given(text: str | bytes, name: str = "controls.csv", **said: str | bool) -> AppTest:
    """Hand over a file, and say something of it."""
    app = run("own", {})
    app.file_uploader[0].set_value((name, text.encode() if isinstance(text, str) else text, "text/csv"))
    return tell(app.run(), **said)


def tell(app: AppTest, **said: str | bool) -> AppTest:
    for name, value in said.items():
        fields = app.toggle if isinstance(value, bool) else app.text_input
        fields(key=f"own-{name.replace('_', '-')}").set_value(value)
    return app.run() if said else app


def press(app: AppTest) -> AppTest:
    next(b for b in app.button if b.label == "Enter it").click()
    return app.run()


def shown(app: AppTest) -> str:
    """Return the preview."""
    return "\n".join(h.proto.body for h in app.get("html") if 'class="ag-preview"' in h.proto.body)


def said(app: AppTest, kind: str = "warning") -> str:
    return texts(app, kind).replace("\\", "").replace("\u2060", "")


def may_press(app: AppTest) -> bool:
    return any(b.label == "Enter it" for b in app.button)


def files(place: Workspace) -> list[str]:
    root = place.folder / "content"
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_at_first_it_says_what_can_be_handed_over(place: Workspace) -> None:
    app = run("own", {})
    assert not app.exception and app.title[0].value == "No framework or crosswalk of our own yet"
    assert "OSCAL (JSON, YAML, XML)" in texts(app, "html") and "table (CSV, TSV, XLSX)" in texts(app, "html")
    assert not may_press(app) and not shown(app)


def test_the_preview_is_that_of_the_command_and_one_press_enters_the_same_files(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = given(CONTROLS, short="House rules", **{"as": "house"})
    (tmp_path / "controls.csv").write_text(CONTROLS, encoding="utf-8")
    there = tmp_path / "by-command"
    monkeypatch.delenv("AIMS_GRAPH_WORKSPACE")
    asked = ["import", str(tmp_path / "controls.csv"), "--into", str(there), "--as", "House rules/house", "--yes"]
    told = CliRunner().invoke(command, asked)
    assert told.exit_code == 0
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(place.folder))
    preview = told.stdout.replace(f"{tmp_path}/controls.csv", "controls.csv").replace(f"{there}/", "content/")
    preview = preview.replace("--columns", "“Which column is what”").strip()
    assert "is called like iso27001" in preview and "4 requirement; 3 can be audited" in preview
    assert texts_of(shown(app)) == preview
    assert files(place) == []
    app = press(app)
    assert not app.exception and app.title[0].value == "1 framework of our own"
    assert said(app, "success").startswith("Entered: House rules. It is on every page")
    assert files(place) == ["ontology/catalogues/house.tsv", "ontology/prefixes.tsv"]
    for file in files(place):
        assert (place.folder / "content" / file).read_bytes() == (there / file).read_bytes()
    # It is there on the next page, to which a link leads, and nothing is asked of the file any more.
    assert app.file_uploader[0].value is None and not shown(app)
    assert {"Assess House rules", "House rules: 4 requirements"} <= {
        link.proto.label.replace("\\", "").replace("\u2060", "") for link in app.get("page_link")
    }
    assert "House rules" in run("assess", {"framework": "house"}).title[0].value
    assert "Keep event logs" in texts(run("requirement", {"id": "house:H-1.1"}), "title", "html")
    # Handed over once more it is here already, and an id that is taken is said by the page's own words.
    assert "is here already as house" in shown(given(CONTROLS, "House rules.csv"))
    app = given(CONTROLS, **{"as": "house"})
    assert "the id 'house' is taken by controls: give another with “Id”" in texts_of(shown(app))
    assert said(app) == "Nothing was written." and not may_press(app)
    assert may_press(tell(app, force=True))


def texts_of(html: str) -> str:
    from html import unescape

    return unescape(html.removeprefix('<div class="ag-preview">').removesuffix("</div>"))


def test_a_column_that_no_word_tells_is_asked_for_and_remembered(place: Workspace) -> None:
    app = given(NOBODY_KNOWS, "Plain words.csv")
    assert "nobody can tell which of its columns is what: Ours, What" in said(app) and "--" not in said(app)
    assert str(place.folder) not in said(app) and "/tmp" not in said(app) and not may_press(app)
    assert "Say it: “Which column is what” 'number=Control ID,title=Name'" in said(app)
    app.selectbox(key="own-column-0-Ours").select("number")
    app.selectbox(key="own-column-1-What").select("title")
    app = press(app.run())
    assert not app.exception and "2 requirements" in "".join(link.proto.label for link in app.get("page_link"))
    assert "number=Ours,title=What" in (place.folder / "content/columns.yaml").read_text(encoding="utf-8")
    assert "becomes later" in shown(given(NOBODY_KNOWS, "Next.csv", **{"as": "later"}))


def test_the_sheet_of_a_workbook_and_what_holds_for_every_row_are_asked_for(place: Workspace) -> None:
    book = Workbook()
    book.active.title = "Ours"
    for row in (("Control ID", "Name", "Map"), ("Q-1", "Keep event logs", "A.8.15"), ("Q-2", "Teach people", "A.6.3")):
        book.active.append(row)
    other = book.create_sheet("Theirs")
    for row in (("Control ID", "Name"), ("X-1", "Nothing of ours")):
        other.append(row)
    stream = BytesIO()
    book.save(stream)
    app = given(stream.getvalue(), "questions.xlsx")
    assert (
        "has 2 sheets with tables: Ours, Theirs" in said(app)
        and "Say which with “Sheet”." in said(app)
        and "--sheet" not in said(app)
    )
    app.selectbox(key="own-sheet").select("Ours")
    app.run()
    app.selectbox(key="own-column-2-Map").select("object")
    app = tell(app, more="object_framework==ISO/IEC 27001:2022", own=True)
    assert "2 rows, 2 to enter" in shown(app) and "as the folder's own" in texts_of(shown(app))
    app = press(app)
    assert said(app, "success").startswith("Entered: Ours, 2 rows from Ours to ISO/IEC 27001.")
    assert "mappings/questions--iso27001.sssom.tsv" in files(place)


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("", "nothing.csv", "nothing.csv is empty."),
        ("just words\nand more", "notes.txt", "notes.txt is of no format that is read here."),
        (b"PK\x03\x04 torn", "torn.xlsx", "torn.xlsx"),
        ('Control ID,Name\nH-1,"never closed\nH-2,More\n', "quote.csv", "quote.csv"),
        ("Control ID,Name\nH-1,\x1b[31m\n", "terminal.csv", "1 fault in terminal.csv:"),
        ("{", "broken.json", "broken.json"),
        (CONTROLS, "x" * 300 + ".csv", "Rename it."),
    ],
)
def test_a_bad_file_is_refused_by_one_message_and_nothing_is_lost(place: Workspace, text, name, says) -> None:
    app = given(text, name)
    assert not app.exception and says in said(app) and said(app).endswith("Nothing was written.")
    assert not may_press(app) and files(place) == [] and "/tmp" not in said(app)


def test_a_file_that_is_too_large_is_refused(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "LARGEST", 1)
    app = given(CONTROLS + "x" * (1 << 20), "large.csv")
    assert "large.csv is larger than 1 MB." in said(app) and not may_press(app)


def test_a_workbook_that_unpacks_to_more_than_is_read_is_refused(place, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = BytesIO()
    Workbook().save(stream)
    monkeypatch.setattr(unpacking, "MOST", 1000)
    app = given(stream.getvalue(), "large.xlsx")
    assert "large.xlsx unpacks to more than 0 MB, the most that is read." in said(app) and not may_press(app)


def test_what_would_not_stand_up_to_a_check_is_refused_at_the_files_own_row(place: Workspace) -> None:
    rows = "Subject framework,Subject,Relation,Object framework,Object\n"
    rows += "House rules,H-1.1,equal,ISO/IEC 27001:2022,4.1\nHouse rules,H-1.1,equal,EU AI Act,12(1)\n"
    press(given(CONTROLS, short="House rules", **{"as": "house"}))
    before = files(place)
    app = given(rows, "wrong.csv", own=True)
    assert "does not stand up to a check" in said(app) and "row 3 of wrong.csv" in texts_of(shown(app))
    assert not may_press(app) and files(place) == before


@pytest.mark.parametrize("who", ["Of reader", "Of auditor", ""])
def test_who_may_not_write_is_offered_nothing(place: Workspace, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIMS_GRAPH_PERSON", who)
    app = run("own", {})
    assert not app.exception and not app.file_uploader and not may_press(app)
    assert ("may only read this" if who else "Choose your name first") in said(app, "caption")


def test_what_somebody_entered_meanwhile_is_looked_at_once_more(place: Workspace) -> None:
    app = given(CONTROLS, short="House rules", **{"as": "house"})
    told = CliRunner().invoke(command, ["import", *_as_file(place), "--into", str(place.folder / "content"), "--yes"])
    assert told.exit_code == 0
    before = {f: (place.folder / "content" / f).read_bytes() for f in files(place)}
    app = press(app)
    assert not app.exception and "changed meanwhile, so nothing was written" in said(app)
    assert {f: (place.folder / "content" / f).read_bytes() for f in files(place)} == before
    assert not app.success
    # Looked at once more, it is entered beside what came in meanwhile.
    app = press(app)
    assert app.title[0].value == "2 frameworks of our own"


def test_between_the_last_look_and_the_writing_nobody_is_written_over(place, monkeypatch: pytest.MonkeyPatch) -> None:
    app = given(CONTROLS, short="House rules", **{"as": "house"})

    class Another:
        def __enter__(self) -> None:
            command_ = ["import", *_as_file(place), "--into", str(place.folder / "content"), "--yes"]
            assert CliRunner().invoke(command, command_).exit_code == 0

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(bringing, "_ONE_AT_A_TIME", Another())
    app = press(app)
    assert "Somebody changed the content meanwhile, so nothing was written." in said(app)
    assert "ontology/catalogues/house.tsv" not in files(place)


def _as_file(place: Workspace) -> list[str]:
    path = place.folder.parent / "other.csv"
    path.write_text(NOBODY_KNOWS.replace("Ours,What", "Control ID,Name"), encoding="utf-8")
    return [str(path)]


def test_a_folder_that_cannot_be_written_says_so_and_stays(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    app = given(CONTROLS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(place.folder / "content/ontology/prefixes.tsv"))

    monkeypatch.setattr("aims_graph.exchange.entry.write_atomic", full)
    app = press(app)
    assert not app.exception and "content/ontology/prefixes.tsv cannot be written: No space left" in said(app)
    assert str(place.folder) not in said(app) and files(place) == []


def test_where_others_are_served_no_folder_of_the_machine_is_shown(place, monkeypatch: pytest.MonkeyPatch) -> None:
    press(given(CONTROLS, **{"as": "house"}))
    assert str(place.folder / "content/ontology/catalogues/house.tsv") in texts(run("own", {}), "html")
    monkeypatch.setattr(work, "serves_others", lambda: True)
    app = run("own", {})
    assert "content/ontology/catalogues/house.tsv" in texts(app, "html")
    assert str(place.folder) not in texts(app, "html") and not app.file_uploader


def test_once_frameworks_are_chosen_it_leads_to_where_another_is(place: Workspace, library: Library) -> None:
    with place.change(place.state().all(Person)[0], library) as change:
        change.add(Choice, framework="iso42001")
    app = press(given(CONTROLS))
    assert any("Choose the frameworks" in link.proto.label for link in app.get("page_link"))
    assert any("Bring in" in link.proto.label for link in run("scope", {"kind": "choice"}).get("page_link"))


RELATED = """Subject framework,Subject,Relation,Object framework,Object
House rules,H-1.1,subset of,ISO/IEC 27001:2022,A.8.15
"""


def test_a_framework_is_taken_out_after_a_look_at_what_falls_and_comes_back_as_it_was(
    place: Workspace, library: Library
) -> None:
    press(given(CONTROLS, short="House rules", **{"as": "house"}))
    press(given(RELATED, "ours.csv", own=True))
    editor = next(p for p in place.state().all(Person) if p.name == "Of editor")
    entered = place.state().all(OwnContent)
    assert [(e.title, e.file) for e in entered][:1] == [("House rules", "ontology/catalogues/house.tsv")]
    assert len(entered) == 2 and entered[1].title == "House rules to ISO/IEC 27001"
    assert {(line.person, line.through) for e in entered for line in place.history(e.id)} == {(editor.id, "explorer")}
    content = stack().library
    with place.change(editor, content) as change:
        change.add(Answer, target="house:H-1.1", status="implemented")
        chosen = change.add(Choice, framework="house")
    before = {f: (place.folder / "content" / f).read_bytes() for f in files(place)}

    # As long as we answer to it, it stays.
    app = run("own", {"out": entered[0].file})
    assert not app.exception and f"We are bound to it by {chosen}" in said(app)
    assert not any(b.label == "Take it out" for b in app.button)
    with place.change(editor, content) as change:
        change.withdraw(chosen)

    app = run("own", {"out": entered[0].file})
    told = texts(app, "html")
    assert "Goes: House rules, 4 requirements." in told and "Goes: House rules to ISO/IEC 27001, 1 row." in told
    assert "1 answer, A-1" in told and "brought in by Of editor on" in told
    next(b for b in app.button if b.label == "Take it out").click().run()
    assert "Say why" in said(app) and files(place) == sorted(before)
    app.text_input(key="own-why").input("the customer left")
    next(b for b in app.button if b.label == "Take it out").click().run()
    assert not app.exception and app.title[0].value == "No framework or crosswalk of our own yet"
    assert files(place) == ["ontology/prefixes.tsv"] and place.state().all(OwnContent) == []
    assert [line.reason for e in entered for line in place.history(e.id, 1)] == ["the customer left"] * len(entered)
    # Every page of the workspace goes on, though an answer names what is not there.
    for page in ("assess", "tasks", "dashboard", "workspace", "soa", "scope"):
        assert not run(page, {}).exception, page
    assert not run("workspace", {"show": "history"}).exception

    app = run("own", {})
    assert "taken out by Of editor on" in texts(app, "html") and "the customer left" in texts(app, "html")
    # What went together is asked for once, and comes back together.
    assert "With it: House rules to ISO/IEC 27001, content/mappings/" in texts(app, "html")
    assert len([b for b in app.button if b.label == "Bring it back"]) == 1
    app.text_input(key=f"why-back-{entered[0].id}").input("the customer is back")
    next(b for b in app.button if b.label == "Bring it back").click().run()
    assert not app.exception and app.title[0].value == "1 framework and 1 crosswalk of our own"
    assert {f: (place.folder / "content" / f).read_bytes() for f in files(place)} == before
    assert "the customer is back" in texts(run("own", {}), "html")


def test_what_was_removed_by_hand_is_listed_and_brought_back(place: Workspace) -> None:
    press(given(CONTROLS, short="House rules", **{"as": "house"}))
    (place.folder / "content/ontology/catalogues/house.tsv").unlink()
    app = run("own", {})
    assert "House rules</b>, content/ontology/catalogues/house.tsv, its file is gone" in texts(app, "html")
    app.text_input(key="why-back-OWN-1").input("removed by mistake")
    next(b for b in app.button if b.label == "Bring it back").click().run()
    assert not app.exception and app.title[0].value == "1 framework of our own"
    assert "What the file says" in texts(app, "html")


def test_what_comes_back_with_a_fault_is_told_so(place: Workspace) -> None:
    press(given(CONTROLS, short="House rules", **{"as": "house"}))
    remains = place.folder / "content/mappings/remainders/house.tsv"
    remains.parent.mkdir(parents=True)
    remains.write_text("rubbish\tx\n1\t2\t3\n", encoding="utf-8")
    app = run("own", {"out": "ontology/catalogues/house.tsv"})
    app.text_input(key="own-why").input("the customer left")
    next(b for b in app.button if b.label == "Take it out").click().run()
    assert not remains.exists()
    app = run("own", {})
    app.text_input(key="why-back-OWN-1").input("the customer is back")
    next(b for b in app.button if b.label == "Bring it back").click().run()
    assert not app.exception and remains.read_text(encoding="utf-8") == "rubbish\tx\n1\t2\t3\n"
    told = said(app).partition("What came back has 12 faults, as it was:")[2]
    assert "content/mappings/remainders/house.tsv:1: column 'by' is missing" in told and str(place.folder) not in told


def test_beside_the_next_version_the_former_is_not_offered_to_come_back(place: Workspace) -> None:
    press(given(CONTROLS, short="House rules", **{"as": "house"}))
    app = run("own", {"out": "ontology/catalogues/house.tsv"})
    app.text_input(key="own-why").input("another version")
    next(b for b in app.button if b.label == "Take it out").click().run()
    assert [b for b in run("own", {}).button if b.label == "Bring it back"]
    press(given(CONTROLS.replace("Records", "Our records"), short="House rules", **{"as": "house"}))
    app = run("own", {})
    assert app.title[0].value == "1 framework of our own" and "Another version of it is here." in texts(app, "html")
    assert not [b for b in app.button if b.label == "Bring it back"]


def test_who_may_only_read_is_offered_no_way_to_take_out(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    press(given(CONTROLS, **{"as": "house"}))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Of reader")
    app = run("own", {"out": "ontology/catalogues/house.tsv"})
    assert not app.exception and "Take it out" not in texts(app, "html", "button")
    assert "is not a framework or crosswalk of our own" in said(run("own", {"out": "nonsense"}))


def test_files_that_cannot_go_stay_and_so_does_their_entry(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    press(given(CONTROLS, **{"as": "house"}))

    def refused(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    app = run("own", {"out": "ontology/catalogues/house.tsv"})
    app.text_input(key="own-why").input("x")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        next(b for b in app.button if b.label == "Take it out").click().run()
    assert (
        not app.exception and "cannot be written: Permission denied" in said(app) and str(place.folder) not in said(app)
    )
    assert "ontology/catalogues/house.tsv" in files(place) and len(place.state().all(OwnContent)) == 1
