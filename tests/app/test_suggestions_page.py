"""What is decided on the page of suggestions stands in the folder as ``aims-graph suggest --accept`` would write it."""

import os
import shutil
from pathlib import Path

import pytest
import streamlit as st
from packs import sixth_and_seventh
from streamlit.testing.v1 import AppTest
from test_pages import run, texts

from aims_graph import load
from aims_graph.formats.library import library_of
from aims_graph.pack.pack import packs_of
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.store import open_workspace


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own = sixth_and_seventh(tmp_path)
    monkeypatch.setenv("AIMS_GRAPH_CONTENT", os.pathsep.join(map(str, own)))
    st.cache_resource.clear()
    return own[-1]


def candidates(app: AppTest) -> list[str]:
    return [
        field.key.removesuffix("-reason") for field in app.text_input if field.key and field.key.endswith("-reason")
    ]


def test_accepting_and_refusing_write_rows_that_carry_the_name(folder: Path) -> None:
    app = run("suggestions", {"framework": "iso42001", "towards": "iso9001", "of": "iso42001:4.1"})
    first, second, *_ = candidates(app)
    app.button(key=f"{first}-accept").click().run()
    said = texts(app, "alert", "warning")
    assert "carry the name" in said and "--by" not in said
    app.text_input(key="by").set_value("Ada Lovelace").run()
    app.button(key=f"{second}-refuse").click().run()
    assert "refused without a reason" in texts(app, "alert", "warning")
    app.text_input(key=f"{second}-reason").set_value("only the heading is alike")
    app.button(key=f"{second}-refuse").click().run()
    app.selectbox(key=f"{first}-relation").select("intersects")
    app.text_input(key=f"{first}-reason").set_value("both name the context")
    app.button(key=f"{first}-accept").click().run()
    assert not app.exception and not {first, second} & {*candidates(app)}
    library = library_of(packs_of([*map(Path, os.environ["AIMS_GRAPH_CONTENT"].split(os.pathsep))]))
    row = next(
        m for s in library.sets for m in s.rows if f"{m.subject_id} {m.object_id}" == first and str(folder) in s.file
    )
    assert (row.relation, row.comment) == ("intersects", "both name the context")
    assert [f"{r.subject_id} {r.object_id}" for r in library.refused] == [second]
    assert "Ada Lovelace" in (folder / "mappings/iso42001--iso9001.sssom.tsv").read_text(encoding="utf-8")


def test_without_a_folder_it_says_how_to_decide() -> None:
    app = run("suggestions", {"framework": "iso42001", "towards": "iso9001", "of": "iso42001:4.1"})
    assert not candidates(app) and "open a folder of your own" in texts(app, "html")
    assert '<a href="workspace">open a workspace</a>: what is decided is saved in it' in texts(app, "html")


def test_a_workspace_in_which_nothing_is_entered_yet_takes_what_is_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = init_workspace(tmp_path / "ours", "Ours", "Ada Lovelace", load())
    place.engine.dispose()
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(place.folder))
    asked = {"framework": "iso42001", "towards": "iso9001", "of": "iso42001:4.1"}
    app = run("suggestions", asked)
    first, *_ = candidates(app)
    # The row carries the name of who works here, and no other.
    assert not [field for field in app.text_input if field.key == "by"]
    app.selectbox(key=f"{first}-relation").select("intersects")
    app.text_input(key=f"{first}-reason").set_value("both name the context")
    app.button(key=f"{first}-accept").click().run()
    assert not app.exception and "Accepted" in texts(app, "alert", "success")
    assert first not in candidates(app)
    kept = place.folder / "content/mappings/iso42001--iso9001.sssom.tsv"
    assert "Ada Lovelace" in kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_who_may_not_choose_frameworks_decides_nothing(
    role: str, empty_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(empty_workspace, tmp_path / "ours")
    place = open_workspace(tmp_path / "ours")
    with place.change(place.state().all(Person)[0], load()) as change:
        change.add(Person, name="Bo", role=role)
        editor = change.add(Person, name="Cy", role="editor")
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(place.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Bo")
    asked = {"framework": "iso42001", "towards": "iso9001", "of": "iso42001:4.1"}
    app = run("suggestions", asked)
    assert not candidates(app) and f"Bo is {role} here and may only read this" in texts(app, "caption")
    # Whose right is taken away while the page is open decides nothing either.
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Cy")
    app = run("suggestions", asked)
    first, *_ = candidates(app)
    with place.change(place.state().all(Person)[0], load()) as change:
        change.set(editor, role=role)
    app.selectbox(key=f"{first}-relation").select("intersects")
    app.text_input(key=f"{first}-reason").set_value("both name the context")
    app.button(key=f"{first}-accept").click().run()
    assert f"Cy is {role} here and may only read this" in texts(app, "alert", "warning")
    assert not [*place.folder.glob("content/mappings/*")]
    place.engine.dispose()
