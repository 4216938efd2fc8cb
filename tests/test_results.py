"""Answers keep their terms, from the engine through the worker's bytes to Turtle, and nothing in them ends in a traceback or in invalid JSON."""

import json
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from aims_graph import load
from aims_graph.graph.nodes import english, quoted
from aims_graph.graph.query import foreign, run_foreign
from aims_graph.graph.results import Result, as_table, from_bytes, from_engine, number, to_turtle
from aims_graph.present.table import render

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"x": "http://x/", "xsd": XSD, "": "http://y/"}
ILL_TYPED = """SELECT * { VALUES ?v { "abc"^^xsd:integer "1_0"^^xsd:integer " 5"^^xsd:integer "NaN"^^xsd:double "-INF"^^xsd:double "1e999"^^xsd:double
  "x"^^xsd:decimal "0.70"^^xsd:decimal "maybe"^^xsd:boolean true "2027-13-45"^^xsd:date "12345678901234567890.5"^^xsd:decimal 93 2.5e0 "93" } }"""


def texts() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


NAMES = st.builds(
    lambda n: NamedNode(f"http://x/{n}"), st.from_regex(r"[a-zé0-9.%-]{0,8}".replace("%", ""), fullmatch=True)
)
LITERALS = st.one_of(
    st.builds(Literal, texts()),
    st.builds(lambda v, tag: Literal(v, language=tag), texts(), st.sampled_from(["en", "en-gb", "de-ch-1996"])),
    st.builds(
        lambda v, kind: Literal(v, datatype=NamedNode(XSD + kind)),
        st.one_of(texts(), st.sampled_from(["1", "-0", "4.10", "true", "0", "2027-12-02", "NaN", "INF", "1e5", "+7", "P3M", ""])),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "string", "dateTime", "duration", "positiveInteger"]),
    ),
)  # fmt: skip
BLANK = st.builds(BlankNode, st.sampled_from(["a1", "b2"]))
TERMS = st.one_of(NAMES, BLANK, LITERALS)
TRIPLES = st.builds(Triple, st.one_of(NAMES, BLANK), NAMES, TERMS)


def plain(answer: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in answer.rows]


@given(st.lists(TRIPLES, max_size=8))
def test_a_graph_comes_back_from_turtle_as_it_was(triples: list[Triple]) -> None:
    result = Result(
        "graph", ("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in triples)
    )
    parsed = [q.triple for q in pyoxigraph.parse(to_turtle(result, PREFIXES).encode(), RdfFormat.TURTLE)]
    assert isomorphic(parsed, triples)


@given(st.lists(TRIPLES, max_size=8))
def test_a_graph_comes_back_from_the_worker_as_it_was(triples: list[Triple]) -> None:
    found = from_bytes("graph", "".join(f"{t} .\n" for t in triples).encode())
    assert found.rows == tuple(dict.fromkeys((t.subject, t.predicate, t.object) for t in triples))


@given(
    st.integers(0, 3).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.one_of(st.none(), TERMS)] * n), max_size=6))
    )
)
def test_rows_come_back_from_the_worker_as_they_were(answer: tuple[int, list[tuple[Any, ...]]]) -> None:
    width, rows = answer
    names = "\t".join(f"?v{n}" for n in range(width))
    written = "".join("\t".join("" if t is None else str(t) for t in row) + "\n" for row in rows)
    found = from_bytes("select", f"{names}\n{written}".encode())
    assert found.variables == tuple(f"v{n}" for n in range(width)) and list(found.rows) == rows


@given(st.lists(st.tuples(TERMS, st.one_of(st.none(), TERMS)), max_size=6))
def test_rows_stand_in_turtle_with_their_terms(rows: list[tuple[Any, ...]]) -> None:
    text = to_turtle(Result("select", ("a", "b"), tuple(rows)), PREFIXES)
    # Not through a store, which writes "00"^^xsd:integer as 0.
    of: dict[Any, dict[str, list[Any]]] = {}
    for quad in pyoxigraph.parse(text.encode(), RdfFormat.TURTLE):
        of.setdefault(quad.subject, {}).setdefault(quad.predicate.value.partition("#")[2], []).append(quad.object)
    read = {
        (int(about["index"][0].value), of[b]["variable"][0].value): of[b]["value"][0]
        for about in of.values()
        for b in about.get("binding", [])
    }
    stated = {(n, v): t for n, row in enumerate(rows, 1) for v, t in zip("ab", row, strict=True) if t is not None}
    assert read.keys() == stated.keys()
    assert all(isinstance(t, BlankNode) or read[place] == t for place, t in stated.items())


def isomorphic(some: list[Triple], others: list[Triple]) -> bool:
    graphs = []
    for triples in (some, others):
        graph = pyoxigraph.Dataset(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in triples)
        graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
        graphs.append(graph)
    return graphs[0] == graphs[1]


