"""Whatever a link says, no page ends on an error page: every parameter that a page reads, with any value."""

import ast
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from test_pages import APP, PAGES, run, texts

from aims_graph import load
from aims_graph.graph.query import named_queries

#: The functions that read a parameter of the link, whose name is a text they are called with.
READERS = {"said", "said_of", "said_many", "choose", "choose_many", "choose_segment", "ask_text", "ask_number", "switch", "settle", "day_input", "day_said", "pick_row"}  # fmt: skip
DAYS = ("2027-12-02", "2024-08-01", "0001-01-01", "9999-12-31", "2031-12-31", "2032-01-01", "1999-12-31", "2027-02-30", "20271202", "2027-W01-1")  # fmt: skip
ODD = ("-1", "0", "1e999", "NaN", "٣", "yes", "own", "graph", "path", "pair", "all", "control", "beyond", "open", "aiact:", ":", "iso42001:x", "<b>", "%00", "\x00", "'\"", "a" * 9000, "(" * 3000, "\u202e", "?s ?p ?o")  # fmt: skip


@cache
def parameters() -> tuple[str, ...]:
    """Return every name that the pages' code reads from a link."""
    found = {f"p-{name}" for query in named_queries().values() for name in query.parameters}
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
                given_ = [*node.args, *(k.value for k in node.keywords if k.arg == "name")]
                texts = [a.value for a in given_ if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                found |= {t for t in texts if t.isidentifier() and t.islower()}
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
