"""What takes long says how far it is, on a terminal alone, and can be stopped."""

import io
import re
import sys
import time

import pytest

from aims_graph.answers.suggest.suggest import suggest
from aims_graph.check.content import report
from aims_graph.cli.main import COMMANDS, main
from aims_graph.exchange import entry
from aims_graph.files import write_atomic
from aims_graph.graph.build import record_lines
from aims_graph.pack.pack import packs_of
from aims_graph.present.meter import Meter, shown
from aims_graph.progress import each, heard_by, step


class Terminal(io.StringIO):
    def isatty(self):
        return True


def said_while(work):
    told = []
    with heard_by(lambda *words: told.append(words)):
        work()
    return told


def test_whoever_works_long_says_how_far(library, tmp_path):
    import tiny

    tiny.write(tmp_path)
    checked = said_while(lambda: report(packs_of([tmp_path], alone=True), shapes=False))
    assert {what for what, _, _ in checked} >= {"Checking the words", "Checking the rows"}
    built = said_while(lambda: [None for _ in record_lines(library)])
    assert {what for what, _, _ in built} == {"Building the graph: requirements", "Building the graph: mappings"}
    found = said_while(lambda: list(suggest(library, "iso42001", "iso9001", 1)))
    for told in (checked, built, found):
        for what in {w for w, _, _ in told}:
            steps = [(done, total) for w, done, total in told if w == what]
            assert steps == [(n, len(steps) - 1) for n in range(len(steps))], what


def test_a_line_shows_what_takes_more_than_a_second_and_goes_away(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    now = iter([0.0, 0.5, 1.5])
    meter = Meter(clock=lambda: next(now))
    meter("Building [b]", 1, 4)
    assert sys.stderr.getvalue() == ""
    meter("Building [b]", 2, 4)
    shown_ = " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sys.stderr.getvalue()).split())
    assert re.search(r"Building \[b\] 2/4 -:--:-- .* Ctrl\+C stops", shown_), "what, how far, how long still"
    meter("Building [b]", 4, 4)
    said = sys.stderr.getvalue()
    meter.close()
    assert sys.stderr.getvalue() == said


def test_what_goes_on_is_shown_again_when_a_part_of_it_is_done(monkeypatch):
    monkeypatch.setattr("aims_graph.present.meter.PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with shown(), step("Writing it out"):
        list(each("ab", 2, "Reading"))
        before = len(sys.stderr.getvalue())
        for _ in range(100):
            if "Writing it out" in sys.stderr.getvalue()[before:]:
                break
            time.sleep(0.05)
        assert "Writing it out" in sys.stderr.getvalue()[before:]
    # Before one has waited long nothing is shown, nor forgotten.
    monkeypatch.setattr("aims_graph.present.meter.PATIENCE", 0.2)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with shown(), step("Writing it out"):
        list(each("ab", 2, "Reading"))
        assert sys.stderr.getvalue() == ""
        for _ in range(100):
            if "Writing it out" in sys.stderr.getvalue():
                break
            time.sleep(0.05)
        assert "Writing it out" in sys.stderr.getvalue()
        assert "Reading" not in sys.stderr.getvalue()


def test_what_is_long_silent_is_shown_all_the_same(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr("aims_graph.present.meter.PATIENCE", 0.05)
    meter = Meter()
    meter("Reading x", 0, 1)
    for _ in range(100):
        if "Reading x" in sys.stderr.getvalue():
            break
        time.sleep(0.05)
    assert "Reading x" in sys.stderr.getvalue()
    meter.close()
    # What is done before one has waited long is never shown.
    monkeypatch.setattr(sys, "stderr", Terminal())
    meter = Meter()
    meter("Reading y", 0, 1)
    meter("Reading y", 1, 1)
    time.sleep(0.1)
    assert sys.stderr.getvalue() == ""


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("import {theirs} --into {out} --stated-by them --yes", "Looking the rows up"),
        ("lint {theirs} -o {out}/x.json", "Judging numbers and titles"),
        ("matrix -o {out}/x.xlsx", "Putting the matrix together"),
        ("export 9001 -o {out}/x.oscal.xml", "Writing it out"),
        ("closure -o {out}/x.csv", "Looking for what follows from the rows"),
        ("suggest 42001 --towards 9001 -o {out}/x.csv", "Looking for counterparts"),
    ],
)
def test_what_is_stopped_midway_says_one_line_and_leaves_nothing(monkeypatch, capsys, tmp_path, command, what):
    theirs, out = tmp_path / "theirs.csv", tmp_path / "out"
    theirs.write_text("Source ID,Relationship,Target ID\n" + "42001 A.6.2.8,intersects,27001 A.8.15\n" * 2)
    out.mkdir()

    def stop(said, done, total):
        if said == what and done >= total // 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("aims_graph.cli.main.shown", lambda: heard_by(stop))
    assert main(command.format(theirs=theirs, out=out).split()) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "Stopped."
    assert list(out.iterdir()) == []


def test_an_import_that_is_stopped_while_it_writes_leaves_the_folder_as_it_was(monkeypatch, tmp_path):
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology/prefixes.tsv").write_text("before")

    def stops_at_the_second(path, data):
        if path.name == "b.tsv":
            raise KeyboardInterrupt
        write_atomic(path, data)

    monkeypatch.setattr(entry, "write_atomic", stops_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        entry.enter({"ontology/prefixes.tsv": "after", "mappings/a.tsv": "a", "mappings/b.tsv": "b"}, tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.tsv")] == ["ontology/prefixes.tsv"]
    assert (tmp_path / "ontology/prefixes.tsv").read_text() == "before"
    assert not (tmp_path / "mappings").exists()


def test_where_nobody_looks_nothing_is_said(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr("aims_graph.present.meter.PATIENCE", 0.0)
    with shown():
        assert list(each("ab", 2, "Reading")) == ["a", "b"]
    assert sys.stderr.getvalue() == ""


def test_a_command_that_is_stopped_says_so_in_one_line(monkeypatch, capsys):
    def frameworks() -> None:
        """List them.

        Example: aims-graph frameworks
        """
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS["Ask"], "frameworks", frameworks)
    assert main(["frameworks"]) == 130
    assert capsys.readouterr().err.split() == ["Stopped."]


@pytest.mark.parametrize("fails", [False, True])
def test_the_line_is_gone_when_a_command_ends(monkeypatch, fails):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr("aims_graph.present.meter.PATIENCE", 0.0)

    def work():
        with shown():
            for _ in each("ab", 2, "Reading"):
                if fails:
                    raise OSError

    if fails:
        with pytest.raises(OSError):
            work()
    else:
        work()
    hidden, back = "\x1b[?25l", "\x1b[?25h"
    assert sys.stderr.getvalue().count(hidden) == sys.stderr.getvalue().count(back) > 0
