"""Whatever a link says, no page ends on an error page: every parameter that a page reads, with any value."""

import ast
from functools import cache

import opened
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from test_pages import APP, PAGES, run, texts

from aims_graph import load
from aims_graph.graph.query import named_queries
from aims_graph.workspace.store import Workspace
from aims_graph_app import linked, state

#: The functions that read a parameter of the link -> which of their arguments names it.
READERS = {
    **dict.fromkeys(("said", "said_of", "said_many", "settle", "day_said", "one_of"), 0),
    **dict.fromkeys(("choose", "choose_many", "choose_segment", "ask_text", "ask_number", "switch", "day_input"), 1),
    "pick_row": 2,
}
DAYS = ("2027-12-02", "2024-08-01", "0001-01-01", "9999-12-31", "2031-12-31", "2032-01-01", "1999-12-31", "2027-02-30", "20271202", "2027-W01-1")  # fmt: skip
ODD = ("-1", "0", "1e999", "NaN", "٣", "yes", "own", "graph", "path", "pair", "all", "control", "beyond", "open", "aiact:", ":", "iso42001:x", "<b>", "%00", "\x00", "'\"", "a" * 9000, "(" * 3000, "\u202e", "?s ?p ?o")  # fmt: skip


@cache
def parameters() -> tuple[str, ...]:
    """Return every name that the pages' code reads from a link."""
    found = {f"p-{name}" for query in named_queries().values() for name in query.parameters}
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
                named = node.args[READERS[node.func.id] :][:1]
                found |= {a.value for a in named if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return tuple(sorted(found))


@cache
def words() -> tuple[str, ...]:
    """Return words that mean something to a page: ids, roles, kinds of system, facts, names of queries."""
    library = load()
    terms = [word for kind in ("Role", "SystemKind", "EvidenceKind") for word in library.terms.of(kind)]
    ids = [r.id for f in library.frameworks for r in library.members(f)[::40]]
    return (*library.frameworks, *ids, *terms, *library.fact_of, *named_queries())


def values() -> some.SearchStrategy[str]:
    known = some.sampled_from((*words(), *DAYS, *ODD))
    return known | some.lists(known, max_size=4).map(",".join) | some.text(max_size=30)


@pytest.mark.parametrize("page", PAGES)
@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(data=some.data())
def test_no_link_ends_on_an_error_page(page: str, data: some.DataObject) -> None:
    query = data.draw(some.fixed_dictionaries({}, optional={name: values() for name in parameters()}))
    app = run(page, query)
    assert not app.exception, (query, app.exception)
    assert len(app.title) == 1


def test_the_parameters_are_found() -> None:
    assert {"id", "held", "on", "text", "words", "p-requirement", "row"} <= set(parameters())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("page", "name"), [("law", "on"), ("law", "placed"), ("law", "changed"), ("what_if", "on")])
def test_no_day_ends_on_an_error_page(page: str, name: str, day: str) -> None:
    app = run(page, {name: day, "towards": "aiact", "role": "provider"})
    assert not app.exception, app.exception


@pytest.mark.parametrize("name", ["on", "placed", "changed"])
@pytest.mark.parametrize("day", ["9999-12-31", "1999-12-31", "2027-02-30", "20271202"])
def test_a_day_that_cannot_be_shown_is_named(name: str, day: str) -> None:
    app = run("law", {name: day, "role": "provider"})
    said = texts(app, "alert", "warning").replace("\\", "").replace("\u2060", "")
    wrong = "not within the days of this page" if day in ("9999-12-31", "1999-12-31") else "not a date"
    assert said.startswith(f"“{day}” is {wrong}") and "\n" not in said
    assert said.endswith("so today is shown instead." if name == "on" else "so the page is shown without it.")
    assert '<a href="law?role=provider">open the page without it</a>' in texts(app, "html")


#: Parameters that hold what a person wrote, any text of which is something to look for or to ask.
FREE = {"q", "find", "words", "text", *(name for name in parameters() if name.startswith("p-"))}
#: A workspace's pages and others, each with what opens its parts.
OPENED = [
    (page, query) for pages in (PAGES, opened.PAGES) for page, queries in pages.items() for query in ({}, *queries)
]


def read_by(page: str, query: dict[str, str], patch: pytest.MonkeyPatch) -> tuple[set[str], str]:
    """Return every parameter that a page asks for, and what it says is wrong with the link."""
    asked: set[str] = set()

    def noted(name: str, default: str = "") -> str:
        asked.add(name)
        return as_it_was(name, default)

    as_it_was = state.written
    with patch.context() as noting:
        for module in (state, linked):
            noting.setattr(module, "written", noted)
        app = opened.run(page, query) if page in opened.PAGES else run(page, query)
    assert not app.exception, (query, app.exception)
    return asked, texts(app, "warning").replace("\\", "").replace("\u2060", "")


@pytest.fixture(scope="module")
def read() -> list[set[str]]:
    """The parameters that pages were seen to read, one set for each that was opened."""
    return []


@pytest.mark.parametrize(("page", "query"), OPENED)
def test_a_page_says_of_everything_it_reads_what_it_cannot_take(
    page: str, query: dict[str, str], read: list[set[str]], demo: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(demo.folder))
    asked, _ = read_by(page, query, monkeypatch)
    read.append(asked)
    wrong = {name: f"nonsense-{name}" for name in asked - FREE - set(query)}
    _, together = read_by(page, {**query, **wrong}, monkeypatch)
    # What one of them opens is not drawn without it: such a part is asked alone.
    alone = {name: word for name, word in wrong.items() if f"“{word}”" not in together}
    said = {name: read_by(page, {**query, name: word}, monkeypatch)[1] for name, word in alone.items()}
    assert {name: word for name, word in alone.items() if f"“{word}”" not in said[name]} == {}


def test_every_parameter_was_read_by_a_page_that_was_asked(read: list[set[str]]) -> None:
    if len(read) < len(OPENED):
        pytest.skip("only all pages together read everything")
    assert set(parameters()) - FREE - set().union(*read) == set()


def test_another_tab_leaves_the_entry_of_the_first_behind(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(demo.folder))
    app = opened.run("context", {"id": "ISS-1"})
    app.button_group(key="show").set_value("Interested parties").run()
    assert "id" not in app.query_params and not texts(app, "warning").startswith("“")
