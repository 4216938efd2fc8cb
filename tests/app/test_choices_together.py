"""Two choices of a link that do not go together: said where they come from a link, and not where ordinary clicking leads."""

import opened
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import run, texts

from aims_graph.workspace.store import Workspace

LEGAL, GROUP = "aims:function-legal", "aims:group-policies"


def warned(app: AppTest) -> str:
    assert not app.exception
    return texts(app, "alert", "warning").replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize(
    ("page", "query", "name", "label"),
    [
        ("suggestions", {"framework": "iso27001", "towards": "27001"}, "towards", "Look in"),
        ("overview", {"held": "iso27001", "towards": "iso27001"}, "towards", "We want"),
        ("graph", {"show": "pair", "a": "iso9001", "b": "iso9001"}, "b", "And"),
        ("topics", {"scheme": "topics", "topic": LEGAL}, "topic", "Topic"),
        ("topics", {"topic": f"aims:topic-logging,{LEGAL}"}, "topic", "Topic"),
        ("groups", {"function": LEGAL, "group": GROUP}, "group", "Group"),
    ],
)
def test_what_does_not_go_with_the_rest_of_a_link_is_said(
    page: str, query: dict[str, str], name: str, label: str
) -> None:
    app = run(page, query)
    words = (
        f"“{query[name]}” cannot be chosen under “{label}” with the rest of this link, so the page is shown without it."
    )
    assert warned(app) == words
    kept = "&amp;".join(f"{key}={value}" for key, value in query.items() if key != name)
    way = "./" if page == "overview" else page
    assert f'<a href="{way}{"?" * bool(kept)}{kept}">open the page without it</a>' in texts(app, "html")


def test_what_is_unknown_is_said_once() -> None:
    said = warned(run("suggestions", {"framework": "iso27001", "towards": "nonsense"}))
    assert said.count("nonsense") == 1 and "with the rest" not in said


@pytest.mark.parametrize(
    ("page", "query", "field", "chosen", "left", "gone"),
    [
        ("suggestions", {"framework": "iso42001", "towards": "iso27001", "of": "iso42001:4.1"}, "framework", "iso27001", {}, {"towards", "of"}),
        ("suggestions", {"framework": "iso42001", "towards": "aiact"}, "framework", "iso27001", {"towards": "aiact"}, set()),
        ("overview", {"held": "iso9001", "towards": "airmf"}, "held", "airmf", {}, {"towards"}),
        ("graph", {"show": "pair", "a": "iso27001", "b": "airmf"}, "a", "airmf", {"show": "pair"}, {"b"}),
        ("groups", {"group": GROUP}, "function", LEGAL, {}, {"group"}),
        ("groups", {"group": GROUP}, "function", "aims:function-top-management", {"group": GROUP}, set()),
        ("matrix", {"columns": "iso27001,iso9001"}, "lead", "iso27001", {}, {"columns"}),
        ("matrix", {"columns": "iso9001,topics"}, "lead", "iso27001", {"columns": "iso9001,topics"}, set()),
        ("what_if", {"held": "iso27001", "towards": "iso42001", "status": "covered"}, "towards", "airmf", {"status": "covered"}, set()),
    ],
)  # fmt: skip
def test_what_does_not_go_with_a_choice_is_dropped_and_all_else_stays(
    page: str, query: dict[str, str], field: str, chosen: str, left: dict[str, str], gone: set[str]
) -> None:
    app = run(page, query)
    assert not warned(app)
    app.selectbox(key=field).set_value(chosen).run()
    assert not warned(app)
    assert app.selectbox(key=field).value == chosen and not gone & set(app.query_params)
    kept = {name: app.query_params[name] for name in left}
    # As a link says it a value stands alone, as the page writes it in a list.
    assert {name: value if isinstance(value, str) else value[0] for name, value in kept.items()} == left


def test_the_other_scheme_leaves_its_topic_behind() -> None:
    app = run("topics", {"scheme": "functions", "topic": LEGAL})
    app.button_group(key="scheme").set_value("Topics").run()
    assert not warned(app) and "topic" not in app.query_params and app.selectbox(key="topic").value == ""


def test_a_requirement_is_left_behind_where_none_is_a_shared_control() -> None:
    app = run("graph", {"id": "aiact:art-12-2"})
    app.button_group(key="show").set_value("A shared control").run()
    assert not warned(app) and "id" not in app.query_params


def test_another_framework_leaves_behind_what_was_asked_of_the_first(
    demo: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(demo.folder))
    app = opened.run("assess", {"at": "iso42001:A.2.2", "show": "unjustified"})
    assert not warned(app)
    app.selectbox(key="framework").set_value("aiact").run()
    assert not warned(app) and not {"at", "show"} & set(app.query_params)
    said = warned(opened.run("assess", {"framework": "aiact", "at": "iso42001:A.2.2"}))
    assert said == "“iso42001:A.2.2” is not a requirement of EU AI Act, so the page is shown without it."


@pytest.mark.parametrize(
    ("page", "query", "words"),
    [
        ("suggestions", {"framework": "iso27001", "of": "iso42001:4.1"}, "No candidate is left here for ISO/IEC 42001 4.1"),
        ("shared_controls", {"control": "iso42001:6.1.1", "words": "logging"}, "ISO/IEC 42001 6.1.1 General is none of these shared controls."),
    ],
)  # fmt: skip
def test_a_row_that_is_not_in_the_table_is_said_beside_it(page: str, query: dict[str, str], words: str) -> None:
    app = run(page, query)
    assert not warned(app) and words in texts(app, "html")
