"""Evidence: files kept whole under the sum of their bytes, the same bytes noticed, what is missing or altered named, what counts where."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from commands import run

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.carry import FULL, effects
from aims_graph.workspace.evidence import faults, keep_file, place_of
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.store import Workspace, open_workspace
from aims_graph.workspace.validity import EXPIRED, EXPIRES, NOT_YET, VALID, validity


@pytest.fixture
def workspace(tmp_path: Path, empty_workspace: Path) -> Workspace:
    return open_workspace(shutil.copytree(empty_workspace, tmp_path / "w"))


def asked(workspace: Workspace, *arguments: str) -> tuple[int, str, str]:
    done = run("evidence", *arguments, "--workspace", str(workspace.folder))
    return done.returncode, done.stdout, done.stderr


def test_a_file_is_kept_with_its_bytes_and_found_again(workspace: Workspace, tmp_path: Path) -> None:
    data = b"we log everything\n" * 100_000
    (tmp_path / "Log policy.PDF").write_bytes(data)
    code, said, _ = asked(
        workspace, "add", "--file", str(tmp_path / "Log policy.PDF"), "kind=policy", "shows=27001 A.8.15; 42001 A.6.2.8"
    )
    assert code == 0 and "E-1 is saved" in said
    found = workspace.state().get(Evidence, "E-1")
    assert (found.title, found.file, found.sha256) == ("Log policy", "Log policy.PDF", hashlib.sha256(data).hexdigest())
    place = place_of(workspace.evidence_folder, found)
    assert place and place.suffix == ".pdf" and place.read_bytes() == data
    assert found.shows == ("iso27001:A.8.15", "iso42001:A.6.2.8")
    assert asked(workspace, "check")[0] == 0


def test_the_same_bytes_are_noticed_under_whatever_name(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text("the same", encoding="utf-8")
    assert asked(workspace, "add", "--file", str(tmp_path / "a.txt"), "kind=log", "title=First")[0] == 0
    code, _, said = asked(workspace, "add", "--file", str(tmp_path / "b.md"), "kind=log")
    assert code == 2 and "is here already: E-1 First" in said and "workspace set E-1 shows=" in said
    assert len(workspace.state().all(Evidence)) == 1
    assert asked(workspace, "add", "--again", "--file", str(tmp_path / "b.md"), "kind=log")[0] == 0


def test_what_is_missing_altered_or_named_by_nothing_is_found(workspace: Workspace, tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"evidence {n}", encoding="utf-8")
        asked(workspace, "add", "--file", str(tmp_path / f"{n}.txt"), "kind=log")
    missing, altered, _ = (place_of(workspace.evidence_folder, e) for e in workspace.state().all(Evidence))
    assert missing and altered
    missing.unlink()
    altered.write_text("evidence 7", encoding="utf-8")
    (workspace.evidence_folder / "notes.txt").write_text("mine", encoding="utf-8")
    code, said, _ = asked(workspace, "check", "--format", "json")
    rows = json.loads(said)["rows"]
    assert code == 1
    assert {(r["evidence"], r["is"]) for r in rows} == {
        ("E-1", "missing"),
        ("E-2", "altered"),
        ("", "named by no evidence"),
    }
    # The same bytes attached once more mend what is missing.
    keep_file(workspace.evidence_folder, tmp_path / "0.txt")
    assert [f.what for f in faults(workspace.evidence_folder, workspace.state())] == ["altered", "named by no evidence"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("kind=log", "title=x"), "nothing to attach"),
        (("--file", "no-such.txt", "kind=log"), "is no file"),
        (("link=our wiki", "kind=log", "title=x"), "no web address"),
        (("link=https://example.org/x", "kind=photo", "title=x"), "cannot be 'photo'"),
        (("link=https://example.org/x", "kind=log"), "title of an evidence is empty"),
        (("link=https://example.org/x", "kind=log", "title=x", "sha256=abc", "file=a"), "has a name and a SHA-256"),
        (("link=https://example.org/x", "kind=log", "title=x", "valid_from=2026-01-02", "valid_until=2026-01-01"), "end before"),
    ],
)  # fmt: skip
def test_what_cannot_be_evidence_is_refused(workspace: Workspace, arguments: tuple[str, ...], says: str) -> None:
    code, _, said = asked(workspace, "add", *arguments)
    assert code == 2 and says in said
    assert not workspace.state().all(Evidence) and not list(workspace.evidence_folder.iterdir())


def test_a_backup_says_which_files_of_evidence_were_not_there(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "policy.txt").write_bytes(b"We decide with care.")
    assert asked(workspace, "add", "--file", str(tmp_path / "policy.txt"), "kind=policy", "shows=42001 5.2")[0] == 0
    whole = run("workspace", "backup", str(workspace.folder), str(tmp_path / "b.zip"))
    assert (whole.returncode, whole.stdout.strip(), whole.stderr) == (
        0,
        f"Wrote {tmp_path / 'b.zip'} with 1 file of evidence.",
        "",
    )
    (kept,) = workspace.state().all(Evidence)
    place = place_of(workspace.evidence_folder, kept)
    assert place
    place.unlink()
    lacks = run("workspace", "backup", str(workspace.folder), str(tmp_path / "c.zip"))
    assert (lacks.returncode, "with 0 files" in lacks.stdout) == (1, True)
    assert lacks.stderr.startswith("E-1: policy.txt is not in it: ")


def test_evidence_whose_validity_is_over_is_kept_and_said_to_show_nothing(workspace: Workspace) -> None:
    given = ("link=https://example.org/x", "kind=policy", "title=Old", "shows=42001 5.2")
    assert asked(workspace, "add", *given, "valid_until=2020-01-01") == (
        0,
        "E-1 is saved.\n",
        "It was valid until 2020-01-01, so it shows nothing any more; correct the day if it is another.\n",
    )
    assert asked(workspace, "add", *given, "valid_until=2999-01-01")[2] == ""


def test_an_empty_file_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(AimsError, match="is empty"):
        keep_file(workspace.evidence_folder, tmp_path / "empty.txt")
    assert not list(workspace.evidence_folder.iterdir())


def test_a_reader_attaches_nothing(workspace: Workspace, library: Library, tmp_path: Path) -> None:
    with workspace.change(workspace.state().all(Person)[0], library) as change:
        change.add(Person, name="Rae")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    code, _, said = asked(workspace, "add", "--file", str(tmp_path / "a.txt"), "kind=log", "--as", "Rae")
    assert code == 2 and "Rae is reader" in said and not list(workspace.evidence_folder.iterdir())


@pytest.mark.parametrize(
    ("start", "end", "is_"),
    [
        (None, None, VALID),
        (None, "2027-03-01", EXPIRES),
        (None, "2027-04-30", EXPIRES),
        (None, "2027-05-01", VALID),
        (None, "2027-02-28", EXPIRED),
        ("2027-03-02", None, NOT_YET),
        ("2027-03-01", "2028-01-01", VALID),
    ],
)
def test_how_long_it_is_valid(start: str | None, end: str | None, is_: str) -> None:
    days = (dt.date.fromisoformat(d) if d else None for d in (start, end))
    evidence = Evidence(id="E-1", title="t", kind="log", **dict(zip(("valid_from", "valid_until"), days, strict=True)))
    assert validity(evidence, dt.date(2027, 3, 1)) == is_


def test_it_counts_where_the_graph_says(workspace: Workspace, library: Library) -> None:
    source = "iso42001:7.5.3"
    full = {r for r, c in effects(library, source).items() if c.extent == FULL}
    assert full
    assert (
        asked(
            workspace,
            "add",
            "link=https://example.org/x",
            "kind=procedure",
            "title=x",
            f"shows={source}",
            "valid_until=2099-01-01",
        )[0]
        == 0
    )
    code, said, _ = asked(workspace, "list", "--on", "2098-12-01", "--format", "json")
    (row,) = json.loads(said)["rows"]
    assert code == 0 and row["validity"] == EXPIRES and row["in full"] == 1 + len(full)
    other = sorted(full)[0]
    (row,) = json.loads(asked(workspace, "list", other, "--on", "2099-02-01", "--format", "json")[1])["rows"]
    assert (row["shows it"], row["validity"]) == (FULL, EXPIRED) and "7.5.3" in row["through"]
    assert not json.loads(asked(workspace, "list", "--expiring", "--format", "json")[1])["rows"]


def test_a_clock_that_went_back_is_said_in_the_history(
    workspace: Workspace, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aims_graph.workspace import store

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return dt.datetime(2001, 2, 3, tzinfo=dt.UTC)

    monkeypatch.setattr(store.dt, "datetime", Clock)
    with workspace.change(workspace.state().all(Person)[0], library) as change:
        change.add(Evidence, title="x", kind="log", link="https://example.org/x")
    monkeypatch.undo()
    said = run("workspace", "history", "--workspace", str(workspace.folder)).stdout
    newest = run("workspace", "history", "--limit", "1", "--workspace", str(workspace.folder))
    assert newest.returncode == 0 and "There is more than the newest 1 line:" in newest.stderr
    assert "Before line 3 the clock went back, to 2001-02-03" in " ".join(said.split())
    assert open_workspace(workspace.folder).clock_set_back()
