"""What a page offers to take along is what it shows, or it says what else the files hold."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest
from test_law_page import ASKED, cards, numbers
from test_pages import run, texts

from aims_graph import load
from aims_graph.answers.law.binds import BINDS
from aims_graph_app import files

Write = Callable[[str], str | bytes]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Write]:
    """By the name of the file, what writes each of those that the page of a test offers."""
    found: dict[str, Write] = {}
    monkeypatch.setattr(files, "offer", lambda name, forms, write: found.update({name: write}))
    return found


def said(app: AppTest) -> str:
    words = texts(app, "html", "caption", "info")
    return unescape(words).replace("\\", "").replace("\u2060", "")


def rows(write: Write) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(str(write("csv")).removeprefix("\ufeff"))))


@pytest.mark.parametrize("waits", ["always", "event", "open"])
def test_the_number_chosen_on_the_page_on_a_law_filters_its_files(waits: str, offered: dict[str, Write]) -> None:
    app = run("law", {**ASKED, "waits": waits})
    shown = sorted(numbers(app))
    assert shown and f"The files hold what is shown: {len(shown)} provision" in said(app)
    law = load().laws[0].short
    assert sorted(r["number"].removeprefix(f"{law} ") for r in rows(offered["binds"])) == shown
    data = json.loads(str(offered["binds"]("json")))
    assert len(data["rows"]) == len(shown) and any("the others are left out" in note for note in data["notes"])
    book = openpyxl.load_workbook(io.BytesIO(bytes(offered["binds"]("xlsx"))))  # type: ignore[arg-type]
    told = [row[0].value for row in book["What binds"].iter_rows() if row[-1].value in load().requirements]
    assert sorted(told) == shown


def test_without_a_number_the_files_hold_all_and_the_page_says_so(offered: dict[str, Write]) -> None:
    app = run("law", {**ASKED, "on": "2026-12-01"})
    found = rows(offered["binds"])
    assert len(found) > len(numbers(app)) == sum(r["answer"].startswith(BINDS) for r in found)
    assert f"The files hold all {len(found)} provisions, also those that do not bind." in said(app)
    assert "left out" not in str(offered["binds"]("json"))
    assert cards(app)


@pytest.mark.parametrize(
    "narrowed", [{"status": "partly"}, {"chapter": "iso42001:5", "status": "all"}, {"function": "aims:function-legal"}]
)
def test_a_narrowed_gap_analysis_offers_its_list_and_says_what_the_other_files_hold(
    narrowed: dict[str, str], offered: dict[str, Write]
) -> None:
    app = run("what_if", {"held": "iso27001", "towards": "iso42001", **narrowed})
    whole, (name,) = rows(offered.pop("what-remains")), offered
    assert f"Download all {len(whole)} requirements" in said(app)
    own = rows(offered[name])
    items = next(h.proto.body for h in app.get("html") if 'class="ag-hits"' in h.proto.body)
    assert len(own) == items.count("<li><a ") < len(whole)
    assert all(f'href="requirement?id={r["id"]}"' in items for r in own)


def test_suggestions_say_that_their_files_hold_more_than_the_likeliest(offered: dict[str, Write]) -> None:
    app = run("suggestions", {"framework": "iso42001", "towards": "iso9001"})
    assert f"The files hold every candidate, {len(rows(offered['suggestions']))} in all" in said(app)


@pytest.mark.parametrize("words", ["audit", "zzzzqq"])
def test_words_that_filter_a_table_leave_its_files_whole_and_that_is_said(
    words: str, offered: dict[str, Write]
) -> None:
    app = run("documents", {"words": words})
    assert "the files hold all of them" in said(app) or "The files hold all of" in said(app)


@pytest.mark.parametrize(
    ("page", "query"), [("groups", {}), ("topics", {"topic": "logging"}), ("groups", {"group": "serious incidents"})]
)
def test_a_file_of_a_page_names_no_command(page: str, query: dict[str, str], offered: dict[str, Write]) -> None:
    run(page, query)
    for write in offered.values():
        book = openpyxl.load_workbook(io.BytesIO(bytes(write("xlsx"))))  # type: ignore[arg-type]
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [text for text in cells if re.search(r"aims-graph [a-z]|(?<!\S)\(?--[a-z]", text)]
