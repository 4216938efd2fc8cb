"""A link says a requirement, a framework, a topic or a group as the command line takes it; what may be meant is offered."""

from __future__ import annotations

import re
from html import unescape

import opened
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import run, texts

from aims_graph import load
from aims_graph.errors import UnknownRequirementError
from aims_graph.identifiers import resolve
from aims_graph.workspace.store import Workspace

#: A page, what a link to it says as people write it, and as ids.
WRITTEN = [
    ("requirement", {"id": "A.6.2.8"}, {"id": "iso42001:A.6.2.8"}),
    ("requirement", {"id": "42001 A.6.2.8"}, {"id": "iso42001:A.6.2.8"}),
    ("requirement", {"id": "ISO/IEC 42001, A.6.2.8"}, {"id": "iso42001:A.6.2.8"}),
    ("requirement", {"id": "Article 9"}, {"id": "aiact:art-9"}),
    ("requirement", {"id": "27001:2013 A.12.4.1"}, {"id": "iso27001-2013:A.12.4.1"}),
    ("requirement", {"framework": "AI RMF"}, {"framework": "airmf"}),
    ("requirement", {"q": "logging", "of": "AI Act", "about": "logging", "by": "engineering"}, {"q": "logging", "of": "aiact", "about": "aims:topic-logging", "by": "aims:function-engineering"}),
    ("overview", {"held": "ISO 9001", "towards": "AI Act", "role": "Deployer"}, {"held": "iso9001", "towards": "aiact", "role": "deployer"}),
    ("graph", {"id": "42001 A.6.2.8", "frameworks": "27001"}, {"id": "iso42001:A.6.2.8", "frameworks": "iso27001"}),
    ("graph", {"show": "path", "id": "A.6.2.8", "to": "9001 8.5.2"}, {"show": "path", "id": "iso42001:A.6.2.8", "to": "iso9001:8.5.2"}),
    ("graph", {"show": "pair", "a": "27001", "b": "9001"}, {"show": "pair", "a": "iso27001", "b": "iso9001"}),
    ("graph", {"show": "control", "id": "42001 7.5.2"}, {"show": "control", "id": "iso42001:7.5.2"}),
    ("graph", {"topic": "Logging", "leads": "engineering"}, {"topic": "aims:topic-logging", "leads": "aims:function-engineering"}),
    ("matrix", {"lead": "27001", "row": "27001 A.8.15", "columns": "42001,topics"}, {"lead": "iso27001", "row": "iso27001:A.8.15", "columns": "iso42001,topics"}),
    ("what_if", {"held": "27001,ISO 9001", "towards": "42001", "function": "legal"}, {"held": "iso27001,iso9001", "towards": "iso42001", "function": "aims:function-legal"}),
    ("what_if", {"held": "", "also": "27001 A.8.15", "controls": "42001 7.5.2"}, {"held": "", "also": "iso27001:A.8.15", "controls": "iso42001:7.5.2"}),
    ("shared_controls", {"control": "42001 7.5.2", "order": "42001,27001"}, {"control": "iso42001:7.5.2", "order": "iso42001,iso27001"}),
    ("law", {"role": "Deployer", "system": "Annex III 4", "held": "27001"}, {"role": "deployer", "system": "annex-iii-4", "held": "iso27001"}),
    ("groups", {"group": "serious incidents"}, {"group": "aims:group-serious-incidents"}),
    ("groups", {"function": "legal"}, {"function": "aims:function-legal"}),
    ("topics", {"topic": "logging"}, {"topic": "aims:topic-logging"}),
    ("topics", {"topic": "Legal"}, {"topic": "aims:function-legal", "scheme": "functions"}),
    ("requirement", {"id": "27001:9.3.1"}, {"id": "iso27001:9.3.1"}),
    ("before", {"id": "Art. 43", "in": "42001"}, {"id": "aiact:art-43", "in": "iso42001"}),
    ("itinerary", {"order": "27001,9001"}, {"order": "iso27001,iso9001"}),
    ("documents", {"order": "AI Act,42001"}, {"order": "aiact,iso42001"}),
    ("suggestions", {"framework": "42001", "towards": "9001", "of": "42001 4.1"}, {"framework": "iso42001", "towards": "iso9001", "of": "iso42001:4.1"}),
]  # fmt: skip


def shown(app: AppTest) -> str:
    """What a page says in words, without where its links go."""
    assert not app.exception, app.exception
    words = texts(app, "html", "title", "caption", "page_link", "multiselect", "selectbox", "text_input")
    return " ".join(unescape(re.sub(r"<[^>]*>|query_string: .*", " ", words)).split())


