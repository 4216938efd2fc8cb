"""A framework of one's own brought into a workspace, taken out and brought back from the command line: under a name, with the reason."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aims_graph.cli.main import app
from aims_graph.errors import AimsError
from aims_graph.workspace.records.scope import OwnContent
from aims_graph.workspace.store import open_workspace

ROWS = "Control ID,Name,ISO/IEC 27001\nH-1,Keep event logs,A.8.15\nH-2,Teach people,A.6.3\n"


def said(*words: str, code: int = 0) -> str:
    told = CliRunner().invoke(app, [*words])
    if isinstance(told.exception, AimsError):
        assert code == told.exception.exit_code, told.exception
        return str(told.exception)
    assert told.exit_code == code, told.output
    return told.output


@pytest.fixture
def place(empty_workspace: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(empty_workspace, folder)
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(folder))
    (folder.parent / "controls.csv").write_text(ROWS, encoding="utf-8")
    said(
        "import",
        str(folder.parent / "controls.csv"),
        "--into",
        str(folder / "content"),
        "--as",
        "House rules/house",
        "--yes",
    )
    return folder


def test_who_entered_it_stands_in_the_history(place: Path) -> None:
    state = open_workspace(place).state()
    first = state.all(OwnContent)[0]
    assert (first.title, first.file) == ("House rules", "ontology/catalogues/house.tsv")
    said_, made = open_workspace(place).history(first.id)
    assert made.through == "command line" and made.field == ""
    assert said_.field == "text" and first.text == (place / "content" / first.file).read_text(encoding="utf-8")


def test_what_a_file_said_before_it_is_written_over_stands_in_the_history(place: Path) -> None:
    table, file = place.parent / "controls.csv", place / "content/ontology/catalogues/house.tsv"
    entered = file.read_text(encoding="utf-8")
    file.write_text(entered.replace("Keep event logs", "Keep every event log"), encoding="utf-8")
    by_hand = file.read_text(encoding="utf-8")
    table.write_text(ROWS.replace("Teach", "Train"), encoding="utf-8")
    told = said("import", str(table), "--into", str(place / "content"), "--as", "House rules/house", "--yes", "--force")
    assert "Entered in" in told and "Train people" in file.read_text(encoding="utf-8")
    changes = [
        (json.loads(line.before or "null"), json.loads(line.after or "null"))
        for line in open_workspace(place).history("OWN-1")
        if line.field == "text"
    ]
    assert changes == [(by_hand, file.read_text(encoding="utf-8")), (entered, by_hand), ("", entered)]


def test_a_person_is_wanted_for_what_is_written_and_by_the_option_that_there_is(place: Path) -> None:
    said("workspace", "set", "person", "name=Ben", "role=reader")
    table = place.parent / "others.csv"
    table.write_text(ROWS, encoding="utf-8")
    entering = ("import", str(table), "--into", str(place / "content"), "--as", "Other/other")
    assert "--yes enters it" in said(*entering)
    assert "Name one with --by or AIMS_GRAPH_PERSON" in said(*entering, "--yes", code=2)
    assert "Ben is reader of this workspace and may not change any framework or crosswalk of our own." in said(
        *entering, "--yes", "--by", "Ben", code=2
    )
    assert not (place / "content/ontology/catalogues/other.tsv").exists()


def test_it_is_taken_out_and_brought_back_as_it_was(place: Path) -> None:
    file = place / "content/ontology/catalogues/house.tsv"
    before = file.read_bytes()
    told = said("workspace", "take-out", "House rules")
    assert (
        "Goes: House rules, 2 requirements." in told
        and "Nothing was taken out; --yes takes it out." in told
        and file.exists()
    )
    assert "Taken out: House rules." in said("workspace", "take-out", "house", "--yes", "--reason", "the customer left")
    assert not file.exists()
    assert "the customer left" in said("workspace", "history", "OWN-1")
    assert "Brought back: House rules" in said("workspace", "bring-back", "OWN-1", "--reason", "they are back")
    assert file.read_bytes() == before
    assert "is not taken out" in said("workspace", "bring-back", "OWN-1", code=2)


def test_it_stays_while_we_answer_to_it(place: Path) -> None:
    said("workspace", "set", "choice", "framework=house")
    told = said("workspace", "take-out", "house", "--yes", code=1)
    assert "We are bound to it by F-1" in told and "Nothing was taken out." in told
    assert (place / "content/ontology/catalogues/house.tsv").exists()


def test_its_entry_is_not_changed_without_its_file(place: Path) -> None:
    assert "with its file" in said("workspace", "set", "OWN-1", "--withdraw", code=2)
    assert "with its file" in said("workspace", "set", "own_content", "title=x", "file=y", code=2)
    assert "No framework or crosswalk of our own is called 'iso9001'" in said(
        "workspace", "take-out", "iso9001", code=2
    )