def test_a_constructed_graph_keeps_every_kind_of_term() -> None:
    values = [
        '"aims:role-deployer"',
        '"https://example.org/"',
        '"Rolle"@de',
        "true",
        '"2027-12-02"^^xsd:date',
        "0.70",
        "7",
        "aims:Role",
    ]
    found = foreign(load(), "CONSTRUCT { iso42001:4.1 aims:x " + ", ".join(values) + " } WHERE {}")
    read = [q.object for q in pyoxigraph.parse(to_turtle(found, {}).encode(), RdfFormat.TURTLE)]
    assert {str(t) for t in read} == {
        '"aims:role-deployer"', '"https://example.org/"', '"Rolle"@de', f'"true"^^<{XSD}boolean>', f'"2027-12-02"^^<{XSD}date>',
        f'"0.70"^^<{XSD}decimal>', f'"7"^^<{XSD}integer>', "<https://w3id.org/aims-graph/ontology#Role>",
    }  # fmt: skip


def test_a_description_keeps_every_term() -> None:
    found = foreign(load(), "DESCRIBE iso42001:A.6.2.8")
    read = {str(q.triple) for q in pyoxigraph.parse(to_turtle(found, {}).encode(), RdfFormat.TURTLE)}
    assert read == {str(Triple(*row)) for row in found.rows}  # type: ignore[arg-type]
    assert any("@en" in t for t in read) and any('"A.6.2.8"' in t for t in read)


def test_what_is_ill_typed_stays_text_and_json_stays_json() -> None:
    table = run_foreign(load(), ILL_TYPED)
    cells = [row[0] for row in table.rows]
    assert cells == [
        "abc",
        "1_0",
        " 5",
        "NaN",
        "-INF",
        "INF",
        "x",
        0.7,
        "maybe",
        "true",
        "2027-13-45",
        "12345678901234567890.5",
        93,
        2.5,
        "93",
    ]
    read = json.loads(render(table, "json", load().names), parse_constant=pytest.fail)
    assert [row["v"] for row in read["rows"]] == cells
    for form in ("csv", "turtle"):
        assert "abc" in render(table, form, load().names)


@given(texts(), st.sampled_from(["integer", "decimal", "double", "string", "date"]))
def test_no_literal_ends_in_a_traceback(text: str, kind: str) -> None:
    assert json.loads(json.dumps(number(text, XSD + kind)), parse_constant=pytest.fail) is not None


def test_numbers_too_long_to_hold_stay_text() -> None:
    assert number("9" * 5_000, XSD + "integer") == "9" * 5_000


def test_the_three_kinds_are_told_apart() -> None:
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(NamedNode("x:s"), NamedNode("x:p"), Literal("o")))
    ask, select, graph = (
        from_engine(store.query(q + " { ?s ?p ?o }")) for q in ("ASK", "SELECT *", "CONSTRUCT { ?s ?p ?o } WHERE")
    )
    assert (ask.kind, ask.truth, ask.rows) == ("ask", True, ())
    assert (select.kind, set(select.variables), len(select.rows)) == ("select", set("spo"), 1)
    assert (graph.kind, graph.variables, len(graph.rows)) == ("graph", ("subject", "predicate", "object"), 1)
    assert as_table(ask, "T", load().names.curie).rows == (("yes",),)
    assert "rs:boolean true" in to_turtle(ask, {}) or "boolean> true" in to_turtle(ask, {})
    assert all(found.complete for found in (ask, select, graph))


def test_turtle_is_the_same_twice_and_says_what_is_cut() -> None:
    query = "CONSTRUCT { ?s skos:prefLabel ?o } WHERE { ?s a aims:Role ; skos:prefLabel ?o }"
    found = foreign(load(), query)
    prefixes = {
        "aims": "https://w3id.org/aims-graph/ontology#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "unused": "http://z/",
    }
    text = to_turtle(found, prefixes)
    assert text == to_turtle(found, prefixes) and text.startswith("@prefix aims:") and "unused" not in text
    assert to_turtle(Result(found.kind, found.variables, found.rows, cut="Cut after 5 rows."), {}).startswith(
        "# Cut after 5 rows.\n"
    )


@pytest.mark.parametrize("text", [f"a{chr(n)}b" for n in (*range(128), 0x85, 0xA0, 0x2028, 0xFEFF, 0x1F600)])
def test_any_text_is_written_so_that_it_is_read_again(text: str) -> None:
    for written, language in ((quoted(text), None), (english(text), "en")):
        (triple,) = parse(f"<a:a> <a:b> {written} .\n".encode(), format=RdfFormat.N_TRIPLES)
        assert (triple.object.value, triple.object.language) == (text, language)
        assert "\n" not in written and all(ord(sign) > 31 and sign != "\x7f" for sign in written.replace("\t", ""))
