"""The site of the ontology as a folder: the command that writes it, and what stands there before, after, and when the writer is stopped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny
import trials
from commands import run

from aims_graph.errors import AimsError
from aims_graph.exchange.published.folder import MARK, put

AT = "https://docs.example.org/aims/"


def test_the_command_writes_the_site_of_any_content(tmp_path: Path) -> None:
    tiny.write(tmp_path / "own")
    own = ("--content", str(tmp_path / "own"), "--alone")
    done = run("export", "--docs", str(tmp_path / "site"), *own)
    assert done.returncode == 0 and "w3id.htaccess" in done.stderr
    assert not (tmp_path / "site/w3id.htaccess").exists()
    assert 'id="role-maker"' in (tmp_path / "site/ontology.html").read_text(encoding="utf-8")


def test_the_command_says_what_it_cannot_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (("42001", "--docs", "x"), ("--at", AT), ("--docs", "x", "--format", "owl")):
        done = run("export", *arguments)
        assert done.returncode == 2 and "in a folder of its own" in done.stderr
    tiny.write(tmp_path / "own")
    own = ("--content", str(tmp_path / "own"), "--alone")
    assert "is no place of a site" in run("export", "--docs", str(tmp_path / "x"), "--at", "here", *own).stderr
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    done = run("export", "--docs", str(tmp_path / "x"), *own)
    assert done.returncode == 2 and "pip install 'aims-graph[docs]'" in done.stderr
    assert not (tmp_path / "x").exists()


def test_a_folder_of_others_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.write(tmp_path / "own")
    law = tmp_path / "own/ontology/law.ttl"
    before = law.read_bytes()
    own = ("--content", str(tmp_path / "own"), "--alone")
    done = run("export", "--docs", str(tmp_path / "own"), *own)
    assert done.returncode == 2 and "is no site of ours" in done.stderr and "--force" in done.stderr
    monkeypatch.chdir(tmp_path / "own")
    for above in (".", ".."):
        done = run("export", "--docs", above, "--force", *own)
        assert done.returncode == 2 and "is the folder you are in" in done.stderr
    assert law.read_bytes() == before and not list(tmp_path.rglob("*.html"))


def test_a_site_takes_the_place_of_the_one_before_and_of_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert put([("a.html", b"1"), ("x/old.html", b"1")], folder) == 2
    assert put([("a.html", b"2"), ("new.html", b"2")], folder) == 2
    assert _files(folder) == {"a.html": b"2", "new.html": b"2"}
    (folder / "x").mkdir()
    (folder / "x/CNAME").write_bytes(b"theirs")
    (folder / "there").symlink_to(tmp_path)
    with pytest.raises(AimsError, match="no site of ours"):
        put([("a.html", b"3")], folder)
    put([("a.html", b"3"), ("x/b.html", b"3")], folder, force=True)
    assert _files(folder) == {"a.html": b"3", "x/b.html": b"3", "x/CNAME": b"theirs"}
    assert (folder / "there").readlink() == tmp_path
    with pytest.raises(AimsError, match="by a link"):
        put([("there/c.html", b"4")], folder, force=True)
    assert (folder / "a.html").read_bytes() == b"3"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(os.name == "nt", reason="no fork")
@pytest.mark.parametrize("dies_at", ["old", "new", ""])
def test_a_site_whose_writer_was_killed_is_whole_or_comes_back_with_the_next(tmp_path: Path, dies_at: str) -> None:
    """Killed once the folder before was put aside, once the new one took its place, or anywhere."""
    folder, pages = tmp_path / "site", {f"x/{n}.html": b"y" * 2000 for n in range(40)}
    put(trials.marked(pages, 0), folder)
    (folder / "CNAME").write_bytes(b"theirs")
    for pause in (0.02, 0.05):
        trials.published(folder, pages, dies_at, pause)
        aside = [p for p in tmp_path.iterdir() if p.name.endswith(".old")]
        # What was there is there, whole: at its place or, for the one moment between two renamings, beside it.
        assert trials.site_faults(folder if folder.exists() else aside[0], pages, "CNAME") == []
        assert folder.exists() == (dies_at != "old") or not dies_at
        put(trials.marked(pages, 7), folder, force=True)
        assert trials.site_faults(folder, pages, "CNAME") == [] and [p.name for p in tmp_path.iterdir()] == ["site"]


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "site"

    def slowly() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"1"
        assert put([("a.html", b"2"), ("b.html", b"2")], folder) == 2
        yield "b.html", b"1"

    assert put(slowly(), folder) == 2
    assert _files(folder) == {"a.html": b"1", "b.html": b"1"} and len(list(tmp_path.iterdir())) == 1


def test_a_site_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    def breaks() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise KeyboardInterrupt

    put([("a.html", b"1"), ("b.html", b"1")], tmp_path / "site")
    with pytest.raises(KeyboardInterrupt):
        put(breaks(), tmp_path / "site")
    assert _files(tmp_path / "site") == {"a.html": b"1", "b.html": b"1"}
    (tmp_path / "file").write_bytes(b"")
    for wrong in (tmp_path / "file", tmp_path / "file/below"):
        with pytest.raises(AimsError):
            put([("a.html", b"1")], wrong)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "site"]


def test_of_two_that_were_put_aside_the_later_comes_back_and_only_what_it_holds_goes(tmp_path: Path) -> None:
    """By the time of each, not by its name; what the earlier holds alone is nobody's to take away."""
    folder = tmp_path / "site"
    for name, age, text in ((".site.0000000a.old", 20, b"old"), (".site.0000000f.old", 30, b"older")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "CNAME").write_bytes(text)
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / ".site.xyz.old").mkdir()
    (tmp_path / ".other.0000000a.old").mkdir()
    put([("a.html", b"1")], folder, force=True)
    assert _files(folder) == {"a.html": b"1", "CNAME": b"old"}
    assert sorted(p.name for p in tmp_path.iterdir()) == [".other.0000000a.old", ".site.xyz.old", "site"]
    (tmp_path / ".site.0000000b.old").mkdir()
    (tmp_path / ".site.0000000b.old/alone.txt").write_bytes(b"x")
    put([("a.html", b"2")], folder, force=True)
    assert (tmp_path / ".site.0000000b.old/alone.txt").exists()


def _files(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert found.pop(MARK)
    return found
