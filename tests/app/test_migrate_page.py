"""The page that migrates an edition: what it shows, what one press keeps, who may, and what is said where nothing can be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import run, texts

from aims_graph.model import Library
from aims_graph.workspace.records.assurance import Finding
from aims_graph.workspace.records.scope import Certificate, Choice, Person
from aims_graph.workspace.records.work import Answer, Evidence, Task
from aims_graph.workspace.store import Workspace, open_workspace

OLD, NEW = "iso27001-2013", "iso27001"


@pytest.fixture
def place(
    empty_workspace: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """A workspace with work of every kind at the edition of 2013, and a person of each role."""
    shutil.copytree(empty_workspace, tmp_path / "ours")
    made = open_workspace(tmp_path / "ours")
    with made.change(made.state().all(Person)[0], library) as change:
        for role in ("editor", "auditor", "reader"):
            change.add(Person, name=f"Of {role}", role=role)
        change.add(Certificate, framework=OLD)
        change.add(Answer, target=f"{OLD}:A.6.1.1", status="implemented", owner="Bo")
        change.add(Answer, target=f"{OLD}:A.5.1.1", status="implemented")
        change.add(Answer, target=f"{OLD}:A.12.3.1", status="implemented")
        change.add(Answer, target=f"{NEW}:A.8.13", status="planned")
        change.add(Evidence, title="Chart", kind="record", shows=f"{OLD}:A.6.1.1")
        change.add(Task, title="Write it", targets=f"{OLD}:A.12.3.1")
        change.add(Finding, title="No review", at=f"{OLD}:A.5.1.2")
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(made.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Of editor")
    yield made
    made.engine.dispose()


def title(app: AppTest) -> str:
    return app.title[0].value.replace("\\", "").replace("\u2060", "")


def press(app: AppTest) -> AppTest:
    next(b for b in app.button if b.label.startswith("Carry")).click()
    return app.run()


def test_one_press_carries_what_can_be_and_the_history_names_row_and_origin(place: Workspace) -> None:
    app = run("migrate", {})
    assert title(app) == "ISO/IEC 27001:2013 to ISO/IEC 27001: 4 entries can be carried"
    shown = texts(app, "html")
    assert "4 carried, 1 counting in part where it stands, which nobody has to write, 0 there already" in shown
    assert "1 to look at: the later requirement has an answer of its own, which stays and says otherwise." in shown
    assert "answer A-1" in shown and "successions.tsv:50" in shown and "Why look" not in shown
    assert "A.5.1.1" not in shown
    parts = texts(run("migrate", {"show": "in part"}), "html")
    assert "what else went into it: ISO/IEC 27001:2013 A.5.1.2" in parts and "A.6.1.1" not in parts
    app = press(app)
    assert not app.exception and title(app) == "ISO/IEC 27001:2013 to ISO/IEC 27001: nothing can be carried"
    assert not [b for b in app.button if b.label.startswith("Carry")]
    state = place.state()
    by_target = {a.target: a for a in state.all(Answer)}
    assert (by_target[f"{NEW}:A.5.2"].owner, by_target[f"{NEW}:A.5.2"].accepted_from) == ("Bo", "A-1")
    assert by_target[f"{NEW}:A.8.13"].status == "planned" and f"{NEW}:A.5.1" not in by_target
    assert f"{NEW}:A.8.13" in state.all(Task)[0].targets and f"{NEW}:A.5.1" in state.all(Finding)[0].at
    lines = [line for line in place.history() if "carried from" in line.through]
    assert len({line.change for line in lines}) == 1 and {line.through.split(",")[0] for line in lines} == {"explorer"}
    assert {state.get(Person, line.person).name for line in lines} == {"Of editor"}
    kept = texts(run("migrate", {"show": "kept"}), "html")
    assert "carried from A-1 by ontology/catalogues/successions.tsv:50" in kept


@pytest.mark.parametrize(("who", "says"), [("Of reader", "may only read this"), ("Of auditor", "owner or editor")])
def test_who_may_not_change_all_that_is_carried_sees_it_and_cannot_press(place, who, says, monkeypatch) -> None:
    monkeypatch.setenv("AIMS_GRAPH_PERSON", who)
    app = run("migrate", {})
    assert next(b for b in app.button if b.label.startswith("Carry")).disabled
    assert says in texts(app, "caption").replace("\\", "") and "answer A-1" in texts(app, "html")


def test_an_auditor_carries_findings_alone(place: Workspace, library: Library, monkeypatch) -> None:
    with place.change(place.state().all(Person)[0], library) as change:
        for record in ("A-1", "A-3", "E-1", "T-1"):
            change.withdraw(record)
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Of auditor")
    app = press(run("migrate", {}))
    assert not app.exception and place.state().all(Finding)[0].at == (f"{OLD}:A.5.1.2", f"{NEW}:A.5.1")


def test_nothing_is_kept_that_was_not_before_the_eyes_of_whoever_pressed(place: Workspace, library: Library) -> None:
    app = run("migrate", {})
    with place.change(place.state().all(Person)[0], library) as change:
        change.set("A-1", status="planned")
    seq = place.state().seq
    app = press(app)
    assert place.state().seq == seq and "changed meanwhile" in texts(app, "warning").replace("\\", "")
    # The page shows what stands now, and that can be kept.
    assert "planned" in texts(app, "html")
    press(app)
    assert next(a for a in place.state().all(Answer) if a.target == f"{NEW}:A.5.2").status == "planned"


def test_where_there_is_nothing_to_migrate_the_page_says_so(place: Workspace) -> None:
    app = run("migrate", {"from": "aiact2024"})
    assert title(app) == "Nothing to migrate: no entry of ours names EU AI Act 2024"
    assert not [b for b in app.button if b.label.startswith("Carry")]


def test_the_former_edition_is_answered_in_the_grid_which_leads_on_to_migrate(
    place: Workspace, library: Library
) -> None:
    app = run("assess", {"framework": OLD})
    assert not app.exception and title(app) == "ISO/IEC 27001:2013: 140 of 140 certainly met, at most 140"
    assert "ISO/IEC 27001 took the place of this edition" in texts(app, "caption").replace("\\", "").replace(
        "\u2060", ""
    )
    assert "ISO/IEC 27001:2013" in next(s for s in app.selectbox if s.label == "Framework").options
    app = run("assess", {"framework": OLD, "at": f"{OLD}:A.9.2.1"})
    next(s for s in app.selectbox if s.label == "Status").select("in progress")
    next(b for b in app.button if b.label == "Save").click()
    app.run()
    assert next(a for a in place.state().all(Answer) if a.target == f"{OLD}:A.9.2.1").status == "in progress"
    with place.change(place.state().all(Person)[0], library) as change:
        change.add(Choice, framework=OLD)
    app = run("scope", {"kind": "choice", "id": "F-1"})
    plain = texts(app, "caption", "html").replace("\\", "").replace("\u2060", "")
    assert "took the place of this edition" in plain and "F-1 ISO/IEC 27001:2013" in plain
