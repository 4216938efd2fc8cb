"""The pages of a workspace at its start: where none is open, one begun by three fields, and one that has chosen and answered next to nothing."""

from __future__ import annotations

import pytest
import tiny
from opened import PAGES, run

from aims_graph import load
from aims_graph.answers.editions.succession import can_be_answered
from aims_graph.workspace.records.scope import Certificate, Choice, Person
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.store import open_workspace
from aims_graph_app import record_fields


@pytest.mark.parametrize("page", [p for p in PAGES if p != "workspace"])
def test_without_a_workspace_each_page_says_where_one_is_started(page, monkeypatch):
    monkeypatch.delenv("AIMS_GRAPH_WORKSPACE", raising=False)
    app = run(page, {})
    assert not app.exception and "No workspace is open." in [m.value for m in app.markdown]


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


def test_a_link_to_a_framework_that_we_did_not_choose_opens_it(tmp_path, monkeypatch):
    content = load()
    place = init_workspace(tmp_path / "w", "Anyone Ltd", "Ada", content)
    with place.change(place.state().all(Person)[0], content) as change:
        change.add(Choice, framework="iso42001")
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(place.folder))
    assert run("assess", {"framework": "aiact"}).title[0].value.startswith("EU AI Act")
    assert run("assess", {"framework": "x"}).title[0].value.replace("\\", "").startswith("ISO/IEC 42001")
    # The one organisation is there to be filled in, and nobody withdraws it or calls it invented.
    app = run("scope", {"kind": "organisation"})
    assert [t.value for t in app.text_input if t.label == "Name"] == ["Anyone Ltd"]
    assert not [c for c in app.checkbox if "example" in c.label] and not any("Withdraw" in b.label for b in app.button)
    place.engine.dispose()


def test_however_much_a_layer_adds_requirements_are_chosen_and_only_those_that_can_be_answered(tmp_path, monkeypatch):
    tiny.write(tmp_path)
    (tmp_path / tiny.CATALOGUE).write_text(tiny._catalogue("a", *(f"Title {n}" for n in range(4000))), encoding="utf-8")
    content = load(tmp_path, alone=True)
    monkeypatch.setattr(record_fields, "library", lambda: content)
    assert set(record_fields.offered_by("requirement")) == {r.id for r in content.requirements.values() if r.assessable}
    assert len(record_fields.offered_by("target")) > 4000
    content = load()
    offered = record_fields.offered_by("requirement")
    assert "iso42001:6.1.4" in offered and "iso27001-2013:A.5.1.1" in offered
    assert {i.partition(":")[0] for i in offered} == {
        "iso42001",
        "iso27001",
        "iso27001-2013",
        "iso9001",
        "airmf",
        "aiact",
    }
    assert not [i for i in offered if not can_be_answered(content, i)]
