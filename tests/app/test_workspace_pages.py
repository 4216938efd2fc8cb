"""The pages of a workspace: each draws with nothing open, with the example open, with a link and with made-up words; what is kept there is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import aims_graph_app
from aims_graph import load
from aims_graph.workspace.carry import standing
from aims_graph.workspace.demo import demo_workspace
from aims_graph.workspace.records.scope import Certificate, Choice, Person
from aims_graph.workspace.records.work import Answer, Task
from aims_graph.workspace.setup import backup, restore
from aims_graph.workspace.store import Workspace, open_workspace

APP = Path(aims_graph_app.__file__).parent
PAGES: dict[str, list[dict[str, str]]] = {
    "workspace": [{}],
    "dashboard": [{}],
    "scope": [{"id": "SYS-1"}, {"kind": "person", "id": "P-2"}, {"kind": "choice"}, {"kind": "certificate"}, {"kind": "organisation", "id": "O-1"}],
    "assess": [{"at": "iso42001:6.1.4"}, {"framework": "aiact", "system": "SYS-1", "show": "open"}, {"show": "changed"}, {"find": "zzzz"}],
    "tasks": [{"id": "T-2"}, {"show": "most", "of": "groups"}, {"show": "all"}, {"show": "mine"}],
    "evidence": [{"id": "E-3"}, {"show": "ending"}, {"show": "files"}],
    "risks": [{"id": "R-1"}, {"show": "impacts", "id": "IA-1"}, {"show": "criteria"}],
    "soa": [{}, {"framework": "iso27001", "show": "wrong"}, {"show": "changes"}],
    "audits": [{"id": "N-4"}, {"show": "audits", "id": "AUD-2"}, {"show": "programme"}, {"show": "covered"}, {"show": "review"}],
    "certification": [{}, {"show": "2"}, {"show": "index"}, {"show": "bodies", "id": "B-1"}, {"show": "days"}],
}  # fmt: skip
MADE_UP = {
    "id": "nonsense",
    "show": "nothing",
    "framework": "x",
    "at": "y",
    "kind": "z",
    "owner": "<b>",
    "system": "SYS-99",
}


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, as a backup to be brought back."""
    folder = tmp_path_factory.mktemp("example")
    place = demo_workspace(folder / "made", load())
    backup(place, folder / "example.zip")
    place.engine.dispose()
    return folder / "example.zip"


