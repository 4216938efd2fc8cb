"""The server of PostgreSQL is killed in the middle of changes: nothing acknowledged is lost, and commands and pages say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trials
from commands import run as command
from databases import Server
from test_pages import run, texts

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import Task
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.store import open_workspace


@pytest.fixture
def folder(postgres: Server, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    init_workspace(tmp_path / "w", "Anyone Ltd", "Ada", library, postgres.empty()).engine.dispose()
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(tmp_path / "w"))
    yield tmp_path / "w"
    postgres.start()


def test_nothing_acknowledged_is_lost_and_nothing_is_kept_by_half(
    folder: Path, postgres: Server, library: Library
) -> None:
    said = trials.server_killed(postgres, folder, library, 0.2, 100_000)
    assert said.acknowledged and not said.broken
    assert "does not answer" in said.refused
    # Killed while it wrote, while it kept, or while it read what is there.
    said_so = ("Nothing of this change was saved", "is not known", "See that it runs")
    assert any(words in said.refused for words in said_so)
    workspace = open_workspace(folder)
    assert trials.whole(workspace, said.acknowledged) == []
    workspace.engine.dispose()


def test_commands_say_what_to_do_and_go_on_once_it_runs_again(folder: Path, postgres: Server) -> None:
    answered = ("workspace", "set", "42001 4.1", "status=planned")
    postgres.kill()
    for words in (answered, ("workspace", "status"), ("gap", "42001"), ("workspace", "migrate", "27001:2013", "--yes")):
        done = command(*words)
        assert done.returncode == 2 and "does not answer" in done.stderr and "See that it runs" in done.stderr
    postgres.start()
    assert command(*answered).returncode == 0 and "planned" in command("workspace", "show", "answer").stdout


def test_a_page_says_it_too_and_keeps_what_was_typed_until_it_runs_again(folder: Path, postgres: Server) -> None:
    app = run("tasks", {})
    next(t for t in app.text_input if t.label == "What is to be done").input("Ask the board")
    postgres.kill()
    next(b for b in app.button if b.label == "Add").click()
    app.run()
    assert not app.exception and "does not answer" in texts(app, "warning").replace("\\", "")
    for page in ("dashboard", "assess"):
        shown = run(page, {})
        said = texts(shown, "warning").replace("\\", "")
        assert not shown.exception and "workspace's database does not answer" in said and "postgresql" not in said
    postgres.start()
    next(b for b in app.button if b.label == "Try again").click()
    app.run()
    assert not app.exception and not app.warning and "task" in app.title[0].value
    next(t for t in app.text_input if t.label == "What is to be done").input("Ask the board")
    next(b for b in app.button if b.label == "Add").click()
    app.run()
    workspace = open_workspace(folder)
    assert [t.title for t in workspace.state().all(Task)] == ["Ask the board"]
    workspace.engine.dispose()


def test_a_change_that_was_cut_off_while_it_was_to_be_kept_is_not_called_lost(folder: Path, postgres: Server, library: Library, monkeypatch) -> None:  # fmt: skip
    """Whether the server kept what it was just told to keep, nobody knows: that is said, and not that nothing was kept."""
    workspace = open_workspace(folder)
    person = workspace.state().all(Person)[0]
    with pytest.raises(AimsError, match="does not answer") as error, workspace.change(person, library) as change:
        change.add(Task, title="x")
        finish = change.finish

        def then_it_dies() -> None:
            finish()
            postgres.kill()

        monkeypatch.setattr(change, "finish", then_it_dies)
    assert "whether it did is not known" in error.value.mend and "Nothing of this" not in error.value.mend
    workspace.engine.dispose()
