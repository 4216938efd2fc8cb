"""A framework of one's own brought into a workspace, taken out and brought back from the command line: under a name, with the reason."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aims_graph.cli.main import app
from aims_graph.entering import planned
from aims_graph.errors import AimsError
from aims_graph.exchange.entry import Wish
from aims_graph.formats.library import library_of
from aims_graph.own.going import going
from aims_graph.own.moving import bring_back, enter_own, take_out
from aims_graph.pack.pack import packs_of
from aims_graph.workspace.records.scope import OwnContent, Person
from aims_graph.workspace.store import Workspace, open_workspace

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


CATALOGUE = "ontology/catalogues/house.tsv"
CROSSWALK = (
    "Subject framework,Subject,Relation,Object framework,Object,Object title,Confidence,Comment\n"
    "House rules,H-1,subset of,ISO/IEC 27001:2022,A.8.15,Logging,0.9,A.8.15 asks for logs too and for their protection.\n"
)


def crosswalk(place: Path, *more: str) -> Path:
    """A crosswalk of the framework, entered; return its file."""
    table = place.parent / "crosswalk.csv"
    table.write_text(CROSSWALK, encoding="utf-8")
    said("import", str(table), "--into", str(place / "content"), "--yes", *(more or ("--own",)))
    return next((place / "content/mappings").glob("*.sssom.tsv"))


def test_the_next_version_comes_in_under_the_id_of_the_one_that_was_taken_out(place: Path) -> None:
    said("workspace", "take-out", "house", "--yes", "--reason", "a new version")
    table = place.parent / "controls.csv"
    table.write_text(ROWS.replace("Teach", "Train"), encoding="utf-8")
    assert "Entered in" in said(
        "import", str(table), "--into", str(place / "content"), "--as", "House rules/house", "--yes"
    )
    assert "Train people" in (place / "content" / CATALOGUE).read_text(encoding="utf-8")
    assert "There is a file" in said("workspace", "bring-back", "OWN-1", code=2)
    said("workspace", "take-out", "house", "--yes", "--reason", "the former after all")
    said("workspace", "bring-back", "OWN-1")
    assert "Teach people" in (place / "content" / CATALOGUE).read_text(encoding="utf-8")


def test_what_an_editor_of_windows_saved_comes_back_byte_by_byte(place: Path) -> None:
    file = place / "content" / CATALOGUE
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    said("workspace", "take-out", "house", "--yes")
    said("workspace", "bring-back", "OWN-1")
    assert file.read_bytes() == before


def test_what_was_removed_by_hand_is_brought_back_and_the_history_says_so(place: Path) -> None:
    file, other = place / "content" / CATALOGUE, crosswalk(place)
    before = file.read_bytes(), other.read_bytes()
    file.unlink()
    other.unlink()
    assert "Brought back: House rules, House rules to ISO/IEC 27001." in said(
        "workspace", "bring-back", "OWN-1", "--reason", "removed by mistake"
    )
    assert (file.read_bytes(), other.read_bytes()) == before
    last = [(line.before, line.after, line.reason) for line in open_workspace(place).history("OWN-1")[:2]]
    assert last == [("true", "false", "removed by mistake"), ("false", "true", "removed by mistake")]


def test_whoever_brings_a_workspace_in_from_json_hears_that_its_own_frameworks_are_not_in_it(place: Path) -> None:
    said("workspace", "export", "-o", str(place.parent / "ours.json"))
    told = said("workspace", "import", str(place.parent / "ours.json"), "--into", str(place.parent / "new"))
    assert "Not in it: 1 framework or crosswalk of our own (House rules). Copy content/ of the former folder" in told
    shutil.copytree(place / "content", place.parent / "new/content", dirs_exist_ok=True)
    assert "Taken out: House rules." in said(
        "workspace", "take-out", "house", "--yes", "--workspace", str(place.parent / "new")
    )


def test_a_file_that_is_read_only_stays(place: Path) -> None:
    file = place / "content" / CATALOGUE
    file.chmod(0o444)
    assert "it is read-only" in said("workspace", "take-out", "house", "--yes", code=2)
    assert file.is_file() and not open_workspace(place).state().all(OwnContent)[0].withdrawn


def test_a_crosswalk_is_called_as_the_history_calls_it(place: Path) -> None:
    file = crosswalk(place, "--stated-by", "acme")
    assert "House rules to ISO/IEC 27001, as acme states it" in said("workspace", "show", "own_content")
    said("workspace", "take-out", "house rules to ISO/IEC 27001, as acme states it", "--yes")
    assert not file.exists()


def test_a_run_that_is_killed_loses_nothing_of_what_was_written_by_hand(place: Path) -> None:
    file, other = place / "content" / CATALOGUE, crosswalk(place)
    laid = other.with_name("house--iso27001.acme.sssom.tsv")
    laid.write_text(
        other.read_text(encoding="utf-8").replace("#license", "#stated_by: acme\n#license", 1), encoding="utf-8"
    )
    file.write_text(file.read_text(encoding="utf-8").replace("Keep event", "Keep every event"), encoding="utf-8")
    before = {f: f.read_bytes() for f in (file, other, laid)}

    def killed(where: str, *words: str) -> None:
        code = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from aims_graph.own import moving\n"
            f"{where}\n"
            "from aims_graph.cli.main import app\n"
            "app(sys.argv[1:])\n"
        )
        assert subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True).returncode == 9

    gone = "real = Path.unlink\ndef unlink(p, **k):\n real(p, **k)\n if p.name.startswith('house--iso'): os._exit(9)\nPath.unlink = unlink"
    killed(gone, "workspace", "take-out", "house", "--yes")
    assert not file.exists()
    said("workspace", "bring-back", "OWN-1")
    assert {f: f.read_bytes() for f in before} == before
    said("workspace", "take-out", "house", "--yes")
    killed(
        "real = moving.enter\ndef enter(*a):\n real(*a)\n os._exit(9)\nmoving.enter = enter",
        "workspace",
        "bring-back",
        "OWN-1",
    )
    assert file.exists()
    said("workspace", "bring-back", "OWN-1")
    assert {f: f.read_bytes() for f in before} == before
    assert not any(r.withdrawn for r in open_workspace(place).state().all(OwnContent))


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch):
    """Let somebody else make a whole change just before the next one begins, as a second process does that had the lock first."""

    def let(what) -> None:
        real = Workspace.change

        @contextmanager
        def change(self, *given):
            monkeypatch.setattr(Workspace, "change", real)
            what()
            with real(self, *given) as made:
                yield made

        monkeypatch.setattr(Workspace, "change", change)

    return let


def test_of_two_who_take_it_out_at_once_the_second_puts_nothing_back(place: Path, meanwhile) -> None:
    packs, here = packs_of([place / "content"]), open_workspace(place)
    found = going(packs, place / "content", here.state(), CATALOGUE)
    person = here.state().all(Person)[0]
    meanwhile(lambda: take_out(open_workspace(place), person, library_of(packs), found, "test"))
    with pytest.raises(AimsError, match="Somebody changed the files meanwhile"):
        take_out(here, person, library_of(packs), found, "test")
    assert not (place / "content" / CATALOGUE).exists()
    assert len(open_workspace(place).state().records["own_content"]) == 1


def test_of_two_who_bring_it_back_at_once_the_second_is_told_so(place: Path, meanwhile) -> None:
    said("workspace", "take-out", "house", "--yes")
    packs, here, into = packs_of([place / "content"]), open_workspace(place), place / "content"
    library, person = library_of(packs), here.state().all(Person)[0]
    meanwhile(lambda: bring_back(open_workspace(place), person, library, packs, into, "OWN-1", "test"))
    with pytest.raises(AimsError, match="House rules is not taken out"):
        bring_back(here, person, library, packs, into, "OWN-1", "test")
    assert (into / CATALOGUE).is_file() and not open_workspace(place).state().all(OwnContent)[0].withdrawn


def test_a_crosswalk_is_refused_while_the_framework_it_maps_is_taken_out(place: Path) -> None:
    said("workspace", "take-out", "house", "--yes")
    table, into = place.parent / "crosswalk.csv", place / "content"
    table.write_text(CROSSWALK, encoding="utf-8")
    told = said("import", str(table), "--into", str(into), "--own", "--yes", code=1)
    assert "'House rules' is no framework here" in told and "Nothing was written" in told
    assert not list((into / "mappings").glob("*")) and not open_workspace(place).state().all(OwnContent)
    said("workspace", "bring-back", "OWN-1")
    assert crosswalk(place).is_file()


def test_of_two_who_enter_at_once_the_second_writes_over_nothing(place: Path, meanwhile) -> None:
    packs, here, into = packs_of([place / "content"]), open_workspace(place), place / "content"
    library, person = library_of(packs), here.state().all(Person)[0]
    plans = []
    for name in ("one", "two"):
        table = place.parent / f"{name}.csv"
        table.write_text(ROWS, encoding="utf-8")
        plans.append(planned(table, packs, into, Wish(prefix=name)))
    meanwhile(lambda: enter_own(open_workspace(place), person, library, plans[0], "test"))
    with pytest.raises(AimsError, match="Somebody changed the files meanwhile"):
        enter_own(here, person, library, plans[1], "test")
    prefixes = (into / "ontology/prefixes.tsv").read_text(encoding="utf-8")
    assert "\none\t" in prefixes and "\ntwo\t" not in prefixes
    assert not (into / "ontology/catalogues/two.tsv").exists()
