"""The SPARQL endpoint, asked as clients ask it: the cases of the W3C protocol tests that read, made anew, and what is no query."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import tiny
import yaml
from endpoints import ASK, GRAPH, SELECT, ask, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from aims_graph.graph.isolated import Limits
from aims_graph.graph.query import named_queries
from aims_graph.graph.sparql import LONGEST
from aims_graph.serve.desk import Desk
from aims_graph.serve.endpoint import endpoint
from aims_graph.serve.negotiation import MEDIA, chosen
from aims_graph.serve.protocol import LONGEST_BODY
from aims_graph.stack import Stack

FILE = "https://w3id.org/aims-graph/file/"
A, B = (f"{FILE}ontology/catalogues/{name}.tsv" for name in "ab")
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}


def test_a_query_comes_by_get_by_form_and_as_it_is(client: TestClient) -> None:
    ways = (
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers=DIRECT),
        client.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query; charset=UTF-8"}),
    )
    for answer in ways:
        assert {row["f"] for row in rows(answer)} == {"https://example.org/a/", "https://example.org/b/"}


@pytest.mark.parametrize(
    ("text", "accept", "media"),
    [
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "application/xml", "application/xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/turtle;q=0.2, text/csv;q=0.3", "text/csv; charset=utf-8"),
        (SELECT, "application/json;q=1, text/html;q=0.9", "application/json"),
        (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        (ASK, "*/*", "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (GRAPH, "*/*", "text/turtle; charset=utf-8"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/rdf+xml, application/sparql-results+xml", "application/rdf+xml"),
        (GRAPH, "application/trig", "application/trig"),
        (GRAPH, "application/n-quads, text/turtle;q=0.9", "application/n-quads"),
        ("DESCRIBE a:1.1", "*/*", "text/turtle; charset=utf-8"),
    ],
)  # fmt: skip
def test_the_client_says_in_which_form(client: TestClient, text: str, accept: str, media: str) -> None:
    answer = ask(client, text, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["vary"] == "Accept" and answer.content


@pytest.mark.parametrize(
    ("text", "accept"),
    [(SELECT, "image/png"), (SELECT, "application/n-triples"), (ASK, "text/csv"), (GRAPH, "text/csv"),
     (SELECT, "*/*;q=0"), (SELECT, "application/json;q=2"), (GRAPH, "application/sparql-results+json")],
)  # fmt: skip
def test_a_form_that_there_is_not_is_refused(client: TestClient, text: str, accept: str) -> None:
    answer = ask(client, text, accept)
    assert answer.status_code == 406 and "comes as" in answer.text


def test_what_xml_cannot_hold_is_refused_and_given_in_json(client: TestClient) -> None:
    text = r'SELECT ("\u0001" AS ?x) {}'
    answer = ask(client, text, "application/sparql-results+xml")
    assert answer.status_code == 422 and "U+0001" in answer.text
    assert rows(ask(client, text, "application/sparql-results+json")) == [{"x": "\x01"}]


def test_the_particular_range_decides_over_the_general_one() -> None:
    assert chosen("text/*;q=0.9, text/csv;q=0", {"text/csv": "csv", "text/turtle": "turtle"}) == "text/turtle"
    assert chosen("nonsense, text/csv", MEDIA["select"]) == "text/csv"


def test_a_form_can_be_named_in_the_address(client: TestClient) -> None:
    assert ask(client, SELECT, **{"as": "csv"}).text.splitlines()[0] == "f"
    assert ask(client, SELECT, **{"as": "ntriples"}).status_code == 406
    # What the description offers to generators of clients is what is given for one kind of query or another, and all of it.
    described = yaml.safe_load((Path(__file__).parents[1] / "docs/endpoint.openapi.yaml").read_text())
    forms = described["components"]["schemas"]["Form"]["enum"]
    given_ = {form for kind in MEDIA.values() for form in kind.values()}
    assert len(forms) == len(set(forms)) and set(forms) == given_
    for form in forms:
        assert 200 in {ask(client, text, **{"as": form}).status_code for text in (SELECT, GRAPH)}, form
    # What other servers' clients send beside the query is no reason to refuse it.
    assert ask(client, SELECT, format="xml", output="xml").headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    ("status", "method", "path", "content", "headers"),
    [
        (400, "GET", "/sparql?query=", "", {}),
        (400, "GET", "/sparql?query=SELECT", "", {}),
        (400, "GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", "", {}),
        (400, "GET", "/sparql?query=ASK%20%7B%7D%FF", "", {}),
        (400, "GET", f"/sparql?default-graph-uri={A}", "", {}),
        (400, "GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=a.tsv", "", {}),
        (400, "GET", "/sparql?query=ASK%20%7B%7D&named-graph-uri=http://x/%20y", "", {}),
        (400, "GET", "/sparql?query=" + quote("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), "", {}),
        (400, "GET", "/sparql?query=" + quote("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }"), "", {}),
        (400, "GET", "/sparql?query=" + quote("INSERT DATA { <x:a> <x:b> 1 }"), "", {}),
        (400, "GET", "/sparql?query=" + quote("SELECT * FROM <https://example.org/g { ?s ?p ?o }"), "", {}),
        (403, "GET", "/sparql?update=CLEAR%20ALL", "", {}),
        (403, "POST", "/sparql", "update=CLEAR+ALL", FORM),
        (403, "POST", "/sparql", "CLEAR ALL", {"content-type": "application/sparql-update"}),
        (400, "POST", "/sparql", "", FORM),
        (400, "POST", "/sparql", "question=ASK+%7B%7D", FORM),
        (400, "POST", "/sparql", "query=ASK+%7B%7D&query=ASK+%7B%7D", FORM),
        (400, "POST", "/sparql?query=ASK%20%7B%7D", "ASK {}", DIRECT),
        (400, "POST", f"/sparql?default-graph-uri={A}", "query=ASK+%7B%7D", FORM),
        (400, "POST", "/sparql", b"ASK { ?s ?p '\xff' }", DIRECT),
        (415, "POST", "/sparql", "ASK {}".encode("utf-16"), {"content-type": "application/sparql-query; charset=UTF-16"}),
        (415, "POST", "/sparql", "ASK {}", {}),
        (415, "POST", "/sparql", "ASK {}", {"content-type": "text/plain"}),
        (415, "POST", "/sparql", '{"query": "ASK {}"}', {"content-type": "application/json"}),
        (415, "POST", "/sparql", b"\x1f\x8b", {**DIRECT, "content-encoding": "gzip"}),
        (413, "POST", "/sparql", " " * (LONGEST + 1), DIRECT),
        (413, "POST", "/sparql", "x" * (LONGEST_BODY + 1), FORM),
        (413, "GET", "/sparql?query=" + "x" * (LONGEST + 1), "", {}),
        (405, "PUT", "/sparql", "", {}),
        (405, "DELETE", "/sparql?default", "", {}),
        (405, "PATCH", "/sparql", "", {}),
        (405, "POST", "/health", "", {}),
        (404, "GET", "/sparql/", "", {}),
        (404, "GET", "/queries/no-such", "", {}),
        (404, "GET", "/../../etc/passwd", "", {}),
        (400, "GET", "/sparql", "", {"host": "evil.example"}),
        (400, "GET", "/health", "", {"host": "127.0.0.1.evil.example:8042"}),
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused_with_its_status(
    client: TestClient, status: int, method: str, path: str, content: str | bytes, headers: dict[str, str]
) -> None:
    """``bad_query_method``, ``bad_multiple_queries``, ``bad_query_wrong_media_type``, ``bad_query_missing_form_type``, ``bad_query_non_utf8`` and others."""
    answer = client.request(method, path, content=content, headers=headers, follow_redirects=False)
    assert answer.status_code == status and answer.text
    assert (status == 405) == ("allow" in answer.headers)
    assert "etag" not in answer.headers


def test_a_malformed_query_is_told_where(client: TestClient) -> None:
    assert "Line 2, column 9" in ask(client, "SELECT *\n{ ?s ?p }").text


COUNT = "SELECT (COUNT(DISTINCT ?r) AS ?n) {} {{ ?r a aims:Requirement }}"
NAMED = "SELECT DISTINCT ?g {} {{ GRAPH ?g {{ ?r a aims:Requirement }} }}"


@pytest.mark.parametrize(
    ("beside", "origin", "count", "graphs"),
    [
        ([], "", "8", {A, B}),
        ([("default-graph-uri", A)], "", "4", set()),
        ([("default-graph-uri", A), ("default-graph-uri", B)], "", "8", set()),
        ([("default-graph-uri", FILE + "none")], "", "0", set()),
        ([("named-graph-uri", A)], "", "0", {A}),
        ([("named-graph-uri", A), ("named-graph-uri", B)], "", "0", {A, B}),
        ([("default-graph-uri", A), ("named-graph-uri", B)], "", "4", {B}),
        ([], f"FROM <{A}>", "4", set()),
        ([], f"FROM <{A}> FROM <{B}>", "8", set()),
        ([], f"FROM NAMED <{B}>", "0", {B}),
        # What the request names stands in the place of what the query names.
        ([("default-graph-uri", A)], f"FROM <{FILE}none>", "4", set()),
        ([("named-graph-uri", A)], f"FROM NAMED <{B}>", "0", {A}),
    ],
)  # fmt: skip
def test_the_graphs_named_are_those_that_are_asked(
    client: TestClient, beside: list[tuple[str, str]], origin: str, count: str, graphs: set[str]
) -> None:
    """``query_dataset_default_graph(s)_get`` and ``_post``, ``query_dataset_named_graphs_…``, ``query_dataset_full``, ``query_multiple_dataset``."""
    for text, found in ((COUNT, [{"n": count}]), (NAMED, [{"g": name} for name in sorted(graphs)])):
        fields = [("query", text.format(origin)), *beside]
        got = client.get("/sparql?" + urlencode(fields))
        assert sorted(rows(got), key=str) == found
        assert sorted(rows(client.post("/sparql", content=urlencode(fields), headers=FORM)), key=str) == found
        direct = client.post("/sparql?" + urlencode(beside), content=text.format(origin), headers=DIRECT)
        assert sorted(rows(direct), key=str) == found


def test_the_service_describes_itself(client: TestClient) -> None:
    forms = {"text/turtle": RdfFormat.TURTLE, "application/rdf+xml": RdfFormat.RDF_XML, "application/n-quads": RdfFormat.N_QUADS,
             "application/ld+json": RdfFormat.JSON_LD}  # fmt: skip
    sizes = set()
    for media, form in forms.items():
        answer = client.get("/sparql", headers={"accept": media})
        assert answer.headers["content-type"].startswith(media)
        said = [(q.predicate.value.rpartition("#")[2], q.object) for q in parse(answer.content, form)]
        assert [o.value for p, o in said if p == "endpoint"] == ["http://127.0.0.1:8042/sparql"]
        assert {A, B} <= {o.value for p, o in said if p == "name"}
        triples = [int(o.value) for p, o in said if p == "triples"]
        assert rows(ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == [{"n": str(triples[0])}]
        sizes.add(len(said))
    assert len(sizes) == 1
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["/", "/sparql"])
def test_the_form_of_the_description_can_be_named_in_the_address(client: TestClient, path: str) -> None:
    for form in dict.fromkeys(MEDIA["graph"].values()):
        answer = client.get(path, params={"as": form}, headers={"accept": "text/turtle;q=0.1, image/png"})
        assert answer.status_code == 200
        assert MEDIA["graph"][answer.headers["content-type"].partition(";")[0]] == form
    for rows_only in ("csv", "xml", "nonsense"):
        refused = client.get(path, params={"as": rows_only})
        assert refused.status_code == 406 and "turtle, ntriples" in refused.text and "query" in refused.text
    assert client.get(path, params=[("as", "turtle"), ("as", "jsonld")]).status_code == 400
    assert client.get(path, params={"as": ""}).headers["content-type"].startswith("text/turtle")


def test_a_browser_finds_an_editor_and_every_named_query(client: TestClient) -> None:
    page = client.get("/sparql", headers={"accept": "text/html"}).text
    assert page == client.get("/", headers={"accept": "text/html"}).text
    assert "<textarea" in page and "<script" not in page
    assert all(f'href="/queries/{name}"' in page for name in named_queries())
    own = client.get("/queries/touches")
    assert own.status_code == 200 and "a:1.1" in own.text
    assert "default-src 'none'" in own.headers["content-security-policy"]


def test_what_is_in_a_query_is_text_on_the_page(client: TestClient) -> None:
    answer = client.post("/sparql", data={"query": 'SELECT ("<script>x</script>" AS ?x) {}', "as": "html"})
    assert answer.status_code == 200 and "&lt;script&gt;" in answer.text and "<script>" not in answer.text


def test_head_and_options(client: TestClient) -> None:
    whole, head = ask(client, SELECT), client.head("/sparql", params={"query": SELECT})
    assert head.status_code == 200 and not head.content
    assert head.headers["content-length"] == str(len(whole.content)) and head.headers["etag"] == whole.headers["etag"]
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_what_the_client_has_is_not_sent_again(tmp_path: Path) -> None:
    packs = tiny.write(tmp_path)
    with TestClient(endpoint(Desk(Stack(packs), Limits(), places=1)), base_url="http://localhost") as client:
        tag = ask(client, SELECT).headers["etag"]
        again = {"if-none-match": f'"other", {tag}'}
        unchanged = client.get("/sparql", params={"query": SELECT}, headers=again)
        assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
        # Another query, form or dataset is another answer; so is that of an edited file.
        for other in (
            {"query": SELECT + " "},
            {"query": SELECT, "as": "csv"},
            {"query": SELECT, "default-graph-uri": A},
        ):
            assert client.get("/sparql", params=other, headers=again).status_code == 200
        path = tmp_path / tiny.CATALOGUE
        path.write_text(path.read_text().replace("Framework a", "Framework renamed"))
        assert client.get("/sparql", params={"query": SELECT}, headers=again).status_code == 200
        assert rows(ask(client, "SELECT ?t { a: dcterms:title ?t }")) == [{"t": "Framework renamed"}]
        # A file that is broken meanwhile is said, and nothing is answered from an older graph.
        path.write_text("broken")
        assert ask(client, SELECT).status_code == 500
        assert client.get("/health").status_code == 500


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "now ( )"])
def test_what_is_another_answer_each_time_has_no_tag(client: TestClient, call: str) -> None:
    assert "etag" not in ask(client, f"SELECT ({call} AS ?x) {{}}").headers


def test_every_answer_is_a_status_that_was_meant(client: TestClient) -> None:
    """Whatever stands in a request: no answer of 500, no exception, and JSON that is JSON."""
    pieces = st.sampled_from(
        (
            "SELECT",
            "ASK",
            "{",
            "}",
            "?s",
            "?p",
            "a",
            "aims:Framework",
            "<x:y>",
            "'",
            '"',
            "#",
            "\n",
            "\0",
            "é",
            "\ud83d",
            "LIMIT 1",
            "FROM",
        )
    )
    texts = st.lists(pieces, max_size=8).map(" ".join) | st.text(max_size=20)
    names = st.sampled_from(("query", "default-graph-uri", "named-graph-uri", "as", "x"))
    fields = st.lists(st.tuples(names, texts | st.sampled_from((SELECT, ASK, A, "json"))), max_size=3)
    kinds = st.sampled_from(
        (*FORM.values(), *DIRECT.values(), "text/plain", "", "application/sparql-query; charset=\x7f")
    )

    @settings(max_examples=40, deadline=None)
    @given(
        st.sampled_from(("GET", "POST", "HEAD", "OPTIONS", "PUT")),
        fields,
        texts,
        kinds,
        st.sampled_from(("*/*", "text/csv", ";;q=,", "text/html")),
    )
    def trial(method: str, beside: list[tuple[str, str]], body: str, kind: str, accept: str) -> None:
        address = "/sparql?" + urlencode([(n, v.encode("utf-8", "surrogatepass")) for n, v in beside])
        headers = {"content-type": kind, "accept": accept}
        answer = client.request(method, address, content=body.encode("utf-8", "surrogatepass"), headers=headers)
        assert answer.status_code in (200, 204, 400, 405, 406, 413, 415, 422)
        if answer.status_code == 200 and "json" in answer.headers["content-type"] and method != "HEAD":
            json.loads(answer.content)

    trial()
    assert threading.active_count() < 60