@pytest.mark.parametrize(("page", "as_people", "as_ids"), WRITTEN)
def test_a_number_a_name_or_a_label_opens_what_its_id_opens(
    page: str, as_people: dict[str, str], as_ids: dict[str, str]
) -> None:
    app = run(page, as_people)
    assert texts(app, "warning") == ""
    assert shown(app) == shown(run(page, as_ids)) != shown(run(page, {}))
    assert all(app.query_params[name] in (word, [word]) for name, word in as_people.items())


@pytest.mark.parametrize("word", ["4.1", "Artcle 9", "42001 A.6.2.88"])
@pytest.mark.parametrize("page", ["requirement", "before", "matrix"])
def test_what_may_be_meant_is_what_the_command_line_names(page: str, word: str) -> None:
    with pytest.raises(UnknownRequirementError) as said:
        resolve(word, load())
    assert said.value.near
    name = "row" if page == "matrix" else "id"
    app = run(page, {name: word})
    offered = texts(app, "html").partition(f"“{word}” may mean:")[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', offered) == [f"{page}?{name}={near}" for near in said.value.near]
    several = "is the number of several requirements" if word == "4.1" else "is not a requirement"
    assert f"“{word}” {several}" in texts(app, "warning").replace("\\", "").replace("\u2060", "")


def test_a_heading_that_bears_no_relations_offers_its_parts() -> None:
    app = run("graph", {"id": "42001 A.2"})
    assert "“42001 A.2” is not a requirement that bears relations" in texts(app, "warning").replace("\\", "")
    assert 'href="graph?id=iso42001:A.2.2"' in texts(app, "html")


@pytest.mark.parametrize(
    ("page", "query", "says"),
    [
        (
            "topics",
            {"topic": "loging"},
            "“loging” is not a topic or function, so the page is shown without it. Near are Logging",
        ),
        ("groups", {"group": "serious incident"}, "Near are Serious incident reports to authorities"),
        ("itinerary", {"order": "27001,27001:2013"}, "ISO/IEC 27001:2013 is a former edition"),
        ("law", {"role": "deploye"}, "Did you mean deployer"),
    ],
)
def test_what_comes_near_is_said(page: str, query: dict[str, str], says: str) -> None:
    assert says in texts(run(page, query), "warning").replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize(
    ("page", "query", "way"),
    [
        ("law", {"role": "deployer", "system": "nonsense", "on": "no day"}, 'law?role=deployer">open the page without these'),
        ("itinerary", {"order": "27001,nonsense,9001"}, 'itinerary?order=27001,9001">open the page without it'),
        ("requirement", {"id": "iso42001:4.1", "framework": "nonsense"}, 'requirement?id=iso42001:4.1">open the page without it'),
        ("requirement", {"q": "logging", "by": "nonsense"}, 'requirement?q=logging">open the page without it'),
    ],
)  # fmt: skip
def test_a_faulty_link_leads_to_the_page_without_its_fault(page: str, query: dict[str, str], way: str) -> None:
    app = run(page, query)
    faults = [word for text in query.values() for word in text.split(",") if word in ("nonsense", "no day")]
    assert all(f"“{word}” is not a" in texts(app, "warning") for word in faults) and way in texts(app, "html")
    mended = run(page, dict(pair.split("=") for pair in way.partition('"')[0].partition("?")[2].split("&")))
    assert texts(mended, "warning") == "" and "open the page" not in texts(mended, "html")


@pytest.mark.parametrize(
    ("page", "as_people", "as_ids"),
    [
        ("assess", {"framework": "27001", "at": "27001 A.5.9", "topic": "logging"}, {"framework": "iso27001", "at": "iso27001:A.5.9", "topic": "aims:topic-logging"}),
        ("soa", {"framework": "ISO/IEC 27001"}, {"framework": "iso27001"}),
        ("certification", {"framework": "27001"}, {"framework": "iso27001"}),
        ("audits", {"show": "covered", "framework": "27001"}, {"show": "covered", "framework": "iso27001"}),
        ("tasks", {"framework": "AI Act"}, {"framework": "aiact"}),
        ("evidence", {"shows": "42001 6.1.4"}, {"shows": "iso42001:6.1.4"}),
        ("migrate", {"from": "AI Act 2024"}, {"from": "aiact2024"}),
    ],
)  # fmt: skip
def test_a_page_of_a_workspace_reads_them_too(
    page: str, as_people: dict[str, str], as_ids: dict[str, str], demo: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(demo.folder))
    app = opened.run(page, as_people)
    assert texts(app, "warning") == ""
    assert shown(app) == shown(opened.run(page, as_ids)) != shown(opened.run(page, {}))