@pytest.fixture(scope="session")
def shared(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = restore(example, tmp_path_factory.mktemp("shared") / "example")
    yield place.folder
    place.engine.dispose()


@pytest.fixture
def own(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An example of the test's own, open in the explorer."""
    place = restore(example, tmp_path / "own")
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(place.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Mara Lindqvist")
    yield place
    place.engine.dispose()


def run(page: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(APP / "main.py"), default_timeout=60)
    app.query_params.update(query)
    return app.switch_page(f"views/{page}.py").run()


@pytest.mark.parametrize("page", [p for p in PAGES if p != "workspace"])
def test_without_a_workspace_each_page_says_where_one_is_started(page, monkeypatch):
    monkeypatch.delenv("AIMS_GRAPH_WORKSPACE", raising=False)
    app = run(page, {})
    assert not app.exception and "No workspace is open." in [m.value for m in app.markdown]


@pytest.mark.parametrize(("page", "query"), [(p, q) for p, queries in PAGES.items() for q in (*queries, MADE_UP)])
def test_each_page_draws(page, query, shared, monkeypatch):
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(shared))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Mara Lindqvist")
    app = run(page, query)
    assert not app.exception and len(app.title) == 1


def test_a_task_that_is_kept_is_kept_under_the_name_of_who_kept_it(own):
    app = run("tasks", {})
    app.text_input[[t.label for t in app.text_input].index("What is to be done")].input("Ask the board")
    next(t for t in app.text_input if t.label == "For which requirements").input("42001 5.1")
    next(b for b in app.button if b.label == "Add").click()
    app.run()
    assert not app.exception
    made = own.state().all(Task)[-1]
    assert (made.title, made.targets, made.state) == ("Ask the board", ("iso42001:5.1",), "open")
    line = own.history(made.id)[0]
    assert (own.state().get(Person, line.person).name, line.through) == ("Mara Lindqvist", "explorer")


def test_what_cannot_be_is_said_on_the_page_and_not_kept(own):
    app = run("tasks", {})
    next(t for t in app.text_input if t.label == "What is to be done").input("x")
    next(t for t in app.text_input if t.label == "For which requirements").input("42001 99.9")
    next(b for b in app.button if b.label == "Add").click()
    app.run()
    assert any("99.9" in w.value.replace("\\", "") for w in app.warning) and not app.exception
    assert own.state().all(Task)[-1].title != "x"


def test_an_answer_given_beside_the_grid_is_kept(own):
    before = standing(own.state(), load()).of("iso42001:A.4.6")
    assert before.answer is None
    app = run("assess", {"at": "iso42001:A.4.6"})
    next(s for s in app.selectbox if s.label == "Status").select("planned")
    next(t for t in app.text_input if t.label == "Owner").input("Priya Nair")
    next(b for b in app.button if b.label == "Keep").click()
    app.run()
    assert not app.exception
    kept = next(a for a in own.state().all(Answer) if a.target == "iso42001:A.4.6")
    assert (kept.status, kept.owner) == ("planned", "Priya Nair") and kept.basis


def test_a_certificate_of_a_former_edition_can_be_chosen_and_says_how_far_it_counts(own):
    app = run("scope", {"kind": "certificate"})
    standard = next(s for s in app.selectbox if s.label == "Standard")
    assert {"ISO/IEC 27001", "ISO/IEC 27001:2013", "ISO 9001:2026"} <= set(standard.options)
    assert "EU AI Act 2024" not in standard.options
    standard.select("iso27001-2013")
    next(d for d in app.date_input if d.label == "Valid until").set_value(dt.date(2026, 1, 31))
    next(b for b in app.button if b.label == "Add").click()
    app.run()
    assert not app.exception
    kept = own.state().all(Certificate)[-1]
    assert (kept.framework, kept.expires) == ("iso27001-2013", dt.date(2026, 1, 31))
    words = [h.proto.body for h in run("scope", {"kind": "certificate"}).get("html")]
    assert any("ISO/IEC 27001:2013: expired on 31 Jan 2026, counts no more." in w for w in words)


def test_a_reader_may_look_and_change_nothing(own, monkeypatch):
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Eva Holm")
    for page, label in (("assess", "Keep"), ("tasks", "Add"), ("risks", "Add")):
        app = run(page, {})
        assert all(b.disabled for b in app.button if b.label == label) and any(b.label == label for b in app.button)


def test_without_a_name_nothing_is_changed(own, monkeypatch):
    monkeypatch.delenv("AIMS_GRAPH_PERSON")
    app = run("tasks", {})
    assert next(b for b in app.button if b.label == "Add").disabled


def test_the_example_opens_by_one_press_and_a_workspace_of_ones_own_by_three_fields(tmp_path, monkeypatch):
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", "")
    monkeypatch.setenv("AIMS_GRAPH_HOME", str(tmp_path))
    app = run("workspace", {})
    next(b for b in app.button if b.label == "Open the example").click().run()
    assert not app.exception and "Talvana" in app.title[0].value
    next(b for b in app.button if b.label == "Close this workspace").click().run()
    for label, text in (("Organisation", "Our Company"), ("My name", "Ada"), ("Folder", str(tmp_path / "ours"))):
        next(t for t in app.text_input if t.label == label).input(text)
    next(m for m in app.multiselect if m.label == "Certificates we hold already").select("iso27001-2013")
    next(b for b in app.button if b.label == "Start").click()
    app.run()
    assert not app.exception and "Our Company" in app.title[0].value
    made = open_workspace(tmp_path / "ours")
    assert [(p.name, p.role) for p in made.state().all(Person)] == [("Ada", "owner")]
    # Who is certified for a former edition answers to the one that took its place.
    assert [c.framework for c in made.state().all(Certificate)] == ["iso27001-2013"]
    assert "iso27001" in [c.framework for c in made.state().all(Choice)]
    made.engine.dispose()


def test_the_matrix_shows_what_the_workspace_has_where_its_columns_are_chosen(own: Workspace) -> None:
    app = run("matrix", {"columns": "status,evidence,iso27001", "words": "E-3"})
    assert not app.exception
    table = next(h.proto.body for h in app.get("html") if "<table" in h.proto.body and "Evidence" in h.proto.body)
    assert '<p><b class="ag-plain"></b> implemented</p>' in table and "E-3 AI policy" in table
