"""What takes long says how far it is, on a terminal alone, and can be stopped."""

import io
import sys

import pytest

from aims_graph.answers.suggest.suggest import suggest
from aims_graph.check.content import report
from aims_graph.cli.main import COMMANDS, main
from aims_graph.graph.build import record_lines
from aims_graph.pack.pack import packs_of
from aims_graph.present.meter import Meter, shown
from aims_graph.progress import each, heard_by


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
    assert {what for what, _, _ in checked} == {"Checking the words", "Checking the rows"}
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
    assert "Building [b] (Ctrl+C stops)" in sys.stderr.getvalue() and "2/4" in sys.stderr.getvalue()
    meter("Building [b]", 4, 4)
    said = sys.stderr.getvalue()
    meter.close()
    assert sys.stderr.getvalue() == said


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
