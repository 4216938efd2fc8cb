"""Every page over contents that are not the shipped one: two frameworks put over it, a whole content of two, one without a law."""

import os
import re
from pathlib import Path

import pytest
import tiny
from packs import sixth_and_seventh
from streamlit.testing.v1 import AppTest
from test_pages import MADE_UP, PAGES, run, texts

from aims_graph import load
from aims_graph.answers.sparql_help import examples
from aims_graph.check.form import format_files
from aims_graph.graph.query import answer, named_queries
from aims_graph.pack.pack import packs_of

CONTENTS = ("over", "alone", "without law")


def as_law(catalogue: Path) -> None:
    """Let a catalogue of the small content say whom it binds."""
    lines = []
    for line in catalogue.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#"):
            law = ("nature", "bearer", "systems", "applies_from", "effective_from", "state")
            duty = ("obligation", "maker", "some", "2026-01-02", "2026-01-02", "kept")
            cells += law if cells[0] == "id" else duty if cells[5] == "yes" else ("heading", *[""] * 5)
        lines.append("\t".join(cells))
    catalogue.write_text("\n".join(lines) + "\n", encoding="utf-8")
    format_files(packs_of([catalogue.parents[2]], alone=True))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    """Write the contents; return the folders of each."""
    alone, without, over = (tmp_path_factory.mktemp(name) for name in ("alone", "without", "over"))
    tiny.write(alone)
    tiny.write(without)
    as_law(alone / "ontology/catalogues/b.tsv")
    (without / "ontology/law.ttl").write_text("# There is no law here.\n", encoding="utf-8")
    return {"over": sixth_and_seventh(over), "alone": (alone,), "without law": (without,)}


@pytest.fixture
def content(folders, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """Let the explorer answer from one of the contents."""
    import streamlit as st

    monkeypatch.setenv("AIMS_GRAPH_CONTENT", os.pathsep.join(map(str, folders[request.param])))
    monkeypatch.setenv("AIMS_GRAPH_ALONE", "" if request.param == "over" else "1")
    st.cache_resource.clear()
    st.cache_data.clear()
    yield str(request.param)
    st.cache_resource.clear()
    st.cache_data.clear()


def said(app: AppTest) -> str:
    return texts(app, "alert", "info", "warning", "header").replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize("content", CONTENTS, indirect=True)
def test_every_page_runs(content: str) -> None:
    """With nothing, with what somebody made up, and with links made for the shipped content."""
    for page, links in PAGES.items():
        for query in ({}, MADE_UP, *(links if content == "alone" else links[:1])):
            app = run(page, query)
            assert not app.exception, (page, query, app.exception)
            assert len(app.title) == 1, (page, query)


@pytest.mark.parametrize("content", ["over"], indirect=True)
def test_pages_show_what_lies_in_the_folders(content: str) -> None:
    assert len(run("overview", {}).selectbox(key="held").options) == 7
    assert "Keep event records of our assistants" in run("requirement", {"id": "house:1.1"}).title[0].value.replace(
        "\\", ""
    )
    assert {"house", "plant"} <= set(run("matrix", {}).selectbox(key="lead").options) | {"house", "plant"}
    app = run("what_if", {"held": "plant", "towards": "house"})
    assert "1 covered, 1 not known; at most 2 of 2 covered" in texts(app, "html")


@pytest.mark.parametrize("content", ["over"], indirect=True)
def test_of_a_requirement_that_nobody_looked_at_it_is_not_said_that_its_parts_are_judged(content: str) -> None:
    """It has no parts, and is no heading."""
    shown = texts(run("requirement", {"id": "house:1.2"}), "markdown", "html")
    assert "Not considered yet." in shown and "Its parts are judged" not in shown


@pytest.mark.parametrize("content", ["alone"], indirect=True)
def test_a_question_begins_with_what_the_content_has(content: str) -> None:
    for name in named_queries():
        app = run("sparql", {"query": name})
        assert not app.warning, (name, said(app))
    assert "Maker · some · " in texts(run("law", {"system": "some"}), "html")


@pytest.mark.parametrize("content", ["without law"], indirect=True)
def test_where_there_is_no_law_the_page_says_so(content: str) -> None:
    assert "No framework of this content is a law" in said(run("law", {}))


def test_every_named_query_answers_over_every_content(folders) -> None:
    for name, paths in folders.items():
        library = load(*paths, alone=name != "over")
        for query in named_queries().values():
            given = examples(library, query)
            if all(given.values()) or not any(
                p.type in ("role", "system", "topic", "function", "group") for p in query.parameters.values()
            ):
                answer(library, query.name, given)


@pytest.mark.parametrize("content", ["alone"], indirect=True)
@pytest.mark.parametrize("place", ["ontology/catalogues/a.tsv", tiny.PAIR])
def test_a_table_that_breaks_while_the_explorer_runs_is_named(content: str, place: str, folders) -> None:
    path = folders["alone"][0] / place
    whole = path.read_bytes()
    try:
        path.write_bytes(whole.decode().encode("utf-16"))
        app = run("overview", {})
        assert not app.exception and f"{place}:1: is UTF-16, not UTF-8" in said(app)
    finally:
        path.write_bytes(whole)
    assert len(run("overview", {}).selectbox(key="held").options) == 2


@pytest.mark.parametrize("content", ["over"], indirect=True)
def test_a_file_that_is_left_out_is_named_on_every_page(content: str, folders) -> None:
    path = folders["over"][0] / "ontology/catalogues/copy.csv"
    path.write_text("not read", encoding="utf-8")
    try:
        for page in ("overview", "matrix", "requirement"):
            found = said(run(page, {}))
            assert "Left out: " in found and "catalogues/copy.csv: is not read" in found, page
    finally:
        path.unlink()
    assert "Left out" not in said(run("overview", {}))


@pytest.mark.parametrize("content", ["over"], indirect=True)
def test_what_a_row_leaves_unsaid_is_nothing_only_where_its_relation_says_so(content: str, folders) -> None:
    """A row of a first crosswalk says no more than its relation: an overlap shares something, whatever that is."""
    (path,) = folders["over"][0].glob("mappings/iso42001--house.sssom.tsv")
    whole = path.read_text(encoding="utf-8")
    stated = ("events of the assistants are recorded", "the phases with recording are decided", "records are kept for a year")  # fmt: skip
    try:
        bare = re.sub("|".join(stated), "", whole).replace("\tsome\tsome\t", "\t\t\t")
        turned = bare.replace("intersects", "superset_of").replace("relatedMatch", "narrowMatch")
        for text, unsaid in ((bare, ["not said"] * 3), (turned, ["not said", "nothing", "not said"])):
            path.write_text(text, encoding="utf-8")
            drawn = texts(run("requirement", {"id": "house:1.1"}), "html")
            assert re.findall(r"<dd>([^<]*)</dd></div>", drawn[drawn.index("Both demand") :])[:3] == unsaid
    finally:
        path.write_text(whole, encoding="utf-8")
