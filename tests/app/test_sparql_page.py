"""The SPARQL page: what failed is not run again by itself, what is too much is said at once, and a full queue is no failure of the query."""

import time

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import run, texts

from aims_graph.errors import QueryError
from aims_graph.graph.pool import BusyError, Pool
from aims_graph.graph.sparql import LONGEST


def said(app: AppTest) -> str:
    return texts(app, "alert", "warning", "info", "header", "markdown").replace("\\", "").replace("\u2060", "")


def asks(monkeypatch: pytest.MonkeyPatch, error: QueryError) -> list[str]:
    """Let every query end so; return the texts that were asked, as they come."""
    asked: list[str] = []

    def ask(pool: Pool, store: object, question: object, *_: object) -> None:
        asked.append(str(question))
        raise error

    monkeypatch.setattr(Pool, "ask", ask)
    return asked


def test_a_query_that_failed_is_not_run_again_at_every_click(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asks(monkeypatch, QueryError("The query was stopped after 10 seconds.", "Add LIMIT."))
    app = run("sparql", {"mode": "own", "text": "SELECT * { ?failed ?p ?o }"})
    for _ in range(3):
        app.run()
    assert "stopped after 10 seconds" in said(app) and len(asked) == 1


def test_a_full_queue_is_said_and_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"mode": "own", "text": "SELECT * { ?busy a aims:Role }"}
    with monkeypatch.context() as patched:
        asked = asks(patched, BusyError("32 queries wait already.", "Run it again in a moment."))
        app = run("sparql", query)
        assert not app.exception and "32 queries wait already" in said(app) and len(asked) == 1
    app.run()
    assert "Result: 14 rows" in said(app)


def test_a_text_beyond_all_measure_is_refused_at_once() -> None:
    for text in ("(" * (LONGEST + 1), "?s ?p " * (LONGEST // 5), "'" * (LONGEST + 1)):
        began = time.monotonic()
        app = run("sparql", {"mode": "own", "text": text})
        assert not app.exception and f"At most {LONGEST:,} are read" in said(app)
        assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('SELECT ("abc"^^xsd:integer AS ?x) ("NaN"^^xsd:double AS ?y) {}', "Result: 1 row"),
        ("CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a aims:Role ; skos:prefLabel ?l }", "Result: 14 rows"),
        ("DESCRIBE aims:role-deployer", "Result:"),
        ("ASK FROM <https://example.org/none> { ?s ?p ?o }", "Result: 1 row"),
        ("SELECT * FROM <https://example.org/none> { ?s ?p ?o }", "Result: 0 rows"),
        ("SELECT ?x { ?x ?y ?z } GROUP BY ?y", "contains a variable that is unbound"),
        ("DROP ALL", "'DROP' would change the graph"),
        ("SELECT * {\n ?s [x](javascript:alert(1)) ?o }", "Line 2, column"),
    ],
)
def test_every_kind_of_answer_and_fault_is_shown(text: str, says: str) -> None:
    app = run("sparql", {"mode": "own", "text": text})
    assert not app.exception, app.exception
    assert says in said(app)


def test_a_value_of_another_type_is_refused_on_the_page() -> None:
    app = run("sparql", {"query": "binding-on", "p-role": "aims:system-annex-iii", "p-day": "soon"})
    assert not app.exception and "'soon' is no date" in said(app)


def test_paper_holds_every_row_or_says_how_many_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the screen draws holds the rows in sight alone; the table for paper stands beside it."""

    def paper(name: str = "role") -> str:
        # An answer is laid out once: another name, another answer.
        app = run("sparql", {"mode": "own", "text": f"SELECT ?{name} WHERE {{ ?{name} a aims:Role }}"})
        (table,) = [h.proto.body for h in app.get("html") if 'class="ag-paper"' in h.proto.body]
        return table

    whole = paper()
    assert whole.count("<td>") == 14 and "aims:role-deployer" in whole and "not printed" not in whole
    monkeypatch.setattr("aims_graph_app.tables.PRINTED", 10)
    cut = paper("acting")
    assert cut.count("<td>") == 10 and "4 more rows are not printed" in cut


def test_the_fields_of_a_named_query_come_in_their_order() -> None:
    """By keyboard and on a narrow screen the fifth came before the second."""
    app = run("sparql", {"query": "shared-by"})
    labels = [field.label for field in app.text_input if str(field.key).startswith("p-")]
    assert labels == ["anchor", "second", "third", "fourth", "fifth"]
