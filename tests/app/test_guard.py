"""Nothing anybody writes becomes markup: in markdown, in HTML, on any page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as text
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest
from test_pages import PAGES, run

from aims_graph.formats.library import load
from aims_graph.model import Library
from aims_graph_app import state
from aims_graph_app.guard import html, plain, read_aloud

HOSTILE = "<script>alert(1)</script> ![x](http://evil.example/a.png) [a](javascript:alert(1)) **b** :red[c] $d$ https://evil.example www.evil.example x@evil.example `e`"
MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])


@given(text.text(alphabet="ab1 .-_*`[]()!<>#~:$&\\|@/\n=+\"'", max_size=60))
def test_markdown_shows_every_letter(said: str) -> None:
    tokens = [
        t
        for block in MARKDOWN.parse(plain(said))
        for t in (block.children or [block])
        if t.type not in ("paragraph_open", "paragraph_close", "inline")
    ]
    assert {t.type for t in tokens} <= {"text", "text_special"}
    assert "".join(t.content for t in tokens).replace("\u2060", "").strip() == " ".join(said.split())


@given(text.text(alphabet="ab1 .-_*`[]()!<>#~:$&\\|@/\n=+\"'", max_size=60))
def test_the_label_of_a_field_shows_every_letter(said: str) -> None:
    tokens = [
        t
        for block in MARKDOWN.parse(read_aloud(said))
        for t in (block.children or [block])
        if t.type not in ("paragraph_open", "paragraph_close", "inline")
    ]
    assert {t.type for t in tokens} <= {"text", "text_special"}
    assert "".join(t.content for t in tokens).replace("\u2060", "").strip() == " ".join(said.split())


def test_a_label_is_read_aloud_without_escapes() -> None:
    for said in ("Nr.", "Article 25: do we become its provider?", "Is it real-time (Annex III, point 6)?"):
        assert read_aloud(said).replace("\u2060", "") == said


def test_html_is_escaped() -> None:
    assert html("<p>{}</p>", HOSTILE).count("<") == 2


def hostile(library: Library) -> Library:
    """The real content with a hostile tail at every text a page may show."""
    tail = f" {HOSTILE}"
    return replace(
        library,
        packs=(),
        stamp=(),
        frameworks={f.id: replace(f, short=f.short + tail, title=f.title + tail) for f in library.frameworks.values()},
        requirements={r.id: replace(r, title=r.title + tail, number=r.number + " <script>", summary=r.summary + tail) for r in library.requirements.values()},
        sets=[replace(s, rows=tuple(replace(m, shared=m.shared + tail, subject_only=m.subject_only + tail, object_only=m.object_only + tail, comment=m.comment + tail) for m in s.rows)) for s in library.sets],
        remainders=[replace(r, remains=r.remains + tail) for r in library.remainders],
        editions=[replace(e, title=e.title + tail, known_changes=e.known_changes + tail) for e in library.editions],
        transitions=[replace(t, summary=t.summary + tail) for t in library.transitions],
        links=[replace(k, note=k.note + tail) for k in library.links],
        evidence=[replace(e, note=e.note + tail) for e in library.evidence],
    )  # fmt: skip


@pytest.fixture(scope="module")
def poisoned() -> Library:
    return hostile(load())


@pytest.fixture
def hostile_app(poisoned: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("AIMS_GRAPH_CACHE", str(tmp_path))  # its graph is nobody else's
    monkeypatch.setattr(state, "stack", lambda: SimpleNamespace(library=poisoned))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


#: What shows text as it is, so that nothing need be escaped there.
PLAIN = {
    "selectbox",
    "multiselect",
    "code",
    "text",
    "dataframe",
    "arrow_data_frame",
    "bidi_component",
    "text_input",
    "vega_lite_chart",
    "download_button",
}
MARKUP = re.compile(
    r"<script>|!\[x\]\(|\[a\]\(javascript:|\*\*b\*\*|:red\[c\]|(?<!\\)\$d(?<!\\)\$|https://evil|www\.evil|x@evil|`e`"
)


#: Markup of the pages' own: a link to a page or to a place of this page, a picture that is drawn here.
OURS = re.compile(
    r"""<a href=\\?"(?:(?:\./|[a-z_]+)(?:\?[\w:.,%()+=&;~-]*)?|\#[\w-]+)\\?"(?: (?:aria-current|rel)=\\?"[a-z]+\\?"| title=\\?"[^"<>]*\\?")*>"""
    r"""|<a href=\\?"https?://[\w./-]+\\?" target=\\?"_blank\\?" rel=\\?"noopener noreferrer\\?">"""
    r"""|<img alt=\\?"[^"<>]*\\?" src=\\?"data:image/svg\+xml;base64,[\w+/=]*\\?">"""
)


def shown(app: AppTest) -> Iterator[tuple[str, str]]:
    for block in (app.main, app.sidebar):
        for node in block:
            element: Any = node
            yield element.type, str(getattr(element, "proto", ""))
            if element.type == "html":
                yield "html", element.proto.body


@pytest.mark.usefixtures("hostile_app")
@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_stays_text_on_every_page(page: str) -> None:
    met = 0
    for query in PAGES[page][:4]:
        app = run(page, query)
        assert not app.exception, app.exception
        pieces = list(shown(app))
        met += sum("evil" in said for _, said in pieces)
        for kind, said in pieces:
            if kind == "html":
                assert "<script>" not in said
                assert not re.search(r"<(img|a|iframe|svg)\b", OURS.sub("", said))
            elif kind not in PLAIN:
                # The proto's text doubles backslashes and writes the word joiner in octal.
                text_ = said.replace("\\342\\201\\240", "\u2060").replace("\\\\", "\\")
                assert not MARKUP.search(text_), (kind, text_[:400])
    # The answers of SPARQL come from the store, which this library is not; ``tests/browser`` poisons that.
    assert met or page == "sparql"
